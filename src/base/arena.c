#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#define ALIGNMENT 16U

void* base_arena_take(base_arena_t* const self, const size_t size)
{
    if (self->bytes == NULL) {
        return NULL;
    }
    // The caller's bytes need not be aligned themselves, so the address is rounded up, not the mark.
    const size_t misfit = (size_t)((uintptr_t)(self->bytes + self->used) % ALIGNMENT);
    const size_t gap = (misfit == 0U) ? 0U : ALIGNMENT - misfit;
    const size_t room = self->capacity - self->used;
    if (gap > room || size > room - gap) {
        return NULL;
    }
    unsigned char* const taken = self->bytes + self->used + gap;
    self->used += gap + size;
    memset(taken, 0, size);
    return taken;
}
