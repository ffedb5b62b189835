/// Every way to ask, made by a hand, a key or a phone, and what a person is answered.
#include "ecu/bed.h"

static void key_opens_after_being_held_long_enough(void** state)
{
    (void)state;
    for (uint32_t held_ms = 0; held_ms <= 1000U; held_ms += 50U) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 300);
        bed_hold_key(&bed, BED_KEY, key_command_lid, held_ms);
        bed_wait(&bed, 400);
        bed_expect(&bed, held_ms >= 500U ? 1 : 0, held_ms >= 500U ? ecu_refusal_none : ecu_refusal_gesture);
        assert_int_equal(bed.ecu.source, held_ms >= 500U ? ecu_source_fob : ecu_source_none);
    }
}

static void key_let_go_a_millisecond_too_soon_opens_nothing(void** state)
{
    (void)state;
    for (uint32_t last_ms = 98; last_ms <= 101U; last_ms++) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 300);
        for (uint32_t frame = 0; frame < 4U; frame++) {
            bed_send(&bed, BED_KEY, key_command_lid);
            bed_wait(&bed, frame < 2U ? 199U : last_ms - 1U);
        }
        assert_int_equal(bed.pulses, 400U + last_ms >= 500U ? 1 : 0);
    }
}

static void key_let_go_too_soon_is_refused_once_when_its_gap_has_passed(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    bed_send(&bed, BED_KEY, key_command_lid);
    bed_wait(&bed, 200);
    assert_null(ecu_event(&bed.ecu, 0)); // a frame may still come
    bed_tick(&bed);
    bed_expect(&bed, 0, ecu_refusal_gesture);
    bed_wait(&bed, 1000);
    assert_null(ecu_event(&bed.ecu, 1));
    assert_false(ecu_outputs(&bed.ecu)->beep);
}

static void key_held_for_ever_asks_once(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.jammed = true;
    bed_hold_key(&bed, BED_KEY, key_command_lid, 10000);
    bed_expect(&bed, 1, ecu_refusal_none);
}

static void second_key_opens_too_and_is_told_apart(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    bed_hold_key(&bed, BED_SECOND_KEY, key_command_lid, 600);
    bed_expect(&bed, 1, ecu_refusal_none);
    assert_int_equal(bed.ecu.source, ecu_source_fob2);
}

static void strange_key_opens_nothing_unlocks_nothing_and_gets_no_answer(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    const ecu_memory_t memory = bed_locked_memory();
    bed_begin(&bed, &memory);
    bed.counter++;
    bed_send(&bed, BED_STRANGE_KEY, key_command_unlock);
    bed_wait(&bed, 50);
    assert_true(bed.ecu.lock.locked);
    assert_false(ecu_outputs(&bed.ecu)->flashers);
    bed_hold_key(&bed, BED_STRANGE_KEY, key_command_lid, 600);
    bed_expect(&bed, 0, ecu_refusal_unknown_key);
    assert_false(ecu_outputs(&bed.ecu)->beep);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_unknown_key), 14);
}

static void presses_of_two_keys_do_not_add_up(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    for (uint32_t i = 0; i < 20U; i++) {
        bed_send(&bed, (i % 2U == 0U) ? BED_KEY : BED_SECOND_KEY, key_command_lid);
        bed_wait(&bed, 49);
    }
    bed_wait(&bed, 300);
    bed_expect(&bed, 0, ecu_refusal_gesture);
}

static void one_press_ends_with_a_gap_or_a_new_counter(void** state)
{
    (void)state;
    for (uint32_t gap_ms = 190; gap_ms <= 210U; gap_ms += 10U) {
        for (uint32_t counts = 0; counts < 2U; counts++) {
            bed_t bed;
            bed_make(&bed);
            bed_wait(&bed, 300);
            for (uint32_t i = 0; i < 6U; i++) {
                bed.counter += counts;
                bed_send(&bed, BED_KEY, key_command_lid);
                bed_wait(&bed, gap_ms - 1U);
            }
            assert_int_equal(bed.pulses, (gap_ms <= 200U && counts == 0U) ? 1 : 0);
        }
    }
}

static void car_that_wants_two_presses_takes_two(void** state)
{
    (void)state;
    static const uint32_t pauses_ms[] = {100, 500, 999, 1000, 1001, 1500};
    for (uint32_t i = 0; i < sizeof pauses_ms / sizeof *pauses_ms; i++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.double_press = true;
        bed.config.hold_ms = 0;
        bed_begin(&bed, NULL);
        bed_hold_key(&bed, BED_KEY, key_command_lid, 0);
        assert_int_equal(bed.pulses, 0);
        bed_wait(&bed, pauses_ms[i] - 50U);
        bed_hold_key(&bed, BED_KEY, key_command_lid, 0);
        assert_int_equal(bed.pulses, pauses_ms[i] <= 1000U ? 1 : 0);
    }
}

static void one_press_each_of_two_keys_is_not_two_presses(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.double_press = true;
    bed.config.hold_ms = 0;
    bed_begin(&bed, NULL);
    bed_hold_key(&bed, BED_KEY, key_command_lid, 0);
    bed_hold_key(&bed, BED_SECOND_KEY, key_command_lid, 0);
    bed_wait(&bed, 2000);
    bed_expect(&bed, 0, ecu_refusal_gesture);
}

