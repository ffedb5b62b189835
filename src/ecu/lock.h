/// Locked, deadlocked, armed, forgotten: the state of the central locking as the control unit knows it.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "ecu/config.h"
#include "key/key.h"

/// Written by ecu_lock_* only.
typedef struct {
    bool locked, deadlocked, armed;
    bool forgot;           ///< power was lost; unlocked is not believed until an unlock command
    bool siren;            ///< sounding
    bool relock_running;   ///< an unlock was not followed by an opening yet
    uint32_t relock_ms;    ///< since that unlock
    uint32_t siren_ms;     ///< since it began
    uint32_t permitted_ms; ///< until an opening of the armed car no longer counts as permitted
    uint16_t relay_ms;     ///< left of the lock relays' pulse
    uint16_t answer_ms;    ///< left of the flashers' answer
    bool unlocking;        ///< which relay
} ecu_lock_t;

/// Obey lock or unlock; anything else changes nothing.
void ecu_lock_command(ecu_lock_t* self, const ecu_config_t* config, key_command_t command);

/// The lid will be opened by someone who may: no alarm for it in the next 10 s.
void ecu_lock_permit(ecu_lock_t* self);

/// One step with the debounced `door` and `not_closed` (and whether they have just become so). O(1).
void ecu_lock_step(ecu_lock_t* self, const ecu_config_t* config, uint16_t stable, uint16_t before,
                   uint32_t dt_ms);

/// Is nothing running out?
bool ecu_lock_is_settled(const ecu_lock_t* self);
