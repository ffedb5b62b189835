/// A second opinion on the guide, from the plain numbers of a drawn car: a brute-force belief and an exact
/// planner. Written from the rules alone; it calls nothing in src/.
#pragma once
#include "random_car.h"
#include <math.h>
#include <stdlib.h>

enum { exact_sets = 64, exact_other = exact_sets, exact_slots = 1 << 20, exact_states_max = 40000 };

typedef struct {
    double weight[exact_sets + 1]; ///< by bits of modes; last: not modelled
    unsigned mended;
    unsigned held, denied;   ///< facts by bits
    int last[car_moves_max]; ///< reading, -1 never, -2 cannot tell
    unsigned last_mended[car_moves_max];
    uint64_t key;
} exact_state_t;

typedef struct {
    const car_t* car;
    double population[car_moves_max][atlas_readings_max];
    double prior[exact_sets + 1];
    uint64_t* key;
    double* value;
    double give_up;
    int states;
    bool too_many;
} exact_t;

static inline const uint8_t* exact_row(const car_t* car, int m, unsigned set)
{
    const atlas_draft_move_t* const move = &car->move[m];
    unsigned read = 0;
    for (int k = 0; k < car->draft.head.mode_count; k++) {
        read |= (set >> k & 1U) && move->reads[k] ? 1U << k : 0U;
    }
    for (uint32_t e = 0; e < move->entry_count; e++) {
        unsigned bits = 0;
        for (int k = 0; k < move->entry[e].count; k++) {
            bits |= 1U << move->entry[e].mode[k];
        }
        if (bits == read) {
            return move->entry[e].row;
        }
    }
    return move->base[0];
}

static inline void exact_report(const car_t* car, int m, const double* truth, double floor, double* out)
{
    const atlas_move_t* const move = &car->move[m].move;
    const int n = move->reading_count;
    const int opens = move->opens_reading;
    const int quiet = n - (opens < n);
    double sum = 0.0;
    for (int r = 0; r < n; r++) {
        out[r] = 0.0;
        for (int t = 0; t < n; t++) {
            double p = t == r ? 1.0 : 0.0;
            if (t != opens && r != opens) {
                double confused = 0.0;
                double into = 0.0;
                for (int k = 0; k < move->confuse_count; k++) {
                    const atlas_confusion_t c = car->move[m].confuse[k];
                    confused += c.truth == t && c.report != opens ? c.p : 0.0;
                    into += c.truth == t && c.report == r ? c.p : 0.0;
                }
                const double error = quiet > 1 ? move->error : 0.0;
                p = t == r ? 1.0 - confused - error + into : into + error / (quiet - 1);
                p = quiet == 1 ? (t == r ? 1.0 - confused + into : 0.0) : p;
            }
            out[r] += truth[t] * p;
        }
        out[r] = out[r] < floor ? floor : out[r];
        sum += out[r];
    }
    for (int r = 0; r < n; r++) {
        out[r] /= sum;
    }
}

static inline bool exact_valid(const car_t* car, unsigned set)
{
    return set < 1U << car->draft.head.mode_count && car_set_valid(car, set, car->draft.head.mode_count);
}

static inline void exact_priors(exact_t* self)
{
    const car_t* const car = self->car;
    double cause = 0.0;
    double none = 0.0;
    bool is_cause[exact_sets] = {false};
    for (unsigned s = 0; s < exact_sets; s++) {
        self->prior[s] = exact_valid(car, s) ? 1.0 : 0.0;
        for (int k = 0; k < car->draft.head.mode_count; k++) {
            self->prior[s] *= (s >> k & 1U) ? car->mode[k].odds : 1.0;
            is_cause[s] = is_cause[s] || ((s >> k & 1U) && car->mode[k].is_cause);
        }
        *(is_cause[s] ? &cause : &none) += self->prior[s];
    }
    for (unsigned s = 0; s < exact_sets; s++) {
        self->prior[s] *= 0.97 * (is_cause[s] ? 0.98 / cause : 0.02 / none);
    }
    self->prior[exact_other] = 0.03;
}

static inline void exact_population(exact_t* self, int m)
{
    const atlas_move_t* const move = &self->car->move[m].move;
    double* const mean = self->population[m];
    const int n = move->reading_count;
    for (unsigned s = 0; s < exact_sets; s++) {
        for (int r = 0; r < n; r++) {
            mean[r] += self->prior[s] / 0.97 * exact_row(self->car, m, s)[r] / 250.0;
        }
    }
    const int opens = move->opens_reading;
    const double shut = opens < n ? 1.0 - mean[opens] : 1.0;
    const double rare = opens < n ? mean[opens] * (move->does == 7 ? 0.8 : 0.1) : 0.0;
    const int quiet = n - (opens < n);
    for (int r = 0; r < n; r++) {
        const double average = shut > 1e-15 ? mean[r] / shut : 1.0 / quiet;
        const double any = move->asks_fact ? 0.0 : move->does == 0U ? 0.3 : 0.1;
        const double broad = any / quiet + (1.0 - any) * average;
        mean[r] = r == opens ? rare : (1.0 - rare) * broad;
    }
}

static inline double exact_cost(const atlas_move_t* move)
{
    const double near = fmin(move->wait_minutes, 120.0);
    const double minutes = move->minutes + 1.0 / 3.0 + 0.5 * near + 0.05 * (move->wait_minutes - near);
    return minutes * 25.0 / 60.0 + move->money + move->damage_p * move->damage_size;
}

