#include "proof/report.h"
#include "proof/report_parts.h"
#include "proof/trapped.h"
#include "proof/ways.h"
#include <math.h>
#include <string.h>

void report_say(const making_t* const self, const char* const what, const int done, const int all)
{
    if (self->options->progress != NULL) {
        self->options->progress(self->options->context, what, done, all);
    }
}

void report_promise(const making_t* const self, const bool kept, const char* const where,
                    const char* const what)
{
    if (!kept) {
        (void)json_array_append_new(self->broken, json_sprintf("%s: %s", where, what));
    }
}

void report_promise_steps(const making_t* const self, const proof_mean_t* const guide,
                          const char* const where)
{
    report_promise(self, guide->forbidden <= 0.0, where, "the guide proposed a forbidden step");
    report_promise(self, guide->impossible <= 0.0, where, "the guide proposed an impossible step");
    report_promise(self, guide->opened > 0.95, where, "the guide leaves more than one in twenty shut");
}

json_t* report_rounded(const double value)
{
    return json_real(floor(value * 10000.0 + 0.5) / 10000.0);
}

json_t* report_mean(const proof_mean_t* const mean)
{
    json_t* const object = json_object();
    (void)json_object_set_new(object, "cost", report_rounded(mean->cost));
    (void)json_object_set_new(object, "cost_error", report_rounded(mean->cost_error));
    (void)json_object_set_new(object, "minutes", report_rounded(mean->minutes));
    (void)json_object_set_new(object, "steps", report_rounded(mean->steps));
    (void)json_object_set_new(object, "opened", report_rounded(mean->opened));
    (void)json_object_set_new(object, "shut", report_rounded(mean->shut));
    (void)json_object_set_new(object, "called", report_rounded(mean->called));
    (void)json_object_set_new(object, "impossible_steps", report_rounded(mean->impossible));
    (void)json_object_set_new(object, "forbidden_steps", report_rounded(mean->forbidden));
    (void)json_object_set_new(object, "worst_cost", report_rounded(mean->worst_cost));
    return object;
}

json_t* report_calibration(const double rows[10][3])
{
    json_t* const array = json_array();
    for (int k = 0; k < 10; k++) {
        if (rows[k][0] > 0.0) {
            (void)json_array_append_new(array, json_pack("{s:o,s:o,s:o}", "mass", report_rounded(rows[k][0]),
                                                         "predicted", report_rounded(rows[k][1] / rows[k][0]),
                                                         "actual", report_rounded(rows[k][2] / rows[k][0])));
        }
    }
    return array;
}

double report_calibration_error(const double rows[10][3])
{
    double error = 0.0;
    double mass = 0.0;
    for (int k = 0; k < 10; k++) {
        error += fabs(rows[k][1] - rows[k][2]);
        mass += rows[k][0];
    }
    return mass > 0.0 ? error / mass : 0.0;
}

// --- the atlas's own sets

/// A tree whose every branch is light has no trunk.
static const double frost_thin_most = 0.1;

/// One of the populations that are played as trees: the sets, where they stand, what came of them.
typedef struct {
    const char* name;
    proof_trial_t trial;
    uint8_t cell;
    bool frost;
    json_t* sets;     ///< an entry for each set
    json_t* policies; ///< guide, greedy, call_at_once, checklists
    double thin;
} own_t;

static void note_tree(void* const context, const uint32_t nodes)
{
    const making_t* const self = context;
    report_say(self, "tree", (int)nodes, 0);
}

static proof_set_t* sets_of(const making_t* const self, const own_t* const own, int* const count)
{
    return own->frost ? proof_sets_of_frost(self->arena, self->trial->atlas, count)
                      : proof_sets(self->arena, self->trial->atlas, self->options->pairs, count);
}

/// What everything costs set by set, for the JSON alone.
static void note_sets(const own_t* const own, const proof_walk_t* const walk, const char* const policy)
{
    for (int s = 0; s < walk->set_count; s++) {
        const proof_set_t* const set = &walk->set[s];
        json_t* const entry = json_array_get(own->sets, (size_t)s);
        if (strcmp(policy, "guide") == 0) {
            (void)json_object_set_new(
                entry, policy,
                json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "cost", report_rounded(set->cost), "minutes",
                          report_rounded(set->minutes), "steps", report_rounded(set->steps), "opened",
                          report_rounded(set->opened), "called", report_rounded(set->called),
                          "impossible_steps", report_rounded(set->impossible), "forbidden_steps",
                          report_rounded(set->forbidden)));
        } else {
            (void)json_object_set_new(entry, policy, report_rounded(set->cost));
        }
    }
}

