#include "check.h"

#include "plant/built.h"

static double range_m(const double used_mAh, const double MHz, const double celsius)
{
    return plant_fob_range_m(-20.0, plant_fob_cell_V(used_mAh, celsius), MHz, -105.0, 0.0);
}

static void is_heard_as_far_as_the_notes_say(void** context)
{
    (void)context;
    const double at_433_m = plant_fob_range_m(-20.0, 3.0, 433.92, -105.0, 0.0);
    const double at_315_m = plant_fob_range_m(-20.0, 3.0, 315.0, -105.0, 0.0);
    assert_true((at_433_m > 52.0) && (at_433_m < 58.0));
    assert_true((at_315_m > 72.0) && (at_315_m < 80.0));
}

static void cell_drops_sharply_after_170_mAh_and_in_the_cold(void** context)
{
    (void)context;
    assert_true(plant_fob_cell_V(60.0, 20.0) > 2.8);
    assert_true(plant_fob_cell_V(170.0, 20.0) > 2.6);
    assert_true(plant_fob_cell_V(250.0, 20.0) < 2.0);
    assert_true(plant_fob_cell_V(222.0, 20.0) > 2.0);
    assert_true(plant_fob_cell_V(222.0, -5.0) < 2.0);
    assert_true(plant_fob_cell_V(222.0, -5.0) < plant_fob_cell_V(222.0, 15.0)); // warmed in the hand
}

static void weak_cell_reaches_only_close_by(void** context)
{
    (void)context;
    assert_true(range_m(60.0, 433.92, 20.0) > 30.0);
    assert_true((range_m(222.0, 433.92, 20.0) > 0.2) && (range_m(222.0, 433.92, 20.0) < 10.0));
    assert_true(range_m(250.0, 433.92, 20.0) == 0.0);
}

// H falls with the cube: 38 mA/m at one metre, 597 at 0.4 m for 0.24 A m2.
static void low_frequency_field_is_that_of_the_notes(void** context)
{
    (void)context;
    const double near_A_m = plant_lf_field_A_m(0.24, 0.4);
    const double far_A_m = plant_lf_field_A_m(0.24, 1.0);
    assert_true((near_A_m > 0.590) && (near_A_m < 0.604));
    assert_true((far_A_m > 0.0376) && (far_A_m < 0.0388));
    assert_true(plant_lf_is_heard(0.24, 0.8, 0.0));
    assert_false(plant_lf_is_heard(0.24, 1.2, 0.0));
    assert_false(plant_lf_is_heard(0.24, 0.7, 30.0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_heard_as_far_as_the_notes_say),
        cmocka_unit_test(cell_drops_sharply_after_170_mAh_and_in_the_cold),
        cmocka_unit_test(weak_cell_reaches_only_close_by),
        cmocka_unit_test(low_frequency_field_is_that_of_the_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
