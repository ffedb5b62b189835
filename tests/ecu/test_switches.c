/// Contacts in time, to the millisecond: what is a press, what is bounce, chatter, a stuck button.
#include <string.h>

#include "check.h"
#include "ecu/switches.h"

typedef struct {
    ecu_config_t config;
    ecu_switches_t switches;
    uint16_t levels;
    uint32_t presses[ECU_BUTTON_COUNT];
    uint32_t rejections[ECU_BUTTON_COUNT];
} contacts_t;

static void make(contacts_t* const self)
{
    memset(self, 0, sizeof *self);
    self->config = ecu_default_config();
    ecu_switches_init(&self->switches, 0, true);
}

static void hold(contacts_t* const self, const uint16_t levels, const uint32_t ms)
{
    for (uint32_t i = 0; i < ms; i++) {
        ecu_switches_step(&self->switches, &self->config, levels, 1);
        for (uint32_t button = 0; button < ECU_BUTTON_COUNT; button++) {
            self->presses[button] += (self->switches.pressed >> button) & 1U;
            self->rejections[button] += (self->switches.rejected >> button) & 1U;
        }
    }
}

/// Levels at a step count from the step in which they are first seen: n further steps make an age of n ms.
static void press_needs_its_time_before_during_and_after(void** state)
{
    (void)state;
    for (uint32_t button = 0; button < 3U; button++) {
        for (int before = -1; before <= 1; before++) {
            for (int during = -1; during <= 1; during++) {
                for (int after = -1; after <= 1; after++) {
                    contacts_t self;
                    make(&self);
                    hold(&self, (uint16_t)(1U << button), 200); // held at the start: not trusted yet
                    hold(&self, 0, (uint32_t)(121 + before));
                    hold(&self, (uint16_t)(1U << button), (uint32_t)(61 + during));
                    hold(&self, 0, (uint32_t)(121 + after));
                    assert_int_equal(self.presses[button], before >= 0 && during >= 0 && after >= 0);
                    assert_int_equal(self.rejections[button], 1 + (before < 0 && during >= 0));
                }
            }
        }
    }
}

static void handle_is_pulled_after_its_own_time(void** state)
{
    (void)state;
    for (uint32_t ms = 79; ms <= 82U; ms++) {
        contacts_t self;
        make(&self);
        hold(&self, ECU_SWITCH(handle), ms);
        assert_int_equal(self.presses[ecu_switch_handle], ms >= 81U);
        hold(&self, ECU_SWITCH(handle), 5000);
        assert_int_equal(self.presses[ecu_switch_handle], 1);
    }
}

static void handle_let_go_shortly_is_pulled_again(void** state)
{
    (void)state;
    for (uint32_t ms = 79; ms <= 82U; ms++) {
        contacts_t self;
        make(&self);
        hold(&self, ECU_SWITCH(handle), 200);
        hold(&self, 0, ms);
        hold(&self, ECU_SWITCH(handle), 200);
        assert_int_equal(self.presses[ecu_switch_handle], ms >= 81U ? 2 : 1);
    }
}

static void handle_answered_before_the_start_must_be_let_go_first(void** state)
{
    (void)state;
    for (uint32_t ms = 9; ms <= 12U; ms++) {
        contacts_t self;
        make(&self);
        ecu_switches_init(&self.switches, 0, false);
        hold(&self, ECU_SWITCH(handle), 50);
        hold(&self, 0, ms);
        hold(&self, ECU_SWITCH(handle), 200);
        assert_int_equal(self.presses[ecu_switch_handle], ms >= 11U);
        assert_int_equal(self.rejections[ecu_switch_handle], ms < 11U);
    }
}

static void bounce_at_both_ends_is_one_press(void** state)
{
    (void)state;
    contacts_t self;
    make(&self);
    hold(&self, 0, 500);
    for (uint32_t i = 0; i < 5U; i++) {
        hold(&self, 1, 2);
        hold(&self, 0, 3);
    }
    hold(&self, 1, 100);
    for (uint32_t i = 0; i < 5U; i++) {
        hold(&self, 0, 2);
        hold(&self, 1, 3);
    }
    hold(&self, 0, 300);
    assert_int_equal(self.presses[0], 1);
    assert_int_equal(self.switches.chatter, 0);
}

