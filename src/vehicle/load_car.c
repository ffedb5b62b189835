#include "vehicle/form.h"
#include "vehicle/load.h"
#include "vehicle/read_tree.h"
#include "vehicle/refer.h"
#include "vehicle/report.h"
#include "vehicle/words.h"
#include <stdio.h>
#include <string.h>

#define FORM(fields) ((vehicle_form_t){fields, sizeof(fields) / sizeof(fields)[0]})

typedef struct {
    vehicle_t car;
    const vehicle_node_t* class_id;
    const vehicle_node_t* body;
    const vehicle_node_t* words;
    const vehicle_node_t* years;
    const vehicle_node_t* match;
    const vehicle_node_t* parts;
    const vehicle_node_t* variants;
    const vehicle_node_t* odds;
    const vehicle_node_t* notes;
} draft_t;

#define AT(field) offsetof(draft_t, field)
static const vehicle_field_t car_fields[] = {
    {"decklid", vehicle_field_skip, true, 0, 0, 0, NULL},
    {"id", vehicle_field_id, true, AT(car.id), 0, 0, NULL},
    {"name", vehicle_field_text, true, AT(car.name), 0, 0, NULL},
    {"class", vehicle_field_node, true, AT(class_id), 0, 0, NULL},
    {"archetype", vehicle_field_flag, true, AT(car.archetype), 0, 0, NULL},
    {"body", vehicle_field_node, true, AT(body), 0, 0, NULL},
    {"words", vehicle_field_node, true, AT(words), 0, 0, NULL},
    {"market", vehicle_field_text, true, AT(car.market), 0, 0, NULL},
    {"years", vehicle_field_node, true, AT(years), 0, 0, NULL},
    {"sourced", vehicle_field_text, true, AT(car.sourced), 0, 0, NULL},
    {"match", vehicle_field_node, true, AT(match), 0, 0, NULL},
    {"parts", vehicle_field_node, true, AT(parts), 0, 0, NULL},
    {"variants", vehicle_field_node, false, AT(variants), 0, 0, NULL},
    {"odds", vehicle_field_node, false, AT(odds), 0, 0, NULL},
    {"notes", vehicle_field_node, false, AT(notes), 0, 0, NULL},
};
#undef AT

#define AT(field) offsetof(vehicle_t, field)
static const vehicle_field_t word_fields[] = {
    {"lid", vehicle_field_text, true, AT(word_lid), 0, 0, NULL},
    {"space", vehicle_field_text, true, AT(word_space), 0, 0, NULL},
};
#undef AT

static const char bodies[] = "sedan|coupe|convertible|hatchback|wagon|suv";
static const char match_bodies[] = "sedan|coupe|convertible|hatchback|wagon|suv|electric-car";

// ---- years and match ----

static void read_years(const vehicle_loader_t* const loader, const vehicle_node_t* const list,
                       int16_t* const first, int16_t* const last)
{
    double low = 0.0;
    double high = 0.0;
    if (!vehicle_form_is_list(loader, list, 2, 2)) {
        return;
    }
    const vehicle_node_t* const n = vehicle_node_first(list);
    if (vehicle_form_number(loader, n, 1950, 2100, &low) &&
        vehicle_form_number(loader, n->next, low, 2100, &high)) {
        *first = (int16_t)low;
        *last = (int16_t)high;
    }
}

typedef struct {
    const vehicle_node_t* body;
    const vehicle_node_t* release;
    const vehicle_node_t* key;
    const vehicle_node_t* seats;
    const vehicle_node_t* years;
} match_t;

#define AT(field) offsetof(match_t, field)
static const vehicle_field_t match_fields[] = {
    {"body", vehicle_field_node, true, AT(body), 0, 0, NULL},
    {"release", vehicle_field_node, true, AT(release), 0, 0, NULL},
    {"key", vehicle_field_node, true, AT(key), 0, 0, NULL},
    {"seats", vehicle_field_node, true, AT(seats), 0, 0, NULL},
    {"years", vehicle_field_node, true, AT(years), 0, 0, NULL},
};
#undef AT

static const char* read_choices(vehicle_loader_t* const loader, const vehicle_node_t* const node,
                                const char* const choices)
{
    if (node == NULL) {
        return NULL;
    }
    const bool is_list = node->kind == vehicle_node_list;
    for (const vehicle_node_t* n = is_list ? vehicle_node_first(node) : node; n != NULL;
         n = is_list ? n->next : NULL) {
        (void)vehicle_form_choice(loader, n, choices);
    }
    return vehicle_form_words(loader, node);
}

static void read_match(vehicle_loader_t* const loader, const vehicle_node_t* const map, vehicle_t* const car)
{
    match_t match = {NULL, NULL, NULL, NULL, NULL};
    vehicle_form_read(loader, map, FORM(match_fields), &match);
    car->match_body = read_choices(loader, match.body, match_bodies);
    car->match_release = read_choices(loader, match.release, "electric|soft-close|cable|key-only");
    car->match_key = read_choices(loader, match.key, "blade|remote|proximity");
    car->match_seats = read_choices(loader, match.seats, "folds|fixed|open");
    if (match.years != NULL) {
        read_years(loader, match.years, &car->match_year_first, &car->match_year_last);
    }
}

