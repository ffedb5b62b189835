/// The life of a whole controller: awake and asleep, its log, its counters, what it promises of itself.
#include "ecu/bed.h"

/// What no step may leave behind, one thing at a time; 6 in a car without an alarm.
static void spoil(ecu_t* const ecu, const uint32_t what)
{
    switch (what) {
    case 0:
        ecu->release.phase = ecu_phase_count;
        ecu->source = ecu_source_fob;
        break;
    case 1:
        ecu->source = ecu_source_count;
        break;
    case 2:
        ecu->release.try_count = ECU_TRIES_MAX + 1U;
        break;
    case 3:
        ecu->release.try_first = ECU_TRIES_MAX;
        break;
    case 4:
        ecu->lock.deadlocked = true;
        ecu->lock.locked = false;
        break;
    case 5:
        ecu->release.phase = ecu_phase_rest;
        ecu->source = ecu_source_none;
        break;
    case 6:
        ecu->lock.armed = true;
        break;
    case 7:
        ecu->outputs.drive = true;
        ecu->outputs.drive_enable = true;
        break;
    case 8:
        ecu->outputs.drive_enable = true;
        break;
    case 9:
        ecu->outputs.lock_relay = true;
        ecu->outputs.unlock_relay = true;
        break;
    case 10:
        ecu->awake = false;
        ecu->outputs.siren = true;
        break;
    case 11:
        ecu->rules.rule[ecu_source_handle] = ECU_BIT(valet);
        break;
    case 12:
        ecu->memory.checksum ^= 1U;
        break;
    default:
        ecu->memory.pulse_under_way = true;
        ecu_memory_seal(&ecu->memory);
        break;
    }
}

static void invariants_notice_what_cannot_be(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    for (uint32_t what = 0; what < 14U; what++) {
        ecu_t ecu = bed.ecu;
        bed.config.alarm_present = what != 6U;
        assert_true(ecu_invariants_hold(&ecu));
        spoil(&ecu, what);
        assert_false(ecu_invariants_hold(&ecu));
    }
}

static void sleeping_unit_that_moves_or_sounds_is_noticed(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_sleep(&bed);
    for (uint32_t k = 0; k < 5U; k++) {
        ecu_t ecu = bed.ecu;
        ecu.source = ecu_source_phone;
        ecu.release.phase = (k == 0U) ? ecu_phase_rest : ecu_phase_idle;
        assert_true(ecu_invariants_hold(&ecu));
        ecu.outputs.drive_enable = k == 0U;
        ecu.outputs.lock_relay = k == 1U;
        ecu.outputs.unlock_relay = k == 2U;
        ecu.outputs.beep = k == 3U;
        ecu.outputs.siren = k == 4U;
        assert_false(ecu_invariants_hold(&ecu));
        ecu.awake = true;
        assert_true(ecu_invariants_hold(&ecu));
    }
}

static void outcome_of_every_pulse_is_told(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 3U; row++) {
        static const ecu_outcome_t outcomes[] = {ecu_outcome_opened, ecu_outcome_not_opened,
                                                 ecu_outcome_open_load};
        bed_t bed;
        bed_make(&bed);
        bed.jammed = row > 0U;
        bed_wait(&bed, 300);
        bed.in.phone = key_command_lid;
        for (uint32_t i = 0; i < 2500U; i++) {
            bed_tick(&bed);
            bed.in.drive_mA = (row == 2U) ? 100U : bed.in.drive_mA;
        }
        const ecu_event_t* const event = ecu_event(&bed.ecu, 0);
        assert_non_null(event);
        assert_int_equal(event->kind, ecu_event_outcome);
        assert_int_equal(event->outcome, outcomes[row]);
        assert_int_equal(event->source, ecu_source_phone);
        assert_int_equal(ecu_event(&bed.ecu, 1)->kind, ecu_event_release);
        assert_null(ecu_event(&bed.ecu, 2));
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_not_opened), row == 1U ? 1 : 0);
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_driver_open), row == 2U ? 1 : 0);
    }
}

static void log_keeps_the_last_events(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    for (uint32_t i = 0; i < 40U; i++) {
        bed.in.phone = (i % 2U == 0U) ? key_command_lock : key_command_unlock;
        bed_wait(&bed, 10);
    }
    for (uint32_t back = 0; back < ECU_EVENT_COUNT; back++) {
        assert_int_equal(ecu_event(&bed.ecu, back)->command,
                         back % 2U == 0U ? key_command_unlock : key_command_lock);
        assert_int_equal(ecu_event(&bed.ecu, back)->now_ms, 300U + 391U - 10U * back);
    }
    assert_null(ecu_event(&bed.ecu, ECU_EVENT_COUNT));
}

