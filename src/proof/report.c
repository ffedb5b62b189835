#include "proof/report.h"
#include "proof/stranger.h"
#include "proof/trapped.h"
#include "proof/walk.h"
#include <math.h>
#include <string.h>

typedef struct {
    const proof_trial_t* trial;
    base_arena_t* arena;
    const proof_report_options_t* options;
    json_t* broken;
    const vehicle_checklist_t* best; ///< cheapest checklist on the atlas's own sets
    double best_cost;
} making_t;

static void say(const making_t* const self, const char* const what, const int done, const int all)
{
    if (self->options->progress != NULL) {
        self->options->progress(self->options->context, what, done, all);
    }
}

static void promise(const making_t* const self, const bool kept, const char* const what)
{
    if (!kept) {
        (void)json_array_append_new(self->broken, json_string(what));
    }
}

static json_t* rounded(const double value)
{
    return json_real(floor(value * 10000.0 + 0.5) / 10000.0);
}

static json_t* of_mean(const proof_mean_t* const mean)
{
    json_t* const object = json_object();
    (void)json_object_set_new(object, "cost", rounded(mean->cost));
    (void)json_object_set_new(object, "cost_error", rounded(mean->cost_error));
    (void)json_object_set_new(object, "minutes", rounded(mean->minutes));
    (void)json_object_set_new(object, "steps", rounded(mean->steps));
    (void)json_object_set_new(object, "opened", rounded(mean->opened));
    (void)json_object_set_new(object, "shut", rounded(mean->shut));
    (void)json_object_set_new(object, "called", rounded(mean->called));
    (void)json_object_set_new(object, "impossible_steps", rounded(mean->impossible));
    (void)json_object_set_new(object, "forbidden_steps", rounded(mean->forbidden));
    (void)json_object_set_new(object, "worst_cost", rounded(mean->worst_cost));
    return object;
}

static json_t* of_calibration(const double rows[10][3])
{
    json_t* const array = json_array();
    for (int k = 0; k < 10; k++) {
        if (rows[k][0] > 0.0) {
            (void)json_array_append_new(array, json_pack("{s:o,s:o,s:o}", "mass", rounded(rows[k][0]),
                                                         "predicted", rounded(rows[k][1] / rows[k][0]),
                                                         "actual", rounded(rows[k][2] / rows[k][0])));
        }
    }
    return array;
}

/// Mass-weighted mean distance between predicted and actual, the calibration error.
static double calibration_error(const double rows[10][3])
{
    double error = 0.0;
    double mass = 0.0;
    for (int k = 0; k < 10; k++) {
        error += fabs(rows[k][1] - rows[k][2]);
        mass += rows[k][0];
    }
    return mass > 0.0 ? error / mass : 0.0;
}

static json_t* of_sets(const making_t* const self, const proof_walk_t* const walk)
{
    json_t* const array = json_array();
    for (int s = 0; s < walk->set_count; s++) {
        const proof_set_t* const set = &walk->set[s];
        json_t* const modes = json_array();
        for (int k = 0; k < set->mode_count; k++) {
            (void)json_array_append_new(modes, json_string(atlas_mode(self->trial->atlas, set->mode[k]).id));
        }
        (void)json_array_append_new(array, json_pack("{s:o,s:o,s:o,s:o,s:o,s:o}", "modes", modes, "weight",
                                                     rounded(set->weight), "cost", rounded(set->cost),
                                                     "minutes", rounded(set->minutes), "opened",
                                                     rounded(set->opened), "called", rounded(set->called)));
    }
    return array;
}

static json_t* play_policy(making_t* const self, const proof_policy_t* const policy, const bool with_sets,
                           proof_mean_t* const mean)
{
    const size_t mark = self->arena->used;
    proof_walk_t walk = {0};
    // Only the guide's steps take long; the others' trees can be finer.
    const double finer = policy->by == proof_by_guide ? 1.0 : 8.0;
    const proof_walk_options_t options = {.nodes_max = self->options->tree_nodes,
                                          .thin = self->options->thin / finer,
                                          .draws = 4,
                                          .prune = self->options->thin > 0.0 ? 1e-12 : 0.0};
    walk.set = proof_sets(self->arena, self->trial->atlas, self->options->pairs, &walk.set_count);
    json_t* object = NULL;
    if (walk.set != NULL && proof_walk(&walk, self->arena, self->trial, policy, &options)) {
        *mean = proof_mean(&walk);
        object = of_mean(mean);
        (void)json_object_set_new(object, "tree_nodes", json_integer((json_int_t)walk.nodes));
        (void)json_object_set_new(object, "pruned", rounded(walk.pruned));
        if (with_sets) {
            (void)json_object_set_new(object, "calibration",
                                      of_calibration((const double(*)[3])walk.calibration));
            (void)json_object_set_new(object, "calibration_error",
                                      rounded(calibration_error((const double(*)[3])walk.calibration)));
            (void)json_object_set_new(object, "sets", of_sets(self, &walk));
        }
    }
    self->arena->used = mark;
    return object;
}

