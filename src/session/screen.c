#include "session/screen.h"
#include "session/put.h"
#include <string.h>

enum { told_suspects = 3, told_faults_p_per_mille = 1 };

static void put_car(session_json_t* const json, const session_t* const self)
{
    session_json_key(json, "car");
    session_json_open(json, '{');
    session_put_text(json, "id", self->atlas.head.id);
    session_put_say(json, "name", self->atlas.head.name);
    session_put_text(json, "body", self->atlas.head.body);
    session_put_say(json, "lid", "{lid}");
    session_put_say(json, "space", "{space}");
    session_json_close(json, '}');
}

static void put_suspect(session_json_t* const json, const session_t* const self,
                        const session_suspect_t* const suspect)
{
    const atlas_mode_t mode = atlas_mode(&self->atlas, suspect->mode);
    session_json_open(json, '{');
    session_put_text(json, "fault", mode.id);
    session_put_say(json, "name", mode.name);
    session_put_number(json, "p", suspect->p);
    session_put_bool(json, "cause", mode.is_cause);
    session_json_close(json, '}');
}

/// Everything likelier than one in a thousand: the list of suspects and the shading of the drawn car.
static void put_belief(session_json_t* const json, session_t* const self)
{
    session_suspect_t suspect[atlas_modes_max];
    const int count = session_suspects(self, false, suspect);
    session_json_key(json, "belief");
    session_json_open(json, '[');
    for (int k = 0; k < count && suspect[k].p * 1000 >= told_faults_p_per_mille; k++) {
        put_suspect(json, self, &suspect[k]);
    }
    session_json_close(json, ']');
    session_put_number(json, "not_modelled", guide_not_modelled(session_guide(self)));
    session_put_number(json, "left_out", guide_left_out(session_guide(self)));
}

static void put_spent(session_json_t* const json, session_t* const self)
{
    session_json_key(json, "spent");
    session_json_open(json, '{');
    session_put_number(json, "minutes", guide_spent_minutes(session_guide(self)));
    session_put_number(json, "money", guide_spent_money(session_guide(self)));
    session_put_text(json, "currency", "USD");
    session_json_close(json, '}');
}

static void put_conditions(session_json_t* const json, session_t* const self, const uint16_t index)
{
    const atlas_move_t move = atlas_move(&self->atlas, index);
    bool proposed = true;
    session_json_key(json, "conditions");
    session_json_open(json, '[');
    for (uint16_t k = 0; k < move.need_count; k++) {
        const uint16_t need = atlas_need(&self->atlas, index, k);
        const atlas_fact_t fact = atlas_fact(&self->atlas, need);
        const bool held = guide_fact_is(session_guide(self), need);
        proposed = proposed && held;
        session_json_open(json, '{');
        session_put_text(json, "fact", fact.id);
        session_put_text(json, "is", fact.kind);
        session_put_say(json, "text", fact.text ? fact.text : fact.ask ? fact.ask : fact.id);
        session_put_bool(json, "held", held);
        session_json_close(json, '}');
    }
    session_json_close(json, ']');
    session_put_bool(json, "proposed", proposed && self->told.emergency <= session_emergency_no);
    session_put_bool(json, "risky", session_is_risky(&self->atlas, &move, index));
}

/// The members of a move, without the brackets: a step has more.
static void put_move(session_json_t* const json, session_t* const self, const uint16_t index)
{
    const atlas_move_t move = atlas_move(&self->atlas, index);
    session_put_text(json, "move", move.id);
    session_put_text(json, "does", session_does_name(move.does));
    session_put_say(json, "text", move.text);
    session_put_say(json, "watch", move.watch);
    session_put_say(json, "never", move.never);
    session_put_say(json, "warn", move.warn);
    put_conditions(json, self, index);
    session_put_readings(json, &move);
    session_put_text(json, "opens", session_may_open(&move) ? move.reading_id[move.opens_reading] : NULL);
    session_put_number(json, "minutes", move.minutes);
    session_put_number(json, "wait_minutes", move.wait_minutes);
    session_put_number(json, "money", move.money);
    session_put_text(json, "currency", session_currency_of(&move));
    session_json_key(json, "sources");
    session_json_words(json, move.sources);
}

static void put_expected(session_json_t* const json, const guide_step_t* const step)
{
    session_json_key(json, "expected");
    session_json_open(json, '{');
    session_put_number(json, "minutes", step->expected_minutes);
    session_put_number(json, "money", step->expected_money);
    session_put_number(json, "total", step->expected_cost);
    session_put_number(json, "low", step->low);
    session_put_number(json, "high", step->high);
    session_put_text(json, "currency", "USD");
    session_json_close(json, '}');
}

