#include "proof/walk.h"
#include "survey/survey.h"
#include <math.h>
#include <string.h>

typedef struct {
    proof_walk_t* result;
    base_arena_t* arena;
    const proof_trial_t* trial;
    const proof_policy_t* policy;
    proof_walk_options_t options;
    double laid[proof_depth_max + 1]; ///< mass of light branches since the last that lived, by depth
} walk_t;

typedef enum { kind_single = 0, kind_pair, kind_frost } kind_t;

static bool is_played(const atlas_t* const atlas, const uint16_t* const modes, const int count,
                      const kind_t kind)
{
    int causes = 0;
    int frosts = 0;
    for (int k = 0; k < count; k++) {
        const atlas_mode_t mode = atlas_mode(atlas, modes[k]);
        causes += mode.is_cause ? 1 : 0;
        frosts += mode.needs_frost ? 1 : 0;
    }
    if (kind == kind_frost) {
        return count == 1 && causes == 1 && frosts == 1;
    }
    return frosts == 0 && (count == 1 ? causes == 1 : kind == kind_pair && count == 2 && causes >= 1);
}

static void weigh(proof_set_t* const sets, const int count)
{
    double total = 0.0;
    for (int k = 0; k < count; k++) {
        total += sets[k].weight;
    }
    for (int k = 0; k < count && total > 0.0; k++) {
        sets[k].weight /= total;
    }
}

static proof_set_t* sets_of(base_arena_t* const arena, const atlas_t* const atlas, const kind_t kind,
                            int* const count)
{
    proof_set_t* const sets = base_arena_take(arena, sizeof(proof_set_t) * atlas->head.set_count);
    *count = 0;
    for (uint32_t k = 0U; sets != NULL && k < atlas->head.set_count; k++) {
        uint16_t modes[atlas_set_max];
        const int members = atlas_set(atlas, k, modes);
        if (!is_played(atlas, modes, members, kind)) {
            continue;
        }
        proof_set_t* const set = &sets[*count];
        memcpy(set->mode, modes, sizeof modes);
        set->mode_count = members;
        set->weight = 1.0;
        for (int m = 0; m < members; m++) {
            set->weight *= atlas_mode(atlas, modes[m]).odds;
        }
        (*count)++;
    }
    if (sets != NULL) {
        weigh(sets, *count);
    }
    return sets;
}

proof_set_t* proof_sets(base_arena_t* const arena, const atlas_t* const atlas, const bool pairs,
                        int* const count)
{
    return sets_of(arena, atlas, pairs ? kind_pair : kind_single, count);
}

proof_set_t* proof_sets_of_frost(base_arena_t* const arena, const atlas_t* const atlas, int* const count)
{
    return sets_of(arena, atlas, kind_frost, count);
}

static int members_now(const walk_t* const walk, const proof_set_t* const set, const proof_path_t* const path,
                       uint16_t* const now)
{
    int count = 0;
    for (int k = 0; k < set->mode_count; k++) {
        bool mended = false;
        for (int m = 0; m < path->mended_count; m++) {
            mended = mended || path->mended[m] == walk->trial->mode_to_knowledge[set->mode[k]];
        }
        if (!mended) {
            now[count] = set->mode[k];
            count++;
        }
    }
    return count;
}

/// Where one true reading goes among the reports, as the guide has it: confusions, then the rest of the error
/// evenly.
static void spread(const vehicle_move_t* const move, const int truth, const double p, double* const told)
{
    const int opens = move->opens_reading;
    const int others = move->reading_count - (opens < move->reading_count ? 2 : 1);
    double moved = others > 0 ? move->error : 0.0;
    for (int r = 0; r < move->reading_count && others > 0; r++) {
        told[r] += r != truth && r != opens ? p * move->error / others : 0.0;
    }
    for (uint16_t k = 0U; k < move->confuse_count; k++) {
        if (move->confuse[k].truth == truth && move->confuse[k].report != opens) {
            told[move->confuse[k].report] += p * move->confuse[k].p;
            moved += move->confuse[k].p;
        }
    }
    told[truth] += p * (1.0 - moved);
}

/// What a person would report; nobody mistakes an open lid.
static void report(const vehicle_move_t* const move, double* const p)
{
    double told[vehicle_readings_max] = {0.0};
    for (int t = 0; t < move->reading_count; t++) {
        if (t == move->opens_reading) {
            told[t] += p[t];
        } else if (p[t] > 0.0) {
            spread(move, t, p[t], told);
        }
    }
    memcpy(p, told, sizeof told);
}

