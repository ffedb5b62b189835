/// From bytes to a tree (vehicle/tree.h), by libyaml's events.
#pragma once
#include "vehicle/load.h"
#include "vehicle/tree.h"

/// The root, a map, or NULL after at least one error line: not fit (vehicle/guard.h), not YAML, deeper than
/// 32, a repeated key, more than one document, arena full. O(length). The file's bytes must outlive the tree.
const vehicle_node_t* vehicle_tree_read(vehicle_scratch_t* scratch, base_arena_t* arena,
                                        const vehicle_file_t* file, vehicle_errors_t* errors);

/// Gives the tree's memory back; to be called also when the reading failed.
void vehicle_tree_drop(vehicle_scratch_t* scratch);
