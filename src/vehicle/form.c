#include "vehicle/form.h"
#include "vehicle/report.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static_assert(sizeof(vehicle_is_t) == sizeof(unsigned) && sizeof(vehicle_does_t) == sizeof(unsigned),
              "a choice is stored as unsigned");

enum { number_max = 32 };

void vehicle_form_error(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                        const char* const expected)
{
    vehicle_report_node(loader->errors, loader->file, node, expected);
}

void* vehicle_form_take(vehicle_loader_t* const loader, const size_t size)
{
    void* const memory = base_arena_take(loader->arena, size);
    if (memory == NULL && !loader->is_full) {
        loader->is_full = true;
        vehicle_report(loader->errors, loader->file, (vehicle_place_t){1, 1}, "files that fit the arena",
                       "a full arena");
    }
    return memory;
}

// ---- scalars ----

static char* copy_text(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    char* const copy = vehicle_form_take(loader, (size_t)node->length + 1U);
    if (copy != NULL) {
        memcpy(copy, node->text, node->length);
    }
    return copy;
}

const char* vehicle_form_text(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    if (node->kind != vehicle_node_scalar || node->length == 0) {
        vehicle_form_error(loader, node, "words");
        return NULL;
    }
    return copy_text(loader, node);
}

static bool is_id_character(const char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

const char* vehicle_form_id(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    bool good = node->kind == vehicle_node_scalar && node->length > 0 && node->length < 64;
    for (uint32_t k = 0; good && k < node->length; k++) {
        good = is_id_character(node->text[k]);
    }
    if (!good) {
        vehicle_form_error(loader, node, "an id (a to z, 0 to 9 and hyphens)");
        return NULL;
    }
    return copy_text(loader, node);
}

bool vehicle_form_is_number(const vehicle_node_t* const node, double* const value)
{
    char text[number_max + 1];
    if (node->kind != vehicle_node_scalar || node->length == 0 || node->length > number_max) {
        return false;
    }
    memcpy(text, node->text, node->length);
    text[node->length] = '\0';
    if (strspn(text, "0123456789+-.eE") != node->length) {
        return false;
    }
    char* end = NULL;
    *value = strtod(text, &end);
    return *end == '\0' && *value > -1e300 && *value < 1e300;
}

bool vehicle_form_number(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                         const double low, const double high, double* const value)
{
    double read = 0.0;
    if (vehicle_form_is_number(node, &read) && read >= low && read <= high) {
        *value = read;
        return true;
    }
    char expected[80];
    (void)snprintf(expected, sizeof expected, "a number from %g to %g", low, high);
    vehicle_form_error(loader, node, expected);
    return false;
}

bool vehicle_form_flag(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                       bool* const value)
{
    static const char words[] = "no|yes|off|on|false|true";
    const int index =
        node->kind == vehicle_node_scalar ? vehicle_form_index(words, '|', node->text, node->length) : -1;
    if (index < 0) {
        vehicle_form_error(loader, node, "yes or no");
        return false;
    }
    *value = index % 2 == 1;
    return true;
}

int vehicle_form_index(const char* const choices, const char separator, const char* const word,
                       const size_t length)
{
    const char* from = choices;
    for (int index = 0;; index++) {
        const char* const found = strchr(from, separator);
        const size_t choice_length = found != NULL ? (size_t)(found - from) : strlen(from);
        if (length > 0 && choice_length == length && memcmp(from, word, length) == 0) {
            return index;
        }
        if (found == NULL) {
            return -1;
        }
        from = found + 1;
    }
}

int vehicle_form_choice(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                        const char* const choices)
{
    if (node->kind == vehicle_node_scalar) {
        const int index = vehicle_form_index(choices, '|', node->text, node->length);
        if (index >= 0) {
            return index;
        }
    }
    char expected[160];
    (void)snprintf(expected, sizeof expected, "one of %s", choices);
    vehicle_form_error(loader, node, expected);
    return -1;
}

/// A letter, a number, and perhaps a section: F301, P3.1, R2. Lower-case letters mark a row (R1a).
static bool is_source(const vehicle_node_t* const node)
{
    if (vehicle_node_is(node, "estimate")) {
        return true;
    }
    if (node->kind != vehicle_node_scalar || node->length < 2 || node->text[0] < 'A' || node->text[0] > 'Z') {
        return false;
    }
    bool good = node->text[1] >= '0' && node->text[1] <= '9';
    for (uint32_t k = 1; good && k < node->length; k++) {
        const char c = node->text[k];
        good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.';
    }
    return good;
}

const char* vehicle_form_source(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    if (!is_source(node)) {
        vehicle_form_error(loader, node, "a source (F301, P3.1, R2.3 or estimate)");
        return NULL;
    }
    return copy_text(loader, node);
}

// ---- lists and maps ----

bool vehicle_form_is_list(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                          const uint16_t low, const uint16_t high)
{
    const uint16_t count = vehicle_node_count(node);
    if (node->kind == vehicle_node_list && count >= low && count <= high) {
        return true;
    }
    char expected[64];
    if (low == high) {
        (void)snprintf(expected, sizeof expected, "a list of %u entries", (unsigned)low);
    } else {
        (void)snprintf(expected, sizeof expected, "a list of %u to %u entries", (unsigned)low,
                       (unsigned)high);
    }
    vehicle_form_error(loader, node, expected);
    return false;
}

bool vehicle_form_is_map(const vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    if (node->kind == vehicle_node_map) {
        return true;
    }
    vehicle_form_error(loader, node, "a map");
    return false;
}

static bool words_length(const vehicle_loader_t* const loader, const vehicle_node_t* const list,
                         size_t* const length)
{
    *length = 0;
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next) {
        if (n->kind != vehicle_node_scalar || n->length == 0) {
            vehicle_form_error(loader, n, "a word");
            return false;
        }
        *length += (size_t)n->length + 1U;
    }
    return true;
}

