#include "base/assert.h"
#include "base/saturate.h"
#include "ecu/inside.h"

/// Two beeps and the pause between them.
#define TWO_BEEPS_ms (3U * ECU_BEEP_ms)

static void refuse(ecu_t* const self, const ecu_source_t source, const ecu_refusal_t refusal)
{
    self->refusal = refusal;
    ecu_log(self, (ecu_event_t){.kind = ecu_event_refused, .source = source, .refusal = refusal});
    if (refusal == ecu_refusal_undervoltage) {
        ecu_count(self, ecu_fault_undervoltage);
    }
    // A stranger's key and a chattering contact get no answer.
    if (self->config->beeps && refusal != ecu_refusal_unknown_key && refusal != ecu_refusal_chatter) {
        self->beep_ms = ECU_BEEP_ms;
    }
}

static bool is_shut(const ecu_t* const self)
{
    return !ecu_is_on(self, ECU_SWITCH(not_closed));
}

static void grant(ecu_t* const self, const ecu_source_t source)
{
    const bool blade_rings = source == ecu_source_cylinder && self->config->alarm_on_blade;
    const bool permitted = source != ecu_source_handle && !blade_rings;
    if (self->lock.armed && permitted) {
        ecu_lock_permit(&self->lock);
    }
    self->refusal = ecu_refusal_none;
    self->source = source;
    self->releases = base_add_u32(self->releases, 1);
    // Whoever else was being looked for: the lid opens now.
    self->searching = ecu_source_none;
    self->shut_waiting = false;
    ecu_log(self, (ecu_event_t){.kind = ecu_event_release, .source = source});
    if (self->config->beeps && source == ecu_source_shut_in) {
        self->beep_ms = TWO_BEEPS_ms;
    }
    ecu_release_begin(&self->release, !is_shut(self));
    self->situation |= ECU_BIT(busy); // for whoever else asks in this very step
}

/// The one place where a request becomes a pulse.
static void ask(ecu_t* const self, const ecu_source_t source, const ecu_situation_t besides)
{
    const ecu_refusal_t refusal = ecu_rules_judge(&self->rules, source, self->situation | besides);
    if (refusal == ecu_refusal_none) {
        grant(self, source);
    } else {
        refuse(self, source, refusal);
    }
}

static void obey(ecu_t* const self, const key_command_t command)
{
    // A key sends several frames for one press: while the flashers answer, it is the same one.
    const bool answered = self->lock.locked && !self->lock.unlocking && self->lock.answer_ms > 0U;
    ecu_lock_command(&self->lock, self->config, command);
    self->shut_waiting = self->shut_waiting || (command == key_command_lock && !answered);
    self->situation =
        (self->situation & ~(ECU_BIT(locked) | ECU_BIT(deadlocked) | ECU_BIT(armed) | ECU_BIT(forgot))) |
        (self->lock.locked ? ECU_BIT(locked) : 0U) | (self->lock.deadlocked ? ECU_BIT(deadlocked) : 0U) |
        (self->lock.armed ? ECU_BIT(armed) : 0U);
    ecu_log(self, (ecu_event_t){.kind = ecu_event_command, .command = command});
}

// --- the radio key

static ecu_source_t source_of_key(const ecu_t* const self, const uint32_t key_id)
{
    const uint32_t place = key_table_find(self->keys, key_id);
    return (place == 0U || place == KEY_TABLE_MAX) ? ecu_source_fob : ecu_source_fob2;
}

/// Frames of one press follow each other closely and carry one counter.
static void take_lid_frame(ecu_t* const self)
{
    ecu_press_t* const press = &self->press;
    const key_frame_t* const frame = &self->frame;
    const bool same_key = press->key_id == frame->key_id;
    const bool goes_on =
        same_key && press->counter == frame->counter && press->quiet_ms <= self->config->frame_gap_ms;
    if (goes_on) {
        press->held_ms = base_add_u32(press->held_ms, press->quiet_ms);
    } else {
        const bool follows = same_key && press->presses > 0U && press->quiet_ms <= self->config->double_ms;
        press->presses = follows ? 2U : 1U;
        press->held_ms = 0;
        press->key_id = frame->key_id;
        press->counter = frame->counter;
    }
    press->quiet_ms = 0;
}

