#include "survey/inner.h"
#include <math.h>
#include <string.h>

// One concrete car serves all groups of moves: it is built and put to rest once, and every group runs on a
// copy.

bool survey_make_car(survey_t* self)
{
    self->model = base_arena_take(self->work, sizeof *self->model);
    self->start = base_arena_take(self->work, sizeof *self->start);
    self->state = base_arena_take(self->work, sizeof *self->state);
    return self->model != NULL && self->start != NULL && self->state != NULL;
}

static car_weather_t weather_of(uint8_t cell)
{
    return car_weather_of_cell(cell / 2, cell % 2 != 0);
}

bool survey_build_car(survey_t* self, const survey_case_t* one, uint32_t draw)
{
    const uint64_t seed = draw == 0U ? 0U : self->options->seed + draw;
    if (!car_model_init(self->model, self->knowledge, self->car, one->mode, one->count, weather_of(one->cell),
                        seed)) {
        return false;
    }
    car_start(self->model, self->start);
    return true;
}

static uint32_t mix(uint32_t key, double value)
{
    uint32_t words[2];
    memcpy(words, &value, sizeof words);
    return ((key ^ words[0]) * 16777619U ^ words[1]) * 16777619U;
}

/// One number for all that the run came to; to the last bit, so that any influence shows.
static uint32_t key_of(const car_percept_t* percept)
{
    const double values[] = {percept->opened,      percept->freed,         percept->rose,
                             percept->lid_clicks,  percept->relay_clicked, percept->motor_ms,
                             percept->hum_ms,      percept->beeped,        percept->flashed,
                             percept->doors_moved, percept->siren,         percept->refusal,
                             percept->dash_V,      percept->rest_V,        percept->drive_V,
                             percept->drive_A,     percept->button_open_V, percept->button_pressed_V,
                             percept->fuse_blew,   percept->handle_feel,   percept->key_feel,
                             percept->release_ms};
    uint32_t key = 2166136261U;
    for (size_t k = 0; k < sizeof values / sizeof values[0]; k++) {
        key = mix(key, values[k]);
    }
    return key;
}

/// Notes the sound car's run, and for single modes whether theirs differs from it in anything.
static void note_influence(survey_t* self, const survey_case_t* one, uint16_t group, uint32_t draw,
                           uint32_t key)
{
    uint32_t* const base =
        self->base_key + ((size_t)group * atlas_cells + one->cell) * survey_draws_most + draw;
    if (one->count == 0) {
        *base = key;
    } else if (one->count == 1 && *base != key) {
        const uint16_t mode = self->set[one->set].mode[0];
        uint8_t* const active = &self->active[(size_t)mode * self->group_count + group];
        *active = (uint8_t)(*active | 1U << one->cell);
    }
}

/// Runs a group on the built car and tallies what its moves show.
void survey_run_group(survey_t* self, const survey_case_t* one, uint16_t number, uint32_t draw,
                      survey_tally_t* tally)
{
    const survey_group_t* const group = &self->group[number];
    memcpy(self->state, self->start, sizeof *self->state);
    const car_percept_t percept =
        car_run(self->model, self->state, group->strokes, group->stroke_count, NULL);
    self->report->runs++;
    note_influence(self, one, number, draw, key_of(&percept));
    for (uint16_t k = 0; k < group->count; k++) {
        const uint16_t move = self->grouped[group->first + k];
        const uint16_t sense = self->knowledge->move[self->move[move]].sense;
        const int reading = car_sense((vehicle_sense_t)sense, self->model, self->state, &percept);
        const int bounded = reading >= 0 && reading < vehicle_readings_max ? reading : 0;
        tally[move].seen[bounded]++;
        tally[move].reading[draw] = (uint8_t)bounded;
        tally[move].draws++;
    }
}

static bool comes_and_goes(const vehicle_knowledge_t* knowledge, const uint16_t* modes, int count)
{
    bool any = false;
    for (int k = 0; k < count && !any; k++) {
        any = knowledge->mode[modes[k]].intermittent;
    }
    return any;
}

static bool group_wants(const survey_t* self, const survey_case_t* one, const survey_group_t* group,
                        const survey_tally_t* tally)
{
    const bool often = comes_and_goes(self->knowledge, one->mode, one->count);
    bool wants = false;
    for (uint16_t k = 0; k < group->count && !wants; k++) {
        wants = survey_tally_wants(&tally[self->grouped[group->first + k]], self->options, often);
    }
    return wants;
}

