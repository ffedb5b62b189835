/// What the page may call for a glovebox card, as WebAssembly: a module of its own, fetched when a card is
/// wanted, for it is more code than any step needs. It holds nothing from one card to the next.
#include "session/session.h"
#include "web/memory.h"
#include <stdlib.h>
#include <string.h>

EXPORT(card_svg)
char* card_svg(const uint8_t* atlas, size_t atlas_length, const char* saved, const uint8_t* catalogue,
               size_t catalogue_length, char* error);

static char* svg_of(session_t* const session)
{
    const size_t length = session_card_svg(session, NULL, 0);
    char* const text = length > 0 ? malloc(length + 1) : NULL;
    if (text) {
        (void)session_card_svg(session, text, length + 1);
    }
    return text;
}

/// The card of the car in these atlas bytes, for the circumstances and tools of a saved text (session_save),
/// in the language of these .mo bytes (NULL: English). It is the caller's, who gives it back with
/// web_free. NULL with a sentence in `error`; an empty one means that memory ended. Plans for some seconds.
char* card_svg(const uint8_t* const atlas, const size_t atlas_length, const char* const saved,
               const uint8_t* const catalogue, const size_t catalogue_length, char* const error)
{
    error[0] = '\0';
    session_t* const session = session_open(atlas, atlas_length, error, web_error_max);
    char* svg = NULL;
    if (session && session_restore(session, saved, strlen(saved), error, web_error_max) == 0 &&
        (!catalogue || session_language(session, catalogue, catalogue_length, error, web_error_max) == 0)) {
        svg = svg_of(session);
    }
    session_close(session);
    return svg;
}