static json_t* play_policy(making_t* const self, const own_t* const own, const proof_policy_t* const policy,
                           const char* const name, proof_mean_t* const mean)
{
    const size_t mark = self->arena->used;
    proof_walk_t walk = {0};
    const double most = self->options->finer > 1.0 ? self->options->finer : 1.0;
    // Greed does not search, but weighs every move.
    const double finer = policy->by <= proof_by_greed ? 1.0 : most;
    const proof_walk_options_t options = {.nodes_max = self->options->tree_nodes,
                                          .thin = own->thin / finer,
                                          .draws = 4,
                                          .prune = own->thin > 0.0 ? 1e-12 : 0.0,
                                          .cell = own->cell,
                                          .progress = policy->by <= proof_by_greed ? note_tree : NULL,
                                          .context = self};
    walk.set = sets_of(self, own, &walk.set_count);
    json_t* object = NULL;
    if (walk.set != NULL && proof_walk(&walk, self->arena, &own->trial, policy, &options)) {
        *mean = proof_mean(&walk);
        object = report_mean(mean);
        (void)json_object_set_new(object, "tree_nodes", json_integer((json_int_t)walk.nodes));
        (void)json_object_set_new(object, "pruned", report_rounded(walk.pruned));
        note_sets(own, &walk, name);
        if (policy->by == proof_by_guide) {
            const double(*const rows)[3] = (const double(*)[3])walk.calibration;
            (void)json_object_set_new(object, "calibration", report_calibration(rows));
            (void)json_object_set_new(object, "calibration_error",
                                      report_rounded(report_calibration_error(rows)));
        }
    }
    report_promise(self, object != NULL, own->name, "there is not enough memory to play it");
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

static void list_checklists(making_t* const self)
{
    for (uint16_t k = 0U; k < self->trial->knowledge->checklist_count; k++) {
        const vehicle_checklist_t* const list = &self->trial->knowledge->checklist[k];
        if (applies(list, self->trial->car->id) && self->list_count < report_lists_max) {
            self->list[self->list_count] = list;
            self->list_count++;
        }
    }
}

static json_t* play_checklists(making_t* const self, const own_t* const own)
{
    json_t* const object = json_object();
    double best_cost = -1.0;
    const vehicle_checklist_t* best = NULL;
    for (int k = 0; k < self->list_count; k++) {
        report_say(self, self->list[k]->id, k, self->list_count);
        const proof_policy_t policy = {.by = proof_by_checklist, .checklist = self->list[k]};
        proof_mean_t mean = {0};
        (void)json_object_set_new(object, self->list[k]->id,
                                  play_policy(self, own, &policy, self->list[k]->id, &mean));
        if (best == NULL || mean.cost < best_cost) {
            best_cost = mean.cost;
            best = self->list[k];
        }
    }
    self->best = own->frost ? self->best : best;
    self->best_cost = own->frost ? self->best_cost : best_cost;
    return object;
}

/// All modes of a set, and of these the ones in their grave degree, on which few ways in work.
static void name_modes(const atlas_t* const atlas, const proof_set_t* const set, json_t* const modes,
                       json_t* const grave)
{
    for (int k = 0; k < set->mode_count; k++) {
        const atlas_mode_t mode = atlas_mode(atlas, set->mode[k]);
        (void)json_array_append_new(modes, json_string(mode.id));
        if (mode.is_grave) {
            (void)json_array_append_new(grave, json_string(mode.id));
        }
    }
}

/// How the set can be opened by somebody who knows what is wrong; what calling costs beside it.
static json_t* entry_of(const making_t* const self, const own_t* const own, const proof_set_t* const set)
{
    proof_way_t way[proof_ways_max];
    const int count = proof_ways(&own->trial, own->cell, set->mode, set->mode_count, way);
    const double call = proof_cost_of_call(&own->trial, own->cell, set->mode, set->mode_count);
    json_t* const modes = json_array();
    json_t* const grave = json_array();
    name_modes(self->trial->atlas, set, modes, grave);
    json_t* const ways = json_array();
    for (int k = 0; k < count; k++) {
        (void)json_array_append_new(ways, json_pack("{s:s,s:o}", "move",
                                                    atlas_move(self->trial->atlas, way[k].move).id, "cost",
                                                    report_rounded(way[k].cost)));
    }
    report_promise(self, count > 0 || call >= 0.0, own->name, "a set has no way in and nobody opens it");
    const bool right = call >= 0.0 && (count == 0 || call <= way[0].cost);
    return json_pack("{s:o,s:o,s:o,s:o,s:o,s:b}", "modes", modes, "grave", grave, "weight",
                     report_rounded(set->weight), "ways_in", ways, "cost_of_call", report_rounded(call),
                     "call_is_right", right);
}

static void list_sets(const making_t* const self, own_t* const own)
{
    const size_t mark = self->arena->used;
    int count = 0;
    const proof_set_t* const sets = sets_of(self, own, &count);
    own->sets = json_array();
    for (int k = 0; sets != NULL && k < count; k++) {
        report_say(self, "ways in", k, count);
        (void)json_array_append_new(own->sets, entry_of(self, own, &sets[k]));
    }
    self->arena->used = mark;
}

static double number_at(const json_t* const object, const char* const policy, const char* const key)
{
    return json_number_value(json_object_get(json_object_get(object, policy), key));
}

/// A call is right only where no permitted way in was cheaper: how many of the guide's were.
static json_t* calls_of(const own_t* const own)
{
    double called = 0.0;
    double right = 0.0;
    double only = 0.0;
    size_t k = 0U;
    json_t* entry = NULL;
    json_array_foreach(own->sets, k, entry)
    {
        const double weight = json_number_value(json_object_get(entry, "weight"));
        const double share = weight * number_at(entry, "guide", "called");
        called += share;
        right += json_is_true(json_object_get(entry, "call_is_right")) ? share : 0.0;
        only += json_array_size(json_object_get(entry, "ways_in")) == 0U ? weight : 0.0;
    }
    return json_pack("{s:o,s:o,s:o}", "share", report_rounded(called), "right",
                     report_rounded(called > 0.0 ? right / called : 1.0), "no_other_way",
                     report_rounded(only));
}

static void keep_promises(const making_t* const self, const own_t* const own, const proof_mean_t* const guide)
{
    const json_t* const played = json_object_get(own->policies, "guide");
    report_promise_steps(self, guide, own->name);
    if (own->frost) {
        return;
    }
    report_promise(self, json_number_value(json_object_get(played, "pruned")) < 0.05, own->name,
                   "more than one in twenty of the answers were not followed to the end");
    report_promise(self, self->best == NULL || guide->cost - 2.0 * guide->cost_error <= self->best_cost,
                   own->name, "a published checklist is cheaper than the guide");
    const double apart = json_number_value(json_object_get(played, "calibration_error"));
    report_promise(self, apart <= (self->options->pairs ? 0.05 : 0.10), own->name,
                   "chances that the guide names are not met");
}

/// All policies on one population of sets.
static json_t* play_own(making_t* const self, own_t* const own)
{
    const proof_policy_t guide = {.by = proof_by_guide, .nodes = self->options->nodes};
    const proof_policy_t greed = {.by = proof_by_greed};
    const proof_policy_t call = {.by = proof_by_call};
    proof_mean_t mean = {0};
    proof_mean_t other = {0};
    own->policies = json_object();
    list_sets(self, own);
    (void)json_object_set_new(own->policies, "guide", play_policy(self, own, &guide, "guide", &mean));
    (void)json_object_set_new(own->policies, "greedy", play_policy(self, own, &greed, "greedy", &other));
    (void)json_object_set_new(own->policies, "call_at_once",
                              play_policy(self, own, &call, "call_at_once", &other));
    (void)json_object_set_new(own->policies, "checklists", play_checklists(self, own));
    (void)json_object_set_new(own->policies, "calls", calls_of(own));
    (void)json_object_set_new(own->policies, "sets", own->sets);
    keep_promises(self, own, &mean);
    return own->policies;
}

static json_t* play_frost(making_t* const self)
{
    own_t own = {.name = "own sets in frost",
                 .trial = proof_trial_in(self->trial, car_weather_of_cell(1, false)),
                 .cell = 2U,
                 .frost = true,
                 .thin = 8.0 * self->options->thin};
    own.thin = own.thin > frost_thin_most ? frost_thin_most : own.thin;
    int count = 0;
    const size_t mark = self->arena->used;
    (void)sets_of(self, &own, &count);
    self->arena->used = mark;
    return count == 0 ? NULL : play_own(self, &own);
}

// --- nobody kept in

static json_t* of_finding(const making_t* const self, const proof_trapped_t* const finding)
{
    const vehicle_mode_t* const mode = self->trial->knowledge->mode;
    json_t* const modes = json_array();
    for (int k = 0; k < 2; k++) {
        if (finding->mode[k] != vehicle_none) {
            (void)json_array_append_new(modes, json_string(mode[finding->mode[k]].id));
        }
    }
    return json_pack("{s:o,s:s,s:s,s:s?,s:i}", "modes", modes, "release",
                     finding->variant == vehicle_none ? "as built" : mode[finding->variant].id, "state",
                     finding->state, "why", finding->why, "freed_ms", (int)finding->freed_ms);
}

static void note_trapped(void* const context, const int done, const int all)
{
    report_say(context, "nobody kept in", done, all);
}

static json_t* nobody_kept_in(making_t* const self)
{
    const size_t mark = self->arena->used;
    proof_trapped_t* const findings =
        base_arena_take(self->arena, sizeof(proof_trapped_t) * proof_trapped_max);
    const proof_trapped_options_t options = {
        .pairs = self->options->pairs, .progress = note_trapped, .context = self};
    int tried = 0;
    int unexcused = 0;
    const int count = findings == NULL ? 0
                                       : proof_trapped(self->trial->knowledge, self->trial->car, &options,
                                                       findings, proof_trapped_max, &tried);
    json_t* const sets = json_array();
    for (int k = 0; k < count; k++) {
        unexcused += findings[k].why == NULL ? 1 : 0;
        (void)json_array_append_new(sets, of_finding(self, &findings[k]));
    }
    self->arena->used = mark;
    report_promise(self, findings != NULL && count < proof_trapped_max, "nobody kept in",
                   "there is not enough memory to try it");
    report_promise(self, unexcused == 0, "nobody kept in",
                   "the inside release fails although neither it nor the latch is broken or held");
    return json_pack("{s:i,s:i,s:i,s:o}", "runs", tried, "defeated", count, "without_excuse", unexcused, "by",
                     sets);
}

json_t* proof_report(const proof_trial_t* const trial, base_arena_t* const arena,
                     const proof_report_options_t* const options)
{
    making_t self = {.trial = trial, .arena = arena, .options = options, .broken = json_array()};
    own_t own = {.name = "own sets", .trial = *trial, .thin = options->thin};
    json_t* const report = json_object();
    if (report == NULL || self.broken == NULL) {
        return NULL;
    }
    list_checklists(&self);
    (void)json_object_set_new(report, "car", json_string(trial->car->id));
    (void)json_object_update_new(report, play_own(&self, &own));
    if (self.best != NULL) {
        (void)json_object_set_new(report, "best_checklist", json_string(self.best->id));
        (void)json_object_set_new(report, "cost_beside_best_checklist",
                                  report_rounded(number_at(report, "guide", "cost") / self.best_cost));
    }
    json_t* const frost = play_frost(&self);
    json_t* const real = options->cases == NULL ? NULL : report_real(&self);
    (void)json_object_set_new(report, "frost", frost == NULL ? json_null() : frost);
    if (options->strangers > 0) {
        (void)json_object_set_new(report, "strangers", report_strangers(&self));
    }
    (void)json_object_set_new(report, "real", real == NULL ? json_null() : real);
    (void)json_object_set_new(report, "nobody_kept_in", nobody_kept_in(&self));
    (void)json_object_set_new(report, "broken_promises", self.broken);
    return report;
}