static inline void exact_open(exact_t* self, const car_t* car)
{
    *self = (exact_t){.car = car, .give_up = 400.0};
    exact_priors(self);
    for (int m = 0; m < car->draft.head.move_count; m++) {
        exact_population(self, m);
        const double dear = 1.5 * exact_cost(&car->move[m].move);
        self->give_up = car->move[m].move.does == 7 ? fmax(self->give_up, dear) : self->give_up;
    }
    self->key = calloc(exact_slots, sizeof *self->key);
    self->value = calloc(exact_slots, sizeof *self->value);
}

static inline void exact_close(exact_t* self)
{
    free(self->key);
    free(self->value);
}

static inline exact_state_t exact_start(const exact_t* self)
{
    exact_state_t state = {.key = 1};
    memcpy(state.weight, self->prior, sizeof state.weight);
    for (int m = 0; m < car_moves_max; m++) {
        state.last[m] = -1;
    }
    return state;
}

static inline void exact_distribution(const exact_t* self, const exact_state_t* state, int m, unsigned s,
                                      double floor, double* out)
{
    const int n = self->car->move[m].move.reading_count;
    const unsigned since = state->mended & ~state->last_mended[m];
    if (state->last[m] >= 0 && (s == exact_other || (s & since) == 0)) {
        for (int r = 0; r < n; r++) {
            const double slip = n > 1 ? self->car->move[m].move.error / (n - 1) : 0.0;
            out[r] = r == state->last[m] ? 1.0 : floor > 0.0 ? fmax(slip, floor) : 0.0;
        }
        return;
    }
    double truth[atlas_readings_max] = {0};
    for (int r = 0; r < n; r++) {
        truth[r] = s == exact_other ? self->population[m][r]
                                    : exact_row(self->car, m, s & ~state->mended)[r] / 250.0;
    }
    exact_report(self->car, m, truth, floor, out);
}

static inline uint64_t exact_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

/// The state after a reading, weights multiplied but not normalised; returns the mass that is left.
static inline double exact_after(const exact_t* self, exact_state_t* state, int m, int reading, double floor)
{
    const atlas_draft_move_t* const move = &self->car->move[m];
    double mass = 0.0;
    for (unsigned s = 0; s <= exact_sets; s++) {
        double p[atlas_readings_max] = {0};
        if (state->weight[s] > 0.0) {
            exact_distribution(self, state, m, s, floor, p);
            state->weight[s] *= p[reading];
        }
        mass += state->weight[s];
    }
    state->key += exact_mix(((uint64_t)m << 16) + ((uint64_t)reading << 8) + state->mended + 77);
    state->last[m] = reading;
    state->last_mended[m] = state->mended;
    for (int k = 0; k < move->move.give_count; k++) {
        if (move->give[k].reading == reading || move->give[k].reading >= atlas_readings_max) {
            state->held |= 1U << move->give[k].target;
        }
    }
    if (move->move.asks_fact) {
        *(reading == 0 ? &state->held : &state->denied) |= 1U << car_fact_tool;
    }
    for (int k = 0; k < move->move.mend_count; k++) {
        if (move->mend[k].reading == reading || move->mend[k].reading >= atlas_readings_max) {
            state->mended |= 1U << move->mend[k].target;
        }
    }
    return mass;
}

static inline bool exact_can(const exact_t* self, const exact_state_t* state, int m)
{
    const atlas_draft_move_t* const move = &self->car->move[m];
    for (int k = 0; k < move->move.need_count; k++) {
        if (!(state->held >> move->need[k] & 1U)) {
            return false;
        }
    }
    return state->last[m] == -1 || (!move->move.asks_fact && state->last_mended[m] != state->mended);
}

static inline double exact_mass(const exact_state_t* state)
{
    double sum = 0.0;
    for (unsigned s = 0; s <= exact_sets; s++) {
        sum += state->weight[s];
    }
    return sum;
}

static inline uint32_t exact_slot(const exact_t* self, uint64_t key)
{
    uint32_t at = (uint32_t)(exact_mix(key) & (exact_slots - 1));
    while (self->key[at] != 0 && self->key[at] != key) {
        at = (at + 1) & (exact_slots - 1);
    }
    return at;
}

/// Least expected cost from here, per unit of mass.
static inline double exact_value(exact_t* self, const exact_state_t* state)
{
    const uint32_t at = exact_slot(self, state->key);
    if (self->key[at] == state->key) {
        return self->value[at];
    }
    self->too_many = self->too_many || ++self->states > exact_states_max;
    if (self->too_many) {
        return self->give_up;
    }
    const double mass = exact_mass(state);
    double best = self->give_up;
    for (int m = 0; m < self->car->draft.head.move_count; m++) {
        const atlas_move_t* const move = &self->car->move[m].move;
        if (!exact_can(self, state, m) || exact_cost(move) >= best) {
            continue;
        }
        double cost = exact_cost(move);
        for (int r = 0; r < move->reading_count && cost < best; r++) {
            exact_state_t after = *state;
            const double left = exact_after(self, &after, m, r, 0.0);
            cost += r == move->opens_reading || left <= 1e-9 * mass ? 0.0
                                                                    : left / mass * exact_value(self, &after);
        }
        best = fmin(best, cost);
    }
    const uint32_t slot = exact_slot(self, state->key);
    self->key[slot] = state->key;
    self->value[slot] = best;
    return best;
}
