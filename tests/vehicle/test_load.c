/// Knowledge and a car as written, and every kind of slip with the place of its error.
#include "small.h"
#include <stdio.h>

static void reads_a_whole_car_without_complaint(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_string_equal(s->text, "");
    assert_non_null(s->car);
    assert_string_equal(s->car->id, "small-car");
    assert_string_equal(s->car->word_lid, "boot lid");
    assert_string_equal(s->car->match_key, "remote blade");
    assert_int_equal(s->car->year_first, 2006);
    assert_int_equal(s->car->match_year_last, 2020);
    assert_int_equal(s->car->class_index, 1);
    assert_true(s->car->value[vehicle_battery_place] == 1.0);
    assert_true(s->car->value[vehicle_battery_capacity_Ah] == 80.0);
    assert_true(s->car->value[vehicle_fuse_release_box] == 2.0);
    assert_string_equal(s->car->source[vehicle_fuse_release_box], "F022");
    assert_int_equal(s->car->confidence[vehicle_battery_place], vehicle_confidence_high);
    assert_int_equal(s->car->confidence[vehicle_fuse_release_box], vehicle_confidence_medium);
    assert_string_equal(s->car->note[0], "A note (F283)");
    small_free(s);
}

static void keeps_as_built_what_a_car_does_not_say(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->car);
    assert_true(s->car->value[vehicle_battery_soc] == 0.85);
    assert_null(s->car->source[vehicle_battery_soc]);
    assert_int_equal(s->car->confidence[vehicle_battery_soc], vehicle_confidence_low);
    small_free(s);
}

static void a_mode_overrides_what_it_says(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->knowledge);
    const vehicle_mode_t* const dead = &s->knowledge->mode[vehicle_find_mode(s->knowledge, "battery=dead")];
    assert_int_equal(dead->override_count, 3);
    assert_int_equal(dead->overrides[0].param, vehicle_battery_soc);
    assert_true(dead->overrides[0].value == -0.15 && dead->overrides[0].scatter == 0.02);
    assert_false(dead->overrides[0].scales);
    assert_int_equal(dead->overrides[1].param, vehicle_fuse_release_intact);
    assert_true(dead->overrides[1].value == 0.0);
    assert_int_equal(dead->overrides[2].param, vehicle_battery_ageing);
    assert_true(dead->overrides[2].scales && dead->overrides[2].value == 3.0);
    assert_int_equal(dead->cells, vehicle_cell_frost | vehicle_cell_wet);
    assert_true(dead->intermittent && dead->is_cause && !dead->needs_frost);
    assert_string_equal(dead->sources, "F099 P1.1");
    assert_string_equal(dead->axis, "battery");
    assert_true(s->knowledge->mode[vehicle_find_mode(s->knowledge, "latch=ice")].needs_frost);
    small_free(s);
}

static void a_move_knows_its_strokes_readings_and_effects(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->knowledge);
    const vehicle_move_t* const press = &s->knowledge->move[vehicle_find_move(s->knowledge, "press-fob")];
    assert_int_equal(press->stroke_count, 2);
    assert_int_equal(press->strokes[1].stimulus, vehicle_stimulus_fob_unlock);
    assert_int_equal(press->strokes[1].start_ms, 500);
    assert_true(press->strokes[1].value == 2.0);
    assert_int_equal(press->sense, vehicle_sense_release);
    assert_int_equal(press->reading_count, 8);
    assert_string_equal(press->reading_id[2], "lid-click");
    assert_int_equal(press->opens_reading, 0);
    assert_int_equal(press->give_count, 1);
    assert_int_equal(press->gives[0].target, vehicle_find_fact(s->knowledge, "lid-open"));
    assert_int_equal(press->mends[0].target, vehicle_find_mode(s->knowledge, "battery=dead"));
    assert_int_equal(press->confuse[0].truth, 5);
    assert_int_equal(press->confuse[0].report, 2);
    assert_string_equal(press->currency, "EUR");
    assert_true(press->damage_size == 50.0 && press->money == 3.0);
    small_free(s);
}

