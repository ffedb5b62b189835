/// What must never be proposed (field review 4.1, N1 to N20), as words and as tags of `uses`. A word counts
/// unless its sentence forbids it ("never", "no", "not", "without"). This is a net under the author of a
/// move, not a proof.
#pragma once
#include "vehicle/form.h"

/// The first forbidden word that this text recommends, NULL: none or no text. O(words x length).
const char* vehicle_forbid_word(const char* text);

/// The first forbidden tag among words joined by blanks, or NULL.
const char* vehicle_forbid_tag(const char* tags);
