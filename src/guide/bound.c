#include "guide/planner.h"

/// The dearest of a move's needs; negative if one cannot be had.
static double dearest_need(const inner_move_t* move, const double* cost)
{
    double need = 0.0;
    for (int i = 0; i < move->need_count && need >= 0.0; i++) {
        const double one = cost[move->needs[i]];
        need = one < 0.0 || one > need ? one : need;
    }
    return need;
}

/// Offers every fact that the move brings at this cost; true if that is less than before for one of them.
static bool offer_facts(const guide_t* guide, const inner_move_t* move, double offered, double* cost)
{
    bool better = false;
    for (unsigned f = 0; f < guide->head.fact_count; f++) {
        if (inner_has(move->brings.word, f) && (cost[f] < 0.0 || offered < cost[f])) {
            cost[f] = offered;
            better = true;
        }
    }
    return better;
}

/// Least cost of having each fact, as if every move succeeded and needs came one at a time: never above the
/// truth.
static void relax(const inner_plan_t* plan, double* cost)
{
    const guide_t* const guide = plan->guide;
    for (unsigned f = 0; f < guide->head.fact_count; f++) {
        cost[f] = inner_has(guide->yes.word, f) ? 0.0 : -1.0;
    }
    for (bool better = true; better;) {
        better = false;
        for (int k = 0; k < plan->bringings; k++) {
            const inner_move_t* const move = &guide->move[plan->bringing[k]];
            const double need = dearest_need(move, cost);
            better = (need >= 0.0 && offer_facts(guide, move, need + move->cost, cost)) || better;
        }
    }
}

typedef struct {
    uint16_t move;
    double own, with_needs;
} way_t;

static int list_ways(const inner_plan_t* plan, way_t* way)
{
    const guide_t* const guide = plan->guide;
    double fact[atlas_facts_max];
    relax(plan, fact);
    int count = 0;
    for (int k = 0; k < plan->openings; k++) {
        const inner_move_t* const move = &guide->move[plan->opening[k]];
        const double need = dearest_need(move, fact);
        if (need >= 0.0) {
            inner_ready_row(plan->guide, plan->opening[k]);
            way[count++] = (way_t){plan->opening[k], move->cost, move->cost + need};
        }
    }
    return count;
}

/// Best chance of a way in for every set, however much of it has been mended: sets come in order of size, so
/// those with a member less have been seen.
static void best_chances(inner_plan_t* plan, uint16_t m, const inner_modes_t* mendable)
{
    const guide_t* const guide = plan->guide;
    const uint16_t* const row = &guide->row[(size_t)m * guide->n];
    const uint32_t now = ++*guide->memo_now;
    for (uint32_t s = 0; s < guide->n; s++) {
        if (guide->memo_stamp[row[s]] != now) {
            uint8_t share[atlas_readings_max];
            atlas_row_by_number(guide->atlas, row[s], share);
            guide->memo_stamp[row[s]] = now;
            guide->memo[row[s]] = share[guide->move[m].opens] / (double)atlas_scale;
        }
        double best = guide->memo[row[s]];
        for (int k = 0; k < guide->size[s]; k++) {
            const double less =
                inner_has(mendable->word, guide->member[s][k]) ? plan->best[guide->less[s][k]] : 0.0;
            best = less > best ? less : best;
        }
        plan->best[s] = best;
    }
}

/// Two relaxations, the larger counts: every unit of chance to open costs at least the best price per chance;
/// and one way in with all it needs must be paid for, mending too if the set does not open by it as it is.
static void offer_way(inner_plan_t* plan, const way_t* way, double mend_cost)
{
    const guide_t* const guide = plan->guide;
    const uint16_t* const row = &guide->row[(size_t)way->move * guide->n];
    for (uint32_t s = 0; s < guide->n; s++) {
        if (plan->best[s] <= 0.0) {
            continue;
        }
        const double ratio = way->own / plan->best[s];
        const double whole = way->with_needs + (guide->memo[row[s]] > 0.0 ? 0.0 : mend_cost);
        plan->per_chance[s] = ratio < plan->per_chance[s] ? ratio : plan->per_chance[s];
        plan->once[s] = whole < plan->once[s] ? whole : plan->once[s];
    }
}

double planner_low(inner_plan_t* self)
{
    const guide_t* const guide = self->guide;
    way_t way[atlas_moves_max];
    const int ways = list_ways(self, way);
    inner_modes_t mendable = {{0}};
    double mend_cost = self->give_up;
    for (int k = 0; k < self->mendings; k++) {
        const inner_move_t* const move = &guide->move[self->mending[k]];
        mendable = inner_join(mendable, &move->mends);
        mend_cost = move->cost < mend_cost ? move->cost : mend_cost;
    }
    for (uint32_t s = 0; s < guide->n; s++) {
        self->per_chance[s] = self->once[s] = self->give_up;
    }
    double cheapest = self->give_up;
    for (int k = 0; k < ways; k++) {
        best_chances(self, way[k].move, &mendable);
        offer_way(self, &way[k], mend_cost);
        cheapest = way[k].with_needs < cheapest ? way[k].with_needs : cheapest;
    }
    double sum = guide->other * cheapest;
    for (uint32_t s = 0; s < guide->n; s++) {
        const uint32_t now = guide->now[s];
        const double low = self->per_chance[now] > self->once[now] ? self->per_chance[now] : self->once[now];
        sum += guide->weight[s] * low;
    }
    return sum / guide->total;
}