static void a_move_of_given_readings_has_rows_and_a_way_to_fail(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->knowledge);
    const vehicle_move_t* const call = &s->knowledge->move[vehicle_find_move(s->knowledge, "call")];
    assert_int_equal(call->sense, vehicle_none);
    assert_int_equal(call->reading_count, 3);
    assert_int_equal(call->fails_reading, 2);
    assert_int_equal(call->given_count, 2);
    assert_int_equal(call->given[0].mode, vehicle_find_mode(s->knowledge, "latch=ice"));
    assert_int_equal(call->given[1].mode, vehicle_none);
    assert_true(call->given[1].p[0] == 0.9);
    assert_int_equal(call->takes[0].reading, vehicle_readings_max);
    assert_int_equal(call->opens_reading, vehicle_readings_max);
    small_free(s);
}

static void after_alone_needs_an_open_lid(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->knowledge);
    const vehicle_move_t* const call = &s->knowledge->move[vehicle_find_move(s->knowledge, "call")];
    assert_int_equal(call->need_count, 1);
    assert_int_equal(call->needs[0], vehicle_find_fact(s->knowledge, "lid-open"));
    small_free(s);
}

static void an_opened_door_is_not_an_opened_lid(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->knowledge);
    const vehicle_move_t* const door = &s->knowledge->move[vehicle_find_move(s->knowledge, "open-door")];
    assert_string_equal(door->reading_id[0], "opens");
    assert_int_equal(door->opens_reading, vehicle_readings_max);
    assert_int_equal(door->give_count, 0);
    small_free(s);
}

static void a_fact_with_a_question_becomes_a_move(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->knowledge);
    const uint16_t index = vehicle_find_move(s->knowledge, "ask-has-light");
    assert_int_not_equal(index, vehicle_none);
    const vehicle_move_t* const ask = &s->knowledge->move[index];
    assert_int_equal(ask->does, vehicle_does_ask);
    assert_string_equal(ask->reading_id[0], "yes");
    assert_true(ask->given[0].p[0] == 0.9);
    assert_int_equal(ask->gives[0].target, vehicle_find_fact(s->knowledge, "has-light"));
    assert_int_equal(ask->takes[0].reading, 1);
    assert_int_equal(vehicle_find_move(s->knowledge, "ask-lid-open"), vehicle_none);
    small_free(s);
}

static void circumstances_have_buckets_by_word_or_by_bound(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->knowledge);
    const vehicle_circumstance_t* const c = s->knowledge->circumstance;
    assert_int_equal(c[0].bucket_count, 2);
    assert_false(c[0].numeric);
    assert_int_equal(c[0].factors[0].bucket, 1);
    assert_int_equal(c[0].follow_count, 1);
    assert_int_equal(c[1].bucket_count, 3);
    assert_true(c[1].numeric && c[1].bound[1] == 7.0 && c[1].bound[2] > 1e200);
    assert_string_equal(c[1].label[2], "over 7");
    small_free(s);
}

static void a_checklist_goes_on_to_the_next_step(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->knowledge);
    const vehicle_checklist_t* const list = s->knowledge->checklist;
    assert_string_equal(list->steps[0].on[0], "OPEN");
    assert_string_equal(list->steps[0].on[3], "s1");
    assert_string_equal(list->steps[0].on[vehicle_readings_max], "s2");
    assert_string_equal(list->steps[1].on[vehicle_readings_max], "CALL");
    assert_string_equal(s->knowledge->care[0].id, "cell");
    assert_string_equal(s->knowledge->contradiction[0].where, "press-fob call");
    small_free(s);
}

// ---- errors ----

typedef struct {
    small_which_t in;
    const char* from;
    const char* to;
    const char* error; ///< must be among the lines
} slip_t;

