#include "atlas/sort.h"
#include "survey/inner.h"
#include <string.h>

enum { candidates_most = 200000 };

static uint8_t axis_of(const survey_t* self, uint16_t mode)
{
    const char* const axis = self->knowledge->mode[self->mode[mode]].axis;
    for (uint16_t k = 0; k < mode; k++) {
        if (strcmp(self->knowledge->mode[self->mode[k]].axis, axis) == 0) {
            return self->axis[k];
        }
    }
    return (uint8_t)self->axis_count;
}

/// Weight of all sets that may be: modes of one axis exclude each other, so the sum of products is a product
/// of sums.
static double weight_of_all(const survey_t* self, bool causes)
{
    double product = 1.0;
    for (uint16_t axis = 0; axis < self->axis_count; axis++) {
        double sum = 1.0;
        for (uint16_t k = 0; k < self->mode_count; k++) {
            sum += self->axis[k] == axis && (causes || !self->cause[k]) ? self->odds[k] : 0.0;
        }
        product *= sum;
    }
    return product;
}

void survey_find_modes(survey_t* self)
{
    const double odds_most = 1e6; // a variant that is certain
    for (size_t k = 0; k < vehicle_modes_max; k++) {
        self->atlas_mode[k] = vehicle_none;
    }
    for (uint16_t k = 0; k < self->knowledge->mode_count && self->mode_count < atlas_modes_max; k++) {
        if (!vehicle_mode_occurs(self->knowledge, self->car, k)) {
            continue;
        }
        const uint16_t mode = self->mode_count++;
        const double odds = vehicle_prior_odds(self->knowledge, self->car, k);
        self->mode[mode] = k;
        self->atlas_mode[k] = mode;
        self->odds[mode] = odds < odds_most ? odds : odds_most;
        self->cause[mode] = self->knowledge->mode[k].is_cause;
        self->axis[mode] = axis_of(self, mode);
        self->axis_count = (uint16_t)(self->axis_count + (self->axis[mode] == self->axis_count ? 1 : 0));
    }
    const double all = weight_of_all(self, true);
    const double without = weight_of_all(self, false);
    const double share = self->knowledge->nothing_wrong;
    // Sets without a cause together are `nothing_wrong` of all calls: nobody asks about a lid that opens.
    self->causeless = all > without ? share / (1.0 - share) * (all - without) / without : 1.0;
    self->total = (all - without) + self->causeless * without;
}

static double mass_of(const survey_t* self, const uint16_t* mode, int count)
{
    double weight = 1.0;
    bool cause = false;
    for (int k = 0; k < count; k++) {
        weight *= self->odds[mode[k]];
        cause = cause || self->cause[mode[k]];
    }
    return (cause ? weight : weight * self->causeless) / self->total;
}

/// Walks all sets of three and more modes, likelier modes first, whose prior mass is at least `least`.
typedef struct {
    const survey_t* survey;
    uint16_t order[atlas_modes_max];  ///< by falling odds
    double gain[atlas_modes_max + 1]; ///< product of the odds above 1 from here on
    double least;
    double mass; ///< of what was found
    uint32_t found;
    atlas_draft_set_t* into; ///< NULL: count only
    uint32_t most;
} walk_t;

static void take_set(walk_t* self, const uint16_t* place, int count)
{
    uint16_t mode[atlas_set_max];
    for (int k = 0; k < count; k++) {
        uint16_t at = (uint16_t)k;
        const uint16_t one = self->order[place[k]];
        for (; at > 0 && mode[at - 1] > one; at--) {
            mode[at] = mode[at - 1];
        }
        mode[at] = one;
    }
    const double mass = mass_of(self->survey, mode, count);
    if (mass < self->least || mass <= 0.0) {
        return;
    }
    if (self->into != NULL && self->found < self->most) {
        memcpy(self->into[self->found].mode, mode, sizeof(uint16_t) * (size_t)count);
        self->into[self->found].count = (uint8_t)count;
    }
    self->found++;
    self->mass += mass;
}

