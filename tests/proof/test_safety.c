/// The safety cases of a control unit: our best keeps them, each weakness is found by the case that is about
/// it.
#include "check.h"

#include "car/stall.h"
#include "proof/safety.h"
#include "proof/unit.h"

static void reference_keeps_every_case_that_is_tried(void** state)
{
    (void)state;
    const node_config_t reference = proof_safety_reference();
    assert_true(ecu_config_is_sound(&reference.ecu));
    for (int number = 1; number <= (int)proof_safety_cases; number++) {
        const proof_safety_t result = proof_safety_try(number, &reference, true);
        const proof_safety_verdict_t expected =
            proof_safety_is_tried(number) ? proof_safety_kept : proof_safety_untried;
        if (result.verdict != expected) {
            fail_msg("U%d: %s", number, result.found);
        }
        assert_int_equal(result.found[0] == '\0', result.verdict != proof_safety_failed);
    }
}

// --- one weakness each

static void teaches_a_third_key(node_config_t* const config)
{
    (void)key_table_learn(&config->keys, 0x5A5A5A5AU);
}
static void believes_the_field_strength(node_config_t* const config)
{
    config->ecu.passive_measures = false;
}
static void reaches_a_little_too_far(node_config_t* const config)
{
    config->ecu.passive_range_mm = 1001;
}
static void leaves_a_key_where_it_lies(node_config_t* const config)
{
    config->ecu.reopens_on_key = false;
}
static void says_nothing(node_config_t* const config)
{
    config->ecu.beeps = false;
}
static void waits_long_for_the_handle(node_config_t* const config)
{
    config->ecu.handle_ms = 900;
}
static void drives_for_a_second(node_config_t* const config)
{
    config->ecu.pulse_ms = 1000;
    config->ecu.stall_ms = 501;
}
static void opens_below_6_kmh(node_config_t* const config)
{
    config->ecu.speed_max_kmh = 6;
}
static void believes_a_speed_for_a_little_longer(node_config_t* const config)
{
    config->ecu.speed_age_max_ms = 2000;
}
static void asks_when_pressed(node_config_t* const config)
{
    config->ecu.acts_on_release = false;
}
static void never_calls_it_chatter(node_config_t* const config)
{
    config->ecu.chatter_edges = 255;
}
static void tries_four_times(node_config_t* const config)
{
    config->ecu.tries_per_min = 4;
}
static void overlooks_a_leak(node_config_t* const config)
{
    config->ecu.idle_mA = 2500;
}
static void rests_shortly(node_config_t* const config)
{
    config->ecu.pulse_ms = 50;
    config->ecu.rest_ms = 20;
}
static void has_no_resistors_at_the_lid_switch(node_config_t* const config)
{
    config->wiring.lid_closed_low = 0;
}
static void takes_an_open_wire_for_a_shut_lid(node_config_t* const config)
{
    config->wiring.lid_closed_high = NODE_COUNT_MAX;
}
static void anybody_may_press_the_lid(node_config_t* const config)
{
    config->ecu.lid_needs_unlocked = false;
    config->ecu.alarm_present = false;
    config->ecu.acts_on_release = false;
    config->ecu.press_ms = 10;
    config->ecu.quiet_ms = 10;
    config->ecu.chatter_edges = 200;
}

static void each_weakness_is_found(void** state)
{
    (void)state;
    static const struct {
        int number;
        void (*weaken)(node_config_t*);
    } rows[] = {
        {10, teaches_a_third_key},
        {12, believes_the_field_strength},
        {12, reaches_a_little_too_far},
        {16, leaves_a_key_where_it_lies},
        {16, says_nothing},
        {28, waits_long_for_the_handle},
        {29, waits_long_for_the_handle},
        {29, drives_for_a_second},
        {31, opens_below_6_kmh},
        {31, believes_a_speed_for_a_little_longer},
        {32, asks_when_pressed},
        {32, never_calls_it_chatter},
        {33, drives_for_a_second},
        {33, tries_four_times},
        {33, overlooks_a_leak},
        {35, rests_shortly},
        {37, has_no_resistors_at_the_lid_switch},
        {37, takes_an_open_wire_for_a_shut_lid},
        {39, anybody_may_press_the_lid},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        node_config_t config = proof_safety_reference();
        rows[k].weaken(&config);
        const proof_safety_t result = proof_safety_try(rows[k].number, &config, true);
        if (result.verdict != proof_safety_failed) {
            fail_msg("row %d: U%d is kept", (int)k, rows[k].number);
        }
        assert_true(strlen(result.found) > 10U);
    }
}

