#include "cli/case.h"
#include <string.h>

session_emergency_t cli_ask_emergency(FILE* const in, FILE* const out,
                                      const cli_open_options_t* const options)
{
    case_t self = {.in = in, .out = out, .options = options, .result = case_goes_on, .chosen = atlas_none};
    session_emergency_t answer = session_emergency_ask;
    if (!case_ask_emergency(&self, &answer) && answer == session_emergency_no) {
        answer = session_emergency_ask;
    }
    return answer;
}

/// The lid is open, or nothing is left: what there is to say then. The result is set if the dialogue is over.
static void reach_end(case_t* const self)
{
    const guide_t* const guide = session_guide(self->session);
    if (!guide_is_open(guide) && !self->handed_over) {
        case_say(self, "",
                 "Nothing is left that can be done safely here. Call a professional with this sheet.", 0);
        self->result = case_ended;
        return;
    }
    case_print(self, session_cause_text);
    self->result = self->handed_over ? case_ended : case_done;
}

/// Said once, as soon as the lid is open: it must not be shut in the joy of it.
static void greet_open_lid(case_t* const self)
{
    if (!self->open_said && guide_is_open(session_guide(self->session))) {
        case_say(self, "\n", "The {lid} is open.", 0);
        case_print(self, session_open_text);
        self->open_said = true;
    }
}

static void take_line(case_t* const self, const case_place_t place)
{
    if (!case_hear_emergency(self) && !case_answer(self, place) && !case_command(self, place)) {
        case_unknown(self, place);
    }
    case_heed_emergency(self);
}

/// Ended early: everything is kept and handed on.
static void end_early(case_t* const self)
{
    (void)case_save(self, NULL);
    case_print(self, session_case_sheet);
}

static void run(case_t* const self)
{
    while (self->result == case_goes_on) {
        greet_open_lid(self);
        const case_place_t place = case_place(self);
        if (place == case_at_end) {
            reach_end(self);
            return;
        }
        if (self->again) {
            case_show(self, place);
            self->again = false;
        }
        if (!case_read(self)) {
            self->result = case_ended;
            return;
        }
        take_line(self, place);
    }
}

int cli_open(session_t* const session, FILE* const in, FILE* const out,
             const cli_open_options_t* const options)
{
    case_t self = {.session = session,
                   .in = in,
                   .out = out,
                   .options = options,
                   .chosen = atlas_none,
                   .again = true,
                   .result = options->ended ? case_ended : case_goes_on};
    case_heed_emergency(&self);
    run(&self);
    if (self.result == case_ended) {
        end_early(&self);
    }
    (void)fflush(out);
    return self.result == case_done ? 0 : 1;
}
