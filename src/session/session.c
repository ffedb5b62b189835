#include "session/state.h"
#include <stdlib.h>
#include <string.h>

static char* copy_of(const char* const text)
{
    const size_t size = strlen(text) + 1;
    char* const copy = malloc(size);
    if (copy) {
        memcpy(copy, text, size);
    }
    return copy;
}

static void free_lines(char** const lines, const int count)
{
    for (int k = 0; lines && k < count; k++) {
        free(lines[k]);
    }
    free(lines);
}

/// The belief is computed when it is first asked for: a file of many lines costs one replay, not one a line.
static void forget(session_t* const self)
{
    self->step_known = false;
    self->stale = true;
    free(self->card);
    self->card = NULL;
}

session_t* session_open(const uint8_t* const atlas, const size_t length, char* const error,
                        const size_t error_capacity)
{
    session_t* const self = calloc(1, sizeof *self);
    if (!self) {
        (void)session_refuse(NULL, error, error_capacity, "out of memory");
        return NULL;
    }
    if (!atlas_open(&self->atlas, atlas, length, error, error_capacity)) {
        free(self);
        return NULL;
    }
    self->arena.capacity = guide_memory(&self->atlas);
    self->arena.bytes = malloc(self->arena.capacity);
    self->guide = self->arena.bytes ? guide_open(&self->arena, &self->atlas) : NULL;
    if (!self->guide) {
        (void)session_refuse(NULL, error, error_capacity, "out of memory");
        session_close(self);
        return NULL;
    }
    forget(self);
    return self;
}

void session_close(session_t* const self)
{
    if (self) {
        free_lines(self->line, self->line_count);
        free(self->arena.bytes);
        free(self->card);
        free(self);
    }
}

/// Copies of the lines, or NULL.
static char** copy_lines(const char* const* const lines, const int count)
{
    char** const copies = calloc((size_t)count + 1, sizeof *copies);
    for (int k = 0; copies && k < count; k++) {
        copies[k] = copy_of(lines[k]);
        if (!copies[k]) {
            free_lines(copies, count);
            return NULL;
        }
    }
    return copies;
}

int session_replace(session_t* const self, const char* const* const lines, const int count, char* const error,
                    const size_t capacity)
{
    session_told_t told = {0};
    if (count > session_lines_max) {
        return session_refuse(&self->language, error, capacity, "no more than %d lines can be kept",
                              (int)session_lines_max);
    }
    for (int k = 0; k < count; k++) {
        if (session_read_line(self, &told, lines[k], k, error, capacity) != 0) {
            return -1;
        }
    }
    char** const copies = copy_lines(lines, count);
    if (!copies) {
        return session_refuse(&self->language, error, capacity, "out of memory");
    }
    free_lines(self->line, self->line_count);
    self->line = copies;
    self->line_count = count;
    self->told = told;
    forget(self);
    return 0;
}

/// All lines with one of them (at `place`, or after the last) being `line`.
static int put_line(session_t* const self, const int place, const char* const line, char* const error,
                    const size_t capacity)
{
    const int count = place < self->line_count ? self->line_count : place + 1;
    const char** const lines = calloc((size_t)count, sizeof *lines);
    if (!lines) {
        return session_refuse(&self->language, error, capacity, "out of memory");
    }
    for (int k = 0; k < self->line_count; k++) {
        lines[k] = self->line[k];
    }
    lines[place] = line;
    const int result = session_replace(self, lines, count, error, capacity);
    free(lines);
    return result;
}

int session_hear(session_t* const self, const char* const line, char* const error, const size_t capacity)
{
    if (strlen(line) > session_line_max) {
        return session_refuse(&self->language, error, capacity, "that is too long");
    }
    if (strpbrk(line, "\r\n\t")) {
        return session_refuse(&self->language, error, capacity, "one line at a time");
    }
    return put_line(self, self->line_count, line, error, capacity);
}

/// One line more: "verb first" or "verb first rest".
static int say(session_t* const self, const char* const verb, const char* const words[2], char* const error,
               const size_t capacity)
{
    char line[session_line_max + 1];
    const int size = snprintf(line, sizeof line, "%s %s%s%s", verb, words[0], words[1] ? " " : "",
                              words[1] ? words[1] : "");
    if (size < 0 || size > session_line_max) {
        return session_refuse(&self->language, error, capacity, "that is too long");
    }
    return session_hear(self, line, error, capacity);
}

int session_at(session_t* const self, const char* const name, const char* const value, char* const error,
               const size_t capacity)
{
    return say(self, "at", (const char* const[2]){name, value}, error, capacity);
}

int session_saw(session_t* const self, const char* const move, const char* const reading, char* const error,
                const size_t capacity)
{
    return say(self, "saw", (const char* const[2]){move, reading}, error, capacity);
}

