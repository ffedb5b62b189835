#include "guide/planner.h"
#include <string.h>

static const double least_open = 5e-4;

/// A node with its weights, for the length of one listing.
typedef struct {
    inner_plan_t* plan;
    const planner_node_t* node;
    const double* weight;
    double whole;
} view_t;

static double open_mass(inner_plan_t* plan, const planner_node_t* node, const double* weight, uint16_t move)
{
    return planner_share(plan, node, weight, (guide_event_t){move, plan->guide->move[move].opens});
}

static void insert(planner_options_t* options, planner_option_t option)
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

static void list_tries(const view_t* view, const planner_reach_t* reach, planner_options_t* options)
{
    inner_plan_t* const plan = view->plan;
    for (int k = 0; k < plan->openings; k++) {
        const uint16_t m = plan->opening[k];
        const double cost =
            planner_usable(plan, view->node, m) ? planner_chain_cost(plan, view->node, reach, m) : -1.0;
        const double p = cost < 0.0 ? 0.0 : open_mass(plan, view->node, view->weight, m);
        if (p > least_open * view->whole) {
            insert(options, (planner_option_t){m, atlas_none, p / cost});
        }
    }
}

/// Chance that a mending move leads to an open lid by the try that follows it.
static double mended_mass(const view_t* view, uint16_t m, uint16_t follow)
{
    inner_plan_t* const plan = view->plan;
    const inner_move_t* const move = &plan->guide->move[m];
    const planner_changed_t changed = planner_changed(plan, view->node, view->weight, &move->mends);
    double* const worked = planner_vector(plan);
    double* const open = planner_vector(plan);
    memset(open, 0, ((size_t)changed.before.cars + 1U) * sizeof *open);
    for (uint8_t r = 0; changed.before.cars > 0 && r < move->reading_count; r++) {
        if (inner_any(&move->outcome[r].mend)) {
            planner_read(plan, &changed.before, changed.weight, (guide_event_t){m, r}, worked);
            for (int k = 0; k < changed.before.cars; k++) {
                open[k] += worked[k];
            }
        }
    }
    return open_mass(plan, &changed.after, open, follow);
}

static void list_mendings(const view_t* view, const planner_reach_t* reach, planner_options_t* options)
{
    inner_plan_t* const plan = view->plan;
    for (int k = 0; k < plan->mendings; k++) {
        const uint16_t m = plan->mending[k];
        const uint16_t follow = plan->follow[k];
        if (follow == atlas_none || !planner_usable(plan, view->node, m)) {
            continue;
        }
        const double before = planner_chain_cost(plan, view->node, reach, m);
        const double then = planner_chain_cost(plan, view->node, reach, follow);
        const size_t mark = plan->scratch_used;
        const double p = before < 0.0 || then < 0.0 ? 0.0 : mended_mass(view, m, follow);
        plan->scratch_used = mark;
        if (p > least_open * view->whole) {
            insert(options, (planner_option_t){m, follow, p / (before + then)});
        }
    }
}

void planner_list_options(inner_plan_t* self, const planner_node_t* node, const double* weight,
                          const planner_reach_t* reach, planner_options_t* options)
{
    const view_t view = {self, node, weight, planner_mass(node, weight)};
    options->count = 0;
    list_tries(&view, reach, options);
    list_mendings(&view, reach, options);
}

void planner_keep_calls(const inner_plan_t* self, planner_options_t* options)
{
    int count = 0;
    for (int k = 0; k < options->count; k++) {
        if (self->guide->move[options->item[k].move].does == atlas_does_call) {
            options->item[count++] = options->item[k];
        }
    }
    options->count = count;
}

planner_value_t planner_surrender(const inner_plan_t* self, double mass)
{
    const double cost = mass * self->give_up;
    return (planner_value_t){cost, mass * 480.0, cost / 2.0};
}
