#include "check.h"

#include "base/random.h"
#include "plant/built.h"

enum { draws = 20000 };

static double chance(base_random_t* const random)
{
    return (double)(base_random_next(random) >> 11) * (1.0 / 9007199254740992.0);
}

// The notes, 1.5: 1 to 6 ms, 1.6 in the mean; outliers are rare and have an end.
static void most_contacts_jump_for_a_few_milliseconds(void** context)
{
    (void)context;
    base_random_t random;
    base_random_seed(&random, 7);
    double sum_ms = 0.0;
    int longer = 0;
    for (int k = 0; k < draws; ++k) {
        const double u = chance(&random);
        const plant_bounce_t bounce =
            plant_bounce(built_value[vehicle_bounce_lid_button_ms], u, base_random_next(&random));
        assert_in_range(bounce.length_ms, 0, 60);
        sum_ms += (double)bounce.length_ms;
        longer += (bounce.length_ms > 6U) ? 1 : 0;
    }
    assert_true((sum_ms / draws > 1.5) && (sum_ms / draws < 1.7));
    assert_true((longer > 0) && (longer < draws / 20));
}

static void worn_contact_jumps_longer_and_an_ideal_one_not_at_all(void** context)
{
    (void)context;
    assert_true(plant_bounce(12.0, 0.5, 0).length_ms > 3U * plant_bounce(1.6, 0.5, 0).length_ms);
    for (double u = 0.0; u < 1.0; u += 0.01) {
        const plant_bounce_t ideal = plant_bounce(0.0, u, 0);
        assert_int_equal(ideal.length_ms, 0);
        assert_true(plant_bounce_is_there(&ideal, 0));
    }
}

static void touches_first_jumps_and_then_stays(void** context)
{
    (void)context;
    const plant_bounce_t bounce = plant_bounce(1000.0, 0.9, 0x5);
    assert_int_equal(bounce.length_ms, 60);
    assert_true(plant_bounce_is_there(&bounce, 0));
    assert_false(plant_bounce_is_there(&bounce, 1));
    assert_true(plant_bounce_is_there(&bounce, 2));
    assert_false(plant_bounce_is_there(&bounce, 59));
    assert_true(plant_bounce_is_there(&bounce, 60) && plant_bounce_is_there(&bounce, 100000));
    const plant_bounce_t other = plant_bounce(1000.0, 0.9, 0x8);
    assert_true(plant_bounce_is_there(&other, 0) && !plant_bounce_is_there(&other, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(most_contacts_jump_for_a_few_milliseconds),
        cmocka_unit_test(worn_contact_jumps_longer_and_an_ideal_one_not_at_all),
        cmocka_unit_test(touches_first_jumps_and_then_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
