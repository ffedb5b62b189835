#include "session/place.h"
#include "session/state.h"
#include <string.h>

enum { request_needs_max = 1 };

/// Asked once at the start because the tables, the first suspicion or the price of time hang on them; each
/// can be skipped.
static const char* const questions[] = {"temperature", "wet", "touched_last", "pressing"};
enum { question_count = sizeof questions / sizeof questions[0] };

static bool is_due(const session_t* const self, const uint16_t circumstance)
{
    return circumstance != atlas_none && self->told.situation.bucket[circumstance] == 0 &&
           !self->told.skipped[circumstance];
}

uint16_t session_question(const session_t* const self)
{
    for (int k = 0; k < question_count; k++) {
        const uint16_t asked = atlas_find_circumstance(&self->atlas, questions[k]);
        if (is_due(self, asked)) {
            return asked;
        }
    }
    return atlas_none;
}

int session_requests(const atlas_t* const atlas, uint16_t moves[atlas_moves_max])
{
    int count = 0;
    for (uint16_t k = 0; k < atlas->head.move_count; k++) {
        const atlas_move_t move = atlas_move(atlas, k);
        if (move.does == atlas_does_try && (move.phase & atlas_phase_open) &&
            move.need_count <= request_needs_max) {
            moves[count++] = k;
        }
    }
    return count;
}

/// True if the last thing said is that it is left for now.
static bool is_left(const session_t* const self)
{
    const int last = self->told.event_count - 1;
    if (last < 0 || self->told.event_line[last] != self->line_count - 1) {
        return false;
    }
    const atlas_move_t move = atlas_move(&self->atlas, self->told.event[last].move);
    return move.does == atlas_does_leave &&
           strcmp(session_reading_id(&move, self->told.event[last].reading), "done") == 0;
}

session_place_t session_place_so_far(session_t* const self)
{
    if (self->told.emergency != session_emergency_no) {
        return session_at_emergency;
    }
    if (guide_is_open(session_guide(self)) && !session_goal_is_fix(self)) {
        return session_at_goal;
    }
    if (is_left(self)) {
        return session_at_left;
    }
    if (self->told.event_count == 0 && !self->told.request_skipped) {
        return session_at_complaint;
    }
    return session_question(self) != atlas_none ? session_at_question : session_at_step;
}

session_place_t session_place(session_t* const self, const uint32_t nodes)
{
    const session_place_t place = session_place_so_far(self);
    if (place != session_at_step) {
        return place;
    }
    const guide_step_t* const step = session_step(self, nodes);
    if (step && step->move != atlas_none) {
        return session_at_step;
    }
    return guide_is_open(session_guide(self)) ? session_at_goal : session_at_nothing;
}

const char* session_place_name(const session_place_t place)
{
    static const char* const names[] = {"emergency", "request", "question", "step",
                                        "goal",      "left",    "nothing"};
    return names[place <= session_at_nothing ? place : 0];
}
