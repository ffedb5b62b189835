#define _POSIX_C_SOURCE 200809L
#include "cli/choose.h"
#include "cli/open.h"
#include "vehicle/match.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { line_max = 200, word_max = 32 };

static bool read_line(FILE* const in, char* const line)
{
    if (fgets(line, line_max, in) == NULL) {
        return false;
    }
    if (strchr(line, '\n') == NULL) { // the rest of a line that is too long belongs to nobody
        for (int c = fgetc(in); c != '\n' && c != EOF; c = fgetc(in)) {
        }
    }
    line[strcspn(line, "\r\n")] = '\0';
    return true;
}

typedef struct {
    const char* id;
    const char* ask;
    const char* words;
} question_t;

#define QUESTION(id, ask, words) {#id, ask, words},
static const question_t questions[] = {VEHICLE_MATCH_QUESTIONS(QUESTION)};
enum { question_count = sizeof questions / sizeof questions[0] };

/// The word of the list that was typed, or its number; NULL if neither.
static const char* word_of(const char* const words, const char* const line, char* const word,
                           const size_t capacity)
{
    int number = 0;
    for (const char* at = words; *at != '\0';) {
        const size_t length = strcspn(at, " ");
        number++;
        if ((strlen(line) == length && strncasecmp(at, line, length) == 0) ||
            atoi(line) == number) { // NOLINT(cert-err34-c)
            (void)snprintf(word, capacity, "%.*s", (int)length, at);
            return word;
        }
        at += length;
        at += strspn(at, " ");
    }
    return NULL;
}

static void print_question(const cli_t* const self, FILE* const out, const question_t* const question)
{
    (void)fprintf(out, "\n%s\n", session_say(&self->language, question->ask));
    int number = 0;
    for (const char* at = question->words; *at != '\0';) {
        const size_t length = strcspn(at, " ");
        number++;
        char word[word_max];
        (void)snprintf(word, sizeof word, "%.*s", (int)length, at);
        const char* const said = session_say(&self->language, word);
        (void)fprintf(out, "  %d) %s%s%s\n", number, word, said == word ? "" : ": ",
                      said == word ? "" : said);
        at += length;
        at += strspn(at, " ");
    }
    (void)fprintf(out, "  (%s)\n", session_say(&self->language, SAY("empty line: I don't know")));
}

/// Asks until the answer is one of the words, a year, or empty. False at the end of input.
static bool ask(const cli_t* const self, FILE* const in, FILE* const out, const question_t* const question,
                char* const word)
{
    char line[line_max];
    print_question(self, out, question);
    while (read_line(in, line)) {
        word[0] = '\0';
        const bool is_year =
            question->words[0] == '\0' && atoi(line) >= 1950 && atoi(line) <= 2100; // NOLINT(cert-err34-c)
        if (line[0] == '\0') {
            return true;
        }
        if (is_year) {
            (void)snprintf(word, 32U, "%.31s", line);
            return true;
        }
        if (word_of(question->words, line, word, 32U) != NULL) {
            return true;
        }
        (void)fprintf(out, session_say_format(&self->language, SAY("\"%s\" is none of them.\n")), line);
        print_question(self, out, question);
    }
    return false;
}

static void say_unknown(const cli_t* const self, FILE* const out)
{
    (void)fprintf(
        out, "\n%s\n%s\n",
        session_say(&self->language, SAY("This car is not known here, so no step can be computed for it.")),
        session_say(&self->language, SAY("What holds for all:")));
    for (int k = 0; session_general_advice(k) != NULL; k++) {
        (void)fprintf(out, "- %s\n", session_say(&self->language, session_general_advice(k)));
    }
}

static int nearest(cli_t* const self, FILE* const out, char (*const words)[32], char* const id,
                   const size_t capacity)
{
    const vehicle_t* cars[cli_cars_max];
    for (int k = 0; k < self->car_count; k++) {
        cars[k] = cli_load_car(self, self->car_id[k]);
        if (cars[k] == NULL) {
            return cli_bad_file;
        }
    }
    const vehicle_answers_t answers = {.body = words[0][0] == '\0' ? NULL : words[0],
                                       .release = words[1][0] == '\0' ? NULL : words[1],
                                       .key = words[2][0] == '\0' ? NULL : words[2],
                                       .year = atoi(words[3]), // NOLINT(cert-err34-c)
                                       .seats = words[4][0] == '\0' ? NULL : words[4]};
    double score = 0.0;
    const int best = vehicle_match_nearest(cars, self->car_count, &answers, &score);
    if (best < 0) {
        say_unknown(self, out);
        return cli_no;
    }
    (void)snprintf(id, capacity, "%s", self->car_id[best]);
    (void)fputc('\n', out);
    (void)fprintf(
        out, session_say_format(&self->language, SAY("Nearest: %s (%s); it fits %.0f %% of your answers.\n")),
        session_say(&self->language, cars[best]->name), id, 100.0 * score);
    return cli_done;
}

