#include "session/nearest.h"
#include "session/state.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/// One line taken apart: "verb first rest". A label of a circumstance may hold blanks, so the rest is the
/// rest.
typedef struct {
    const atlas_t* atlas;
    const session_catalogue_t* language;
    const char* first;
    const char* rest;
    int number;
    char* error;
    size_t capacity;
} words_t;

static const char smell_fact[] = "no-fuel-smell";

typedef int (*read_t)(const words_t* words, session_told_t* told);

int session_refuse(const session_catalogue_t* const language, char* const error, const size_t capacity,
                   const char* const format, ...)
{
    if (error && capacity > 0) {
        va_list arguments;
        va_start(arguments, format);
        if (vsnprintf(error, capacity, session_say_format(language, format), arguments) < 0) {
            error[0] = '\0';
        }
        va_end(arguments);
    }
    return -1;
}

static int refuse_word(const words_t* const words, const session_nearest_t* const near,
                       const char* const opening)
{
    if (words->error) {
        session_nearest_say(near, words->language, opening, words->error, words->capacity);
    }
    return -1;
}

/// Index of the move named first; atlas_none with a sentence if there is none.
static uint16_t known_move(const words_t* const words)
{
    const uint16_t move = atlas_find_move(words->atlas, words->first);
    if (move == atlas_none) {
        session_nearest_t near = session_nearest(words->first);
        for (uint16_t k = 0; k < words->atlas->head.move_count; k++) {
            session_nearest_offer(&near, atlas_move(words->atlas, k).id);
        }
        (void)refuse_word(words, &near, session_say(words->language, SAY("no move")));
    }
    return move;
}

/// Index of a reading by id; guide_no_reading for "cant-tell"; -1 if the move has no such reading.
static int find_reading(const atlas_move_t* const move, const char* const id)
{
    for (int k = 0; k < move->reading_count; k++) {
        if (strcmp(move->reading_id[k], id) == 0) {
            return k;
        }
    }
    if (strcmp(id, "stays-shut") == 0 && session_may_open(move)) {
        return guide_stays_shut;
    }
    return strcmp(id, "cant-tell") == 0 ? (int)guide_no_reading : -1;
}

bool session_may_open(const atlas_move_t* const move)
{
    return move->opens_reading < move->reading_count;
}

const char* session_reading_id(const atlas_move_t* const move, const uint8_t reading)
{
    if (reading == guide_stays_shut) {
        return "stays-shut";
    }
    return reading < move->reading_count ? move->reading_id[reading] : "cant-tell";
}

const char* session_reading_text(const atlas_move_t* const move, const uint8_t reading)
{
    if (reading == guide_stays_shut) {
        return SAY("It stays shut");
    }
    if (reading >= move->reading_count) {
        return SAY("I can't tell");
    }
    const char* const text = move->reading_text[reading];
    return text && text[0] ? text : move->reading_id[reading];
}

/// A smell of fuel or burning is a fire that has not been seen yet (field review N17): no step goes on.
static void heed_smell(const words_t* const words, session_told_t* const told, const uint16_t move,
                       const char* const reading)
{
    const uint16_t fact = atlas_find_fact(words->atlas, smell_fact);
    if (fact != atlas_none && atlas_fact(words->atlas, fact).ask_move == move && strcmp(reading, "no") == 0 &&
        told->emergency <= session_emergency_no) {
        told->emergency = session_emergency_fire;
    }
}

static int read_saw(const words_t* const words, session_told_t* const told)
{
    const uint16_t index = known_move(words);
    if (index == atlas_none) {
        return -1;
    }
    const atlas_move_t move = atlas_move(words->atlas, index);
    const int reading = find_reading(&move, words->rest);
    if (reading < 0) {
        session_nearest_t near = session_nearest(words->rest);
        for (int k = 0; k < move.reading_count; k++) {
            session_nearest_offer(&near, move.reading_id[k]);
        }
        session_nearest_offer(&near, session_may_open(&move) ? "stays-shut" : "cant-tell");
        char opening[200];
        session_writer_t out = session_writer(opening, sizeof opening, NULL);
        out.language = words->language;
        session_phrase(&out, "no reading of %s called", move.id);
        return refuse_word(words, &near, opening);
    }
    if (told->event_count == guide_events_max) {
        return session_refuse(words->language, words->error, words->capacity,
                              "no more than %d answers can be kept", (int)guide_events_max);
    }
    told->event_line[told->event_count] = words->number;
    told->event[told->event_count++] = (guide_event_t){index, (uint8_t)reading};
    heed_smell(words, told, index, words->rest);
    return 0;
}

