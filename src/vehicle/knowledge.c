#include "vehicle/knowledge.h"
#include "vehicle/real.h"
#include <string.h>

/// Odds of a chance of 1 would be infinite; no estimate is better than this.
static const double chance_max = 0.999;

bool vehicle_when_holds(const vehicle_when_t* const when, const uint16_t count, const double* const value)
{
    for (uint16_t k = 0; k < count; k++) {
        const double v = value[when[k].param];
        const bool holds = when[k].accepted != 0 ? (when[k].accepted >> (unsigned)v & 1U) != 0
                                                 : v >= when[k].low && v <= when[k].high;
        if (!holds) {
            return false;
        }
    }
    return true;
}

uint16_t vehicle_find_mode(const vehicle_knowledge_t* const self, const char* const id)
{
    for (uint16_t k = 0; k < self->mode_count; k++) {
        if (strcmp(self->mode[k].id, id) == 0) {
            return k;
        }
    }
    return vehicle_none;
}

uint16_t vehicle_find_move(const vehicle_knowledge_t* const self, const char* const id)
{
    for (uint16_t k = 0; k < self->move_count; k++) {
        if (strcmp(self->move[k].id, id) == 0) {
            return k;
        }
    }
    return vehicle_none;
}

uint16_t vehicle_find_fact(const vehicle_knowledge_t* const self, const char* const id)
{
    for (uint16_t k = 0; k < self->fact_count; k++) {
        if (strcmp(self->fact[k].id, id) == 0) {
            return k;
        }
    }
    return vehicle_none;
}

static double variant_chance(const vehicle_t* const car, const uint16_t mode)
{
    for (uint16_t k = 0; k < car->variant_count; k++) {
        if (car->variant[k].mode == mode) {
            return car->variant[k].p;
        }
    }
    return 0.0;
}

static double car_factor(const vehicle_t* const car, const uint16_t mode)
{
    double factor = 1.0;
    for (uint16_t k = 0; k < car->odds_count; k++) {
        factor *= car->odds[k].mode == mode ? car->odds[k].factor : 1.0;
    }
    return factor;
}

/// Percent of the class for cause and side, chance for a variant; 0 where the car cannot have the mode.
static double weight(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                     const uint16_t mode)
{
    const vehicle_mode_t* const m = &knowledge->mode[mode];
    if (!vehicle_when_holds(m->when, m->when_count, car->value)) {
        return 0.0;
    }
    if (m->is == vehicle_is_variant) {
        return variant_chance(car, mode);
    }
    const double percent =
        m->is_cause ? knowledge->share[mode][car->class_index] : knowledge->rate[mode][car->class_index];
    return car_factor(car, mode) > 0.0 ? percent : 0.0;
}

bool vehicle_mode_occurs(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                         const uint16_t mode)
{
    return mode < knowledge->mode_count && weight(knowledge, car, mode) > 0.0;
}

static double all_causes(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car)
{
    double sum = 0.0;
    for (uint16_t k = 0; k < knowledge->mode_count; k++) {
        const bool counts = knowledge->mode[k].is != vehicle_is_variant && knowledge->mode[k].is_cause;
        sum += counts ? weight(knowledge, car, k) : 0.0;
    }
    return sum;
}

static double odds_of(const double p)
{
    const double bounded = real_clamp(p, 0.0, chance_max);
    return bounded / (1.0 - bounded);
}

double vehicle_prior_odds(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                          const uint16_t mode)
{
    if (!vehicle_mode_occurs(knowledge, car, mode)) {
        return 0.0;
    }
    const vehicle_mode_t* const m = &knowledge->mode[mode];
    const double own = weight(knowledge, car, mode);
    if (m->is == vehicle_is_variant) {
        return odds_of(own);
    }
    const double p = m->is_cause ? knowledge->coexistence * own / all_causes(knowledge, car) : own / 100.0;
    return odds_of(p * car_factor(car, mode));
}
