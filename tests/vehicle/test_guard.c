/// Files that mean harm: each is refused with its place, and quickly.
#define _POSIX_C_SOURCE 199309L
#include "small.h"
#include <stdio.h>
#include <time.h>

typedef struct {
    const char* text;
    const char* error;
} hostile_t;

static const hostile_t hostile[] = {
    {"%YAML 1.1\n---\nid: a\n", "car:1:1: expected no directives, found %\n"},
    {"id: a\n%TAG ! x\n", "car:2:1: expected no directives, found %\n"},
    {"id: &a b\n", "car:1:5: expected no anchors, aliases or tags, found &\n"},
    {"id: *a\n", "car:1:5: expected no anchors, aliases or tags, found *\n"},
    {"id: !!str a\n", "car:1:5: expected no anchors, aliases or tags, found !\n"},
    {"id: [a, *b]\n", "car:1:9: expected no anchors, aliases or tags, found *\n"},
    {"&a id: b\n", "car:1:1: expected no anchors, aliases or tags, found &\n"},
    {"id: {a: !x b}\n", "car:1:9: expected no anchors, aliases or tags, found !\n"},
    {"id:\ta\n", "car:1:4: expected no control characters, found U+0009\n"},
    {"id: a\r\n", "car:1:6: expected no control characters, found U+000D\n"},
    {"id: \x01\n", "car:1:5: expected no control characters, found U+0001\n"},
    {"id: \x7F\n", "car:1:5: expected no control characters, found U+007F\n"},
    {"id: \xC2\x85\n", "car:1:5: expected no control characters, found U+0085\n"},
    {"id: \xE2\x80\xA8\n", "car:1:5: expected no control characters, found U+2028\n"},
    {"\xEF\xBB\xBFid: a\n", "car:1:1: expected no control characters, found U+FEFF\n"},
    {"id: \xFF\n", "car:1:5: expected valid UTF-8, found byte FF\n"},
    {"id: \xC0\xAF\n", "car:1:5: expected valid UTF-8, found byte C0\n"},
    {"id: \xE0\x80\xAF\n", "car:1:5: expected valid UTF-8, found byte E0\n"},
    {"id: \xED\xA0\x80\n", "car:1:5: expected valid UTF-8, found byte ED\n"},
    {"id: \xF4\x90\x80\x80\n", "car:1:5: expected valid UTF-8, found byte F4\n"},
    {"id: \xF8\x88\x80\x80\x80\n", "car:1:5: expected valid UTF-8, found byte F8\n"},
    {"id: \xE2\x82", "car:1:5: expected valid UTF-8, found byte E2\n"},
    {"\xC3\xA9: \x80\n", "car:1:4: expected valid UTF-8, found byte 80\n"},
    {"id: \"\\u0007\"\n", "car:1:5: expected no control characters, found an escape that makes one\n"},
    {"id: \"\\0\"\n", "car:1:5: expected no control characters, found an escape that makes one\n"},
    {"id: a\nid: b\n", "car:2:1: expected each key once, found id\n"},
    {"? [a]\n: b\n", "car:1:3: expected a word as key, found a list\n"},
    {"a: 1\n---\nb: 2\n", "car:2:1: expected one document, found another\n"},
    {"", "car:1:1: expected a map with the key decklid, found nothing\n"},
    {"- a\n", "car:1:1: expected a map with the key decklid, found a list\n"},
    {"id: [a\n", "expected well-formed YAML, found did not find expected ',' or ']'\n"},
    {"id: \"a\n", "expected well-formed YAML, found found unexpected end of stream\n"},
};

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/// Loads these bytes as the car and proves that it took less than a second.
static void load_quickly(small_t* s, const char* bytes, size_t length)
{
    const double start_s = seconds_now();
    s->arena.used = 0;
    small_load_with(s, small_is_car, bytes, length);
    assert_true(seconds_now() - start_s < 1.0);
    assert_non_null(s->knowledge);
}

static void refuses_what_no_car_needs_with_its_place(void** state)
{
    (void)state;
    small_t* const s = small_new();
    for (size_t k = 0; k < sizeof hostile / sizeof hostile[0]; k++) {
        load_quickly(s, hostile[k].text, strlen(hostile[k].text));
        if (strstr(s->text, hostile[k].error) == NULL) {
            print_error("%zu, wanted:\n%sgot:\n%s", k, hostile[k].error, s->text);
        }
        assert_non_null(strstr(s->text, hostile[k].error));
        assert_null(s->car);
    }
    small_free(s);
}

static void signs_of_yaml_inside_words_are_words(void** state)
{
    (void)state;
    static const char* const harmless[] = {"name: R&D *star* 50% now! [8",
                                           "name: \"*not & an ! alias [[[\"",
                                           "name: 'it''s *fine* [[['",
                                           "name: a # &comment *here [[[[",
                                           "name: >-\n  *folded\n  &text ![ % [[[",
                                           "name: |\n  %not a directive\n  [[[[\n"};
    small_t* const s = small_new();
    char text[small_text_max];
    for (size_t k = 0; k < sizeof harmless / sizeof harmless[0]; k++) {
        small_edit(text, small_is_car, "name: Small car", harmless[k]);
        load_quickly(s, text, strlen(text));
        assert_string_equal(s->text, "");
        assert_non_null(s->car);
    }
    small_free(s);
}

