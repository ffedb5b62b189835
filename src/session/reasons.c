#include "session/reasons.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { name_max = 400 };
static const double near_share =
    1.01; ///< costs as near as this are not told apart: the plan is not that exact

static int by_falling_p(const void* const a, const void* const b)
{
    const session_suspect_t* const left = a;
    const session_suspect_t* const right = b;
    if (left->p != right->p) {
        return left->p > right->p ? -1 : 1;
    }
    return left->mode < right->mode ? -1 : 1;
}

static int collect(session_t* const self, const bool causes, double (*const chance)(const guide_t*, uint16_t),
                   session_suspect_t suspect[atlas_modes_max])
{
    const guide_t* const guide = session_guide(self);
    int count = 0;
    for (uint16_t k = 0; k < self->atlas.head.mode_count; k++) {
        const atlas_mode_t mode = atlas_mode(&self->atlas, k);
        if (!mode.is_grave && mode.is != 2 && (mode.is_cause || !causes)) {
            suspect[count++] = (session_suspect_t){k, chance(guide, k)};
        }
    }
    if (count > 1) {
        qsort(suspect, (size_t)count, sizeof *suspect, by_falling_p);
    }
    return count;
}

int session_suspects(session_t* const self, const bool causes, session_suspect_t suspect[atlas_modes_max])
{
    return collect(self, causes, guide_mode_p, suspect);
}

int session_suspects_then(session_t* const self, const bool causes,
                          session_suspect_t suspect[atlas_modes_max])
{
    return collect(self, causes, guide_mode_was_p, suspect);
}

/// A writer into the next free reason; keep() takes it over.
static session_writer_t reason(session_t* const self, session_reasons_t* const reasons)
{
    const bool room = reasons->count < session_reasons_max;
    return session_writer_of(self, room ? reasons->text[reasons->count] : NULL,
                             room ? session_reason_max : 0);
}

static void keep(session_reasons_t* const reasons, const session_writer_t* const out)
{
    reasons->count += out->capacity > 0 && out->length > 0;
}

static void say_chance(session_t* const self, const guide_step_t* const step,
                       session_reasons_t* const reasons)
{
    session_writer_t out = reason(self, reasons);
    if (step->p_opens >= 0.005) {
        session_phrase(&out, "It opens the {lid} in %.0f of 100 cars that answer like this one.",
                       100 * step->p_opens);
    } else {
        session_fill(&out, "It does not open the {lid} by itself; it shows or prepares what does.");
    }
    keep(reasons, &out);
}

/// The suspects that the move's outcome depends on.
static void say_tells(session_t* const self, const guide_step_t* const step, session_reasons_t* const reasons)
{
    session_suspect_t suspect[atlas_modes_max];
    const int count = session_suspects(self, false, suspect);
    session_writer_t out = reason(self, reasons);
    int said = 0;
    for (int k = 0; k < count && said < 3 && suspect[k].p >= 0.01; k++) {
        if (atlas_reads(&self->atlas, step->move, suspect[k].mode)) {
            session_fill(&out, said == 0 ? SAY("What it shows depends on:") : NULL);
            session_format(&out, "%s", said == 0 ? " " : ", ");
            session_fill(&out, atlas_mode(&self->atlas, suspect[k].mode).name);
            session_format(&out, " (%.0f %%)", 100 * suspect[k].p);
            said++;
        }
    }
    session_format(&out, "%s", said ? "." : "");
    keep(reasons, &out);
}

/// What an answer does to a suspicion, by how many times likelier or unlikelier it makes it.
typedef struct {
    double at_least; ///< the factor, or one over it
    const char* likelier;
    const char* unlikelier;
} strength_t;

static const strength_t strengths[] = {
    {100, SAY("more than a hundred times as likely"), SAY("more than a hundred times less likely")},
    {15, SAY("much likelier"), SAY("much less likely")},
    {7, SAY("about ten times as likely"), SAY("about ten times less likely")},
    {4, SAY("about five times as likely"), SAY("about five times less likely")},
    {2.5, SAY("about three times as likely"), SAY("about a third as likely")},
    {1.75, SAY("about twice as likely"), SAY("about half as likely")},
    {1.5, SAY("somewhat likelier"), SAY("somewhat less likely")},
};

