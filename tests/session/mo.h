/// Bytes of a small .mo file, made here: the reader must not be judged by its own writer.
#pragma once
#include <stdint.h>
#include <string.h>

enum { mo_max = 4096 };

typedef struct {
    uint8_t bytes[mo_max];
    size_t length;
} mo_t;

static inline void mo_put(mo_t* self, size_t at, uint32_t value)
{
    for (size_t k = 0; k < 4; k++) {
        self->bytes[at + k] = (uint8_t)(value >> 8 * k);
    }
}

static inline void mo_put_text(mo_t* self, size_t entry, const char* text)
{
    const size_t size = strlen(text);
    mo_put(self, entry, (uint32_t)size);
    mo_put(self, entry + 4, (uint32_t)self->length);
    memcpy(self->bytes + self->length, text, size + 1);
    self->length += size + 1;
}

/// Pairs of English and translation, the English in the order of strcmp.
static inline mo_t mo_of(const char* const (*pairs)[2], size_t count)
{
    mo_t self = {.length = 28 + 16 * count};
    mo_put(&self, 0, 0x950412deU);
    mo_put(&self, 8, (uint32_t)count);
    mo_put(&self, 12, 28);
    mo_put(&self, 16, (uint32_t)(28 + 8 * count));
    for (size_t k = 0; k < count; k++) {
        mo_put_text(&self, 28 + 8 * k, pairs[k][0]);
    }
    for (size_t k = 0; k < count; k++) {
        mo_put_text(&self, 28 + 8 * (count + k), pairs[k][1]);
    }
    return self;
}