static void third_press_after_two_that_opened_is_a_first_one(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.double_press = true;
    bed.config.hold_ms = 0;
    bed.config.pulse_ms = 100;
    bed.jammed = true;
    bed_begin(&bed, NULL);
    for (uint32_t press = 1; press <= 4U; press++) {
        bed_hold_key(&bed, BED_KEY, key_command_lid, 0);
        assert_int_equal(bed.pulses, press / 2U);
        bed_wait(&bed, 300);
    }
    bed_expect(&bed, 2, ecu_refusal_none);
}

static void car_that_wants_two_presses_refuses_one(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.double_press = true;
    bed.config.hold_ms = 0;
    bed_begin(&bed, NULL);
    bed_hold_key(&bed, BED_KEY, key_command_lid, 600);
    bed_wait(&bed, 900);
    assert_int_equal(bed.ecu.event_total, 0);
    bed_wait(&bed, 200);
    bed_expect(&bed, 0, ecu_refusal_gesture);
}

static void low_cell_of_a_known_key_is_noted(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    for (uint32_t i = 0; i < 2U; i++) {
        bed.in.frame = (key_frame_t){.key_id = i == 0U ? BED_KEY : BED_STRANGE_KEY, .battery_low = true};
        bed.in.frame_received = true;
        bed_tick(&bed);
    }
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_key_battery), 1);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_unknown_key), 1);
}

static void buttons_open_an_unlocked_car_and_not_a_locked_one(void** state)
{
    (void)state;
    for (uint32_t locked = 0; locked < 2U; locked++) {
        for (uint32_t cabin = 0; cabin < 2U; cabin++) {
            bed_t bed;
            bed_make(&bed);
            bed.config.passive_present = false;
            bed.config.alarm_present = false;
            const ecu_memory_t memory = bed_locked_memory();
            bed_begin(&bed, locked == 1U ? &memory : NULL);
            bed_press(&bed, cabin == 1U ? ECU_SWITCH(cabin_button) : ECU_SWITCH(lid_button), 200);
            bed_expect(&bed, 1U - locked, locked == 1U ? ecu_refusal_locked : ecu_refusal_none);
            assert_int_equal(ecu_outputs(&bed.ecu)->beep, locked == 1U);
        }
    }
}

static void refusal_beeps_for_a_fifth_of_a_second(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    ecu_set_valet(&bed.ecu, true);
    bed.in.phone = key_command_lid;
    uint32_t beep_ms = 0;
    for (uint32_t i = 0; i < 1000U; i++) {
        bed_tick(&bed);
        beep_ms += ecu_outputs(&bed.ecu)->beep ? 1U : 0U;
    }
    assert_int_equal(beep_ms, 200);
}

static void armed_alarm_blocks_the_cabin_button(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    const ecu_memory_t memory = bed_locked_memory();
    bed_begin(&bed, &memory);
    bed_press(&bed, ECU_SWITCH(cabin_button), 200);
    bed_expect(&bed, 0, ecu_refusal_armed);
}

static void short_touch_is_no_press(void** state)
{
    (void)state;
    for (uint32_t held_ms = 50; held_ms < 70U; held_ms++) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 300);
        bed_press(&bed, ECU_SWITCH(lid_button), held_ms);
        assert_int_equal(bed.pulses, held_ms > 60U ? 1 : 0);
    }
}

static void button_asks_when_let_go_or_when_pressed_as_configured(void** state)
{
    (void)state;
    for (uint32_t on_release = 0; on_release < 2U; on_release++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.acts_on_release = on_release == 1U;
        bed_begin(&bed, NULL);
        bed_set(&bed, ECU_SWITCH(cabin_button), true);
        bed_wait(&bed, 500);
        assert_int_equal(bed.pulses, 1U - on_release);
        bed_set(&bed, ECU_SWITCH(cabin_button), false);
        bed_wait(&bed, 500);
        assert_int_equal(bed.pulses, 1);
    }
}

typedef struct {
    ecu_zone_t zone;
    uint32_t key_id;
    uint16_t range_mm;
    bool opens;
} search_row_t;

static void lid_button_of_a_locked_car_opens_with_a_key_within_a_metre(void** state)
{
    (void)state;
    static const search_row_t rows[] = {
        {ecu_zone_lid, BED_KEY, 900, true},         {ecu_zone_lid, BED_SECOND_KEY, 1000, true},
        {ecu_zone_lid, BED_KEY, 1001, false},       {ecu_zone_lid, BED_KEY, 12000, false},
        {ecu_zone_lid, BED_KEY, UINT16_MAX, false}, {ecu_zone_lid, BED_STRANGE_KEY, 100, false},
        {ecu_zone_cabin, BED_KEY, 100, false},      {ecu_zone_trunk, BED_KEY, 100, false},
        {ecu_zone_none, BED_KEY, 100, false},       {ecu_zone_lid, 0, 100, false},
    };
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bed_t bed;
        bed_make(&bed);
        const ecu_memory_t memory = bed_locked_memory();
        bed_begin(&bed, &memory);
        bed_press(&bed, ECU_SWITCH(lid_button), 200);
        assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_lid);
        bed.in.zone = rows[i].zone;
        bed.in.zone_key_id = rows[i].key_id;
        bed.in.zone_range_mm = rows[i].range_mm;
        bed.in.search_answered = true;
        bed_wait(&bed, 2);
        assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_none);
        bed_expect(&bed, rows[i].opens ? 1 : 0, rows[i].opens ? ecu_refusal_none : ecu_refusal_armed);
        assert_int_equal(bed.ecu.source, rows[i].opens ? ecu_source_proximity : ecu_source_none);
        bed_wait(&bed, 1000);
        assert_false(ecu_outputs(&bed.ecu)->siren); // the key's owner opened it
        assert_true(bed.ecu.lock.locked);           // and it locks again when shut
    }
}

