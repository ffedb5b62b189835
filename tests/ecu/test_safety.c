/// The release rules that people's safety hangs on: test cases U29 to U37, on the reference configuration.
#include "base/random.h"
#include "ecu/bed.h"

/// Everything that could stand between a person in the trunk and the way out; each bit one of them.
typedef enum {
    trap_asleep = 1U << 0U,
    trap_valet = 1U << 1U,
    trap_locked = 1U << 2U, // and deadlocked and armed
    trap_menu = 1U << 3U,
    trap_moving = 1U << 4U,
    trap_bus_dead = 1U << 5U, // ignition on and neither speed nor gear
    trap_blank_memory = 1U << 6U,
    trap_low_supply = 1U << 7U,
    trap_paused = 1U << 8U,
    trap_pulse_under_way = 1U << 9U,
    trap_faulty_drive = 1U << 10U,
    trap_stuck_button = 1U << 11U,
    trap_all = 1U << 12U
} trap_t;

static bool has(const uint32_t traps, const trap_t trap)
{
    return (traps & (uint32_t)trap) != 0U;
}

static ecu_memory_t memory_under(const uint32_t traps)
{
    ecu_memory_t memory = ecu_memory_fresh();
    memory.locked = has(traps, trap_locked);
    memory.deadlocked = memory.locked;
    memory.armed = memory.locked;
    memory.valet = has(traps, trap_valet);
    memory.menu = has(traps, trap_menu);
    memory.forgot = memory.locked;
    memory.tries = has(traps, trap_paused) ? 3U : 0U;
    ecu_memory_seal(&memory);
    return memory;
}

static void trap(bed_t* const bed, const uint32_t traps)
{
    bed_make(bed);
    bed->config.deadlocks = true;
    bed->config.stuck_blocks_others = true;
    const ecu_memory_t memory = memory_under(traps);
    bed_power_up(bed, has(traps, trap_blank_memory) ? NULL : &memory, has(traps, trap_locked));
    if (has(traps, trap_asleep) && !has(traps, trap_moving | trap_bus_dead)) {
        for (uint32_t i = 0; i < 90U; i++) {
            ecu_step(&bed->ecu, &bed->in, 1000);
        }
        assert_false(ecu_outputs(&bed->ecu)->awake);
    } else {
        bed_wait(bed, 50);
    }
    bed->ecu.release.faulty = has(traps, trap_faulty_drive); // a short that was there before
    bed->in.supply_mV = has(traps, trap_low_supply) ? 7000U : 12500U;
    if (has(traps, trap_moving)) {
        bed_drive(bed, 200, ecu_gear_other);
    }
    if (has(traps, trap_bus_dead)) {
        bed_set(bed, ECU_SWITCH(ignition), true);
        bed->in.speed_age_ms = BASE_AGE_EVER_ms;
        bed->in.bus_awake = false;
    }
    bed_set(bed, ECU_SWITCH(lid_button) | ECU_SWITCH(cabin_button), has(traps, trap_stuck_button));
    if (has(traps, trap_pulse_under_way)) {
        // The worst moment: the cylinder's pulse has begun and will not free the latch.
        bed->jammed = true;
        bed_press(bed, ECU_SWITCH(cylinder), 100);
        bed->jammed = false;
    }
}

/// U29
static void handle_frees_within_a_second_in_every_state(void** state)
{
    (void)state;
    for (uint32_t traps = 0; traps < (uint32_t)trap_all; traps++) {
        bed_t bed;
        trap(&bed, traps);
        const uint32_t pulled_at_ms = bed.now_ms;
        bed.freed_at_ms = 0;
        bed_set(&bed, ECU_SWITCH(handle), true);
        bed_wait(&bed, 1000);
        if (bed.freed_at_ms == 0U) {
            print_error("held in by %#x\n", traps);
        }
        assert_true(bed.freed_at_ms > pulled_at_ms);
    }
}

