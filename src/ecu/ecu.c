#include "ecu/ecu.h"

#include <string.h>

#include "base/assert.h"
#include "base/saturate.h"
#include "ecu/inside.h"

void ecu_log(ecu_t* const self, const ecu_event_t event)
{
    ecu_event_t* const place = &self->event[self->event_total % ECU_EVENT_COUNT];
    *place = event;
    place->now_ms = self->now_ms;
    self->event_total++;
}

void ecu_count(ecu_t* const self, const ecu_fault_t fault)
{
    const uint16_t before = self->memory.fault[fault];
    self->memory.fault[fault] = base_add_u16(before, 1);
    self->changed = self->changed || self->memory.fault[fault] != before;
}

// --- start

/// Nothing is known: whatever would let a stranger in is taken to be forbidden. Keys are not part of this.
static void remember_the_safe_side(ecu_t* const self)
{
    memset(&self->memory, 0, sizeof self->memory);
    self->memory.locked = true;
    self->memory.armed = self->config->alarm_present;
    self->memory.valet = self->config->valet_present;
    ecu_count(self, ecu_fault_memory);
}

static void restore_lock(ecu_t* const self, const bool power_lost)
{
    self->lock.locked = self->memory.locked;
    self->lock.deadlocked = self->memory.locked && self->memory.deadlocked;
    self->lock.armed = self->memory.armed && self->config->alarm_present;
    self->lock.forgot = self->memory.forgot || (power_lost && self->config->forgets_unlocked);
}

static bool keep(bool* const kept, const bool now)
{
    const bool changed = *kept != now;
    *kept = now;
    return changed;
}

static void remember(ecu_t* const self)
{
    ecu_memory_t* const memory = &self->memory;
    bool changed = self->changed;
    changed = keep(&memory->locked, self->lock.locked) || changed;
    changed = keep(&memory->deadlocked, self->lock.deadlocked) || changed;
    changed = keep(&memory->armed, self->lock.armed) || changed;
    changed = keep(&memory->forgot, self->lock.forgot) || changed;
    changed = keep(&memory->pulse_under_way, self->release.phase == ecu_phase_drive) || changed;
    changed = memory->tries != self->release.try_count || memory->stuck != self->switches.stuck || changed;
    if (!changed) {
        return;
    }
    memory->tries = self->release.try_count;
    memory->stuck = self->switches.stuck;
    memory->version = (memory->version == UINT32_MAX) ? 1U : memory->version + 1U;
    ecu_memory_seal(memory);
    self->changed = false;
}

void ecu_init(ecu_t* const self, const ecu_config_t* const config, const key_table_t* const keys,
              const ecu_memory_t* const memory, const bool power_lost)
{
    memset(self, 0, sizeof *self);
    self->config = config;
    self->keys = keys;
    self->rules = ecu_rules_of(config);
    self->press.quiet_ms = UINT32_MAX;
    if (memory != NULL && ecu_memory_is_intact(memory)) {
        memcpy(&self->memory, memory, sizeof self->memory);
    } else {
        remember_the_safe_side(self);
    }
    if (self->memory.pulse_under_way) {
        ecu_count(self, ecu_fault_reset_in_pulse);
    }
    restore_lock(self, power_lost);
    ecu_switches_init(&self->switches, self->memory.stuck, !self->memory.handle_served);
    ecu_release_init(&self->release, self->memory.tries);
    self->awake = true;
    self->outputs.awake = true;
    remember(self);
}

// --- one step

/// A lid that is opened by hand and shut again is open for longer than this.
#define OPENED_ms 1000U

/// What came in is kept until it can be answered: a key sends a frame only a few times.
static void collect(ecu_t* const self, const ecu_inputs_t* const in)
{
    self->waiting |= self->switches.pressed;
    if (!self->config->handle_present) {
        self->waiting &= (uint16_t)~ECU_SWITCH(handle);
    }
    if (in->frame_received) {
        self->frame = in->frame;
        self->frame_waiting = true;
    }
    if (in->phone != key_command_none) {
        self->phone_waiting = in->phone;
    }
    self->foot_waiting = self->foot_waiting || in->foot;
}

static bool is_disturbed(const ecu_t* const self, const ecu_inputs_t* const in)
{
    return in->frame_received || in->phone != key_command_none || in->foot || in->bus_awake ||
           !ecu_switches_are_settled(&self->switches, in->levels) ||
           (in->levels & ECU_SWITCH(ignition)) != 0U;
}

static bool is_at_work(const ecu_t* const self)
{
    return self->release.phase != ecu_phase_idle || self->release.try_count > 0U || self->beep_ms > 0U ||
           self->press.presses > 0U || self->searching != ecu_source_none || self->waiting != 0U ||
           self->frame_waiting || self->phone_waiting != key_command_none || self->foot_waiting ||
           self->shut_waiting || !ecu_lock_is_settled(&self->lock);
}

bool ecu_is_settled(const ecu_t* const self, const ecu_inputs_t* const in)
{
    return !self->awake && !is_disturbed(self, in);
}

