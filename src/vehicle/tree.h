/// A YAML file as a tree of small nodes, each with its place. The tree is scratch: it grows down from the end
/// of the arena while results grow up from its front, and is dropped by `vehicle_tree_drop`. Plain words
/// point into the file's bytes; nothing is terminated by a zero. libyaml's own heap is free again when the
/// tree is returned.
#pragma once
#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint32_t line;   ///< from 1
    uint32_t column; ///< from 1, in characters
} vehicle_place_t;

typedef enum { vehicle_node_scalar = 0, vehicle_node_list, vehicle_node_map } vehicle_node_kind_t;

/// One scalar, list or map. The children of a map are key, value, key, value ...; keys are scalars and
/// differ.
typedef struct vehicle_node {
    const char* text; ///< scalar: not terminated
    struct vehicle_node* child;
    struct vehicle_node* next;
    uint32_t length;
    vehicle_place_t at;
    vehicle_node_kind_t kind;
} vehicle_node_t;

/// Scratch at the end of an arena. While a tree stands, the arena's capacity is lowered to keep the two
/// apart.
typedef struct {
    base_arena_t* arena;
    size_t capacity; ///< the arena's own, put back by vehicle_tree_drop
} vehicle_scratch_t;

/// The steps through a list or map: `for (n = vehicle_node_first(list); n; n = n->next)`, in a map key by key
/// with vehicle_node_next_key.
const vehicle_node_t* vehicle_node_first(const vehicle_node_t* node);   ///< NULL: empty or a scalar
const vehicle_node_t* vehicle_node_next_key(const vehicle_node_t* key); ///< NULL: was the last
uint16_t vehicle_node_count(const vehicle_node_t* node);                ///< entries of a list, pairs of a map
bool vehicle_node_is(const vehicle_node_t* node, const char* word);     ///< a scalar with exactly this text
const vehicle_node_t* vehicle_node_get(const vehicle_node_t* map,
                                       const char* key); ///< value, NULL: not there
