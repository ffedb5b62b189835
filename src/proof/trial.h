/// One car on trial: knowledge, atlas and guide joined, and what every policy needs to be played out on it.
/// A policy is what chooses the next move: the guide, the guide without search (greedy probability over
/// cost), a published checklist, or calling at once.
#pragma once
#include "guide/guide.h"
#include "proof/person.h"

enum { proof_depth_max = 64, proof_calls_max = 8 };

typedef enum { proof_by_guide = 0, proof_by_greed, proof_by_call, proof_by_checklist } proof_by_t;

typedef struct {
    proof_by_t by;
    const vehicle_checklist_t* checklist; ///< of proof_by_checklist
    uint32_t nodes;                       ///< of proof_by_guide
} proof_policy_t;

typedef struct {
    const vehicle_knowledge_t* knowledge;
    const vehicle_t* car;
    const atlas_t* atlas;
    guide_t* guide;
    guide_situation_t situation;
    uint16_t to_atlas[vehicle_moves_max]; ///< atlas_none: published only
    uint16_t to_knowledge[atlas_moves_max];
    uint16_t mode_to_knowledge[atlas_modes_max];
    uint16_t call[proof_calls_max]; ///< who may be called, least cost for the chance to open first; knowledge
                                    ///< indices
    int call_count;
    double rate; ///< money per hour
} proof_trial_t;

/// Where a dialogue is: what was done, what holds. Plain, copied when a tree branches.
typedef struct {
    guide_event_t event[proof_depth_max]; ///< atlas moves only; published-only moves leave no event
    int event_count;
    uint8_t fact[vehicle_facts_max];             ///< 0 unknown, 1 true, 2 false; knowledge indices
    uint16_t mended[proof_person_modes_max * 2]; ///< knowledge mode indices
    int mended_count;
    uint16_t checklist_step; ///< of a checklist
    int depth;
    bool called; ///< somebody has been called
} proof_path_t;

/// Joins them; false if the atlas was not made from this knowledge or knows nobody to call.
bool proof_trial_init(proof_trial_t* self, const vehicle_knowledge_t* knowledge, const vehicle_t* car,
                      const atlas_t* atlas, guide_t* guide);

/// The same trial where the guide is told this weather.
proof_trial_t proof_trial_in(const proof_trial_t* self, car_weather_t weather);

/// Factor that this weather puts on the odds of a mode (knowledge index), as the atlas has it.
double proof_weather_factor(const proof_trial_t* self, car_weather_t weather, uint16_t mode);

/// The path before the first step: facts of the car and of the situation.
void proof_path_start(const proof_trial_t* self, proof_path_t* path);

/// Knowledge index of the policy's next move. Where a policy has nothing left it calls whoever has not been
/// called; vehicle_none when nobody is left either.
uint16_t proof_next(const proof_trial_t* self, const proof_policy_t* policy, const proof_path_t* path);

/// True if a person could make the move here: access is held, the car has it. Tools and conditions of a
/// checklist and of calling at once are taken as given, in their favour, until an answer has denied them.
bool proof_possible(const proof_trial_t* self, const proof_policy_t* policy, const proof_path_t* path,
                    uint16_t move);

/// The path after this reading of this move (-1: cannot tell, or the move was impossible).
void proof_advance(const proof_trial_t* self, const proof_policy_t* policy, proof_path_t* path,
                   uint16_t index, int reading);

/// The next whom nobody has called yet, by what it costs for its chance; vehicle_none: all have been.
uint16_t proof_next_call(const proof_trial_t* self, const proof_path_t* path);

/// Minutes at the rate, counted as the guide counts them (guide_counted_minutes), money and expected damage
/// of making the move once.
double proof_cost(const proof_trial_t* self, uint16_t index);

/// What it costs to read the step, start on it and find that it cannot be made.
double proof_cost_in_vain(const proof_trial_t* self, uint16_t index);

/// True for a step that the safety specification forbids: its tags say so, or its words if it is a move of
/// the atlas.
bool proof_forbidden(const proof_trial_t* self, uint16_t move);

/// True for a step that hands the car over to somebody: a call.
bool proof_is_call(const proof_trial_t* self, uint16_t move);
