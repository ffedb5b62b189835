/// The net under the author of a move: N1 to N20 of the field review in words.
#include "check.h"
#include "vehicle/forbid.h"

static void forbidden_advice_is_caught(void** state)
{
    (void)state;
    static const char* const bad[] = {"Pry it open.",
                                      "Lift it with a crowbar.",
                                      "Drill the lock out.",
                                      "Tap it with a Hammer",
                                      "Pour hot water on it.",
                                      "Heat the key with a lighter.",
                                      "Fit a larger fuse.",
                                      "Use a heat gun.",
                                      "Slam the lid down.",
                                      "Do not press. Then drill.",
                                      "A coat hanger reaches it."};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        if (vehicle_forbid_word(bad[k]) == NULL) {
            print_error("%s\n", bad[k]);
        }
        assert_non_null(vehicle_forbid_word(bad[k]));
    }
}

static void a_warning_against_it_is_not_advice(void** state)
{
    (void)state;
    static const char* const good[] = {"Do not pry.",
                                       "Never use hot water or a lighter.",
                                       "Open it without a crowbar.",
                                       "Don't slam it.",
                                       "A surprise waits.",
                                       "Adjust the striker; do not slam."};
    for (size_t k = 0; k < sizeof good / sizeof good[0]; k++) {
        if (vehicle_forbid_word(good[k]) != NULL) {
            print_error("%s\n", good[k]);
        }
        assert_null(vehicle_forbid_word(good[k]));
    }
    assert_null(vehicle_forbid_word(NULL));
}

static void a_number_with_a_point_does_not_end_a_warning(void** state)
{
    (void)state;
    assert_null(vehicle_forbid_word("Never above 12.5 volts or with a hammer."));
    assert_non_null(vehicle_forbid_word("Never that. With a hammer."));
}

static void forbidden_tags_are_caught_whole(void** state)
{
    (void)state;
    assert_string_equal(vehicle_forbid_tag("fob drill"), "drill");
    assert_string_equal(vehicle_forbid_tag("flame"), "flame");
    assert_null(vehicle_forbid_tag("drillbit fob"));
    assert_null(vehicle_forbid_tag(""));
    assert_null(vehicle_forbid_tag(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forbidden_advice_is_caught),
        cmocka_unit_test(a_warning_against_it_is_not_advice),
        cmocka_unit_test(a_number_with_a_point_does_not_end_a_warning),
        cmocka_unit_test(forbidden_tags_are_caught_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