static const slip_t slips[] = {
    /* parts */
    {small_is_parts, "is: fault\n", "is: fualt\n",
     "parts:7:13: expected one of fault|setting|variant, found fualt\n"},
    {small_is_parts, "        is: fault\n", "", "parts:6:9: expected is, found nothing\n"},
    {small_is_parts, "role: cause\n", "rloe: cause\n",
     "parts:8:9: expected a field (nearest: role, mode, name), found rloe\n"},
    {small_is_parts, "battery.soc", "battery.sco",
     "parts:10:15: expected a parameter (nearest: battery.soc, battery.place, battery.type), found "
     "battery.sco\n"},
    {small_is_parts, "[-0.15, 0.02]", "[-7, 0.02]",
     "parts:10:29: expected a number from -0.2 to 1, found -7\n"},
    {small_is_parts, "[-0.15, 0.02]", "[]", "parts:10:28: expected a list of 1 to 2 entries, found a list\n"},
    {small_is_parts, "intact: no", "intact: maybe", "parts:10:64: expected yes or no, found maybe\n"},
    {small_is_parts, "battery.ageing", "battery.connected",
     "parts:11:17: expected a real parameter to scale, found battery.connected\n"},
    {small_is_parts, "cells: [frost", "cells: [heat", "parts:12:17: expected one of frost|wet, found heat\n"},
    {small_is_parts, "intermittent: yes", "intermittent: sometimes",
     "parts:13:23: expected yes or no, found sometimes\n"},
    {small_is_parts, "who: friend", "who: aunt",
     "parts:14:63: expected one of yourself|friend|workshop|dealer, found aunt\n"},
    {small_is_parts, "text: Charge it.", "text: Drill it open.",
     "parts:14:17: expected a repair that is not forbidden, found drill*\n"},
    {small_is_parts, "minutes: 40", "minutes: soon",
     "parts:14:27: expected a number from 0 to 10000, found soon\n"},
    {small_is_parts, "[F099, P1.1]", "[F099, hearsay]",
     "parts:15:25: expected a source (F301, P3.1, R2.3 or estimate), found hearsay\n"},
    {small_is_parts, "mode: dead", "mode: Dead",
     "parts:6:15: expected an id (a to z, 0 to 9 and hyphens), found Dead\n"},
    {small_is_parts, "needs: [frost]", "needs: [rain]", "parts:19:73: expected one of frost, found rain\n"},
    {small_is_parts, "[motor, solenoid]", "[motor, piston]",
     "expected one of none|motor|solenoid, found piston\n"},
    {small_is_parts, "latch.seal_N: [100, 400]", "latch.seal_N: [400, 100]",
     "expected the lower bound first, found 400\n"},
    {small_is_parts, "is: variant, role: side", "is: variant, role: cause",
     "expected role side for a variant, found cause\n"},
    /* priors */
    {small_is_priors, "latch=ice", "latch=icy",
     "priors:6:3: expected a mode (nearest: latch=ice, battery=dead, handle=broken), found latch=icy\n"},
    {small_is_priors, "[6, 60]", "[6]", "priors:5:17: expected a list of 2 entries, found a list\n"},
    {small_is_priors, "[6, 60]", "[6, 160]", "priors:5:21: expected a number from 0 to 100, found 160\n"},
    {small_is_priors, "  latch=ice: [0, 20]\n", "",
     "priors:1:1: expected a row for latch=ice in shares, found none\n"},
    {small_is_priors, "handle=broken", "battery=dead",
     "priors:8:3: expected a mode of role side, found battery=dead\n"},
    /* circumstances */
    {small_is_circumstances, "value: frost", "value: fros",
     "circumstances:7:17: expected a value of this circumstance, found fros\n"},
    {small_is_circumstances, "[3, 7]", "[7, 3]",
     "circumstances:10:17: expected a bound above the one before, found 3\n"},
    {small_is_circumstances, ", over 7]", "]",
     "circumstances:11:13: expected a list of 3 entries, found a list\n"},
    {small_is_circumstances, "value: 2", "value: 3",
     "circumstances:13:17: expected a number from 0 to 2, found 3\n"},
    {small_is_circumstances, "[lid-open]", "[lid-shut]",
     "circumstances:8:20: expected a fact (nearest: lid-open, has-light, keyhole), found lid-shut\n"},
    {small_is_circumstances, "    values: [warm, frost]\n", "",
     "circumstances:3:5: expected either values or bounds, found neither\n"},
    /* moves */
    {small_is_moves, "needs: [has-light]", "needs: [has-ligth]",
     "moves:11:13: expected a fact (nearest: has-light, lid-open, keyhole), found has-ligth\n"},
    {small_is_moves, "fob-lid", "fob-lit",
     "moves:13:14: expected a stimulus (nearest: fob_lid, fob2_lid, fob_lock), found fob-lit\n"},
    {small_is_moves, "sense: release", "sense: relaese",
     "moves:14:12: expected a sense (nearest: release, glass, lever), found relaese\n"},
    {small_is_moves, "mends: {opens:", "mends: {open:",
     "moves:15:13: expected a reading of this move (nearest: opens, beep, hum), found open\n"},
    {small_is_moves, "[cabin-click, lid-click, 0.15]",
     "[cabin-click, lid-click, 0.6], [cabin-click, hum, 0.6]",
     "moves:17:14: expected chances of at most 1 for each true reading, found 1.2 for cabin-click\n"},
    {small_is_moves, "else: [0.9, 0.1]", "else: [0.9, 0.2]",
     "moves:31:13: expected chances that add up to 1, found 1.1\n"},
    {small_is_moves, "else: [0.9, 0.1]", "else: [1]",
     "moves:31:13: expected a list of 2 entries, found a list\n"},
    {small_is_moves, "on the key.", "with a crowbar.",
     "moves:22:11: expected no forbidden thing in text, found crowbar*\n"},
    {small_is_moves, "uses: [fob, lid]", "uses: [fob, drill]",
     "moves:9:11: expected no forbidden thing in uses, found drill\n"},
    {small_is_moves, "phase: [open, fix]", "phase: [open, later]",
     "moves:10:19: expected one of open|after|fix, found later\n"},
    {small_is_moves, "    sense: release\n", "", "moves:7:5: expected sense or given, found neither\n"},
    {small_is_moves, "does: call\n", "does: call\n    sense: door\n",
     "moves:25:5: expected either sense or given, found both\n"},
    {small_is_moves, "move: call", "move: press-fob",
     "moves:25:11: expected each move once, found press-fob\n"},
    {small_is_moves, "fact: keyhole", "fact: lid-open",
     "moves:5:5: expected each fact once, found lid-open\n"},
    {small_is_moves, "is: tool", "is: toll",
     "moves:4:27: expected one of access|tool|condition|vehicle|circumstance, found toll\n"},
    {small_is_moves, "[0, fob-lid, 1, 400]", "[0, fob-lid, 1]",
     "moves:13:10: expected a list of 4 entries, found a list\n"},
    {small_is_moves, "minutes: 0.2", "minutes: -1",
     "moves:19:14: expected a number from 0 to 10000, found -1\n"},
    /* readings, checklists, care, contradictions */
    {small_is_readings, "hum: a hum, ", "",
     "knowledge:1:1: expected a text for the reading hum of press-fob in readings, found none\n"},
    {small_is_checklists, "move: call", "move: cal",
     "checklists:8:27: expected a move (nearest: call, press-fob, open-door), found cal\n"},
    {small_is_checklists, "hum: s1", "hum: s3",
     "checklists:7:48: expected a label, OPEN or CALL (nearest: s1, s2), found s3\n"},
    {small_is_checklists, "label: s2", "label: s1", "checklists:8:17: expected each label once, found s1\n"},
    {small_is_care, "fob.present", "fob.presnt",
     "care:3:65: expected a parameter (nearest: fob.present, bus.present, cord.present), found "
     "fob.presnt\n"},
    {small_is_contradictions, ", where: [press-fob, call]", "",
     "contradictions:3:5: expected where, found nothing\n"},
    {small_is_care, "decklid: care", "decklid: carre",
     "care:1:10: expected a kind of knowledge file (nearest: care, parts, moves), found carre\n"},
    {small_is_care, "decklid: care\n", "", "care:1:1: expected the key decklid, found nothing\n"},
    {small_is_care, "id: cell, ", "id: cell, id: cell, ", "care:3:16: expected each key once, found id\n"},
    /* a car */
    {small_is_car, "decklid: vehicle", "decklid: parts", "car:1:10: expected vehicle, found parts\n"},
    {small_is_car, "class: modern-sedan", "class: modern-sedn",
     "car:4:8: expected a class (nearest: modern-sedan, older-sedan), found modern-sedn\n"},
    {small_is_car, "body: sedan", "body: van",
     "car:6:7: expected one of sedan|coupe|convertible|hatchback|wagon|suv, found van\n"},
    {small_is_car, "[2006, 2011]", "[2011, 2006]",
     "car:9:15: expected a number from 2011 to 2100, found 2006\n"},
    {small_is_car, "key: [remote", "key: [radio",
     "car:11:51: expected one of blade|remote|proximity, found radio\n"},
    {small_is_car, "  battery:\n", "  batery:\n",
     "car:13:3: expected a part (nearest: battery, valet, latch), found batery\n"},
    {small_is_car, "capacity_Ah", "capacity", "found capacity\n"},
    {small_is_car, "[trunk, P3.1, high]", "[roof, P3.1, high]",
     "car:14:13: expected one of hood|trunk|under-seat|frunk|traction, found roof\n"},
    {small_is_car, "[trunk, P3.1, high]", "[trunk, P3.1]",
     "car:14:12: expected a list of 3 entries, found a list\n"},
    {small_is_car, "[trunk, P3.1, high]", "[trunk, P3.1, sure]",
     "car:14:26: expected one of low|medium|high, found sure\n"},
    {small_is_car, "[80, estimate", "[800, estimate",
     "car:15:19: expected a number from 20 to 120, found 800\n"},
    {small_is_car, "[80, estimate", "[80, guess",
     "car:15:23: expected a source (F301, P3.1, R2.3 or estimate), found guess\n"},
    {small_is_car, "mode: variant=no-keyhole", "mode: latch=ice",
     "car:21:12: expected a mode of the part variant, found latch=ice\n"},
    {small_is_car, "present: [yes,", "present: [no,",
     "car:21:12: expected a mode that exists on this car, found variant=no-keyhole\n"},
    {small_is_car, "name: Small car\n", "", "car:1:1: expected name, found nothing\n"},
};

