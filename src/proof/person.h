/// A simulated person beside a simulated car whose fault nobody is told. The car is one concrete car for the
/// whole dialogue (its scattered parameters are drawn once), and the person errs the same way each time the
/// same question is asked: repeated errors are not independent. Two persons of the same seed and car behave
/// the same.
#pragma once
#include "car/car.h"
#include <stdbool.h>
#include <stdint.h>

enum { proof_person_modes_max = 8, proof_cannot_tell = -1 };

typedef struct {
    const vehicle_knowledge_t* knowledge;
    const vehicle_t* car;
    uint16_t mode[proof_person_modes_max]; ///< what is so now; mended modes are taken out
    int mode_count;
    car_weather_t weather;
    bool finer;          ///< its car is run in steps of half the length
    uint64_t draw;       ///< of the car's parameters; 0: none scattered
    uint64_t seed;       ///< of the person
    double error_factor; ///< 1: errs as the moves say; 0: never
    uint16_t odd_param;  ///< a parameter off in a way no mode describes, or vehicle_param_count
    double odd_value;
    bool opened;                    ///< the lid has opened
    const car_recorder_t* recorder; ///< of every run, or NULL
    uint32_t tries;                 ///< so far; what is intermittent in the car changes from try to try
} proof_person_t;

/// Makes the move and returns the index of the reading that the person reports, or proof_cannot_tell. Mends
/// what the move mends. Runs the car for moves with a sense.
int proof_person_does(proof_person_t* self, uint16_t index);

/// P(true reading) of a move for this concrete car and person before errors: 1 for one reading where the car
/// is run. For moves with `given` the table's row. Returns false if the mode set is impossible.
bool proof_person_truth(const proof_person_t* self, uint16_t move, uint64_t chance, double* p);

/// A number in [0, 1) that depends only on the three arguments.
double proof_chance(uint64_t seed, uint64_t subject, uint64_t count);
