#include "ecu/switches.h"

#include <string.h>

#include "base/saturate.h"

_Static_assert((uint32_t)ecu_switch_handle == ECU_BUTTON_COUNT - 1U,
               "buttons come first, the handle last of them");
_Static_assert((uint32_t)ecu_switch_count <= 16U, "levels have a bit for each switch");

/// Changes closer together than this are the bounce of one contact.
#define BOUNCE_ms 10U
/// A button is sound again after so long without a fault.
#define SOUND_AGAIN_ms 1000U
#define WINDOW_ms      1000U

void ecu_switches_init(ecu_switches_t* const self, const uint16_t stuck, const bool handle_trusted)
{
    memset(self, 0, sizeof *self);
    self->stuck = stuck & ECU_BUTTONS;
    self->trusted = handle_trusted ? ECU_SWITCH(handle) : 0U;
    self->fresh = true;
}

static void set(uint16_t* const bits, const uint16_t bit, const bool on)
{
    *bits = (uint16_t)(on ? (*bits | bit) : (*bits & (uint16_t)~bit));
}

static bool has(const uint16_t bits, const uint16_t bit)
{
    return (bits & bit) != 0U;
}

static void turn_window(ecu_switches_t* const self, const uint32_t dt_ms)
{
    self->window_ms = base_add_u16(self->window_ms, dt_ms);
    if (self->window_ms < WINDOW_ms) {
        return;
    }
    self->window_ms = 0;
    for (uint32_t i = 0; i < ECU_BUTTON_COUNT; i++) {
        self->edges_before[i] = self->edges[i];
        self->edges[i] = 0;
    }
}

static void count_edge(ecu_switches_t* const self, const ecu_config_t* const config, const uint32_t button,
                       const uint32_t lasted_ms)
{
    self->edges[button] = base_add_u16(self->edges[button], (lasted_ms < BOUNCE_ms) ? 1U : 4U);
    const uint32_t quarters = (uint32_t)self->edges[button] + self->edges_before[button];
    if (quarters > 4U * (uint32_t)config->chatter_edges) {
        const uint16_t bit = (uint16_t)(1U << button);
        set(&self->chatter, bit, true);
        set(&self->armed, bit, false);
    }
}

/// Times a raw level; true if it has just lasted long enough to be believed.
static bool level_settles(ecu_switches_t* const self, const ecu_config_t* const config, const uint32_t index,
                          const bool changed, const uint32_t dt_ms)
{
    const uint32_t lasted_ms = self->level_ms[index];
    self->level_ms[index] = changed ? 0U : base_add_u32(lasted_ms, dt_ms);
    if (changed && index < ECU_BUTTON_COUNT) {
        count_edge(self, config, index, lasted_ms);
    }
    const uint32_t needed_ms = (index == (uint32_t)ecu_switch_handle) ? config->handle_ms : config->press_ms;
    return self->level_ms[index] >= needed_ms;
}

/// A button's debounced level went on.
static void begin_press(ecu_switches_t* const self, const ecu_config_t* const config, const uint32_t button)
{
    const uint16_t bit = (uint16_t)(1U << button);
    // Nothing stands against the handle but a pull that was answered before the start.
    const bool is_handle = button == (uint32_t)ecu_switch_handle;
    const bool sound = !has(self->stuck | self->chatter, bit) && self->off_ms[button] >= config->quiet_ms;
    if (!has(self->trusted, bit) || !(is_handle || sound)) {
        set(&self->armed, bit, false);
        set(&self->rejected, bit, true);
    } else if (is_handle || !config->acts_on_release) {
        set(&self->pressed, bit, true);
    } else {
        set(&self->armed, bit, true);
    }
}

