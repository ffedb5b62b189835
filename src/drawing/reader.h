/// What the files of one drawing_load share: the reader and how it looks names up. One .c for each file.
#pragma once
#include "drawing/drawing.h"
#include "vehicle/form.h"

#define FORM(fields) ((vehicle_form_t){fields, sizeof(fields) / sizeof(fields)[0]})

typedef struct {
    const char* name;
    const char* path;
} drawing_icon_t;

/// What one load knows: the book so far, the icons, which rows point to, and which moves have their place.
typedef struct {
    vehicle_loader_t loader;
    drawing_book_t* book;
    drawing_icon_t icon[drawing_icons_max];
    uint16_t icon_count;
    bool is_placed[vehicle_moves_max];
} drawing_reader_t;

/// The files, in the order in which they need each other. Every error is a line in the loader's errors.
void drawing_scheme_read(drawing_reader_t* self, const vehicle_node_t* root);
void drawing_bodies_read(drawing_reader_t* self, const vehicle_node_t* root);
void drawing_places_read(drawing_reader_t* self, const vehicle_node_t* root);

/// Calls `read` for each entry of a list of at most `most`; nothing, after an error, for anything else.
void drawing_read_each(drawing_reader_t* self, const vehicle_node_t* list, uint16_t most,
                       void (*read)(drawing_reader_t* self, const vehicle_node_t* node));

/// The one list of a file, under the file's own kind; NULL after an error.
const vehicle_node_t* drawing_read_only_list(drawing_reader_t* self, const vehicle_node_t* root,
                                             const char* kind);

/// A list of 1 to 8 ids; NULL for no list, or after an error.
const char* const* drawing_read_ids(drawing_reader_t* self, const vehicle_node_t* list, uint16_t* count);

/// The part that this node names, as a row has it; NULL after an error that names the nearest. O(rows).
const char* drawing_refer_part(drawing_reader_t* self, const vehicle_node_t* node);

/// One error line at a place of the file being read.
void drawing_report(const drawing_reader_t* self, vehicle_place_t at, const char* expected,
                    const char* found);

/// Both are there and the same.
bool drawing_is_same(const char* one, const char* other);
