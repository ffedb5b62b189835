/// An atlas under way into bytes. Bytes that find no room, and texts beyond the pool's, are dropped and noted
/// in `full`: whoever writes asks once, at the end. Private to atlas/.
#pragma once
#include "atlas/layout.h"
#include "atlas/write.h"

/// Every text once, in the order of asking.
typedef struct {
    char* text;
    size_t used;
    uint32_t* bucket; ///< open addressing; offset plus one
    size_t count;
    bool full;
} writer_pool_t;

typedef struct {
    uint8_t row[atlas_readings_max];
} writer_row_t;

typedef struct {
    atlas_bytes_t* out;
    size_t at;
    bool full;
    writer_pool_t pool;
    writer_row_t* row; ///< sorted, each once
    uint32_t row_count;
    uint16_t** order; ///< of each move: entries sorted; unused where there are none
} writer_t;

// writer.c: bytes and texts.
void writer_u8(writer_t* self, unsigned value);
void writer_u16(writer_t* self, unsigned value);
void writer_u32(writer_t* self, uint32_t value);
void writer_f64(writer_t* self, double value);
/// The offset that the text has in the last section; the text may be NULL. O(length).
void writer_text(writer_t* self, const char* text);
/// Over what was written before.
void writer_patch(writer_t* self, size_t at, uint32_t value);
bool writer_make_pool(writer_pool_t* self, base_arena_t* work);

// write_rows.c: false if `work` has no room, or there are more than can be numbered.
bool writer_collect_rows(writer_t* self, const atlas_draft_t* draft, base_arena_t* work);
/// O(entries x log entries).
bool writer_order_entries(writer_t* self, const atlas_draft_t* draft, base_arena_t* work);

/// The sections: in writer.c the strings, last, for by then every text has been asked for; in write_rows.c
/// sets, reads, rows, bases, spans and entries; the others in write_records.c.
#define WRITER_SECTION(name, bytes) void write_##name(writer_t* self, const atlas_draft_t* draft);
LAYOUT_SECTIONS(WRITER_SECTION)
#undef WRITER_SECTION
