/// Cases of real owners to be played out: the car, circumstances and true cause of one line of a cases file
/// (score.h), so that every policy can be tried beside a simulated car that has this cause.
#pragma once
#include "proof/score.h"
#include "proof/trial.h"

typedef struct {
    proof_scored_t scored;            ///< rank and chance of the cause, after what the owner saw
    guide_situation_t situation;      ///< its circumstances
    car_weather_t weather;            ///< as the case says; else warm and dry
    uint16_t truth[proof_truths_max]; ///< modes that this car can have, any of which is the cause; knowledge
                                      ///< indices
    int truth_count;                  ///< 0: what was wrong is not modelled, and cannot be played
} proof_real_t;

/// Reads one line whose car is the trial's. 0, or -1 with a sentence in `error`.
int proof_real_read(const proof_trial_t* trial, const char* line, int number, proof_real_t* self, char* error,
                    size_t capacity);

/// Person `k` of a case: beside a car with one of its causes, drawn afresh. `k` counts from 0.
void proof_real_person(const proof_trial_t* trial, const proof_real_t* self, int k, proof_person_t* person);
