// Who gets in: keys, lock-out, memory, speed, contacts.
#include "base/random.h"
#include "proof/safety_trial.h"

// --- keys

proof_safety_verdict_t safety_strange_keys(const safety_trial_t* const self)
{
    static const uint32_t ids[] = {0U, UINT32_MAX, 0x5A5A5A5AU};
    for (size_t k = 0; k < sizeof ids / sizeof ids[0]; k++) {
        const ecu_memory_t locked = safety_locked_memory();
        proof_unit_t unit;
        proof_unit_start(&unit, self->config, &locked);
        for (uint32_t t_ms = 0; t_ms < 9000U; t_ms++) {
            proof_unit_press_key(&unit, ids[k], t_ms < 4500U ? key_command_unlock : key_command_lid, t_ms);
            proof_unit_step(&unit, 1);
        }
        if (unit.pulses > 0U || !node_ecu(&unit.node)->lock.locked) {
            return safety_fail(self, "", "a key that it was not taught opens it");
        }
    }
    return proof_safety_kept;
}

/// True if a request that looks for a key takes one far away whose signal is carried near.
static bool takes_relayed_key(const safety_trial_t* const self, const ecu_source_t source)
{
    static const uint32_t far_mm[] = {1001, 1500, 5000, 50000};
    static const uint32_t delays_ms[] = {0, 1, 8, 30};
    bool opens = false;
    for (size_t k = 0; k < 16U && !opens && self->latency_ms[source] > 0U; k++) {
        proof_unit_t unit;
        safety_ready(self, &unit, source);
        unit.key_mm = far_mm[k / 4U];
        unit.search_delay_ms = delays_ms[k % 4U];
        opens = proof_unit_request(&unit, source) > 0U;
    }
    return opens;
}

/// The field strength is carried near, the key stays where it is.
proof_safety_verdict_t safety_relayed_key(const safety_trial_t* const self)
{
    static const ecu_source_t seeking[] = {ecu_source_proximity, ecu_source_foot, ecu_source_shut_in};
    bool seeks = false;
    bool taken = false;
    for (size_t k = 0; k < sizeof seeking / sizeof seeking[0]; k++) {
        seeks = seeks || self->latency_ms[seeking[k]] > 0U;
        taken = taken || takes_relayed_key(self, seeking[k]);
    }
    if (!seeks) {
        return safety_absent(self, "looks for no key at the lid");
    }
    return taken ? safety_fail(self, "", "opens for a key far away whose signal is relayed")
                 : proof_safety_kept;
}

/// What is wrong when a key is laid in and the lid is shut; or when it comes to lie there unnoticed, and
/// another key locks the car. NULL: nothing.
static const char* wrong_with_key_inside(const safety_trial_t* const self, const bool locks)
{
    proof_unit_t unit;
    safety_ready(self, &unit, self->first);
    (void)proof_unit_request(&unit, self->first);
    unit.key_zone = locks ? ecu_zone_none : ecu_zone_trunk;
    proof_unit_step(&unit, 2000);
    const uint32_t beeps_before = unit.beeps;
    proof_unit_shut(&unit);
    proof_unit_step(&unit, 3000);
    if (locks) {
        unit.key_zone = ecu_zone_trunk;
        proof_unit_press_key(&unit, self->config->keys.id[1], key_command_lock, 0);
        proof_unit_step(&unit, 3000);
    }
    if (unit.freed_ms == 0U) {
        return locks ? "locks a key in the trunk by another key and stays shut"
                     : "shuts a key in the trunk and stays shut";
    }
    if (node_ecu(&unit.node)->lock.siren) {
        return "sounds the alarm when it opens for a key that was shut in";
    }
    return unit.beeps - beeps_before == 2U ? NULL : "opens for a key that was shut in without two beeps";
}

proof_safety_verdict_t safety_key_shut_in(const safety_trial_t* const self)
{
    if (!self->config->ecu.passive_present) {
        return safety_absent(self, "has no means to look for a key inside");
    }
    const char* wrong = wrong_with_key_inside(self, false);
    wrong = wrong != NULL ? wrong : wrong_with_key_inside(self, true);
    return wrong == NULL ? proof_safety_kept : safety_fail(self, "", wrong);
}

// --- states

static bool valet_refuses(const safety_trial_t* const self, proof_unit_t* const unit,
                          const ecu_source_t source)
{
    (void)self;
    return proof_unit_request(unit, source) == 0U &&
           ecu_last_refusal(node_ecu(&unit->node)) == ecu_refusal_valet;
}

