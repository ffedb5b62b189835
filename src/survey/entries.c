#include "base/random.h"
#include "survey/inner.h"
#include <math.h>
#include <string.h>

// What a row is stored for and what is left to the rule of atlas.h: the same rule, over the draft's rows.
// Where the atlas compares row numbers, this compares the rows' bytes: numbers follow that order.

typedef struct {
    survey_t* survey;
    uint16_t move;
    uint8_t opens;
    bool effective[atlas_modes_max];
    uint16_t (*final)[atlas_cells]; ///< [set] what the atlas will say
    atlas_entry_t* entry;           ///< room for all of this move
    uint32_t count, room;
} shelf_t;

static bool worse(const shelf_t* self, uint16_t row, uint16_t than)
{
    const survey_bytes_t* const a = &self->survey->rows.row[row];
    const survey_bytes_t* const b = &self->survey->rows.row[than];
    if (self->opens < atlas_readings_max && a->p[self->opens] != b->p[self->opens]) {
        return a->p[self->opens] < b->p[self->opens];
    }
    return memcmp(a, b, sizeof *a) < 0;
}

/// The rule for modes that are no set of the atlas: all their subsets, small ones first.
static uint16_t predict(const shelf_t* self, const uint16_t* mode, int count, int cell)
{
    uint16_t row[1U << atlas_set_max] = {survey_no_row};
    for (unsigned subset = 0; subset < 1U << count; subset++) {
        uint16_t part[atlas_set_max];
        int size = 0;
        uint16_t least = survey_no_row;
        for (unsigned k = 0; k < (unsigned)count; k++) {
            if ((subset >> k & 1U) != 0U) {
                part[size++] = mode[k];
                const uint16_t one = row[subset & ~(1U << k)];
                least = least == survey_no_row || worse(self, one, least) ? one : least;
            }
        }
        const uint32_t set = survey_find_set(self->survey, part, size);
        row[subset] = set == (uint32_t)survey_no_set || size == count ? least : self->final[set][cell];
    }
    return row[(1U << count) - 1U];
}

static uint16_t predicted_row(const shelf_t* self, uint32_t number, int cell)
{
    const atlas_draft_set_t* const set = &self->survey->set[number];
    uint16_t least = survey_no_row;
    for (int k = 0; k < set->count; k++) {
        const uint32_t rest = self->survey->without[number][k];
        if (rest == (uint32_t)survey_no_set) {
            return predict(self, set->mode, set->count, cell);
        }
        const uint16_t one = self->final[rest][cell];
        least = least == survey_no_row || worse(self, one, least) ? one : least;
    }
    return least;
}

/// The same cars as every set that is one mode smaller: then any difference comes from the modes.
static bool same_cars(const survey_t* survey, uint32_t number)
{
    const uint32_t cars = survey_cars_of(survey, &survey->set[number]);
    bool same = true;
    for (int k = 0; k < survey->set[number].count && same; k++) {
        const uint32_t rest = survey->without[number][k];
        same = rest == (uint32_t)survey_no_set || survey_cars_of(survey, &survey->set[rest]) == cars;
    }
    return same;
}

/// What a row must differ by to be told apart, in 250ths, where a degree has it run on fewer cars: by more
/// than twice the chance of which cars those are.
static int chance_apart(const survey_t* survey, uint32_t number, uint16_t row)
{
    const uint8_t* const p = survey->rows.row[row].p;
    int widest = 0; // of p (1 - p)
    for (int r = 0; r < atlas_readings_max; r++) {
        const int width = p[r] * (atlas_scale - p[r]);
        widest = width > widest ? width : widest;
    }
    const double cars = survey_car_count(survey, &survey->set[number]);
    return (int)floor(2.0 * sqrt((double)widest / cars));
}

/// True if the row of a set says something else than the other: by what the eye sees, and by more than chance
/// where the cars are not the same.
static bool is_apart(const shelf_t* self, uint32_t number, uint16_t row, uint16_t other)
{
    const survey_t* const survey = self->survey;
    const int apart = survey_rows_apart(&survey->rows, row, other);
    const bool run = survey->knowledge->move[survey->move[self->move]].sense != vehicle_none;
    return apart >= survey_apart &&
           (!run || same_cars(survey, number) || apart >= chance_apart(survey, number, row));
}

