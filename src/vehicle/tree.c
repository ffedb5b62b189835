#include "vehicle/tree.h"
#include <string.h>

const vehicle_node_t* vehicle_node_first(const vehicle_node_t* const node)
{
    return node->kind == vehicle_node_scalar ? NULL : node->child;
}

const vehicle_node_t* vehicle_node_next_key(const vehicle_node_t* const key)
{
    return key->next->next;
}

uint16_t vehicle_node_count(const vehicle_node_t* const node)
{
    unsigned count = 0;
    for (const vehicle_node_t* n = vehicle_node_first(node); n != NULL && count < UINT16_MAX; n = n->next) {
        count++;
    }
    return (uint16_t)(node->kind == vehicle_node_map ? count / 2U : count);
}

bool vehicle_node_is(const vehicle_node_t* const node, const char* const word)
{
    return node->kind == vehicle_node_scalar && strlen(word) == node->length &&
           memcmp(word, node->text, node->length) == 0;
}

const vehicle_node_t* vehicle_node_get(const vehicle_node_t* const map, const char* const key)
{
    if (map->kind != vehicle_node_map) {
        return NULL;
    }
    for (const vehicle_node_t* k = map->child; k != NULL; k = vehicle_node_next_key(k)) {
        if (vehicle_node_is(k, key)) {
            return k->next;
        }
    }
    return NULL;
}
