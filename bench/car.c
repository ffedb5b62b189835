/// Speed of the simulated car: attempts to open it a second on one core, for every car as built and with a
/// flat battery. Text to standard error, one JSON object to standard output. Run in the project's folder.
#define _POSIX_C_SOURCE 200809L
#include "car/car.h"
#include "vehicle/load.h"
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { arena_bytes = 32 << 20, file_bytes = 256 << 10, files_max = 64, attempts_least = 40 };
static const double seconds_least = 0.15;

typedef struct {
    base_arena_t arena;
    vehicle_file_t file[files_max];
    int count;
} bench_t;

static double seconds(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool read_file(bench_t* const bench, const char* const path)
{
    FILE* const file = fopen(path, "rb");
    char* const bytes = base_arena_take(&bench->arena, file_bytes);
    char* const name = base_arena_take(&bench->arena, strlen(path) + 1U);
    if (file == NULL || bytes == NULL || name == NULL || bench->count == files_max) {
        return false;
    }
    memcpy(name, path, strlen(path) + 1U);
    const size_t length = fread(bytes, 1U, file_bytes, file);
    (void)fclose(file);
    bench->file[bench->count++] = (vehicle_file_t){.name = name, .bytes = bytes, .length = length};
    return true;
}

static bool read_all(bench_t* const bench, const char* const pattern)
{
    glob_t found;
    bool good = glob(pattern, 0, NULL, &found) == 0;
    for (size_t k = 0U; good && k < found.gl_pathc; k++) {
        good = read_file(bench, found.gl_pathv[k]);
    }
    globfree(&found);
    return good;
}

/// Attempts a second: the car is found as it stands and its opener is worked once.
static double attempts(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                       const uint16_t* const modes, const int count)
{
    static const vehicle_stroke_t strokes[] = {{0U, 700U, vehicle_stimulus_lid_button, 1.0},
                                               {2500U, 700U, vehicle_stimulus_fob_lid, 1.0}};
    car_model_t model;
    car_state_t state;
    if (!car_model_init(&model, knowledge, car, modes, count, car_weather_of_cell(0, false), 1U)) {
        return 0.0;
    }
    const double start = seconds();
    double spent = 0.0;
    int made = 0;
    for (; made < attempts_least || spent < seconds_least; made++) {
        model.seed = (uint64_t)made;
        car_start(&model, &state);
        (void)car_run(&model, &state, strokes, 2, NULL);
        spent = seconds() - start;
    }
    return (double)made / spent;
}

static void print_car(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                      const bool first)
{
    const uint16_t flat = vehicle_find_mode(knowledge, "battery=dead");
    const double sound = attempts(knowledge, car, NULL, 0);
    const double dead = attempts(knowledge, car, &flat, 1);
    (void)fprintf(stderr, "  %-22s %10.0f %14.0f\n", car->id, sound, dead);
    (void)printf("%s\"%s\":{\"sound_per_s\":%.0f,\"flat_battery_per_s\":%.0f}", first ? "" : ",", car->id,
                 sound, dead);
}

int main(void)
{
    bench_t* const bench = calloc(1U, sizeof *bench);
    void* const memory = malloc(arena_bytes);
    if (bench == NULL || memory == NULL) {
        return 2;
    }
    bench->arena = (base_arena_t){.bytes = memory, .capacity = arena_bytes};
    char text[4096] = "";
    vehicle_errors_t errors = {.text = text, .capacity = sizeof text};
    const bool general = read_all(bench, "knowledge/*.yaml") && read_all(bench, "knowledge/moves/*.yaml");
    const int before = bench->count;
    const vehicle_knowledge_t* const knowledge =
        general ? vehicle_load_knowledge(&bench->arena, bench->file, before, &errors) : NULL;
    if (knowledge == NULL || !read_all(bench, "vehicles/*.yaml")) {
        (void)fprintf(stderr, "car: knowledge/ or vehicles/ cannot be read\n%s", text);
        return 2;
    }
    (void)fprintf(stderr, "attempts a second, one core   as built   flat battery\n");
    (void)printf("{");
    for (int k = before; k < bench->count; k++) {
        const vehicle_t* const car = vehicle_load_car(&bench->arena, knowledge, &bench->file[k], &errors);
        if (car != NULL) {
            print_car(knowledge, car, k == before);
        }
    }
    (void)printf("}");
    free(memory);
    free(bench);
    return 0;
}
