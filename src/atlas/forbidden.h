/// Moves that no atlas may carry: the items N1 to N20 of the safety review. Whoever writes an atlas and
/// whoever opens one asks here; an atlas with such a move does not exist. The words are in base/forbidden.h.
#pragma once
#include "atlas/atlas.h"
#include "base/forbidden.h"

/// The first item that the move's id, uses, text, watch, warn or readings touch, or that its `never` advises:
/// there these words belong, but only where they are forbidden. NULL if there is none. O(text x log table).
const base_forbidden_t* atlas_forbidden_in(const atlas_move_t* move);