static void an_alias_bomb_does_not_go_off(void** state)
{
    (void)state;
    static const char bomb[] = "a: &a [x,x,x,x,x,x,x,x,x]\n"
                               "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                               "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n";
    small_t* const s = small_new();
    load_quickly(s, bomb, strlen(bomb));
    assert_string_equal(s->text, "car:1:4: expected no anchors, aliases or tags, found &\n");
    small_free(s);
}

static char* repeat(const char* head, const char* unit, size_t times, size_t* length)
{
    const size_t head_length = strlen(head);
    const size_t unit_length = strlen(unit);
    *length = head_length + unit_length * times;
    char* const text = malloc(*length + 1);
    assert_non_null(text);
    memcpy(text, head, head_length);
    for (size_t k = 0; k < times; k++) {
        memcpy(text + head_length + k * unit_length, unit, unit_length);
    }
    text[*length] = '\0';
    return text;
}

typedef struct {
    const char* head;
    const char* unit;
    size_t times;
    const char* error;
} flood_t;

static const flood_t floods[] = {
    {"id: ", "[", 100000, "car:1:37: expected at most 32 levels, found one more\n"},
    {"id: ", "{a: ", 50000, "expected at most 32 levels, found one more\n"},
    {"id: ", "[\n ", 50000, "expected at most 32 levels, found one more\n"},
    {"", "- ", 100000, "expected at most 32 levels, found one more\n"},
    {"", "? ", 100000, "expected a word as key, found a map\n"},
    {"# ", "x", 300 * 1024, "car:1:1: expected at most 262144 bytes, found 307202\n"},
    {"id: [", "a,", 120000, "expected"},
    {"id: ", "\"", 200001, "expected"},
    {"id: ", "'", 200001, "expected"},
    {"", "a: 1\n", 50000, "expected at most 1024 entries, found more\n"},
    {"odds:\n", "  - x\n", 40000, "expected"},
    {"decklid: vehicle\nodds:\n", "- {mod: 1}\n", 20000, "expected"},
    {"", ":", 250000, "expected"},
    {"id: ", "a ", 120000, "expected"},
    {"", "\n", 250000, "car:1:1: expected a map with the key decklid, found nothing\n"},
};

static void a_flood_is_refused_within_a_second(void** state)
{
    (void)state;
    small_t* const s = small_new();
    for (size_t k = 0; k < sizeof floods / sizeof floods[0]; k++) {
        size_t length = 0;
        char* const text = repeat(floods[k].head, floods[k].unit, floods[k].times, &length);
        load_quickly(s, text, length);
        if (strstr(s->text, floods[k].error) == NULL) {
            print_error("flood %zu, got:\n%.400s", k, s->text);
        }
        assert_non_null(strstr(s->text, floods[k].error));
        assert_null(s->car);
        free(text);
    }
    small_free(s);
}

static void depth_of_32_is_read_and_33_is_not(void** state)
{
    (void)state;
    char text[256];
    small_t* const s = small_new();
    for (int depth = 31; depth <= 32; depth++) {
        (void)snprintf(text, sizeof text, "a: %.*s%.*s\n", depth, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", depth,
                       "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]");
        load_quickly(s, text, strlen(text));
        assert_true((strstr(s->text, "at most 32 levels") != NULL) == (depth == 32));
    }
    small_free(s);
}

static void a_file_cut_anywhere_never_gives_half_a_car(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->knowledge);
    const size_t used = s->arena.used;
    const size_t last_required =
        (size_t)(strstr(small_car, "place: ") - small_car); // what follows may be left out
    for (size_t length = 0; length < strlen(small_car); length++) {
        char* const cut =
            malloc(length + 1); // its own block, so that reading past the end is seen by a sanitizer
        assert_non_null(cut);
        memcpy(cut, small_car, length);
        const vehicle_file_t file = {"car", cut, length};
        s->arena.used = used;
        const vehicle_t* const car = vehicle_load_car(&s->arena, s->knowledge, &file, &s->errors);
        assert_true((car == NULL) == (s->errors.count > 0));
        assert_true(car == NULL || length > last_required);
        free(cut);
    }
    small_free(s);
}

static void any_single_changed_byte_is_read_or_refused(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_non_null(s->knowledge);
    const size_t used = s->arena.used;
    static const char wild[] = {'\0', '\n', '[', '}', '"', ':', '#', '-', '*', '\x80', '\xFF'};
    char text[small_text_max];
    for (size_t at = 0; at < strlen(small_car); at++) {
        for (size_t k = 0; k < sizeof wild; k++) {
            memcpy(text, small_car, sizeof small_car);
            text[at] = wild[k];
            const vehicle_file_t file = {"car", text, strlen(small_car)};
            s->arena.used = used;
            const vehicle_t* const car = vehicle_load_car(&s->arena, s->knowledge, &file, &s->errors);
            assert_true((car == NULL) == (s->errors.count > 0));
        }
    }
    small_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_no_car_needs_with_its_place),
        cmocka_unit_test(signs_of_yaml_inside_words_are_words),
        cmocka_unit_test(an_alias_bomb_does_not_go_off),
        cmocka_unit_test(a_flood_is_refused_within_a_second),
        cmocka_unit_test(depth_of_32_is_read_and_33_is_not),
        cmocka_unit_test(a_file_cut_anywhere_never_gives_half_a_car),
        cmocka_unit_test(any_single_changed_byte_is_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
