/// One whole control unit on its pins: counts to volts, reset and boot, brown-out in mid-stroke, sleep.
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "node/node.h"

#define KEY 0x77U

typedef struct {
    node_config_t config;
    node_t node;
    node_port_in_t in;
    node_port_out_t out;
    uint32_t pulses;
    bool was_driven;
} unit_t;

static void set_supply(unit_t* const unit, const uint32_t supply_mV)
{
    unit->in.supply_counts = node_counts_of_supply(&unit->config.wiring, supply_mV);
}

static void make(unit_t* const unit, const ecu_memory_t* const memory)
{
    memset(unit, 0, sizeof *unit);
    unit->config = node_default_config();
    (void)key_table_learn(&unit->config.keys, KEY);
    set_supply(unit, 12500);
    unit->in.lid_button_counts = 4000;
    unit->in.cabin_button_counts = 4000;
    unit->in.handle_counts = 4000;
    unit->in.lid_switch_counts = 1000;
    unit->in.search_range_mm = UINT16_MAX;
    const ecu_memory_t fresh = ecu_memory_fresh();
    node_init(&unit->node, &unit->config, memory != NULL ? memory : &fresh);
}

static void step(unit_t* const unit, const uint32_t ms)
{
    for (uint32_t i = 0; i < ms; i++) {
        node_step(&unit->node, &unit->in, &unit->out, 1);
        const bool driven = unit->out.drive && unit->out.drive_enable;
        unit->pulses += (driven && !unit->was_driven) ? 1U : 0U;
        unit->was_driven = driven;
        unit->in.current_counts = node_counts_of_current(&unit->config.wiring, driven ? 3000 : 0);
        unit->in.phone = key_command_none;
        unit->in.frame_received = false;
        unit->in.speed_received = false;
        unit->in.gear_received = false;
    }
}

static void boots_after_its_time_and_not_below_reset_with_hysteresis(void** state)
{
    (void)state;
    unit_t unit;
    make(&unit, NULL);
    set_supply(&unit, 6400);
    step(&unit, 1000);
    assert_false(unit.out.awake);
    set_supply(&unit, 6510);
    step(&unit, 99);
    assert_false(unit.out.awake);
    step(&unit, 1);
    assert_true(unit.out.awake);
    set_supply(&unit, 6010); // running, it goes on further down
    step(&unit, 10);
    assert_true(unit.out.awake);
    set_supply(&unit, 5990);
    step(&unit, 1);
    assert_false(unit.out.awake);
}

static void counts_become_millivolts_and_back(void** state)
{
    (void)state;
    const node_wiring_t wiring = node_default_wiring();
    assert_int_equal(node_counts_of_supply(&wiring, 0), 0);
    assert_int_equal(node_counts_of_supply(&wiring, 20000), 4095);
    assert_int_equal(node_counts_of_supply(&wiring, 90000), 4095);
    assert_int_equal(node_counts_of_supply(&wiring, 10000), 2047);
    assert_int_equal(node_counts_of_current(&wiring, 40000), 4095);
    assert_int_equal(node_counts_of_current(&wiring, 20000), 2047);
    // The start voltage as the pins see it: 9.0 V within one count.
    for (uint32_t supply_mV = 8980; supply_mV <= 9020U; supply_mV++) {
        unit_t unit;
        make(&unit, NULL);
        node_settle(&unit.node, &unit.in);
        set_supply(&unit, supply_mV);
        unit.in.phone = key_command_lid;
        step(&unit, 50);
        if (supply_mV < 9000U || supply_mV > 9005U) {
            assert_int_equal(unit.pulses, supply_mV >= 9000U ? 1 : 0);
        }
    }
}

static void button_is_read_with_hysteresis(void** state)
{
    (void)state;
    static const uint16_t counts[] = {4095, 2458, 2457, 1638, 1637, 1638, 2457, 2458};
    static const bool pressed[] = {false, false, false, false, true, true, true, false};
    unit_t unit;
    make(&unit, NULL);
    step(&unit, 500);
    for (uint32_t i = 0; i < 8U; i++) {
        unit.in.lid_button_counts = counts[i];
        unit.in.cabin_button_counts = counts[i];
        unit.in.handle_counts = counts[i];
        step(&unit, 1);
        const uint16_t all = ECU_SWITCH(lid_button) | ECU_SWITCH(cabin_button) | ECU_SWITCH(handle);
        assert_int_equal(node_ecu(&unit.node)->switches.raw & all, pressed[i] ? all : 0);
    }
}

