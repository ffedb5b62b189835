#include "check.h"

#include "base/forbidden.h"
#include "session/session.h"
#include <string.h>

enum { fire_service_step = 7 };

static bool script_says(session_emergency_t kind, const char* phrase)
{
    for (int k = 0; session_emergency_step(kind, k); k++) {
        if (strstr(session_emergency_step(kind, k), phrase)) {
            return true;
        }
    }
    return false;
}

static void asks_fire_person_traffic_and_who_is_shut_in(void** state)
{
    (void)state;
    assert_non_null(strstr(session_emergency_question(0), "smell of fuel"));
    assert_non_null(strstr(session_emergency_question(1), "child missing"));
    assert_non_null(strstr(session_emergency_question(2), "moving traffic"));
    assert_non_null(strstr(session_emergency_question(3), "shut in"));
    assert_null(session_emergency_question(4));
    assert_null(session_emergency_question(-1));
}

static void every_emergency_has_a_script_and_nothing_else_has_one(void** state)
{
    (void)state;
    for (int kind = session_emergency_fire; kind <= session_emergency_inside; kind++) {
        assert_non_null(session_emergency_step((session_emergency_t)kind, 0));
        assert_null(session_emergency_step((session_emergency_t)kind, 100));
        assert_null(session_emergency_step((session_emergency_t)kind, -1));
    }
    assert_null(session_emergency_step(session_emergency_no, 0));
    assert_null(session_emergency_step(session_emergency_ask, 0));
    assert_null(session_emergency_step((session_emergency_t)17, 0));
}

/// I10: the order is the table's.
static void help_is_called_before_anything_is_tried(void** state)
{
    (void)state;
    assert_int_equal(strncmp(session_emergency_step(session_emergency_person, 0), "CALL NOW", 8), 0);
    assert_non_null(strstr(session_emergency_step(session_emergency_inside, 0), "Call the emergency number"));
    assert_non_null(strstr(session_emergency_step(session_emergency_fire, 0), "Stop pressing"));
}

static void only_for_a_life_is_a_window_broken(void** state)
{
    (void)state;
    assert_true(script_says(session_emergency_person, "BREAK A SIDE WINDOW NOW"));
    assert_true(script_says(session_emergency_person, "Never the windscreen"));
    for (int kind = session_emergency_fire; kind <= session_emergency_inside; kind++) {
        const bool person = kind == session_emergency_person;
        assert_int_equal(script_says((session_emergency_t)kind, "WINDOW NOW"), person);
    }
}

/// Field review 4.3, step 7: who may use force is said, and that bystanders otherwise may not.
static void force_is_left_to_the_fire_service(void** state)
{
    (void)state;
    const char* const step = session_emergency_step(session_emergency_person, fire_service_step);
    assert_non_null(strstr(step, "The fire service opens by force."));
    assert_non_null(strstr(step, "only when the call-taker says so"));
}

/// I2: none of N1 to N20 is advised by any script; the one step that names force is checked above.
static void no_script_advises_a_forbidden_act(void** state)
{
    (void)state;
    for (int kind = session_emergency_fire; kind <= session_emergency_inside; kind++) {
        for (int k = 0; session_emergency_step((session_emergency_t)kind, k); k++) {
            const char* const step = session_emergency_step((session_emergency_t)kind, k);
            const base_forbidden_t* const found = base_forbidden_in(step);
            const bool fire_service = kind == session_emergency_person && k == fire_service_step;
            if (found && !fire_service) {
                fail_msg("%s %d: %s %s", session_emergency_name((session_emergency_t)kind), k, found->item,
                         found->phrase);
            }
        }
    }
}

static void the_person_script_is_complete(void** state)
{
    (void)state;
    static const char* const parts[] = {"speaker on",    "engine off", "Within one minute", "tempered",
                                        "Deadlocked",    "rear seat",  "fire service",      "no ice bath",
                                        "43 C (110 F)",  "In Britain", "hurt dog",          "second person",
                                        "glowing handle"};
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        assert_true(script_says(session_emergency_person, parts[k]));
    }
}

static void a_fire_keeps_everybody_away_and_lids_shut(void** state)
{
    (void)state;
    assert_true(script_says(session_emergency_fire, "30 m (100 ft)"));
    assert_true(script_says(session_emergency_fire, "do not open the trunk"));
    assert_true(script_says(session_emergency_fire, "hissing battery"));
    assert_true(script_says(session_emergency_fire, "flood"));
}

static void nobody_works_at_a_car_on_a_motorway(void** state)
{
    (void)state;
    assert_true(script_says(session_emergency_traffic, "no work at the car at all"));
    assert_true(script_says(session_emergency_traffic, "behind the barrier"));
    assert_true(script_says(session_emergency_traffic, "Nobody stands between two cars"));
}

static void one_who_is_shut_in_is_told_of_every_way_out(void** state)
{
    (void)state;
    static const char* const parts[] = {"near the latch", "cable",     "seat back",
                                        "tail lamp",      "in threes", "No lighter"};
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        assert_true(script_says(session_emergency_inside, parts[k]));
    }
}

static void there_is_a_number_for_every_country(void** state)
{
    (void)state;
    assert_string_equal(session_emergency_numbers("US"), "911");
    assert_string_equal(session_emergency_numbers("de"), "112");
    assert_non_null(strstr(session_emergency_numbers("GB"), "999"));
    assert_non_null(strstr(session_emergency_numbers(NULL), "112"));
    assert_non_null(strstr(session_emergency_numbers("ZZ"), "911"));
    assert_non_null(strstr(session_emergency_numbers(""), "112"));
    assert_non_null(strstr(session_emergency_numbers("USA"), "112"));
}

/// A number that nobody can look up again is a rumour.
static void every_number_names_its_source(void** state)
{
    (void)state;
    int count = 0;
    for (const char* country; (country = session_emergency_country(count)) != NULL; count++) {
        assert_true(strlen(session_emergency_source(country)) > 20);
        assert_true(strpbrk(session_emergency_numbers(country), "0123456789") != NULL);
        assert_string_not_equal(session_emergency_source(country), session_emergency_source(NULL));
    }
    assert_true(count > 50);
    assert_non_null(strstr(session_emergency_source("FR"), "2018/1972"));
    assert_non_null(strstr(session_emergency_source(NULL), "TS 22.101"));
    assert_null(session_emergency_country(-1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_names_its_source),
        cmocka_unit_test(asks_fire_person_traffic_and_who_is_shut_in),
        cmocka_unit_test(every_emergency_has_a_script_and_nothing_else_has_one),
        cmocka_unit_test(help_is_called_before_anything_is_tried),
        cmocka_unit_test(only_for_a_life_is_a_window_broken),
        cmocka_unit_test(force_is_left_to_the_fire_service),
        cmocka_unit_test(no_script_advises_a_forbidden_act),
        cmocka_unit_test(the_person_script_is_complete),
        cmocka_unit_test(a_fire_keeps_everybody_away_and_lids_shut),
        cmocka_unit_test(nobody_works_at_a_car_on_a_motorway),
        cmocka_unit_test(one_who_is_shut_in_is_told_of_every_way_out),
        cmocka_unit_test(there_is_a_number_for_every_country),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