static void key_shut_in_the_trunk_opens_only_where_the_car_lets_it(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 8U; row++) {
        const bool lets = (row & 1U) != 0U;
        const bool known = (row & 2U) != 0U;
        const bool in_trunk = (row & 4U) != 0U;
        bed_t bed;
        bed_make(&bed);
        bed.config.passive_in_trunk = lets;
        const ecu_memory_t memory = bed_locked_memory();
        bed_begin(&bed, &memory);
        bed_press(&bed, ECU_SWITCH(lid_button), 200);
        bed.in.zone = in_trunk ? ecu_zone_trunk : ecu_zone_cabin;
        bed.in.zone_key_id = known ? BED_KEY : BED_STRANGE_KEY;
        bed.in.zone_range_mm = UINT16_MAX; // inside nothing is measured
        bed.in.search_answered = true;
        bed_wait(&bed, 2);
        const bool opens = lets && known && in_trunk;
        bed_expect(&bed, opens ? 1 : 0, opens ? ecu_refusal_none : ecu_refusal_armed);
    }
    assert_false(ecu_default_config().passive_in_trunk); // the reference wants a second proof
}

static void lay_key(bed_t* const bed, const ecu_zone_t zone, const uint32_t key_id, const uint16_t range_mm)
{
    bed->in.zone = zone;
    bed->in.zone_key_id = key_id;
    bed->in.zone_range_mm = range_mm;
}

/// Answers at once whoever looks for a key, and counts the beeps.
static uint32_t answer_searches(bed_t* const bed, const uint32_t ms)
{
    uint32_t beeps = 0;
    for (uint32_t i = 0; i < ms; i++) {
        const bool beeped = ecu_outputs(&bed->ecu)->beep;
        bed->in.search_answered = ecu_outputs(&bed->ecu)->search != ecu_zone_none;
        bed_tick(bed);
        beeps += ecu_outputs(&bed->ecu)->beep && !beeped ? 1U : 0U;
    }
    bed->in.search_answered = false;
    return beeps;
}

/// The reference with a known key in the trunk, the lid shut.
static void begin_with_key_inside(bed_t* const bed)
{
    bed_make(bed);
    bed_begin(bed, NULL);
    lay_key(bed, ecu_zone_trunk, BED_KEY, 100);
}

/// The same with the lid open for two seconds, nobody asked.
static void open_with_key_inside(bed_t* const bed)
{
    begin_with_key_inside(bed);
    bed_set(bed, ECU_SWITCH(not_closed), true);
    (void)answer_searches(bed, 2000);
    bed_expect(bed, 0, ecu_refusal_none);
}

static void lid_shut_on_a_key_opens_again_and_beeps_twice(void** state)
{
    (void)state;
    static const struct {
        ecu_zone_t zone;
        uint32_t key_id;
        uint16_t range_mm;
        bool reopens, opens;
    } rows[] = {
        {ecu_zone_trunk, BED_KEY, 1000, true, true},
        {ecu_zone_trunk, BED_SECOND_KEY, 0, true, true},
        {ecu_zone_trunk, BED_KEY, 1001, true, false}, // the field of the trunk carried to a pocket far away
        {ecu_zone_trunk, BED_STRANGE_KEY, 500, true, false},
        {ecu_zone_lid, BED_KEY, 500, true, false}, // in the hand that shut it
        {ecu_zone_cabin, BED_KEY, 500, true, false},
        {ecu_zone_none, BED_KEY, 500, true, false},
        {ecu_zone_trunk, BED_KEY, 500, false, false},
    };
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.reopens_on_key = rows[i].reopens;
        bed_begin(&bed, NULL);
        lay_key(&bed, rows[i].zone, rows[i].key_id, rows[i].range_mm);
        bed_set(&bed, ECU_SWITCH(not_closed), true);
        assert_int_equal(answer_searches(&bed, 2000), 0);
        bed_expect(&bed, 0, ecu_refusal_none);
        bed_close_lid(&bed);
        assert_int_equal(answer_searches(&bed, 3000), rows[i].opens ? 2 : 0);
        bed_expect(&bed, rows[i].opens ? 1 : 0, ecu_refusal_none);
        assert_int_equal(bed.ecu.source, rows[i].opens ? ecu_source_shut_in : ecu_source_none);
        assert_int_equal(bed.freed_at_ms > 0U, rows[i].opens);
    }
}