static void every_pin_reaches_its_switch(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 32U; row++) {
        unit_t unit;
        make(&unit, NULL);
        unit.in.cylinder = (row & 1U) != 0U;
        unit.in.valet = (row & 2U) != 0U;
        unit.in.menu = (row & 4U) != 0U;
        unit.in.door = (row & 8U) != 0U;
        unit.in.ignition = (row & 16U) != 0U;
        step(&unit, 200);
        const uint32_t expected =
            ((row & 1U) << ecu_switch_cylinder) | ((row >> 1U & 1U) << ecu_switch_valet) |
            ((row >> 2U & 1U) << ecu_switch_menu) | ((row >> 3U & 1U) << ecu_switch_door) |
            ((row >> 4U & 1U) << ecu_switch_ignition);
        assert_int_equal(node_ecu(&unit.node)->switches.raw, expected);
    }
}

/// U37
static void lid_switch_outside_its_closed_band_is_not_closed(void** state)
{
    (void)state;
    unit_t unit;
    make(&unit, NULL);
    unit.in.bus_awake = true;
    step(&unit, 200);
    for (uint32_t counts = 0; counts <= NODE_COUNT_MAX; counts++) {
        unit.in.lid_switch_counts = (uint16_t)counts;
        step(&unit, 70);
        assert_int_equal(unit.out.lid_warning, counts < 410U || counts > 1638U);
    }
}

/// U34: the supply dips from 12 to 5 V at each millisecond of the actuation.
static void brown_out_in_every_millisecond_of_a_stroke_leaves_one_pulse(void** state)
{
    (void)state;
    for (uint32_t at_ms = 0; at_ms < 520U; at_ms++) {
        for (uint32_t dip_ms = 1; dip_ms <= 100U; dip_ms += 33U) {
            unit_t unit;
            make(&unit, NULL);
            node_settle(&unit.node, &unit.in);
            unit.in.phone = key_command_lid;
            step(&unit, 21);
            assert_int_equal(unit.pulses, 1);
            step(&unit, at_ms);
            set_supply(&unit, 5000);
            step(&unit, dip_ms);
            assert_false(unit.out.drive || unit.out.drive_enable);
            set_supply(&unit, 12000);
            step(&unit, 2500);
            assert_int_equal(unit.pulses, 1);
            assert_int_equal(ecu_phase(node_ecu(&unit.node)), ecu_phase_idle);
            assert_false(node_memory(&unit.node)->pulse_under_way);
            assert_int_equal(ecu_fault_count_of(node_ecu(&unit.node), ecu_fault_reset_in_pulse),
                             at_ms < 399U);
        }
    }
}

/// U36: with a button and a key held the whole time.
static void thousand_resets_in_a_minute_never_pulse(void** state)
{
    (void)state;
    unit_t unit;
    make(&unit, NULL);
    unit.in.lid_button_counts = 0;
    for (uint32_t i = 0; i < 1000U; i++) {
        unit.in.reset_held = true;
        step(&unit, 1);
        assert_false(unit.out.drive || unit.out.drive_enable || unit.out.awake);
        unit.in.reset_held = false;
        unit.in.frame = (key_frame_t){.key_id = KEY, .counter = 1, .command = key_command_lid};
        unit.in.frame_received = true;
        step(&unit, 59);
    }
    assert_int_equal(unit.pulses, 0);
}

static void watchdog_bite_at_every_step_of_a_stroke_leaves_one_pulse(void** state)
{
    (void)state;
    for (uint32_t at_ms = 0; at_ms < 520U; at_ms++) {
        unit_t unit;
        make(&unit, NULL);
        node_settle(&unit.node, &unit.in);
        unit.in.phone = key_command_lid;
        step(&unit, 21 + at_ms);
        unit.in.reset_held = true;
        step(&unit, 1);
        assert_false(unit.out.drive || unit.out.drive_enable);
        unit.in.reset_held = false;
        step(&unit, 1500);
        assert_int_equal(unit.pulses, 1);
    }
}

