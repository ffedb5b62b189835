#include "guide/planner.h"
#include <string.h>

/// Failing branches below this share of the start are handed to the fallback at once; mass below the second
/// is settled at the price of giving up.
static const double branch_share = 0.02;
static const double settled_share = 1e-4;
static const double least_open = 1e-4;
enum { levels = 1, does_call = 7 };

typedef struct {
    uint16_t move;   ///< what it is about: a try, or a mending move
    uint16_t follow; ///< the try after mending, or atlas_none
    double ratio;
} option_t;

typedef struct {
    option_t item[planner_options_max];
    int count;
} options_t;

/// One walk down the order of options. `weight` shrinks as ways in fail.
typedef struct {
    inner_plan_t* plan;
    planner_node_t node;
    double* weight;
    double whole; ///< mass at the start
    planner_value_t value;
    int level;
} walk_t;

static planner_value_t tail(inner_plan_t* plan, const planner_node_t* node, const double* weight, int level,
                            uint16_t* first);

static double open_mass(inner_plan_t* plan, const planner_node_t* node, const double* weight, uint16_t move,
                        double* open)
{
    planner_read(plan, node, weight, (guide_event_t){move, plan->guide->move[move].opens}, open);
    return planner_mass(plan, open);
}

/// Left shut: half of the price is money, half a day lost.
static planner_value_t surrender(const inner_plan_t* plan, double mass)
{
    const double cost = mass * plan->give_up;
    return (planner_value_t){cost, mass * 480.0, cost / 2.0};
}

static void insert(options_t* options, option_t option)
{
    if (options->count == planner_options_max && options->item[options->count - 1].ratio >= option.ratio) {
        return;
    }
    int at = options->count < planner_options_max ? options->count++ : options->count - 1;
    for (; at > 0 && options->item[at - 1].ratio < option.ratio; at--) {
        options->item[at] = options->item[at - 1];
    }
    options->item[at] = option;
}

static void list_tries(walk_t* walk, const planner_reach_t* reach, options_t* options, bool calls_only)
{
    inner_plan_t* const plan = walk->plan;
    const size_t mark = plan->scratch_used;
    double* const open = planner_vector(plan);
    for (int k = 0; k < plan->openings; k++) {
        const uint16_t m = plan->opening[k];
        const double cost =
            planner_usable(plan, &walk->node, m) && (!calls_only || plan->guide->move[m].does == does_call)
                ? planner_chain_cost(plan, &walk->node, reach, m)
                : -1.0;
        const double p = cost < 0.0 ? 0.0 : open_mass(plan, &walk->node, walk->weight, m, open);
        if (p > least_open * walk->whole) {
            insert(options, (option_t){m, atlas_none, p / cost});
        }
    }
    plan->scratch_used = mark;
}

/// Chance that a mending move leads to an open lid by the try that follows it.
static double mended_mass(walk_t* walk, uint16_t m, uint16_t follow)
{
    inner_plan_t* const plan = walk->plan;
    const inner_move_t* const move = &plan->guide->move[m];
    uint16_t* const cell = planner_cells(plan);
    double* const worked = planner_vector(plan);
    double* const open = planner_vector(plan);
    if (!planner_mend(plan, walk->node.cell, &move->mends, cell)) {
        return 0.0;
    }
    memset(open, 0, ((size_t)plan->cars + 1U) * sizeof *open);
    for (uint8_t r = 0; r < move->reading_count; r++) {
        if (inner_any(&move->outcome[r].mend)) {
            planner_read(plan, &walk->node, walk->weight, (guide_event_t){m, r}, worked);
            for (int k = 0; k <= plan->cars; k++) {
                open[k] += cell[k] == walk->node.cell[k] ? 0.0 : worked[k];
            }
        }
    }
    planner_node_t after = walk->node;
    after.cell = cell;
    after.mended = inner_join(after.mended, &move->mends);
    return open_mass(plan, &after, open, follow, worked);
}

static void list_mendings(walk_t* walk, const planner_reach_t* reach, options_t* options)
{
    inner_plan_t* const plan = walk->plan;
    for (int k = 0; k < plan->mendings; k++) {
        const uint16_t m = plan->mending[k];
        const uint16_t follow = plan->follow[k];
        if (follow == atlas_none || !planner_usable(plan, &walk->node, m)) {
            continue;
        }
        const double before = planner_chain_cost(plan, &walk->node, reach, m);
        const double then = planner_chain_cost(plan, &walk->node, reach, follow);
        const size_t mark = plan->scratch_used;
        const double p = before < 0.0 || then < 0.0 ? 0.0 : mended_mass(walk, m, follow);
        plan->scratch_used = mark;
        if (p > least_open * walk->whole) {
            insert(options, (option_t){m, follow, p / (before + then)});
        }
    }
}

