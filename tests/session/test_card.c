/// The glovebox card on its sheet: first things first, nothing forgotten, and all of it can be read.
#include "session/beside.h"

#include "session/card.h"
#include <stdio.h>

enum { svg_max = 1 << 18, sheet_max = 60000 };

static char svg[svg_max];
static char again[svg_max];
static char words[sheet_max];

/// The words of the card of `session`, each run followed by a blank.
static const session_page_t* sheet(void)
{
    const session_page_t* const page = session_card_page(session, NULL, NULL);
    assert_non_null(page);
    size_t length = 0;
    for (int k = 0; k < page->run_count; k++) {
        memcpy(words + length, page->text + page->run[k].at, page->run[k].length);
        length += page->run[k].length;
        words[length++] = ' ';
    }
    words[length] = '\0';
    return page;
}

static const char* has(const char* const sentence)
{
    const char* const found = strstr(words, sentence);
    if (!found) {
        print_error("not on the card: %s\n%s\n", sentence, words);
    }
    assert_non_null(found);
    return found;
}

static void danger_stands_before_everything_else(void** state)
{
    (void)state;
    (void)sheet();
    assert_true(has("FIRST: is somebody in danger?") < has("Start at"));
    assert_true(has("Emergency number:") < has("Fire, smoke, fuel or gas smell:"));
    has("Everybody at least 30 m (100 ft) away");
    has("BREAK A SIDE WINDOW NOW.");
    has("112 in Europe");
}

static void it_says_how_many_it_opens_and_whom_to_call(void** state)
{
    (void)state;
    (void)sheet();
    has("of 100 cases");
    has("CALL");
    has("Call a locksmith.");
}

static void an_open_lid_is_not_shut_before_its_release_was_tried(void** state)
{
    (void)state;
    (void)sheet();
    has("Do not shut it until its release was tried with the boot lid up.");
    has("NEVER");
    has("pry, drill, hammer");
}

static void it_names_the_car_and_the_atlas(void** state)
{
    (void)state;
    (void)sheet();
    has("made for");
    has("Shut \"test\" car");
    has("checksum");
}

static void an_emergency_leaves_no_step_on_it(void** state)
{
    (void)state;
    assert_int_equal(session_emergency(session, session_emergency_fire), 0);
    (void)sheet();
    has("There is an emergency: no step before it is over.");
    assert_null(strstr(words, "Start at"));
    assert_null(strstr(words, "Press the"));
    has("Do not open the hood");
}

static void a_tool_at_hand_is_not_asked_for(void** state)
{
    (void)state;
    (void)sheet();
    const bool asked = strstr(words, "Do you have a 12-volt jump pack?") != NULL;
    assert_int_equal(session_have(session, "has-jump-pack", NULL, 0), 0);
    (void)sheet();
    assert_true(asked);
    assert_null(strstr(words, "Do you have a 12-volt jump pack?"));
    has("Is the battery whole, dry and quiet?");
}

static void what_was_answered_does_not_change_the_card(void** state)
{
    (void)state;
    const size_t length = session_card_svg(session, svg, sizeof svg);
    assert_int_equal(session_saw(session, "press-fob", "silence", NULL, 0), 0);
    assert_int_equal(session_card_svg(session, again, sizeof again), length);
    assert_string_equal(svg, again);
    assert_non_null(session_step(session, 0));
    assert_true(guide_spent_minutes(session_guide(session)) > 0);
}

static void nothing_is_smaller_than_seven_points_or_off_a_letter_sheet(void** state)
{
    (void)state;
    const session_page_t* const page = sheet();
    assert_false(page->full);
    for (int k = 0; k < page->run_count; k++) {
        const session_page_run_t* const run = &page->run[k];
        assert_true(run->size >= 700);
        assert_true(run->x >= 1800 && run->x + run->width <= 59528 - 1800);
        assert_true(run->y > 1800 && run->y <= 79200 - 1800);
    }
    for (int k = 0; k < page->box_count; k++) {
        assert_true(page->box[k].height > 0 && page->box[k].y + page->box[k].height <= 79200 - 1800);
    }
}

