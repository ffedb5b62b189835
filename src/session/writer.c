#include "session/writer.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { columns = 78, formatted_max = 2048, brief_columns = 110, brief_whole = 80, brief_max = 1024 };

// NOLINTNEXTLINE(readability-non-const-parameter): it is written to, through the writer.
session_writer_t session_writer(char* const text, const size_t capacity, const atlas_t* const atlas)
{
    session_writer_t self = {.text = text, .capacity = text ? capacity : 0};
    if (atlas) {
        self.lid = atlas->head.word_lid;
        self.space = atlas->head.word_space;
    }
    if (self.capacity > 0) {
        self.text[0] = '\0';
    }
    return self;
}

void session_put(session_writer_t* const self, const char* const bytes, const size_t size)
{
    if (self->length + 1 < self->capacity) {
        const size_t room = self->capacity - 1 - self->length;
        const size_t taken = size < room ? size : room;
        memcpy(self->text + self->length, bytes, taken);
        self->text[self->length + taken] = '\0';
    }
    self->length += size;
}

void session_format(session_writer_t* const self, const char* const format, ...)
{
    char formatted[formatted_max];
    va_list arguments;
    va_start(arguments, format);
    const int size = vsnprintf(formatted, sizeof formatted, format, arguments);
    va_end(arguments);
    if (size > 0) {
        session_put(self, formatted, size < formatted_max ? (size_t)size : formatted_max - 1U);
    }
}

/// What stands for the placeholder at `at`; its length in the text goes to `taken`. NULL if there is none.
static const char* placeholder(const session_writer_t* const self, const char* const at, size_t* const taken)
{
    if (strncmp(at, "{lid}", 5) == 0) {
        *taken = 5;
        return session_say(self->language, self->lid && self->lid[0] ? self->lid : SAY("trunk lid"));
    }
    if (strncmp(at, "{space}", 7) == 0) {
        *taken = 7;
        return session_say(self->language, self->space && self->space[0] ? self->space : SAY("trunk"));
    }
    return NULL;
}

void session_fill_said(session_writer_t* const self, const char* const said)
{
    for (const char* at = said; *at;) {
        size_t taken = 1;
        const char* const word = placeholder(self, at, &taken);
        session_put(self, word ? word : at, word ? strlen(word) : taken);
        at += taken;
    }
}

void session_fill(session_writer_t* const self, const char* const body)
{
    session_fill_said(self, body ? session_say(self->language, body) : "");
}

void session_phrase(session_writer_t* const self, const char* const format, ...)
{
    char formatted[formatted_max];
    va_list arguments;
    va_start(arguments, format);
    const int size =
        vsnprintf(formatted, sizeof formatted, session_say_format(self->language, format), arguments);
    va_end(arguments);
    if (size > 0) {
        session_fill_said(self, formatted);
    }
}

/// Columns that bytes take on a screen: UTF-8 continuation bytes take none.
static int width(const char* const bytes, const size_t size)
{
    int sum = 0;
    for (size_t k = 0; k < size; k++) {
        sum += ((unsigned char)bytes[k] & 0xC0U) != 0x80U;
    }
    return sum;
}

/// Bytes of the text that `brief_columns` hold: to the last end of a sentence, or else to the last space.
static size_t brief_length(const char* const text, bool* const whole)
{
    const size_t all = strlen(text);
    size_t sentence = 0;
    size_t word = 0;
    for (size_t k = 0; k <= all && width(text, k) <= brief_columns; k++) {
        const bool ends = text[k] == '\0' || (text[k] == ' ' && k > 0 && strchr(".?!", text[k - 1]) != NULL);
        sentence = ends ? k : sentence;
        word = text[k] == ' ' || text[k] == '\0' ? k : word;
    }
    *whole = width(text, sentence) >= brief_whole || sentence == all;
    return *whole ? sentence : word;
}

void session_brief(session_writer_t* const self, const char* const body)
{
    char text[brief_max] = "";
    session_writer_t all = *self;
    all.text = text;
    all.capacity = sizeof text;
    all.length = 0;
    session_fill(&all, body);
    bool whole = true;
    const size_t length = brief_length(text, &whole);
    session_put(self, text, length);
    session_format(self, "%s", whole ? "" : " ...");
}

static int filled_width(const session_writer_t* const self, const char* const word, const size_t size)
{
    int sum = 0;
    for (size_t k = 0; k < size;) {
        size_t taken = 1;
        const char* const filled = word[k] == '{' ? placeholder(self, word + k, &taken) : NULL;
        sum += filled ? width(filled, strlen(filled)) : width(word + k, taken);
        k += taken;
    }
    return sum;
}

static void put_word(session_writer_t* const self, const char* const word, const size_t size)
{
    for (size_t k = 0; k < size;) {
        size_t taken = 1;
        const char* const filled = word[k] == '{' ? placeholder(self, word + k, &taken) : NULL;
        session_put(self, filled ? filled : word + k, filled ? strlen(filled) : taken);
        k += taken;
    }
}

static void new_line(session_writer_t* const self, const int indent)
{
    session_put(self, "\n", 1);
    for (int k = 0; k < indent; k++) {
        session_put(self, " ", 1);
    }
}

static void put_paragraph(session_writer_t* const self, const char* const head, const char* const said,
                          const int indent)
{
    session_put(self, head, strlen(head));
    int column = width(head, strlen(head));
    bool fresh = true;
    for (const char* at = said + strspn(said, " \n"); *at; at += strspn(at, " \n")) {
        const size_t size = strcspn(at, " \n");
        const int wide = filled_width(self, at, size);
        if (!self->unwrapped && column > indent && column + !fresh + wide > columns) {
            new_line(self, indent);
            column = indent;
        } else if (!fresh) {
            session_put(self, " ", 1);
            column++;
        }
        put_word(self, at, size);
        column += wide;
        fresh = false;
        at += size;
    }
    session_put(self, "\n", 1);
}

void session_paragraph(session_writer_t* const self, const char* const head, const char* const body,
                       const int indent)
{
    if (body && body[0]) {
        put_paragraph(self, head, session_say(self->language, body), indent);
    }
}

void session_labelled_said(session_writer_t* const self, const char* const blanks, const char* const label,
                           const char* const said, const int indent)
{
    char head[160];
    const int size = snprintf(head, sizeof head, "%s%s:", blanks, session_say(self->language, label));
    const size_t used = size < 0 ? 0 : (size_t)size < sizeof head ? (size_t)size : sizeof head - 1;
    const int wide = width(head, used);
    (void)snprintf(head + used, sizeof head - used, "%*s", wide + 1 < indent ? indent - wide : 1, "");
    if (said && said[0]) {
        put_paragraph(self, head, said, indent);
    }
}

void session_labelled(session_writer_t* const self, const char* const blanks, const char* const label,
                      const char* const body, const int indent)
{
    session_labelled_said(self, blanks, label, session_say(self->language, body), indent);
}
