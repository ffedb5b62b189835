#include "base/forbidden.h"
#include "vehicle/kinds.h"
#include "vehicle/refer.h"
#include "vehicle/report.h"
#include <stdio.h>
#include <string.h>

typedef struct {
    const char* part;
    const char* name;
    const vehicle_node_t* modes;
} part_t;

typedef struct {
    vehicle_mode_t mode;
    const char* local_id; ///< without the part
    unsigned role;
    const vehicle_node_t* set;
    const vehicle_node_t* scale;
    const vehicle_node_t* when;
    const vehicle_node_t* needs;
    const vehicle_node_t* cells;
    const vehicle_node_t* repair;
} draft_t;

#define AT(field) offsetof(draft_t, field)
static const vehicle_field_t mode_fields[] = {
    {"mode", vehicle_field_id, true, AT(local_id), 0, 0, NULL},
    {"is", vehicle_field_choice, true, AT(mode.is), 0, 0, "fault|setting|variant"},
    {"role", vehicle_field_choice, true, AT(role), 0, 0, "cause|side"},
    {"name", vehicle_field_text, true, AT(mode.name), 0, 0, NULL},
    {"why", vehicle_field_text, false, AT(mode.why), 0, 0, NULL},
    {"set", vehicle_field_node, false, AT(set), 0, 0, NULL},
    {"scale", vehicle_field_node, false, AT(scale), 0, 0, NULL},
    {"when", vehicle_field_node, false, AT(when), 0, 0, NULL},
    {"needs", vehicle_field_node, false, AT(needs), 0, 0, NULL},
    {"intermittent", vehicle_field_flag, false, AT(mode.intermittent), 0, 0, NULL},
    {"axis", vehicle_field_id, false, AT(mode.axis), 0, 0, NULL},
    {"cells", vehicle_field_node, false, AT(cells), 0, 0, NULL},
    {"repair", vehicle_field_node, false, AT(repair), 0, 0, NULL},
    {"faults", vehicle_field_words, false, AT(mode.faults), 0, 0, NULL},
    {"sources", vehicle_field_sources, true, AT(mode.sources), 0, 0, NULL},
};
#undef AT

#define AT(field) offsetof(vehicle_mode_t, field)
static const vehicle_field_t repair_fields[] = {
    {"minutes", vehicle_field_number, true, AT(repair_minutes), 0, 10000, NULL},
    {"money", vehicle_field_number, true, AT(repair_money), 0, 100000, NULL},
    {"currency", vehicle_field_text, true, AT(repair_currency), 0, 0, NULL},
    {"who", vehicle_field_text, true, AT(repair_who), 0, 0, NULL},
    {"move", vehicle_field_skip, false, 0, 0, 0, NULL},
    {"text", vehicle_field_text, true, AT(repair_text), 0, 0, NULL},
};
#undef AT

static const vehicle_field_t part_fields[] = {
    {"part", vehicle_field_id, true, offsetof(part_t, part), 0, 0, NULL},
    {"name", vehicle_field_text, true, offsetof(part_t, name), 0, 0, NULL},
    {"systems", vehicle_field_skip, false, 0, 0, 0, NULL},
    {"modes", vehicle_field_node, true, offsetof(part_t, modes), 0, 0, NULL},
};

static const vehicle_field_t file_fields[] = {
    {"decklid", vehicle_field_skip, true, 0, 0, 0, NULL},
    {"parts", vehicle_field_node, true, 0, 0, 0, NULL},
};

#define FORM(fields) ((vehicle_form_t){fields, sizeof(fields) / sizeof(fields)[0]})

static const char* join_id(vehicle_loader_t* const loader, const char* const part, const char* const mode)
{
    const size_t size = strlen(part) + strlen(mode) + 2U;
    char* const id = vehicle_form_take(loader, size);
    if (id != NULL) {
        (void)snprintf(id, size, "%s=%s", part, mode);
    }
    return id;
}

static uint8_t read_cells(const vehicle_loader_t* const loader, const vehicle_node_t* const list)
{
    unsigned bits = 0;
    if (list == NULL || !vehicle_form_is_list(loader, list, 0, 2)) {
        return 0;
    }
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next) {
        const int index = vehicle_form_choice(loader, n, "frost|wet");
        bits |= index >= 0 ? 1U << (unsigned)index : 0U; // ORDER vehicle_cell_frost, vehicle_cell_wet
    }
    return (uint8_t)bits;
}

