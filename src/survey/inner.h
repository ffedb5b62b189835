/// What the files of survey/ share. Private to survey/.
#pragma once
#include "car/car.h"
#include "car/state.h"
#include "survey/survey.h"

enum {
    survey_no_row = 0xffff,
    survey_rows_most = 0xfff0,
    survey_no_set = 0x7fffffff,
    survey_apart = 5, ///< of 250: rows of the same cars nearer than this (0.02) are taken for the same
    survey_draws_most = 32,
    survey_not_run = 0xff
};

typedef struct {
    uint8_t p[atlas_readings_max];
} survey_bytes_t;

/// Distinct rows, found by hash.
typedef struct {
    survey_bytes_t* row;
    uint32_t* slot; ///< row number plus one
    uint32_t count;
} survey_rows_t;

/// How often each reading came.
typedef struct {
    uint32_t seen[vehicle_readings_max];
    uint32_t draws;
    uint8_t reading[survey_draws_most]; ///< of each drawn car, where it was run
} survey_tally_t;

/// Moves that run the same strokes share the run.
typedef struct {
    const vehicle_stroke_t* strokes;
    uint16_t stroke_count;
    uint16_t first, count; ///< in `survey_t.grouped`
} survey_group_t;

/// The set that is being run.
typedef struct {
    uint16_t mode[atlas_set_max]; ///< of the knowledge
    int count;
    uint32_t set;
    uint32_t cars; ///< that it is run on, a bit for each draw
    uint8_t cell;
} survey_case_t;

/// What is wanted of a set: which moves.
typedef struct {
    bool move[atlas_moves_max];
} survey_wanted_t;

typedef struct {
    const vehicle_knowledge_t* knowledge;
    const vehicle_t* car;
    const survey_options_t* options;
    base_arena_t* work;
    survey_report_t* report;
    // modes of the car and their priors
    uint16_t mode[atlas_modes_max]; ///< of the knowledge
    uint16_t atlas_mode[vehicle_modes_max];
    double odds[atlas_modes_max];
    uint8_t axis[atlas_modes_max];
    bool cause[atlas_modes_max];
    bool grave[atlas_modes_max];    ///< the grave degree of the mode before it
    uint32_t cars[atlas_modes_max]; ///< drawn cars that a mode stands for, a bit each
    uint16_t mode_count, axis_count;
    double causeless; ///< factor on the weight of a set without a cause
    double total;     ///< weight of all sets there can be
    // sets
    atlas_draft_set_t* set;
    uint32_t (*without)[atlas_set_max]; ///< number of the set without its k-th member
    double* mass;
    uint32_t set_count;
    // moves
    uint16_t move[atlas_moves_max]; ///< of the knowledge
    uint16_t move_count;
    bool (*reads)[atlas_modes_max];
    survey_group_t* group;
    uint16_t* grouped; ///< moves of the atlas by group
    uint16_t group_count;
    // rows
    survey_rows_t rows;
    uint16_t* row; ///< [set][move][cell]
    double error_sum, error_mass;
    // what each drawn car showed under none and each single mode: [set][move][cell][draw]
    uint8_t* trace;
    uint32_t* base_key; ///< [group][cell][draw] of the sound car's run
    uint8_t* active;    ///< [mode][group] bits: cells where the mode changed anything at all in a run
    // one car
    car_model_t* model;
    car_state_t* start;
    car_state_t* state;
} survey_t;

// priors.c
void survey_find_modes(survey_t* self);
bool survey_list_singles(survey_t* self); ///< the empty set and each mode; their mass is not known yet
bool survey_list_sets(survey_t* self);
uint32_t survey_find_set(const survey_t* self, const uint16_t* mode, int count);

// chances.c
const double* survey_given_row(const vehicle_move_t* move, const uint16_t* modes, int count);
void survey_mix_failure(const vehicle_move_t* move, double p[vehicle_readings_max]);
void survey_tally_chances(const survey_tally_t* tally, const vehicle_move_t* move,
                          double p[vehicle_readings_max]);
double survey_tally_error(const survey_tally_t* tally);
bool survey_tally_wants(const survey_tally_t* tally, const survey_options_t* options, bool comes_and_goes);
void survey_round(const double p[vehicle_readings_max], survey_bytes_t* row);
bool survey_rows_init(survey_rows_t* self, base_arena_t* work);
uint16_t survey_rows_add(survey_rows_t* self, const survey_bytes_t* row);
int survey_rows_apart(const survey_rows_t* self, uint16_t a, uint16_t b);

// moves.c
bool survey_find_moves(survey_t* self);
bool survey_find_reads(survey_t* self); ///< which moves can show which modes; when both lists stand
/// What the car says of a fact: 1 it holds, 2 it does not, 0 nothing. An archetype stands for many cars: what
/// holds for it as built is asked where the fact has a question.
uint8_t survey_from_car(const survey_t* self, const vehicle_fact_t* fact);
bool survey_fact_is_needed(const survey_t* self, uint16_t fact);

// degrees.c
/// Parts each mode under which some cars open in most ways and others do not; changes the list of modes.
bool survey_find_degrees(survey_t* self);
/// Drawn cars on which a set is run: those that all its degrees stand for, as far as there are enough.
uint32_t survey_cars_of(const survey_t* self, const atlas_draft_set_t* set);
int survey_car_count(const survey_t* self, const atlas_draft_set_t* set);

// run.c
bool survey_run_singles(survey_t* self); ///< none and each mode by itself, kept as traces
bool survey_run_sets(survey_t* self);    ///< all that are listed; those up to one mode from the traces
bool survey_run_case(survey_t* self, const survey_case_t* one, const bool* wanted, survey_tally_t* tally);
bool survey_make_car(survey_t* self);
bool survey_build_car(survey_t* self, const survey_case_t* one, uint32_t draw);
void survey_run_group(survey_t* self, const survey_case_t* one, uint16_t number, uint32_t draw,
                      survey_tally_t* tally);

// strata.c
bool survey_make_traces(survey_t* self);
void survey_keep_trace(survey_t* self, const survey_case_t* one, uint16_t move, const survey_tally_t* tally);
bool survey_run_strata(survey_t* self, const survey_case_t* one, const survey_wanted_t* wanted,
                       const bool* groups, survey_tally_t* tally);

// entries.c
bool survey_find_entries(survey_t* self, atlas_draft_move_t* moves);
bool survey_check_skipped(survey_t* self);

// draft.c
bool survey_make_draft(survey_t* self, atlas_draft_t* draft, atlas_draft_move_t* moves);

/// True if the set is run on this drawn car.
static inline bool survey_is_run_on(const survey_case_t* one, uint32_t draw)
{
    return (one->cars >> draw & 1U) != 0U;
}

static inline uint8_t* survey_trace_at(const survey_t* self, uint32_t set, uint16_t move, uint8_t cell)
{
    return self->trace + (((size_t)set * self->move_count + move) * atlas_cells + cell) * survey_draws_most;
}

static inline uint16_t* survey_row_at(const survey_t* self, uint32_t set, uint16_t move)
{
    return self->row + ((size_t)set * self->move_count + move) * atlas_cells;
}
