#include "node/node.h"

#include <string.h>

#include "base/assert.h"
#include "base/saturate.h"
#include "base/time.h"

// Equal pins are equal bytes where enumerations are as wide as an int; where they are shorter, padding may
// cost time.
_Static_assert(sizeof(ecu_zone_t) != sizeof(int) ||
                   sizeof(node_port_in_t) == 8U * sizeof(uint16_t) + sizeof(uint32_t) + 3U * sizeof(int) +
                                                 12U * sizeof(bool) + sizeof(key_frame_t),
               "no padding between the pins");
_Static_assert(ecu_gear_unknown == 0 && ecu_zone_none == 0, "zeroed pins know no gear and no key");

/// Below this the working memory is lost, after this long.
#define MEMORY_mV 3000U
#define MEMORY_ms 500U
/// Long enough for every timer of a car at rest but the relock.
#define SETTLE_STEPS 40U
#define SETTLE_ms    1000U

node_wiring_t node_default_wiring(void)
{
    return (node_wiring_t){
        .supply_full_mV = 20000,
        .current_full_mA = 40000,
        .pressed_below = 1638,
        .released_above = 2457,
        .lid_closed_low = 410,
        .lid_closed_high = 1638,
        .hysteresis_mV = 500,
        .boot_ms = 100,
    };
}

node_config_t node_default_config(void)
{
    return (node_config_t){.wiring = node_default_wiring(), .ecu = ecu_default_config()};
}

static uint16_t counts_of(const uint32_t value, const uint16_t full)
{
    return (uint16_t)((value >= full) ? NODE_COUNT_MAX : value * NODE_COUNT_MAX / full);
}

uint16_t node_counts_of_supply(const node_wiring_t* const wiring, const uint32_t supply_mV)
{
    return counts_of(supply_mV, wiring->supply_full_mV);
}

uint16_t node_counts_of_current(const node_wiring_t* const wiring, const uint32_t current_mA)
{
    return counts_of(current_mA, wiring->current_full_mA);
}

void node_init(node_t* const self, const node_config_t* const config, const ecu_memory_t* const memory)
{
    memset(self, 0, sizeof *self);
    self->config = config;
    if (memory != NULL) {
        memcpy(&self->stored, memory, sizeof self->stored);
    }
    self->boot_ms = config->wiring.boot_ms;
    self->speed_age_ms = BASE_AGE_EVER_ms;
    self->gear_age_ms = BASE_AGE_EVER_ms;
}

// --- pins to levels

static uint16_t read_button(const node_t* const self, const uint16_t bit, const uint16_t counts)
{
    if (counts < self->config->wiring.pressed_below) {
        return bit;
    }
    return (counts > self->config->wiring.released_above) ? 0U : (uint16_t)(self->levels & bit);
}

static uint16_t read_pin(const uint16_t bit, const bool on)
{
    return on ? bit : 0U;
}

static uint16_t read_lid(const node_t* const self, const uint16_t counts)
{
    const node_wiring_t* const wiring = &self->config->wiring;
    return read_pin(ECU_SWITCH(not_closed),
                    counts < wiring->lid_closed_low || counts > wiring->lid_closed_high);
}

static uint16_t read_levels(const node_t* const self, const node_port_in_t* const in)
{
    return (uint16_t)(read_button(self, ECU_SWITCH(lid_button), in->lid_button_counts) |
                      read_button(self, ECU_SWITCH(cabin_button), in->cabin_button_counts) |
                      read_button(self, ECU_SWITCH(handle), in->handle_counts) |
                      read_pin(ECU_SWITCH(cylinder), in->cylinder) | read_pin(ECU_SWITCH(valet), in->valet) |
                      read_pin(ECU_SWITCH(menu), in->menu) | read_pin(ECU_SWITCH(door), in->door) |
                      read_pin(ECU_SWITCH(ignition), in->ignition) | read_lid(self, in->lid_switch_counts));
}

static uint16_t supply_of(const node_t* const self, const node_port_in_t* const in)
{
    return base_scale_u16(in->supply_counts, self->config->wiring.supply_full_mV, NODE_COUNT_MAX);
}

static void read_signals(node_t* const self, const node_port_in_t* const in, const uint32_t dt_ms)
{
    self->speed_age_ms = in->speed_received ? 0U : base_add_u32(self->speed_age_ms, dt_ms);
    self->gear_age_ms = in->gear_received ? 0U : base_add_u32(self->gear_age_ms, dt_ms);
    self->speed_dkmh = in->speed_received ? in->speed_dkmh : self->speed_dkmh;
    self->gear = in->gear_received ? in->gear : self->gear;
}

