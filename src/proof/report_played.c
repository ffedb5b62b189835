// Policies beside single persons: strangers and real owners.
#include "proof/real.h"
#include "proof/report_parts.h"
#include "proof/stranger.h"
#include <math.h>
#include <string.h>

enum { persons_a_case = 4 };

/// What a policy came to beside all persons of a population.
typedef struct {
    proof_mean_t mean; ///< sums until it is told
    double calibration[10][3];
    double cost[report_persons_max];
    double squares; ///< of the costs
    int count;
} tally_t;

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

static void note(tally_t* const tally, const proof_played_t* const played)
{
    proof_mean_t* const mean = &tally->mean;
    if (tally->count == report_persons_max) {
        return;
    }
    tally->cost[tally->count] = played->cost;
    tally->count++;
    mean->cost += played->cost;
    tally->squares += played->cost * played->cost;
    mean->minutes += played->minutes;
    mean->steps += (double)played->steps;
    mean->opened += played->opened ? 1.0 : 0.0;
    mean->shut += played->opened ? 0.0 : 1.0;
    mean->called += played->called ? 1.0 : 0.0;
    mean->impossible += (double)played->impossible;
    mean->forbidden += (double)played->forbidden;
    mean->worst_cost = played->cost > mean->worst_cost ? played->cost : mean->worst_cost;
    note_predictions(played, tally->calibration);
}

static proof_mean_t mean_of(const tally_t* const tally)
{
    proof_mean_t mean = tally->mean;
    const double share = tally->count > 0 ? 1.0 / tally->count : 0.0;
    mean.cost *= share;
    mean.minutes *= share;
    mean.steps *= share;
    mean.opened *= share;
    mean.shut *= share;
    mean.called *= share;
    mean.impossible *= share;
    mean.forbidden *= share;
    const double variance = tally->squares * share - mean.cost * mean.cost;
    mean.cost_error = tally->count > 1 && variance > 0.0 ? sqrt(variance / (tally->count - 1)) : 0.0;
    return mean;
}

/// So many standard errors chance reaches on one car in two hundred: Student with 19 degrees of freedom, the
/// chance shared among the thirteen to sixteen lists that are each set beside the guide (Bonferroni).
static const double beyond_chance = 4.0;
enum { persons_that_tell = 20 }; ///< beside fewer, chance reaches far more, and no verdict is given

/// True if the first is dearer than the second beside the same persons, beyond what chance does.
static bool is_dearer(const tally_t* const one, const tally_t* const other)
{
    double sum = 0.0;
    double squares = 0.0;
    const int n = one->count;
    for (int k = 0; k < n; k++) {
        const double apart = one->cost[k] - other->cost[k];
        sum += apart;
        squares += apart * apart;
    }
    if (n < persons_that_tell) {
        return false;
    }
    const double mean = sum / n;
    const double variance = (squares - mean * sum) / (n - 1);
    return mean > beyond_chance * sqrt(variance / n);
}

/// Plays one policy beside every person of a population.
typedef void population_t(const making_t* self, const proof_policy_t* policy, tally_t* tally);

static void play_strangers(const making_t* const self, const proof_policy_t* const policy,
                           tally_t* const tally)
{
    for (int k = 0; k < self->options->strangers && k < report_persons_max; k++) {
        proof_person_t person;
        proof_stranger(self->trial, 1000U + (uint64_t)k, &person);
        const proof_played_t played = proof_play(self->trial, policy, &person);
        note(tally, &played);
        report_say(self, "strangers", k, self->options->strangers);
    }
}

static json_t* with_calibration(const tally_t* const tally)
{
    const proof_mean_t mean = mean_of(tally);
    json_t* const object = report_mean(&mean);
    const double(*const rows)[3] = (const double(*)[3])tally->calibration;
    (void)json_object_set_new(object, "calibration", report_calibration(rows));
    (void)json_object_set_new(object, "calibration_error", report_rounded(report_calibration_error(rows)));
    return object;
}

static json_t* play(const making_t* const self, population_t* const population,
                    const proof_policy_t* const policy, tally_t* const tally)
{
    memset(tally, 0, sizeof *tally);
    population(self, policy, tally);
    const proof_mean_t mean = mean_of(tally);
    return report_mean(&mean);
}

