/// What the files of guide/ share: the digest of one atlas, the belief, and the marks of what was done.
/// Nobody else includes this. All arrays live in the arena given to guide_open and keep their size.
#pragma once
#include "guide/guide.h"

enum {
    inner_keep_events = 64,  ///< events whose likelihoods are kept for reasons and contradictions
    inner_plan_sets = 256,   ///< sets the planner thinks with
    inner_plan_cells = 1024, ///< those and what mending turns them into
    inner_scratch_bytes =
        1 << 20 ///< a walk down all options, four deep, and three rounds of chains: under 600 KiB
};

/// Chance given to a report that by the tables cannot happen: ears err, and so do models.
static const double inner_floor = 0.002;
/// Share of the calls whose cause is nothing we know of. Estimate.
static const double inner_not_modelled = 0.03;

typedef struct {
    uint64_t word[3];
} inner_modes_t; ///< one bit a mode

typedef struct {
    uint64_t word[2];
} inner_facts_t; ///< one bit a fact

/// What a reading of a move brings about.
typedef struct {
    inner_facts_t give, take;
    inner_facts_t lapse; ///< of `take`: open again, not false
    inner_modes_t mend;
} inner_outcome_t;

typedef struct {
    double minutes, wait_minutes, money, damage, error;
    double cost;                ///< at the person's rate; filled in by guide_replay
    inner_facts_t need, brings; ///< brings: facts that some reading gives
    inner_modes_t mends;
    const inner_outcome_t* outcome; ///< [reading_count]
    const uint8_t* needs;           ///< [need_count] the facts of `need`
    const uint8_t* bring;           ///< [bring_count] the facts of `brings`
    uint16_t twin;                  ///< first move that runs the same strokes and reads them the same way
    uint16_t asks;                  ///< fact that it establishes, or atlas_none
    uint16_t confuse_count, need_count;
    uint8_t does, phase, reading_count, bring_count;
    uint8_t opens; ///< reading with which the lid is open, or atlas_readings_max
    uint8_t yes;   ///< of an asking move: the reading that confirms the fact
} inner_move_t;

/// What was last read from a move, and how the car was mended then.
typedef struct {
    inner_modes_t mended;
    uint32_t stamp; ///< state of the car's other changes
    uint16_t move;
    uint8_t reading, times;
} inner_done_t;

typedef struct inner_plan inner_plan_t;

struct guide {
    const atlas_t* atlas;
    atlas_head_t head;
    uint32_t n; ///< sets
    inner_move_t* move;
    double* mode_odds; ///< from the atlas
    double* odds;      ///< in these circumstances
    double* repair_minutes;
    double* repair_money;
    uint8_t* mode_axis;
    uint8_t* fact_from_car;
    inner_facts_t
        evident; ///< facts that show in a move having been made: access but the lid, tools, never a condition
    uint16_t* fact_ask;
    inner_modes_t causes, intermittents, frosty;
    inner_modes_t grave; ///< further degrees of the mode before them
    uint16_t lid_open_fact;
    uint16_t temperature, wet, pressing; ///< circumstances, or atlas_none
    // sets
    uint16_t (*member)[atlas_set_max];
    uint32_t (*less)[atlas_set_max]; ///< the set without its k-th member
    uint8_t* size;
    inner_modes_t* mask;
    uint32_t* slot; ///< hash of sets, slot_mask + 1 entries, index + 1
    uint32_t slot_mask;
    // rows by set, for the cell in force
    uint16_t* row; ///< [move][set]
    bool* row_ready;
    double* other_row; ///< [move][atlas_readings_max] readings if something is not modelled
    double* memo;      ///< by row number
    uint32_t* memo_stamp;
    uint32_t* memo_now; ///< behind a pointer, as the memo is: both outlive a const guide
    uint8_t cell;
    // belief
    guide_situation_t situation;
    bool prior_ready;
    double* prior;
    double* weight;
    double* scratch; ///< [n + 1]
    uint32_t* now;   ///< set that is left of each set after mending
    double other, total, left_out;
    float* likely; ///< [inner_keep_events][n + 1]
    guide_event_t event[guide_events_max];
    int event_count;
    inner_done_t* done; ///< by twin; times 0: never
    inner_facts_t yes, no;
    inner_modes_t mended;
    uint32_t stamp;
    bool open;
    double spent_minutes, spent_money;
    inner_plan_t* plan;
};

static inline bool inner_has(const uint64_t* words, unsigned k)
{
    return (words[k / 64U] >> (k % 64U) & 1U) != 0U;
}