static void handle_frees_at_every_moment_of_a_pulse_that_fails(void** state)
{
    (void)state;
    for (uint32_t after_ms = 0; after_ms < 700U; after_ms++) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 200);
        bed.jammed = true;
        bed.in.phone = key_command_lid;
        bed_wait(&bed, 1 + after_ms);
        assert_int_equal(bed.pulses, 1);
        bed_set(&bed, ECU_SWITCH(handle), true);
        bed_wait(&bed, 500); // whatever the first pulse did is over; from here on the latch is free to go
        bed.jammed = false;
        bed_wait(&bed, 500);
        assert_int_equal(bed.pulses, 2);
        bed_wait(&bed, 3000);
        assert_int_equal(bed.pulses, 2);
    }
}

static void handle_held_through_a_reset_is_not_answered_twice(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.jammed = true;
    bed_set(&bed, ECU_SWITCH(handle), true);
    bed_wait(&bed, 200);
    assert_int_equal(bed.pulses, 1);
    const ecu_memory_t memory = *ecu_memory(&bed.ecu);
    bed_power_up(&bed, &memory, false);
    bed_wait(&bed, 5000);
    assert_int_equal(bed.pulses, 1);
    bed_set(&bed, ECU_SWITCH(handle), false);
    bed_wait(&bed, 100);
    bed_set(&bed, ECU_SWITCH(handle), true); // pulled again
    bed_wait(&bed, 100);
    assert_int_equal(bed.pulses, 2);
}

static void handle_held_through_many_resets_is_not_answered_twice(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.jammed = true;
    bed_set(&bed, ECU_SWITCH(handle), true);
    bed_wait(&bed, 200);
    for (uint32_t i = 0; i < 50U; i++) {
        const ecu_memory_t memory = *ecu_memory(&bed.ecu);
        bed_power_up(&bed, &memory, false);
        bed_wait(&bed, 1U + 20U * i);
        assert_int_equal(bed.pulses, 1);
        assert_true(ecu_memory(&bed.ecu)->handle_served);
    }
}

static void handle_already_pulled_when_the_unit_starts_is_a_pull(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_set(&bed, ECU_SWITCH(handle), true);
    bed_power_up(&bed, NULL, true);
    bed_wait(&bed, 300);
    assert_int_equal(bed.pulses, 1);
}

static void handle_of_a_car_without_an_electric_one_asks_nothing(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.handle_present = false;
    bed_set(&bed, ECU_SWITCH(handle), true);
    bed_wait(&bed, 2000);
    assert_int_equal(bed.pulses, 0);
}

/// Every electric way of asking, one after the other; how often the lid was driven.
static uint32_t pulses_of_all_requests(bed_t* const bed)
{
    const uint32_t before = bed->pulses;
    bed_hold_key(bed, BED_KEY, key_command_lid, 700);
    bed_press(bed, ECU_SWITCH(lid_button), 200);
    bed_press(bed, ECU_SWITCH(cabin_button), 200);
    bed_press(bed, ECU_SWITCH(cylinder), 200);
    bed->in.phone = key_command_lid;
    bed_wait(bed, 400);
    return bed->pulses - before;
}

/// U30 and U31: 5 km/h is the limit, and it counts as too fast.
static void stays_shut_from_walking_speed_up(void** state)
{
    (void)state;
    static const uint16_t speeds_dkmh[] = {0, 1, 10, 49, 50, 51, 60, 100, 1000, 3999, 4000, 5000, UINT16_MAX};
    for (uint32_t i = 0; i < sizeof speeds_dkmh / sizeof *speeds_dkmh; i++) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 200);
        bed_drive(&bed, 0, ecu_gear_park);
        bed.in.speed_dkmh = speeds_dkmh[i];
        bed_wait(&bed, 100);
        bed.in.phone = key_command_lid;
        bed_tick(&bed);
        assert_int_equal(bed.pulses, speeds_dkmh[i] < 50U ? 1 : 0);
        assert_int_equal(ecu_last_refusal(&bed.ecu), speeds_dkmh[i] < 50U     ? ecu_refusal_none
                                                     : speeds_dkmh[i] < 4000U ? ecu_refusal_moving
                                                                              : ecu_refusal_speed_unknown);
    }
}

static void car_that_allows_no_speed_at_all_opens_when_it_stands(void** state)
{
    (void)state;
    for (uint16_t speed_dkmh = 0; speed_dkmh < 3U; speed_dkmh++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.speed_max_kmh = 0;
        bed_wait(&bed, 200);
        bed_drive(&bed, 0, ecu_gear_park);
        bed.in.speed_dkmh = speed_dkmh;
        bed_wait(&bed, 100);
        bed.in.phone = key_command_lid;
        bed_tick(&bed);
        assert_int_equal(bed.pulses, speed_dkmh == 0U ? 1 : 0);
    }
}

