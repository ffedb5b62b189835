#include "proof/unit.h"
#include "base/saturate.h"
#include <string.h>

enum {
    sound_mV = 12500,
    begin_ms = 500,
    signal_every_ms = 20,
    frame_every_ms = 50,
    press_more_ms = 100, ///< a hand holds on a little longer than asked for
    press_gap_ms = 400,  ///< between two presses of one request
    button_ms = 300,
    lid_open_ms = 1200, ///< while something is put into the trunk
    after_ms = 900,
    free_ms = 140 ///< uninterrupted drive that frees the latch, or nine tenths of a shorter pulse
};

void proof_unit_set_supply(proof_unit_t* const self, const uint32_t supply_mV)
{
    self->in.supply_counts = node_counts_of_supply(&self->config->wiring, supply_mV);
}

void proof_unit_shut(proof_unit_t* const self)
{
    const node_wiring_t* const wiring = &self->config->wiring;
    self->in.lid_switch_counts = (uint16_t)((wiring->lid_closed_low + wiring->lid_closed_high) / 2);
    self->freed_ms = 0;
}

void proof_unit_start(proof_unit_t* const self, const node_config_t* const config,
                      const ecu_memory_t* const memory)
{
    memset(self, 0, sizeof *self);
    self->config = config;
    self->in.lid_button_counts = NODE_COUNT_MAX;
    self->in.cabin_button_counts = NODE_COUNT_MAX;
    self->in.handle_counts = NODE_COUNT_MAX;
    self->key_mm = 500;
    self->key_zone = ecu_zone_lid;
    self->key_id = config->keys.id[0];
    self->standing_mA = 2500;
    proof_unit_set_supply(self, sound_mV);
    proof_unit_shut(self);
    node_init(&self->node, config, memory);
    proof_unit_step(self, begin_ms);
}

static void send_signals(proof_unit_t* const self)
{
    const bool sent = self->in.ignition && !self->silent && self->now_ms % signal_every_ms == 0U;
    self->in.bus_awake = self->in.ignition;
    self->in.speed_received = sent;
    self->in.gear_received = sent;
    self->in.speed_dkmh = self->speed_dkmh;
    self->in.gear = ecu_gear_park;
}

static void answer_search(proof_unit_t* const self)
{
    const bool searches = self->out.search != ecu_zone_none;
    self->searched_ms = (self->out.search == self->searched ? self->searched_ms : 0U) + (searches ? 1U : 0U);
    self->searched = self->out.search;
    self->in.search_answered = searches && self->searched_ms > self->search_delay_ms;
    self->in.search_zone = self->key_zone;
    self->in.search_key_id = self->key_id;
    self->in.search_range_mm =
        self->config->ecu.passive_measures ? base_add_u16(0, self->key_mm) : (uint16_t)UINT16_MAX;
}

static void watch_latch(proof_unit_t* const self)
{
    const uint32_t nine_tenths_ms = 9U * (uint32_t)self->config->ecu.pulse_ms / 10U;
    const uint32_t needed_ms = nine_tenths_ms < (uint32_t)free_ms ? nine_tenths_ms : (uint32_t)free_ms;
    const bool driven = self->out.drive && self->out.drive_enable;
    self->pulses += driven && self->driven_ms == 0U ? 1U : 0U;
    self->driven_ms = driven ? self->driven_ms + 1U : 0U;
    self->longest_ms = self->driven_ms > self->longest_ms ? self->driven_ms : self->longest_ms;
    self->jammed_once = self->jammed_once && driven;
    const uint32_t drawn_mA = driven ? self->standing_mA : self->out.drive_enable ? self->leaking_mA : 0U;
    self->in.current_counts = node_counts_of_current(&self->config->wiring, drawn_mA);
    if (self->driven_ms >= needed_ms && !self->jammed && !self->jammed_once && self->freed_ms == 0U) {
        self->freed_ms = self->now_ms;
        self->in.lid_switch_counts = NODE_COUNT_MAX;
    }
}

void proof_unit_step(proof_unit_t* const self, const uint32_t ms)
{
    for (uint32_t i = 0; i < ms; i++) {
        self->now_ms++;
        send_signals(self);
        answer_search(self);
        node_step(&self->node, &self->in, &self->out, 1);
        watch_latch(self);
        self->beeps += self->out.beep && !self->beeping ? 1U : 0U;
        self->beeping = self->out.beep;
        self->in.phone = key_command_none;
        self->in.foot = false;
        self->in.frame_received = false;
    }
}

