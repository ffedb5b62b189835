/// Policies played out as trees of answers: nothing is lost, nothing is charged twice, and persons agree.
#include "proof/on_trial.h"
#include "proof/stranger.h"
#include "proof/walk.h"
#include <math.h>

enum { persons = 300 };

static unsigned char tree_bytes[24 << 20];
static base_arena_t tree;
static proof_walk_t walk;

static void play(const proof_policy_t* const policy, const proof_walk_options_t* const options,
                 const bool pairs)
{
    tree = (base_arena_t){.bytes = tree_bytes, .capacity = sizeof tree_bytes};
    walk.set = proof_sets(&tree, &atlas, pairs, &walk.set_count);
    assert_non_null(walk.set);
    assert_true(walk.set_count > 10);
    assert_true(proof_walk(&walk, &tree, &trial, policy, options));
}

static void adds_up(const char* const policy)
{
    for (int s = 0; s < walk.set_count; s++) {
        const proof_set_t* const set = &walk.set[s];
        const double sum = set->opened + set->shut;
        if (fabs(sum - 1.0) > 1e-9) {
            fail_msg("%s: %s ends in %.12f of all ways", policy, atlas_mode(&atlas, set->mode[0]).id, sum);
        }
        assert_true(set->called >= 0.0 && set->called <= 1.0 + 1e-9);
        assert_true(set->shut >= 0.0);
    }
}

static void the_sets_weigh_one(void** state)
{
    (void)state;
    for (int pairs = 0; pairs < 2; pairs++) {
        tree = (base_arena_t){.bytes = tree_bytes, .capacity = sizeof tree_bytes};
        int count = 0;
        const proof_set_t* const sets = proof_sets(&tree, &atlas, pairs == 1, &count);
        double sum = 0.0;
        for (int k = 0; k < count; k++) {
            sum += sets[k].weight;
            assert_in_range(sets[k].mode_count, 1, pairs == 1 ? 2 : 1);
        }
        assert_true(fabs(sum - 1.0) < 1e-9);
    }
}

static void reach_of_all_branches_adds_up_to_one(void** state)
{
    (void)state;
    const proof_walk_options_t options = {.nodes_max = 60};
    const proof_policy_t guide = {.by = proof_by_guide, .nodes = 5};
    const proof_policy_t greed = {.by = proof_by_greed};
    play(&guide, &options, false);
    adds_up("guide");
    play(&greed, &options, false);
    adds_up("greedy");
    for (uint16_t k = 0; k < knowledge->checklist_count; k++) {
        if (strcmp(knowledge->checklist[k].cars, "all") == 0) {
            const proof_policy_t list = {.by = proof_by_checklist, .checklist = &knowledge->checklist[k]};
            play(&list, &options, false);
            adds_up(knowledge->checklist[k].id);
        }
    }
}

/// What calling everybody in turn costs, worked out by hand.
static double cost_of_calls(const uint16_t mode, double* const shut)
{
    double cost = 0.0;
    *shut = 1.0;
    for (int k = 0; k < trial.call_count; k++) {
        uint8_t row[atlas_readings_max];
        const uint16_t call = trial.call[k];
        atlas_row(&atlas, trial.to_atlas[call], 0, &mode, 1, row);
        cost += *shut * proof_cost(&trial, call);
        *shut *= 1.0 - row[knowledge->move[call].opens_reading] / (double)atlas_scale;
    }
    return cost;
}

static void calling_at_once_costs_one_call(void** state)
{
    (void)state;
    const proof_walk_options_t options = {.prune = 1e-9};
    const proof_policy_t policy = {.by = proof_by_call};
    play(&policy, &options, false);
    adds_up("call at once");
    for (int s = 0; s < walk.set_count; s++) {
        double shut = 0.0;
        const double cost = cost_of_calls(walk.set[s].mode[0], &shut);
        assert_true(fabs(walk.set[s].cost - cost) < 1e-3);
        assert_true(fabs(walk.set[s].shut - shut) < 1e-4);
        assert_true(fabs(walk.set[s].called - 1.0) < 1e-9);
        assert_true(walk.set[s].steps >= 1.0 && walk.set[s].steps < 2.0);
    }
    assert_true(proof_mean(&walk).impossible <= 0.0);
}

