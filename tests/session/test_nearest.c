#include "check.h"

#include "session/nearest.h"
#include <string.h>

static void names_the_word_that_was_meant(void** state)
{
    (void)state;
    session_nearest_t near = session_nearest("pres-fob");
    session_nearest_offer(&near, "look-dash");
    session_nearest_offer(&near, "press-fob-hold");
    session_nearest_offer(&near, "press-fob");
    char text[200];
    session_nearest_say(&near, NULL, "no move", text, sizeof text);
    assert_string_equal(near.word[0], "press-fob");
    assert_non_null(strstr(text, "no move 'pres-fob'; did you mean press-fob"));
}

static void of_words_that_are_far_away_a_few_are_named_and_many_are_not(void** state)
{
    (void)state;
    session_nearest_t near = session_nearest("zzzzzz");
    session_nearest_offer(&near, "warm");
    session_nearest_offer(&near, "hard-frost");
    char text[200];
    session_nearest_say(&near, NULL, "no value", text, sizeof text);
    assert_string_equal(text, "no value 'zzzzzz'; there are warm, hard-frost");
    for (int k = 0; k < session_nearest_few; k++) {
        session_nearest_offer(&near, "press-fob");
    }
    session_nearest_say(&near, NULL, "no move", text, sizeof text);
    assert_string_equal(text, "no move 'zzzzzz'");
}

static void keeps_the_three_nearest_in_order(void** state)
{
    (void)state;
    session_nearest_t near = session_nearest("lamp");
    static const char* const words[] = {"lampions", "lam", "lump", "lamp-hood", "lamp"};
    for (int k = 0; k < 5; k++) {
        session_nearest_offer(&near, words[k]);
    }
    assert_string_equal(near.word[0], "lamp");
    assert_int_equal(near.distance[0], 0);
    assert_true(near.distance[1] <= near.distance[2]);
    char text[200];
    session_nearest_say(&near, NULL, "no reading", text, sizeof text);
    assert_non_null(strstr(text, "lamp, lam or lump?"));
}

static void a_message_never_runs_out_of_its_buffer(void** state)
{
    (void)state;
    session_nearest_t near = session_nearest("silense");
    session_nearest_offer(&near, "silence");
    char text[12];
    memset(text, 'x', sizeof text);
    session_nearest_say(&near, NULL, "no reading", text, 8);
    assert_int_equal(text[7], '\0');
    assert_int_equal(text[8], 'x');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_the_word_that_was_meant),
        cmocka_unit_test(of_words_that_are_far_away_a_few_are_named_and_many_are_not),
        cmocka_unit_test(keeps_the_three_nearest_in_order),
        cmocka_unit_test(a_message_never_runs_out_of_its_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
