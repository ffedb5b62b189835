/// What must never be proposed (field review 4.1, N1 to N20), as tags of `uses`. The words are in
/// base/forbidden.h.
#pragma once
#include "vehicle/form.h"

/// The first forbidden tag among words joined by blanks, or NULL.
const char* vehicle_forbid_tag(const char* tags);
