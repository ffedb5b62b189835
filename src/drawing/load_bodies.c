#include "drawing/reader.h"
#include "vehicle/report.h"
#include <stdio.h>
#include <string.h>

typedef struct {
    const char* body;
    const vehicle_node_t* like;
    const vehicle_node_t* wheels;
    const vehicle_node_t* lines;
    const vehicle_node_t* spots;
} body_draft_t;

#define AT(field) offsetof(body_draft_t, field)
static const vehicle_field_t body_fields[] = {
    {"body", vehicle_field_id, true, AT(body), 0, 0, NULL},
    {"like", vehicle_field_node, false, AT(like), 0, 0, NULL},
    {"wheels", vehicle_field_node, false, AT(wheels), 0, 0, NULL},
    {"lines", vehicle_field_node, true, AT(lines), 0, 0, NULL},
    {"spots", vehicle_field_node, true, AT(spots), 0, 0, NULL},
};
#undef AT

typedef struct {
    unsigned is;
    const vehicle_node_t* points;
} line_draft_t;

static const vehicle_field_t line_fields[] = {
    {"is", vehicle_field_choice, true, offsetof(line_draft_t, is), 0, 0,
     "shell|bay|cabin|trunk|seat|dash|trim|glass|lamp|lid"},
    {"points", vehicle_field_node, true, offsetof(line_draft_t, points), 0, 0, NULL},
};

/// `count` numbers of the drawing's range into `number`; false after an error.
static bool read_numbers(const drawing_reader_t* const self, const vehicle_node_t* const list,
                         double* const number)
{
    uint16_t k = 0;
    bool good = true;
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next) {
        good = vehicle_form_number(&self->loader, n, -50.0, 450.0, &number[k++]) && good;
    }
    return good;
}

/// A list whose length is a multiple of `step`; NULL after an error.
static const double* read_row_of(drawing_reader_t* const self, const vehicle_node_t* const list,
                                 const uint16_t step, const uint16_t most, uint16_t* const count)
{
    *count = 0;
    if (list == NULL || !vehicle_form_is_list(&self->loader, list, step, most)) {
        return NULL;
    }
    const uint16_t length = vehicle_node_count(list);
    if (length % step != 0) {
        vehicle_form_error(&self->loader, list, step == 2 ? "x, y in pairs" : "x, y, radius in threes");
        return NULL;
    }
    double* const number = vehicle_form_take(&self->loader, length * sizeof *number);
    if (number == NULL || !read_numbers(self, list, number)) {
        return NULL;
    }
    *count = (uint16_t)(length / step);
    return number;
}

static drawing_body_t* last_body(const drawing_reader_t* const self)
{
    return &self->book->body[self->book->body_count - 1];
}

static void read_line(drawing_reader_t* const self, const vehicle_node_t* const node)
{
    line_draft_t draft = {.points = NULL};
    vehicle_form_read(&self->loader, node, FORM(line_fields), &draft);
    uint16_t count = 0;
    const double* const number = read_row_of(self, draft.points, 2, 200, &count);
    drawing_point_t* const point = vehicle_form_take(&self->loader, count * sizeof *point);
    if (number == NULL || point == NULL) {
        return;
    }
    for (uint16_t k = 0; k < count; k++) {
        point[k] = (drawing_point_t){number[(size_t)2 * k], number[(size_t)2 * k + 1]};
    }
    drawing_body_t* const body = last_body(self);
    body->line[body->line_count++] = (drawing_line_t){(drawing_line_is_t)draft.is, point, count};
}

static void read_wheels(drawing_reader_t* const self, const vehicle_node_t* const list,
                        drawing_body_t* const body)
{
    uint16_t count = 0;
    const double* const number =
        list != NULL ? read_row_of(self, list, 3, 3 * drawing_wheels_max, &count) : NULL;
    if (number != NULL) {
        memcpy(body->wheel, number, count * sizeof body->wheel[0]);
        body->wheel_count = count;
    }
}