static bool all_read(const bool* reads, const atlas_draft_set_t* set)
{
    bool all = true;
    for (int k = 0; k < set->count && all; k++) {
        all = reads[set->mode[k]];
    }
    return all;
}

/// A mode counts as read if some run shows that it makes a difference; then the rest needs no row at all.
static void find_effective(shelf_t* self)
{
    const survey_t* const survey = self->survey;
    for (uint32_t s = 1; s < survey->set_count; s++) {
        const uint16_t* const row = survey_row_at(survey, s, self->move);
        for (int k = 0; row[0] != survey_no_row && k < survey->set[s].count; k++) {
            const uint16_t mode = survey->set[s].mode[k];
            const uint32_t rest = survey->without[s][k];
            if (self->effective[mode] || rest == (uint32_t)survey_no_set) {
                continue;
            }
            const uint16_t* const other = survey_row_at(survey, rest, self->move);
            for (int cell = 0; cell < atlas_cells && other[0] != survey_no_row; cell++) {
                self->effective[mode] = self->effective[mode] || is_apart(self, s, row[cell], other[cell]);
            }
        }
    }
}

static bool add_entry(shelf_t* self, const atlas_draft_set_t* set, uint16_t row, uint8_t cells)
{
    if (self->count >= self->room) {
        return false;
    }
    atlas_entry_t* const entry = &self->entry[self->count++];
    *entry = (atlas_entry_t){.count = set->count, .cells = cells};
    memcpy(entry->mode, set->mode, sizeof entry->mode);
    memcpy(entry->row, self->survey->rows.row[row].p, sizeof entry->row);
    return true;
}

/// Stores the rows of a set that are apart from what the rule says; cells with the same row share one entry.
static bool store_apart(shelf_t* self, uint32_t number, const uint16_t* row)
{
    unsigned done = 0;
    bool ok = true;
    for (int cell = 0; cell < atlas_cells && ok; cell++) {
        if (!is_apart(self, number, row[cell], self->final[number][cell]) || (done >> cell & 1U) != 0U) {
            continue;
        }
        unsigned cells = 0;
        for (int other = 0; other < atlas_cells; other++) {
            cells |= row[other] == row[cell] ? 1U << other : 0U;
        }
        done |= cells;
        ok = add_entry(self, &self->survey->set[number], row[cell], (uint8_t)cells);
    }
    for (int cell = 0; cell < atlas_cells; cell++) {
        self->final[number][cell] = (done >> cell & 1U) != 0U ? row[cell] : self->final[number][cell];
    }
    return ok;
}

static bool fill_shelf(shelf_t* self)
{
    const survey_t* const survey = self->survey;
    memcpy(self->final[0], survey_row_at(survey, 0, self->move), sizeof self->final[0]);
    bool ok = true;
    for (uint32_t s = 1; s < survey->set_count && ok; s++) {
        if (!all_read(self->effective, &survey->set[s])) {
            continue;
        }
        for (int cell = 0; cell < atlas_cells; cell++) {
            self->final[s][cell] = predicted_row(self, s, cell);
        }
        const uint16_t* const row = survey_row_at(survey, s, self->move);
        ok = row[0] == survey_no_row || store_apart(self, s, row);
    }
    return ok;
}

static void fill_base(const survey_t* self, uint16_t move, atlas_draft_move_t* into)
{
    const uint16_t* const row = survey_row_at(self, 0, move);
    for (int cell = 0; cell < atlas_cells; cell++) {
        memcpy(into->base[cell], self->rows.row[row[cell]].p, sizeof into->base[cell]);
    }
}

bool survey_find_entries(survey_t* self, atlas_draft_move_t* moves)
{
    shelf_t shelf = {.survey = self, .room = 0x10000};
    atlas_entry_t* room = base_arena_take(self->work, sizeof *room * shelf.room);
    shelf.final = base_arena_take(self->work, sizeof *shelf.final * self->set_count);
    if (room == NULL || shelf.final == NULL) {
        return false;
    }
    shelf.entry = room;
    for (uint16_t m = 0; m < self->move_count; m++) {
        shelf.move = m;
        shelf.opens = self->knowledge->move[self->move[m]].opens_reading;
        shelf.count = 0;
        memset(shelf.effective, 0, sizeof shelf.effective);
        find_effective(&shelf);
        if (!fill_shelf(&shelf)) {
            return false;
        }
        moves[m].entry = shelf.entry;
        moves[m].entry_count = shelf.count;
        memcpy(moves[m].reads, shelf.effective, sizeof moves[m].reads);
        fill_base(self, m, &moves[m]);
        shelf.entry += shelf.count;
        shelf.room -= shelf.count;
        self->report->entries += shelf.count;
    }
    return true;
}

