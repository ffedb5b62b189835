#define _POSIX_C_SOURCE 200809L
#include "base/crc32.h"
#include "cli/program.h"
#include "session/mo.h"
#include <jansson.h>
#include <unistd.h>

static program_run_t run;

static void names_the_nearest_car_of_an_unknown_one(void** state)
{
    (void)state;
    program_run(&run, "next --car modern-sedn --json 2>&1");
    assert_int_equal(run.status, 2);
    program_says(&run, "modern-sedan");
}

static void names_the_nearest_move_reading_circumstance_and_option(void** state)
{
    (void)state;
    static const char* const lines[][2] = {
        {"next --car modern-sedan --saw press-fbo=silence --json 2>&1", "press-fob"},
        {"next --car modern-sedan --saw press-fob=silense --json 2>&1", "silence"},
        {"next --car modern-sedan --at temprature=frost --json 2>&1", "temperature"},
        {"next --car modern-sedan --at temperature=frosty --json 2>&1", "frost"},
        {"next --car modern-sedan --jsno 2>&1", "--json"},
        {"nxt 2>&1", "next"},
        {"sim --car modern-sedan --fault latch=siezed --do press-fob 2>&1", "latch=seized"},
    };
    for (size_t k = 0U; k < sizeof lines / sizeof lines[0]; k++) {
        program_run(&run, lines[k][0]);
        assert_int_equal(run.status, 2);
        program_says(&run, lines[k][1]);
    }
}

static void prints_one_step_as_the_contract_has_it(void** state)
{
    (void)state;
    static const char* const keys[] = {"car",      "goal", "emergency",     "belief", "not_modelled",
                                       "left_out", "step", "expected_cost", "bounds", "conflicts"};
    static const char* const step_keys[] = {"move",  "text",     "why",     "minutes",
                                            "money", "currency", "p_opens", "conditions"};
    program_run(&run, "next --car modern-sedan --saw press-fob=silence --json");
    assert_int_equal(run.status, 0);
    json_error_t about;
    json_t* const root = json_loads(run.output, JSON_REJECT_DUPLICATES, &about);
    assert_non_null(root);
    for (size_t k = 0U; k < sizeof keys / sizeof keys[0]; k++) {
        assert_non_null(json_object_get(root, keys[k]));
    }
    for (size_t k = 0U; k < sizeof step_keys / sizeof step_keys[0]; k++) {
        assert_non_null(json_object_get(json_object_get(root, "step"), step_keys[k]));
    }
    json_decref(root);
}

static void gives_the_same_bytes_twice(void** state)
{
    (void)state;
    static program_run_t again;
    program_run(&run, "next --car modern-sedan --saw press-fob=silence --saw press-cabin=silence --json");
    program_run(&again, "next --car modern-sedan --saw press-fob=silence --saw press-cabin=silence --json");
    assert_string_equal(run.output, again.output);
}

static void lists_all_fifteen_cars(void** state)
{
    (void)state;
    program_run(&run, "cars --ids");
    assert_int_equal(run.status, 0);
    int lines = 0;
    for (const char* c = run.output; *c != '\0'; c++) {
        lines += *c == '\n' ? 1 : 0;
    }
    assert_int_equal(lines, 15);
    program_says(&run, "ev-electric-latch");
}

static void no_two_cars_differ_only_in_numbers(void** state)
{
    (void)state;
    program_run(&run, "cars --differ bmw-328i-e90 bmw-328i-e92");
    assert_int_equal(run.status, 0);
    program_says(&run, "step");
}

static void leads_an_unknown_car_to_its_archetype_or_says_so(void** state)
{
    (void)state;
    program_run(&run, "cars --match <<'X'\nhatchback\nelectric\nremote\n2012\nopen\nX");
    assert_int_equal(run.status, 0);
    program_says(&run, "(hatchback)");
    program_run(&run, "cars --match <<'X'\npickup\nelectric\nremote\n2012\nfolds\nX");
    assert_int_equal(run.status, 1);
    program_says(&run, "not known");
}