const char* vehicle_form_words(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    size_t length = 0;
    if (node->kind == vehicle_node_scalar) {
        return vehicle_form_text(loader, node);
    }
    if (!vehicle_form_is_list(loader, node, 0, 1000) || !words_length(loader, node, &length)) {
        return NULL;
    }
    char* const joined = vehicle_form_take(loader, length + 1U);
    size_t at = 0;
    for (const vehicle_node_t* n = vehicle_node_first(node); n != NULL && joined != NULL; n = n->next) {
        memcpy(joined + at, n->text, n->length);
        at += n->length;
        joined[at] = n->next != NULL ? ' ' : '\0';
        at++;
    }
    return joined;
}

static const char* read_sources(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    if (node->kind == vehicle_node_scalar) {
        return vehicle_form_source(loader, node);
    }
    for (const vehicle_node_t* n = vehicle_node_first(node); n != NULL; n = n->next) {
        if (!is_source(n)) {
            vehicle_form_error(loader, n, "a source (F301, P3.1, R2.3 or estimate)");
        }
    }
    return vehicle_form_words(loader, node);
}

// ---- forms ----

static void store(void* const object, const size_t offset, const void* const value, const size_t size)
{
    memcpy((unsigned char*)object + offset, value, size);
}

static void store_words(vehicle_loader_t* const loader, const vehicle_node_t* const node,
                        const vehicle_field_t* const field, void* const object)
{
    const char* text = NULL;
    if (field->kind == vehicle_field_text) {
        text = vehicle_form_text(loader, node);
    } else if (field->kind == vehicle_field_id) {
        text = vehicle_form_id(loader, node);
    } else if (field->kind == vehicle_field_sources) {
        text = read_sources(loader, node);
    } else {
        text = vehicle_form_words(loader, node);
    }
    store(object, field->offset, &text, sizeof text);
}

static void store_choice(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                         const vehicle_field_t* const field, void* const object)
{
    const int index = vehicle_form_choice(loader, node, field->choices);
    if (index >= 0) {
        const unsigned value = (unsigned)index;
        store(object, field->offset, &value, sizeof value);
    }
}

static void read_field(vehicle_loader_t* const loader, const vehicle_node_t* const node,
                       const vehicle_field_t* const field, void* const object)
{
    bool flag = false;
    double number = 0.0;
    switch (field->kind) {
    case vehicle_field_text:
    case vehicle_field_id:
    case vehicle_field_words:
    case vehicle_field_sources:
        store_words(loader, node, field, object);
        break;
    case vehicle_field_flag:
        if (vehicle_form_flag(loader, node, &flag)) {
            store(object, field->offset, &flag, sizeof flag);
        }
        break;
    case vehicle_field_number:
        if (vehicle_form_number(loader, node, field->low, field->high, &number)) {
            store(object, field->offset, &number, sizeof number);
        }
        break;
    case vehicle_field_choice:
        store_choice(loader, node, field, object);
        break;
    case vehicle_field_node:
        store(object, field->offset, &node, sizeof(const void*));
        break;
    case vehicle_field_skip:
    default:
        break;
    }
}

static const char* field_name(const void* const list, const uint16_t index)
{
    return ((const vehicle_field_t*)list)[index].name;
}

static const vehicle_field_t* find_field(const vehicle_form_t form, const vehicle_node_t* const key)
{
    for (uint16_t k = 0; k < form.count; k++) {
        if (vehicle_node_is(key, form.field[k].name)) {
            return form.field + k;
        }
    }
    return NULL;
}

static void report_missing(const vehicle_loader_t* const loader, const vehicle_node_t* const map,
                           const vehicle_form_t form)
{
    for (uint16_t k = 0; k < form.count; k++) {
        if (form.field[k].required && vehicle_node_get(map, form.field[k].name) == NULL) {
            vehicle_report(loader->errors, loader->file, map->at, form.field[k].name, "nothing");
        }
    }
}

void vehicle_form_read(vehicle_loader_t* const loader, const vehicle_node_t* const map,
                       const vehicle_form_t form, void* const object)
{
    const vehicle_names_t names = {"field", form.field, field_name, form.count};
    if (!vehicle_form_is_map(loader, map)) {
        return;
    }
    for (const vehicle_node_t* key = vehicle_node_first(map); key != NULL; key = vehicle_node_next_key(key)) {
        const vehicle_field_t* const field = find_field(form, key);
        if (field == NULL) {
            vehicle_report_nearest(loader->errors, loader->file, key, &names);
        } else {
            read_field(loader, key->next, field, object);
        }
    }
    report_missing(loader, map, form);
}
