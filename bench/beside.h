/// What the benches of the guide share: a car's guide over its atlas in build/atlas, histories of answers
/// drawn as the guide expects them, and a clock. The memory stays with the struct; close it.
#pragma once
#define _POSIX_C_SOURCE 200809L
#include "base/random.h"
#include "guide/guide.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char* const bench_cars[] = {
    "older-sedan",       "modern-sedan",       "hatchback",          "suv-liftgate",      "luxury-soft-close",
    "coupe-fixed-seats", "ev-electric-latch",  "bmw-328i-e90",       "bmw-328i-e91",      "bmw-328i-e92",
    "bmw-328i-e93",      "nissan-x-trail-t32", "nissan-qashqai-j11", "nissan-murano-z52", "nissan-teana-j32"};
enum { bench_car_count = sizeof bench_cars / sizeof bench_cars[0] };

typedef struct {
    uint8_t* bytes;
    void* memory;
    atlas_t atlas;
    guide_t* guide;
} beside_t;

static inline double bench_seconds(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline uint8_t* bench_load(const char* const car, size_t* const length)
{
    enum { most = 1 << 23 };
    char path[128];
    (void)snprintf(path, sizeof path, "build/atlas/%s.atlas", car);
    FILE* const file = fopen(path, "rb");
    uint8_t* const bytes = file == NULL ? NULL : malloc(most);
    *length = bytes == NULL ? 0U : fread(bytes, 1, most, file);
    if (file != NULL) {
        (void)fclose(file);
    }
    return bytes;
}

static inline void bench_close(beside_t* const self)
{
    free(self->memory);
    free(self->bytes);
    *self = (beside_t){.bytes = NULL};
}

/// False, with nothing kept, if there is no such atlas or no memory.
static inline bool bench_open(beside_t* const self, const char* const car)
{
    size_t length = 0;
    char error[256];
    *self = (beside_t){.bytes = bench_load(car, &length)};
    if (self->bytes != NULL && atlas_open(&self->atlas, self->bytes, length, error, sizeof error)) {
        const size_t need = guide_memory(&self->atlas);
        self->memory = malloc(need);
        base_arena_t arena = {self->memory, self->memory == NULL ? 0 : need, 0};
        self->guide = guide_open(&arena, &self->atlas);
    }
    if (self->guide == NULL) {
        bench_close(self);
        return false;
    }
    return true;
}

static inline uint8_t bench_draw(base_random_t* const random, const double* const p, const int count)
{
    double left = (double)(base_random_next(random) >> 11) * 0x1p-53;
    int r = 0;
    while (r + 1 < count && left > p[r]) {
        left -= p[r++];
    }
    return (uint8_t)r;
}

/// What somebody answers to this move, drawn from what the guide expects.
static inline guide_event_t bench_answer(const beside_t* const self, base_random_t* const random,
                                         const uint16_t move)
{
    double p[atlas_readings_max];
    guide_predict(self->guide, move, p);
    return (guide_event_t){move, bench_draw(random, p, atlas_move(&self->atlas, move).reading_count)};
}

static inline int bench_number(const char* const name, const int otherwise)
{
    const char* const word = getenv(name);
    const int number = word == NULL ? 0 : (int)strtol(word, NULL, 10);
    return number > 0 ? number : otherwise;
}
