#include "guide/inner.h"
#include <string.h>

static uint32_t slots_for(uint32_t sets)
{
    uint32_t slots = 16;
    while (slots < 2U * sets) {
        slots *= 2U;
    }
    return slots;
}

/// Pointers of any type are stored through their bytes: a void** alias of a double** would be undefined.
static bool take(base_arena_t* arena, void* pointer, size_t bytes)
{
    void* const taken = base_arena_take(arena, bytes);
    memcpy(pointer, &taken, sizeof taken);
    return taken != NULL;
}

static size_t set_bytes(void)
{
    return sizeof(uint16_t[atlas_set_max]) + sizeof(uint32_t[atlas_set_max]) + sizeof(uint8_t) +
           sizeof(inner_modes_t) + 4 * sizeof(double) + sizeof(uint32_t) + inner_keep_events * sizeof(float);
}

static size_t move_bytes(uint32_t sets)
{
    return sizeof(inner_move_t) + sizeof(bool) + sizeof(inner_done_t) + atlas_readings_max * sizeof(double) +
           sets * sizeof(uint16_t) + atlas_readings_max * sizeof(inner_outcome_t) + 16U +
           (size_t)2 * (atlas_facts_max + 16U);
}

size_t guide_memory(const atlas_t* atlas)
{
    const guide_t sizes = {.atlas = atlas, .head = atlas->head, .n = atlas->head.set_count};
    const size_t sets = (size_t)sizes.n + 1U;
    const size_t padding = (size_t)64 * 32;
    return sizeof(guide_t) + padding + sets * set_bytes() + slots_for(sizes.n) * sizeof(uint32_t) +
           sizes.head.move_count * move_bytes(sizes.n) + sizes.head.mode_count * (4 * sizeof(double) + 1U) +
           sizes.head.fact_count * (size_t)3 + atlas_row_count(atlas) * (sizeof(double) + sizeof(uint32_t)) +
           inner_plan_memory(&sizes);
}

static bool take_sets(guide_t* self, base_arena_t* arena)
{
    const size_t n = self->n;
    const uint32_t slots = slots_for(self->n);
    self->slot_mask = slots - 1U;
    return take(arena, &self->less, n * sizeof *self->less) &&
           take(arena, &self->member, n * sizeof *self->member) && take(arena, &self->size, n) &&
           take(arena, &self->mask, n * sizeof(inner_modes_t)) &&
           take(arena, &self->slot, slots * sizeof(uint32_t)) &&
           take(arena, &self->prior, n * sizeof(double)) && take(arena, &self->weight, n * sizeof(double)) &&
           take(arena, &self->scratch, (n + 1U) * 2U * sizeof(double)) &&
           take(arena, &self->now, n * sizeof(uint32_t)) &&
           take(arena, &self->likely, (n + 1U) * inner_keep_events * sizeof(float));
}

/// Takes the guide's arrays from the arena, in one order; false if it is full.
static bool take_arrays(guide_t* self, base_arena_t* arena)
{
    const size_t moves = self->head.move_count;
    const size_t modes = self->head.mode_count;
    const size_t facts = self->head.fact_count;
    const size_t rows = atlas_row_count(self->atlas);
    return take(arena, &self->move, moves * sizeof(inner_move_t)) &&
           take(arena, &self->mode_odds, modes * sizeof(double)) &&
           take(arena, &self->odds, modes * sizeof(double)) &&
           take(arena, &self->repair_minutes, modes * sizeof(double)) &&
           take(arena, &self->repair_money, modes * sizeof(double)) && take(arena, &self->mode_axis, modes) &&
           take(arena, &self->fact_from_car, facts) &&
           take(arena, &self->fact_ask, facts * sizeof(uint16_t)) &&
           take(arena, &self->row, moves * self->n * sizeof(uint16_t)) &&
           take(arena, &self->row_ready, moves) &&
           take(arena, &self->other_row, moves * atlas_readings_max * sizeof(double)) &&
           take(arena, &self->memo, rows * sizeof(double)) &&
           take(arena, &self->memo_stamp, rows * sizeof(uint32_t)) &&
           take(arena, &self->memo_now, sizeof(uint32_t)) &&
           take(arena, &self->done, moves * sizeof(inner_done_t)) && take_sets(self, arena);
}

static uint32_t hash_of(const inner_modes_t* modes)
{
    uint64_t h = modes->word[0] * 0x9e3779b97f4a7c15U;
    h = (h ^ (h >> 29) ^ modes->word[1]) * 0xbf58476d1ce4e5b9U;
    h = (h ^ (h >> 31) ^ modes->word[2]) * 0x94d049bb133111ebU;
    return (uint32_t)(h >> 32);
}

static uint32_t lookup(const guide_t* self, const inner_modes_t* modes)
{
    for (uint32_t at = hash_of(modes);; at++) {
        const uint32_t entry = self->slot[at & self->slot_mask];
        if (entry == 0U || memcmp(&self->mask[entry - 1U], modes, sizeof *modes) == 0) {
            return entry;
        }
    }
}