proof_safety_verdict_t safety_valet(const safety_trial_t* const self)
{
    if (!self->config->ecu.valet_present) {
        return safety_absent(self, "cannot be locked out");
    }
    for (ecu_source_t source = self->first; source != ecu_source_none && source != ecu_source_cylinder;
         source = safety_next(self, source)) {
        ecu_memory_t memory = source == ecu_source_proximity ? safety_locked_memory() : ecu_memory_fresh();
        memory.valet = true;
        ecu_memory_seal(&memory);
        proof_unit_t unit;
        proof_unit_start(&unit, self->config, &memory);
        bool refused = valet_refuses(self, &unit, source);
        proof_unit_set_supply(&unit, 0);
        proof_unit_step(&unit, 2000);
        proof_unit_set_supply(&unit, 12500);
        proof_unit_step(&unit, 500);
        refused = valet_refuses(self, &unit, source) && refused;
        if (!refused) {
            return safety_fail(self, ecu_source_name(source),
                               "opens the locked-out trunk, or says no other reason");
        }
    }
    return proof_safety_kept;
}

static bool is_safe_after_damage(const safety_trial_t* const self, const ecu_memory_t* const memory)
{
    proof_unit_t unit;
    proof_unit_start(&unit, self->config, memory);
    const ecu_t* const ecu = node_ecu(&unit.node);
    const ecu_config_t* const rules = &self->config->ecu;
    return ecu->lock.locked && (ecu->lock.armed || !rules->alarm_present) &&
           (ecu_memory(ecu)->valet || !rules->valet_present) &&
           (!rules->handle_present || safety_frees_in_a_second(&unit));
}

proof_safety_verdict_t safety_damaged_memory(const safety_trial_t* const self)
{
    if (!is_safe_after_damage(self, NULL)) {
        return safety_fail(self, "", "a blank memory does not leave it locked with a working handle");
    }
    for (size_t byte = 0; byte < sizeof(ecu_memory_t); byte++) {
        ecu_memory_t memory = ecu_memory_fresh();
        ((unsigned char*)&memory)[byte] ^= 0x10U;
        // Spare bytes between the fields are not part of what is remembered.
        if (!ecu_memory_is_intact(&memory) && !is_safe_after_damage(self, &memory)) {
            return safety_fail(self, "", "a damaged memory does not leave it locked with a working handle");
        }
    }
    return proof_safety_kept;
}

// --- speed and switches

typedef struct {
    const char* name;
    uint16_t speed_dkmh;
    uint16_t silent_ms; ///< before the request; 0: signals come
} motion_t;

static const motion_t motions[] = {
    {"opens at 5 km/h", 50, 0},
    {"opens at 5.1 km/h", 51, 0},
    {"opens at 10 km/h", 100, 0},
    {"opens at 130 km/h", 1300, 0},
    {"opens at 399.9 km/h", 3999, 0},
    {"opens at an implausible speed", 4000, 0},
    {"opens at no valid speed", 65535, 0},
    {"opens on a speed of 501 ms ago", 0, 501},
    {"opens on a speed of 5 s ago", 0, 5000},
};

proof_safety_verdict_t safety_moving(const safety_trial_t* const self)
{
    for (ecu_source_t source = self->first; source != ecu_source_none; source = safety_next(self, source)) {
        for (size_t k = 0; k < sizeof motions / sizeof motions[0]; k++) {
            proof_unit_t unit;
            safety_ready(self, &unit, source);
            unit.speed_dkmh = motions[k].speed_dkmh;
            proof_unit_step(&unit, 100);
            unit.silent = motions[k].silent_ms > 0U;
            proof_unit_step(&unit, motions[k].silent_ms);
            if (proof_unit_request(&unit, source) > 0U) {
                return safety_fail(self, ecu_source_name(source), motions[k].name);
            }
        }
    }
    return proof_safety_kept;
}

static void press(proof_unit_t* const unit, const ecu_source_t source, const bool on)
{
    unit->in.lid_button_counts = source == ecu_source_lid && on ? 0U : NODE_COUNT_MAX;
    unit->in.cabin_button_counts = source == ecu_source_cabin && on ? 0U : NODE_COUNT_MAX;
    unit->in.cylinder = source == ecu_source_cylinder && on;
}

static const char* shorted(const safety_trial_t* const self, const ecu_source_t source,
                           const uint16_t speed_dkmh)
{
    proof_unit_t unit;
    safety_ready(self, &unit, source);
    unit.speed_dkmh = speed_dkmh;
    press(&unit, source, true);
    proof_unit_step(&unit, 1000U * (uint32_t)self->config->ecu.stuck_s + 1000U);
    press(&unit, source, false);
    proof_unit_step(&unit, 2000);
    if (unit.pulses > 0U) {
        return "a contact that sticks opens it once";
    }
    return ecu_fault_count_of(node_ecu(&unit.node), ecu_fault_switch_stuck) > 0U
               ? NULL
               : "a contact that sticks is not noticed";
}

