#define _POSIX_C_SOURCE 200809L
#include "base/words.h"
#include "cli/cli.h"
#include "survey/survey.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { work_bytes = 64 * 1024 * 1024, out_bytes = 4 * 1024 * 1024 };

static void progress(void* const context, const uint32_t done, const uint32_t total)
{
    const char* const id = context;
    static uint32_t last; // tenth printed last, for a log that is no terminal
    if (isatty(STDERR_FILENO) != 0) {
        (void)fprintf(stderr, "\r%s: running the car under %u of %u sets of modes ", id, done, total);
        if (done >= total) {
            (void)fprintf(stderr, "\n");
        }
    } else if (total > 0U && done * 2U / total != last) {
        last = done * 2U / total;
        (void)fprintf(stderr, "atlas of %s: %u of %u sets of modes\n", id, done, total);
    }
}

static void print_report(const char* const id, const size_t length, const survey_report_t* const report)
{
    (void)fprintf(stderr,
                  "atlas of %s: %zu bytes, %llu runs, %u sets, %u rows, %u entries, left out %.2f %%, "
                  "sampling error %.4f "
                  "(worst %.3f)\n",
                  id, length, (unsigned long long)report->runs, report->sets, report->rows, report->entries,
                  100.0 * report->left_out, report->sampling_error, report->sampling_worst);
    if (report->checked > 0U) {
        (void)fprintf(stderr, "  skipped by structure %u, run all the same %u, different %u\n",
                      report->skipped, report->checked, report->mismatched);
    }
}

/// Surveys the car into fresh memory, to be freed; NULL after an error.
static unsigned char* build(cli_t* const self, const char* const id, const bool check, size_t* const length)
{
    const vehicle_t* const car = cli_load_car(self, id);
    unsigned char* const bytes = car == NULL ? NULL : malloc(out_bytes);
    void* const work = calloc(1U, work_bytes);
    survey_report_t report = {0};
    bool good = false;
    if (bytes != NULL && work != NULL) {
        base_arena_t arena = {.bytes = work, .capacity = work_bytes};
        atlas_bytes_t out = {.bytes = bytes, .capacity = out_bytes};
        char name[64];
        (void)snprintf(name, sizeof name, "%s", id);
        survey_options_t options = survey_default_options();
        options.progress = progress;
        options.context = name;
        options.check_share = check ? 0.01 : 0.0;
        good = survey_build(self->knowledge, car, &options, &arena, &out, &report);
        *length = out.length;
        if (good) {
            print_report(id, out.length, &report);
        } else {
            (void)fprintf(stderr, "decklid: atlas of %s: %s\n", id, report.reason);
        }
    }
    free(work);
    if (!good) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

static void make_folders(const char* const path)
{
    char folder[700];
    (void)snprintf(folder, sizeof folder, "%s", path);
    for (char* slash = strchr(folder + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(folder, 0755); // there already, or the write will say why not
        *slash = '/';
    }
}

static bool keep(const char* const path, const unsigned char* const bytes, const size_t length)
{
    make_folders(path);
    return cli_write_file(path, bytes, length);
}

/// Makes the atlas of a car and writes it beside itself first, then renames. 0 or an exit status.
static int write_atlas(cli_t* const self, const char* const id, const char* const path)
{
    size_t length = 0U;
    unsigned char* const bytes = build(self, id, false, &length);
    const bool written = bytes != NULL && keep(path, bytes, length);
    free(bytes);
    return written ? cli_done : cli_bad_file;
}

static bool exists(const char* const path)
{
    return access(path, R_OK) == 0;
}

unsigned char* cli_load_atlas(cli_t* const self, const char* const id, size_t* const length)
{
    char path[700];
    bool known = false;
    for (int k = 0; k < self->car_count; k++) {
        known = known || strcmp(self->car_id[k], id) == 0;
    }
    if (!known) {
        return (void)cli_load_car(self, id), NULL; // says what is wrong with the id
    }
    (void)snprintf(path, sizeof path, "%s/atlas/%s.atlas", self->share, id);
    if (!exists(path)) {
        (void)snprintf(path, sizeof path, "%s/%s.atlas", self->cache, id);
    }
    if (!exists(path)) {
        (void)fprintf(stderr, "decklid: the atlas of %s is computed now, once; this takes a few seconds\n",
                      id);
        unsigned char* const bytes = build(self, id, false, length);
        if (bytes != NULL) {
            (void)keep(path, bytes, *length); // if there is nowhere to keep it, it is used from memory
        }
        return bytes;
    }
    return (unsigned char*)cli_read_file(path, length);
}

void cli_suggest_mode(const cli_t* const self, const vehicle_t* const car, const char* const word)
{
    const char* ids[vehicle_modes_max];
    int count = 0;
    for (uint16_t k = 0U; k < self->knowledge->mode_count; k++) {
        if (vehicle_mode_occurs(self->knowledge, car, k)) {
            ids[count] = self->knowledge->mode[k].id;
            count++;
        }
    }
    cli_suggest(word, ids, count);
}

int cli_atlas(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {
        {"--car", false, "a car's id"}, {"--out", false, "a file"}, {"--check", true, ""}};
    cli_given_t given;
    if (!cli_parse(argc, argv, options, 3, &given)) {
        return cli_usage;
    }
    const char* const id = cli_value(&given, "--car");
    if (id == NULL || cli_load_car(self, id) == NULL) {
        (void)fprintf(stderr, "decklid atlas: --car ID [--out FILE] [--check]\n");
        return cli_usage;
    }
    if (cli_has(&given, "--check")) {
        size_t length = 0U;
        unsigned char* const bytes = build(self, id, true, &length);
        const int status = bytes != NULL ? cli_done : cli_bad_file;
        free(bytes);
        return status;
    }
    char path[700];
    (void)snprintf(path, sizeof path, "%s/%s.atlas", self->cache, id);
    return write_atlas(self, id, cli_value(&given, "--out") == NULL ? path : cli_value(&given, "--out"));
}
