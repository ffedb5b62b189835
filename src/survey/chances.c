#include "survey/inner.h"
#include <math.h>
#include <string.h>

static const double* row_of_mode(const vehicle_move_t* move, uint16_t mode)
{
    for (uint16_t k = 0; k < move->given_count; k++) {
        if (move->given[k].mode == mode) {
            return move->given[k].p;
        }
    }
    return NULL;
}

static double deviation(const double* row, const double* from)
{
    double sum = 0.0;
    for (int r = 0; r < vehicle_readings_max; r++) {
        sum += fabs(row[r] - from[r]);
    }
    return sum;
}

/// Row of an estimated move for these modes: of the modes that have one, the row that says most; else `else`.
const double* survey_given_row(const vehicle_move_t* move, const uint16_t* modes, int count)
{
    const double* const otherwise = row_of_mode(move, vehicle_none);
    const double* most = otherwise;
    double greatest = -1.0;
    for (int k = 0; k < count; k++) {
        const double* const row = row_of_mode(move, modes[k]);
        const double far = row == NULL ? -1.0 : otherwise == NULL ? 0.0 : deviation(row, otherwise);
        if (far > greatest) {
            greatest = far;
            most = row;
        }
    }
    return most;
}

void survey_mix_failure(const vehicle_move_t* move, double p[vehicle_readings_max])
{
    if (move->fails_reading >= vehicle_readings_max) {
        return;
    }
    for (int r = 0; r < vehicle_readings_max; r++) {
        p[r] *= 1.0 - move->fails_p;
    }
    p[move->fails_reading] += move->fails_p;
}

void survey_tally_chances(const survey_tally_t* tally, const vehicle_move_t* move,
                          double p[vehicle_readings_max])
{
    for (int r = 0; r < vehicle_readings_max; r++) {
        p[r] = (double)tally->seen[r] / (double)(tally->draws == 0U ? 1U : tally->draws);
    }
    survey_mix_failure(move, p);
}

/// Largest standard error of the chances; a row that was always the same counts as known.
double survey_tally_error(const survey_tally_t* tally)
{
    double worst = 0.0;
    for (int r = 0; r < vehicle_readings_max; r++) {
        const double p = (double)tally->seen[r] / (double)(tally->draws == 0U ? 1U : tally->draws);
        const double variance = p * (1.0 - p) / (double)(tally->draws == 0U ? 1U : tally->draws);
        worst = variance > worst ? variance : worst;
    }
    return sqrt(worst);
}

/// True while one more car should be tried: the first few always, twice as many where a fault comes and goes
/// (a contact that holds once in four tries fails five times running on every fourth car), the rest where
/// those disagree.
bool survey_tally_wants(const survey_tally_t* tally, const survey_options_t* options, bool comes_and_goes)
{
    const uint32_t first = (comes_and_goes ? 2U : 1U) * options->draws_first;
    if (tally->draws >= options->draws_most) {
        return false;
    }
    if (tally->draws < first) {
        return true;
    }
    for (int r = 0; r < vehicle_readings_max; r++) {
        if (tally->seen[r] == tally->draws) {
            return false;
        }
    }
    return true;
}

/// To 250ths that sum to 250: down, and what is missing to the largest remainders, earlier readings first.
void survey_round(const double p[vehicle_readings_max], survey_bytes_t* row)
{
    double rest[vehicle_readings_max];
    int left = atlas_scale;
    for (int r = 0; r < vehicle_readings_max; r++) {
        const double whole = floor(p[r] * atlas_scale + 1e-9);
        row->p[r] = (uint8_t)whole;
        rest[r] = p[r] * atlas_scale - whole;
        left -= row->p[r];
    }
    for (; left > 0; left--) {
        int largest = 0;
        for (int r = 1; r < vehicle_readings_max; r++) {
            largest = rest[r] > rest[largest] ? r : largest;
        }
        row->p[largest]++;
        rest[largest] -= 1.0;
    }
}

enum { slots = 1 << 17 };

bool survey_rows_init(survey_rows_t* self, base_arena_t* work)
{
    self->count = 0;
    self->row = base_arena_take(work, sizeof *self->row * survey_rows_most);
    self->slot = base_arena_take(work, sizeof *self->slot * slots);
    return self->row != NULL && self->slot != NULL;
}

/// Number of the row; survey_no_row if there are too many.
uint16_t survey_rows_add(survey_rows_t* self, const survey_bytes_t* row)
{
    uint32_t hash = 2166136261U;
    for (int r = 0; r < atlas_readings_max; r++) {
        hash = (hash ^ row->p[r]) * 16777619U;
    }
    uint32_t slot = (hash ^ hash >> 15) % slots;
    for (; self->slot[slot] != 0U; slot = (slot + 1U) % slots) {
        const uint32_t found = self->slot[slot] - 1U;
        if (memcmp(&self->row[found], row, sizeof *row) == 0) {
            return (uint16_t)found;
        }
    }
    if (self->count >= survey_rows_most) {
        return survey_no_row;
    }
    self->row[self->count] = *row;
    self->slot[slot] = ++self->count;
    return (uint16_t)(self->count - 1U);
}

/// Largest difference of a chance, in 250ths.
int survey_rows_apart(const survey_rows_t* self, uint16_t a, uint16_t b)
{
    int most = 0;
    for (int r = 0; r < atlas_readings_max && a != b; r++) {
        const int difference = (int)self->row[a].p[r] - (int)self->row[b].p[r];
        const int size = difference < 0 ? -difference : difference;
        most = size > most ? size : most;
    }
    return most;
}