uint32_t inner_find_set(const guide_t* self, const inner_modes_t* modes)
{
    inner_modes_t left = *modes;
    uint32_t entry = lookup(self, &left);
    for (unsigned k = atlas_modes_max; entry == 0U && k-- > 0U;) {
        if (inner_has(left.word, k)) {
            left.word[k / 64U] &= ~((uint64_t)1 << (k % 64U));
            entry = lookup(self, &left);
        }
    }
    return entry == 0U ? 0U : entry - 1U;
}

static void read_sets(guide_t* self)
{
    for (uint32_t s = 0; s < self->n; s++) {
        const int count = atlas_set(self->atlas, s, self->member[s]);
        self->size[s] = (uint8_t)count;
        for (int k = 0; k < count; k++) {
            inner_put(self->mask[s].word, self->member[s][k]);
        }
        uint32_t at = hash_of(&self->mask[s]);
        while (self->slot[at & self->slot_mask] != 0U) {
            at++;
        }
        self->slot[at & self->slot_mask] = s + 1U;
    }
}

static void link_sets(guide_t* self)
{
    for (uint32_t s = 0; s < self->n; s++) {
        for (int k = 0; k < self->size[s]; k++) {
            inner_modes_t mask = self->mask[s];
            const uint16_t mode = self->member[s][k];
            mask.word[mode / 64U] &= ~((uint64_t)1 << (mode % 64U));
            self->less[s][k] = inner_find_set(self, &mask);
        }
    }
}

static void read_modes(guide_t* self)
{
    for (uint16_t m = 0; m < self->head.mode_count; m++) {
        const atlas_mode_t mode = atlas_mode(self->atlas, m);
        self->mode_odds[m] = mode.odds;
        self->repair_minutes[m] = mode.repair_minutes;
        self->repair_money[m] = mode.repair_money;
        self->mode_axis[m] = mode.axis;
        if (mode.is_cause) {
            inner_put(self->causes.word, m);
        }
        if (mode.intermittent) {
            inner_put(self->intermittents.word, m);
        }
        if (mode.needs_frost) {
            inner_put(self->frosty.word, m);
        }
        if (mode.is_grave) {
            inner_put(self->grave.word, m);
        }
    }
}

/// That something behind the lid was once mended does not show that the lid is open now.
static void read_facts(guide_t* self)
{
    self->lid_open_fact = atlas_find_fact(self->atlas, "lid-open");
    for (uint16_t f = 0; f < self->head.fact_count; f++) {
        const atlas_fact_t fact = atlas_fact(self->atlas, f);
        self->fact_from_car[f] = fact.from_car;
        if (strcmp(fact.kind, "condition") != 0 && f != self->lid_open_fact) {
            inner_put(self->evident.word, f);
        }
        self->fact_ask[f] = fact.ask_move;
    }
}

static void put_effect(inner_outcome_t* outcome, uint8_t count, atlas_effect_t effect, int kind)
{
    for (uint8_t r = 0; r < count; r++) {
        if (effect.reading != r && effect.reading < atlas_readings_max) {
            continue;
        }
        uint64_t* const words[] = {outcome[r].give.word, outcome[r].take.word, outcome[r].mend.word,
                                   outcome[r].lapse.word};
        inner_put(words[kind], effect.target);
    }
}

static bool text_is(const char* text, const char* word)
{
    return text != NULL && strcmp(text, word) == 0;
}

static void read_effects(guide_t* self, uint16_t m, const atlas_move_t* from, inner_outcome_t* outcome)
{
    for (uint16_t k = 0; k < from->give_count; k++) {
        put_effect(outcome, from->reading_count, atlas_give(self->atlas, m, k), 0);
    }
    for (uint16_t k = 0; k < from->take_count; k++) {
        const atlas_effect_t take = atlas_take(self->atlas, m, k);
        put_effect(outcome, from->reading_count, take, 1);
        if (!from->asks_fact && atlas_fact(self->atlas, take.target).lapses) {
            put_effect(outcome, from->reading_count, take, 3);
        }
    }
    for (uint16_t k = 0; k < from->mend_count; k++) {
        put_effect(outcome, from->reading_count, atlas_mend(self->atlas, m, k), 2);
    }
    for (uint16_t k = 0; k < from->need_count; k++) {
        inner_put(self->move[m].need.word, atlas_need(self->atlas, m, k));
    }
}

/// A door that opens also reads `opens`; what counts here is the lid.
static uint8_t opening_reading(const guide_t* self, const atlas_move_t* from, const inner_outcome_t* outcome)
{
    const uint8_t r = from->opens_reading;
    if (r >= from->reading_count) {
        return atlas_readings_max;
    }
    const bool given =
        self->lid_open_fact != atlas_none && inner_has(outcome[r].give.word, self->lid_open_fact);
    return given || from->does != atlas_does_access ? r : (uint8_t)atlas_readings_max;
}

