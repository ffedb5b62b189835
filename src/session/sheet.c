#include "session/put.h"
#include <string.h>

/// The fifteen groups of field review section 5. What is known is filled in, the rest is a blank to ask for.
/// Nothing beyond this is on the sheet: plate and chassis number are never known to a session.
static const char* const titles[] = {SAY("Safety"),
                                     SAY("Place"),
                                     SAY("Person"),
                                     SAY("Car"),
                                     SAY("Keys"),
                                     SAY("Cabin"),
                                     SAY("Power"),
                                     SAY("Requests, and what they did"),
                                     SAY("Other things on the lid"),
                                     SAY("Last"),
                                     SAY("Tried"),
                                     SAY("Inside the trunk"),
                                     SAY("Belief"),
                                     SAY("Send"),
                                     SAY("Close")};
enum { group_count = sizeof titles / sizeof titles[0], apart_most = 4 };

typedef enum { from_asking = 0, from_circumstance, from_fact, from_answer } from_t;

// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): in the order of the table's columns
typedef struct {
    int group;
    const char* label;
    from_t from;
    const char* key;
} field_t;

// clang-format off
static const field_t fields[] = {
    {1, SAY("time asked, and who answered"), from_asking, NULL}, {1, SAY("temperature"), from_circumstance, "temperature"},
    {1, SAY("wet"), from_circumstance, "wet"}, {1, SAY("strong sun or heat"), from_circumstance, "heat"},
    {1, SAY("alone, or somebody vulnerable"), from_asking, NULL},
    {2, SAY("address or pin"), from_asking, NULL}, {2, SAY("level and bay"), from_asking, NULL},
    {2, SAY("kind of place"), from_circumstance, "place"}, {2, SAY("in the open air"), from_fact, "outdoors"},
    {2, SAY("headroom"), from_fact, "headroom"}, {2, SAY("level ground, no wind"), from_fact, "level-and-calm"},
    {2, SAY("gate code, side of the road, light, signal"), from_asking, NULL},
    {2, SAY("call-back number and a second one"), from_asking, NULL},
    {3, SAY("name"), from_asking, NULL}, {3, SAY("right to open the car"), from_fact, "owner-right"},
    {3, SAY("owner, hirer, fleet, other"), from_asking, NULL}, {3, SAY("papers and ID in hand, or in the trunk"), from_asking, NULL},
    {3, SAY("rental or fleet hotline called"), from_answer, "call-rental-hotline"},
    {4, SAY("plate"), from_asking, NULL}, {4, SAY("end of the chassis number"), from_asking, NULL},
    {4, SAY("model year"), from_circumstance, "model_year"}, {4, SAY("age"), from_circumstance, "age_years"},
    {4, SAY("run"), from_circumstance, "mileage_km"}, {4, SAY("fuel or electric, gearbox"), from_asking, NULL},
    {4, SAY("trailer, rack or snow"), from_circumstance, "carrier"}, {4, SAY("added alarm or opener"), from_circumstance, "added_alarm"},
    {4, SAY("days parked"), from_circumstance, "parked_days"}, {4, SAY("lid straight, even gap"), from_fact, "lid-not-deformed"},
    {4, SAY("recent crash, water, workshop, wash, frost, valet"), from_asking, NULL},
    {5, SAY("how many keys, where each one is"), from_answer, "ask-where-key"}, {5, SAY("a key in hand"), from_fact, "key-in-hand"},
    {5, SAY("a second key here"), from_fact, "second-key-in-hand"}, {5, SAY("blade out, and does it fit the lid"), from_asking, NULL},
    {5, SAY("phone or card key"), from_fact, "has-phone-app"}, {5, SAY("valet key"), from_asking, NULL},
    {5, SAY("age of the key's cell"), from_circumstance, "cell_age_months"},
    {6, SAY("a door is open"), from_fact, "cabin-open"}, {6, SAY("doors obey the key"), from_answer, "look-doors"},
    {6, SAY("deadlocked, alarm, windows"), from_asking, NULL}, {6, SAY("a seat back is folded"), from_fact, "seats-folded"},
    {6, SAY("seats: from which side they fold"), from_asking, NULL},
    {7, SAY("cabin lamps"), from_answer, "look-dash"}, {7, SAY("starts as usual"), from_circumstance, "engine_runs"},
    {7, SAY("age of the battery"), from_circumstance, "battery_age_years"}, {7, SAY("battery whole and quiet"), from_fact, "battery-sound"},
    {7, SAY("voltage"), from_answer, "measure-battery"}, {7, SAY("12 V source at hand"), from_fact, "has-jump-pack"},
    {9, SAY("plate lamp, camera, wiper, demister, third brake lamp"), from_answer, "look-consumers"},
    {9, SAY("sign of an open lid in the instruments"), from_answer, "look-lid-lamp"},
    {10, SAY("opened last: when and how"), from_asking, NULL}, {10, SAY("usual way"), from_circumstance, "usual_way"},
    {10, SAY("last thing touched"), from_circumstance, "touched_last"}, {10, SAY("just before"), from_circumstance, "just"},
    {10, SAY("worse with wet, cold, load, angle"), from_asking, NULL},
    {11, SAY("force and tool for each"), from_asking, NULL}, {11, SAY("fuses changed, and their rating"), from_asking, NULL},
    {11, SAY("sprays used (fire)"), from_asking, NULL}, {11, SAY("jump attempts"), from_asking, NULL},
    {11, SAY("damage already there, photos"), from_asking, NULL},
    {12, SAY("insulin, oxygen, anything vital (then: emergency)"), from_asking, NULL},
    {12, SAY("anything dangerous (fuel, gas, dry ice, battery)"), from_asking, NULL}, {12, SAY("spare key, battery"), from_asking, NULL},
    {12, SAY("something presses"), from_circumstance, "pressing"}, {12, SAY("deadline"), from_asking, NULL},
    {14, SAY("patrol, locksmith, flatbed, fire"), from_asking, NULL}, {14, SAY("price range said"), from_asking, NULL},
    {15, SAY("true cause, part"), from_asking, NULL}, {15, SAY("release proved with the lid up, how often"), from_asking, NULL},
    {15, SAY("told not to shut it, or tied down"), from_asking, NULL}, {15, SAY("damage"), from_asking, NULL},
    {15, SAY("follow-up"), from_asking, NULL},
};
// clang-format on