// The check of what structure skipped: a pair that a move is said not to read both of must show the row that
// the modes it does read show, on the same cars.

static void row_alone(const survey_t* self, uint16_t move, const atlas_draft_set_t* set, uint8_t cell,
                      double* p)
{
    uint16_t read[atlas_set_max];
    int count = 0;
    for (int k = 0; k < set->count; k++) {
        read[count] = set->mode[k];
        count += self->reads[move][set->mode[k]] ? 1 : 0;
    }
    const uint32_t number = survey_find_set(self, read, count);
    const survey_bytes_t* const row = &self->rows.row[survey_row_at(self, number, move)[cell]];
    for (int r = 0; r < vehicle_readings_max; r++) {
        p[r] = row->p[r] / (double)atlas_scale;
    }
}

static double greatest_difference(const double* a, const double* b)
{
    double most = 0.0;
    for (int r = 0; r < vehicle_readings_max; r++) {
        const double difference = a[r] > b[r] ? a[r] - b[r] : b[r] - a[r];
        most = difference > most ? difference : most;
    }
    return most;
}

static void compare_one(survey_t* self, const survey_case_t* one, uint16_t move, const survey_tally_t* tally)
{
    double p[vehicle_readings_max];
    double expected[vehicle_readings_max];
    survey_tally_chances(tally, &self->knowledge->move[self->move[move]], p);
    row_alone(self, move, &self->set[one->set], one->cell, expected);
    const bool differs = greatest_difference(p, expected) > 0.02 + 2.0 * survey_tally_error(tally);
    self->report->checked++;
    self->report->mismatched += differs ? 1U : 0U;
}

static bool check_one(survey_t* self, uint32_t number, uint16_t group)
{
    survey_case_t one = {
        .count = self->set[number].count, .set = number, .cars = survey_cars_of(self, &self->set[number])};
    for (int k = 0; k < one.count; k++) {
        one.mode[k] = self->mode[self->set[number].mode[k]];
        one.cell = self->knowledge->mode[one.mode[k]].needs_frost ? 2 : one.cell;
    }
    bool wanted[atlas_moves_max] = {false};
    survey_tally_t tally[atlas_moves_max] = {0};
    if (!same_cars(self, number)) {
        return true; // what a smaller set showed, it showed on other cars
    }
    wanted[group] = true;
    if (!survey_run_case(self, &one, wanted, tally)) {
        return false;
    }
    for (uint16_t k = 0; k < self->group[group].count; k++) {
        const uint16_t move = self->grouped[self->group[group].first + k];
        if (!all_read(self->reads[move], &self->set[number])) {
            compare_one(self, &one, move, &tally[move]);
        }
    }
    return true;
}

static uint32_t skipped_moves(const survey_t* self, uint32_t set, uint16_t group)
{
    uint32_t count = 0;
    for (uint16_t k = 0; k < self->group[group].count; k++) {
        count +=
            all_read(self->reads[self->grouped[self->group[group].first + k]], &self->set[set]) ? 0U : 1U;
    }
    return count;
}

bool survey_check_skipped(survey_t* self)
{
    base_random_t random;
    base_random_seed(&random, self->options->seed);
    const uint32_t scale = 1000000;
    const uint32_t share = (uint32_t)(self->options->check_share * scale);
    bool ok = true;
    for (uint32_t s = 0; s < self->set_count && ok; s++) {
        for (uint16_t g = 0; self->set[s].count == 2 && g < self->group_count && ok; g++) {
            const uint32_t skipped = skipped_moves(self, s, g);
            self->report->skipped += skipped;
            if (skipped > 0U && base_random_below(&random, scale) < share) {
                ok = check_one(self, s, g);
            }
        }
    }
    return ok;
}
