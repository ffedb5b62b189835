/// Dialogues with single persons: what steps cost, when they end, and what strangers are made of.
#include "proof/on_trial.h"
#include "proof/stranger.h"
#include <math.h>

/// A list of one step.
static vehicle_checklist_step_t only_step;
static vehicle_checklist_t only_list;
static const double reading = 1.0 / 3.0; // minutes, of every step

static proof_policy_t one_step(const char* const move)
{
    only_step = (vehicle_checklist_step_t){.label = "only", .move = move_named(move)};
    only_list = (vehicle_checklist_t){.id = "only", .cars = "all", .steps = &only_step, .step_count = 1};
    return (proof_policy_t){.by = proof_by_checklist, .checklist = &only_list};
}

/// Somebody for whom the first who is called opens the lid.
static proof_person_t lucky(const char* const mode)
{
    for (uint64_t seed = 1; seed < 100; seed++) {
        proof_person_t person = somebody(sedan, seed, mode);
        person.error_factor = 0.0;
        proof_person_t same = person;
        const proof_policy_t call = {.by = proof_by_call};
        if (proof_play(&trial, &call, &same).steps == 1) {
            return person;
        }
    }
    fail_msg("nobody is lucky");
    return somebody(sedan, 1, mode);
}

static void an_impossible_step_of_a_checklist_costs_its_minutes_and_fails(void** state)
{
    (void)state;
    const proof_policy_t policy = one_step("unlock-and-open-door"); // this car's key has no radio
    proof_person_t person = lucky("latch=seized");
    const vehicle_move_t* const step = &knowledge->move[only_step.move];
    const vehicle_move_t* const call = &knowledge->move[trial.call[0]];
    const proof_played_t played = proof_play(&trial, &policy, &person);
    assert_int_equal(played.impossible, 1);
    assert_int_equal(played.steps, 2);
    assert_true(fabs(played.minutes - step->minutes - call->minutes - call->wait_minutes) < 1e-9);
    const double cost = (step->minutes + reading) * trial.rate / 60.0 + proof_cost(&trial, trial.call[0]);
    assert_true(fabs(played.cost - cost) < 1e-9);
}

static void a_step_without_the_access_it_needs_is_impossible(void** state)
{
    (void)state;
    const proof_policy_t policy = one_step("press-cabin"); // nobody has opened a door
    proof_person_t person = lucky("latch=seized");
    assert_int_equal(proof_play(&trial, &policy, &person).impossible, 1);
}

static void a_possible_step_costs_money_waiting_and_damage_too(void** state)
{
    (void)state;
    const proof_policy_t policy = one_step("published-wire-loop");
    proof_person_t person = lucky("latch=seized");
    const proof_played_t played = proof_play(&trial, &policy, &person);
    const vehicle_move_t* const step = &knowledge->move[only_step.move];
    assert_int_equal(played.impossible, 0);
    assert_int_equal(played.forbidden, 1);
    const double cost =
        (step->minutes + reading) * trial.rate / 60.0 + step->money + step->damage_p * step->damage_size;
    assert_true(cost > 100.0);
    assert_true(fabs(proof_cost(&trial, only_step.move) - cost) < 1e-9);
    assert_true(played.cost >= cost);
}

static void waiting_is_charged_by_half_and_long_waiting_less(void** state)
{
    (void)state;
    const uint16_t fetch = move_named("fetch-second-key");
    const vehicle_move_t* const move = &knowledge->move[fetch];
    assert_true(move->wait_minutes > 0.0 && move->wait_minutes < 120.0);
    const double cost = (move->minutes + reading + move->wait_minutes / 2.0) * 25.0 / 60.0 + move->money;
    assert_true(fabs(proof_cost(&trial, fetch) - cost - move->damage_p * move->damage_size) < 1e-9);
    const uint16_t dealer = move_named("call-dealer");
    assert_true(proof_cost(&trial, dealer) < knowledge->move[dealer].money + 90.0);
}