const char* session_circumstance_name(const char* const name)
{
    for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++) {
        if (fields[k].from == from_circumstance && strcmp(fields[k].key, name) == 0) {
            return fields[k].label;
        }
    }
    return name;
}

static const char* circumstance_value(const session_t* const self, const char* const name)
{
    const uint16_t index = atlas_find_circumstance(&self->atlas, name);
    const uint8_t bucket = index == atlas_none ? 0 : self->told.situation.bucket[index];
    return bucket ? atlas_circumstance(&self->atlas, index).label[bucket - 1] : NULL;
}

/// What was read last at this move.
static const char* answer_of(const session_t* const self, const uint16_t index)
{
    for (int k = self->told.event_count; index != atlas_none && k-- > 0;) {
        if (self->told.event[k].move == index) {
            const atlas_move_t move = atlas_move(&self->atlas, index);
            return session_reading_text(&move, self->told.event[k].reading);
        }
    }
    return NULL;
}

static const char* answer_value(const session_t* const self, const char* const id)
{
    return answer_of(self, atlas_find_move(&self->atlas, id));
}

/// What is not held was denied, or the person could not tell: then that is what the sheet says.
static const char* fact_value(session_t* const self, const char* const id)
{
    const uint16_t fact = atlas_find_fact(&self->atlas, id);
    if (fact == atlas_none) {
        return NULL;
    }
    if (guide_fact_is(session_guide(self), fact)) {
        return SAY("yes");
    }
    const char* const asked = answer_of(self, atlas_fact(&self->atlas, fact).ask_move);
    return !guide_fact_denied(session_guide(self), fact) ? NULL : asked ? asked : SAY("no");
}

static const char* value_of(session_t* const self, const field_t* const field)
{
    switch (field->from) {
    case from_circumstance:
        return circumstance_value(self, field->key);
    case from_fact:
        return fact_value(self, field->key);
    case from_answer:
        return answer_value(self, field->key);
    case from_asking:
    default:
        return NULL;
    }
}

static void put_field(session_writer_t* const out, const char* const label, const char* const value)
{
    session_labelled(out, "   ", label, value && value[0] ? value : "____", 6);
}

/// A value that is no sentence: a name, an id, or what is in the writer's language already.
static void put_known(session_writer_t* const out, const char* const label, const char* const value)
{
    session_labelled_said(out, "   ", label, value && value[0] ? value : "____", 6);
}

/// A step in words, with its id for another program, and what came of it.
static void put_done(session_writer_t* const out, session_t* const self, const char* const head,
                     const atlas_move_t* const move, const char* const answer)
{
    char body[900];
    session_writer_t line = session_writer_of(self, body, sizeof body);
    session_fill(&line, move->text);
    session_format(&line, " (%s): ", move->id);
    session_fill(&line, answer);
    session_paragraph(out, head, body, 6);
}

