#include "session/put.h"

session_json_t session_json_of(const session_t* const self, char* const text, const size_t capacity)
{
    return (session_json_t){.out = session_writer_of(self, text, capacity)};
}

void session_put_number(session_json_t* const json, const char* const key, const double value)
{
    session_json_key(json, key);
    session_json_number(json, value);
}

void session_put_text(session_json_t* const json, const char* const key, const char* const value)
{
    session_json_key(json, key);
    session_json_text(json, value);
}

void session_put_say(session_json_t* const json, const char* const key, const char* const english)
{
    session_json_key(json, key);
    session_json_say(json, english);
}

void session_put_bool(session_json_t* const json, const char* const key, const bool value)
{
    session_json_key(json, key);
    session_json_bool(json, value);
}

const char* session_currency_of(const atlas_move_t* const move)
{
    return session_currency(move->currency);
}

const char* session_does_name(const uint8_t does)
{
    static const char* const names[] = {"try",    "look",   "ask",  "measure", "relieve",
                                        "repair", "access", "call", "leave"};
    return does < sizeof names / sizeof names[0] ? names[does] : "other";
}

static void put_one_reading(session_json_t* const json, const char* const id, const char* const text)
{
    session_json_open(json, '{');
    session_put_text(json, "reading", id);
    session_put_say(json, "text", text);
    session_json_close(json, '}');
}

void session_put_readings(session_json_t* const json, const atlas_move_t* const move)
{
    session_json_key(json, "readings");
    session_json_open(json, '[');
    for (int k = 0; k < move->reading_count; k++) {
        put_one_reading(json, move->reading_id[k], move->reading_text[k]);
    }
    if (session_may_open(move)) {
        put_one_reading(json, "stays-shut", SAY("It stays shut, and nothing more can be said"));
    }
    put_one_reading(json, "cant-tell", SAY("I cannot tell"));
    session_json_close(json, ']');
}

void session_put_why(session_json_t* const json, session_t* const self, const guide_step_t* const step)
{
    session_reasons_t reasons;
    session_reason(self, step, &reasons);
    session_json_key(json, "why");
    session_json_open(json, '[');
    for (int k = 0; k < reasons.count; k++) {
        session_json_text(json, reasons.text[k]);
    }
    session_json_close(json, ']');
}
