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
            session_paragraph(out, "  ", held ? SAY("Confirmed before this step:") : SAY("Not confirmed:"),
                              2);
            said = true;
        }
        if (held) {
            session_labelled(out, "    ", SAY("yes"), condition_text(&fact), 9);
        } else {
            session_paragraph(out, "    ?    ", condition_text(&fact), 9);
        }
    }
}

/// One answer: its head, the sentence, and the word that programs and people may say for it.
static void put_answer(session_writer_t* const out, const char* const head, const char* const text,
                       const char* const id)
{
    char body[1200];
    session_writer_t line = *out;
    line.text = body;
    line.capacity = sizeof body;
    line.length = 0;
    session_fill(&line, text);
    session_format(&line, " [%s]", id);
    session_paragraph(out, head, body, 6);
}

static void put_reading(session_writer_t* const out, const atlas_move_t* const move, const int k)
{
    char head[32];
    (void)snprintf(head, sizeof head, "  %2d) ", k + 1);
    put_answer(out, head, session_reading_text(move, (uint8_t)k), move->reading_id[k]);
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

static const char* const emergency = SAY("There is an emergency: no step before it is over.");

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
        session_labelled(out, "  ", SAY("Watch"), move.watch, 9);
        put_conditions(out, self, index, false);
        return;
    }
    session_paragraph(out, "", move.text, 2);
    session_labelled(out, "  ", SAY("Watch"), move.watch, 9);
    session_labelled(out, "  ", SAY("Careful"), move.never, 9);
    session_labelled(out, "  ", SAY("Know"), move.warn, 9);
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
        put_answer(out, "   s) ", SAY("It stays shut; I can't say more"), "stays-shut");
    }
    put_answer(out, "   c) ", SAY("I can't tell"), "cant-tell");
}

size_t session_move_text(session_t* const self, const uint16_t move, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer_of(self, text, capacity);
    put_move(&out, self, move);
    return out.length;
}

/// "Likeliest: a 34 %, b 20 %, c 9 %; something else 7 %."
static void put_likeliest(session_writer_t* const out, session_t* const self)
{
    session_suspect_t suspect[atlas_modes_max];
    char body[2000];
    const int count = session_suspects(self, true, suspect);
    session_writer_t line = session_writer_of(self, body, sizeof body);
    for (int k = 0; k < count && k < 3 && suspect[k].p >= 0.005; k++) {
        session_format(&line, "%s", k ? ", " : "");
        session_fill(&line, atlas_mode(&self->atlas, suspect[k].mode).name);
        session_format(&line, " %.0f %%", percent(suspect[k].p));
    }
    session_format(&line, "%s", line.length ? "; " : "");
    session_phrase(&line, "not modelled %.0f %%.", percent(guide_not_modelled(session_guide(self))));
    session_labelled(out, "", SAY("Likeliest"), body, 11);
}

/// What was spent, and, where there is a step, what is to be expected.
static void put_expected(session_writer_t* const out, session_t* const self, const guide_step_t* const step)
{
    char body[1000];
    session_writer_t line = session_writer_of(self, body, sizeof body);
    session_phrase(&line, "%.0f min, %.0f USD.", guide_spent_minutes(session_guide(self)),
                   guide_spent_money(session_guide(self)));
    if (step && step->move != atlas_none) {
        session_put(&line, " ", 1);
        session_phrase(&line, "Expected from here: %.0f min and %.0f USD.", step->expected_minutes,
                       step->expected_money);
        session_put(&line, " ", 1);
        session_phrase(
            &line,
            "With your time and the risk of damage in money: about %.0f USD on average. No plan can "
            "come below %.0f; a plain one comes to about %.0f.",
            step->expected_cost, step->low, step->high);
    }
    session_labelled(out, "", SAY("Spent"), body, 7);
}

static void put_costs(session_writer_t* const out, session_t* const self, const guide_step_t* const step)
{
    const atlas_move_t move = atlas_move(&self->atlas, step->move);
    char body[1000];
    session_writer_t line = session_writer_of(self, body, sizeof body);
    session_phrase(&line, "%.3g min", move.minutes);
    if (move.wait_minutes > 0) {
        session_put(&line, ", ", 2);
        session_phrase(&line, "%.4g min waiting", move.wait_minutes);
    }
    if (move.money > 0) {
        session_put(&line, ", ", 2);
        session_phrase(&line, "about %.0f %s", move.money, session_currency(move.currency));
    }
    session_put(&line, "; ", 2);
    session_phrase(&line, "chance that it opens the {lid}: %.0f %%.", percent(step->p_opens));
    session_labelled(out, "", SAY("This step"), body, 11);
    put_expected(out, self, step);
}

size_t session_step_text(session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer_of(self, text, capacity);
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
    session_writer_t out = session_writer_of(self, text, capacity);
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
        char body[3000];
        session_writer_t line = session_writer_of(self, body, sizeof body);
        session_fill(&line, mode.name);
        session_format(&line, " (%.0f %%): ", percent(suspect[k].p));
        session_fill(&line, mode.why);
        session_format(&line, " [%s]", mode.sources ? mode.sources : "");
        session_paragraph(&out, "- ", body, 2);
    }
    return out.length;
}

