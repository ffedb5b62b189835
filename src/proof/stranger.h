/// Stranger cars: cars the atlas never saw. Parameters drawn afresh and fixed for the whole dialogue, every
/// prior off by a factor of three up or down, up to three causes at once, now and then a defect that no mode
/// describes, one in six in frost, one in four run in steps of another length, and a person who errs twice as
/// often and the same way each time. The guide is told the weather and tuned on none of them.
#pragma once
#include "proof/trial.h"

typedef struct {
    double minutes, cost;
    int steps, impossible, forbidden;
    bool opened, called;
    double
        predicted[proof_depth_max]; ///< chance to open that the guide named before each step; -1: cannot open
    int opened_at;                  ///< index of the step that opened it, or -1
} proof_played_t;

/// Draws one stranger of the trial's car. Same seed, same stranger.
void proof_stranger(const proof_trial_t* trial, uint64_t seed, proof_person_t* person);

/// One dialogue between a policy and a person, until the lid is open or nothing is left. The policy knows the
/// trial's situation and the weather that the person stands in.
proof_played_t proof_play(const proof_trial_t* trial, const proof_policy_t* policy, proof_person_t* person);