static void trunk_is_searched_as_soon_as_the_lid_has_shut_and_nowhere_else(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_begin(&bed, NULL);
    bed_set(&bed, ECU_SWITCH(not_closed), true);
    bed_wait(&bed, 1500);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_none);
    bed_close_lid(&bed);
    bed_wait(&bed, bed.config.press_ms + 10U);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_trunk);
    bed_wait(&bed, bed.config.search_ms);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_none);
    bed_expect(&bed, 0, ecu_refusal_none); // given up without a word to the person, and noted
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_no_search), 1);
}

static void lid_is_shut_by_hand_if_it_was_open_for_a_second(void** state)
{
    (void)state;
    for (uint32_t open_ms = 999; open_ms <= 1000U; open_ms++) {
        bed_t bed;
        bed_make(&bed);
        bed_begin(&bed, NULL);
        bed_set(&bed, ECU_SWITCH(not_closed), true);
        bed_wait(&bed, open_ms);
        bed_close_lid(&bed);
        bed_wait(&bed, bed.config.press_ms + 10U);
        assert_int_equal(ecu_outputs(&bed.ecu)->search, open_ms < 1000U ? ecu_zone_none : ecu_zone_trunk);
    }
}

static void unit_stays_awake_until_the_trunk_was_searched(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.sleep_ms = 5; // before the first sign of life is decided on
    bed.config.wake_ms = 200;
    bed_begin(&bed, NULL);
    bed_set(&bed, ECU_SWITCH(not_closed), true);
    bed_wait(&bed, 1500);
    bed_sleep(&bed);
    bed_close_lid(&bed);
    bed_wait(&bed, 250);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_trunk);
}

static void two_beeps_and_the_pause_between_last_a_fifth_of_a_second_each(void** state)
{
    (void)state;
    bed_t bed;
    begin_with_key_inside(&bed);
    bed_send(&bed, BED_SECOND_KEY, key_command_lock);
    (void)answer_searches(&bed, 1);
    for (uint32_t ms = 0; ms < 1000U; ms++) {
        assert_int_equal(ecu_outputs(&bed.ecu)->beep, ms < 200U || (ms >= 400U && ms < 600U));
        bed_wait(&bed, 1);
    }
}

static void lid_that_was_opened_for_a_key_opens_again_however_soon_it_is_slammed(void** state)
{
    (void)state;
    for (uint32_t slam_ms = 0; slam_ms <= 1200U; slam_ms += 10U) {
        bed_t bed;
        open_with_key_inside(&bed);
        bed_close_lid(&bed);
        while (bed.freed_at_ms == 0U) {
            (void)answer_searches(&bed, 1);
            assert_true(bed.now_ms < 10000U);
        }
        (void)answer_searches(&bed, slam_ms);
        if (!bed.was_driven) { // a lid that a drive holds free cannot be shut
            bed_close_lid(&bed);
            (void)answer_searches(&bed, 3000);
            bed_expect(&bed, 2, ecu_refusal_none);
            assert_true(bed.freed_at_ms > 0U);
        }
    }
}

static void lid_slammed_into_a_pulse_is_searched_after_it(void** state)
{
    (void)state;
    for (uint32_t slam_ms = 380; slam_ms <= 700U; slam_ms += 20U) {
        bed_t bed;
        open_with_key_inside(&bed);
        bed.in.phone = key_command_lid;
        (void)answer_searches(&bed, slam_ms);
        bed.jammed = true; // the slam comes when the drive is over
        bed_close_lid(&bed);
        (void)answer_searches(&bed, 150);
        bed.jammed = false;
        (void)answer_searches(&bed, 2000);
        bed_expect(&bed, 2, ecu_refusal_none);
        assert_true(bed.freed_at_ms > 0U);
    }
}

static void lid_that_is_open_again_gets_no_pulse(void** state)
{
    (void)state;
    bed_t bed;
    open_with_key_inside(&bed);
    bed_close_lid(&bed);
    bed_wait(&bed, 80);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_trunk);
    bed_set(&bed, ECU_SWITCH(not_closed), true); // it rested on the latch
    bed_wait(&bed, 80);
    (void)answer_searches(&bed, 1000);
    bed_expect(&bed, 0, ecu_refusal_none);
}

static void locked_car_that_is_locked_by_hand_or_locks_itself_is_searched_once_a_press(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.relocks_s = 5;
    const ecu_memory_t memory = bed_locked_memory();
    bed_begin(&bed, &memory);
    bed.jammed = true; // so that a second pulse for the same press would show
    lay_key(&bed, ecu_zone_trunk, BED_KEY, 100);
    for (uint32_t k = 0; k < 10U; k++) {
        bed_send(&bed, BED_SECOND_KEY, key_command_lock);
        (void)answer_searches(&bed, 49);
    }
    (void)answer_searches(&bed, 3000);
    assert_int_equal(bed.pulses, 1);
    bed_send(&bed, BED_SECOND_KEY, key_command_unlock);
    (void)answer_searches(&bed, 4000);
    assert_int_equal(bed.pulses, 1);
    (void)answer_searches(&bed, 3000);
    assert_int_equal(bed.pulses, 2);
}