/// Off for long enough: a press that was waiting asks now, and faults are forgiven.
static void rest_button(ecu_switches_t* const self, const ecu_config_t* const config, const uint32_t button)
{
    const uint16_t bit = (uint16_t)(1U << button);
    const uint32_t lasted_ms = self->level_ms[button];
    if (button == (uint32_t)ecu_switch_handle && lasted_ms >= BOUNCE_ms) {
        set(&self->trusted, bit, true); // let go, however shortly: the next pull is another one
    }
    if (lasted_ms >= config->quiet_ms && button != (uint32_t)ecu_switch_handle) {
        set(&self->trusted, bit, true);
        set(&self->pressed, bit, has(self->armed, bit));
        set(&self->armed, bit, false);
    }
    if (lasted_ms >= SOUND_AGAIN_ms) {
        set(&self->stuck, bit, false);
        set(&self->chatter, bit, false);
    }
}

static void hold_button(ecu_switches_t* const self, const ecu_config_t* const config, const uint32_t button)
{
    const uint16_t bit = (uint16_t)(1U << button);
    if (self->level_ms[button] < 1000U * (uint32_t)config->stuck_s) {
        return;
    }
    if (!has(self->stuck, bit)) {
        set(&self->rejected, bit, true);
    }
    set(&self->stuck, bit, true);
    set(&self->armed, bit, false);
}

static void step_button(ecu_switches_t* const self, const ecu_config_t* const config, const uint32_t button,
                        const bool went_on, const uint32_t dt_ms)
{
    const uint16_t bit = (uint16_t)(1U << button);
    if (went_on) {
        begin_press(self, config, button);
    }
    if (has(self->raw, bit)) {
        hold_button(self, config, button);
    } else {
        rest_button(self, config, button);
    }
    const bool on = has(self->stable, bit);
    self->off_ms[button] = on ? 0U : base_add_u32(self->off_ms[button], dt_ms);
}

static void step_one(ecu_switches_t* const self, const ecu_config_t* const config, const uint32_t index,
                     const uint16_t changed, const uint32_t dt_ms)
{
    const uint16_t bit = (uint16_t)(1U << index);
    const bool settles = level_settles(self, config, index, has(changed, bit), dt_ms);
    const bool went_on = settles && has(self->raw, bit) && !has(self->stable, bit);
    if (settles) {
        set(&self->stable, bit, has(self->raw, bit));
    }
    if (index < ECU_BUTTON_COUNT) {
        step_button(self, config, index, went_on, dt_ms);
    }
}

/// Nothing is left to wait for when every level is old and no change is being counted: by then every press is
/// answered, and chatter is forgiven or waits for a button that is stuck on.
static bool find_settled(const ecu_switches_t* const self)
{
    const bool undecided = self->stable != self->raw || self->stuck != (self->raw & ECU_BUTTONS);
    bool counting = false;
    for (uint32_t i = 0; i < ECU_BUTTON_COUNT; i++) {
        const bool young = self->level_ms[i] < SOUND_AGAIN_ms || self->off_ms[i] < SOUND_AGAIN_ms;
        const bool on = has(self->raw, (uint16_t)(1U << i));
        counting = counting || self->edges[i] != 0U || self->edges_before[i] != 0U || (!on && young);
    }
    return !undecided && !counting;
}

void ecu_switches_step(ecu_switches_t* const self, const ecu_config_t* const config, const uint16_t levels,
                       const uint32_t dt_ms)
{
    self->pressed = 0;
    self->rejected = 0;
    if (self->settled && self->raw == levels) {
        return;
    }
    if (self->fresh) {
        self->fresh = false;
        self->stable = levels & (uint16_t)~ECU_BUTTONS;
        self->raw = self->stable;
    }
    const uint16_t changed = self->raw ^ levels;
    self->raw = levels;
    turn_window(self, dt_ms);
    for (uint32_t index = 0; index < (uint32_t)ecu_switch_count; index++) {
        step_one(self, config, index, changed, dt_ms);
    }
    self->settled = find_settled(self);
}

bool ecu_switches_are_settled(const ecu_switches_t* const self, const uint16_t levels)
{
    return self->settled && self->raw == levels;
}
