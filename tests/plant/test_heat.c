#include "check.h"

#include <math.h>

#include "plant/built.h"

static plant_heat_model_t winding(const double celsius)
{
    return plant_heat_model(built_value[vehicle_winding_heat_J_K], built_value[vehicle_winding_loss_K_W],
                            built_value[vehicle_winding_trip_degC], built_value[vehicle_winding_reset_degC],
                            celsius);
}

typedef struct {
    plant_model_t model;
    plant_state_t state;
} rig_t;

// A car whose latch nothing frees, so that its motor stands.
static void build_stuck(rig_t* const rig, const double celsius)
{
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_latch_seize_N] = 1000.0;
    plant_model_init(&rig->model, value, celsius, false);
    plant_start(&rig->model, &rig->state);
}

static void drive(rig_t* const rig, const double s)
{
    const plant_inputs_t in = {.drive = true, .path_closed = true};
    for (int k = 0; k < (int)(1000.0 * s + 0.5); ++k) {
        plant_step(&rig->model, &rig->state, &in, 0.001);
    }
}

static void leave(rig_t* const rig, const double s)
{
    const plant_inputs_t alone = {.drive = false};
    plant_step(&rig->model, &rig->state, &alone, s);
}

// The notes, 2.1: about 18 K/s for 12 g of copper; the cut-out trips in 3 to 8 s.
static void standing_motor_warms_and_trips_as_the_notes_say(void** context)
{
    (void)context;
    static rig_t rig;
    build_stuck(&rig, 20.0);
    drive(&rig, 0.5);
    assert_true((rig.state.actuator.heat.rise_K > 7.0) && (rig.state.actuator.heat.rise_K < 10.0));
    double s = 0.5;
    for (; (rig.state.actuator.heat.is_cut < 0.5) && (s < 20.0); s += 0.1) {
        drive(&rig, 0.1);
    }
    assert_true((s > 3.0) && (s < 8.0));
    drive(&rig, 0.01);
    assert_true(rig.state.drive_A == 0.0);
}

static void hot_winding_draws_less_by_the_coefficient_of_copper(void** context)
{
    (void)context;
    static rig_t rig;
    build_stuck(&rig, 20.0);
    drive(&rig, 0.02);
    const double cold_A = rig.state.drive_A;
    const double cold_V = rig.state.drive_V;
    rig.state.actuator.heat.rise_K = 90.0;
    drive(&rig, 0.02);
    const double ratio = (rig.state.drive_V / rig.state.drive_A) / (cold_V / cold_A);
    assert_true(fabs(ratio - (1.0 + 0.0039 * 90.0)) < 0.01);
}

// The magnet is not the winding: free of load the hot motor turns as fast as the cold one.
static void hot_motor_is_weaker_against_a_load_but_as_fast_without(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    const plant_actuator_model_t model = plant_actuator_model(value, 20.0);
    double free_rad_s[2];
    double loaded_mm[2];
    for (int hot = 0; hot < 2; ++hot) {
        for (int loaded = 0; loaded < 2; ++loaded) {
            plant_actuator_model_t it = model;
            it.engaged = loaded != 0;
            it.stroke_mm = 1000.0;
            plant_actuator_state_t state;
            plant_actuator_start(&it, &state, 1.0);
            state.heat.rise_K = hot ? 90.0 : 0.0;
            const plant_drive_t in = {.open_V = 12.5, .Ohm = 0.2, .load_N = 100.0};
            for (int k = 0; k < 400; ++k) {
                plant_actuator_step(&it, &state, &in, 0.0005);
            }
            free_rad_s[hot] = loaded ? free_rad_s[hot] : state.speed_rad_s;
            loaded_mm[hot] = loaded ? state.travel_mm : 0.0;
        }
    }
    assert_true((free_rad_s[1] < free_rad_s[0]) && (free_rad_s[1] > 0.9 * free_rad_s[0]));
    assert_true(loaded_mm[1] < 0.6 * loaded_mm[0]);
}

static void overdone_motor_is_dead_for_about_a_minute_and_then_works(void** context)
{
    (void)context;
    static const double celsius[] = {-20.0, 20.0, 40.0};
    double before_s = 0.0;
    for (size_t k = 0; k < sizeof celsius / sizeof celsius[0]; ++k) {
        static rig_t rig;
        build_stuck(&rig, celsius[k]);
        drive(&rig, 12.0);
        assert_true(rig.state.actuator.heat.is_cut > 0.5);
        double s = 0.0;
        for (; (rig.state.actuator.heat.is_cut > 0.5) && (s < 600.0); s += 1.0) {
            leave(&rig, 1.0);
        }
        assert_true((s > 25.0) && (s < 100.0));
        assert_true(s > before_s); // in the cold it is back sooner
        before_s = s;
        drive(&rig, 0.02);
        assert_true(rig.state.drive_A > 4.0);
    }
}

