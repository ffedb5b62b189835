/// `next --json` and `moves --json`: the contracts of the design, written out.
#include "session/put.h"
#include <string.h>

static void put_belief(session_json_t* const json, session_t* const self)
{
    session_suspect_t suspect[atlas_modes_max];
    const int count = session_suspects(self, false, suspect);
    session_json_key(json, "belief");
    session_json_open(json, '[');
    for (int k = 0; k < count; k++) {
        session_json_open(json, '{');
        session_put_text(json, "fault", atlas_mode(&self->atlas, suspect[k].mode).id);
        session_put_number(json, "p", suspect[k].p);
        session_json_close(json, '}');
    }
    session_json_close(json, ']');
    session_put_number(json, "not_modelled", guide_not_modelled(session_guide(self)));
    session_put_number(json, "left_out", guide_left_out(session_guide(self)));
}

static void put_facts(session_json_t* const json, const char* const key, const atlas_t* const atlas,
                      const uint16_t index)
{
    const atlas_move_t move = atlas_move(atlas, index);
    session_json_key(json, key);
    session_json_open(json, '[');
    for (uint16_t k = 0; k < move.need_count; k++) {
        session_json_text(json, atlas_fact(atlas, atlas_need(atlas, index, k)).id);
    }
    session_json_close(json, ']');
}

static void put_step(session_json_t* const json, session_t* const self, const guide_step_t* const step)
{
    session_json_key(json, "step");
    if (!step || step->move == atlas_none) {
        session_json_null(json);
        return;
    }
    const atlas_move_t move = atlas_move(&self->atlas, step->move);
    session_json_open(json, '{');
    session_put_text(json, "move", move.id);
    session_put_say(json, "text", move.text);
    session_put_why(json, self, step);
    session_put_number(json, "minutes", move.minutes + move.wait_minutes);
    session_put_number(json, "money", move.money);
    session_put_text(json, "currency", session_currency_of(&move));
    session_put_number(json, "p_opens", step->p_opens);
    put_facts(json, "conditions", &self->atlas, step->move);
    session_json_close(json, '}');
}

/// Without a step (an emergency) nothing is expected and nothing bounded: null, not zero.
static void put_cost(session_json_t* const json, session_t* const self, const guide_step_t* const step)
{
    session_json_key(json, "expected_cost");
    if (!step) {
        session_json_null(json);
        session_json_key(json, "bounds");
        session_json_null(json);
        return;
    }
    const bool move = step->move != atlas_none;
    const atlas_move_t priced = move ? atlas_move(&self->atlas, step->move) : (atlas_move_t){0};
    session_json_open(json, '{');
    session_put_number(json, "minutes", step->expected_minutes);
    session_put_number(json, "money", step->expected_money);
    session_put_text(json, "currency", session_currency_of(&priced));
    session_put_number(json, "total", step->expected_cost);
    session_json_close(json, '}');
    session_json_key(json, "bounds");
    session_json_open(json, '[');
    session_json_number(json, step->low);
    session_json_number(json, step->high);
    session_json_close(json, ']');
}

static void put_conflicts(session_json_t* const json, session_t* const self)
{
    int events[8];
    const int count = guide_conflicts(session_guide(self), events);
    session_json_key(json, "conflicts");
    session_json_open(json, '[');
    if (count > 0) {
        session_json_open(json, '[');
    }
    for (int k = 0; k < count; k++) {
        const guide_event_t event = self->told.event[events[k]];
        const atlas_move_t move = atlas_move(&self->atlas, event.move);
        char answer[2 * session_line_max];
        (void)snprintf(answer, sizeof answer, "%s=%s", move.id, session_reading_id(&move, event.reading));
        session_json_text(json, answer);
    }
    if (count > 0) {
        session_json_close(json, ']');
    }
    session_json_close(json, ']');
}

size_t session_next_json(session_t* const self, const uint32_t nodes, char* const text, const size_t capacity)
{
    session_json_t json = session_json_of(self, text, capacity);
    const guide_step_t* const step = session_step(self, nodes);
    const session_emergency_t emergency = self->told.emergency;
    session_json_open(&json, '{');
    session_put_text(&json, "car", self->atlas.head.id);
    session_put_text(&json, "goal", self->told.situation.goal == guide_goal_fix ? "fix" : "open");
    // A person who is shut in is a person shut in: the contract has four words and "ask".
    session_put_text(
        &json, "emergency",
        session_emergency_name(emergency == session_emergency_inside ? session_emergency_person : emergency));
    put_belief(&json, self);
    put_step(&json, self, step);
    put_cost(&json, self, step);
    put_conflicts(&json, self);
    session_json_close(&json, '}');
    return json.out.length;
}