static void stays_shut_when_the_speed_is_older_than_half_a_second(void** state)
{
    (void)state;
    for (uint32_t age_ms = 480; age_ms < 520U; age_ms++) {
        bed_t bed;
        bed_make(&bed);
        bed_drive(&bed, 0, ecu_gear_park);
        bed_wait(&bed, 100);
        bed.in.speed_age_ms = age_ms;
        bed.in.phone = key_command_lid;
        bed_tick(&bed);
        assert_int_equal(bed.pulses, age_ms <= 500U ? 1 : 0);
        assert_int_equal(ecu_last_refusal(&bed.ecu),
                         age_ms <= 500U ? ecu_refusal_none : ecu_refusal_speed_unknown);
    }
}

static void counts_as_standing_only_with_ignition_off_and_bus_asleep(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 8U; row++) {
        const bool ignition = (row & 1U) != 0U;
        const bool bus = (row & 2U) != 0U;
        const bool fresh = (row & 4U) != 0U;
        bed_t bed;
        bed_make(&bed);
        bed.config.needs_park = false;
        const ecu_memory_t memory = ecu_memory_fresh();
        bed_power_up(&bed, &memory, false);
        bed_wait(&bed, 100);
        bed_set(&bed, ECU_SWITCH(ignition), ignition);
        bed.in.bus_awake = bus;
        bed.in.speed_age_ms = fresh ? 0U : 501U;
        bed_wait(&bed, 100);
        bed.in.speed_age_ms = fresh ? 0U : 501U;
        bed.in.phone = key_command_lid;
        bed_tick(&bed);
        assert_int_equal(bed.pulses, (fresh || (!ignition && !bus)) ? 1 : 0);
    }
}

static void every_request_is_refused_while_moving(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    for (uint32_t kmh = 5; kmh <= 250U; kmh += 49U) {
        bed_drive(&bed, kmh, ecu_gear_park);
        bed_wait(&bed, 100);
        bed.in.gear_age_ms = 0;
        // The speed keeps coming while all are tried.
        bed.config.speed_age_max_ms = 60000;
        assert_int_equal(pulses_of_all_requests(&bed), 0);
        assert_int_equal(ecu_last_refusal(&bed.ecu), ecu_refusal_moving);
    }
}

/// U32
static void stuck_button_never_releases_and_is_counted(void** state)
{
    (void)state;
    static const uint16_t buttons[] = {ECU_SWITCH(lid_button), ECU_SWITCH(cabin_button),
                                       ECU_SWITCH(cylinder)};
    for (uint32_t i = 0; i < 3U; i++) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 500);
        bed_set(&bed, buttons[i], true);
        bed_wait(&bed, 19900);
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_switch_stuck), 0);
        bed_wait(&bed, 40000);
        assert_int_equal(bed.pulses, 0);
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_switch_stuck), 1);
        bed_set(&bed, buttons[i], false);
        bed_wait(&bed, 1500);
        assert_int_equal(bed.pulses, 0);
        bed_press(&bed, buttons[i], 200); // it works again
        assert_int_equal(bed.pulses, 1);
    }
}

static void button_held_while_the_unit_starts_never_releases(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.acts_on_release = false;
    bed_set(&bed, ECU_SWITCH(lid_button), true);
    const ecu_memory_t memory = ecu_memory_fresh();
    bed_power_up(&bed, &memory, false);
    bed_wait(&bed, 3000);
    assert_int_equal(bed.pulses, 0);
    bed_set(&bed, ECU_SWITCH(lid_button), false);
    bed_wait(&bed, 300);
    assert_int_equal(bed.pulses, 0);
    bed_press(&bed, ECU_SWITCH(lid_button), 100);
    assert_int_equal(bed.pulses, 1);
}

