/// A fault that holds against every way in on some cars and against none on others: the atlas keeps it in two
/// degrees, and what failed once then counts for what else would fail.
#include "../atlas/build.h"
#include "check.h"
#include "guide/guide.h"
#include <math.h>

enum { dirty_slight, dirty_grave, wire, modes };
enum { press_fob, press_cabin, clean, moves };

static const double odds[modes] = {0.02, 0.08, 0.05};
static atlas_mode_t mode[modes];
static atlas_draft_move_t move[moves];
static atlas_entry_t entry[moves][modes];
static atlas_effect_t mend[2];
static atlas_draft_set_t set[1 + modes];
static uint8_t bytes[1 << 15];
static atlas_t atlas;
static unsigned char memory[4 << 20];
static guide_t* guide;
static guide_situation_t nothing_said;

static void fill_press(int at, const char* id)
{
    static const char* const readings[] = {"opens", "silence"};
    move[at] = build_move(id, 0, 1, readings, 2);
    move[at].move.group = (uint8_t)at;
    build_base(&move[at], atlas_scale, 0);
    for (int m = dirty_grave; m <= wire; m++) {
        entry[at][m - 1] = (atlas_entry_t){.mode = {(uint16_t)m}, .count = 1, .cells = 0x3f, .row = {0, 250}};
        move[at].reads[m] = true;
    }
    move[at].entry = entry[at];
    move[at].entry_count = 2;
}

static int sit(void** state)
{
    (void)state;
    static const char* const done[] = {"done"};
    char reason[200] = "";
    mode[dirty_slight] = build_mode("latch=dirty", odds[dirty_slight], 0);
    mode[dirty_grave] = build_mode("latch=dirty", odds[dirty_grave], 0);
    mode[dirty_grave].is_grave = true;
    mode[wire] = build_mode("loom=broken", odds[wire], 1);
    fill_press(press_fob, "press-fob");
    fill_press(press_cabin, "press-cabin");
    move[clean] = build_move("clean", 5, 5, done, 1);
    move[clean].move.group = clean;
    build_base(&move[clean], atlas_scale, 0);
    mend[0] = (atlas_effect_t){0, dirty_slight};
    mend[1] = (atlas_effect_t){0, dirty_grave};
    move[clean].mend = mend;
    move[clean].move.mend_count = 2;
    for (uint16_t m = 0; m < modes; m++) {
        set[1 + m] = (atlas_draft_set_t){{m}, 1};
    }
    atlas_draft_t draft = {.mode = mode, .move = move, .set = set, .head = build_head("pocket", "Pocket")};
    draft.head.mode_count = modes;
    draft.head.move_count = moves;
    draft.head.axis_count = 2;
    draft.head.set_count = 1 + modes;
    const size_t length = build_bytes(&draft, bytes, sizeof bytes, reason, sizeof reason);
    if (length == 0U || !atlas_open(&atlas, bytes, length, reason, sizeof reason)) {
        fail_msg("%s", reason);
    }
    base_arena_t arena = {memory, sizeof memory, 0};
    guide = guide_open(&arena, &atlas);
    assert_non_null(guide);
    return 0;
}

static double opens(uint16_t by)
{
    double p[atlas_readings_max];
    guide_predict(guide, by, p);
    return p[0];
}

static void a_fault_is_one_in_whatever_degree(void** state)
{
    (void)state;
    guide_replay(guide, &nothing_said, NULL, 0);
    const double dirty = guide_mode_p(guide, dirty_slight);
    assert_true(dirty == guide_mode_p(guide, dirty_grave));
    assert_true(fabs(dirty / guide_mode_p(guide, wire) - 0.1 / 0.05) < 0.01); // its odds over the wire's
}

static void a_press_that_failed_counts_for_the_other(void** state)
{
    (void)state;
    guide_replay(guide, &nothing_said, NULL, 0);
    assert_true(opens(press_cabin) > 0.12); // slight: 2 of 15, and a few with nothing wrong
    const guide_event_t silent[] = {{press_fob, 1}, {press_cabin, 1}};
    guide_replay(guide, &nothing_said, silent, 1);
    assert_true(opens(press_cabin) < 0.03);
    const double once = guide_mode_p(guide, dirty_slight);
    guide_replay(guide, &nothing_said, silent, 2);
    assert_true(fabs(guide_mode_p(guide, dirty_slight) - once) < 0.02); // the second press tells nothing
}

static void cleaning_mends_every_degree(void** state)
{
    (void)state;
    const guide_event_t cleaned[] = {{press_fob, 1}, {clean, 0}};
    guide_replay(guide, &nothing_said, cleaned, 2);
    assert_true(guide_mode_p(guide, dirty_slight) <= 0.0);
    assert_true(guide_mode_was_p(guide, dirty_slight) > 0.4);
    assert_true(opens(press_cabin) > 0.4);
}

static void what_speaks_for_one_degree_is_told_of_the_fault(void** state)
{
    (void)state;
    const guide_event_t silent = {press_fob, 1};
    guide_replay(guide, &nothing_said, &silent, 1);
    assert_true(guide_weight_of(guide, 0, dirty_slight) == guide_weight_of(guide, 0, dirty_grave));
    // silent on four of five dirty cars; else on the wires and on what nobody knows
    assert_true(guide_weight_of(guide, 0, dirty_slight) > 0.8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_fault_is_one_in_whatever_degree, sit),
        cmocka_unit_test_setup(a_press_that_failed_counts_for_the_other, sit),
        cmocka_unit_test_setup(cleaning_mends_every_degree, sit),
        cmocka_unit_test_setup(what_speaks_for_one_degree_is_told_of_the_fault, sit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