/// Only a pause of just the quiet time is neither too short nor long enough to ask in between: one press.
static void second_press_too_soon_after_the_first_cancels_both(void** state)
{
    (void)state;
    for (uint32_t pause_ms = 110; pause_ms <= 122U; pause_ms++) {
        contacts_t self;
        make(&self);
        hold(&self, 0, 500);
        hold(&self, 1, 100);
        hold(&self, 0, pause_ms);
        hold(&self, 1, 100);
        hold(&self, 0, 300);
        assert_int_equal(self.presses[0], pause_ms < 120U ? 0 : pause_ms - 119U > 2U ? 2 : pause_ms - 119U);
        assert_int_equal(self.rejections[0], pause_ms < 120U ? 1 : 0);
    }
}

static void press_too_soon_after_the_start_is_rejected(void** state)
{
    (void)state;
    static const uint32_t after_ms[] = {0, 1, 70, 119, 120, 121};
    for (uint32_t button = 0; button < (uint32_t)ecu_switch_handle; button++) {
        for (uint32_t i = 0; i < sizeof after_ms / sizeof *after_ms; i++) {
            contacts_t self;
            make(&self);
            ecu_switches_init(&self.switches, 0, false);
            hold(&self, 0, after_ms[i]);
            hold(&self, (uint16_t)(1U << button), 200);
            hold(&self, 0, 300);
            assert_int_equal(self.presses[button], after_ms[i] >= 120U);
            assert_int_equal(self.rejections[button], after_ms[i] < 120U);
        }
    }
}

static void states_never_chatter_and_never_stick(void** state)
{
    (void)state;
    for (uint32_t index = ECU_BUTTON_COUNT; index < (uint32_t)ecu_switch_count; index++) {
        contacts_t self;
        make(&self);
        hold(&self, 0, 500);
        for (uint32_t i = 0; i < 101U; i++) {
            hold(&self, (uint16_t)((i % 2U == 0U ? 1U : 0U) << index), 15);
        }
        hold(&self, (uint16_t)(1U << index), 30000);
        assert_int_equal(self.switches.chatter | self.switches.stuck, 0);
        assert_true(ecu_switches_are_settled(&self.switches, (uint16_t)(1U << index)));
    }
}

static void chatter_begins_one_change_over_the_limit(void** state)
{
    (void)state;
    for (uint32_t button = 0; button < ECU_BUTTON_COUNT; button++) {
        for (uint32_t edges = 15; edges <= 18U; edges++) {
            for (uint32_t gap_ms = 9; gap_ms <= 12U; gap_ms++) {
                contacts_t self;
                make(&self);
                hold(&self, 0, 50);
                for (uint32_t i = 0; i < edges; i++) {
                    hold(&self, (uint16_t)((i % 2U == 0U ? 1U : 0U) << button), gap_ms);
                }
                // The first change always counts whole, the others only when they are no bounce (10 ms or
                // more).
                const uint32_t quarters = 4U + (edges - 1U) * (gap_ms > 10U ? 4U : 1U);
                assert_int_equal(self.switches.chatter >> button, quarters > 64U);
                hold(&self, 0, 1000);
                assert_int_equal(self.switches.chatter >> button, quarters > 64U && edges % 2U == 1U ? 1 : 0);
                hold(&self, 0, 2);
                assert_int_equal(self.switches.chatter, 0);
            }
        }
    }
}

static void four_bounces_count_as_one_change(void** state)
{
    (void)state;
    for (uint32_t edges = 60; edges <= 63U; edges++) {
        contacts_t self;
        make(&self);
        hold(&self, 0, 50);
        for (uint32_t i = 0; i < edges; i++) {
            hold(&self, i % 2U == 0U ? 1U : 0U, 5);
        }
        assert_int_equal(self.switches.chatter, 4U + (edges - 1U) > 64U); // the first was no bounce
    }
}