/// The one circumstance a mode can need is frost: the simulated car has no other.
static bool read_needs(const vehicle_loader_t* const loader, const vehicle_node_t* const list)
{
    if (list == NULL || !vehicle_form_is_list(loader, list, 0, 1) || vehicle_node_first(list) == NULL) {
        return false;
    }
    return vehicle_form_choice(loader, vehicle_node_first(list), "frost") == 0;
}

static void check_repair(const vehicle_loader_t* const loader, const vehicle_mode_t* const mode,
                         const vehicle_node_t* const node)
{
    static const char people[] = "yourself|friend|workshop|dealer";
    const base_forbidden_t* const found = base_forbidden_advised(mode->repair_text);
    if (found != NULL) {
        vehicle_report(loader->errors, loader->file, node->at, "a repair that is not forbidden",
                       found->phrase);
    }
    if (mode->repair_who != NULL &&
        vehicle_form_index(people, '|', mode->repair_who, strlen(mode->repair_who)) < 0) {
        vehicle_form_error(loader, vehicle_node_get(node, "who"), "one of yourself|friend|workshop|dealer");
    }
}

/// A fault or setting without an effect, or a cause nobody can mend, is an oversight.
static void check_mode(const vehicle_loader_t* const loader, const draft_t* const draft,
                       const vehicle_node_t* const at)
{
    const bool is_variant = draft->mode.is == vehicle_is_variant;
    if (draft->mode.override_count == 0) {
        vehicle_report(loader->errors, loader->file, at->at, "set or scale", "neither");
    }
    if (!is_variant && draft->repair == NULL) {
        vehicle_report(loader->errors, loader->file, at->at, "repair", "nothing");
    }
    if (is_variant && draft->role == 0) {
        vehicle_report(loader->errors, loader->file, at->at, "role side for a variant", "cause");
    }
}

static void add_mode(vehicle_loader_t* const loader, const vehicle_mode_t* const mode,
                     const vehicle_node_t* const at)
{
    vehicle_knowledge_t* const k = loader->knowledge;
    if (mode->id == NULL) {
        return;
    }
    if (vehicle_find_mode(k, mode->id) != vehicle_none) {
        vehicle_report(loader->errors, loader->file, at->at, "each mode once", mode->id);
    } else if (k->mode_count == vehicle_modes_max) {
        vehicle_report(loader->errors, loader->file, at->at, "fewer modes", "more than there is room for");
    } else {
        k->mode[k->mode_count++] = *mode;
    }
}

static void read_mode(vehicle_loader_t* const loader, const char* const part,
                      const vehicle_node_t* const node)
{
    draft_t draft = {.mode = {.why = "", .repair_text = NULL}};
    vehicle_mode_t* const mode = &draft.mode;
    vehicle_form_read(loader, node, FORM(mode_fields), &draft);
    if (part == NULL || draft.local_id == NULL) {
        return;
    }
    mode->id = join_id(loader, part, draft.local_id);
    mode->part = part;
    mode->axis = mode->axis != NULL ? mode->axis : part;
    mode->is_cause = draft.role == 0;
    mode->overrides = vehicle_refer_overrides(loader, draft.set, draft.scale, &mode->override_count);
    mode->when = vehicle_refer_when(loader, draft.when, &mode->when_count);
    mode->needs_frost = read_needs(loader, draft.needs);
    mode->cells = read_cells(loader, draft.cells);
    if (draft.repair != NULL) {
        vehicle_form_read(loader, draft.repair, FORM(repair_fields), mode);
        check_repair(loader, mode, draft.repair);
    }
    check_mode(loader, &draft, node);
    add_mode(loader, mode, node);
}

static void read_part(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    part_t part = {NULL, NULL, NULL};
    vehicle_form_read(loader, node, FORM(part_fields), &part);
    if (part.modes == NULL || !vehicle_form_is_list(loader, part.modes, 0, vehicle_modes_max)) {
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(part.modes); n != NULL; n = n->next) {
        read_mode(loader, part.part, n);
    }
}

void vehicle_parts_register(vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    const vehicle_node_t* parts = NULL;
    vehicle_form_read(loader, root, FORM(file_fields), &parts);
    if (parts == NULL || !vehicle_form_is_list(loader, parts, 1, vehicle_modes_max)) {
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(parts); n != NULL; n = n->next) {
        read_part(loader, n);
    }
}
