/// Who may ask when: the whole table, every situation, beside a table written by hand from the specification.
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "ecu/rules.h"

#define INTERLOCKS ((uint32_t)ecu_refusal_gesture - 1U)
#define SITUATIONS (1UL << INTERLOCKS)

/// By hand. One row a source, one column an interlock, in the order in which a refusal is named:
/// drive faulty, undervoltage, shed, stuck switch, unknown key, speed unknown, moving, not in park, ignition
/// on, valet, menu, deadlocked, armed, forgot, locked, no key, paused, busy. x stands against it, . does not,
/// P if Park is needed, I if the key waits for ignition off, F if the fob, L if the lid, C if the cabin needs
/// an unlocked car, k if the lid and c if the cabin needs the key.
static const char* const by_hand[ecu_source_count] = {
    [ecu_source_fob] = "xx.xxxxPIx...FF.xx",       [ecu_source_fob2] = "xx.xxxxPIx...FF.xx",
    [ecu_source_cabin] = "xxxx.xxP.x.xxCCcxx",     [ecu_source_lid] = "xxxx.xxP.xxxxLLkxx",
    [ecu_source_proximity] = "xxxx.xxP.xx..x..xx", [ecu_source_foot] = "xxxx.xxP.xx..x.xxx",
    [ecu_source_phone] = "xx.x.xxP.x......xx",     [ecu_source_cylinder] = "xx.x.xx.........xx",
    [ecu_source_shut_in] = "xx.x.xxP.x......xx",   [ecu_source_handle] = "..................",
};

static const char flags[] = "PFLCkcI";
#define ROWS (1U << (sizeof flags - 1U))

static ecu_config_t config_of(const uint32_t row)
{
    ecu_config_t config = ecu_default_config();
    config.needs_park = (row & 1U) != 0U;
    config.fob_needs_unlocked = (row & 2U) != 0U;
    config.lid_needs_unlocked = (row & 4U) != 0U;
    config.cabin_needs_unlocked = (row & 8U) != 0U;
    config.lid_needs_key = (row & 16U) != 0U;
    config.cabin_needs_key = (row & 32U) != 0U;
    config.fob_needs_ignition_off = (row & 64U) != 0U;
    return config;
}

static bool matters(const char mark, const uint32_t row)
{
    const char* const flag = strchr(flags, mark);
    return mark == 'x' || (flag != NULL && ((row >> (uint32_t)(flag - flags)) & 1U) != 0U);
}

static ecu_refusal_t expected(const uint32_t row, const uint32_t source, const uint32_t situation)
{
    for (uint32_t i = 0; i < INTERLOCKS; i++) {
        if (((situation >> i) & 1U) != 0U && matters(by_hand[source][i], row)) {
            return (ecu_refusal_t)(i + 1U);
        }
    }
    return ecu_refusal_none;
}

static void compare(const uint32_t row, const ecu_rules_t* const rules, const uint32_t situation)
{
    // Bit n of the hand's situation is the n-th interlock; the code's bits carry the number of the refusal.
    for (uint32_t source = 1; source < (uint32_t)ecu_source_count; source++) {
        const ecu_refusal_t judged = ecu_rules_judge(rules, (ecu_source_t)source, situation << 1U);
        if (judged != expected(row, source, situation)) {
            print_error("row %u source %u situation %#x\n", row, source, situation);
        }
        assert_int_equal(judged, expected(row, source, situation));
    }
}

static void table_by_hand_covers_every_interlock(void** state)
{
    (void)state;
    for (uint32_t source = 1; source < (uint32_t)ecu_source_count; source++) {
        assert_int_equal(strlen(by_hand[source]), INTERLOCKS);
    }
    assert_int_equal(ECU_BIT(drive_faulty), 2U);
    assert_int_equal(ECU_BIT(busy), 1U << INTERLOCKS);
}

static void agrees_with_the_hand_in_every_situation_of_the_extreme_cars(void** state)
{
    (void)state;
    static const uint32_t rows[] = {0U, 13U, ROWS - 1U}; // nothing needed, the reference, everything needed
    for (uint32_t i = 0; i < 3U; i++) {
        const ecu_config_t config = config_of(rows[i]);
        const ecu_rules_t rules = ecu_rules_of(&config);
        for (uint32_t situation = 0; situation < SITUATIONS; situation++) {
            compare(rows[i], &rules, situation);
        }
    }
}

