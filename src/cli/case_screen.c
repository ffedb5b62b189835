/// What is on the screen, and the answers to it: the complaint, the opening questions, a list of moves, a
/// move.
#include "cli/case.h"
#include <stdlib.h>
#include <string.h>

enum { error_max = 400 };

static int answer_count(const case_t* const self)
{
    int count = 0;
    for (int k = 0; k < session_line_count(self->session); k++) {
        count += strncmp(session_line(self->session, k), "saw ", 4) == 0;
    }
    return count;
}

uint16_t case_asked(case_t* const self)
{
    if (self->chosen != atlas_none) {
        return self->chosen;
    }
    const guide_step_t* const step = session_step(self->session, self->options->nodes);
    return step ? step->move : (uint16_t)atlas_none;
}

/// What was chosen or listed stands in front of what the session would ask.
case_place_t case_place(case_t* const self)
{
    static const case_place_t places[] = {
        [session_at_emergency] = case_at_end,     [session_at_complaint] = case_at_complaint,
        [session_at_question] = case_at_question, [session_at_step] = case_at_move,
        [session_at_goal] = case_at_end,          [session_at_left] = case_at_move,
        [session_at_nothing] = case_at_end};
    const case_place_t place = places[session_place_so_far(self->session)];
    if (self->handed_over || place == case_at_end) {
        return case_at_end;
    }
    if (self->chosen != atlas_none) {
        return case_at_move;
    }
    if (place == case_at_move) {
        return self->listed_count > 0 ? case_at_list : case_asked(self) == atlas_none ? case_at_end : place;
    }
    return place;
}

static void list_move(case_t* const self, const uint16_t index)
{
    const atlas_move_t move = atlas_move(session_atlas(self->session), index);
    char head[160];
    self->listed[self->listed_count++] = index;
    (void)snprintf(head, sizeof head, "  %2d) %.100s: ", self->listed_count, move.id);
    case_say(self, head, move.text, 6);
}

/// The requests somebody may have made before asking: tries with the lid shut that need little.
static void show_complaint(case_t* const self)
{
    const atlas_t* const atlas = session_atlas(self->session);
    self->listed_count = 0;
    case_say(self, "\n",
             "Which request did you make, and it failed? Its number or name (any other move by its name); "
             "none = not tried yet.",
             0);
    uint16_t moves[atlas_moves_max];
    const int count = session_requests(atlas, moves);
    for (int k = 0; k < count; k++) {
        list_move(self, moves[k]);
    }
}

static void show_question(const case_t* const self)
{
    const atlas_circumstance_t asked =
        atlas_circumstance(session_atlas(self->session), session_question(self->session));
    case_say(self, "\n", asked.ask && asked.ask[0] ? asked.ask : asked.name, 0);
    for (int k = 0; k < asked.bucket_count; k++) {
        const char* const said = session_say(self->options->language, asked.label[k]);
        char head[160]; // the word to type stands before what it means
        const int size = snprintf(head, sizeof head, "  %2d) ", k + 1);
        if (said != asked.label[k]) {
            (void)snprintf(head + size, sizeof head - (size_t)size, "[%s] ", asked.label[k]);
        }
        case_say(self, head, said, 6);
    }
    case_say(self, "   c) ", "I don't know (skip)", 6);
}

static void show_list(case_t* const self)
{
    const int count = self->listed_count;
    self->listed_count = 0;
    case_say(self, "\n", "Other things that can be done now:", 0);
    for (int k = 0; k < count; k++) {
        list_move(self, self->listed[k]);
    }
    case_say(self, "  ", "A number or name to do it; back = return to the step.", 2);
}

static void show_move(case_t* const self)
{
    if (self->chosen != atlas_none) {
        (void)fprintf(self->out, "\n%s\n", atlas_move(session_atlas(self->session), self->chosen).id);
        case_print_move(self, self->chosen);
        return;
    }
    (void)fprintf(self->out, "\n%s %d\n", session_say(self->options->language, SAY("Step")),
                  answer_count(self) + 1);
    case_print(self, session_step_text);
    case_say(self, "  ", "Also: why, cannot, else, back, tell, emergency, help", 2);
}

void case_show(case_t* const self, const case_place_t place)
{
    switch (place) {
    case case_at_complaint:
        show_complaint(self);
        break;
    case case_at_question:
        show_question(self);
        break;
    case case_at_list:
        show_list(self);
        break;
    case case_at_move:
        show_move(self);
        break;
    case case_at_end:
    default:
        break;
    }
}

