/// Strict JSON (RFC 8259) into the caller's buffer: commas and escapes are the writer's business. Text that
/// is not UTF-8 becomes U+FFFD, a number that is not finite becomes null. Nesting at most 16. No failure.
#pragma once
#include "session/writer.h"

typedef struct {
    session_writer_t out;
    bool started[16]; ///< by depth: something stands there already
    int depth;
    bool after_key;
} session_json_t;

/// Begins at the start of `text`. What does not fit is left out; the length needed is counted all the same.
session_json_t session_json(char* text, size_t capacity, const atlas_t* atlas);
void session_json_open(session_json_t* self, char bracket);       ///< '{' or '['
void session_json_close(session_json_t* self, char bracket);      ///< '}' or ']'
void session_json_key(session_json_t* self, const char* key);     ///< its value comes next
void session_json_text(session_json_t* self, const char* text);   ///< `{lid}` filled in; NULL becomes null
void session_json_say(session_json_t* self, const char* english); ///< the same, in the language of `out`
void session_json_number(session_json_t* self, double value);     ///< twelve significant digits
void session_json_bool(session_json_t* self, bool value);
void session_json_null(session_json_t* self);
/// The blank-separated words of `text` as an array of texts.
void session_json_words(session_json_t* self, const char* text);
