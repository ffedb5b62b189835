#include "atlas/writer.h"
#include "base/crc32.h"
#include <stdio.h>

typedef void (*write_t)(writer_t* self, const atlas_draft_t* draft);
#define LAYOUT_WRITE(name, bytes) [layout_##name] = write_##name,
static const write_t writes_section[layout_section_count] = {LAYOUT_SECTIONS(LAYOUT_WRITE)};

static void write_sections(writer_t* self, const atlas_draft_t* draft)
{
    for (size_t section = 0; section < layout_section_count; section++) {
        const size_t entry = layout_table_at + 8U * section;
        const size_t begin = self->at;
        writes_section[section](self, draft);
        writer_patch(self, entry, (uint32_t)begin);
        writer_patch(self, entry + 4U, (uint32_t)(self->at - begin));
    }
}

static void write_all(writer_t* self, const atlas_draft_t* draft)
{
    for (size_t k = 0; k < sizeof layout_magic; k++) {
        writer_u8(self, (uint8_t)layout_magic[k]);
    }
    writer_u16(self, atlas_version);
    writer_u16(self, layout_section_count);
    while (self->at < (size_t)layout_begin && !self->full) {
        writer_u8(self, 0);
    }
    if (self->full) {
        return;
    }
    write_sections(self, draft);
    if (self->full) {
        return;
    }
    writer_patch(self, layout_length_at, (uint32_t)self->at);
    const uint32_t crc = base_crc32(0, self->out->bytes, layout_crc_at);
    writer_patch(self, layout_crc_at,
                 base_crc32(crc, self->out->bytes + layout_table_at, self->at - layout_table_at));
}

bool atlas_write(const atlas_draft_t* draft, base_arena_t* work, atlas_bytes_t* out, atlas_reason_t reason)
{
    const size_t mark = work->used;
    writer_t self = {.out = out};
    out->length = 0;
    const bool ready = writer_collect_rows(&self, draft, work) && writer_order_entries(&self, draft, work) &&
                       writer_make_pool(&self.pool, work);
    if (ready) {
        write_all(&self, draft);
    }
    work->used = mark;
    if (!ready || self.full || self.pool.full) {
        (void)snprintf(reason.text, reason.capacity, "atlas: %s",
                       ready ? "no room for the bytes" : "no room to work");
        return false;
    }
    atlas_t check;
    if (!atlas_open(&check, out->bytes, self.at, reason.text, reason.capacity)) {
        return false;
    }
    out->length = self.at;
    return true;
}
