/// The guide under attack: random people beside every real car, and what they have said, kept apart from what
/// the session makes of it. Included first, by one file of a program: it asks for POSIX. Tests run in the
/// project's folder, and the atlases are built before them.
#pragma once
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include "base/random.h"
#include "session/session.h"
#include "words.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum {
    attack_cars_max = 32,
    attack_steps_max = 80, ///< answers within which every dialogue ends
    attack_nodes = 50,
    attack_text_max = 1 << 16,
    attack_first_word = 12 ///< circumstances and tools that are told before the first step, at most
};

typedef enum { never_tells, first_thing, anything, stays_shut, persons } person_t;

typedef struct {
    char id[80];
    uint8_t* bytes;
    size_t length;
    bool handle_of_cable, handle_of_current; ///< what the inside release may be
} attack_car_t;

/// What was said, in the order in which it was said.
typedef struct {
    uint8_t fact[atlas_facts_max];  ///< by word alone: 0 nothing, 1 yes, 2 no or nobody knows
    bool stated[atlas_facts_max];   ///< by `have`
    uint8_t given[atlas_facts_max]; ///< 1: follows from where and when
    uint8_t bucket[atlas_circumstances_max];
    bool cannot[atlas_moves_max];
    uint16_t last; ///< move answered last
    int same;      ///< how often in a row
    bool roofed, frost, out_of_frost;
} attack_told_t;

typedef struct {
    const attack_car_t* car;
    session_t* session;
    session_t* other; ///< for what was saved
    const atlas_t* atlas;
    attack_told_t told;
    base_random_t random;
    person_t person;
    uint64_t seed;
    int answers;
    bool called;
    bool smelled; ///< of fuel, once in this dialogue
} attack_t;

static attack_car_t attack_cars[attack_cars_max];
static int attack_car_count;

// ---- loading ----

static inline uint8_t* attack_read(const char* const path, size_t* const length)
{
    FILE* const file = fopen(path, "rb");
    if (!file) {
        return NULL;
    }
    enum { most = 4 << 20 };
    uint8_t* const bytes = malloc(most + 1);
    *length = bytes ? fread(bytes, 1, most, file) : 0;
    if (bytes) {
        bytes[*length] = 0;
    }
    (void)fclose(file);
    return bytes;
}

/// Of the car's own file only one thing is read: what it says of the inside release.
static inline void attack_read_handle(attack_car_t* const car)
{
    char path[160];
    size_t length = 0;
    (void)snprintf(path, sizeof path, "vehicles/%s.yaml", car->id);
    char* const text = (char*)attack_read(path, &length);
    assert_non_null(text);
    const char* const handle = strstr(text, "\n  handle:");
    const char* const kind = handle ? strstr(handle, "kind: [") : NULL;
    assert_non_null(kind);
    car->handle_of_cable = strncmp(kind, "kind: [cable", 12) == 0 || strstr(text, "mode: variant=handle,");
    car->handle_of_current =
        strncmp(kind, "kind: [electric", 15) == 0 || strstr(text, "mode: variant=electric-handle,");
    free(text);
}

static inline int attack_by_id(const void* const a, const void* const b)
{
    return strcmp(((const attack_car_t*)a)->id, ((const attack_car_t*)b)->id);
}

static inline void attack_load_car(const char* const name)
{
    attack_car_t* const car = &attack_cars[attack_car_count];
    char path[400];
    (void)snprintf(path, sizeof path, "build/atlas/%.300s", name);
    (void)snprintf(car->id, sizeof car->id, "%.*s", (int)strcspn(name, "."), name);
    car->bytes = attack_read(path, &car->length);
    assert_non_null(car->bytes);
    attack_read_handle(car);
    attack_car_count++;
}

static inline void attack_load(void)
{
    DIR* const folder = opendir("build/atlas");
    for (const struct dirent* e = folder ? readdir(folder) : NULL; e && attack_car_count < attack_cars_max;
         e = readdir(folder)) {
        const char* const dot = strchr(e->d_name, '.');
        if (dot && dot != e->d_name && strcmp(dot, ".atlas") == 0) {
            attack_load_car(e->d_name);
        }
    }
    if (folder) {
        (void)closedir(folder);
    }
    qsort(attack_cars, (size_t)attack_car_count, sizeof attack_cars[0], attack_by_id);
}

static inline void attack_unload(void)
{
    for (int k = 0; k < attack_car_count; k++) {
        free(attack_cars[k].bytes);
    }
}

// ---- words ----

static inline bool attack_needs(const atlas_t* const atlas, const uint16_t move, const char* const fact)
{
    const uint16_t index = atlas_find_fact(atlas, fact);
    const uint16_t count = atlas_move(atlas, move).need_count;
    for (uint16_t k = 0; k < count && index != atlas_none; k++) {
        if (atlas_need(atlas, move, k) == index) {
            return true;
        }
    }
    return false;
}