/// Cars that no file describes, as their owners would answer.
static void leads_real_cars_to_the_kind_they_are(void** state)
{
    (void)state;
    static const struct {
        const char *answers, *says;
    } rows[] = {
        {"sedan\nsoft-close\nproximity\n2012\nfixed", "(luxury-soft-close)"},  // BMW 7 Series
        {"coupe\nsoft-close\nproximity\n2008\nfixed", "(luxury-soft-close)"},  // Mercedes CL
        {"sedan\nelectric\nproximity\n2016\nfolds", "(modern-sedan)"},         // Toyota Camry
        {"coupe\nelectric\nremote\n2005\nfolds", "(modern-sedan)"},            // Ford Mustang
        {"coupe\nelectric\nproximity\n2005\nfixed", "(coupe-fixed-seats)"},    // Chevrolet Corvette
        {"convertible\nelectric\nremote\n2004\nfixed", "(coupe-fixed-seats)"}, // Smart Roadster
        {"convertible\ncable\nblade\n1999\nfixed", "(older-sedan)"},           // Mazda MX-5
        {"hatchback\nkey-only\nblade\n1995\nopen", "(older-sedan)"},           // Fiat Panda
        {"suv\nelectric\nremote\n2004\nopen", "(hatchback)"},                  // Toyota RAV4
        {"suv\nsoft-close\nproximity\n2017\nopen", "(suv-liftgate)"},          // Volvo XC90
        {"wagon\nelectric\nremote\n2010\nopen", "(hatchback)"},                // Audi A4 Avant
        {"wagon\n\n\n\n", "(hatchback)"},
        {"suv\n\n\n\n", "(suv-liftgate)"},
        {"sedan\n\n\n\n", "(modern-sedan)"},
        {"electric-car\nelectric\nproximity\n2019\nfolds", "(ev-electric-latch)"}, // Tesla Model 3
        {"suv\nkey-only\nblade\n2000\nopen", "not known"},                         // Jeep Wrangler
        {"front-trunk\nelectric\nremote\n2006\nfixed", "not known"},               // Porsche 911
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        char words[300];
        (void)snprintf(words, sizeof words, "cars --match <<'X'\n%s\nX", rows[k].answers);
        program_run(&run, words);
        program_says(&run, rows[k].says);
    }
}

static void reports_every_error_of_a_file_with_its_place(void** state)
{
    (void)state;
    program_run(
        &run,
        "cars --ids >build/check-me.yaml; sed -e 's/^body: .*/body: boat/' -e 's/^years: .*/years: old/' "
        "vehicles/modern-sedan.yaml >build/check-me.yaml; build/host/decklid check build/check-me.yaml 2>&1");
    assert_int_equal(run.status, 3);
    program_says(&run, "check-me.yaml:");
    program_says(&run, "boat");
    program_says(&run, "old");
}

static void says_what_is_due_and_writes_a_calendar(void** state)
{
    (void)state;
    program_run(&run,
                "care --car modern-sedan --since 2026-01-31 --ics build/care.ics && cat build/care.ics");
    assert_int_equal(run.status, 0);
    program_says(&run, "2026-07-31");
    program_says(&run, "BEGIN:VCALENDAR\r\n");
    program_says(&run, "RRULE:FREQ=MONTHLY");
    program_run(&run, "care --car modern-sedan --since 2026-02-30 2>&1");
    assert_int_equal(run.status, 2);
}

/// RFC 5545: a plain monthly rule skips every month that lacks its day.
static void is_due_in_short_months_too(void** state)
{
    (void)state;
    static const struct {
        const char *since, *rule;
    } rows[] = {{"2026-05-28", "INTERVAL=3\r\n"},
                {"2026-05-29", "INTERVAL=3;BYMONTHDAY=28,29;BYSETPOS=-1\r\n"},
                {"2026-05-30", "INTERVAL=3;BYMONTHDAY=28,29,30;BYSETPOS=-1\r\n"},
                {"2026-05-31", "INTERVAL=3;BYMONTHDAY=28,29,30,31;BYSETPOS=-1\r\n"}};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        char words[200];
        (void)snprintf(words, sizeof words,
                       "care --car bmw-328i-e90 --since %s --ics build/care.ics && cat build/care.ics",
                       rows[k].since);
        program_run(&run, words);
        assert_int_equal(run.status, 0);
        program_says(&run, rows[k].rule);
    }
}

