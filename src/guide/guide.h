/// The guide: belief, plan and reasons over one opened atlas. It never sees the car.
/// Everything that a person has said is a list of events; the state of the guide is a pure function of
/// (atlas, situation, events): undo is dropping an event and computing again, with the same bits. Memory from
/// the caller's arena (`guide_memory`); no heap, no clock: budgets count search nodes.
#pragma once
#include "atlas/atlas.h"

enum {
    guide_events_max = 256,
    guide_no_reading = 0xff, ///< cannot tell
    guide_stays_shut = 0xfe  ///< of a move that may open: it did not, and nothing is said of sound or feel
};

typedef enum { guide_goal_open = 0, guide_goal_fix } guide_goal_t;

/// What is known besides the answers. Zero is "nothing known".
typedef struct {
    uint8_t bucket[atlas_circumstances_max]; ///< 1 + value of each circumstance; 0 unknown
    uint8_t fact[atlas_facts_max];           ///< 0 unknown, 1 true, 2 false (stated, e.g. by --have)
    uint16_t fact_after[atlas_facts_max];    ///< after how many events that was stated: the later word counts
    uint8_t cannot[atlas_moves_max];         ///< 1: the person cannot do this move
    double hourly; ///< the person's time, money per hour; 0: 25, or 75 where something presses
    guide_goal_t goal;
} guide_situation_t;

/// One answer: a move was made and this was read. `reading` may be guide_no_reading or guide_stays_shut.
typedef struct {
    uint16_t move;
    uint8_t reading;
} guide_event_t;

typedef struct guide guide_t;

/// Minutes that a step counts at the person's rate: what it takes to do, a third of a minute to read and
/// answer it, and its waiting by half for two hours, since something else can be done meanwhile, and by a
/// twentieth beyond.
double guide_counted_minutes(double minutes, double wait_minutes);

/// Bytes of arena needed for this atlas.
size_t guide_memory(const atlas_t* atlas);

/// Makes a guide in the arena; NULL if it is full. The atlas is borrowed. O(sets x moves) once.
guide_t* guide_open(base_arena_t* arena, const atlas_t* atlas);

/// Computes the belief after these events from nothing. Always succeeds: contradictory answers leave a valid
/// belief and are named by guide_conflicts. O(events x sets).
void guide_replay(guide_t* self, const guide_situation_t* situation, const guide_event_t* events, int count);

/// Marginal probability of a mode now, in whatever degree (faults that were mended have 0), of "something not
/// modelled", and the prior mass of sets that the atlas does not hold. All in 0 to 1.
double guide_mode_p(const guide_t* self, uint16_t mode);
double guide_not_modelled(const guide_t* self);
double guide_left_out(const guide_t* self);
/// Chance that the mode was there when the person came, mended or not.
double guide_mode_was_p(const guide_t* self, uint16_t mode);

bool guide_fact_is(const guide_t* self, uint16_t fact);     ///< held now
bool guide_fact_denied(const guide_t* self, uint16_t fact); ///< known to be false
bool guide_is_open(const guide_t* self);                    ///< the lid has been opened
double guide_spent_minutes(const guide_t* self);            ///< by all events so far, waiting included
double guide_spent_money(const guide_t* self);              ///< by all events so far, added up

/// P(reading) of a move now, cannot-tell excluded, as the person would report it.
void guide_predict(const guide_t* self, uint16_t move, double p[atlas_readings_max]);

typedef struct {
    uint16_t move;    ///< atlas_none: nothing left to do (goal reached)
    double p_opens;   ///< now, by this step
    double step_cost; ///< minutes at the rate + money + damage
    double expected_cost, expected_minutes, expected_money;
    double low;  ///< no policy can be expected to cost less from here; certified
    double high; ///< what a plain policy that can be followed costs. Certified while each set that weighs
                 ///< anything is planned with by itself; of the full atlases a part never is, and counts here
                 ///< as something not modelled, which is dearer than nearly all of them
    uint16_t next_best; ///< runner-up
    double next_best_cost;
    double skipped_cost; ///< expected cost if this step cannot be done
    uint32_t nodes;      ///< spent
} guide_step_t;

/// The next step. `nodes`: search budget (0: default). Never returns a move whose needs are not held facts,
/// which is forbidden, which lies behind the shut lid, or which the person cannot do. Deterministic.
guide_step_t guide_next(guide_t* guide, uint32_t nodes);

/// How strongly event `k` speaks for (above 1) or against (below 1) a mode, as a likelihood ratio against all
/// else.
double guide_weight_of(const guide_t* self, int k, uint16_t mode);

/// The smallest set of events whose removal makes the rest at least 100 times likelier; returns its size (0:
/// none).
int guide_conflicts(guide_t* self, int events[8]);

/// Moves that could be made now (needs held, phase right), for "what else can I do". Returns their number.
int guide_possible(const guide_t* self, uint16_t moves[atlas_moves_max]);
