#include "check.h"

#include "car/plot.h"
#include "car/record.h"
#include "plant/built.h"

static const car_weather_t warm = {.celsius = 20.0, .wet = false};

typedef struct {
    car_model_t model;
    car_state_t state;
} rig_t;

static rig_t rig;

// The as-built car of the contract, with some parameters changed.
static void build(const double* const value, const car_weather_t weather)
{
    car_model_of_values(&rig.model, value, weather, 11);
    car_start(&rig.model, &rig.state);
}

static car_percept_t stroke(const vehicle_stimulus_t stimulus, const double value, const uint32_t length_ms)
{
    const vehicle_stroke_t one = {0, length_ms, (uint16_t)stimulus, value};
    return car_run(&rig.model, &rig.state, &one, 1, NULL);
}

static void opens_when_its_key_is_pressed(void** context)
{
    (void)context;
    build(built_value, warm);
    const car_percept_t seen = stroke(vehicle_stimulus_fob_lid, 1.0, 400);
    assert_true(seen.opened && seen.freed && seen.rose);
    assert_in_range(seen.release_ms, 50, 75);
    assert_int_equal(seen.lid_clicks, 1);
    assert_int_equal(seen.pulses, 1);
    assert_false(seen.siren);
}

static void opens_at_every_voltage_above_the_lockout_and_never_below(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    int opened_V = 0;
    for (int soc = -20; soc <= 100; soc += 5) {
        built_copy(value);
        value[vehicle_battery_soc] = 0.01 * soc;
        build(value, warm);
        const bool above = rig.state.plant.unit_V >= value[vehicle_bcm_start_V];
        const bool opened = stroke(vehicle_stimulus_fob_lid, 1.0, 400).opened;
        assert_true(!opened || above);
        opened_V += opened ? 1 : 0;
    }
    assert_in_range(opened_V, 15, 22);
}

static void key_in_the_trunk_cannot_be_pressed(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_fob_in_trunk] = 1.0;
    build(value, warm);
    const car_percept_t seen = stroke(vehicle_stimulus_fob_lid, 1.0, 1500);
    assert_false(seen.opened || seen.flashed || (seen.pulses > 0U));
}

static void stays_shut_when_nobody_touches_it(void** context)
{
    (void)context;
    build(built_value, warm);
    const car_percept_t seen = stroke(vehicle_stimulus_wait_s, 3600.0, 100);
    assert_false(seen.freed || (seen.pulses > 0U) || seen.flashed);
    const car_percept_t pressed = stroke(vehicle_stimulus_lid_force, -300.0, 3000);
    assert_false(pressed.freed || (pressed.pulses > 0U));
}

static void locks_itself_again_after_the_time_it_waits(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_bcm_relocks_s] = 60.0;
    value[vehicle_locking_locked] = 1.0;
    build(value, warm);
    static const vehicle_stroke_t soon[] = {
        {0, 300, vehicle_stimulus_fob_unlock, 1.0},
        {1500, 500, vehicle_stimulus_cabin_button, 1.0},
    };
    static const vehicle_stroke_t late[] = {
        {0, 300, vehicle_stimulus_fob_unlock, 1.0},
        {1500, 100, vehicle_stimulus_wait_s, 90.0},
        {2000, 500, vehicle_stimulus_cabin_button, 1.0},
    };
    assert_true(car_run(&rig.model, &rig.state, soon, 2, NULL).opened);
    car_start(&rig.model, &rig.state);
    assert_false(car_run(&rig.model, &rig.state, late, 3, NULL).opened);
}

static void second_press_is_wanted_where_the_car_wants_two(void** context)
{
    (void)context;
    for (int right = 0; right < 2; ++right) {
        double value[vehicle_param_count];
        built_copy(value);
        value[vehicle_bcm_double_press] = 1.0;
        value[vehicle_gesture_right] = right;
        build(value, warm);
        assert_int_equal(stroke(vehicle_stimulus_fob_lid, 1.0, 400).opened, right);
        car_start(&rig.model, &rig.state);
        assert_true(stroke(vehicle_stimulus_fob_lid, 2.0, 1200).opened);
    }
}

static void alarm_sounds_when_a_blade_opens_an_armed_car_that_minds_it(void** context)
{
    (void)context;
    static const vehicle_stroke_t blade[] = {
        {0, 800, vehicle_stimulus_key_door, 2.0},
        {1500, 500, vehicle_stimulus_door_pull, 1.0},
    };
    for (int minds = 0; minds < 2; ++minds) {
        double value[vehicle_param_count];
        built_copy(value);
        value[vehicle_locking_locked] = 1.0;
        value[vehicle_locking_armed] = 1.0;
        value[vehicle_locking_alarm_on_blade] = minds;
        build(value, warm);
        const car_percept_t seen = car_run(&rig.model, &rig.state, blade, 2, NULL);
        assert_true(seen.door_opened);
        assert_int_equal(seen.siren, minds);
        const int reading = car_sense(vehicle_sense_door, &rig.model, &rig.state, &seen);
        assert_int_equal(reading, minds ? 1 : 0);
    }
}