static void a_full_disk_is_said_and_changes_nothing(void** state)
{
    (void)state;
    program_run(&run, "cars --ids >/dev/full");
    assert_int_equal(run.status, 3);
    program_run(&run, "care --car modern-sedan --since 2026-01-31 --ics /nowhere/care.ics 2>&1");
    assert_int_equal(run.status, 3);
    program_says(&run, "nothing was changed");
}

static void follows_a_link_and_leaves_a_pipe_what_it_is(void** state)
{
    (void)state;
    program_run(&run,
                "cars --ids >/dev/null; cd build && rm -f pipe link && mkfifo pipe && (timeout 30 cat pipe "
                ">piped 2>&1 &) && "
                "../build/host/decklid care --car modern-sedan --since 2026-01-31 --ics pipe >/dev/null && "
                "test -p pipe && echo still a pipe");
    assert_int_equal(run.status, 0);
    program_says(&run, "still a pipe");
    program_run(&run,
                "cars --ids >/dev/null; cd build && echo old >target && ln -s target link && "
                "../build/host/decklid care --car modern-sedan --since 2026-01-31 --ics link >/dev/null && "
                "test -L link && head -1 target piped");
    assert_int_equal(run.status, 0);
    const char* const first = strstr(run.output, "BEGIN:VCALENDAR");
    assert_non_null(first);
    assert_non_null(strstr(first + 1, "BEGIN:VCALENDAR"));
}

static void the_end_of_input_saves_and_prints_the_case_sheet(void** state)
{
    (void)state;
    (void)unlink("build/ended-session");
    program_run(&run, "open --car modern-sedan --save build/ended-session </dev/null");
    assert_int_equal(run.status, 1);
    program_run(&run, "open --car modern-sedan --save build/ended-session <<'X'\nno\nX");
    assert_int_equal(run.status, 1);
    program_says(&run, "ended-session");
    assert_int_equal(access("build/ended-session", R_OK), 0);
    program_run(&run, "open --resume build/ended-session <<'X'\nno\nX");
    assert_int_equal(run.status, 1);
}

static void a_damaged_saved_session_is_refused(void** state)
{
    (void)state;
    program_run(&run, "open --car modern-sedan --save build/damaged-session <<'X' >/dev/null; printf x "
                      ">>build/damaged-session; "
                      "echo no | build/host/decklid open --resume build/damaged-session 2>&1\nno\nX");
    assert_int_equal(run.status, 3);
}

/// As an edition with another move would have saved it.
static void save_unknown_move(const char* path)
{
    char text[200];
    const int length =
        snprintf(text, sizeof text,
                 "decklid session 1\ncar modern-sedan\nsaw press-fob silence\nsaw lick-lid silence\n");
    FILE* const file = fopen(path, "w");
    assert_non_null(file);
    (void)fprintf(file, "%scrc %08x\n", text, (unsigned)base_crc32(0, text, (size_t)length));
    assert_int_equal(fclose(file), 0);
}

static void a_session_of_another_edition_goes_on_with_what_fits(void** state)
{
    (void)state;
    save_unknown_move("build/older-session");
    program_run(&run, "open --resume build/older-session --save build/older-session <<'X'\nno\nX");
    assert_int_equal(run.status, 1);
    program_says(&run, "were left out: 1.");
    program_says(&run, "(press-fob): Nothing at all");
}

static void a_person_shut_in_gets_the_script_and_no_step(void** state)
{
    (void)state;
    program_run(&run, "open --car modern-sedan --save build/emergency-session <<'X'\n2\nX");
    assert_int_equal(run.status, 1);
    program_says(&run, "112");
}

