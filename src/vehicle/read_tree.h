/// From bytes to a tree (vehicle/tree.h). Two fronts: YAML by libyaml's events, and the packed tree of
/// vehicle/pack.h, told apart by its first byte, which no text has. Only read_yaml.c needs libyaml; a program
/// without it links its own vehicle_tree_read_yaml that refuses.
#pragma once
#include "vehicle/build_tree.h"

/// The root, a map, or NULL after at least one error line: not fit (vehicle/guard.h), not YAML, a damaged
/// pack, deeper than 32, a repeated key, more than one document, arena full. O(length). The file's bytes must
/// outlive the tree.
const vehicle_node_t* vehicle_tree_read(vehicle_scratch_t* scratch, base_arena_t* arena,
                                        const vehicle_file_t* file, vehicle_errors_t* errors);

/// Gives the tree's memory back; to be called also when the reading failed.
void vehicle_tree_drop(vehicle_scratch_t* scratch);

/// The fronts: fill the builder from its file; false after an error line.
bool vehicle_tree_read_yaml(vehicle_builder_t* builder);
bool vehicle_tree_read_packed(vehicle_builder_t* builder);