/// What the vehicle file says of this car and whoever comes should know. A fact that is not here is only
/// told by its id.
static const struct {
    const char* fact;
    const char* label;
} car_facts[] = {{"fob-not-rechargeable", SAY("key with a cell to change, not to charge")},
                 {"post-known", SAY("jump post known")},
                 {"post-feeds-lid", SAY("jump post feeds the lid")},
                 {"battery-under-hood", SAY("battery under the hood")},
                 {"battery-under-seat", SAY("battery under a seat")},
                 {"battery-in-trunk", SAY("battery in the trunk")},
                 {"battery-in-frunk", SAY("battery under the front lid")},
                 {"foot-sensor-known", SAY("opens for a foot below the bumper")},
                 {"lead-battery", SAY("lead-acid battery")},
                 {"no-high-voltage", SAY("free of high voltage")},
                 {"lever-known", SAY("lever on the latch known")},
                 {"cord-known", SAY("pull cord to the latch known")}};

static void put_car_fact(session_writer_t* const out, const char* const fact, const bool holds)
{
    const char* label = fact;
    for (size_t k = 0; k < sizeof car_facts / sizeof car_facts[0]; k++) {
        label = strcmp(car_facts[k].fact, fact) == 0 ? car_facts[k].label : label;
    }
    put_field(out, label, holds ? SAY("yes") : SAY("no"));
}

static void put_safety(session_writer_t* const out, session_t* const self)
{
    static const char* const priority[] = {
        [session_emergency_ask] = NULL,
        [session_emergency_no] = SAY("P3 (P2 if the place is unsafe, medicine or a deadline waits)"),
        [session_emergency_fire] = SAY("P1 life"),
        [session_emergency_person] = SAY("P1 life"),
        [session_emergency_traffic] = SAY("P2 unsafe place"),
        [session_emergency_inside] = SAY("P1 life")};
    const session_emergency_t answer = self->told.emergency;
    put_field(out, "fire or fuel smell, person or animal, traffic",
              answer == session_emergency_ask ? NULL : session_emergency_name(answer));
    put_field(out, "priority", priority[answer]);
}

static void put_car(session_writer_t* const out, session_t* const self)
{
    put_field(out, "make and model", self->atlas.head.name);
    put_known(out, "id", self->atlas.head.id);
    put_field(out, "body", self->atlas.head.body);
    const char* const market = circumstance_value(self, "market");
    put_field(out, "market", market ? market : self->atlas.head.market);
    for (uint16_t k = 0; k < self->atlas.head.fact_count; k++) {
        const atlas_fact_t fact = atlas_fact(&self->atlas, k);
        if (fact.from_car != 0 && strcmp(fact.kind, "vehicle") == 0) {
            put_car_fact(out, fact.id, fact.from_car == 1);
        }
    }
}

/// Steps in short, each on its line; nothing if there are none.
static void put_list(session_writer_t* const out, const session_t* const self, const char* const label,
                     const uint16_t* const moves, const int count)
{
    char body[500];
    if (count > 0) {
        session_format(out, "   %s:\n", session_say(&self->language, label));
    }
    for (int k = 0; k < count; k++) {
        session_writer_t line = session_writer_of(self, body, sizeof body);
        session_brief(&line, atlas_move(&self->atlas, moves[k]).text);
        session_paragraph(out, "      - ", body, 8);
    }
}

static void put_requests(session_writer_t* const out, session_t* const self)
{
    uint16_t untried[atlas_moves_max];
    int count = 0;
    for (uint16_t k = 0; k < self->atlas.head.move_count; k++) {
        const atlas_move_t move = atlas_move(&self->atlas, k);
        const char* const answer = answer_value(self, move.id);
        if (move.does != atlas_does_try || (move.phase & atlas_phase_open) == 0) {
            continue;
        }
        if (answer) {
            put_done(out, self, "   - ", &move, answer);
        } else {
            untried[count++] = k;
        }
    }
    put_list(out, self, SAY("not tried"), untried, count);
    put_field(out, "flashers", answer_value(self, "look-flashers"));
}

static void put_tried(session_writer_t* const out, session_t* const self)
{
    for (int k = 0; k < self->told.event_count; k++) {
        const atlas_move_t move = atlas_move(&self->atlas, self->told.event[k].move);
        char head[24];
        (void)snprintf(head, sizeof head, "   %d. ", k + 1);
        put_done(out, self, head, &move, session_reading_text(&move, self->told.event[k].reading));
    }
}