static void the_simulator_lets_one_hear_and_see_the_sound(void** state)
{
    (void)state;
    (void)remove("build/sim.wav");
    (void)remove("build/sound.svg");
    program_run(&run, "sim --car modern-sedan --fault actuator=stripped --do press-fob --wav build/sim.wav "
                      "--sound-svg build/sound.svg");
    assert_int_equal(run.status, 0);
    char begin[4] = {0};
    FILE* const file = fopen("build/sim.wav", "rb");
    assert_non_null(file);
    assert_int_equal(fread(begin, 1, sizeof begin, file), sizeof begin);
    (void)fclose(file);
    assert_memory_equal(begin, "RIFF", sizeof begin);
    assert_int_equal(access("build/sound.svg", R_OK), 0);
    program_run(&run, "sim --car modern-sedan --do press-fob --wav build/nowhere/sim.wav");
    assert_int_equal(run.status, 3);
}

static void the_simulator_shows_what_one_would_perceive(void** state)
{
    (void)state;
    program_run(&run, "sim --car modern-sedan --do press-fob --plot build/sim.svg --csv build/sim.csv");
    assert_int_equal(run.status, 0);
    program_says(&run, "opens");
    program_run(&run, "sim --car modern-sedan --fault battery=dead --do press-fob");
    program_says(&run, "silence");
    assert_int_equal(access("build/sim.svg", R_OK), 0);
    assert_int_equal(access("build/sim.csv", R_OK), 0);
}

static void scores_cases_as_the_contract_has_it(void** state)
{
    (void)state;
    program_run(&run, "score tests/cases/real.jsonl --json");
    assert_int_equal(run.status, 0);
    json_error_t about;
    json_t* const root = json_loads(run.output, JSON_REJECT_DUPLICATES, &about);
    assert_non_null(root);
    assert_int_equal(json_integer_value(json_object_get(root, "n")), 39);
    assert_true(json_number_value(json_object_get(root, "top3")) >= 0.0);
    assert_true(json_number_value(json_object_get(root, "mean_log_score")) <= 0.0);
    json_decref(root);
}

static void a_case_with_an_unknown_word_is_named_by_its_line(void** state)
{
    (void)state;
    program_run(
        &run,
        "score - 2>&1 </dev/null; printf "
        "'{\"id\":\"a\",\"car\":\"modern-sedan\",\"saw\":{\"press-fob\":\"loud\"},"
        "\"truth\":[\"battery=dead\"]}\\n' >build/one.jsonl; build/host/decklid score build/one.jsonl 2>&1");
    assert_int_equal(run.status, 3);
    program_says(&run, "line 1");
    program_says(&run, "loud");
}

static const char* const sentences[][2] = {
    {"Nothing beyond this is kept. Delete plate and telephone numbers when the case is closed.",
     "Mehr wird nicht aufbewahrt."},
    {"Step", "Schritt"},
    {"hatchback", "Schrägheck"},
    {"tailgate", "Heckklappe"}};

/// Files as they are installed, with one language of our own.
static void share_with_a_language(void)
{
    const mo_t mo = mo_of(sentences, 4);
    assert_int_equal(system("rm -rf build/test-share && mkdir -p build/test-share/lang && "
                            "ln -s ../../knowledge ../../vehicles build/test-share/"),
                     0);
    FILE* const file = fopen("build/test-share/lang/qq.mo", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(mo.bytes, 1U, mo.length, file), mo.length);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(setenv("DECKLID_SHARE", "build/test-share", 1), 0);
    assert_int_equal(setenv("DECKLID_CACHE", "build/atlas", 1), 0);
}

static int share_of_the_tree(void** state)
{
    (void)state;
    return unsetenv("DECKLID_SHARE") != 0 || unsetenv("DECKLID_CACHE") != 0 || unsetenv("LC_ALL") != 0;
}