static void whoever_is_called_first_gives_most_for_the_money(void** state)
{
    (void)state;
    assert_true(trial.call_count >= 3);
    for (int k = 0; k < trial.call_count; k++) {
        const vehicle_move_t* const move = &knowledge->move[trial.call[k]];
        assert_true(proof_is_call(&trial, trial.call[k]));
        assert_false(needs(move, "rented-or-company")); // few owners may call there
    }
}

static void pruning_hides_no_cost(void** state)
{
    (void)state;
    const proof_policy_t call = {.by = proof_by_call};
    const proof_walk_options_t fine = {.prune = 1e-9};
    const proof_walk_options_t coarse = {.prune = 0.9};
    play(&call, &fine, false);
    const proof_mean_t whole = proof_mean(&walk);
    play(&call, &coarse, false);
    const proof_mean_t cut = proof_mean(&walk);
    assert_true(walk.pruned > 0.05);
    assert_true(fabs(whole.cost - cut.cost) < 0.01);
    assert_true(fabs(whole.minutes - cut.minutes) < 0.01);
    assert_true(fabs(whole.opened - cut.opened) < 1e-4);
}

/// A tree hardly thinned, and the mean of several much thinned ones.
static void thinning_out_changes_nothing_on_average(void** state)
{
    (void)state;
    enum { draws = 12 };
    const proof_policy_t list = {.by = proof_by_checklist, .checklist = list_named("P001")};
    const proof_walk_options_t whole = {.prune = 1e-12, .nodes_max = 400000U, .thin = 0.0005};
    play(&list, &whole, false);
    const proof_mean_t truth = proof_mean(&walk);
    const uint32_t nodes = walk.nodes;
    double sum = 0.0;
    double scatter = 0.0;
    for (uint64_t seed = 0U; seed < draws; seed++) {
        const proof_walk_options_t thinned = {
            .prune = 1e-12, .nodes_max = 400000U, .thin = 0.01, .seed = seed};
        play(&list, &thinned, false);
        assert_true(walk.nodes < nodes / 2U);
        const double cost = proof_mean(&walk).cost;
        sum += cost;
        scatter += (cost - truth.cost) * (cost - truth.cost);
    }
    const double sigma = sqrt(scatter / draws);
    assert_true(sigma < 0.2 * truth.cost);
    assert_true(fabs(sum / draws - truth.cost) < 3.0 * sigma / sqrt((double)draws));
}

static void the_guide_makes_no_impossible_and_no_forbidden_step(void** state)
{
    (void)state;
    const proof_walk_options_t options = {.nodes_max = 150};
    const proof_policy_t guide = {.by = proof_by_guide, .nodes = 20};
    play(&guide, &options, false);
    const proof_mean_t mean = proof_mean(&walk);
    assert_true(mean.impossible <= 0.0);
    assert_true(mean.forbidden <= 0.0);
    assert_true(mean.opened > 0.9);
    assert_true(walk.nodes > 20);
}

static void a_forbidden_step_of_a_checklist_is_counted(void** state)
{
    (void)state;
    const proof_walk_options_t options = {0};
    const proof_policy_t card = {.by = proof_by_checklist, .checklist = list_named("P002d")};
    play(&card, &options, false);
    const proof_mean_t mean = proof_mean(&walk);
    assert_true(mean.forbidden > 0.9 && mean.forbidden <= 1.0 + 1e-9);
    const proof_policy_t decent = {.by = proof_by_checklist, .checklist = list_named("P002e")};
    play(&decent, &options, false);
    assert_true(proof_mean(&walk).forbidden <= 0.0);
}

static void only_bad_advice_of_the_lists_is_forbidden(void** state)
{
    (void)state;
    int forbidden = 0;
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        forbidden += proof_forbidden(&trial, m) ? 1 : 0;
        assert_true(!proof_forbidden(&trial, m) || knowledge->move[m].only_published);
    }
    assert_true(forbidden >= 5);
    assert_true(proof_forbidden(&trial, move_named("published-wire-loop")));
    assert_false(proof_forbidden(&trial, move_named("published-rust-remover")));
}