static void forgets_only_after_a_real_power_loss(void** state)
{
    (void)state;
    static const uint32_t down_mV[] = {5500, 2900, 2900, 0};
    static const uint32_t down_ms[] = {5000, 490, 510, 100000};
    for (uint32_t i = 0; i < 4U; i++) {
        unit_t unit;
        make(&unit, NULL);
        unit.config.ecu.forgets_unlocked = true;
        step(&unit, 300);
        set_supply(&unit, down_mV[i]);
        step(&unit, down_ms[i]);
        set_supply(&unit, 12500);
        step(&unit, 300);
        assert_int_equal(node_ecu(&unit.node)->lock.forgot, i >= 2U);
    }
}

/// One count is one millivolt, and the unit lives at small voltages, so that every limit is met to the
/// millivolt and the millisecond.
static void make_exact(unit_t* const unit, const uint16_t reset_mV)
{
    make(unit, NULL);
    unit->config.wiring.supply_full_mV = NODE_COUNT_MAX;
    unit->config.wiring.hysteresis_mV = 100;
    unit->config.ecu.reset_mV = reset_mV;
    unit->config.ecu.abort_mV = reset_mV;
    unit->config.ecu.start_mV = reset_mV;
    unit->config.ecu.forgets_unlocked = true;
    set_supply(unit, 4000);
}

static void starts_and_falls_to_the_millivolt(void** state)
{
    (void)state;
    unit_t unit;
    make_exact(&unit, 1000);
    set_supply(&unit, 1099);
    step(&unit, 1000);
    assert_false(unit.out.awake);
    set_supply(&unit, 1100);
    step(&unit, 100);
    assert_true(unit.out.awake);
    set_supply(&unit, 1000);
    step(&unit, 10);
    assert_true(unit.out.awake);
    set_supply(&unit, 999);
    step(&unit, 1);
    assert_false(unit.out.awake);
}

static bool forgets(unit_t* const unit, const uint32_t down_mV, const uint32_t down_ms)
{
    set_supply(unit, down_mV);
    step(unit, down_ms);
    set_supply(unit, 4000);
    step(unit, 300);
    return node_ecu(&unit->node)->lock.forgot;
}

static void memory_is_lost_below_its_voltage_after_its_time(void** state)
{
    (void)state;
    unit_t unit;
    make_exact(&unit, 3500);
    step(&unit, 300);
    assert_false(forgets(&unit, 3000, 5000));
    assert_false(forgets(&unit, 2999, 499)); // and what was short stays short:
    assert_false(forgets(&unit, 2999, 499)); // two of them are not one long one
    assert_true(forgets(&unit, 2999, 500));
}

static void button_that_hangs_between_its_limits_is_not_pressed_after_a_reset(void** state)
{
    (void)state;
    unit_t unit;
    make(&unit, NULL);
    step(&unit, 300);
    unit.in.lid_button_counts = 0;
    step(&unit, 10);
    unit.in.lid_button_counts = 2000;
    step(&unit, 10);
    assert_int_equal(unit.node.levels & ECU_SWITCH(lid_button), ECU_SWITCH(lid_button));
    unit.in.reset_held = true;
    step(&unit, 5);
    unit.in.reset_held = false;
    step(&unit, 300);
    assert_int_equal(unit.node.levels & ECU_SWITCH(lid_button), 0);
}

static void reference_wiring_is_as_its_header_says(void** state)
{
    (void)state;
    const node_wiring_t wiring = node_default_wiring();
    assert_int_equal(wiring.supply_full_mV, 20000);
    assert_int_equal(wiring.current_full_mA, 40000);
    assert_int_equal(wiring.hysteresis_mV, 500);
    assert_int_equal(wiring.boot_ms, 100);
    assert_int_equal(wiring.pressed_below, 2 * 4095 / 5);
    assert_int_equal(wiring.released_above, 3 * 4095 / 5);
}