/// Runs the wanted groups on one car after the other until all of them have seen enough. Tallies start at
/// zero.
bool survey_run_case(survey_t* self, const survey_case_t* one, const bool* wanted, survey_tally_t* tally)
{
    bool more = true;
    for (uint32_t draw = 0; more && draw < (uint32_t)survey_draws_most; draw++) {
        bool built = false;
        if (!survey_is_run_on(one, draw)) {
            continue;
        }
        more = false;
        for (uint16_t g = 0; g < self->group_count; g++) {
            if (!wanted[g] || !group_wants(self, one, &self->group[g], tally)) {
                continue;
            }
            if (!built && !survey_build_car(self, one, draw)) {
                return false;
            }
            built = true;
            more = true;
            survey_run_group(self, one, g, draw, tally);
        }
    }
    return true;
}

/// What the cells of a set depend on, for one move.
typedef struct {
    bool frost[3]; ///< rows at this temperature differ
    bool wet;
    bool never_warm;
} dependence_t;

static dependence_t dependence_of_set(const survey_t* self, const atlas_draft_set_t* set)
{
    dependence_t on = {.wet = false};
    for (int k = 0; k < set->count; k++) {
        const vehicle_mode_t* const mode = &self->knowledge->mode[self->mode[set->mode[k]]];
        on.frost[1] = on.frost[1] || (mode->cells & vehicle_cell_frost) != 0 || mode->needs_frost;
        on.wet = on.wet || (mode->cells & vehicle_cell_wet) != 0;
        on.never_warm = on.never_warm || mode->needs_frost;
    }
    on.frost[2] = on.frost[1];
    return on;
}

/// Adds what the sound car already depends on, as its rows show.
static void add_dependence(const survey_t* self, uint16_t move, dependence_t* on)
{
    const uint16_t* const base = survey_row_at(self, 0, move);
    on->frost[1] = on->frost[1] || base[2] != base[0];
    on->frost[2] = on->frost[2] || base[4] != base[0];
    on->wet = on->wet || base[1] != base[0];
}

/// The cell whose row is also the row of this cell.
static uint8_t source_of(const dependence_t* on, uint8_t cell)
{
    const int wet = on->wet ? cell % 2 : 0;
    int temperature = cell / 2;
    if (on->never_warm && temperature == 0) {
        temperature = 1; // nobody will ask
    } else if (!on->frost[temperature]) {
        temperature = 0;
    }
    return (uint8_t)(2 * temperature + wet);
}

static bool reads_all(const survey_t* self, uint16_t move, const atlas_draft_set_t* set)
{
    bool all = true;
    for (int k = 0; k < set->count && all; k++) {
        all = self->reads[move][set->mode[k]];
    }
    return all;
}

static bool is_sensed(const survey_t* self, uint16_t move)
{
    return self->knowledge->move[self->move[move]].sense != vehicle_none;
}

static bool store(survey_t* self, uint32_t set, uint16_t move, uint8_t cell, const double* p)
{
    survey_bytes_t row;
    survey_round(p, &row);
    const uint16_t number = survey_rows_add(&self->rows, &row);
    survey_row_at(self, set, move)[cell] = number;
    return number != survey_no_row;
}

static bool store_given(survey_t* self, const survey_case_t* one, uint16_t move)
{
    const vehicle_move_t* const from = &self->knowledge->move[self->move[move]];
    const double* const given = survey_given_row(from, one->mode, one->count);
    double p[vehicle_readings_max] = {0};
    if (given == NULL) {
        return false;
    }
    memcpy(p, given, sizeof p);
    survey_mix_failure(from, p);
    return store(self, one->set, move, one->cell, p);
}

static bool store_tally(survey_t* self, const survey_case_t* one, uint16_t move, const survey_tally_t* tally)
{
    double p[vehicle_readings_max];
    survey_tally_chances(tally, &self->knowledge->move[self->move[move]], p);
    const double error = survey_tally_error(tally);
    self->error_sum += error * self->mass[one->set];
    self->error_mass += self->mass[one->set];
    self->report->sampling_worst =
        error > self->report->sampling_worst ? error : self->report->sampling_worst;
    return store(self, one->set, move, one->cell, p);
}

typedef struct {
    bool move[atlas_moves_max];
    dependence_t on[atlas_moves_max];
} plan_t;

/// Moves and groups that this cell needs a run for.
typedef struct {
    survey_wanted_t move;
    bool group[atlas_moves_max];
    bool any;
} wanted_t;

static void find_wanted(const survey_t* self, const plan_t* plan, uint8_t cell, wanted_t* wanted)
{
    *wanted = (wanted_t){.any = false};
    for (uint16_t g = 0; g < self->group_count; g++) {
        const survey_group_t* const group = &self->group[g];
        for (uint16_t k = 0; k < group->count; k++) {
            const uint16_t move = self->grouped[group->first + k];
            wanted->move.move[move] = plan->move[move] && source_of(&plan->on[move], cell) == cell;
            wanted->group[g] = wanted->group[g] || wanted->move.move[move];
        }
        wanted->any = wanted->any || wanted->group[g];
    }
}