/// "3" or "3)": 3; 0 if the line is no number from 1 to `most`.
static int number_in(const char* const line, const int most)
{
    char* end = NULL;
    const long number = line[0] >= '0' && line[0] <= '9' ? strtol(line, &end, 10) : 0;
    return end && (!end[0] || strcmp(end, ")") == 0) && number >= 1 && number <= most ? (int)number : 0;
}

static bool is_unsure(const char* const line)
{
    static const char* const words[] = {"c", "c)", "cant-tell", "can't tell", "don't know", "dont-know", "?"};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        if (strcmp(line, words[k]) == 0) {
            return true;
        }
    }
    return false;
}

static void choose(case_t* const self, const uint16_t move)
{
    self->chosen = move;
    self->listed_count = 0;
    self->again = true;
}

/// A move by number on the screen or by its name.
static bool answer_list(case_t* const self)
{
    const int number = number_in(self->line, self->listed_count);
    const uint16_t move =
        number ? self->listed[number - 1] : atlas_find_move(session_atlas(self->session), self->line);
    if (move == atlas_none) {
        return false;
    }
    choose(self, move);
    return true;
}

static bool answer_complaint(case_t* const self)
{
    if (strcmp(self->line, "none") == 0 || strcmp(self->line, "skip") == 0 || is_unsure(self->line)) {
        case_skip(self, "request");
        return true;
    }
    return answer_list(self);
}

void case_skip(case_t* const self, const char* const question)
{
    char error[error_max] = "";
    case_said(self, session_skip(self->session, question, error, sizeof error), error);
}

static bool answer_question(case_t* const self)
{
    const atlas_circumstance_t asked =
        atlas_circumstance(session_atlas(self->session), session_question(self->session));
    if (is_unsure(self->line) || strcmp(self->line, "skip") == 0) {
        case_skip(self, asked.name);
        return true;
    }
    const int number = number_in(self->line, asked.bucket_count);
    char error[error_max] = "";
    const char* const value = number ? asked.label[number - 1] : self->line;
    if (session_at(self->session, asked.name, value, error, sizeof error) != 0) {
        return false;
    }
    case_said(self, 0, error);
    return true;
}

/// Id of the reading that the line means at this move; NULL if it is none.
static const char* reading_in(const char* const line, const atlas_move_t* const move)
{
    const int number = number_in(line, move->reading_count);
    if (number) {
        return move->reading_id[number - 1];
    }
    const char* const word = strcmp(line, "y") == 0 ? "yes" : strcmp(line, "n") == 0 ? "no" : line;
    for (int k = 0; k < move->reading_count; k++) {
        if (strcmp(word, move->reading_id[k]) == 0) {
            return move->reading_id[k];
        }
    }
    const bool may_open = move->opens_reading < move->reading_count;
    if (may_open && (strcmp(line, "s") == 0 || strcmp(line, "s)") == 0 || strcmp(line, "stays-shut") == 0)) {
        return "stays-shut";
    }
    return is_unsure(line) ? "cant-tell" : NULL;
}

/// True if somebody from a service takes over: it came and opened it, or it has been called and is awaited.
static bool hands_over(const atlas_move_t* const move, const char* const reading)
{
    const bool service = move->does == atlas_does_call && move->uses && strstr(move->uses, "service");
    return service && (strcmp(reading, "opens") == 0 || strcmp(reading, "called") == 0);
}

static void leave(case_t* const self, const atlas_move_t* const move, const char* const reading)
{
    if (hands_over(move, reading)) {
        self->handed_over = true;
    } else if (move->does == atlas_does_leave && strcmp(reading, "done") == 0) {
        case_say(self, "", "It is left for now. Nothing gets worse while it is shut.", 0);
        self->result = case_ended;
    }
}

static bool answer_move(case_t* const self)
{
    const uint16_t asked = case_asked(self);
    const atlas_move_t move = atlas_move(session_atlas(self->session), asked);
    if (move.does == atlas_does_call && strcmp(self->line, "called") == 0) {
        self->handed_over = true;
        return true;
    }
    const char* const reading = reading_in(self->line, &move);
    if (!reading) {
        return false;
    }
    char error[error_max] = "";
    const int result = session_saw(self->session, move.id, reading, error, sizeof error);
    case_said(self, result, error);
    if (result == 0) {
        leave(self, &move, reading);
    }
    return true;
}

bool case_answer(case_t* const self, const case_place_t place)
{
    switch (place) {
    case case_at_complaint:
        return answer_complaint(self);
    case case_at_question:
        return answer_question(self);
    case case_at_list:
        return answer_list(self);
    case case_at_move:
        return answer_move(self);
    case case_at_end:
    default:
        return false;
    }
}