static void read_asked(guide_t* self, uint16_t m, const atlas_move_t* from, inner_outcome_t* outcome)
{
    inner_move_t* const move = &self->move[m];
    move->asks = atlas_none;
    move->yes = 0;
    for (uint16_t f = 0; from->asks_fact && f < self->head.fact_count; f++) {
        if (self->fact_ask[f] == m) {
            move->asks = f;
        }
    }
    for (uint8_t r = 0; r < from->reading_count; r++) {
        if (text_is(from->reading_id[r], "yes")) {
            move->yes = r;
        }
    }
    if (move->asks != atlas_none) {
        for (uint8_t r = 0; r < from->reading_count; r++) {
            inner_put(r == move->yes ? outcome[r].give.word : outcome[r].take.word, move->asks);
        }
    }
}

static bool same_words(const atlas_move_t* a, const atlas_move_t* b)
{
    bool same = a->reading_count == b->reading_count;
    for (uint8_t r = 0; same && r < a->reading_count; r++) {
        same = text_is(a->reading_id[r], b->reading_id[r]);
    }
    return same;
}

static uint16_t twin_of(const guide_t* self, uint16_t m, const atlas_move_t* from)
{
    for (uint16_t k = 0; k < m && from->group != 0U && !from->asks_fact; k++) {
        const atlas_move_t other = atlas_move(self->atlas, k);
        if (other.group == from->group && !other.asks_fact && same_words(&other, from)) {
            return k;
        }
    }
    return m;
}

static void read_move(guide_t* self, uint16_t m, inner_outcome_t* outcome, uint8_t* needs)
{
    const atlas_move_t from = atlas_move(self->atlas, m);
    inner_move_t* const move = &self->move[m];
    *move = (inner_move_t){.minutes = from.minutes,
                           .wait_minutes = from.wait_minutes,
                           .money = from.money,
                           .damage = from.damage_p * from.damage_size,
                           .error = from.error,
                           .outcome = outcome,
                           .does = from.does,
                           .phase = from.phase,
                           .needs = needs,
                           .need_count = from.need_count,
                           .confuse_count = from.confuse_count,
                           .reading_count = from.reading_count};
    for (uint16_t k = 0; k < from.need_count; k++) {
        needs[k] = (uint8_t)atlas_need(self->atlas, m, k);
    }
    read_effects(self, m, &from, outcome);
    read_asked(self, m, &from, outcome);
    move->opens = opening_reading(self, &from, outcome);
    move->twin = twin_of(self, m, &from);
    if (move->opens < from.reading_count && self->lid_open_fact != atlas_none) {
        inner_put(outcome[move->opens].give.word, self->lid_open_fact);
    }
    for (uint8_t r = 0; r < from.reading_count; r++) {
        move->mends = inner_join(move->mends, &outcome[r].mend);
        move->brings.word[0] |= outcome[r].give.word[0];
        move->brings.word[1] |= outcome[r].give.word[1];
    }
}

static bool list_brought(inner_move_t* move, base_arena_t* arena)
{
    uint8_t all[atlas_facts_max];
    uint8_t* bring = NULL;
    for (unsigned f = 0; f < atlas_facts_max; f++) {
        if (inner_has(move->brings.word, f)) {
            all[move->bring_count++] = (uint8_t)f;
        }
    }
    if (!take(arena, &bring, move->bring_count + 1U)) {
        return false;
    }
    memcpy(bring, all, move->bring_count);
    move->bring = bring;
    return true;
}

static bool read_moves(guide_t* self, base_arena_t* arena)
{
    for (uint16_t m = 0; m < self->head.move_count; m++) {
        const atlas_move_t from = atlas_move(self->atlas, m);
        inner_outcome_t* outcome = NULL;
        uint8_t* needs = NULL;
        if (!take(arena, &outcome, from.reading_count * sizeof *outcome) ||
            !take(arena, &needs, from.need_count + 1U)) {
            return false;
        }
        read_move(self, m, outcome, needs);
        if (!list_brought(&self->move[m], arena)) {
            return false;
        }
    }
    return true;
}

guide_t* guide_open(base_arena_t* arena, const atlas_t* atlas)
{
    guide_t* const self = base_arena_take(arena, sizeof *self);
    if (self == NULL) {
        return NULL;
    }
    self->atlas = atlas;
    self->head = atlas->head;
    self->n = atlas->head.set_count;
    if (!take_arrays(self, arena)) {
        return NULL;
    }
    read_modes(self);
    read_facts(self);
    read_sets(self);
    link_sets(self);
    if (!read_moves(self, arena)) {
        return NULL;
    }
    self->temperature = atlas_find_circumstance(atlas, "temperature");
    self->wet = atlas_find_circumstance(atlas, "wet");
    self->pressing = atlas_find_circumstance(atlas, "pressing");
    self->plan = inner_plan_open(self, arena);
    if (self->plan == NULL) {
        return NULL;
    }
    const guide_situation_t nothing = {0};
    guide_replay(self, &nothing, NULL, 0);
    return self;
}
