/// What the files of the controller share among themselves; nobody else includes this.
#pragma once
#include "ecu/ecu.h"

/// Put an event into the log; its time is filled in.
void ecu_log(ecu_t* self, ecu_event_t event);

/// Count a fault of the world, up to 65535.
void ecu_count(ecu_t* self, ecu_fault_t fault);

/// What stands against requests at this moment.
ecu_situation_t ecu_find_situation(const ecu_t* self, const ecu_inputs_t* in);

/// Where the search that is going on looks, none without one.
ecu_zone_t ecu_search_zone(const ecu_t* self);

/// Does the beeper sound in this step?
bool ecu_beeps(const ecu_t* self);

/// Answer all that asks in this step: key, phone, buttons, the search's result, the handle.
void ecu_answer_requests(ecu_t* self, const ecu_inputs_t* in, uint32_t dt_ms);
