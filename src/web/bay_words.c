// What the bay says, as JSON.
#include "session/json.h"
#include "web/bay.h"
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/// The words of this car stand where an atlas would have them.
static session_json_t begin(const bay_t* const self, char* const text, const size_t capacity)
{
    session_json_t json = session_json(text, capacity, NULL);
    if (self->car != NULL) {
        json.out.lid = self->car->word_lid;
        json.out.space = self->car->word_space;
    }
    json.out.language = &self->language;
    return json;
}

static void put_text(session_json_t* const json, const char* const key, const char* const text)
{
    session_json_key(json, key);
    session_json_text(json, text);
}

/// In the language of the bay.
static void put_say(session_json_t* const json, const char* const key, const char* const english)
{
    session_json_key(json, key);
    session_json_say(json, english);
}

static void put_flag(session_json_t* const json, const char* const key, const bool flag)
{
    session_json_key(json, key);
    session_json_bool(json, flag);
}

static void put_number(session_json_t* const json, const char* const key, const double number)
{
    session_json_key(json, key);
    session_json_number(json, number);
}

// ---- the car

static void put_mode(session_json_t* const json, const vehicle_mode_t* const mode)
{
    static const char* const kinds[] = {"fault", "setting", "variant"};
    session_json_open(json, '{');
    put_text(json, "id", mode->id);
    put_text(json, "part", mode->part);
    put_text(json, "is", kinds[mode->is]);
    put_say(json, "name", mode->name);
    put_say(json, "why", mode->why);
    put_text(json, "axis", mode->axis);
    put_flag(json, "frost", mode->needs_frost);
    session_json_close(json, '}');
}

size_t bay_car_json(const bay_t* const self, char* const text, const size_t capacity)
{
    session_json_t json = begin(self, text, capacity);
    session_json_open(&json, '{');
    if (self->car != NULL) {
        put_text(&json, "id", self->car->id);
        put_say(&json, "name", self->car->name);
        put_say(&json, "lid", self->car->word_lid);
        put_say(&json, "space", self->car->word_space);
        put_text(&json, "body", self->car->body);
        session_json_key(&json, "modes");
        session_json_open(&json, '[');
        for (uint16_t m = 0; m < self->knowledge->mode_count; m++) {
            if (vehicle_mode_occurs(self->knowledge, self->car, m)) {
                put_mode(&json, &self->knowledge->mode[m]);
            }
        }
        session_json_close(&json, ']');
    }
    session_json_close(&json, '}');
    return json.out.length;
}

static const char* does_name(const vehicle_does_t does)
{
    static const char* const names[] = {"try",    "look",   "ask",  "measure", "relieve",
                                        "repair", "access", "call", "leave"};
    return names[does];
}

static void put_move(session_json_t* const json, const vehicle_move_t* const move)
{
    session_json_open(json, '{');
    put_text(json, "id", move->id);
    put_text(json, "does", does_name(move->does));
    put_say(json, "text", move->text);
    session_json_close(json, '}');
}

size_t bay_hands_json(const bay_t* const self, char* const text, const size_t capacity)
{
    session_json_t json = begin(self, text, capacity);
    session_json_open(&json, '{');
    session_json_key(&json, "hands");
    session_json_open(&json, '[');
    for (int k = 0; k < bay_hand_count(); k++) {
        if (bay_hand_is_here(self, k)) {
            session_json_open(&json, '{');
            put_text(&json, "id", bay_hand_id(k));
            put_say(&json, "label", bay_hand_label(k));
            session_json_close(&json, '}');
        }
    }
    session_json_close(&json, ']');
    session_json_key(&json, "moves");
    session_json_open(&json, '[');
    for (uint16_t m = 0; self->car != NULL && m < self->knowledge->move_count; m++) {
        const vehicle_move_t* const move = &self->knowledge->move[m];
        if (move->sense != vehicle_none && !move->only_published &&
            vehicle_when_holds(move->when, move->when_count, self->model.value)) {
            put_move(&json, move);
        }
    }
    session_json_close(&json, ']');
    session_json_close(&json, '}');
    return json.out.length;
}

// ---- a run

static const char* reading_words(const bay_t* const self, const char* const id)
{
    for (uint16_t k = 0; k < self->knowledge->reading_count; k++) {
        if (strcmp(self->knowledge->reading_id[k], id) == 0) {
            return self->knowledge->reading_text[k];
        }
    }
    return id;
}

typedef struct {
    size_t offset; ///< of a bool in car_percept_t
    const char* text;
} sight_t;

