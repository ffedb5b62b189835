/// What is advised once the lid is open, and that every fault of every car has a cure and a way in.
#include "advice.h"
#include "base/forbidden.h"
#include "vehicle/forbid.h"

// ---- once the lid is open ----

static bool works_on_claw(const vehicle_move_t* const move)
{
    const bool open = (move->phase & vehicle_phase_after) != 0 || needs(move, "lid-open");
    const bool by_owner = !words_have(move->uses, "service");
    return open && by_owner && words_have(move->uses, "latch") && !words_say(move->text, "shine the lamp");
}

static void check_claw(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"lid-held", "soft-close-off"};
    must_need(move, facts);
    assert_true(words_say(move->never, "finger") || words_say(move->never, "nobody is inside"));
}

static void no_finger_goes_into_the_claw(void** state)
{
    (void)state;
    for_every(works_on_claw, check_claw);
}

static bool proves_release(const vehicle_move_t* const move)
{
    return strncmp(move->id, "prove-release", 13) == 0;
}

static void check_proof(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"lid-held", "soft-close-off", "has-screwdriver"};
    int releases = 0;
    for (uint16_t k = 0; k < move->stroke_count; k++) {
        const uint16_t stimulus = move->strokes[k].stimulus;
        releases += stimulus == vehicle_stimulus_fob_lid || stimulus == vehicle_stimulus_cabin_button ? 1 : 0;
    }
    assert_int_equal(releases, 3);
    must_need(move, facts);
    assert_int_equal(move->phase, vehicle_phase_after);
}

static void check_shuts_nothing(const vehicle_move_t* const move)
{
    static const char* const shutting[] = {"shut the {lid}", "close the {lid}", "shut it into",
                                           "let it fall"};
    for (size_t k = 0; k < sizeof shutting / sizeof shutting[0]; k++) {
        if (words_say(move->text, shutting[k]) && !words_say(move->text, "do not shut")) {
            fail_msg("%s shuts the lid", move->id);
        }
    }
}

static bool any_move(const vehicle_move_t* const move)
{
    return move->id != NULL;
}

static void closing_needs_three_proven_releases(void** state)
{
    (void)state;
    for_every(proves_release, check_proof);
    for_every(any_move, check_shuts_nothing);
    for (int c = 0; c < car_count; c++) {
        bool provable = false;
        for (uint16_t m = 0; m < knowledge->move_count; m++) {
            provable =
                provable || (proves_release(&knowledge->move[m]) && on_car(&knowledge->move[m], cars[c]));
        }
        assert_true(provable);
    }
}

static bool takes_battery_off(const vehicle_move_t* const move)
{
    return words_say(move->text, "minus lead off");
}

static void check_battery_off(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"lid-open", "battery-off-allowed"};
    must_need(move, facts);
    assert_int_equal(move->phase, vehicle_phase_fix);
    must_say(move, "text", move->text, "ten minutes");
    must_say(move, "never", move->never, "shut no lid, hood or door");
}

static void the_battery_comes_off_only_with_the_lid_blocked_open(void** state)
{
    (void)state;
    for_every(takes_battery_off, check_battery_off);
}

static bool takes_a_meter(const vehicle_move_t* const move)
{
    return needs(move, "has-meter") || needs(move, "has-clamp-meter");
}

static void check_meter(const vehicle_move_t* const move)
{
    assert_true(needs(move, "lid-open") && needs(move, "lid-held"));
    must_say(move, "never", move->never, "yellow or orange");
}

static void a_meter_is_held_to_nothing_yellow_or_orange(void** state)
{
    (void)state;
    for_every(takes_a_meter, check_meter);
}

// ---- the whole of it ----

static void no_move_text_advises_a_forbidden_act(void** state)
{
    (void)state;
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        const vehicle_move_t* const move = &knowledge->move[m];
        const char* const said[] = {move->text, move->watch, move->never, move->warn};
        for (size_t k = 0; !move->only_published && k < sizeof said / sizeof said[0]; k++) {
            const base_forbidden_t* const word = base_forbidden_advised(said[k]);
            if (word != NULL) {
                fail_msg("%s advises: %s", move->id, word->phrase);
            }
        }
        assert_true(move->only_published || vehicle_forbid_tag(move->uses) == NULL);
    }
}