static void take_frame(ecu_t* const self)
{
    const key_frame_t* const frame = &self->frame;
    const bool known = key_table_match(self->keys, frame) == key_verdict_accepted;
    if (!known) {
        ecu_count(self, ecu_fault_unknown_key);
    } else if (frame->battery_low) {
        ecu_count(self, ecu_fault_key_battery);
    }
    if (frame->command == key_command_lid) {
        take_lid_frame(self);
    } else if (known && frame->command != key_command_none) {
        obey(self, frame->command);
    }
}

/// A press asks once, when it has been held and repeated as this car wants it; one that falls short is
/// refused.
static void answer_press(ecu_t* const self)
{
    ecu_press_t* const press = &self->press;
    if (press->presses == 0U) {
        return;
    }
    const ecu_config_t* const config = self->config;
    const bool enough = press->held_ms >= config->hold_ms && (press->presses > 1U || !config->double_press);
    const uint32_t patience_ms = config->double_press ? config->double_ms : config->frame_gap_ms;
    if (enough) {
        const bool known = key_table_find(self->keys, press->key_id) < KEY_TABLE_MAX;
        press->presses = 0;
        ask(self, source_of_key(self, press->key_id), known ? 0U : ECU_BIT(unknown_key));
    } else if (press->quiet_ms > patience_ms) {
        press->presses = 0;
        refuse(self, source_of_key(self, press->key_id), ecu_refusal_gesture);
    }
}

static void answer_key(ecu_t* const self, const uint32_t dt_ms)
{
    self->press.quiet_ms = base_add_u32(self->press.quiet_ms, dt_ms);
    if (self->frame_waiting) {
        self->frame_waiting = false;
        take_frame(self);
    }
    answer_press(self);
}

// --- the phone

static void answer_phone(ecu_t* const self)
{
    const key_command_t command = self->phone_waiting;
    self->phone_waiting = key_command_none;
    if (!self->config->phone_present || command == key_command_none) {
        return;
    }
    if (command == key_command_lid) {
        ask(self, ecu_source_phone, 0);
    } else {
        obey(self, command);
    }
}

// --- buttons, and the search for a key

static void begin_search(ecu_t* const self, const ecu_source_t source, const ecu_refusal_t otherwise)
{
    self->shut_waiting = self->shut_waiting || self->searching == ecu_source_shut_in;
    self->searching = source;
    self->searching_for = otherwise;
    self->search_ms = 0;
}

static bool is_cured_by_key(const ecu_t* const self, const ecu_source_t source)
{
    const ecu_source_t with_key = (source == ecu_source_lid) ? ecu_source_proximity : source;
    const bool free = self->searching == ecu_source_none || self->searching == ecu_source_shut_in;
    return self->config->passive_present && free &&
           ecu_rules_judge(&self->rules, with_key, self->situation) == ecu_refusal_none;
}

static void ask_by_button(ecu_t* const self, const ecu_source_t source)
{
    const ecu_situation_t alone = self->situation | ECU_BIT(no_key);
    const ecu_refusal_t refusal = ecu_rules_judge(&self->rules, source, alone);
    if (refusal != ecu_refusal_none && is_cured_by_key(self, source)) {
        begin_search(self, source, refusal);
    } else {
        ask(self, source, ECU_BIT(no_key));
    }
}

/// A foot proves nothing: nobody is served for it, on an unlocked car neither, before the key is found.
static void answer_foot(ecu_t* const self)
{
    const bool asked = self->foot_waiting && self->config->foot_present;
    self->foot_waiting = false;
    if (!asked) {
        return;
    }
    if (is_cured_by_key(self, ecu_source_foot)) {
        begin_search(self, ecu_source_foot, ecu_refusal_no_key);
    } else {
        ask(self, ecu_source_foot, ECU_BIT(no_key));
    }
}

