/// The ground floor: memory, checksums, random numbers, arithmetic that stops at its ends.
#include <string.h>

#include "base/arena.h"
#include "base/crc32.h"
#include "base/random.h"
#include "base/saturate.h"
#include "check.h"

static void arena_gives_zeroed_aligned_memory_until_it_is_full(void** state)
{
    (void)state;
    unsigned char bytes[256];
    for (size_t shift = 0; shift < 16U; shift++) {
        memset(bytes, 0xA5, sizeof bytes);
        base_arena_t arena = {.bytes = bytes + shift, .capacity = 100};
        unsigned char* const first = base_arena_take(&arena, 10);
        unsigned char* const second = base_arena_take(&arena, 16);
        assert_non_null(first);
        assert_int_equal((uintptr_t)first % 16U, 0);
        assert_ptr_equal(second, first + 16);
        for (size_t i = 0; i < 16U; i++) {
            assert_int_equal(second[i], 0);
        }
        assert_int_equal(second[16], 0xA5); // not a byte more than asked for
        const size_t used = arena.used;
        assert_null(base_arena_take(&arena, 100));
        assert_null(base_arena_take(&arena, SIZE_MAX));
        assert_int_equal(arena.used, used);
    }
}

static void arena_gives_its_last_byte_and_none_after(void** state)
{
    (void)state;
    _Alignas(16) unsigned char bytes[64];
    base_arena_t arena = {.bytes = bytes, .capacity = 48};
    assert_non_null(base_arena_take(&arena, 48));
    assert_int_equal(arena.used, 48);
    assert_null(base_arena_take(&arena, 1));
    base_arena_t odd = {.bytes = bytes + 1, .capacity = 15};
    assert_non_null(base_arena_take(&odd, 0)); // the gap alone fits exactly
    odd = (base_arena_t){.bytes = bytes + 1, .capacity = 14};
    assert_null(base_arena_take(&odd, 0));
    odd = (base_arena_t){.bytes = bytes + 1, .capacity = 20};
    assert_null(base_arena_take(&odd, 6)); // fifteen bytes of gap leave five
    assert_non_null(base_arena_take(&odd, 5));
    base_arena_t none = {0};
    assert_null(base_arena_take(&none, 0));
}

static void crc_matches_published_values(void** state)
{
    (void)state;
    assert_int_equal(base_crc32(0, "123456789", 9), 0xCBF43926U);
    assert_int_equal(base_crc32(0, "", 0), 0);
    assert_int_equal(base_crc32(0, "a", 1), 0xE8B7BE43U);
    assert_int_equal(base_crc32(0, "\0\0\0\0", 4), 0x2144DF1CU);
    const uint8_t ones[] = {0xFF, 0xFF, 0xFF, 0xFF};
    assert_int_equal(base_crc32(0, ones, 4), 0xFFFFFFFFU);
}

/// The definition, one bit at a time.
static uint32_t crc_by_bits(const uint8_t* const bytes, const size_t size)
{
    uint32_t rest = 0xFFFFFFFFU;
    for (size_t i = 0; i < 8U * size; i++) {
        const uint32_t bit = ((uint32_t)bytes[i / 8U] >> (i % 8U)) & 1U;
        rest = (rest >> 1U) ^ (((rest ^ bit) & 1U) != 0U ? 0xEDB88320U : 0U);
    }
    return ~rest;
}

static void crc_agrees_with_its_definition_and_continues(void** state)
{
    (void)state;
    uint8_t bytes[256];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(i * 7U + 3U);
    }
    for (size_t size = 0; size <= sizeof bytes; size++) {
        assert_int_equal(base_crc32(0, bytes, size), crc_by_bits(bytes, size));
        const uint32_t half = base_crc32(0, bytes, size / 2U);
        assert_int_equal(base_crc32(half, bytes + size / 2U, size - size / 2U), crc_by_bits(bytes, size));
    }
}

static void random_numbers_follow_the_published_algorithm(void** state)
{
    (void)state;
    base_random_t random;
    base_random_seed(&random, 0);
    // splitmix64 of seed 0
    assert_true(random.word[0] == 0xE220A8397B1DCDAFU);
    assert_true(random.word[1] == 0x6E789E6AA1B965F4U);
    assert_true(random.word[2] == 0x06C45D188009454FU);
    assert_true(random.word[3] == 0xF88BB8A8724C81ECU);
    random = (base_random_t){{1, 2, 3, 4}};
    // xoshiro256** of the state 1 2 3 4
    static const uint64_t expected[] = {11520U,
                                        0U,
                                        1509978240U,
                                        1215971899390074240U,
                                        1216172134540287360U,
                                        607988272756665600U,
                                        16172922978634559625U,
                                        8476171486693032832U,
                                        10595114339597558777U,
                                        2904607092377533576U};
    for (uint32_t i = 0; i < 10U; i++) {
        assert_true(base_random_next(&random) == expected[i]);
    }
}