/// A number in plain decimal form, 0 or more; -1 if it is none.
static double plain_number(const char* const text)
{
    if (!text[0] || text[strspn(text, "0123456789.")] || strlen(text) > 15) {
        return -1;
    }
    char* end = NULL;
    const double value = strtod(text, &end);
    return *end ? -1 : value;
}

static int bucket_of_number(const atlas_circumstance_t* const circumstance, const char* const value)
{
    const double number = plain_number(value);
    if (number < 0) {
        return -1;
    }
    int k = 0;
    while (k + 1 < circumstance->bucket_count && number >= circumstance->bound[k]) {
        k++;
    }
    return k;
}

static int find_label(const atlas_circumstance_t* const circumstance, const char* const label)
{
    for (int k = 0; k < circumstance->bucket_count; k++) {
        if (strcmp(circumstance->label[k], label) == 0) {
            return k;
        }
    }
    return -1;
}

/// Programs say true and false, people yes and no: the value of that name, else the second value is the yes.
static int bucket_of_yes_no(const atlas_circumstance_t* const circumstance, const char* const value)
{
    static const struct {
        const char* word;
        const char* label;
        int bucket;
    } words[] = {{"no", "no", 0},   {"false", "no", 0}, {"0", "no", 0},
                 {"yes", "yes", 1}, {"true", "yes", 1}, {"1", "yes", 1}};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        if (strcmp(words[k].word, value) == 0) {
            const int named = find_label(circumstance, words[k].label);
            return named >= 0 || circumstance->bucket_count != 2 ? named : words[k].bucket;
        }
    }
    return -1;
}

static int find_bucket(const atlas_circumstance_t* const circumstance, const char* const value)
{
    const int label = find_label(circumstance, value);
    if (label >= 0) {
        return label;
    }
    return circumstance->numeric ? bucket_of_number(circumstance, value)
                                 : bucket_of_yes_no(circumstance, value);
}

/// Nothing is done at a car on a motorway (field review 4.4): saying so is answering yes to the third
/// question.
static void heed_place(const words_t* const words, session_told_t* const told)
{
    if (strcmp(words->first, "place") == 0 && strcmp(words->rest, "motorway") == 0 &&
        told->emergency <= session_emergency_no) {
        told->emergency = session_emergency_traffic;
    }
}

/// What was stated after it stays in its order.
static void drop_event(session_told_t* const told, const int event)
{
    told->event_count--;
    for (int k = event; k < told->event_count; k++) {
        told->event_line[k] = told->event_line[k + 1];
        told->event[k] = told->event[k + 1];
    }
    for (int f = 0; f < atlas_facts_max; f++) {
        uint16_t* const after = &told->situation.fact_after[f];
        *after = (uint16_t)(*after > event ? *after - 1 : *after);
    }
}

/// Drops every answer that was given for this fact.
static void forget_answers(const atlas_t* const atlas, session_told_t* const told, const uint16_t fact)
{
    const uint16_t asking = atlas_fact(atlas, fact).ask_move;
    for (int k = told->event_count - 1; k >= 0; k--) {
        if (told->event[k].move == asking) {
            drop_event(told, k);
        }
    }
}

/// What was confirmed before these words no longer is (invariants I8 and I9): under a roof no car stands in
/// the open air, and whether a battery may be frozen is asked again when it turns out to be cold.
static void heed_doubt(const words_t* const words, session_told_t* const told, const char* const label)
{
    static const struct {
        const char* circumstance;
        const char* label[2];
        const char* fact;
        uint8_t becomes; ///< 0 unknown, 2 false
    } doubts[] = {{"place", {"garage", "basement"}, "outdoors", 2},
                  {"temperature", {"frost", "hard-frost"}, "battery-not-frozen", 0}};
    for (size_t k = 0; k < sizeof doubts / sizeof doubts[0]; k++) {
        const uint16_t fact = atlas_find_fact(words->atlas, doubts[k].fact);
        if (fact == atlas_none || strcmp(words->first, doubts[k].circumstance) != 0) {
            continue;
        }
        uint8_t* const stated = &told->situation.fact[fact];
        if (strcmp(label, doubts[k].label[0]) == 0 || strcmp(label, doubts[k].label[1]) == 0) {
            forget_answers(words->atlas, told, fact);
            *stated = doubts[k].becomes;
            told->situation.fact_after[fact] = (uint16_t)told->event_count;
        } else if (*stated == doubts[k].becomes) {
            *stated = 0;
        }
    }
}