static car_percept_t press_and_push(const double push_N)
{
    static vehicle_stroke_t both[] = {
        {0, 2200, vehicle_stimulus_lid_force, 0.0},
        {200, 600, vehicle_stimulus_fob_lid, 1.0},
    };
    both[0].value = push_N;
    return car_run(&rig.model, &rig.state, both, 2, NULL);
}

// A striker that binds: pressed down the lid opens, alone the motor stands against it.
static void repeated_stalls_make_the_motor_dull_then_dead_for_a_minute(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_latch_bind_N] = 400.0;
    value[vehicle_bcm_tries_per_min] = 20.0;
    build(value, warm);
    double before_A = 100.0;
    int stalls = 0;
    car_percept_t seen = press_and_push(0.0);
    for (; (seen.drive_A > 0.0) && (stalls < 19); ++stalls) {  // it ends in the press that cuts it out
        assert_true(!seen.freed && (seen.drive_A < before_A)); // duller each time
        assert_int_equal(car_sense(vehicle_sense_drive_A, &rig.model, &rig.state, &seen), 0); // it stands
        before_A = seen.drive_A;
        seen = press_and_push(0.0);
    }
    assert_in_range(stalls, 8, 18);
    assert_true(before_A < 6.5);
    seen = press_and_push(-300.0);
    assert_true(!seen.opened && (seen.lid_clicks == 0U) && (seen.drive_A == 0.0)); // dead
    (void)stroke(vehicle_stimulus_wait_s, 120.0, 100);
    seen = press_and_push(-300.0);
    assert_true(seen.opened && (seen.lid_clicks == 1U));
}

static void pause_of_the_unit_keeps_the_motor_from_being_overdone(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_latch_bind_N] = 400.0;
    build(value, warm); // three tries in a minute
    for (int k = 0; k < 60; ++k) {
        (void)press_and_push(0.0);
        (void)stroke(vehicle_stimulus_wait_s, 5.0, 100);
        assert_true(rig.state.plant.actuator.heat.is_cut < 0.5);
    }
    assert_true(rig.state.plant.actuator.heat.rise_K > 10.0);
}

static void reversed_latch_is_home_again_when_the_lid_stands_open(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_return_stroke_driven] = 1.0;
    for (double celsius = -20.0; celsius <= 40.0; celsius += 20.0) {
        build(value, (car_weather_t){.celsius = celsius});
        const car_percept_t seen = stroke(vehicle_stimulus_fob_lid, 1.0, 400);
        assert_true(seen.opened);
        assert_int_equal(seen.pulses, 1);
        (void)stroke(vehicle_stimulus_wait_s, 0.0, 1000);
        assert_true(rig.state.plant.actuator.travel_mm == 0.0);
        // The unit, which sees the other leg only, holds its driver for sound.
        assert_int_equal(ecu_fault_count_of(node_ecu(&rig.state.node), ecu_fault_driver_short), 0);
    }
}

// One bit of physics or control changed anywhere changes this number; a change on purpose changes it here
// too. Computed from the plant's bytes and what was perceived, at any optimisation, by any compiler.
static uint64_t golden(const uint64_t hash, const void* const bytes, const size_t size)
{
    uint64_t h = hash;
    const unsigned char* const at = bytes;
    for (size_t k = 0; k < size; ++k) {
        h = (h ^ at[k]) * 0x100000001b3U;
    }
    return h;
}

static uint64_t scenario(void)
{
    static const vehicle_stroke_t strokes[] = {
        {0, 300, vehicle_stimulus_fob_unlock, 1.0},
        {1200, 3000, vehicle_stimulus_lid_force, -60.0},
        {1500, 600, vehicle_stimulus_fob_lid, 1.0},
    };
    uint64_t hash = 0xcbf29ce484222325U;
    for (int k = 0; k < 12; ++k) {
        double value[vehicle_param_count];
        built_copy(value);
        value[vehicle_battery_soc] = 0.08 * k - 0.05;
        value[vehicle_latch_friction] = 0.05 + 0.04 * k;
        value[vehicle_actuator_type] = (k % 3 == 2) ? 2.0 : 1.0;
        build(value, (car_weather_t){.celsius = 30.0 - 5.0 * k, .wet = k % 2 != 0});
        const car_percept_t seen = car_run(&rig.model, &rig.state, strokes, 3, NULL);
        hash = golden(hash, &rig.state.plant, sizeof rig.state.plant);
        hash = golden(hash, &seen.release_ms, sizeof seen.release_ms);
        hash = golden(hash, &seen.drive_A, sizeof seen.drive_A);
        hash = golden(hash, &seen.refusal, sizeof seen.refusal);
    }
    return hash;
}

