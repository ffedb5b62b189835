/// One dialogue beside one car: the thin layer that the program, the page and every pipe share. It turns
/// words into events, keeps them (undo, skip, change, save, resume), asks the guide, and says everything in
/// plain text. A session is a list of lines; the saved file is that list, and replaying it gives the same
/// session. It owns its memory (heap). No clock: times are arguments. No I/O: callers read and write files.
#pragma once
#include "guide/guide.h"
#include "session/catalogue.h"
#include <stdio.h>

typedef enum {
    session_emergency_ask = 0, ///< the three questions of the first screen have not been answered
    session_emergency_no,
    session_emergency_fire,
    session_emergency_person,
    session_emergency_traffic,
    session_emergency_inside ///< "I am the one shut in"
} session_emergency_t;

typedef struct session session_t;

/// Opens a session over atlas bytes (borrowed until close). NULL with a reason in `error`.
session_t* session_open(const uint8_t* atlas, size_t length, char* error, size_t error_capacity);
void session_close(session_t* self);

/// From now on every text of this session comes out in the language of these .mo bytes (borrowed until close;
/// NULL: English again). Ids, and the words that a person says, stay English. 0, or -1 with a reason in
/// `error`; then the session speaks English.
int session_language(session_t* self, const uint8_t* catalogue, size_t length, char* error, size_t capacity);

/// From here on every paragraph of this session's texts is one line, for a screen that wraps by itself.
void session_unwrapped(session_t* self);
/// The language of the session, for texts around it; never NULL.
const session_catalogue_t* session_spoken(const session_t* self);

/// What a person says. Each returns 0, or -1 with a sentence in `error` that names the nearest valid words;
/// then nothing has changed. Every accepted call is one line of the saved file and one step for `back`.
int session_hear(session_t* self, const char* line, char* error,
                 size_t capacity); ///< any line of the saved file: "saw press-fob silence"
int session_at(session_t* self, const char* name, const char* value, char* error, size_t capacity);
int session_saw(session_t* self, const char* move, const char* reading, char* error, size_t capacity);
int session_have(session_t* self, const char* tool, char* error, size_t capacity);
int session_cannot(session_t* self, const char* move, char* error, size_t capacity);
int session_can(session_t* self, const char* move, char* error,
                size_t capacity); ///< takes "can't do this" back
/// An opening question is left unanswered: a circumstance, or "request" for what was tried before.
int session_skip(session_t* self, const char* question, char* error, size_t capacity);
int session_emergency(session_t* self, session_emergency_t answer);                ///< first screen answered
int session_goal(session_t* self, const char* goal, char* error, size_t capacity); ///< open or fix
int session_hourly(session_t* self, double money_per_hour, char* error, size_t capacity);
int session_change(session_t* self, int line, const char* reading, char* error,
                   size_t capacity);   ///< an earlier answer
int session_back(session_t* self);     ///< drops the last line; -1 if there is none
void session_restart(session_t* self); ///< drops all lines

int session_line_count(const session_t* self);          ///< of what has been said so far
const char* session_line(const session_t* self, int k); ///< "saw press-fob silence"

/// The saved file: `decklid session 1`, car, lines, CRC. Returns bytes needed; writes at most capacity.
size_t session_save(const session_t* self, char* text, size_t capacity);
/// Car id named in a saved file, for the caller to find its atlas. -1 with a reason if it is damaged or
/// foreign.
int session_saved_car(const char* text, size_t length, char* car, size_t car_capacity, char* error,
                      size_t capacity);
int session_restore(session_t* self, const char* text, size_t length, char* error, size_t capacity);
/// The same for a whole text whose lines do not all fit this edition of the car any more (another move,
/// another reading): those are left out. Returns how many, or -1 with a reason; then nothing has changed.
int session_rescue(session_t* self, const char* text, size_t length, char* error, size_t capacity);

session_emergency_t session_emergency_state(const session_t* self); ///< what the first screen was answered
bool session_goal_is_fix(const session_t* self);                    ///< else the goal is an open lid
guide_t* session_guide(session_t* self); ///< the belief after all lines; computed when first asked for
const atlas_t* session_atlas(const session_t* self);
const guide_situation_t* session_situation(const session_t* self); ///< all that was told besides answers

/// The next step, computed once per state and budget; valid until the session changes. NULL while there is an
/// emergency (invariant I1); its move is atlas_none when nothing is left to do. `ask` is no emergency yet:
/// the caller asks the first screen before acting on the step.
const guide_step_t* session_step(session_t* self, uint32_t nodes);

/// Texts. `{lid}` and `{space}` are filled in. All write UTF-8 into the caller's buffer and return the length
/// needed.
size_t session_step_text(session_t* self, char* text,
                         size_t capacity); ///< what to do, watch, not do, be warned of
size_t session_why_text(session_t* self, char* text,
                        size_t capacity); ///< reasons for and against, with sources
size_t session_tell_text(session_t* self, char* text, size_t capacity); ///< what is believed, spent, expected
size_t session_case_sheet(session_t* self, char* text, size_t capacity); ///< field review section 5
size_t session_next_json(session_t* self, uint32_t nodes, char* text, size_t capacity);
size_t session_moves_json(const atlas_t* atlas, char* text, size_t capacity);
/// The likeliest cause now: what it is, repair, minutes, price, who does it; and what else it could be.
size_t session_cause_text(session_t* self, char* text, size_t capacity);
/// One move for people: text, what to watch, never, warnings, conditions met, readings numbered. Any move,
/// not only the step's.
size_t session_move_text(session_t* self, uint16_t move, char* text, size_t capacity);
/// After opening: what must be done before the lid is shut again, and how to secure it for a drive.
size_t session_open_text(session_t* self, char* text, size_t capacity);

/// The glovebox card of this car as SVG, for its circumstances and tools, not for its answers (see
/// session/card.h). Plans for some seconds the first time; 0 if memory ends.
size_t session_card_svg(session_t* self, char* text, size_t capacity);

/// The fixed script of an emergency (field review 4.3 to 4.5): compiled in, needs no session, no car, no
/// storage. All of it is English; session_say says it in a language. The names are words, not sentences:
/// "ask", "no", "fire", "person", "traffic" or "inside"; never NULL.
const char* session_emergency_name(session_emergency_t kind);
/// Step k of the script, or NULL after the last.
const char* session_emergency_step(session_emergency_t kind, int k);
/// The question of the first screen, k from 0 to 3, or NULL.
const char* session_emergency_question(int k);
/// Emergency numbers: of a country (two letters), or several when unknown. Never empty.
const char* session_emergency_numbers(const char* country);
/// Where those numbers were read: a law, an authority, or the list that phones go by. Never empty.
const char* session_emergency_source(const char* country);
/// Country k of the table, or NULL after the last.
const char* session_emergency_country(int k);
/// What holds for a car that is not known here, k from 0; NULL after the last.
const char* session_general_advice(int k);
