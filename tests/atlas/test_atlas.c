#include "atlas/atlas.h"
#include "atlas/small.h"
#include "base/arena.h"
#include "check.h"

static unsigned char memory[4 << 20];
static uint8_t file[1 << 16];
static char reason[200];

static size_t written(const small_t* small)
{
    base_arena_t work = {.bytes = memory, .capacity = sizeof memory};
    atlas_bytes_t out = {.bytes = file, .capacity = sizeof file};
    const bool ok = atlas_write(&small->draft, &work, &out, (atlas_reason_t){reason, sizeof reason});
    return ok ? out.length : 0;
}

static atlas_t opened(void)
{
    small_t small;
    small_fill(&small);
    const size_t length = written(&small);
    atlas_t atlas = {0};
    if (length == 0 || !atlas_open(&atlas, file, length, reason, sizeof reason)) {
        fail_msg("%s", reason);
    }
    return atlas;
}

static void gives_back_what_was_written(void** state)
{
    (void)state;
    const atlas_t atlas = opened();
    assert_string_equal(atlas.head.id, "small-car");
    assert_string_equal(atlas.head.word_space, "trunk");
    assert_true(atlas.head.left_out == 0.001);
    const atlas_mode_t ice = atlas_mode(&atlas, small_ice);
    assert_string_equal(ice.id, "latch=ice");
    assert_true(ice.odds == 0.1 && ice.repair_minutes == 12.5 && ice.is_cause && !ice.intermittent);
    const atlas_fact_t open = atlas_fact(&atlas, 1);
    assert_string_equal(open.ask, "Is it open?");
    assert_null(open.text);
    assert_int_equal(open.ask_move, 1);
    const atlas_move_t press = atlas_move(&atlas, small_press);
    assert_string_equal(press.reading_text[2], "Nothing");
    assert_true(press.cant_tell == 0.05 && press.minutes == 0.2 && press.phase == 1 &&
                press.opens_reading == 0);
    assert_int_equal(atlas_find_mode(&atlas, "battery=weak"), small_weak);
    assert_int_equal(atlas_find_mode(&atlas, "battery=wea"), atlas_none);
    assert_int_equal(atlas_find_circumstance(&atlas, "temperature"), 0);
}

static void gives_back_effects_and_confusions(void** state)
{
    (void)state;
    const atlas_t atlas = opened();
    uint8_t truth = 9;
    uint8_t report = 9;
    assert_int_equal(atlas_need(&atlas, small_press, 0), 0);
    assert_int_equal(atlas_give(&atlas, small_press, 0).target, 1);
    assert_int_equal(atlas_take(&atlas, small_lamps, 0).reading, atlas_readings_max);
    assert_int_equal(atlas_mend(&atlas, small_lamps, 0).target, small_weak);
    assert_true(atlas_confuse(&atlas, small_press, 0, &truth, &report) == 0.15);
    assert_int_equal(truth, 1);
    assert_int_equal(report, 2);
}

static void knows_the_factors_of_frost(void** state)
{
    (void)state;
    const atlas_t atlas = opened();
    assert_true(atlas_factor(&atlas, 0, 1, small_ice) == 8.0);
    assert_true(atlas_factor(&atlas, 0, 0, small_ice) == 0.0);
    assert_true(atlas_factor(&atlas, 0, 1, small_wire) == 1.0);
    assert_int_equal(atlas_follows(&atlas, 0, 1, 0), 0);
    assert_int_equal(atlas_follows(&atlas, 0, 1, 1), atlas_none);
    assert_int_equal(atlas_follows(&atlas, 0, 0, 0), atlas_none);
}

static void holds_the_sets_in_order(void** state)
{
    (void)state;
    const atlas_t atlas = opened();
    uint16_t modes[atlas_set_max];
    assert_int_equal(atlas.head.set_count, 12);
    assert_int_equal(atlas_set(&atlas, 0, modes), 0);
    assert_int_equal(atlas_set(&atlas, 11, modes), 3);
    assert_int_equal(modes[0], 1);
    assert_int_equal(modes[2], 3);
}

/// The rule of atlas.h once more, recursive and over the draft: shares nothing with the reader.
static const uint8_t* by_the_rule(const atlas_draft_move_t* move, int cell, const uint16_t* modes, int count)
{
    for (uint32_t e = 0; e < move->entry_count; e++) {
        const atlas_entry_t* const entry = &move->entry[e];
        if (entry->count == count && (entry->cells >> cell & 1) != 0 &&
            memcmp(entry->mode, modes, sizeof *modes * (size_t)count) == 0) {
            return entry->row;
        }
    }
    if (count == 0) {
        return move->base[cell];
    }
    const uint8_t* least = NULL;
    for (int skip = 0; skip < count; skip++) {
        uint16_t rest[atlas_set_max];
        int left = 0;
        for (int k = 0; k < count; k++) {
            rest[left] = modes[k];
            left += k != skip ? 1 : 0;
        }
        const uint8_t* const row = by_the_rule(move, cell, rest, left);
        const int opens = move->move.opens_reading;
        const int order = least == NULL || opens == atlas_readings_max ? 0 : row[opens] - least[opens];
        if (least == NULL || order < 0 || (order == 0 && memcmp(row, least, atlas_readings_max) < 0)) {
            least = row;
        }
    }
    return least;
}

