#include "guide/planner.h"

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
            double need = 0.0;
            for (int i = 0; i < move->need_count && need >= 0.0; i++) {
                const double one = cost[move->needs[i]];
                need = one < 0.0 ? -1.0 : (one > need ? one : need);
            }
            for (unsigned f = 0; need >= 0.0 && f < guide->head.fact_count; f++) {
                const double offered = need + move->cost;
                if (inner_has(move->brings.word, f) && (cost[f] < 0.0 || offered < cost[f])) {
                    cost[f] = offered;
                    better = true;
                }
            }
        }
    }
}

static double opens_p(const guide_t* guide, uint16_t m, uint32_t set)
{
    uint8_t row[atlas_readings_max];
    atlas_row_by_number(guide->atlas, guide->row[(size_t)m * guide->n + set], row);
    return row[guide->move[m].opens] / (double)atlas_scale;
}

typedef struct {
    uint16_t move;
    double own, with_needs;
} way_t;

/// Best chance of a way in for a set, however much of it has been mended.
static double best_chance(const inner_plan_t* plan, uint16_t m, uint32_t set, const inner_modes_t* mendable,
                          bool* as_it_is)
{
    const guide_t* const guide = plan->guide;
    double p = opens_p(guide, m, set);
    *as_it_is = p > 0.0;
    const int size = guide->size[set];
    for (unsigned gone = 1; gone < 1U << size; gone++) {
        inner_modes_t mask = guide->mask[set];
        bool possible = true;
        for (int k = 0; k < size && possible; k++) {
            const uint16_t mode = guide->member[set][k];
            if ((gone >> k & 1U) != 0U) {
                possible = inner_has(mendable->word, mode);
                mask.word[mode / 64U] &= ~((uint64_t)1 << (mode % 64U));
            }
        }
        const double q = possible ? opens_p(guide, m, inner_find_set(guide, &mask)) : 0.0;
        p = q > p ? q : p;
    }
    return p;
}

static int list_ways(const inner_plan_t* plan, way_t* way)
{
    const guide_t* const guide = plan->guide;
    double fact[atlas_facts_max];
    relax(plan, fact);
    int count = 0;
    for (int k = 0; k < plan->openings; k++) {
        const inner_move_t* const move = &guide->move[plan->opening[k]];
        double need = 0.0;
        for (int i = 0; i < move->need_count && need >= 0.0; i++) {
            const double one = fact[move->needs[i]];
            need = one < 0.0 ? -1.0 : (one > need ? one : need);
        }
        if (need >= 0.0) {
            inner_ready_row(plan->guide, plan->opening[k]);
            way[count++] = (way_t){plan->opening[k], move->cost, move->cost + need};
        }
    }
    return count;
}

/// Two relaxations, the larger counts: every unit of chance to open costs at least the best price per chance;
/// and one way in with all it needs must be paid for.
static double low_of(const inner_plan_t* plan, uint32_t set, const way_t* way, int ways, double mend_cost)
{
    const guide_t* const guide = plan->guide;
    inner_modes_t mendable = {{0}};
    for (int k = 0; k < plan->mendings; k++) {
        mendable = inner_join(mendable, &guide->move[plan->mending[k]].mends);
    }
    double per_chance = plan->give_up;
    double once = plan->give_up;
    for (int k = 0; k < ways; k++) {
        bool as_it_is = false;
        const double p = best_chance(plan, way[k].move, set, &mendable, &as_it_is);
        if (p <= 0.0) {
            continue;
        }
        const double ratio = way[k].own / p;
        const double whole = way[k].with_needs + (as_it_is ? 0.0 : mend_cost);
        per_chance = ratio < per_chance ? ratio : per_chance;
        once = whole < once ? whole : once;
    }
    return per_chance > once ? per_chance : once;
}

double planner_low(inner_plan_t* self)
{
    const guide_t* const guide = self->guide;
    way_t way[atlas_moves_max];
    const int ways = list_ways(self, way);
    double mend_cost = self->give_up;
    for (int k = 0; k < self->mendings; k++) {
        const double cost = guide->move[self->mending[k]].cost;
        mend_cost = cost < mend_cost ? cost : mend_cost;
    }
    double sum = 0.0;
    double cheapest = self->give_up;
    for (int k = 0; k < ways; k++) {
        cheapest = way[k].with_needs < cheapest ? way[k].with_needs : cheapest;
    }
    for (uint32_t s = 0; s < guide->n; s++) {
        if (guide->weight[s] > 0.0) {
            sum += guide->weight[s] * low_of(self, guide->now[s], way, ways, mend_cost);
        }
    }
    return (sum + guide->other * cheapest) / guide->total;
}