static void sleeps_when_idle_and_wakes_for_each_request(void** state)
{
    (void)state;
    for (uint32_t way = 0; way < 6U; way++) {
        bed_t bed;
        bed_make(&bed);
        bed_sleep(&bed);
        assert_true(ecu_is_settled(&bed.ecu, &bed.in));
        const ecu_t before = bed.ecu;
        bed_wait(&bed, 100);
        assert_memory_equal(&bed.ecu, &before, sizeof before);
        if (way == 0U) {
            bed_hold_key(&bed, BED_KEY, key_command_lid, 600);
        } else if (way == 1U) {
            bed_press(&bed, ECU_SWITCH(lid_button), 100);
        } else if (way == 2U) {
            bed_press(&bed, ECU_SWITCH(cabin_button), 100);
        } else if (way == 3U) {
            bed_press(&bed, ECU_SWITCH(cylinder), 100);
        } else if (way == 4U) {
            bed_press(&bed, ECU_SWITCH(handle), 100);
        } else {
            bed.in.phone = key_command_lid;
            bed_wait(&bed, 100);
        }
        bed_expect(&bed, 1, ecu_refusal_none);
    }
}

static void ask_in_some_way(bed_t* const bed, const uint32_t way)
{
    static const uint16_t buttons[] = {ECU_SWITCH(lid_button), ECU_SWITCH(cabin_button), ECU_SWITCH(cylinder),
                                       ECU_SWITCH(handle)};
    if (way < 4U) {
        bed_press(bed, buttons[way], 100);
    } else if (way == 4U) {
        bed_hold_key(bed, BED_KEY, key_command_lid, 600);
    } else {
        bed->in.phone = key_command_lid;
        bed_wait(bed, 100);
    }
}

/// However little rest a unit wants, it finishes what it is at; the invariants say that it never sleeps with
/// an output on.
static void does_not_fall_asleep_at_work(void** state)
{
    (void)state;
    for (uint32_t way = 0; way < 6U; way++) {
        for (uint32_t valet = 0; valet < 2U; valet++) {
            bed_t bed;
            bed_make(&bed);
            bed.config.sleep_ms = 1;
            bed_begin(&bed, NULL);
            ecu_set_valet(&bed.ecu, valet == 1U);
            bed_wait(&bed, 2000);
            ask_in_some_way(&bed, way);
            bed_wait(&bed, 1000);
            assert_int_equal(bed.pulses, valet == 0U || way == 2U || way == 3U);
            assert_int_equal(ecu_event(&bed.ecu, 0)->kind == ecu_event_sleep, !ecu_outputs(&bed.ecu)->awake);
            bed_sleep(&bed);
        }
    }
}

static void falls_asleep_to_the_millisecond(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.sleep_ms = 500;
    bed.in.bus_awake = true;
    bed_begin(&bed, NULL);
    bed_wait(&bed, 2000);
    bed.in.bus_awake = false;
    bed_wait(&bed, 499);
    assert_true(ecu_outputs(&bed.ecu)->awake);
    bed_tick(&bed);
    assert_false(ecu_outputs(&bed.ecu)->awake);
}

static void stays_awake_as_long_as_it_searches_for_a_key(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.lid_needs_key = true;
    bed.config.passive_present = true;
    bed.config.search_ms = 5000;
    bed.config.sleep_ms = 1;
    bed_begin(&bed, NULL);
    bed.in.zone = ecu_zone_lid;
    bed.in.zone_key_id = BED_KEY;
    bed.in.zone_range_mm = 300;
    bed_press(&bed, ECU_SWITCH(lid_button), 200);
    bed_wait(&bed, 3000);
    assert_int_equal(bed.pulses, 0);
    bed.in.search_answered = true;
    bed_wait(&bed, 100);
    bed_expect(&bed, 1, ecu_refusal_none);
}

static void handle_that_was_let_go_is_pulled_anew_after_a_reset(void** state)
{
    (void)state;
    for (uint32_t let_go = 0; let_go < 2U; let_go++) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 300);
        bed_set(&bed, ECU_SWITCH(handle), true);
        bed_wait(&bed, 1000);
        bed_close_lid(&bed);
        assert_true(ecu_memory(&bed.ecu)->handle_served);
        bed_set(&bed, ECU_SWITCH(handle), let_go == 0U);
        bed_wait(&bed, 200);
        assert_int_equal(ecu_memory(&bed.ecu)->handle_served, let_go == 0U);
        bed_set(&bed, ECU_SWITCH(handle), true);
        const ecu_memory_t memory = *ecu_memory(&bed.ecu);
        bed_power_up(&bed, &memory, false);
        bed_wait(&bed, 1000);
        assert_int_equal(bed.pulses, 1U + let_go);
    }
}