static void put_phases(session_json_t* const json, const uint8_t phase)
{
    session_json_key(json, "phase");
    session_json_words(json, (const char* const[]){"", "open", "after", "open after", "fix", "open fix",
                                                   "after fix", "open after fix"}[phase & 7U]);
}

static void put_move(session_json_t* const json, const atlas_t* const atlas, const uint16_t index)
{
    const atlas_move_t move = atlas_move(atlas, index);
    session_json_open(json, '{');
    session_put_text(json, "move", move.id);
    session_put_text(json, "does", session_does_name(move.does));
    put_phases(json, move.phase);
    session_put_text(json, "text", move.text);
    session_put_text(json, "watch", move.watch);
    session_put_text(json, "never", move.never);
    session_put_text(json, "warn", move.warn);
    put_facts(json, "needs", atlas, index);
    session_put_readings(json, &move);
    session_put_number(json, "minutes", move.minutes);
    session_put_number(json, "wait_minutes", move.wait_minutes);
    session_put_number(json, "money", move.money);
    session_put_text(json, "currency", session_currency_of(&move));
    session_json_key(json, "damage");
    session_json_open(json, '{');
    session_put_number(json, "p", move.damage_p);
    session_put_number(json, "size", move.damage_size);
    session_json_close(json, '}');
    session_json_key(json, "sources");
    session_json_words(json, move.sources);
    session_json_close(json, '}');
}

static void put_circumstance(session_json_t* const json, const atlas_circumstance_t* const circumstance)
{
    session_json_open(json, '{');
    session_put_text(json, "name", circumstance->name);
    session_put_text(json, "ask", circumstance->ask);
    session_json_key(json, "values");
    session_json_open(json, '[');
    for (int k = 0; k < circumstance->bucket_count; k++) {
        session_json_text(json, circumstance->label[k]);
    }
    session_json_close(json, ']');
    session_json_key(json, "bounds");
    session_json_open(json, '[');
    for (int k = 0; circumstance->numeric && k + 1 < circumstance->bucket_count; k++) {
        session_json_number(json, circumstance->bound[k]);
    }
    session_json_close(json, ']');
    session_json_close(json, '}');
}

static void put_circumstances(session_json_t* const json, const atlas_t* const atlas)
{
    session_json_key(json, "circumstances");
    session_json_open(json, '[');
    for (uint16_t k = 0; k < atlas->head.circumstance_count; k++) {
        const atlas_circumstance_t circumstance = atlas_circumstance(atlas, k);
        put_circumstance(json, &circumstance);
    }
    session_json_close(json, ']');
}

static void put_all_facts(session_json_t* const json, const atlas_t* const atlas)
{
    session_json_key(json, "facts");
    session_json_open(json, '[');
    for (uint16_t k = 0; k < atlas->head.fact_count; k++) {
        const atlas_fact_t fact = atlas_fact(atlas, k);
        session_json_open(json, '{');
        session_put_text(json, "fact", fact.id);
        session_put_text(json, "is", fact.kind);
        session_put_text(json, "ask", fact.ask);
        session_put_text(json, "text", fact.text);
        session_json_close(json, '}');
    }
    session_json_close(json, ']');
}

static void put_modes(session_json_t* const json, const atlas_t* const atlas)
{
    session_json_key(json, "modes");
    session_json_open(json, '[');
    for (uint16_t k = 0; k < atlas->head.mode_count; k++) {
        const atlas_mode_t mode = atlas_mode(atlas, k);
        if (mode.is_grave) {
            continue;
        }
        session_json_open(json, '{');
        session_put_text(json, "fault", mode.id);
        session_put_text(json, "is",
                         (const char* const[]){"fault", "setting", "variant", "other"}[mode.is & 3U]);
        session_put_text(json, "name", mode.name);
        session_put_text(json, "why", mode.why);
        session_json_close(json, '}');
    }
    session_json_close(json, ']');
}

size_t session_moves_json(const atlas_t* const atlas, char* const text, const size_t capacity)
{
    session_json_t json = session_json(text, capacity, atlas);
    session_json_open(&json, '{');
    session_put_text(&json, "car", atlas->head.id);
    session_put_text(&json, "name", atlas->head.name);
    session_json_key(&json, "moves");
    session_json_open(&json, '[');
    for (uint16_t k = 0; k < atlas->head.move_count; k++) {
        put_move(&json, atlas, k);
    }
    session_json_close(&json, ']');
    put_circumstances(&json, atlas);
    put_all_facts(&json, atlas);
    put_modes(&json, atlas);
    session_json_close(&json, '}');
    return json.out.length;
}