static void readings_of(const walk_t* const walk, const uint16_t move, const proof_set_t* const set,
                        const proof_path_t* const path, double* const p)
{
    const proof_trial_t* const trial = walk->trial;
    uint16_t now[atlas_set_max];
    const int count = members_now(walk, set, path, now);
    memset(p, 0, sizeof(double) * (size_t)vehicle_readings_max);
    if (trial->to_atlas[move] != atlas_none) {
        uint8_t row[atlas_readings_max];
        atlas_row(trial->atlas, trial->to_atlas[move], walk->options.cell, now, count, row);
        for (int r = 0; r < trial->knowledge->move[move].reading_count; r++) {
            p[r] = (double)row[r] / (double)atlas_scale;
        }
    } else { // only published: over cars of all degrees, which makes a list cheaper than it is
        for (int k = 0; k < count; k++) {
            now[k] = trial->mode_to_knowledge[now[k]];
        }
        (void)survey_row(trial->knowledge, trial->car, move, walk->options.cell, now, count, p);
    }
    report(&trial->knowledge->move[move], p);
}

/// Everybody is called in turn until the lid is open.
static void call_everybody(const walk_t* const walk, const proof_path_t* const path, proof_set_t* const set,
                           const double reach)
{
    const proof_trial_t* const trial = walk->trial;
    proof_path_t after = *path;
    double shut = reach;
    for (uint16_t call = proof_next_call(trial, &after); call != vehicle_none && shut > reach * 1e-6;
         call = proof_next_call(trial, &after)) {
        const vehicle_move_t* const move = &trial->knowledge->move[call];
        double p[vehicle_readings_max];
        readings_of(walk, call, set, &after, p);
        set->cost += shut * proof_cost(trial, call);
        set->minutes += shut * (move->minutes + move->wait_minutes);
        set->steps += shut;
        set->called += after.called ? 0.0 : shut;
        shut *= 1.0 - p[move->opens_reading];
        if (after.event_count >= proof_depth_max) {
            break;
        }
        proof_advance(trial, walk->policy, &after, call, -1);
    }
    set->opened += reach - shut;
    set->shut += shut;
}

static void prune(const walk_t* const walk, const proof_path_t* const path, const double* const reach)
{
    for (int s = 0; s < walk->result->set_count; s++) {
        proof_set_t* const set = &walk->result->set[s];
        walk->result->pruned += set->weight * reach[s];
        if (reach[s] > 0.0) {
            call_everybody(walk, path, set, reach[s]);
        }
    }
}

static void leave_shut(const walk_t* const walk, const double* const reach)
{
    for (int s = 0; s < walk->result->set_count; s++) {
        walk->result->set[s].shut += reach[s];
    }
}

static double greatest(const double* const reach, const int count)
{
    double most = 0.0;
    for (int s = 0; s < count; s++) {
        most = reach[s] > most ? reach[s] : most;
    }
    return most;
}

static void charge(const walk_t* const walk, const proof_path_t* const path, const uint16_t move,
                   const double* const reach, const bool possible)
{
    const double cost = possible ? proof_cost(walk->trial, move) : proof_cost_in_vain(walk->trial, move);
    const double forbidden = proof_forbidden(walk->trial, move) ? 1.0 : 0.0;
    const vehicle_move_t* const about = &walk->trial->knowledge->move[move];
    for (int s = 0; s < walk->result->set_count; s++) {
        proof_set_t* const set = &walk->result->set[s];
        set->cost += reach[s] * cost;
        set->minutes += reach[s] * (about->minutes + (possible ? about->wait_minutes : 0.0));
        set->steps += reach[s];
        set->impossible += possible ? 0.0 : reach[s];
        set->forbidden += forbidden * reach[s];
        set->called += !path->called && proof_is_call(walk->trial, move) ? reach[s] : 0.0;
    }
}

static void calibrate(const walk_t* const walk, const uint16_t move, const double* const reach,
                      const double* const opens)
{
    double predicted[atlas_readings_max];
    const vehicle_move_t* const about = &walk->trial->knowledge->move[move];
    if (walk->policy->by > proof_by_greed || about->opens_reading >= about->reading_count) {
        return;
    }
    guide_predict(walk->trial->guide, walk->trial->to_atlas[move], predicted);
    const double p = predicted[about->opens_reading];
    double* const row = walk->result->calibration[p >= 1.0 ? 9 : (int)(p * 10.0)];
    for (int s = 0; s < walk->result->set_count; s++) {
        const double mass = walk->result->set[s].weight * reach[s];
        row[0] += mass;
        row[1] += mass * p;
        row[2] += walk->result->set[s].weight * opens[s];
    }
}