static int read_at(const words_t* const words, session_told_t* const told)
{
    const uint16_t index = atlas_find_circumstance(words->atlas, words->first);
    if (index == atlas_none) {
        session_nearest_t near = session_nearest(words->first);
        for (uint16_t k = 0; k < words->atlas->head.circumstance_count; k++) {
            session_nearest_offer(&near, atlas_circumstance(words->atlas, k).name);
        }
        return refuse_word(words, &near, session_say(words->language, SAY("no circumstance")));
    }
    const atlas_circumstance_t circumstance = atlas_circumstance(words->atlas, index);
    const int bucket = find_bucket(&circumstance, words->rest);
    if (bucket < 0) {
        session_nearest_t near = session_nearest(words->rest);
        for (int k = 0; k < circumstance.bucket_count; k++) {
            session_nearest_offer(&near, circumstance.label[k]);
        }
        char opening[300];
        session_writer_t out = session_writer(opening, sizeof opening, NULL);
        out.language = words->language;
        if (circumstance.numeric) {
            session_phrase(&out, "%s is a number, 0 or more, not", circumstance.name);
        } else {
            session_phrase(&out, "no value of %s called", circumstance.name);
        }
        return refuse_word(words, &near, opening);
    }
    told->situation.bucket[index] = (uint8_t)(bucket + 1);
    heed_place(words, told);
    heed_doubt(words, told, circumstance.label[bucket]);
    return 0;
}

/// What may be stated: tools, access and conditions. What the car is made of is the car file's to say.
static bool may_be_stated(const atlas_fact_t* const fact)
{
    return strcmp(fact->kind, "vehicle") != 0;
}

static int read_have(const words_t* const words, session_told_t* const told)
{
    char id[session_line_max + 8];
    (void)snprintf(id, sizeof id, "has-%s", words->first);
    uint16_t index = atlas_find_fact(words->atlas, id);
    index = index == atlas_none ? atlas_find_fact(words->atlas, words->first) : index;
    const bool known = index != atlas_none;
    const atlas_fact_t stated = known ? atlas_fact(words->atlas, index) : (atlas_fact_t){.kind = "vehicle"};
    if (may_be_stated(&stated)) {
        told->situation.fact[index] = 1;
        told->situation.fact_after[index] = (uint16_t)told->event_count;
        return 0;
    }
    session_nearest_t near = session_nearest(words->first);
    for (uint16_t k = 0; k < words->atlas->head.fact_count; k++) {
        const atlas_fact_t fact = atlas_fact(words->atlas, k);
        if (may_be_stated(&fact)) {
            session_nearest_offer(&near, strncmp(fact.id, "has-", 4) == 0 ? fact.id + 4 : fact.id);
        }
    }
    return refuse_word(words, &near, session_say(words->language, SAY("no tool")));
}

static int read_cannot(const words_t* const words, session_told_t* const told)
{
    const uint16_t index = known_move(words);
    if (index == atlas_none) {
        return -1;
    }
    told->situation.cannot[index] = 1;
    return 0;
}

static int read_can(const words_t* const words, session_told_t* const told)
{
    const uint16_t index = known_move(words);
    if (index == atlas_none) {
        return -1;
    }
    if (told->situation.cannot[index] == 0) {
        return session_refuse(words->language, words->error, words->capacity,
                              "%.60s was not marked as impossible", words->first);
    }
    told->situation.cannot[index] = 0;
    return 0;
}

static int read_skip(const words_t* const words, session_told_t* const told)
{
    const uint16_t index = atlas_find_circumstance(words->atlas, words->first);
    if (index != atlas_none) {
        told->skipped[index] = true;
        return 0;
    }
    if (strcmp(words->first, "request") == 0) {
        told->request_skipped = true;
        return 0;
    }
    return session_refuse(words->language, words->error, words->capacity, "no question '%.60s' to skip",
                          words->first);
}

