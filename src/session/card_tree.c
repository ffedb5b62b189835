#include "session/card_tree.h"
#include <stdlib.h>
#include <string.h>

enum { does_relieve = 4, does_repair = 5, does_access = 6, does_call = 7 };
enum {
    events_max = 80,     ///< answers along one path, conditions included
    histories_max = 128, ///< of one place on paper; the lightest are counted as called beyond that
    waiting_max = session_card_steps_max * session_card_branches_max,
    waiting_base = 1000, ///< a branch that leads to a place not yet written: this and its number
    tries = 3,
    looks_max = 32
};
static const double least_mass = 1e-7;
/// A place that fewer of all cases come to is no step.
static const double least_place = 0.001;
/// A reading rarer than this among all cases is no reason for a step of its own.
static const double rare = 0.05;
/// What opens it in fewer of those who come there is no step on paper: on a screen it costs a moment.
static const double worth_ink = 0.02;
/// Of those who come to a place: as many count when it is asked what was done already.
static const double good_part = 0.1;

typedef struct {
    guide_event_t event[events_max];
    int count;
    double mass;
} history_t;

/// The histories that come to one place.
typedef struct {
    history_t* item; ///< [histories_max], heap
    int count;
    double mass;
} bag_t;

typedef struct {
    bag_t bag;
    uint16_t move; ///< what is done there; atlas_none: call, or taken
} place_t;

typedef struct {
    guide_t* guide;
    const atlas_t* atlas;
    const guide_situation_t* situation;
    uint32_t nodes;
    session_card_tree_t* tree;
    place_t waiting[waiting_max];
    int waiting_count;
    bool starved; ///< of memory
} grower_t;

bool session_card_is_call(const atlas_move_t* const move)
{
    return move->does == does_call && move->need_count == 0;
}

// ---- bags ----

static void drop(bag_t* const bag)
{
    free(bag->item);
    *bag = (bag_t){0};
}

static int lightest(const bag_t* const bag)
{
    int least = 0;
    for (int k = 1; k < bag->count; k++) {
        least = bag->item[k].mass < bag->item[least].mass ? k : least;
    }
    return least;
}

static void put(grower_t* const self, bag_t* const bag, const history_t* const history)
{
    if (history->mass < least_mass) {
        return;
    }
    if (!bag->item) {
        bag->item = malloc(histories_max * sizeof *bag->item);
        self->starved = self->starved || !bag->item;
    }
    if (!bag->item) {
        return;
    }
    const int at = bag->count < histories_max ? bag->count++ : lightest(bag);
    if (bag->count == histories_max && at < bag->count - 1) {
        if (bag->item[at].mass >= history->mass) {
            return;
        }
        bag->mass -= bag->item[at].mass;
    }
    bag->item[at] = *history;
    bag->mass += history->mass;
}

/// All of `from` to `bag`; `from` is dropped.
static void pour(grower_t* const self, bag_t* const bag, bag_t* const from)
{
    for (int k = 0; k < from->count; k++) {
        put(self, bag, &from->item[k]);
    }
    drop(from);
}

static history_t longer(const history_t* const history, const uint16_t move, const uint8_t reading,
                        const double p)
{
    history_t next = *history;
    next.mass *= p;
    if (next.count < events_max) {
        next.event[next.count++] = (guide_event_t){move, reading};
    }
    return next;
}

static void replay(grower_t* const self, const history_t* const history)
{
    guide_replay(self->guide, self->situation, history->event, history->count);
}

// ---- what may be done at a place ----

/// The reading of the move that asks for a fact which confirms it.
static uint8_t yes_of(const atlas_t* const atlas, const uint16_t fact, const uint16_t asking)
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
static void rule_out_done(const grower_t* const self, const history_t* const history,
                          guide_situation_t* const situation)
{
    for (int k = history->count - 1; k >= 0; k--) {
        const atlas_move_t move = atlas_move(self->atlas, history->event[k].move);
        situation->cannot[history->event[k].move] = 1;
        if (move.does == does_relieve || move.does == does_repair) {
            return;
        }
    }
}

/// What the person can do at a place, less what a good part of those who come there has just done.
static guide_situation_t fresh_situation(const grower_t* const self, const bag_t* const bag)
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
    history_t at;      ///< its mass: the chance that all conditions so far are so
    uint16_t prepares; ///< first move that only makes way for the try, or atlas_none
} ahead_t;