static void one_long_pause_cools_as_many_short_ones(void** context)
{
    (void)context;
    const plant_heat_model_t model = winding(20.0);
    plant_heat_state_t once = {.rise_K = 95.0, .is_cut = 1.0};
    plant_heat_state_t often = once;
    plant_heat_step(&model, &once, 0.0, 90.0);
    for (int k = 0; k < 90000; ++k) {
        plant_heat_step(&model, &often, 0.0, 0.001);
    }
    assert_true(fabs(once.rise_K - often.rise_K) < 1e-6);
    assert_true((once.is_cut < 0.5) && (often.is_cut < 0.5));
    const double tau_s = built_value[vehicle_winding_heat_J_K] * built_value[vehicle_winding_loss_K_W];
    assert_true(fabs(once.rise_K - 95.0 * exp(-90.0 / tau_s)) < 1e-6);
}

static void constant_loss_settles_where_what_goes_in_goes_out(void** context)
{
    (void)context;
    const plant_heat_model_t model = winding(20.0);
    plant_heat_state_t state = {.rise_K = 0.0};
    plant_heat_step(&model, &state, 2.0, 1e5);
    assert_true(fabs(state.rise_K - 2.0 * built_value[vehicle_winding_loss_K_W]) < 1e-6);
    plant_heat_step(&model, &state, 0.0, 1e5);
    assert_true(state.rise_K < 1e-6);
}

// Whatever the parameters say: first it trips, then it closes, then it is as cold as the air.
static void cut_out_closes_below_where_it_opens_in_any_weather(void** context)
{
    (void)context;
    for (double celsius = -40.0; celsius <= 60.0; celsius += 10.0) {
        const plant_heat_model_t odd = plant_heat_model(4.6, 25.0, 60.0, 200.0, celsius);
        assert_true((odd.trip_K > odd.reset_K) && (odd.reset_K > 0.0));
    }
}

static void gate_drive_gives_up_against_ice_and_lifts_again_when_cool(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_power_gate_present] = 1.0;
    value[vehicle_seal_ice_N] = 5000.0;
    static rig_t rig;
    plant_model_init(&rig.model, value, -5.0, false);
    plant_start(&rig.model, &rig.state);
    const plant_inputs_t in = {.gate_on = true, .awake = true};
    double s = 0.0;
    for (; (rig.state.gate_heat.is_cut < 0.5) && (s < 60.0); s += 0.01) {
        rig.state.latch.is_free = 1.0; // somebody holds the pawl
        rig.state.latch.hold_s = 1.0;
        plant_step(&rig.model, &rig.state, &in, 0.01);
    }
    assert_true((s > 4.0) && (s < 20.0));
    rig.state.latch.warm_K = 30.0;
    for (int k = 0; k < 200; ++k) {
        rig.state.latch.is_free = 1.0;
        plant_step(&rig.model, &rig.state, &in, 0.01);
    }
    assert_false(plant_lid_is_open(&rig.state.lid)); // off the seal by its springs, no further
    leave(&rig, 300.0);
    for (int k = 0; k < 200; ++k) {
        rig.state.latch.is_free = 1.0;
        plant_step(&rig.model, &rig.state, &in, 0.01);
    }
    assert_true(plant_lid_is_open(&rig.state.lid));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standing_motor_warms_and_trips_as_the_notes_say),
        cmocka_unit_test(hot_winding_draws_less_by_the_coefficient_of_copper),
        cmocka_unit_test(hot_motor_is_weaker_against_a_load_but_as_fast_without),
        cmocka_unit_test(overdone_motor_is_dead_for_about_a_minute_and_then_works),
        cmocka_unit_test(one_long_pause_cools_as_many_short_ones),
        cmocka_unit_test(constant_loss_settles_where_what_goes_in_goes_out),
        cmocka_unit_test(cut_out_closes_below_where_it_opens_in_any_weather),
        cmocka_unit_test(gate_drive_gives_up_against_ice_and_lifts_again_when_cool),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
