#include "../atlas/build.h"
#include "check.h"
#include "guide/guide.h"
#include <math.h>
#include <string.h>

/// A hand-made car whose numbers can be followed by head: a lamp tells of the battery, a gauge too, a window
/// of the wire; after opening, a look at the wire, and a new wire.
enum { mode_battery, mode_wire, modes };
enum { move_press, move_lamp, move_gauge, move_plate, move_call, move_trace, move_wire, move_leave, moves };

typedef struct {
    atlas_mode_t mode[modes];
    atlas_fact_t fact[1];
    atlas_draft_move_t move[moves];
    atlas_entry_t entry[moves][3];
    atlas_effect_t mend[1];
    uint16_t need[1];
    atlas_draft_set_t set[4];
    uint8_t bytes[1 << 16];
    unsigned char memory[1 << 22];
    atlas_t atlas;
    guide_t* guide;
} bench_t;

static bench_t bench;

static void add(int m, const char* id, uint8_t does, uint8_t phase, const char* first, const char* second)
{
    const char* const readings[] = {first, second};
    bench.move[m] = build_move(id, does, phase, readings, 2);
    bench.move[m].move.text = "Look at it.";
    bench.move[m].move.group = (uint8_t)(m + 1);
    bench.move[m].entry = bench.entry[m];
    bench.move[m].mend = bench.mend;
    bench.move[m].need = bench.need;
}

/// Chances in 1/250 of the first reading: without any fault, with the battery flat, with the wire broken,
/// with both.
static void rows(int m, int none, int battery, int wire, int both)
{
    const int chance[3] = {battery, wire, both};
    build_base(&bench.move[m], none, atlas_scale - none);
    for (int k = 0; k < 3; k++) {
        bench.entry[m][k] =
            (atlas_entry_t){.mode = {k == 1 ? 1 : 0, k == 2 ? 1 : 0}, .count = k == 2 ? 2 : 1, .cells = 0x3f};
        bench.entry[m][k].row[0] = (uint8_t)chance[k];
        bench.entry[m][k].row[1] = (uint8_t)(250 - chance[k]);
    }
    bench.move[m].entry_count = 3;
    bench.move[m].reads[0] = bench.move[m].reads[1] = true;
}

static void make_moves(void)
{
    add(move_press, "press-fob", 0, 1, "opens", "silence");
    rows(move_press, 245, 0, 0, 0);
    add(move_lamp, "look-lamp", 1, 1, "dark", "bright");
    rows(move_lamp, 0, 250, 0, 250);
    add(move_gauge, "read-gauge", 3, 1, "low", "high");
    rows(move_gauge, 0, 250, 0, 250);
    add(move_plate, "look-plate-lamp", 1, 1, "dead", "lit");
    rows(move_plate, 2, 248, 240, 250);
    add(move_call, "call-somebody", 7, 1, "opens", "not-opened");
    rows(move_call, 245, 245, 245, 245);
    bench.move[move_call].move.money = 100;
    add(move_trace, "trace-wire", 3, 6, "broken", "whole");
    rows(move_trace, 1, 1, 249, 249);
    add(move_wire, "mend-wire", 5, 6, "done", "not-managed");
    rows(move_wire, 250, 250, 250, 250);
    bench.move[move_wire].move.mend_count = 1;
    bench.mend[0] = (atlas_effect_t){0, mode_wire};
    bench.move[move_wire].move.minutes = 200;
    add(move_leave, "leave-it", 8, 5, "done", "not-done");
    rows(move_leave, 250, 250, 250, 250);
}

static void sit(void)
{
    memset(&bench, 0, sizeof bench);
    bench.mode[mode_battery] = build_mode("battery=dead", 0.08, 0);
    bench.mode[mode_wire] = build_mode("loom=broken", 0.08, 1);
    bench.mode[mode_battery].repair_money = 200;
    bench.mode[mode_wire].repair_money = 200;
    bench.fact[0] = build_fact("lid-open", "access", 0.0);
    make_moves();
    static const atlas_draft_set_t sets[4] = {{{0}, 0}, {{0}, 1}, {{1}, 1}, {{0, 1}, 2}};
    memcpy(bench.set, sets, sizeof sets);
    atlas_draft_t draft = {.head = build_head("car", "Car"),
                           .mode = bench.mode,
                           .fact = bench.fact,
                           .move = bench.move,
                           .set = bench.set};
    draft.head.mode_count = modes;
    draft.head.fact_count = 1;
    draft.head.move_count = moves;
    draft.head.axis_count = 2;
    draft.head.set_count = 4;
    char error[200] = "";
    const size_t length = build_bytes(&draft, bench.bytes, sizeof bench.bytes, error, sizeof error);
    if (length == 0U || !atlas_open(&bench.atlas, bench.bytes, length, error, sizeof error)) {
        fail_msg("%s", error);
    }
    base_arena_t arena = {bench.memory, sizeof bench.memory, 0};
    bench.guide = guide_open(&arena, &bench.atlas);
    assert_non_null(bench.guide);
}

