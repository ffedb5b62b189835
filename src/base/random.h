/// Seeded random numbers: same seed, same numbers, on every machine (xoshiro256**, seeded by splitmix64).
/// For simulation and tests; never for keys or challenges, it is predictable.
#pragma once
#include <stdint.h>

/// Owned by the caller; copy it to fork the stream. Written by base_random_* only.
typedef struct {
    uint64_t word[4];
} base_random_t;

/// Start the stream of `seed`; every seed is good, 0 too.
void base_random_seed(base_random_t* self, uint64_t seed);

/// The next 64 bits, all equally likely. O(1).
uint64_t base_random_next(base_random_t* self);

/// A number in 0..bound-1, all equally likely (rejection, no bias); 0 if `bound` is 0. O(1) on average.
uint32_t base_random_below(base_random_t* self, uint32_t bound);