static void names_place_expectation_and_finding_of_every_slip(void** state)
{
    (void)state;
    char text[small_text_max];
    int wrong = 0;
    for (size_t k = 0; k < sizeof slips / sizeof slips[0]; k++) {
        small_t* const s = small_new();
        small_edit(text, slips[k].in, slips[k].from, slips[k].to);
        small_load_with(s, slips[k].in, text, strlen(text));
        if (strstr(s->text, slips[k].error) == NULL) {
            print_error("slip %zu, wanted:\n%sgot:\n%s", k, slips[k].error, s->text);
            wrong++;
        }
        assert_true(s->errors.count > 0);
        assert_null(s->car);
        small_free(s);
    }
    assert_int_equal(wrong, 0);
}

static void reports_all_slips_of_a_file_in_one_run(void** state)
{
    (void)state;
    static const char bad[] = "decklid: care\n"
                              "care:\n"
                              "  - {id: A, text: a, every_months: x, how: b, sources: [F057]}\n"
                              "  - {id: b, text: a, every_months: 1, how: b, sources: [nowhere], more: 1}\n";
    small_t* const s = small_new();
    small_load_with(s, small_is_care, bad, strlen(bad));
    assert_int_equal(s->errors.count, 4);
    assert_non_null(strstr(s->text, "care:3:10: "));
    assert_non_null(strstr(s->text, "care:3:36: "));
    assert_non_null(strstr(s->text, "care:4:57: "));
    assert_non_null(strstr(s->text, "care:4:67: "));
    small_free(s);
}

