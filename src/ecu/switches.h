/// Raw switch levels made into presses: debounced, stuck and chattering contacts told from a hand.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "ecu/config.h"

// clang-format off
/// X(name, "closed or on means"). The first four are buttons and make requests, the others only states.
#define ECU_SWITCHES(X) \
    X(lid_button, "button or handle on the lid is pressed") \
    X(cabin_button, "button in the cabin is pressed") \
    X(cylinder, "the blade is turned in the lid") \
    X(handle, "the inside emergency handle is pulled") \
    X(valet, "the trunk is locked out by hand") \
    X(menu, "the menu blocks the lid button") \
    X(door, "a door is open") \
    X(ignition, "ignition is on") \
    X(not_closed, "the lid is not fully closed: half latched, open, or its wire is damaged")
// clang-format on

#define ECU_SWITCH_ID(name, text) ecu_switch_##name,
typedef enum { ECU_SWITCHES(ECU_SWITCH_ID) ecu_switch_count } ecu_switch_t;
#define ECU_SWITCH(name) ((uint16_t)(1U << (uint32_t)ecu_switch_##name))
#define ECU_BUTTON_COUNT 4U
#define ECU_BUTTONS      ((uint16_t)((1U << ECU_BUTTON_COUNT) - 1U))

/// States: written by ecu_switches_* only.
typedef struct {
    uint16_t raw;       ///< levels of the last step
    uint16_t stable;    ///< debounced levels
    uint16_t pressed;   ///< buttons that asked in this step
    uint16_t rejected;  ///< buttons that were pressed and did not ask: stuck, chattering, bad start
    uint16_t trusted;   ///< seen off since the start, so that a level can become a press
    uint16_t armed;     ///< pressed and waiting to be let go
    uint16_t stuck;     ///< on for too long; leaves when off for a second
    uint16_t chatter;   ///< too many changes; leaves after a second without any
    bool fresh;         ///< no step yet: the first one believes the states as they are
    bool settled;       ///< nothing is left to wait for
    uint16_t window_ms; ///< of the running second
    uint16_t edges[ECU_BUTTON_COUNT]; ///< quarters of changes in this second; one within bounce counts 1
    uint16_t edges_before[ECU_BUTTON_COUNT]; ///< in the second before
    uint32_t off_ms[ECU_BUTTON_COUNT];       ///< since the debounced level went off, or since the start
    uint32_t level_ms[ecu_switch_count];     ///< since the last change of the raw level
} ecu_switches_t;

/// Begin. No button is trusted until it has been seen off, but for the handle when `handle_trusted`: a handle
/// that is held while the unit starts is a pull.
void ecu_switches_init(ecu_switches_t* self, uint16_t stuck, bool handle_trusted);

/// One step with the raw `levels` (bits of ECU_SWITCHES). O(switches), O(1) while nothing changes.
void ecu_switches_step(ecu_switches_t* self, const ecu_config_t* config, uint16_t levels, uint32_t dt_ms);

/// Would a further step with these levels change anything but counters of time that are not looked at?
bool ecu_switches_are_settled(const ecu_switches_t* self, uint16_t levels);
