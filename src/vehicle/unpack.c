#include "base/crc32.h"
#include "base/utf8.h"
#include "vehicle/guard.h"
#include "vehicle/pack.h"
#include "vehicle/packed.h"
#include "vehicle/read_tree.h"
#include "vehicle/report.h"
#include <stdio.h>
#include <string.h>

/// Lines and columns of a file of VEHICLE_FILE_MAX_bytes stay below.
enum { place_max = 1 << 20 };

// ---- the pack ----

typedef struct {
    const vehicle_file_t* file;
    vehicle_errors_t* errors;
    size_t at;
} reader_t;

/// A pack has no lines: the column is the byte, from 1.
static bool refuse(const reader_t* const self, const char* const expected, const char* const found)
{
    vehicle_report(self->errors, self->file->name, (vehicle_place_t){1, (uint32_t)self->at + 1U}, expected,
                   found);
    return false;
}

static uint32_t u32_at(const vehicle_file_t* const file, const size_t at)
{
    const unsigned char* const b = (const unsigned char*)file->bytes + at;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8U | (uint32_t)b[2] << 16U | (uint32_t)b[3] << 24U;
}

static bool refuse_number(const reader_t* const self, const char* const expected, const uint32_t number)
{
    char found[16];
    (void)snprintf(found, sizeof found, "%u", (unsigned)number);
    return refuse(self, expected, found);
}

static bool head_passes(reader_t* const self)
{
    const vehicle_file_t* const file = self->file;
    if (file->length < vehicle_packed_head_bytes ||
        memcmp(file->bytes, vehicle_packed_mark, vehicle_packed_mark_bytes) != 0) {
        return refuse(self, "a pack", file->length == 0 ? "nothing" : "something else");
    }
    self->at = vehicle_packed_version_at;
    if (u32_at(file, self->at) != VEHICLE_PACK_VERSION) {
        return refuse_number(self, "a pack of version 1", u32_at(file, self->at));
    }
    self->at = vehicle_packed_length_at;
    if (u32_at(file, self->at) != file->length) {
        return refuse_number(self, "as many bytes as the pack has", u32_at(file, self->at));
    }
    self->at = vehicle_packed_crc_at;
    const size_t from = self->at + 4U;
    if (base_crc32(0, file->bytes + from, file->length - from) != u32_at(file, self->at)) {
        return refuse(self, "a whole pack", "a damaged one");
    }
    self->at = vehicle_packed_head_bytes;
    return true;
}

/// A length and so many bytes. NULL after an error.
static const char* take_piece(reader_t* const self, size_t* const length)
{
    const size_t left = self->file->length - self->at;
    const uint32_t announced = left >= 4U ? u32_at(self->file, self->at) : 0U;
    if (left < 4U || announced > left - 4U) {
        (void)refuse(self, "a piece that ends in the pack", "one that does not");
        return NULL;
    }
    const char* const piece = self->file->bytes + self->at + 4U;
    self->at += 4U + announced;
    *length = announced;
    return piece;
}

static bool take_file(reader_t* const self, vehicle_file_t* const file)
{
    size_t name_bytes = 0;
    file->name = take_piece(self, &name_bytes);
    if (file->name == NULL) {
        return false;
    }
    if (name_bytes < 2U || memchr(file->name, '\0', name_bytes) != file->name + name_bytes - 1U) {
        return refuse(self, "a name that ends with a zero", "another");
    }
    file->bytes = take_piece(self, &file->length);
    return file->bytes != NULL &&
           (vehicle_pack_is_tree(file) || refuse(self, "a packed tree", "something else"));
}

int vehicle_pack_open(const vehicle_file_t* const pack, vehicle_file_t* const files, const int capacity,
                      vehicle_errors_t* const errors)
{
    reader_t reader = {.file = pack, .errors = errors};
    if (!head_passes(&reader)) {
        return -1;
    }
    const uint32_t count = u32_at(pack, vehicle_packed_count_at);
    if (count > (uint32_t)capacity) {
        (void)refuse_number(&reader, "not so many files", count);
        return -1;
    }
    for (uint32_t k = 0; k < count; k++) {
        if (!take_file(&reader, &files[k])) {
            return -1;
        }
    }
    if (reader.at != pack->length) {
        (void)refuse(&reader, "the end of the pack", "more");
        return -1;
    }
    return (int)count;
}

