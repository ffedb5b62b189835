/// What it costs to think for a moment only: on seeded histories of every car, the step that the guide
/// chooses with its usual budget beside the step that it chooses with a thousand times as many nodes. Both
/// are judged by what they cost and what is expected after each of their answers, planned there with the
/// large budget: regret is by how much the usual step comes out dearer. Text to standard error, one JSON
/// object to standard output.
///   REGRET_HISTORIES=3  histories a car      REGRET_CAR=older-sedan  the smallest; all: every car
/// A history takes seconds on the smallest car and minutes on the large ones: 200 of all are for `make soak`.
#include "beside.h"
#include <string.h>

enum { usual_nodes = 700, times = 1000, longest = 8 };

typedef struct {
    int histories, same, finished;
    double sum, worst; ///< regret, shares; below 0 counts as none
    double nodes;      ///< spent by the large search
} tally_t;

/// A history to be judged.
typedef struct {
    guide_situation_t situation;
    guide_event_t event[longest + 1];
    int count;
} history_t;

static guide_step_t next_after(const beside_t* const beside, const history_t* const history,
                               const uint32_t nodes)
{
    guide_replay(beside->guide, &history->situation, history->event, history->count);
    return guide_next(beside->guide, nodes);
}

/// Plays the guide's own steps with answers drawn as it expects them; shorter if the lid opens.
static void draw_history(const beside_t* const beside, base_random_t* const random, history_t* const history)
{
    const int length = (int)(base_random_next(random) % (longest + 1));
    *history = (history_t){.count = 0};
    while (history->count < length) {
        const guide_step_t step = next_after(beside, history, 1);
        if (step.move == atlas_none) {
            break;
        }
        history->event[history->count] = bench_answer(beside, random, step.move);
        history->count++;
        guide_replay(beside->guide, &history->situation, history->event, history->count);
        if (guide_is_open(beside->guide)) {
            history->count--;
            break;
        }
    }
}

/// Cost of a step and of what is expected after each of its answers, planned with the large budget.
static double cost_of(const beside_t* const beside, const history_t* const history,
                      const guide_step_t* const step)
{
    history_t after = *history;
    double p[atlas_readings_max];
    double cost = step->step_cost;
    guide_replay(beside->guide, &history->situation, history->event, history->count);
    guide_predict(beside->guide, step->move, p);
    after.count++;
    for (uint8_t r = 0; r < atlas_move(&beside->atlas, step->move).reading_count; r++) {
        after.event[history->count] = (guide_event_t){step->move, r};
        if (p[r] > 1e-4) {
            cost += p[r] * next_after(beside, &after, usual_nodes * times).expected_cost;
        }
    }
    return cost;
}

static void judge(const beside_t* const beside, const history_t* const history, tally_t* const tally)
{
    const guide_step_t usual = next_after(beside, history, usual_nodes);
    const guide_step_t large = next_after(beside, history, usual_nodes * times);
    if (usual.move == atlas_none || large.move == atlas_none) {
        return;
    }
    tally->histories++;
    tally->nodes += large.nodes;
    tally->finished += large.nodes < (uint32_t)(usual_nodes * times) ? 1 : 0;
    if (usual.move == large.move) {
        tally->same++;
        return;
    }
    const double least = cost_of(beside, history, &large);
    const double regret = cost_of(beside, history, &usual) / least - 1.0;
    tally->sum += regret > 0.0 ? regret : 0.0;
    tally->worst = regret > tally->worst ? regret : tally->worst;
}

static void print_car(const char* const car, const tally_t* const tally, const double seconds,
                      const bool first)
{
    const double share = tally->histories > 0 ? 100.0 / tally->histories : 0.0;
    (void)fprintf(stderr,
                  "%-20s %3d histories  same step %5.1f %%  regret %.3f %% (worst %.2f)  %7.0f nodes each, "
                  "searched to the end %5.1f %%  %.0f s\n",
                  car, tally->histories, share * tally->same, share * tally->sum, 100.0 * tally->worst,
                  tally->histories > 0 ? tally->nodes / tally->histories : 0.0, share * tally->finished,
                  seconds);
    (void)printf(
        "%s{\"car\":\"%s\",\"histories\":%d,\"same_step_pct\":%.2f,\"mean_pct\":%.4f,\"worst_pct\":%.3f,"
        "\"nodes\":%.0f,\"finished_pct\":%.1f}",
        first ? "" : ",", car, tally->histories, share * tally->same, share * tally->sum,
        100.0 * tally->worst, tally->histories > 0 ? tally->nodes / tally->histories : 0.0,
        share * tally->finished);
    (void)fflush(stdout);
}

static bool measure(const char* const car, const int histories, const bool first)
{
    beside_t beside;
    if (!bench_open(&beside, car)) {
        return false;
    }
    tally_t tally = {.histories = 0};
    const double start = bench_seconds();
    for (int k = 0; k < histories; k++) {
        base_random_t random;
        history_t history;
        base_random_seed(&random, 7000U + (uint64_t)k);
        draw_history(&beside, &random, &history);
        judge(&beside, &history, &tally);
    }
    print_car(car, &tally, bench_seconds() - start, first);
    bench_close(&beside);
    return true;
}

int main(void)
{
    const int histories = bench_number("REGRET_HISTORIES", 3);
    const char* const asked = getenv("REGRET_CAR");
    const char* const only = asked == NULL ? "older-sedan" : asked;
    int measured = 0;
    (void)printf("{\"nodes\":%d,\"times\":%d,\"cars\":[", (int)usual_nodes, (int)times);
    for (size_t k = 0; k < bench_car_count; k++) {
        if (strcmp(only, "all") == 0 || strcmp(only, bench_cars[k]) == 0) {
            measured += measure(bench_cars[k], histories, measured == 0) ? 1 : 0;
        }
    }
    (void)printf("]}");
    return measured > 0 ? 0 : 1;
}