static void no_two_lines_of_text_lie_on_each_other(void** state)
{
    (void)state;
    const session_page_t* const page = sheet();
    for (int a = 0; a < page->run_count; a++) {
        for (int b = a + 1; b < page->run_count; b++) {
            const session_page_run_t* const one = &page->run[a];
            const session_page_run_t* const two = &page->run[b];
            const bool beside = one->x + one->width <= two->x + 30 || two->x + two->width <= one->x + 30;
            const int apart = one->y > two->y ? one->y - two->y : two->y - one->y;
            const int size = one->y > two->y ? one->size : two->size;
            assert_true(beside || apart >= size * 8 / 10);
        }
    }
}

static void the_picture_is_sound_xml_with_a_title(void** state)
{
    (void)state;
    const size_t length = session_card_svg(session, svg, sizeof svg);
    assert_int_equal(strlen(svg), length);
    assert_int_equal(session_card_svg(session, NULL, 0), length);
    assert_non_null(strstr(svg, "<title id=\"title\">Glovebox card: Shut &quot;test&quot; car</title>"));
    assert_non_null(strstr(svg, "<desc id=\"summary\">One page:"));
    assert_non_null(strstr(svg, "-&gt; "));
    assert_null(strstr(svg, "{lid}"));
    assert_null(strchr(svg, session_page_bold_mark));
    int open = 0;
    int closed = 0;
    for (const char* at = svg; *at; at++) {
        open += *at == '<';
        closed += *at == '>';
    }
    assert_int_equal(open, closed);
    assert_string_equal(svg + length - 7, "</svg>\n");
}

static void long_words_wrap_and_marks_turn_bold(void** state)
{
    (void)state;
    static session_page_t page;
    memset(&page, 0, sizeof page);
    const session_page_style_t style = {.x = 1000, .width = 5000, .size = 1000, .leading = 1200};
    const int end = session_page_paragraph(&page, &style, 0, "one \x01two\x01 three four five six seven");
    assert_int_equal(end % 1200, 0);
    assert_true(end >= 2400);
    assert_true(page.run[1].bold && !page.run[0].bold && !page.run[2].bold);
    for (int k = 0; k < page.run_count; k++) {
        assert_true(page.run[k].x + page.run[k].width <= 6000);
    }
    assert_int_equal(session_page_text_width("AV.", 3, 1000, false), 667 + 667 + 278);
    assert_int_equal(session_page_text_width("AV.", 3, 1000, true), 722 + 667 + 278);
}

static void letters_of_other_languages_are_as_wide_as_they_are(void** state)
{
    (void)state;
    assert_int_equal(session_page_text_width("ü", 2, 1000, false), 556);
    assert_int_equal(session_page_text_width("í", 2, 1000, false), 278);
    assert_int_equal(session_page_text_width("Ж", 2, 1000, false), 923);
    assert_int_equal(session_page_text_width("ж", 2, 1000, true), 708);
    assert_int_equal(session_page_text_width("„Öl…“", strlen("„Öl…“"), 1000, false),
                     333 + 778 + 222 + 1000 + 333);
    assert_int_equal(session_page_text_width("☃", 3, 1000, false), 556);
}

#define OF_SHEET(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OF_SHEET(danger_stands_before_everything_else),
        OF_SHEET(it_says_how_many_it_opens_and_whom_to_call),
        OF_SHEET(an_open_lid_is_not_shut_before_its_release_was_tried),
        OF_SHEET(it_names_the_car_and_the_atlas),
        OF_SHEET(an_emergency_leaves_no_step_on_it),
        OF_SHEET(a_tool_at_hand_is_not_asked_for),
        OF_SHEET(what_was_answered_does_not_change_the_card),
        OF_SHEET(nothing_is_smaller_than_seven_points_or_off_a_letter_sheet),
        OF_SHEET(no_two_lines_of_text_lie_on_each_other),
        OF_SHEET(the_picture_is_sound_xml_with_a_title),
        cmocka_unit_test(long_words_wrap_and_marks_turn_bold),
        cmocka_unit_test(letters_of_other_languages_are_as_wide_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
