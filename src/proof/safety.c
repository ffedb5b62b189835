#include "proof/safety_trial.h"
#include <stdio.h>

typedef struct {
    const char* question;
    proof_safety_verdict_t (*run)(const safety_trial_t* self); ///< NULL: not tried
} safety_case_t;

proof_safety_verdict_t safety_fail(const safety_trial_t* const self, const char* const source,
                                   const char* const what)
{
    (void)snprintf(self->found, proof_safety_text_max, "%s%s%s", source, source[0] != '\0' ? ": " : "", what);
    return proof_safety_failed;
}

proof_safety_verdict_t safety_absent(const safety_trial_t* const self, const char* const what)
{
    (void)snprintf(self->found, proof_safety_text_max, "%s", what);
    return proof_safety_absent;
}

ecu_memory_t safety_locked_memory(void)
{
    ecu_memory_t memory = ecu_memory_fresh();
    memory.locked = true;
    memory.armed = true;
    ecu_memory_seal(&memory);
    return memory;
}

/// Standing, ignition on, Park and a speed of nothing coming in; the car is unlocked but for a request that
/// only makes sense on a locked one.
void safety_ready(const safety_trial_t* const self, proof_unit_t* const unit, const ecu_source_t source)
{
    const ecu_memory_t open = ecu_memory_fresh();
    const ecu_memory_t locked = safety_locked_memory();
    const bool seeks_key = source == ecu_source_proximity || source == ecu_source_foot;
    proof_unit_start(unit, self->config, seeks_key ? &locked : &open);
    unit->in.ignition = true;
    proof_unit_step(unit, 500);
}

ecu_source_t safety_next(const safety_trial_t* const self, const ecu_source_t after)
{
    ecu_source_t source = (ecu_source_t)(after + 1);
    while (source < ecu_source_handle && self->latency_ms[source] == 0U) {
        source = (ecu_source_t)(source + 1);
    }
    return source < ecu_source_handle ? source : ecu_source_none;
}

/// Steps from the start of a request to its pulse.
static uint32_t latency_of(const safety_trial_t* const self, const ecu_source_t source)
{
    proof_unit_t unit;
    safety_ready(self, &unit, source);
    for (int32_t t_ms = 0; t_ms < 10000; t_ms++) {
        proof_unit_hand(&unit, source, t_ms);
        proof_unit_step(&unit, 1);
        if (unit.pulses > 0U) {
            return (uint32_t)t_ms + 1U;
        }
    }
    return 0;
}

/// Stands at the first millisecond of a pulse.
void safety_drive(const safety_trial_t* const self, proof_unit_t* const unit)
{
    for (int32_t t_ms = 0; t_ms < 10000 && unit->driven_ms == 0U; t_ms++) {
        proof_unit_hand(unit, self->first, t_ms);
        proof_unit_step(unit, 1);
    }
}

// --- the list

/// ORDER U1 to U40
static const safety_case_t cases[proof_safety_cases] = {
    {"an accepted frame played again opens nothing (waits for authenticated frames)", NULL},
    {"a frame that was held back opens nothing later (waits for authenticated frames)", NULL},
    {"old frames in a row never turn the counter back (waits for authenticated frames)", NULL},
    {"old lock and unlock frames in a row open nothing (waits for authenticated frames)", NULL},
    {"a counter at its end retires the key (waits for authenticated frames)", NULL},
    {"a forged frame changes nothing (waits for authenticated frames)", NULL},
    {"presses out of range have a documented outcome (waits for authenticated frames)", NULL},
    {"frames recorded in advance open nothing (waits for authenticated frames)", NULL},
    {"a frame with any bit turned opens nothing (waits for authenticated frames)", NULL},
    {"an unknown key, id 0 and id all ones neither unlock nor open", safety_strange_keys},
    {"a million random frames change nothing (waits for authenticated frames)", NULL},
    {"a relayed key 1 to 50 m away does not open", safety_relayed_key},
    {"one wrong distance among several does not open (waits for several rangings)", NULL},
    {"a challenge is answered once (waits for authenticated frames)", NULL},
    {"a key is no oracle and keeps its cell (waits for authenticated frames)", NULL},
    {"a key shut in the trunk gets the lid opened again", safety_key_shut_in},
    {"the phone's commands are executed at most once (waits for authenticated commands)", NULL},
    {"wrong diagnostic keys are delayed (waits for diagnostics)", NULL},
    {"the delay outlives a reset (waits for diagnostics)", NULL},
    {"a diagnostic key needs its seed (waits for diagnostics)", NULL},
    {"seeds never repeat (waits for diagnostics)", NULL},
    {"a diagnostic release needs access and a standing car (waits for diagnostics)", NULL},
    {"messages on the bus without authentication open nothing (waits for the bus)", NULL},
    {"locked out: every request but blade and handle is refused with that reason, also after a power loss",
     safety_valet},
    {"power cut while a frame is accepted: at most one release (waits for the flash memory)", NULL},
    {"two power cuts, torn and lost writes (waits for the flash memory)", NULL},
    {"old frames after a long time without supply open nothing (waits for authenticated frames)", NULL},
    {"damaged memory: locked, armed, locked out, and the handle works", safety_damaged_memory},
    {"the electric handle frees within a second in every state", safety_handle},
    {"a front trunk's second latch holds from 5 km/h (no car here has one)", NULL},
    {"nothing electric opens at 5 km/h or more, or on a speed older than 500 ms or implausible",
     safety_moving},
    {"a contact that sticks or chatters opens nothing and is noticed", safety_bad_switches},
    {"a standing motor is cut within 500 ms; three tries a minute; a stuck driver is switched off",
     safety_drive_limits},
    {"a supply that sinks at any moment of a pulse leaves no second one", safety_brown_out},
    {"two requests within 100 ms are one pulse", safety_two_at_once},
    {"resets at any moment never pulse", safety_resets},
    {"a damaged wire of the lid switch reads as not closed", safety_lid_wire},
    {"a person in the trunk is let out within 60 s (no car here senses one)", NULL},
    {"after an attack the owner gets in within three presses", safety_owner_gets_in},
    {"keys are taught by an authorised hand only (waits for diagnostics)", NULL},
};

const char* proof_safety_question(const int number)
{
    return number >= 1 && number <= (int)proof_safety_cases ? cases[number - 1].question : "";
}

bool proof_safety_is_tried(const int number)
{
    return number >= 1 && number <= (int)proof_safety_cases && cases[number - 1].run != NULL;
}

proof_safety_t proof_safety_try(const int number, const node_config_t* const config, const bool drives)
{
    proof_safety_t result = {.verdict = proof_safety_untried};
    if (!proof_safety_is_tried(number)) {
        return result;
    }
    safety_trial_t trial = {.config = config, .found = result.found};
    if (!drives) {
        result.verdict = safety_absent(&trial, "no electric release");
        return result;
    }
    for (ecu_source_t source = ecu_source_fob; source < ecu_source_handle;
         source = (ecu_source_t)(source + 1)) {
        trial.latency_ms[source] = latency_of(&trial, source);
    }
    trial.first = safety_next(&trial, ecu_source_none);
    result.verdict = trial.first == ecu_source_none
                         ? safety_absent(&trial, "nothing asks for it electrically")
                         : cases[number - 1].run(&trial);
    return result;
}

node_config_t proof_safety_reference(void)
{
    node_config_t config = node_default_config();
    (void)key_table_learn(&config.keys, 1);
    (void)key_table_learn(&config.keys, 2);
    return config;
}
