/// Where a dialogue stands: what is asked next, from the atlas and the lines alone. Program and page ask
/// here, so that both lead through the same places in the same order: the first screen, the request that
/// failed, the opening questions, then step after step.
#pragma once
#include "session/session.h"

typedef enum {
    session_at_emergency = 0, ///< the first screen is not answered with no
    session_at_complaint,     ///< which request was made and failed?
    session_at_question,      ///< an opening question: session_question
    session_at_step,          ///< session_step
    session_at_goal,          ///< the lid is open (goal open), or nothing is left to mend (goal fix)
    session_at_left,          ///< the person leaves it for now
    session_at_nothing        ///< shut, and nothing is left that can be done safely
} session_place_t;

/// The place; computes the step only where everything before it has been answered or skipped.
session_place_t session_place(session_t* self, uint32_t nodes);

/// The same without computing a step: session_at_step also stands for "nothing left".
session_place_t session_place_so_far(session_t* self);

/// Circumstance of the opening question that is due, or atlas_none.
uint16_t session_question(const session_t* self);

/// Requests somebody may have made before asking: tries with the lid shut that need little. Their number.
int session_requests(const atlas_t* atlas, uint16_t moves[atlas_moves_max]);

/// "place" for programs: "emergency", "request", "question", "step", "goal", "left", "nothing".
const char* session_place_name(session_place_t place);
