#include "drawing/reader.h"
#include "vehicle/refer.h"
#include "vehicle/report.h"
#include <stdio.h>

static const char withs[] = "hand|key|tool|meter|look|phone|ask";

typedef struct {
    const vehicle_node_t* at;
    const vehicle_node_t* with;
    const vehicle_node_t* moves;
} place_draft_t;

static const vehicle_field_t place_fields[] = {
    {"at", vehicle_field_node, true, offsetof(place_draft_t, at), 0, 0, NULL},
    {"with", vehicle_field_node, true, offsetof(place_draft_t, with), 0, 0, NULL},
    {"moves", vehicle_field_node, true, offsetof(place_draft_t, moves), 0, 0, NULL},
};

static void read_at(drawing_reader_t* const self, const vehicle_node_t* const list,
                    drawing_place_t* const place)
{
    place->at = drawing_read_ids(self, list, &place->at_count);
    const vehicle_node_t* n = place->at != NULL ? vehicle_node_first(list) : NULL;
    for (; n != NULL; n = n->next) {
        (void)drawing_refer_part(self, n);
    }
}

static void read_moves(drawing_reader_t* const self, const vehicle_node_t* const list,
                       drawing_place_t* const place)
{
    if (!vehicle_form_is_list(&self->loader, list, 1, vehicle_moves_max)) {
        return;
    }
    uint16_t* const moves = vehicle_form_take(&self->loader, vehicle_node_count(list) * sizeof *moves);
    const vehicle_node_t* n = moves != NULL ? vehicle_node_first(list) : NULL;
    for (; n != NULL; n = n->next) {
        const uint16_t move = vehicle_refer_move(&self->loader, n);
        if (move == vehicle_none) {
            continue;
        }
        if (self->is_placed[move]) {
            vehicle_form_error(&self->loader, n, "each move once");
        }
        self->is_placed[move] = true;
        moves[place->move_count++] = move;
    }
    place->move = moves;
}

static void read_place(drawing_reader_t* const self, const vehicle_node_t* const node)
{
    place_draft_t draft = {.at = NULL};
    vehicle_form_read(&self->loader, node, FORM(place_fields), &draft);
    if (draft.at == NULL || draft.with == NULL || draft.moves == NULL) {
        return;
    }
    drawing_place_t place = {.with = NULL};
    read_at(self, draft.at, &place);
    if (vehicle_form_choice(&self->loader, draft.with, withs) >= 0) {
        place.with = vehicle_form_id(&self->loader, draft.with);
    }
    read_moves(self, draft.moves, &place);
    self->book->place[self->book->place_count++] = place;
}

static void check_moves(const drawing_reader_t* const self, const vehicle_node_t* const list)
{
    const vehicle_knowledge_t* const known = self->loader.known;
    for (uint16_t k = 0; list != NULL && k < known->move_count; k++) {
        if (!self->is_placed[k] && !known->move[k].only_published) {
            char expected[96];
            (void)snprintf(expected, sizeof expected, "a place for the move %.60s", known->move[k].id);
            drawing_report(self, list->at, expected, "none");
        }
    }
}

void drawing_places_read(drawing_reader_t* const self, const vehicle_node_t* const root)
{
    const vehicle_node_t* const list = drawing_read_only_list(self, root, "places");
    drawing_read_each(self, list, drawing_places_max, read_place);
    check_moves(self, list);
}