static void chattering_button_never_releases_and_is_counted(void** state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60U; seed++) {
        bed_t bed;
        bed_make(&bed);
        base_random_t random;
        base_random_seed(&random, seed);
        bed_wait(&bed, 1000);
        const uint32_t longest_ms = 3U + base_random_below(&random, 98U);
        for (uint32_t passed_ms = 0; passed_ms < 20000U;) {
            const uint32_t for_ms = 1U + base_random_below(&random, longest_ms);
            bed.in.levels ^= (seed % 2U == 0U) ? ECU_SWITCH(lid_button) : ECU_SWITCH(cabin_button);
            bed_wait(&bed, for_ms);
            passed_ms += for_ms;
        }
        bed_set(&bed, ECU_SWITCH(lid_button) | ECU_SWITCH(cabin_button), false);
        bed_wait(&bed, 3000);
        assert_int_equal(bed.pulses, 0);
        assert_true(ecu_fault_count_of(&bed.ecu, ecu_fault_switch_chatter) > 0U);
    }
}

static void chattering_handle_never_releases(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    base_random_t random;
    base_random_seed(&random, 7);
    for (uint32_t i = 0; i < 2000U; i++) {
        bed.in.levels ^= ECU_SWITCH(handle);
        bed_wait(&bed, 1U + base_random_below(&random, 79));
    }
    assert_int_equal(bed.pulses, 0);
    assert_true(ecu_fault_count_of(&bed.ecu, ecu_fault_switch_chatter) > 0U);
}

static void stuck_button_blocks_others_only_if_so_configured(void** state)
{
    (void)state;
    for (uint32_t blocks = 0; blocks < 2U; blocks++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.stuck_blocks_others = blocks == 1U;
        bed_wait(&bed, 500);
        bed_set(&bed, ECU_SWITCH(lid_button), true);
        bed_wait(&bed, 21000);
        bed.in.phone = key_command_lid;
        bed_wait(&bed, 10);
        assert_int_equal(bed.pulses, 1U - blocks);
        assert_int_equal(ecu_last_refusal(&bed.ecu),
                         blocks == 1U ? ecu_refusal_switch_stuck : ecu_refusal_none);
    }
}

/// U33
static void standing_motor_is_cut_within_half_a_second(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.pulse_ms = 1000;
    bed.jammed = true;
    bed_wait(&bed, 200);
    bed.in.phone = key_command_lid;
    uint32_t driven_ms = 0;
    for (uint32_t i = 0; i < 2000U; i++) {
        bed_tick(&bed);
        bed.in.drive_mA = ecu_outputs(&bed.ecu)->drive ? 7800U : 0U;
        driven_ms += ecu_outputs(&bed.ecu)->drive ? 1U : 0U;
    }
    assert_int_equal(driven_ms, bed.config.stall_ms);
    assert_true(driven_ms <= 500U);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_stalled), 1);
    assert_int_equal(bed.pulses, 1);
}

static void three_tries_in_a_minute_then_a_pause_then_again(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.jammed = true;
    uint32_t begun_ms[64];
    for (uint32_t i = 0; i < 200U; i++) {
        const uint32_t before = bed.pulses;
        bed.in.phone = key_command_lid;
        bed_wait(&bed, 1000);
        if (bed.pulses != before) {
            begun_ms[bed.pulses - 1U] = bed.now_ms;
        }
    }
    assert_true(bed.pulses >= 9U);
    for (uint32_t i = 3; i < bed.pulses; i++) {
        assert_true(begun_ms[i] - begun_ms[i - 3U] >= 60000U);
    }
    assert_int_equal(ecu_last_refusal(&bed.ecu), ecu_refusal_paused);
}

static void driver_that_stays_on_is_switched_off_by_the_second_switch(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 200);
    bed.in.phone = key_command_lid;
    uint32_t too_long_ms = 0;
    for (uint32_t i = 0; i < 3000U; i++) {
        bed_tick(&bed);
        bed.in.drive_mA = ecu_outputs(&bed.ecu)->drive_enable ? 2500U : 0U;
        too_long_ms += (ecu_outputs(&bed.ecu)->drive_enable && !ecu_outputs(&bed.ecu)->drive) ? 1U : 0U;
    }
    assert_true(too_long_ms <= 50U);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_driver_stuck), 1);
    bed.in.phone = key_command_lid;
    bed_wait(&bed, 100);
    assert_int_equal(bed.pulses, 1);
    assert_int_equal(ecu_last_refusal(&bed.ecu), ecu_refusal_drive_faulty);
}

