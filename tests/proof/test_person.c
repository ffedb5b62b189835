/// The simulated person: who errs, how often, and that the car beside the person is one car.
#include "proof/on_trial.h"

enum { crowd = 4000 };

/// Share of a crowd that does not report what is so; `so` must be certain for this car.
static double share_in_error(const char* const move_id, const char* const mode, const double factor)
{
    const uint16_t move = move_named(move_id);
    int wrong = 0;
    int told = 0;
    double p[vehicle_readings_max];
    for (uint64_t seed = 1; seed <= crowd; seed++) {
        proof_person_t person = somebody(car_named("modern-sedan"), seed, mode);
        person.error_factor = factor;
        assert_true(proof_person_truth(&person, move, 1, p));
        const int reading = proof_person_does(&person, move);
        told += reading >= 0 ? 1 : 0;
        wrong += reading >= 0 && p[reading] < 0.5 ? 1 : 0;
    }
    return (double)wrong / (double)told;
}

static void the_same_seed_is_the_same_person(void** state)
{
    (void)state;
    const vehicle_t* const car = car_named("modern-sedan");
    int differ = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        proof_person_t one = somebody(car, seed, "loom=release-loose");
        proof_person_t same = one;
        proof_person_t other = somebody(car, seed + 1000, "loom=release-loose");
        for (uint16_t m = 0; m < knowledge->move_count; m += 3) {
            const int reading = proof_person_does(&one, m);
            assert_int_equal(reading, proof_person_does(&same, m));
            differ += reading != proof_person_does(&other, m) ? 1 : 0;
        }
        assert_memory_equal(one.mode, same.mode, sizeof one.mode);
    }
    assert_true(differ > 20);
}

static void the_same_question_gets_the_same_answer(void** state)
{
    (void)state;
    int asked = 0;
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        if (knowledge->move[m].sense != vehicle_none || knowledge->move[m].mend_count > 0 ||
            knowledge->move[m].given_count == 0) {
            continue;
        }
        proof_person_t person = somebody(car_named("modern-sedan"), 7, "battery=weak");
        person.error_factor = 4.0;
        const int first = proof_person_does(&person, m);
        for (int k = 0; k < 4; k++) {
            assert_int_equal(first, proof_person_does(&person, m));
        }
        asked++;
    }
    assert_true(asked > 20);
}

static void mending_takes_the_fault_out_of_the_car(void** state)
{
    (void)state;
    proof_person_t person = somebody(car_named("modern-sedan"), 1, "valet=on");
    person.error_factor = 0.0;
    (void)proof_person_does(&person, move_named("press-fob"));
    assert_false(person.opened);
    (void)proof_person_does(&person, move_named("valet-reset"));
    assert_int_equal(person.mode_count, 0);
    (void)proof_person_does(&person, move_named("press-fob"));
    assert_true(person.opened);
}

static void only_the_fault_that_is_mended_goes(void** state)
{
    (void)state;
    proof_person_t person = somebody(car_named("modern-sedan"), 1, "valet=on");
    person.mode[person.mode_count++] = mode_named("latch=seized");
    person.error_factor = 0.0;
    (void)proof_person_does(&person, move_named("valet-reset"));
    assert_int_equal(person.mode_count, 1);
    assert_int_equal(person.mode[0], mode_named("latch=seized"));
    assert_false(person.opened);
}

static void an_open_lid_is_never_missed(void** state)
{
    (void)state;
    const uint16_t press = move_named("press-fob");
    for (uint64_t seed = 1; seed <= 200; seed++) {
        proof_person_t person = somebody(car_named("modern-sedan"), seed, NULL);
        person.error_factor = 50.0;
        assert_int_equal(proof_person_does(&person, press), knowledge->move[press].opens_reading);
        assert_true(person.opened);
    }
}

static void a_shut_lid_is_never_called_open(void** state)
{
    (void)state;
    const uint16_t press = move_named("press-fob");
    for (uint64_t seed = 1; seed <= 500; seed++) {
        proof_person_t person = somebody(car_named("modern-sedan"), seed, "latch=seized");
        person.error_factor = 50.0;
        assert_int_not_equal(proof_person_does(&person, press), knowledge->move[press].opens_reading);
        assert_false(person.opened);
    }
}

static void who_never_errs_reports_what_is_so(void** state)
{
    (void)state;
    double p[vehicle_readings_max];
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        const bool fails = knowledge->move[m].fails_reading < knowledge->move[m].reading_count;
        proof_person_t person = somebody(car_named("hatchback"), 3, "battery=dead");
        person.error_factor = 0.0;
        if (fails || !proof_person_truth(&person, m, 1, p)) {
            continue;
        }
        const int reading = proof_person_does(&person, m);
        assert_in_range(reading, 0, knowledge->move[m].reading_count - 1);
        assert_true(p[reading] > 0.0);
    }
}

static void no_reading_is_made_up(void** state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        for (uint16_t m = 0; m < knowledge->move_count; m++) {
            proof_person_t person = somebody(car_named("suv-liftgate"), seed, "latch=dirty");
            person.error_factor = 30.0;
            const int reading = proof_person_does(&person, m);
            assert_true(reading >= proof_cannot_tell && reading < knowledge->move[m].reading_count);
        }
    }
}

static double error_of(const vehicle_move_t* const move, const int truth)
{
    double sum = move->error;
    for (uint16_t k = 0; k < move->confuse_count; k++) {
        sum += move->confuse[k].truth == truth ? move->confuse[k].p : 0.0;
    }
    return sum;
}

