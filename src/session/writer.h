/// Text into a buffer of the caller, like snprintf: everything is counted, what fits is written, and the text
/// is always terminated if there is room for one byte. Words are wrapped at 78 columns. No heap, no failure.
#pragma once
#include "atlas/atlas.h"
#include "session/catalogue.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char* text;                          ///< the caller's; may be NULL with capacity 0
    size_t capacity;                     ///< bytes at `text`, the terminating one included
    size_t length;                       ///< bytes that the whole text needs, without the terminating one
    const session_catalogue_t* language; ///< sentences are looked up in it; NULL: English
    const char* lid;                     ///< what `{lid}` becomes; NULL: "trunk lid"
    const char* space;                   ///< what `{space}` becomes; NULL: "trunk"
    bool unwrapped;                      ///< a paragraph is one line: for a screen that wraps by itself
} session_writer_t;

/// A writer at the start of the buffer, in English, with the words of this car (atlas may be NULL).
session_writer_t session_writer(char* text, size_t capacity, const atlas_t* atlas);

/// Bytes as they are. O(size).
void session_put(session_writer_t* self, const char* bytes, size_t size);

/// Formatted, as it is; `{lid}` is not filled in. At most 1023 bytes of it.
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void session_format(session_writer_t* self, const char* format, ...);

/// As session_format, in the writer's language, with `{lid}` and `{space}` filled in, those in the arguments
/// too. The arguments are written as they are: the caller has them said.
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void session_phrase(session_writer_t* self, const char* format, ...);

/// `said` as it stands, but with `{lid}` and `{space}` filled in: for what is in the writer's language
/// already.
void session_fill_said(session_writer_t* self, const char* said);

/// One paragraph: `head` as it is on its first line, the words of `body` in the writer's language with
/// `{lid}` and `{space}` filled in, wrapped; later lines are indented by `indent` columns. Ends with a line
/// feed. Nothing is written if body is NULL or empty.
void session_paragraph(session_writer_t* self, const char* head, const char* body, int indent);

/// A paragraph whose head is `blanks`, `label` in the writer's language and a colon, widened to `indent`.
void session_labelled(session_writer_t* self, const char* blanks, const char* label, const char* body,
                      int indent);

/// The same, but `said` is written as it stands: a name, an id, or what is in the writer's language already.
void session_labelled_said(session_writer_t* self, const char* blanks, const char* label, const char* said,
                           int indent);

/// The beginning of `body` in the writer's language, with `{lid}` and `{space}` filled in, in at most 110
/// columns: whole sentences if they are 80, else cut between words with a mark. Names a step in a list.
void session_brief(session_writer_t* self, const char* body);

/// `body` in the writer's language with `{lid}` and `{space}` filled in.
void session_fill(session_writer_t* self, const char* body);