static bool applies(const vehicle_checklist_t* const list, const char* const car)
{
    const size_t length = strlen(car);
    for (const char* at = list->cars; at != NULL && *at != '\0';) {
        const size_t word = strcspn(at, " ");
        if ((word == 3U && strncmp(at, "all", 3U) == 0) ||
            (word == length && strncmp(at, car, length) == 0)) {
            return true;
        }
        at += word;
        at += strspn(at, " ");
    }
    return false;
}

static json_t* play_checklists(making_t* const self)
{
    json_t* const object = json_object();
    self->best_cost = -1.0;
    for (uint16_t k = 0U; k < self->trial->knowledge->checklist_count; k++) {
        const vehicle_checklist_t* const list = &self->trial->knowledge->checklist[k];
        if (!applies(list, self->trial->car->id)) {
            continue;
        }
        say(self, list->id, k, self->trial->knowledge->checklist_count);
        const proof_policy_t policy = {.by = proof_by_checklist, .checklist = list};
        proof_mean_t mean = {0};
        (void)json_object_set_new(object, list->id, play_policy(self, &policy, false, &mean));
        if (self->best_cost < 0.0 || mean.cost < self->best_cost) {
            self->best_cost = mean.cost;
            self->best = list;
        }
    }
    return object;
}

static void note_predictions(const proof_played_t* const played, double calibration[10][3])
{
    for (int s = 0; s < played->steps && s < proof_depth_max; s++) {
        const double p = played->predicted[s];
        if (p < 0.0) {
            continue;
        }
        double* const row = calibration[p >= 1.0 ? 9 : (int)(p * 10.0)];
        row[0] += 1.0;
        row[1] += p;
        row[2] += played->opened_at == s ? 1.0 : 0.0;
    }
}

static json_t* play_strangers(const making_t* const self, const proof_policy_t* const policy)
{
    proof_mean_t mean = {0};
    double calibration[10][3] = {{0.0}};
    const int count = self->options->strangers;
    double squares = 0.0;
    for (int k = 0; k < count; k++) {
        proof_person_t person;
        proof_stranger(self->trial, 1000U + (uint64_t)k, &person);
        const proof_played_t played = proof_play(self->trial, policy, &person);
        mean.cost += played.cost / count;
        squares += played.cost * played.cost / count;
        mean.minutes += played.minutes / count;
        mean.steps += (double)played.steps / count;
        mean.opened += played.opened ? 1.0 / count : 0.0;
        mean.shut += played.opened ? 0.0 : 1.0 / count;
        mean.called += played.called ? 1.0 / count : 0.0;
        mean.impossible += (double)played.impossible / count;
        mean.forbidden += (double)played.forbidden / count;
        mean.worst_cost = played.cost > mean.worst_cost ? played.cost : mean.worst_cost;
        note_predictions(&played, calibration);
        say(self, "strangers", k, count);
    }
    const double variance = squares - mean.cost * mean.cost;
    mean.cost_error = count > 1 && variance > 0.0 ? sqrt(variance / (count - 1)) : 0.0;
    json_t* const object = of_mean(&mean);
    if (policy->by == proof_by_guide) {
        (void)json_object_set_new(object, "calibration", of_calibration((const double(*)[3])calibration));
        (void)json_object_set_new(object, "calibration_error",
                                  rounded(calibration_error((const double(*)[3])calibration)));
    }
    return object;
}

