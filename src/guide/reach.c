#include "guide/planner.h"

enum { rounds = 5 };
/// What succeeds more rarely is not counted on.
static const double least_chance = 0.02;

static bool needs_cost(const planner_node_t* node, const planner_reach_t* reach, const inner_move_t* move,
                       double* cost)
{
    for (int k = 0; k < move->need_count; k++) {
        const uint8_t f = move->needs[k];
        if (!inner_has(node->yes.word, f)) {
            if (reach->cost[f] < 0.0) {
                return false;
            }
            *cost += reach->cost[f];
        }
    }
    return true;
}

static bool offer(const inner_plan_t* self, const planner_node_t* node, planner_reach_t* reach, uint16_t m)
{
    const inner_move_t* const move = &self->guide->move[m];
    double cost = move->cost;
    if (inner_facts_hold(&move->brings, &node->yes) || !needs_cost(node, reach, move, &cost)) {
        return false;
    }
    bool better = false;
    cost /= self->give_p[m];
    for (int k = 0; k < move->bring_count; k++) {
        const uint8_t f = move->bring[k];
        const bool open = !inner_has(node->yes.word, f);
        if (open && (reach->cost[f] < 0.0 || cost < reach->cost[f])) {
            reach->cost[f] = cost;
            reach->via[f] = m;
            better = true;
        }
    }
    return better;
}

void planner_find_reach(inner_plan_t* self, const planner_node_t* node, planner_reach_t* reach)
{
    for (int f = 0; f < atlas_facts_max; f++) {
        reach->cost[f] = -1.0;
        reach->via[f] = atlas_none;
    }
    bool better = true;
    for (int round = 0; round < rounds && better; round++) {
        better = false;
        for (int k = 0; k < self->bringings; k++) {
            const uint16_t m = self->bringing[k];
            if (self->give_p[m] >= least_chance && planner_usable(self, node, m)) {
                better = offer(self, node, reach, m) || better;
            }
        }
    }
}

static bool listed(const planner_chain_t* chain, uint16_t move)
{
    for (int k = 0; k < chain->count; k++) {
        if (chain->move[k] == move) {
            return true;
        }
    }
    return false;
}

/// Depth first: what a move needs stands before it. Recursion is as deep as needs are nested, at most the
/// chain.
static bool collect(const inner_plan_t* self, const planner_node_t* node, const planner_reach_t* reach,
                    uint16_t m, planner_chain_t* chain, int depth)
{
    const inner_move_t* const move = &self->guide->move[m];
    for (int k = 0; k < move->need_count; k++) {
        const uint8_t f = move->needs[k];
        if (inner_has(node->yes.word, f)) {
            continue;
        }
        const uint16_t via = reach->via[f];
        if (via == atlas_none || depth == 0) {
            return false;
        }
        if (!listed(chain, via) && !collect(self, node, reach, via, chain, depth - 1)) {
            return false;
        }
    }
    if (chain->count == planner_chain_max) {
        return false;
    }
    chain->move[chain->count++] = m;
    return true;
}

/// Of questions in a row, the one that is likeliest to end it stands first: they cost about the same.
static void order_questions(const inner_plan_t* self, planner_chain_t* chain)
{
    const inner_move_t* const move = self->guide->move;
    for (int k = 1; k + 1 < chain->count; k++) {
        const uint16_t m = chain->move[k];
        int at = k;
        for (; at > 0 && move[m].asks != atlas_none && move[chain->move[at - 1]].asks != atlas_none &&
               move[m].need_count == 0U && self->give_p[m] < self->give_p[chain->move[at - 1]];
             at--) {
            chain->move[at] = chain->move[at - 1];
        }
        chain->move[at] = m;
    }
}

bool planner_chain(const inner_plan_t* self, const planner_node_t* node, const planner_reach_t* reach,
                   uint16_t move, planner_chain_t* chain)
{
    chain->count = 0;
    if (!collect(self, node, reach, move, chain, planner_chain_max)) {
        return false;
    }
    order_questions(self, chain);
    return true;
}

double planner_chain_cost(const inner_plan_t* self, const planner_node_t* node, const planner_reach_t* reach,
                          uint16_t move)
{
    double cost = self->guide->move[move].cost + 1e-6;
    return needs_cost(node, reach, &self->guide->move[move], &cost) ? cost : -1.0;
}
