/// The plan of the guide rolled out for paper: numbered steps, each with the step that follows every reading.
/// Grown best first by the share of all cases that come to a step, so that the first k steps of a grown tree
/// are the best tree of k steps. Private to this room and its tests. Heap while growing, freed on return.
///
/// One place on paper may be reached by several histories of answers (readings that lead to the same step are
/// merged), so a step is put there only if every one of those histories holds what the step needs, or if the
/// step itself asks for it. Shares are products of what the guide predicts along each history: exact by the
/// belief, "cannot tell" apart.
#pragma once
#include "guide/guide.h"

enum {
    session_card_steps_max = 40,
    session_card_asks_max = 16,
    session_card_branches_max = atlas_readings_max + 1
};
enum { session_card_call = -1, session_card_open = -2 }; ///< where a branch may lead besides a step
enum { session_card_refused = 1U << 15U };               ///< in `readings`: a condition of the step is not so

typedef struct {
    int to;            ///< a step's index, or one of the above
    unsigned readings; ///< bit r: reading r of the move leads there
    double share;      ///< of all cases
} session_card_branch_t;

typedef struct {
    uint16_t move;
    uint16_t ask[session_card_asks_max]; ///< facts that the step asks for before the move is made
    int ask_count;
    session_card_branch_t branch[session_card_branches_max]; ///< the opened lid first, then by falling share
    int branch_count;
    double share;  ///< of all cases that come here
    double opened; ///< of all cases: those that this step opens
} session_card_step_t;

typedef struct {
    session_card_step_t step[session_card_steps_max];
    int count;
} session_card_tree_t;

typedef struct {
    int steps_max;                              ///< 1 to session_card_steps_max
    uint32_t nodes;                             ///< search budget of each look at the guide; 0: its default
    void (*progress)(void* context, int steps); ///< after each step; may be NULL
    void* context;
} session_card_growth_t;

/// Grows the tree from a person who knows nothing but `situation`. The guide is left in some state: replay it
/// before its next use. False if memory ends. A second or so a car.
bool session_card_grow(guide_t* guide, const atlas_t* atlas, const guide_situation_t* situation,
                       const session_card_growth_t* growth, session_card_tree_t* tree);

/// Keeps the marked steps of a grown tree; what led to others becomes a call. A step to which a dropped one
/// led is dropped too: its share would no longer be true. Looks that then tell nothing apart are left out,
/// and the rest is numbered in the order of reading. Once only.
void session_card_prune(session_card_tree_t* self, const atlas_t* atlas, const bool* keep);

/// Whatever led to `from` leads to `to`; it may then lead there by two branches. O(branches).
void session_card_lead_to(session_card_tree_t* self, int from, int to);

/// Share of all cases whose lid is opened by some step of the tree.
double session_card_coverage(const session_card_tree_t* self);

/// True if the guide would only send for help here: such moves are no steps but the end of the card.
bool session_card_is_call(const atlas_move_t* move);