/// What all these readings of a move bring about.
static inner_outcome_t common(const inner_move_t* move, const bool* wanted)
{
    inner_outcome_t all = {0};
    bool begun = false;
    for (uint8_t r = 0; r < move->reading_count; r++) {
        if (!wanted[r]) {
            continue;
        }
        const inner_outcome_t* const one = &move->outcome[r];
        for (int w = 0; w < 2; w++) {
            all.give.word[w] = begun ? all.give.word[w] & one->give.word[w] : one->give.word[w];
            all.take.word[w] |= one->take.word[w];
        }
        for (int w = 0; w < 3; w++) {
            all.mend.word[w] = begun ? all.mend.word[w] & one->mend.word[w] : one->mend.word[w];
        }
        begun = true;
    }
    return all;
}

static void settle(walk_t* walk, const planner_node_t* node, const double* failed)
{
    const double mass = planner_mass(walk->plan, failed);
    if (mass <= 0.0) {
        return;
    }
    planner_value_t value = surrender(walk->plan, mass);
    if (mass > branch_share * walk->whole && walk->level > 0) {
        value = tail(walk->plan, node, failed, walk->level - 1, NULL);
    }
    walk->value = planner_plus(walk->value, value);
}

/// Makes a move for the sake of some of its readings: those go on with `walk`, the others leave it. Returns
/// false if nothing goes on.
static bool attempt(walk_t* walk, uint16_t m, const bool* wanted)
{
    inner_plan_t* const plan = walk->plan;
    const inner_move_t* const move = &plan->guide->move[m];
    walk->value = planner_plus(walk->value, planner_price(plan, m, planner_mass(plan, walk->weight)));
    double* const part = planner_vector(plan);
    double* const failed = planner_vector(plan);
    double* const worked = planner_vector(plan);
    memset(failed, 0, ((size_t)plan->cars + 1U) * sizeof *failed);
    memset(worked, 0, ((size_t)plan->cars + 1U) * sizeof *worked);
    for (uint8_t r = 0; r < move->reading_count; r++) {
        double* const into = wanted[r] ? worked : failed;
        if (r == move->opens) {
            continue;
        }
        planner_read(plan, &walk->node, walk->weight, (guide_event_t){m, r}, part);
        for (int k = 0; k <= plan->cars; k++) {
            into[k] += part[k];
        }
    }
    planner_link_t* const link = planner_new_link(plan);
    uint16_t* const cell = planner_cells(plan);
    planner_node_t after = planner_after(plan, &walk->node, (guide_event_t){m, guide_no_reading}, link, cell);
    if (move->asks != atlas_none) {
        inner_put(after.no.word, move->asks);
    }
    settle(walk, &after, failed);
    const inner_outcome_t outcome = common(move, wanted);
    for (int w = 0; w < 2; w++) {
        after.yes.word[w] = (after.yes.word[w] & ~outcome.take.word[w]) | outcome.give.word[w];
        after.no.word[w] &= ~outcome.give.word[w];
    }
    if (inner_any(&outcome.mend)) {
        after.mended = inner_join(after.mended, &outcome.mend);
        (void)planner_mend(plan, walk->node.cell, &outcome.mend, cell);
        after.cell = cell;
    }
    walk->node = after;
    memcpy(walk->weight, worked, ((size_t)plan->cars + 1U) * sizeof *worked);
    return planner_mass(plan, worked) > settled_share * walk->whole;
}

/// Makes all that the last move of the chain needs; false if the walk ended on the way.
static bool prepare(walk_t* walk, const planner_chain_t* chain)
{
    inner_facts_t sought = {{0}};
    for (int k = 0; k < chain->count; k++) {
        const inner_move_t* const move = &walk->plan->guide->move[chain->move[k]];
        sought.word[0] |= move->need.word[0];
        sought.word[1] |= move->need.word[1];
    }
    for (int k = 0; k + 1 < chain->count; k++) {
        const inner_move_t* const move = &walk->plan->guide->move[chain->move[k]];
        bool wanted[atlas_readings_max] = {false};
        for (uint8_t r = 0; r < move->reading_count; r++) {
            wanted[r] = inner_facts_meet(&move->outcome[r].give, &sought);
        }
        if (!attempt(walk, chain->move[k], wanted)) {
            return false;
        }
    }
    return true;
}

