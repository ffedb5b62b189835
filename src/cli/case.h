/// One running dialogue, shared by the files case*.c and open.c only.
#pragma once
#include "cli/open.h"
#include "session/place.h"

enum { case_line_max = 400 };

typedef enum { case_goes_on = -1, case_done = 0, case_ended = 1 } case_result_t;

typedef struct {
    session_t* session; ///< NULL on the first screen before the car is chosen
    FILE* in;
    FILE* out;
    const cli_open_options_t* options;
    char line[case_line_max + 1]; ///< what was typed, first word in lower case, no blanks around it
    uint16_t chosen;              ///< move chosen by the person instead of the step; atlas_none
    uint16_t listed[atlas_moves_max];
    int listed_count; ///< moves on the screen by number
    bool again;       ///< the screen is to be shown again
    bool open_said;   ///< what to do with the open lid has been said
    bool handed_over;
    case_result_t result;
} case_t;

typedef enum {
    case_at_complaint = 0,
    case_at_question,
    case_at_list,
    case_at_move,
    case_at_end
} case_place_t;

/// The next line into `line`; false at the end of input or after an interrupt.
bool case_read(case_t* self);
/// One paragraph, wrapped, `{lid}` filled in.
void case_say(const case_t* self, const char* head, const char* body, int indent);
/// A text of the session, printed.
void case_print(const case_t* self, size_t (*write)(session_t* session, char* text, size_t capacity));
void case_print_move(const case_t* self, uint16_t move);

/// Asks the first screen until it is answered with no; false if input ended or `stop` was said first.
bool case_ask_emergency(case_t* self, session_emergency_t* answer);
/// If the line asks for the first screen ("!", "emergency", "! person"): shows it. True if it did.
bool case_hear_emergency(case_t* self);

/// An answer may have told of an emergency: then its script, and the first screen until it is answered.
void case_heed_emergency(case_t* self);

/// Where the dialogue stands, from the session alone and what was chosen or skipped.
case_place_t case_place(case_t* self);
/// Shows that place.
void case_show(case_t* self, case_place_t place);
/// Takes the line as an answer at that place; false if it is none.
bool case_answer(case_t* self, case_place_t place);
/// Takes the line as one of the words that are valid everywhere; false if it is none.
bool case_command(case_t* self, case_place_t place);
/// Names what was not understood and the nearest valid words.
void case_unknown(case_t* self, case_place_t place);
/// Leaves an opening question unanswered: a circumstance, or "request".
void case_skip(case_t* self, const char* question);
/// The move whose outcome is asked for: chosen, or the step's.
uint16_t case_asked(case_t* self);
/// Says a session call's outcome: on failure the sentence; on success the screen is shown again.
void case_said(case_t* self, int result, const char* error);
/// Saves through the caller, who says where; says if that failed.
bool case_save(case_t* self, const char* name);