static void hear(guide_goal_t goal, const guide_event_t* events, int count)
{
    const guide_situation_t situation = {.goal = goal};
    guide_replay(bench.guide, &situation, events, count);
}

static void a_dark_lamp_speaks_for_the_battery(void** state)
{
    (void)state;
    sit();
    const guide_event_t events[] = {{move_lamp, 0}, {move_plate, 0}};
    hear(guide_goal_open, events, 2);
    assert_true(guide_weight_of(bench.guide, 0, mode_battery) > 10.0);
    assert_true(guide_weight_of(bench.guide, 0, mode_wire) < 1.0);
    assert_true(guide_mode_p(bench.guide, mode_battery) > 0.8);
}

static void names_the_answer_that_contradicts_the_others(void** state)
{
    (void)state;
    sit();
    int named[8] = {-1, -1, -1, -1, -1, -1, -1, -1};
    const guide_event_t agreed[] = {{move_lamp, 0}, {move_gauge, 0}, {move_plate, 0}};
    hear(guide_goal_open, agreed, 3);
    assert_int_equal(guide_conflicts(bench.guide, named), 0);
    const guide_event_t against[] = {{move_plate, 0}, {move_lamp, 0}, {move_gauge, 1}};
    hear(guide_goal_open, against, 3);
    assert_int_equal(guide_conflicts(bench.guide, named), 1);
    assert_true(named[0] == 1 || named[0] == 2);
}

static void leaving_it_is_possible_but_never_proposed(void** state)
{
    (void)state;
    sit();
    hear(guide_goal_open, NULL, 0);
    uint16_t possible[atlas_moves_max];
    const int count = guide_possible(bench.guide, possible);
    bool listed = false;
    for (int k = 0; k < count; k++) {
        listed = listed || possible[k] == move_leave;
    }
    assert_true(listed);
    assert_int_not_equal(guide_next(bench.guide, 0).move, move_leave);
}

static void calls_when_nothing_else_can_open_it(void** state)
{
    (void)state;
    sit();
    const guide_event_t events[] = {{move_press, 1}};
    hear(guide_goal_open, events, 1);
    assert_int_equal(guide_next(bench.guide, 0).move, move_call);
}

/// After opening: both causes cost the same to mend, so it pays to look before mending.
static void looks_before_mending_after_opening(void** state)
{
    (void)state;
    sit();
    const guide_event_t events[] = {{move_press, 1}, {move_plate, 0}, {move_call, 0}};
    hear(guide_goal_fix, events, 3);
    assert_true(guide_is_open(bench.guide));
    const guide_step_t step = guide_next(bench.guide, 0);
    assert_int_equal(step.move, move_trace);
    const guide_event_t traced[] = {{move_press, 1}, {move_plate, 0}, {move_call, 0}, {move_trace, 0}};
    hear(guide_goal_fix, traced, 4);
    assert_true(guide_mode_p(bench.guide, mode_wire) > 0.9);
    const guide_step_t then = guide_next(bench.guide, 0);
    assert_true(then.move == atlas_none || then.move == move_wire);
    assert_true(then.expected_cost < step.expected_cost);
}

static void a_mended_wire_was_broken_but_is_not(void** state)
{
    (void)state;
    sit();
    const guide_event_t events[] = {{move_press, 1}, {move_call, 0}, {move_trace, 0}, {move_wire, 0}};
    hear(guide_goal_fix, events, 4);
    assert_true(guide_mode_was_p(bench.guide, mode_wire) > 0.9);
    assert_true(guide_mode_p(bench.guide, mode_wire) <= 0.0);
    assert_true(fabs(guide_spent_minutes(bench.guide) - 203.0) < 1e-9);
    assert_true(fabs(guide_spent_money(bench.guide) - 100.0) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dark_lamp_speaks_for_the_battery),
        cmocka_unit_test(names_the_answer_that_contradicts_the_others),
        cmocka_unit_test(leaving_it_is_possible_but_never_proposed),
        cmocka_unit_test(calls_when_nothing_else_can_open_it),
        cmocka_unit_test(looks_before_mending_after_opening),
        cmocka_unit_test(a_mended_wire_was_broken_but_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
