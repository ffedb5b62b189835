#include "proof/ways.h"
#include <string.h>

enum { rounds = 12 };
/// Rarer than one in twenty is no way.
static const double rare = 0.05;

/// How a fact is come by.
typedef struct {
    double cost, chance; ///< chance 0: not at all
} reach_t;

typedef struct {
    const proof_trial_t* trial;
    proof_way_t* way;
    int count;
    uint8_t cell;
    reach_t fact[vehicle_facts_max];
} finder_t;

static bool is_permitted(const proof_trial_t* const trial, const uint16_t index)
{
    const vehicle_move_t* const move = &trial->knowledge->move[index];
    return trial->to_atlas[index] != atlas_none && (move->phase & (uint8_t)vehicle_phase_open) != 0U &&
           !proof_is_call(trial, index) && !proof_forbidden(trial, index) &&
           vehicle_when_holds(move->when, move->when_count, trial->car->value);
}

/// Everything that the move needs and the move itself; chance 0 if a need cannot be met.
static reach_t to_make(const finder_t* const self, const uint16_t index)
{
    const vehicle_move_t* const move = &self->trial->knowledge->move[index];
    reach_t all = {.cost = proof_cost(self->trial, index), .chance = 1.0};
    for (uint16_t k = 0U; k < move->need_count; k++) {
        const reach_t* const need = &self->fact[move->needs[k]];
        all.cost += need->cost;
        all.chance *= need->chance;
    }
    return all;
}

static void row_of(const finder_t* const self, const uint16_t index, const uint16_t* const modes,
                   const int count, uint8_t* const row)
{
    atlas_row(self->trial->atlas, self->trial->to_atlas[index], self->cell, modes, count, row);
}

static double share_of(const uint8_t* const row, const uint8_t reading)
{
    return reading == vehicle_readings_max ? 1.0 : (double)row[reading] / (double)atlas_scale;
}

/// True if a fact became cheaper to come by.
static bool improve(finder_t* const self, const uint16_t index, const uint8_t* const row, const reach_t make)
{
    const vehicle_move_t* const move = &self->trial->knowledge->move[index];
    bool better = false;
    for (uint16_t k = 0U; k < move->give_count; k++) {
        reach_t* const fact = &self->fact[move->gives[k].target];
        const double chance = make.chance * share_of(row, move->gives[k].reading);
        const bool dearer = fact->chance > 0.0 && make.cost * fact->chance >= fact->cost * chance - 1e-9;
        if (chance >= rare && !dearer) {
            *fact = (reach_t){.cost = make.cost, .chance = chance};
            better = true;
        }
    }
    return better;
}

static void reach_facts(finder_t* const self, const uint16_t* const modes, const int count)
{
    proof_path_t path;
    proof_path_start(self->trial, &path);
    memset(self->fact, 0, sizeof self->fact);
    for (uint16_t f = 0U; f < self->trial->knowledge->fact_count; f++) {
        self->fact[f].chance = path.fact[f] == 1U ? 1.0 : 0.0;
    }
    bool better = true;
    for (int round = 0; better && round < rounds; round++) {
        better = false;
        for (uint16_t m = 0U; m < self->trial->knowledge->move_count; m++) {
            const reach_t make =
                is_permitted(self->trial, m) && self->trial->knowledge->move[m].give_count > 0U
                    ? to_make(self, m)
                    : (reach_t){0};
            uint8_t row[atlas_readings_max];
            if (make.chance >= rare) {
                row_of(self, m, modes, count, row);
                better = improve(self, m, row, make) || better;
            }
        }
    }
}

static void note(finder_t* const self, const uint16_t move, const double cost)
{
    for (int k = 0; k < self->count; k++) {
        if (self->way[k].move == move) {
            self->way[k].cost = cost < self->way[k].cost ? cost : self->way[k].cost;
            return;
        }
    }
    if (self->count < proof_ways_max) {
        self->way[self->count] = (proof_way_t){.move = move, .cost = cost};
        self->count++;
    }
}

