/// Who may ask, and what stands against it: one table of sources by interlocks.
///
/// What holds at a moment is a set of bits, one for each interlock (the *situation*); what counts for a
/// source is another such set (its *rule*), fixed by the configuration. A request is refused for the first
/// interlock, in the order below, that is in both sets. The emergency handle's rule is empty: nothing stands
/// against it.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "ecu/config.h"

// clang-format off
/// X(name, "who")
#define ECU_SOURCES(X) \
    X(fob, "the first key's lid button") \
    X(fob2, "any other key's lid button") \
    X(cabin, "button in the cabin") \
    X(lid, "button or touch handle on the lid, no key asked for") \
    X(proximity, "the same, with a known key found within its range") \
    X(foot, "a foot swept below the bumper, with a known key found within its range") \
    X(phone, "the phone or a call centre") \
    X(shut_in, "nobody: a known key lies in the trunk that was just shut or locked") \
    X(cylinder, "electric contact of the key cylinder in the lid") \
    X(handle, "electric emergency handle inside")

/// X(name, "why not"), the order in which they are looked at and reported.
#define ECU_INTERLOCKS(X) \
    X(drive_faulty, "the drive is known to be shorted") \
    X(undervoltage, "the supply is too low to begin") \
    X(shed, "comfort requests are shed at this voltage") \
    X(switch_stuck, "a stuck switch blocks all requests") \
    X(unknown_key, "this car does not know the key") \
    X(speed_unknown, "the speed is missing, too old or implausible") \
    X(moving, "the car moves") \
    X(not_in_park, "the ignition is on and Park is not seen") \
    X(ignition_on, "the ignition is on") \
    X(valet, "the trunk is locked out") \
    X(menu, "the lid button is switched off in the menu") \
    X(deadlocked, "the deadlocks are thrown") \
    X(armed, "the alarm is armed") \
    X(forgot, "it lost power and wants an unlock command first") \
    X(locked, "the car is locked") \
    X(no_key, "no known key was found near enough") \
    X(paused, "too many releases in a minute") \
    X(busy, "a release is under way")
// clang-format on

#define ECU_SOURCE_ID(name, text) ecu_source_##name,
typedef enum { ecu_source_none = 0, ECU_SOURCES(ECU_SOURCE_ID) ecu_source_count } ecu_source_t;

/// Every reason for a refusal, ORDER ECU_INTERLOCKS; the last ones are made by the way of asking, not by the
/// table.
#define ECU_REFUSAL_ID(name, text) ecu_refusal_##name,
typedef enum {
    ecu_refusal_none = 0,
    ECU_INTERLOCKS(ECU_REFUSAL_ID) ecu_refusal_gesture, ///< pressed too short, or once instead of twice
    ecu_refusal_chatter,                                ///< the switch chatters or is stuck
    ecu_refusal_count
} ecu_refusal_t;

/// A set of interlocks.
typedef uint32_t ecu_situation_t;
#define ECU_BIT(interlock) ((ecu_situation_t)1U << (uint32_t)ecu_refusal_##interlock)

/// What counts for each source under one configuration.
typedef struct {
    ecu_situation_t rule[ecu_source_count];
} ecu_rules_t;

/// The rules of a configuration. O(sources).
ecu_rules_t ecu_rules_of(const ecu_config_t* config);

/// Why `source` is refused in `situation`, ecu_refusal_none if it is not. `source` is not none. O(1).
ecu_refusal_t ecu_rules_judge(const ecu_rules_t* self, ecu_source_t source, ecu_situation_t situation);

/// Name and sentence of a source or a refusal, for reports; "none" for the zero one.
const char* ecu_source_name(ecu_source_t source);
const char* ecu_refusal_name(ecu_refusal_t refusal);