static void counts_what_no_longer_fits_and_keeps_lines_whole(void** state)
{
    (void)state;
    small_t* const s = small_new();
    char text[small_text_max];
    small_edit(text, small_is_car, "parts:\n", "parts:\n  a: {b: 1}\n  c: {d: 1}\n  e: {f: 1}\n");
    s->errors.capacity = 160;
    small_load_with(s, small_is_car, text, strlen(text));
    assert_int_equal(s->errors.count, 3);
    assert_true(strlen(s->text) < 160);
    assert_true(s->text[strlen(s->text) - 1] == '\n');
    small_free(s);
}

static void a_full_arena_is_an_error_and_never_half_a_car(void** state)
{
    (void)state;
    small_t* const s = small_new();
    for (size_t capacity = 0; capacity < 300000; capacity += 9973) {
        s->arena.used = 0;
        s->arena.capacity = capacity;
        small_load(s);
        assert_int_equal(s->arena.capacity, capacity);
        assert_true((s->car != NULL) == (s->errors.count == 0));
    }
    assert_non_null(s->car);
    small_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_whole_car_without_complaint),
        cmocka_unit_test(keeps_as_built_what_a_car_does_not_say),
        cmocka_unit_test(a_mode_overrides_what_it_says),
        cmocka_unit_test(a_move_knows_its_strokes_readings_and_effects),
        cmocka_unit_test(a_move_of_given_readings_has_rows_and_a_way_to_fail),
        cmocka_unit_test(after_alone_needs_an_open_lid),
        cmocka_unit_test(an_opened_door_is_not_an_opened_lid),
        cmocka_unit_test(a_fact_with_a_question_becomes_a_move),
        cmocka_unit_test(circumstances_have_buckets_by_word_or_by_bound),
        cmocka_unit_test(a_checklist_goes_on_to_the_next_step),
        cmocka_unit_test(names_place_expectation_and_finding_of_every_slip),
        cmocka_unit_test(reports_all_slips_of_a_file_in_one_run),
        cmocka_unit_test(counts_what_no_longer_fits_and_keeps_lines_whole),
        cmocka_unit_test(a_full_arena_is_an_error_and_never_half_a_car),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
