/// The controller of a trunk release: who asks, what stands against it, one pulse, what came of it.
///
/// For the node, which feeds it pins and signals, and for tests. The caller owns every struct; nothing is
/// allocated, nothing is read but the arguments. Life: ecu_init -> ecu_step every 1 to 10 ms for ever; longer
/// steps (at most 1000 ms) are right while nothing happens. Two kinds of failure: a caller's mistake is
/// asserted; the world's faults are counters that only rise (`ecu_fault_count`). A refusal is an event with
/// its reason, never silent.
///
/// Promises, proved in tests/ecu: never opens unasked (a key that is shut in asks too, where the
/// configuration says so); one pulse for one request and never a second by itself; the emergency handle is
/// heard in every state; bounded time and memory.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "ecu/config.h"
#include "ecu/lock.h"
#include "ecu/release.h"
#include "ecu/rules.h"
#include "ecu/switches.h"
#include "key/key.h"

/// Speed values at or above are no speed but "not available".
#define ECU_SPEED_MAX_dkmh 4000U

typedef enum { ecu_gear_unknown = 0, ecu_gear_park, ecu_gear_other } ecu_gear_t;

/// Where the low-frequency search found a key.
typedef enum { ecu_zone_none = 0, ecu_zone_lid, ecu_zone_cabin, ecu_zone_trunk } ecu_zone_t;

/// All that the controller takes in, in one step. {0} is a car at rest without supply.
typedef struct {
    uint16_t levels;        ///< raw switches, bits of ECU_SWITCHES
    uint16_t supply_mV;     ///< at the unit
    uint16_t drive_mA;      ///< through the latch drive
    uint16_t speed_dkmh;    ///< tenths of km/h, last received
    uint32_t speed_age_ms;  ///< since it was received; BASE_AGE_EVER_ms: never
    uint32_t gear_age_ms;   ///< the same for the gear
    ecu_gear_t gear;        ///< last received
    bool bus_awake;         ///< other units are sending
    bool frame_received;    ///< `frame` has come in since the last step
    bool search_answered;   ///< the search that `outputs.search` asks for has ended
    ecu_zone_t zone;        ///< ... and found a key here
    uint32_t zone_key_id;   ///< ... this one
    uint16_t zone_range_mm; ///< ... so far away; UINT16_MAX: not measured
    key_command_t phone;    ///< a command from the phone, in one step; none else
    bool foot;              ///< the sensor below the bumper has seen a foot come and go, in one step
    key_frame_t frame;
} ecu_inputs_t;

/// All that it puts out. The drive moves only with both of its switches on.
typedef struct {
    bool drive;        ///< first switch of the latch drive
    bool drive_enable; ///< second switch, in series
    bool lock_relay, unlock_relay;
    bool flashers;
    bool beep;
    bool siren;
    ecu_zone_t search; ///< look for a key by low frequency, now, from the antennas that cover this; none: do
                       ///< not. Another zone than in the step before is a new search
    bool lid_warning;  ///< "trunk open": the lid is not closed
    bool awake;        ///< keeps the supply of the pins' pull-ups on
} ecu_outputs_t;

// clang-format off
/// X(name, "the world's fault"): saturating counters, each the ground of a trouble code.
#define ECU_FAULTS(X) \
    X(undervoltage, "a request came below the start voltage") \
    X(sagged, "the supply sank during a pulse") \
    X(reset_in_pulse, "the unit was reset during a pulse") \
    X(switch_stuck, "a button was on for too long") \
    X(switch_chatter, "a button changed too often") \
    X(driver_open, "a pulse drew no current") \
    X(driver_short, "a pulse drew far too much current") \
    X(driver_stuck, "current flowed while the drive was off") \
    X(stalled, "the motor stood") \
    X(not_opened, "driven and the lid stayed closed") \
    X(no_speed, "a speed was due and missing or implausible") \
    X(no_gear, "a gear position was due and missing") \
    X(unknown_key, "a frame of a key that is not known") \
    X(key_battery, "a known key's cell is low") \
    X(no_search, "the search for a key did not answer") \
    X(memory, "what was remembered was damaged")
// clang-format on
#define ECU_FAULT_ID(name, text) ecu_fault_##name,
typedef enum { ECU_FAULTS(ECU_FAULT_ID) ecu_fault_count } ecu_fault_t;

/// What must outlive a reset. The caller stores it whenever `version` has changed, before it obeys the
/// outputs of that step, and hands it to ecu_init.
typedef struct {
    uint32_t version; ///< rises with every change; 0: nothing was ever stored
    bool locked, deadlocked, armed;
    bool forgot;
    bool valet, menu;     ///< locked out by menu or phone, beside the switches
    bool pulse_under_way; ///< a reset that finds this has cut a pulse short
    bool handle_served;   ///< the handle has had its pulse and was not let go yet
    uint8_t tries;        ///< pulses begun in the last minute
    uint8_t spare;        ///< 0
    uint16_t stuck;       ///< buttons known to be stuck, bits of ECU_SWITCHES
    uint16_t fault[ecu_fault_count];
    uint32_t checksum; ///< over all of the above, see ecu_memory_seal
} ecu_memory_t;

