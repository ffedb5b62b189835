#include "proof/real.h"
#include <jansson.h>
#include <string.h>

static void read_truth(const proof_trial_t* const trial, const char* const line, proof_real_t* const self)
{
    json_t* const root = json_loads(line, 0, NULL);
    const json_t* const truth = json_object_get(root, "truth");
    for (size_t k = 0U; k < json_array_size(truth) && self->truth_count < proof_truths_max; k++) {
        const char* const id = json_string_value(json_array_get(truth, k));
        const uint16_t mode = vehicle_find_mode(trial->knowledge, id);
        if (mode != vehicle_none && vehicle_mode_occurs(trial->knowledge, trial->car, mode)) {
            self->truth[self->truth_count] = mode;
            self->truth_count++;
        }
    }
    json_decref(root);
}

static int bucket_of(const proof_trial_t* const trial, const guide_situation_t* const situation,
                     const char* const name)
{
    const uint16_t circumstance = atlas_find_circumstance(trial->atlas, name);
    return circumstance == atlas_none ? 0 : situation->bucket[circumstance];
}

/// Ice needs frost, whether the owner spoke of it or not.
static car_weather_t weather_of(const proof_trial_t* const trial, const proof_real_t* const self)
{
    const int cold = bucket_of(trial, &self->situation, "temperature");
    bool frost = false;
    for (int k = 0; k < self->truth_count; k++) {
        frost = frost || trial->knowledge->mode[self->truth[k]].needs_frost;
    }
    const uint16_t wet = atlas_find_circumstance(trial->atlas, "wet");
    const int is_wet = bucket_of(trial, &self->situation, "wet");
    const bool rain =
        is_wet > 0 && strcmp(atlas_circumstance(trial->atlas, wet).label[is_wet - 1], "yes") == 0;
    return car_weather_of_cell(cold > 1 ? cold - 1 : frost ? 1 : 0, rain);
}

int proof_real_read(const proof_trial_t* const trial, const char* const line, const int number,
                    proof_real_t* const self, char* const error, const size_t capacity)
{
    *self = (proof_real_t){.truth_count = 0};
    session_t* const session = session_open(trial->atlas->bytes, trial->atlas->length, error, capacity);
    if (session == NULL) {
        return -1;
    }
    const int status = proof_case_score(line, number, session, &self->scored, error, capacity);
    self->situation = *session_situation(session);
    session_close(session);
    if (status == 0) {
        read_truth(trial, line, self);
        self->weather = weather_of(trial, self);
    }
    return status;
}

void proof_real_person(const proof_trial_t* const trial, const proof_real_t* const self, const int k,
                       proof_person_t* const person)
{
    const uint64_t seed = 50000U + (uint64_t)k;
    *person = (proof_person_t){.knowledge = trial->knowledge,
                               .car = trial->car,
                               .weather = self->weather,
                               .draw = seed,
                               .seed = seed,
                               .error_factor = 1.0,
                               .odd_param = vehicle_param_count};
    person->mode[0] = self->truth[k % self->truth_count];
    person->mode_count = 1;
}