/// Who says that the traffic is over no longer stands on the motorway; where instead has not been said. Who
/// says that the fire is over is asked again whether anything smells before power is brought.
static void leave_emergency(const atlas_t* const atlas, session_told_t* const told)
{
    const uint16_t place = atlas_find_circumstance(atlas, "place");
    const uint16_t smell = atlas_find_fact(atlas, smell_fact);
    if (told->emergency == session_emergency_traffic && place != atlas_none) {
        told->situation.bucket[place] = 0;
    }
    if (told->emergency == session_emergency_fire && smell != atlas_none) {
        forget_answers(atlas, told, smell);
        told->situation.fact[smell] = 0;
    }
}

static int read_emergency(const words_t* const words, session_told_t* const told)
{
    for (int k = session_emergency_ask; k <= session_emergency_inside; k++) {
        if (strcmp(words->first, session_emergency_name((session_emergency_t)k)) == 0) {
            if (k == session_emergency_no) {
                leave_emergency(words->atlas, told);
            }
            told->emergency = (session_emergency_t)k;
            return 0;
        }
    }
    return session_refuse(words->language, words->error, words->capacity,
                          "no emergency '%.60s'; one of no, fire, person, traffic, inside", words->first);
}

static int read_goal(const words_t* const words, session_told_t* const told)
{
    const bool fix = strcmp(words->first, "fix") == 0;
    if (!fix && strcmp(words->first, "open") != 0) {
        return session_refuse(words->language, words->error, words->capacity, "no goal '%.60s'; open or fix",
                              words->first);
    }
    told->situation.goal = fix ? guide_goal_fix : guide_goal_open;
    return 0;
}

/// Zero in a situation means "not said": somebody whose time costs nothing gets the smallest rate there is.
static int read_hourly(const words_t* const words, session_told_t* const told)
{
    const double rate = plain_number(words->first);
    if (rate < 0 || rate > 10000) {
        return session_refuse(words->language, words->error, words->capacity,
                              "'%.60s' is no hourly rate from 0 to 10000", words->first);
    }
    told->situation.hourly = fmax(rate, 1e-6);
    return 0;
}

static const struct {
    const char* verb;
    int arguments;
    read_t read;
} verbs[] = {
    {"at", 2, read_at},         {"saw", 2, read_saw},       {"have", 1, read_have},
    {"cannot", 1, read_cannot}, {"can", 1, read_can},       {"emergency", 1, read_emergency},
    {"goal", 1, read_goal},     {"hourly", 1, read_hourly}, {"skip", 1, read_skip},
};

/// Cuts the copy at its blanks; the rest is "" for verbs of one word. False if a word is missing or left
/// over.
static bool take_apart(char* const copy, const int arguments, words_t* const words)
{
    char* const first = strchr(copy, ' ');
    if (!first) {
        return false;
    }
    *first = '\0';
    words->first = first + 1;
    char* const rest = strchr(first + 1, ' ');
    if ((rest != NULL) != (arguments == 2)) {
        return false;
    }
    if (rest) {
        *rest = '\0';
    }
    words->rest = rest ? rest + 1 : "";
    return words->first[0] != '\0' && (arguments == 1 || words->rest[0] != '\0');
}

int session_read_line(const session_t* const self, session_told_t* const told, const char* const line,
                      const int number, char* const error, const size_t capacity)
{
    char copy[session_line_max + 1];
    if (strlen(line) > session_line_max) {
        return session_refuse(&self->language, error, capacity, "'%.40s...' is too long", line);
    }
    memcpy(copy, line, strlen(line) + 1);
    words_t words = {.atlas = &self->atlas,
                     .language = &self->language,
                     .number = number,
                     .error = error,
                     .capacity = capacity};
    for (size_t k = 0; k < sizeof verbs / sizeof verbs[0]; k++) {
        const size_t size = strlen(verbs[k].verb);
        if (strncmp(copy, verbs[k].verb, size) == 0 && copy[size] == ' ') {
            return take_apart(copy, verbs[k].arguments, &words)
                       ? verbs[k].read(&words, told)
                       : session_refuse(&self->language, error, capacity,
                                        "'%.60s' does not say enough, or too much", line);
        }
    }
    return session_refuse(&self->language, error, capacity, "'%.60s' is nothing that can be said", line);
}
