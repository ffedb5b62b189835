#include "guide/planner.h"
#include <string.h>

static const double settled_share = 5e-4;
static const double least_hold = 1e-3;

/// One walk down the order of options. A fact that had to be fetched is held with a chance: one number if it
/// does not depend on the car (asking), else one for each car.
typedef struct {
    inner_plan_t* plan;
    planner_node_t node;
    const planner_reach_t* reach;
    double* weight;
    double *ready, *part, *worked, *opened; ///< for the length of one move
    uint16_t* other_cell;
    uint16_t* cell; ///< the node's, to be changed by mending
    double whole;
    double left;                     ///< mass of `weight`
    double share[atlas_facts_max];   ///< of facts the walk has fetched; below 0: not yet
    double* by_car[atlas_facts_max]; ///< or for each car
    planner_value_t value;
    uint16_t first;
} walk_t;

/// Mass for which all that a move needs is at hand; `part` gets it by car. False if a need cannot be met at
/// all.
static double at_hand(const walk_t* walk, const inner_move_t* move, double* part)
{
    const int count = walk->node.cars + 1;
    double share = 1.0;
    for (int k = 0; k < move->need_count; k++) {
        const uint8_t f = move->needs[k];
        share *= inner_has(walk->node.yes.word, f) ? 1.0 : walk->share[f] > 0.0 ? walk->share[f] : 0.0;
    }
    for (int k = 0; k < count; k++) {
        part[k] = walk->weight[k] * share;
    }
    for (int i = 0; i < move->need_count; i++) {
        const double* const held = walk->by_car[move->needs[i]];
        for (int k = 0; held != NULL && k < count; k++) {
            part[k] *= held[k];
        }
    }
    return planner_mass(&walk->node, part);
}

static void mark(walk_t* walk, uint16_t m, uint8_t reading)
{
    planner_link_t* const link = planner_new_link(walk->plan);
    const guide_event_t event = {m, reading};
    walk->node = planner_after(walk->plan, &walk->node, event, link, NULL);
    walk->first = walk->first == atlas_none ? m : walk->first;
}

static void hold(walk_t* walk, uint8_t fact, double share, double* by_car)
{
    walk->share[fact] = share;
    walk->by_car[fact] = by_car;
}

/// Asking costs everybody the same and succeeds alike.
static void ask(walk_t* walk, uint8_t fact, uint16_t m)
{
    const guide_event_t yes = {m, walk->plan->guide->move[m].yes};
    const double p = planner_share(walk->plan, &walk->node, walk->weight, yes) / walk->left;
    walk->value = planner_plus(walk->value, planner_price(walk->plan, m, walk->left));
    mark(walk, m, guide_no_reading);
    hold(walk, fact, p, NULL);
}

/// What comes with the fact, if it is usual: doors are unlocked on the way in.
static void mend_on_the_way(walk_t* walk, const inner_move_t* move, uint8_t fact, const double* held)
{
    inner_modes_t mends = move->mends;
    for (uint8_t r = 0; r < move->reading_count; r++) {
        for (int w = 0; inner_has(move->outcome[r].give.word, fact) && w < 3; w++) {
            mends.word[w] &= move->outcome[r].mend.word[w];
        }
    }
    if (!inner_any(&mends)) {
        return;
    }
    uint16_t* const cell = walk->other_cell;
    if (planner_mend(walk->plan, &walk->node, &mends, cell)) {
        for (int k = 0; k < walk->node.cars; k++) {
            walk->cell[k] = held[k] > 0.5 ? cell[k] : walk->cell[k];
        }
    }
}

static void fetch(walk_t* walk, uint8_t fact, uint16_t m)
{
    inner_plan_t* const plan = walk->plan;
    const inner_move_t* const move = &plan->guide->move[m];
    const int count = walk->node.cars + 1;
    double* const ready = walk->ready;
    double* const held = planner_vector(plan);
    double* const part = walk->part;
    walk->value = planner_plus(walk->value, planner_price(plan, m, at_hand(walk, move, ready)));
    memset(held, 0, (size_t)count * sizeof *held);
    for (uint8_t r = 0; r < move->reading_count; r++) {
        if (!inner_has(move->outcome[r].give.word, fact)) {
            continue;
        }
        planner_read(plan, &walk->node, ready, (guide_event_t){m, r}, part);
        for (int k = 0; k < count; k++) {
            held[k] += part[k];
        }
    }
    for (int k = 0; k < count; k++) {
        held[k] = walk->weight[k] > 0.0 ? held[k] / walk->weight[k] : 0.0;
    }
    mend_on_the_way(walk, move, fact, held);
    mark(walk, m, guide_no_reading);
    hold(walk, fact, 1.0, held);
}

