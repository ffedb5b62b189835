#include "atlas/forbidden.h"
#include "check.h"
#include <string.h>

static void every_item_of_the_review_is_in_the_table(void** state)
{
    (void)state;
    static const char* const texts[][2] = {
        {"N1", "use a crowbar"},
        {"N2", "a coat hanger through the seal"},
        {"N3", "with hot water"},
        {"N4", "put in a larger fuse"},
        {"N5", "bridge the plug"},
        {"N6", "take the pillar trim off"},
        {"N7", "jump with 24 V"},
        {"N8", "run the engine indoors"},
        {"N9", "let a child crawl in"},
        {"N10", "work on the hard shoulder"},
        {"N11", "shut the lid and see"},
        {"N12", "spray inside the cabin"},
        {"N13", "turn the claw with a finger"},
        {"N14", "crawl under the car"},
        {"N15", "bypass the alarm"},
        {"N16", "even if the car is not yours"},
        {"N17", "despite the smell"},
        {"N18", "drive with the lid open"},
        {"N19", "hide a key at the wheel"},
        {"N20", "look for a slot above the plate"},
    };
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        const atlas_forbidden_t* const found = atlas_forbidden_in_text(texts[k][1]);
        assert_non_null(found);
        assert_string_equal(found->item, texts[k][0]);
    }
}

static void finds_it_in_any_dress(void** state)
{
    (void)state;
    static const char* const texts[] = {"pry-lid",        "PRY it",       "now pry",
                                        "Hot-Water",      "hot   water.", "(drilling)",
                                        "slam the {lid}", "Heat guns",    "24-volt truck"};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        assert_non_null(atlas_forbidden_in_text(texts[k]));
    }
}

static void leaves_harmless_words_alone(void** state)
{
    (void)state;
    static const char* const texts[] = {"",
                                        "press-fob",
                                        "Pryor Street",
                                        "hot, water the plants",
                                        "Has somebody slammed it?",
                                        "the 12 V socket, the lighter socket",
                                        "224 volts",
                                        "a flashlight or torch",
                                        "the key card",
                                        "spare wheel"};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        assert_null(atlas_forbidden_in_text(texts[k]));
    }
    assert_null(atlas_forbidden_in_text(NULL));
}

static void looks_at_all_that_proposes_and_not_at_what_warns_off(void** state)
{
    (void)state;
    const char* const bad = "kick it";
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.id = bad}));
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.uses = bad}));
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.text = bad}));
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.watch = bad}));
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.warn = bad}));
    assert_null(atlas_forbidden_in(&(atlas_move_t){.never = bad}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_of_the_review_is_in_the_table),
        cmocka_unit_test(finds_it_in_any_dress),
        cmocka_unit_test(leaves_harmless_words_alone),
        cmocka_unit_test(looks_at_all_that_proposes_and_not_at_what_warns_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
