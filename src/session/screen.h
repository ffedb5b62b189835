/// What stands on a screen, as JSON for programs that draw it: the page, and whoever writes another client.
/// Everything a person is shown is in it as text of the session's language with `{lid}` filled in; ids stand
/// beside the texts, and only ids are said back. All write UTF-8 into the caller's buffer and return the
/// length needed; a client needs no knowledge of the atlas.
#pragma once
#include "session/place.h"

/// The whole screen: place, car, belief, spent, question or step, answers so far. With `step` false no step
/// is computed (what was known is there at once); with it, `nodes` is the search budget as in session_step.
size_t session_screen_json(session_t* self, bool step, uint32_t nodes, char* text, size_t capacity);

/// One move as it would be shown, proposed or not: `"proposed":false` where its conditions are not held, then
/// only its outcome may be reported (invariant I3).
size_t session_move_json(session_t* self, uint16_t move, char* text, size_t capacity);

/// What else could be done now: id, text, and chance to open.
size_t session_else_json(session_t* self, char* text, size_t capacity);

/// Reasons: of the step, and for each of the three likeliest causes the answers for and against with their
/// factors, why it is a cause, and its sources.
size_t session_why_json(session_t* self, uint32_t nodes, char* text, size_t capacity);

/// The emergency: questions, scripts and numbers of a country (NULL: several), in a language (NULL: English).
/// Needs no session.
size_t session_emergency_json(const session_catalogue_t* language, const char* country, char* text,
                              size_t capacity);
