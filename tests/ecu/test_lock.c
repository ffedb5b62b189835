/// Locked, armed, forgotten, relocked: what the car believes about itself and answers with its lamps.
#include "ecu/bed.h"

static void answers_lock_and_unlock_with_relay_and_lamps(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 100);
    for (uint32_t i = 0; i < 2U; i++) {
        bed_send(&bed, BED_KEY, i == 0U ? key_command_lock : key_command_unlock);
        uint32_t lock_ms = 0;
        uint32_t unlock_ms = 0;
        uint32_t lamps_ms = 0;
        for (uint32_t ms = 0; ms < 2000U; ms++) {
            lock_ms += ecu_outputs(&bed.ecu)->lock_relay ? 1U : 0U;
            unlock_ms += ecu_outputs(&bed.ecu)->unlock_relay ? 1U : 0U;
            lamps_ms += ecu_outputs(&bed.ecu)->flashers ? 1U : 0U;
            bed_tick(&bed);
        }
        assert_int_equal(lock_ms, i == 0U ? 300 : 0);
        assert_int_equal(unlock_ms, i == 0U ? 0 : 300);
        assert_int_equal(lamps_ms, i == 0U ? 400 : 1000);
        assert_int_equal(bed.ecu.lock.locked, i == 0U);
        assert_int_equal(bed.ecu.lock.armed, i == 0U);
        assert_false(bed.ecu.lock.deadlocked);
    }
}

static void deadlocks_and_arms_only_where_the_car_can(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 4U; row++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.deadlocks = (row & 1U) != 0U;
        bed.config.alarm_present = (row & 2U) != 0U;
        bed_wait(&bed, 100);
        bed_send(&bed, BED_KEY, key_command_lock);
        assert_int_equal(bed.ecu.lock.deadlocked, (row & 1U) != 0U);
        assert_int_equal(bed.ecu.lock.armed, (row & 2U) != 0U);
        bed_send(&bed, BED_KEY, key_command_unlock);
        assert_false(bed.ecu.lock.locked || bed.ecu.lock.deadlocked || bed.ecu.lock.armed);
    }
}

static void locks_itself_again_when_nobody_opens(void** state)
{
    (void)state;
    static const uint16_t opened[] = {0, ECU_SWITCH(door), ECU_SWITCH(not_closed), ECU_SWITCH(ignition)};
    for (uint32_t row = 0; row < 4U; row++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.relocks_s = 30;
        bed_wait(&bed, 100);
        bed_send(&bed, BED_KEY, key_command_unlock);
        bed_wait(&bed, 1000);
        bed_set(&bed, opened[row], true);
        bed_wait(&bed, 1000);
        bed_set(&bed, opened[row], false);
        bed_wait(&bed, 27999);
        assert_false(bed.ecu.lock.locked);
        bed_tick(&bed);
        assert_int_equal(bed.ecu.lock.locked, row == 0U);
        bed_wait(&bed, 30000);
        assert_int_equal(bed.ecu.lock.locked, row == 0U);
    }
}

static void locks_itself_again_after_as_little_as_a_second(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.relocks_s = 1;
    bed_wait(&bed, 100);
    bed_send(&bed, BED_KEY, key_command_unlock);
    bed_wait(&bed, 999);
    assert_false(bed.ecu.lock.locked);
    bed_tick(&bed);
    assert_true(bed.ecu.lock.locked);
}

static void a_car_that_never_relocks_stays_unlocked(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 100);
    bed_send(&bed, BED_KEY, key_command_unlock);
    bed_sleep(&bed);
    assert_false(bed.ecu.lock.locked);
    assert_true(bed.now_ms < 13000U); // and goes to sleep in its usual time
}