static void wake(ecu_t* const self)
{
    self->awake = true;
    self->wake_ms = 0;
    self->idle_ms = 0;
    ecu_log(self, (ecu_event_t){.kind = ecu_event_wake});
}

static void maybe_sleep(ecu_t* const self, const ecu_inputs_t* const in, const uint32_t dt_ms)
{
    const bool busy = is_disturbed(self, in) || is_at_work(self);
    self->idle_ms = busy ? 0U : base_add_u32(self->idle_ms, dt_ms);
    if (self->idle_ms >= self->config->sleep_ms) {
        self->awake = false;
        // Asleep no time is counted: an open lid has been open for long enough.
        if (ecu_is_on(self, ECU_SWITCH(not_closed))) {
            self->open_ms = OPENED_ms;
        }
        ecu_log(self, (ecu_event_t){.kind = ecu_event_sleep});
    }
}

static void step_switches(ecu_t* const self, const ecu_inputs_t* const in, const uint32_t dt_ms)
{
    const uint16_t stuck = self->switches.stuck;
    const uint16_t chatter = self->switches.chatter;
    ecu_switches_step(&self->switches, self->config, in->levels, dt_ms);
    if ((self->switches.stuck & ~(uint32_t)stuck) != 0U) {
        ecu_count(self, ecu_fault_switch_stuck);
    }
    if ((self->switches.chatter & ~(uint32_t)chatter) != 0U) {
        ecu_count(self, ecu_fault_switch_chatter);
    }
    if (!ecu_is_on(self, ECU_SWITCH(handle)) && (self->switches.trusted & ECU_SWITCH(handle)) != 0U &&
        self->memory.handle_served && (self->waiting & ECU_SWITCH(handle)) == 0U) {
        self->memory.handle_served = false;
        self->changed = true;
    }
}

/// The fault that stands for an outcome; ecu_fault_count for none. ORDER ecu_outcome_t
static const ecu_fault_t fault_of_outcome[ecu_outcome_count] = {
    ecu_fault_count,        ecu_fault_count,       ecu_fault_not_opened, ecu_fault_stalled,
    ecu_fault_driver_short, ecu_fault_driver_open, ecu_fault_sagged,     ecu_fault_driver_stuck,
};

static void step_release(ecu_t* const self, const ecu_inputs_t* const in, const uint32_t dt_ms)
{
    const ecu_feedback_t feedback = {
        .supply_mV = in->supply_mV,
        .drive_mA = in->drive_mA,
        .not_closed = ecu_is_on(self, ECU_SWITCH(not_closed)),
    };
    ecu_release_step(&self->release, self->config, &feedback, dt_ms);
    const ecu_outcome_t outcome = self->release.ended;
    if (outcome == ecu_outcome_none) {
        return;
    }
    ecu_log(self, (ecu_event_t){.kind = ecu_event_outcome, .source = self->source, .outcome = outcome});
    if (fault_of_outcome[outcome] != ecu_fault_count) {
        ecu_count(self, fault_of_outcome[outcome]);
    }
}

static void step_situation(ecu_t* const self, const ecu_inputs_t* const in)
{
    const ecu_situation_t before = self->situation;
    self->situation = ecu_find_situation(self, in);
    const ecu_situation_t begun = self->situation & ~before;
    if ((begun & ECU_BIT(speed_unknown)) != 0U) {
        ecu_count(self, ecu_fault_no_speed);
    }
    if ((begun & ECU_BIT(not_in_park)) != 0U && in->gear_age_ms > self->config->park_age_max_ms) {
        ecu_count(self, ecu_fault_no_gear);
    }
}

/// Where a search looks; nobody else waits for one.
static const ecu_zone_t zone_of_search[ecu_source_count] = {
    [ecu_source_cabin] = ecu_zone_cabin,
    [ecu_source_lid] = ecu_zone_lid,
    [ecu_source_foot] = ecu_zone_lid,
    [ecu_source_shut_in] = ecu_zone_trunk,
};

static bool beeps(const ecu_t* const self)
{
    return self->beep_ms > 0U && ((self->beep_ms - 1U) / ECU_BEEP_ms) % 2U == 0U;
}

static void put_out(ecu_t* const self)
{
    const ecu_phase_t phase = self->release.phase;
    const bool relay = self->lock.relay_ms > 0U;
    self->outputs = (ecu_outputs_t){
        .drive = phase == ecu_phase_drive,
        .drive_enable = phase == ecu_phase_drive || phase == ecu_phase_rest,
        .lock_relay = relay && !self->lock.unlocking,
        .unlock_relay = relay && self->lock.unlocking,
        .flashers = self->lock.answer_ms > 0U || self->lock.siren,
        .beep = beeps(self),
        .siren = self->lock.siren,
        .search = zone_of_search[self->searching],
        .lid_warning = self->awake && ecu_is_on(self, ECU_SWITCH(not_closed)),
        .awake = self->awake,
    };
}

