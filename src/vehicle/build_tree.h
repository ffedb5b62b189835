/// Growing a tree (vehicle/tree.h) node by node, for whoever reads one: from YAML or from a pack. What a tree
/// may be is checked here, once for both: at most 32 levels, keys that are words and differ, at most 1024
/// entries of a map, no control characters. A refusal is one error line; the tree is then not used.
#pragma once
#include "vehicle/guard.h"
#include "vehicle/load.h"
#include "vehicle/tree.h"

/// A list or map that is still open.
typedef struct {
    vehicle_node_t* node;
    vehicle_node_t* last; ///< child
    uint32_t count;       ///< of children
} vehicle_level_t;

/// Zero it, then set scratch, file and errors.
typedef struct {
    vehicle_scratch_t* scratch;
    const vehicle_file_t* file;
    vehicle_errors_t* errors;
    vehicle_node_t* root;
    vehicle_level_t level[VEHICLE_DEPTH_MAX];
    size_t depth;
} vehicle_builder_t;

/// Each returns false after one error line. A scalar's text is borrowed for the life of the tree. O(1).
bool vehicle_build_scalar(vehicle_builder_t* self, vehicle_place_t at, const char* text, size_t length);
bool vehicle_build_open(vehicle_builder_t* self, vehicle_place_t at, vehicle_node_kind_t kind);
/// Closes the innermost list or map, which must be there. All repeated keys are reported, so that one run
/// shows them all. O(entries^2) of a map.
void vehicle_build_close(vehicle_builder_t* self);

/// A copy of the text in scratch; NULL, and nothing said, when the arena is full.
const char* vehicle_build_copy(const vehicle_builder_t* self, const char* text, size_t length);

/// One error line; always false.
bool vehicle_build_refuse(const vehicle_builder_t* self, vehicle_place_t at, const char* expected,
                          const char* found);