static void changes_are_forgotten_after_a_second_or_two(void** state)
{
    (void)state;
    for (uint32_t button = 0; button < ECU_BUTTON_COUNT; button++) {
        contacts_t self;
        make(&self);
        hold(&self, 0, 500);
        for (uint32_t i = 0; i < 60U; i++) {
            hold(&self, (uint16_t)(1U << button), 150); // an impatient person for half a minute
            hold(&self, 0, 350);
        }
        assert_int_equal(self.switches.chatter, 0);
        assert_int_equal(self.presses[button], 60);
    }
}

typedef struct {
    uint32_t on_ms, off_ms; ///< the steps of the two changes
    bool together;          ///< they count together
} window_row_t;

/// A second is a thousand steps, the first one and every other.
static void changes_count_together_in_a_second_and_the_next(void** state)
{
    (void)state;
    static const window_row_t rows[] = {
        {999, 1999, true}, {999, 2000, false}, {1000, 2999, true}, {1000, 3000, false}};
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        contacts_t self;
        make(&self);
        self.config.chatter_edges = 1;
        hold(&self, 0, rows[i].on_ms - 1U);
        hold(&self, 1, rows[i].off_ms - rows[i].on_ms);
        hold(&self, 0, 1);
        assert_int_equal(self.switches.chatter, rows[i].together);
    }
}

static void changes_of_the_second_before_still_count(void** state)
{
    (void)state;
    contacts_t self;
    make(&self);
    hold(&self, 0, 700);
    for (uint32_t i = 0; i < 20U; i++) {
        hold(&self, i % 2U == 0U ? 1U : 0U, 30); // ten changes fall before the second's end and ten after
    }
    assert_int_equal(self.switches.chatter, 1);
}

static void button_is_stuck_after_its_time_and_sound_a_second_after(void** state)
{
    (void)state;
    for (uint32_t button = 0; button < ECU_BUTTON_COUNT; button++) {
        const uint16_t bit = (uint16_t)(1U << button);
        contacts_t self;
        make(&self);
        hold(&self, 0, 500);
        hold(&self, bit, 20000);
        assert_int_equal(self.switches.stuck, 0);
        hold(&self, bit, 1);
        assert_int_equal(self.switches.stuck, bit);
        assert_int_equal(self.rejections[button], 1);
        hold(&self, bit, 5000);
        assert_int_equal(self.rejections[button], 1);
        hold(&self, 0, 1000);
        assert_int_equal(self.switches.stuck, bit);
        hold(&self, 0, 1);
        assert_int_equal(self.switches.stuck, 0);
        assert_int_equal(self.presses[button], button == (uint32_t)ecu_switch_handle ? 1 : 0);
    }
}

static void stuck_button_that_comes_back_too_soon_is_rejected(void** state)
{
    (void)state;
    contacts_t self;
    make(&self);
    hold(&self, 0, 500);
    hold(&self, 1, 21000);
    hold(&self, 0, 500);
    hold(&self, 1, 100);
    hold(&self, 0, 300);
    assert_int_equal(self.presses[0], 0);
    assert_int_equal(self.rejections[0], 2);
}

static void states_are_believed_at_once_at_the_start_and_debounced_later(void** state)
{
    (void)state;
    contacts_t self;
    make(&self);
    const uint16_t states =
        ECU_SWITCH(valet) | ECU_SWITCH(menu) | ECU_SWITCH(ignition) | ECU_SWITCH(not_closed);
    hold(&self, states | ECU_BUTTONS, 1);
    assert_int_equal(self.switches.stable, states);
    hold(&self, 0, 60);
    assert_int_equal(self.switches.stable & states, states);
    hold(&self, 0, 1);
    assert_int_equal(self.switches.stable & states, 0);
}

static void only_buttons_are_remembered_as_stuck(void** state)
{
    (void)state;
    contacts_t self;
    make(&self);
    ecu_switches_init(&self.switches, 0xFFFF, false);
    assert_int_equal(self.switches.stuck, 15);
}