static void ages_signals_itself(void** state)
{
    (void)state;
    for (uint32_t age_ms = 490; age_ms < 510U; age_ms++) {
        unit_t unit;
        make(&unit, NULL);
        unit.config.ecu.needs_park = false;
        unit.in.ignition = true;
        step(&unit, 300);
        unit.in.speed_received = true;
        unit.in.speed_dkmh = 0;
        step(&unit, 1);
        unit.in.speed_dkmh = 999; // what stands there between two messages is not looked at
        step(&unit, age_ms - 1U);
        unit.in.phone = key_command_lid;
        step(&unit, 1);
        assert_int_equal(unit.pulses, age_ms <= 500U ? 1 : 0);
    }
}

static void gear_is_taken_from_its_message(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 2U; row++) {
        unit_t unit;
        make(&unit, NULL);
        unit.in.ignition = true;
        step(&unit, 300);
        unit.in.speed_received = true;
        unit.in.gear_received = true;
        unit.in.gear = row == 1U ? ecu_gear_park : ecu_gear_other;
        step(&unit, 1);
        assert_int_equal(unit.node.speed_age_ms, 0);
        assert_int_equal(unit.node.gear_age_ms, 0);
        unit.in.gear = ecu_gear_unknown;
        unit.in.phone = key_command_lid;
        step(&unit, 10);
        assert_int_equal(unit.pulses, row);
    }
}

static void key_found_by_the_search_opens(void** state)
{
    (void)state;
    ecu_memory_t memory = ecu_memory_fresh();
    memory.locked = true;
    ecu_memory_seal(&memory);
    unit_t unit;
    make(&unit, &memory);
    node_settle(&unit.node, &unit.in);
    unit.in.lid_button_counts = 100;
    step(&unit, 150);
    unit.in.lid_button_counts = 4000;
    step(&unit, 150);
    assert_int_equal(unit.out.search, ecu_zone_lid);
    unit.in.search_zone = ecu_zone_lid;
    unit.in.search_key_id = KEY;
    unit.in.search_range_mm = 700;
    unit.in.search_answered = true;
    step(&unit, 5);
    assert_int_equal(unit.pulses, 1);
}

static void sleeping_unit_costs_nothing_and_misses_nothing(void** state)
{
    (void)state;
    unit_t unit;
    make(&unit, NULL);
    node_settle(&unit.node, &unit.in);
    assert_true(node_is_asleep(&unit.node));
    assert_false(unit.out.drive);
    const node_t before = unit.node;
    step(&unit, 1000);
    assert_memory_equal(&unit.node.ecu, &before.ecu, sizeof before.ecu);
    unit.in.handle_counts = 0;
    step(&unit, 100);
    assert_int_equal(unit.pulses, 1);
    assert_false(node_is_asleep(&unit.node));
}

static void settles_stuck_paused_and_forgetful_cars_as_they_are(void** state)
{
    (void)state;
    ecu_memory_t memory = ecu_memory_fresh();
    memory.tries = 3;
    memory.forgot = true;
    ecu_memory_seal(&memory);
    unit_t unit;
    make(&unit, &memory);
    unit.in.cabin_button_counts = 0;
    node_settle(&unit.node, &unit.in);
    assert_int_equal(node_ecu(&unit.node)->switches.stuck, ECU_SWITCH(cabin_button));
    assert_true(node_ecu(&unit.node)->lock.forgot);
    unit.in.phone = key_command_lid;
    step(&unit, 100);
    assert_int_equal(unit.pulses, 0);
    assert_int_equal(ecu_last_refusal(node_ecu(&unit.node)), ecu_refusal_paused);
    step(&unit, 60000);
    unit.in.phone = key_command_lid;
    step(&unit, 100);
    assert_int_equal(unit.pulses, 1);
}

static void settling_counts_the_tries_it_was_given_and_no_others(void** state)
{
    (void)state;
    for (uint8_t tries = 0; tries < 3U; tries++) {
        ecu_memory_t memory = ecu_memory_fresh();
        memory.tries = tries;
        ecu_memory_seal(&memory);
        unit_t unit;
        make(&unit, &memory);
        node_settle(&unit.node, &unit.in);
        assert_int_equal(node_ecu(&unit.node)->release.try_count, tries);
        assert_int_equal(node_memory(&unit.node)->tries, tries);
        step(&unit, 50000); // and they are forgotten in their time, without anything happening at the pins
        assert_int_equal(node_memory(&unit.node)->tries, tries);
        step(&unit, 11000);
        assert_int_equal(node_memory(&unit.node)->tries, 0);
    }
    ecu_memory_t damaged = ecu_memory_fresh();
    damaged.tries = 3; // not sealed
    unit_t unit;
    make(&unit, &damaged);
    node_settle(&unit.node, &unit.in);
    assert_int_equal(node_ecu(&unit.node)->release.try_count, 0);
}

