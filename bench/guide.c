/// Speed and regret of the guide on the atlases in build/atlas, car by car: time of a belief update and of a
/// step, how far apart the bounds are, and how much dearer the question looks with several node budgets than
/// with the largest. Text to standard error, one JSON object to standard output.
///   GUIDE_BENCH_DIALOGUES=2  dialogues a car     GUIDE_BENCH_NODES=20000  the largest budget
#define _POSIX_C_SOURCE 200809L
#include "guide/guide.h"
#include "base/random.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { steps_most = 8, samples_most = 4096, budgets = 4 };
/// The last is replaced by the largest budget asked for.
static uint32_t budget[budgets] = {50, 700, 4000, 20000};

typedef struct {
    double belief_us[samples_most];
    double step_ms[samples_most];
    int beliefs, steps;
    double regret_sum[budgets], regret_worst[budgets], gap_sum;
    int regrets;
} tally_t;

static const char* const cars[] = {
    "older-sedan",       "modern-sedan",       "hatchback",          "suv-liftgate",      "luxury-soft-close",
    "coupe-fixed-seats", "ev-electric-latch",  "bmw-328i-e90",       "bmw-328i-e91",      "bmw-328i-e92",
    "bmw-328i-e93",      "nissan-x-trail-t32", "nissan-qashqai-j11", "nissan-murano-z52", "nissan-teana-j32"};

static tally_t tally;

static double seconds(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static uint8_t* load(const char* car, size_t* length)
{
    char path[128];
    (void)snprintf(path, sizeof path, "build/atlas/%s.atlas", car);
    FILE* const file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    enum { most = 1 << 23 };
    uint8_t* const bytes = malloc(most);
    *length = bytes == NULL ? 0 : fread(bytes, 1, most, file);
    (void)fclose(file);
    return bytes;
}

static uint8_t draw(base_random_t* random, const double* p, int count)
{
    double left = (double)(base_random_next(random) >> 11) * 0x1p-53;
    int r = 0;
    while (r + 1 < count && left > p[r]) {
        left -= p[r++];
    }
    return (uint8_t)r;
}

/// How much dearer the question looks with fewer nodes, as a share of what it costs with the most.
static void measure_regret(guide_t* guide)
{
    double cost[budgets];
    for (int k = 0; k < budgets; k++) {
        const guide_step_t step = guide_next(guide, budget[k]);
        cost[k] = step.expected_cost;
        tally.gap_sum += k == budgets - 1 && step.high > 0.0 ? 1.0 - step.low / step.high : 0.0;
    }
    for (int k = 0; k < budgets && cost[budgets - 1] > 0.0; k++) {
        const double regret = cost[k] / cost[budgets - 1] - 1.0;
        tally.regret_sum[k] += regret;
        tally.regret_worst[k] = regret > tally.regret_worst[k] ? regret : tally.regret_worst[k];
    }
    tally.regrets++;
}

static void talk(guide_t* guide, const atlas_t* atlas, base_random_t* random)
{
    const guide_situation_t situation = {0};
    guide_event_t events[steps_most];
    guide_replay(guide, &situation, NULL, 0);
    for (int k = 0; k < steps_most && tally.steps < samples_most; k++) {
        const double start = seconds();
        const guide_step_t step = guide_next(guide, 0);
        tally.step_ms[tally.steps++] = 1e3 * (seconds() - start);
        if (step.move == atlas_none) {
            return;
        }
        if (k == 0 || k == 3) {
            measure_regret(guide);
        }
        double p[atlas_readings_max];
        guide_predict(guide, step.move, p);
        events[k] = (guide_event_t){step.move, draw(random, p, atlas_move(atlas, step.move).reading_count)};
        guide_replay(guide, &situation, events, k + 1);
        const double before = seconds();
        guide_replay(guide, &situation, events, k + 1);
        tally.belief_us[tally.beliefs++] = 1e6 * (seconds() - before) / (k + 1);
    }
}

static int by_size(const void* a, const void* b)
{
    const double x = *(const double*)a;
    const double y = *(const double*)b;
    return (x > y) - (x < y);
}

static double quantile(double* values, int count, double q)
{
    qsort(values, (size_t)count, sizeof *values, by_size);
    return count == 0 ? 0.0 : values[(int)(q * (count - 1))];
}

static int measure(const char* car, base_random_t* random, int dialogues)
{
    size_t length = 0;
    char error[256];
    atlas_t atlas;
    uint8_t* const bytes = load(car, &length);
    if (bytes == NULL || !atlas_open(&atlas, bytes, length, error, sizeof error)) {
        free(bytes);
        return 0;
    }
    const size_t need = guide_memory(&atlas);
    base_arena_t arena = {malloc(need), need, 0};
    guide_t* const guide = guide_open(&arena, &atlas);
    for (int k = 0; guide != NULL && k < dialogues; k++) {
        talk(guide, &atlas, random);
    }
    free(arena.bytes);
    free(bytes);
    return guide != NULL;
}

static int whole_number(const char* name, int otherwise)
{
    const char* const word = getenv(name);
    const int number = word == NULL ? 0 : (int)strtol(word, NULL, 10);
    return number > 0 ? number : otherwise;
}

static void print_car(const char* car, int first)
{
    const double share = tally.regrets > 0 ? 100.0 / tally.regrets : 0.0;
    const double belief[2] = {quantile(tally.belief_us, tally.beliefs, 0.5),
                              quantile(tally.belief_us, tally.beliefs, 0.99)};
    const double step[2] = {quantile(tally.step_ms, tally.steps, 0.5),
                            quantile(tally.step_ms, tally.steps, 0.99)};
    (void)fprintf(stderr,
                  "%-20s belief %5.1f us (p99 %5.1f)  step %6.1f ms (p99 %6.1f)  bounds %3.0f %% apart ", car,
                  belief[0], belief[1], step[0], step[1], share * tally.gap_sum);
    (void)printf(
        "%s{\"car\":\"%s\",\"belief_us\":[%.2f,%.2f],\"step_ms\":[%.2f,%.2f],\"bounds_apart_pct\":%.1f,"
        "\"regret\":[",
        first ? "" : ",", car, belief[0], belief[1], step[0], step[1], share * tally.gap_sum);
    for (int k = 0; k + 1 < budgets; k++) {
        (void)fprintf(stderr, " %u nodes +%.2f %% (worst %.2f)", (unsigned)budget[k],
                      share * tally.regret_sum[k], 100.0 * tally.regret_worst[k]);
        (void)printf("%s{\"nodes\":%u,\"mean_pct\":%.3f,\"worst_pct\":%.3f}", k > 0 ? "," : "",
                     (unsigned)budget[k], share * tally.regret_sum[k], 100.0 * tally.regret_worst[k]);
    }
    (void)fprintf(stderr, "\n");
    (void)printf("]}");
}

int main(void)
{
    base_random_t random;
    base_random_seed(&random, 1);
    budget[budgets - 1] = (uint32_t)whole_number("GUIDE_BENCH_NODES", (int)budget[budgets - 1]);
    const int dialogues = whole_number("GUIDE_BENCH_DIALOGUES", 2);
    int measured = 0;
    (void)printf("{\"largest_budget\":%u,\"cars\":[", (unsigned)budget[budgets - 1]);
    for (size_t k = 0; k < sizeof cars / sizeof cars[0]; k++) {
        tally = (tally_t){.beliefs = 0};
        if (measure(cars[k], &random, dialogues)) {
            print_car(cars[k], measured == 0);
            measured++;
        }
    }
    (void)printf("]}");
    return measured > 0 ? 0 : 1;
}