static void speaks_the_language_of_the_option_or_of_the_environment(void** state)
{
    (void)state;
    static const char* const answers = "<<'END'\nno\nnone\nc\nc\nc\nc\nEND\n";
    char words[300];
    share_with_a_language();
    (void)snprintf(words, sizeof words, "open --car hatchback --lang qq --save build/test-share/a %s",
                   answers);
    program_run(&run, words);
    program_says(&run, "Schritt 1");
    program_says(&run, "Heckklappe");
    program_says(&run, "Mehr wird nicht aufbewahrt.");
    (void)snprintf(words, sizeof words, "open --car hatchback --save build/test-share/a %s", answers);
    assert_int_equal(setenv("LC_ALL", "qq_QQ.UTF-8", 1), 0);
    program_run(&run, words);
    program_says(&run, "Schritt 1");
    assert_int_equal(setenv("LC_ALL", "fr_FR.UTF-8", 1), 0);
    program_run(&run, words);
    program_says(&run, "Step 1");
}

/// What programs read does not change with the machine's language, and an id in no language.
static void a_program_gets_english_unless_it_asks(void** state)
{
    (void)state;
    static program_run_t plain;
    share_with_a_language();
    assert_int_equal(setenv("LC_ALL", "C", 1), 0);
    program_run(&plain, "next --car hatchback --json");
    assert_int_equal(setenv("LC_ALL", "qq_QQ.UTF-8", 1), 0);
    program_run(&run, "next --car hatchback --json");
    assert_string_equal(run.output, plain.output);
    program_run(&run, "next --car hatchback --json --lang qq");
    program_says(&run, "Heckklappe");
    program_says(&run, "{\"car\":\"hatchback\"");
}

static void an_unknown_language_is_refused_with_those_there_are(void** state)
{
    (void)state;
    share_with_a_language();
    program_run(&run, "open --lang ../qq </dev/null 2>&1");
    assert_int_equal(run.status, 2);
    program_says(&run, "there are en qq");
    assert_int_equal(system("echo damaged >build/test-share/lang/qq.mo"), 0);
    program_run(&run, "open --lang qq </dev/null 2>&1");
    assert_int_equal(run.status, 3);
    program_says(&run, "no catalogue of a language");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_the_nearest_car_of_an_unknown_one),
        cmocka_unit_test(names_the_nearest_move_reading_circumstance_and_option),
        cmocka_unit_test(prints_one_step_as_the_contract_has_it),
        cmocka_unit_test(gives_the_same_bytes_twice),
        cmocka_unit_test(lists_all_fifteen_cars),
        cmocka_unit_test(no_two_cars_differ_only_in_numbers),
        cmocka_unit_test(leads_an_unknown_car_to_its_archetype_or_says_so),
        cmocka_unit_test(leads_real_cars_to_the_kind_they_are),
        cmocka_unit_test(reports_every_error_of_a_file_with_its_place),
        cmocka_unit_test(says_what_is_due_and_writes_a_calendar),
        cmocka_unit_test(is_due_in_short_months_too),
        cmocka_unit_test(a_full_disk_is_said_and_changes_nothing),
        cmocka_unit_test(follows_a_link_and_leaves_a_pipe_what_it_is),
        cmocka_unit_test(the_end_of_input_saves_and_prints_the_case_sheet),
        cmocka_unit_test(a_damaged_saved_session_is_refused),
        cmocka_unit_test(a_session_of_another_edition_goes_on_with_what_fits),
        cmocka_unit_test(a_person_shut_in_gets_the_script_and_no_step),
        cmocka_unit_test(the_simulator_shows_what_one_would_perceive),
        cmocka_unit_test(the_simulator_lets_one_hear_and_see_the_sound),
        cmocka_unit_test(scores_cases_as_the_contract_has_it),
        cmocka_unit_test(a_case_with_an_unknown_word_is_named_by_its_line),
        cmocka_unit_test_teardown(speaks_the_language_of_the_option_or_of_the_environment, share_of_the_tree),
        cmocka_unit_test_teardown(a_program_gets_english_unless_it_asks, share_of_the_tree),
        cmocka_unit_test_teardown(an_unknown_language_is_refused_with_those_there_are, share_of_the_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
