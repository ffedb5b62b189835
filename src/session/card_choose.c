#include "session/card_grow.h"

enum { tries = 3, looks_max = 32 };
/// What opens it in fewer of those who come there is no step on paper: on a screen it costs a moment.
static const double worth_ink = 0.02;
/// Of those who come to a place: as many count when it is asked what was done already.
static const double good_part = 0.1;

bool session_card_is_call(const atlas_move_t* const move)
{
    return move->does == atlas_does_call && move->need_count == 0;
}

uint8_t grow_yes_of(const atlas_t* const atlas, const uint16_t fact, const uint16_t asking)
{
    const uint16_t gives = atlas_move(atlas, asking).give_count;
    for (uint16_t k = 0; k < gives; k++) {
        const atlas_effect_t give = atlas_give(atlas, asking, k);
        if (give.target == fact && give.reading < atlas_readings_max) {
            return give.reading;
        }
    }
    return 0;
}

static uint16_t asked_by(const atlas_t* const atlas, const uint16_t move)
{
    for (uint16_t f = 0; f < atlas->head.fact_count; f++) {
        if (atlas_fact(atlas, f).ask_move == move) {
            return f;
        }
    }
    return atlas_none;
}

/// True for a try that hardly ever opens it here: on a screen it costs a moment, on paper a step.
static bool is_not_worth_ink(const grower_t* const self, const uint16_t index, const atlas_move_t* const move,
                             const double agreed)
{
    double p[atlas_readings_max];
    if (move->opens_reading >= move->reading_count) {
        return false;
    }
    guide_predict(self->guide, index, p);
    return agreed * p[move->opens_reading] < worth_ink;
}

/// What was done is not done again before something was put right.
static void rule_out_done(const grower_t* const self, const grow_history_t* const history,
                          guide_situation_t* const situation)
{
    for (int k = history->count - 1; k >= 0; k--) {
        const atlas_move_t move = atlas_move(self->atlas, history->event[k].move);
        situation->cannot[history->event[k].move] = 1;
        if (move.does == atlas_does_relieve || move.does == atlas_does_repair) {
            return;
        }
    }
}

/// What the person can do at a place, less what a good part of those who come there has just done.
static guide_situation_t fresh_situation(const grower_t* const self, const grow_bag_t* const bag)
{
    guide_situation_t situation = *self->situation;
    for (int k = 0; k < bag->count; k++) {
        if (bag->item[k].mass >= good_part * bag->mass) {
            rule_out_done(self, &bag->item[k], &situation);
        }
    }
    return situation;
}

/// A look ahead along the guide's plan, as if all went well on the way to the next try.
typedef struct {
    grow_history_t at; ///< its mass: the chance that all conditions so far are so
    uint16_t prepares; ///< first move that only makes way for the try, or atlas_none
} ahead_t;

/// True if the move only asks for a condition or opens a way; then the look ahead goes on behind it.
static bool goes_on(const grower_t* const self, ahead_t* const ahead, const uint16_t index,
                    const atlas_move_t* const move)
{
    const uint16_t fact = move->asks_fact ? asked_by(self->atlas, index) : atlas_none;
    if (fact != atlas_none) {
        double p[atlas_readings_max];
        const uint8_t yes = grow_yes_of(self->atlas, fact, index);
        guide_predict(self->guide, index, p);
        ahead->at = grow_longer(&ahead->at, index, yes, p[yes]);
        return true;
    }
    if (move->does == atlas_does_access && move->give_count > 0) {
        const uint8_t made = atlas_give(self->atlas, index, 0).reading;
        ahead->prepares = ahead->prepares == atlas_none ? index : ahead->prepares;
        ahead->at = grow_longer(&ahead->at, index, made < move->reading_count ? made : 0, 1);
        return true;
    }
    return false;
}

/// What the guide is up to after one history of a place: the next move that is no mere asking for a
/// condition. A try that conditions and odds make unlikely is left out, and with it what only makes way for
/// it.
static uint16_t planned(grower_t* const self, const grow_bag_t* const bag,
                        const grow_history_t* const history)
{
    guide_situation_t situation = fresh_situation(self, bag);
    ahead_t ahead = {.at = *history, .prepares = atlas_none};
    ahead.at.mass = 1;
    for (int k = 0; k < looks_max; k++) {
        guide_replay(self->guide, &situation, ahead.at.event, ahead.at.count);
        const guide_step_t step = guide_next(self->guide, self->nodes);
        if (step.move == atlas_none) {
            return atlas_none;
        }
        const atlas_move_t move = atlas_move(self->atlas, step.move);
        if (session_card_is_call(&move)) {
            return atlas_none;
        }
        if (goes_on(self, &ahead, step.move, &move)) {
            continue;
        }
        if (!is_not_worth_ink(self, step.move, &move, ahead.at.mass)) {
            return ahead.prepares == atlas_none ? step.move : ahead.prepares;
        }
        situation.cannot[step.move] = 1;
        ahead = (ahead_t){.at = *history, .prepares = atlas_none};
        ahead.at.mass = 1;
    }
    return atlas_none;
}

static bool has(const uint16_t* const list, const int count, const uint16_t one)
{
    for (int k = 0; k < count; k++) {
        if (list[k] == one) {
            return true;
        }
    }
    return false;
}

/// Adds the needs of the move that are not held now to `ask`; false if one of them cannot be asked for.
static bool add_asks(const grower_t* const self, const uint16_t move, uint16_t* const ask, int* const count)
{
    const uint16_t needs = atlas_move(self->atlas, move).need_count;
    for (uint16_t k = 0; k < needs; k++) {
        const uint16_t fact = atlas_need(self->atlas, move, k);
        if (guide_fact_is(self->guide, fact) || has(ask, *count, fact)) {
            continue;
        }
        if (atlas_fact(self->atlas, fact).ask_move == atlas_none || *count == session_card_asks_max) {
            return false;
        }
        ask[(*count)++] = fact;
    }
    return true;
}

bool grow_permitted(grower_t* const self, const grow_bag_t* const bag, const uint16_t move,
                    uint16_t* const ask, int* const count)
{
    for (int k = 0; k < bag->count; k++) {
        grow_replay(self, &bag->item[k]);
        if (bag->item[k].count >= grow_events_max - session_card_asks_max ||
            !add_asks(self, move, ask, count)) {
            return false;
        }
    }
    return true;
}

bool grow_all_may(grower_t* const self, const grow_bag_t* const bag, const uint16_t move)
{
    uint16_t ask[session_card_asks_max];
    int count = 0;
    return grow_permitted(self, bag, move, ask, &count);
}

uint16_t grow_choose(grower_t* const self, const grow_bag_t* const bag)
{
    bool tried[grow_histories_max] = {false};
    for (int k = 0; k < tries && k < bag->count; k++) {
        int best = -1;
        for (int h = 0; h < bag->count; h++) {
            best = !tried[h] && (best < 0 || bag->item[h].mass > bag->item[best].mass) ? h : best;
        }
        if (best < 0) {
            break;
        }
        tried[best] = true;
        const uint16_t move = planned(self, bag, &bag->item[best]);
        if (move == atlas_none || grow_all_may(self, bag, move)) {
            return move;
        }
    }
    return atlas_none;
}
