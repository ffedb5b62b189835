#include "session/reasons.h"
#include <math.h>
#include <string.h>

const char* session_currency(const char* const currency)
{
    return currency && currency[0] ? currency : "USD";
}

static double percent(const double p)
{
    return 100 * p;
}

static const char* condition_text(const atlas_fact_t* const fact)
{
    const char* const asked = fact->ask ? fact->ask : fact->id;
    return fact->text ? fact->text : asked;
}

/// Facts of a move: held ones as confirmed, the others as still to be confirmed.
static void put_conditions(session_writer_t* const out, session_t* const self, const uint16_t index,
                           const bool held)
{
    const atlas_move_t move = atlas_move(&self->atlas, index);
    bool said = false;
    for (uint16_t k = 0; k < move.need_count; k++) {
        const uint16_t need = atlas_need(&self->atlas, index, k);
        const atlas_fact_t fact = atlas_fact(&self->atlas, need);
        const bool place = !held && strcmp(fact.kind, "access") == 0;
        if (place || guide_fact_is(session_guide(self), need) != held) {
            continue;
        }
        if (!said) {
            session_format(out, "  %s\n", held ? "Confirmed before this step:" : "Not confirmed:");
            said = true;
        }
        session_paragraph(out, held ? "    yes: " : "    ?    ", condition_text(&fact), 9);
    }
}

static void put_reading(session_writer_t* const out, const atlas_move_t* const move, const int k)
{
    char head[32];
    char body[600];
    const char* const text = move->reading_text[k];
    (void)snprintf(head, sizeof head, "  %2d) ", k + 1);
    (void)snprintf(body, sizeof body, "%.400s [%.100s]", text && text[0] ? text : move->reading_id[k],
                   move->reading_id[k]);
    session_paragraph(out, head, body, 6);
}

static bool all_held(session_t* const self, const uint16_t index, const uint16_t need_count)
{
    for (uint16_t k = 0; k < need_count; k++) {
        if (!guide_fact_is(session_guide(self), atlas_need(&self->atlas, index, k))) {
            return false;
        }
    }
    return true;
}

static const char emergency[] = "There is an emergency: no step before it is over.";

/// A move whose conditions are not all held is no advice (invariant I3): only its outcome can be reported. In
/// an emergency no move is (I1).
static void put_advice(session_writer_t* const out, session_t* const self, const uint16_t index)
{
    const atlas_move_t move = atlas_move(&self->atlas, index);
    if (self->told.emergency > session_emergency_no) {
        session_paragraph(out, "", emergency, 0);
        return;
    }
    if (!all_held(self, index, move.need_count)) {
        session_paragraph(out, "", "What happened when this was done? (It is not proposed now.)", 2);
        session_paragraph(out, "  Watch: ", move.watch, 9);
        put_conditions(out, self, index, false);
        return;
    }
    session_paragraph(out, "", move.text, 2);
    session_paragraph(out, "  Watch: ", move.watch, 9);
    session_paragraph(out, "  Never: ", move.never, 9);
    session_paragraph(out, "  Know:  ", move.warn, 9);
    if (session_is_risky(&self->atlas, &move, index)) {
        put_conditions(out, self, index, true);
    }
}

static void put_move(session_writer_t* const out, session_t* const self, const uint16_t index)
{
    const atlas_move_t move = atlas_move(&self->atlas, index);
    put_advice(out, self, index);
    for (int k = 0; k < move.reading_count; k++) {
        put_reading(out, &move, k);
    }
    if (session_may_open(&move)) {
        session_paragraph(out, "   s) ", "It stays shut; I can't say more [stays-shut]", 6);
    }
    session_paragraph(out, "   c) ", "I can't tell [cant-tell]", 6);
}

size_t session_move_text(session_t* const self, const uint16_t move, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, &self->atlas);
    put_move(&out, self, move);
    return out.length;
}

/// "Likeliest: a 34 %, b 20 %, c 9 %; something else 7 %."
static void put_likeliest(session_writer_t* const out, session_t* const self)
{
    session_suspect_t suspect[atlas_modes_max];
    char body[700];
    const int count = session_suspects(self, true, suspect);
    session_writer_t line = session_writer(body, sizeof body, &self->atlas);
    for (int k = 0; k < count && k < 3 && suspect[k].p >= 0.005; k++) {
        session_format(&line, "%s", k ? ", " : "");
        session_fill(&line, atlas_mode(&self->atlas, suspect[k].mode).name);
        session_format(&line, " %.0f %%", percent(suspect[k].p));
    }
    session_format(&line, "%snot modelled %.0f %%.", line.length ? "; " : "",
                   percent(guide_not_modelled(session_guide(self))));
    session_paragraph(out, "Likeliest: ", body, 11);
}