static void unlock_sent_once_to_a_sleeping_car_is_not_lost(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    const ecu_memory_t memory = bed_locked_memory();
    bed_begin(&bed, &memory);
    bed_sleep(&bed);
    bed_send(&bed, BED_KEY, key_command_unlock);
    assert_true(bed.ecu.lock.locked); // it is only waking
    bed_wait(&bed, 20);
    assert_false(bed.ecu.lock.locked);
}

static void stays_awake_with_the_ignition_or_the_bus_on(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 2U; row++) {
        bed_t bed;
        bed_make(&bed);
        bed.in.bus_awake = row == 0U;
        bed_set(&bed, ECU_SWITCH(ignition), row == 1U);
        bed_wait(&bed, 15000);
        assert_true(ecu_outputs(&bed.ecu)->awake);
        bed.in.bus_awake = false;
        bed_set(&bed, ECU_SWITCH(ignition), false);
        bed_wait(&bed, 11000);
        assert_false(ecu_outputs(&bed.ecu)->awake);
    }
}

static void missing_signals_are_counted_once_each_time(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 100);
    bed_set(&bed, ECU_SWITCH(ignition), true);
    bed_wait(&bed, 500);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_no_speed), 1);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_no_gear), 1);
    for (uint32_t age_ms = 1000; age_ms <= 1001U; age_ms++) {
        bed_drive(&bed, 0, ecu_gear_park);
        bed_tick(&bed);
        bed.in.gear = ecu_gear_other;
        bed.in.gear_age_ms = age_ms;
        bed_tick(&bed);
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_no_gear), age_ms == 1000U ? 1 : 2);
    }
    bed_drive(&bed, 0, ecu_gear_park);
    bed_tick(&bed);
    bed_drive(&bed, 0, ecu_gear_other);
    bed_wait(&bed, 2000);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_no_speed), 2);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_no_gear), 2); // it was there and was not Park
    assert_string_equal(ecu_fault_name(ecu_fault_no_gear), "no_gear");
    assert_string_equal(ecu_fault_name(ecu_fault_count), "none");
}

static void chattering_button_is_counted_once_until_it_is_sound_again(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    for (uint32_t times = 1; times <= 2U; times++) {
        for (uint32_t i = 0; i < 40U; i++) {
            bed.in.levels ^= ECU_SWITCH(cabin_button);
            bed_wait(&bed, 15);
        }
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_switch_chatter), times);
        bed_wait(&bed, 3000);
    }
}

/// A contact that breaks often chatters first and then stays on; the battery must not pay for it.
static void unit_sleeps_though_a_button_chattered_and_then_stuck(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    for (uint32_t i = 0; i < 41U; i++) {
        bed.in.levels ^= ECU_SWITCH(lid_button);
        bed_wait(&bed, 15);
    }
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_switch_chatter), 1);
    bed_wait(&bed, 60000);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_switch_stuck), 1);
    assert_false(ecu_outputs(&bed.ecu)->awake);
    bed_set(&bed, ECU_SWITCH(lid_button), false);
    bed_wait(&bed, 2000);
    bed_press(&bed, ECU_SWITCH(lid_button), 200); // sound again
    bed_expect(&bed, 1, ecu_refusal_none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(invariants_notice_what_cannot_be),
        cmocka_unit_test(sleeping_unit_that_moves_or_sounds_is_noticed),
        cmocka_unit_test(outcome_of_every_pulse_is_told),
        cmocka_unit_test(log_keeps_the_last_events),
        cmocka_unit_test(sleeps_when_idle_and_wakes_for_each_request),
        cmocka_unit_test(does_not_fall_asleep_at_work),
        cmocka_unit_test(falls_asleep_to_the_millisecond),
        cmocka_unit_test(stays_awake_as_long_as_it_searches_for_a_key),
        cmocka_unit_test(handle_that_was_let_go_is_pulled_anew_after_a_reset),
        cmocka_unit_test(unlock_sent_once_to_a_sleeping_car_is_not_lost),
        cmocka_unit_test(stays_awake_with_the_ignition_or_the_bus_on),
        cmocka_unit_test(missing_signals_are_counted_once_each_time),
        cmocka_unit_test(chattering_button_is_counted_once_until_it_is_sound_again),
        cmocka_unit_test(unit_sleeps_though_a_button_chattered_and_then_stuck),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