/// A contact that bounces or flickers is not a lid that a hand has shut; one that a pulse opens, or that is
/// found open at the start, has been opened for sure.
static void watch_lid(ecu_t* const self, const uint32_t dt_ms)
{
    const bool open = ecu_is_on(self, ECU_SWITCH(not_closed));
    const bool surely = self->release.phase != ecu_phase_idle || self->now_ms == dt_ms;
    // While the latch is driven no lid can be shut, and the pulse is for the same lid.
    if (!open && self->open_ms >= OPENED_ms && self->release.phase != ecu_phase_drive) {
        self->shut_waiting = true;
    }
    self->open_ms = open ? base_add_u16(self->open_ms, surely ? OPENED_ms : dt_ms) : 0U;
}

static void step_awake(ecu_t* const self, const ecu_inputs_t* const in, const uint16_t stable_before,
                       const uint32_t dt_ms)
{
    self->wake_ms = base_add_u32(self->wake_ms, dt_ms);
    self->beep_ms = (uint16_t)base_subtract_u32(self->beep_ms, dt_ms);
    const bool was_locked = self->lock.locked;
    ecu_lock_step(&self->lock, self->config, self->switches.stable, stable_before, dt_ms);
    self->shut_waiting = self->shut_waiting || (self->lock.locked && !was_locked);
    watch_lid(self, dt_ms);
    step_release(self, in, dt_ms);
    step_situation(self, in);
    if (self->wake_ms >= self->config->wake_ms) {
        ecu_answer_requests(self, in, dt_ms);
    }
    maybe_sleep(self, in, dt_ms);
}

void ecu_step(ecu_t* const self, const ecu_inputs_t* const in, const uint32_t dt_ms)
{
    BASE_ASSERT(dt_ms > 0U && dt_ms <= 1000U);
    if (ecu_is_settled(self, in)) {
        return;
    }
    self->now_ms += dt_ms;
    const uint16_t stable_before = self->switches.stable;
    step_switches(self, in, dt_ms);
    collect(self, in);
    if (!self->awake) {
        wake(self);
    }
    step_awake(self, in, stable_before, dt_ms);
    remember(self);
    put_out(self);
}

// --- settings and readings

void ecu_set_valet(ecu_t* const self, const bool on)
{
    self->changed = keep(&self->memory.valet, on) || self->changed;
    remember(self);
}

void ecu_set_menu(ecu_t* const self, const bool blocked)
{
    self->changed = keep(&self->memory.menu, blocked) || self->changed;
    remember(self);
}

void ecu_pause(ecu_t* const self, const uint8_t tries)
{
    BASE_ASSERT(ecu_release_is_ready(&self->release));
    ecu_release_init(&self->release, tries);
    remember(self);
}

const ecu_outputs_t* ecu_outputs(const ecu_t* const self)
{
    return &self->outputs;
}

const ecu_memory_t* ecu_memory(const ecu_t* const self)
{
    return &self->memory;
}

ecu_phase_t ecu_phase(const ecu_t* const self)
{
    return self->release.phase;
}

uint32_t ecu_fault_count_of(const ecu_t* const self, const ecu_fault_t fault)
{
    BASE_ASSERT(fault < ecu_fault_count);
    return self->memory.fault[fault];
}

uint32_t ecu_release_count(const ecu_t* const self)
{
    return self->releases;
}

ecu_refusal_t ecu_last_refusal(const ecu_t* const self)
{
    return self->refusal;
}

const ecu_event_t* ecu_event(const ecu_t* const self, const uint32_t back)
{
    if (back >= ECU_EVENT_COUNT || back >= self->event_total) {
        return NULL;
    }
    return &self->event[(self->event_total - 1U - back) % ECU_EVENT_COUNT];
}

static bool outputs_agree(const ecu_t* const self)
{
    const ecu_outputs_t* const out = &self->outputs;
    const ecu_phase_t phase = self->release.phase;
    const bool moves = out->drive || out->drive_enable || out->lock_relay || out->unlock_relay;
    return out->drive == (phase == ecu_phase_drive) && (!out->drive || out->drive_enable) &&
           (!out->drive_enable || phase == ecu_phase_drive || phase == ecu_phase_rest) &&
           !(out->lock_relay && out->unlock_relay) && (self->awake || (!moves && !out->beep && !out->siren));
}

bool ecu_invariants_hold(const ecu_t* const self)
{
    const bool in_range = self->release.phase < ecu_phase_count && self->source < ecu_source_count &&
                          self->release.try_count <= ECU_TRIES_MAX && self->release.try_first < ECU_TRIES_MAX;
    const bool lock_agrees =
        (!self->lock.deadlocked || self->lock.locked) && (!self->lock.armed || self->config->alarm_present);
    const bool attempt_has_source = self->release.phase == ecu_phase_idle || self->source != ecu_source_none;
    return in_range && lock_agrees && attempt_has_source && outputs_agree(self) &&
           self->rules.rule[ecu_source_handle] == 0U && ecu_memory_is_intact(&self->memory) &&
           self->memory.pulse_under_way == (self->release.phase == ecu_phase_drive);
}

#define NAME(name, text) #name,

const char* ecu_fault_name(const ecu_fault_t fault)
{
    static const char* const names[] = {ECU_FAULTS(NAME)};
    return (fault < ecu_fault_count) ? names[fault] : "none";
}
