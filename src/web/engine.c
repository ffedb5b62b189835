/// What the page may call, as WebAssembly: one dialogue over atlas bytes, nothing of the car. Texts go in and
/// come out as UTF-8 ended by a zero; what is returned belongs to the caller, who gives it back with
/// web_free. No state besides the sessions; a NULL result means that memory ended.
#include "session/json.h"
#include "session/place.h"
#include "session/screen.h"
#include "vehicle/match.h"
#include "web/memory.h"
#include <stdlib.h>
#include <string.h>

enum { error_max = web_error_max, cars_max = 64 };

EXPORT(web_open) session_t* web_open(const uint8_t* atlas, size_t length, char* error);
EXPORT(web_close) void web_close(session_t* self);
EXPORT(web_hear) char* web_hear(session_t* self, const char* line);
EXPORT(web_change) char* web_change(session_t* self, int line, const char* reading);
EXPORT(web_back) int web_back(session_t* self);
EXPORT(web_restart) void web_restart(session_t* self);
EXPORT(web_text) char* web_text(session_t* self, int kind, uint32_t nodes);
EXPORT(web_move) char* web_move(session_t* self, const char* id);
EXPORT(web_restore) char* web_restore(session_t* self, const char* text);
EXPORT(web_rescue) int web_rescue(session_t* self, const char* text);
EXPORT(web_saved_car) char* web_saved_car(const char* text, char* error);
EXPORT(web_language) int web_language(session_t* self, const uint8_t* bytes, size_t length);
EXPORT(web_questions) char* web_questions(void);
EXPORT(web_match) int web_match(const char* cars, const char* answers);

/// NULL with a reason in `error`; the atlas bytes must live until web_close.
session_t* web_open(const uint8_t* const atlas, const size_t length, char* const error)
{
    session_t* const self = session_open(atlas, length, error, error_max);
    if (self) {
        session_unwrapped(self);
    }
    return self;
}

void web_close(session_t* const self)
{
    session_close(self);
}

static char* copy_of(const char* const text)
{
    char* const copy = malloc(strlen(text) + 1);
    return copy ? memcpy(copy, text, strlen(text) + 1) : NULL;
}

/// "" when it was taken, else a sentence; then nothing has changed.
char* web_hear(session_t* const self, const char* const line)
{
    char error[error_max] = "";
    (void)session_hear(self, line, error, sizeof error);
    return copy_of(error);
}

char* web_change(session_t* const self, const int line, const char* const reading)
{
    char error[error_max] = "";
    (void)session_change(self, line - 1, reading, error, sizeof error);
    return copy_of(error);
}

/// -1 if there was nothing to take back.
int web_back(session_t* const self)
{
    return session_back(self);
}

void web_restart(session_t* const self)
{
    session_restart(self);
}

typedef size_t (*write_t)(session_t* self, uint32_t nodes, char* text, size_t capacity);

static size_t write_belief(session_t* const self, const uint32_t nodes, char* const text,
                           const size_t capacity)
{
    return session_screen_json(self, false, nodes, text, capacity);
}

static size_t write_screen(session_t* const self, const uint32_t nodes, char* const text,
                           const size_t capacity)
{
    return session_screen_json(self, true, nodes, text, capacity);
}

static size_t write_else(session_t* const self, const uint32_t nodes, char* const text, const size_t capacity)
{
    (void)nodes;
    return session_else_json(self, text, capacity);
}

static size_t write_save(session_t* const self, const uint32_t nodes, char* const text, const size_t capacity)
{
    (void)nodes;
    return session_save(self, text, capacity);
}

static size_t write_sheet(session_t* const self, const uint32_t nodes, char* const text,
                          const size_t capacity)
{
    (void)nodes;
    return session_case_sheet(self, text, capacity);
}

static size_t write_open(session_t* const self, const uint32_t nodes, char* const text, const size_t capacity)
{
    (void)nodes;
    return session_open_text(self, text, capacity);
}

static size_t write_cause(session_t* const self, const uint32_t nodes, char* const text,
                          const size_t capacity)
{
    (void)nodes;
    return session_cause_text(self, text, capacity);
}

static size_t write_moves(session_t* const self, const uint32_t nodes, char* const text,
                          const size_t capacity)
{
    (void)nodes;
    return session_moves_json(session_atlas(self), text, capacity);
}

/// ORDER of page/worker.js.
static const write_t writers[] = {write_belief, write_screen,     session_why_json, write_else,
                                  write_save,   write_sheet,      write_open,       write_cause,
                                  write_moves,  session_next_json};

/// A text of the session by its number; NULL also if there is no such text.
char* web_text(session_t* const self, const int kind, const uint32_t nodes)
{
    if (kind < 0 || kind >= (int)(sizeof writers / sizeof writers[0])) {
        return NULL;
    }
    const size_t length = writers[kind](self, nodes, NULL, 0);
    char* const text = malloc(length + 1);
    if (text) {
        (void)writers[kind](self, nodes, text, length + 1);
    }
    return text;
}