static inline void inner_put(uint64_t* words, unsigned k)
{
    words[k / 64U] |= (uint64_t)1 << (k % 64U);
}

/// The first degree of a mode, which stands for all of them.
static inline uint16_t inner_slight(const guide_t* self, uint16_t mode)
{
    return inner_has(self->grave.word, mode) ? (uint16_t)(mode - 1U) : mode;
}

/// All degrees of a mode.
static inline inner_modes_t inner_degrees(const guide_t* self, uint16_t mode)
{
    const unsigned first = inner_slight(self, mode);
    inner_modes_t degrees = {{0}};
    inner_put(degrees.word, first);
    if (inner_has(self->grave.word, first + 1U)) {
        inner_put(degrees.word, first + 1U);
    }
    return degrees;
}

static inline bool inner_meets(const inner_modes_t* a, const inner_modes_t* b)
{
    return ((a->word[0] & b->word[0]) | (a->word[1] & b->word[1]) | (a->word[2] & b->word[2])) != 0U;
}

static inline bool inner_any(const inner_modes_t* a)
{
    return (a->word[0] | a->word[1] | a->word[2]) != 0U;
}

static inline inner_modes_t inner_join(inner_modes_t a, const inner_modes_t* b)
{
    for (int k = 0; k < 3; k++) {
        a.word[k] |= b->word[k];
    }
    return a;
}

static inline inner_modes_t inner_without(inner_modes_t a, const inner_modes_t* b)
{
    for (int k = 0; k < 3; k++) {
        a.word[k] &= ~b->word[k];
    }
    return a;
}

static inline bool inner_facts_hold(const inner_facts_t* need, const inner_facts_t* held)
{
    return ((need->word[0] & ~held->word[0]) | (need->word[1] & ~held->word[1])) == 0U;
}

static inline bool inner_facts_meet(const inner_facts_t* a, const inner_facts_t* b)
{
    return ((a->word[0] & b->word[0]) | (a->word[1] & b->word[1])) != 0U;
}

static inline inner_facts_t inner_facts_without(const inner_facts_t* a, const inner_facts_t* b)
{
    return (inner_facts_t){{a->word[0] & ~b->word[0], a->word[1] & ~b->word[1]}};
}

/// What the person's time is worth, money per hour: as said, else the field review's 20 to 30 USD, three
/// times that where something presses (sections 2.4 and 3).
static inline double inner_hourly(const guide_t* self)
{
    const bool presses = self->pressing != atlas_none && self->situation.bucket[self->pressing] > 1U;
    const double usual = presses ? 75.0 : 25.0;
    return self->situation.hourly > 0.0 ? self->situation.hourly : usual;
}

// digest.c: what guide_open reads from the atlas, and its memory.
/// Index of the set with these modes; members that make it unknown are dropped from the end.
uint32_t inner_find_set(const guide_t* self, const inner_modes_t* modes);

// rows.c: readings of moves.
/// Makes the rows of a move for the cell in force, once. O(sets).
void inner_ready_row(guide_t* self, uint16_t move);
/// Drops all rows (another cell).
void inner_drop_rows(guide_t* self, uint8_t cell);
/// The distribution of reports where this is the true one. An open lid is never misheard; every other reading
/// may be taken for another that does not open. `floor` is the least chance of a report.
void inner_report(const guide_t* self, uint16_t move, const double* truth, double floor, double* report);
/// True row of a set, as chances.
void inner_truth(const guide_t* self, uint16_t move, uint32_t set, double* truth);
/// Likelihood of a reading for each set as it is now, last entry: something not modelled. O(sets).
void inner_likelihood(guide_t* self, uint16_t move, uint8_t reading, double* out);

// facts.c
void inner_start_facts(guide_t* self);
/// Learns what was stated just before event `after`; with `last`, all that was stated since.
void inner_hear_facts(guide_t* self, int after, bool last);
/// The facts, mends and marks that a reading brings.
void inner_apply(guide_t* self, guide_event_t event);
/// True if the answer says anything: a reading of the move, or that the lid stayed shut.
static inline bool inner_tells(const guide_t* self, guide_event_t event)
{
    const inner_move_t* const move = &self->move[event.move];
    return event.reading < move->reading_count ||
           (event.reading == guide_stays_shut && move->opens < move->reading_count);
}

bool inner_phase_fits(const guide_t* self, const inner_move_t* move);

// plan.c
size_t inner_plan_memory(const guide_t* guide);
inner_plan_t* inner_plan_open(guide_t* guide, base_arena_t* arena);