static bool run_wanted(survey_t* self, const survey_case_t* one, const wanted_t* wanted,
                       survey_tally_t* tally)
{
    if (!wanted->any) {
        return true;
    }
    return one->count < 2 ? survey_run_case(self, one, wanted->group, tally)
                          : survey_run_strata(self, one, &wanted->move, wanted->group, tally);
}

static bool store_cell(survey_t* self, const survey_case_t* one, uint16_t move, const survey_tally_t* tally)
{
    if (!is_sensed(self, move)) {
        return store_given(self, one, move);
    }
    if (one->count < 2) {
        survey_keep_trace(self, one, move, tally);
    }
    return store_tally(self, one, move, tally);
}

static bool run_cell(survey_t* self, const survey_case_t* one, const plan_t* plan)
{
    wanted_t wanted;
    survey_tally_t tally[atlas_moves_max] = {0};
    find_wanted(self, plan, one->cell, &wanted);
    bool ok = run_wanted(self, one, &wanted, tally);
    for (uint16_t m = 0; m < self->move_count && ok; m++) {
        if (plan->move[m] && source_of(&plan->on[m], one->cell) == one->cell) {
            ok = store_cell(self, one, m, &tally[m]);
        }
    }
    return ok;
}

/// A single mode's runs serve the cells that were not run as well.
static void share_traces(survey_t* self, const survey_case_t* one, uint16_t move, uint8_t cell,
                         uint8_t source)
{
    if (one->count < 2 && is_sensed(self, move)) {
        memcpy(survey_trace_at(self, one->set, move, cell), survey_trace_at(self, one->set, move, source),
               survey_draws_most);
    }
}

static uint16_t group_of(const survey_t* self, uint16_t move)
{
    for (uint16_t g = 0; g < self->group_count; g++) {
        for (uint16_t k = 0; k < self->group[g].count; k++) {
            if (self->grouped[self->group[g].first + k] == move) {
                return g;
            }
        }
    }
    return 0;
}

static void share_influence(survey_t* self, const survey_case_t* one, uint16_t move, uint8_t cell,
                            uint8_t source)
{
    if (one->count == 1 && is_sensed(self, move)) {
        const uint16_t mode = self->set[one->set].mode[0];
        uint8_t* const active = &self->active[(size_t)mode * self->group_count + group_of(self, move)];
        *active = (uint8_t)(*active | (*active >> source & 1U) << cell);
    }
}

static void share_cells(survey_t* self, const survey_case_t* one, const plan_t* plan)
{
    for (uint16_t m = 0; m < self->move_count; m++) {
        uint16_t* const row = survey_row_at(self, one->set, m);
        for (uint8_t cell = 0; plan->move[m] && cell < atlas_cells; cell++) {
            const uint8_t source = source_of(&plan->on[m], cell);
            row[cell] = row[source];
            if (source != cell) {
                share_traces(self, one, m, cell, source);
                share_influence(self, one, m, cell, source);
            }
        }
    }
}

static bool run_set(survey_t* self, uint32_t number)
{
    const atlas_draft_set_t* const set = &self->set[number];
    survey_case_t one = {.count = set->count, .set = number, .cars = survey_cars_of(self, set)};
    for (int k = 0; k < set->count; k++) {
        one.mode[k] = self->mode[set->mode[k]];
    }
    const bool likely = set->count < 3 || self->mass[number] >= self->options->larger_least;
    plan_t plan = {.move = {false}};
    for (uint16_t m = 0; m < self->move_count; m++) {
        plan.move[m] = (likely || !is_sensed(self, m)) && reads_all(self, m, set);
        plan.on[m] = is_sensed(self, m) ? dependence_of_set(self, set) : (dependence_t){.wet = false};
        if (number == 0 && is_sensed(self, m)) {
            plan.on[m] = (dependence_t){.frost = {true, true, true}, .wet = true};
        } else if (is_sensed(self, m)) {
            add_dependence(self, m, &plan.on[m]);
        }
    }
    bool ok = true;
    for (uint8_t cell = 0; cell < atlas_cells && ok; cell++) {
        one.cell = cell;
        ok = run_cell(self, &one, &plan);
    }
    share_cells(self, &one, &plan);
    return ok;
}

static void tell_progress(const survey_t* self, uint32_t set, uint32_t of)
{
    if (self->options->progress != NULL && (set % 64U == 0U || set + 1U == of)) {
        self->options->progress(self->options->context, set + 1U, of);
    }
}