static const uint64_t golden_hash = 0x1dfd2f86a1e67936U;

static void gives_the_same_bytes_on_every_machine(void** context)
{
    (void)context;
    const uint64_t hash = scenario();
    if (hash != golden_hash) {
        print_error("golden hash is now 0x%llx\n", (unsigned long long)hash);
    }
    assert_true(hash == golden_hash);
    assert_true(scenario() == hash);
}

static void a_copy_of_the_state_goes_on_as_the_original_does(void** context)
{
    (void)context;
    build(built_value, warm);
    (void)stroke(vehicle_stimulus_fob_lock, 1.0, 300);
    car_state_t copy;
    memcpy(&copy, &rig.state, sizeof copy);
    assert_memory_equal(&copy, &rig.state, sizeof copy);
    const vehicle_stroke_t press = {0, 600, vehicle_stimulus_fob_lid, 1.0};
    const car_percept_t one = car_run(&rig.model, &rig.state, &press, 1, NULL);
    const car_percept_t two = car_run(&rig.model, &copy, &press, 1, NULL);
    assert_int_equal(one.release_ms, two.release_ms);
    assert_true(car_state_hash(&copy) == car_state_hash(&rig.state));
}

static void count_sample(void* const context, const uint32_t t_ms, const car_model_t* const model,
                         const car_state_t* const state)
{
    (void)t_ms;
    (void)model;
    (void)state;
    *(int*)context += 1;
}

static void half_the_step_leads_to_the_same_end_by_another_road(void** context)
{
    (void)context;
    build(built_value, warm);
    const car_percept_t usual = stroke(vehicle_stimulus_fob_lid, 1.0, 400);
    const uint64_t road = car_state_hash(&rig.state);
    build(built_value, warm);
    rig.model.finer = true;
    const car_percept_t finer = stroke(vehicle_stimulus_fob_lid, 1.0, 400);
    assert_true(finer.opened && finer.pulses == usual.pulses && finer.lid_clicks == usual.lid_clicks);
    assert_in_range(finer.release_ms, usual.release_ms - 3, usual.release_ms + 3);
    assert_true(car_state_hash(&rig.state) != road);
}

static void being_watched_changes_nothing(void** context)
{
    (void)context;
    const vehicle_stroke_t press = {0, 600, vehicle_stimulus_fob_lid, 1.0};
    build(built_value, warm);
    (void)car_run(&rig.model, &rig.state, &press, 1, NULL);
    const uint64_t alone = car_state_hash(&rig.state);
    int samples = 0;
    const car_recorder_t recorder = {.sample = count_sample, .context = &samples};
    car_start(&rig.model, &rig.state);
    (void)car_run(&rig.model, &rig.state, &press, 1, &recorder);
    assert_true(car_state_hash(&rig.state) == alone);
    assert_true(samples > 100);
}

static void a_recording_replays_exactly_and_notices_a_change(void** context)
{
    (void)context;
    static unsigned char memory[65536];
    static car_record_t record;
    base_arena_t arena = {memory, sizeof memory, 0};
    const vehicle_stroke_t lock = {0, 300, vehicle_stimulus_fob_lock, 1.0};
    const vehicle_stroke_t press = {0, 600, vehicle_stimulus_fob_lid, 1.0};
    car_percept_t seen;
    build(built_value, warm);
    car_record_begin(&record, &rig.model, &rig.state, &arena);
    assert_true(car_record_run(&record, &rig.state, &lock, 1, &seen));
    assert_true(car_record_run(&record, &rig.state, &press, 1, &seen));
    assert_int_equal(car_record_replay(&record), -1);
    record.snapshot.plant.battery.open_V -= 0.001;
    assert_int_equal(car_record_replay(&record), 0);
}

static void a_full_arena_records_nothing(void** context)
{
    (void)context;
    static unsigned char memory[8];
    static car_record_t record;
    base_arena_t arena = {memory, sizeof memory, 0};
    const vehicle_stroke_t press = {0, 600, vehicle_stimulus_fob_lid, 1.0};
    car_percept_t seen;
    build(built_value, warm);
    car_record_begin(&record, &rig.model, &rig.state, &arena);
    const uint64_t before = car_state_hash(&rig.state);
    assert_false(car_record_run(&record, &rig.state, &press, 1, &seen));
    assert_true(car_state_hash(&rig.state) == before);
}