static void agrees_with_the_hand_in_every_car(void** state)
{
    (void)state;
    base_random_t random;
    base_random_seed(&random, 1);
    for (uint32_t row = 0; row < ROWS; row++) {
        const ecu_config_t config = config_of(row);
        const ecu_rules_t rules = ecu_rules_of(&config);
        for (uint32_t i = 0; i < 3000U; i++) {
            compare(row, &rules, base_random_below(&random, SITUATIONS));
        }
        for (uint32_t bit = 0; bit < INTERLOCKS; bit++) {
            compare(row, &rules, 1U << bit);
        }
    }
}

static void reference_is_row_thirteen(void** state)
{
    (void)state;
    const ecu_config_t reference = ecu_default_config();
    const ecu_config_t row = config_of(13);
    const ecu_rules_t expected_rules = ecu_rules_of(&row);
    const ecu_rules_t rules = ecu_rules_of(&reference);
    assert_memory_equal(&rules, &expected_rules, sizeof rules);
}

static void nothing_stands_against_the_emergency_handle(void** state)
{
    (void)state;
    const ecu_config_t config = config_of(ROWS - 1U);
    const ecu_rules_t rules = ecu_rules_of(&config);
    assert_int_equal(rules.rule[ecu_source_none], 0);
    assert_int_equal(ecu_rules_judge(&rules, ecu_source_handle, UINT32_MAX), ecu_refusal_none);
}

static void nothing_but_the_handle_opens_a_moving_car(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < ROWS; row++) {
        const ecu_config_t config = config_of(row);
        const ecu_rules_t rules = ecu_rules_of(&config);
        for (uint32_t source = 1; source < (uint32_t)ecu_source_handle; source++) {
            assert_int_equal(ecu_rules_judge(&rules, (ecu_source_t)source, ECU_BIT(moving)),
                             ecu_refusal_moving);
            assert_int_equal(ecu_rules_judge(&rules, (ecu_source_t)source, ECU_BIT(speed_unknown)),
                             ecu_refusal_speed_unknown);
        }
    }
}

static void no_obstacle_ever_helps(void** state)
{
    (void)state;
    base_random_t random;
    base_random_seed(&random, 2);
    const ecu_config_t config = ecu_default_config();
    const ecu_rules_t rules = ecu_rules_of(&config);
    for (uint32_t i = 0; i < 20000U; i++) {
        const uint32_t fewer = base_random_below(&random, SITUATIONS) << 1U;
        const uint32_t more = fewer | (1U << (1U + base_random_below(&random, INTERLOCKS)));
        const ecu_source_t source =
            (ecu_source_t)(1U + base_random_below(&random, (uint32_t)ecu_source_count - 1U));
        if (ecu_rules_judge(&rules, source, fewer) != ecu_refusal_none) {
            assert_int_not_equal(ecu_rules_judge(&rules, source, more), ecu_refusal_none);
        }
    }
}

static void every_name_is_its_own(void** state)
{
    (void)state;
    assert_string_equal(ecu_source_name(ecu_source_none), "none");
    assert_string_equal(ecu_source_name(ecu_source_fob), "fob");
    assert_string_equal(ecu_source_name(ecu_source_handle), "handle");
    assert_string_equal(ecu_source_name(ecu_source_count), "none");
    assert_string_equal(ecu_refusal_name(ecu_refusal_none), "none");
    assert_string_equal(ecu_refusal_name(ecu_refusal_drive_faulty), "drive_faulty");
    assert_string_equal(ecu_refusal_name(ecu_refusal_busy), "busy");
    assert_string_equal(ecu_refusal_name(ecu_refusal_gesture), "gesture");
    assert_string_equal(ecu_refusal_name(ecu_refusal_chatter), "chatter");
    assert_string_equal(ecu_refusal_name(ecu_refusal_count), "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_by_hand_covers_every_interlock),
        cmocka_unit_test(agrees_with_the_hand_in_every_situation_of_the_extreme_cars),
        cmocka_unit_test(agrees_with_the_hand_in_every_car),
        cmocka_unit_test(reference_is_row_thirteen),
        cmocka_unit_test(nothing_stands_against_the_emergency_handle),
        cmocka_unit_test(nothing_but_the_handle_opens_a_moving_car),
        cmocka_unit_test(no_obstacle_ever_helps),
        cmocka_unit_test(every_name_is_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