/// False if the fact cannot be had. Recursion ends: what is needed costs less to reach than what needs it.
static bool have(walk_t* walk, uint8_t fact, int depth)
{
    if (inner_has(walk->node.yes.word, fact) || walk->share[fact] >= 0.0) {
        return true;
    }
    const uint16_t via = walk->reach->via[fact];
    if (via == atlas_none || depth == 0 || !planner_usable(walk->plan, &walk->node, via)) {
        return false;
    }
    const inner_move_t* const move = &walk->plan->guide->move[via];
    for (int k = 0; k < move->need_count; k++) {
        if (!have(walk, move->needs[k], depth - 1)) {
            return false;
        }
    }
    if (move->asks == fact) {
        ask(walk, fact, via);
    } else {
        fetch(walk, fact, via);
    }
    return true;
}

static bool have_needs(walk_t* walk, const inner_move_t* move)
{
    for (int k = 0; k < move->need_count; k++) {
        if (!have(walk, move->needs[k], planner_chain_max)) {
            return false;
        }
    }
    return true;
}

/// The chance that each car has the fact, given that it was not opened.
static void doubt_by_car(const walk_t* walk, const double* opened, double* held)
{
    for (int k = 0; k <= walk->node.cars; k++) {
        const double rest = walk->weight[k] - opened[k];
        const double still = rest > 0.0 ? (held[k] * walk->weight[k] - opened[k]) / rest : 0.0;
        held[k] = still > 0.0 ? still : 0.0;
    }
}

/// That a way in failed speaks against having had what it needs.
static void doubt(walk_t* walk, const inner_move_t* move, const double* opened, double gone)
{
    const double before = walk->left;
    for (int i = 0; i < move->need_count; i++) {
        const uint8_t f = move->needs[i];
        double* const held = walk->by_car[f];
        if (walk->share[f] < 0.0 || inner_has(walk->node.yes.word, f)) {
            continue;
        }
        if (held != NULL) {
            walk->share[f] = 1.0;
            doubt_by_car(walk, opened, held);
        } else {
            const double left = (walk->share[f] * before - gone) / (before - gone);
            walk->share[f] = left > 0.0 ? left : 0.0;
        }
    }
}

/// Tries with what is `ready`, of this mass; false when hardly anything is left shut.
static bool press(walk_t* walk, uint16_t m, const planner_node_t* node, const double* ready, double mass)
{
    inner_plan_t* const plan = walk->plan;
    const inner_move_t* const move = &plan->guide->move[m];
    double* const opened = walk->opened;
    walk->value = planner_plus(walk->value, planner_price(plan, m, mass));
    planner_read(plan, node, ready, (guide_event_t){m, move->opens}, opened);
    const double gone = planner_mass(node, opened);
    if (walk->left - gone > settled_share * walk->whole) {
        doubt(walk, move, opened, gone);
    }
    for (int k = 0; k <= node->cars; k++) {
        walk->weight[k] = walk->weight[k] > opened[k] ? walk->weight[k] - opened[k] : 0.0;
    }
    mark(walk, m, planner_failed);
    walk->left = planner_mass(node, walk->weight);
    return walk->left > settled_share * walk->whole;
}

static bool try_it(walk_t* walk, uint16_t m)
{
    inner_plan_t* const plan = walk->plan;
    const inner_move_t* const move = &plan->guide->move[m];
    if (!planner_usable(plan, &walk->node, m) || !have_needs(walk, move)) {
        return true;
    }
    double* const ready = walk->ready;
    const double mass = at_hand(walk, move, ready);
    if (mass < least_hold * walk->left) {
        return true;
    }
    const planner_node_t node = walk->node;
    return press(walk, m, &node, ready, mass);
}

