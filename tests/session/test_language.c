#include "beside.h"

#include "mo.h"
#include "session/card.h"
#include "session/json_check.h"
#include "session/screen.h"

enum { text_max = 100000 };

static char text[text_max];
static char english[text_max];

// In the order of strcmp.
static const char* const pairs[][2] = {
    {"", "Language: de\nContent-Type: text/plain; charset=UTF-8\n"},
    {"%.0f min, %.0f USD.", "%.0f Min., %.0f US-Dollar."},
    {"CALL", "ANRUFEN"},
    {"CASE SHEET", "FALLBLATT"},
    {"Glovebox card", "Karte fürs Handschuhfach"},
    {"I can't tell", "Ich weiß es nicht"},
    {"Look at the {lid}.", "Auf die {lid} sehen."},
    {"Only if", "Nur wenn"},
    {"Press the {lid} button on the key.", "Am Schlüssel die Taste für die {lid} drücken."},
    {"Watch", "Achten auf"},
    {"boot lid", "Heckklappe"},
    {"made for", "gemacht für"},
    {"press-fob", "drück-den-Schlüssel"},
    {"shut-car", "zues Auto"},
    {"silence", "Stille"},
    {"the car battery is flat", "die Batterie ist leer"},
};

static void has(const char* phrase)
{
    if (!strstr(text, phrase)) {
        fail_msg("%s is not in %s", phrase, text);
    }
}

static void words_of_the_car_and_sentences_are_said_and_ids_stay(void** state)
{
    (void)state;
    const mo_t mo = mo_of(pairs, sizeof pairs / sizeof pairs[0]);
    assert_int_equal(session_language(session, mo.bytes, mo.length, NULL, 0), 0);
    assert_int_equal(session_saw(session, "look-dash", "dark", NULL, 0), 0);
    (void)session_move_text(session, shut_press_fob, text, sizeof text);
    has("Am Schlüssel die Taste für die Heckklappe drücken.");
    has("  Achten auf: Auf die Heckklappe sehen.");
    has("Stille [silence]");
    has("Ich weiß es nicht [cant-tell]");
    (void)session_tell_text(session, text, sizeof text);
    has("die Batterie ist leer");
    has("US-Dollar.");
    has("saw look-dash dark");
    (void)session_case_sheet(session, text, sizeof text);
    has("FALLBLATT");
    has("die Batterie ist leer (battery=dead)");
}

static void an_id_is_never_translated_on_the_case_sheet(void** state)
{
    (void)state;
    const mo_t mo = mo_of(pairs, sizeof pairs / sizeof pairs[0]);
    assert_int_equal(session_language(session, mo.bytes, mo.length, NULL, 0), 0);
    assert_int_equal(session_saw(session, "press-fob", "silence", NULL, 0), 0);
    (void)session_case_sheet(session, text, sizeof text);
    has("id: shut-car\n");
    has("(press-fob): Stille\n");
    assert_null(strstr(text, "drück-den-Schlüssel"));
}

static void say_card(void)
{
    const session_page_t* const page = session_card_page(session, NULL, NULL);
    assert_non_null(page);
    size_t length = 0;
    for (int k = 0; k < page->run_count; k++) {
        length += (size_t)snprintf(text + length, sizeof text - length, "%.*s ", (int)page->run[k].length,
                                   page->text + page->run[k].at);
    }
}

static void the_glovebox_card_speaks_the_language_that_is_set_last(void** state)
{
    (void)state;
    const mo_t mo = mo_of(pairs, sizeof pairs / sizeof pairs[0]);
    say_card();
    has("made for");
    assert_int_equal(session_language(session, mo.bytes, mo.length, NULL, 0), 0);
    say_card();
    has("gemacht für");
    has("Am Schlüssel die Taste für die Heckklappe drücken.");
    has("->  ANRUFEN");
    has("Nur wenn");
    has("atlas of shut-car, format");
    assert_null(strstr(text, "->  CALL"));
    (void)session_card_svg(session, text, sizeof text);
    has(" lang=\"de\"");
    has("<title id=\"title\">Karte fürs Handschuhfach: ");
    assert_int_equal(session_language(session, NULL, 0, NULL, 0), 0);
    (void)session_card_svg(session, text, sizeof text);
    has(" lang=\"en\"");
}

static void programs_get_the_language_and_the_same_ids(void** state)
{
    (void)state;
    const mo_t mo = mo_of(pairs, sizeof pairs / sizeof pairs[0]);
    (void)session_move_json(session, shut_press_fob, english, sizeof english);
    assert_int_equal(session_language(session, mo.bytes, mo.length, NULL, 0), 0);
    (void)session_move_json(session, shut_press_fob, text, sizeof text);
    assert_true(json_is_valid(text));
    has("\"move\":\"press-fob\"");
    has("\"text\":\"Am Schlüssel die Taste für die Heckklappe drücken.\"");
    has("{\"reading\":\"silence\",\"text\":\"Stille\"}");
    assert_non_null(strstr(english, "{\"reading\":\"silence\",\"text\":\"silence\"}"));
}

static void english_comes_back_to_the_byte(void** state)
{
    (void)state;
    const mo_t mo = mo_of(pairs, sizeof pairs / sizeof pairs[0]);
    assert_int_equal(session_saw(session, "press-fob", "silence", NULL, 0), 0);
    (void)session_next_json(session, 2000, english, sizeof english);
    assert_int_equal(session_language(session, mo.bytes, mo.length, NULL, 0), 0);
    (void)session_next_json(session, 2000, text, sizeof text);
    assert_int_equal(session_language(session, NULL, 0, NULL, 0), 0);
    (void)session_next_json(session, 2000, text, sizeof text);
    assert_string_equal(text, english);
}

static void a_damaged_language_leaves_the_session_english(void** state)
{
    (void)state;
    const mo_t mo = mo_of(pairs, sizeof pairs / sizeof pairs[0]);
    char error[200] = "";
    (void)session_tell_text(session, english, sizeof english);
    assert_int_equal(session_language(session, mo.bytes, mo.length, NULL, 0), 0);
    assert_int_equal(session_language(session, mo.bytes, mo.length - 1, error, sizeof error), -1);
    assert_true(error[0] != '\0');
    (void)session_tell_text(session, text, sizeof text);
    assert_string_equal(text, english);
}

/// Who is shut in may not read English: the first screen needs no session and no car.
static void the_emergency_is_said_without_a_session(void** state)
{
    (void)state;
    const char* const said[][2] = {
        {session_emergency_step(session_emergency_fire, 0), "Nichts mehr drücken."}};
    const mo_t mo = mo_of(said, 1);
    session_catalogue_t language;
    assert_true(session_catalogue_open(&language, mo.bytes, mo.length, NULL, 0));
    (void)session_emergency_json(&language, "DE", text, sizeof text);
    assert_true(json_is_valid(text));
    has("\"fire\":[\"Nichts mehr drücken.\",");
    has("\"numbers\":\"112\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_of_the_car_and_sentences_are_said_and_ids_stay, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(an_id_is_never_translated_on_the_case_sheet, setup, teardown),
        cmocka_unit_test_setup_teardown(the_glovebox_card_speaks_the_language_that_is_set_last, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(programs_get_the_language_and_the_same_ids, setup, teardown),
        cmocka_unit_test_setup_teardown(english_comes_back_to_the_byte, setup, teardown),
        cmocka_unit_test_setup_teardown(a_damaged_language_leaves_the_session_english, setup, teardown),
        cmocka_unit_test(the_emergency_is_said_without_a_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