// ---- parts ----

static void read_value(vehicle_loader_t* const loader, const vehicle_node_t* const list, const uint16_t param,
                       vehicle_t* const car)
{
    if (!vehicle_form_is_list(loader, list, 3, 3)) {
        return;
    }
    const vehicle_node_t* const value = vehicle_node_first(list);
    const vehicle_node_t* const confidence = value->next->next;
    if (car->source[param] != NULL) {
        vehicle_form_error(loader, list, "each parameter once");
    }
    (void)vehicle_refer_value(loader, value, param, &car->value[param]);
    car->source[param] = vehicle_form_source(loader, value->next);
    const int index =
        vehicle_form_choice(loader, confidence, "low|medium|high"); // ORDER vehicle_confidence_t
    car->confidence[param] = index > 0 ? (vehicle_confidence_t)index : vehicle_confidence_low;
}

static void read_parts(vehicle_loader_t* const loader, const vehicle_node_t* const map, vehicle_t* const car)
{
    const vehicle_node_t* part = vehicle_form_is_map(loader, map) ? vehicle_node_first(map) : NULL;
    for (; part != NULL; part = vehicle_node_next_key(part)) {
        if (vehicle_refer_param_of(loader, part, NULL) == vehicle_none ||
            !vehicle_form_is_map(loader, part->next)) {
            continue;
        }
        for (const vehicle_node_t* k = vehicle_node_first(part->next); k != NULL;
             k = vehicle_node_next_key(k)) {
            const uint16_t param = vehicle_refer_param_of(loader, part, k);
            if (param != vehicle_none) {
                read_value(loader, k->next, param, car);
            }
        }
    }
}

static void fill_as_built(vehicle_t* const car)
{
    const uint16_t count = vehicle_param_count;
    for (uint16_t p = 0; p < count; p++) {
        car->value[p] = vehicle_param_row[p].as_built;
    }
}

// ---- variants, odds, notes ----

typedef struct {
    const vehicle_node_t* mode;
    const vehicle_node_t* source;
    const vehicle_node_t* confidence;
    double number;
} row_t;

#define AT(field) offsetof(row_t, field)
static const vehicle_field_t variant_fields[] = {
    {"mode", vehicle_field_node, true, AT(mode), 0, 0, NULL},
    {"p", vehicle_field_number, true, AT(number), 0, 1, NULL},
    {"source", vehicle_field_node, true, AT(source), 0, 0, NULL},
    {"confidence", vehicle_field_node, true, AT(confidence), 0, 0, NULL},
};
static const vehicle_field_t odds_fields[] = {
    {"mode", vehicle_field_node, true, AT(mode), 0, 0, NULL},
    {"factor", vehicle_field_number, true, AT(number), 0, 1000, NULL},
    {"source", vehicle_field_node, true, AT(source), 0, 0, NULL},
    {"confidence", vehicle_field_node, false, AT(confidence), 0, 0, NULL},
};
#undef AT

static bool read_row(vehicle_loader_t* const loader, const vehicle_node_t* const node,
                     const vehicle_form_t form, row_t* const row, uint16_t* const mode)
{
    *row = (row_t){.number = 0.0};
    vehicle_form_read(loader, node, form, row);
    if (row->confidence != NULL) {
        (void)vehicle_form_choice(loader, row->confidence, "low|medium|high");
    }
    *mode = row->mode != NULL ? vehicle_refer_mode(loader, row->mode) : (uint16_t)vehicle_none;
    return *mode != vehicle_none && row->source != NULL;
}

/// A variant that this car cannot have, or a fault among the variants, is a slip of the pen.
static void check_row(const vehicle_loader_t* const loader, const row_t* const row, const uint16_t mode,
                      const bool is_variant, const vehicle_t* const car)
{
    const vehicle_mode_t* const m = &loader->known->mode[mode];
    if ((m->is == vehicle_is_variant) != is_variant) {
        vehicle_form_error(loader, row->mode,
                           is_variant ? "a mode of the part variant" : "a fault or a setting");
    } else if (!vehicle_when_holds(m->when, m->when_count, car->value)) {
        vehicle_form_error(loader, row->mode, "a mode that exists on this car");
    }
}

static void read_variants(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                          vehicle_t* const car)
{
    if (list == NULL || !vehicle_form_is_list(loader, list, 0, vehicle_modes_max)) {
        return;
    }
    vehicle_variant_t* const rows = vehicle_form_take(loader, vehicle_node_count(list) * sizeof *rows);
    const vehicle_node_t* n = rows != NULL ? vehicle_node_first(list) : NULL;
    for (; n != NULL; n = n->next) {
        row_t row;
        uint16_t mode = vehicle_none;
        if (read_row(loader, n, FORM(variant_fields), &row, &mode)) {
            check_row(loader, &row, mode, true, car);
            rows[car->variant_count++] =
                (vehicle_variant_t){mode, row.number, vehicle_form_source(loader, row.source)};
        }
    }
    car->variant = rows;
}

