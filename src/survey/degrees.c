#include "survey/inner.h"
#include <string.h>

// A dirty latch that a press still frees on every fifth car frees under almost any press there, and under
// none on the other four. Told as one row for each press, the presses would count as tries of their own:
// after six of them the guide would no longer believe in the latch, and would still expect the seventh to
// help. So the drawn cars are parted in two, by how many of the ways in open them, where that parts them well
// (greatest variance between two classes: N. Otsu, IEEE Trans. Systems, Man, Cybernetics 9(1), 1979).

enum {
    apart_least = 3, ///< ways in by which the two degrees differ on average
    smallest = 2,    ///< cars in a degree
    enough = 4, ///< cars to run a set of several degrees on; fewer, and a degree after the first is left out
    degrees_most = 8 ///< modes that are parted, those that matter most
};

typedef struct {
    uint32_t slight; ///< cars, a bit for each draw; 0: not parted
    double share;    ///< of the cars that are slight
    double worth;    ///< by how much and how often
} parting_t;

/// The drawn cars, a bit each.
static uint32_t all_cars(const survey_t* self)
{
    uint32_t cars = 0U;
    for (uint32_t d = 0; d < self->options->draws_most && d < (uint32_t)survey_draws_most; d++) {
        cars |= 1U << d;
    }
    return cars;
}

static bool is_way_in(const vehicle_move_t* move)
{
    const bool shut = (move->phase & 1U) != 0U;
    return shut && move->sense != vehicle_none && move->opens_reading < move->reading_count;
}

/// Ways in that open each drawn car which has this mode alone.
static void count_ways(const survey_t* self, uint16_t mode, uint8_t ways[survey_draws_most])
{
    const uint8_t cell = self->knowledge->mode[self->mode[mode]].needs_frost ? 2 : 0;
    memset(ways, 0, survey_draws_most);
    for (uint16_t m = 0; m < self->move_count; m++) {
        const vehicle_move_t* const move = &self->knowledge->move[self->move[m]];
        const uint8_t* const trace = survey_trace_at(self, 1U + mode, m, cell);
        for (uint32_t d = 0; self->reads[m][mode] && is_way_in(move) && d < self->options->draws_most; d++) {
            ways[d] = (uint8_t)(ways[d] + (trace[d] == move->opens_reading ? 1U : 0U));
        }
    }
}

/// The cars with more than `least` ways in on the slight side.
static parting_t part_above(const uint8_t* ways, uint32_t cars, uint8_t least)
{
    parting_t parting = {.slight = 0U};
    double count = 0.0;
    double more = 0.0;
    double fewer = 0.0;
    for (uint32_t d = 0; d < cars; d++) {
        const bool above = ways[d] > least;
        parting.slight |= above ? 1U << d : 0U;
        count += above ? 1.0 : 0.0;
        *(above ? &more : &fewer) += ways[d];
    }
    const double others = cars - count;
    const double apart = count > 0.0 && others > 0.0 ? more / count - fewer / others : 0.0;
    const bool good = count >= smallest && others >= smallest && apart >= apart_least;
    parting.share = count / cars;
    parting.worth = good ? count * others * apart * apart : 0.0;
    return parting;
}

static parting_t best_parting(const survey_t* self, uint16_t mode)
{
    const vehicle_mode_t* const of = &self->knowledge->mode[self->mode[mode]];
    const uint32_t cars = self->options->draws_most;
    uint8_t ways[survey_draws_most];
    parting_t best = {.slight = 0U};
    // What comes and goes is tried anew each time; equipment is there or not.
    if (of->intermittent || of->is == vehicle_is_variant) {
        return best;
    }
    count_ways(self, mode, ways);
    for (uint32_t d = 0; d < cars; d++) {
        const parting_t one = part_above(ways, cars, ways[d]);
        best = one.worth > best.worth ? one : best;
    }
    best.worth *= self->odds[mode];
    return best;
}