static bool fits(const walk_t* self, const uint16_t* place, int count)
{
    for (int k = 0; k < count - 1; k++) {
        if (self->survey->axis[self->order[place[k]]] == self->survey->axis[self->order[place[count - 1]]]) {
            return false;
        }
    }
    return true;
}

/// True if sets that begin with these modes can still reach the least mass. Odds fall along the order, so
/// what is too little here is too little for all later places too, unless members above 1 lie in between
/// (`gain`).
static bool reaches(const walk_t* self, const uint16_t* place, int count)
{
    double weight = self->survey->causeless > 1.0 ? self->survey->causeless : 1.0;
    for (int k = 0; k < count; k++) {
        weight *= self->survey->odds[self->order[place[k]]];
    }
    return weight * self->gain[place[count - 1] + 1] / self->survey->total >= self->least;
}

/// Depth first with a stack of places: for each set, first its extensions, then its next neighbour.
static void walk_sets(walk_t* self)
{
    uint16_t place[atlas_set_max];
    int count = 1;
    self->found = 0;
    self->mass = 0.0;
    place[0] = 0;
    while (count > 0) {
        const bool inside = place[count - 1] < self->survey->mode_count && self->found < candidates_most;
        if (!inside || !reaches(self, place, count)) {
            count--; // odds only fall from here
            if (count > 0) {
                place[count - 1]++;
            }
            continue;
        }
        const bool fit = fits(self, place, count);
        if (fit && count >= 3) {
            take_set(self, place, count);
        }
        if (fit && count < atlas_set_max) {
            place[count] = (uint16_t)(place[count - 1] + 1);
            count++;
        } else {
            place[count - 1]++;
        }
    }
}

static void order_modes(walk_t* self)
{
    const double* const odds = self->survey->odds;
    const uint16_t count = self->survey->mode_count;
    for (uint16_t k = 0; k < count; k++) {
        uint16_t at = k;
        for (; at > 0 && odds[self->order[at - 1]] < odds[k]; at--) {
            self->order[at] = self->order[at - 1];
        }
        self->order[at] = k;
    }
    self->gain[count] = 1.0;
    for (uint16_t k = count; k-- > 0;) {
        const double one = odds[self->order[k]];
        self->gain[k] = self->gain[k + 1] * (one > 1.0 ? one : 1.0);
    }
}

/// The greatest least mass that leaves out little enough, or, if that takes too many sets, the least that
/// does not.
static void choose_least(walk_t* self, double mass_of_smaller, uint32_t room)
{
    double high = 1.0;
    double low = 1e-12;
    while (high > 1.001 * low) {
        const double middle = low + (high - low) * (high > 64.0 * low ? 0.125 : 0.5);
        self->least = middle;
        walk_sets(self);
        const bool enough = 1.0 - mass_of_smaller - self->mass < self->survey->options->left_out;
        if (self->found > room || enough) {
            low = middle;
        } else {
            high = middle;
        }
    }
    self->least = low;
    walk_sets(self);
    self->least = self->found > room ? high : low;
}

static int compare_sets(const atlas_draft_set_t* a, const atlas_draft_set_t* b)
{
    int order = (int)a->count - (int)b->count;
    for (int k = 0; order == 0 && k < a->count; k++) {
        order = (int)a->mode[k] - (int)b->mode[k];
    }
    return order;
}

static int compare_numbered(const void* items, size_t a, size_t b)
{
    const atlas_draft_set_t* const set = items;
    return compare_sets(&set[a], &set[b]);
}

static void swap_sets(void* items, size_t a, size_t b)
{
    atlas_draft_set_t* const set = items;
    const atlas_draft_set_t held = set[a];
    set[a] = set[b];
    set[b] = held;
}