static void people_err_as_often_as_the_move_says(void** state)
{
    (void)state;
    static const char* const asked[][2] = {{"press-fob", "latch=seized"}, {"press-cabin", "latch=seized"}};
    double p[vehicle_readings_max];
    for (size_t k = 0; k < sizeof asked / sizeof asked[0]; k++) {
        const uint16_t m = move_named(asked[k][0]);
        const proof_person_t person = somebody(car_named("modern-sedan"), 1, asked[k][1]);
        assert_true(proof_person_truth(&person, m, 1, p));
        int truth = 0;
        while (p[truth] < 1.0) {
            truth++;
        }
        const double stated = error_of(&knowledge->move[m], truth);
        assert_true(stated > 0.02);
        const double met = share_in_error(asked[k][0], asked[k][1], 1.0);
        assert_true(met > stated - 0.025 && met < stated + 0.025); // four standard errors of the crowd
    }
}

static void a_question_of_two_answers_is_misheard_too(void** state)
{
    (void)state;
    const uint16_t m = move_named("ask-has-light");
    const vehicle_move_t* const move = &knowledge->move[m];
    assert_int_equal(move->reading_count, 2);
    int no = 0;
    for (uint64_t seed = 1; seed <= crowd; seed++) {
        proof_person_t careful = somebody(sedan, seed, NULL);
        proof_person_t careless = somebody(sedan, seed, NULL);
        careful.error_factor = 0.0;
        careless.error_factor = 10.0;
        const int truth = proof_person_does(&careful, m);
        const int told = proof_person_does(&careless, m);
        no += told >= 0 && told != truth ? 1 : 0;
    }
    assert_true(no > (int)(crowd * move->error * 3.0) && no < (int)(crowd * move->error * 7.0));
}

static void who_errs_twice_as_often_errs_twice_as_often(void** state)
{
    (void)state;
    const double once = share_in_error("press-fob", "latch=seized", 1.0);
    const double twice = share_in_error("press-fob", "latch=seized", 2.0);
    assert_true(twice > 1.6 * once && twice < 2.4 * once);
}

static void what_people_do_not_manage_is_as_frequent_as_stated(void** state)
{
    (void)state;
    const uint16_t sos = move_named("call-sos-unlock");
    int failed = 0;
    for (uint64_t seed = 1; seed <= 1000; seed++) {
        proof_person_t person = somebody(car_named("ev-electric-latch"), seed, "latch=seized");
        person.error_factor = 0.0;
        failed += proof_person_does(&person, sos) == knowledge->move[sos].fails_reading ? 1 : 0;
    }
    assert_true(failed > 385 && failed < 515); // 45 %
}

static void an_odd_part_shows_in_the_car(void** state)
{
    (void)state;
    proof_person_t person = somebody(car_named("modern-sedan"), 1, NULL);
    person.error_factor = 0.0;
    person.odd_param = vehicle_bcm_start_V;
    person.odd_value = 14.0;
    (void)proof_person_does(&person, move_named("press-fob"));
    assert_false(person.opened);
}

static void a_car_that_cannot_be_is_not_tried(void** state)
{
    (void)state;
    proof_person_t person = somebody(car_named("modern-sedan"), 1, "latch=seized");
    person.mode[person.mode_count++] = mode_named("latch=broken");
    double p[vehicle_readings_max];
    assert_false(proof_person_truth(&person, move_named("press-fob"), 1, p));
    assert_int_equal(proof_person_does(&person, move_named("press-fob")), proof_cannot_tell);
}

static void chances_are_even(void** state)
{
    (void)state;
    double sum = 0.0;
    int low = 0;
    for (uint64_t k = 0; k < crowd; k++) {
        const double chance = proof_chance(5, k, k % 7);
        assert_true(chance >= 0.0 && chance < 1.0);
        sum += chance;
        low += chance < 0.1 ? 1 : 0;
    }
    assert_true(sum > 0.48 * crowd && sum < 0.52 * crowd);
    assert_true(low > 0.08 * crowd && low < 0.12 * crowd);
}

static int load(void** state)
{
    const int failed = load_everything(state);
    sedan = failed != 0 ? NULL : car_named("older-sedan");
    return failed;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_is_the_same_person),
        cmocka_unit_test(the_same_question_gets_the_same_answer),
        cmocka_unit_test(mending_takes_the_fault_out_of_the_car),
        cmocka_unit_test(only_the_fault_that_is_mended_goes),
        cmocka_unit_test(an_open_lid_is_never_missed),
        cmocka_unit_test(a_shut_lid_is_never_called_open),
        cmocka_unit_test(who_never_errs_reports_what_is_so),
        cmocka_unit_test(no_reading_is_made_up),
        cmocka_unit_test(people_err_as_often_as_the_move_says),
        cmocka_unit_test(a_question_of_two_answers_is_misheard_too),
        cmocka_unit_test(who_errs_twice_as_often_errs_twice_as_often),
        cmocka_unit_test(what_people_do_not_manage_is_as_frequent_as_stated),
        cmocka_unit_test(an_odd_part_shows_in_the_car),
        cmocka_unit_test(a_car_that_cannot_be_is_not_tried),
        cmocka_unit_test(chances_are_even),
    };
    return cmocka_run_group_tests(tests, load, NULL);
}