/// Leaves only those that matter most.
static void choose(parting_t* parting, uint16_t count)
{
    int kept = 0;
    for (uint16_t k = 0; k < count; k++) {
        kept += parting[k].slight != 0U ? 1 : 0;
    }
    for (; kept > degrees_most; kept--) {
        uint16_t least = 0;
        for (uint16_t k = 0; k < count; k++) {
            const bool worse = parting[least].slight == 0U || parting[k].worth < parting[least].worth;
            least = parting[k].slight != 0U && worse ? k : least;
        }
        parting[least].slight = 0U;
    }
}

/// The mode's place is taken by its slight degree, with the grave one behind it.
static void insert_grave(survey_t* self, uint16_t at, const parting_t* parting)
{
    const size_t behind = self->mode_count - at - 1U;
    memmove(&self->mode[at + 2], &self->mode[at + 1], behind * sizeof *self->mode);
    memmove(&self->odds[at + 2], &self->odds[at + 1], behind * sizeof *self->odds);
    memmove(&self->axis[at + 2], &self->axis[at + 1], behind * sizeof *self->axis);
    memmove(&self->cause[at + 2], &self->cause[at + 1], behind * sizeof *self->cause);
    self->mode_count++;
    self->mode[at + 1] = self->mode[at];
    self->axis[at + 1] = self->axis[at];
    self->cause[at + 1] = self->cause[at];
    self->odds[at + 1] = self->odds[at] * (1.0 - parting->share);
    self->odds[at] *= parting->share;
    self->cars[at] = parting->slight;
    self->cars[at + 1] = all_cars(self) & ~parting->slight;
    self->grave[at + 1] = true;
}

/// Both degrees were run when their mode was.
static bool spread_traces(survey_t* self, uint16_t named)
{
    const uint8_t* const trace = self->trace;
    const uint8_t* const active = self->active;
    const size_t single = (size_t)self->move_count * atlas_cells * survey_draws_most;
    if (named == self->mode_count) {
        return true;
    }
    if (!survey_make_traces(self)) {
        return false;
    }
    memcpy(self->trace, trace, single);
    for (uint16_t k = 0, from = 0; k < self->mode_count; k++, from++) {
        from = (uint16_t)(from - (self->grave[k] ? 1U : 0U));
        memcpy(self->trace + (1U + k) * single, trace + (1U + from) * single, single);
        memcpy(self->active + (size_t)k * self->group_count, active + (size_t)from * self->group_count,
               self->group_count);
    }
    return true;
}

bool survey_find_degrees(survey_t* self)
{
    parting_t parting[atlas_modes_max];
    const uint16_t named = self->mode_count;
    for (uint16_t k = 0; k < named; k++) {
        parting[k] = best_parting(self, k);
    }
    choose(parting, named);
    uint16_t at = 0;
    for (uint16_t k = 0; k < named; k++, at++) {
        self->atlas_mode[self->mode[at]] = at;
        if (parting[k].slight != 0U && self->mode_count < atlas_modes_max) {
            insert_grave(self, at++, &parting[k]);
        }
    }
    return spread_traces(self, named);
}

static int count_cars(const survey_t* self, uint32_t cars)
{
    int count = 0;
    for (cars &= all_cars(self); cars != 0U; cars &= cars - 1U) {
        count++;
    }
    return count;
}

uint32_t survey_cars_of(const survey_t* self, const atlas_draft_set_t* set)
{
    uint32_t cars = UINT32_MAX;
    for (int k = 0; k < set->count; k++) {
        const uint32_t both = cars & self->cars[set->mode[k]];
        cars = k == 0 || count_cars(self, both) >= enough ? both : cars; // else as the degrees before have it
    }
    return cars;
}

int survey_car_count(const survey_t* self, const atlas_draft_set_t* set)
{
    return count_cars(self, survey_cars_of(self, set));
}