static uint16_t find_spot(const drawing_body_t* const body, const char* const name)
{
    uint16_t k = 0;
    while (k < body->spot_count && !drawing_is_same(body->spot[k].name, name)) {
        k++;
    }
    return k;
}

/// A spot of a body that is like another one replaces that one's.
static void read_spot(drawing_reader_t* const self, const vehicle_node_t* const key,
                      drawing_body_t* const body)
{
    const char* const name = vehicle_form_id(&self->loader, key);
    uint16_t count = 0;
    const double* const number = read_row_of(self, key->next, 2, 2, &count);
    const uint16_t k = find_spot(body, name);
    if (name == NULL || number == NULL) {
        return;
    }
    if (k == drawing_spots_max) {
        vehicle_form_error(&self->loader, key, "at most 96 spots");
        return;
    }
    body->spot[k] = (drawing_spot_t){name, {number[0], number[1]}};
    body->spot_count = (uint16_t)(body->spot_count + (k == body->spot_count));
}

static void read_spots(drawing_reader_t* const self, const vehicle_node_t* const map,
                       drawing_body_t* const body)
{
    if (map == NULL || !vehicle_form_is_map(&self->loader, map)) {
        return;
    }
    for (const vehicle_node_t* key = vehicle_node_first(map); key != NULL; key = vehicle_node_next_key(key)) {
        read_spot(self, key, body);
    }
}

static const char* body_name(const void* const list, const uint16_t index)
{
    return ((const drawing_body_t*)list)[index].body;
}

/// Wheels and spots of the body this one is like, which stands before it.
static void take_after(const drawing_reader_t* const self, const vehicle_node_t* const like,
                       drawing_body_t* const body)
{
    const drawing_book_t* const book = self->book;
    const uint16_t before = (uint16_t)(book->body_count - 1);
    for (uint16_t k = 0; k < before; k++) {
        if (vehicle_node_is(like, book->body[k].body)) {
            const char* const name = body->body;
            *body = book->body[k];
            body->body = name;
            body->line_count = 0;
            return;
        }
    }
    const vehicle_names_t names = {"body that stands before", book->body, body_name, before};
    vehicle_report_nearest(self->loader.errors, self->loader.file, like, &names);
}

static void check_spot(const drawing_reader_t* const self, const vehicle_node_t* const node,
                       const char* const name)
{
    const drawing_body_t* const body = last_body(self);
    if (name != NULL && find_spot(body, name) == body->spot_count) {
        char expected[128];
        (void)snprintf(expected, sizeof expected, "a spot %.50s in the body %.50s", name, body->body);
        drawing_report(self, node->at, expected, "none");
    }
}

static void check_spots(const drawing_reader_t* const self, const vehicle_node_t* const node)
{
    const drawing_book_t* const book = self->book;
    for (uint16_t k = 0; k < book->row_count; k++) {
        check_spot(self, node, book->row[k].at);
    }
    for (uint16_t k = 0; k < book->link_count; k++) {
        for (uint16_t v = 0; v < book->link[k].via_count; v++) {
            check_spot(self, node, book->link[k].via[v]);
        }
    }
}

static void read_body(drawing_reader_t* const self, const vehicle_node_t* const node)
{
    body_draft_t draft = {.body = NULL};
    vehicle_form_read(&self->loader, node, FORM(body_fields), &draft);
    if (draft.body == NULL) {
        return;
    }
    self->book->body_count++;
    drawing_body_t* const body = last_body(self);
    body->body = draft.body;
    if (draft.like != NULL) {
        take_after(self, draft.like, body);
    }
    read_wheels(self, draft.wheels, body);
    drawing_read_each(self, draft.lines, drawing_lines_max, read_line);
    read_spots(self, draft.spots, body);
    check_spots(self, node);
}

void drawing_bodies_read(drawing_reader_t* const self, const vehicle_node_t* const root)
{
    drawing_read_each(self, drawing_read_only_list(self, root, "bodies"), drawing_bodies_max, read_body);
}
