#include "guide/planner.h"
#include <string.h>

enum { repairs_max = 24 };
static const double workshop_minutes = 60.0;
/// Diagnosis, by the hour, where nobody knows the cause: the ceiling of what finding it may cost. Estimate.
static const double workshop_money = 350.0;
static const double least_share = 0.005;

typedef struct {
    uint16_t mode;
    double cost, minutes, money, ratio;
} repair_t;

static double workshop_cost(const guide_t* guide)
{
    return workshop_minutes * inner_hourly(guide) / 60.0 + workshop_money;
}

static repair_t repair_of(const guide_t* guide, uint16_t mode, double p)
{
    repair_t repair = {
        .mode = mode, .minutes = guide->repair_minutes[mode], .money = guide->repair_money[mode]};
    repair.cost = repair.minutes * inner_hourly(guide) / 60.0 + repair.money + 1e-6;
    repair.ratio = p / repair.cost;
    return repair;
}

static int list_repairs(const inner_plan_t* plan, const planner_node_t* node, const double* weight,
                        repair_t list[repairs_max])
{
    const guide_t* const guide = plan->guide;
    double p[atlas_modes_max] = {0};
    double whole = 0.0;
    for (int k = 0; k < node->cars; k++) {
        const uint32_t set = plan->cell_set[node->cell[k]];
        for (int i = 0; i < guide->size[set]; i++) {
            p[inner_slight(guide, guide->member[set][i])] += weight[k];
        }
        whole += weight[k];
    }
    int count = 0;
    for (uint16_t m = 0; m < guide->head.mode_count; m++) {
        if (!inner_has(guide->causes.word, m) || p[m] <= least_share * whole) {
            continue;
        }
        const repair_t repair = repair_of(guide, m, p[m]);
        if (count == repairs_max && list[count - 1].ratio >= repair.ratio) {
            continue;
        }
        int at = count < repairs_max ? count++ : count - 1;
        for (; at > 0 && list[at - 1].ratio < repair.ratio; at--) {
            list[at] = list[at - 1];
        }
        list[at] = repair;
    }
    return count;
}

/// Cars whose causes are not all repaired.
static double unsolved(const inner_plan_t* plan, const planner_node_t* node, const double* weight,
                       const inner_modes_t* repaired)
{
    double sum = weight[node->cars];
    for (int k = 0; k < node->cars; k++) {
        const inner_modes_t left = inner_without(plan->cell_mask[node->cell[k]], repaired);
        sum += inner_meets(&left, &plan->guide->causes) ? weight[k] : 0.0;
    }
    return sum;
}

/// A wrong repair costs its price; after each one it is seen whether the fault is gone. The workshop may be
/// called at any point of the order, so the best point counts.
planner_value_t planner_fix_tail(inner_plan_t* self, const planner_node_t* node, const double* weight)
{
    repair_t list[repairs_max];
    const double workshop = workshop_cost(self->guide);
    inner_modes_t repaired = {{0}};
    planner_value_t spent = {0};
    double left = unsolved(self, node, weight, &repaired);
    self->nodes++;
    planner_value_t best = {left * workshop, left * workshop_minutes, left * workshop_money};
    const int count = list_repairs(self, node, weight, list);
    for (int k = 0; k < count; k++) {
        const planner_value_t step = {left * list[k].cost, left * list[k].minutes, left * list[k].money};
        spent = planner_plus(spent, step);
        const inner_modes_t degrees = inner_degrees(self->guide, list[k].mode);
        repaired = inner_join(repaired, &degrees);
        left = unsolved(self, node, weight, &repaired);
        const planner_value_t rest = {left * workshop, left * workshop_minutes, left * workshop_money};
        const planner_value_t value = planner_plus(spent, rest);
        best = value.cost < best.cost ? value : best;
    }
    return best;
}

/// A set's causes must be repaired, be mended by some move, or be left to the workshop, whatever is looked at
/// first. One move may mend several, so of those that moves mend only the dearest counts.
static double least_of_set(const guide_t* guide, uint32_t set, const double* mend, double workshop)
{
    double repairs = 0.0;
    double mends = 0.0;
    for (int k = 0; k < guide->size[set]; k++) {
        const uint16_t mode = guide->member[set][k];
        if (!inner_has(guide->causes.word, mode)) {
            continue;
        }
        const double repair = repair_of(guide, mode, 0.0).cost;
        const double least = mend[mode] >= 0.0 && mend[mode] < repair ? mend[mode] : repair;
        repairs += mend[mode] < 0.0 ? repair : 0.0;
        mends = mend[mode] >= 0.0 && least > mends ? least : mends;
    }
    return repairs + mends < workshop ? repairs + mends : workshop;
}

double planner_fix_low(const inner_plan_t* self)
{
    const guide_t* const guide = self->guide;
    const double workshop = workshop_cost(guide);
    double mend[atlas_modes_max];
    for (uint16_t m = 0; m < guide->head.mode_count; m++) {
        mend[m] = -1.0;
    }
    for (int k = 0; k < self->mendings; k++) {
        const inner_move_t* const move = &guide->move[self->mending[k]];
        for (uint16_t m = 0; m < guide->head.mode_count; m++) {
            const bool cheaper = mend[m] < 0.0 || move->cost < mend[m];
            mend[m] = inner_has(move->mends.word, m) && cheaper ? move->cost : mend[m];
        }
    }
    double sum = guide->other * workshop;
    for (uint32_t s = 0; s < guide->n; s++) {
        sum += guide->weight[s] * least_of_set(guide, guide->now[s], mend, workshop);
    }
    return sum / guide->total;
}