static void random_numbers_stay_below_their_bound_evenly(void** state)
{
    (void)state;
    base_random_t random;
    base_random_seed(&random, 42);
    assert_int_equal(base_random_below(&random, 0), 0);
    assert_int_equal(base_random_below(&random, 1), 0);
    uint32_t seen[7] = {0};
    for (uint32_t i = 0; i < 70000U; i++) {
        seen[base_random_below(&random, 7)]++;
    }
    for (uint32_t i = 0; i < 7U; i++) {
        assert_in_range(seen[i], 9600, 10400);
    }
    // Three quarters of 2^32: without rejection the lower third would come twice as often.
    uint32_t low = 0;
    for (uint32_t i = 0; i < 30000U; i++) {
        low += (base_random_below(&random, 0xC0000000U) < 0x40000000U) ? 1U : 0U;
    }
    assert_in_range(low, 9600, 10400);
}

/// Half of all draws are rejected here, a quarter there, none at the powers of two.
static void random_numbers_are_the_upper_halves_of_fair_draws(void** state)
{
    (void)state;
    static const uint32_t bounds[] = {4U,          0x10000U, 0x80000000U, 0x80000001U,
                                      0xC0000000U, 1000U,    0xFFFFFFFFU};
    for (uint32_t i = 0; i < 7U; i++) {
        base_random_t random;
        base_random_seed(&random, i);
        base_random_t shadow = random;
        const uint64_t fair = 0x100000000U / bounds[i] * bounds[i]; // so many draws can be shared out evenly
        for (uint32_t k = 0; k < 200U; k++) {
            uint64_t draw = base_random_next(&shadow) >> 32U;
            while (draw < 0x100000000U - fair) {
                draw = base_random_next(&shadow) >> 32U;
            }
            assert_int_equal(base_random_below(&random, bounds[i]), draw % bounds[i]);
        }
    }
}

static void random_streams_repeat_with_their_seed(void** state)
{
    (void)state;
    base_random_t one;
    base_random_t two;
    base_random_seed(&one, 5);
    base_random_seed(&two, 5);
    for (uint32_t i = 0; i < 100U; i++) {
        assert_true(base_random_next(&one) == base_random_next(&two));
    }
    base_random_seed(&two, 6);
    assert_true(base_random_next(&one) != base_random_next(&two));
}

/// A bound that makes rejection certain to happen: the state is set so that the first draw is an unfair one.
static void random_numbers_reject_the_unfair_draw(void** state)
{
    (void)state;
    base_random_t random = {{1, 0, 0, 4}}; // the first draw is 0, below 2^32 mod 3 = 1
    base_random_t after = random;
    assert_true(base_random_next(&after) >> 32U == 0U);
    const uint64_t second = base_random_next(&after) >> 32U;
    base_random_t same = random;
    const uint32_t drawn = base_random_below(&same, 3);
    if (second >= 1U) {
        assert_int_equal(drawn, second % 3U);
        assert_memory_equal(&same, &after, sizeof same);
    }
    random = (base_random_t){{1, 0, 0, 4}};
    (void)base_random_below(&random, 4); // divides 2^32: every draw is fair
    assert_true(base_random_next(&random) >> 32U == second);
}

static void arithmetic_stops_at_its_ends(void** state)
{
    (void)state;
    assert_int_equal(base_add_u32(1, 2), 3);
    assert_true(base_add_u32(UINT32_MAX, 1) == UINT32_MAX);
    assert_true(base_add_u32(UINT32_MAX - 1U, 1) == UINT32_MAX);
    assert_true(base_add_u32(2, UINT32_MAX - 1U) == UINT32_MAX);
    assert_int_equal(base_subtract_u32(5, 3), 2);
    assert_int_equal(base_subtract_u32(3, 3), 0);
    assert_int_equal(base_subtract_u32(3, 5), 0);
    assert_int_equal(base_add_u16(1, 2), 3);
    assert_int_equal(base_add_u16(65534, 1), 65535);
    assert_int_equal(base_add_u16(65535, 1), 65535);
    assert_int_equal(base_add_u16(1, UINT32_MAX), 65535);
    assert_true(base_add_i32(INT32_MAX, 1) == INT32_MAX);
    assert_true(base_add_i32(INT32_MIN, -1) == INT32_MIN);
    assert_true(base_add_i32(INT32_MAX, INT32_MIN) == -1);
    assert_true(base_add_i32(-3, 2) == -1);
    assert_int_equal(base_scale_u16(4095, 20000, 4095), 20000);
    assert_int_equal(base_scale_u16(100, 7, 9), 77);
    assert_int_equal(base_scale_u16(65535, 2, 1), 65535);
    assert_int_equal(base_scale_u16(65535, 65535, 1), 65535);
    assert_int_equal(base_scale_u16(65535, 1, 1), 65535);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory_until_it_is_full),
        cmocka_unit_test(arena_gives_its_last_byte_and_none_after),
        cmocka_unit_test(crc_matches_published_values),
        cmocka_unit_test(crc_agrees_with_its_definition_and_continues),
        cmocka_unit_test(random_numbers_follow_the_published_algorithm),
        cmocka_unit_test(random_numbers_stay_below_their_bound_evenly),
        cmocka_unit_test(random_numbers_are_the_upper_halves_of_fair_draws),
        cmocka_unit_test(random_streams_repeat_with_their_seed),
        cmocka_unit_test(random_numbers_reject_the_unfair_draw),
        cmocka_unit_test(arithmetic_stops_at_its_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
