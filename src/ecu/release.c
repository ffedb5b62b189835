#include "ecu/release.h"

#include <string.h>

#include "base/assert.h"
#include "base/saturate.h"

_Static_assert(ecu_phase_idle == 0 && ecu_outcome_none == 0, "zeroed memory drives nothing");
_Static_assert(ECU_TRIES_MAX <= UINT8_MAX, "tries are counted in a byte");

#define WINDOW_ms 60000U
/// Current may flow on in the winding for so long after the driver has switched off.
#define DECAY_ms 40U

void ecu_release_init(ecu_release_t* const self, const uint8_t tries)
{
    memset(self, 0, sizeof *self);
    // All of them "now": after a reset nobody knows how long ago they were.
    self->try_count = (tries > ECU_TRIES_MAX) ? (uint8_t)ECU_TRIES_MAX : tries;
}

bool ecu_release_is_ready(const ecu_release_t* const self)
{
    return self->phase == ecu_phase_idle || self->phase == ecu_phase_verify;
}

bool ecu_release_is_paused(const ecu_release_t* const self, const ecu_config_t* const config)
{
    return self->try_count >= config->tries_per_min;
}

static void note_try(ecu_release_t* const self)
{
    // A full ring (only the handle gets there) loses its oldest pulse.
    if (self->try_count == ECU_TRIES_MAX) {
        self->try_first = (uint8_t)((self->try_first + 1U) % ECU_TRIES_MAX);
        self->try_count--;
    }
    self->try_ms[(self->try_first + self->try_count) % ECU_TRIES_MAX] = self->now_ms;
    self->try_count++;
}

static void forget_old_tries(ecu_release_t* const self)
{
    while (self->try_count > 0U && self->now_ms - self->try_ms[self->try_first] >= WINDOW_ms) {
        self->try_first = (uint8_t)((self->try_first + 1U) % ECU_TRIES_MAX);
        self->try_count--;
    }
}

static void enter(ecu_release_t* const self, const ecu_phase_t phase)
{
    self->phase = phase;
    self->phase_ms = 0;
}

void ecu_release_begin(ecu_release_t* const self, const bool not_closed)
{
    BASE_ASSERT(ecu_release_is_ready(self));
    note_try(self);
    self->was_closed = !not_closed;
    self->drew_current = false;
    self->stall_ms = 0;
    self->leak_ms = 0;
    enter(self, ecu_phase_drive);
}

/// Why the pulse must end before its time; none if it need not.
static ecu_outcome_t cut_for(ecu_release_t* const self, const ecu_config_t* const config,
                             const ecu_feedback_t* const feedback, const uint32_t dt_ms)
{
    const bool stands = feedback->drive_mA >= config->stall_mA;
    self->stall_ms = stands ? base_add_u16(self->stall_ms, dt_ms) : 0U;
    if (feedback->drive_mA >= config->short_mA) {
        return ecu_outcome_shorted;
    }
    if (feedback->supply_mV < config->abort_mV) {
        return ecu_outcome_sagged;
    }
    return (self->stall_ms >= config->stall_ms) ? ecu_outcome_stalled : ecu_outcome_none;
}

static void step_drive(ecu_release_t* const self, const ecu_config_t* const config,
                       const ecu_feedback_t* const feedback, const uint32_t dt_ms)
{
    self->drew_current = self->drew_current || feedback->drive_mA >= config->load_mA;
    const ecu_outcome_t why = cut_for(self, config, feedback, dt_ms);
    if (why != ecu_outcome_none) {
        self->cut = true;
        self->ended = why;
        self->faulty = self->faulty || why == ecu_outcome_shorted;
        enter(self, self->faulty ? ecu_phase_idle : ecu_phase_rest);
    } else if (self->phase_ms >= config->pulse_ms) {
        self->cut = !self->drew_current;
        self->ended = self->cut ? ecu_outcome_open_load : ecu_outcome_none;
        enter(self, ecu_phase_rest);
    }
}

static void step_rest(ecu_release_t* const self, const ecu_config_t* const config,
                      const ecu_feedback_t* const feedback, const uint32_t dt_ms)
{
    const bool leaks = feedback->drive_mA > config->idle_mA;
    self->leak_ms = leaks ? base_add_u16(self->leak_ms, dt_ms) : 0U;
    if (self->leak_ms > DECAY_ms) {
        self->faulty = true;
        self->ended = ecu_outcome_stuck_on;
        enter(self, ecu_phase_idle);
    } else if (self->phase_ms >= config->rest_ms) {
        enter(self, ecu_phase_verify);
    }
}

/// The lid switch has the last word, also on a pulse that was cut.
static void step_verify(ecu_release_t* const self, const ecu_config_t* const config,
                        const ecu_feedback_t* const feedback)
{
    const bool opened = self->was_closed && feedback->not_closed;
    if (!opened && self->phase_ms < config->verify_ms) {
        return;
    }
    if (opened) {
        self->ended = ecu_outcome_opened;
    } else if (self->was_closed && !self->cut) {
        self->ended = ecu_outcome_not_opened;
    } else {
        self->ended = ecu_outcome_none; // already told, or it stood open before
    }
    enter(self, ecu_phase_idle);
}

void ecu_release_step(ecu_release_t* const self, const ecu_config_t* const config,
                      const ecu_feedback_t* const feedback, const uint32_t dt_ms)
{
    self->now_ms += dt_ms;
    self->phase_ms = base_add_u16(self->phase_ms, dt_ms);
    self->ended = ecu_outcome_none;
    forget_old_tries(self);
    switch (self->phase) {
    case ecu_phase_drive:
        step_drive(self, config, feedback, dt_ms);
        break;
    case ecu_phase_rest:
        step_rest(self, config, feedback, dt_ms);
        break;
    case ecu_phase_verify:
        step_verify(self, config, feedback);
        break;
    case ecu_phase_idle:
    case ecu_phase_count:
        break;
    }
}
