#include "session/card_grow.h"

/// A reading rarer than this among all cases is no reason for a step of its own.
static const double rare = 0.05;

/// Where the histories of one step go: by reading, and last those whom a condition stops.
typedef struct {
    grow_bag_t bag[session_card_branches_max];
} fan_t;

/// Asks for the conditions one after the other; true if all are so, and `history` then holds the answers.
static bool agrees(grower_t* const self, grow_history_t* const history, const session_card_step_t* const step,
                   grow_bag_t* const refused)
{
    for (int k = 0; k < step->ask_count; k++) {
        const uint16_t fact = step->ask[k];
        grow_replay(self, history);
        if (guide_fact_is(self->guide, fact)) {
            continue;
        }
        if (guide_fact_denied(self->guide, fact)) {
            grow_put(self, refused, history);
            return false;
        }
        const uint16_t asking = atlas_fact(self->atlas, fact).ask_move;
        const uint8_t yes = grow_yes_of(self->atlas, fact, asking);
        double p[atlas_readings_max];
        guide_predict(self->guide, asking, p);
        const grow_history_t no = grow_longer(history, asking, yes == 0 ? 1 : 0, 1 - p[yes]);
        grow_put(self, refused, &no);
        *history = grow_longer(history, asking, yes, p[yes]);
    }
    return true;
}

static void fan_out(grower_t* const self, const grow_bag_t* const bag, session_card_step_t* const step,
                    fan_t* const fan)
{
    const atlas_move_t move = atlas_move(self->atlas, step->move);
    for (int k = 0; k < bag->count; k++) {
        grow_history_t history = bag->item[k];
        if (!agrees(self, &history, step, &fan->bag[atlas_readings_max])) {
            continue;
        }
        double p[atlas_readings_max];
        grow_replay(self, &history);
        guide_predict(self->guide, step->move, p);
        for (uint8_t r = 0; r < move.reading_count; r++) {
            const grow_history_t next = grow_longer(&history, step->move, r, p[r]);
            if (r == move.opens_reading) {
                step->opened += next.mass;
            } else {
                grow_put(self, &fan->bag[r], &next);
            }
        }
    }
}

static unsigned bit_of(const int k)
{
    return k == atlas_readings_max ? (unsigned)session_card_refused : 1U << (unsigned)k;
}

static void join(grower_t* const self, grow_groups_t* const groups, const int reading, grow_bag_t* const bag,
                 const uint16_t move)
{
    int at = 0;
    while (at < groups->count && groups->place[at].move != move) {
        at++;
    }
    if (at == groups->count) {
        groups->place[at] = (grow_place_t){.move = move};
        groups->readings[at] = 0;
        groups->count++;
    }
    groups->readings[at] |= bit_of(reading);
    grow_pour(self, &groups->place[at].bag, bag);
}

/// The heaviest place, of this step's own or of those that wait, where all of `bag` may do what is done
/// there.
static uint16_t shelter(grower_t* const self, const grow_groups_t* const groups, const grow_bag_t* const bag)
{
    const grow_place_t* best = NULL;
    for (int k = 0; k < groups->count + self->waiting_count; k++) {
        const bool own = k < groups->count;
        const grow_place_t* const place = own ? &groups->place[k] : &self->waiting[k - groups->count];
        const bool heavier = place->move != atlas_none && (!best || place->bag.mass > best->bag.mass);
        best = heavier && grow_all_may(self, bag, place->move) ? place : best;
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
                  grow_groups_t* const groups)
{
    unsigned left = bits_after(self, step);
    for (int k = 0; k <= atlas_readings_max; k++) {
        if (fan->bag[k].mass >= rare) {
            join(self, groups, k, &fan->bag[k], grow_choose(self, &fan->bag[k]));
            left &= ~bit_of(k);
        }
    }
    for (int k = 0; k <= atlas_readings_max; k++) {
        if ((left & bit_of(k)) != 0) {
            join(self, groups, k, &fan->bag[k], shelter(self, groups, &fan->bag[k]));
        }
    }
}

void grow_fan(grower_t* const self, const grow_bag_t* const bag, session_card_step_t* const step,
              grow_groups_t* const groups)
{
    fan_t fan = {0};
    fan_out(self, bag, step, &fan);
    group(self, step, &fan, groups);
}