static void an_open_lid_ends_the_dialogue(void** state)
{
    (void)state;
    const proof_policy_t policy = {.by = proof_by_checklist, .checklist = list_named("P001")};
    int opened = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        proof_person_t person = somebody(sedan, seed, seed % 2 == 0 ? "cable=off" : "battery=dead");
        const proof_played_t played = proof_play(&trial, &policy, &person);
        assert_int_equal(played.opened ? played.steps - 1 : -1, played.opened_at);
        assert_int_equal(played.opened, person.opened);
        opened += played.opened ? 1 : 0;
    }
    assert_true(opened > 30);
}

static void nobody_is_called_twice(void** state)
{
    (void)state;
    const proof_policy_t call = {.by = proof_by_call};
    int most = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        proof_person_t person = somebody(sedan, seed, "latch=broken");
        const proof_played_t played = proof_play(&trial, &call, &person);
        assert_true(played.called);
        assert_in_range(played.steps, 1, trial.call_count);
        most = played.steps > most ? played.steps : most;
    }
    assert_true(most > 1);
}

static void a_denied_condition_is_not_taken_as_given(void** state)
{
    (void)state;
    const proof_policy_t call = {.by = proof_by_call};
    proof_path_t path;
    const uint16_t doors = move_named("try-doors");
    proof_path_start(&trial, &path);
    const uint16_t right = vehicle_find_fact(knowledge, "owner-right");
    path.fact[right] = 0;
    assert_true(proof_possible(&trial, &call, &path, doors));
    path.fact[right] = 2;
    assert_false(proof_possible(&trial, &call, &path, doors));
    const proof_policy_t guide = {.by = proof_by_guide};
    path.fact[right] = 0;
    assert_false(proof_possible(&trial, &guide, &path, doors)); // the guide must ask
}

static void a_step_that_cannot_open_names_no_chance(void** state)
{
    (void)state;
    const proof_policy_t guide = {.by = proof_by_guide, .nodes = 5};
    int named = 0;
    int none = 0;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        proof_person_t person;
        proof_stranger(&trial, seed, &person);
        const proof_played_t played = proof_play(&trial, &guide, &person);
        assert_int_equal(played.impossible, 0);
        assert_int_equal(played.forbidden, 0);
        for (int k = 0; k < played.steps; k++) {
            named += played.predicted[k] >= 0.0 ? 1 : 0;
            none += played.predicted[k] < 0.0 ? 1 : 0;
            assert_true(played.predicted[k] <= 1.0 + 1e-9);
        }
    }
    assert_true(named > 0 && none > 0);
}

static void the_same_seed_is_the_same_stranger(void** state)
{
    (void)state;
    const proof_policy_t policy = {.by = proof_by_checklist, .checklist = list_named("P002f")};
    int differ = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        proof_person_t one;
        proof_person_t same;
        proof_person_t other;
        proof_stranger(&trial, seed, &one);
        proof_stranger(&trial, seed, &same);
        proof_stranger(&trial, seed + 1000, &other);
        const double cost = proof_play(&trial, &policy, &one).cost;
        assert_true(fabs(cost - proof_play(&trial, &policy, &same).cost) <= 0.0);
        differ += fabs(cost - proof_play(&trial, &policy, &other).cost) > 0.01 ? 1 : 0;
    }
    assert_true(differ > 5);
}

static int causes_of(const proof_person_t* const person)
{
    int causes = 0;
    const bool warm = person->weather.celsius > 0.0;
    for (int k = 0; k < person->mode_count; k++) {
        const vehicle_mode_t* const mode = &knowledge->mode[person->mode[k]];
        causes += mode->is_cause ? 1 : 0;
        assert_true(vehicle_mode_occurs(knowledge, sedan, person->mode[k]));
        assert_false(warm && mode->needs_frost);
        for (int m = 0; m < k; m++) {
            assert_string_not_equal(mode->axis, knowledge->mode[person->mode[m]].axis);
        }
    }
    return causes;
}

