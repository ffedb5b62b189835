#include "check.h"

#include "plant/built.h"

static double release_N(const double* const value, const double celsius, const double force_N,
                        const double rock_mm)
{
    const plant_latch_model_t model = plant_latch_model(value, celsius);
    plant_latch_state_t state;
    plant_latch_start(&model, &state);
    const plant_hand_t hand = {.force_N = force_N, .rock_mm = rock_mm};
    return plant_latch_release_N(&model, &state, &hand);
}

// The four rows of the notes, 2.2, within 30 %: they are estimates of one another.
static void needs_the_force_of_the_notes(void** context)
{
    (void)context;
    static const double row[][3] = {{200, 0.10, 21}, {300, 0.15, 31}, {400, 0.25, 55}, {500, 0.40, 98}};
    for (size_t k = 0; k < sizeof row / sizeof row[0]; ++k) {
        double value[vehicle_param_count];
        built_copy(value);
        value[vehicle_latch_seal_N] = row[k][0];
        value[vehicle_latch_friction] = row[k][1];
        const double N = release_N(value, 20.0, 0.0, 0.0);
        assert_true((N > 0.7 * row[k][2]) && (N < 1.3 * row[k][2]));
    }
}

static void pressing_relieves_and_lifting_loads_the_pawl(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_load_press_N] = 800.0;
    const double alone_N = release_N(value, 20.0, 0.0, 0.0);
    assert_true(release_N(value, 20.0, -200.0, 0.0) < 0.9 * alone_N);
    assert_true(release_N(value, 20.0, 100.0, 0.0) > alone_N);
}

static void binding_goes_when_pressed_or_rocked(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    const double free_N = release_N(value, 20.0, 0.0, 0.0);
    value[vehicle_latch_bind_N] = 200.0;
    assert_true(release_N(value, 20.0, 0.0, 0.0) > free_N + 199.0);
    assert_true(release_N(value, 20.0, -200.0, 0.0) <= free_N);
    assert_true(release_N(value, 20.0, 0.0, 4.0) < free_N + 60.0);
}

static void ice_holds_below_freezing_only_and_thaws(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_latch_ice_N] = 300.0;
    assert_true(release_N(value, -5.0, 0.0, 0.0) > 300.0);
    assert_true(release_N(value, 5.0, 0.0, 0.0) < 60.0);
    const plant_latch_model_t model = plant_latch_model(value, -5.0);
    plant_latch_state_t state;
    plant_latch_start(&model, &state);
    state.warm_K = 30.0;
    const plant_hand_t hand = {0.0, 0.0};
    assert_true(plant_latch_release_N(&model, &state, &hand) < 60.0);
}

static void penetrant_frees_rust_and_old_grease(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_latch_friction] = 0.55;
    value[vehicle_latch_seize_N] = 60.0;
    value[vehicle_latch_grease_factor] = 30.0;
    const plant_latch_model_t model = plant_latch_model(value, -20.0);
    plant_latch_state_t state;
    plant_latch_start(&model, &state);
    const plant_hand_t hand = {0.0, 0.0};
    const double before_N = plant_latch_release_N(&model, &state, &hand);
    const double drag = plant_latch_drag(&model, &state);
    state.oiled = 1.0;
    assert_true(plant_latch_release_N(&model, &state, &hand) < 0.5 * before_N);
    assert_true(plant_latch_drag(&model, &state) < 0.2 * drag);
}

// The notes: tenfold viscosity for 40 K.
static void grease_is_ten_times_stiffer_forty_kelvin_colder(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    plant_latch_state_t state = {0};
    const plant_latch_model_t warm = plant_latch_model(value, 20.0);
    const plant_latch_model_t cold = plant_latch_model(value, -20.0);
    const double ratio = plant_latch_drag(&cold, &state) / plant_latch_drag(&warm, &state);
    assert_true((ratio > 9.99) && (ratio < 10.01));
}

static void freed_pawl_falls_back_after_a_while_unless_the_claw_has_turned(void** context)
{
    (void)context;
    for (int relatches = 0; relatches < 2; ++relatches) {
        double value[vehicle_param_count];
        built_copy(value);
        value[vehicle_latch_relatches] = relatches;
        const plant_latch_model_t model = plant_latch_model(value, 20.0);
        plant_latch_state_t state;
        plant_latch_start(&model, &state);
        plant_latch_move(&model, &state, 3.0, 0.01);
        assert_true(state.is_free > 0.5);
        for (int k = 0; k < 500; ++k) {
            plant_latch_move(&model, &state, 0.0, 0.01);
        }
        assert_int_equal(state.is_free > 0.5, !relatches);
    }
}

