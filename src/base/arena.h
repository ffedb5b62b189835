/// An arena over memory that the caller owns: allocation by moving a mark, freed all at once by the owner.
/// No alignment beyond 16 bytes, no threads, no failure other than "full".
#pragma once
#include <stddef.h>

typedef struct {
    unsigned char* bytes; ///< the caller's, kept alive by it
    size_t capacity;
    size_t used;
} base_arena_t;

/// Memory of `size` bytes, zeroed, aligned to 16; NULL if the arena is full (then nothing is taken). O(size).
void* base_arena_take(base_arena_t* self, size_t size);
