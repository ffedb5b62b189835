/// The plan rolled out for the glovebox card: that it opens as many cars as it says, that every reading leads
/// somewhere, and that no step is proposed before its conditions have been asked for.
#include "proof/on_trial.h"

#include "session/card_tree.h"

enum { crowd = 3000, longest_way = 200 };

static session_card_tree_t grown;

static int on_trial_with_tree(void** state)
{
    static const guide_situation_t nothing_known = {.hourly = 0};
    const session_card_growth_t growth = {.steps_max = 26, .nodes = 30};
    return put_on_trial(state) == 0 && session_card_grow(trial.guide, &atlas, &nothing_known, &growth, &grown)
               ? 0
               : 1;
}

static bool draw_axis_modes(proof_person_t* const person, const uint64_t seed)
{
    double left[256];
    double sum[256] = {0};
    bool taken[256] = {false};
    bool cause = false;
    for (uint16_t m = 0; m < atlas.head.mode_count; m++) {
        const atlas_mode_t mode = atlas_mode(&atlas, m);
        sum[mode.axis] += mode.needs_frost ? 0.0 : mode.odds;
    }
    for (int a = 0; a < 256; a++) {
        left[a] = proof_chance(seed, (uint64_t)a, 77U) * (1.0 + sum[a]);
    }
    for (uint16_t m = 0; m < atlas.head.mode_count && person->mode_count < (int)proof_person_modes_max; m++) {
        const atlas_mode_t mode = atlas_mode(&atlas, m);
        left[mode.axis] -= mode.needs_frost ? 0.0 : mode.odds;
        if (!taken[mode.axis] && left[mode.axis] < 0.0) {
            taken[mode.axis] = true;
            person->mode[person->mode_count++] = trial.mode_to_knowledge[m];
            cause = cause || mode.is_cause;
        }
    }
    return cause;
}

/// Somebody beside a car of which something is the matter, as often as the atlas says.
static proof_person_t somebody_in_need(uint64_t* const seed)
{
    for (;;) {
        proof_person_t person = somebody(sedan, ++*seed, NULL);
        if (draw_axis_modes(&person, *seed)) {
            person.draw = *seed;
            return person;
        }
    }
}

static int branch_of(const session_card_step_t* const step, const unsigned bit)
{
    for (int b = 0; b < step->branch_count; b++) {
        if ((step->branch[b].readings & bit) != 0) {
            return step->branch[b].to;
        }
    }
    return session_card_call;
}

static bool conditions_are_so(proof_person_t* const person, const session_card_step_t* const step)
{
    for (int k = 0; k < step->ask_count; k++) {
        const uint16_t asking = atlas_fact(&atlas, step->ask[k]).ask_move;
        if (proof_person_does(person, trial.to_knowledge[asking]) != 0) {
            return false;
        }
    }
    return true;
}

/// Does what the card says to the letter. True if the lid is open at the end.
static bool card_opens(const session_card_tree_t* const tree, proof_person_t* const person)
{
    int at = 0;
    for (int k = 0; k < longest_way && at >= 0; k++) {
        const session_card_step_t* const step = &tree->step[at];
        if (!conditions_are_so(person, step)) {
            at = branch_of(step, session_card_refused);
            continue;
        }
        const int reading = proof_person_does(person, trial.to_knowledge[step->move]);
        at = reading < 0 ? step->branch[step->branch_count - 1].to : branch_of(step, 1U << (unsigned)reading);
    }
    return at == session_card_open;
}

static void the_card_opens_as_many_cars_as_it_says(void** state)
{
    (void)state;
    uint64_t seed = 0;
    int opened = 0;
    for (int k = 0; k < crowd; k++) {
        proof_person_t person = somebody_in_need(&seed);
        opened += card_opens(&grown, &person) ? 1 : 0;
    }
    const double said = session_card_coverage(&grown);
    const double seen = (double)opened / crowd;
    print_message("the card says %.3f, %d people opened %.3f\n", said, (int)crowd, seen);
    assert_true(said > 0.3);
    assert_true(seen > said - 0.04 && seen < said + 0.04);
}

static void whoever_comes_to_a_step_leaves_it(void** state)
{
    (void)state;
    for (int k = 0; k < grown.count; k++) {
        double out = 0;
        for (int b = 0; b < grown.step[k].branch_count; b++) {
            out += grown.step[k].branch[b].share;
        }
        assert_true(out < grown.step[k].share * 1.001);
        assert_true(out > grown.step[k].share * 0.9);
    }
}