static bool given_by_something(const uint16_t fact)
{
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        if (gives(&knowledge->move[m], knowledge->fact[fact].id)) {
            return true;
        }
    }
    return false;
}

static void risky_conditions_have_questions(void** state)
{
    (void)state;
    for (uint16_t f = 0; f < knowledge->fact_count; f++) {
        const vehicle_fact_t* const fact = &knowledge->fact[f];
        const bool person_knows = strcmp(fact->kind, "condition") == 0 || strcmp(fact->kind, "tool") == 0;
        if (person_knows && (fact->ask == NULL || strchr(fact->ask, '?') == NULL)) {
            fail_msg("%s has no question", fact->id);
        }
        if (fact->ask != NULL && !(fact->p > 0.0 && fact->p < 1.0)) {
            fail_msg("%s is taken for granted", fact->id);
        }
        if (strcmp(fact->kind, "vehicle") != 0 && !given_by_something(f)) {
            fail_msg("%s can never become true", fact->id);
        }
    }
}

static bool cures(const vehicle_move_t* const move, const uint16_t mode)
{
    for (uint16_t k = 0; k < move->mend_count; k++) {
        if (move->mends[k].target == mode) {
            return true;
        }
    }
    return false;
}

static bool is_cured(const vehicle_t* const car, const uint16_t mode)
{
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        if (on_car(&knowledge->move[m], car) && cures(&knowledge->move[m], mode)) {
            return true;
        }
    }
    return false;
}

static void every_fault_has_a_cure(void** state)
{
    (void)state;
    for (int c = 0; c < car_count; c++) {
        for (uint16_t k = 0; k < knowledge->mode_count; k++) {
            const bool curable = knowledge->mode[k].is != vehicle_is_variant;
            if (curable && vehicle_mode_occurs(knowledge, cars[c], k) && !is_cured(cars[c], k)) {
                fail_msg("%s of %s has no cure", knowledge->mode[k].id, cars[c]->id);
            }
        }
    }
}

/// Chance that this call opens the lid whatever single fault it has: the smallest over its rows.
static double surely_opens(const vehicle_move_t* const move)
{
    double least = move->opens_reading < vehicle_readings_max && move->given_count > 0 ? 1.0 : 0.0;
    for (uint16_t k = 0; least > 0.0 && k < move->given_count; k++) {
        const double p = move->given[k].p[move->opens_reading];
        least = p < least ? p : least;
    }
    return least;
}

static void whatever_is_wrong_somebody_can_be_called_and_it_can_be_left(void** state)
{
    (void)state;
    for (int c = 0; c < car_count; c++) {
        bool call = false;
        bool leave = false;
        for (uint16_t m = 0; m < knowledge->move_count; m++) {
            const vehicle_move_t* const move = &knowledge->move[m];
            const bool here = on_car(move, cars[c]) && with_lid_shut(move);
            const bool always = move->need_count == 0;
            call = call || (here && always && move->does == vehicle_does_call && surely_opens(move) >= 0.7);
            leave = leave || (here && move->does == vehicle_does_leave && move->need_count == 0);
        }
        assert_true(call && leave);
    }
}

static int moves_of(const vehicle_t* const car)
{
    int count = 0;
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        count += on_car(&knowledge->move[m], car) ? 1 : 0;
    }
    return count;
}

static void a_car_has_no_more_moves_than_fit(void** state)
{
    (void)state;
    for (int c = 0; c < car_count; c++) {
        if (moves_of(cars[c]) > moves_of_a_car_max) {
            fail_msg("%s has %d moves", cars[c]->id, moves_of(cars[c]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_finger_goes_into_the_claw),
        cmocka_unit_test(closing_needs_three_proven_releases),
        cmocka_unit_test(the_battery_comes_off_only_with_the_lid_blocked_open),
        cmocka_unit_test(a_meter_is_held_to_nothing_yellow_or_orange),
        cmocka_unit_test(no_move_text_advises_a_forbidden_act),
        cmocka_unit_test(risky_conditions_have_questions),
        cmocka_unit_test(every_fault_has_a_cure),
        cmocka_unit_test(whatever_is_wrong_somebody_can_be_called_and_it_can_be_left),
        cmocka_unit_test(a_car_has_no_more_moves_than_fit),
    };
    return cmocka_run_group_tests(tests, load_everything, NULL);
}
