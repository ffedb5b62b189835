#include "ecu/rules.h"

#include "base/assert.h"

_Static_assert(ecu_source_none == 0 && ecu_refusal_none == 0, "zeroed memory is nobody and no reason");
_Static_assert((uint32_t)ecu_refusal_count <= 32U, "a situation has a bit for each reason");
_Static_assert((uint32_t)ecu_source_handle == (uint32_t)ecu_source_count - 1U, "the handle is the last row");

/// What every electric request must wait for.
#define ALWAYS                                                                                               \
    (ECU_BIT(drive_faulty) | ECU_BIT(undervoltage) | ECU_BIT(switch_stuck) | ECU_BIT(speed_unknown) |        \
     ECU_BIT(moving) | ECU_BIT(paused) | ECU_BIT(busy))
#define OWNER_AWAY (ECU_BIT(valet))

/// What stands against a source in every car; the configuration adds to it. ORDER ECU_SOURCES
static const ecu_situation_t base_rule[ecu_source_count] = {
    0,                                                                                          // none
    ALWAYS | OWNER_AWAY | ECU_BIT(unknown_key),                                                 // fob
    ALWAYS | OWNER_AWAY | ECU_BIT(unknown_key),                                                 // fob2
    ALWAYS | OWNER_AWAY | ECU_BIT(shed) | ECU_BIT(deadlocked) | ECU_BIT(armed),                 // cabin
    ALWAYS | OWNER_AWAY | ECU_BIT(shed) | ECU_BIT(menu) | ECU_BIT(deadlocked) | ECU_BIT(armed), // lid
    ALWAYS | OWNER_AWAY | ECU_BIT(shed) | ECU_BIT(menu) | ECU_BIT(forgot),                      // proximity
    ALWAYS | OWNER_AWAY | ECU_BIT(shed) | ECU_BIT(menu) | ECU_BIT(forgot) | ECU_BIT(no_key),    // foot
    ALWAYS | OWNER_AWAY,                                                                        // phone
    ALWAYS | OWNER_AWAY,                                                                        // shut in
    ALWAYS,                                                                                     // cylinder
    0,                                                                                          // handle
};

static ecu_situation_t when(const bool condition, const ecu_situation_t bits)
{
    return condition ? bits : 0U;
}

ecu_rules_t ecu_rules_of(const ecu_config_t* const config)
{
    const ecu_situation_t unlocked = ECU_BIT(locked) | ECU_BIT(forgot);
    ecu_rules_t rules;
    for (uint32_t source = 0; source < (uint32_t)ecu_source_count; source++) {
        const bool gear_counts =
            source != (uint32_t)ecu_source_handle && source != (uint32_t)ecu_source_cylinder;
        rules.rule[source] =
            base_rule[source] | when(config->needs_park && gear_counts, ECU_BIT(not_in_park));
    }
    rules.rule[ecu_source_none] = 0U;
    const ecu_situation_t by_key = when(config->fob_needs_unlocked, unlocked) |
                                   when(config->fob_needs_ignition_off, ECU_BIT(ignition_on));
    rules.rule[ecu_source_fob] |= by_key;
    rules.rule[ecu_source_fob2] |= by_key;
    rules.rule[ecu_source_lid] |= when(config->lid_needs_unlocked, unlocked);
    rules.rule[ecu_source_lid] |= when(config->lid_needs_key, ECU_BIT(no_key));
    rules.rule[ecu_source_cabin] |= when(config->cabin_needs_unlocked, unlocked);
    rules.rule[ecu_source_cabin] |= when(config->cabin_needs_key, ECU_BIT(no_key));
    return rules;
}

ecu_refusal_t ecu_rules_judge(const ecu_rules_t* const self, const ecu_source_t source,
                              const ecu_situation_t situation)
{
    BASE_ASSERT(source > ecu_source_none && source < ecu_source_count);
    const ecu_situation_t against = self->rule[source] & situation;
    uint32_t reason = (uint32_t)ecu_refusal_none;
    while (reason < (uint32_t)ecu_refusal_count && (against & ((ecu_situation_t)1U << reason)) == 0U) {
        reason++;
    }
    return (reason < (uint32_t)ecu_refusal_count) ? (ecu_refusal_t)reason : ecu_refusal_none;
}

#define NAME(name, text) #name,

const char* ecu_source_name(const ecu_source_t source)
{
    static const char* const names[] = {"none", ECU_SOURCES(NAME)};
    return (source < ecu_source_count) ? names[source] : "none";
}

const char* ecu_refusal_name(const ecu_refusal_t refusal)
{
    static const char* const names[] = {"none", ECU_INTERLOCKS(NAME) "gesture", "chatter"};
    return (refusal < ecu_refusal_count) ? names[refusal] : "none";
}
