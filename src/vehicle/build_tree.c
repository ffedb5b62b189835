#include "vehicle/build_tree.h"
#include "vehicle/report.h"
#include <string.h>

/// Beyond this a map's keys are not compared, the file is refused: comparing all pairs must stay cheap.
enum { pairs_max = 1024 };

/// From the end of the arena downwards, on 8 bytes; NULL when it meets what was taken from the front.
static void* take_scratch(const vehicle_scratch_t* const scratch, const size_t size)
{
    base_arena_t* const arena = scratch->arena;
    const size_t top = arena->capacity & ~(size_t)7U;
    if (size > top || top - size < arena->used) {
        return NULL;
    }
    arena->capacity = (top - size) & ~(size_t)7U;
    if (arena->capacity < arena->used) {
        return NULL;
    }
    memset(arena->bytes + arena->capacity, 0, size);
    return arena->bytes + arena->capacity;
}

bool vehicle_build_refuse(const vehicle_builder_t* const self, const vehicle_place_t at,
                          const char* const expected, const char* const found)
{
    vehicle_report(self->errors, self->file->name, at, expected, found);
    return false;
}

const char* vehicle_build_copy(const vehicle_builder_t* const self, const char* const text,
                               const size_t length)
{
    char* const copy = take_scratch(self->scratch, length);
    if (copy != NULL) {
        memcpy(copy, text, length);
    }
    return copy;
}

static bool attach(vehicle_builder_t* const self, vehicle_node_t* const node)
{
    if (self->depth == 0) {
        self->root = node;
        return true;
    }
    vehicle_level_t* const level = &self->level[self->depth - 1];
    const bool is_key = level->node->kind == vehicle_node_map && level->count % 2U == 0;
    if (is_key && node->kind != vehicle_node_scalar) {
        return vehicle_build_refuse(self, node->at, "a word as key",
                                    node->kind == vehicle_node_map ? "a map" : "a list");
    }
    if (is_key && level->count == 2U * pairs_max) {
        return vehicle_build_refuse(self, node->at, "at most 1024 entries", "more");
    }
    if (level->last == NULL) {
        level->node->child = node;
    } else {
        level->last->next = node;
    }
    level->last = node;
    level->count++;
    return true;
}

static vehicle_node_t* new_node(const vehicle_builder_t* const self, const vehicle_place_t at,
                                const vehicle_node_kind_t kind)
{
    vehicle_node_t* const node = take_scratch(self->scratch, sizeof *node);
    if (node == NULL) {
        (void)vehicle_build_refuse(self, at, "a file that fits the arena", "a full arena");
        return NULL;
    }
    node->kind = kind;
    node->at = at;
    return node;
}

/// Escapes of YAML can name characters that the guard refuses as bytes; a pack can hold any.
static bool has_control(const char* const text, const size_t length)
{
    for (size_t k = 0; k < length; k++) {
        const unsigned char c = (unsigned char)text[k];
        if ((c < 0x20 && c != '\n') || c == 0x7F) {
            return true;
        }
    }
    return false;
}

bool vehicle_build_scalar(vehicle_builder_t* const self, const vehicle_place_t at, const char* const text,
                          const size_t length)
{
    if (has_control(text, length)) {
        return vehicle_build_refuse(self, at, "no control characters", "an escape that makes one");
    }
    vehicle_node_t* const node = new_node(self, at, vehicle_node_scalar);
    if (node == NULL) {
        return false;
    }
    node->length = (uint32_t)length;
    node->text = length > 0 ? text : "";
    return attach(self, node);
}

bool vehicle_build_open(vehicle_builder_t* const self, const vehicle_place_t at,
                        const vehicle_node_kind_t kind)
{
    if (self->depth == VEHICLE_DEPTH_MAX) {
        return vehicle_build_refuse(self, at, "at most 32 levels", "one more");
    }
    vehicle_node_t* const node = new_node(self, at, kind);
    if (node == NULL || !attach(self, node)) {
        return false;
    }
    self->level[self->depth++] = (vehicle_level_t){.node = node};
    return true;
}

static bool same_text(const vehicle_node_t* const a, const vehicle_node_t* const b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static void check_keys(const vehicle_builder_t* const self, const vehicle_node_t* const map)
{
    for (const vehicle_node_t* k = map->child; k != NULL; k = vehicle_node_next_key(k)) {
        for (const vehicle_node_t* e = map->child; e != k; e = vehicle_node_next_key(e)) {
            if (same_text(e, k)) {
                vehicle_report_node(self->errors, self->file->name, k, "each key once");
                break;
            }
        }
    }
}

void vehicle_build_close(vehicle_builder_t* const self)
{
    const vehicle_node_t* const node = self->level[--self->depth].node;
    if (node->kind == vehicle_node_map) {
        check_keys(self, node);
    }
}
