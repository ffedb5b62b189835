#include "check.h"

#include "plant/built.h"

#include "car/car.h"

enum { seeds = 200 };

static const car_weather_t warm = {.celsius = 20.0, .wet = false};

typedef struct {
    car_model_t model;
    car_state_t state;
    uint16_t button;    // whose levels are counted
    int edges, presses; // as the unit sees them, before and behind its debounce
    bool raw, stable;
} rig_t;

static rig_t rig;

static void count(void* const context, const uint32_t t_ms, const car_model_t* const model,
                  const car_state_t* const state)
{
    (void)context;
    (void)t_ms;
    (void)model;
    const ecu_switches_t* const seen = &node_ecu(&state->node)->switches;
    const bool raw = (seen->raw & rig.button) != 0U;
    const bool stable = (seen->stable & rig.button) != 0U;
    rig.edges += (raw != rig.raw) ? 1 : 0;
    rig.presses += (stable && !rig.stable) ? 1 : 0;
    rig.raw = raw;
    rig.stable = stable;
}

// One press of half a second on a car whose contacts jump so long; `quick` takes the unit's debounce away.
static car_percept_t press(const vehicle_stimulus_t stimulus, const double bounce_ms, const bool quick,
                           const uint64_t seed)
{
    double value[vehicle_param_count];
    built_copy(value);
    value[vehicle_bounce_lid_button_ms] = bounce_ms;
    value[vehicle_bounce_cabin_button_ms] = bounce_ms;
    value[vehicle_bounce_handle_ms] = bounce_ms;
    value[vehicle_bounce_lid_open_ms] = bounce_ms;
    value[vehicle_handle_kind] = 2.0;
    car_model_of_values(&rig.model, value, warm, seed);
    if (quick) {
        rig.model.node.ecu.press_ms = 1;
        rig.model.node.ecu.quiet_ms = 1;
    }
    car_start(&rig.model, &rig.state);
    rig.edges = rig.presses = 0;
    rig.raw = rig.stable = false;
    const car_recorder_t recorder = {.sample = count};
    const vehicle_stroke_t one = {0, 500, (uint16_t)stimulus, 1.0};
    return car_run(&rig.model, &rig.state, &one, 1, &recorder);
}

typedef struct {
    vehicle_stimulus_t stimulus;
    uint16_t button;
} button_t;

static const button_t buttons[] = {{vehicle_stimulus_lid_button, ECU_SWITCH(lid_button)},
                                   {vehicle_stimulus_cabin_button, ECU_SWITCH(cabin_button)},
                                   {vehicle_stimulus_handle, ECU_SWITCH(handle)}};

static void one_press_of_a_jumping_button_is_one_request(void** context)
{
    (void)context;
    static const double bounce_ms[] = {0.0, 1.6, 10.0};
    for (size_t b = 0; b < sizeof buttons / sizeof buttons[0]; ++b) {
        rig.button = buttons[b].button;
        for (size_t k = 0; k < sizeof bounce_ms / sizeof bounce_ms[0]; ++k) {
            int jumped = 0;
            for (uint64_t seed = 1; seed <= seeds; ++seed) {
                const car_percept_t seen = press(buttons[b].stimulus, bounce_ms[k], false, seed);
                assert_true(seen.opened);
                assert_int_equal(seen.pulses, 1);
                assert_int_equal(rig.presses, 1);
                jumped += (rig.edges > 2) ? 1 : 0;
            }
            // The unit has seen the jumps; it was its debounce that made one press of them.
            assert_int_equal(jumped > seeds / 10, bounce_ms[k] > 0.0);
        }
    }
}

static void a_unit_without_debounce_takes_one_press_for_several(void** context)
{
    (void)context;
    rig.button = ECU_SWITCH(lid_button);
    int wrong = 0;
    for (uint64_t seed = 1; seed <= seeds; ++seed) {
        (void)press(vehicle_stimulus_lid_button, 10.0, true, seed);
        wrong += (rig.presses > 1) ? 1 : 0;
    }
    assert_true(wrong > seeds / 4);
}

static void jumping_lid_switch_still_tells_that_the_lid_has_opened(void** context)
{
    (void)context;
    rig.button = ECU_SWITCH(not_closed);
    int jumped = 0;
    for (uint64_t seed = 1; seed <= seeds; ++seed) {
        (void)press(vehicle_stimulus_cabin_button, 10.0, false, seed);
        assert_int_equal(rig.presses, 1);
        assert_int_equal(ecu_fault_count_of(node_ecu(&rig.state.node), ecu_fault_switch_chatter), 0);
        jumped += (rig.edges > 1) ? 1 : 0;
    }
    assert_true(jumped > seeds / 10);
}

static void same_seed_jumps_the_same_and_another_does_not(void** context)
{
    (void)context;
    rig.button = ECU_SWITCH(lid_button);
    int different = 0;
    for (uint64_t seed = 1; seed <= 20; ++seed) {
        (void)press(vehicle_stimulus_lid_button, 10.0, false, seed);
        const uint64_t hash = car_state_hash(&rig.state);
        const int edges = rig.edges;
        (void)press(vehicle_stimulus_lid_button, 10.0, false, seed);
        assert_true(car_state_hash(&rig.state) == hash);
        (void)press(vehicle_stimulus_lid_button, 10.0, false, seed + 1U);
        different += (rig.edges != edges) ? 1 : 0;
    }
    assert_true(different > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_press_of_a_jumping_button_is_one_request),
        cmocka_unit_test(a_unit_without_debounce_takes_one_press_for_several),
        cmocka_unit_test(jumping_lid_switch_still_tells_that_the_lid_has_opened),
        cmocka_unit_test(same_seed_jumps_the_same_and_another_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
