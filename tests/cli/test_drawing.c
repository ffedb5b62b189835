/// `decklid drawing` and `decklid check` of its files, as a user runs them.
#define _POSIX_C_SOURCE 200809L
#include "cli/program.h"
#include <sys/stat.h>
#include <unistd.h>

static program_run_t run;

static char* read_text(const char* const path)
{
    FILE* const file = fopen(path, "rb");
    assert_non_null(file);
    char* const text = calloc(1U, 1U << 20U);
    assert_non_null(text);
    (void)fread(text, 1U, (1U << 20U) - 1U, file);
    (void)fclose(file);
    return text;
}

static void prints_one_car_and_the_same_into_a_file(void** state)
{
    (void)state;
    char path[] = "/tmp/drawing.XXXXXX";
    const int file = mkstemp(path);
    assert_true(file >= 0);
    (void)close(file);
    char words[200];
    (void)snprintf(words, sizeof words, "drawing --car hatchback --out %s", path);
    program_run(&run, words);
    assert_int_equal(run.status, 0);
    program_run(&run, "drawing --car hatchback");
    assert_int_equal(run.status, 0);
    program_says(&run, "data-car=\"hatchback\" data-body=\"hatchback\"");
    char* const text = read_text(path);
    assert_string_equal(text, run.output);
    free(text);
    (void)unlink(path);
}

static void draws_all_cars_into_a_folder_that_is_not_there_yet(void** state)
{
    (void)state;
    char folder[] = "/tmp/drawings.XXXXXX";
    assert_non_null(mkdtemp(folder));
    static char words[1000];
    (void)snprintf(words, sizeof words, "drawing --all --out %s/page/cars && ls %s/page/cars | wc -l", folder,
                   folder);
    program_run(&run, words);
    const int drawn = atoi(run.output);
    program_run(&run, "cars --ids | wc -l");
    assert_int_equal(drawn, atoi(run.output));
    assert_true(drawn >= 15);
    (void)snprintf(words, sizeof words,
                   "drawing --all --out %s/page/cars/hatchback.svg 2>&1; s=$?; rm -r %s; exit $s", folder,
                   folder);
    program_run(&run, words);
    assert_int_equal(run.status, 3);
    program_says(&run, "no folder can be made here");
}

static void names_what_is_missing_or_unknown(void** state)
{
    (void)state;
    program_run(&run, "drawing --car hatchbak 2>&1");
    assert_int_equal(run.status, 2);
    program_says(&run, "hatchback");
    static const char* const lines[] = {"drawing 2>&1", "drawing --all 2>&1",
                                        "drawing --all --car hatchback --out x 2>&1"};
    for (size_t k = 0U; k < sizeof lines / sizeof lines[0]; k++) {
        program_run(&run, lines[k]);
        assert_int_equal(run.status, 2);
        program_says(&run, "--all with --out FOLDER");
    }
    program_run(&run, "drawing --car hatchback --out /nowhere/at/all.svg 2>&1");
    assert_int_equal(run.status, 3);
}

static void checks_the_drawing_files_with_line_and_column(void** state)
{
    (void)state;
    program_run(&run, "check knowledge/drawing/bodies.yaml knowledge/drawing/scheme.yaml "
                      "knowledge/drawing/places.yaml 2>&1");
    assert_int_equal(run.status, 0);
    program_run(&run, "version; sed 's/to: receiver, by: radio}/to: receiver, by: rado}/' "
                      "knowledge/drawing/scheme.yaml >/tmp/drawing-scheme.yaml");
    program_run(&run, "check /tmp/drawing-scheme.yaml 2>&1; s=$?; rm /tmp/drawing-scheme.yaml; exit $s");
    assert_int_equal(run.status, 3);
    program_says(&run, "/tmp/drawing-scheme.yaml:");
    program_says(&run, "found rado");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_one_car_and_the_same_into_a_file),
        cmocka_unit_test(draws_all_cars_into_a_folder_that_is_not_there_yet),
        cmocka_unit_test(names_what_is_missing_or_unknown),
        cmocka_unit_test(checks_the_drawing_files_with_line_and_column),
    };
    return cmocka_run_group_tests_name("drawing", tests, NULL, NULL);
}
