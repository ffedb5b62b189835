/// The files of the drawings, for the commands `drawing` and `check`.
#pragma once
#include "cli/cli.h"
#include "drawing/drawing.h"

/// True if the file is one of knowledge/drawing/, told by its `decklid:` key. The bytes end with a zero.
bool cli_is_drawing_file(const vehicle_file_t* file);

/// Reads knowledge/drawing/, with `other` (or NULL) in the place of the file of its kind. NULL after errors:
/// those of the files are in `errors`, those of reading on standard error.
const drawing_book_t* cli_load_drawing(cli_t* self, const vehicle_file_t* other, vehicle_errors_t* errors);
