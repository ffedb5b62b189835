/// What is on the screen, and the answers to it: the complaint, the opening questions, a list of moves, a
/// move.
#include "cli/case.h"
#include <stdlib.h>
#include <string.h>

enum { error_max = 400, complaint_needs_max = 1 };

/// Asked once at the start because the tables or the first suspicion hang on them; each can be skipped.
static const char* const questions[] = {"temperature", "wet", "touched_last"};
enum { question_count = sizeof questions / sizeof questions[0] };

uint16_t case_question(const case_t* const self, const int k)
{
    return k >= 0 && k < question_count ? atlas_find_circumstance(session_atlas(self->session), questions[k])
                                        : (uint16_t)atlas_none;
}

static bool is_answered(const case_t* const self, const char* const name)
{
    const size_t size = strlen(name);
    for (int k = 0; k < session_line_count(self->session); k++) {
        const char* const line = session_line(self->session, k);
        if (strncmp(line, "at ", 3) == 0 && strncmp(line + 3, name, size) == 0 && line[3 + size] == ' ') {
            return true;
        }
    }
    return false;
}

/// Number of the next opening question that is neither answered nor skipped; -1 if there is none.
static int open_question(const case_t* const self)
{
    for (int k = 0; k < question_count; k++) {
        if (case_question(self, k) != atlas_none && !(self->skipped >> k & 1U) &&
            !is_answered(self, questions[k])) {
            return k;
        }
    }
    return -1;
}

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

static bool reached_goal(case_t* const self)
{
    return guide_is_open(session_guide(self->session)) && !session_goal_is_fix(self->session);
}

case_place_t case_place(case_t* const self)
{
    if (self->handed_over || reached_goal(self)) {
        return case_at_end;
    }
    if (self->chosen != atlas_none) {
        return case_at_move;
    }
    if (answer_count(self) == 0 && !self->complaint_skipped) {
        return case_at_complaint;
    }
    if (open_question(self) >= 0) {
        return case_at_question;
    }
    if (self->listed_count > 0) {
        return case_at_list;
    }
    return case_asked(self) == atlas_none ? case_at_end : case_at_move;
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
    for (uint16_t k = 0; k < atlas->head.move_count; k++) {
        const atlas_move_t move = atlas_move(atlas, k);
        if (move.does == 0 && (move.phase & 1U) && move.need_count <= complaint_needs_max) {
            list_move(self, k);
        }
    }
}

static void show_question(const case_t* const self)
{
    const atlas_circumstance_t asked =
        atlas_circumstance(session_atlas(self->session), case_question(self, open_question(self)));
    case_say(self, "\n", asked.ask && asked.ask[0] ? asked.ask : asked.name, 0);
    for (int k = 0; k < asked.bucket_count; k++) {
        char head[16];
        (void)snprintf(head, sizeof head, "  %2d) ", k + 1);
        case_say(self, head, asked.label[k], 6);
    }
    case_say(self, "   c) ", "I don't know (skip)", 6);
}

static void show_list(case_t* const self)
{
    const int count = self->listed_count;
    self->listed_count = 0;
    (void)fputs("\nOther things that can be done now:\n", self->out);
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
    (void)fprintf(self->out, "\nStep %d\n", answer_count(self) + 1);
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
        self->complaint_skipped = true;
        self->listed_count = 0;
        self->again = true;
        return true;
    }
    return answer_list(self);
}

static bool answer_question(case_t* const self)
{
    const int asked = open_question(self);
    if (asked < 0) {
        return false;
    }
    const atlas_circumstance_t circumstance =
        atlas_circumstance(session_atlas(self->session), case_question(self, asked));
    if (is_unsure(self->line) || strcmp(self->line, "skip") == 0) {
        self->skipped |= 1U << asked;
        self->again = true;
        return true;
    }
    const int number = number_in(self->line, circumstance.bucket_count);
    char error[error_max] = "";
    const char* const value = number ? circumstance.label[number - 1] : self->line;
    if (session_at(self->session, circumstance.name, value, error, sizeof error) != 0) {
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

enum { does_call = 7, does_leave = 8 }; ///< vehicle_does_t, which this side of the atlas does not see

/// True if somebody from a service takes over: it came and opened it, or it has been called and is awaited.
static bool hands_over(const atlas_move_t* const move, const char* const reading)
{
    const bool service = move->does == does_call && move->uses && strstr(move->uses, "service");
    return service && (strcmp(reading, "opens") == 0 || strcmp(reading, "called") == 0);
}

static void leave(case_t* const self, const atlas_move_t* const move, const char* const reading)
{
    if (hands_over(move, reading)) {
        self->handed_over = true;
    } else if (move->does == does_leave && strcmp(reading, "done") == 0) {
        case_say(self, "", "It is left for now. Nothing gets worse while it is shut.", 0);
        self->result = case_ended;
    }
}

static bool answer_move(case_t* const self)
{
    const uint16_t asked = case_asked(self);
    const atlas_move_t move = atlas_move(session_atlas(self->session), asked);
    if (move.does == does_call && strcmp(self->line, "called") == 0) {
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
