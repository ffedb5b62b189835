/// The radio key: which ones a car knows, and what a frame says on the air.
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "key/key.h"

static key_verdict_t verdict_of(const key_table_t* const table, const uint32_t key_id)
{
    const key_frame_t frame = {.key_id = key_id, .command = key_command_lid};
    return key_table_match(table, &frame);
}

static void obeys_the_keys_it_was_taught_and_no_other(void** state)
{
    (void)state;
    key_table_t table = {0};
    assert_int_equal(verdict_of(&table, 7), key_verdict_unknown);
    assert_int_equal(key_table_learn(&table, 7), base_result_ok);
    assert_int_equal(verdict_of(&table, 7), key_verdict_accepted);
    assert_int_equal(verdict_of(&table, 8), key_verdict_unknown);
    assert_int_equal(verdict_of(&table, 0x07000000U), key_verdict_unknown);
}

static void no_key_has_the_id_of_an_empty_place(void** state)
{
    (void)state;
    key_table_t table = {0};
    assert_int_equal(key_table_learn(&table, 0), base_result_invalid);
    assert_int_equal(key_table_learn(&table, UINT32_MAX), base_result_invalid);
    assert_int_equal(verdict_of(&table, 0), key_verdict_unknown);
    memset(&table, 0xFF, sizeof table); // an erased flash page
    assert_int_equal(verdict_of(&table, UINT32_MAX), key_verdict_unknown);
    assert_int_equal(key_table_find(&table, UINT32_MAX), KEY_TABLE_MAX);
}

static void fills_up_and_says_so(void** state)
{
    (void)state;
    key_table_t table = {0};
    for (uint32_t i = 0; i < KEY_TABLE_MAX; i++) {
        assert_int_equal(key_table_learn(&table, 100U + i), base_result_ok);
        assert_int_equal(key_table_find(&table, 100U + i), i);
    }
    const key_table_t before = table;
    assert_int_equal(key_table_learn(&table, 100), base_result_ok); // known already
    assert_int_equal(key_table_learn(&table, 200), base_result_full);
    assert_memory_equal(&table, &before, sizeof table);
    assert_int_equal(key_table_find(&table, 200), KEY_TABLE_MAX);
}

static void forgets_one_and_keeps_the_others_in_place(void** state)
{
    (void)state;
    key_table_t table = {0};
    (void)key_table_learn(&table, 1);
    (void)key_table_learn(&table, 2);
    (void)key_table_learn(&table, 3);
    assert_int_equal(key_table_forget(&table, 2), base_result_ok);
    assert_int_equal(key_table_forget(&table, 2), base_result_absent);
    assert_int_equal(key_table_forget(&table, 0), base_result_absent);
    assert_int_equal(verdict_of(&table, 2), key_verdict_unknown);
    assert_int_equal(key_table_find(&table, 1), 0);
    assert_int_equal(key_table_find(&table, 3), 2);
    (void)key_table_learn(&table, 4);
    assert_int_equal(key_table_find(&table, 4), 1);
}

static void frame_goes_on_the_air_byte_for_byte(void** state)
{
    (void)state;
    const key_frame_t frame = {.key_id = 0x01020304U,
                               .counter = 0xA0B0C0D0U,
                               .command = key_command_lid,
                               .battery_low = true,
                               .tag = {11, 12, 13, 14, 15, 16, 17, 18}};
    const uint8_t expected[KEY_FRAME_BYTES] = {1, 2,  3,  4,  0xA0, 0xB0, 0xC0, 0xD0, 3,
                                               1, 11, 12, 13, 14,   15,   16,   17,   18};
    uint8_t bytes[KEY_FRAME_BYTES];
    key_frame_write(&frame, bytes);
    assert_memory_equal(bytes, expected, sizeof expected);
}

static void frame_comes_back_as_it_went(void** state)
{
    (void)state;
    base_random_t random;
    base_random_seed(&random, 3);
    for (uint32_t i = 0; i < 1000U; i++) {
        key_frame_t frame = {.key_id = (uint32_t)base_random_next(&random),
                             .counter = (uint32_t)base_random_next(&random),
                             .command = (key_command_t)base_random_below(&random, 4),
                             .battery_low = base_random_below(&random, 2) == 1U};
        frame.tag[i % KEY_TAG_BYTES] = (uint8_t)i;
        uint8_t bytes[KEY_FRAME_BYTES];
        key_frame_write(&frame, bytes);
        key_frame_t back = {0};
        assert_int_equal(key_frame_read(&back, bytes, sizeof bytes), base_result_ok);
        assert_true(back.key_id == frame.key_id && back.counter == frame.counter);
        assert_true(back.command == frame.command && back.battery_low == frame.battery_low);
        assert_memory_equal(back.tag, frame.tag, KEY_TAG_BYTES);
    }
}

static void misshapen_frames_are_refused_untouched(void** state)
{
    (void)state;
    uint8_t bytes[2U * KEY_FRAME_BYTES] = {0};
    key_frame_t frame = {.key_id = 77};
    for (size_t size = 0; size <= sizeof bytes; size++) {
        if (size != KEY_FRAME_BYTES) {
            assert_int_equal(key_frame_read(&frame, bytes, size), base_result_short);
        }
    }
    for (uint32_t value = 0; value < 256U; value++) {
        bytes[8] = (uint8_t)value;
        bytes[9] = 0;
        key_frame_t read = {.key_id = 77};
        assert_int_equal(key_frame_read(&read, bytes, KEY_FRAME_BYTES),
                         value < 4U ? base_result_ok : base_result_damaged);
        assert_int_equal(read.key_id, value < 4U ? 0 : 77);
        bytes[8] = 1;
        bytes[9] = (uint8_t)value;
        assert_int_equal(key_frame_read(&read, bytes, KEY_FRAME_BYTES),
                         value < 2U ? base_result_ok : base_result_damaged);
    }
    assert_int_equal(frame.key_id, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(obeys_the_keys_it_was_taught_and_no_other),
        cmocka_unit_test(no_key_has_the_id_of_an_empty_place),
        cmocka_unit_test(fills_up_and_says_so),
        cmocka_unit_test(forgets_one_and_keeps_the_others_in_place),
        cmocka_unit_test(frame_goes_on_the_air_byte_for_byte),
        cmocka_unit_test(frame_comes_back_as_it_went),
        cmocka_unit_test(misshapen_frames_are_refused_untouched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
