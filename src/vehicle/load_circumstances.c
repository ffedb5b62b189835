#include "vehicle/kinds.h"
#include "vehicle/refer.h"
#include "vehicle/report.h"
#include <string.h>

typedef struct {
    const char* name;
    const char* ask;
    const vehicle_node_t* values;
    const vehicle_node_t* bounds;
    const vehicle_node_t* labels;
    const vehicle_node_t* factors;
    const vehicle_node_t* gives;
} draft_t;

typedef struct {
    const vehicle_node_t* value;
    const vehicle_node_t* mode;
    double factor;
} factor_t;

#define AT(field) offsetof(draft_t, field)
static const vehicle_field_t fields[] = {
    {"name", vehicle_field_text, true, AT(name), 0, 0, NULL},
    {"ask", vehicle_field_text, false, AT(ask), 0, 0, NULL},
    {"values", vehicle_field_node, false, AT(values), 0, 0, NULL},
    {"bounds", vehicle_field_node, false, AT(bounds), 0, 0, NULL},
    {"labels", vehicle_field_node, false, AT(labels), 0, 0, NULL},
    {"factors", vehicle_field_node, false, AT(factors), 0, 0, NULL},
    {"gives", vehicle_field_node, false, AT(gives), 0, 0, NULL},
    {"sources", vehicle_field_skip, false, 0, 0, 0, NULL},
};
#undef AT

static const vehicle_field_t factor_fields[] = {
    {"value", vehicle_field_node, true, offsetof(factor_t, value), 0, 0, NULL},
    {"mode", vehicle_field_node, true, offsetof(factor_t, mode), 0, 0, NULL},
    {"factor", vehicle_field_number, true, offsetof(factor_t, factor), 0, 1000, NULL},
    {"source", vehicle_field_skip, true, 0, 0, 0, NULL},
};

static const vehicle_field_t file_fields[] = {
    {"decklid", vehicle_field_skip, true, 0, 0, 0, NULL},
    {"circumstances", vehicle_field_node, true, 0, 0, 0, NULL},
};

#define FORM(fields) ((vehicle_form_t){fields, sizeof(fields) / sizeof(fields)[0]})

static void read_labels(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                        vehicle_circumstance_t* const to, const uint16_t low, const uint16_t high)
{
    const vehicle_node_t* n = vehicle_form_is_list(loader, list, low, high) ? vehicle_node_first(list) : NULL;
    for (uint8_t k = 0; n != NULL; n = n->next, k++) {
        to->label[k] = vehicle_form_text(loader, n);
        to->bucket_count = (uint8_t)(k + 1);
    }
}

static void read_bounds(const vehicle_loader_t* const loader, const vehicle_node_t* const list,
                        vehicle_circumstance_t* const to)
{
    double last = -1e300;
    const bool fits = vehicle_form_is_list(loader, list, 1, vehicle_buckets_max - 1);
    const vehicle_node_t* n = fits ? vehicle_node_first(list) : NULL;
    for (uint8_t k = 0; n != NULL; n = n->next, k++) {
        if (vehicle_form_number(loader, n, -1e9, 1e9, &to->bound[k]) && to->bound[k] <= last) {
            vehicle_form_error(loader, n, "a bound above the one before");
        }
        last = to->bound[k];
        to->bucket_count = (uint8_t)(k + 2);
        to->bound[k + 1] = 1e300;
    }
    to->numeric = true;
}

static void read_buckets(vehicle_loader_t* const loader, const vehicle_node_t* const at,
                         const draft_t* const draft, vehicle_circumstance_t* const to)
{
    if ((draft->values == NULL) == (draft->bounds == NULL)) {
        vehicle_report(loader->errors, loader->file, at->at, "either values or bounds",
                       draft->values == NULL ? "neither" : "both");
        return;
    }
    if (draft->values != NULL) {
        read_labels(loader, draft->values, to, 1, vehicle_buckets_max);
        return;
    }
    read_bounds(loader, draft->bounds, to);
    if (draft->labels == NULL) {
        vehicle_report(loader->errors, loader->file, at->at, "labels", "nothing");
    } else {
        read_labels(loader, draft->labels, to, to->bucket_count, to->bucket_count);
    }
}