// --- hands

void proof_unit_press_key(proof_unit_t* const self, const uint32_t key_id, const key_command_t command,
                          const uint32_t t_ms)
{
    self->counter += t_ms == 0U ? 1U : 0U;
    if (t_ms % frame_every_ms == 0U) {
        self->in.frame = (key_frame_t){.key_id = key_id, .counter = self->counter, .command = command};
        self->in.frame_received = true;
    }
}

static uint32_t press_ms(const node_config_t* const config)
{
    return (uint32_t)config->ecu.hold_ms + press_more_ms;
}

static void hold_key(proof_unit_t* const self, const uint32_t place, const uint32_t t_ms)
{
    const uint32_t within_ms = t_ms % (press_ms(self->config) + press_gap_ms);
    if (within_ms <= press_ms(self->config)) {
        proof_unit_press_key(self, self->config->keys.id[place], key_command_lid, within_ms);
    }
}

static uint16_t counts_of_button(const uint32_t t_ms)
{
    return t_ms < button_ms ? 0U : NODE_COUNT_MAX;
}

static void ask_fob(proof_unit_t* const self, const uint32_t t_ms)
{
    hold_key(self, 0, t_ms);
}

static void ask_fob2(proof_unit_t* const self, const uint32_t t_ms)
{
    hold_key(self, 1, t_ms);
}

static void ask_cabin(proof_unit_t* const self, const uint32_t t_ms)
{
    self->key_zone = ecu_zone_cabin;
    self->in.cabin_button_counts = counts_of_button(t_ms);
}

static void ask_lid(proof_unit_t* const self, const uint32_t t_ms)
{
    self->key_zone = ecu_zone_lid;
    self->in.lid_button_counts = counts_of_button(t_ms);
}

static void ask_phone(proof_unit_t* const self, const uint32_t t_ms)
{
    self->in.phone = t_ms == 0U ? key_command_lid : key_command_none;
}

static void ask_foot(proof_unit_t* const self, const uint32_t t_ms)
{
    self->key_zone = ecu_zone_lid;
    self->in.foot = t_ms == 0U;
}

/// Puts the key into the trunk and shuts it.
static void ask_shut_in(proof_unit_t* const self, const uint32_t t_ms)
{
    self->key_zone = ecu_zone_trunk;
    self->in.lid_switch_counts = NODE_COUNT_MAX;
    if (t_ms == lid_open_ms) {
        proof_unit_shut(self);
    }
}

static void ask_cylinder(proof_unit_t* const self, const uint32_t t_ms)
{
    self->in.cylinder = t_ms < button_ms;
}

static void ask_handle(proof_unit_t* const self, const uint32_t t_ms)
{
    self->in.handle_counts = counts_of_button(t_ms);
}

/// ORDER ECU_SOURCES
static void (*const hand[ecu_source_count])(proof_unit_t*, uint32_t) = {
    NULL,     ask_fob,   ask_fob2,    ask_cabin,    ask_lid,   ask_lid,
    ask_foot, ask_phone, ask_shut_in, ask_cylinder, ask_handle};

uint32_t proof_unit_request_ms(const node_config_t* const config, const ecu_source_t source)
{
    if (source == ecu_source_shut_in) {
        return lid_open_ms + 1U;
    }
    if (source != ecu_source_fob && source != ecu_source_fob2) {
        return button_ms + 1U;
    }
    const uint32_t last_ms = press_ms(config) * (config->ecu.double_press ? 2U : 1U);
    return last_ms + (config->ecu.double_press ? (uint32_t)press_gap_ms : 0U) + 1U;
}

void proof_unit_hand(proof_unit_t* const self, const ecu_source_t source, const int32_t t_ms)
{
    if (t_ms >= 0 && (uint32_t)t_ms < proof_unit_request_ms(self->config, source)) {
        hand[source](self, (uint32_t)t_ms);
    }
}

uint32_t proof_unit_request(proof_unit_t* const self, const ecu_source_t source)
{
    const uint32_t before = self->pulses;
    const uint32_t lasts_ms = proof_unit_request_ms(self->config, source);
    for (uint32_t t_ms = 0; t_ms < lasts_ms; t_ms++) {
        proof_unit_hand(self, source, (int32_t)t_ms);
        proof_unit_step(self, 1);
    }
    proof_unit_step(self, after_ms);
    return self->pulses - before;
}