/// Once the lid was shut or the car locked the trunk is searched, after whoever waits for a search already
/// and after a pulse that is under way.
static void answer_shut(ecu_t* const self)
{
    const bool searches = self->searching != ecu_source_none || self->outputs.search != ecu_zone_none;
    if (!self->shut_waiting || searches || !ecu_release_is_ready(&self->release)) {
        return;
    }
    self->shut_waiting = false;
    if (self->config->passive_present && self->config->reopens_on_key && is_shut(self)) {
        begin_search(self, ecu_source_shut_in, ecu_refusal_no_key);
    }
}

/// Near means measured where the configuration insists on it: a field strength can be carried from afar.
static bool found_key(const ecu_t* const self, const ecu_inputs_t* const in)
{
    const bool known = key_table_find(self->keys, in->zone_key_id) < KEY_TABLE_MAX;
    if (self->searching == ecu_source_cabin) {
        return known && in->zone == ecu_zone_cabin;
    }
    const bool near = !self->config->passive_measures || in->zone_range_mm <= self->config->passive_range_mm;
    if (self->searching == ecu_source_shut_in) {
        return known && near && in->zone == ecu_zone_trunk && is_shut(self);
    }
    const bool shut_in = self->config->passive_in_trunk && in->zone == ecu_zone_trunk;
    return known && ((in->zone == ecu_zone_lid && near) || shut_in);
}

static void end_search(ecu_t* const self, const bool found)
{
    const ecu_source_t source = self->searching;
    self->searching = ecu_source_none;
    if (found) {
        ask(self, (source == ecu_source_lid) ? ecu_source_proximity : source, 0);
    } else if (source != ecu_source_shut_in) { // where nobody asked nobody is refused
        refuse(self, source, self->searching_for);
    }
}

static void answer_search(ecu_t* const self, const ecu_inputs_t* const in, const uint32_t dt_ms)
{
    if (self->searching == ecu_source_none) {
        return;
    }
    self->search_ms = base_add_u32(self->search_ms, dt_ms);
    if (in->search_answered) {
        end_search(self, found_key(self, in));
    } else if (self->search_ms >= self->config->search_ms) {
        ecu_count(self, ecu_fault_no_search);
        end_search(self, false);
    }
}

static void answer_handle(ecu_t* const self)
{
    if ((self->waiting & ECU_SWITCH(handle)) == 0U || !ecu_release_is_ready(&self->release)) {
        return;
    }
    self->waiting &= (uint16_t)~ECU_SWITCH(handle);
    self->memory.handle_served = true;
    self->changed = true;
    // Pulled while another one's pulse was opening the lid: there is nothing left to open.
    const bool has_opened =
        self->release.phase == ecu_phase_verify && self->release.was_closed && !is_shut(self);
    if (!has_opened) {
        ask(self, ecu_source_handle, 0);
    }
}

/// ORDER ECU_SWITCHES, the buttons
static const ecu_source_t source_of_button[ECU_BUTTON_COUNT] = {ecu_source_lid, ecu_source_cabin,
                                                                ecu_source_cylinder, ecu_source_handle};

static void answer_buttons(ecu_t* const self)
{
    for (uint32_t button = 0; button < (uint32_t)ecu_switch_handle; button++) {
        const uint16_t bit = (uint16_t)(1U << button);
        const bool asked = (self->waiting & bit) != 0U;
        self->waiting &= (uint16_t)~bit;
        if (asked) {
            ask_by_button(self, source_of_button[button]);
        }
        if ((self->switches.rejected & bit) != 0U) {
            refuse(self, source_of_button[button], ecu_refusal_chatter);
        }
    }
}

void ecu_answer_requests(ecu_t* const self, const ecu_inputs_t* const in, const uint32_t dt_ms)
{
    answer_handle(self); // first, so that nobody takes its place
    answer_key(self, dt_ms);
    answer_phone(self);
    answer_search(self, in, dt_ms);
    answer_foot(self);
    answer_shut(self);
    if ((self->waiting | self->switches.rejected) != 0U) {
        answer_buttons(self);
    }
}
