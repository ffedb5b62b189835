/// A card's tree under way. Who comes to a place on paper is a bag of histories, each with its share of all
/// cases; a place is written as a step, its readings fan out into the places behind it, and those wait until
/// they are the heaviest. Private to the files that grow the tree.
#pragma once
#include "session/card_tree.h"

enum {
    grow_events_max = 80,     ///< answers along one path, conditions included
    grow_histories_max = 128, ///< of one place on paper; the lightest are counted as called beyond that
    grow_waiting_max = session_card_steps_max * session_card_branches_max
};

typedef struct {
    guide_event_t event[grow_events_max];
    int count;
    double mass;
} grow_history_t;

/// The histories that come to one place.
typedef struct {
    grow_history_t* item; ///< [grow_histories_max], heap
    int count;
    double mass;
} grow_bag_t;

typedef struct {
    grow_bag_t bag;
    uint16_t move; ///< what is done there; atlas_none: call, or taken
} grow_place_t;

typedef struct {
    guide_t* guide;
    const atlas_t* atlas;
    const guide_situation_t* situation;
    uint32_t nodes;
    session_card_tree_t* tree;
    grow_place_t waiting[grow_waiting_max];
    int waiting_count;
    bool starved; ///< of memory
} grower_t;

/// Readings that lead to the same move are one branch. What is rare joins a step that is there anyway.
typedef struct {
    grow_place_t place[session_card_branches_max];
    unsigned readings[session_card_branches_max];
    int count;
} grow_groups_t;

// card_bag.c: who comes to a place.
void grow_drop(grow_bag_t* bag);
/// Nothing where the history is too light to count; without memory `self` starves.
void grow_put(grower_t* self, grow_bag_t* bag, const grow_history_t* history);
/// All of `from` to `bag`; `from` is dropped.
void grow_pour(grower_t* self, grow_bag_t* bag, grow_bag_t* from);
/// The history with one more answer, which has the chance `p`.
grow_history_t grow_longer(const grow_history_t* history, uint16_t move, uint8_t reading, double p);
void grow_replay(grower_t* self, const grow_history_t* history);

// card_choose.c: what is done at a place.
/// The step for a place: the plan of its heaviest history that all may follow, else atlas_none: to call.
uint16_t grow_choose(grower_t* self, const grow_bag_t* bag);
/// True if everybody who comes here may make the move, once what `ask` lists is so.
bool grow_permitted(grower_t* self, const grow_bag_t* bag, uint16_t move, uint16_t* ask, int* count);
bool grow_all_may(grower_t* self, const grow_bag_t* bag, uint16_t move);
/// The reading of the move that asks for a fact which confirms it.
uint8_t grow_yes_of(const atlas_t* atlas, uint16_t fact, uint16_t asking);

// card_fan.c: where those go who have made a step.
/// Where everybody in `bag` goes from the step: into `groups`, by what is done next. Counts in the step those
/// whose lid it opens.
void grow_fan(grower_t* self, const grow_bag_t* bag, session_card_step_t* step, grow_groups_t* groups);