static void branch(walk_t* walk, const proof_path_t* path, uint16_t move, const double* reach);

// Deviation: recursion over the answers of a dialogue, at most proof_depth_max deep.
static double prior_mass(const walk_t* const walk, const double* const reach)
{
    double mass = 0.0;
    for (int s = 0; s < walk->result->set_count; s++) {
        mass += walk->result->set[s].weight * reach[s];
    }
    return mass;
}

static void visit(walk_t* walk, const proof_path_t* path, const double* reach);

/// Systematic sampling along the order of the tree: the light branches of one depth are laid end to end, and
/// every `thin` of their mass, from a start drawn for that depth, one lives. Its chance is its mass / thin,
/// as by lots of its own, but neighbours are alike and share their survivors, so that the figures scatter far
/// less.
static bool lives(walk_t* const walk, const int depth, const double mass)
{
    double* const laid = &walk->laid[depth];
    *laid += mass;
    if (*laid < walk->options.thin) {
        return false;
    }
    *laid -= walk->options.thin;
    return true;
}

/// Of light branches some live and count thin / mass times: nothing changes on average.
static void thin_out(walk_t* const walk, const proof_path_t* const path, const double* const reach,
                     const double mass)
{
    const size_t mark = walk->arena->used;
    const int count = walk->result->set_count;
    double* const heavier = base_arena_take(walk->arena, sizeof(double) * (size_t)count);
    if (heavier != NULL && lives(walk, path->depth, mass)) {
        for (int s = 0; s < count; s++) {
            heavier[s] = reach[s] * walk->options.thin / mass;
        }
        visit(walk, path, heavier);
    }
    walk->arena->used = mark;
}

static void visit(walk_t* const walk, const proof_path_t* const path, const double* const reach)
{
    const double mass = prior_mass(walk, reach);
    if (walk->options.thin > 0.0 && mass < walk->options.thin * 0.999) {
        if (mass > 0.0) {
            thin_out(walk, path, reach, mass);
        }
        return;
    }
    const double most = greatest(reach, walk->result->set_count);
    const bool spent = walk->result->nodes >= walk->options.nodes_max || path->depth >= proof_depth_max - 1;
    if (most < walk->options.prune || spent) {
        prune(walk, path, reach);
        return;
    }
    const uint16_t move = proof_next(walk->trial, walk->policy, path);
    if (move == vehicle_none) {
        leave_shut(walk, reach);
        return;
    }
    walk->result->nodes++;
    if (walk->options.progress != NULL) {
        walk->options.progress(walk->options.context, walk->result->nodes);
    }
    const bool possible = proof_possible(walk->trial, walk->policy, path, move);
    charge(walk, path, move, reach, possible);
    if (possible) {
        branch(walk, path, move, reach);
    } else {
        proof_path_t after = *path;
        proof_advance(walk->trial, walk->policy, &after, move, -1);
        visit(walk, &after, reach);
    }
}

static void branch(walk_t* const walk, const proof_path_t* const path, const uint16_t move,
                   const double* const reach)
{
    const int count = walk->result->set_count;
    const int readings = walk->trial->knowledge->move[move].reading_count;
    const size_t mark = walk->arena->used;
    double* const next = base_arena_take(walk->arena, sizeof(double) * (size_t)(count * readings));
    if (next == NULL) {
        prune(walk, path, reach);
        return;
    }
    for (int s = 0; s < count; s++) {
        double p[vehicle_readings_max] = {0.0};
        if (reach[s] > 0.0) {
            readings_of(walk, move, &walk->result->set[s], path, p);
        }
        for (int r = 0; r < readings; r++) {
            next[r * count + s] = reach[s] * p[r];
        }
    }
    const int opens = walk->trial->knowledge->move[move].opens_reading;
    if (opens < readings) {
        calibrate(walk, move, reach, next + (size_t)opens * (size_t)count);
        for (int s = 0; s < count; s++) {
            walk->result->set[s].opened += next[opens * count + s];
        }
    }
    for (int r = 0; r < readings; r++) {
        if (r != opens && greatest(next + (size_t)r * (size_t)count, count) > 0.0) {
            proof_path_t after = *path;
            proof_advance(walk->trial, walk->policy, &after, move, r);
            visit(walk, &after, next + (size_t)r * (size_t)count);
        }
    }
    walk->arena->used = mark;
}

