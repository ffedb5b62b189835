#include "proof/trial.h"
#include "atlas/forbidden.h"
#include "vehicle/forbid.h"
#include <string.h>

static void map_moves(proof_trial_t* const self)
{
    for (uint16_t k = 0U; k < self->knowledge->move_count; k++) {
        self->to_atlas[k] = atlas_find_move(self->atlas, self->knowledge->move[k].id);
        if (self->to_atlas[k] != atlas_none) {
            self->to_knowledge[self->to_atlas[k]] = k;
        }
    }
}

/// Somebody who comes, whom most owners may call, and who opens lids.
static bool is_open_to_anybody(const proof_trial_t* const self, const uint16_t index)
{
    const vehicle_move_t* const move = &self->knowledge->move[index];
    if (!proof_is_call(self, index) || self->to_atlas[index] == atlas_none || move->given_count == 0U ||
        move->opens_reading >= move->reading_count) {
        return false;
    }
    for (uint16_t k = 0U; k < move->need_count; k++) {
        if (self->knowledge->fact[move->needs[k]].p < 0.5) {
            return false;
        }
    }
    return true;
}

static double cost_for_chance(const proof_trial_t* const self, const uint16_t index)
{
    const vehicle_move_t* const move = &self->knowledge->move[index];
    double p = 0.0;
    for (uint16_t k = 0U; k < move->given_count; k++) {
        p = move->given[k].mode == vehicle_none ? move->given[k].p[move->opens_reading] : p;
    }
    return p > 0.0 ? proof_cost(self, index) / p : 1e12;
}

static void list_calls(proof_trial_t* const self)
{
    for (uint16_t k = 0U; k < self->knowledge->move_count && self->call_count < proof_calls_max; k++) {
        if (!is_open_to_anybody(self, k)) {
            continue;
        }
        int at = self->call_count;
        for (; at > 0 && cost_for_chance(self, k) < cost_for_chance(self, self->call[at - 1]); at--) {
            self->call[at] = self->call[at - 1];
        }
        self->call[at] = k;
        self->call_count++;
    }
}

bool proof_trial_init(proof_trial_t* const self, const vehicle_knowledge_t* const knowledge,
                      const vehicle_t* const car, const atlas_t* const atlas, guide_t* const guide)
{
    *self = (proof_trial_t){.knowledge = knowledge, .car = car, .atlas = atlas, .guide = guide, .rate = 25.0};
    map_moves(self);
    for (uint16_t k = 0U; k < atlas->head.mode_count; k++) {
        self->mode_to_knowledge[k] = vehicle_find_mode(knowledge, atlas_mode(atlas, k).id);
        if (self->mode_to_knowledge[k] == vehicle_none) {
            return false;
        }
    }
    for (uint16_t k = 0U; k < atlas->head.move_count; k++) {
        if (vehicle_find_move(knowledge, atlas_move(atlas, k).id) == vehicle_none) {
            return false;
        }
    }
    list_calls(self);
    return self->call_count > 0;
}

/// Value of the circumstance that says so, or atlas_none where this car is not asked.
static uint16_t bucket_named(const atlas_t* const atlas, const uint16_t circumstance, const char* const name)
{
    const uint8_t count =
        circumstance == atlas_none ? (uint8_t)0 : atlas_circumstance(atlas, circumstance).bucket_count;
    for (uint16_t k = 0U; k < count; k++) {
        if (strcmp(atlas_circumstance(atlas, circumstance).label[k], name) == 0) {
            return k;
        }
    }
    return atlas_none;
}

static const char* temperature_name(const car_weather_t weather)
{
    return weather.celsius > 0.0 ? "warm" : weather.celsius > -10.0 ? "frost" : "hard-frost";
}