/// What was spent, and, where there is a step, what is to be expected.
static void put_expected(session_writer_t* const out, session_t* const self, const guide_step_t* const step)
{
    char body[400];
    session_writer_t line = session_writer(body, sizeof body, &self->atlas);
    session_format(&line, "%.0f min, %.0f USD.", guide_spent_minutes(session_guide(self)),
                   guide_spent_money(session_guide(self)));
    if (step && step->move != atlas_none) {
        session_phrase(&line, " Expected from here: %.0f min and %.0f USD.", step->expected_minutes,
                       step->expected_money);
        session_phrase(&line,
                       " With your time and the risk of damage in money: about %.0f USD, proved to be "
                       "between %.0f and %.0f.",
                       step->expected_cost, step->low, step->high);
    }
    session_paragraph(out, "Spent: ", body, 7);
}

static void put_costs(session_writer_t* const out, session_t* const self, const guide_step_t* const step)
{
    const atlas_move_t move = atlas_move(&self->atlas, step->move);
    char body[400];
    session_writer_t line = session_writer(body, sizeof body, &self->atlas);
    session_format(&line, "%.3g min", move.minutes);
    if (move.wait_minutes > 0) {
        session_format(&line, " and %.4g min waiting", move.wait_minutes);
    }
    if (move.money > 0) {
        session_format(&line, ", about %.0f %s", move.money, session_currency(move.currency));
    }
    session_fill(&line, "; chance that it opens the {lid}: ");
    session_format(&line, "%.0f %%.", percent(step->p_opens));
    session_paragraph(out, "This step: ", body, 11);
    put_expected(out, self, step);
}

size_t session_step_text(session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, &self->atlas);
    const guide_step_t* const step = session_step(self, self->step_known ? self->step_nodes : 0);
    if (!step) {
        session_paragraph(&out, "", emergency, 0);
    } else if (step->move == atlas_none) {
        session_paragraph(&out, "", "Nothing is left to do for this goal.", 0);
    } else {
        put_move(&out, self, step->move);
        put_costs(&out, self, step);
        put_likeliest(&out, self);
    }
    return out.length;
}

size_t session_why_text(session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, &self->atlas);
    const guide_step_t* const step = session_step(self, self->step_known ? self->step_nodes : 0);
    if (!step || step->move == atlas_none) {
        session_paragraph(&out, "", "There is no step to give reasons for.", 0);
        return out.length;
    }
    session_reasons_t reasons;
    session_reason(self, step, &reasons);
    for (int k = 0; k < reasons.count; k++) {
        session_paragraph(&out, "- ", reasons.text[k], 2);
    }
    session_suspect_t suspect[atlas_modes_max];
    const int count = session_suspects(self, true, suspect);
    for (int k = 0; k < count && k < 3 && suspect[k].p >= 0.01; k++) {
        const atlas_mode_t mode = atlas_mode(&self->atlas, suspect[k].mode);
        char body[900];
        (void)snprintf(body, sizeof body, "%.200s (%.0f %%): %.400s [%.150s]", mode.name,
                       percent(suspect[k].p), mode.why ? mode.why : "", mode.sources ? mode.sources : "");
        session_paragraph(&out, "- ", body, 2);
    }
    return out.length;
}

static void put_belief(session_writer_t* const out, session_t* const self)
{
    session_suspect_t suspect[atlas_modes_max];
    const int count = session_suspects(self, false, suspect);
    session_format(out, "What it may be:\n");
    for (int k = 0; k < count && k < 10 && suspect[k].p >= 0.005; k++) {
        char head[32];
        (void)snprintf(head, sizeof head, "  %3.0f %%  ", percent(suspect[k].p));
        session_paragraph(out, head, atlas_mode(&self->atlas, suspect[k].mode).name, 9);
    }
    session_format(out, "  %3.0f %%  something that is not modelled\n",
                   percent(guide_not_modelled(session_guide(self))));
    session_format(out, "  %3.1f %%  left out of the tables (rare combinations)\n",
                   percent(guide_left_out(session_guide(self))));
}

