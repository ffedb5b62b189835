#include "proof/score.h"
#include "cli/cli.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { cases_max = 4096 };

typedef struct {
    proof_scored_t scored[cases_max];
    int count;
    bool json;
    char atlas_id[64];
    unsigned char* atlas;
    size_t atlas_length;
} scoring_t;

static bool load(cli_t* const self, scoring_t* const scoring, const char* const car)
{
    if (scoring->atlas != NULL && strcmp(scoring->atlas_id, car) == 0) {
        return true;
    }
    free(scoring->atlas);
    (void)snprintf(scoring->atlas_id, sizeof scoring->atlas_id, "%s", car);
    scoring->atlas = cli_load_atlas(self, car, &scoring->atlas_length);
    return scoring->atlas != NULL;
}

static int score_line(cli_t* const self, scoring_t* const scoring, const char* const line, const int number)
{
    char error[700] = "";
    char car[64];
    if (proof_case_car(line, number, car, sizeof car, error, sizeof error) != 0) {
        (void)fprintf(stderr, "decklid: %s\n", error);
        return cli_bad_file;
    }
    if (!load(self, scoring, car)) {
        return cli_bad_file;
    }
    session_t* const session = session_open(scoring->atlas, scoring->atlas_length, error, sizeof error);
    const int status =
        session == NULL
            ? -1
            : proof_case_score(line, number, session, &scoring->scored[scoring->count], error, sizeof error);
    session_close(session);
    if (status != 0) {
        (void)fprintf(stderr, "decklid: %s\n", error);
        return cli_bad_file;
    }
    scoring->count++;
    return cli_done;
}

/// An id may hold whatever a JSON text may hold, quotes among it.
static void print_json(const proof_scored_t* const one, const bool first)
{
    json_t* const id = json_string(one->id);
    char* const text = id == NULL ? NULL : json_dumps(id, JSON_ENCODE_ANY);
    (void)printf("%s{\"id\":%s,\"rank\":%d,\"p\":%.6f}", first ? "" : ",", text == NULL ? "null" : text,
                 one->rank, one->p);
    free(text);
    json_decref(id);
}

static void print_case(const proof_scored_t* const one, const bool json, const bool first)
{
    if (json) {
        print_json(one, first);
    } else {
        (void)printf("%-10s  %4d  %8.3f  %s\n", one->id, one->rank, one->p, one->car);
    }
}

static void print_scores(const scoring_t* const scoring)
{
    int top1 = 0;
    int top3 = 0;
    double logs = 0.0;
    (void)printf("%s", scoring->json ? "{\"cases\":[" : "case        rank  p(cause)  car\n");
    for (int k = 0; k < scoring->count; k++) {
        const proof_scored_t* const one = &scoring->scored[k];
        top1 += one->rank == 1 ? 1 : 0;
        top3 += one->rank <= 3 ? 1 : 0;
        logs += log(one->p > 1e-6 ? one->p : 1e-6);
        print_case(one, scoring->json, k == 0);
    }
    const double n = scoring->count > 0 ? (double)scoring->count : 1.0;
    if (scoring->json) {
        (void)printf("],\"n\":%d,\"top1\":%.4f,\"top3\":%.4f,\"mean_log_score\":%.4f}\n", scoring->count,
                     top1 / n, top3 / n, logs / n);
    } else {
        (void)printf("%d cases: first %.0f %%, among the first three %.0f %%, mean log score %.2f\n",
                     scoring->count, 100.0 * top1 / n, 100.0 * top3 / n, logs / n);
    }
}

static int score_text(cli_t* const self, scoring_t* const scoring, char* const text)
{
    int status = cli_done;
    int number = 0;
    for (char* line = text; line != NULL && *line != '\0';) {
        char* const end = strchr(line, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        number++;
        if (line[strspn(line, " \t\r")] != '\0') {
            const int one =
                scoring->count < cases_max ? score_line(self, scoring, line, number) : cli_bad_file;
            status = one > status ? one : status;
        }
        line = end == NULL ? NULL : end + 1;
    }
    return status;
}

int cli_score(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {{"--json", true, ""}};
    cli_given_t given;
    if (!cli_parse_words(argc, argv, options, 1, &given) || given.plain_count != 1) {
        (void)fprintf(stderr, "decklid score: which FILE.jsonl?\n");
        return cli_usage;
    }
    size_t length = 0U;
    char* const text = cli_read_file(given.plain[0], &length);
    scoring_t* const scoring = calloc(1U, sizeof *scoring);
    int status = cli_bad_file;
    if (text != NULL && scoring != NULL) {
        scoring->json = cli_has(&given, "--json");
        status = score_text(self, scoring, text);
        print_scores(scoring);
        free(scoring->atlas);
    }
    free(scoring);
    free(text);
    return status;
}