static const char* chattering(const safety_trial_t* const self, const ecu_source_t source,
                              const uint64_t seed)
{
    proof_unit_t unit;
    safety_ready(self, &unit, source);
    unit.speed_dkmh = seed % 3U == 0U ? 1000U : 0U;
    base_random_t random;
    base_random_seed(&random, seed);
    const uint32_t longest_ms = 3U + base_random_below(&random, 98);
    for (uint32_t k = 0; k < 400U; k++) {
        press(&unit, source, k % 2U == 0U);
        proof_unit_step(&unit, 1U + base_random_below(&random, longest_ms));
    }
    proof_unit_step(&unit, 3000);
    if (unit.pulses > 0U) {
        return "a contact that chatters opens it";
    }
    return ecu_fault_count_of(node_ecu(&unit.node), ecu_fault_switch_chatter) > 0U
               ? NULL
               : "a contact that chatters is not noticed";
}

proof_safety_verdict_t safety_bad_switches(const safety_trial_t* const self)
{
    static const ecu_source_t sources[] = {ecu_source_lid, ecu_source_cabin, ecu_source_cylinder};
    for (size_t k = 0; k < 3U; k++) {
        if (self->latency_ms[sources[k]] == 0U) {
            continue;
        }
        const char* wrong = shorted(self, sources[k], 0);
        wrong = wrong != NULL ? wrong : shorted(self, sources[k], 1000);
        for (uint64_t seed = 1; seed <= 20U && wrong == NULL; seed++) {
            wrong = chattering(self, sources[k], seed);
        }
        if (wrong != NULL) {
            return safety_fail(self, ecu_source_name(sources[k]), wrong);
        }
    }
    return proof_safety_kept;
}

static bool reads_open(const safety_trial_t* const self, const uint16_t counts)
{
    proof_unit_t unit;
    safety_ready(self, &unit, self->first);
    unit.in.lid_switch_counts = counts;
    proof_unit_step(&unit, 300);
    for (uint32_t t_ms = 0; t_ms < 200U; t_ms++) {
        proof_unit_press_key(&unit, self->config->keys.id[0], key_command_unlock, t_ms);
        proof_unit_step(&unit, 1);
    }
    const bool warned = unit.out.lid_warning;
    unit.in.ignition = false; // which would keep it from locking itself
    proof_unit_step(&unit, 1000U * (uint32_t)self->config->ecu.relocks_s + 1000U);
    return warned && !node_ecu(&unit.node)->lock.locked;
}

proof_safety_verdict_t safety_lid_wire(const safety_trial_t* const self)
{
    if (!reads_open(self, NODE_COUNT_MAX)) {
        return safety_fail(self, "", "an open wire of the lid switch reads as a shut lid");
    }
    return reads_open(self, 0)
               ? proof_safety_kept
               : safety_fail(self, "", "a short to ground at the lid switch reads as a shut lid");
}

// --- after all that

static void attack(proof_unit_t* const unit, base_random_t* const random)
{
    const uint32_t what = base_random_below(random, 200);
    if (what < 4U) {
        unit->in.frame = (key_frame_t){.key_id = 0x8000U + what, .command = (key_command_t)what};
        unit->in.frame_received = true;
    } else if (what < 8U) {
        unit->in.lid_button_counts = what % 2U == 0U ? 0U : NODE_COUNT_MAX;
    } else if (what == 8U) {
        (void)safety_bite(unit);
    } else if (what == 9U) {
        (void)safety_dip(unit);
    }
    proof_unit_step(unit, 1);
}

static bool lets_owner_in(const safety_trial_t* const self, const uint64_t seed)
{
    const ecu_memory_t locked = safety_locked_memory();
    proof_unit_t unit;
    proof_unit_start(&unit, self->config, &locked);
    unit.key_mm = 20000;
    unit.key_zone = ecu_zone_none;
    base_random_t random;
    base_random_seed(&random, seed);
    for (uint32_t k = 0; k < 20000U; k++) {
        attack(&unit, &random);
        unit.key_zone = ecu_zone_none;
    }
    unit.in.lid_button_counts = NODE_COUNT_MAX;
    unit.key_mm = 500;
    unit.freed_ms = 0;
    proof_unit_step(&unit, 2000);
    for (uint32_t t_ms = 0; t_ms < 300U; t_ms++) {
        proof_unit_press_key(&unit, self->config->keys.id[0], key_command_unlock, t_ms);
        proof_unit_step(&unit, 1);
    }
    for (uint32_t press_count = 0; press_count < 3U && unit.freed_ms == 0U; press_count++) {
        (void)proof_unit_request(&unit, self->first);
    }
    return unit.freed_ms > 0U;
}

proof_safety_verdict_t safety_owner_gets_in(const safety_trial_t* const self)
{
    for (uint64_t seed = 1; seed <= 5U; seed++) {
        if (!lets_owner_in(self, seed)) {
            return safety_fail(self, ecu_source_name(self->first),
                               "three presses after an attack do not open it");
        }
    }
    return proof_safety_kept;
}
