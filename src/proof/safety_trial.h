/// What the files of the safety cases share. Nobody else includes this.
#pragma once
#include "proof/safety.h"
#include "proof/unit.h"

/// One unit under trial.
typedef struct {
    const node_config_t* config; ///< borrowed
    uint32_t
        latency_ms[ecu_source_count]; ///< from the hand's first move to the pulse; 0: never opens at rest
    ecu_source_t first;               ///< that opens at rest; none if none does
    char* found;                      ///< proof_safety_text_max bytes
} safety_trial_t;

/// The verdicts that need words: "source: what", or without source where it is "".
proof_safety_verdict_t safety_fail(const safety_trial_t* self, const char* source, const char* what);
proof_safety_verdict_t safety_absent(const safety_trial_t* self, const char* what);

/// Locked, armed, and sealed.
ecu_memory_t safety_locked_memory(void);

/// Standing, ignition on, Park and a speed of nothing coming in; the car is unlocked but for a request that
/// only makes sense on a locked one.
void safety_ready(const safety_trial_t* self, proof_unit_t* unit, ecu_source_t source);

/// The next request after this one that opens the lid at rest, none after the last.
ecu_source_t safety_next(const safety_trial_t* self, ecu_source_t after);

/// Asks until the first millisecond of a pulse, for ten seconds at most.
void safety_drive(const safety_trial_t* self, proof_unit_t* unit);

/// Pulls the handle; does the latch let go within a second?
bool safety_frees_in_a_second(proof_unit_t* unit);

/// The supply sinks to 5 V for 30 ms; the watchdog bites for one. True if the drive's pins were as they must
/// be.
bool safety_dip(proof_unit_t* unit);
bool safety_bite(proof_unit_t* unit);

/// The cases, in the order of their numbers.
proof_safety_verdict_t safety_strange_keys(const safety_trial_t* self);
proof_safety_verdict_t safety_relayed_key(const safety_trial_t* self);
proof_safety_verdict_t safety_key_shut_in(const safety_trial_t* self);
proof_safety_verdict_t safety_valet(const safety_trial_t* self);
proof_safety_verdict_t safety_damaged_memory(const safety_trial_t* self);
proof_safety_verdict_t safety_handle(const safety_trial_t* self);
proof_safety_verdict_t safety_moving(const safety_trial_t* self);
proof_safety_verdict_t safety_bad_switches(const safety_trial_t* self);
proof_safety_verdict_t safety_drive_limits(const safety_trial_t* self);
proof_safety_verdict_t safety_brown_out(const safety_trial_t* self);
proof_safety_verdict_t safety_two_at_once(const safety_trial_t* self);
proof_safety_verdict_t safety_resets(const safety_trial_t* self);
proof_safety_verdict_t safety_lid_wire(const safety_trial_t* self);
proof_safety_verdict_t safety_owner_gets_in(const safety_trial_t* self);