static void put_conflicts(session_writer_t* const out, session_t* const self)
{
    int events[8];
    const int count = guide_conflicts(session_guide(self), events);
    if (count > 0) {
        session_paragraph(out, "",
                          "These answers do not go together with the rest; look again, or use change:", 0);
    }
    for (int k = 0; k < count; k++) {
        const int line = self->told.event_line[events[k]];
        session_format(out, "  %3d  %s\n", line + 1, self->line[line]);
    }
}

size_t session_tell_text(session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, &self->atlas);
    put_belief(&out, self);
    put_expected(&out, self, session_step(self, self->step_known ? self->step_nodes : 0));
    put_conflicts(&out, self);
    session_format(&out, "%s", self->line_count ? "What you said:\n" : "");
    for (int k = 0; k < self->line_count; k++) {
        session_format(&out, "  %3d  %s\n", k + 1, self->line[k]);
    }
    return out.length;
}

static const char* const after_opening[] = {
    SAY("DO NOT SHUT IT YET. With the {lid} up, try its release three times first:"),
    SAY("  Hold the {lid} up: two sound struts, a rated prop or a second adult. Soft close and power gate "
        "off, key away."),
    SAY("  With a screwdriver, never a finger, turn the claw of the latch until it clicks as if it were "
        "shut."),
    SAY("  Ask for the release in the way you use every day. The claw must spring open. Do it three times."),
    SAY("  Do the same once with a second way: the blade, the inside handle, the lever."),
    SAY("If it failed even once, or needed force or a push: do not shut it. It would be shut again for "
        "good."),
    SAY("If the battery is disconnected or flat: shut no lid and no door with an electric latch."),
    SAY("Only after three out of three: shut it gently by hand, with the key in your pocket, and open it "
        "once more."),
    SAY("If you must drive with it unproven: take the load out or fix it, run a strap from the latch of the "
        "{lid} to a fixed eye in the {space}, cloth where it touches paint, the claw left open. Plate and "
        "rear lamps stay visible."),
    SAY("Windows and air vents open, blower on: exhaust gas is drawn in under an open {lid}. Slowly, and "
        "only to the next safe place."),
    SAY("Weak struts or snow on top: nobody stands under it without a hold."),
};

size_t session_open_text(session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, &self->atlas);
    int number = 0;
    for (size_t k = 0; k < sizeof after_opening / sizeof after_opening[0]; k++) {
        const bool sub = after_opening[k][0] == ' ';
        char head[16];
        number = sub ? number + 1 : number;
        (void)snprintf(head, sizeof head, sub ? "  %d. " : "- ", number);
        session_paragraph(&out, sub ? head : "- ", after_opening[k] + (sub ? 2 : 0), sub ? 5 : 2);
    }
    return out.length;
}

static void put_repair(session_writer_t* const out, session_t* const self,
                       const session_suspect_t* const suspect)
{
    const atlas_mode_t mode = atlas_mode(&self->atlas, suspect->mode);
    const bool mended = guide_mode_p(session_guide(self), suspect->mode) < 0.05 * suspect->p;
    char body[900];
    (void)snprintf(body, sizeof body, "%.300s: %.0f %%%s", mode.name, percent(suspect->p),
                   mended ? ", put right by now" : "");
    session_paragraph(out, "- ", body, 2);
    session_paragraph(out, "  Repair: ",
                      mode.repair_text && mode.repair_text[0] ? mode.repair_text : "nothing to repair", 4);
    (void)snprintf(body, sizeof body, "about %.0f min and %.0f %.8s; done by: %.40s", mode.repair_minutes,
                   mode.repair_money, session_currency(mode.repair_currency),
                   mode.repair_who && mode.repair_who[0] ? mode.repair_who : "workshop");
    session_paragraph(out, "  Cost: ", body, 4);
}

size_t session_cause_text(session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, &self->atlas);
    session_suspect_t suspect[atlas_modes_max];
    const int count = session_suspects_then(self, true, suspect);
    session_format(&out, "Why it did not open, as far as the answers tell:\n");
    int said = 0;
    while (said < count && said < 3 && (said == 0 || suspect[said].p >= 0.1) && suspect[said].p >= 0.005) {
        put_repair(&out, self, &suspect[said++]);
    }
    session_format(&out, "- something that is not modelled: %.0f %%\n",
                   percent(guide_not_modelled(session_guide(self))));
    if (count == 0 || suspect[0].p < 0.5) {
        session_paragraph(
            &out, "", "No single cause is likelier than not. Let a workshop look before you buy a part.", 0);
    }
    return out.length;
}