static void frame_that_comes_while_the_flashers_answer_belongs_to_the_same_press(void** state)
{
    (void)state;
    for (uint32_t gap_ms = 399; gap_ms <= 400U; gap_ms++) {
        bed_t bed;
        bed_make(&bed);
        bed_begin(&bed, NULL);
        bed_send(&bed, BED_SECOND_KEY, key_command_lock);
        (void)answer_searches(&bed, gap_ms - 1U);
        assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_none);
        bed_send(&bed, BED_SECOND_KEY, key_command_lock);
        bed_wait(&bed, 1);
        assert_int_equal(ecu_outputs(&bed.ecu)->search, gap_ms < 400U ? ecu_zone_none : ecu_zone_trunk);
    }
}

static void lid_found_open_at_the_start_has_been_open(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 2U; row++) {
        bed_t bed;
        bed_make(&bed);
        bed_set(&bed, ECU_SWITCH(not_closed), row == 1U);
        bed_begin(&bed, NULL);
        bed_close_lid(&bed);
        bed_wait(&bed, 100);
        assert_int_equal(ecu_outputs(&bed.ecu)->search, row == 1U ? ecu_zone_trunk : ecu_zone_none);
    }
}

static void flickering_lid_switch_looks_for_no_key(void** state)
{
    (void)state;
    bed_t bed;
    begin_with_key_inside(&bed); // a spare one that always lies there
    for (uint32_t k = 0; k < 40U; k++) {
        bed_set(&bed, ECU_SWITCH(not_closed), true);
        (void)answer_searches(&bed, 25U * k);
        bed_close_lid(&bed);
        (void)answer_searches(&bed, 500);
    }
    bed_expect(&bed, 0, ecu_refusal_none);
}

static void key_locked_in_by_another_opens_and_sets_off_no_alarm(void** state)
{
    (void)state;
    bed_t bed;
    begin_with_key_inside(&bed);
    bed_hold_key(&bed, BED_SECOND_KEY, key_command_lock, 100);
    bool siren = false;
    for (uint32_t i = 0; i < 3000U; i++) {
        (void)answer_searches(&bed, 1);
        siren = siren || ecu_outputs(&bed.ecu)->siren;
    }
    bed_expect(&bed, 1, ecu_refusal_none);
    assert_int_equal(bed.ecu.source, ecu_source_shut_in);
    assert_false(siren);
    assert_true(bed.ecu.lock.locked);
}

static void key_shut_in_a_lid_that_may_not_open_is_told_by_one_beep(void** state)
{
    (void)state;
    bed_t bed;
    open_with_key_inside(&bed);
    bed_close_lid(&bed);
    bed.in.supply_mV = (uint16_t)(bed.config.start_mV - 1U);
    assert_int_equal(answer_searches(&bed, 2000), 1);
    bed_expect(&bed, 0, ecu_refusal_undervoltage);
}

static void person_who_asks_is_served_before_the_trunk_is_searched(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_begin(&bed, NULL);
    bed_send(&bed, BED_SECOND_KEY, key_command_lock);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_trunk);
    bed_press(&bed, ECU_SWITCH(lid_button), 70);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_lid);
    lay_key(&bed, ecu_zone_none, 0, UINT16_MAX);
    (void)answer_searches(&bed, 1);
    bed_expect(&bed, 0, ecu_refusal_armed);
    bed_wait(&bed, 1);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_trunk);
}

static void trunk_is_searched_after_whoever_waits_for_a_search(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    const ecu_memory_t memory = bed_locked_memory();
    bed_begin(&bed, &memory);
    bed_set(&bed, ECU_SWITCH(not_closed), true);
    bed_wait(&bed, 1500);
    bed_press(&bed, ECU_SWITCH(lid_button), 200);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_lid);
    bed_close_lid(&bed);
    bed_wait(&bed, bed.config.press_ms + 10U);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_lid);
    lay_key(&bed, ecu_zone_none, 0, UINT16_MAX);
    (void)answer_searches(&bed, 1); // found nothing at the lid
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_none);
    (void)answer_searches(&bed, 1);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_trunk);
    lay_key(&bed, ecu_zone_trunk, BED_KEY, 100);
    (void)answer_searches(&bed, 100);
    bed_expect(&bed, 1, ecu_refusal_none);
}

static void foot_below_the_bumper_opens_only_with_a_known_key_near(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 32U; row++) {
        const bool present = (row & 1U) != 0U;
        const bool known = (row & 2U) != 0U;
        const bool near = (row & 4U) != 0U;
        const bool locked = (row & 8U) != 0U;
        const bool passive = (row & 16U) != 0U;
        bed_t bed;
        bed_make(&bed);
        bed.config.foot_present = present;
        bed.config.passive_present = passive;
        const ecu_memory_t memory = bed_locked_memory();
        bed_begin(&bed, locked ? &memory : NULL);
        bed.in.foot = true;
        bed_tick(&bed);
        bed.in.foot = false;
        bed_wait(&bed, 50);
        assert_int_equal(ecu_outputs(&bed.ecu)->search, present && passive ? ecu_zone_lid : ecu_zone_none);
        bed.in.zone = ecu_zone_lid;
        bed.in.zone_key_id = known ? BED_KEY : BED_STRANGE_KEY;
        bed.in.zone_range_mm = near ? 900U : 1001U;
        bed.in.search_answered = true;
        bed_wait(&bed, 2);
        const bool opens = present && passive && known && near;
        bed_expect(&bed, opens ? 1 : 0, opens || !present ? ecu_refusal_none : ecu_refusal_no_key);
        assert_int_equal(bed.ecu.source, opens ? ecu_source_foot : ecu_source_none);
    }
    assert_false(ecu_default_config().foot_present); // the reference wants a hand
}

