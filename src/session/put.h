/// Pieces of JSON that several answers of this room share; private to it.
#pragma once
#include "session/json.h"
#include "session/reasons.h"

/// JSON in the language of the session, with the words of its car.
session_json_t session_json_of(const session_t* self, char* text, size_t capacity);
void session_put_number(session_json_t* json, const char* key, double value);
void session_put_text(session_json_t* json, const char* key, const char* value);
/// A sentence: in the language of the session.
void session_put_say(session_json_t* json, const char* key, const char* english);
void session_put_bool(session_json_t* json, const char* key, bool value);
const char* session_currency_of(const atlas_move_t* move);
const char* session_does_name(uint8_t does);
/// "readings": id and text of each, "stays-shut" where the move may open, and "cant-tell".
void session_put_readings(session_json_t* json, const atlas_move_t* move);
/// "why": the reasons for the step.
void session_put_why(session_json_t* json, session_t* self, const guide_step_t* step);