static bool lid_opens(const double* const value, const double celsius, const double force_N, const bool gate)
{
    const plant_lid_model_t model = plant_lid_model(value, celsius);
    plant_lid_state_t state = {0};
    const plant_hand_t hand = {.force_N = force_N};
    for (int k = 0; k < 300; ++k) {
        (void)plant_lid_step(&model, &state, &hand, celsius, gate, 0.01);
    }
    return plant_lid_is_open(&state);
}

static void lid_rises_when_sound_and_stays_when_frozen_sticky_weak_or_weighed(void** context)
{
    (void)context;
    static const struct {
        vehicle_param_t param;
        double amount, lift_N;
    } row[] = {
        {vehicle_seal_ice_N, 1500.0, 1600.0}, {vehicle_seal_stick_N, 230.0, 200.0},
        {vehicle_lid_pop_N, 5.0, 80.0},       {vehicle_lid_rise_Nm, -60.0, 100.0},
        {vehicle_lid_extra_kg, 25.0, 200.0},
    };
    double value[vehicle_param_count];
    built_copy(value);
    assert_true(lid_opens(value, -5.0, 0.0, false));
    for (size_t k = 0; k < sizeof row / sizeof row[0]; ++k) {
        built_copy(value);
        value[row[k].param] = row[k].amount;
        assert_false(lid_opens(value, -5.0, 0.0, false));
        assert_true(lid_opens(value, -5.0, row[k].lift_N, false));
    }
}

static void driven_gate_lies_where_its_drive_does_not_run(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_power_gate_present] = 1.0;
    assert_false(lid_opens(value, 20.0, 0.0, false));
    assert_true(lid_opens(value, 20.0, 0.0, true));
    assert_true(lid_opens(value, 20.0, 100.0, false));
}

static void every_sound_lid_rises_in_hard_frost_and_in_the_heat(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    for (int gate = 0; gate < 2; ++gate) {
        value[vehicle_lid_kind] = gate;
        assert_true(lid_opens(value, -20.0, 0.0, false));
        assert_true(lid_opens(value, 50.0, 0.0, false));
    }
}

// Capstan: 270 degrees let 62 % through at 0.1 and 24 % at 0.3.
static void sheath_passes_the_share_of_the_notes(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_cable_friction] = 0.1;
    double share = plant_cable_model(value).share;
    assert_true((share > 0.61) && (share < 0.64));
    value[vehicle_cable_friction] = 0.3;
    share = plant_cable_model(value).share;
    assert_true((share > 0.23) && (share < 0.26));
}

static plant_feel_t pull(const double* const value, const double hand_N, const double needed_N)
{
    const plant_cable_model_t model = plant_cable_model(value);
    plant_feel_t feel = plant_feel_none;
    (void)plant_cable_pull_N(&model, hand_N, needed_N, &feel);
    return feel;
}

static void cable_feels_as_it_is(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    assert_int_equal(pull(value, 100.0, 30.0), plant_feel_missing);
    value[vehicle_cable_present] = 1.0;
    assert_int_equal(pull(value, 100.0, 30.0), plant_feel_normal);
    assert_int_equal(pull(value, 100.0, 200.0), plant_feel_stop);
    value[vehicle_cable_play_mm] = 11.0;
    value[vehicle_cable_friction] = 0.22;
    assert_int_equal(pull(value, 100.0, 30.0), plant_feel_slack);
    value[vehicle_cable_attached] = 0.0;
    assert_int_equal(pull(value, 100.0, 30.0), plant_feel_slack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(needs_the_force_of_the_notes),
        cmocka_unit_test(pressing_relieves_and_lifting_loads_the_pawl),
        cmocka_unit_test(binding_goes_when_pressed_or_rocked),
        cmocka_unit_test(ice_holds_below_freezing_only_and_thaws),
        cmocka_unit_test(penetrant_frees_rust_and_old_grease),
        cmocka_unit_test(grease_is_ten_times_stiffer_forty_kelvin_colder),
        cmocka_unit_test(freed_pawl_falls_back_after_a_while_unless_the_claw_has_turned),
        cmocka_unit_test(lid_rises_when_sound_and_stays_when_frozen_sticky_weak_or_weighed),
        cmocka_unit_test(driven_gate_lies_where_its_drive_does_not_run),
        cmocka_unit_test(every_sound_lid_rises_in_hard_frost_and_in_the_heat),
        cmocka_unit_test(sheath_passes_the_share_of_the_notes),
        cmocka_unit_test(cable_feels_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