proof_trial_t proof_trial_in(const proof_trial_t* const self, const car_weather_t weather)
{
    proof_trial_t told = *self;
    const uint16_t temperature = atlas_find_circumstance(self->atlas, "temperature");
    const uint16_t bucket = bucket_named(self->atlas, temperature, temperature_name(weather));
    if (bucket != atlas_none) {
        told.situation.bucket[temperature] = (uint8_t)(bucket + 1U);
    }
    return told;
}

double proof_weather_factor(const proof_trial_t* const self, const car_weather_t weather, const uint16_t mode)
{
    const uint16_t temperature = atlas_find_circumstance(self->atlas, "temperature");
    const uint16_t bucket = bucket_named(self->atlas, temperature, temperature_name(weather));
    const uint16_t known = atlas_find_mode(self->atlas, self->knowledge->mode[mode].id);
    return bucket == atlas_none || known == atlas_none
               ? 1.0
               : atlas_factor(self->atlas, temperature, (uint8_t)bucket, known);
}

void proof_path_start(const proof_trial_t* const self, proof_path_t* const path)
{
    memset(path, 0, sizeof *path);
    for (uint16_t k = 0U; k < self->knowledge->fact_count; k++) {
        const vehicle_fact_t* const fact = &self->knowledge->fact[k];
        if (strcmp(fact->kind, "vehicle") == 0) {
            path->fact[k] = vehicle_when_holds(fact->when, fact->when_count, self->car->value) ? 1U : 2U;
        }
        const uint16_t known = atlas_find_fact(self->atlas, fact->id);
        if (known != atlas_none && guide_fact_is(self->guide, known)) {
            path->fact[k] = 1U;
        }
    }
}

static bool was_made(const proof_trial_t* const self, const proof_path_t* const path, const uint16_t index)
{
    for (int k = 0; k < path->event_count; k++) {
        if (path->event[k].move == self->to_atlas[index]) {
            return true;
        }
    }
    return false;
}

uint16_t proof_next_call(const proof_trial_t* const self, const proof_path_t* const path)
{
    for (int k = 0; k < self->call_count; k++) {
        if (!was_made(self, path, self->call[k])) {
            return self->call[k];
        }
    }
    return vehicle_none;
}

static uint16_t guides_move(const proof_trial_t* const self, const proof_policy_t* const policy,
                            const proof_path_t* const path)
{
    guide_replay(self->guide, &self->situation, path->event, path->event_count);
    const uint32_t nodes = policy->by == proof_by_greed ? 1U : policy->nodes;
    const uint16_t move = guide_next(self->guide, nodes).move;
    if (move != atlas_none) {
        return self->to_knowledge[move];
    }
    const uint16_t call = proof_next_call(self, path);
    return call != vehicle_none && proof_possible(self, policy, path, call) ? call : (uint16_t)vehicle_none;
}

uint16_t proof_next(const proof_trial_t* const self, const proof_policy_t* const policy,
                    const proof_path_t* const path)
{
    if (policy->by == proof_by_call) {
        return proof_next_call(self, path);
    }
    if (policy->by != proof_by_checklist) {
        return guides_move(self, policy, path);
    }
    const uint16_t step = path->checklist_step;
    return step < policy->checklist->step_count ? policy->checklist->steps[step].move
                                                : proof_next_call(self, path);
}

static bool granted(const proof_trial_t* const self, const proof_policy_t* const policy, const uint16_t fact)
{
    const char* const kind = self->knowledge->fact[fact].kind;
    return policy->by >= proof_by_call &&
           (strcmp(kind, "tool") == 0 || strcmp(kind, "condition") == 0 || strcmp(kind, "circumstance") == 0);
}

bool proof_possible(const proof_trial_t* const self, const proof_policy_t* const policy,
                    const proof_path_t* const path, const uint16_t index)
{
    const vehicle_move_t* const move = &self->knowledge->move[index];
    if (!vehicle_when_holds(move->when, move->when_count, self->car->value)) {
        return false;
    }
    for (uint16_t k = 0U; k < move->need_count; k++) {
        const uint8_t held = path->fact[move->needs[k]];
        if (held == 2U || (held == 0U && !granted(self, policy, move->needs[k]))) {
            return false;
        }
    }
    return true;
}

