/// Speed of the simulated car: attempts to open it a second on one core, for every car as built and with a
/// flat battery. Text to standard error, one JSON object to standard output. Run in the project's folder.
#define _POSIX_C_SOURCE 200809L
#include "files.h"

#include "car/car.h"
#include <stdlib.h>
#include <time.h>

enum { attempts_least = 40 };
static const double seconds_least = 0.15;

static double seconds(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
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
    files_t* const files = calloc(1U, sizeof *files);
    void* const memory = malloc(files_arena_bytes);
    if (files == NULL || memory == NULL) {
        return 2;
    }
    files->arena = (base_arena_t){.bytes = memory, .capacity = files_arena_bytes};
    if (!files_open(files)) {
        return 2;
    }
    (void)fprintf(stderr, "attempts a second, one core   as built   flat battery\n");
    (void)printf("{");
    for (int k = files->general; k < files->count; k++) {
        const vehicle_t* const car = files_car(files, k);
        if (car != NULL) {
            print_car(files->knowledge, car, k == files->general);
        }
    }
    (void)printf("}");
    free(memory);
    free(files);
    return 0;
}