int session_have(session_t* const self, const char* const tool, char* const error, const size_t capacity)
{
    return say(self, "have", (const char* const[2]){tool, NULL}, error, capacity);
}

int session_cannot(session_t* const self, const char* const move, char* const error, const size_t capacity)
{
    return say(self, "cannot", (const char* const[2]){move, NULL}, error, capacity);
}

int session_can(session_t* const self, const char* const move, char* const error, const size_t capacity)
{
    return say(self, "can", (const char* const[2]){move, NULL}, error, capacity);
}

int session_skip(session_t* const self, const char* const question, char* const error, const size_t capacity)
{
    return say(self, "skip", (const char* const[2]){question, NULL}, error, capacity);
}

int session_emergency(session_t* const self, const session_emergency_t answer)
{
    const char* const name = session_emergency_name(answer);
    return say(self, "emergency", (const char* const[2]){name, NULL}, NULL, 0);
}

int session_goal(session_t* const self, const char* const goal, char* const error, const size_t capacity)
{
    return say(self, "goal", (const char* const[2]){goal, NULL}, error, capacity);
}

int session_hourly(session_t* const self, const double money_per_hour, char* const error,
                   const size_t capacity)
{
    if (!(money_per_hour >= 0 && money_per_hour <= 10000)) {
        return session_refuse(&self->language, error, capacity, "the hourly rate must be from 0 to 10000");
    }
    char rate[32];
    (void)snprintf(rate, sizeof rate, "%.2f", money_per_hour);
    return say(self, "hourly", (const char* const[2]){rate, NULL}, error, capacity);
}

int session_change(session_t* const self, const int line, const char* const reading, char* const error,
                   const size_t capacity)
{
    if (line < 0 || line >= self->line_count || strncmp(self->line[line], "saw ", 4) != 0) {
        return session_refuse(&self->language, error, capacity, "that is no earlier answer");
    }
    const char* const old = strchr(self->line[line] + 4, ' ');
    const int kept = old ? (int)(old - self->line[line]) : 0;
    char changed[session_line_max + 1];
    const int size = snprintf(changed, sizeof changed, "%.*s %s", kept, self->line[line], reading);
    if (size < 0 || size > session_line_max) {
        return session_refuse(&self->language, error, capacity, "that is too long");
    }
    return put_line(self, line, changed, error, capacity);
}

int session_back(session_t* const self)
{
    if (self->line_count == 0) {
        return -1;
    }
    const char* lines[session_lines_max];
    for (int k = 0; k < self->line_count; k++) {
        lines[k] = self->line[k];
    }
    return session_replace(self, lines, self->line_count - 1, NULL, 0);
}

void session_restart(session_t* const self)
{
    free_lines(self->line, self->line_count);
    self->line = NULL;
    self->line_count = 0;
    self->told = (session_told_t){0};
    forget(self);
}

int session_line_count(const session_t* const self)
{
    return self->line_count;
}

const char* session_line(const session_t* const self, const int k)
{
    return k >= 0 && k < self->line_count ? self->line[k] : "";
}

session_emergency_t session_emergency_state(const session_t* const self)
{
    return self->told.emergency;
}

bool session_goal_is_fix(const session_t* const self)
{
    return self->told.situation.goal == guide_goal_fix;
}

guide_t* session_guide(session_t* const self)
{
    if (self->stale) {
        guide_replay(self->guide, &self->told.situation, self->told.event, self->told.event_count);
        self->stale = false;
    }
    return self->guide;
}

const atlas_t* session_atlas(const session_t* const self)
{
    return &self->atlas;
}

const guide_situation_t* session_situation(const session_t* const self)
{
    return &self->told.situation;
}

const guide_step_t* session_step(session_t* const self, const uint32_t nodes)
{
    if (self->told.emergency > session_emergency_no) {
        return NULL;
    }
    if (!self->step_known || self->step_nodes != nodes) {
        self->step = guide_next(session_guide(self), nodes);
        self->step_known = true;
        self->step_nodes = nodes;
    }
    return &self->step;
}

int session_language(session_t* const self, const uint8_t* const catalogue, const size_t length,
                     char* const error, const size_t capacity)
{
    self->language = (session_catalogue_t){0};
    free(self->card); // it is in the language of before
    self->card = NULL;
    return !catalogue || session_catalogue_open(&self->language, catalogue, length, error, capacity) ? 0 : -1;
}

const session_catalogue_t* session_spoken(const session_t* const self)
{
    return &self->language;
}

session_writer_t session_writer_of(const session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, &self->atlas);
    out.language = &self->language;
    out.unwrapped = self->unwrapped;
    return out;
}

void session_unwrapped(session_t* const self)
{
    self->unwrapped = true;
}
