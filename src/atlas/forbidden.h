/// The closed table of what no step may ever propose: the items N1 to N20 of the safety review, as tags and
/// phrases. Whoever writes an atlas and whoever opens one asks here; an atlas with such a move does not
/// exist. Not looked at: what a step says must never be done (`never`), where these words belong.
#pragma once
#include "atlas/atlas.h"

typedef struct {
    const char* item;   ///< "N1" to "N20"
    const char* phrase; ///< lower-case words, matched whole, any case, blanks and hyphens alike
} atlas_forbidden_t;

/// The first item that the move's id, uses, text, watch or warn touches; NULL if there is none. O(text x
/// table).
const atlas_forbidden_t* atlas_forbidden_in(const atlas_move_t* move);

/// The first item whose phrase stands in the text (NULL: an empty one); NULL if there is none.
const atlas_forbidden_t* atlas_forbidden_in_text(const char* text);