static void strangers_have_up_to_three_causes_and_some_are_odd(void** state)
{
    (void)state;
    enum { many = 3000 };
    int with[8] = {0};
    int odd = 0;
    for (uint64_t seed = 1; seed <= many; seed++) {
        proof_person_t person;
        proof_stranger(&trial, seed, &person);
        const int causes = causes_of(&person);
        assert_in_range(causes, 0, 3);
        with[causes]++;
        odd += person.odd_param < vehicle_param_count ? 1 : 0;
        assert_true(causes > 0 || person.odd_param < vehicle_param_count);
        assert_true(person.draw != 0U);
    }
    assert_in_range(odd, many * 7 / 100, many * 13 / 100);
    assert_true(with[1] > with[2] && with[2] > with[3] && with[3] > 0);
}

static void some_strangers_stand_in_frost_and_some_run_in_other_steps(void** state)
{
    (void)state;
    enum { many = 3000 };
    int cold = 0;
    int iced = 0;
    int finer = 0;
    for (uint64_t seed = 1; seed <= many; seed++) {
        proof_person_t person;
        proof_stranger(&trial, seed, &person);
        cold += person.weather.celsius < 0.0 ? 1 : 0;
        finer += person.finer ? 1 : 0;
        for (int k = 0; k < person.mode_count; k++) {
            iced += knowledge->mode[person.mode[k]].needs_frost ? 1 : 0;
        }
    }
    assert_in_range(cold, many * 13 / 100, many * 21 / 100);
    assert_in_range(finer, many * 20 / 100, many * 30 / 100);
    assert_true(iced > 15);
}

static void the_guide_is_told_the_weather(void** state)
{
    (void)state;
    const uint16_t ice = atlas_find_mode(&atlas, "latch=ice");
    const proof_trial_t cold = proof_trial_in(&trial, car_weather_of_cell(2, false));
    const proof_trial_t warm = proof_trial_in(&trial, car_weather_of_cell(0, false));
    guide_replay(trial.guide, &cold.situation, NULL, 0);
    const double in_frost = guide_mode_p(trial.guide, ice);
    guide_replay(trial.guide, &warm.situation, NULL, 0);
    assert_true(in_frost > 0.01 && guide_mode_p(trial.guide, ice) <= 0.0);
    assert_true(proof_weather_factor(&trial, car_weather_of_cell(2, false), trial.mode_to_knowledge[ice]) >
                1.0);
}

static void an_atlas_of_other_knowledge_is_refused(void** state)
{
    (void)state;
    static vehicle_knowledge_t other;
    static proof_trial_t joined;
    other = *knowledge;
    other.mode_count = 1;
    assert_false(proof_trial_init(&joined, &other, sedan, &atlas, trial.guide));
    other = *knowledge;
    other.move_count = 1;
    assert_false(proof_trial_init(&joined, &other, sedan, &atlas, trial.guide));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_impossible_step_of_a_checklist_costs_its_minutes_and_fails),
        cmocka_unit_test(a_step_without_the_access_it_needs_is_impossible),
        cmocka_unit_test(a_possible_step_costs_money_waiting_and_damage_too),
        cmocka_unit_test(waiting_is_charged_by_half_and_long_waiting_less),
        cmocka_unit_test(an_open_lid_ends_the_dialogue),
        cmocka_unit_test(nobody_is_called_twice),
        cmocka_unit_test(a_denied_condition_is_not_taken_as_given),
        cmocka_unit_test(a_step_that_cannot_open_names_no_chance),
        cmocka_unit_test(the_same_seed_is_the_same_stranger),
        cmocka_unit_test(strangers_have_up_to_three_causes_and_some_are_odd),
        cmocka_unit_test(some_strangers_stand_in_frost_and_some_run_in_other_steps),
        cmocka_unit_test(the_guide_is_told_the_weather),
        cmocka_unit_test(an_atlas_of_other_knowledge_is_refused),
    };
    return cmocka_run_group_tests(tests, put_on_trial, leave_trial);
}