static void put_singles(survey_t* self)
{
    self->set_count = 0;
    self->set[self->set_count++] = (atlas_draft_set_t){.count = 0};
    for (uint16_t a = 0; a < self->mode_count; a++) {
        self->set[self->set_count++] = (atlas_draft_set_t){.mode = {a}, .count = 1};
    }
}

bool survey_list_singles(survey_t* self)
{
    const size_t count = (size_t)self->mode_count + 1U;
    self->set = base_arena_take(self->work, count * sizeof *self->set);
    self->mass = base_arena_take(self->work, count * sizeof *self->mass);
    if (self->set == NULL || self->mass == NULL) {
        return false;
    }
    put_singles(self);
    memset(self->mass, 0, count * sizeof *self->mass);
    memset(self->cars, 0xff, sizeof self->cars);
    return true;
}

static void list_small_sets(survey_t* self)
{
    put_singles(self);
    for (uint16_t a = 0; a < self->mode_count; a++) {
        for (uint16_t b = (uint16_t)(a + 1); b < self->mode_count; b++) {
            if (self->axis[a] != self->axis[b]) {
                self->set[self->set_count++] = (atlas_draft_set_t){.mode = {a, b}, .count = 2};
            }
        }
    }
}

uint32_t survey_find_set(const survey_t* self, const uint16_t* mode, int count)
{
    atlas_draft_set_t wanted = {.count = (uint8_t)count};
    memcpy(wanted.mode, mode, sizeof *mode * (size_t)count);
    uint32_t low = 0;
    uint32_t high = self->set_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2U;
        const int order = compare_sets(&self->set[middle], &wanted);
        if (order == 0) {
            return middle;
        }
        low = order < 0 ? middle + 1U : low;
        high = order < 0 ? high : middle;
    }
    return survey_no_set;
}

static void link_sets(survey_t* self)
{
    for (uint32_t s = 0; s < self->set_count; s++) {
        const atlas_draft_set_t* const set = &self->set[s];
        self->mass[s] = mass_of(self, set->mode, set->count);
        for (int skip = 0; skip < set->count; skip++) {
            uint16_t rest[atlas_set_max];
            int left = 0;
            for (int k = 0; k < set->count; k++) {
                rest[left] = set->mode[k];
                left += k == skip ? 0 : 1;
            }
            self->without[s][skip] = survey_find_set(self, rest, left);
        }
    }
}

bool survey_list_sets(survey_t* self)
{
    const size_t pairs = (size_t)self->mode_count * self->mode_count / 2U + self->mode_count + 2U;
    const size_t room = pairs + self->options->sets_most;
    walk_t* const walk = base_arena_take(self->work, sizeof *walk);
    self->set = base_arena_take(self->work, room * sizeof *self->set);
    self->without = base_arena_take(self->work, room * sizeof *self->without);
    self->mass = base_arena_take(self->work, room * sizeof *self->mass);
    if (walk == NULL || self->set == NULL || self->without == NULL || self->mass == NULL) {
        return false;
    }
    list_small_sets(self);
    double mass = 0.0;
    for (uint32_t s = 0; s < self->set_count; s++) {
        mass += mass_of(self, self->set[s].mode, self->set[s].count);
    }
    const uint32_t most = self->options->sets_most;
    walk->survey = self;
    order_modes(walk);
    choose_least(walk, mass, most > self->set_count ? most - self->set_count : 0U);
    walk->into = self->set + self->set_count;
    walk->most = most > self->set_count ? most - self->set_count : 0U;
    walk_sets(walk);
    const uint32_t larger = walk->found < walk->most ? walk->found : walk->most;
    atlas_sort(walk->into, larger, compare_numbered, swap_sets);
    self->set_count += larger;
    link_sets(self);
    const double left = 1.0 - mass - walk->mass;
    self->report->left_out = left > 0.0 ? left : 0.0;
    self->report->sets = self->set_count;
    return true;
}
