/// How this car's control unit behaves: all its rules as whole numbers. It can be as weak as the real car.
/// Borrowed by `const` pointer for the life of the ecu; never changed by it.
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    // Supply. At or above start a release may begin; below abort one under way is ended; below shed the
    // buttons are not served (0: never); below reset the unit does not run at all (the node sees to that).
    uint16_t start_mV, abort_mV, shed_mV, reset_mV;

    // The drive.
    uint16_t pulse_ms;  ///< longest pulse, 1..1000
    uint16_t rest_ms;   ///< shortest pause between two pulses; the second switch stays on and is watched
    uint16_t verify_ms; ///< the lid switch must show "not closed" this long after a pulse, else it is counted
    uint16_t stall_mA;  ///< at or above: the motor stands
    uint16_t stall_ms;  ///< standing this long ends the pulse, at most 500
    uint16_t short_mA;  ///< at or above: ends the pulse in the same step
    uint16_t idle_mA;   ///< above this while the drive is off: the driver is stuck on
    uint16_t load_mA;   ///< never reached in a whole pulse: nothing is connected
    uint8_t tries_per_min; ///< pulses begun in any 60 s, 1..20; the emergency handle is not counted out

    // How a request is made.
    uint16_t hold_ms;         ///< the key's lid button must be held this long; 0: a touch will do
    uint16_t double_ms;       ///< the second of two presses must follow within this; used with double_press
    uint16_t frame_gap_ms;    ///< frames of one key further apart than this are two presses
    uint16_t press_ms;        ///< a switch must be on this long without a change
    uint16_t handle_ms;       ///< the same for the emergency handle
    uint16_t quiet_ms;        ///< off this long before (and, with acts_on_release, after) a press
    uint16_t stuck_s;         ///< on this long: the switch is stuck
    uint8_t chatter_edges;    ///< more changes than this in the last second or two: the switch chatters
    bool double_press;        ///< the key's lid button must be pressed twice
    bool acts_on_release;     ///< a button asks when it is let go, so that a shorted one never asks
    bool stuck_blocks_others; ///< a stuck button blocks every other request but the handle's

    // Who may ask when.
    bool fob_needs_unlocked, lid_needs_unlocked, lid_needs_key, cabin_needs_unlocked, cabin_needs_key;
    bool needs_park;             ///< with the ignition on, only in Park
    bool fob_needs_ignition_off; ///< the key's lid button is not served with the ignition on
    uint8_t speed_max_kmh;       ///< no release at or above; standing still is always slow enough
    uint16_t speed_age_max_ms;   ///< an older speed is no speed
    uint16_t park_age_max_ms;    ///< an older gear position is no gear position
    bool passive_present;        ///< the lid button can ask for the key nearby
    bool passive_measures;       ///< and believes only a measured distance, not the field strength
    uint16_t passive_range_mm;   ///< within this
    bool passive_in_trunk;       ///< a known key found in the shut trunk will do as well
    bool foot_present;           ///< a foot swept below the bumper asks too, and always wants the key nearby
    // Looks for a known key in the trunk, within passive_range_mm where it measures, whenever the lid was
    // shut or the car locked, and opens again for one with two beeps; with passive_present only. What refuses
    // it (undervoltage, a speed that is due and missing, too many releases in a minute, valet) is told by one
    // beep and is final: the lid does not open later, when nobody stands there.
    bool reopens_on_key;
    uint16_t search_ms;  ///< the search for the key must answer within this
    bool phone_present;  ///< commands from the phone are served
    bool handle_present; ///< the inside emergency handle is electric
    bool valet_present, menu_present;

    // Locking.
    bool deadlocks;        ///< a lock command throws the deadlocks too
    bool alarm_present;    ///< a lock command arms it
    bool alarm_on_blade;   ///< opening by the blade in the lid sets the armed alarm off
    bool forgets_unlocked; ///< after a power loss it wants an unlock command first
    bool beeps;            ///< a refused request is answered by a beep, a key that was shut in by two
    uint16_t relocks_s;    ///< locks itself again this long after an unlock if nothing was opened; 0: never

    // Sleep.
    uint16_t wake_ms;  ///< from the first sign of life until requests are decided
    uint16_t sleep_ms; ///< idle this long with ignition and bus off: asleep; at most 60 000
} ecu_config_t;

/// The reference: our best. The test cases U29 to U37 are proved on it.
ecu_config_t ecu_default_config(void);

/// Are all ranges above kept? The caller asks once, when a configuration comes from outside.
bool ecu_config_is_sound(const ecu_config_t* self);
