#include "cli/case.h"
#include "base/utf8.h"
#include "session/writer.h"
#include <stdlib.h>
#include <string.h>

static bool interrupted(const case_t* const self)
{
    return self->options->interrupted && *self->options->interrupted != 0;
}

/// Drops what is left of a line that is too long: its beginning is no answer to anything else.
static void drop_rest(case_t* const self)
{
    for (int letter = getc(self->in); letter != EOF && letter != '\n'; letter = getc(self->in)) {
    }
}

static void trim(char* const line)
{
    size_t start = strspn(line, " \t\r\n");
    size_t end = strlen(line);
    while (end > start && strchr(" \t\r\n", line[end - 1])) {
        end--;
    }
    memmove(line, line + start, end - start);
    line[end - start] = '\0';
    for (char* at = line; *at && *at != ' '; at++) {
        *at = (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at);
    }
}

/// What is typed is shown and named again: nothing in it may steer a terminal or break the text.
static void make_text(char* const line)
{
    const bool foreign = !base_utf8_is(line, strlen(line));
    for (char* at = line; *at; at++) {
        const unsigned char byte = (unsigned char)*at;
        const bool control = byte == 0x7fU || (byte < 0x20U && !strchr(" \t\r\n", *at));
        *at = (char)(control || (foreign && byte >= 0x80U) ? '?' : *at);
    }
}

bool case_read(case_t* const self)
{
    (void)fputs("> ", self->out);
    (void)fflush(self->out);
    if (interrupted(self) || !fgets(self->line, sizeof self->line, self->in) || interrupted(self)) {
        (void)fputs("\n", self->out);
        return false;
    }
    if (!strchr(self->line, '\n') && strlen(self->line) == case_line_max) {
        drop_rest(self);
    }
    make_text(self->line);
    trim(self->line);
    if (!self->options->terminal) {
        (void)fprintf(self->out, "%s\n", self->line);
    }
    return true;
}

void case_say(const case_t* const self, const char* const head, const char* const body, const int indent)
{
    char text[4096];
    session_writer_t out =
        session_writer(text, sizeof text, self->session ? session_atlas(self->session) : NULL);
    out.language = self->options->language;
    session_paragraph(&out, head, body, indent);
    (void)fputs(text, self->out);
}

static void print_and_free(const case_t* const self, char* const text)
{
    if (text) {
        (void)fputs(text, self->out);
        free(text);
    }
}

void case_print(const case_t* const self, size_t (*const write)(session_t*, char*, size_t))
{
    const size_t length = write(self->session, NULL, 0);
    char* const text = malloc(length + 1);
    if (text) {
        (void)write(self->session, text, length + 1);
    }
    print_and_free(self, text);
}

void case_print_move(const case_t* const self, const uint16_t move)
{
    const size_t length = session_move_text(self->session, move, NULL, 0);
    char* const text = malloc(length + 1);
    if (text) {
        (void)session_move_text(self->session, move, text, length + 1);
    }
    print_and_free(self, text);
}

bool case_save(case_t* const self, const char* const name)
{
    if (!self->options->save || !self->session) {
        return false;
    }
    const size_t length = session_save(self->session, NULL, 0);
    char* const text = malloc(length + 1);
    if (!text) {
        return false;
    }
    (void)session_save(self->session, text, length + 1);
    const bool kept = self->options->save(self->options->context, name, text, length);
    free(text);
    if (!kept) {
        case_say(self, "", "It could not be saved.", 0);
    }
    return kept;
}

void case_said(case_t* const self, const int result, const char* const error)
{
    if (result != 0) {
        case_say(self, "", error, 2);
        return;
    }
    self->chosen = atlas_none;
    self->listed_count = 0;
    self->again = true;
}
