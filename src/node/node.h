/// One complete control unit: the controller behind its pins. Counts come in, volts and amperes are made of
/// them in whole numbers, the controller decides, pins go out. Brown-out, reset and what is remembered over
/// it live here.
///
/// For firmware (one struct, one port filled from registers) and for the simulated car (the same struct, the
/// same port filled from physics). The caller owns everything; no clock, no heap.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "ecu/ecu.h"

#define NODE_COUNT_MAX 4095U ///< full scale of every analogue input, 12 bits

/// How the pins are wired.
typedef struct {
    uint16_t supply_full_mV;  ///< supply that gives full scale through the divider
    uint16_t current_full_mA; ///< drive current that gives full scale
    uint16_t pressed_below;   ///< counts: a button's input (pull-up, contact to ground) is pressed below
    uint16_t released_above;  ///< counts: ... released above; between, it stays what it was
    uint16_t
        lid_closed_low; ///< counts of a closed lid, inclusive; above 0 with resistors at the switch, so that
    uint16_t lid_closed_high; ///< a short to ground or to the supply, like an open wire, reads as not closed
    uint16_t hysteresis_mV;   ///< above reset_mV before it starts again
    uint16_t boot_ms;         ///< from then until the program runs
} node_wiring_t;

/// 20 V and 40 A full scale; pressed below 2 V of 5 V, released above 3 V; lid contact through a resistor to
/// ground when closed, 0.5 to 2 V (an open or shorted wire reads as not closed); starts 0.5 V above reset,
/// 100 ms later.
node_wiring_t node_default_wiring(void);

/// All that is fixed about one unit. Borrowed by const pointer for the node's life: it must not move.
typedef struct {
    node_wiring_t wiring;
    ecu_config_t ecu;
    key_table_t keys;
} node_config_t;

/// Default wiring, the reference rules, no keys.
node_config_t node_default_config(void);

/// What stands at the pins and has come in since the last step. Zero it whole first: spare bytes are
/// compared, and a difference costs time.
typedef struct {
    uint16_t supply_counts;     ///< 0..4095 over the divider
    uint16_t current_counts;    ///< 0..4095, latch drive
    uint16_t lid_button_counts; ///< 0..4095 of the pull-up voltage: near 0 pressed, near 4095 released
    uint16_t cabin_button_counts;
    uint16_t handle_counts;
    uint16_t lid_switch_counts; ///< lid-open switch: in the closed band the lid is closed, else it is not
    uint16_t speed_dkmh;        ///< with speed_received
    uint16_t search_range_mm;   ///< UINT16_MAX: not measured
    uint32_t search_key_id;
    ecu_zone_t search_zone;
    ecu_gear_t gear; ///< with gear_received
    key_command_t phone;
    bool cylinder, valet, menu, door, ignition; ///< plain inputs, as in ECU_SWITCHES
    bool bus_awake;
    bool speed_received, gear_received; ///< a message with it has come in since the last step
    bool frame_received;
    bool search_answered;
    bool reset_held; ///< the reset pin, or a watchdog's bite
    bool foot;       ///< the sensor below the bumper says that a foot came and went, in one step
    key_frame_t frame;
} node_port_in_t;

/// What the pins are driven to: the controller's outputs, all low in reset.
typedef ecu_outputs_t node_port_out_t;

/// The unit. Read through the functions below.
typedef struct {
    const node_config_t* config; ///< borrowed
    ecu_t ecu;
    ecu_memory_t stored;   ///< the non-volatile memory
    node_port_in_t before; ///< the last step's pins, to see that nothing has changed
    uint32_t speed_age_ms, gear_age_ms;
    uint16_t speed_dkmh;
    ecu_gear_t gear;
    uint16_t boot_ms;      ///< left until the program runs
    uint16_t unpowered_ms; ///< below what keeps the working memory alive, since it last ran
    uint16_t levels;       ///< as last read, for the hysteresis
    bool running;          ///< neither in reset nor booting
    bool idle;             ///< asleep, and the same pins again would change nothing
} node_t;

/// Begin with the pins low, waiting for supply. `memory` is what is in the non-volatile memory:
/// ecu_memory_fresh(), changed as wished and sealed, or NULL for a blank one. `config` is borrowed. Every
/// byte is written, so that two nodes with the same past compare equal by memcmp.
void node_init(node_t* self, const node_config_t* config, const ecu_memory_t* memory);

/// Run it up without waiting, as a car that has stood for a while with these pins: asleep if nothing keeps it
/// awake, a button that is held known to be stuck, and the pause of too many tries only just begun if the
/// memory says so. For simulation; a board boots by stepping.
void node_settle(node_t* self, const node_port_in_t* in);

/// One step of `dt_ms` (1 to 10 while something happens, at most 1000 else). Fills `out`. O(1); some 10 ns
/// while asleep and nothing at the pins changes.
void node_step(node_t* self, const node_port_in_t* in, node_port_out_t* out, uint32_t dt_ms);

/// Counts for a voltage, a current, a level: what a simulation puts on the pins; rounded down, at most full
/// scale.
uint16_t node_counts_of_supply(const node_wiring_t* wiring, uint32_t supply_mV);
uint16_t node_counts_of_current(const node_wiring_t* wiring, uint32_t current_mA);

/// The controller inside, for reading (events, faults, refusals).
const ecu_t* node_ecu(const node_t* self);
/// Is it asleep, so that steps with the same pins may be left out?
bool node_is_asleep(const node_t* self);
/// What is in the non-volatile memory now.
const ecu_memory_t* node_memory(const node_t* self);
