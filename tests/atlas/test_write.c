#include "atlas/small.h"
#include "atlas/write.h"
#include "base/arena.h"
#include "check.h"

static unsigned char memory[4 << 20];
static uint8_t file[2][1 << 16];
static char reason[200];
static small_t small;

static size_t written(int into, size_t capacity)
{
    base_arena_t work = {.bytes = memory, .capacity = sizeof memory};
    atlas_bytes_t out = {.bytes = file[into], .capacity = capacity};
    const bool ok = atlas_write(&small.draft, &work, &out, (atlas_reason_t){reason, sizeof reason});
    assert_int_equal(work.used, 0);
    return ok ? out.length : 0;
}

static int fill(void** state)
{
    (void)state;
    small_fill(&small);
    return 0;
}

static void same_draft_same_bytes(void** state)
{
    (void)state;
    memset(file, 0xa5, sizeof file);
    const size_t length = written(0, sizeof file[0]);
    memset(memory, 0x5a, sizeof memory);
    assert_true(length > 0);
    assert_int_equal(written(1, sizeof file[1]), length);
    assert_memory_equal(file[0], file[1], length);
}

static void order_of_the_rows_does_not_matter(void** state)
{
    (void)state;
    const size_t length = written(0, sizeof file[0]);
    const atlas_entry_t held = small.press[0];
    small.press[0] = small.press[4];
    small.press[4] = held;
    assert_int_equal(written(1, sizeof file[1]), length);
    assert_memory_equal(file[0], file[1], length);
}

static void a_text_is_stored_once(void** state)
{
    (void)state;
    const size_t before = written(0, sizeof file[0]);
    small.mode[1].why = "mend it";
    small.mode[2].name = "Press and hold the button on the key.";
    assert_int_equal(written(1, sizeof file[1]), before);
}

static void says_so_when_there_is_no_room(void** state)
{
    (void)state;
    const size_t length = written(0, sizeof file[0]);
    for (size_t capacity = 0; capacity < length; capacity += 7) {
        assert_int_equal(written(1, capacity), 0);
    }
    assert_int_equal(written(1, length), length);
}

static void refuses_a_forbidden_step(void** state)
{
    (void)state;
    small.move[small_press].move.text = "Pour hot water over the {lid}.";
    assert_int_equal(written(0, sizeof file[0]), 0);
    assert_string_equal(reason, "atlas: move press-fob proposes what N3 forbids: hot water");
    small_fill(&small);
    small.move[small_lamps].move.warn = "Pry it open at the corner.";
    assert_int_equal(written(0, sizeof file[0]), 0);
}

static void refuses_a_row_that_is_no_distribution(void** state)
{
    (void)state;
    small.press[1].row[2]--;
    assert_int_equal(written(0, sizeof file[0]), 0);
}

static void refuses_a_row_of_readings_the_move_has_not(void** state)
{
    (void)state;
    small.press[1].row[2] = 0;
    small.press[1].row[3] = 250;
    assert_int_equal(written(0, sizeof file[0]), 0);
}

static void refuses_two_modes_of_one_axis_in_a_set(void** state)
{
    (void)state;
    small.set[9] = (atlas_draft_set_t){{0, 3}, 2};
    assert_int_equal(written(0, sizeof file[0]), 0);
}

static void refuses_a_grave_degree_without_a_slight_one(void** state)
{
    (void)state;
    small.mode[1].is_grave = true;
    assert_int_equal(written(0, sizeof file[0]), 0);
    small_fill(&small);
    small.mode[0].is_grave = true;
    assert_int_equal(written(0, sizeof file[0]), 0);
}

static void refuses_two_rows_for_one_cell(void** state)
{
    (void)state;
    small.press[4] = small.press[2];
    small.press[4].cells = 0x04;
    assert_int_equal(written(0, sizeof file[0]), 0);
}

static void refuses_effects_that_point_nowhere(void** state)
{
    (void)state;
    small.mend[0].target = small_modes;
    assert_int_equal(written(0, sizeof file[0]), 0);
    small_fill(&small);
    small.give[0].reading = 3;
    assert_int_equal(written(0, sizeof file[0]), 0);
    small_fill(&small);
    small.need[0] = 2;
    assert_int_equal(written(0, sizeof file[0]), 0);
}

static void refuses_chances_that_are_no_numbers(void** state)
{
    (void)state;
    const double zero = 0.0;
    small.mode[0].odds = zero / zero;
    assert_int_equal(written(0, sizeof file[0]), 0);
    small_fill(&small);
    small.move[0].move.error = 1.5;
    assert_int_equal(written(0, sizeof file[0]), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(same_draft_same_bytes, fill),
        cmocka_unit_test_setup(order_of_the_rows_does_not_matter, fill),
        cmocka_unit_test_setup(a_text_is_stored_once, fill),
        cmocka_unit_test_setup(says_so_when_there_is_no_room, fill),
        cmocka_unit_test_setup(refuses_a_forbidden_step, fill),
        cmocka_unit_test_setup(refuses_a_row_that_is_no_distribution, fill),
        cmocka_unit_test_setup(refuses_a_row_of_readings_the_move_has_not, fill),
        cmocka_unit_test_setup(refuses_two_modes_of_one_axis_in_a_set, fill),
        cmocka_unit_test_setup(refuses_a_grave_degree_without_a_slight_one, fill),
        cmocka_unit_test_setup(refuses_two_rows_for_one_cell, fill),
        cmocka_unit_test_setup(refuses_effects_that_point_nowhere, fill),
        cmocka_unit_test_setup(refuses_chances_that_are_no_numbers, fill),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