/// NULL where there is next to nothing to say.
static const char* strength_words(const double weight)
{
    const bool likelier = weight > 1;
    const double factor = likelier ? weight : 1 / weight;
    for (size_t k = 0; k < sizeof strengths / sizeof strengths[0]; k++) {
        if (factor >= strengths[k].at_least) {
            return likelier ? strengths[k].likelier : strengths[k].unlikelier;
        }
    }
    return NULL;
}

/// The step in short, in the language of the session.
static void name_step(const session_t* const self, const atlas_move_t* const move, char* const text,
                      const size_t capacity)
{
    session_writer_t name = session_writer_of(self, text, capacity);
    session_brief(&name, move->text);
}

/// One answer that moved the belief in a mode by half or more.
static void say_answer(session_t* const self, const int k, const uint16_t mode,
                       session_reasons_t* const reasons)
{
    const char* const strength = strength_words(guide_weight_of(session_guide(self), k, mode));
    if (!strength) {
        return;
    }
    const guide_event_t event = self->told.event[k];
    const atlas_move_t move = atlas_move(&self->atlas, event.move);
    session_writer_t out = reason(self, reasons);
    const session_catalogue_t* const language = &self->language;
    char step[name_max];
    name_step(self, &move, step, sizeof step);
    session_phrase(&out, "\"%s\" - the answer \"%s\" makes \"%s\" %s.", step,
                   session_say(language, session_reading_text(&move, event.reading)),
                   session_say(language, atlas_mode(&self->atlas, mode).name),
                   session_say(language, strength));
    keep(reasons, &out);
}

static void say_answers(session_t* const self, session_reasons_t* const reasons)
{
    session_suspect_t suspect[atlas_modes_max];
    if (session_suspects(self, true, suspect) == 0) {
        return;
    }
    for (int k = 0; k < self->told.event_count && reasons->count + 4 < session_reasons_max; k++) {
        say_answer(self, k, suspect[0].mode, reasons);
    }
}

static void say_cost(session_t* const self, const guide_step_t* const step, session_reasons_t* const reasons)
{
    session_writer_t out = reason(self, reasons);
    session_phrase(&out, "With this step it comes to %.2f USD in all.", step->expected_cost);
    if (step->next_best != atlas_none) {
        const atlas_move_t move = atlas_move(&self->atlas, step->next_best);
        char next[name_max];
        name_step(self, &move, next, sizeof next);
        session_put(&out, " ", 1);
        if (step->next_best_cost < near_share * step->expected_cost) {
            session_phrase(&out, "With \"%s\" it comes to about the same.", next);
        } else {
            session_phrase(&out, "With the next best, \"%s\", it comes to %.2f USD.", next,
                           step->next_best_cost);
        }
    }
    if (isfinite(step->skipped_cost)) {
        session_put(&out, " ", 1);
        session_phrase(&out, "If this cannot be done, it comes to %.2f USD.", step->skipped_cost);
    }
    session_put(&out, " ", 1);
    session_fill(
        &out, "These are minutes at your rate, money and risk together, at prices from sources in the USA.");
    keep(reasons, &out);
}

void session_reason(session_t* const self, const guide_step_t* const step, session_reasons_t* const reasons)
{
    reasons->count = 0;
    if (step->move == atlas_none) {
        return;
    }
    say_chance(self, step, reasons);
    say_tells(self, step, reasons);
    say_answers(self, reasons);
    say_cost(self, step, reasons);
    const atlas_move_t move = atlas_move(&self->atlas, step->move);
    if (move.sources && move.sources[0]) {
        session_writer_t out = reason(self, reasons);
        session_phrase(&out, "Sources: %s", move.sources);
        keep(reasons, &out);
    }
}

bool session_is_risky(const atlas_t* const atlas, const atlas_move_t* const move, const uint16_t index)
{
    for (uint16_t k = 0; k < move->need_count; k++) {
        if (strcmp(atlas_fact(atlas, atlas_need(atlas, index, k)).kind, "condition") == 0) {
            return true;
        }
    }
    return move->damage_p > 0;
}
