/// The drive by itself, to the millisecond and the milliampere.
#include <string.h>

#include "check.h"
#include "ecu/release.h"

typedef struct {
    ecu_config_t config;
    ecu_release_t release;
    ecu_feedback_t feedback;
    ecu_outcome_t outcome; ///< the last one told
    uint32_t outcomes;
} drive_t;

static void make(drive_t* const self)
{
    memset(self, 0, sizeof *self);
    self->config = ecu_default_config();
    self->feedback = (ecu_feedback_t){.supply_mV = 12500, .drive_mA = 0};
    ecu_release_init(&self->release, 0);
}

static void run(drive_t* const self, const uint32_t ms)
{
    for (uint32_t i = 0; i < ms; i++) {
        ecu_release_step(&self->release, &self->config, &self->feedback, 1);
        if (self->release.ended != ecu_outcome_none) {
            self->outcome = self->release.ended;
            self->outcomes++;
        }
    }
}

static void pulse_rest_and_verification_take_their_times(void** state)
{
    (void)state;
    drive_t self;
    make(&self);
    assert_true(ecu_release_is_ready(&self.release));
    ecu_release_begin(&self.release, false);
    assert_false(ecu_release_is_ready(&self.release));
    self.feedback.drive_mA = 2000;
    run(&self, 399);
    assert_int_equal(self.release.phase, ecu_phase_drive);
    run(&self, 1);
    assert_int_equal(self.release.phase, ecu_phase_rest);
    assert_false(ecu_release_is_ready(&self.release));
    self.feedback.drive_mA = 0;
    run(&self, 99);
    assert_int_equal(self.release.phase, ecu_phase_rest);
    run(&self, 1);
    assert_int_equal(self.release.phase, ecu_phase_verify);
    assert_true(ecu_release_is_ready(&self.release));
    run(&self, 999);
    assert_int_equal(self.release.phase, ecu_phase_verify);
    assert_int_equal(self.outcomes, 0);
    run(&self, 1);
    assert_int_equal(self.release.phase, ecu_phase_idle);
    assert_int_equal(self.outcome, ecu_outcome_not_opened);
    assert_int_equal(self.outcomes, 1);
}

static ecu_outcome_t outcome_with(const uint16_t drive_mA, const uint16_t supply_mV, const bool was_open,
                                  const bool opens, uint32_t* const outcomes)
{
    drive_t self;
    make(&self);
    self.feedback = (ecu_feedback_t){.supply_mV = supply_mV, .drive_mA = drive_mA, .not_closed = was_open};
    ecu_release_begin(&self.release, was_open);
    for (uint32_t i = 0; i < 400U && self.release.phase == ecu_phase_drive; i++) {
        run(&self, 1);
    }
    self.feedback.drive_mA = 0;
    self.feedback.not_closed = was_open || opens;
    run(&self, 2000);
    *outcomes = self.outcomes;
    return self.outcome;
}

static void outcome_names_what_happened(void** state)
{
    (void)state;
    uint32_t n = 0;
    assert_int_equal(outcome_with(2000, 12000, false, true, &n), ecu_outcome_opened);
    assert_int_equal(n, 1);
    assert_int_equal(outcome_with(2000, 12000, false, false, &n), ecu_outcome_not_opened);
    assert_int_equal(outcome_with(2000, 12000, true, false, &n), ecu_outcome_none); // tried with the lid up
    assert_int_equal(n, 0);
    assert_int_equal(outcome_with(149, 12000, false, false, &n), ecu_outcome_open_load);
    assert_int_equal(n, 1); // and not also "not opened"
    assert_int_equal(outcome_with(150, 12000, false, false, &n), ecu_outcome_not_opened);
    assert_int_equal(outcome_with(4999, 12000, false, false, &n), ecu_outcome_not_opened);
    assert_int_equal(outcome_with(5000, 12000, false, false, &n), ecu_outcome_stalled);
    assert_int_equal(n, 1);
    assert_int_equal(outcome_with(5000, 12000, false, true, &n), ecu_outcome_opened); // it gave way at last
    assert_int_equal(n, 2);
    assert_int_equal(outcome_with(29999, 12000, false, false, &n), ecu_outcome_stalled);
    assert_int_equal(outcome_with(30000, 12000, false, false, &n), ecu_outcome_shorted);
    assert_int_equal(outcome_with(2000, 6500, false, false, &n), ecu_outcome_not_opened);
    assert_int_equal(outcome_with(2000, 6499, false, false, &n), ecu_outcome_sagged);
}