static void put_suspects(session_writer_t* const out, session_t* const self)
{
    session_suspect_t suspect[atlas_modes_max];
    const int count = session_suspects(self, true, suspect);
    char value[800];
    for (int k = 0; k < count && k < 3; k++) {
        const atlas_mode_t mode = atlas_mode(&self->atlas, suspect[k].mode);
        session_writer_t line = session_writer_of(self, value, sizeof value);
        session_fill(&line, mode.name);
        session_format(&line, " (%s) %.0f %%", mode.id, 100 * suspect[k].p);
        put_known(out, "cause", value);
    }
    session_writer_t line = session_writer_of(self, value, sizeof value);
    session_phrase(&line, "not modelled %.1f %%, left out %.1f %%",
                   100 * guide_not_modelled(session_guide(self)), 100 * guide_left_out(session_guide(self)));
    put_known(out, "share", value);
}

/// A few looks and tries that can be made now and read only one of the two likeliest causes.
static void put_apart(session_writer_t* const out, session_t* const self)
{
    session_suspect_t suspect[atlas_modes_max];
    uint16_t moves[atlas_moves_max];
    const int causes = session_suspects(self, true, suspect);
    const int possible = causes < 2 ? 0 : guide_possible(session_guide(self), moves);
    int count = 0;
    for (int k = 0; k < possible && count < apart_most; k++) {
        const bool first = atlas_reads(&self->atlas, moves[k], suspect[0].mode);
        const bool called = atlas_move(&self->atlas, moves[k]).does == atlas_does_call;
        if (!called && first != atlas_reads(&self->atlas, moves[k], suspect[1].mode)) {
            moves[count++] = moves[k];
        }
    }
    put_list(out, self, SAY("what would tell the first two apart"), moves, count);
}

static void put_next(session_writer_t* const out, session_t* const self)
{
    const guide_step_t* const step = session_step(self, self->step_known ? self->step_nodes : 0);
    if (!step) {
        put_field(out, "next step", SAY("none before the emergency is over"));
    } else if (step->move == atlas_none) {
        put_field(out, "next step", SAY("nothing left for this goal"));
    } else {
        char value[900];
        const atlas_move_t move = atlas_move(&self->atlas, step->move);
        session_writer_t line = session_writer_of(self, value, sizeof value);
        session_fill(&line, move.text);
        session_format(&line, " (%s)", move.id);
        put_known(out, "next step", value);
        put_apart(out, self);
    }
}

static void put_belief(session_writer_t* const out, session_t* const self)
{
    uint16_t ruled_out[atlas_moves_max];
    int count = 0;
    put_suspects(out, self);
    put_next(out, self);
    for (uint16_t k = 0; k < self->atlas.head.move_count; k++) {
        if (self->told.situation.cannot[k]) {
            ruled_out[count++] = k;
        }
    }
    put_list(out, self, SAY("ruled out by the caller"), ruled_out, count);
}

static void put_send(session_writer_t* const out, session_t* const self)
{
    (void)self;
    put_field(out, "bring",
              SAY("a 12 V pack with override and an AGM pack, long leads, an RCD lead, plastic wedges, a "
                  "blade for the "
                  "profile, a glass punch, two props for the lid, a meter, this sheet"));
    put_field(out, "consent to drilling", SAY("no"));
    put_field(
        out, "locksmith",
        SAY("full name of the company and the total price before work; refuse \"must drill\" on arrival"));
}

static void put_close(session_writer_t* const out, session_t* const self)
{
    const guide_t* const guide = session_guide(self);
    char value[100];
    put_field(out, "opened", guide_is_open(guide) ? SAY("yes") : NULL);
    session_writer_t line = session_writer_of(self, value, sizeof value);
    session_phrase(&line, "%.0f min, %.0f USD", guide_spent_minutes(guide), guide_spent_money(guide));
    put_known(out, "spent so far", value);
}

/// What a group has besides its fields.
static void put_rest(session_writer_t* const out, session_t* const self, const int group)
{
    static void (*const rest[group_count + 1])(session_writer_t*, session_t*) = {
        [1] = put_safety,  [4] = put_car,   [8] = put_requests, [11] = put_tried,
        [13] = put_belief, [14] = put_send, [15] = put_close};
    if (rest[group]) {
        rest[group](out, self);
    }
}

size_t session_case_sheet(session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer_of(self, text, capacity);
    session_paragraph(&out, "", SAY("CASE SHEET"), 0);
    for (int group = 1; group <= group_count; group++) {
        session_format(&out, "%d. %s\n", group, session_say(&self->language, titles[group - 1]));
        put_rest(&out, self, group);
        for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++) {
            if (fields[k].group == group) {
                put_field(&out, fields[k].label, value_of(self, &fields[k]));
            }
        }
    }
    session_paragraph(
        &out, "", "Nothing beyond this is kept. Delete plate and telephone numbers when the case is closed.",
        0);
    return out.length;
}