/// The move of this id as JSON; "null" if this car has none.
char* web_move(session_t* const self, const char* const id)
{
    const uint16_t move = atlas_find_move(session_atlas(self), id);
    if (move == atlas_none) {
        return copy_of("null");
    }
    const size_t length = session_move_json(self, move, NULL, 0);
    char* const text = malloc(length + 1);
    if (text) {
        (void)session_move_json(self, move, text, length + 1);
    }
    return text;
}

/// "" when the saved text is now the session, else a sentence; then nothing has changed.
char* web_restore(session_t* const self, const char* const text)
{
    char error[error_max] = "";
    (void)session_restore(self, text, strlen(text), error, sizeof error);
    return copy_of(error);
}

/// The saved text as far as its answers still fit this edition of the car: how many were left out; -1 if it
/// cannot be read at all, for the reason that web_restore gives.
int web_rescue(session_t* const self, const char* const text)
{
    return session_rescue(self, text, strlen(text), NULL, 0);
}

/// Id of the car in a saved text; NULL with a sentence in `error`.
char* web_saved_car(const char* const text, char* const error)
{
    char car[error_max];
    error[0] = '\0';
    return session_saved_car(text, strlen(text), car, sizeof car, error, error_max) == 0 ? copy_of(car)
                                                                                         : NULL;
}

/// The session speaks the language of these .mo bytes, which must live until web_close; NULL: English. -1 if
/// they are none.
int web_language(session_t* const self, const uint8_t* const bytes, const size_t length)
{
    return session_language(self, bytes, length, NULL, 0);
}

static size_t write_questions(char* const text, const size_t capacity)
{
#define QUESTION(id, ask, words) {#id, ask, words},
    static const struct {
        const char *id, *ask, *words;
    } questions[] = {VEHICLE_MATCH_QUESTIONS(QUESTION)};
    session_json_t json = session_json(text, capacity, NULL);
    session_json_open(&json, '[');
    for (size_t k = 0; k < sizeof questions / sizeof questions[0]; k++) {
        session_json_open(&json, '{');
        session_json_key(&json, "question");
        session_json_text(&json, questions[k].id);
        session_json_key(&json, "ask");
        session_json_text(&json, questions[k].ask);
        session_json_key(&json, "words");
        session_json_words(&json, questions[k].words);
        session_json_close(&json, '}');
    }
    session_json_close(&json, ']');
    return json.out.length;
}

/// The five questions that lead to the nearest archetype, each with the words that are answers (none: a
/// year).
char* web_questions(void)
{
    const size_t length = write_questions(NULL, 0);
    char* const text = malloc(length + 1);
    if (text) {
        (void)write_questions(text, length + 1);
    }
    return text;
}

enum { fields_max = 8 };

/// Cuts a copy of one line at its tabs; missing fields are "". Returns what follows the line.
static char* cut(char* const line, const char* field[fields_max])
{
    char* const end = line + strcspn(line, "\n");
    char* const after = *end ? end + 1 : end;
    *end = '\0';
    char* at = line;
    for (int k = 0; k < fields_max; k++) {
        field[k] = at;
        at += strcspn(at, "\t");
        if (*at) {
            *at++ = '\0';
        }
    }
    return after;
}

static const char* said(const char* const word)
{
    return word[0] ? word : NULL;
}

/// Which of the archetypes is nearest (vehicle/match.h). `cars`: a line each, "bodies TAB releases TAB keys
/// TAB seats TAB first year TAB last year", words apart by blanks; `answers`: "body TAB release TAB key TAB
/// year TAB seats", empty where not known. Returns the line's number from 0; -1 if the car is not known.
int web_match(const char* const cars, const char* const answers)
{
    char* const copy = copy_of(cars);
    char* const asked = copy_of(answers);
    vehicle_t* const car = calloc(cars_max, sizeof *car);
    const vehicle_t* list[cars_max];
    int count = 0;
    int best = -1;
    const char* field[fields_max];
    for (char* at = copy; car && asked && at && *at && count < cars_max; count++) {
        at = cut(at, field);
        car[count] = (vehicle_t){.archetype = true,
                                 .match_body = field[0],
                                 .match_release = field[1],
                                 .match_key = field[2],
                                 .match_seats = field[3],
                                 .match_year_first = (int16_t)atoi(field[4]), // NOLINT(cert-err34-c)
                                 .match_year_last = (int16_t)atoi(field[5])}; // NOLINT(cert-err34-c)
        list[count] = &car[count];
    }
    if (car && asked) {
        double score = 0;
        (void)cut(asked, field);
        best = vehicle_match_nearest(list, count,
                                     &(vehicle_answers_t){.body = said(field[0]),
                                                          .release = said(field[1]),
                                                          .key = said(field[2]),
                                                          .year = atoi(field[3]), // NOLINT(cert-err34-c)
                                                          .seats = said(field[4])},
                                     &score);
    }
    free(car);
    free(asked);
    free(copy);
    return best;
}
