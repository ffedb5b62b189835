#include "base/random.h"

static uint64_t rotate(const uint64_t word, const unsigned by)
{
    return (word << by) | (word >> (64U - by));
}

/// splitmix64 spreads a poor seed over the whole state, which must not be all zero.
void base_random_seed(base_random_t* const self, const uint64_t seed)
{
    uint64_t sum = seed;
    for (unsigned i = 0; i < 4U; i++) {
        sum += 0x9E3779B97F4A7C15U;
        uint64_t word = sum;
        word = (word ^ (word >> 30U)) * 0xBF58476D1CE4E5B9U;
        word = (word ^ (word >> 27U)) * 0x94D049BB133111EBU;
        self->word[i] = word ^ (word >> 31U);
    }
}

uint64_t base_random_next(base_random_t* const self)
{
    uint64_t* const word = self->word;
    const uint64_t result = rotate(word[1] * 5U, 7U) * 9U;
    const uint64_t shifted = word[1] << 17U;
    word[2] ^= word[0];
    word[3] ^= word[1];
    word[1] ^= word[2];
    word[0] ^= word[3];
    word[2] ^= shifted;
    word[3] = rotate(word[3], 45U);
    return result;
}

uint32_t base_random_below(base_random_t* const self, const uint32_t bound)
{
    if (bound == 0U) {
        return 0U;
    }
    // The first 2^32 mod bound values would come once too often.
    const uint32_t unfair = (0U - bound) % bound;
    uint32_t drawn = (uint32_t)(base_random_next(self) >> 32U);
    while (drawn < unfair) {
        drawn = (uint32_t)(base_random_next(self) >> 32U);
    }
    return drawn % bound;
}
