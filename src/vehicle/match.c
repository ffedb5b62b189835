#include "vehicle/match.h"
#include <string.h>

/// What an answer tells of the way in: how the lid is released most, the year least. Body and release must
/// fit.
static const double weight_body = 4.0;
static const double weight_release = 4.0;
static const double weight_seats = 2.0;
static const double weight_key = 1.5;
static const double weight_year = 1.0;
static const double score_min = 0.6;

static bool has_word(const char* const words, const char* const word)
{
    const size_t length = strlen(word);
    for (const char* at = words; length > 0 && at != NULL && *at != '\0'; at++) {
        if (strncmp(at, word, length) == 0 && (at[length] == ' ' || at[length] == '\0')) {
            return true;
        }
        at = strchr(at, ' ');
        if (at == NULL) {
            return false;
        }
    }
    return false;
}

static void weigh(const char* const words, const char* const answer, const double weight, double* const fits,
                  double* const asked)
{
    if (answer != NULL) {
        *asked += weight;
        *fits += has_word(words, answer) ? weight : 0.0;
    }
}

static bool excludes(const char* const words, const char* const answer)
{
    return answer != NULL && !has_word(words, answer);
}

static double score_of(const vehicle_t* const car, const vehicle_answers_t* const answers)
{
    double fits = 0.0;
    double asked = 0.0;
    if (excludes(car->match_body, answers->body) || excludes(car->match_release, answers->release)) {
        return 0.0;
    }
    weigh(car->match_body, answers->body, weight_body, &fits, &asked);
    weigh(car->match_release, answers->release, weight_release, &fits, &asked);
    weigh(car->match_seats, answers->seats, weight_seats, &fits, &asked);
    weigh(car->match_key, answers->key, weight_key, &fits, &asked);
    if (answers->year != 0) {
        asked += weight_year;
        fits += answers->year >= car->match_year_first && answers->year <= car->match_year_last ? weight_year
                                                                                                : 0.0;
    }
    return asked > 0.0 ? fits / asked : 0.0;
}

static int count_words(const char* const words)
{
    int count = 1;
    for (const char* at = words; at != NULL && *at != '\0'; at++) {
        count += *at == ' ' ? 1 : 0;
    }
    return count;
}

/// Of two that fit alike, the one that takes fewer bodies is nearer: an archetype for any body says less of
/// this one.
static bool is_better(const vehicle_t* const car, const double score, const vehicle_t* const best,
                      const double best_score)
{
    const bool ties = score >= best_score && score <= best_score;
    return score >= score_min &&
           (score > best_score ||
            (ties && best != NULL && count_words(car->match_body) < count_words(best->match_body)));
}

int vehicle_match_nearest(const vehicle_t* const* const cars, const int count,
                          const vehicle_answers_t* const answers, double* const score)
{
    int best = -1;
    *score = 0.0;
    for (int k = 0; k < count && answers->body != NULL; k++) {
        const double here = cars[k]->archetype ? score_of(cars[k], answers) : 0.0;
        if (is_better(cars[k], here, best < 0 ? NULL : cars[best], *score)) {
            best = k;
            *score = here;
        }
    }
    return best;
}