static void foot_opens_nothing_while_the_car_moves_and_wakes_a_sleeping_one(void** state)
{
    (void)state;
    for (uint32_t moving = 0; moving < 2U; moving++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.foot_present = true;
        bed_begin(&bed, NULL);
        if (moving == 1U) {
            bed.in.levels |= ECU_SWITCH(ignition);
            bed.in.gear = ecu_gear_park;
            bed.in.gear_age_ms = 0;
            bed.in.speed_dkmh = 80;
            bed.in.speed_age_ms = 0;
            bed_wait(&bed, 300);
        } else {
            bed_wait(&bed, bed.config.sleep_ms + 1000U);
            assert_false(ecu_outputs(&bed.ecu)->awake);
        }
        bed.in.zone = ecu_zone_lid;
        bed.in.zone_key_id = BED_KEY;
        bed.in.zone_range_mm = 500;
        bed.in.search_answered = true;
        bed.in.foot = true;
        bed_tick(&bed);
        bed.in.foot = false;
        bed_wait(&bed, 200);
        bed_expect(&bed, moving == 1U ? 0 : 1, moving == 1U ? ecu_refusal_moving : ecu_refusal_none);
    }
}

static void car_without_ranging_believes_the_field_strength(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.passive_measures = false;
    const ecu_memory_t memory = bed_locked_memory();
    bed_begin(&bed, &memory);
    bed.in.zone = ecu_zone_lid;
    bed.in.zone_key_id = BED_KEY;
    bed.in.search_answered = true;
    bed_press(&bed, ECU_SWITCH(lid_button), 200);
    bed_expect(&bed, 1, ecu_refusal_none); // the weakness that the reference does not have
}

static void silent_search_is_given_up_and_counted(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    const ecu_memory_t memory = bed_locked_memory();
    bed_begin(&bed, &memory);
    bed_set(&bed, ECU_SWITCH(lid_button), true);
    bed_wait(&bed, 100);
    bed_set(&bed, ECU_SWITCH(lid_button), false);
    uint32_t searched_ms = 0;
    for (uint32_t i = 0; i < 1000U; i++) {
        bed_tick(&bed);
        searched_ms += ecu_outputs(&bed.ecu)->search != ecu_zone_none ? 1U : 0U;
    }
    assert_int_equal(searched_ms, 300);
    bed_expect(&bed, 0, ecu_refusal_armed);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_no_search), 1);
}

static void no_search_is_begun_where_a_key_would_not_help(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    ecu_memory_t memory = bed_locked_memory();
    memory.valet = true;
    ecu_memory_seal(&memory);
    bed_begin(&bed, &memory);
    bed_press(&bed, ECU_SWITCH(lid_button), 200);
    assert_int_equal(ecu_outputs(&bed.ecu)->search, ecu_zone_none);
    bed_expect(&bed, 0, ecu_refusal_valet);
}

static void cabin_button_that_wants_a_key_looks_for_it_in_the_cabin(void** state)
{
    (void)state;
    for (uint32_t in_cabin = 0; in_cabin < 2U; in_cabin++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.cabin_needs_key = true;
        bed_begin(&bed, NULL);
        bed.in.zone = in_cabin == 1U ? ecu_zone_cabin : ecu_zone_lid;
        bed.in.zone_key_id = BED_KEY;
        bed.in.zone_range_mm = 300;
        bed.in.search_answered = true;
        bed_press(&bed, ECU_SWITCH(cabin_button), 200);
        bed_expect(&bed, in_cabin, in_cabin == 1U ? ecu_refusal_none : ecu_refusal_no_key);
    }
}

static void lid_button_that_always_wants_a_key_looks_for_it(void** state)
{
    (void)state;
    for (uint32_t passive = 0; passive < 2U; passive++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.lid_needs_key = true;
        bed.config.passive_present = passive == 1U;
        bed_begin(&bed, NULL);
        bed.in.zone = ecu_zone_lid;
        bed.in.zone_key_id = BED_KEY;
        bed.in.zone_range_mm = 300;
        bed.in.search_answered = true;
        bed_press(&bed, ECU_SWITCH(lid_button), 200);
        bed_expect(&bed, passive, passive == 1U ? ecu_refusal_none : ecu_refusal_no_key);
    }
}

static void phone_opens_locks_and_unlocks_where_there_is_one(void** state)
{
    (void)state;
    for (uint32_t present = 0; present < 2U; present++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.phone_present = present == 1U;
        bed_wait(&bed, 300);
        bed.in.phone = key_command_lock;
        bed_tick(&bed);
        assert_int_equal(bed.ecu.lock.locked, present);
        bed.in.phone = key_command_lid;
        bed_tick(&bed);
        bed_expect(&bed, present, ecu_refusal_none);
        bed.in.phone = key_command_unlock;
        bed_tick(&bed);
        assert_false(bed.ecu.lock.locked);
    }
}