static void second_unlock_starts_the_relock_again(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.relocks_s = 10;
    bed_wait(&bed, 100);
    bed_send(&bed, BED_KEY, key_command_unlock);
    bed_wait(&bed, 8000);
    bed_send(&bed, BED_KEY, key_command_unlock);
    bed_wait(&bed, 8000);
    assert_false(bed.ecu.lock.locked);
    bed_wait(&bed, 3000);
    assert_true(bed.ecu.lock.locked);
}

static void forgets_that_it_was_unlocked_after_a_power_loss(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 4U; row++) {
        const bool forgets = (row & 1U) != 0U;
        const bool lost = (row & 2U) != 0U;
        bed_t bed;
        bed_make(&bed);
        bed.config.forgets_unlocked = forgets;
        const ecu_memory_t memory = ecu_memory_fresh();
        bed_power_up(&bed, &memory, lost);
        bed_wait(&bed, 300);
        bed_press(&bed, ECU_SWITCH(cabin_button), 200);
        assert_int_equal(bed.pulses, forgets && lost ? 0 : 1);
        assert_int_equal(ecu_last_refusal(&bed.ecu), forgets && lost ? ecu_refusal_forgot : ecu_refusal_none);
        // It still knows after another, harmless reset; an unlock command cures it.
        const ecu_memory_t after = *ecu_memory(&bed.ecu);
        bed_power_up(&bed, &after, false);
        bed_wait(&bed, 300);
        assert_int_equal(bed.ecu.lock.forgot, forgets && lost);
        bed_send(&bed, BED_KEY, key_command_unlock);
        assert_false(bed.ecu.lock.forgot);
        bed_close_lid(&bed);
        bed_wait(&bed, 1500);
        const uint32_t before = bed.pulses;
        bed_press(&bed, ECU_SWITCH(cabin_button), 200);
        assert_int_equal(bed.pulses, before + 1U);
    }
}

/// Forgotten, it opens to no key nearby; locked by command, it does.
static void lock_command_ends_the_forgetting(void** state)
{
    (void)state;
    for (uint32_t locks = 0; locks < 2U; locks++) {
        bed_t bed;
        bed_make(&bed);
        ecu_memory_t memory = ecu_memory_fresh();
        memory.forgot = true;
        ecu_memory_seal(&memory);
        bed_begin(&bed, &memory);
        if (locks == 1U) {
            bed_send(&bed, BED_KEY, key_command_lock);
            bed_wait(&bed, 100);
        }
        bed.in.zone = ecu_zone_lid;
        bed.in.zone_key_id = BED_KEY;
        bed.in.zone_range_mm = 300;
        bed.in.search_answered = true;
        bed_press(&bed, ECU_SWITCH(lid_button), 200);
        bed_expect(&bed, locks, locks == 1U ? ecu_refusal_none : ecu_refusal_forgot);
    }
}

static void lock_and_unlock_work_in_the_step_of_the_request(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.fob_needs_unlocked = true;
    bed.config.hold_ms = 0;
    ecu_memory_t memory = ecu_memory_fresh();
    memory.locked = true;
    memory.deadlocked = true;
    memory.armed = true;
    memory.forgot = true;
    ecu_memory_seal(&memory);
    bed_power_up(&bed, &memory, false);
    bed_wait(&bed, 100);
    // Unlock by frame, then the lid by phone's press in the same millisecond: the unlock counts already.
    bed.in.phone = key_command_lid;
    bed.in.frame = (key_frame_t){.key_id = BED_KEY, .command = key_command_unlock};
    bed.in.frame_received = true;
    bed_tick(&bed);
    assert_int_equal(bed.ecu.situation, ECU_BIT(busy)); // with its own pulse and nothing else
    bed_wait(&bed, 2000);
    bed_send(&bed, BED_KEY, key_command_lock);
    assert_int_equal(bed.ecu.situation, ECU_BIT(locked) | ECU_BIT(armed));
}

typedef struct {
    uint16_t button; ///< pressed to open the lid, 0: a door is forced instead
    bool on_blade;
    bool siren;
} alarm_row_t;