static void shorted_drive_is_cut_at_once(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 200);
    bed.in.phone = key_command_lid;
    bed_tick(&bed);
    assert_true(ecu_outputs(&bed.ecu)->drive);
    bed.in.drive_mA = 40000;
    bed_tick(&bed);
    assert_false(ecu_outputs(&bed.ecu)->drive_enable);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_driver_short), 1);
}

/// U34, at the controller's level; the node's test takes the supply below reset.
static void sagging_supply_ends_the_pulse_and_starts_no_other(void** state)
{
    (void)state;
    for (uint32_t at_ms = 0; at_ms < 450U; at_ms++) {
        bed_t bed;
        bed_make(&bed);
        bed.jammed = true;
        bed_wait(&bed, 200);
        bed.in.phone = key_command_lid;
        bed_wait(&bed, 1 + at_ms);
        bed.in.supply_mV = 5000;
        bed_tick(&bed);
        assert_false(ecu_outputs(&bed.ecu)->drive);
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_sagged), at_ms < 400U ? 1 : 0);
        bed.in.supply_mV = 12500;
        bed_wait(&bed, 3000);
        assert_int_equal(bed.pulses, 1);
        assert_int_equal(ecu_phase(&bed.ecu), ecu_phase_idle);
    }
}

static void no_pulse_begins_below_the_start_voltage(void** state)
{
    (void)state;
    for (uint16_t supply_mV = 8990; supply_mV < 9010U; supply_mV++) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 200);
        bed.in.supply_mV = supply_mV;
        bed.in.phone = key_command_lid;
        bed_tick(&bed);
        assert_int_equal(bed.pulses, supply_mV >= 9000U ? 1 : 0);
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_undervoltage), supply_mV >= 9000U ? 0 : 1);
    }
}

/// U35
static void two_commands_within_a_tenth_of_a_second_are_one_pulse(void** state)
{
    (void)state;
    for (uint32_t gap_ms = 0; gap_ms <= 100U; gap_ms++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.hold_ms = 0;
        bed.jammed = true;
        bed_wait(&bed, 200);
        bed.in.phone = key_command_lid;
        bed.in.frame = (key_frame_t){.key_id = BED_KEY, .command = key_command_lid};
        bed.in.frame_received = gap_ms == 0U;
        bed_tick(&bed);
        bed_wait(&bed, gap_ms > 0U ? gap_ms - 1U : 0U);
        bed.in.frame_received = gap_ms > 0U;
        bed_wait(&bed, 3000);
        assert_int_equal(bed.pulses, 1);
    }
}

/// U36
static void resets_never_pulse(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.in.levels = ECU_SWITCH(lid_button); // somebody leans on it all the time
    for (uint32_t i = 0; i < 1000U; i++) {
        const ecu_memory_t memory = *ecu_memory(&bed.ecu);
        bed_power_up(&bed, &memory, i % 2U == 0U);
        bed_wait(&bed, 60);
    }
    assert_int_equal(bed.pulses, 0);
}

static void resets_at_every_step_of_a_pulse_leave_one_pulse(void** state)
{
    (void)state;
    for (uint32_t at_ms = 1; at_ms < 600U; at_ms++) {
        bed_t bed;
        bed_make(&bed);
        bed.jammed = true;
        bed_wait(&bed, 200);
        bed.in.phone = key_command_lid;
        bed_wait(&bed, at_ms);
        const ecu_memory_t memory = *ecu_memory(&bed.ecu);
        assert_true(ecu_memory_is_intact(&memory));
        bed_power_up(&bed, &memory, true);
        assert_false(ecu_outputs(&bed.ecu)->drive);
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_reset_in_pulse), at_ms <= 400U ? 1 : 0);
        bed_wait(&bed, 2000);
        assert_int_equal(bed.pulses, 1);
    }
}

static void resets_do_not_refill_the_tries(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.jammed = true;
    for (uint32_t i = 0; i < 10U; i++) {
        bed_wait(&bed, 100);
        bed.in.phone = key_command_lid;
        bed_wait(&bed, 700);
        const ecu_memory_t memory = *ecu_memory(&bed.ecu);
        bed_power_up(&bed, &memory, false);
    }
    assert_int_equal(bed.pulses, 3);
}