static void forget(proof_walk_t* const self)
{
    for (int s = 0; s < self->set_count; s++) {
        proof_set_t* const set = &self->set[s];
        set->minutes = set->cost = set->steps = set->opened = set->shut = set->called = set->impossible =
            set->forbidden = 0.0;
    }
    self->nodes = 0U;
    self->pruned = self->cost_error = 0.0;
    memset(self->calibration, 0, sizeof self->calibration);
}

/// The whole tree once, counting `share` of it, with lots of its own.
static void play_once(walk_t* const walk, double* const reach, const uint64_t draw, const double share)
{
    for (int s = 0; s < walk->result->set_count; s++) {
        reach[s] = share;
    }
    for (int k = 0; k <= proof_depth_max; k++) {
        walk->laid[k] = walk->options.thin * proof_chance(walk->options.seed + draw, (uint64_t)k, 31U);
    }
    proof_path_t path;
    guide_replay(walk->trial->guide, &walk->trial->situation, NULL, 0);
    proof_path_start(walk->trial, &path);
    visit(walk, &path, reach);
}

/// Every dialogue ends open or shut; where branches were thinned out the sum of both is 1 only on average,
/// and dividing by it takes most of that scatter out of all the figures.
static proof_mean_t normalised(proof_mean_t mean)
{
    const double all = mean.opened + mean.shut;
    if (all > 0.0) {
        mean.minutes /= all;
        mean.cost /= all;
        mean.steps /= all;
        mean.opened /= all;
        mean.shut /= all;
        mean.called /= all;
        mean.impossible /= all;
        mean.forbidden /= all;
    }
    return mean;
}

static proof_mean_t summed(const proof_walk_t* const self)
{
    proof_mean_t mean = {0};
    for (int s = 0; s < self->set_count; s++) {
        const proof_set_t* const set = &self->set[s];
        mean.minutes += set->weight * set->minutes;
        mean.cost += set->weight * set->cost;
        mean.steps += set->weight * set->steps;
        mean.opened += set->weight * set->opened;
        mean.shut += set->weight * set->shut;
        mean.called += set->weight * set->called;
        mean.impossible += set->weight * set->impossible;
        mean.forbidden += set->weight * set->forbidden;
        mean.worst_cost = set->cost > mean.worst_cost ? set->cost : mean.worst_cost;
    }
    return mean;
}

proof_mean_t proof_mean(const proof_walk_t* const self)
{
    proof_mean_t mean = normalised(summed(self));
    mean.cost_error = self->cost_error;
    return mean;
}

/// The standard error of the mean of `draws` figures from their sum and the sum of their squares.
static double error_of(const double sum, const double squares, const int draws)
{
    const double mean = sum / draws;
    const double variance = squares / draws - mean * mean;
    return draws > 1 && variance > 0.0 ? sqrt(variance / (draws - 1)) : 0.0;
}

bool proof_walk(proof_walk_t* const self, base_arena_t* const arena, const proof_trial_t* const trial,
                const proof_policy_t* const policy, const proof_walk_options_t* const options)
{
    walk_t walk = {.result = self, .arena = arena, .trial = trial, .policy = policy, .options = *options};
    walk.options.prune = options->prune > 0.0 ? options->prune : 0.02;
    walk.options.nodes_max = options->nodes_max > 0U ? options->nodes_max : 4000U;
    const int draws = options->thin > 0.0 && options->draws > 1 ? options->draws : 1;
    double* const reach = base_arena_take(arena, sizeof(double) * (size_t)self->set_count);
    if (reach == NULL) {
        return false;
    }
    forget(self);
    double sum = 0.0;
    double squares = 0.0;
    proof_mean_t before = {0};
    for (int draw = 0; draw < draws; draw++) {
        play_once(&walk, reach, (uint64_t)draw, 1.0 / draws);
        const proof_mean_t after = summed(self);
        const double ended = after.opened + after.shut - before.opened - before.shut;
        const double cost = ended > 0.0 ? (after.cost - before.cost) / ended : 0.0;
        sum += cost;
        squares += cost * cost;
        before = after;
    }
    self->cost_error = error_of(sum, squares, draws);
    return true;
}
