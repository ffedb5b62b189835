#include "server/sha256.h"
#include <stdint.h>
#include <string.h>

enum { block_bytes = 64, words = 8, rounds = 64, length_bytes = 8 };

/// FIPS 180-4 section 4.2.2: the first 32 bits of the fractions of the cube roots of the first 64 primes.
static const uint32_t constant[rounds] = {
    0x428a2f98U, 0x71374491U, 0xb5c0fbcfU, 0xe9b5dba5U, 0x3956c25bU, 0x59f111f1U, 0x923f82a4U, 0xab1c5ed5U,
    0xd807aa98U, 0x12835b01U, 0x243185beU, 0x550c7dc3U, 0x72be5d74U, 0x80deb1feU, 0x9bdc06a7U, 0xc19bf174U,
    0xe49b69c1U, 0xefbe4786U, 0x0fc19dc6U, 0x240ca1ccU, 0x2de92c6fU, 0x4a7484aaU, 0x5cb0a9dcU, 0x76f988daU,
    0x983e5152U, 0xa831c66dU, 0xb00327c8U, 0xbf597fc7U, 0xc6e00bf3U, 0xd5a79147U, 0x06ca6351U, 0x14292967U,
    0x27b70a85U, 0x2e1b2138U, 0x4d2c6dfcU, 0x53380d13U, 0x650a7354U, 0x766a0abbU, 0x81c2c92eU, 0x92722c85U,
    0xa2bfe8a1U, 0xa81a664bU, 0xc24b8b70U, 0xc76c51a3U, 0xd192e819U, 0xd6990624U, 0xf40e3585U, 0x106aa070U,
    0x19a4c116U, 0x1e376c08U, 0x2748774cU, 0x34b0bcb5U, 0x391c0cb3U, 0x4ed8aa4aU, 0x5b9cca4fU, 0x682e6ff3U,
    0x748f82eeU, 0x78a5636fU, 0x84c87814U, 0x8cc70208U, 0x90befffaU, 0xa4506cebU, 0xbef9a3f7U, 0xc67178f2U};

static uint32_t turned(const uint32_t word, const unsigned bits)
{
    return (word >> bits) | (word << (32U - bits));
}

/// Section 6.2.2 step 1: the message schedule of one block.
static void schedule(const unsigned char* const block, uint32_t* const w)
{
    for (size_t k = 0U; k < 16U; k++) {
        const unsigned char* const b = block + 4U * k;
        w[k] = ((uint32_t)b[0] << 24U) | ((uint32_t)b[1] << 16U) | ((uint32_t)b[2] << 8U) | (uint32_t)b[3];
    }
    for (size_t k = 16U; k < (size_t)rounds; k++) {
        const uint32_t a = turned(w[k - 15U], 7U) ^ turned(w[k - 15U], 18U) ^ (w[k - 15U] >> 3U);
        const uint32_t b = turned(w[k - 2U], 17U) ^ turned(w[k - 2U], 19U) ^ (w[k - 2U] >> 10U);
        w[k] = w[k - 16U] + a + w[k - 7U] + b;
    }
}

/// Section 6.2.2 steps 2 to 4; s[0] is the standard's a, s[7] its h.
static void add_block(uint32_t* const state, const unsigned char* const block)
{
    uint32_t w[rounds];
    schedule(block, w);
    uint32_t s[words];
    memcpy(s, state, sizeof s);
    for (size_t k = 0U; k < (size_t)rounds; k++) {
        const uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
        const uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        const uint32_t high = turned(s[4], 6U) ^ turned(s[4], 11U) ^ turned(s[4], 25U);
        const uint32_t low = turned(s[0], 2U) ^ turned(s[0], 13U) ^ turned(s[0], 22U);
        const uint32_t first = s[7] + high + choice + constant[k] + w[k];
        memmove(s + 1, s, sizeof s - sizeof s[0]);
        s[4] += first;
        s[0] = first + low + majority;
    }
    for (size_t k = 0U; k < (size_t)words; k++) {
        state[k] += s[k];
    }
}

/// Section 5.1.1: a one bit, zeros, and the length in bits end the last block, or the one after it.
static void add_end(uint32_t* const state, const unsigned char* const rest, const size_t rest_size,
                    const size_t size)
{
    unsigned char last[2 * block_bytes] = {0};
    if (rest_size > 0U) {
        memcpy(last, rest, rest_size);
    }
    last[rest_size] = 0x80U;
    const size_t used =
        rest_size + 1U + (size_t)length_bytes > (size_t)block_bytes ? sizeof last : block_bytes;
    const uint64_t bits = (uint64_t)size * 8U;
    for (size_t k = 0U; k < (size_t)length_bytes; k++) {
        last[used - 1U - k] = (unsigned char)(bits >> (8U * k));
    }
    for (size_t k = 0U; k < used; k += (size_t)block_bytes) {
        add_block(state, last + k);
    }
}

void server_hash_bytes(const void* const bytes, const size_t size, char digits[server_hash_digits + 1])
{
    // Section 5.3.3: the first 32 bits of the fractions of the square roots of the first 8 primes.
    uint32_t state[words] = {0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                             0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};
    const unsigned char* const from = bytes;
    const size_t whole = size - size % (size_t)block_bytes;
    for (size_t k = 0U; k < whole; k += (size_t)block_bytes) {
        add_block(state, from + k);
    }
    add_end(state, from + whole, size - whole, size);
    for (size_t k = 0U; k < (size_t)server_hash_digits; k++) {
        digits[k] = "0123456789abcdef"[(state[k / 8U] >> (28U - 4U * (k % 8U))) & 15U];
    }
    digits[server_hash_digits] = '\0';
}