static void put_belief(session_writer_t* const out, session_t* const self)
{
    session_suspect_t suspect[atlas_modes_max];
    const int count = session_suspects(self, false, suspect);
    session_paragraph(out, "", SAY("What it may be:"), 0);
    for (int k = 0; k < count && k < 10 && suspect[k].p >= 0.005; k++) {
        char head[32];
        (void)snprintf(head, sizeof head, "  %3.0f %%  ", percent(suspect[k].p));
        session_paragraph(out, head, atlas_mode(&self->atlas, suspect[k].mode).name, 9);
    }
    char head[32];
    (void)snprintf(head, sizeof head, "  %3.0f %%  ", percent(guide_not_modelled(session_guide(self))));
    session_paragraph(out, head, SAY("something that is not modelled"), 9);
    (void)snprintf(head, sizeof head, "  %3.1f %%  ", percent(guide_left_out(session_guide(self))));
    session_paragraph(out, head, SAY("left out of the tables (rare combinations)"), 9);
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
    session_writer_t out = session_writer_of(self, text, capacity);
    put_belief(&out, self);
    put_expected(&out, self, session_step(self, self->step_known ? self->step_nodes : 0));
    put_conflicts(&out, self);
    session_paragraph(&out, "", self->line_count ? SAY("What you said:") : NULL, 0);
    for (int k = 0; k < self->line_count; k++) {
        session_format(&out, "  %3d  %s\n", k + 1, self->line[k]);
    }
    return out.length;
}

static const struct {
    bool sub; ///< a step of the proof
    const char* text;
} after_opening[] = {
    {false, SAY("DO NOT SHUT IT YET. With the {lid} up, try its release three times first:")},
    {true,
     SAY("Hold the {lid} up: two sound struts, a rated prop or a second adult. Soft close and power gate "
         "off, key away.")},
    {true, SAY("With a screwdriver, never a finger, turn the claw of the latch until it clicks as if it were "
               "shut.")},
    {true,
     SAY("Ask for the release in the way you use every day. The claw must spring open. Do it three times.")},
    {true, SAY("Do the same once with a second way: the blade, the inside handle, the lever.")},
    {false,
     SAY("If it failed even once, or needed force or a push: do not shut it. It would be shut again for "
         "good.")},
    {false, SAY("If the battery is disconnected or flat: shut no lid and no door with an electric latch.")},
    {false,
     SAY("Only after three out of three: shut it gently by hand, with the key in your pocket, and open it "
         "once more.")},
    {false,
     SAY("If you must drive with it unproven: take the load out or fix it, run a strap from the latch of the "
         "{lid} to a fixed eye in the {space}, cloth where it touches paint, the claw left open. Plate and "
         "rear lamps stay visible.")},
    {false,
     SAY("Windows and air vents open, blower on: exhaust gas is drawn in under an open {lid}. Slowly, and "
         "only to the next safe place.")},
    {false, SAY("Weak struts or snow on top: nobody stands under it without a hold.")},
};

size_t session_open_text(session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer_of(self, text, capacity);
    int number = 0;
    for (size_t k = 0; k < sizeof after_opening / sizeof after_opening[0]; k++) {
        const bool sub = after_opening[k].sub;
        char head[16] = "- ";
        if (sub) {
            (void)snprintf(head, sizeof head, "  %d. ", ++number);
        }
        session_paragraph(&out, head, after_opening[k].text, sub ? 5 : 2);
    }
    return out.length;
}

static void put_repair(session_writer_t* const out, session_t* const self,
                       const session_suspect_t* const suspect)
{
    const atlas_mode_t mode = atlas_mode(&self->atlas, suspect->mode);
    const bool mended = guide_mode_p(session_guide(self), suspect->mode) < 0.05 * suspect->p;
    char body[1200];
    session_writer_t line = session_writer_of(self, body, sizeof body);
    session_fill(&line, mode.name);
    session_format(&line, ": %.0f %%%s", percent(suspect->p), mended ? ", " : "");
    session_fill(&line, mended ? SAY("put right by now") : NULL);
    session_paragraph(out, "- ", body, 2);
    session_labelled(out, "  ", SAY("Repair"),
                     mode.repair_text && mode.repair_text[0] ? mode.repair_text : SAY("nothing to repair"),
                     4);
    line = session_writer_of(self, body, sizeof body);
    const char* const who = session_say(
        &self->language, mode.repair_who && mode.repair_who[0] ? mode.repair_who : SAY("workshop"));
    if (mode.repair_minutes < 1 && mode.repair_money < 1) {
        session_phrase(&line, "nothing, and hardly a minute; done by: %s", who);
    } else {
        session_phrase(&line, "about %.0f min and %.0f %s; done by: %s", mode.repair_minutes,
                       mode.repair_money, session_currency(mode.repair_currency), who);
    }
    session_labelled(out, "  ", SAY("Cost"), body, 4);
}

size_t session_cause_text(session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer_of(self, text, capacity);
    session_suspect_t suspect[atlas_modes_max];
    const int count = session_suspects_then(self, true, suspect);
    session_paragraph(&out, "", SAY("Why it did not open, as far as the answers tell:"), 0);
    int said = 0;
    while (said < count && said < 3 && (said == 0 || suspect[said].p >= 0.1) && suspect[said].p >= 0.005) {
        put_repair(&out, self, &suspect[said++]);
    }
    char body[200];
    session_writer_t line = session_writer_of(self, body, sizeof body);
    session_phrase(&line, "something that is not modelled: %.0f %%",
                   percent(guide_not_modelled(session_guide(self))));
    session_paragraph(&out, "- ", body, 2);
    if (count == 0 || suspect[0].p < 0.5) {
        session_paragraph(
            &out, "", "No single cause is likelier than not. Let a workshop look before you buy a part.", 0);
    }
    return out.length;
}