static void named_chances_are_met_on_the_whole(void** state)
{
    (void)state;
    const proof_walk_options_t options = {.nodes_max = 150};
    const proof_policy_t guide = {.by = proof_by_guide, .nodes = 20};
    play(&guide, &options, false);
    double mass = 0.0;
    double apart = 0.0;
    for (int k = 0; k < 10; k++) {
        mass += walk.calibration[k][0];
        apart += fabs(walk.calibration[k][1] - walk.calibration[k][2]);
        assert_true(walk.calibration[k][1] >= 0.1 * k * walk.calibration[k][0] - 1e-9);
        assert_true(walk.calibration[k][2] <= walk.calibration[k][0] + 1e-9);
    }
    assert_true(mass > 1.0);
    assert_true(apart / mass < 0.15);
}

typedef struct {
    double cost, square, called;
} tally_t;

/// Persons beside cars drawn afresh, as many of each set as its weight asks for.
static tally_t ask_persons(const proof_policy_t* const policy)
{
    tally_t tally = {0};
    double upto = 0.0;
    int k = 0;
    for (int s = 0; s < walk.set_count; s++) {
        upto += walk.set[s].weight * persons;
        for (; k < persons && (k + 0.5 < upto || s + 1 == walk.set_count); k++) {
            proof_person_t person = somebody(sedan, 4000U + (uint64_t)k, NULL);
            person.draw = (uint64_t)k + 1U;
            person.mode[person.mode_count++] = trial.mode_to_knowledge[walk.set[s].mode[0]];
            const proof_played_t played = proof_play(&trial, policy, &person);
            tally.cost += played.cost / persons;
            tally.square += played.cost * played.cost / persons;
            tally.called += played.called ? 1.0 / persons : 0.0;
        }
    }
    assert_int_equal(k, persons);
    return tally;
}

/// Tolerance: three standard errors of the persons, and a twentieth of the cost for those who cannot tell,
/// whom the tree leaves out.
static void the_tree_and_three_hundred_persons_agree(void** state)
{
    (void)state;
    static const char* const lists[] = {"P002c", "P002e", "P002f", "P001"};
    const proof_walk_options_t options = {.prune = 0.002};
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
        const proof_policy_t policy = {.by = proof_by_checklist, .checklist = list_named(lists[k])};
        play(&policy, &options, false);
        const proof_mean_t mean = proof_mean(&walk);
        const tally_t met = ask_persons(&policy);
        const double error = sqrt((met.square - met.cost * met.cost) / persons);
        if (fabs(met.cost - mean.cost) > 3.0 * error + 0.05 * mean.cost ||
            fabs(met.called - mean.called) > 0.06) {
            fail_msg("%s: tree %.1f, calls %.3f; persons %.1f (%.1f), calls %.3f", lists[k], mean.cost,
                     mean.called, met.cost, error, met.called);
        }
    }
}

static void a_full_arena_is_told(void** state)
{
    (void)state;
    base_arena_t small = {.bytes = tree_bytes, .capacity = 64};
    int count = 0;
    assert_null(proof_sets(&small, &atlas, false, &count));
    const proof_walk_options_t options = {0};
    const proof_policy_t call = {.by = proof_by_call};
    play(&call, &options, false);
    assert_false(proof_walk(&walk, &small, &trial, &call, &options));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sets_weigh_one),
        cmocka_unit_test(reach_of_all_branches_adds_up_to_one),
        cmocka_unit_test(calling_at_once_costs_one_call),
        cmocka_unit_test(whoever_is_called_first_gives_most_for_the_money),
        cmocka_unit_test(pruning_hides_no_cost),
        cmocka_unit_test(thinning_out_changes_nothing_on_average),
        cmocka_unit_test(the_guide_makes_no_impossible_and_no_forbidden_step),
        cmocka_unit_test(a_forbidden_step_of_a_checklist_is_counted),
        cmocka_unit_test(only_bad_advice_of_the_lists_is_forbidden),
        cmocka_unit_test(named_chances_are_met_on_the_whole),
        cmocka_unit_test(the_tree_and_three_hundred_persons_agree),
        cmocka_unit_test(a_full_arena_is_told),
    };
    return cmocka_run_group_tests(tests, put_on_trial, leave_trial);
}
