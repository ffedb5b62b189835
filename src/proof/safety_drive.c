// What the drive does: the handle in every state, limits, sinking supply, resets, two at once.
#include "proof/safety_trial.h"

// --- the handle

bool safety_frees_in_a_second(proof_unit_t* const unit)
{
    unit->freed_ms = 0;
    unit->in.handle_counts = 0;
    const uint32_t pulled_ms = unit->now_ms;
    while (unit->freed_ms == 0U && unit->now_ms < pulled_ms + 1000U) {
        proof_unit_step(unit, 1);
    }
    return unit->freed_ms > 0U;
}

enum {
    trap_asleep = 1U << 0U,
    trap_locked_out = 1U << 1U, // valet and menu
    trap_locked = 1U << 2U,     // deadlocked, armed and forgotten as well
    trap_moving = 1U << 3U,
    trap_bus_dead = 1U << 4U,
    trap_blank = 1U << 5U,
    trap_low_supply = 1U << 6U,
    trap_paused = 1U << 7U,
    trap_pulse = 1U << 8U, // another one's, in which the latch does not let go
    trap_hung = 1U << 9U,  // the watchdog bites while the handle is pulled
    traps_all = 1U << 10U
};

static ecu_memory_t memory_of(const unsigned traps)
{
    ecu_memory_t memory = (traps & trap_locked) != 0U ? safety_locked_memory() : ecu_memory_fresh();
    memory.deadlocked = memory.locked;
    memory.forgot = memory.locked;
    memory.tries = (traps & trap_paused) != 0U ? (uint8_t)ECU_TRIES_MAX : 0U;
    ecu_memory_seal(&memory);
    return memory;
}

static void spring_trap(const safety_trial_t* const self, proof_unit_t* const unit, const unsigned traps)
{
    const ecu_memory_t memory = memory_of(traps);
    const ecu_config_t* const rules = &self->config->ecu;
    proof_unit_start(unit, self->config, (traps & trap_blank) != 0U ? NULL : &memory);
    if ((traps & trap_pulse) != 0U) {
        safety_drive(self, unit);
        unit->jammed_once = unit->driven_ms > 0U;
    }
    unit->in.valet = (traps & trap_locked_out) != 0U;
    unit->in.menu = unit->in.valet;
    unit->in.ignition = (traps & (trap_moving | trap_bus_dead)) != 0U;
    unit->speed_dkmh = (traps & trap_moving) != 0U ? 2000U : 0U;
    unit->silent = (traps & trap_bus_dead) != 0U;
    if ((traps & trap_low_supply) != 0U) { // just above what ends a pulse
        proof_unit_set_supply(unit, (uint32_t)rules->abort_mV + 100U);
    }
    if ((traps & (trap_asleep | trap_pulse)) == trap_asleep) {
        node_settle(&unit->node, &unit->in);
    }
}

static bool frees_from(const safety_trial_t* const self, const unsigned traps)
{
    proof_unit_t unit;
    spring_trap(self, &unit, traps);
    if ((traps & trap_hung) == 0U) {
        return safety_frees_in_a_second(&unit);
    }
    unit.in.handle_counts = 0;
    proof_unit_step(&unit, 50);
    (void)safety_bite(&unit);
    return safety_frees_in_a_second(&unit);
}

proof_safety_verdict_t safety_handle(const safety_trial_t* const self)
{
    static const char* const names[] = {
        "asleep",       "valet and menu", "locked", "200 km/h",      "bus dead",
        "blank memory", "low supply",     "paused", "mid-actuation", "hung"};
    if (!self->config->ecu.handle_present) {
        return safety_absent(self, "no electric handle: no software in its path");
    }
    for (unsigned traps = 0; traps < traps_all; traps++) {
        if (!frees_from(self, traps)) {
            unsigned k = 0;
            while ((traps >> (k + 1U)) != 0U) {
                k++;
            }
            return safety_fail(self, names[k], "the handle takes more than a second");
        }
    }
    return proof_safety_kept;
}

// --- the drive

static bool keeps_to_three_a_minute(const safety_trial_t* const self)
{
    uint32_t begun_ms[64] = {0};
    uint32_t count = 0;
    proof_unit_t unit;
    safety_ready(self, &unit, self->first);
    unit.jammed = true;
    while (unit.now_ms < 150000U && count < 60U) {
        const uint32_t begin_ms = unit.now_ms;
        if (proof_unit_request(&unit, self->first) > 0U) {
            begun_ms[count++] = begin_ms;
        }
    }
    for (uint32_t k = 3; k < count; k++) {
        // Requests are all alike, so their beginnings are as far apart as their pulses.
        if (begun_ms[k] - begun_ms[k - 3U] < 60000U) {
            return false;
        }
    }
    return count > 3U;
}

