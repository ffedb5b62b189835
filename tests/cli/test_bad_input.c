/// What a tired person, a broken disk and a careless program give to decklid: said, kept, and never a loop.
#define _POSIX_C_SOURCE 200809L
#include "cli/program.h"
#include <sys/stat.h>
#include <unistd.h>

static program_run_t run;

static void a_number_is_read_whole_or_refused(void** state)
{
    (void)state;
    static const char* const words[] = {"next --car modern-sedan --nodes -1 --json 2>&1",
                                        "next --car modern-sedan --nodes 12abc --json 2>&1",
                                        "next --car modern-sedan --nodes 99999999999999999999 --json 2>&1",
                                        "next --car modern-sedan --nodes= --json 2>&1",
                                        "sim --car modern-sedan --do press-fob --seed x 2>&1",
                                        "run --car modern-sedan --seed x 2>&1 </dev/null",
                                        "prove --car modern-sedan --nodes x 2>&1",
                                        "serve --port 8080x 2>&1"};
    for (size_t k = 0U; k < sizeof words / sizeof words[0]; k++) {
        program_run(&run, words[k]);
        assert_int_equal(run.status, 2);
        program_says(&run, "expected a number from 0 to ");
    }
}

static void a_word_too_many_is_named(void** state)
{
    (void)state;
    program_run(&run, "next --car modern-sedan quickly --json 2>&1");
    assert_int_equal(run.status, 2);
    program_says(&run, "quickly");
    program_run(&run, "open --car modern-sedan now 2>&1 </dev/null");
    assert_int_equal(run.status, 2);
}

static void what_the_command_line_says_is_refused_before_anything_is_asked(void** state)
{
    (void)state;
    static const char* const words[] = {"open --car modern-sedan --goal shut </dev/null 2>&1",
                                        "open --car modern-sedan --saw press-fob=silense </dev/null 2>&1",
                                        "open --car modern-sedan --at temperature=blue </dev/null 2>&1"};
    for (size_t k = 0U; k < sizeof words / sizeof words[0]; k++) {
        program_run(&run, words[k]);
        assert_int_equal(run.status, 2);
    }
}

static void more_than_sixty_answers_fit_on_one_line(void** state)
{
    (void)state;
    static char words[12000];
    size_t length = (size_t)snprintf(words, sizeof words, "next --car modern-sedan --json");
    for (int k = 0; k < 70; k++) {
        length += (size_t)snprintf(words + length, sizeof words - length, " --saw=press-fob=hum");
    }
    (void)snprintf(words + length, sizeof words - length,
                   " --at age_years=8 --hourly 20 --goal fix --have light");
    assert_true(length < 1900U); // what program_run takes
    program_run(&run, words);
    assert_int_equal(run.status, 0);
}

/// A long answer has left the buffer before the end: its loss must not be forgotten there.
static void a_full_disk_is_said_of_long_answers_too(void** state)
{
    (void)state;
    static const char* const words[] = {"moves --car modern-sedan --json 2>&1 >/dev/full",
                                        "next --car modern-sedan --json 2>&1 >/dev/full",
                                        "emergency --json 2>&1 >/dev/full", "help 2>&1 >/dev/full"};
    for (size_t k = 0U; k < sizeof words / sizeof words[0]; k++) {
        program_run(&run, words[k]);
        assert_int_equal(run.status, 3);
        program_says(&run, "decklid: standard output: ");
    }
}

static void leaving_at_the_first_screen_keeps_what_was_said(void** state)
{
    (void)state;
    static const char* const inputs[] = {"</dev/null", "<<'X'\nstop\nX", "<<'X'\nperson\nX",
                                         "<<'X'\nhm\nstop\nX"};
    for (size_t k = 0U; k < sizeof inputs / sizeof inputs[0]; k++) {
        char words[300];
        (void)unlink("build/first-session");
        (void)snprintf(words, sizeof words,
                       "open --car modern-sedan --saw press-fob=silence --save build/first-session %s",
                       inputs[k]);
        program_run(&run, words);
        assert_int_equal(run.status, 1);
        program_says(&run, "CASE SHEET");
        program_says(&run, "--resume build/first-session");
        program_run(&run, "open --resume build/first-session <<'X'\nno\ntell\nX");
        program_says(&run, "press-fob");
    }
}

/// N17: the air is asked about only before power is brought, but the answer stops everything.
static void a_smell_that_is_noticed_late_is_a_fire(void** state)
{
    (void)state;
    program_run(
        &run, "open --car modern-sedan --save build/smell-session <<'X'\nno\nnone\nask-no-fuel-smell=no\nX");
    assert_int_equal(run.status, 1);
    program_says(&run, "30 m (100 ft)");
    program_run(&run, "next --car modern-sedan --saw ask-no-fuel-smell=no --json");
    program_says(&run, "\"emergency\":\"fire\"");
    program_says(&run, "\"step\":null");
}

static void a_motorway_that_is_named_late_brings_its_script(void** state)
{
    (void)state;
    program_run(&run,
                "open --car modern-sedan --save build/road-session <<'X'\nno\nnone\nat place=motorway\nX");
    assert_int_equal(run.status, 1);
    program_says(&run, "no work at the car at all");
}

static void a_hangup_is_an_end_of_input(void** state)
{
    (void)state;
    (void)unlink("build/hangup");
    (void)unlink("build/hangup-session");
    assert_int_equal(mkfifo("build/hangup", 0600), 0);
    program_run(&run, "open --car modern-sedan --save build/hangup-session <build/hangup & p=$!; "
                      "exec 9>build/hangup; echo no >&9; sleep 2; kill -HUP $p; wait $p");
    assert_int_equal(run.status, 1);
    program_says(&run, "CASE SHEET");
    assert_int_equal(access("build/hangup-session", R_OK), 0);
    (void)unlink("build/hangup");
}

static void an_empty_folder_name_is_no_folder(void** state)
{
    (void)state;
    assert_int_equal(setenv("XDG_STATE_HOME", "", 1), 0);
    assert_int_equal(setenv("HOME", "build/home", 1), 0);
    program_run(&run, "open --car modern-sedan <<'X'\nno\nX");
    assert_int_equal(run.status, 1);
    program_says(&run, "build/home/.local/state/decklid-session");
    assert_int_equal(unsetenv("XDG_STATE_HOME"), 0);
}

static void what_is_echoed_is_text(void** state)
{
    (void)state;
    program_run(&run, "open --car modern-sedan --save build/noise-session <<'X'\nno\n\033[31mred\007\nX");
    assert_int_equal(run.status, 1);
    assert_null(strchr(run.output, '\033'));
    assert_null(strchr(run.output, '\007'));
    program_run(&run, "open --car modern-sedan --save build/noise-session <<'X'\nno\n\377\376\nX");
    assert_null(strchr(run.output, '\377'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_read_whole_or_refused),
        cmocka_unit_test(a_word_too_many_is_named),
        cmocka_unit_test(what_the_command_line_says_is_refused_before_anything_is_asked),
        cmocka_unit_test(more_than_sixty_answers_fit_on_one_line),
        cmocka_unit_test(a_full_disk_is_said_of_long_answers_too),
        cmocka_unit_test(leaving_at_the_first_screen_keeps_what_was_said),
        cmocka_unit_test(a_smell_that_is_noticed_late_is_a_fire),
        cmocka_unit_test(a_motorway_that_is_named_late_brings_its_script),
        cmocka_unit_test(a_hangup_is_an_end_of_input),
        cmocka_unit_test(an_empty_folder_name_is_no_folder),
        cmocka_unit_test(what_is_echoed_is_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