static void apply(const vehicle_effect_t* const effects, const uint16_t count, const int reading,
                  uint8_t* const facts, const uint8_t value)
{
    for (uint16_t k = 0U; k < count; k++) {
        if (effects[k].reading == vehicle_readings_max || effects[k].reading == reading) {
            facts[effects[k].target] = value;
        }
    }
}

static void remember_mended(const vehicle_move_t* const move, const int reading, proof_path_t* const path)
{
    const int most = (int)(sizeof path->mended / sizeof path->mended[0]);
    for (uint16_t k = 0U; k < move->mend_count && path->mended_count < most; k++) {
        if (move->mends[k].reading == vehicle_readings_max || move->mends[k].reading == reading) {
            path->mended[path->mended_count] = move->mends[k].target;
            path->mended_count++;
        }
    }
}

/// Index of the step with this label; past the end for OPEN, CALL and labels that end the list.
static uint16_t step_of(const vehicle_checklist_t* const list, const char* const label)
{
    for (uint16_t k = 0U; label != NULL && k < list->step_count; k++) {
        if (strcmp(list->steps[k].label, label) == 0) {
            return k;
        }
    }
    return list->step_count;
}

static void follow_checklist(const proof_trial_t* const self, const vehicle_checklist_t* const list,
                             proof_path_t* const path, const int reading)
{
    if (path->checklist_step >= list->step_count) {
        return;
    }
    const vehicle_checklist_step_t* const step = &list->steps[path->checklist_step];
    const int count = self->knowledge->move[step->move].reading_count;
    const char* label = reading >= 0 && reading < count ? step->on[reading] : NULL;
    label = label == NULL ? step->on[vehicle_readings_max] : label;
    path->checklist_step = label == NULL ? (uint16_t)(path->checklist_step + 1U) : step_of(list, label);
}

void proof_advance(const proof_trial_t* const self, const proof_policy_t* const policy,
                   proof_path_t* const path, const uint16_t index, const int reading)
{
    const vehicle_move_t* const move = &self->knowledge->move[index];
    if (self->to_atlas[index] != atlas_none && path->event_count < proof_depth_max) {
        path->event[path->event_count] =
            (guide_event_t){.move = self->to_atlas[index],
                            .reading = reading < 0 ? (uint8_t)guide_no_reading : (uint8_t)reading};
        path->event_count++;
    }
    if (reading >= 0) {
        apply(move->gives, move->give_count, reading, path->fact, 1U);
        apply(move->takes, move->take_count, reading, path->fact, 2U);
        remember_mended(move, reading, path);
    }
    if (policy->by == proof_by_checklist) {
        follow_checklist(self, policy->checklist, path, reading);
    }
    path->called = path->called || proof_is_call(self, index);
    path->depth++;
}

double proof_cost(const proof_trial_t* const self, const uint16_t index)
{
    const vehicle_move_t* const move = &self->knowledge->move[index];
    return guide_counted_minutes(move->minutes, move->wait_minutes) * self->rate / 60.0 + move->money +
           move->damage_p * move->damage_size;
}

double proof_cost_in_vain(const proof_trial_t* const self, const uint16_t index)
{
    return guide_counted_minutes(self->knowledge->move[index].minutes, 0.0) * self->rate / 60.0;
}

bool proof_forbidden(const proof_trial_t* const self, const uint16_t index)
{
    if (vehicle_forbid_tag(self->knowledge->move[index].uses) != NULL) {
        return true;
    }
    if (self->to_atlas[index] == atlas_none) {
        return false;
    }
    const atlas_move_t move = atlas_move(self->atlas, self->to_atlas[index]);
    return atlas_forbidden_in(&move) != NULL;
}

bool proof_is_call(const proof_trial_t* const self, const uint16_t index)
{
    return self->knowledge->move[index].does == vehicle_does_call;
}
