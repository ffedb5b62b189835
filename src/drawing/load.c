#include "drawing/reader.h"
#include "vehicle/read_tree.h"
#include "vehicle/report.h"
#include <stdio.h>
#include <string.h>

/// Reads each entry of a list of at most `most`.
void drawing_read_each(drawing_reader_t* const self, const vehicle_node_t* const list, const uint16_t most,
                       void (*const read)(drawing_reader_t* self, const vehicle_node_t* node))
{
    if (list == NULL || !vehicle_form_is_list(&self->loader, list, 1, most)) {
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next) {
        read(self, n);
    }
}

void drawing_report(const drawing_reader_t* const self, const vehicle_place_t at, const char* const expected,
                    const char* const found)
{
    vehicle_report(self->loader.errors, self->loader.file, at, expected, found);
}

bool drawing_is_same(const char* const one, const char* const other)
{
    return one != NULL && other != NULL && strcmp(one, other) == 0;
}

static const char* row_name(const void* const list, const uint16_t index)
{
    const char* const part = ((const drawing_row_t*)list)[index].part;
    return part != NULL ? part : "";
}

/// The part that this node names, as a row has it; NULL after an error that names the nearest.
const char* drawing_refer_part(drawing_reader_t* const self, const vehicle_node_t* const node)
{
    const drawing_book_t* const book = self->book;
    for (uint16_t k = 0; k < book->row_count; k++) {
        if (vehicle_node_is(node, row_name(book->row, k))) {
            return book->row[k].part;
        }
    }
    const vehicle_names_t names = {"part of the drawing", book->row, row_name, book->row_count};
    vehicle_report_nearest(self->loader.errors, self->loader.file, node, &names);
    return NULL;
}

/// A list of words; each is an id.
const char* const* drawing_read_ids(drawing_reader_t* const self, const vehicle_node_t* const list,
                                    uint16_t* const count)
{
    *count = 0;
    if (list == NULL || !vehicle_form_is_list(&self->loader, list, 1, 8)) {
        return NULL;
    }
    const char** const ids = vehicle_form_take(&self->loader, vehicle_node_count(list) * sizeof *ids);
    const vehicle_node_t* n = ids != NULL ? vehicle_node_first(list) : NULL;
    for (; n != NULL; n = n->next) {
        ids[*count] = vehicle_form_id(&self->loader, n);
        *count = (uint16_t)(*count + (ids[*count] != NULL));
    }
    return ids;
}

/// The one list of a file, under the file's own kind.
const vehicle_node_t* drawing_read_only_list(drawing_reader_t* const self, const vehicle_node_t* const root,
                                             const char* const kind)
{
    const vehicle_field_t fields[] = {
        {"decklid", vehicle_field_skip, true, 0, 0, 0, NULL},
        {kind, vehicle_field_node, true, 0, 0, 0, NULL},
    };
    const vehicle_node_t* list = NULL;
    vehicle_form_read(&self->loader, root, FORM(fields), &list);
    return list;
}

// ---- the three files ----

static void read_file(drawing_reader_t* const self, const vehicle_file_t* const file, const char* const kind,
                      void (*const read)(drawing_reader_t* self, const vehicle_node_t* root))
{
    vehicle_scratch_t scratch;
    vehicle_loader_t* const loader = &self->loader;
    loader->file = file->name;
    const vehicle_node_t* const root = vehicle_tree_read(&scratch, loader->arena, file, loader->errors);
    const vehicle_node_t* const word = root != NULL ? vehicle_node_get(root, "decklid") : NULL;
    if (root != NULL && (word == NULL || !vehicle_node_is(word, kind))) {
        char expected[64];
        (void)snprintf(expected, sizeof expected, "decklid: %s", kind);
        drawing_report(self, root->at, expected, "another kind of file");
    } else if (root != NULL) {
        read(self, root);
    }
    vehicle_tree_drop(&scratch);
}

const drawing_book_t* drawing_load(base_arena_t* const arena, const vehicle_knowledge_t* const knowledge,
                                   const drawing_files_t* const files, vehicle_errors_t* const errors)
{
    vehicle_loader_t loader = {.arena = arena, .errors = errors, .known = knowledge, .file = "drawing"};
    errors->count = 0;
    errors->length = 0;
    if (errors->capacity > 0) {
        errors->text[0] = '\0';
    }
    drawing_reader_t* const self = vehicle_form_take(&loader, sizeof *self);
    drawing_book_t* const book = vehicle_form_take(&loader, sizeof *book);
    if (self == NULL || book == NULL) {
        return NULL;
    }
    self->loader = loader;
    self->book = book;
    read_file(self, &files->scheme, "scheme", drawing_scheme_read);
    read_file(self, &files->bodies, "bodies", drawing_bodies_read);
    read_file(self, &files->places, "places", drawing_places_read);
    return errors->count == 0 ? book : NULL;
}
