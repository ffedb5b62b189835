/// What the files of the controller share among themselves; nobody else includes this.
#pragma once
#include "ecu/ecu.h"

/// A beep, and the pause between two.
#define ECU_BEEP_ms 200U

/// Is any of these switches on, debounced?
static inline bool ecu_is_on(const ecu_t* const self, const uint16_t bits)
{
    return (self->switches.stable & bits) != 0U;
}

/// Put an event into the log; its time is filled in.
void ecu_log(ecu_t* self, ecu_event_t event);

/// Count a fault of the world, up to 65535.
void ecu_count(ecu_t* self, ecu_fault_t fault);

/// What stands against requests at this moment.
ecu_situation_t ecu_find_situation(const ecu_t* self, const ecu_inputs_t* in);

/// Answer all that asks in this step: key, phone, buttons, the search's result, the handle.
void ecu_answer_requests(ecu_t* self, const ecu_inputs_t* in, uint32_t dt_ms);
