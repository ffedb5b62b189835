/// The drive of the latch: one pulse for one call, cut by stall, short or a sinking supply, then watched.
/// It knows nothing of who asked.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "ecu/config.h"

#define ECU_TRIES_MAX 20U

typedef enum {
    ecu_phase_idle = 0, ///< both switches of the drive are off
    ecu_phase_drive,    ///< both are on
    ecu_phase_rest,     ///< the first is off, the second still on and the current watched
    ecu_phase_verify,   ///< both off, waiting for the lid switch; a new pulse may begin
    ecu_phase_count
} ecu_phase_t;

typedef enum {
    ecu_outcome_none = 0,
    ecu_outcome_opened,     ///< the lid switch showed it
    ecu_outcome_not_opened, ///< driven, and the lid stayed closed
    ecu_outcome_stalled,    ///< cut, the motor stood
    ecu_outcome_shorted,    ///< cut, far too much current; faulty
    ecu_outcome_open_load,  ///< no current at all
    ecu_outcome_sagged,     ///< cut, the supply sank
    ecu_outcome_stuck_on,   ///< the driver did not switch off; faulty
    ecu_outcome_count
} ecu_outcome_t;

/// What one step of the drive needs to know.
typedef struct {
    uint16_t supply_mV;
    uint16_t drive_mA;
    bool not_closed; ///< debounced lid switch
} ecu_feedback_t;

/// Written by ecu_release_* only.
typedef struct {
    ecu_phase_t phase;
    ecu_outcome_t ended; ///< set in the one step in which an attempt ends, else none
    bool faulty;         ///< shorted or stuck on; stays until the next start
    bool was_closed;     ///< when the pulse began
    bool drew_current;
    bool cut; ///< this pulse has been ended early and its outcome been told
    uint16_t phase_ms;
    uint16_t stall_ms;
    uint16_t leak_ms;
    uint32_t now_ms;                ///< own counter, wraps
    uint32_t try_ms[ECU_TRIES_MAX]; ///< when the pulses of the last minute began, a ring
    uint8_t try_first, try_count;
} ecu_release_t;

/// Begin idle; `tries` pulses are taken to have been begun just now (carried over a reset).
void ecu_release_init(ecu_release_t* self, uint8_t tries);

/// Can a pulse begin? Not while driving or resting. Whether it may is the rules' question, also when
/// `faulty`.
bool ecu_release_is_ready(const ecu_release_t* self);

/// Is the number of pulses in the last 60 s used up?
bool ecu_release_is_paused(const ecu_release_t* self, const ecu_config_t* config);

/// Begin a pulse; the caller has asked ecu_release_is_ready.
void ecu_release_begin(ecu_release_t* self, bool not_closed);

/// One step; ends what has to end. A step longer than the pulse ends it. O(1).
void ecu_release_step(ecu_release_t* self, const ecu_config_t* config, const ecu_feedback_t* feedback,
                      uint32_t dt_ms);