static void compare_one(const atlas_t* atlas, const small_t* small, unsigned picked, uint16_t move,
                        uint8_t cell)
{
    uint16_t modes[atlas_set_max];
    uint16_t read[atlas_set_max];
    int count = 0;
    int reads = 0;
    for (uint16_t m = 0; m < small_modes; m++) {
        if ((picked >> m & 1U) != 0) {
            modes[count++] = m;
            read[reads] = m;
            reads += small->move[move].reads[m] ? 1 : 0;
        }
    }
    uint8_t row[atlas_readings_max];
    atlas_row(atlas, move, cell, modes, count, row);
    assert_memory_equal(row, by_the_rule(&small->move[move], cell, read, reads), sizeof row);
}

static void predicts_every_subset_by_the_rule(void** state)
{
    (void)state;
    small_t small;
    small_fill(&small);
    const atlas_t atlas = opened();
    for (unsigned picked = 0; picked < 1U << small_modes; picked++) {
        for (uint16_t move = 0; move < small_moves; move++) {
            for (uint8_t cell = 0; cell < atlas_cells; cell++) {
                compare_one(&atlas, &small, picked, move, cell);
            }
        }
    }
}

static void equal_rows_have_equal_numbers(void** state)
{
    (void)state;
    const atlas_t atlas = opened();
    const uint16_t weak = small_weak;
    const uint16_t battery = small_battery;
    const uint16_t wire = small_wire;
    assert_int_equal(atlas_row_number(&atlas, small_lamps, 0, &wire, 1),
                     atlas_row_number(&atlas, small_lamps, 3, NULL, 0));
    assert_int_equal(atlas_row_number(&atlas, small_press, 0, &battery, 1),
                     atlas_row_number(&atlas, small_lamps, 0, &battery, 1));
    assert_int_not_equal(atlas_row_number(&atlas, small_press, 0, &weak, 1),
                         atlas_row_number(&atlas, small_press, 2, &weak, 1));
}

static void refuses_an_atlas_cut_at_any_byte(void** state)
{
    (void)state;
    const atlas_t whole = opened();
    atlas_t cut;
    for (size_t length = 0; length < whole.length; length++) {
        assert_false(atlas_open(&cut, file, length, reason, sizeof reason));
    }
    assert_false(atlas_open(&cut, file, whole.length + 1, reason, sizeof reason));
    assert_true(atlas_open(&cut, file, whole.length, reason, sizeof reason));
}

static void refuses_an_atlas_with_any_bit_flipped(void** state)
{
    (void)state;
    const size_t length = opened().length;
    atlas_t broken;
    for (size_t bit = 0; bit < 8 * length; bit++) {
        file[bit / 8] = (uint8_t)(file[bit / 8] ^ 1U << bit % 8);
        if (atlas_open(&broken, file, length, reason, sizeof reason)) {
            fail_msg("bit %zu flipped and nobody noticed", bit);
        }
        file[bit / 8] = (uint8_t)(file[bit / 8] ^ 1U << bit % 8);
    }
}

static void refuses_what_is_no_atlas(void** state)
{
    (void)state;
    atlas_t atlas;
    static const uint8_t foreign[] =
        "decklid: vehicle\nid: bmw-328i-e90\nname: this is a car and not an atlas, and "
        "it is longer than the opening of an atlas would be, by far, in order that "
        "the first check that looks at lengths does not end the matter early on ...";
    assert_false(atlas_open(&atlas, foreign, sizeof foreign, reason, sizeof reason));
    assert_string_equal(reason, "atlas: not an atlas");
    assert_false(atlas_open(&atlas, NULL, 0, reason, sizeof reason));
}

static void refuses_another_version(void** state)
{
    (void)state;
    const size_t length = opened().length;
    atlas_t atlas;
    file[8]++;
    assert_false(atlas_open(&atlas, file, length, reason, sizeof reason));
    assert_string_equal(reason, "atlas: written for another version of the program");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_what_was_written),
        cmocka_unit_test(gives_back_effects_and_confusions),
        cmocka_unit_test(knows_the_factors_of_frost),
        cmocka_unit_test(holds_the_sets_in_order),
        cmocka_unit_test(predicts_every_subset_by_the_rule),
        cmocka_unit_test(equal_rows_have_equal_numbers),
        cmocka_unit_test(refuses_an_atlas_cut_at_any_byte),
        cmocka_unit_test(refuses_an_atlas_with_any_bit_flipped),
        cmocka_unit_test(refuses_what_is_no_atlas),
        cmocka_unit_test(refuses_another_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