/// U37
static void half_latched_or_damaged_lid_switch_is_not_closed(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.relocks_s = 5;
    bed.lid_wire_cut = true;
    bed_wait(&bed, 300);
    assert_true(ecu_outputs(&bed.ecu)->lid_warning);
    bed_hold_key(&bed, BED_KEY, key_command_unlock, 0);
    bed_wait(&bed, 10000);
    assert_false(bed.ecu.lock.locked); // a key may lie in the trunk
    bed.in.phone = key_command_lid;    // and asking still works
    bed_wait(&bed, 100);
    assert_int_equal(bed.pulses, 1);
}

/// One request under all conditions at once: nothing but the handle ever moves the lid of a car that is
/// forbidden to.
static void random_lives_keep_every_invariant(void** state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20U; seed++) {
        bed_t bed;
        bed_make(&bed);
        base_random_t random;
        base_random_seed(&random, seed);
        for (uint32_t i = 0; i < 20000U; i++) {
            const uint32_t event = base_random_below(&random, 400);
            if (event < (uint32_t)ecu_switch_count) {
                bed.in.levels ^= (uint16_t)(1U << event);
            } else if (event < 20U) {
                bed.in.frame = (key_frame_t){.key_id = 0x1000U + base_random_below(&random, 4),
                                             .command = (key_command_t)base_random_below(&random, 4)};
                bed.in.frame_received = true;
            } else if (event < 23U) {
                bed.in.supply_mV = (uint16_t)base_random_below(&random, 16000);
            } else if (event < 26U) {
                bed.in.speed_dkmh = (uint16_t)base_random_below(&random, 200);
                bed.in.speed_age_ms = 0;
            } else if (event < 28U) {
                bed.in.phone = (key_command_t)base_random_below(&random, 4);
            }
            bed_tick(&bed);
        }
        assert_true(bed.longest_ms <= 400U);
        assert_true(ecu_release_count(&bed.ecu) >= bed.pulses);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(handle_frees_within_a_second_in_every_state),
        cmocka_unit_test(handle_frees_at_every_moment_of_a_pulse_that_fails),
        cmocka_unit_test(handle_held_through_a_reset_is_not_answered_twice),
        cmocka_unit_test(handle_held_through_many_resets_is_not_answered_twice),
        cmocka_unit_test(handle_already_pulled_when_the_unit_starts_is_a_pull),
        cmocka_unit_test(handle_of_a_car_without_an_electric_one_asks_nothing),
        cmocka_unit_test(stays_shut_from_walking_speed_up),
        cmocka_unit_test(car_that_allows_no_speed_at_all_opens_when_it_stands),
        cmocka_unit_test(stays_shut_when_the_speed_is_older_than_half_a_second),
        cmocka_unit_test(counts_as_standing_only_with_ignition_off_and_bus_asleep),
        cmocka_unit_test(every_request_is_refused_while_moving),
        cmocka_unit_test(stuck_button_never_releases_and_is_counted),
        cmocka_unit_test(button_held_while_the_unit_starts_never_releases),
        cmocka_unit_test(chattering_button_never_releases_and_is_counted),
        cmocka_unit_test(chattering_handle_never_releases),
        cmocka_unit_test(stuck_button_blocks_others_only_if_so_configured),
        cmocka_unit_test(standing_motor_is_cut_within_half_a_second),
        cmocka_unit_test(three_tries_in_a_minute_then_a_pause_then_again),
        cmocka_unit_test(driver_that_stays_on_is_switched_off_by_the_second_switch),
        cmocka_unit_test(shorted_drive_is_cut_at_once),
        cmocka_unit_test(sagging_supply_ends_the_pulse_and_starts_no_other),
        cmocka_unit_test(no_pulse_begins_below_the_start_voltage),
        cmocka_unit_test(two_commands_within_a_tenth_of_a_second_are_one_pulse),
        cmocka_unit_test(resets_never_pulse),
        cmocka_unit_test(resets_at_every_step_of_a_pulse_leave_one_pulse),
        cmocka_unit_test(resets_do_not_refill_the_tries),
        cmocka_unit_test(half_latched_or_damaged_lid_switch_is_not_closed),
        cmocka_unit_test(random_lives_keep_every_invariant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