static void stall_is_timed_without_interruption(void** state)
{
    (void)state;
    drive_t self;
    make(&self);
    self.config.pulse_ms = 1000;
    ecu_release_begin(&self.release, false);
    self.feedback.drive_mA = 8000;
    run(&self, 349);
    self.feedback.drive_mA = 2000; // it moved
    run(&self, 1);
    self.feedback.drive_mA = 8000;
    run(&self, 349);
    assert_int_equal(self.release.phase, ecu_phase_drive);
    run(&self, 1);
    assert_int_equal(self.release.phase, ecu_phase_rest);
    assert_false(self.release.faulty);
}

static void stall_of_the_pulse_before_is_not_carried_over(void** state)
{
    (void)state;
    drive_t self;
    make(&self);
    self.config.stall_ms = 500;
    for (uint32_t i = 0; i < 2U; i++) {
        ecu_release_begin(&self.release, false);
        self.feedback.drive_mA = 8000;
        run(&self, 400);
        self.feedback.drive_mA = 0;
        run(&self, 100);
        assert_int_equal(self.outcome, ecu_outcome_none);
    }
}

static void leaking_driver_is_found_in_the_rest(void** state)
{
    (void)state;
    for (uint32_t leak_ms = 39; leak_ms <= 42U; leak_ms++) {
        for (uint16_t leak_mA = 500; leak_mA <= 501U; leak_mA++) {
            drive_t self;
            make(&self);
            ecu_release_begin(&self.release, false);
            self.feedback.drive_mA = 2000;
            run(&self, 400);
            self.feedback.drive_mA = leak_mA;
            run(&self, leak_ms);
            self.feedback.drive_mA = 0;
            run(&self, 1);
            const bool found = leak_ms > 40U && leak_mA > 500U;
            assert_int_equal(self.release.faulty, found);
            assert_int_equal(self.release.phase, found ? ecu_phase_idle : ecu_phase_rest);
            assert_int_equal(self.outcome, found ? ecu_outcome_stuck_on : ecu_outcome_none);
        }
    }
}

static void leak_is_timed_without_interruption(void** state)
{
    (void)state;
    drive_t self;
    make(&self);
    ecu_release_begin(&self.release, false);
    self.feedback.drive_mA = 2000;
    run(&self, 430);
    self.feedback.drive_mA = 0;
    run(&self, 1);
    self.feedback.drive_mA = 2000;
    run(&self, 40);
    assert_false(self.release.faulty);
    run(&self, 1);
    assert_true(self.release.faulty);
}

static void short_is_a_fault_at_once_and_a_stall_is_none(void** state)
{
    (void)state;
    drive_t self;
    make(&self);
    ecu_release_begin(&self.release, false);
    self.feedback.drive_mA = 30000;
    run(&self, 1);
    assert_int_equal(self.release.phase, ecu_phase_idle);
    assert_true(self.release.faulty);
    assert_true(ecu_release_is_ready(&self.release)); // for the handle
    ecu_release_begin(&self.release, false);
    self.feedback.drive_mA = 2000;
    run(&self, 100);
    assert_int_equal(self.release.phase, ecu_phase_drive);
}

static void tries_are_counted_in_a_moving_minute(void** state)
{
    (void)state;
    drive_t self;
    make(&self);
    for (uint32_t i = 0; i < 3U; i++) {
        assert_false(ecu_release_is_paused(&self.release, &self.config));
        ecu_release_begin(&self.release, false);
        run(&self, 10000);
    }
    assert_true(ecu_release_is_paused(&self.release, &self.config)); // at 0, 10 and 20 s; now 30 s
    run(&self, 29999);
    assert_true(ecu_release_is_paused(&self.release, &self.config));
    run(&self, 1);
    assert_false(ecu_release_is_paused(&self.release, &self.config));
    assert_int_equal(self.release.try_count, 2);
    run(&self, 10000);
    assert_int_equal(self.release.try_count, 1);
    run(&self, 10000);
    assert_int_equal(self.release.try_count, 0);
}