/// True if the move only asks for a condition or opens a way; then the look ahead goes on behind it.
static bool goes_on(const grower_t* const self, ahead_t* const ahead, const uint16_t index,
                    const atlas_move_t* const move)
{
    const uint16_t fact = move->asks_fact ? asked_by(self->atlas, index) : atlas_none;
    if (fact != atlas_none) {
        double p[atlas_readings_max];
        const uint8_t yes = yes_of(self->atlas, fact, index);
        guide_predict(self->guide, index, p);
        ahead->at = longer(&ahead->at, index, yes, p[yes]);
        return true;
    }
    if (move->does == does_access && move->give_count > 0) {
        const uint8_t made = atlas_give(self->atlas, index, 0).reading;
        ahead->prepares = ahead->prepares == atlas_none ? index : ahead->prepares;
        ahead->at = longer(&ahead->at, index, made < move->reading_count ? made : 0, 1);
        return true;
    }
    return false;
}

/// What the guide is up to after one history of a place: the next move that is no mere asking for a
/// condition. A try that conditions and odds make unlikely is left out, and with it what only makes way for
/// it.
static uint16_t planned(grower_t* const self, const bag_t* const bag, const history_t* const history)
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

/// True if everybody who comes here may make the move, once what `ask` lists is so.
static bool permitted(grower_t* const self, const bag_t* const bag, const uint16_t move, uint16_t* const ask,
                      int* const count)
{
    for (int k = 0; k < bag->count; k++) {
        replay(self, &bag->item[k]);
        if (bag->item[k].count >= events_max - session_card_asks_max || !add_asks(self, move, ask, count)) {
            return false;
        }
    }
    return true;
}

static bool all_may(grower_t* const self, const bag_t* const bag, const uint16_t move)
{
    uint16_t ask[session_card_asks_max];
    int count = 0;
    return permitted(self, bag, move, ask, &count);
}

/// The step for a place: the plan of its heaviest history that all may follow, else to call.
static uint16_t choose(grower_t* const self, const bag_t* const bag)
{
    bool tried[histories_max] = {false};
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
        if (move == atlas_none || all_may(self, bag, move)) {
            return move;
        }
    }
    return atlas_none;
}

// ---- making a step ----

/// Where the histories of one step go: by reading, and last those whom a condition stops.
typedef struct {
    bag_t bag[session_card_branches_max];
} fan_t;

/// Asks for the conditions one after the other; true if all are so, and `history` then holds the answers.
static bool agrees(grower_t* const self, history_t* const history, const session_card_step_t* const step,
                   bag_t* const refused)
{
    for (int k = 0; k < step->ask_count; k++) {
        const uint16_t fact = step->ask[k];
        replay(self, history);
        if (guide_fact_is(self->guide, fact)) {
            continue;
        }
        if (guide_fact_denied(self->guide, fact)) {
            put(self, refused, history);
            return false;
        }
        const uint16_t asking = atlas_fact(self->atlas, fact).ask_move;
        const uint8_t yes = yes_of(self->atlas, fact, asking);
        double p[atlas_readings_max];
        guide_predict(self->guide, asking, p);
        const history_t no = longer(history, asking, yes == 0 ? 1 : 0, 1 - p[yes]);
        put(self, refused, &no);
        *history = longer(history, asking, yes, p[yes]);
    }
    return true;
}

static void fan_out(grower_t* const self, const bag_t* const bag, session_card_step_t* const step,
                    fan_t* const fan)
{
    const atlas_move_t move = atlas_move(self->atlas, step->move);
    for (int k = 0; k < bag->count; k++) {
        history_t history = bag->item[k];
        if (!agrees(self, &history, step, &fan->bag[atlas_readings_max])) {
            continue;
        }
        double p[atlas_readings_max];
        replay(self, &history);
        guide_predict(self->guide, step->move, p);
        for (uint8_t r = 0; r < move.reading_count; r++) {
            const history_t next = longer(&history, step->move, r, p[r]);
            if (r == move.opens_reading) {
                step->opened += next.mass;
            } else {
                put(self, &fan->bag[r], &next);
            }
        }
    }
}

/// Readings that lead to the same move are one branch. What is rare joins a step that is there anyway.
typedef struct {
    place_t place[session_card_branches_max];
    unsigned readings[session_card_branches_max];
    int count;
} groups_t;

static unsigned bit_of(const int k)
{
    return k == atlas_readings_max ? (unsigned)session_card_refused : 1U << (unsigned)k;
}

static void join(grower_t* const self, groups_t* const groups, const int reading, bag_t* const bag,
                 const uint16_t move)
{
    int at = 0;
    while (at < groups->count && groups->place[at].move != move) {
        at++;
    }
    if (at == groups->count) {
        groups->place[at] = (place_t){.move = move};
        groups->readings[at] = 0;
        groups->count++;
    }
    groups->readings[at] |= bit_of(reading);
    pour(self, &groups->place[at].bag, bag);
}