static void every_reading_leads_to_one_place(void** state)
{
    (void)state;
    for (int k = 0; k < grown.count; k++) {
        const session_card_step_t* const step = &grown.step[k];
        const unsigned count = atlas_move(&atlas, step->move).reading_count;
        unsigned all = 0;
        for (int b = 0; b < step->branch_count; b++) {
            assert_int_equal(all & step->branch[b].readings, 0);
            all |= step->branch[b].readings;
            assert_true(step->branch[b].to >= session_card_open && step->branch[b].to < grown.count);
        }
        assert_int_equal(all & ((1U << count) - 1U), (1U << count) - 1U);
        assert_int_equal((all & (unsigned)session_card_refused) != 0, step->ask_count > 0);
    }
}

static void the_way_through_the_card_never_turns_back(void** state)
{
    (void)state;
    for (int k = 0; k < grown.count; k++) {
        for (int b = 0; b < grown.step[k].branch_count; b++) {
            const int to = grown.step[k].branch[b].to;
            assert_true(to < 0 || to > k);
        }
    }
}

// ---- I3: conditions ----

typedef struct {
    bool fact[atlas_facts_max];
} held_t;

static held_t after_reading(const held_t* const before, const session_card_step_t* const step,
                            const uint8_t reading)
{
    held_t after = *before;
    const atlas_move_t move = atlas_move(&atlas, step->move);
    for (int k = 0; k < step->ask_count; k++) {
        after.fact[step->ask[k]] = true;
    }
    for (uint16_t k = 0; k < move.take_count; k++) {
        const atlas_effect_t take = atlas_take(&atlas, step->move, k);
        after.fact[take.target] =
            after.fact[take.target] && take.reading != reading && take.reading != atlas_readings_max;
    }
    for (uint16_t k = 0; k < move.give_count; k++) {
        const atlas_effect_t give = atlas_give(&atlas, step->move, k);
        after.fact[give.target] =
            after.fact[give.target] || give.reading == reading || give.reading == atlas_readings_max;
    }
    return after;
}

static int ways; ///< walked so far

static void check_needs(const session_card_step_t* const step, const held_t* const held)
{
    const atlas_move_t move = atlas_move(&atlas, step->move);
    for (uint16_t k = 0; k < move.need_count; k++) {
        const uint16_t need = atlas_need(&atlas, step->move, k);
        bool so = held->fact[need] || atlas_fact(&atlas, need).from_car == 1;
        for (int a = 0; a < step->ask_count; a++) {
            so = so || step->ask[a] == need;
        }
        if (!so) {
            fail_msg("%s needs %s, which nobody has asked for", move.id, atlas_fact(&atlas, need).id);
        }
    }
}

// Every way through the card, at most as long as it has steps: each step leads only further.
static void follow(const int at, const held_t* const held)
{
    if (at < 0) {
        ways++;
        return;
    }
    const session_card_step_t* const step = &grown.step[at];
    check_needs(step, held);
    const uint8_t count = atlas_move(&atlas, step->move).reading_count;
    for (int b = 0; b < step->branch_count && ways < 2000000; b++) {
        if ((step->branch[b].readings & (unsigned)session_card_refused) != 0) {
            follow(step->branch[b].to, held);
        }
        for (uint8_t r = 0; r < count; r++) {
            if ((step->branch[b].readings >> r & 1U) != 0 && step->branch[b].to >= 0) {
                const held_t after = after_reading(held, step, r);
                follow(step->branch[b].to, &after);
            }
        }
    }
}

static void no_step_is_proposed_whose_conditions_are_not_held(void** state)
{
    (void)state;
    const held_t none = {{false}};
    ways = 0;
    follow(0, &none);
    assert_true(grown.count > 5);
}

static void fewer_steps_open_fewer_cars_and_lead_nowhere_lost(void** state)
{
    (void)state;
    double before = 0;
    for (int count = 1; count <= grown.count; count++) {
        session_card_tree_t tree = grown;
        bool keep[session_card_steps_max] = {false};
        memset(keep, true, (size_t)count);
        session_card_prune(&tree, &atlas, keep);
        assert_true(session_card_coverage(&tree) >= before - 1e-9);
        before = session_card_coverage(&tree);
        for (int k = 0; k < tree.count; k++) {
            for (int b = 0; b < tree.step[k].branch_count; b++) {
                assert_true(tree.step[k].branch[b].to < tree.count);
            }
        }
    }
    assert_true(before > session_card_coverage(&grown) - 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_card_opens_as_many_cars_as_it_says),
        cmocka_unit_test(whoever_comes_to_a_step_leaves_it),
        cmocka_unit_test(every_reading_leads_to_one_place),
        cmocka_unit_test(the_way_through_the_card_never_turns_back),
        cmocka_unit_test(no_step_is_proposed_whose_conditions_are_not_held),
        cmocka_unit_test(fewer_steps_open_fewer_cars_and_lead_nowhere_lost),
    };
    return cmocka_run_group_tests(tests, on_trial_with_tree, leave_trial);
}