static bool try_it(walk_t* walk, const planner_reach_t* reach, uint16_t m, uint16_t* first)
{
    inner_plan_t* const plan = walk->plan;
    planner_chain_t chain;
    if (!planner_usable(plan, &walk->node, m) || !planner_chain(plan, &walk->node, reach, m, &chain)) {
        return true;
    }
    if (first != NULL && *first == atlas_none) {
        *first = chain.move[0];
    }
    if (!prepare(walk, &chain)) {
        return false;
    }
    if (!inner_facts_hold(&plan->guide->move[m].need, &walk->node.yes)) {
        return true;
    }
    walk->value = planner_plus(walk->value, planner_price(plan, m, planner_mass(plan, walk->weight)));
    double* const open = planner_vector(plan);
    (void)open_mass(plan, &walk->node, walk->weight, m, open);
    for (int k = 0; k <= plan->cars; k++) {
        walk->weight[k] = walk->weight[k] > open[k] ? walk->weight[k] - open[k] : 0.0;
    }
    planner_link_t* const link = planner_new_link(plan);
    walk->node = planner_after(plan, &walk->node, (guide_event_t){m, planner_failed}, link, NULL);
    return planner_mass(plan, walk->weight) > settled_share * walk->whole;
}

static bool mend_it(walk_t* walk, const planner_reach_t* reach, uint16_t m, uint16_t* first)
{
    inner_plan_t* const plan = walk->plan;
    planner_chain_t chain;
    if (!planner_usable(plan, &walk->node, m) || !planner_chain(plan, &walk->node, reach, m, &chain)) {
        return true;
    }
    if (first != NULL && *first == atlas_none) {
        *first = chain.move[0];
    }
    const inner_move_t* const move = &plan->guide->move[m];
    bool wanted[atlas_readings_max] = {false};
    for (uint8_t r = 0; r < move->reading_count; r++) {
        wanted[r] = inner_any(&move->outcome[r].mend);
    }
    return prepare(walk, &chain) && attempt(walk, m, wanted);
}

static planner_value_t go(walk_t* walk, const planner_reach_t* reach, const options_t* options,
                          uint16_t* first)
{
    bool on = true;
    for (int k = 0; on && k < options->count; k++) {
        const option_t* const option = &options->item[k];
        if (option->follow != atlas_none) {
            on = mend_it(walk, reach, option->move, first);
        }
        const uint16_t m = option->follow != atlas_none ? option->follow : option->move;
        on = on && try_it(walk, reach, m, first);
    }
    return planner_plus(walk->value, surrender(walk->plan, planner_mass(walk->plan, walk->weight)));
}

static walk_t begin(inner_plan_t* plan, const planner_node_t* node, const double* weight, int level)
{
    walk_t walk = {.plan = plan, .node = *node, .level = level, .weight = planner_vector(plan)};
    memcpy(walk.weight, weight, ((size_t)plan->cars + 1U) * sizeof *weight);
    walk.whole = planner_mass(plan, weight);
    return walk;
}

static planner_value_t tail(inner_plan_t* plan, const planner_node_t* node, const double* weight, int level,
                            uint16_t* first)
{
    const size_t mark = plan->scratch_used;
    planner_reach_t reach;
    planner_find_reach(plan, node, &reach);
    options_t all = {.count = 0};
    walk_t walk = begin(plan, node, weight, level);
    list_tries(&walk, &reach, &all, false);
    list_mendings(&walk, &reach, &all);
    uint16_t walked = atlas_none;
    planner_value_t value = go(&walk, &reach, &all, &walked);
    options_t calls = {.count = 0};
    walk_t called = begin(plan, node, weight, level);
    list_tries(&called, &reach, &calls, true);
    uint16_t call = atlas_none;
    const planner_value_t cap = go(&called, &reach, &calls, &call);
    if (cap.cost < value.cost) {
        value = cap;
        walked = call;
    }
    plan->scratch_used = mark;
    if (first != NULL) {
        *first = walked;
    }
    return value;
}

planner_value_t planner_tail(inner_plan_t* self, const planner_node_t* node, const double* weight,
                             uint16_t* first)
{
    self->nodes++;
    return tail(self, node, weight, levels, first);
}
