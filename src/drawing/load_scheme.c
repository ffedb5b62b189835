#include "drawing/reader.h"
#include "vehicle/refer.h"
#include "vehicle/report.h"
#include <stdio.h>
#include <string.h>

/// The path goes into an attribute of the SVG as it stands: nothing but path letters and numbers.
static void read_icon(drawing_reader_t* const self, const vehicle_node_t* const key)
{
    const char* const path = vehicle_form_text(&self->loader, key->next);
    if (path == NULL || self->icon_count == drawing_icons_max) {
        return;
    }
    if (path[strspn(path, "MmLlHhVvCcQqTtAaZz0123456789 .,-")] != '\0') {
        vehicle_form_error(&self->loader, key->next, "an SVG path");
        return;
    }
    self->icon[self->icon_count++] = (drawing_icon_t){vehicle_form_id(&self->loader, key), path};
}

static void read_icons(drawing_reader_t* const self, const vehicle_node_t* const map)
{
    if (map == NULL || !vehicle_form_is_map(&self->loader, map)) {
        return;
    }
    for (const vehicle_node_t* key = vehicle_node_first(map); key != NULL; key = vehicle_node_next_key(key)) {
        read_icon(self, key);
    }
}

static const char* icon_name(const void* const list, const uint16_t index)
{
    return ((const drawing_icon_t*)list)[index].name;
}

static const char* refer_icon(const drawing_reader_t* const self, const vehicle_node_t* const node)
{
    for (uint16_t k = 0; k < self->icon_count; k++) {
        if (vehicle_node_is(node, self->icon[k].name)) {
            return self->icon[k].path;
        }
    }
    const vehicle_names_t names = {"icon", self->icon, icon_name, self->icon_count};
    vehicle_report_nearest(self->loader.errors, self->loader.file, node, &names);
    return NULL;
}

typedef struct {
    drawing_row_t row;
    unsigned shape;
    const vehicle_node_t* icon;
    const vehicle_node_t* when;
} row_draft_t;

#define AT(field) offsetof(row_draft_t, field)
static const vehicle_field_t row_fields[] = {
    {"part", vehicle_field_id, true, AT(row.part), 0, 0, NULL},
    {"label", vehicle_field_text, true, AT(row.label), 0, 0, NULL},
    {"icon", vehicle_field_node, false, AT(icon), 0, 0, NULL},
    {"shape", vehicle_field_choice, true, AT(shape), 0, 0, "box|round|spot"},
    {"at", vehicle_field_id, true, AT(row.at), 0, 0, NULL},
    {"when", vehicle_field_node, false, AT(when), 0, 0, NULL},
};
#undef AT

static void read_row(drawing_reader_t* const self, const vehicle_node_t* const node)
{
    row_draft_t draft = {.icon = NULL};
    vehicle_form_read(&self->loader, node, FORM(row_fields), &draft);
    draft.row.shape = (drawing_shape_t)draft.shape;
    draft.row.icon = draft.icon != NULL ? refer_icon(self, draft.icon) : NULL;
    draft.row.when = vehicle_refer_when(&self->loader, draft.when, &draft.row.when_count);
    self->book->row[self->book->row_count++] = draft.row;
}

typedef struct {
    const vehicle_node_t* from;
    const vehicle_node_t* to;
    const vehicle_node_t* via;
    const vehicle_node_t* when;
    unsigned by;
    unsigned way;
} link_draft_t;

#define AT(field) offsetof(link_draft_t, field)
static const vehicle_field_t link_fields[] = {
    {"from", vehicle_field_node, true, AT(from), 0, 0, NULL},
    {"to", vehicle_field_node, true, AT(to), 0, 0, NULL},
    {"by", vehicle_field_choice, true, AT(by), 0, 0, "power|signal|radio|rod"},
    {"way", vehicle_field_choice, false, AT(way), 0, 0, "main|other"},
    {"via", vehicle_field_node, false, AT(via), 0, 0, NULL},
    {"when", vehicle_field_node, false, AT(when), 0, 0, NULL},
};
#undef AT

static void read_link(drawing_reader_t* const self, const vehicle_node_t* const node)
{
    link_draft_t draft = {.via = NULL};
    vehicle_form_read(&self->loader, node, FORM(link_fields), &draft);
    drawing_link_t link = {.by = (drawing_by_t)draft.by, .is_other = draft.way == 1U};
    link.from = draft.from != NULL ? drawing_refer_part(self, draft.from) : NULL;
    link.to = draft.to != NULL ? drawing_refer_part(self, draft.to) : NULL;
    link.via = drawing_read_ids(self, draft.via, &link.via_count);
    link.when = vehicle_refer_when(&self->loader, draft.when, &link.when_count);
    self->book->link[self->book->link_count++] = link;
}

typedef struct {
    const vehicle_node_t* icons;
    const vehicle_node_t* parts;
    const vehicle_node_t* links;
} scheme_t;

static const vehicle_field_t scheme_fields[] = {
    {"decklid", vehicle_field_skip, true, 0, 0, 0, NULL},
    {"icons", vehicle_field_node, true, offsetof(scheme_t, icons), 0, 0, NULL},
    {"parts", vehicle_field_node, true, offsetof(scheme_t, parts), 0, 0, NULL},
    {"links", vehicle_field_node, true, offsetof(scheme_t, links), 0, 0, NULL},
};

static uint16_t find_row(const drawing_book_t* const book, const char* const part)
{
    for (uint16_t k = 0; k < book->row_count; k++) {
        if (drawing_is_same(book->row[k].part, part)) {
            return k;
        }
    }
    return vehicle_none;
}

/// Every part that can fail has a row; that its `when` holds on each car is drawing_make's to see.
static void check_parts(const drawing_reader_t* const self)
{
    const vehicle_knowledge_t* const known = self->loader.known;
    for (uint16_t k = 0; k < known->mode_count; k++) {
        const vehicle_mode_t* const mode = &known->mode[k];
        const bool is_told = k > 0 && drawing_is_same(known->mode[k - 1].part, mode->part);
        if (mode->is != vehicle_is_variant && !is_told && find_row(self->book, mode->part) == vehicle_none) {
            char expected[96];
            (void)snprintf(expected, sizeof expected, "a row for the part %.60s", mode->part);
            drawing_report(self, (vehicle_place_t){1, 1}, expected, "none");
        }
    }
}

void drawing_scheme_read(drawing_reader_t* const self, const vehicle_node_t* const root)
{
    scheme_t scheme = {.icons = NULL};
    vehicle_form_read(&self->loader, root, FORM(scheme_fields), &scheme);
    read_icons(self, scheme.icons);
    drawing_read_each(self, scheme.parts, drawing_rows_max, read_row);
    drawing_read_each(self, scheme.links, drawing_links_max, read_link);
    check_parts(self);
}
