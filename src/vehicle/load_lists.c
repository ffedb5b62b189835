#include "vehicle/kinds.h"
#include "vehicle/refer.h"
#include "vehicle/report.h"
#include <stdio.h>
#include <string.h>

#define FORM(fields) ((vehicle_form_t){fields, sizeof(fields) / sizeof(fields)[0]})

/// The list of a file `decklid: KIND` that stands under its own key; NULL after an error.
static const vehicle_node_t* list_of(vehicle_loader_t* const loader, const vehicle_node_t* const root,
                                     const char* const key)
{
    const vehicle_field_t fields[] = {
        {"decklid", vehicle_field_skip, true, 0, 0, 0, NULL},
        {key, vehicle_field_node, true, 0, 0, 0, NULL},
    };
    const vehicle_node_t* list = NULL;
    vehicle_form_read(loader, root, FORM(fields), &list);
    return list != NULL && vehicle_form_is_list(loader, list, 0, 2000) ? list : NULL;
}

/// Memory for `had` rows and the list's: a kind may come in several files.
static void* grow(vehicle_loader_t* const loader, const void* const old, const uint16_t had,
                  const vehicle_node_t* const list, const size_t size)
{
    unsigned char* const rows = vehicle_form_take(loader, (had + (size_t)vehicle_node_count(list)) * size);
    if (rows != NULL && had > 0) {
        memcpy(rows, old, had * size);
    }
    return rows;
}

// ---- readings ----

void vehicle_readings_register(vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    static const vehicle_field_t fields[] = {
        {"decklid", vehicle_field_skip, true, 0, 0, 0, NULL},
        {"readings", vehicle_field_node, true, 0, 0, 0, NULL},
    };
    vehicle_knowledge_t* const k = loader->knowledge;
    const vehicle_node_t* map = NULL;
    vehicle_form_read(loader, root, FORM(fields), &map);
    if (map == NULL || !vehicle_form_is_map(loader, map)) {
        return;
    }
    const char** const ids = grow(loader, k->reading_id, k->reading_count, map, sizeof *ids);
    const char** const texts = grow(loader, k->reading_text, k->reading_count, map, sizeof *texts);
    const vehicle_node_t* key = ids != NULL && texts != NULL ? vehicle_node_first(map) : NULL;
    for (; key != NULL; key = vehicle_node_next_key(key)) {
        ids[k->reading_count] = vehicle_form_text(loader, key);
        texts[k->reading_count] = vehicle_form_text(loader, key->next);
        k->reading_count = (uint16_t)(k->reading_count + (ids[k->reading_count] != NULL));
    }
    k->reading_id = ids;
    k->reading_text = texts;
}

// ---- checklists ----

typedef struct {
    vehicle_checklist_t checklist;
    const vehicle_node_t* steps;
} checklist_draft_t;

typedef struct {
    const char* label;
    const vehicle_node_t* move;
    const vehicle_node_t* on;
} step_draft_t;

#define AT(field) offsetof(checklist_draft_t, field)
static const vehicle_field_t checklist_fields[] = {
    {"id", vehicle_field_text, true, AT(checklist.id), 0, 0, NULL},
    {"source", vehicle_field_text, true, AT(checklist.source), 0, 0, NULL},
    {"cars", vehicle_field_words, true, AT(checklist.cars), 0, 0, NULL},
    {"steps", vehicle_field_node, true, AT(steps), 0, 0, NULL},
};
#undef AT

static const vehicle_field_t step_fields[] = {
    {"label", vehicle_field_text, true, offsetof(step_draft_t, label), 0, 0, NULL},
    {"move", vehicle_field_node, true, offsetof(step_draft_t, move), 0, 0, NULL},
    {"on", vehicle_field_node, false, offsetof(step_draft_t, on), 0, 0, NULL},
};

static const char* label_name(const void* const list, const uint16_t index)
{
    const char* const label = ((const vehicle_checklist_step_t*)list)[index].label;
    return label != NULL ? label : "";
}

/// Where a reading leads: a step of this checklist, or the end.
static const char* refer_label(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                               const vehicle_checklist_t* const checklist)
{
    static const char* const ends[] = {"OPEN", "CALL"};
    for (size_t k = 0; k < 2; k++) {
        if (vehicle_node_is(node, ends[k]) || (k == 1 && vehicle_node_is(node, "call"))) {
            return ends[k];
        }
    }
    for (uint16_t k = 0; k < checklist->step_count; k++) {
        if (vehicle_node_is(node, label_name(checklist->steps, k))) {
            return checklist->steps[k].label;
        }
    }
    const vehicle_names_t names = {"label, OPEN or CALL", checklist->steps, label_name,
                                   checklist->step_count};
    vehicle_report_nearest(loader->errors, loader->file, node, &names);
    return NULL;
}