static void plot_is_whole_and_measures_itself(void** context)
{
    (void)context;
    static car_plot_t plot;
    static char text[4 << 20];
    memset(&plot, 0, sizeof plot);
    build(built_value, warm);
    const car_recorder_t recorder = car_plot_recorder(&plot);
    const vehicle_stroke_t press = {0, 600, vehicle_stimulus_fob_lid, 1.0};
    (void)car_run(&rig.model, &rig.state, &press, 1, &recorder);
    (void)car_run(&rig.model, &rig.state, &press, 1, &recorder);
    assert_true((plot.count > 100U) && (plot.dropped == 0U));
    for (uint32_t k = 1; k < plot.count; ++k) {
        assert_true(plot.point[k].t_s > plot.point[k - 1U].t_s);
    }
    const size_t svg = car_plot_svg(&plot, NULL, 0);
    assert_true((svg > 1000U) && (car_plot_svg(&plot, text, sizeof text) == svg) && (strlen(text) == svg));
    assert_non_null(strstr(text, "</svg>"));
    assert_non_null(strstr(text, ">1 s</text>")); // round times
    const char* const joint = strstr(text, "stroke-dasharray");
    assert_non_null(joint); // one line between the two runs
    assert_null(strstr(joint + 1, "stroke-dasharray"));
    const size_t csv = car_plot_csv(&plot, text, sizeof text);
    size_t lines = 0;
    for (size_t k = 0; k < csv; ++k) {
        lines += (text[k] == '\n') ? 1U : 0U;
    }
    assert_int_equal(lines, plot.count + 1U);
    (void)car_plot_csv(&plot, text, 10);
    assert_int_equal(strlen(text), 9);
}

static void configuration_is_as_the_vehicle_file_says(void** context)
{
    (void)context;
    double value[vehicle_param_count];
    built_copy(value);
    node_config_t config = car_node_config(value);
    assert_true(ecu_config_is_sound(&config.ecu));
    assert_int_equal(config.ecu.start_mV, 9000);
    assert_int_equal(config.ecu.speed_max_kmh, 5);
    assert_int_equal(config.keys.id[0], 1);
    assert_false(config.ecu.handle_present);
    value[vehicle_fob_paired] = 0.0;
    value[vehicle_handle_kind] = 2.0;
    value[vehicle_bcm_start_V] = 6.2; // barely above its reset
    config = car_node_config(value);
    assert_true(ecu_config_is_sound(&config.ecu));
    assert_int_equal(config.keys.id[0], 0);
    assert_int_equal(config.keys.id[1], 2);
    assert_true(config.ecu.handle_present);
}

static void every_sense_has_a_reading_for_every_index(void** context)
{
    (void)context;
    char text[40];
    for (int s = 0; s < vehicle_sense_count; ++s) {
        const vehicle_sense_t sense = (vehicle_sense_t)s;
        const int count = car_sense_count(sense);
        assert_true(count >= 2);
        assert_true(car_sense_reading(sense, count - 1, text, sizeof text));
        assert_false(car_sense_reading(sense, count, text, sizeof text));
        assert_false(car_sense_reading(sense, -1, text, sizeof text));
        build(built_value, warm);
        const car_percept_t seen = car_run(&rig.model, &rig.state, NULL, 0, NULL);
        assert_in_range(car_sense(sense, &rig.model, &rig.state, &seen), 0, count - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_when_its_key_is_pressed),
        cmocka_unit_test(opens_at_every_voltage_above_the_lockout_and_never_below),
        cmocka_unit_test(key_in_the_trunk_cannot_be_pressed),
        cmocka_unit_test(stays_shut_when_nobody_touches_it),
        cmocka_unit_test(locks_itself_again_after_the_time_it_waits),
        cmocka_unit_test(second_press_is_wanted_where_the_car_wants_two),
        cmocka_unit_test(alarm_sounds_when_a_blade_opens_an_armed_car_that_minds_it),
        cmocka_unit_test(repeated_stalls_make_the_motor_dull_then_dead_for_a_minute),
        cmocka_unit_test(pause_of_the_unit_keeps_the_motor_from_being_overdone),
        cmocka_unit_test(reversed_latch_is_home_again_when_the_lid_stands_open),
        cmocka_unit_test(gives_the_same_bytes_on_every_machine),
        cmocka_unit_test(a_copy_of_the_state_goes_on_as_the_original_does),
        cmocka_unit_test(half_the_step_leads_to_the_same_end_by_another_road),
        cmocka_unit_test(being_watched_changes_nothing),
        cmocka_unit_test(a_recording_replays_exactly_and_notices_a_change),
        cmocka_unit_test(a_full_arena_records_nothing),
        cmocka_unit_test(plot_is_whole_and_measures_itself),
        cmocka_unit_test(configuration_is_as_the_vehicle_file_says),
        cmocka_unit_test(every_sense_has_a_reading_for_every_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
