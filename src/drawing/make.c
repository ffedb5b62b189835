#include "drawing/drawing.h"
#include <string.h>

const drawing_part_t* drawing_find(const drawing_sheet_t* const sheet, const char* const part)
{
    for (uint16_t k = 0; k < sheet->part_count; k++) {
        if (strcmp(sheet->part[k].row->part, part) == 0) {
            return &sheet->part[k];
        }
    }
    return NULL;
}

const drawing_part_t* drawing_place_part(const drawing_sheet_t* const sheet,
                                         const drawing_place_t* const place)
{
    const drawing_part_t* found = NULL;
    for (uint16_t k = 0; found == NULL && k < place->at_count; k++) {
        found = drawing_find(sheet, place->at[k]);
    }
    return found;
}

static const drawing_body_t* find_body(const drawing_book_t* const book, const char* const body)
{
    for (uint16_t k = 0; k < book->body_count; k++) {
        if (strcmp(book->body[k].body, body) == 0) {
            return &book->body[k];
        }
    }
    return NULL;
}

// That the spot is there was checked when the book was read.
static drawing_point_t spot_of(const drawing_body_t* const body, const char* const name)
{
    uint16_t k = 0;
    while (k + 1 < body->spot_count && strcmp(body->spot[k].name, name) != 0) {
        k++;
    }
    return body->spot[k].at;
}

static void place_parts(drawing_sheet_t* const sheet)
{
    const drawing_book_t* const book = sheet->book;
    for (uint16_t k = 0; k < book->row_count; k++) {
        const drawing_row_t* const row = &book->row[k];
        if (vehicle_when_holds(row->when, row->when_count, sheet->car->value) &&
            drawing_find(sheet, row->part) == NULL) {
            sheet->part[sheet->part_count++] = (drawing_part_t){row, spot_of(sheet->body, row->at)};
        }
    }
}

static void place_links(drawing_sheet_t* const sheet)
{
    for (uint16_t k = 0; k < sheet->book->link_count; k++) {
        const drawing_link_t* const link = &sheet->book->link[k];
        if (vehicle_when_holds(link->when, link->when_count, sheet->car->value) &&
            drawing_find(sheet, link->from) != NULL && drawing_find(sheet, link->to) != NULL) {
            sheet->link[sheet->link_count++] = link;
        }
    }
}

static const char* undrawn_part(const drawing_sheet_t* const sheet)
{
    for (uint16_t k = 0; k < sheet->knowledge->mode_count; k++) {
        const vehicle_mode_t* const mode = &sheet->knowledge->mode[k];
        if (mode->is != vehicle_is_variant && vehicle_mode_occurs(sheet->knowledge, sheet->car, k) &&
            drawing_find(sheet, mode->part) == NULL) {
            return mode->part;
        }
    }
    return NULL;
}

const char* drawing_make(drawing_sheet_t* const sheet, const drawing_book_t* const book,
                         const vehicle_knowledge_t* const knowledge, const vehicle_t* const car)
{
    *sheet = (drawing_sheet_t){
        .knowledge = knowledge, .book = book, .car = car, .body = find_body(book, car->body)};
    if (sheet->body == NULL) {
        return car->body;
    }
    place_parts(sheet);
    place_links(sheet);
    return undrawn_part(sheet);
}
