#include "check.h"

#include "mo.h"
#include "session/catalogue.h"
#include <stdio.h>
#include <stdlib.h>

static const char* const pairs[][2] = {{"", "Content-Type: text/plain; charset=UTF-8\n"},
                                       {"%.0f min of %s", "%.0f Min. von %s"},
                                       {"%d cars", "%s Autos"},
                                       {"%d of %d", "%d %% von %d"},
                                       {"%s lost", "verloren"},
                                       {"Never", "Niemals"},
                                       {"Step", ""},
                                       {"boot lid", "Heckklappe"}};
enum { pair_count = sizeof pairs / sizeof pairs[0] };

static void a_sentence_of_the_catalogue_is_said_in_its_language(void** state)
{
    (void)state;
    const mo_t mo = mo_of(pairs, pair_count);
    session_catalogue_t language;
    assert_true(session_catalogue_open(&language, mo.bytes, mo.length, NULL, 0));
    assert_string_equal(session_say(&language, "Never"), "Niemals");
    assert_string_equal(session_say(&language, "boot lid"), "Heckklappe");
}

static void what_is_not_translated_stays_english(void** state)
{
    (void)state;
    const mo_t mo = mo_of(pairs, pair_count);
    session_catalogue_t language;
    assert_true(session_catalogue_open(&language, mo.bytes, mo.length, NULL, 0));
    static const char* const english[] = {"A", "Watch", "Nev", "Neverr", "zzz", "Step", ""};
    for (size_t k = 0; k < sizeof english / sizeof english[0]; k++) {
        assert_ptr_equal(session_say(&language, english[k]), english[k]);
    }
    assert_string_equal(session_say(NULL, "Never"), "Never");
    assert_string_equal(session_say(&(session_catalogue_t){0}, "Never"), "Never");
    assert_null(session_say(&language, NULL));
}

/// Another conversion would read another argument than was given.
static void a_format_is_translated_only_with_the_same_conversions(void** state)
{
    (void)state;
    const mo_t mo = mo_of(pairs, pair_count);
    session_catalogue_t language;
    assert_true(session_catalogue_open(&language, mo.bytes, mo.length, NULL, 0));
    char text[80];
    (void)snprintf(text, sizeof text, session_say_format(&language, "%.0f min of %s"), 3.0, "7");
    assert_string_equal(text, "3 Min. von 7");
    (void)snprintf(text, sizeof text, session_say_format(&language, "%d of %d"), 1, 2);
    assert_string_equal(text, "1 % von 2");
    (void)snprintf(text, sizeof text, session_say_format(&language, "%d cars"), 5);
    assert_string_equal(text, "5 cars");
    (void)snprintf(text, sizeof text, session_say_format(&language, "%s lost"), "it");
    assert_string_equal(text, "it lost");
}

static void refused(const uint8_t* bytes, size_t length, const char* reason)
{
    session_catalogue_t language;
    char error[200] = "";
    assert_false(session_catalogue_open(&language, bytes, length, error, sizeof error));
    if (!strstr(error, reason)) {
        fail_msg("\"%s\" does not say \"%s\"", error, reason);
    }
    assert_string_equal(session_say(&language, "Never"), "Never");
}

static void a_damaged_file_is_refused_with_its_reason(void** state)
{
    (void)state;
    const mo_t good = mo_of(pairs, pair_count);
    mo_t bad = good;
    refused(NULL, 0, "no little-endian .mo");
    refused(good.bytes, 27, "no little-endian .mo");
    mo_put(&bad, 0, 0xde120495U);
    refused(bad.bytes, bad.length, "no little-endian .mo");
    bad = good;
    mo_put(&bad, 4, 1);
    refused(bad.bytes, bad.length, "revision");
    bad = good;
    mo_put(&bad, 8, 0x20000000U);
    refused(bad.bytes, bad.length, "a table runs over its end");
    bad = good;
    mo_put(&bad, 12, 0xfffffff8U);
    refused(bad.bytes, bad.length, "a table runs over its end");
    bad = good;
    mo_put(&bad, 28 + 8, 0xffffffffU);
    refused(bad.bytes, bad.length, "a text runs over its end");
    bad = good;
    bad.bytes[bad.length - 2] = 0xC3;
    refused(bad.bytes, bad.length, "UTF-8");
    const char* const unsorted[][2] = {{"b", "B"}, {"a", "A"}};
    const mo_t mixed = mo_of(unsorted, 2);
    refused(mixed.bytes, mixed.length, "order");
}

/// Exactly as long in memory as the file was cut: reading past the end is seen by the sanitizers.
static void no_cut_and_no_wrong_byte_leads_outside(void** state)
{
    (void)state;
    const mo_t good = mo_of(pairs, pair_count);
    for (size_t length = 0; length <= good.length; length++) {
        uint8_t* const cut = malloc(length + 1);
        assert_non_null(cut);
        memcpy(cut, good.bytes, length);
        uint8_t* const exact = realloc(cut, length ? length : 1);
        assert_non_null(exact);
        session_catalogue_t language;
        assert_int_equal(session_catalogue_open(&language, exact, length, NULL, 0), length == good.length);
        free(exact);
    }
    for (size_t k = 0; k < good.length; k++) {
        mo_t bad = good;
        bad.bytes[k] ^= 0x55;
        session_catalogue_t language;
        if (session_catalogue_open(&language, bad.bytes, bad.length, NULL, 0)) {
            for (size_t p = 0; p < pair_count; p++) {
                assert_true(strlen(session_say(&language, pairs[p][0])) < bad.length);
            }
        }
    }
}

/// The languages that are shipped: each can be read, and each format of it is taken.
static void every_shipped_language_can_be_read(void** state)
{
    (void)state;
    static const char* const codes[] = {"de", "es", "ru"};
    for (size_t c = 0; c < sizeof codes / sizeof codes[0]; c++) {
        char path[80];
        (void)snprintf(path, sizeof path, "build/lang/%s.mo", codes[c]);
        FILE* const file = fopen(path, "rb");
        assert_non_null(file);
        uint8_t* const bytes = malloc(1U << 20U);
        assert_non_null(bytes);
        const size_t length = fread(bytes, 1, 1U << 20U, file);
        (void)fclose(file);
        session_catalogue_t language;
        char error[200] = "";
        if (!session_catalogue_open(&language, bytes, length, error, sizeof error)) {
            fail_msg("%s: %s", path, error);
        }
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_of_the_catalogue_is_said_in_its_language),
        cmocka_unit_test(what_is_not_translated_stays_english),
        cmocka_unit_test(a_format_is_translated_only_with_the_same_conversions),
        cmocka_unit_test(a_damaged_file_is_refused_with_its_reason),
        cmocka_unit_test(no_cut_and_no_wrong_byte_leads_outside),
        cmocka_unit_test(every_shipped_language_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