static void read_odds(vehicle_loader_t* const loader, const vehicle_node_t* const list, vehicle_t* const car)
{
    if (list == NULL || !vehicle_form_is_list(loader, list, 0, vehicle_modes_max)) {
        return;
    }
    vehicle_odds_t* const rows = vehicle_form_take(loader, vehicle_node_count(list) * sizeof *rows);
    const vehicle_node_t* n = rows != NULL ? vehicle_node_first(list) : NULL;
    for (; n != NULL; n = n->next) {
        row_t row;
        uint16_t mode = vehicle_none;
        if (read_row(loader, n, FORM(odds_fields), &row, &mode)) {
            check_row(loader, &row, mode, false, car);
            rows[car->odds_count++] =
                (vehicle_odds_t){mode, row.number, vehicle_form_source(loader, row.source)};
        }
    }
    car->odds = rows;
}

typedef struct {
    const char* text;
    const vehicle_node_t* source;
} note_t;

static const vehicle_field_t note_fields[] = {
    {"text", vehicle_field_text, true, offsetof(note_t, text), 0, 0, NULL},
    {"source", vehicle_field_node, true, offsetof(note_t, source), 0, 0, NULL},
};

/// "the text (source)"
static const char* read_note(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    note_t note = {NULL, NULL};
    vehicle_form_read(loader, node, FORM(note_fields), &note);
    const char* const source = note.source != NULL ? vehicle_form_words(loader, note.source) : NULL;
    if (note.text == NULL || source == NULL) {
        return "";
    }
    const size_t size = strlen(note.text) + strlen(source) + 4U;
    char* const text = vehicle_form_take(loader, size);
    if (text != NULL) {
        (void)snprintf(text, size, "%s (%s)", note.text, source);
    }
    return text;
}

static void read_notes(vehicle_loader_t* const loader, const vehicle_node_t* const list, vehicle_t* const car)
{
    if (list == NULL || !vehicle_form_is_list(loader, list, 0, 200)) {
        return;
    }
    const char** const notes = vehicle_form_take(loader, vehicle_node_count(list) * sizeof *notes);
    const vehicle_node_t* n = notes != NULL ? vehicle_node_first(list) : NULL;
    for (; n != NULL; n = n->next) {
        notes[car->note_count++] = read_note(loader, n);
    }
    car->note = notes;
}

// ---- the car ----

static void read_body(vehicle_loader_t* const loader, const vehicle_node_t* const node, vehicle_t* const car)
{
    if (vehicle_form_choice(loader, node, bodies) >= 0) {
        car->body = vehicle_form_text(loader, node);
    }
}

static void read_identity(vehicle_loader_t* const loader, const draft_t* const draft, vehicle_t* const car)
{
    if (draft->body != NULL) {
        read_body(loader, draft->body, car);
    }
    if (draft->class_id != NULL) {
        car->class_index = vehicle_refer_class(loader, draft->class_id);
    }
    if (draft->words != NULL) {
        vehicle_form_read(loader, draft->words, FORM(word_fields), car);
    }
    if (draft->years != NULL) {
        read_years(loader, draft->years, &car->year_first, &car->year_last);
    }
    if (draft->match != NULL) {
        read_match(loader, draft->match, car);
    }
}

static void read_car(vehicle_loader_t* const loader, const vehicle_node_t* const root, vehicle_t* const car)
{
    draft_t draft = {.class_id = NULL};
    vehicle_form_read(loader, root, FORM(car_fields), &draft);
    *car = draft.car;
    fill_as_built(car);
    read_identity(loader, &draft, car);
    if (draft.parts != NULL) {
        read_parts(loader, draft.parts, car);
    }
    read_variants(loader, draft.variants, car);
    read_odds(loader, draft.odds, car);
    read_notes(loader, draft.notes, car);
}

static void check_kind(const vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    const vehicle_node_t* const word = vehicle_node_get(root, "decklid");
    if (word != NULL && !vehicle_node_is(word, "vehicle")) {
        vehicle_form_error(loader, word, "vehicle");
    }
}

const vehicle_t* vehicle_load_car(base_arena_t* const arena, const vehicle_knowledge_t* const knowledge,
                                  const vehicle_file_t* const file, vehicle_errors_t* const errors)
{
    vehicle_scratch_t scratch;
    vehicle_loader_t loader = {.arena = arena, .errors = errors, .file = file->name, .known = knowledge};
    errors->count = 0;
    errors->length = 0;
    vehicle_t* const car = vehicle_form_take(&loader, sizeof *car);
    const vehicle_node_t* const root = car != NULL ? vehicle_tree_read(&scratch, arena, file, errors) : NULL;
    if (root != NULL) {
        check_kind(&loader, root);
        read_car(&loader, root, car);
    }
    if (car != NULL) {
        vehicle_tree_drop(&scratch);
    }
    return errors->count == 0 ? car : NULL;
}