static void handle_pulled_in_despair_overflows_nothing(void** state)
{
    (void)state;
    drive_t self;
    make(&self);
    for (uint32_t i = 0; i < 45U; i++) {
        ecu_release_begin(&self.release, false);
        run(&self, 600);
        assert_true(self.release.try_count <= ECU_TRIES_MAX && self.release.try_first < ECU_TRIES_MAX);
    }
    assert_int_equal(self.release.try_count, 20);
    // The oldest kept began 20 pulses ago: 12 s; the newest 0.6 s.
    run(&self, 47999);
    assert_int_equal(self.release.try_count, 20);
    run(&self, 1);
    assert_int_equal(self.release.try_count, 19);
    run(&self, 18 * 600);
    assert_int_equal(self.release.try_count, 1);
    run(&self, 600);
    assert_int_equal(self.release.try_count, 0);
}

static void tries_carried_over_a_reset_are_within_the_ring(void** state)
{
    (void)state;
    ecu_release_t release;
    ecu_release_init(&release, 200);
    assert_int_equal(release.try_count, 20);
    ecu_release_init(&release, 20);
    assert_int_equal(release.try_count, 20);
    ecu_release_init(&release, 19);
    assert_int_equal(release.try_count, 19);
}

static void reference_drives_as_documented(void** state)
{
    (void)state;
    const ecu_config_t config = ecu_default_config();
    const uint16_t figures[] = {
        config.start_mV,        config.abort_mV,      config.shed_mV,          config.reset_mV,
        config.pulse_ms,        config.rest_ms,       config.verify_ms,        config.stall_mA,
        config.stall_ms,        config.short_mA,      config.idle_mA,          config.load_mA,
        config.tries_per_min,   config.hold_ms,       config.double_ms,        config.press_ms,
        config.handle_ms,       config.quiet_ms,      config.frame_gap_ms,     config.stuck_s,
        config.search_ms,       config.wake_ms,       config.sleep_ms,         config.speed_max_kmh,
        config.relocks_s,       config.chatter_edges, config.speed_age_max_ms, config.park_age_max_ms,
        config.passive_range_mm};
    const uint16_t expected[] = {9000, 6500, 0,     6000, 400,  100, 1000, 5000, 350, 30000,
                                 500,  150,  3,     500,  1000, 60,  80,   120,  200, 20,
                                 300,  20,   10000, 5,    0,    16,  500,  1000, 1000};
    assert_memory_equal(figures, expected, sizeof expected);
    assert_true(config.acts_on_release && config.lid_needs_unlocked && config.cabin_needs_unlocked);
    assert_true(config.needs_park && config.passive_present && config.passive_measures &&
                config.phone_present);
    assert_true(config.handle_present && config.valet_present && config.menu_present && config.alarm_present);
    assert_true(config.beeps);
    assert_false(config.alarm_on_blade || config.double_press || config.fob_needs_unlocked ||
                 config.lid_needs_key);
    assert_false(config.cabin_needs_key || config.deadlocks || config.forgets_unlocked ||
                 config.stuck_blocks_others);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pulse_rest_and_verification_take_their_times),
        cmocka_unit_test(outcome_names_what_happened),
        cmocka_unit_test(stall_is_timed_without_interruption),
        cmocka_unit_test(stall_of_the_pulse_before_is_not_carried_over),
        cmocka_unit_test(leaking_driver_is_found_in_the_rest),
        cmocka_unit_test(leak_is_timed_without_interruption),
        cmocka_unit_test(short_is_a_fault_at_once_and_a_stall_is_none),
        cmocka_unit_test(tries_are_counted_in_a_moving_minute),
        cmocka_unit_test(handle_pulled_in_despair_overflows_nothing),
        cmocka_unit_test(tries_carried_over_a_reset_are_within_the_ring),
        cmocka_unit_test(reference_drives_as_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