static inline bool attack_gives(const atlas_t* const atlas, const uint16_t move, const char* const fact)
{
    const uint16_t index = atlas_find_fact(atlas, fact);
    const uint16_t count = atlas_move(atlas, move).give_count;
    for (uint16_t k = 0; k < count && index != atlas_none; k++) {
        if (atlas_give(atlas, move, k).target == index) {
            return true;
        }
    }
    return false;
}

// ---- speaking: each tells the session and keeps its own notes ----

static inline void attack_follow(attack_t* const self)
{
    memset(self->told.given, 0, sizeof self->told.given);
    for (uint16_t c = 0; c < self->atlas->head.circumstance_count; c++) {
        for (uint16_t k = 0; self->told.bucket[c] > 0; k++) {
            const uint16_t fact = atlas_follows(self->atlas, c, (uint8_t)(self->told.bucket[c] - 1), k);
            if (fact == atlas_none) {
                break;
            }
            self->told.given[fact] = 1;
        }
    }
}

/// What was said before counts no more.
static inline void attack_doubt(attack_t* const self, const char* const id, const char* const when,
                                const char* const circumstance)
{
    const uint16_t fact = atlas_find_fact(self->atlas, id);
    if (fact != atlas_none && strcmp(when, circumstance) == 0) {
        self->told.fact[fact] = 0;
        self->told.stated[fact] = false;
    }
}

static inline void attack_at(attack_t* const self, const uint16_t circumstance, const uint8_t bucket)
{
    const atlas_circumstance_t c = atlas_circumstance(self->atlas, circumstance);
    const char* const label = c.label[bucket];
    if (strcmp(label, "motorway") == 0) {
        return; // an emergency of its own
    }
    assert_int_equal(session_at(self->session, c.name, label, NULL, 0), 0);
    self->told.bucket[circumstance] = (uint8_t)(bucket + 1);
    if (strcmp(c.name, "place") == 0) {
        self->told.roofed = strcmp(label, "garage") == 0 || strcmp(label, "basement") == 0;
    }
    if (strcmp(c.name, "temperature") == 0) {
        self->told.frost = strcmp(label, "warm") != 0;
        self->told.out_of_frost = !self->told.frost;
    }
    if (self->told.roofed) {
        attack_doubt(self, "outdoors", "place", c.name);
    }
    if (self->told.frost) {
        attack_doubt(self, "battery-not-frozen", "temperature", c.name);
    }
    attack_follow(self);
}

static inline void attack_have(attack_t* const self, const uint16_t index)
{
    const atlas_fact_t fact = atlas_fact(self->atlas, index);
    if (strcmp(fact.kind, "vehicle") == 0 || strcmp(fact.id, "lid-open") == 0) {
        return;
    }
    assert_int_equal(session_have(self->session, fact.id, NULL, 0), 0);
    self->told.stated[index] = true;
    self->told.fact[index] = 1; // whatever was answered before
    self->told.roofed = self->told.roofed && strcmp(fact.id, "outdoors") != 0;
    self->told.out_of_frost = self->told.out_of_frost || strcmp(fact.id, "battery-not-frozen") == 0;
}

static inline void attack_note(attack_t* const self, const uint16_t move, const uint8_t reading)
{
    const atlas_move_t made = atlas_move(self->atlas, move);
    const bool yes = made.asks_fact && reading == 0;
    for (uint16_t k = 0; k < made.give_count; k++) {
        const atlas_effect_t give = atlas_give(self->atlas, move, k);
        if (give.reading == reading || (give.reading == atlas_readings_max && reading < made.reading_count)) {
            self->told.fact[give.target] = 1;
        } else if (made.asks_fact) {
            self->told.fact[give.target] = 2;
        }
    }
    for (uint16_t k = 0; k < made.take_count; k++) { // what "*" takes is gone, whatever can be told of it
        const atlas_effect_t take = atlas_take(self->atlas, move, k);
        if (take.reading == reading || take.reading == atlas_readings_max) {
            self->told.fact[take.target] = 2;
        }
    }
    self->told.roofed = self->told.roofed && !(yes && strcmp(made.id, "ask-outdoors") == 0);
    self->told.roofed = self->told.roofed || strcmp(made.id, "thaw-garage") == 0;
    if (strcmp(made.id, "ask-battery-not-frozen") == 0) {
        self->told.out_of_frost = yes;
    }
    self->told.same = move == self->told.last ? self->told.same + 1 : 1;
    self->told.last = move;
}

static inline void attack_saw(attack_t* const self, const uint16_t move, const uint8_t reading)
{
    const atlas_move_t made = atlas_move(self->atlas, move);
    const char* const id = reading == guide_stays_shut    ? "stays-shut"
                           : reading < made.reading_count ? made.reading_id[reading]
                                                          : "cant-tell";
    assert_int_equal(session_saw(self->session, made.id, id, NULL, 0), 0);
    attack_note(self, move, reading);
}