/// A bucket by its word, or, where there are bounds, by its number.
static uint8_t refer_bucket(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                            const vehicle_circumstance_t* const in)
{
    double number = 0.0;
    for (uint8_t k = 0; k < in->bucket_count; k++) {
        if (in->label[k] != NULL && vehicle_node_is(node, in->label[k])) {
            return k;
        }
    }
    if (in->numeric && in->bucket_count > 0 &&
        vehicle_form_number(loader, node, 0, in->bucket_count - 1, &number)) {
        return (uint8_t)number;
    }
    if (!in->numeric) {
        vehicle_form_error(loader, node, "a value of this circumstance");
    }
    return vehicle_buckets_max;
}

static void read_factors(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                         vehicle_circumstance_t* const to)
{
    if (list == NULL || !vehicle_form_is_list(loader, list, 0, 1000)) {
        return;
    }
    vehicle_factor_t* const rows = vehicle_form_take(loader, vehicle_node_count(list) * sizeof *rows);
    const vehicle_node_t* n = rows != NULL ? vehicle_node_first(list) : NULL;
    for (; n != NULL; n = n->next) {
        factor_t row = {NULL, NULL, 1.0};
        vehicle_form_read(loader, n, FORM(factor_fields), &row);
        if (row.value != NULL && row.mode != NULL) {
            rows[to->factor_count++] = (vehicle_factor_t){refer_bucket(loader, row.value, to),
                                                          vehicle_refer_mode(loader, row.mode), row.factor};
        }
    }
    to->factors = rows;
}

static size_t count_follows(const vehicle_node_t* const map)
{
    size_t count = 0;
    for (const vehicle_node_t* k = vehicle_node_first(map); k != NULL; k = vehicle_node_next_key(k)) {
        count += k->next->kind == vehicle_node_list ? vehicle_node_count(k->next) : 1U;
    }
    return count;
}

static void read_gives(vehicle_loader_t* const loader, const vehicle_node_t* const map,
                       vehicle_circumstance_t* const to)
{
    if (map == NULL || !vehicle_form_is_map(loader, map)) {
        return;
    }
    vehicle_follows_t* const rows = vehicle_form_take(loader, count_follows(map) * sizeof *rows);
    const vehicle_node_t* key = rows != NULL ? vehicle_node_first(map) : NULL;
    for (; key != NULL; key = vehicle_node_next_key(key)) {
        const uint8_t bucket = refer_bucket(loader, key, to);
        const bool is_list = key->next->kind == vehicle_node_list;
        const vehicle_node_t* n = is_list ? vehicle_node_first(key->next) : key->next;
        for (; n != NULL; n = is_list ? n->next : NULL) {
            rows[to->follow_count++] = (vehicle_follows_t){bucket, vehicle_refer_fact(loader, n)};
        }
    }
    to->follows = rows;
}

static void read_circumstance(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    vehicle_knowledge_t* const k = loader->knowledge;
    draft_t draft = {.name = NULL};
    vehicle_form_read(loader, node, FORM(fields), &draft);
    for (uint16_t c = 0; draft.name != NULL && c < k->circumstance_count; c++) {
        if (strcmp(k->circumstance[c].name, draft.name) == 0) {
            vehicle_report(loader->errors, loader->file, node->at, "each circumstance once", draft.name);
        }
    }
    if (draft.name == NULL || k->circumstance_count == vehicle_circumstances_max) {
        vehicle_form_error(loader, node, "a name, and at most 32 circumstances");
        return;
    }
    vehicle_circumstance_t* const to = &k->circumstance[k->circumstance_count++];
    to->name = draft.name;
    to->ask = draft.ask;
    read_buckets(loader, node, &draft, to);
    read_factors(loader, draft.factors, to);
    read_gives(loader, draft.gives, to);
}

void vehicle_circumstances_resolve(vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    const vehicle_node_t* list = NULL;
    vehicle_form_read(loader, root, FORM(file_fields), &list);
    if (list == NULL || !vehicle_form_is_list(loader, list, 0, vehicle_circumstances_max)) {
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next) {
        read_circumstance(loader, n);
    }
}