static void put_step(session_json_t* const json, session_t* const self, const guide_step_t* const step)
{
    put_expected(json, step);
    session_json_key(json, "step");
    session_json_open(json, '{');
    put_move(json, self, step->move);
    session_put_number(json, "p_opens", step->p_opens);
    session_json_close(json, '}');
}

static void put_question(session_json_t* const json, const session_t* const self)
{
    const atlas_circumstance_t asked = atlas_circumstance(&self->atlas, session_question(self));
    session_json_key(json, "question");
    session_json_open(json, '{');
    session_put_text(json, "name", asked.name);
    session_put_say(json, "ask", asked.ask && asked.ask[0] ? asked.ask : asked.name);
    session_json_key(json, "values");
    session_json_open(json, '[');
    for (int k = 0; k < asked.bucket_count; k++) {
        session_json_open(json, '{');
        session_put_text(json, "value", asked.label[k]);
        session_put_say(json, "text", asked.label[k]);
        session_json_close(json, '}');
    }
    session_json_close(json, ']');
    session_json_close(json, '}');
}

static void put_named(session_json_t* const json, const session_t* const self, const uint16_t index)
{
    const atlas_move_t move = atlas_move(&self->atlas, index);
    session_json_open(json, '{');
    session_put_text(json, "move", move.id);
    session_put_say(json, "text", move.text);
    session_json_close(json, '}');
}

static void put_requests(session_json_t* const json, const session_t* const self)
{
    uint16_t moves[atlas_moves_max];
    const int count = session_requests(&self->atlas, moves);
    session_json_key(json, "requests");
    session_json_open(json, '[');
    for (int k = 0; k < count; k++) {
        put_named(json, self, moves[k]);
    }
    session_json_close(json, ']');
}

static void put_cannot(session_json_t* const json, const session_t* const self)
{
    session_json_key(json, "cannot");
    session_json_open(json, '[');
    for (uint16_t k = 0; k < self->atlas.head.move_count; k++) {
        if (self->told.situation.cannot[k] == 1) {
            put_named(json, self, k);
        }
    }
    session_json_close(json, ']');
}

/// Event of this line, or -1.
static int event_of(const session_t* const self, const int line)
{
    for (int k = 0; k < self->told.event_count; k++) {
        if (self->told.event_line[k] == line) {
            return k;
        }
    }
    return -1;
}

static void put_line(session_json_t* const json, session_t* const self, const int line)
{
    session_json_open(json, '{');
    session_put_number(json, "line", line + 1);
    session_put_text(json, "said", self->line[line]);
    const int k = event_of(self, line);
    if (k >= 0) {
        const guide_event_t event = self->told.event[k];
        const atlas_move_t move = atlas_move(&self->atlas, event.move);
        session_put_text(json, "move", move.id);
        session_put_say(json, "text", move.text);
        session_put_text(json, "reading", session_reading_id(&move, event.reading));
        session_put_say(json, "answer", session_reading_text(&move, event.reading));
    }
    session_json_close(json, '}');
}

static void put_lines(session_json_t* const json, session_t* const self)
{
    session_json_key(json, "lines");
    session_json_open(json, '[');
    for (int k = 0; k < self->line_count; k++) {
        put_line(json, self, k);
    }
    session_json_close(json, ']');
}

/// Numbers of the lines that do not go together with the rest.
static void put_conflicts(session_json_t* const json, session_t* const self)
{
    int events[8];
    const int count = guide_conflicts(session_guide(self), events);
    session_json_key(json, "conflicts");
    session_json_open(json, '[');
    for (int k = 0; k < count; k++) {
        session_json_number(json, self->told.event_line[events[k]] + 1);
    }
    session_json_close(json, ']');
}

static void put_place(session_json_t* const json, session_t* const self, const session_place_t place,
                      const bool step, const uint32_t nodes)
{
    session_put_text(json, "place", session_place_name(place));
    if (place == session_at_complaint) {
        put_requests(json, self);
    } else if (place == session_at_question) {
        put_question(json, self);
    } else if (place == session_at_step && step) {
        put_step(json, self, session_step(self, nodes));
    }
}