static inline void attack_cannot(attack_t* const self, const uint16_t move)
{
    assert_int_equal(session_cannot(self->session, atlas_move(self->atlas, move).id, NULL, 0), 0);
    self->told.cannot[move] = true;
}

/// True if the fact is held by what was said alone: of the car, of the place, stated, or answered.
static inline bool attack_was_told(const attack_t* const self, const uint16_t fact)
{
    const bool known =
        atlas_fact(self->atlas, fact).from_car == 1 || self->told.given[fact] == 1 || self->told.stated[fact];
    return self->told.fact[fact] == 1 || (self->told.fact[fact] == 0 && known);
}

// ---- people ----

static inline uint32_t attack_below(attack_t* const self, const uint32_t bound)
{
    return base_random_below(&self->random, bound);
}

static inline bool attack_chance(attack_t* const self, const uint32_t percent)
{
    return attack_below(self, 100) < percent;
}

static inline uint8_t attack_any_reading(attack_t* const self, const atlas_move_t* const move)
{
    const uint32_t k = attack_below(self, (uint32_t)move->reading_count + 2U);
    if (k == move->reading_count && move->opens_reading < move->reading_count) {
        return guide_stays_shut;
    }
    return k < move->reading_count ? (uint8_t)k : guide_no_reading;
}

/// What this person reads of a move. Whoever takes the first thing sees no lid open, or it would be over.
static inline uint8_t attack_reading(attack_t* const self, const atlas_move_t* const move)
{
    const bool opens = move->opens_reading < move->reading_count;
    switch (self->person) {
    case never_tells:
        return guide_no_reading;
    case first_thing:
        return opens && move->opens_reading == 0 ? (uint8_t)(move->reading_count > 1 ? 1 : 0) : 0;
    case stays_shut:
        return opens ? guide_stays_shut : move->asks_fact ? 0 : guide_no_reading;
    case anything:
    case persons:
    default:
        break;
    }
    const uint8_t reading = attack_any_reading(self, move);
    return opens && reading == move->opens_reading && attack_chance(self, 70) ? guide_stays_shut : reading;
}

static inline void attack_tell_about(attack_t* const self)
{
    static const char* const rates[] = {"0", "1", "25", "300", "10000"};
    const atlas_head_t* const head = &self->atlas->head;
    if (attack_chance(self, 50)) {
        assert_int_equal(session_hourly(self->session, strtod(rates[attack_below(self, 5)], NULL), NULL, 0),
                         0);
    }
    if (attack_chance(self, 40)) {
        assert_int_equal(session_goal(self->session, attack_chance(self, 70) ? "fix" : "open", NULL, 0), 0);
    }
    for (uint32_t k = attack_below(self, attack_first_word); k > 0; k--) {
        const uint16_t c = (uint16_t)attack_below(self, head->circumstance_count);
        attack_at(self, c, (uint8_t)attack_below(self, atlas_circumstance(self->atlas, c).bucket_count));
    }
    for (uint32_t k = attack_below(self, attack_first_word); k > 0; k--) {
        attack_have(self, (uint16_t)attack_below(self, head->fact_count));
    }
    for (uint32_t k = attack_below(self, 5); k > 0; k--) {
        attack_cannot(self, (uint16_t)attack_below(self, head->move_count));
    }
    for (uint32_t k = attack_below(self, 5); k > 0; k--) {
        const uint16_t m = (uint16_t)attack_below(self, head->move_count);
        const atlas_move_t move = atlas_move(self->atlas, m);
        attack_saw(self, m, attack_any_reading(self, &move));
    }
}

/// Somebody who has everything and to whom all was confirmed, beside a car without a spark of life.
static inline void attack_tell_all(attack_t* const self)
{
    for (uint16_t f = 0; f < self->atlas->head.fact_count; f++) {
        attack_have(self, f);
    }
    const uint16_t dash = atlas_find_move(self->atlas, "look-dash");
    const uint8_t count = dash == atlas_none ? 0 : atlas_move(self->atlas, dash).reading_count;
    for (uint8_t r = 0; r < count; r++) {
        if (strcmp(atlas_move(self->atlas, dash).reading_id[r], "dark") == 0) {
            attack_saw(self, dash, r);
        }
    }
}

static inline void attack_at_named(attack_t* const self, const char* const name, const char* const label)
{
    const uint16_t c = atlas_find_circumstance(self->atlas, name);
    assert_int_not_equal(c, atlas_none);
    const atlas_circumstance_t circumstance = atlas_circumstance(self->atlas, c);
    for (uint8_t k = 0; k < circumstance.bucket_count; k++) {
        if (strcmp(circumstance.label[k], label) == 0) {
            attack_at(self, c, k);
        }
    }
}