static void note_openings(finder_t* const self, const uint16_t* const modes, const int count,
                          const reach_t before)
{
    for (uint16_t m = 0U; m < self->trial->knowledge->move_count; m++) {
        const vehicle_move_t* const move = &self->trial->knowledge->move[m];
        if (!is_permitted(self->trial, m) || move->opens_reading >= move->reading_count) {
            continue;
        }
        const reach_t make = to_make(self, m);
        uint8_t row[atlas_readings_max];
        row_of(self, m, modes, count, row);
        const double opens = share_of(row, move->opens_reading);
        const double chance = before.chance * make.chance * opens;
        if (opens >= 0.5 && chance >= rare) {
            note(self, self->trial->to_atlas[m], (before.cost + make.cost) / chance);
        }
    }
}

/// The set without what effect k of the move mends; its number, or -1 if it mends nothing that is there.
static int without(const finder_t* const self, const vehicle_effect_t* const mended,
                   const uint16_t* const modes, const int count, uint16_t* const rest)
{
    int kept = 0;
    for (int k = 0; k < count; k++) {
        if (self->trial->mode_to_knowledge[modes[k]] != mended->target) {
            rest[kept] = modes[k];
            kept++;
        }
    }
    return kept < count ? kept : -1;
}

static void mend_and_open(finder_t* const self, const uint16_t* const modes, const int count,
                          const reach_t before)
{
    note_openings(self, modes, count, before);
    for (uint16_t m = 0U; m < self->trial->knowledge->move_count; m++) {
        const vehicle_move_t* const move = &self->trial->knowledge->move[m];
        if (!is_permitted(self->trial, m) || move->mend_count == 0U) {
            continue;
        }
        const reach_t make = to_make(self, m);
        uint8_t row[atlas_readings_max];
        row_of(self, m, modes, count, row);
        for (uint16_t k = 0U; k < move->mend_count; k++) {
            uint16_t rest[atlas_set_max];
            const int left = without(self, &move->mends[k], modes, count, rest);
            const double chance = before.chance * make.chance * share_of(row, move->mends[k].reading);
            if (left >= 0 && chance >= rare) {
                mend_and_open(self, rest, left, (reach_t){before.cost + make.cost, chance});
            }
        }
    }
}

static void sort(proof_way_t* const ways, const int count)
{
    for (int k = 1; k < count; k++) {
        const proof_way_t way = ways[k];
        int at = k;
        for (; at > 0 && way.cost < ways[at - 1].cost; at--) {
            ways[at] = ways[at - 1];
        }
        ways[at] = way;
    }
}

int proof_ways(const proof_trial_t* const trial, const uint8_t cell, const uint16_t* const modes,
               const int count, proof_way_t ways[proof_ways_max])
{
    finder_t self = {.trial = trial, .way = ways, .cell = cell};
    reach_facts(&self, modes, count);
    mend_and_open(&self, modes, count, (reach_t){.cost = 0.0, .chance = 1.0});
    sort(ways, self.count);
    return self.count;
}

double proof_cost_of_call(const proof_trial_t* const trial, const uint8_t cell, const uint16_t* const modes,
                          const int count)
{
    double least = -1.0;
    for (int k = 0; k < trial->call_count; k++) {
        const vehicle_move_t* const move = &trial->knowledge->move[trial->call[k]];
        uint8_t row[atlas_readings_max];
        atlas_row(trial->atlas, trial->to_atlas[trial->call[k]], cell, modes, count, row);
        const double chance = (double)row[move->opens_reading] / (double)atlas_scale;
        const double cost = chance > 0.0 ? proof_cost(trial, trial->call[k]) / chance : -1.0;
        least = cost >= 0.0 && (least < 0.0 || cost < least) ? cost : least;
    }
    return least;
}
