/// Reading a map by a table of its fields: name, type, whether it must be there, where it goes. A field that
/// is not in the table, is missing, or is not of its type is an error line each, and the rest is read all the
/// same.
#pragma once
#include "vehicle/load.h"
#include "vehicle/tree.h"

/// What one load carries along.
typedef struct {
    base_arena_t* arena;
    vehicle_errors_t* errors;
    const char* file;                 ///< name of the file being read
    const vehicle_knowledge_t* known; ///< ids are looked up here
    vehicle_knowledge_t* knowledge;   ///< the same while it is being built; NULL while a car is read
    bool is_full;                     ///< the arena: said once
} vehicle_loader_t;

typedef enum {
    vehicle_field_text = 0, ///< const char*: any words
    vehicle_field_id,       ///< const char*: lower-case kebab
    vehicle_field_words,    ///< const char*: a list (or one word), joined by blanks
    vehicle_field_sources,  ///< the same, each a source (F301, P3.1, R2.3, estimate ...)
    vehicle_field_flag,     ///< bool: yes no on off
    vehicle_field_number,   ///< double: low to high
    vehicle_field_choice,   ///< an enum: index in `choices`
    vehicle_field_node,     ///< const vehicle_node_t*: read by the caller
    vehicle_field_skip      ///< known, not kept
} vehicle_field_kind_t;

typedef struct {
    const char* name;
    vehicle_field_kind_t kind;
    bool required;
    size_t offset; ///< into the object
    double low, high;
    const char* choices; ///< "fault|setting|variant"
} vehicle_field_t;

typedef struct {
    const vehicle_field_t* field;
    uint16_t count;
} vehicle_form_t;

/// Reads `map` into `object`, whose fields keep what they have where the map says nothing. O(fields x
/// entries).
void vehicle_form_read(vehicle_loader_t* loader, const vehicle_node_t* map, vehicle_form_t form,
                       void* object);

/// Zeroed memory for results; NULL if the arena is full, which is reported once.
void* vehicle_form_take(vehicle_loader_t* loader, size_t size);

/// One error line at a node.
void vehicle_form_error(const vehicle_loader_t* loader, const vehicle_node_t* node, const char* expected);

/// The node as terminated text in the arena; NULL after an error if it is not a scalar or is empty.
const char* vehicle_form_text(vehicle_loader_t* loader, const vehicle_node_t* node);

/// The same, only a to z, 0 to 9 and hyphens.
const char* vehicle_form_id(vehicle_loader_t* loader, const vehicle_node_t* node);

/// A list of words joined by blanks; one word stands for a list of it.
const char* vehicle_form_words(vehicle_loader_t* loader, const vehicle_node_t* node);

/// False after an error if it is not a number from low to high.
bool vehicle_form_number(const vehicle_loader_t* loader, const vehicle_node_t* node, double low, double high,
                         double* value);

/// True if the node is a number at all; says nothing.
bool vehicle_form_is_number(const vehicle_node_t* node, double* value);

/// False after an error if it is not yes, no, on or off.
bool vehicle_form_flag(const vehicle_loader_t* loader, const vehicle_node_t* node, bool* value);

/// Index of the node's word in "a|b|c"; -1 after an error that names the choices.
int vehicle_form_choice(const vehicle_loader_t* loader, const vehicle_node_t* node, const char* choices);

/// Index of a word of `length` in "a|b|c" (or with another separator), or -1.
int vehicle_form_index(const char* choices, char separator, const char* word, size_t length);

/// False after an error if it is not a list of `low` to `high` entries.
bool vehicle_form_is_list(const vehicle_loader_t* loader, const vehicle_node_t* node, uint16_t low,
                          uint16_t high);

/// False after an error if it is not a map.
bool vehicle_form_is_map(const vehicle_loader_t* loader, const vehicle_node_t* node);

/// The source of one value: F301, P3.1, R2.3, C21, X04 or estimate. NULL after an error.
const char* vehicle_form_source(vehicle_loader_t* loader, const vehicle_node_t* node);
