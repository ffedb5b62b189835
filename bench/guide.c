/// Speed and regret of the guide on the atlases in build/atlas, car by car: time of a belief update and of a
/// step, how far apart the bounds are, and how much dearer the question looks with several node budgets than
/// with the largest. Text to standard error, one JSON object to standard output.
///   GUIDE_BENCH_DIALOGUES=2  dialogues a car     GUIDE_BENCH_NODES=20000  the largest budget
#include "beside.h"

enum { steps_most = 8, samples_most = 4096, budgets = 4 };
/// The last is replaced by the largest budget asked for.
static uint32_t budget[budgets] = {50, 700, 4000, 20000};

typedef struct {
    double belief_us[samples_most];
    double step_ms[samples_most];
    int beliefs, steps;
    double regret_sum[budgets], regret_worst[budgets], gap_sum;
    int regrets;
} tally_t;

static tally_t tally;

/// How much dearer the question looks with fewer nodes, as a share of what it costs with the most.
static void measure_regret(guide_t* guide)
{
    double cost[budgets];
    for (int k = 0; k < budgets; k++) {
        const guide_step_t step = guide_next(guide, budget[k]);
        cost[k] = step.expected_cost;
        tally.gap_sum += k == budgets - 1 && step.high > 0.0 ? 1.0 - step.low / step.high : 0.0;
    }
    for (int k = 0; k < budgets && cost[budgets - 1] > 0.0; k++) {
        const double regret = cost[k] / cost[budgets - 1] - 1.0;
        tally.regret_sum[k] += regret;
        tally.regret_worst[k] = regret > tally.regret_worst[k] ? regret : tally.regret_worst[k];
    }
    tally.regrets++;
}

static void talk(const beside_t* beside, base_random_t* random)
{
    guide_t* const guide = beside->guide;
    const guide_situation_t situation = {0};
    guide_event_t events[steps_most];
    guide_replay(guide, &situation, NULL, 0);
    for (int k = 0; k < steps_most && tally.steps < samples_most; k++) {
        const double start = bench_seconds();
        const guide_step_t step = guide_next(guide, 0);
        tally.step_ms[tally.steps++] = 1e3 * (bench_seconds() - start);
        if (step.move == atlas_none) {
            return;
        }
        if (k == 0 || k == 3) {
            measure_regret(guide);
        }
        events[k] = bench_answer(beside, random, step.move);
        guide_replay(guide, &situation, events, k + 1);
        const double before = bench_seconds();
        guide_replay(guide, &situation, events, k + 1);
        tally.belief_us[tally.beliefs++] = 1e6 * (bench_seconds() - before) / (k + 1);
    }
}

static int by_size(const void* a, const void* b)
{
    const double x = *(const double*)a;
    const double y = *(const double*)b;
    return (x > y) - (x < y);
}

static double quantile(double* values, int count, double q)
{
    qsort(values, (size_t)count, sizeof *values, by_size);
    return count == 0 ? 0.0 : values[(int)(q * (count - 1))];
}

static bool measure(const char* car, base_random_t* random, int dialogues)
{
    beside_t beside;
    if (!bench_open(&beside, car)) {
        return false;
    }
    for (int k = 0; k < dialogues; k++) {
        talk(&beside, random);
    }
    bench_close(&beside);
    return true;
}

static void print_car(const char* car, int first)
{
    const double share = tally.regrets > 0 ? 100.0 / tally.regrets : 0.0;
    const double belief[2] = {quantile(tally.belief_us, tally.beliefs, 0.5),
                              quantile(tally.belief_us, tally.beliefs, 0.99)};
    const double step[2] = {quantile(tally.step_ms, tally.steps, 0.5),
                            quantile(tally.step_ms, tally.steps, 0.99)};
    (void)fprintf(stderr,
                  "%-20s belief %5.1f us (p99 %5.1f)  step %6.1f ms (p99 %6.1f)  bounds %3.0f %% apart ", car,
                  belief[0], belief[1], step[0], step[1], share * tally.gap_sum);
    (void)printf(
        "%s{\"car\":\"%s\",\"belief_us\":[%.2f,%.2f],\"step_ms\":[%.2f,%.2f],\"bounds_apart_pct\":%.1f,"
        "\"regret\":[",
        first ? "" : ",", car, belief[0], belief[1], step[0], step[1], share * tally.gap_sum);
    for (int k = 0; k + 1 < budgets; k++) {
        (void)fprintf(stderr, " %u nodes +%.2f %% (worst %.2f)", (unsigned)budget[k],
                      share * tally.regret_sum[k], 100.0 * tally.regret_worst[k]);
        (void)printf("%s{\"nodes\":%u,\"mean_pct\":%.3f,\"worst_pct\":%.3f}", k > 0 ? "," : "",
                     (unsigned)budget[k], share * tally.regret_sum[k], 100.0 * tally.regret_worst[k]);
    }
    (void)fprintf(stderr, "\n");
    (void)printf("]}");
}

int main(void)
{
    base_random_t random;
    base_random_seed(&random, 1);
    budget[budgets - 1] = (uint32_t)bench_number("GUIDE_BENCH_NODES", (int)budget[budgets - 1]);
    const int dialogues = bench_number("GUIDE_BENCH_DIALOGUES", 2);
    int measured = 0;
    (void)printf("{\"largest_budget\":%u,\"cars\":[", (unsigned)budget[budgets - 1]);
    for (size_t k = 0; k < bench_car_count; k++) {
        tally = (tally_t){.beliefs = 0};
        if (measure(bench_cars[k], &random, dialogues)) {
            print_car(bench_cars[k], measured == 0);
            measured++;
        }
    }
    (void)printf("]}");
    return measured > 0 ? 0 : 1;
}
