#include "guide/planner.h"
#include <string.h>

/// Failing branches below this share of the start are settled at the price of giving up, as is what is left
/// of the mass below the second.
static const double branch_share = 0.002;
static const double settled_share = 1e-4;
enum { levels = 3 };

/// One walk down the order of options. `weight` shrinks as ways in fail.
typedef struct {
    inner_plan_t* plan;
    planner_node_t node;
    double* weight;
    double *part, *failed, *worked; ///< for the length of one move
    double whole;                   ///< mass of the whole question
    planner_value_t value;
    int level;
} walk_t;

static planner_value_t certify(inner_plan_t* plan, const planner_node_t* node, const double* weight,
                               double whole, int level);

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
    const double mass = planner_mass(node, failed);
    if (mass <= 0.0) {
        return;
    }
    planner_value_t value = planner_surrender(walk->plan, mass);
    if (mass > branch_share * walk->whole && walk->level > 0) {
        value = certify(walk->plan, node, failed, walk->whole, walk->level - 1);
    }
    walk->value = planner_plus(walk->value, value);
}

/// Makes a move for the sake of some of its readings: those go on with `walk`, the others leave it. Returns
/// false if nothing goes on.
static bool attempt(walk_t* walk, uint16_t m, const bool* wanted)
{
    inner_plan_t* const plan = walk->plan;
    const inner_move_t* const move = &plan->guide->move[m];
    walk->value = planner_plus(walk->value, planner_price(plan, m, planner_mass(&walk->node, walk->weight)));
    double* const part = walk->part;
    double* const failed = walk->failed;
    double* const worked = walk->worked;
    memset(failed, 0, ((size_t)walk->node.cars + 1U) * sizeof *failed);
    memset(worked, 0, ((size_t)walk->node.cars + 1U) * sizeof *worked);
    for (uint8_t r = 0; r < move->reading_count; r++) {
        double* const into = wanted[r] ? worked : failed;
        if (r == move->opens) {
            continue;
        }
        planner_read(plan, &walk->node, walk->weight, (guide_event_t){m, r}, part);
        for (int k = 0; k <= walk->node.cars; k++) {
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
        (void)planner_mend(plan, &walk->node, &outcome.mend, cell);
        after.cell = cell;
    }
    walk->node = after;
    memcpy(walk->weight, worked, ((size_t)walk->node.cars + 1U) * sizeof *worked);
    return planner_mass(&walk->node, worked) > settled_share * walk->whole;
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

static bool try_it(walk_t* walk, const planner_reach_t* reach, uint16_t m)
{
    inner_plan_t* const plan = walk->plan;
    planner_chain_t chain;
    if (!planner_usable(plan, &walk->node, m) || !planner_chain(plan, &walk->node, reach, m, &chain)) {
        return true;
    }
    if (!prepare(walk, &chain)) {
        return false;
    }
    if (!inner_facts_hold(&plan->guide->move[m].need, &walk->node.yes)) {
        return true;
    }
    walk->value = planner_plus(walk->value, planner_price(plan, m, planner_mass(&walk->node, walk->weight)));
    double* const open = walk->part;
    planner_read(plan, &walk->node, walk->weight, (guide_event_t){m, plan->guide->move[m].opens}, open);
    for (int k = 0; k <= walk->node.cars; k++) {
        walk->weight[k] = walk->weight[k] > open[k] ? walk->weight[k] - open[k] : 0.0;
    }
    planner_link_t* const link = planner_new_link(plan);
    walk->node = planner_after(plan, &walk->node, (guide_event_t){m, planner_failed}, link, NULL);
    return planner_mass(&walk->node, walk->weight) > settled_share * walk->whole;
}

static bool mend_it(walk_t* walk, const planner_reach_t* reach, uint16_t m)
{
    inner_plan_t* const plan = walk->plan;
    planner_chain_t chain;
    if (!planner_usable(plan, &walk->node, m) || !planner_chain(plan, &walk->node, reach, m, &chain)) {
        return true;
    }
    const inner_move_t* const move = &plan->guide->move[m];
    bool wanted[atlas_readings_max] = {false};
    for (uint8_t r = 0; r < move->reading_count; r++) {
        wanted[r] = inner_any(&move->outcome[r].mend);
    }
    return prepare(walk, &chain) && attempt(walk, m, wanted);
}

static planner_value_t go(walk_t* walk, const planner_reach_t* reach, const planner_options_t* options)
{
    bool on = true;
    for (int k = 0; on && k < options->count; k++) {
        const planner_option_t* const option = &options->item[k];
        if (option->follow != atlas_none) {
            on = mend_it(walk, reach, option->move);
        }
        const uint16_t m = option->follow != atlas_none ? option->follow : option->move;
        on = on && try_it(walk, reach, m);
    }
    return planner_plus(walk->value, planner_surrender(walk->plan, planner_mass(&walk->node, walk->weight)));
}

static walk_t begin(inner_plan_t* plan, const planner_node_t* node, const double* weight, double whole,
                    int level)
{
    walk_t walk = {
        .plan = plan, .node = *node, .level = level, .whole = whole, .weight = planner_vector(plan)};
    walk.part = planner_vector(plan);
    walk.failed = planner_vector(plan);
    walk.worked = planner_vector(plan);
    memcpy(walk.weight, weight, ((size_t)node->cars + 1U) * sizeof *weight);
    return walk;
}

static planner_value_t certify(inner_plan_t* plan, const planner_node_t* node, const double* weight,
                               double whole, int level)
{
    const size_t mark = plan->scratch_used;
    planner_reach_t reach;
    planner_find_reach(plan, node, &reach);
    planner_options_t options;
    planner_list_options(plan, node, weight, &reach, &options);
    walk_t walk = begin(plan, node, weight, whole, level);
    planner_value_t value = go(&walk, &reach, &options);
    planner_keep_calls(plan, &options);
    walk_t called = begin(plan, node, weight, whole, level);
    const planner_value_t cap = go(&called, &reach, &options);
    value = cap.cost < value.cost ? cap : value;
    plan->scratch_used = mark;
    return value;
}

planner_value_t planner_certified(inner_plan_t* self, const planner_node_t* node, const double* weight)
{
    return certify(self, node, weight, planner_mass(node, weight), levels);
}