static void siren_sounds_for_strangers_and_not_for_the_owner(void** state)
{
    (void)state;
    static const alarm_row_t rows[] = {
        {0, false, true},
        {ECU_SWITCH(cylinder), false, false},
        {ECU_SWITCH(cylinder), true, true},
        {ECU_SWITCH(handle), false, true},
        {ECU_SWITCH(not_closed), false, true}, // pried open
    };
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.alarm_on_blade = rows[i].on_blade;
        ecu_memory_t memory = ecu_memory_fresh();
        memory.locked = true;
        memory.armed = true;
        ecu_memory_seal(&memory);
        bed_power_up(&bed, &memory, false);
        bed_wait(&bed, 300);
        bed_set(&bed, rows[i].button == 0U ? ECU_SWITCH(door) : rows[i].button, true);
        bed_wait(&bed, 150);
        bed_set(&bed, rows[i].button & ECU_BUTTONS, false);
        bed_wait(&bed, 850);
        assert_int_equal(ecu_outputs(&bed.ecu)->siren, rows[i].siren);
        assert_int_equal(ecu_outputs(&bed.ecu)->flashers, rows[i].siren);
        bed_wait(&bed, 40000);
        assert_false(ecu_outputs(&bed.ecu)->siren);
    }
}

static void siren_lasts_half_a_minute_or_until_unlocked(void** state)
{
    (void)state;
    for (uint32_t unlocks = 0; unlocks < 2U; unlocks++) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 200);
        bed_send(&bed, BED_KEY, key_command_lock);
        bed_wait(&bed, 500);
        bed_set(&bed, ECU_SWITCH(door), true);
        uint32_t siren_ms = 0;
        for (uint32_t i = 0; i < 40000U; i++) {
            bed.in.phone = (unlocks == 1U && siren_ms == 1000U) ? key_command_unlock : key_command_none;
            bed_tick(&bed);
            siren_ms += ecu_outputs(&bed.ecu)->siren ? 1U : 0U;
        }
        assert_int_equal(siren_ms, unlocks == 1U ? 1000 : 30000);
    }
}

static void permission_to_open_the_armed_car_runs_out(void** state)
{
    (void)state;
    static const uint32_t waits_ms[] = {5000, 9939, 9940, 9941, 15000};
    for (uint32_t i = 0; i < sizeof waits_ms / sizeof *waits_ms; i++) {
        bed_t bed;
        bed_make(&bed);
        bed.jammed = true;
        bed_wait(&bed, 200);
        bed_send(&bed, BED_KEY, key_command_lock);
        bed_wait(&bed, 500);
        bed.in.phone = key_command_lid;
        bed_wait(&bed, waits_ms[i]);
        bed_set(&bed, ECU_SWITCH(not_closed), true); // the lid comes up late
        bed_wait(&bed, 100);
        assert_int_equal(ecu_outputs(&bed.ecu)->siren, waits_ms[i] + bed.config.press_ms > 10000U);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_lock_and_unlock_with_relay_and_lamps),
        cmocka_unit_test(deadlocks_and_arms_only_where_the_car_can),
        cmocka_unit_test(locks_itself_again_when_nobody_opens),
        cmocka_unit_test(locks_itself_again_after_as_little_as_a_second),
        cmocka_unit_test(a_car_that_never_relocks_stays_unlocked),
        cmocka_unit_test(second_unlock_starts_the_relock_again),
        cmocka_unit_test(forgets_that_it_was_unlocked_after_a_power_loss),
        cmocka_unit_test(lock_command_ends_the_forgetting),
        cmocka_unit_test(lock_and_unlock_work_in_the_step_of_the_request),
        cmocka_unit_test(siren_sounds_for_strangers_and_not_for_the_owner),
        cmocka_unit_test(siren_lasts_half_a_minute_or_until_unlocked),
        cmocka_unit_test(permission_to_open_the_armed_car_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
