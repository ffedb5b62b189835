/// Everything about a running car that changes. Plain bytes: copy = snapshot, memcmp = equal; `node` borrows
/// its configuration from the car's model. Written by car_* only.
#pragma once
#include "node/node.h"
#include "plant/plant.h"
#include <stdint.h>

typedef struct {
    double fob_used_mAh;
    uint8_t valet_on, menu_blocked, in_park, ignition;
    uint8_t trailer_plugged, gate_enabled, roof_settled, receiver_asleep;
    uint8_t door_unlocked; ///< by the blade, whatever the control unit thinks
    uint8_t door_open;
    uint8_t lid_button_held;
    uint8_t lid_button_soaked;
    uint8_t fob_contacts_ok;
    uint8_t spare[3];
} car_settings_t;

typedef struct {
    plant_state_t plant;
    node_t node;
    node_port_out_t out; ///< the last step's
    car_settings_t settings;
    uint64_t runs;    ///< done so far; chances are drawn afresh for each
    uint32_t now_ms;  ///< of this run
    uint32_t presses; ///< of the radio keys, for their counters
} car_state_t;
