// One car out of the garage, parked as its modes say, and what a move shows on it.
#pragma once
#include "car/car.h"
#include "vehicle/garage.h"

// A car with the named modes (separated by blanks, may be empty), ready to be run.
typedef struct {
    car_model_t model;
    car_state_t state;
    car_percept_t percept;
} stall_t;

static inline bool garage_park(const garage_t* const self, stall_t* const stall, const char* const car,
                               const char* const modes, const int temperature, const bool wet,
                               const uint64_t draw)
{
    char words[300];
    uint16_t mode[8];
    int count = 0;
    (void)snprintf(words, sizeof words, "%s", modes);
    for (char* word = strtok(words, " "); word != NULL; word = strtok(NULL, " ")) {
        mode[count] = vehicle_find_mode(self->knowledge, word);
        count += 1;
    }
    const vehicle_t* const vehicle = garage_car(self, car);
    if ((vehicle == NULL) || !car_model_init(&stall->model, self->knowledge, vehicle, mode, count,
                                             car_weather_of_cell(temperature, wet), draw)) {
        return false;
    }
    car_start(&stall->model, &stall->state);
    return true;
}

// Runs a named move and returns the reading's id, or "?".
static inline const char* garage_try(const garage_t* const self, stall_t* const stall, const char* const move)
{
    static char reading[60];
    const uint16_t index = vehicle_find_move(self->knowledge, move);
    if ((index == vehicle_none) || (self->knowledge->move[index].sense == vehicle_none)) {
        return "?";
    }
    const vehicle_move_t* const it = &self->knowledge->move[index];
    stall->percept = car_run(&stall->model, &stall->state, it->strokes, it->stroke_count, NULL);
    const vehicle_sense_t sense = (vehicle_sense_t)it->sense;
    const int k = car_sense(sense, &stall->model, &stall->state, &stall->percept);
    return car_sense_reading(sense, k, reading, sizeof reading) ? reading : "?";
}

// Park, run one move, compare.
static inline bool garage_shows(const garage_t* const self, const char* const car, const char* const modes,
                                const int temperature, const char* const move, const char* const reading)
{
    static stall_t stall;
    if (!garage_park(self, &stall, car, modes, temperature, false, 0)) {
        return false;
    }
    const char* const seen = garage_try(self, &stall, move);
    if (strcmp(seen, reading) != 0) {
        (void)fprintf(stderr, "%s with %s: %s shows %s, not %s\n", car, modes, move, seen, reading);
        return false;
    }
    return true;
}
