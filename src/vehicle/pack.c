#include "vehicle/pack.h"
#include "base/crc32.h"
#include "vehicle/packed.h"
#include "vehicle/read_tree.h"
#include <string.h>

typedef struct {
    unsigned char* bytes;
    size_t capacity;
    size_t length; ///< also beyond the capacity
} sheet_t;

static void put_bytes(sheet_t* const sheet, const void* const bytes, const size_t length)
{
    if (sheet->length <= sheet->capacity && length <= sheet->capacity - sheet->length && length > 0) {
        memcpy(sheet->bytes + sheet->length, bytes, length);
    }
    sheet->length += length;
}

static void put_u32(sheet_t* const sheet, const uint32_t value)
{
    const unsigned char four[4] = {(unsigned char)(value & 0xFFU), (unsigned char)(value >> 8U & 0xFFU),
                                   (unsigned char)(value >> 16U & 0xFFU), (unsigned char)(value >> 24U)};
    put_bytes(sheet, four, sizeof four);
}

/// Over bytes that were put before, once what they count is known.
static void put_u32_at(const sheet_t* const sheet, const size_t at, const uint32_t value)
{
    sheet_t there = {sheet->bytes, sheet->capacity, at};
    put_u32(&there, value);
}

static void put_number(sheet_t* const sheet, uint32_t value)
{
    for (; value > 0x7FU; value >>= 7U) {
        const unsigned char low = (unsigned char)(0x80U | (value & 0x7FU));
        put_bytes(sheet, &low, 1);
    }
    const unsigned char last = (unsigned char)value;
    put_bytes(sheet, &last, 1);
}

/// vehicle_node_count stops at 65535.
static uint32_t size_of(const vehicle_node_t* const node)
{
    uint32_t children = 0;
    for (const vehicle_node_t* n = vehicle_node_first(node); n != NULL; n = n->next) {
        children++;
    }
    return node->kind == vehicle_node_scalar ? node->length
           : node->kind == vehicle_node_map  ? children / 2U
                                             : children;
}

static void put_node(sheet_t* const sheet, const vehicle_node_t* const node, uint32_t* const line)
{
    put_number(sheet, size_of(node) * 4U + (uint32_t)node->kind);
    put_number(sheet, node->at.line - *line);
    put_number(sheet, node->at.column);
    *line = node->at.line;
    if (node->kind == vehicle_node_scalar) {
        put_bytes(sheet, node->text, node->length);
    }
}

/// Each node before its children. `after[d]` is what follows once level d is through.
static void put_tree(sheet_t* const sheet, const vehicle_node_t* const root)
{
    const vehicle_node_t* after[VEHICLE_DEPTH_MAX + 1] = {NULL};
    size_t depth = 0;
    uint32_t line = 0;
    for (const vehicle_node_t* node = root; node != NULL;) {
        put_node(sheet, node, &line);
        const vehicle_node_t* const child = vehicle_node_first(node);
        if (child != NULL) {
            after[depth] = node->next;
            depth++;
        }
        node = child != NULL ? child : node->next;
        while (node == NULL && depth > 0) {
            depth--;
            node = after[depth];
        }
    }
}

static bool put_file(sheet_t* const sheet, const vehicle_file_t* const file, base_arena_t* const scratch,
                     vehicle_errors_t* const errors)
{
    vehicle_scratch_t tree;
    const vehicle_node_t* const root = vehicle_tree_read(&tree, scratch, file, errors);
    if (root != NULL) {
        put_u32(sheet, (uint32_t)strlen(file->name) + 1U);
        put_bytes(sheet, file->name, strlen(file->name) + 1U);
        const size_t at = sheet->length;
        put_u32(sheet, 0);
        put_bytes(sheet, vehicle_packed_tree_mark, vehicle_packed_tree_mark_bytes);
        put_tree(sheet, root);
        put_u32_at(sheet, at, (uint32_t)(sheet->length - at - 4U));
    }
    vehicle_tree_drop(&tree);
    return root != NULL;
}

size_t vehicle_pack_write(const vehicle_file_t* const files, const int count, base_arena_t* const scratch,
                          unsigned char* const bytes, const size_t capacity, vehicle_errors_t* const errors)
{
    sheet_t sheet = {bytes, capacity, 0};
    put_bytes(&sheet, vehicle_packed_mark, vehicle_packed_mark_bytes);
    put_u32(&sheet, VEHICLE_PACK_VERSION);
    put_u32(&sheet, 0);
    put_u32(&sheet, 0);
    put_u32(&sheet, (uint32_t)count);
    for (int k = 0; k < count; k++) {
        if (!put_file(&sheet, &files[k], scratch, errors)) {
            return 0;
        }
    }
    put_u32_at(&sheet, vehicle_packed_length_at, (uint32_t)sheet.length);
    if (sheet.length <= capacity) {
        const size_t from = vehicle_packed_crc_at + 4U;
        put_u32_at(&sheet, vehicle_packed_crc_at, base_crc32(0, bytes + from, sheet.length - from));
    }
    return sheet.length;
}
