#include "proof/person.h"
#include <math.h>
#include <stddef.h>
#include <string.h>

/// splitmix64, one round: a hash whose every bit depends on every bit of the key.
static uint64_t mix(uint64_t key)
{
    key += 0x9E3779B97F4A7C15ULL;
    key = (key ^ (key >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    key = (key ^ (key >> 27U)) * 0x94D049BB133111EBULL;
    return key ^ (key >> 31U);
}

double proof_chance(const uint64_t seed, const uint64_t subject, const uint64_t count)
{
    return (double)(mix(mix(mix(seed) ^ subject) ^ count) >> 11U) / 9007199254740992.0;
}

static bool has_mode(const proof_person_t* const self, const uint16_t mode)
{
    for (int k = 0; k < self->mode_count; k++) {
        if (self->mode[k] == mode) {
            return true;
        }
    }
    return false;
}

static double distance(const double* const a, const double* const b, const int count)
{
    double sum = 0.0;
    for (int k = 0; k < count; k++) {
        sum += fabs(a[k] - b[k]);
    }
    return sum;
}

/// The row of the present mode that differs most from the row of "else": one striking fault decides what is
/// seen.
static const double* given_row(const proof_person_t* const self, const vehicle_move_t* const move)
{
    const double* otherwise = NULL;
    for (uint16_t k = 0U; k < move->given_count; k++) {
        if (move->given[k].mode == vehicle_none) {
            otherwise = move->given[k].p;
        }
    }
    const double* row = otherwise;
    double most = 0.0;
    for (uint16_t k = 0U; k < move->given_count; k++) {
        if (otherwise == NULL || move->given[k].mode == vehicle_none ||
            !has_mode(self, move->given[k].mode)) {
            continue;
        }
        const double apart = distance(move->given[k].p, otherwise, move->reading_count);
        if (apart > most) {
            most = apart;
            row = move->given[k].p;
        }
    }
    return row;
}

static bool run_car(const proof_person_t* const self, const vehicle_move_t* const move, const uint64_t chance,
                    double* const p)
{
    static const uint64_t try_step = 0x51ED270B1ULL;
    car_model_t model;
    if (!car_model_init(&model, self->knowledge, self->car, self->mode, self->mode_count, self->weather,
                        self->draw)) {
        return false;
    }
    if (self->odd_param < vehicle_param_count) {
        model.value[self->odd_param] = self->odd_value;
        car_model_compile(&model);
    }
    model.finer = self->finer;
    model.seed = mix(self->draw ^ (chance * try_step));
    car_state_t state;
    car_start(&model, &state);
    const car_percept_t percept = car_run(&model, &state, move->strokes, move->stroke_count, self->recorder);
    const int reading = car_sense((vehicle_sense_t)move->sense, &model, &state, &percept);
    if (reading < 0 || reading >= move->reading_count) {
        return false;
    }
    p[reading] = 1.0;
    return true;
}

bool proof_person_truth(const proof_person_t* const self, const uint16_t index, const uint64_t chance,
                        double* const p)
{
    const vehicle_move_t* const move = &self->knowledge->move[index];
    memset(p, 0, sizeof(double) * (size_t)vehicle_readings_max);
    if (move->sense != vehicle_none) {
        return run_car(self, move, chance, p);
    }
    const double* const row = given_row(self, move);
    if (row == NULL) {
        return false;
    }
    memcpy(p, row, sizeof(double) * move->reading_count);
    return true;
}

/// What rounding leaves over goes to the last reading that can be at all.
static int draw_reading(const double* const p, const int count, double chance)
{
    int last = 0;
    for (int k = 0; k < count; k++) {
        chance -= p[k];
        last = p[k] > 0.0 ? k : last;
        if (chance < 0.0) {
            return k;
        }
    }
    return last;
}

/// The k-th reading besides the true one and that of an open lid.
static int another(const vehicle_move_t* const move, const int truth, int k)
{
    for (int r = 0; r < move->reading_count; r++) {
        if (r == truth || r == move->opens_reading) {
            continue;
        }
        if (k == 0) {
            return r;
        }
        k--;
    }
    return truth;
}

static int reported(const proof_person_t* const self, const vehicle_move_t* const move, const uint16_t index,
                    const int truth)
{
    if (truth == move->opens_reading || self->error_factor <= 0.0) {
        return truth; // nobody mistakes an open lid
    }
    double chance = proof_chance(self->seed, index, 2U) / self->error_factor;
    for (uint16_t k = 0U; k < move->confuse_count; k++) {
        if (move->confuse[k].truth == truth && move->confuse[k].report != move->opens_reading) {
            chance -= move->confuse[k].p;
            if (chance < 0.0) {
                return move->confuse[k].report;
            }
        }
    }
    const int others = move->reading_count - (move->opens_reading < move->reading_count ? 2 : 1);
    if (chance < move->error && others > 0) {
        return another(move, truth, (int)(proof_chance(self->seed, index, 3U) * others));
    }
    return truth;
}

static void mend(proof_person_t* const self, const vehicle_move_t* const move, const int reading)
{
    for (uint16_t k = 0U; k < move->mend_count; k++) {
        if (move->mends[k].reading != vehicle_readings_max && move->mends[k].reading != reading) {
            continue;
        }
        int kept = 0;
        for (int m = 0; m < self->mode_count; m++) {
            if (self->mode[m] != move->mends[k].target) {
                self->mode[kept] = self->mode[m];
                kept++;
            }
        }
        self->mode_count = kept;
    }
}

int proof_person_does(proof_person_t* const self, const uint16_t index)
{
    const vehicle_move_t* const move = &self->knowledge->move[index];
    double p[vehicle_readings_max];
    self->tries++;
    if (!proof_person_truth(self, index, self->tries, p)) {
        return proof_cannot_tell;
    }
    int truth = draw_reading(p, move->reading_count, proof_chance(self->seed, index, 1U));
    if (move->fails_reading < move->reading_count && proof_chance(self->seed, index, 4U) < move->fails_p) {
        truth = move->fails_reading;
    }
    self->opened = self->opened || truth == move->opens_reading;
    mend(self, move, truth);
    if (truth != move->opens_reading &&
        proof_chance(self->seed, index, 5U) < move->cant_tell * self->error_factor) {
        return proof_cannot_tell;
    }
    return reported(self, move, index, truth);
}
