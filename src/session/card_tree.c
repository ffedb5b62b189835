#include "session/card_grow.h"
#include <stdlib.h>

enum { waiting_base = 1000 }; ///< a branch that leads to a place not yet written: this and its number
/// A place that fewer of all cases come to is no step.
static const double least_place = 0.001;

/// Puts a place among those that wait; one where the same is to be done is the same place if all may do it.
static int wait_for(grower_t* const self, grow_place_t* const place)
{
    int at = 0;
    while (at < self->waiting_count && self->waiting[at].move != place->move) {
        at++;
    }
    if (at == self->waiting_count) {
        self->waiting[self->waiting_count++] = *place;
        return at;
    }
    grow_pour(self, &self->waiting[at].bag, &place->bag);
    return at;
}

static void add_branch(session_card_step_t* const step, const int to, const unsigned readings,
                       const double share)
{
    int at = step->branch_count++;
    for (; at > 0 && step->branch[at - 1].to != session_card_open && step->branch[at - 1].share < share;
         at--) {
        step->branch[at] = step->branch[at - 1];
    }
    step->branch[at] = (session_card_branch_t){to, readings, share};
}

static void branch_off(grower_t* const self, session_card_step_t* const step, grow_groups_t* const groups)
{
    for (int k = 0; k < groups->count; k++) {
        grow_place_t* const place = &groups->place[k];
        const double share = place->bag.mass;
        int to = session_card_call;
        if (place->move == atlas_none) {
            grow_drop(&place->bag);
        } else {
            to = waiting_base + wait_for(self, place);
        }
        add_branch(step, to, groups->readings[k], share);
    }
}

void session_card_lead_to(session_card_tree_t* const self, const int from, const int to)
{
    for (int s = 0; s < self->count; s++) {
        for (int b = 0; b < self->step[s].branch_count; b++) {
            session_card_branch_t* const branch = &self->step[s].branch[b];
            branch->to = branch->to == from ? to : branch->to;
        }
    }
}

static void write_step(grower_t* const self, const int at)
{
    grow_place_t place = self->waiting[at];
    self->waiting[at] = (grow_place_t){.move = atlas_none};
    const int index = self->tree->count++;
    session_card_step_t* const step = &self->tree->step[index];
    *step = (session_card_step_t){.move = place.move, .share = place.bag.mass};
    session_card_lead_to(self->tree, waiting_base + at, index);
    (void)grow_permitted(self, &place.bag, place.move, step->ask, &step->ask_count);
    const atlas_move_t move = atlas_move(self->atlas, place.move);
    grow_groups_t groups = {.count = 0};
    grow_fan(self, &place.bag, step, &groups);
    if (move.opens_reading < move.reading_count) {
        add_branch(step, session_card_open, 1U << move.opens_reading, step->opened);
    }
    branch_off(self, step, &groups);
    grow_drop(&place.bag);
}

static int heaviest(const grower_t* const self)
{
    int best = -1;
    for (int k = 0; k < self->waiting_count; k++) {
        const grow_place_t* const place = &self->waiting[k];
        const bool real = place->move != atlas_none && place->bag.mass >= least_place;
        best = real && (best < 0 || place->bag.mass > self->waiting[best].bag.mass) ? k : best;
    }
    return best;
}

static void start(grower_t* const self)
{
    const grow_history_t nothing = {.mass = 1};
    grow_place_t first = {.move = atlas_none};
    grow_put(self, &first.bag, &nothing);
    first.move = self->starved ? (uint16_t)atlas_none : grow_choose(self, &first.bag);
    if (first.move == atlas_none) {
        grow_drop(&first.bag);
    } else {
        (void)wait_for(self, &first);
    }
}

bool session_card_grow(guide_t* const guide, const atlas_t* const atlas,
                       const guide_situation_t* const situation, const session_card_growth_t* const growth,
                       session_card_tree_t* const tree)
{
    grower_t* const self = calloc(1, sizeof *self);
    *tree = (session_card_tree_t){.count = 0};
    if (!self) {
        return false;
    }
    *self = (grower_t){
        .guide = guide, .atlas = atlas, .situation = situation, .nodes = growth->nodes, .tree = tree};
    start(self);
    for (int at = heaviest(self); at >= 0 && tree->count < growth->steps_max && !self->starved;
         at = heaviest(self)) {
        write_step(self, at);
        if (growth->progress) {
            growth->progress(growth->context, tree->count);
        }
    }
    for (int k = 0; k < self->waiting_count; k++) {
        session_card_lead_to(tree, waiting_base + k, session_card_call);
        grow_drop(&self->waiting[k].bag);
    }
    const bool good = !self->starved;
    free(self);
    return good;
}
