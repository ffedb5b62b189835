#include "vehicle/refer.h"
#include "vehicle/report.h"
#include "vehicle/words.h"
#include <stdio.h>
#include <string.h>

// ---- names ----

static const char* mode_name(const void* const list, const uint16_t index)
{
    return ((const vehicle_mode_t*)list)[index].id;
}

static const char* fact_name(const void* const list, const uint16_t index)
{
    return ((const vehicle_fact_t*)list)[index].id;
}

static const char* move_name(const void* const list, const uint16_t index)
{
    return ((const vehicle_move_t*)list)[index].id;
}

static const char* plain_name(const void* const list, const uint16_t index)
{
    return ((const char* const*)list)[index];
}

static const char* part_name(const void* const list, const uint16_t index)
{
    return ((const vehicle_param_row_t*)list)[index].part;
}

static const char* key_name(const void* const list, const uint16_t index)
{
    return ((const vehicle_param_row_t*)list)[index].key;
}

static uint16_t find(const vehicle_node_t* const node, const vehicle_names_t* const names)
{
    for (uint16_t k = 0; node->kind == vehicle_node_scalar && k < names->count; k++) {
        if (vehicle_words_match(node->text, node->length, names->name(names->list, k))) {
            return k;
        }
    }
    return vehicle_none;
}

static uint16_t refer(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                      const vehicle_names_t names)
{
    const uint16_t index = find(node, &names);
    if (index == vehicle_none) {
        vehicle_report_nearest(loader->errors, loader->file, node, &names);
    }
    return index;
}

uint16_t vehicle_refer_mode(const vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    const vehicle_knowledge_t* const k = loader->known;
    return refer(loader, node, (vehicle_names_t){"mode", k->mode, mode_name, k->mode_count});
}

uint16_t vehicle_refer_fact(const vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    const vehicle_knowledge_t* const k = loader->known;
    return refer(loader, node, (vehicle_names_t){"fact", k->fact, fact_name, k->fact_count});
}

uint16_t vehicle_refer_move(const vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    const vehicle_knowledge_t* const k = loader->known;
    return refer(loader, node, (vehicle_names_t){"move", k->move, move_name, k->move_count});
}

uint16_t vehicle_refer_class(const vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    const vehicle_knowledge_t* const k = loader->known;
    return refer(loader, node, (vehicle_names_t){"class", k->class_id, plain_name, k->class_count});
}

uint16_t vehicle_refer_stimulus(const vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    return refer(loader, node,
                 (vehicle_names_t){"stimulus", vehicle_stimulus_name, plain_name, vehicle_stimulus_count});
}

uint16_t vehicle_refer_sense(const vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    return refer(loader, node,
                 (vehicle_names_t){"sense", vehicle_sense_name, plain_name, vehicle_sense_count});
}

static uint16_t find_param(const vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    return refer(loader, node,
                 (vehicle_names_t){"parameter", vehicle_param_name, plain_name, vehicle_param_count});
}

uint16_t vehicle_refer_reading(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                               const vehicle_move_t* const move)
{
    const vehicle_names_t names = {"reading of this move", move->reading_id, plain_name, move->reading_count};
    return vehicle_node_is(node, "*") ? (uint16_t)vehicle_readings_max : refer(loader, node, names);
}

/// Rows of one part stand together in params.h.
static uint16_t rows_of_part(const uint16_t first)
{
    uint16_t count = 1;
    while (first + count < vehicle_param_count &&
           strcmp(vehicle_param_row[first].part, vehicle_param_row[first + count].part) == 0) {
        count++;
    }
    return count;
}

uint16_t vehicle_refer_param_of(const vehicle_loader_t* const loader, const vehicle_node_t* const part,
                                const vehicle_node_t* const key)
{
    const uint16_t first =
        refer(loader, part, (vehicle_names_t){"part", vehicle_param_row, part_name, vehicle_param_count});
    if (first == vehicle_none || key == NULL) {
        return first;
    }
    const vehicle_names_t names = {"key of this part", &vehicle_param_row[first], key_name,
                                   rows_of_part(first)};
    const uint16_t offset = refer(loader, key, names);
    return offset == vehicle_none ? offset : (uint16_t)(first + offset);
}

// ---- values ----

bool vehicle_refer_value(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                         const uint16_t param, double* const value)
{
    const vehicle_param_row_t* const row = &vehicle_param_row[param];
    double number = 0.0;
    if (vehicle_param_is_real(param) || vehicle_form_is_number(node, &number)) {
        const bool fits = vehicle_form_number(loader, node, row->low, row->high, value);
        const bool is_index = fits && (vehicle_param_is_real(param) || (double)(int)*value == *value);
        if (fits && !is_index) {
            vehicle_form_error(loader, node, "a whole number");
        }
        return is_index;
    }
    if (strcmp(row->kind, "flag") == 0) {
        bool flag = false;
        const bool good = vehicle_form_flag(loader, node, &flag);
        *value = flag ? 1.0 : 0.0;
        return good;
    }
    const int index = vehicle_form_choice(loader, node, row->kind);
    *value = (double)index;
    return index >= 0;
}