static const sight_t sights[] = {
    {offsetof(car_percept_t, relay_clicked), SAY("A relay clicks in the cabin.")},
    {offsetof(car_percept_t, beeped), SAY("A beep.")},
    {offsetof(car_percept_t, flashed), SAY("The lamps flash.")},
    {offsetof(car_percept_t, doors_moved), SAY("The door locks move.")},
    {offsetof(car_percept_t, siren), SAY("The alarm sounds.")},
    {offsetof(car_percept_t, door_opened), SAY("A door opens.")},
    {offsetof(car_percept_t, seat_pulled), SAY("The seat release is pulled.")},
    {offsetof(car_percept_t, glass_opened), SAY("The rear window opens.")},
    {offsetof(car_percept_t, fuse_blew), SAY("A fuse blows, unheard.")},
    {offsetof(car_percept_t, freed), SAY("The latch lets go.")},
    {offsetof(car_percept_t, rose), SAY("The {lid} rises.")},
    {offsetof(car_percept_t, opened), SAY("The {lid} stands open.")},
};

// A macro, because a format must be a literal where it is checked.
#define PUT_PHRASE(json, format, ...)                                                                        \
    put_phrase(                                                                                              \
        json, phrase,                                                                                        \
        snprintf(phrase, sizeof phrase, session_say_format((json)->out.language, format), __VA_ARGS__))

static void put_phrase(session_json_t* const json, const char* const phrase, const int length)
{
    if (length > 0) {
        session_json_text(json, phrase);
    }
}

/// What a person takes in; nothing at all is said as such.
static void put_senses(session_json_t* const json, const car_percept_t* const percept)
{
    char phrase[160];
    session_json_key(json, "senses");
    session_json_open(json, '[');
    for (size_t k = 0; k < sizeof sights / sizeof sights[0]; k++) {
        if (((const bool*)percept)[sights[k].offset]) {
            session_json_say(json, sights[k].text);
        }
    }
    if (percept->lid_clicks > 0U) {
        PUT_PHRASE(json, SAY("Clicks at the {lid}: %u."), (unsigned)percept->lid_clicks);
    }
    if (percept->motor_ms > 0U) {
        PUT_PHRASE(json, SAY("A motor at the {lid}, for %.2f s."), 1e-3 * percept->motor_ms);
    }
    if (percept->hum_ms > 0U) {
        PUT_PHRASE(json, SAY("A hum without load, for %.2f s."), 1e-3 * percept->hum_ms);
    }
    if (percept->weak_clicks > 0U) {
        PUT_PHRASE(json, SAY("Weak clicks: %u."), (unsigned)percept->weak_clicks);
    }
    session_json_close(json, ']');
}

static void put_measure(session_json_t* const json, const char* const name, const double value,
                        const char* const unit)
{
    session_json_open(json, '{');
    put_say(json, "name", name);
    put_number(json, "value", value);
    put_text(json, "unit", unit);
    session_json_close(json, '}');
}

/// What only instruments tell.
static void put_measures(session_json_t* const json, const car_percept_t* const percept)
{
    session_json_key(json, "measures");
    session_json_open(json, '[');
    put_measure(json, SAY("Battery at rest"), percept->rest_V, "V");
    put_measure(json, SAY("Highest at the latch drive"), percept->drive_V, "V");
    put_measure(json, SAY("Drive current"), percept->drive_A, "A");
    put_measure(json, SAY("Pawl free after"), 1e-3 * percept->release_ms, "s");
    put_measure(json, SAY("Pulses of the drive"), percept->pulses, "");
    put_measure(json, SAY("Restarts of the control unit"), percept->resets, "");
    session_json_close(json, ']');
}

#define REFUSAL_WORDS(name, text) SAY(text),

static const char* refusal_words(const uint8_t refusal)
{
    static const char* const words[] = {NULL,
                                        ECU_INTERLOCKS(REFUSAL_WORDS) SAY("not pressed as this car wants it"),
                                        SAY("the switch chatters or is stuck")};
    return refusal < sizeof words / sizeof words[0] ? words[refusal] : NULL;
}

static void put_unit(session_json_t* const json, const bay_t* const self)
{
    const ecu_memory_t* const memory = node_memory(&self->state.node);
    char hash[24];
    (void)snprintf(hash, sizeof hash, "%016llx", (unsigned long long)car_state_hash(&self->state));
    put_flag(json, "locked", memory->locked);
    put_flag(json, "armed", memory->armed);
    put_flag(json, "awake", self->state.out.awake);
    put_text(json, "hash", hash);
}

size_t bay_run_json(const bay_t* const self, char* const text, const size_t capacity)
{
    char reading[60] = "";
    session_json_t json = begin(self, text, capacity);
    session_json_open(&json, '{');
    if (self->run.id != NULL) {
        (void)car_sense_reading((vehicle_sense_t)self->run.sense, self->run.reading, reading, sizeof reading);
        put_text(&json, "id", self->run.id);
        put_text(&json, "reading", reading);
        put_say(&json, "words", reading_words(self, reading));
        put_flag(&json, "opened", self->run.percept.opened);
        put_senses(&json, &self->run.percept);
        put_measures(&json, &self->run.percept);
        put_say(&json, "refusal", refusal_words(self->run.percept.refusal));
    }
    if (self->car != NULL) {
        put_unit(&json, self);
    }
    session_json_close(&json, '}');
    return json.out.length;
}

