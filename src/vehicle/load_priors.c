#include "vehicle/kinds.h"
#include "vehicle/refer.h"
#include "vehicle/report.h"
#include <stdio.h>

typedef struct {
    const vehicle_node_t* columns;
    const vehicle_node_t* shares;
    const vehicle_node_t* rates;
    double coexistence;
    double nothing_wrong;
} priors_t;

#define AT(field) offsetof(priors_t, field)
static const vehicle_field_t fields[] = {
    {"decklid", vehicle_field_skip, true, 0, 0, 0, NULL},
    {"columns", vehicle_field_node, true, AT(columns), 0, 0, NULL},
    {"sources", vehicle_field_skip, true, 0, 0, 0, NULL},
    {"shares", vehicle_field_node, true, AT(shares), 0, 0, NULL},
    {"rates", vehicle_field_node, true, AT(rates), 0, 0, NULL},
    {"coexistence", vehicle_field_number, true, AT(coexistence), 0, 1, NULL},
    {"nothing_wrong", vehicle_field_number, true, AT(nothing_wrong), 0, 1, NULL},
};
#undef AT
static const vehicle_form_t form = {fields, sizeof fields / sizeof fields[0]};

void vehicle_priors_register(vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    vehicle_knowledge_t* const k = loader->knowledge;
    const vehicle_node_t* const columns = vehicle_node_get(root, "columns");
    if (columns == NULL || !vehicle_form_is_list(loader, columns, 1, vehicle_classes_max)) {
        return;
    }
    if (k->class_count != 0) {
        vehicle_report(loader->errors, loader->file, root->at, "one file of priors", "another");
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(columns); n != NULL; n = n->next) {
        const char* const id = vehicle_form_id(loader, n);
        if (id != NULL) {
            k->class_id[k->class_count++] = id;
        }
    }
}

static void read_row(const vehicle_loader_t* const loader, const vehicle_node_t* const list,
                     double* const row)
{
    const uint16_t columns = loader->knowledge->class_count;
    const vehicle_node_t* n = NULL;
    if (vehicle_form_is_list(loader, list, columns, columns)) {
        n = vehicle_node_first(list);
    }
    for (uint16_t k = 0; n != NULL; n = n->next, k++) {
        (void)vehicle_form_number(loader, n, 0, 100, &row[k]);
    }
}

static void read_table(const vehicle_loader_t* const loader, const vehicle_node_t* const map,
                       const bool causes, double (*const table)[vehicle_classes_max], bool* const seen)
{
    const vehicle_knowledge_t* const k = loader->knowledge;
    const vehicle_node_t* key = vehicle_form_is_map(loader, map) ? vehicle_node_first(map) : NULL;
    for (; key != NULL; key = vehicle_node_next_key(key)) {
        const uint16_t mode = vehicle_refer_mode(loader, key);
        if (mode == vehicle_none) {
            continue;
        }
        seen[mode] = true;
        if (k->mode[mode].is == vehicle_is_variant || k->mode[mode].is_cause != causes) {
            vehicle_form_error(loader, key, causes ? "a mode of role cause" : "a mode of role side");
        }
        read_row(loader, key->next, table[mode]);
    }
}

/// A mode without a row would silently never occur.
static void check_rows(const vehicle_loader_t* const loader, const vehicle_node_t* const root,
                       const bool* const seen)
{
    const vehicle_knowledge_t* const k = loader->knowledge;
    for (uint16_t m = 0; m < k->mode_count; m++) {
        if (k->mode[m].is != vehicle_is_variant && !seen[m]) {
            char expected[128];
            (void)snprintf(expected, sizeof expected, "a row for %.80s in %s", k->mode[m].id,
                           k->mode[m].is_cause ? "shares" : "rates");
            vehicle_report(loader->errors, loader->file, root->at, expected, "none");
        }
    }
}

void vehicle_priors_resolve(vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    vehicle_knowledge_t* const k = loader->knowledge;
    priors_t priors = {.coexistence = 0.0};
    bool seen[vehicle_modes_max] = {false};
    vehicle_form_read(loader, root, form, &priors);
    k->coexistence = priors.coexistence;
    k->nothing_wrong = priors.nothing_wrong;
    if (priors.shares == NULL || priors.rates == NULL) {
        return;
    }
    read_table(loader, priors.shares, true, k->share, seen);
    read_table(loader, priors.rates, false, k->rate, seen);
    check_rows(loader, root, seen);
}