// ---- when ----

static void read_accepted(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                          vehicle_when_t* const row)
{
    const vehicle_node_t* n = node->kind == vehicle_node_list ? vehicle_node_first(node) : node;
    if (n == NULL) {
        vehicle_form_error(loader, node, "at least one word");
    }
    for (; n != NULL; n = node->kind == vehicle_node_list ? n->next : NULL) {
        double value = 0.0;
        if (vehicle_refer_value(loader, n, row->param, &value)) {
            row->accepted = (uint16_t)(row->accepted | 1U << (unsigned)value);
        }
    }
}

/// The range of a real may reach beyond what a car can have ("more than a little" has no upper end).
static void read_range(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                       vehicle_when_t* const row)
{
    const bool is_list = node->kind == vehicle_node_list;
    if (is_list && !vehicle_form_is_list(loader, node, 2, 2)) {
        return;
    }
    const vehicle_node_t* const low = is_list ? vehicle_node_first(node) : node;
    const vehicle_node_t* const high = is_list ? low->next : node;
    const bool good = vehicle_form_number(loader, low, -1e12, 1e12, &row->low) &&
                      vehicle_form_number(loader, high, -1e12, 1e12, &row->high);
    if (good && row->low > row->high) {
        vehicle_form_error(loader, low, "the lower bound first");
    }
}

const vehicle_when_t* vehicle_refer_when(vehicle_loader_t* const loader, const vehicle_node_t* const map,
                                         uint16_t* const count)
{
    *count = 0;
    if (map == NULL || !vehicle_form_is_map(loader, map)) {
        return NULL;
    }
    vehicle_when_t* const rows = vehicle_form_take(loader, vehicle_node_count(map) * sizeof *rows);
    const vehicle_node_t* key = rows != NULL ? vehicle_node_first(map) : NULL;
    for (; key != NULL; key = vehicle_node_next_key(key)) {
        vehicle_when_t* const row = &rows[*count];
        row->param = find_param(loader, key);
        if (row->param == vehicle_none) {
            continue;
        }
        if (vehicle_param_is_real(row->param)) {
            read_range(loader, key->next, row);
        } else {
            read_accepted(loader, key->next, row);
        }
        (*count)++;
    }
    return rows;
}

// ---- set and scale ----

static void read_override(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                          vehicle_override_t* const row)
{
    const bool is_list = node->kind == vehicle_node_list;
    if (is_list && !vehicle_form_is_list(loader, node, 1, 2)) {
        return;
    }
    const vehicle_node_t* const value = is_list ? vehicle_node_first(node) : node;
    const vehicle_node_t* const scatter = is_list ? value->next : NULL;
    if (row->scales) {
        (void)vehicle_form_number(loader, value, 1e-6, 1e6, &row->value);
    } else {
        (void)vehicle_refer_value(loader, value, row->param, &row->value);
    }
    if (scatter != NULL) {
        (void)vehicle_form_number(loader, scatter, 0.0, 1e9, &row->scatter);
    }
}

static uint16_t read_overrides(const vehicle_loader_t* const loader, const vehicle_node_t* const map,
                               const bool scales, vehicle_override_t* const rows)
{
    uint16_t count = 0;
    const vehicle_node_t* key = map != NULL ? vehicle_node_first(map) : NULL;
    for (; key != NULL; key = vehicle_node_next_key(key)) {
        const uint16_t param = find_param(loader, key);
        if (param == vehicle_none) {
            continue;
        }
        rows[count] = (vehicle_override_t){.param = param, .scales = scales};
        if (scales && !vehicle_param_is_real(param)) {
            vehicle_form_error(loader, key, "a real parameter to scale");
        }
        read_override(loader, key->next, &rows[count]);
        count++;
    }
    return count;
}

static size_t pairs_of(const vehicle_loader_t* const loader, const vehicle_node_t* const map)
{
    return map != NULL && vehicle_form_is_map(loader, map) ? vehicle_node_count(map) : 0U;
}

const vehicle_override_t* vehicle_refer_overrides(vehicle_loader_t* const loader,
                                                  const vehicle_node_t* const set,
                                                  const vehicle_node_t* const scale, uint16_t* const count)
{
    *count = 0;
    const size_t sets = pairs_of(loader, set);
    const size_t scales = pairs_of(loader, scale);
    vehicle_override_t* const rows = vehicle_form_take(loader, (sets + scales) * sizeof *rows);
    if (rows == NULL) {
        return NULL;
    }
    *count = sets > 0 ? read_overrides(loader, set, false, rows) : 0;
    *count = (uint16_t)(*count + (scales > 0 ? read_overrides(loader, scale, true, rows + *count) : 0U));
    return rows;
}