static void valet_refuses_all_but_the_cylinder_and_the_handle(void** state)
{
    (void)state;
    for (uint32_t by_switch = 0; by_switch < 2U; by_switch++) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 300);
        bed_set(&bed, ECU_SWITCH(valet), by_switch == 1U);
        ecu_set_valet(&bed.ecu, by_switch == 0U);
        bed_wait(&bed, 100);
        bed_hold_key(&bed, BED_KEY, key_command_lid, 600);
        bed_expect(&bed, 0, ecu_refusal_valet);
        bed_press(&bed, ECU_SWITCH(lid_button), 200);
        bed_press(&bed, ECU_SWITCH(cabin_button), 200);
        bed.in.phone = key_command_lid;
        bed_wait(&bed, 10);
        bed_expect(&bed, 0, ecu_refusal_valet);
        const ecu_memory_t memory = *ecu_memory(&bed.ecu);
        bed_power_up(&bed, &memory, true); // and a power loss does not lift it
        bed_wait(&bed, 300);
        bed.in.phone = key_command_lid;
        bed_wait(&bed, 10);
        bed_expect(&bed, 0, ecu_refusal_valet);
        bed_press(&bed, ECU_SWITCH(cylinder), 200);
        assert_int_equal(bed.pulses, 1);
        bed_wait(&bed, 1000);
        bed_press(&bed, ECU_SWITCH(handle), 200);
        assert_int_equal(bed.pulses, 2);
    }
}

static void valet_and_menu_mean_nothing_to_a_car_without_them(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.valet_present = false;
    bed.config.menu_present = false;
    bed_wait(&bed, 300);
    bed_set(&bed, ECU_SWITCH(valet) | ECU_SWITCH(menu), true);
    bed_wait(&bed, 100);
    bed_press(&bed, ECU_SWITCH(lid_button), 200);
    bed_expect(&bed, 1, ecu_refusal_none);
}

static void menu_blocks_the_lid_button_only(void** state)
{
    (void)state;
    for (uint32_t by_switch = 0; by_switch < 2U; by_switch++) {
        bed_t bed;
        bed_make(&bed);
        bed_wait(&bed, 300);
        bed_set(&bed, ECU_SWITCH(menu), by_switch == 1U);
        ecu_set_menu(&bed.ecu, by_switch == 0U);
        bed_wait(&bed, 100);
        bed_press(&bed, ECU_SWITCH(lid_button), 200);
        bed_expect(&bed, 0, ecu_refusal_menu);
        bed_press(&bed, ECU_SWITCH(cabin_button), 200);
        bed_expect(&bed, 1, ecu_refusal_none);
    }
}

static void park_is_wanted_only_with_the_ignition_on(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 16U; row++) {
        const bool ignition = (row & 1U) != 0U;
        const bool park = (row & 2U) != 0U;
        const bool fresh = (row & 4U) != 0U;
        bed_t bed;
        bed_make(&bed);
        bed.config.needs_park = (row & 8U) != 0U;
        bed_begin(&bed, NULL);
        bed_drive(&bed, 0, park ? ecu_gear_park : ecu_gear_other);
        bed_set(&bed, ECU_SWITCH(ignition), ignition);
        bed_wait(&bed, 100);
        bed.in.gear_age_ms = fresh ? 1000U : 1001U;
        bed.in.phone = key_command_lid;
        bed_tick(&bed);
        const bool opens = !bed.config.needs_park || !ignition || (park && fresh);
        bed_expect(&bed, opens ? 1 : 0, opens ? ecu_refusal_none : ecu_refusal_not_in_park);
    }
}

static void key_waits_for_the_ignition_to_be_off_where_the_car_wants_it(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 4U; row++) {
        const bool ignition = (row & 1U) != 0U;
        bed_t bed;
        bed_make(&bed);
        bed.config.hold_ms = 100;
        bed.config.fob_needs_ignition_off = (row & 2U) != 0U;
        bed_begin(&bed, NULL);
        bed_drive(&bed, 0, ecu_gear_park);
        bed_set(&bed, ECU_SWITCH(ignition), ignition);
        bed_wait(&bed, 100);
        bed_hold_key(&bed, BED_KEY, key_command_lid, 200);
        const bool opens = !ignition || !bed.config.fob_needs_ignition_off;
        bed_expect(&bed, opens ? 1 : 0, opens ? ecu_refusal_none : ecu_refusal_ignition_on);
        bed_wait(&bed, 1000); // a pulse and the look at the lid are over
        bed.in.speed_age_ms = 0;
        bed.in.gear_age_ms = 0;
        bed_press(&bed, ECU_SWITCH(cabin_button), 200);
        bed_expect(&bed, opens ? 2 : 1, ecu_refusal_none);
    }
}