static void is_settled_only_when_nothing_is_left_to_wait_for(void** state)
{
    (void)state;
    contacts_t self;
    make(&self);
    assert_false(ecu_switches_are_settled(&self.switches, 0));
    hold(&self, 0, 999);
    assert_false(ecu_switches_are_settled(&self.switches, 0));
    hold(&self, 0, 1);
    assert_true(ecu_switches_are_settled(&self.switches, 0));
    assert_false(ecu_switches_are_settled(&self.switches, ECU_SWITCH(door)));
    for (uint32_t button = 0; button < ECU_BUTTON_COUNT; button++) {
        const uint16_t bit = (uint16_t)(1U << button);
        hold(&self, bit, 20000); // held, not stuck yet
        assert_false(ecu_switches_are_settled(&self.switches, bit));
        hold(&self, bit, 10);
        assert_true(ecu_switches_are_settled(&self.switches, bit));
        hold(&self, 0, 500);
        assert_false(ecu_switches_are_settled(&self.switches, 0));
        hold(&self, 0, 3000);
        assert_true(ecu_switches_are_settled(&self.switches, 0));
    }
    hold(&self, ECU_SWITCH(door), 61);
    hold(&self, ECU_SWITCH(door), 1);
    assert_true(ecu_switches_are_settled(&self.switches, ECU_SWITCH(door)));
}

static void is_settled_a_second_after_the_last_press(void** state)
{
    (void)state;
    contacts_t self;
    make(&self);
    hold(&self, 0, 900);
    hold(&self, 1,
         1098); // let go at the end of the second second, so that its change is forgotten with the third
    hold(&self, 0, 1059); // debounced after 60 ms, and a thousand more
    assert_false(ecu_switches_are_settled(&self.switches, 0));
    hold(&self, 0, 1);
    assert_true(ecu_switches_are_settled(&self.switches, 0));
}

static void button_known_to_be_stuck_settles_when_its_change_is_forgotten(void** state)
{
    (void)state;
    contacts_t self;
    make(&self);
    ecu_switches_init(&self.switches, 1, true);
    hold(&self, 1, 1999);
    assert_false(ecu_switches_are_settled(&self.switches, 1));
    hold(&self, 1, 1);
    assert_true(ecu_switches_are_settled(&self.switches, 1));
}

/// Long steps come to the same end as short ones.
static void settled_contacts_do_not_change_any_more(void** state)
{
    (void)state;
    contacts_t self;
    make(&self);
    hold(&self, 0, 3000);
    const ecu_switches_t before = self.switches;
    ecu_switches_step(&self.switches, &self.config, 0, 1000);
    assert_memory_equal(&self.switches, &before, sizeof before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(press_needs_its_time_before_during_and_after),
        cmocka_unit_test(handle_is_pulled_after_its_own_time),
        cmocka_unit_test(handle_let_go_shortly_is_pulled_again),
        cmocka_unit_test(handle_answered_before_the_start_must_be_let_go_first),
        cmocka_unit_test(bounce_at_both_ends_is_one_press),
        cmocka_unit_test(second_press_too_soon_after_the_first_cancels_both),
        cmocka_unit_test(press_too_soon_after_the_start_is_rejected),
        cmocka_unit_test(states_never_chatter_and_never_stick),
        cmocka_unit_test(chatter_begins_one_change_over_the_limit),
        cmocka_unit_test(four_bounces_count_as_one_change),
        cmocka_unit_test(changes_are_forgotten_after_a_second_or_two),
        cmocka_unit_test(changes_count_together_in_a_second_and_the_next),
        cmocka_unit_test(changes_of_the_second_before_still_count),
        cmocka_unit_test(button_is_stuck_after_its_time_and_sound_a_second_after),
        cmocka_unit_test(stuck_button_that_comes_back_too_soon_is_rejected),
        cmocka_unit_test(states_are_believed_at_once_at_the_start_and_debounced_later),
        cmocka_unit_test(only_buttons_are_remembered_as_stuck),
        cmocka_unit_test(is_settled_only_when_nothing_is_left_to_wait_for),
        cmocka_unit_test(is_settled_a_second_after_the_last_press),
        cmocka_unit_test(button_known_to_be_stuck_settles_when_its_change_is_forgotten),
        cmocka_unit_test(settled_contacts_do_not_change_any_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
