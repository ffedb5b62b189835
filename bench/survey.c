/// Time of the survey: CPU seconds for the atlas of a car, and runs of the car a second. Text to standard
/// error, one JSON object to standard output. Run in the project's folder.
///
///   survey [CAR]..   without a name one car of the middle, as all of them take minutes
#define _POSIX_C_SOURCE 200809L
#include "files.h"

#include "survey/survey.h"
#include <stdlib.h>
#include <time.h>

enum { work_bytes = 48 << 20, atlas_bytes_most = 1 << 23 };

static const char* const usual[] = {"hatchback"};

typedef struct {
    files_t files;
    unsigned char memory[files_arena_bytes];
    unsigned char work[work_bytes];
    unsigned char out[atlas_bytes_most];
} bench_t;

static double seconds(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static const vehicle_t* find(bench_t* const bench, const char* const id)
{
    for (int k = bench->files.general; k < bench->files.count; k++) {
        const vehicle_t* const car = files_car(&bench->files, k);
        if (car != NULL && strcmp(car->id, id) == 0) {
            return car;
        }
    }
    return NULL;
}

static bool measure(bench_t* const bench, const char* const id, const bool first)
{
    const vehicle_t* const car = find(bench, id);
    survey_report_t report = {.runs = 0U};
    base_arena_t arena = {.bytes = bench->work, .capacity = work_bytes};
    atlas_bytes_t out = {.bytes = bench->out, .capacity = atlas_bytes_most};
    const survey_options_t options = survey_default_options();
    const double begin_s = seconds();
    if (car == NULL || !survey_build(bench->files.knowledge, car, &options, &arena, &out, &report)) {
        (void)fprintf(stderr, "survey: %s: %s\n", id, car == NULL ? "no such car" : report.reason);
        return false;
    }
    const double cpu_s = seconds() - begin_s;
    const double per_s = (double)report.runs / cpu_s;
    (void)fprintf(stderr, "  %-22s %8.1f s %10llu runs %8.0f a second\n", id, cpu_s,
                  (unsigned long long)report.runs, per_s);
    (void)printf("%s\"%s\":{\"cpu_s\":%.2f,\"runs\":%llu,\"runs_per_s\":%.0f}", first ? "" : ",", id, cpu_s,
                 (unsigned long long)report.runs, per_s);
    return true;
}

int main(const int argc, char** const argv)
{
    bench_t* const bench = calloc(1U, sizeof *bench);
    if (bench == NULL) {
        return 2;
    }
    bench->files.arena = (base_arena_t){.bytes = bench->memory, .capacity = files_arena_bytes};
    if (!files_open(&bench->files)) {
        return 2;
    }
    (void)fprintf(stderr, "survey of one car, one core\n");
    (void)printf("{");
    bool good = true;
    for (int k = 1; k < argc; k++) {
        good = measure(bench, argv[k], k == 1) && good;
    }
    for (size_t k = 0U; argc < 2 && k < sizeof usual / sizeof usual[0]; k++) {
        good = measure(bench, usual[k], k == 0U) && good;
    }
    (void)printf("}");
    free(bench);
    return good ? 0 : 1;
}