/// Room for the rows of all sets, none known.
static bool make_rows(survey_t* self)
{
    const size_t cells = (size_t)self->set_count * self->move_count * atlas_cells;
    self->row = base_arena_take(self->work, cells * sizeof *self->row);
    if (self->row != NULL) {
        memset(self->row, 0xff, cells * sizeof *self->row);
    }
    return self->row != NULL;
}

bool survey_run_singles(survey_t* self)
{
    const uint32_t most =
        self->mode_count + 1U + self->options->sets_most; // how many there will be is not known
    bool ok = survey_list_singles(self) && make_rows(self) && survey_rows_init(&self->rows, self->work) &&
              survey_make_traces(self);
    for (uint32_t s = 0; s < self->set_count && ok; s++) {
        ok = run_set(self, s);
        tell_progress(self, s, most);
    }
    return ok;
}

/// What the drawn cars that a set stands for showed when its mode was run alone.
static survey_tally_t tally_of_trace(const survey_t* self, const survey_case_t* one, uint16_t move)
{
    const uint8_t* const trace = survey_trace_at(self, one->set, move, one->cell);
    survey_tally_t tally = {.draws = 0};
    for (uint32_t draw = 0; draw < self->options->draws_most; draw++) {
        if (survey_is_run_on(one, draw)) {
            tally.seen[trace[draw]]++;
            tally.draws++;
        }
    }
    return tally;
}

/// Rows of none or a single mode, which were run before it was known in what degrees.
static bool tell_single(survey_t* self, uint32_t number)
{
    const atlas_draft_set_t* const set = &self->set[number];
    survey_case_t one = {.count = set->count, .set = number, .cars = survey_cars_of(self, set)};
    one.mode[0] = set->count > 0 ? self->mode[set->mode[0]] : 0U;
    bool ok = true;
    for (uint16_t m = 0; m < self->move_count && ok; m++) {
        for (one.cell = 0; reads_all(self, m, set) && one.cell < atlas_cells && ok; one.cell++) {
            const survey_tally_t tally = tally_of_trace(self, &one, m);
            ok = is_sensed(self, m) ? store_tally(self, &one, m, &tally) : store_given(self, &one, m);
        }
    }
    return ok;
}

bool survey_run_sets(survey_t* self)
{
    bool ok = make_rows(self);
    self->error_sum = self->error_mass = self->report->sampling_worst = 0.0;
    for (uint32_t s = 0; s < self->set_count && ok; s++) {
        ok = self->set[s].count < 2 ? tell_single(self, s) : run_set(self, s);
        if (self->set[s].count > 1 || s + 1U == self->set_count) {
            tell_progress(self, s, self->set_count);
        }
    }
    self->report->sampling_error = self->error_mass > 0.0 ? self->error_sum / self->error_mass : 0.0;
    return ok;
}

static bool tally_move(survey_t* self, const survey_case_t* one, const vehicle_move_t* move, double* p)
{
    const bool often = comes_and_goes(self->knowledge, one->mode, one->count);
    survey_tally_t tally = {.draws = 0};
    for (uint32_t draw = 0; survey_tally_wants(&tally, self->options, often); draw++) {
        if (!survey_build_car(self, one, draw)) {
            return false;
        }
        const car_percept_t percept =
            car_run(self->model, self->start, move->strokes, move->stroke_count, NULL);
        const int reading = car_sense((vehicle_sense_t)move->sense, self->model, self->start, &percept);
        tally.draws++;
        if (reading >= 0 && reading < vehicle_readings_max) {
            tally.seen[reading]++;
        }
    }
    survey_tally_chances(&tally, move, p);
    return true;
}

// NOLINTNEXTLINE(readability-function-size): seven arguments, all of them the question itself
bool survey_row(const vehicle_knowledge_t* knowledge, const vehicle_t* car, uint16_t move, uint8_t cell,
                const uint16_t* modes, int count, double p[vehicle_readings_max])
{
    const vehicle_move_t* const from = &knowledge->move[move];
    const survey_options_t options = survey_default_options();
    survey_case_t one = {.count = count, .cell = cell};
    if (count > atlas_set_max) {
        return false;
    }
    memcpy(one.mode, modes, sizeof *modes * (size_t)count);
    if (from->sense == vehicle_none) {
        const double* const given = survey_given_row(from, modes, count);
        if (given == NULL) {
            return false;
        }
        memcpy(p, given, sizeof(double) * vehicle_readings_max);
        survey_mix_failure(from, p);
        return true;
    }
    car_model_t model;
    car_state_t state;
    survey_t self = {
        .knowledge = knowledge, .car = car, .options = &options, .model = &model, .start = &state};
    return tally_move(&self, &one, from, p);
}
