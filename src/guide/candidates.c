#include "guide/planner.h"

/// Opening and mending moves that are valued with the tail behind them, and moves that only show something.
enum { ways_most = 12, looks_most = 12 };

typedef struct {
    uint16_t move;
    double score;
} scored_t;

static void keep(scored_t* list, int* count, int room, scored_t one)
{
    if (one.score <= 0.0 || (*count == room && list[*count - 1].score >= one.score)) {
        return;
    }
    int at = *count < room ? (*count)++ : *count - 1;
    for (; at > 0 && list[at - 1].score < one.score; at--) {
        list[at] = list[at - 1];
    }
    list[at] = one;
}

/// How much a reading parts the cars: the expected rise of the sum of squared shares (Gini). Zero if every
/// reading leaves the belief as it is. A cheap stand-in for the value of knowing, used only to choose what is
/// valued in full.
static double parting(inner_plan_t* self, const planner_node_t* node, const double* weight, uint16_t m)
{
    const inner_move_t* const move = &self->guide->move[m];
    const double mass = planner_mass(node, weight);
    const size_t mark = self->scratch_used;
    double* const part = planner_vector(self);
    double after = 0.0;
    double before = 0.0;
    for (int k = 0; k <= node->cars; k++) {
        before += weight[k] * weight[k];
    }
    for (uint8_t r = 0; r < move->reading_count; r++) {
        planner_read(self, node, weight, (guide_event_t){m, r}, part);
        double squares = 0.0;
        for (int k = 0; k <= node->cars; k++) {
            squares += part[k] * part[k];
        }
        const double share = planner_mass(node, part);
        after += share > 1e-12 * mass ? squares / share : 0.0;
    }
    self->scratch_used = mark;
    return after - before / mass;
}

static bool mends_anything(const inner_plan_t* self, uint16_t m)
{
    return inner_any(&self->guide->move[m].mends);
}

static double way_score(inner_plan_t* self, const planner_node_t* node, const double* weight,
                        const planner_reach_t* reach, uint16_t m)
{
    const inner_move_t* const move = &self->guide->move[m];
    const double cost = planner_chain_cost(self, node, reach, m);
    const double p = planner_share(self, node, weight, (guide_event_t){m, move->opens});
    return cost > 0.0 ? p / cost : 0.0;
}

static double look_score(inner_plan_t* self, const planner_node_t* node, const double* weight,
                         const planner_reach_t* reach, uint16_t m)
{
    const double cost = planner_chain_cost(self, node, reach, m);
    const double mending = mends_anything(self, m) ? 0.02 : 0.0;
    const double gain = parting(self, node, weight, m) + mending;
    return cost > 0.0 ? gain / cost : 0.0;
}

int planner_candidates(inner_plan_t* self, const planner_node_t* node, const double* weight,
                       const planner_reach_t* reach, uint16_t moves[atlas_moves_max])
{
    const guide_t* const guide = self->guide;
    scored_t ways[ways_most];
    scored_t looks[looks_most];
    int way_count = 0;
    int look_count = 0;
    int count = 0;
    for (uint16_t m = 0; m < guide->head.move_count; m++) {
        const inner_move_t* const move = &guide->move[m];
        if (move->asks != atlas_none || !planner_usable(self, node, m)) {
            continue;
        }
        if (guide->open) {
            moves[count++] = m;
        } else if (move->opens < move->reading_count) {
            keep(ways, &way_count, ways_most, (scored_t){m, way_score(self, node, weight, reach, m)});
        } else {
            keep(looks, &look_count, looks_most, (scored_t){m, look_score(self, node, weight, reach, m)});
        }
    }
    for (int k = 0; k < way_count; k++) {
        moves[count++] = ways[k].move;
    }
    for (int k = 0; k < look_count; k++) {
        moves[count++] = looks[k].move;
    }
    return count;
}