bool vehicle_pack_is_tree(const vehicle_file_t* const file)
{
    return file->length >= vehicle_packed_tree_mark_bytes &&
           memcmp(file->bytes, vehicle_packed_tree_mark, vehicle_packed_tree_mark_bytes) == 0;
}

// ---- one tree ----

typedef struct {
    vehicle_builder_t* builder;
    size_t at;
    uint32_t line;
    uint32_t left[VEHICLE_DEPTH_MAX]; ///< children that an open list or map still waits for
} unpacker_t;

typedef struct {
    vehicle_place_t at;
    uint32_t size;
    vehicle_node_kind_t kind;
} head_t;

static bool refuse_tree(const unpacker_t* const self, const char* const expected, const char* const found)
{
    const vehicle_place_t byte = {1, (uint32_t)self->at + 1U};
    return vehicle_build_refuse(self->builder, byte, expected, found);
}

/// At most four bytes: nothing in a file is larger than 28 bits.
static bool take_number(unpacker_t* const self, uint32_t* const value)
{
    const vehicle_file_t* const file = self->builder->file;
    *value = 0;
    for (uint32_t shift = 0; shift < 28U && self->at < file->length; shift += 7U) {
        const unsigned char byte = (unsigned char)file->bytes[self->at];
        self->at++;
        *value |= (byte & 0x7FU) << shift;
        if (byte < 0x80U) {
            return true;
        }
    }
    return refuse_tree(self, "a number", self->at < file->length ? "one too large" : "the end");
}

static bool take_head(unpacker_t* const self, head_t* const head)
{
    uint32_t first = 0;
    uint32_t lines = 0;
    uint32_t column = 0;
    if (!take_number(self, &first) || !take_number(self, &lines) || !take_number(self, &column)) {
        return false;
    }
    if (first % 4U > (uint32_t)vehicle_node_map) {
        return refuse_tree(self, "a scalar, list or map", "another kind");
    }
    if (lines > place_max || self->line > place_max || column > place_max) {
        return refuse_tree(self, "a place in a file", "one beyond any");
    }
    self->line += lines;
    *head = (head_t){{self->line, column}, first / 4U, (vehicle_node_kind_t)(first % 4U)};
    return true;
}

static bool take_scalar(unpacker_t* const self, const head_t* const head)
{
    const vehicle_file_t* const file = self->builder->file;
    if (head->size > file->length - self->at) {
        return refuse_tree(self, "text that ends in the tree", "text that does not");
    }
    const char* const text = file->bytes + self->at;
    if (!base_utf8_is(text, head->size)) {
        return refuse_tree(self, "valid UTF-8", "other bytes");
    }
    self->at += head->size;
    return vehicle_build_scalar(self->builder, head->at, text, head->size);
}

static bool take_node(unpacker_t* const self)
{
    vehicle_builder_t* const builder = self->builder;
    head_t head = {.size = 0};
    if (!take_head(self, &head)) {
        return false;
    }
    if (builder->depth > 0) {
        self->left[builder->depth - 1U]--;
    }
    if (head.kind == vehicle_node_scalar) {
        return take_scalar(self, &head);
    }
    if (!vehicle_build_open(builder, head.at, head.kind)) {
        return false;
    }
    self->left[builder->depth - 1U] = head.kind == vehicle_node_map ? head.size * 2U : head.size;
    return true;
}

bool vehicle_tree_read_packed(vehicle_builder_t* const builder)
{
    unpacker_t self = {.builder = builder, .at = vehicle_packed_tree_mark_bytes};
    for (;;) {
        if (!take_node(&self)) {
            return false;
        }
        while (builder->depth > 0 && self.left[builder->depth - 1U] == 0U) {
            vehicle_build_close(builder);
        }
        if (builder->depth == 0) {
            break;
        }
    }
    return self.at == builder->file->length || refuse_tree(&self, "the end of the tree", "more");
}