/// All policies beside the same persons; the guide must not be dearer than any of the lists.
static void play_all(const making_t* const self, population_t* const population, const char* const where,
                     json_t* const object)
{
    const size_t mark = self->arena->used;
    tally_t* const guide = base_arena_take(self->arena, sizeof *guide);
    tally_t* const other = base_arena_take(self->arena, sizeof *other);
    if (guide == NULL || other == NULL) {
        report_promise(self, false, where, "there is not enough memory to play it");
        self->arena->used = mark;
        return;
    }
    const proof_policy_t by_guide = {.by = proof_by_guide, .nodes = self->options->nodes};
    const proof_policy_t by_greed = {.by = proof_by_greed};
    const proof_policy_t by_call = {.by = proof_by_call};
    json_decref(play(self, population, &by_guide, guide));
    (void)json_object_set_new(object, "guide", with_calibration(guide));
    const proof_mean_t mean = mean_of(guide);
    report_promise_steps(self, &mean, where);
    (void)json_object_set_new(object, "greedy", play(self, population, &by_greed, other));
    (void)json_object_set_new(object, "call_at_once", play(self, population, &by_call, other));
    json_t* const lists = json_object();
    for (int k = 0; k < self->list_count; k++) {
        const proof_policy_t by_list = {.by = proof_by_checklist, .checklist = self->list[k]};
        (void)json_object_set_new(lists, self->list[k]->id, play(self, population, &by_list, other));
        report_promise(self, !is_dearer(guide, other), where,
                       "a published checklist is cheaper than the guide");
    }
    (void)json_object_set_new(object, "checklists", lists);
    self->arena->used = mark;
}

json_t* report_strangers(making_t* const self)
{
    json_t* const object = json_object();
    (void)json_object_set_new(object, "n", json_integer(self->options->strangers));
    play_all(self, play_strangers, "strangers", object);
    return object;
}

/// Calls `use` with each line of the cases whose car is this one.
typedef void use_case_t(const making_t* self, const proof_real_t* real, void* context);

/// One line of the cases; those of other cars are passed over, wrong ones are told.
static void for_case(const making_t* const self, const char* const line, const int number,
                     use_case_t* const use, void* const context)
{
    char error[700];
    char car[64] = "";
    proof_real_t real;
    const bool read = proof_case_car(line, number, car, sizeof car, error, sizeof error) == 0;
    if (read && strcmp(car, self->trial->car->id) != 0) {
        return;
    }
    if (read && proof_real_read(self->trial, line, number, &real, error, sizeof error) == 0) {
        use(self, &real, context);
    } else {
        report_promise(self, false, "real cases", error);
    }
}

static void for_cases(const making_t* const self, use_case_t* const use, void* const context)
{
    int number = 1;
    for (const char* line = self->options->cases; line != NULL && *line != '\0'; number++) {
        const size_t length = strcspn(line, "\n");
        const size_t mark = self->arena->used;
        char* const copy = base_arena_take(self->arena, length + 1U);
        if (copy != NULL && length > 0U) {
            memcpy(copy, line, length);
            copy[length] = '\0';
            for_case(self, copy, number, use, context);
        }
        self->arena->used = mark;
        line += length;
        line += *line == '\n' ? 1 : 0;
    }
}

typedef struct {
    const proof_policy_t* policy;
    tally_t* tally;
} playing_t;

static void play_case(const making_t* const self, const proof_real_t* const real, void* const context)
{
    const playing_t* const playing = context;
    proof_trial_t there = *self->trial;
    there.situation = real->situation;
    for (int k = 0; real->truth_count > 0 && k < persons_a_case; k++) {
        proof_person_t person;
        proof_real_person(&there, real, k, &person);
        const proof_played_t played = proof_play(&there, playing->policy, &person);
        note(playing->tally, &played);
    }
}

static void play_real(const making_t* const self, const proof_policy_t* const policy, tally_t* const tally)
{
    playing_t playing = {.policy = policy, .tally = tally};
    report_say(self, "real cases", 0, 1);
    for_cases(self, play_case, &playing);
}

typedef struct {
    json_t* cases;
    int count, not_played;
    double top1, top3, logs;
} scores_t;

static void score_case(const making_t* const self, const proof_real_t* const real, void* const context)
{
    scores_t* const scores = context;
    (void)self;
    scores->count++;
    scores->not_played += real->truth_count == 0 ? 1 : 0;
    scores->top1 += real->scored.rank == 1 ? 1.0 : 0.0;
    scores->top3 += real->scored.rank <= 3 ? 1.0 : 0.0;
    scores->logs += log(real->scored.p > 1e-6 ? real->scored.p : 1e-6);
    (void)json_array_append_new(
        scores->cases, json_pack("{s:s,s:i,s:o,s:b}", "id", real->scored.id, "rank", real->scored.rank, "p",
                                 report_rounded(real->scored.p), "played", real->truth_count > 0));
}

json_t* report_real(making_t* const self)
{
    scores_t scores = {.cases = json_array()};
    for_cases(self, score_case, &scores);
    if (scores.count == 0) {
        json_decref(scores.cases);
        return NULL;
    }
    json_t* const object = json_object();
    (void)json_object_set_new(object, "n", json_integer(scores.count));
    (void)json_object_set_new(object, "not_played", json_integer(scores.not_played));
    (void)json_object_set_new(object, "top1", report_rounded(scores.top1 / scores.count));
    (void)json_object_set_new(object, "top3", report_rounded(scores.top3 / scores.count));
    (void)json_object_set_new(object, "mean_log_score", report_rounded(scores.logs / scores.count));
    (void)json_object_set_new(object, "cases", scores.cases);
    if (scores.not_played < scores.count) {
        play_all(self, play_real, "real cases", object);
    }
    return object;
}
