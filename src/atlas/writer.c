#include "atlas/writer.h"

enum { pool_bytes = 1 << 20, pool_buckets = 16381, pool_texts_max = 12000 };

void writer_u8(writer_t* self, unsigned value)
{
    if (self->at >= self->out->capacity) {
        self->full = true;
        return;
    }
    self->out->bytes[self->at++] = (uint8_t)value;
}

void writer_u16(writer_t* self, unsigned value)
{
    writer_u8(self, value & 0xffU);
    writer_u8(self, value >> 8 & 0xffU);
}

void writer_u32(writer_t* self, uint32_t value)
{
    writer_u16(self, value & 0xffffU);
    writer_u16(self, value >> 16);
}

void writer_f64(writer_t* self, double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    writer_u32(self, (uint32_t)(bits & 0xffffffffU));
    writer_u32(self, (uint32_t)(bits >> 32));
}

void writer_patch(writer_t* self, size_t at, uint32_t value)
{
    const size_t end = self->at;
    self->at = at;
    writer_u32(self, value);
    self->at = end;
}

bool writer_make_pool(writer_pool_t* self, base_arena_t* work)
{
    self->bucket = base_arena_take(work, pool_buckets * sizeof *self->bucket);
    self->text = base_arena_take(work, pool_bytes);
    return self->bucket != NULL && self->text != NULL;
}

static uint32_t hash(const char* text)
{
    uint32_t value = 2166136261U;
    for (; *text != '\0'; text++) {
        value = (value ^ (uint8_t)*text) * 16777619U;
    }
    return value;
}

/// Offset of the text in the pool; a text that is there already is not stored again.
static uint32_t pool_add(writer_pool_t* self, const char* text)
{
    if (text == NULL) {
        return layout_no_text;
    }
    size_t slot = hash(text) % pool_buckets;
    while (self->bucket[slot] != 0U) {
        if (strcmp(self->text + self->bucket[slot] - 1U, text) == 0) {
            return self->bucket[slot] - 1U;
        }
        slot = (slot + 1U) % pool_buckets;
    }
    const size_t length = strlen(text) + 1U;
    const uint32_t at = (uint32_t)self->used;
    self->full = self->full || length > pool_bytes - self->used || self->count >= pool_texts_max;
    if (self->full) {
        return layout_no_text;
    }
    self->count++;
    memcpy(self->text + at, text, length);
    self->used += length;
    self->bucket[slot] = at + 1U;
    return at;
}

void writer_text(writer_t* self, const char* text)
{
    writer_u32(self, pool_add(&self->pool, text));
}

void write_strings(writer_t* self, const atlas_draft_t* draft)
{
    (void)draft;
    for (size_t k = 0; k < self->pool.used; k++) {
        writer_u8(self, (uint8_t)self->pool.text[k]);
    }
}