static void what_a_unit_has_not_is_absent(void** state)
{
    (void)state;
    node_config_t config = proof_safety_reference();
    config.ecu.handle_present = false;
    config.ecu.valet_present = false;
    config.ecu.passive_present = false;
    assert_int_equal(proof_safety_try(29, &config, true).verdict, proof_safety_absent);
    assert_int_equal(proof_safety_try(24, &config, true).verdict, proof_safety_absent);
    assert_int_equal(proof_safety_try(12, &config, true).verdict, proof_safety_absent);
    assert_int_equal(proof_safety_try(16, &config, true).verdict, proof_safety_absent);
    assert_int_equal(proof_safety_try(31, &config, false).verdict, proof_safety_absent);
    assert_int_equal(proof_safety_try(31, &config, true).verdict, proof_safety_kept);
    assert_int_equal(proof_safety_try(0, &config, true).verdict, proof_safety_untried);
    assert_int_equal(proof_safety_try(41, &config, true).verdict, proof_safety_untried);
    assert_string_equal(proof_safety_question(41), "");
}

static garage_t garage;

static node_config_t config_of(const char* const id)
{
    static stall_t stall;
    assert_true(garage_park(&garage, &stall, id, "", 0, false, 0));
    return stall.model.node;
}

static void real_cars_are_as_weak_as_they_are(void** state)
{
    (void)state;
    static const struct {
        const char* car;
        const char* failed; ///< of those that are tried, in order
    } rows[] = {
        {"bmw-328i-e90", " 32 33 37"},
        {"nissan-murano-z52", " 12 16 32 33 37"},
        {"hatchback", " 32 37"},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        const node_config_t config = config_of(rows[k].car);
        char failed[200] = "";
        for (int number = 1; number <= (int)proof_safety_cases; number++) {
            if (proof_safety_try(number, &config, true).verdict == proof_safety_failed) {
                (void)snprintf(failed + strlen(failed), sizeof failed - strlen(failed), " %d", number);
            }
        }
        assert_string_equal(failed, rows[k].failed);
    }
}

static void a_hand_asks_as_the_unit_wants_it(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 4U; row++) {
        node_config_t config = proof_safety_reference();
        config.ecu.hold_ms = (row & 1U) != 0U ? 3000U : 0U;
        config.ecu.double_press = (row & 2U) != 0U;
        config.ecu.foot_present = true;
        const ecu_memory_t memory = ecu_memory_fresh();
        proof_unit_t unit;
        proof_unit_start(&unit, &config, &memory);
        for (ecu_source_t source = ecu_source_fob; source < ecu_source_count;
             source = (ecu_source_t)(source + 1)) {
            proof_unit_start(&unit, &config, &memory);
            assert_int_equal(proof_unit_request(&unit, source), 1);
            assert_true(unit.freed_ms > 0U);
            assert_int_equal(ecu_event(node_ecu(&unit.node), 0)->outcome, ecu_outcome_opened);
        }
    }
}

static int open_garage(void** state)
{
    (void)state;
    return garage_open(&garage) ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference_keeps_every_case_that_is_tried),
        cmocka_unit_test(each_weakness_is_found),
        cmocka_unit_test(what_a_unit_has_not_is_absent),
        cmocka_unit_test(real_cars_are_as_weak_as_they_are),
        cmocka_unit_test(a_hand_asks_as_the_unit_wants_it),
    };
    return cmocka_run_group_tests(tests, open_garage, NULL);
}
