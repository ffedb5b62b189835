/// Reading and checking the YAML files. Text in, immutable structures out; the caller reads the bytes.
/// Before libyaml sees a byte: at most 256 KiB, valid UTF-8, no control characters, depth <= 32, no
/// directives, anchors, aliases or tags. All errors of a file are reported in one run, one per line:
/// `file:line:column: expected X, found Y`. A file with an error yields nothing: never a half-loaded car.
#pragma once
#include "vehicle/knowledge.h"

/// Where errors go; `text` is the caller's, always terminated. `count` counts all, also those that no longer
/// fit.
typedef struct {
    char* text;
    size_t capacity;
    size_t length;
    int count;
} vehicle_errors_t;

typedef struct {
    const char* name; ///< for messages
    const char* bytes;
    size_t length;
} vehicle_file_t;

/// Loads all knowledge files (any order, told apart by their `decklid:` key: parts, priors, circumstances,
/// moves (several), readings, checklists, care, contradictions). Checks every reference between them; makes
/// `ask-FACT` moves of facts with a question. NULL on any error. O(total length).
const vehicle_knowledge_t* vehicle_load_knowledge(base_arena_t* arena, const vehicle_file_t* files, int count,
                                                  vehicle_errors_t* errors);

/// Loads one vehicle file against knowledge. NULL on any error. O(length).
const vehicle_t* vehicle_load_car(base_arena_t* arena, const vehicle_knowledge_t* knowledge,
                                  const vehicle_file_t* file, vehicle_errors_t* errors);
