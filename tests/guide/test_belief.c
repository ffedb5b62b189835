#include "check.h"
#include "exact.h"

typedef struct {
    car_t car;
    unsigned char memory[4 << 20];
    guide_t* guide;
} bench_t;

static bench_t bench;

static guide_t* sit(uint64_t seed, const car_wish_t* wish)
{
    char error[200] = "";
    if (!car_draw(&bench.car, seed, wish, error, sizeof error)) {
        fail_msg("%s", error);
    }
    assert_true(guide_memory(&bench.car.atlas) <= sizeof bench.memory);
    base_arena_t arena = {bench.memory, sizeof bench.memory, 0};
    bench.guide = guide_open(&arena, &bench.car.atlas);
    assert_non_null(bench.guide);
    return bench.guide;
}

static int random_events(base_random_t* random, guide_event_t* events, int count)
{
    const car_t* const car = &bench.car;
    for (int k = 0; k < count; k++) {
        events[k].move = (uint16_t)base_random_below(random, car->draft.head.move_count);
        events[k].reading = (uint8_t)base_random_below(random, car->move[events[k].move].move.reading_count);
    }
    return count;
}

static void compare_with_brute_force(const exact_state_t* state)
{
    const double mass = exact_mass(state);
    assert_true(fabs(guide_not_modelled(bench.guide) - state->weight[exact_other] / mass) < 1e-9);
    for (uint16_t m = 0; m < bench.car.draft.head.mode_count; m++) {
        double was = 0.0;
        double is = 0.0;
        for (unsigned s = 0; s < exact_sets; s++) {
            was += (s >> m & 1U) ? state->weight[s] / mass : 0.0;
            is += (s & ~state->mended) >> m & 1U ? state->weight[s] / mass : 0.0;
        }
        assert_true(fabs(guide_mode_was_p(bench.guide, m) - was) < 1e-9);
        assert_true(fabs(guide_mode_p(bench.guide, m) - is) < 1e-9);
    }
}

static void believes_what_brute_force_believes(void** state)
{
    (void)state;
    base_random_t random;
    base_random_seed(&random, 7);
    for (uint64_t seed = 1; seed <= 60; seed++) {
        const car_wish_t wish = {6, 10, 3, seed % 2 == 0, true, 6, 6};
        sit(seed, &wish);
        exact_t exact;
        exact_open(&exact, &bench.car);
        guide_event_t events[12];
        const int count = random_events(&random, events, 12);
        exact_state_t truth = exact_start(&exact);
        const guide_situation_t nothing = {0};
        for (int k = 0; k < count; k++) {
            guide_replay(bench.guide, &nothing, events, k);
            compare_with_brute_force(&truth);
            double p[atlas_readings_max];
            guide_predict(bench.guide, events[k].move, p);
            assert_true(p[events[k].reading] > 0.0 && p[events[k].reading] <= 1.0);
            (void)exact_after(&exact, &truth, events[k].move, events[k].reading, 0.002);
        }
        exact_close(&exact);
    }
}

static void knows_what_mass_is_left_out(void** state)
{
    (void)state;
    const car_wish_t pairs = {6, 6, 2, false, true, 2, 6};
    sit(11, &pairs);
    exact_t exact;
    exact_open(&exact, &bench.car);
    double larger = 0.0;
    for (unsigned s = 0; s < exact_sets; s++) {
        larger += car_bit_count(s) > 2 ? exact.prior[s] / 0.97 : 0.0;
    }
    assert_true(larger > 1e-6);
    assert_true(fabs(guide_left_out(bench.guide) - larger) < 1e-12);
    exact_close(&exact);
}

/// Without mending and without asking twice, the order of answers is of no account.
static void order_of_answers_is_of_no_account(void** state)
{
    (void)state;
    const car_wish_t wish = {6, 10, 8, false, true, 6, 6};
    for (uint64_t seed = 1; seed <= 20; seed++) {
        sit(seed, &wish);
        guide_event_t events[6];
        const guide_situation_t nothing = {0};
        int count = 0;
        for (uint16_t m = 0; m < bench.car.draft.head.move_count && count < 6; m++) {
            if (bench.car.move[m].move.mend_count == 0) {
                events[count++] = (guide_event_t){m, 1};
            }
        }
        double before[car_modes_max];
        guide_replay(bench.guide, &nothing, events, count);
        for (uint16_t m = 0; m < car_modes_max; m++) {
            before[m] = guide_mode_p(bench.guide, m);
        }
        for (int k = 0; k < count / 2; k++) {
            const guide_event_t kept = events[k];
            events[k] = events[count - 1 - k];
            events[count - 1 - k] = kept;
        }
        guide_replay(bench.guide, &nothing, events, count);
        for (uint16_t m = 0; m < car_modes_max; m++) {
            assert_true(fabs(guide_mode_p(bench.guide, m) - before[m]) < 1e-12);
        }
    }
}

