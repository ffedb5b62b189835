#include "survey/inner.h"
#include <string.h>

uint8_t survey_from_car(const survey_t* self, const vehicle_fact_t* fact)
{
    if (fact->when_count == 0) {
        return 0;
    }
    if (!vehicle_when_holds(fact->when, fact->when_count, self->car->value)) {
        return 2;
    }
    return self->car->archetype && fact->ask != NULL ? 0 : 1;
}

bool survey_fact_is_needed(const survey_t* self, uint16_t fact)
{
    for (uint16_t k = 0; k < self->move_count; k++) {
        const vehicle_move_t* const move = &self->knowledge->move[self->move[k]];
        for (uint16_t n = 0; n < move->need_count; n++) {
            if (move->needs[n] == fact) {
                return true;
            }
        }
    }
    return false;
}

/// The fact that a question asks for, or vehicle_none. Such a move is called ask-FACT.
static uint16_t asked_fact(const survey_t* self, const vehicle_move_t* move)
{
    const bool asks = strncmp(move->id, "ask-", 4) == 0;
    const uint16_t fact = asks ? vehicle_find_fact(self->knowledge, move->id + 4) : (uint16_t)vehicle_none;
    return fact != vehicle_none && self->knowledge->fact[fact].ask != NULL ? fact : (uint16_t)vehicle_none;
}

/// True if the car itself says that a need is never met.
static bool impossible(const survey_t* self, const vehicle_move_t* move)
{
    for (uint16_t k = 0; k < move->need_count; k++) {
        const vehicle_fact_t* const fact = &self->knowledge->fact[move->needs[k]];
        if (survey_from_car(self, fact) == 2) {
            return true;
        }
    }
    return false;
}

static bool same_strokes(const vehicle_move_t* a, const survey_group_t* b)
{
    bool same = a->stroke_count == b->stroke_count;
    for (uint16_t k = 0; same && k < a->stroke_count; k++) {
        const vehicle_stroke_t* const x = &a->strokes[k];
        const vehicle_stroke_t* const y = &b->strokes[k];
        same = x->start_ms == y->start_ms && x->length_ms == y->length_ms && x->stimulus == y->stimulus &&
               !(x->value < y->value) && !(x->value > y->value);
    }
    return same;
}

static void gather_group(survey_t* self, uint16_t first, bool* taken, uint16_t* next)
{
    const vehicle_move_t* const leader = &self->knowledge->move[self->move[first]];
    survey_group_t* const group = &self->group[self->group_count++];
    *group =
        (survey_group_t){.strokes = leader->strokes, .stroke_count = leader->stroke_count, .first = *next};
    for (uint16_t k = first; k < self->move_count; k++) {
        const vehicle_move_t* const move = &self->knowledge->move[self->move[k]];
        if (!taken[k] && move->sense != vehicle_none && same_strokes(move, group)) {
            taken[k] = true;
            self->grouped[(*next)++] = k;
            group->count++;
        }
    }
}

bool survey_find_reads(survey_t* self)
{
    self->reads = base_arena_take(self->work, sizeof *self->reads * ((size_t)self->move_count + 1U));
    if (self->reads == NULL) {
        return false;
    }
    for (uint16_t m = 0; m < self->move_count; m++) {
        const vehicle_move_t* const move = &self->knowledge->move[self->move[m]];
        for (uint16_t k = 0; k < self->mode_count; k++) {
            bool reads = false;
            if (move->sense != vehicle_none) {
                reads = car_reads(move, &self->knowledge->mode[self->mode[k]]);
            }
            for (uint16_t g = 0; move->sense == vehicle_none && g < move->given_count; g++) {
                reads = reads || move->given[g].mode == self->mode[k];
            }
            self->reads[m][k] = reads;
        }
    }
    return true;
}

static void keep_moves(survey_t* self, bool questions)
{
    for (uint16_t k = 0; k < self->knowledge->move_count && self->move_count < atlas_moves_max; k++) {
        const vehicle_move_t* const move = &self->knowledge->move[k];
        const uint16_t fact = asked_fact(self, move);
        const bool wanted = fact == vehicle_none
                                ? !questions
                                : questions && survey_from_car(self, &self->knowledge->fact[fact]) == 0 &&
                                      survey_fact_is_needed(self, fact);
        if (wanted && !move->only_published &&
            vehicle_when_holds(move->when, move->when_count, self->car->value) && !impossible(self, move)) {
            self->move[self->move_count++] = k;
        }
    }
}

bool survey_find_moves(survey_t* self)
{
    keep_moves(self, false);
    keep_moves(self, true); // questions only after what some move of this car needs
    self->group = base_arena_take(self->work, sizeof *self->group * ((size_t)self->move_count + 1U));
    self->grouped = base_arena_take(self->work, sizeof *self->grouped * ((size_t)self->move_count + 1U));
    bool taken[atlas_moves_max] = {false};
    if (self->group == NULL || self->grouped == NULL) {
        return false;
    }
    uint16_t next = 0;
    for (uint16_t k = 0; k < self->move_count; k++) {
        if (!taken[k] && self->knowledge->move[self->move[k]].sense != vehicle_none) {
            gather_group(self, k, taken, &next);
        }
    }
    return true;
}
