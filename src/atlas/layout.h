/// How an atlas lies in its bytes. For the files of atlas/ only.
///
/// A fixed opening (magic, version, number of sections, length, CRC-32 of all but itself), the table of
/// sections (offset and length each), then the sections without gaps, in the order below. Everything is
/// little-endian, numbers with a fraction are the 64 bits of an IEEE 754 double. A text is its offset in
/// `strings`, `layout_no_text` is NULL. Records have a fixed size; what a machine compresses better apart is
/// stored column by column.
#pragma once
#include "atlas/atlas.h"
#include <string.h>

enum {
    layout_magic_at = 0,
    layout_version_at = 8,
    layout_sections_at = 10,
    layout_length_at = 12,
    layout_crc_at = 16,
    layout_table_at = 20
};

/// X(name, bytes of one record); 1 where the section is bytes or columns.
// clang-format off
#define LAYOUT_SECTIONS(X) \
    X(head, 62) X(modes, 55) X(facts, 28) X(moves, 116) X(effects, 3) X(confusions, 10) \
    X(readings, 8) X(circumstances, 26) X(labels, 12) X(factors, 11) X(follows, 3) X(sets, atlas_set_max) \
    X(reads, 1) X(rows, atlas_readings_max) X(bases, 2 * atlas_cells) X(spans, 8) X(entries, layout_entry_bytes) X(strings, 1)
// clang-format on

/// One stored exception: members plus one (0: none), cells it holds for, row number low and high, each a
/// column.
enum { layout_entry_bytes = atlas_set_max + 3, layout_all_cells = (1 << atlas_cells) - 1 };
#define LAYOUT_ID(name, bytes) layout_##name,
enum { LAYOUT_SECTIONS(LAYOUT_ID) layout_section_count };
#define LAYOUT_SIZE(name, bytes) layout_##name##_size = (bytes),
enum { LAYOUT_SECTIONS(LAYOUT_SIZE) layout_sizes_end };
enum { layout_begin = layout_table_at + 8 * layout_section_count };
static const uint32_t layout_no_text = 0xffffffffU;
static const char layout_magic[8] = {'d', 'e', 'c', 'k', 'l', 'i', 'd', 'A'};

static inline uint16_t layout_u16(const uint8_t* at)
{
    return (uint16_t)(at[0] | (unsigned)at[1] << 8);
}

static inline uint32_t layout_u32(const uint8_t* at)
{
    return layout_u16(at) | (uint32_t)layout_u16(at + 2) << 16;
}

static inline double layout_f64(const uint8_t* at)
{
    const uint64_t bits = layout_u32(at) | (uint64_t)layout_u32(at + 4) << 32;
    double value = 0.0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/// Reads a record field by field. The record is whole: opening has seen to that.
typedef struct {
    const uint8_t* at;
} layout_cursor_t;

static inline uint8_t layout_next_u8(layout_cursor_t* self)
{
    return *self->at++;
}

static inline uint16_t layout_next_u16(layout_cursor_t* self)
{
    self->at += 2;
    return layout_u16(self->at - 2);
}

static inline uint32_t layout_next_u32(layout_cursor_t* self)
{
    self->at += 4;
    return layout_u32(self->at - 4);
}

static inline double layout_next_f64(layout_cursor_t* self)
{
    self->at += 8;
    return layout_f64(self->at - 8);
}

static inline const uint8_t* layout_bytes(const atlas_t* self, int section)
{
    return self->bytes + self->section_at[section];
}

/// Where the move's effects, confusions and readings start; the last fields of its record.
enum { layout_move_counts_at = 94, layout_move_effects_at = 104, layout_move_confusions_at = 108 };
enum { layout_move_readings_at = 112, layout_move_reading_count_at = 90, layout_move_opens_at = 91 };

static inline const uint8_t* layout_record(const atlas_t* self, int section, size_t size, size_t index)
{
    return layout_bytes(self, section) + size * index;
}

/// Whole records of this size in a section.
static inline size_t layout_count(const atlas_t* self, int section, size_t size)
{
    return self->section_length[section] / size;
}

/// Bytes that hold one bit for each mode.
static inline size_t layout_bits(uint16_t mode_count)
{
    return ((size_t)mode_count + 7U) / 8U;
}