static void settling_without_supply_leaves_it_dead(void** state)
{
    (void)state;
    unit_t unit;
    make(&unit, NULL);
    set_supply(&unit, 3000);
    node_settle(&unit.node, &unit.in);
    assert_false(node_is_asleep(&unit.node));
    unit.in.handle_counts = 0;
    step(&unit, 1000);
    assert_int_equal(unit.pulses, 0); // an electric handle is dead with the battery: the guide knows
}

static void equal_lives_end_in_equal_bytes(void** state)
{
    (void)state;
    unit_t units[2];
    make(&units[0], NULL);
    make(&units[1], NULL);
    units[1].node.config = &units[0].config;
    base_random_t random;
    base_random_seed(&random, 9);
    for (uint32_t i = 0; i < 20000U; i++) {
        const uint32_t event = base_random_below(&random, 300);
        for (uint32_t u = 0; u < 2U; u++) {
            units[u].in.lid_button_counts = (event == 1U)   ? 0U
                                            : (event == 2U) ? 4000U
                                                            : units[u].in.lid_button_counts;
            units[u].in.phone = (event == 3U) ? key_command_lid : key_command_none;
            units[u].in.door = (event == 4U) != units[u].in.door;
            step(&units[u], 1);
        }
        assert_true(i < 100U || ecu_invariants_hold(node_ecu(&units[0].node)));
    }
    assert_memory_equal(&units[0].node, &units[1].node, sizeof units[0].node);
}

static void damaged_memory_is_mended_at_the_next_start(void** state)
{
    (void)state;
    ecu_memory_t memory = ecu_memory_fresh();
    memory.checksum ^= 4U;
    unit_t unit;
    make(&unit, &memory);
    step(&unit, 200);
    assert_true(ecu_memory_is_intact(node_memory(&unit.node)));
    assert_true(node_memory(&unit.node)->valet);
    assert_int_equal(ecu_fault_count_of(node_ecu(&unit.node), ecu_fault_memory), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boots_after_its_time_and_not_below_reset_with_hysteresis),
        cmocka_unit_test(counts_become_millivolts_and_back),
        cmocka_unit_test(button_is_read_with_hysteresis),
        cmocka_unit_test(every_pin_reaches_its_switch),
        cmocka_unit_test(lid_switch_outside_its_closed_band_is_not_closed),
        cmocka_unit_test(brown_out_in_every_millisecond_of_a_stroke_leaves_one_pulse),
        cmocka_unit_test(thousand_resets_in_a_minute_never_pulse),
        cmocka_unit_test(watchdog_bite_at_every_step_of_a_stroke_leaves_one_pulse),
        cmocka_unit_test(forgets_only_after_a_real_power_loss),
        cmocka_unit_test(starts_and_falls_to_the_millivolt),
        cmocka_unit_test(memory_is_lost_below_its_voltage_after_its_time),
        cmocka_unit_test(button_that_hangs_between_its_limits_is_not_pressed_after_a_reset),
        cmocka_unit_test(reference_wiring_is_as_its_header_says),
        cmocka_unit_test(ages_signals_itself),
        cmocka_unit_test(gear_is_taken_from_its_message),
        cmocka_unit_test(key_found_by_the_search_opens),
        cmocka_unit_test(sleeping_unit_costs_nothing_and_misses_nothing),
        cmocka_unit_test(settles_stuck_paused_and_forgetful_cars_as_they_are),
        cmocka_unit_test(settling_counts_the_tries_it_was_given_and_no_others),
        cmocka_unit_test(settling_without_supply_leaves_it_dead),
        cmocka_unit_test(equal_lives_end_in_equal_bytes),
        cmocka_unit_test(damaged_memory_is_mended_at_the_next_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
