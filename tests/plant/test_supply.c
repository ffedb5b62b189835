#include "check.h"

#include "plant/built.h"

typedef struct {
    plant_model_t model;
    plant_state_t state;
    double value[vehicle_param_count];
} rig_t;

static void build(rig_t* const rig, const double celsius)
{
    plant_model_init(&rig->model, rig->value, celsius, false);
    plant_start(&rig->model, &rig->state);
    rig->state.awake_s = 1.0;
}

static double woken_V(const rig_t* const rig, const double battery_V, const double post_V)
{
    const plant_inputs_t in = {.awake = true, .feed_battery_V = battery_V, .feed_post_V = post_V};
    return plant_distribution_V(&rig->model, &rig->state, &in);
}

// Trap 2: a straight line over the charge would leave 11.8 V at any charge; the collapse below zero is what
// kills.
static void is_dead_only_below_zero_charge(void** context)
{
    (void)context;
    static rig_t rig;
    built_copy(rig.value);
    rig.value[vehicle_battery_soc] = 0.05;
    build(&rig, 20.0);
    assert_true(rig.state.battery.open_V > 11.5);
    rig.value[vehicle_battery_soc] = -0.15;
    build(&rig, 20.0);
    assert_true(rig.state.battery.open_V < 6.0);
    rig.value[vehicle_battery_soc] = -0.2;
    build(&rig, 20.0);
    assert_true(rig.state.battery.open_V >= 3.0);
    assert_true(woken_V(&rig, 0.0, 0.0) < 1.0);
}

static void resistance_explodes_near_empty_and_in_the_cold(void** context)
{
    (void)context;
    static rig_t rig;
    built_copy(rig.value);
    rig.value[vehicle_battery_soc] = 1.0;
    build(&rig, 20.0);
    const double full_Ohm = rig.state.battery.ohmic_Ohm;
    build(&rig, -18.0);
    assert_true((rig.state.battery.ohmic_Ohm > 1.6 * full_Ohm) &&
                (rig.state.battery.ohmic_Ohm < 2.0 * full_Ohm));
    rig.value[vehicle_battery_soc] = 0.02;
    build(&rig, 20.0);
    assert_true(rig.state.battery.ohmic_Ohm > 30.0 * full_Ohm);
}

static void sound_battery_rests_at_12_5_V_and_barely_sags(void** context)
{
    (void)context;
    static rig_t rig;
    built_copy(rig.value);
    build(&rig, 20.0);
    assert_true((rig.state.battery.open_V > 12.4) && (rig.state.battery.open_V < 12.6));
    assert_true(woken_V(&rig, 0.0, 0.0) > 12.3);
}

// Trap 5: the post is not the battery. With the lead off it helps only where it joins behind the lead.
static void post_feeds_the_lid_only_where_it_joins_behind_the_lead(void** context)
{
    (void)context;
    static rig_t rig;
    for (int connected = 0; connected < 2; ++connected) {
        for (int feeds = 0; feeds < 2; ++feeds) {
            built_copy(rig.value);
            rig.value[vehicle_jump_post_present] = 1.0;
            rig.value[vehicle_jump_post_feeds_lid] = feeds;
            rig.value[vehicle_battery_connected] = connected;
            rig.value[vehicle_battery_soc] = -0.15;
            build(&rig, 20.0);
            const bool helps = woken_V(&rig, 0.0, 12.6) > 11.0;
            assert_int_equal(helps, (connected == 1) || (feeds == 1));
        }
    }
}

static void feeding_the_battery_does_not_pass_a_corroded_terminal(void** context)
{
    (void)context;
    static rig_t rig;
    built_copy(rig.value);
    rig.value[vehicle_battery_terminal_mOhm] = 900.0;
    rig.value[vehicle_jump_post_present] = 1.0;
    build(&rig, 20.0);
    assert_true(woken_V(&rig, 13.8, 0.0) < 9.0);
    assert_true(woken_V(&rig, 0.0, 13.8) > 12.0);
}

static void a_post_that_is_not_there_feeds_nothing(void** context)
{
    (void)context;
    static rig_t rig;
    built_copy(rig.value);
    rig.value[vehicle_battery_connected] = 0.0;
    build(&rig, 20.0);
    assert_true(woken_V(&rig, 13.8, 13.8) < 0.01);
}

// A chafed wire at 67 A melts fuses of 5 to 20 A within the times of the notes; a stalled motor never opens
// 15 A.
static void fuse_opens_on_a_short_and_holds_a_stalled_motor(void** context)
{
    (void)context;
    static const double row[][2] = {{5, 6}, {7.5, 13}, {10, 25}, {15, 73}, {20, 111}};
    for (size_t k = 0; k < sizeof row / sizeof row[0]; ++k) {
        const plant_fuse_model_t model = plant_fuse_model(true, row[k][0], true, 20.0);
        plant_fuse_state_t state;
        plant_fuse_start(&model, &state);
        int ms = 0;
        while ((ms < 1000) && !plant_fuse_step(&model, &state, 67.0, 0.001)) {
            ++ms;
        }
        assert_true(((double)ms > 0.6 * row[k][1]) && ((double)ms < 1.5 * row[k][1] + 2.0));
    }
    const plant_fuse_model_t model = plant_fuse_model(true, 15.0, true, 20.0);
    plant_fuse_state_t state;
    plant_fuse_start(&model, &state);
    for (int s = 0; s < 3600; ++s) {
        assert_false(plant_fuse_step(&model, &state, 8.0, 1.0));
    }
}

static void new_fuse_blows_on_a_short_and_holds_without(void** context)
{
    (void)context;
    static rig_t rig;
    for (int shorted = 0; shorted < 2; ++shorted) {
        built_copy(rig.value);
        rig.value[vehicle_fuse_release_intact] = 0.0;
        rig.value[vehicle_loom_short_Ohm] = shorted ? 0.05 : 1e9;
        build(&rig, 20.0);
        const plant_inputs_t in = {.drive = false};
        plant_renew_fuses(&rig.model, &rig.state);
        for (int k = 0; k < 500; ++k) {
            plant_step(&rig.model, &rig.state, &in, 0.001);
        }
        assert_int_equal(rig.state.blown > 0.5, shorted);
        assert_int_equal(plant_fuse_conducts(&rig.model.fuse_release, &rig.state.fuse_release), !shorted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_dead_only_below_zero_charge),
        cmocka_unit_test(resistance_explodes_near_empty_and_in_the_cold),
        cmocka_unit_test(sound_battery_rests_at_12_5_V_and_barely_sags),
        cmocka_unit_test(post_feeds_the_lid_only_where_it_joins_behind_the_lead),
        cmocka_unit_test(feeding_the_battery_does_not_pass_a_corroded_terminal),
        cmocka_unit_test(a_post_that_is_not_there_feeds_nothing),
        cmocka_unit_test(fuse_opens_on_a_short_and_holds_a_stalled_motor),
        cmocka_unit_test(new_fuse_blows_on_a_short_and_holds_without),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
