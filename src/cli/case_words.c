/// Words that are valid everywhere in the dialogue, as a table.
#include "cli/case.h"
#include "session/nearest.h"
#include <stdlib.h>
#include <string.h>

enum { error_max = 400, name_max = 120 };

typedef void (*hear_t)(case_t* self, const char* rest);

typedef struct {
    const char* word;
    const char* rest; ///< what may follow, for the help
    const char* means;
    hear_t hear;
} word_t;

static void hear_back(case_t* const self, const char* const rest)
{
    (void)rest;
    if (self->chosen != atlas_none || case_place(self) == case_at_list) {
        self->chosen = atlas_none;
        self->listed_count = 0;
        self->again = true;
        return;
    }
    if (session_back(self->session) != 0) {
        case_say(self, "", "There is nothing to take back.", 0);
        return;
    }
    self->again = true;
}

/// An opening question is on the screen, no step: the words about a step have nothing to act on.
static bool is_opening(case_t* const self)
{
    const case_place_t place = case_place(self);
    return place == case_at_complaint || place == case_at_question;
}

static void hear_why(case_t* const self, const char* const rest)
{
    (void)rest;
    if (is_opening(self)) {
        case_say(self, "",
                 "The answer changes what is likely and what the next steps cost. You need not answer: skip.",
                 0);
        return;
    }
    case_print(self, session_why_text);
}

static void hear_tell(case_t* const self, const char* const rest)
{
    (void)rest;
    case_print(self, session_tell_text);
}

static void hear_sheet(case_t* const self, const char* const rest)
{
    (void)rest;
    case_print(self, session_case_sheet);
}

static void hear_cannot(case_t* const self, const char* const rest)
{
    char error[error_max] = "";
    const case_place_t place = case_place(self);
    if (!rest[0] && is_opening(self)) {
        case_skip(
            self,
            place == case_at_complaint
                ? "request"
                : atlas_circumstance(session_atlas(self->session), session_question(self->session)).name);
        return;
    }
    const uint16_t asked = rest[0] ? atlas_none : case_asked(self);
    if (!rest[0] && asked == atlas_none) {
        case_say(self, "", "Say which: cannot MOVE", 0);
        return;
    }
    const char* const move = rest[0] ? rest : atlas_move(session_atlas(self->session), asked).id;
    case_said(self, session_cannot(self->session, move, error, sizeof error), error);
}

static void hear_can(case_t* const self, const char* const rest)
{
    char error[error_max] = "";
    case_said(self, session_can(self->session, rest, error, sizeof error), error);
}

static void hear_have(case_t* const self, const char* const rest)
{
    char error[error_max] = "";
    case_said(self, session_have(self->session, rest, error, sizeof error), error);
}

static void hear_goal(case_t* const self, const char* const rest)
{
    char error[error_max] = "";
    case_said(self, session_goal(self->session, rest, error, sizeof error), error);
}

static void hear_hourly(case_t* const self, const char* const rest)
{
    char error[error_max] = "";
    char* end = NULL;
    const double rate = strtod(rest, &end);
    if (end == rest || *end) {
        case_say(self, "", "Say how much: hourly 25", 0);
        return;
    }
    case_said(self, session_hourly(self->session, rate, error, sizeof error), error);
}

/// "NAME VALUE" or "NAME=VALUE" in two; NULL if there is no second part.
static const char* split(const char* const rest, char name[name_max])
{
    const size_t size = strcspn(rest, " =");
    if (size >= name_max || !rest[size] || !rest[size + 1]) {
        return NULL;
    }
    memcpy(name, rest, size);
    name[size] = '\0';
    return rest + size + 1;
}

static void hear_at(case_t* const self, const char* const rest)
{
    char error[error_max] = "";
    char name[name_max];
    const char* const value = split(rest, name);
    if (!value) {
        case_say(self, "", "Say what: at temperature=frost", 0);
        return;
    }
    case_said(self, session_at(self->session, name, value, error, sizeof error), error);
}

static void hear_change(case_t* const self, const char* const rest)
{
    char error[error_max] = "";
    char number[name_max];
    const char* const reading = split(rest, number);
    if (!reading) {
        case_say(self, "", "Say which and to what: change N READING. The answers so far:", 0);
        case_print(self, session_tell_text);
        return;
    }
    case_said(self,
              session_change(self->session, (int)strtol(number, NULL, 10) - 1, reading, error, sizeof error),
              error);
}

static void hear_again(case_t* const self, const char* const rest)
{
    (void)rest;
    const bool fix = session_goal_is_fix(self->session);
    session_restart(self->session);
    self->open_said = false;
    if (fix) {
        (void)session_goal(self->session, "fix", NULL, 0);
    }
    case_said(self, 0, "");
}

static void hear_save(case_t* const self, const char* const rest)
{
    (void)case_save(self, rest[0] ? rest : NULL);
}

/// Moves that ask for a fact are not offered: the guide asks when it matters.
static void hear_else(case_t* const self, const char* const rest)
{
    (void)rest;
    if (is_opening(self)) {
        case_say(self, "", "First the question above; skip if you cannot answer it.", 0);
        return;
    }
    uint16_t moves[atlas_moves_max];
    const int count = guide_possible(session_guide(self->session), moves);
    self->listed_count = 0;
    self->chosen = atlas_none;
    for (int k = 0; k < count; k++) {
        if (!atlas_move(session_atlas(self->session), moves[k]).asks_fact) {
            self->listed[self->listed_count++] = moves[k];
        }
    }
    if (self->listed_count == 0) {
        case_say(self, "", "Nothing else can be done from here.", 0);
    }
    self->again = true;
}