/// The heaviest place, of this step's own or of those that wait, where all of `bag` may do what is done
/// there.
static uint16_t shelter(grower_t* const self, const groups_t* const groups, const bag_t* const bag)
{
    const place_t* best = NULL;
    for (int k = 0; k < groups->count + self->waiting_count; k++) {
        const bool own = k < groups->count;
        const place_t* const place = own ? &groups->place[k] : &self->waiting[k - groups->count];
        const bool heavier = place->move != atlas_none && (!best || place->bag.mass > best->bag.mass);
        best = heavier && all_may(self, bag, place->move) ? place : best;
    }
    return best ? best->move : (uint16_t)atlas_none;
}

/// Bits of the readings that may follow the step besides the opened lid, and of a refused condition.
static unsigned bits_after(const grower_t* const self, const session_card_step_t* const step)
{
    const atlas_move_t move = atlas_move(self->atlas, step->move);
    unsigned bits = step->ask_count > 0 ? (unsigned)session_card_refused : 0U;
    for (int k = 0; k < move.reading_count; k++) {
        bits |= k == move.opens_reading ? 0U : bit_of(k);
    }
    return bits;
}

static void group(grower_t* const self, const session_card_step_t* const step, fan_t* const fan,
                  groups_t* const groups)
{
    unsigned left = bits_after(self, step);
    for (int k = 0; k <= atlas_readings_max; k++) {
        if (fan->bag[k].mass >= rare) {
            join(self, groups, k, &fan->bag[k], choose(self, &fan->bag[k]));
            left &= ~bit_of(k);
        }
    }
    for (int k = 0; k <= atlas_readings_max; k++) {
        if ((left & bit_of(k)) != 0) {
            join(self, groups, k, &fan->bag[k], shelter(self, groups, &fan->bag[k]));
        }
    }
}

// ---- places that wait to be written ----

/// Puts a place among those that wait; one where the same is to be done is the same place if all may do it.
static int wait_for(grower_t* const self, place_t* const place)
{
    int at = 0;
    while (at < self->waiting_count && self->waiting[at].move != place->move) {
        at++;
    }
    if (at == self->waiting_count) {
        self->waiting[self->waiting_count++] = *place;
        return at;
    }
    pour(self, &self->waiting[at].bag, &place->bag);
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

static void branch_off(grower_t* const self, session_card_step_t* const step, groups_t* const groups)
{
    for (int k = 0; k < groups->count; k++) {
        place_t* const place = &groups->place[k];
        const double share = place->bag.mass;
        int to = session_card_call;
        if (place->move == atlas_none) {
            drop(&place->bag);
        } else {
            to = waiting_base + wait_for(self, place);
        }
        add_branch(step, to, groups->readings[k], share);
    }
}

static void lead_to(session_card_tree_t* const tree, const int from, const int to)
{
    for (int s = 0; s < tree->count; s++) {
        for (int b = 0; b < tree->step[s].branch_count; b++) {
            session_card_branch_t* const branch = &tree->step[s].branch[b];
            branch->to = branch->to == from ? to : branch->to;
        }
    }
}

static void write_step(grower_t* const self, const int at)
{
    place_t place = self->waiting[at];
    self->waiting[at] = (place_t){.move = atlas_none};
    const int index = self->tree->count++;
    session_card_step_t* const step = &self->tree->step[index];
    *step = (session_card_step_t){.move = place.move, .share = place.bag.mass};
    lead_to(self->tree, waiting_base + at, index);
    (void)permitted(self, &place.bag, place.move, step->ask, &step->ask_count);
    const atlas_move_t move = atlas_move(self->atlas, place.move);
    fan_t fan = {0};
    groups_t groups = {.count = 0};
    fan_out(self, &place.bag, step, &fan);
    if (move.opens_reading < move.reading_count) {
        add_branch(step, session_card_open, 1U << move.opens_reading, step->opened);
    }
    group(self, step, &fan, &groups);
    branch_off(self, step, &groups);
    drop(&place.bag);
}

static int heaviest(const grower_t* const self)
{
    int best = -1;
    for (int k = 0; k < self->waiting_count; k++) {
        const place_t* const place = &self->waiting[k];
        const bool real = place->move != atlas_none && place->bag.mass >= least_place;
        best = real && (best < 0 || place->bag.mass > self->waiting[best].bag.mass) ? k : best;
    }
    return best;
}

static void start(grower_t* const self)
{
    const history_t nothing = {.mass = 1};
    place_t first = {.move = atlas_none};
    put(self, &first.bag, &nothing);
    first.move = self->starved ? (uint16_t)atlas_none : choose(self, &first.bag);
    if (first.move == atlas_none) {
        drop(&first.bag);
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
        lead_to(tree, waiting_base + k, session_card_call);
        drop(&self->waiting[k].bag);
    }
    const bool good = !self->starved;
    free(self);
    return good;
}
