/// What a file must be before libyaml sees a byte of it: at most 256 KiB, valid UTF-8 without control
/// characters, tabs and byte order marks, flow nesting at most 32 deep, no directives, anchors, aliases or
/// tags. The nesting is found by a lexer that knows quotes, comments and block scalars; vehicle_tree_read
/// counts again.
#pragma once
#include "vehicle/load.h"

enum { VEHICLE_FILE_MAX_bytes = 256 * 1024, VEHICLE_DEPTH_MAX = 32 };

/// False after one error line if the file is not fit to be read. O(length), no memory.
bool vehicle_guard_passes(const vehicle_file_t* file, vehicle_errors_t* errors);
