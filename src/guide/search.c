#include "guide/planner.h"

static const double least_branch = 1e-7;
static const int beam_of_depth[4] = {0, 8, 5, 3}; ///< by rounds left, counted from the leaves up
static const double better_by = 1e-9;

static bool is_fix(const inner_plan_t* plan)
{
    return plan->guide->open;
}

planner_value_t planner_leaf(inner_plan_t* self, const planner_node_t* node, const double* weight,
                             uint16_t* first)
{
    if (is_fix(self)) {
        if (first != NULL) {
            *first = atlas_none;
        }
        return planner_fix_tail(self, node, weight);
    }
    return planner_tail(self, node, weight, first);
}

typedef struct {
    planner_chain_t chain;
    double cost;
} candidate_t;

static planner_value_t look(inner_plan_t* plan, const planner_node_t* node, const double* weight, int depth);

/// Readings after which the rest of a chain makes sense: what it still needs is there.
static bool goes_on(const inner_plan_t* plan, const planner_node_t* node, const planner_chain_t* chain,
                    int at)
{
    return at < chain->count && planner_usable(plan, node, chain->move[at]) &&
           inner_facts_hold(&plan->guide->move[chain->move[at]].need, &node->yes);
}

static planner_value_t run_from(inner_plan_t* plan, const planner_node_t* node, const double* weight,
                                const planner_chain_t* chain, int at, int depth);

/// Questions in a row, all to be answered yes: every no leads to the same leaf, that of the likeliest no.
static planner_value_t run_questions(inner_plan_t* plan, const planner_node_t* node, const double* weight,
                                     const planner_chain_t* chain, int at, int depth)
{
    const guide_t* const guide = plan->guide;
    planner_node_t yes = *node;
    planner_node_t no = *node;
    planner_value_t value = {0};
    const double mass = planner_mass(node, weight);
    double share = 1.0;
    double worst = 0.0;
    for (; at + 1 < chain->count && guide->move[chain->move[at]].asks != atlas_none; at++) {
        const uint16_t m = chain->move[at];
        const guide_event_t event = {m, guide->move[m].yes};
        const double p = mass > 0.0 ? planner_share(plan, node, weight, event) / mass : 0.0;
        value = planner_plus(value, planner_price(plan, m, mass * share));
        inner_put(yes.yes.word, guide->move[m].asks);
        if (share * (1.0 - p) > worst) {
            worst = share * (1.0 - p);
            no = *node;
            inner_put(no.no.word, guide->move[m].asks);
        }
        share *= p;
    }
    const size_t mark = plan->scratch_used;
    double* const part = planner_vector(plan);
    for (int k = 0; k <= node->cars; k++) {
        part[k] = weight[k] * share;
    }
    if (share > least_branch) {
        const bool on = goes_on(plan, &yes, chain, at);
        value = planner_plus(value,
                             on ? run_from(plan, &yes, part, chain, at, depth) : look(plan, &yes, part, 0));
    }
    for (int k = 0; k <= node->cars; k++) {
        part[k] = weight[k] * (1.0 - share);
    }
    if (1.0 - share > least_branch) {
        value = planner_plus(value, look(plan, &no, part, 0));
    }
    plan->scratch_used = mark;
    return value;
}

static planner_value_t run_move(inner_plan_t* plan, const planner_node_t* node, const double* weight,
                                const planner_chain_t* chain, int at, int depth)
{
    const uint16_t m = chain->move[at];
    const inner_move_t* const move = &plan->guide->move[m];
    const double mass = planner_mass(node, weight);
    planner_value_t value = planner_price(plan, m, mass);
    const size_t mark = plan->scratch_used;
    double* const part = planner_vector(plan);
    planner_link_t* const link = planner_new_link(plan);
    uint16_t* const cell = planner_cells(plan);
    for (uint8_t r = 0; r < move->reading_count; r++) {
        planner_read(plan, node, weight, (guide_event_t){m, r}, part);
        const bool reached = r == move->opens && !is_fix(plan);
        if (reached || planner_mass(node, part) <= least_branch * mass) {
            continue;
        }
        const planner_node_t after = planner_after(plan, node, (guide_event_t){m, r}, link, cell);
        const bool on = goes_on(plan, &after, chain, at + 1);
        value = planner_plus(value, on ? run_from(plan, &after, part, chain, at + 1, depth)
                                       : look(plan, &after, part, at + 1 < chain->count ? 0 : depth));
    }
    plan->scratch_used = mark;
    return value;
}

static planner_value_t run_from(inner_plan_t* plan, const planner_node_t* node, const double* weight,
                                const planner_chain_t* chain, int at, int depth)
{
    const bool question = at + 1 < chain->count && plan->guide->move[chain->move[at]].asks != atlas_none;
    return question ? run_questions(plan, node, weight, chain, at, depth)
                    : run_move(plan, node, weight, chain, at, depth);
}

planner_value_t planner_run(inner_plan_t* self, const planner_node_t* node, const double* weight,
                            const planner_chain_t* chain, int depth)
{
    return run_from(self, node, weight, chain, 0, depth);
}

static void keep_best(candidate_t* list, int* count, int room, const candidate_t* one)
{
    if (*count == room && list[*count - 1].cost <= one->cost) {
        return;
    }
    int at = *count < room ? (*count)++ : *count - 1;
    for (; at > 0 && list[at - 1].cost > one->cost; at--) {
        list[at] = list[at - 1];
    }
    list[at] = *one;
}

/// The moves of the short list by their value with the tail behind; the best of them stay in `list`.
static int value_short_list(inner_plan_t* plan, const planner_node_t* node, const double* weight, int room,
                            candidate_t* list, planner_value_t* best)
{
    int count = 0;
    planner_reach_t reach;
    planner_find_reach(plan, node, &reach);
    for (int k = 0; k < plan->short_count && plan->nodes < plan->budget; k++) {
        candidate_t one = {0};
        const uint16_t m = plan->short_list[k];
        if (!planner_usable(plan, node, m) || !planner_chain(plan, node, &reach, m, &one.chain)) {
            continue;
        }
        const planner_value_t value = planner_run(plan, node, weight, &one.chain, 0);
        one.cost = value.cost;
        *best = value.cost < best->cost ? value : *best;
        keep_best(list, &count, room, &one);
    }
    return count;
}

/// One more round: the moves of the short list by their value with the tail behind, the best of them again,
/// deeper. Every value is that of a policy that can be followed, so the least is always an honest one,
/// however early it ends.
static planner_value_t look(inner_plan_t* plan, const planner_node_t* node, const double* weight, int depth)
{
    planner_value_t best = planner_leaf(plan, node, weight, NULL);
    if (depth <= 0 || plan->nodes >= plan->budget) {
        plan->exhausted = plan->exhausted || depth > 0;
        return best;
    }
    candidate_t list[8];
    const int room = beam_of_depth[depth < 3 ? depth : 3];
    const int count = value_short_list(plan, node, weight, room, list, &best);
    for (int k = 0; depth > 1 && k < count && plan->nodes < plan->budget; k++) {
        const planner_value_t value = planner_run(plan, node, weight, &list[k].chain, depth - 1);
        best = value.cost < best.cost - better_by ? value : best;
    }
    return best;
}
