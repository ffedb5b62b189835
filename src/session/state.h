/// What a session is made of; private to this room.
#pragma once
#include "session/card_page.h"
#include "session/session.h"
#include "session/writer.h"

enum { session_lines_max = 1024, session_line_max = 240 }; ///< bytes of one line, without the terminating one

/// What a list of lines comes to: a pure function of (atlas, lines).
typedef struct {
    guide_situation_t situation;
    guide_event_t event[guide_events_max];
    int event_line[guide_events_max]; ///< line that holds the event
    int event_count;
    session_emergency_t emergency;
    bool skipped[atlas_circumstances_max]; ///< opening questions that were not answered on purpose
    bool request_skipped;                  ///< nothing was tried before, or it is not said what
} session_told_t;

struct session {
    atlas_t atlas;
    base_arena_t arena;
    guide_t* guide; ///< through session_guide only: it may be stale
    bool stale;
    char** line;
    int line_count;
    session_told_t told;
    session_catalogue_t language; ///< all zero: English
    bool unwrapped;               ///< as session_unwrapped
    guide_step_t step;
    bool step_known;
    uint32_t step_nodes;
    session_page_t* card; ///< heap; NULL: not made since the last change
};

/// Reads line `number` on top of what was told before. 0, or -1 with a sentence in `error`; then nothing
/// changed.
int session_read_line(const session_t* self, session_told_t* told, const char* line, int number, char* error,
                      size_t capacity);

/// Replaces all lines by copies of these and computes everything again; takes nothing over if one of them is
/// not valid (-1 with a sentence) or memory ends.
int session_replace(session_t* self, const char* const* lines, int count, char* error, size_t capacity);

/// Id of what was read: of the reading, or "cant-tell".
const char* session_reading_id(const atlas_move_t* move, uint8_t reading);
/// What was read, as a person sees it on the screen; `{lid}` is not filled in.
const char* session_reading_text(const atlas_move_t* move, uint8_t reading);
/// True if one may say of this move that the lid stayed shut, and no more ("stays-shut").
bool session_may_open(const atlas_move_t* move);

/// The currency of a price. Every price of the knowledge comes from a source in the USA unless it says
/// otherwise, and the guide adds them up without changing money.
const char* session_currency(const char* currency);

/// What a person calls a circumstance, in English and to be looked up; its name if the case sheet has no
/// word.
const char* session_circumstance_name(const char* name);

/// A writer with the words of this car, in the language of the session.
session_writer_t session_writer_of(const session_t* self, char* text, size_t capacity);

/// A sentence, in a language (NULL: English), into `error` (which may be NULL); returns -1.
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
int session_refuse(const session_catalogue_t* language, char* error, size_t capacity, const char* format, ...);
