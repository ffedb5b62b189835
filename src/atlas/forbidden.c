#include "atlas/forbidden.h"

const base_forbidden_t* atlas_forbidden_in(const atlas_move_t* move)
{
    const char* const texts[] = {move->id, move->uses, move->text, move->watch, move->warn};
    const base_forbidden_t* found = base_forbidden_advised(move->never);
    for (size_t k = 0; found == NULL && k < sizeof texts / sizeof texts[0]; k++) {
        found = base_forbidden_in(texts[k]);
    }
    for (uint8_t k = 0; found == NULL && k < move->reading_count; k++) {
        found = base_forbidden_in(move->reading_text[k]);
    }
    return found;
}