static json_t* ways_in(const making_t* const self)
{
    json_t* const object = json_object();
    const atlas_t* const atlas = self->trial->atlas;
    for (uint16_t mode = 0U; mode < atlas->head.mode_count; mode++) {
        if (!atlas_mode(atlas, mode).is_cause) {
            continue;
        }
        json_t* const ways = json_array();
        for (uint16_t k = 0U; k < atlas->head.move_count; k++) {
            const atlas_move_t move = atlas_move(atlas, k);
            uint8_t row[atlas_readings_max];
            if (move.opens_reading >= move.reading_count || move.does == vehicle_does_call ||
                (move.phase & 1U) == 0U) {
                continue;
            }
            atlas_row(atlas, k, 0U, &mode, 1, row);
            if (row[move.opens_reading] * 2 >= atlas_scale) {
                (void)json_array_append_new(ways, json_string(move.id));
            }
        }
        (void)json_object_set_new(object, atlas_mode(atlas, mode).id, ways);
    }
    return object;
}

static json_t* nobody_kept_in(const making_t* const self)
{
    proof_trapped_t findings[proof_trapped_max];
    int tried = 0;
    int unexcused = 0;
    const int count =
        proof_trapped(self->trial->knowledge, self->trial->car, findings, proof_trapped_max, &tried);
    json_t* const sets = json_array();
    for (int k = 0; k < count; k++) {
        const char* const mode =
            findings[k].mode == vehicle_none ? "none" : self->trial->knowledge->mode[findings[k].mode].id;
        unexcused += findings[k].excused ? 0 : 1;
        (void)json_array_append_new(sets, json_pack("{s:s,s:s,s:b,s:i}", "mode", mode, "state",
                                                    findings[k].state, "excused", findings[k].excused,
                                                    "release_ms", (int)findings[k].release_ms));
    }
    promise(self, unexcused == 0,
            "the inside release fails although neither it nor the latch is broken or held");
    return json_pack("{s:i,s:i,s:i,s:o}", "runs", tried, "defeated", count, "without_excuse", unexcused, "by",
                     sets);
}

static void keep_promises(const making_t* const self, const proof_mean_t* const guide)
{
    promise(self, guide->forbidden == 0.0, "the guide proposed a forbidden step");
    promise(self, guide->impossible == 0.0, "the guide proposed an impossible step");
    promise(self, guide->opened > 0.95, "the guide leaves more than one in twenty shut");
    promise(self, self->best == NULL || guide->cost - 2.0 * guide->cost_error <= self->best_cost,
            "a published checklist is cheaper than the guide");
}

json_t* proof_report(const proof_trial_t* const trial, base_arena_t* const arena,
                     const proof_report_options_t* const options)
{
    making_t self = {.trial = trial, .arena = arena, .options = options, .broken = json_array()};
    json_t* const report = json_object();
    if (report == NULL || self.broken == NULL) {
        return NULL;
    }
    const proof_policy_t guide = {.by = proof_by_guide, .nodes = options->nodes};
    const proof_policy_t greed = {.by = proof_by_greed};
    const proof_policy_t call = {.by = proof_by_call};
    proof_mean_t mean = {0};
    proof_mean_t other = {0};
    (void)json_object_set_new(report, "car", json_string(trial->car->id));
    say(&self, "guide", 0, 1);
    (void)json_object_set_new(report, "guide", play_policy(&self, &guide, true, &mean));
    (void)json_object_set_new(report, "greedy", play_policy(&self, &greed, false, &other));
    (void)json_object_set_new(report, "call_at_once", play_policy(&self, &call, false, &other));
    (void)json_object_set_new(report, "checklists", play_checklists(&self));
    if (self.best != NULL) {
        (void)json_object_set_new(report, "best_checklist", json_string(self.best->id));
        (void)json_object_set_new(report, "cost_beside_best_checklist", rounded(mean.cost / self.best_cost));
    }
    if (options->strangers > 0) {
        const proof_policy_t list = {.by = proof_by_checklist, .checklist = self.best};
        json_t* const strangers = json_object();
        (void)json_object_set_new(strangers, "n", json_integer(options->strangers));
        (void)json_object_set_new(strangers, "guide", play_strangers(&self, &guide));
        (void)json_object_set_new(strangers, "call_at_once", play_strangers(&self, &call));
        if (self.best != NULL) {
            (void)json_object_set_new(strangers, "best_checklist", play_strangers(&self, &list));
        }
        (void)json_object_set_new(report, "strangers", strangers);
    }
    (void)json_object_set_new(report, "ways_in", ways_in(&self));
    (void)json_object_set_new(report, "nobody_kept_in", nobody_kept_in(&self));
    keep_promises(&self, &mean);
    (void)json_object_set_new(report, "broken_promises", self.broken);
    return report;
}