static void buttons_are_shed_at_a_low_supply_and_the_key_is_not(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.shed_mV = 11500;
    bed_wait(&bed, 300);
    bed.in.supply_mV = 11499;
    bed_press(&bed, ECU_SWITCH(lid_button), 200);
    bed_expect(&bed, 0, ecu_refusal_shed);
    bed_press(&bed, ECU_SWITCH(cabin_button), 200);
    bed_expect(&bed, 0, ecu_refusal_shed);
    bed_hold_key(&bed, BED_KEY, key_command_lid, 600);
    bed_expect(&bed, 1, ecu_refusal_none);
    bed_wait(&bed, 1000);
    bed.in.supply_mV = 11500;
    bed_press(&bed, ECU_SWITCH(lid_button), 200);
    bed_expect(&bed, 2, ecu_refusal_none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key_opens_after_being_held_long_enough),
        cmocka_unit_test(key_let_go_a_millisecond_too_soon_opens_nothing),
        cmocka_unit_test(key_let_go_too_soon_is_refused_once_when_its_gap_has_passed),
        cmocka_unit_test(key_held_for_ever_asks_once),
        cmocka_unit_test(second_key_opens_too_and_is_told_apart),
        cmocka_unit_test(strange_key_opens_nothing_unlocks_nothing_and_gets_no_answer),
        cmocka_unit_test(presses_of_two_keys_do_not_add_up),
        cmocka_unit_test(one_press_ends_with_a_gap_or_a_new_counter),
        cmocka_unit_test(car_that_wants_two_presses_takes_two),
        cmocka_unit_test(one_press_each_of_two_keys_is_not_two_presses),
        cmocka_unit_test(third_press_after_two_that_opened_is_a_first_one),
        cmocka_unit_test(car_that_wants_two_presses_refuses_one),
        cmocka_unit_test(low_cell_of_a_known_key_is_noted),
        cmocka_unit_test(buttons_open_an_unlocked_car_and_not_a_locked_one),
        cmocka_unit_test(refusal_beeps_for_a_fifth_of_a_second),
        cmocka_unit_test(armed_alarm_blocks_the_cabin_button),
        cmocka_unit_test(short_touch_is_no_press),
        cmocka_unit_test(button_asks_when_let_go_or_when_pressed_as_configured),
        cmocka_unit_test(lid_button_of_a_locked_car_opens_with_a_key_within_a_metre),
        cmocka_unit_test(key_shut_in_the_trunk_opens_only_where_the_car_lets_it),
        cmocka_unit_test(lid_shut_on_a_key_opens_again_and_beeps_twice),
        cmocka_unit_test(trunk_is_searched_as_soon_as_the_lid_has_shut_and_nowhere_else),
        cmocka_unit_test(lid_is_shut_by_hand_if_it_was_open_for_a_second),
        cmocka_unit_test(unit_stays_awake_until_the_trunk_was_searched),
        cmocka_unit_test(two_beeps_and_the_pause_between_last_a_fifth_of_a_second_each),
        cmocka_unit_test(lid_that_was_opened_for_a_key_opens_again_however_soon_it_is_slammed),
        cmocka_unit_test(lid_slammed_into_a_pulse_is_searched_after_it),
        cmocka_unit_test(lid_that_is_open_again_gets_no_pulse),
        cmocka_unit_test(locked_car_that_is_locked_by_hand_or_locks_itself_is_searched_once_a_press),
        cmocka_unit_test(frame_that_comes_while_the_flashers_answer_belongs_to_the_same_press),
        cmocka_unit_test(lid_found_open_at_the_start_has_been_open),
        cmocka_unit_test(flickering_lid_switch_looks_for_no_key),
        cmocka_unit_test(key_locked_in_by_another_opens_and_sets_off_no_alarm),
        cmocka_unit_test(key_shut_in_a_lid_that_may_not_open_is_told_by_one_beep),
        cmocka_unit_test(person_who_asks_is_served_before_the_trunk_is_searched),
        cmocka_unit_test(trunk_is_searched_after_whoever_waits_for_a_search),
        cmocka_unit_test(foot_below_the_bumper_opens_only_with_a_known_key_near),
        cmocka_unit_test(foot_opens_nothing_while_the_car_moves_and_wakes_a_sleeping_one),
        cmocka_unit_test(car_without_ranging_believes_the_field_strength),
        cmocka_unit_test(silent_search_is_given_up_and_counted),
        cmocka_unit_test(no_search_is_begun_where_a_key_would_not_help),
        cmocka_unit_test(cabin_button_that_wants_a_key_looks_for_it_in_the_cabin),
        cmocka_unit_test(lid_button_that_always_wants_a_key_looks_for_it),
        cmocka_unit_test(phone_opens_locks_and_unlocks_where_there_is_one),
        cmocka_unit_test(valet_refuses_all_but_the_cylinder_and_the_handle),
        cmocka_unit_test(valet_and_menu_mean_nothing_to_a_car_without_them),
        cmocka_unit_test(menu_blocks_the_lid_button_only),
        cmocka_unit_test(park_is_wanted_only_with_the_ignition_on),
        cmocka_unit_test(key_waits_for_the_ignition_to_be_off_where_the_car_wants_it),
        cmocka_unit_test(buttons_are_shed_at_a_low_supply_and_the_key_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
