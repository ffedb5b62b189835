#include "session/card_grow.h"
#include <stdlib.h>

static const double least_mass = 1e-7;

void grow_drop(grow_bag_t* const bag)
{
    free(bag->item);
    *bag = (grow_bag_t){0};
}

static int lightest(const grow_bag_t* const bag)
{
    int least = 0;
    for (int k = 1; k < bag->count; k++) {
        least = bag->item[k].mass < bag->item[least].mass ? k : least;
    }
    return least;
}

void grow_put(grower_t* const self, grow_bag_t* const bag, const grow_history_t* const history)
{
    if (history->mass < least_mass) {
        return;
    }
    if (!bag->item) {
        *bag = (grow_bag_t){.item = malloc(grow_histories_max * sizeof *bag->item)};
        self->starved = self->starved || !bag->item;
    }
    if (!bag->item) {
        return;
    }
    const int at = bag->count < grow_histories_max ? bag->count++ : lightest(bag);
    if (bag->count == grow_histories_max && at < bag->count - 1) {
        if (bag->item[at].mass >= history->mass) {
            return;
        }
        bag->mass -= bag->item[at].mass;
    }
    bag->item[at] = *history;
    bag->mass += history->mass;
}

void grow_pour(grower_t* const self, grow_bag_t* const bag, grow_bag_t* const from)
{
    for (int k = 0; k < from->count; k++) {
        grow_put(self, bag, &from->item[k]);
    }
    grow_drop(from);
}

grow_history_t grow_longer(const grow_history_t* const history, const uint16_t move, const uint8_t reading,
                           const double p)
{
    grow_history_t next = *history;
    next.mass *= p;
    if (next.count < grow_events_max) {
        next.event[next.count++] = (guide_event_t){move, reading};
    }
    return next;
}

void grow_replay(grower_t* const self, const grow_history_t* const history)
{
    guide_replay(self->guide, self->situation, history->event, history->count);
}
