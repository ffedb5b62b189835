/// A test bed: one controller, its inputs, and a latch that lets go after 140 ms of uninterrupted drive.
#pragma once
#include <string.h>

#include "base/time.h"
#include "check.h"
#include "ecu/ecu.h"

#define BED_KEY         0x1001U
#define BED_SECOND_KEY  0x1002U
#define BED_STRANGE_KEY 0x9999U
#define BED_FREE_ms     140U

typedef struct {
    ecu_config_t config;
    key_table_t keys;
    ecu_t ecu;
    ecu_inputs_t in;
    uint32_t pulses;    ///< rising edges of both switches together
    uint32_t driven_ms; ///< of the pulse going on
    uint32_t longest_ms;
    uint32_t now_ms;
    uint32_t freed_at_ms; ///< 0: not
    uint32_t counter;     ///< of key presses
    bool jammed;          ///< the latch never lets go
    bool lid_wire_cut;    ///< reads not closed, always
    bool was_driven;
} bed_t;

static inline void bed_power_up(bed_t* const bed, const ecu_memory_t* const memory, const bool power_lost)
{
    ecu_init(&bed->ecu, &bed->config, &bed->keys, memory, power_lost);
    bed->was_driven = false;
    bed->driven_ms = 0;
}

/// The reference car, parked, unlocked, asleep not yet; keys 1 and 2 are known.
static inline void bed_make(bed_t* const bed)
{
    memset(bed, 0, sizeof *bed);
    bed->config = ecu_default_config();
    (void)key_table_learn(&bed->keys, BED_KEY);
    (void)key_table_learn(&bed->keys, BED_SECOND_KEY);
    bed->in.supply_mV = 12500;
    bed->in.speed_age_ms = BASE_AGE_EVER_ms;
    bed->in.gear_age_ms = BASE_AGE_EVER_ms;
    bed->in.zone_range_mm = UINT16_MAX;
    const ecu_memory_t memory = ecu_memory_fresh();
    bed_power_up(bed, &memory, false);
}

static inline void bed_watch_latch(bed_t* const bed)
{
    const bool driven = ecu_outputs(&bed->ecu)->drive && ecu_outputs(&bed->ecu)->drive_enable;
    bed->pulses += (driven && !bed->was_driven) ? 1U : 0U;
    bed->was_driven = driven;
    bed->driven_ms = driven ? bed->driven_ms + 1U : 0U;
    bed->longest_ms = (bed->driven_ms > bed->longest_ms) ? bed->driven_ms : bed->longest_ms;
    bed->in.drive_mA = driven ? 2500U : 0U;
    if (bed->driven_ms >= BED_FREE_ms && !bed->jammed) {
        bed->freed_at_ms = (bed->freed_at_ms == 0U) ? bed->now_ms : bed->freed_at_ms;
        bed->in.levels |= ECU_SWITCH(not_closed);
    }
    if (bed->lid_wire_cut) {
        bed->in.levels |= ECU_SWITCH(not_closed);
    }
}

/// One millisecond.
static inline void bed_tick(bed_t* const bed)
{
    bed->now_ms++;
    ecu_step(&bed->ecu, &bed->in, 1);
    assert_true(ecu_invariants_hold(&bed->ecu));
    bed->in.frame_received = false;
    bed->in.phone = key_command_none;
    bed->in.speed_age_ms += (bed->in.speed_age_ms == BASE_AGE_EVER_ms) ? 0U : 1U;
    bed->in.gear_age_ms += (bed->in.gear_age_ms == BASE_AGE_EVER_ms) ? 0U : 1U;
    bed_watch_latch(bed);
}

static inline void bed_wait(bed_t* const bed, const uint32_t ms)
{
    for (uint32_t i = 0; i < ms; i++) {
        bed_tick(bed);
    }
}

/// Powered up with `memory` (NULL: fresh) and run in.
static inline void bed_begin(bed_t* const bed, const ecu_memory_t* const memory)
{
    const ecu_memory_t fresh = ecu_memory_fresh();
    bed_power_up(bed, memory != NULL ? memory : &fresh, false);
    bed_wait(bed, 300);
}

static inline ecu_memory_t bed_locked_memory(void)
{
    ecu_memory_t memory = ecu_memory_fresh();
    memory.locked = true;
    memory.armed = true;
    ecu_memory_seal(&memory);
    return memory;
}

/// So many pulses since bed_make, and this answer to the newest request.
static inline void bed_expect(const bed_t* const bed, const uint32_t pulses, const ecu_refusal_t refusal)
{
    assert_int_equal(bed->pulses, pulses);
    assert_int_equal(ecu_last_refusal(&bed->ecu), refusal);
    assert_int_equal(ecu_release_count(&bed->ecu), pulses);
}

static inline void bed_close_lid(bed_t* const bed)
{
    bed->in.levels &= (uint16_t)~ECU_SWITCH(not_closed);
    bed->freed_at_ms = 0;
}

static inline void bed_set(bed_t* const bed, const uint16_t bit, const bool on)
{
    bed->in.levels = (uint16_t)(on ? (bed->in.levels | bit) : (bed->in.levels & (uint16_t)~bit));
}

/// A button held for a while, then let go and a moment of nothing.
static inline void bed_press(bed_t* const bed, const uint16_t bit, const uint32_t held_ms)
{
    bed_set(bed, bit, true);
    bed_wait(bed, held_ms);
    bed_set(bed, bit, false);
    bed_wait(bed, 200);
}

static inline void bed_send(bed_t* const bed, const uint32_t key_id, const key_command_t command)
{
    bed->in.frame = (key_frame_t){.key_id = key_id, .counter = bed->counter, .command = command};
    bed->in.frame_received = true;
    bed_tick(bed);
}

/// A key's button held for a while: a frame every 50 ms.
static inline void bed_hold_key(bed_t* const bed, const uint32_t key_id, const key_command_t command,
                                const uint32_t held_ms)
{
    bed->counter++;
    for (uint32_t at_ms = 0; at_ms <= held_ms; at_ms += 50U) {
        bed_send(bed, key_id, command);
        bed_wait(bed, 49);
    }
}

/// Ignition on, a speed and a gear just received.
static inline void bed_drive(bed_t* const bed, const uint32_t kmh, const ecu_gear_t gear)
{
    bed->in.levels |= ECU_SWITCH(ignition);
    bed->in.bus_awake = true;
    bed->in.speed_dkmh = (uint16_t)(10U * kmh);
    bed->in.speed_age_ms = 0;
    bed->in.gear = gear;
    bed->in.gear_age_ms = 0;
}

/// Runs until it sleeps; fails the test if it never does.
static inline void bed_sleep(bed_t* const bed)
{
    for (uint32_t i = 0; i < 200000U && ecu_outputs(&bed->ecu)->awake; i++) {
        bed_tick(bed);
    }
    assert_false(ecu_outputs(&bed->ecu)->awake);
}