int cli_match_car(cli_t* const self, FILE* const in, FILE* const out, char* const id, const size_t capacity)
{
    char words[question_count][32] = {{0}};
    for (int k = 0; k < question_count; k++) {
        if (!ask(self, in, out, &questions[k], words[k])) {
            return cli_no;
        }
    }
    return nearest(self, out, words, id, capacity);
}

static bool contains(const char* const text, const char* const word)
{
    const size_t length = strlen(word);
    for (const char* at = text; *at != '\0'; at++) {
        if (strncasecmp(at, word, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_named(const vehicle_t* const car, const char* const word)
{
    return car != NULL && (contains(car->name, word) || contains(car->id, word));
}

static void print_named(cli_t* const self, FILE* const out, const char* const word)
{
    for (int k = 0; k < self->car_count; k++) {
        const vehicle_t* const car = cli_load_car(self, self->car_id[k]);
        if (is_named(car, word)) {
            (void)fprintf(out, "  %2d) %s\n", k + 1, session_say(&self->language, car->name));
        }
    }
}

/// The only car whose id or name holds the word; -1: none, -2: several (they are printed).
static int find_by_name(cli_t* const self, FILE* const out, const char* const word)
{
    int found = -1;
    for (int k = 0; k < self->car_count; k++) {
        const vehicle_t* const car = cli_load_car(self, self->car_id[k]);
        if (car != NULL && strcasecmp(car->id, word) == 0) {
            return k;
        }
        if (is_named(car, word)) {
            found = found == -1 ? k : -2;
        }
    }
    if (found == -2) {
        print_named(self, out, word);
    }
    return found;
}

static void list(cli_t* const self, FILE* const out)
{
    (void)fprintf(out, "\n%s\n",
                  session_say(&self->language,
                              SAY("Which car is it? A number, part of its name, or q for five questions; "
                                  "stop; ! for an emergency.")));
    for (int k = 0; k < self->car_count; k++) {
        const vehicle_t* const car = cli_load_car(self, self->car_id[k]);
        (void)fprintf(out, "  %2d) %s\n", k + 1,
                      car == NULL ? self->car_id[k] : session_say(&self->language, car->name));
    }
}

/// The first screen can be had from everywhere (field review 4.2), also before the car is known.
static bool is_emergency(const char* const line)
{
    static const char* const words[] = {"!",      "emergency", "sos",    "fire",
                                        "person", "traffic",   "inside", "help"};
    for (size_t k = 0U; k < sizeof words / sizeof words[0]; k++) {
        if (strcasecmp(line, words[k]) == 0) {
            return true;
        }
    }
    return false;
}

/// The car that a number or part of a name means; -1: none, -2: several (they are printed).
static int meant_car(cli_t* const self, FILE* const out, const char* const line)
{
    const int number = atoi(line); // NOLINT(cert-err34-c)
    if (isdigit((unsigned char)line[0]) != 0 && number >= 1 && number <= self->car_count) {
        return number - 1;
    }
    return line[0] == '\0' ? -1 : find_by_name(self, out, line);
}

/// Shows the first screen again and, when the way is free, the cars. False if it is not.
static bool through_emergency(cli_t* const self, FILE* const in, FILE* const out)
{
    const cli_open_options_t options = {.terminal = false, .language = &self->language};
    if (cli_ask_emergency(in, out, &options) != session_emergency_no) {
        return false;
    }
    list(self, out);
    return true;
}

int cli_choose_car(cli_t* const self, FILE* const in, FILE* const out, char* const id, const size_t capacity)
{
    char line[line_max];
    list(self, out);
    while (read_line(in, line) && strcmp(line, "stop") != 0) {
        if (is_emergency(line)) {
            if (!through_emergency(self, in, out)) {
                return cli_no;
            }
            continue;
        }
        if (strcmp(line, "q") == 0) {
            return cli_match_car(self, in, out, id, capacity);
        }
        const int k = meant_car(self, out, line);
        if (k >= 0) {
            (void)snprintf(id, capacity, "%s", self->car_id[k]);
            return cli_done;
        }
        const char* const sentence =
            k == -2 ? SAY("Which of these?")
                    : SAY("Not found. A number, part of a name, or q for five questions.");
        (void)fprintf(out, "%s\n", session_say(&self->language, sentence));
    }
    return cli_no;
}