proof_safety_verdict_t safety_drive_limits(const safety_trial_t* const self)
{
    proof_unit_t unit;
    safety_ready(self, &unit, self->first);
    unit.jammed = true;
    unit.standing_mA = self->config->ecu.stall_mA < 30000U ? self->config->ecu.stall_mA + 500U : 12000U;
    (void)proof_unit_request(&unit, self->first);
    if (unit.longest_ms > 500U) {
        return safety_fail(self, "", "drives a standing latch for more than half a second");
    }
    safety_ready(self, &unit, self->first);
    unit.leaking_mA = 2500;
    safety_drive(self, &unit);
    while (unit.out.drive) {
        proof_unit_step(&unit, 1);
    }
    proof_unit_step(&unit, 100);
    if (unit.out.drive_enable || proof_unit_request(&unit, self->first) > 0U) {
        return safety_fail(self, "", "a driver that sticks stays on");
    }
    return keeps_to_three_a_minute(self) ? proof_safety_kept
                                         : safety_fail(self, "", "drives more than three times in a minute");
}

/// True if what the pins did meanwhile is right.
typedef bool (*blow_t)(proof_unit_t*);

bool safety_dip(proof_unit_t* const unit)
{
    proof_unit_set_supply(unit, 5000);
    proof_unit_step(unit, 30);
    proof_unit_set_supply(unit, 12000);
    return true; // a unit that can go on at 5 V may
}

bool safety_bite(proof_unit_t* const unit)
{
    unit->in.reset_held = true;
    proof_unit_step(unit, 1);
    unit->in.reset_held = false;
    return !unit->out.drive && !unit->out.drive_enable;
}

/// A blow at every millisecond of a pulse, its rest, and a little after.
static bool survives(const safety_trial_t* const self, const blow_t blow)
{
    proof_unit_t before;
    safety_ready(self, &before, self->first);
    before.jammed = true;
    safety_drive(self, &before);
    for (uint32_t k = 0; k < (uint32_t)self->config->ecu.pulse_ms + 200U; k++) {
        proof_unit_t unit = before;
        const bool is_right = blow(&unit);
        proof_unit_step(&unit, 1600);
        const bool rests = ecu_phase(node_ecu(&unit.node)) == ecu_phase_idle;
        if (!is_right || unit.pulses != 1U || !rests || node_memory(&unit.node)->pulse_under_way) {
            return false;
        }
        proof_unit_step(&before, 1);
    }
    return true;
}

proof_safety_verdict_t safety_brown_out(const safety_trial_t* const self)
{
    return survives(self, safety_dip) ? proof_safety_kept
                                      : safety_fail(self, "", "a sinking supply leaves a second pulse");
}

proof_safety_verdict_t safety_resets(const safety_trial_t* const self)
{
    proof_unit_t unit;
    safety_ready(self, &unit, self->first);
    unit.in.lid_button_counts = 0;
    unit.in.cabin_button_counts = 0;
    unit.in.cylinder = true;
    unit.pulses = 0;
    bool low = safety_bite(&unit);
    for (uint32_t k = 0; k < 1000U; k++) {
        low = safety_bite(&unit) && low;
        proof_unit_step(&unit, k < 500U ? 59U : 59U + k);
    }
    if (unit.pulses > 0U || !low) {
        return safety_fail(self, "", "a storm of resets drives the latch");
    }
    return survives(self, safety_bite)
               ? proof_safety_kept
               : safety_fail(self, "", "a bite of the watchdog leaves a second pulse");
}

static uint32_t pulses_of_two(const safety_trial_t* const self, const ecu_source_t one,
                              const ecu_source_t other, const uint32_t gap_ms)
{
    proof_unit_t unit;
    safety_ready(self, &unit, ecu_source_none);
    unit.jammed = true;
    for (int32_t t_ms = 0; t_ms < 10000; t_ms++) {
        proof_unit_hand(&unit, one, t_ms - 4500 + (int32_t)self->latency_ms[one]);
        proof_unit_hand(&unit, other, t_ms - 4500 - (int32_t)gap_ms + (int32_t)self->latency_ms[other]);
        proof_unit_step(&unit, 1);
    }
    return unit.pulses;
}

static bool is_radio(const ecu_source_t source)
{
    return source == ecu_source_fob || source == ecu_source_fob2;
}

proof_safety_verdict_t safety_two_at_once(const safety_trial_t* const self)
{
    for (ecu_source_t one = self->first; one != ecu_source_none; one = safety_next(self, one)) {
        for (ecu_source_t other = self->first; other != ecu_source_none; other = safety_next(self, other)) {
            const bool same_pin =
                one == other || one == ecu_source_proximity || other == ecu_source_proximity;
            for (uint32_t gap_ms = 0; gap_ms <= 100U && !same_pin; gap_ms += 25U) {
                const uint32_t pulses = pulses_of_two(self, one, other, gap_ms);
                // Two radio keys at once disturb each other: then none is as good as one.
                if (pulses > 1U || (pulses == 0U && !(is_radio(one) && is_radio(other)))) {
                    return safety_fail(self, ecu_source_name(other),
                                       "two requests at once are not one pulse");
                }
            }
        }
    }
    return proof_safety_kept;
}
