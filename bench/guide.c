/// Speed and regret of the guide on the atlases in build/atlas: time of a belief update and of a step, and
/// what the default node budget costs beside a larger one. Text to standard error, one JSON object to
/// standard output.
#define _POSIX_C_SOURCE 200809L
#include "guide/guide.h"
#include "base/random.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { dialogues = 2, steps_most = 8, samples_most = 2048, regret_samples = 1, regret_nodes = 20000 };

typedef struct {
    double belief_us[samples_most];
    double step_ms[samples_most];
    int beliefs, steps;
    double regret_sum, regret_worst, gap_sum;
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

/// How much cheaper the question looks with many more nodes, as a share: a lower bound on what searching less
/// costs.
static void measure_regret(guide_t* guide, const guide_step_t* step)
{
    const guide_step_t deep = guide_next(guide, regret_nodes);
    const double regret = step->expected_cost > 0.0 ? 1.0 - deep.expected_cost / step->expected_cost : 0.0;
    tally.regret_sum += regret;
    tally.regret_worst = regret > tally.regret_worst ? regret : tally.regret_worst;
    tally.gap_sum += deep.high > 0.0 ? 1.0 - deep.low / deep.high : 0.0;
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
        if (k < regret_samples) {
            measure_regret(guide, &step);
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

static int measure(const char* car, base_random_t* random)
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

int main(void)
{
    base_random_t random;
    base_random_seed(&random, 1);
    int measured = 0;
    for (size_t k = 0; k < sizeof cars / sizeof cars[0]; k++) {
        measured += measure(cars[k], &random);
    }
    const double belief_median = quantile(tally.belief_us, tally.beliefs, 0.5);
    const double belief_p99 = quantile(tally.belief_us, tally.beliefs, 0.99);
    const double step_median = quantile(tally.step_ms, tally.steps, 0.5);
    const double step_p99 = quantile(tally.step_ms, tally.steps, 0.99);
    const double share = tally.regrets > 0 ? 100.0 / tally.regrets : 0.0;
    (void)fprintf(stderr,
                  "guide, %d atlases: belief after an answer %.1f us (p99 %.1f), step %.1f ms (p99 %.1f), "
                  "dearer than with %d nodes by %.2f %% (worst %.2f), bounds %.0f %% apart\n",
                  measured, belief_median, belief_p99, step_median, step_p99, regret_nodes,
                  share * tally.regret_sum, 100.0 * tally.regret_worst, share * tally.gap_sum);
    (void)printf("{\"atlases\":%d,\"belief_us\":{\"median\":%.2f,\"p99\":%.2f},\"step_ms\":{\"median\":%.2f,"
                 "\"p99\":%.2f},\"regret_pct\":{\"mean\":%.3f,\"worst\":%.3f},\"bounds_apart_pct\":%.1f}",
                 measured, belief_median, belief_p99, step_median, step_p99, share * tally.regret_sum,
                 100.0 * tally.regret_worst, share * tally.gap_sum);
    return measured > 0 ? 0 : 1;
}
