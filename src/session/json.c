#include "session/json.h"
#include "base/utf8.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

session_json_t session_json(char* const text, const size_t capacity, const atlas_t* const atlas)
{
    return (session_json_t){.out = session_writer(text, capacity, atlas)};
}

/// The comma before a value or key, where one is due.
static void begin(session_json_t* const self)
{
    if (!self->after_key && self->started[self->depth]) {
        session_put(&self->out, ",", 1);
    }
    self->started[self->depth] = true;
    self->after_key = false;
}

void session_json_open(session_json_t* const self, const char bracket)
{
    begin(self);
    session_put(&self->out, &bracket, 1);
    self->depth++;
    self->started[self->depth] = false;
}

void session_json_close(session_json_t* const self, const char bracket)
{
    session_put(&self->out, &bracket, 1);
    self->depth--;
}

/// Writes the first character of a string; returns the bytes taken.
static size_t put_character(session_writer_t* const out, const char* const at, const size_t left)
{
    uint32_t code = 0;
    const size_t size = base_utf8_read(at, left, &code);
    if (size == 0) {
        session_put(out, "\\ufffd", 6);
        return 1;
    }
    if (code == '"' || code == '\\') {
        session_put(out, "\\", 1);
    } else if (code < 0x20U) {
        session_format(out, "\\u%04x", (unsigned)code);
        return 1;
    }
    session_put(out, at, size);
    return size;
}

static void put_string(session_json_t* const self, const char* const text, const size_t length)
{
    session_put(&self->out, "\"", 1);
    for (size_t k = 0; k < length;) {
        k += put_character(&self->out, text + k, length - k);
    }
    session_put(&self->out, "\"", 1);
}

void session_json_key(session_json_t* const self, const char* const key)
{
    begin(self);
    put_string(self, key, strlen(key));
    session_put(&self->out, ":", 1);
    self->after_key = true;
}

static void put_filled(session_json_t* const self, const char* const text,
                       const session_catalogue_t* const language)
{
    if (!text) {
        session_json_null(self);
        return;
    }
    begin(self);
    session_writer_t filled = session_writer(NULL, 0, NULL);
    filled.language = language;
    filled.lid = self->out.lid;
    filled.space = self->out.space;
    session_fill(&filled, text);
    filled.capacity = filled.length + 1;
    filled.length = 0;
    filled.text = malloc(filled.capacity);
    if (filled.text) {
        filled.text[0] = '\0';
        session_fill(&filled, text);
        put_string(self, filled.text, filled.length);
        free(filled.text);
    } else {
        put_string(self, text, strlen(text));
    }
}

void session_json_text(session_json_t* const self, const char* const text)
{
    put_filled(self, text, NULL);
}

void session_json_say(session_json_t* const self, const char* const english)
{
    put_filled(self, english, self->out.language);
}

void session_json_null(session_json_t* const self)
{
    begin(self);
    session_put(&self->out, "null", 4);
}

void session_json_bool(session_json_t* const self, const bool value)
{
    begin(self);
    session_format(&self->out, "%s", value ? "true" : "false");
}

void session_json_number(session_json_t* const self, const double value)
{
    if (!isfinite(value)) {
        session_json_null(self);
        return;
    }
    begin(self);
    session_format(&self->out, "%.12g", value == 0.0 ? 0.0 : value);
}

void session_json_words(session_json_t* const self, const char* const text)
{
    session_json_open(self, '[');
    for (const char* at = text ? text : ""; *(at += strspn(at, " ,"));) {
        const size_t size = strcspn(at, " ,");
        begin(self);
        put_string(self, at, size);
        at += size;
    }
    session_json_close(self, ']');
}