/// Without a word to the contrary `opens` ends the list, anything else goes on with the next step, the last
/// calls.
static void read_step(vehicle_loader_t* const loader, const vehicle_node_t* const node,
                      const vehicle_checklist_t* const checklist, const uint16_t index,
                      vehicle_checklist_step_t* const step)
{
    step_draft_t draft = {NULL, NULL, NULL};
    vehicle_form_read(loader, node, FORM(step_fields), &draft);
    step->label = draft.label;
    step->move = draft.move != NULL ? vehicle_refer_move(loader, draft.move) : (uint16_t)vehicle_none;
    if (step->move == vehicle_none) {
        return;
    }
    const vehicle_move_t* const move = &loader->knowledge->move[step->move];
    const bool is_last = index + 1 == checklist->step_count;
    step->on[vehicle_readings_max] = is_last ? "CALL" : label_name(checklist->steps, (uint16_t)(index + 1));
    if (move->opens_reading != vehicle_readings_max) {
        step->on[move->opens_reading] = "OPEN";
    }
    const vehicle_node_t* key = NULL;
    if (draft.on != NULL && vehicle_form_is_map(loader, draft.on)) {
        key = vehicle_node_first(draft.on);
    }
    for (; key != NULL; key = vehicle_node_next_key(key)) {
        const bool rest = vehicle_node_is(key, "*") || vehicle_node_is(key, "cant-tell");
        const uint16_t reading =
            rest ? (uint16_t)vehicle_readings_max : vehicle_refer_reading(loader, key, move);
        if (reading != vehicle_none) {
            step->on[reading] = refer_label(loader, key->next, checklist);
        }
    }
}

static void read_labels(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                        vehicle_checklist_step_t* const steps)
{
    uint16_t k = 0;
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next, k++) {
        const vehicle_node_t* const label = vehicle_node_get(n, "label");
        steps[k].label = label != NULL ? vehicle_form_text(loader, label) : NULL;
        for (uint16_t e = 0; label != NULL && e < k; e++) {
            if (vehicle_node_is(label, label_name(steps, e))) {
                vehicle_form_error(loader, label, "each label once");
            }
        }
    }
}

static void read_steps(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                       vehicle_checklist_t* const checklist)
{
    if (list == NULL || !vehicle_form_is_list(loader, list, 1, 200)) {
        return;
    }
    vehicle_checklist_step_t* const steps =
        vehicle_form_take(loader, vehicle_node_count(list) * sizeof *steps);
    if (steps == NULL) {
        return;
    }
    read_labels(loader, list, steps);
    checklist->steps = steps;
    checklist->step_count = vehicle_node_count(list);
    uint16_t k = 0;
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next, k++) {
        read_step(loader, n, checklist, k, &steps[k]);
    }
}

void vehicle_checklists_resolve(vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    vehicle_knowledge_t* const k = loader->knowledge;
    const vehicle_node_t* const list = list_of(loader, root, "checklists");
    vehicle_checklist_t* const rows =
        list != NULL ? grow(loader, k->checklist, k->checklist_count, list, sizeof *rows) : NULL;
    if (rows == NULL) {
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next) {
        checklist_draft_t draft = {.steps = NULL};
        vehicle_form_read(loader, n, FORM(checklist_fields), &draft);
        read_steps(loader, draft.steps, &draft.checklist);
        rows[k->checklist_count++] = draft.checklist;
    }
    k->checklist = rows;
}

// ---- care ----

typedef struct {
    vehicle_care_t care;
    const vehicle_node_t* when;
} care_draft_t;

#define AT(field) offsetof(care_draft_t, field)
static const vehicle_field_t care_fields[] = {
    {"id", vehicle_field_id, true, AT(care.id), 0, 0, NULL},
    {"text", vehicle_field_text, true, AT(care.text), 0, 0, NULL},
    {"every_months", vehicle_field_number, true, AT(care.every_months), 0, 1200, NULL},
    {"when", vehicle_field_node, false, AT(when), 0, 0, NULL},
    {"how", vehicle_field_text, true, AT(care.how), 0, 0, NULL},
    {"sources", vehicle_field_sources, true, AT(care.sources), 0, 0, NULL},
};
#undef AT

void vehicle_care_resolve(vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    vehicle_knowledge_t* const k = loader->knowledge;
    const vehicle_node_t* const list = list_of(loader, root, "care");
    vehicle_care_t* const rows =
        list != NULL ? grow(loader, k->care, k->care_count, list, sizeof *rows) : NULL;
    if (rows == NULL) {
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next) {
        care_draft_t draft = {.when = NULL};
        vehicle_form_read(loader, n, FORM(care_fields), &draft);
        draft.care.when = vehicle_refer_when(loader, draft.when, &draft.care.when_count);
        rows[k->care_count++] = draft.care;
    }
    k->care = rows;
}

// ---- contradictions ----

#define AT(field) offsetof(vehicle_contradiction_t, field)
static const vehicle_field_t contradiction_fields[] = {
    {"id", vehicle_field_text, true, AT(id), 0, 0, NULL},
    {"resolved", vehicle_field_text, true, AT(resolved), 0, 0, NULL},
    {"where", vehicle_field_words, true, AT(where), 0, 0, NULL},
};
#undef AT

void vehicle_contradictions_resolve(vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    vehicle_knowledge_t* const k = loader->knowledge;
    const vehicle_node_t* const list = list_of(loader, root, "contradictions");
    vehicle_contradiction_t* const rows =
        list != NULL ? grow(loader, k->contradiction, k->contradiction_count, list, sizeof *rows) : NULL;
    if (rows == NULL) {
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next) {
        vehicle_contradiction_t* const row = &rows[k->contradiction_count++];
        *row = (vehicle_contradiction_t){NULL, NULL, NULL};
        vehicle_form_read(loader, n, FORM(contradiction_fields), row);
    }
    k->contradiction = rows;
}