static void undo_gives_the_same_bits(void** state)
{
    (void)state;
    const car_wish_t wish = {6, 10, 3, true, true, 6, 6};
    base_random_t random;
    base_random_seed(&random, 3);
    for (uint64_t seed = 1; seed <= 20; seed++) {
        sit(seed, &wish);
        guide_event_t events[10];
        const guide_situation_t nothing = {0};
        (void)random_events(&random, events, 10);
        guide_replay(bench.guide, &nothing, events, 5);
        double before[car_modes_max];
        for (uint16_t m = 0; m < car_modes_max; m++) {
            before[m] = guide_mode_p(bench.guide, m);
        }
        const guide_step_t step = guide_next(bench.guide, 200);
        guide_replay(bench.guide, &nothing, events, 10);
        (void)guide_next(bench.guide, 200);
        guide_replay(bench.guide, &nothing, events, 5);
        for (uint16_t m = 0; m < car_modes_max; m++) {
            const double after = guide_mode_p(bench.guide, m);
            assert_memory_equal(&before[m], &after, sizeof after);
        }
        const guide_step_t again = guide_next(bench.guide, 200);
        assert_int_equal(step.move, again.move);
        assert_memory_equal(&step.expected_cost, &again.expected_cost, sizeof step.expected_cost);
        assert_int_equal(step.nodes, again.nodes);
    }
}

static void not_telling_tells_nothing(void** state)
{
    (void)state;
    const car_wish_t wish = {6, 10, 3, false, true, 6, 6};
    sit(5, &wish);
    const guide_situation_t nothing = {0};
    guide_replay(bench.guide, &nothing, NULL, 0);
    const double before = guide_mode_p(bench.guide, 0);
    const guide_event_t event = {3, guide_no_reading};
    guide_replay(bench.guide, &nothing, &event, 1);
    const double after = guide_mode_p(bench.guide, 0);
    assert_memory_equal(&before, &after, sizeof after);
    assert_true(guide_spent_minutes(bench.guide) > 0.0);
}

static void asking_again_tells_nothing_new(void** state)
{
    (void)state;
    const car_wish_t wish = {6, 10, 8, false, true, 6, 6};
    sit(8, &wish);
    const guide_situation_t nothing = {0};
    const guide_event_t events[] = {{1, 1}, {1, 1}, {1, 1}};
    guide_replay(bench.guide, &nothing, events, 1);
    const double once = guide_mode_p(bench.guide, 0);
    guide_replay(bench.guide, &nothing, events, 3);
    assert_true(fabs(guide_mode_p(bench.guide, 0) - once) < 1e-15);
}

/// Many answers that fit no set: never a hole in the numbers.
static void stays_whole_whatever_it_is_told(void** state)
{
    (void)state;
    const car_wish_t wish = {6, 12, 4, true, true, 6, 6};
    base_random_t random;
    base_random_seed(&random, 19);
    sit(2, &wish);
    guide_event_t events[guide_events_max];
    const int count = random_events(&random, events, guide_events_max);
    const guide_situation_t nothing = {0};
    guide_replay(bench.guide, &nothing, events, count);
    for (uint16_t m = 0; m < 6; m++) {
        const double p = guide_mode_p(bench.guide, m);
        assert_true(p >= 0.0 && p <= 1.0 + 1e-12);
        const double weight = guide_weight_of(bench.guide, 3, m);
        assert_true(weight >= 0.0 && weight < 1e9);
    }
    const double other = guide_not_modelled(bench.guide);
    assert_true(other >= 0.0 && other <= 1.0);
}

/// By the law of total probability: shut and no more said is the mean of all readings but "opens".
static void staying_shut_is_the_mean_of_all_that_is_not_open(void** state)
{
    (void)state;
    const car_wish_t wish = {6, 10, 3, false, true, 6, 6};
    const guide_situation_t nothing = {0};
    int checked = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        guide_t* const guide = sit(seed, &wish);
        for (uint16_t m = 0; m < bench.car.draft.head.move_count; m++) {
            const atlas_move_t move = bench.car.move[m].move;
            double p[atlas_readings_max];
            guide_event_t event = {m, guide_stays_shut};
            guide_replay(guide, &nothing, NULL, 0);
            guide_predict(guide, m, p);
            if (move.opens_reading >= move.reading_count || p[move.opens_reading] > 0.99) {
                continue;
            }
            guide_replay(guide, &nothing, &event, 1);
            const double found = guide_mode_was_p(guide, 0);
            double mean = 0.0;
            for (uint8_t r = 0; r < move.reading_count; r++) {
                event.reading = r;
                guide_replay(guide, &nothing, &event, 1);
                mean += r == move.opens_reading ? 0.0 : p[r] * guide_mode_was_p(guide, 0);
            }
            assert_true(fabs(mean / (1.0 - p[move.opens_reading]) - found) < 1e-9);
            checked++;
        }
    }
    assert_true(checked > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(believes_what_brute_force_believes),
        cmocka_unit_test(knows_what_mass_is_left_out),
        cmocka_unit_test(order_of_answers_is_of_no_account),
        cmocka_unit_test(undo_gives_the_same_bits),
        cmocka_unit_test(not_telling_tells_nothing),
        cmocka_unit_test(asking_again_tells_nothing_new),
        cmocka_unit_test(stays_whole_whatever_it_is_told),
        cmocka_unit_test(staying_shut_is_the_mean_of_all_that_is_not_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
