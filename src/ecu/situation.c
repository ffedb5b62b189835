#include "base/saturate.h"
#include "ecu/inside.h"

static ecu_situation_t when(const bool condition, const ecu_situation_t bit)
{
    return condition ? bit : 0U;
}

/// A speed is due while anyone could send it. Missing, old or impossible counts as moving, only with another
/// name.
static ecu_situation_t of_speed(const ecu_t* const self, const ecu_inputs_t* const in)
{
    const bool due = ecu_is_on(self, ECU_SWITCH(ignition)) || in->bus_awake;
    const bool known =
        in->speed_age_ms <= self->config->speed_age_max_ms && in->speed_dkmh < ECU_SPEED_MAX_dkmh;
    const bool fast = in->speed_dkmh > 0U && in->speed_dkmh >= 10U * (uint32_t)self->config->speed_max_kmh;
    return when(due && !known, ECU_BIT(speed_unknown)) | when(known && fast, ECU_BIT(moving));
}

static ecu_situation_t of_gear(const ecu_t* const self, const ecu_inputs_t* const in)
{
    const bool in_park = in->gear == ecu_gear_park && in->gear_age_ms <= self->config->park_age_max_ms;
    const bool ignition = ecu_is_on(self, ECU_SWITCH(ignition));
    return when(ignition, ECU_BIT(ignition_on)) | when(ignition && !in_park, ECU_BIT(not_in_park));
}

static ecu_situation_t of_supply(const ecu_t* const self, const ecu_inputs_t* const in)
{
    return when(in->supply_mV < self->config->start_mV, ECU_BIT(undervoltage)) |
           when(in->supply_mV < self->config->shed_mV, ECU_BIT(shed));
}

static ecu_situation_t of_locking(const ecu_t* const self)
{
    const bool valet = self->memory.valet || ecu_is_on(self, ECU_SWITCH(valet));
    const bool menu = self->memory.menu || ecu_is_on(self, ECU_SWITCH(menu));
    return when(self->config->valet_present && valet, ECU_BIT(valet)) |
           when(self->config->menu_present && menu, ECU_BIT(menu)) |
           when(self->lock.locked, ECU_BIT(locked)) | when(self->lock.deadlocked, ECU_BIT(deadlocked)) |
           when(self->lock.armed, ECU_BIT(armed)) | when(self->lock.forgot, ECU_BIT(forgot));
}

static ecu_situation_t of_drive(const ecu_t* const self)
{
    const bool bad_switch = (self->switches.stuck | self->switches.chatter) != 0U;
    return when(self->release.faulty, ECU_BIT(drive_faulty)) |
           when(ecu_release_is_paused(&self->release, self->config), ECU_BIT(paused)) |
           when(!ecu_release_is_ready(&self->release), ECU_BIT(busy)) |
           when(self->config->stuck_blocks_others && bad_switch, ECU_BIT(switch_stuck));
}

ecu_situation_t ecu_find_situation(const ecu_t* const self, const ecu_inputs_t* const in)
{
    return of_speed(self, in) | of_gear(self, in) | of_supply(self, in) | of_locking(self) | of_drive(self);
}
