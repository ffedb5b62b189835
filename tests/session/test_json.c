#include "check.h"

#include "session/json.h"
#include "session/json_check.h"
#include <math.h>

static void the_checker_refuses_what_is_no_json(void** state)
{
    (void)state;
    static const char* const bad[] = {"",       "{",       "{\"a\" 1}", "[1,]", "01",   "1.",
                                      "\"\n\"", "\"\\x\"", "{} {}",     "nul",  "[1 2]"};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_false(json_is_valid(bad[k]));
    }
    assert_true(json_is_valid(" {\"a\":[1,-2.5e+3,null,\"\\u00e9\"],\"b\":{}} "));
}

static void commas_and_escapes_come_by_themselves(void** state)
{
    (void)state;
    char text[400];
    session_json_t json = session_json(text, sizeof text, NULL);
    session_json_open(&json, '{');
    session_json_key(&json, "a");
    session_json_text(&json, "say \"no\" \\ \n\x01 {lid}");
    session_json_key(&json, "b");
    session_json_open(&json, '[');
    session_json_number(&json, 0.25);
    session_json_number(&json, -0.0);
    session_json_number(&json, (double)INFINITY);
    session_json_number(&json, (double)NAN);
    session_json_close(&json, ']');
    session_json_key(&json, "c");
    session_json_words(&json, "F011 R1.24, P6");
    session_json_key(&json, "d");
    session_json_text(&json, NULL);
    session_json_close(&json, '}');
    assert_string_equal(text,
                        "{\"a\":\"say \\\"no\\\" \\\\ \\u000a\\u0001 trunk lid\",\"b\":[0.25,0,null,null],"
                        "\"c\":[\"F011\",\"R1.24\",\"P6\"],\"d\":null}");
    assert_true(json_is_valid(text));
    assert_int_equal(json.out.length, strlen(text));
}

static void broken_utf8_never_gets_out(void** state)
{
    (void)state;
    static const char* const broken[] = {"\xff",    "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80",
                                         "\xe2\x82"};
    for (size_t k = 0; k < sizeof broken / sizeof broken[0]; k++) {
        char text[100];
        session_json_t json = session_json(text, sizeof text, NULL);
        session_json_text(&json, broken[k]);
        assert_non_null(strstr(text, "\\ufffd"));
        assert_null(strstr(text, broken[k]));
    }
    char text[100];
    session_json_t json = session_json(text, sizeof text, NULL);
    session_json_text(&json, "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x9a\x97");
    assert_string_equal(text, "\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x9a\x97\"");
}

static void a_short_buffer_is_cut_but_counted(void** state)
{
    (void)state;
    char text[8];
    session_json_t json = session_json(text, sizeof text, NULL);
    session_json_text(&json, "0123456789");
    assert_int_equal(json.out.length, 12);
    assert_string_equal(text, "\"012345");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checker_refuses_what_is_no_json),
        cmocka_unit_test(commas_and_escapes_come_by_themselves),
        cmocka_unit_test(broken_utf8_never_gets_out),
        cmocka_unit_test(a_short_buffer_is_cut_but_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