typedef enum {
    ecu_event_none = 0,
    ecu_event_release, ///< a pulse began for `source`
    ecu_event_refused, ///< `source` was refused for `refusal`
    ecu_event_outcome, ///< an attempt of `source` ended as `outcome`
    ecu_event_command, ///< locked or unlocked, `command`
    ecu_event_wake,
    ecu_event_sleep
} ecu_event_kind_t;

typedef struct {
    uint32_t now_ms;
    ecu_event_kind_t kind;
    ecu_source_t source;
    ecu_refusal_t refusal;
    ecu_outcome_t outcome;
    key_command_t command;
} ecu_event_t;

#define ECU_EVENT_COUNT 16U

/// A press of a radio key's lid button that is going on or has just ended.
typedef struct {
    uint32_t key_id, counter;
    uint32_t held_ms;  ///< from its first frame to its last
    uint32_t quiet_ms; ///< since its last frame
    uint8_t presses;   ///< of the same key in quick succession; 0: none to be answered
} ecu_press_t;

/// The controller. Fields are visible for debuggers; read them through the functions below, write none.
typedef struct {
    const ecu_config_t* config; ///< borrowed
    const key_table_t* keys;    ///< borrowed; may change between steps
    ecu_rules_t rules;
    ecu_switches_t switches;
    ecu_release_t release;
    ecu_lock_t lock;
    ecu_press_t press;
    ecu_memory_t memory;
    ecu_outputs_t outputs;
    ecu_situation_t situation;   ///< of the last step, without what belongs to one request only
    ecu_source_t source;         ///< of the attempt under way or the last one
    ecu_source_t searching;      ///< who waits for the search, else none
    ecu_refusal_t searching_for; ///< what the request is refused for if the search finds nothing
    uint32_t search_ms;
    uint32_t now_ms; ///< since ecu_init, wraps; stands still asleep
    uint32_t idle_ms;
    uint32_t wake_ms;  ///< since it woke, while awake
    uint32_t releases; ///< pulses begun since ecu_init
    uint16_t beep_ms;  ///< left; sounds in every other fifth of a second, the last one among them
    uint16_t open_ms;  ///< the lid has not been closed for so long; a second at least if it slept over it
    uint16_t waiting; ///< buttons that asked and are not answered yet: while waking, and the handle until the
                      ///< drive can
    bool awake;
    bool changed;       ///< something in `memory` is new in this step
    bool frame_waiting; ///< `frame` came in and is not answered yet
    bool foot_waiting;  ///< a foot came and is not answered yet
    bool shut_waiting;  ///< shut or locked, and the trunk was not searched for a key yet; a reset forgets it
    ecu_refusal_t refusal; ///< of the newest request
    key_command_t phone_waiting;
    key_frame_t frame;
    uint32_t event_total; ///< ever; the last ECU_EVENT_COUNT are kept
    ecu_event_t event[ECU_EVENT_COUNT];
} ecu_t;

/// What a unit fresh from the factory remembers: unlocked, nothing forgotten, no faults, sealed.
ecu_memory_t ecu_memory_fresh(void);

/// Put the checksum on, after the caller has changed something.
void ecu_memory_seal(ecu_memory_t* self);

/// Is the checksum right?
bool ecu_memory_is_intact(const ecu_memory_t* self);

/// Begin after a power-up or a reset. `config` and `keys` are borrowed for its life. `memory` is copied; if
/// it is damaged or NULL the safe side is taken (locked, armed if there is an alarm, valet on where there is
/// one, keys as they are), which no emergency handle and no cylinder minds. `power_lost` says the supply was
/// really gone and not just a reset. Outputs are off. It is awake.
void ecu_init(ecu_t* self, const ecu_config_t* config, const key_table_t* keys, const ecu_memory_t* memory,
              bool power_lost);

/// One step of `dt_ms`. O(1), about 50 ns on a workstation while nothing happens, less asleep.
void ecu_step(ecu_t* self, const ecu_inputs_t* in, uint32_t dt_ms);

/// Would ecu_step change nothing at all with these inputs, however often it is called? True only asleep.
bool ecu_is_settled(const ecu_t* self, const ecu_inputs_t* in);

/// The trunk lock-out and the menu's block, set from a screen or phone (the switches of the same name add to
/// it).
void ecu_set_valet(ecu_t* self, bool on);
void ecu_set_menu(ecu_t* self, bool blocked);

/// Take `tries` pulses to have been begun just now, with the drive at rest; for simulations that start there.
void ecu_pause(ecu_t* self, uint8_t tries);

const ecu_outputs_t* ecu_outputs(const ecu_t* self); ///< valid until the next step
const ecu_memory_t* ecu_memory(const ecu_t* self);   ///< sealed; store it when its version has changed
ecu_phase_t ecu_phase(const ecu_t* self);
uint32_t ecu_fault_count_of(const ecu_t* self, ecu_fault_t fault); ///< 0..65535, stops there
uint32_t ecu_release_count(const ecu_t* self);                     ///< pulses begun since ecu_init
ecu_refusal_t ecu_last_refusal(const ecu_t* self); ///< of the newest request, none if it was granted

/// The event `back` steps before the newest (0); NULL if it is older than the log or never was.
const ecu_event_t* ecu_event(const ecu_t* self, uint32_t back);

/// What must be true after every step, in every car; for tests, fuzzing and the simulator. O(1).
bool ecu_invariants_hold(const ecu_t* self);
const char* ecu_fault_name(ecu_fault_t fault);