static ecu_inputs_t inputs_of(const node_t* const self, const node_port_in_t* const in)
{
    return (ecu_inputs_t){
        .levels = self->levels,
        .supply_mV = supply_of(self, in),
        .drive_mA = base_scale_u16(in->current_counts, self->config->wiring.current_full_mA, NODE_COUNT_MAX),
        .speed_dkmh = self->speed_dkmh,
        .speed_age_ms = self->speed_age_ms,
        .gear_age_ms = self->gear_age_ms,
        .gear = self->gear,
        .bus_awake = in->bus_awake,
        .frame_received = in->frame_received,
        .search_answered = in->search_answered,
        .zone = in->search_zone,
        .zone_key_id = in->search_key_id,
        .zone_range_mm = in->search_range_mm,
        .phone = in->phone,
        .foot = in->foot,
        .frame = in->frame,
    };
}

// --- reset and boot

static void hold_in_reset(node_t* const self, const uint16_t supply_mV, const uint32_t dt_ms)
{
    self->running = false;
    self->idle = false;
    self->boot_ms = self->config->wiring.boot_ms;
    self->levels = 0;
    self->speed_age_ms = BASE_AGE_EVER_ms;
    self->gear_age_ms = BASE_AGE_EVER_ms;
    if (supply_mV < MEMORY_mV) {
        self->unpowered_ms = base_add_u16(self->unpowered_ms, dt_ms);
    }
}

static void boot(node_t* const self, const uint32_t dt_ms)
{
    self->boot_ms = (uint16_t)base_subtract_u32(self->boot_ms, dt_ms);
    if (self->boot_ms > 0U) {
        return;
    }
    const bool power_lost = self->unpowered_ms >= MEMORY_ms;
    self->unpowered_ms = 0;
    self->running = true;
    ecu_init(&self->ecu, &self->config->ecu, &self->config->keys, &self->stored, power_lost);
    memcpy(&self->stored, ecu_memory(&self->ecu), sizeof self->stored);
}

/// True while the program runs. A unit that is down needs more to start than one that is up needs to go on.
static bool is_up(node_t* const self, const node_port_in_t* const in, const uint32_t dt_ms)
{
    const uint16_t supply_mV = supply_of(self, in);
    const uint32_t needed_mV =
        (uint32_t)self->config->ecu.reset_mV + (self->running ? 0U : self->config->wiring.hysteresis_mV);
    if (in->reset_held || supply_mV < needed_mV) {
        hold_in_reset(self, supply_mV, dt_ms);
    } else if (!self->running) {
        boot(self, dt_ms);
    }
    return self->running;
}

static bool nothing_new(const node_t* const self, const node_port_in_t* const in)
{
    return self->idle && memcmp(in, &self->before, sizeof *in) == 0;
}

static void run(node_t* const self, const node_port_in_t* const in, node_port_out_t* const out,
                const uint32_t dt_ms)
{
    read_signals(self, in, dt_ms);
    self->levels = read_levels(self, in);
    const ecu_inputs_t inputs = inputs_of(self, in);
    ecu_step(&self->ecu, &inputs, dt_ms);
    // Stored before the pins move: what a reset interrupts must be known afterwards.
    if (ecu_memory(&self->ecu)->version != self->stored.version) {
        memcpy(&self->stored, ecu_memory(&self->ecu), sizeof self->stored);
    }
    *out = *ecu_outputs(&self->ecu);
    self->idle = ecu_is_settled(&self->ecu, &inputs);
    memcpy(&self->before, in, sizeof self->before);
}

void node_step(node_t* const self, const node_port_in_t* const in, node_port_out_t* const out,
               const uint32_t dt_ms)
{
    BASE_ASSERT(dt_ms > 0U && dt_ms <= 1000U);
    if (nothing_new(self, in)) {
        read_signals(self, in, dt_ms);
        *out = *ecu_outputs(&self->ecu);
    } else if (is_up(self, in, dt_ms)) {
        run(self, in, out, dt_ms);
    } else {
        memset(out, 0, sizeof *out);
    }
}

void node_settle(node_t* const self, const node_port_in_t* const in)
{
    node_port_out_t out;
    const uint8_t tries = ecu_memory_is_intact(&self->stored) ? self->stored.tries : 0U;
    for (uint32_t i = 0; i < SETTLE_STEPS && !self->idle; i++) {
        node_step(self, in, &out, SETTLE_ms);
    }
    if (self->running && tries > 0U && ecu_release_is_ready(&self->ecu.release)) {
        ecu_pause(&self->ecu, tries);
        memcpy(&self->stored, ecu_memory(&self->ecu), sizeof self->stored);
        self->idle = false;
    }
}

const ecu_t* node_ecu(const node_t* const self)
{
    return &self->ecu;
}

bool node_is_asleep(const node_t* const self)
{
    return self->idle;
}

const ecu_memory_t* node_memory(const node_t* const self)
{
    return &self->stored;
}
