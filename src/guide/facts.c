#include "guide/inner.h"
#include <string.h>

static void learn(guide_t* self, unsigned fact, bool is)
{
    inner_put(is ? self->yes.word : self->no.word, fact);
    uint64_t* const word = is ? &self->no.word[fact / 64U] : &self->yes.word[fact / 64U];
    *word &= ~((uint64_t)1 << (fact % 64U));
}

static void follow(guide_t* self, uint16_t circumstance, uint8_t bucket)
{
    for (uint16_t k = 0;; k++) {
        const uint16_t fact = atlas_follows(self->atlas, circumstance, bucket, k);
        if (fact == atlas_none) {
            return;
        }
        learn(self, fact, true);
    }
}

void inner_start_facts(guide_t* self)
{
    const guide_situation_t* const given = &self->situation;
    memset(&self->yes, 0, sizeof self->yes);
    memset(&self->no, 0, sizeof self->no);
    for (uint16_t f = 0; f < self->head.fact_count; f++) {
        if (self->fact_from_car[f] != 0U) {
            learn(self, f, self->fact_from_car[f] == 1U);
        }
    }
    for (uint16_t c = 0; c < self->head.circumstance_count; c++) {
        if (given->bucket[c] != 0U) {
            follow(self, c, (uint8_t)(given->bucket[c] - 1U));
        }
    }
}

void inner_hear_facts(guide_t* self, int after, bool last)
{
    const guide_situation_t* const given = &self->situation;
    for (uint16_t f = 0; f < self->head.fact_count; f++) {
        const int stated = given->fact_after[f];
        if (given->fact[f] != 0U && (stated == after || (last && stated > after))) {
            learn(self, f, given->fact[f] == 1U);
        }
    }
    self->open =
        self->open || (self->lid_open_fact != atlas_none && inner_has(self->yes.word, self->lid_open_fact));
}

/// What was taken is false from now on, or open again if it is of a kind that lapses.
static void lose(guide_t* self, const inner_outcome_t* outcome, unsigned fact)
{
    learn(self, fact, false);
    if (inner_has(outcome->lapse.word, fact)) {
        self->no.word[fact / 64U] &= ~((uint64_t)1 << (fact % 64U));
    }
}

/// Thawing, feeding and mending change what the car does next even where no mode is named; opening a door
/// does not.
static bool changes_car(const guide_t* self, const inner_move_t* move, const inner_outcome_t* outcome)
{
    const bool works = move->does == atlas_does_relieve || move->does == atlas_does_repair;
    const inner_facts_t used_up = inner_facts_without(&outcome->take, &outcome->lapse);
    return works && (!inner_facts_hold(&outcome->give, &self->yes) || inner_facts_meet(&used_up, &self->yes));
}

static void mend(guide_t* self, const inner_modes_t* modes)
{
    if (!inner_any(modes)) {
        return;
    }
    self->mended = inner_join(self->mended, modes);
    for (uint32_t s = 0; s < self->n; s++) {
        if (inner_meets(&self->mask[self->now[s]], modes)) {
            const inner_modes_t left = inner_without(self->mask[self->now[s]], modes);
            self->now[s] = inner_find_set(self, &left);
        }
    }
}

/// Who has pressed the key has the key. A safety condition is not taken as met because somebody went ahead.
static void learn_from_doing(guide_t* self, const inner_move_t* move)
{
    for (unsigned f = 0; f < self->head.fact_count; f++) {
        const bool open_question = !inner_has(self->yes.word, f) && !inner_has(self->no.word, f);
        if (open_question && inner_has(move->need.word, f) && inner_has(self->evident.word, f)) {
            learn(self, f, true);
        }
    }
}

/// Who sprayed has sprayed, whatever can be told of it.
static void lose_anyway(guide_t* self, const inner_move_t* move)
{
    for (unsigned f = 0; f < self->head.fact_count; f++) {
        bool lost = move->reading_count > 0U;
        for (uint8_t r = 0; lost && r < move->reading_count; r++) {
            lost = inner_has(move->outcome[r].take.word, f);
        }
        if (lost) {
            lose(self, &move->outcome[0], f);
        }
    }
}

void inner_apply(guide_t* self, guide_event_t event)
{
    const inner_move_t* const move = &self->move[event.move];
    inner_done_t* const done = &self->done[move->twin];
    const uint8_t times = done->times < 255U ? (uint8_t)(done->times + 1U) : done->times;
    *done = (inner_done_t){self->mended, self->stamp, event.move, event.reading, times};
    self->spent_minutes += move->minutes + move->wait_minutes;
    self->spent_money += move->money;
    if (inner_tells(self, event)) {
        learn_from_doing(self, move);
    }
    if (event.reading >= move->reading_count) {
        if (move->asks !=
            atlas_none) { // a condition nobody can vouch for is not held, and not asked for again
            learn(self, move->asks, false);
        }
        lose_anyway(self, move);
        return;
    }
    const inner_outcome_t* const outcome = &move->outcome[event.reading];
    self->stamp += changes_car(self, move, outcome) ? 1U : 0U;
    for (unsigned f = 0; f < self->head.fact_count; f++) {
        if (inner_has(outcome->take.word, f)) {
            lose(self, outcome, f);
        }
        if (inner_has(outcome->give.word, f)) {
            learn(self, f, true);
        }
    }
    self->open = self->open || event.reading == move->opens;
    mend(self, &outcome->mend);
}

bool inner_phase_fits(const guide_t* self, const inner_move_t* move)
{
    const bool fix = self->situation.goal == guide_goal_fix;
    if (self->open) { // a press that opens a shut lid would invite shutting it (I7); a call never does (I11)
        const bool shut_lid = (move->phase & atlas_phase_open) != 0 && move->opens < move->reading_count &&
                              move->does != atlas_does_call;
        return (move->phase & (atlas_phase_after | atlas_phase_fix)) != 0 && !shut_lid;
    }
    return (move->phase & (fix ? atlas_phase_open | atlas_phase_fix : atlas_phase_open)) != 0;
}

/// True if the move could be made now, whatever its worth.
static bool can_make(const guide_t* self, uint16_t m)
{
    const inner_move_t* const move = &self->move[m];
    const bool known = move->asks != atlas_none &&
                       (inner_has(self->yes.word, move->asks) || inner_has(self->no.word, move->asks));
    return !known && inner_phase_fits(self, move) && self->situation.cannot[m] == 0U &&
           inner_facts_hold(&move->need, &self->yes);
}

bool guide_fact_is(const guide_t* self, uint16_t fact)
{
    return fact < self->head.fact_count && inner_has(self->yes.word, fact);
}

bool guide_fact_denied(const guide_t* self, uint16_t fact)
{
    return fact < self->head.fact_count && inner_has(self->no.word, fact);
}

bool guide_is_open(const guide_t* self)
{
    return self->open;
}

double guide_spent_minutes(const guide_t* self)
{
    return self->spent_minutes;
}

double guide_spent_money(const guide_t* self)
{
    return self->spent_money;
}

int guide_possible(const guide_t* self, uint16_t moves[atlas_moves_max])
{
    int count = 0;
    for (uint16_t m = 0; m < self->head.move_count; m++) {
        if (can_make(self, m)) {
            moves[count++] = m;
        }
    }
    return count;
}
