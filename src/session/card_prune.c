#include "session/card_tree.h"

double session_card_coverage(const session_card_tree_t* const self)
{
    double sum = 0;
    for (int k = 0; k < self->count; k++) {
        sum += self->step[k].opened;
    }
    return sum;
}

/// Branches that lead to the same place are one. The opened lid stays first.
static void merge_branches(session_card_step_t* const step)
{
    int kept = 0;
    for (int k = 0; k < step->branch_count; k++) {
        int same = 0;
        while (same < kept && step->branch[same].to != step->branch[k].to) {
            same++;
        }
        if (same == kept) {
            step->branch[kept++] = step->branch[k];
        } else {
            step->branch[same].readings |= step->branch[k].readings;
            step->branch[same].share += step->branch[k].share;
        }
    }
    step->branch_count = kept;
}

static void lead_to(session_card_tree_t* const self, const int from, const int to)
{
    session_card_lead_to(self, from, to);
    for (int s = 0; s < self->count; s++) {
        merge_branches(&self->step[s]);
    }
}

/// A look after which everybody goes on alike, and which brings nothing that a later step needs.
static bool is_idle(const atlas_t* const atlas, const session_card_step_t* const step)
{
    const atlas_move_t move = atlas_move(atlas, step->move);
    const bool looks = move.does >= atlas_does_look && move.does <= atlas_does_measure;
    return step->branch_count == 1 && step->branch[0].to != session_card_open &&
           ((looks && move.give_count == 0) || step->branch[0].to == session_card_call);
}

static void leave_out_idle(session_card_tree_t* const self, const atlas_t* const atlas)
{
    for (bool again = true; again;) {
        again = false;
        for (int k = 1; k < self->count; k++) {
            session_card_step_t* const step = &self->step[k];
            if (step->branch_count > 0 && is_idle(atlas, step)) {
                lead_to(self, k, step->branch[0].to);
                step->branch_count = 0;
                again = true;
            }
        }
    }
}

/// Steps in the order in which most people come to them: after each step the place where most go on.
static int order(const session_card_tree_t* const self, int number[session_card_steps_max])
{
    int stack[session_card_steps_max * session_card_branches_max] = {0};
    int depth = self->count > 0 ? 1 : 0;
    int count = 0;
    for (int k = 0; k < session_card_steps_max; k++) {
        number[k] = -1;
    }
    while (depth > 0) {
        const int at = stack[--depth];
        if (number[at] >= 0) {
            continue;
        }
        number[at] = count++;
        const session_card_step_t* const step = &self->step[at];
        for (int b = step->branch_count - 1; b >= 0; b--) {
            if (step->branch[b].to >= 0) {
                stack[depth++] = step->branch[b].to;
            }
        }
    }
    return count;
}

static void renumber(session_card_tree_t* const self)
{
    int number[session_card_steps_max];
    const session_card_tree_t old = *self;
    self->count = order(self, number);
    for (int k = 0; k < old.count; k++) {
        if (number[k] < 0) {
            continue;
        }
        session_card_step_t* const step = &self->step[number[k]];
        *step = old.step[k];
        for (int b = 0; b < step->branch_count; b++) {
            step->branch[b].to = step->branch[b].to >= 0 ? number[step->branch[b].to] : step->branch[b].to;
        }
    }
}

void session_card_prune(session_card_tree_t* const self, const atlas_t* const atlas, const bool* const keep)
{
    bool kept[session_card_steps_max] = {false};
    for (int k = 0; k < self->count; k++) {
        kept[k] = keep[k];
    }
    for (int k = 0; k < self->count; k++) { // whatever leads to a step was grown before it
        for (int b = 0; !kept[k] && b < self->step[k].branch_count; b++) {
            if (self->step[k].branch[b].to >= 0) {
                kept[self->step[k].branch[b].to] = false;
            }
        }
    }
    for (int k = 0; k < self->count; k++) {
        lead_to(self, k, kept[k] ? k : session_card_call);
    }
    leave_out_idle(self, atlas);
    self->count = self->count > 0 && kept[0] ? self->count : 0;
    renumber(self);
}
