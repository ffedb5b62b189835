/// A policy played out as a tree of answers on the atlas's own sets of modes, all sets at once: every node of
/// the tree is one history of answers, and each set reaches it with its own probability. Exact but for
/// branches that no set reaches with more than `prune`, where everybody is called in turn and charged; their
/// share is reported. A person here errs as the moves say but can always tell: who cannot tell is met among
/// the strangers.
#pragma once
#include "base/arena.h"
#include "proof/trial.h"

typedef struct {
    uint16_t mode[atlas_set_max]; ///< atlas indices
    int mode_count;
    double weight;               ///< prior, all sum to 1
    double minutes, cost, steps; ///< expected until open
    double opened;               ///< chance that it was opened
    double shut;   ///< chance that it stayed shut although everybody was called; opened + shut is 1
    double called; ///< chance that it came to a call
    double impossible, forbidden; ///< expected number of such steps
} proof_set_t;

typedef struct {
    proof_set_t* set;
    int set_count;
    uint32_t nodes;            ///< of the tree
    double pruned;             ///< share of the mass that ended in a pruned branch
    double calibration[10][3]; ///< by tenth of predicted chance to open: mass, predicted, actual
    double cost_error;         ///< standard error of the mean cost by thinning out; 0 with a single draw
} proof_walk_t;

typedef struct {
    double prune;  ///< 0: 0.02
    double thin;   ///< 0: off. A branch of less prior mass is dropped at random, with the chance that leaves
                   ///< the expectation as it is, and the survivors weigh the more: unbiased where cutting is
                   ///< not, but the figures of single sets scatter
    uint64_t seed; ///< of that chance
    int draws; ///< with thin: so many trees, each of an equal share, whose difference tells the error; 0: 1
    uint32_t nodes_max; ///< of the tree; 0: 4000
    uint8_t cell;
    void (*progress)(void* context, uint32_t nodes);
    void* context;
} proof_walk_options_t;

/// Sets to play on: all singles of cause and, with `pairs`, all pairs with at least one cause. NULL if the
/// arena is full. Weights from the priors at nominal circumstances.
proof_set_t* proof_sets(base_arena_t* arena, const atlas_t* atlas, bool pairs, int* count);

/// The singles of cause that exist only in frost: to be played in a cell of frost, on a trial that is told
/// so. May be none (`count` 0).
proof_set_t* proof_sets_of_frost(base_arena_t* arena, const atlas_t* atlas, int* count);

/// Plays the policy. The sets are the caller's and are filled. False if the arena is full.
bool proof_walk(proof_walk_t* self, base_arena_t* arena, const proof_trial_t* trial,
                const proof_policy_t* policy, const proof_walk_options_t* options);

/// Weighted means over the sets.
typedef struct {
    double minutes, cost, steps, opened, shut, called, impossible, forbidden, worst_cost, cost_error;
} proof_mean_t;
proof_mean_t proof_mean(const proof_walk_t* self);
