/// One control unit alone on its pins, for trials of its rules: a supply, signals that come or fail to come,
/// a key that lies somewhere, a latch that lets go or does not, and hands that ask for the lid. No physics.
///
/// The configuration is borrowed for its life, so that a copy of a unit is a snapshot. One step is one
/// millisecond. No heap, no failure.
#pragma once
#include "node/node.h"

typedef struct {
    const node_config_t* config; ///< borrowed
    node_t node;
    node_port_in_t in; ///< what stands at the pins; set what is wanted between two steps
    node_port_out_t out;
    uint32_t now_ms;
    uint32_t pulses;      ///< of the latch drive, both switches on
    uint32_t driven_ms;   ///< of the pulse going on, 0 between two
    uint32_t longest_ms;  ///< pulse so far
    uint32_t freed_ms;    ///< when the latch let go; 0: not yet
    uint32_t counter;     ///< of key presses
    uint32_t searched_ms; ///< of the search going on
    ecu_zone_t searched;  ///< ... of this zone
    uint32_t beeps;       ///< begun
    bool beeping;
    uint32_t search_delay_ms; ///< a search for the key is answered so late
    uint32_t key_mm;          ///< how far the own key really is from the lid
    ecu_zone_t key_zone;      ///< where the field strength says that it is
    uint32_t key_id;          ///< that is found there
    uint32_t standing_mA;     ///< what the drive draws while it is on
    uint32_t leaking_mA;      ///< what it draws while only its second switch is on
    uint16_t speed_dkmh;      ///< sent while the ignition is on ...
    bool silent;              ///< ... unless nothing is sent
    bool jammed;              ///< the latch does not let go
    bool jammed_once;         ///< ... in the pulse that is going on
} proof_unit_t;

/// Powered up half a second ago with these memories (NULL: blank), standing, ignition off, lid shut, the own
/// key half a metre behind the lid. At most one car's worth of keys is known: the first two places of the
/// configuration's table.
void proof_unit_start(proof_unit_t* self, const node_config_t* config, const ecu_memory_t* memory);

/// Some milliseconds. Single events at the pins (a frame, a command of the phone) last one of them.
void proof_unit_step(proof_unit_t* self, uint32_t ms);

/// What stands at the unit from the next step on.
void proof_unit_set_supply(proof_unit_t* self, uint32_t supply_mV);

/// Shut the lid again.
void proof_unit_shut(proof_unit_t* self);

/// What a hand does at `t_ms` of a request, to be called before each step: presses as this unit wants it.
/// Nothing before 0 or after proof_unit_request_ms.
void proof_unit_hand(proof_unit_t* self, ecu_source_t source, int32_t t_ms);

/// How long a request by this source lasts until the hand is off.
uint32_t proof_unit_request_ms(const node_config_t* config, ecu_source_t source);

/// A whole request, and as long as a pulse may take after it; the number of pulses that began.
uint32_t proof_unit_request(proof_unit_t* self, ecu_source_t source);

/// One millisecond of a radio key's button, held since `t_ms`.
void proof_unit_press_key(proof_unit_t* self, uint32_t key_id, key_command_t command, uint32_t t_ms);