size_t session_screen_json(session_t* const self, const bool step, const uint32_t nodes, char* const text,
                           const size_t capacity)
{
    session_json_t json = session_json_of(self, text, capacity);
    const session_place_t place = step ? session_place(self, nodes) : session_place_so_far(self);
    session_json_open(&json, '{');
    put_car(&json, self);
    session_put_text(&json, "goal", session_goal_is_fix(self) ? "fix" : "open");
    session_put_text(&json, "emergency", session_emergency_name(self->told.emergency));
    session_put_bool(&json, "open", guide_is_open(session_guide(self)));
    put_place(&json, self, place, step, nodes);
    put_spent(&json, self);
    put_belief(&json, self);
    put_conflicts(&json, self);
    put_cannot(&json, self);
    put_lines(&json, self);
    session_json_close(&json, '}');
    return json.out.length;
}

size_t session_move_json(session_t* const self, const uint16_t move, char* const text, const size_t capacity)
{
    session_json_t json = session_json_of(self, text, capacity);
    session_json_open(&json, '{');
    put_move(&json, self, move);
    session_json_close(&json, '}');
    return json.out.length;
}

size_t session_else_json(session_t* const self, char* const text, const size_t capacity)
{
    session_json_t json = session_json_of(self, text, capacity);
    uint16_t moves[atlas_moves_max];
    const int count =
        self->told.emergency > session_emergency_no ? 0 : guide_possible(session_guide(self), moves);
    session_json_open(&json, '[');
    for (int k = 0; k < count; k++) {
        if (!atlas_move(&self->atlas, moves[k]).asks_fact) {
            put_named(&json, self, moves[k]);
        }
    }
    session_json_close(&json, ']');
    return json.out.length;
}

/// The answers that moved the belief in a mode, each with its factor: above 1 speaks for it.
static void put_weights(session_json_t* const json, session_t* const self, const uint16_t mode)
{
    session_json_key(json, "answers");
    session_json_open(json, '[');
    for (int k = 0; k < self->told.event_count; k++) {
        const double weight = guide_weight_of(session_guide(self), k, mode);
        if (weight < 1.1 && weight > 1 / 1.1) {
            continue;
        }
        session_json_open(json, '{');
        session_put_number(json, "line", self->told.event_line[k] + 1);
        session_put_number(json, "factor", weight);
        session_json_close(json, '}');
    }
    session_json_close(json, ']');
}

static void put_reasoned(session_json_t* const json, session_t* const self,
                         const session_suspect_t* const suspect)
{
    const atlas_mode_t mode = atlas_mode(&self->atlas, suspect->mode);
    session_json_open(json, '{');
    session_put_text(json, "fault", mode.id);
    session_put_say(json, "name", mode.name);
    session_put_say(json, "why", mode.why);
    session_put_number(json, "p", suspect->p);
    session_json_key(json, "sources");
    session_json_words(json, mode.sources);
    put_weights(json, self, suspect->mode);
    session_json_close(json, '}');
}

size_t session_why_json(session_t* const self, const uint32_t nodes, char* const text, const size_t capacity)
{
    session_json_t json = session_json_of(self, text, capacity);
    const guide_step_t* const step =
        session_place(self, nodes) == session_at_step ? session_step(self, nodes) : NULL;
    session_json_open(&json, '{');
    if (step) {
        session_put_why(&json, self, step);
    }
    session_suspect_t suspect[atlas_modes_max];
    const int count = session_suspects(self, true, suspect);
    session_json_key(&json, "suspects");
    session_json_open(&json, '[');
    for (int k = 0; k < count && k < told_suspects && suspect[k].p >= 0.005; k++) {
        put_reasoned(&json, self, &suspect[k]);
    }
    session_json_close(&json, ']');
    session_json_close(&json, '}');
    return json.out.length;
}

static void put_script(session_json_t* const json, const session_emergency_t kind)
{
    session_json_key(json, session_emergency_name(kind));
    session_json_open(json, '[');
    for (int k = 0; session_emergency_step(kind, k); k++) {
        session_json_say(json, session_emergency_step(kind, k));
    }
    session_json_close(json, ']');
}

size_t session_emergency_json(const session_catalogue_t* const language, const char* const country,
                              char* const text, const size_t capacity)
{
    session_json_t json = session_json(text, capacity, NULL);
    json.out.language = language;
    session_json_open(&json, '{');
    session_put_say(&json, "numbers", session_emergency_numbers(country));
    session_json_key(&json, "questions");
    session_json_open(&json, '[');
    for (int k = 0; session_emergency_question(k); k++) {
        session_json_say(&json, session_emergency_question(k));
    }
    session_json_close(&json, ']');
    for (int k = session_emergency_fire; k <= session_emergency_inside; k++) {
        put_script(&json, (session_emergency_t)k);
    }
    session_json_close(&json, '}');
    return json.out.length;
}
