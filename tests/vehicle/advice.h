/// The real knowledge and cars, loaded once, and how tests look into their moves. Tests run in the project's
/// folder. Included first, by one file of a program: it asks for POSIX.
#pragma once
#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include "garage.h"
#include "words.h"
#include <stdio.h>
#include <string.h>

enum { facts_in_row = 24, moves_of_a_car_max = 250 };

static garage_t garage;
static const vehicle_knowledge_t* knowledge;
static const vehicle_t* const* cars;
static int car_count;

static inline int load_everything(void** state)
{
    (void)state;
    const bool open = garage_open(&garage);
    knowledge = garage.knowledge;
    cars = garage.car;
    car_count = garage.count;
    return open ? 0 : 1;
}

// ---- looking things up ----

static inline bool needs(const vehicle_move_t* const move, const char* const fact)
{
    for (uint16_t k = 0; k < move->need_count; k++) {
        if (strcmp(knowledge->fact[move->needs[k]].id, fact) == 0) {
            return true;
        }
    }
    return false;
}

static inline bool gives(const vehicle_move_t* const move, const char* const fact)
{
    for (uint16_t k = 0; k < move->give_count; k++) {
        if (strcmp(knowledge->fact[move->gives[k].target].id, fact) == 0) {
            return true;
        }
    }
    return false;
}

static inline bool takes(const vehicle_move_t* const move, const char* const fact)
{
    for (uint16_t k = 0; k < move->take_count; k++) {
        if (strcmp(knowledge->fact[move->takes[k].target].id, fact) == 0) {
            return true;
        }
    }
    return false;
}

static inline bool does(const vehicle_move_t* const move, const vehicle_stimulus_t stimulus)
{
    for (uint16_t k = 0; k < move->stroke_count; k++) {
        if (move->strokes[k].stimulus == (uint16_t)stimulus) {
            return true;
        }
    }
    return false;
}

/// The move's `when` does not admit a car whose word or flag `param` is `value`.
static inline bool excludes(const vehicle_move_t* const move, const vehicle_param_t param,
                            const unsigned value)
{
    for (uint16_t k = 0; k < move->when_count; k++) {
        const vehicle_when_t* const row = &move->when[k];
        if (row->param == (uint16_t)param && row->accepted != 0 && (row->accepted >> value & 1U) == 0) {
            return true;
        }
    }
    return false;
}

static inline bool with_lid_shut(const vehicle_move_t* const move)
{
    return !move->only_published && (move->phase & vehicle_phase_open) != 0;
}

static inline bool on_car(const vehicle_move_t* const move, const vehicle_t* const car)
{
    return !move->only_published && vehicle_when_holds(move->when, move->when_count, car->value);
}

static inline void must_need(const vehicle_move_t* const move, const char* const* const facts)
{
    for (size_t k = 0; k < facts_in_row && facts[k] != NULL; k++) {
        if (!needs(move, facts[k])) {
            fail_msg("%s does not ask for %s", move->id, facts[k]);
        }
    }
}

static inline void must_say(const vehicle_move_t* const move, const char* const where, const char* const text,
                            const char* const what)
{
    if (!words_say(text, what)) {
        fail_msg("%s does not say \"%s\" under %s", move->id, what, where);
    }
}

/// Calls `check` for every move the guide may propose that `selects`; at least one is expected.
typedef bool (*select_t)(const vehicle_move_t* move);
typedef void (*check_t)(const vehicle_move_t* move);

static inline void for_every(const select_t selects, const check_t check)
{
    int found = 0;
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        const vehicle_move_t* const move = &knowledge->move[m];
        if (!move->only_published && selects(move)) {
            found++;
            check(move);
        }
    }
    assert_true(found > 0);
}