// ---- key moments

static void put_moment(session_json_t* const json, const double t_s, const char* const what)
{
    session_json_open(json, '{');
    put_number(json, "t_s", t_s);
    put_say(json, "what", what);
    session_json_close(json, '}');
}

typedef double (*level_t)(const car_plot_point_t* point);

static double drive_of(const car_plot_point_t* const p)
{
    return p->drive;
}
static double running_of(const car_plot_point_t* const p)
{
    return p->running;
}
static double awake_of(const car_plot_point_t* const p)
{
    return p->awake;
}
static double pawl_of(const car_plot_point_t* const p)
{
    return p->pawl_mm;
}
static double lid_of(const car_plot_point_t* const p)
{
    return p->lid_mm;
}

typedef struct {
    level_t level;
    double over;      ///< the moment is when it is passed
    const char* up;   ///< words, or NULL
    const char* down; ///< words, or NULL
} edge_t;

static const edge_t edges[] = {
    {awake_of, 0.5, SAY("The control unit is awake."), SAY("The control unit sleeps.")},
    {running_of, 0.5, SAY("The control unit runs."), SAY("The control unit is reset.")},
    {drive_of, 0.5, SAY("The latch drive is switched on."), SAY("The latch drive is switched off.")},
    {pawl_of, 0.3, SAY("The pawl begins to lift."), SAY("The pawl is back.")},
    {lid_of, 20.0, SAY("The {lid} has risen by 20 mm."), SAY("The {lid} is down again.")},
};

static void put_edges(session_json_t* const json, const car_plot_point_t* const before,
                      const car_plot_point_t* const now)
{
    for (size_t k = 0; k < sizeof edges / sizeof edges[0]; k++) {
        const bool was = edges[k].level(before) > edges[k].over;
        const bool is = edges[k].level(now) > edges[k].over;
        const char* const words = is ? edges[k].up : edges[k].down;
        if (was != is && words != NULL) {
            put_moment(json, now->t_s, words);
        }
    }
}

/// The point of the lowest supply.
static const car_plot_point_t* lowest(const car_plot_t* const plot)
{
    const car_plot_point_t* low = &plot->point[0];
    for (uint32_t k = 1; k < plot->count; k++) {
        low = plot->point[k].distribution_V < low->distribution_V ? &plot->point[k] : low;
    }
    return low;
}

static void put_lowest(session_json_t* const json, const car_plot_point_t* const point)
{
    char text[120];
    (void)snprintf(text, sizeof text,
                   session_say_format(json->out.language, SAY("Lowest supply: %.2f V, %.1f A in the drive.")),
                   point->distribution_V, point->drive_A);
    put_moment(json, point->t_s, text);
}

size_t bay_moments_json(const bay_t* const self, char* const text, const size_t capacity)
{
    session_json_t json = begin(self, text, capacity);
    const car_plot_t* const plot = &self->plot;
    session_json_open(&json, '[');
    const car_plot_point_t* const low = plot->count > 0 ? lowest(plot) : NULL;
    for (uint32_t k = 0; k < plot->count; k++) {
        if (k > 0) {
            put_edges(&json, &plot->point[k - 1U], &plot->point[k]);
        }
        if (&plot->point[k] == low) {
            put_lowest(&json, low);
        }
    }
    session_json_close(&json, ']');
    return json.out.length;
}

// ---- a person's answer

size_t bay_answer_json(const bay_t* const self, char* const text, const size_t capacity)
{
    session_json_t json = begin(self, text, capacity);
    session_json_open(&json, '{');
    if (self->answer_move != vehicle_none && self->person.car != NULL) {
        const vehicle_move_t* const move = &self->knowledge->move[self->answer_move];
        const char* const reading = self->answer >= 0 ? move->reading_id[self->answer] : "cant-tell";
        put_text(&json, "move", move->id);
        put_text(&json, "reading", reading);
        put_say(&json, "words", reading_words(self, reading));
        put_flag(&json, "opened", self->person.opened);
    }
    session_json_close(&json, '}');
    return json.out.length;
}

size_t bay_sounds_json(const bay_t* const self, char* const text, const size_t capacity)
{
    session_json_t json = session_json(text, capacity, NULL);
    (void)self;
    session_json_open(&json, '[');
    for (int k = 0; car_sound_sample(k) != NULL; k++) {
        const car_sound_sample_t* const sample = car_sound_sample(k);
        session_json_open(&json, '{');
        put_text(&json, "id", sample->id);
        put_text(&json, "reading", sample->reading);
        put_text(&json, "car", sample->car);
        session_json_key(&json, "modes");
        session_json_words(&json, sample->modes);
        put_text(&json, "move", sample->move);
        session_json_close(&json, '}');
    }
    session_json_close(&json, ']');
    return json.out.length;
}
