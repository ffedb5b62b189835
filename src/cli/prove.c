#define _POSIX_C_SOURCE 200809L
#include "cli/cli.h"
#include "proof/report.h"
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { arena_bytes = 512 * 1024 * 1024, workers = 2 };

typedef struct {
    proof_report_options_t options;
    const char* car; ///< NULL: all
    bool json;
    const char* plots;
} proving_t;

static void progress(void* const context, const char* const what, const int done, const int all)
{
    const char* const car = context;
    if (isatty(STDERR_FILENO) != 0) {
        char of[24] = "";
        if (all > 0) {
            (void)snprintf(of, sizeof of, "/%d", all);
        }
        (void)fprintf(stderr, "\r%-24s %-16s %d%s   ", car, what, all > 0 ? done + 1 : done, of);
    }
}

static json_t* report_with(cli_t* const self, const proving_t* const proving, const vehicle_t* const car,
                           const atlas_t* const atlas)
{
    void* const memory = calloc(1U, arena_bytes);
    base_arena_t arena = {.bytes = memory, .capacity = memory == NULL ? 0U : arena_bytes};
    guide_t* const guide = guide_open(&arena, atlas);
    proof_trial_t trial;
    json_t* report = NULL;
    if (guide == NULL) {
        (void)fprintf(stderr, "decklid: not enough memory\n");
    } else if (!proof_trial_init(&trial, self->knowledge, car, atlas, guide)) {
        (void)fprintf(stderr, "decklid: the atlas of %s was made from other knowledge; make it again\n",
                      car->id);
    } else {
        report = proof_report(&trial, &arena, &proving->options);
    }
    free(memory);
    return report;
}

static json_t* report_car(cli_t* const self, const proving_t* const proving, const char* const id)
{
    size_t length = 0U;
    unsigned char* const bytes = cli_load_atlas(self, id, &length);
    const vehicle_t* const car = bytes == NULL ? NULL : cli_load_car(self, id);
    char error[300] = "";
    atlas_t atlas;
    json_t* report = NULL;
    if (car != NULL && atlas_open(&atlas, bytes, length, error, sizeof error)) {
        proving_t mine = *proving;
        char name[64];
        (void)snprintf(name, sizeof name, "%s", id);
        mine.options.progress = progress;
        mine.options.context = name;
        report = report_with(self, &mine, car, &atlas);
    } else if (error[0] != '\0') {
        (void)fprintf(stderr, "decklid: %s\n", error);
    }
    free(bytes);
    return report;
}

/// A process of its own for one car: its report comes back through a temporary file.
static pid_t start(cli_t* const self, const proving_t* const proving, const char* const id,
                   FILE** const result)
{
    *result = tmpfile();
    const pid_t child = *result == NULL ? -1 : fork();
    if (child != 0) {
        return child;
    }
    json_t* const report = report_car(self, proving, id);
    const bool written =
        report != NULL && json_dumpf(report, *result, JSON_COMPACT) == 0 && fflush(*result) == 0;
    _exit(written ? cli_done : cli_bad_file);
}

static json_t* collect(FILE* const result)
{
    rewind(result);
    json_error_t about;
    json_t* const report = json_loadf(result, 0, &about);
    (void)fclose(result);
    return report;
}

static void finish(const proving_t* const proving, const char* const id, FILE* const result,
                   json_t* const reports)
{
    json_t* const report = result == NULL ? NULL : collect(result);
    if (report == NULL) {
        (void)fprintf(stderr, "decklid: no report of %s\n", id);
        (void)json_array_append_new(reports,
                                    json_pack("{s:s,s:[s]}", "car", id, "broken_promises", "no report"));
        return;
    }
    if (!proving->json) {
        proof_report_print(report, stdout);
        (void)fflush(stdout);
    }
    (void)json_array_append_new(reports, report);
}

static void prove_cars(cli_t* const self, const proving_t* const proving, json_t* const reports)
{
    pid_t child[cli_cars_max] = {0};
    FILE* result[cli_cars_max] = {NULL};
    const int count = proving->car == NULL ? self->car_count : 1;
    for (int k = 0; k < count + workers - 1; k++) {
        if (k < count) {
            const char* const id = proving->car == NULL ? self->car_id[k] : proving->car;
            (void)fflush(stdout);
            child[k] = start(self, proving, id, &result[k]);
        }
        const int done = k - (workers - 1);
        if (done >= 0) {
            (void)waitpid(child[done], NULL, 0);
            finish(proving, proving->car == NULL ? self->car_id[done] : proving->car, result[done], reports);
        }
    }
}

static bool anything_broken(const json_t* const reports)
{
    size_t k = 0U;
    json_t* report = NULL;
    json_array_foreach(reports, k, report)
    {
        if (json_array_size(json_object_get(report, "broken_promises")) > 0U) {
            return true;
        }
    }
    return false;
}

static int write_results(const proving_t* const proving, const json_t* const reports)
{
    if (proving->json) {
        (void)json_dumpf(reports, stdout, JSON_INDENT(1));
        (void)printf("\n");
    }
    if (proving->plots != NULL) {
        char* const page = proof_report_plots(reports);
        const bool written = page != NULL && cli_write_file(proving->plots, page, strlen(page));
        free(page);
        if (!written) {
            return cli_bad_file;
        }
    }
    return anything_broken(reports) ? cli_no : cli_done;
}

/// How much is played. False after an error.
static bool read_numbers(const cli_given_t* const given, proof_report_options_t* const options)
{
    uint64_t nodes = options->pairs ? 0U : 200U;
    uint64_t branches = options->pairs ? 1500U : 250U;
    uint64_t strangers = options->pairs ? 400U : 60U;
    const bool good = cli_number(given, "--nodes", 10000000U, &nodes) &&
                      cli_number(given, "--branches", 1000000U, &branches) &&
                      cli_number(given, "--strangers", 1000000U, &strangers);
    options->nodes = (uint32_t)nodes;
    options->thin = 1.0 / (1.0 + (double)branches);
    options->strangers = (int)strangers;
    return good;
}

int cli_prove(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {
        {"--car", false, "a car's id"},
        {"--pairs", true, ""},
        {"--json", true, ""},
        {"--plots", false, "an SVG file"},
        {"--nodes", false, "a number"},
        {"--strangers", false, "a number"},
        {"--branches", false, "a number"},
        {"--cases", false, "a JSONL file"},
    };
    cli_given_t given;
    if (!cli_parse(argc, argv, options, sizeof options / sizeof options[0], &given)) {
        return cli_usage;
    }
    size_t length = 0U;
    char* cases = NULL;
    proving_t proving = {
        .options = {.pairs = cli_has(&given, "--pairs"), .tree_nodes = 200000U, .finer = 8.0},
        .car = cli_value(&given, "--car"),
        .json = cli_has(&given, "--json"),
        .plots = cli_value(&given, "--plots")};
    if (!read_numbers(&given, &proving.options)) {
        return cli_usage;
    }
    if (cli_has(&given, "--cases") &&
        (cases = cli_read_file(cli_value(&given, "--cases"), &length)) == NULL) {
        return cli_bad_file;
    }
    proving.options.cases = cases;
    if (!cli_load_knowledge(self) || (proving.car != NULL && cli_load_car(self, proving.car) == NULL)) {
        free(cases);
        return cli_usage;
    }
    json_t* const reports = json_array();
    prove_cars(self, &proving, reports);
    const int status = write_results(&proving, reports);
    json_decref(reports);
    free(cases);
    return status;
}