static void hear_stop(case_t* const self, const char* const rest)
{
    (void)rest;
    self->result = case_ended;
}

static void hear_help(case_t* self, const char* rest);

static const word_t words[] = {
    {"back", "", SAY("take the last answer back"), hear_back},
    {"why", "", SAY("reasons for this step, with sources"), hear_why},
    {"cannot", "[MOVE]", SAY("I can't do this; the next best instead"), hear_cannot},
    {"can", "MOVE", SAY("now I can"), hear_can},
    {"else", "", SAY("what else could be done now"), hear_else},
    {"tell", "", SAY("what is believed, spent and expected; my answers, numbered"), hear_tell},
    {"change", "N READING", SAY("change an earlier answer"), hear_change},
    {"at", "NAME=VALUE", SAY("a circumstance, as at temperature=frost"), hear_at},
    {"have", "TOOL", SAY("a tool at hand"), hear_have},
    {"hourly", "N", SAY("what an hour of your time is worth"), hear_hourly},
    {"goal", "open|fix", SAY("only open it, or mend the cause too"), hear_goal},
    {"again", "", SAY("start over"), hear_again},
    {"save", "[FILE]", SAY("keep this for later"), hear_save},
    {"sheet", "", SAY("the case sheet for a call-taker"), hear_sheet},
    {"emergency", "", SAY("fire, somebody shut in, traffic (also: !)"), NULL},
    {"stop", "", SAY("end here; saved and summed up"), hear_stop},
    {"help", "", SAY("this list"), hear_help},
};

static void hear_help(case_t* const self, const char* const rest)
{
    (void)rest;
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        char head[64];
        (void)snprintf(head, sizeof head, "  %s %-*s ", words[k].word, 20 - (int)strlen(words[k].word),
                       words[k].rest);
        case_say(self, head, words[k].means, 24);
    }
    case_say(
        self, "  ",
        "Or a number or name from the screen; MOVE=READING for something done already; c = I can't tell.", 2);
}

/// Every word valid everywhere, k from 0; NULL after the last.
static const char* word_at(const int k)
{
    return k >= 0 && k < (int)(sizeof words / sizeof words[0]) ? words[k].word : NULL;
}

/// MOVE=READING: an answer that was not asked for.
static bool volunteer(case_t* const self)
{
    char error[error_max] = "";
    char move[name_max];
    if (!strchr(self->line, '=') || strchr(self->line, ' ')) {
        return false;
    }
    const char* const reading = split(self->line, move);
    if (!reading) {
        return false;
    }
    const uint16_t chosen = self->chosen;
    const int result = session_saw(self->session, move, reading, error, sizeof error);
    case_said(self, result, error);
    self->chosen = result == 0 ? (uint16_t)atlas_none : chosen;
    return true;
}

/// The name of a move at its own step or any other: "I do this instead".
static bool pick(case_t* const self)
{
    const uint16_t move = atlas_find_move(session_atlas(self->session), self->line);
    if (move == atlas_none) {
        return false;
    }
    self->chosen = move;
    self->listed_count = 0;
    self->again = true;
    return true;
}

bool case_command(case_t* const self, const case_place_t place)
{
    (void)place;
    const size_t size = strcspn(self->line, " ");
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        if (strlen(words[k].word) == size && strncmp(words[k].word, self->line, size) == 0 && words[k].hear) {
            const char* const rest = self->line + size;
            words[k].hear(self, rest + strspn(rest, " "));
            return true;
        }
    }
    return volunteer(self) || pick(self);
}

/// Readings or values that would be answers at this place.
static void offer_answers(case_t* const self, const case_place_t place, session_nearest_t* const near)
{
    const atlas_t* const atlas = session_atlas(self->session);
    const uint16_t asked = place == case_at_move ? case_asked(self) : (uint16_t)atlas_none;
    const atlas_move_t move = asked != atlas_none ? atlas_move(atlas, asked) : (atlas_move_t){0};
    for (int k = 0; k < move.reading_count; k++) {
        session_nearest_offer(near, move.reading_id[k]);
    }
    for (int k = 0; k < self->listed_count; k++) {
        session_nearest_offer(near, atlas_move(atlas, self->listed[k]).id);
    }
}

void case_unknown(case_t* const self, const case_place_t place)
{
    if (!self->line[0]) {
        case_say(self, "", "A number or name from above, c = I can't tell, or help.", 0);
        return;
    }
    session_nearest_t near = session_nearest(self->line);
    offer_answers(self, place, &near);
    for (int k = 0; word_at(k); k++) {
        session_nearest_offer(&near, word_at(k));
    }
    char said[error_max];
    session_nearest_say(&near, self->options->language,
                        session_say(self->options->language, SAY("There is no such answer or word:")), said,
                        sizeof said);
    case_say(self, "", said, 0);
    case_say(self, "", "A number or name from above, c = I can't tell, or help.", 0);
}