/// Mending, then the try that follows it. Where mending is not sure, the rest of the walk takes it as not
/// done.
static bool mend_it(walk_t* walk, uint16_t m, uint16_t follow)
{
    inner_plan_t* const plan = walk->plan;
    const inner_move_t* const move = &plan->guide->move[m];
    const inner_move_t* const then = &plan->guide->move[follow];
    if (!planner_usable(plan, &walk->node, m) || !have_needs(walk, move) || !have_needs(walk, then)) {
        return true;
    }
    double* const ready = walk->ready;
    double* const worked = walk->worked;
    double* const part = walk->part;
    uint16_t* const cell = walk->other_cell;
    walk->value = planner_plus(walk->value, planner_price(plan, m, at_hand(walk, move, ready)));
    memset(worked, 0, ((size_t)walk->node.cars + 1U) * sizeof *worked);
    for (uint8_t r = 0; r < move->reading_count; r++) {
        if (inner_any(&move->outcome[r].mend)) {
            planner_read(plan, &walk->node, ready, (guide_event_t){m, r}, part);
            for (int k = 0; k <= walk->node.cars; k++) {
                worked[k] += part[k];
            }
        }
    }
    const double able = walk->left > 0.0 ? at_hand(walk, then, part) / walk->left : 0.0;
    for (int k = 0; k <= walk->node.cars; k++) {
        worked[k] *= able;
    }
    (void)planner_mend(plan, &walk->node, &move->mends, cell);
    mark(walk, m, guide_no_reading);
    planner_node_t node = walk->node;
    node.cell = cell;
    node.mended = inner_join(node.mended, &move->mends);
    return press(walk, follow, &node, worked, planner_mass(&node, worked));
}

static planner_value_t go(walk_t* walk, const planner_options_t* options)
{
    bool on = true;
    for (int k = 0; on && k < options->count; k++) {
        const planner_option_t* const option = &options->item[k];
        on = option->follow == atlas_none ? try_it(walk, option->move)
                                          : mend_it(walk, option->move, option->follow);
    }
    return planner_plus(walk->value, planner_surrender(walk->plan, walk->left));
}

static void begin(walk_t* walk, inner_plan_t* plan, const planner_node_t* node, const double* weight)
{
    const size_t count = (size_t)node->cars + 1U;
    walk->plan = plan;
    walk->weight = planner_vector(plan);
    walk->ready = planner_vector(plan);
    walk->part = planner_vector(plan);
    walk->worked = planner_vector(plan);
    walk->opened = planner_vector(plan);
    walk->other_cell = planner_cells(plan);
    walk->cell = planner_cells(plan);
    memcpy(walk->weight, weight, count * sizeof *weight);
    memcpy(walk->cell, node->cell, count * sizeof *walk->cell);
    walk->node = *node;
    walk->node.cell = walk->cell;
    walk->whole = walk->left = planner_mass(node, weight);
    walk->first = atlas_none;
    walk->value = (planner_value_t){0};
    for (int f = 0; f < atlas_facts_max; f++) {
        walk->share[f] = -1.0;
        walk->by_car[f] = NULL;
    }
}

/// Nobody is called for less than the cheapest call.
static double least_call(const inner_plan_t* plan, const planner_options_t* calls)
{
    double least = plan->give_up;
    for (int k = 0; k < calls->count; k++) {
        const double cost = plan->guide->move[calls->item[k].move].cost;
        least = cost < least ? cost : least;
    }
    return least;
}

planner_value_t planner_tail(inner_plan_t* self, const planner_node_t* from, const double* from_weight,
                             uint16_t* first)
{
    const size_t used = self->scratch_used;
    self->nodes++;
    double* const weight = planner_vector(self);
    const planner_node_t node = planner_narrow(self, from, from_weight, weight);
    planner_reach_t reach;
    planner_find_reach(self, &node, &reach);
    planner_options_t options;
    planner_list_options(self, &node, weight, &reach, &options);
    walk_t walk;
    walk.reach = &reach;
    begin(&walk, self, &node, weight);
    planner_value_t value = go(&walk, &options);
    uint16_t chosen = walk.first;
    planner_keep_calls(self, &options);
    if (value.cost > walk.whole * least_call(self, &options)) {
        begin(&walk, self, &node, weight);
        const planner_value_t cap = go(&walk, &options);
        chosen = cap.cost < value.cost ? walk.first : chosen;
        value = cap.cost < value.cost ? cap : value;
    }
    self->scratch_used = used;
    if (first != NULL) {
        *first = chosen;
    }
    return value;
}
