#include "ecu/lock.h"

#include "base/saturate.h"
#include "ecu/switches.h"

#define RELAY_ms         300U
#define ANSWER_LOCK_ms   400U
#define ANSWER_UNLOCK_ms 1000U
#define PERMIT_ms        10000U
#define SIREN_ms         30000U

static void answer(ecu_lock_t* const self, const bool unlocking)
{
    self->unlocking = unlocking;
    self->relay_ms = RELAY_ms;
    self->answer_ms = unlocking ? ANSWER_UNLOCK_ms : ANSWER_LOCK_ms;
}

static void lock(ecu_lock_t* const self, const ecu_config_t* const config)
{
    self->locked = true;
    self->deadlocked = config->deadlocks;
    self->armed = config->alarm_present;
    self->forgot = false; // the state is known again
    self->relock_running = false;
    answer(self, false);
}

static void unlock(ecu_lock_t* const self, const ecu_config_t* const config)
{
    self->locked = false;
    self->deadlocked = false;
    self->armed = false;
    self->siren = false;
    self->forgot = false;
    self->relock_running = config->relocks_s > 0U;
    self->relock_ms = 0;
    answer(self, true);
}

void ecu_lock_command(ecu_lock_t* const self, const ecu_config_t* const config, const key_command_t command)
{
    if (command == key_command_lock) {
        lock(self, config);
    } else if (command == key_command_unlock) {
        unlock(self, config);
    }
}

void ecu_lock_permit(ecu_lock_t* const self)
{
    self->permitted_ms = PERMIT_ms;
}

static uint16_t left_of(const uint16_t value_ms, const uint32_t dt_ms)
{
    return (uint16_t)base_subtract_u32(value_ms, dt_ms);
}

static void step_relock(ecu_lock_t* const self, const ecu_config_t* const config, const uint16_t stable,
                        const uint32_t dt_ms)
{
    if (!self->relock_running) {
        return;
    }
    self->relock_ms = base_add_u32(self->relock_ms, dt_ms);
    // Anything open means someone is there; and a lid that is not known to be closed must not lock a key in.
    if ((stable & (ECU_SWITCH(door) | ECU_SWITCH(not_closed) | ECU_SWITCH(ignition))) != 0U) {
        self->relock_running = false;
    } else if (self->relock_ms >= 1000U * (uint32_t)config->relocks_s) {
        lock(self, config);
    }
}

static void step_alarm(ecu_lock_t* const self, const uint16_t opened, const uint32_t dt_ms)
{
    const bool lid_permitted = self->permitted_ms > 0U;
    const bool door = (opened & ECU_SWITCH(door)) != 0U;
    const bool lid = (opened & ECU_SWITCH(not_closed)) != 0U && !lid_permitted;
    if (self->siren) {
        self->siren_ms = base_add_u32(self->siren_ms, dt_ms);
        self->siren = self->siren_ms < SIREN_ms;
    }
    if (self->armed && (door || lid)) {
        self->siren = true;
        self->siren_ms = 0;
    }
    self->permitted_ms = base_subtract_u32(self->permitted_ms, dt_ms);
}

void ecu_lock_step(ecu_lock_t* const self, const ecu_config_t* const config, const uint16_t stable,
                   const uint16_t before, const uint32_t dt_ms)
{
    self->relay_ms = left_of(self->relay_ms, dt_ms);
    self->answer_ms = left_of(self->answer_ms, dt_ms);
    step_relock(self, config, stable, dt_ms);
    step_alarm(self, (uint16_t)(stable & ~before), dt_ms);
}

bool ecu_lock_is_settled(const ecu_lock_t* const self)
{
    return self->relay_ms == 0U && self->answer_ms == 0U && !self->relock_running && !self->siren &&
           self->permitted_ms == 0U;
}
