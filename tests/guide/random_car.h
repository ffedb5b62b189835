/// Small cars drawn at random, as atlas bytes: a few faults, a door, a tool that must be asked for, tries,
/// looks, mending moves and a call. The plain numbers stay readable in `car`, for reference solvers that must
/// not use src/.
#pragma once
#include "../atlas/build.h"
#include "base/random.h"
#include "guide/guide.h"

enum { car_modes_max = 6, car_moves_max = 12, car_sets_max = 64 };
enum { car_fact_door, car_fact_tool, car_fact_lid, car_facts };

typedef struct {
    int modes, moves, tries;
    bool with_door, with_error;
    int set_size;
    int mendings; ///< at most
} car_wish_t;

typedef struct {
    atlas_draft_t draft;
    atlas_mode_t mode[car_modes_max];
    atlas_fact_t fact[car_facts];
    atlas_draft_move_t move[car_moves_max];
    atlas_draft_set_t set[car_sets_max];
    atlas_entry_t entry[car_moves_max][car_sets_max];
    uint16_t need[car_moves_max][2];
    atlas_effect_t give[car_moves_max], mend[car_moves_max];
    atlas_confusion_t confuse[car_moves_max];
    uint8_t bytes[1 << 17];
    atlas_t atlas;
} car_t;

static inline double car_uniform(base_random_t* random, double low, double high)
{
    return low + (high - low) * ((double)(base_random_next(random) >> 11) * 0x1p-53);
}

static inline bool car_chance(base_random_t* random, double p)
{
    return car_uniform(random, 0.0, 1.0) < p;
}

static inline const char* car_word(char kind, int index)
{
    static const char* const mode[] = {"part-a=bad", "part-b=bad", "part-c=bad",
                                       "part-d=bad", "part-e=bad", "part-f=bad"};
    static const char* const move[] = {"move-a", "move-b", "move-c", "move-d", "move-e", "move-f",
                                       "move-g", "move-h", "move-i", "move-j", "move-k", "move-l"};
    return kind == 'm' ? mode[index] : move[index];
}

static inline void car_add_modes(car_t* self, base_random_t* random, const car_wish_t* wish)
{
    uint8_t axis = 0;
    for (int k = 0; k < wish->modes; k++) {
        const bool share_axis = k > 0 && car_chance(random, 0.2);
        axis = (uint8_t)(axis + (share_axis || k == 0 ? 0 : 1));
        self->mode[k] = build_mode(car_word('m', k), 0, axis);
        self->mode[k].repair_minutes = car_uniform(random, 5, 60);
        self->mode[k].repair_money = car_uniform(random, 0, 200);
        self->mode[k].odds = car_uniform(random, 0.01, 0.12);
        self->mode[k].is_cause = k == 0 || car_chance(random, 0.8);
    }
    self->draft.head.axis_count = (uint16_t)(axis + 1);
}

static inline void car_random_row(base_random_t* random, int readings, bool may_open, uint8_t* row)
{
    memset(row, 0, atlas_readings_max);
    int left = atlas_scale;
    const int likely = (int)base_random_below(random, (uint32_t)readings);
    for (int r = 0; r < readings; r++) {
        const bool shut = r == 0 && !may_open;
        const int part = shut ? 0 : (int)base_random_below(random, 30U);
        row[r] = (uint8_t)(part < left ? part : left);
        left -= row[r];
    }
    const int into = likely == 0 && !may_open ? readings - 1 : likely;
    row[into] = (uint8_t)(row[into] + left);
}

static inline bool car_set_valid(const car_t* self, unsigned bits, int modes)
{
    for (int a = 0; a < modes; a++) {
        for (int b = a + 1; b < modes; b++) {
            if ((bits >> a & 1U) && (bits >> b & 1U) && self->mode[a].axis == self->mode[b].axis) {
                return false;
            }
        }
    }
    return true;
}

static inline int car_bit_count(unsigned bits)
{
    int count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

static inline bool car_set_before(const atlas_draft_set_t* a, const atlas_draft_set_t* b)
{
    if (a->count != b->count) {
        return a->count < b->count;
    }
    for (int k = 0; k < a->count; k++) {
        if (a->mode[k] != b->mode[k]) {
            return a->mode[k] < b->mode[k];
        }
    }
    return false;
}

static inline void car_add_sets(car_t* self, const car_wish_t* wish)
{
    uint32_t count = 0;
    for (unsigned bits = 0; bits < 1U << wish->modes; bits++) {
        if (car_bit_count(bits) > wish->set_size || !car_set_valid(self, bits, wish->modes)) {
            continue;
        }
        atlas_draft_set_t set = {.count = 0};
        for (int k = 0; k < wish->modes; k++) {
            if (bits >> k & 1U) {
                set.mode[set.count++] = (uint16_t)k;
            }
        }
        uint32_t at = count++;
        for (; at > 0 && car_set_before(&set, &self->set[at - 1]); at--) {
            self->set[at] = self->set[at - 1];
        }
        self->set[at] = set;
    }
    self->draft.head.set_count = count;
}

/// Row of every set of the modes that the move reads: stored for all of them, so that prediction plays no
/// part.
static inline void car_add_rows(car_t* self, base_random_t* random, const car_wish_t* wish, int m)
{
    atlas_draft_move_t* const move = &self->move[m];
    const int readings = move->move.reading_count;
    const bool opens = move->move.opens_reading == 0;
    unsigned reads = 0;
    for (int k = 0; k < wish->modes; k++) {
        move->reads[k] = car_chance(random, 0.6);
        reads |= move->reads[k] ? 1U << k : 0U;
    }
    car_random_row(random, readings, opens, move->base[0]);
    for (int cell = 1; cell < atlas_cells; cell++) {
        memcpy(move->base[cell], move->base[0], atlas_readings_max);
    }
    for (unsigned bits = 1; bits < 1U << wish->modes; bits++) {
        if ((bits & ~reads) != 0 || !car_set_valid(self, bits, wish->modes)) {
            continue;
        }
        atlas_entry_t* const entry = &self->entry[m][move->entry_count++];
        entry->cells = 0x3f;
        for (int k = 0; k < wish->modes; k++) {
            if (bits >> k & 1U) {
                entry->mode[entry->count++] = (uint16_t)k;
            }
        }
        car_random_row(random, readings, opens && car_chance(random, 0.4), entry->row);
    }
    move->entry = self->entry[m];
}

static inline atlas_draft_move_t* car_add_move(car_t* self, base_random_t* random, uint8_t does, int readings)
{
    static const char* const words[] = {"w-a", "w-b", "w-c", "w-d"};
    const int m = self->draft.head.move_count++;
    atlas_draft_move_t* const move = &self->move[m];
    *move = build_move(car_word('v', m), does, 1, words, readings);
    move->move.minutes = car_uniform(random, 0.2, does == 0 ? 30 : 8);
    move->move.money = car_uniform(random, 0, does == 0 ? 20 : 2);
    move->move.group = (uint8_t)(m + 1);
    move->need = self->need[m];
    move->give = &self->give[m];
    move->mend = &self->mend[m];
    move->confuse = &self->confuse[m];
    return move;
}

static inline void car_make_ask(car_t* self, base_random_t* random)
{
    const int m = self->draft.head.move_count;
    atlas_draft_move_t* const ask = car_add_move(self, random, 2, 2);
    ask->move.minutes = 0.2;
    ask->move.money = 0;
    ask->move.asks_fact = true;
    ask->move.reading_id[0] = "yes";
    ask->move.reading_id[1] = "no";
    build_base(ask, 150, 100);
    self->fact[car_fact_tool].ask_move = (uint16_t)m;
}

static inline void car_make_call(car_t* self, base_random_t* random)
{
    atlas_draft_move_t* const call = car_add_move(self, random, 7, 2);
    call->move.minutes = 20;
    call->move.money = 90;
    call->move.opens_reading = 0;
    call->move.reading_id[0] = "opens";
    build_base(call, 250, 0);
}

static inline void car_make_others(car_t* self, base_random_t* random, const car_wish_t* wish)
{
    int mended = 0;
    for (int k = 0; self->draft.head.move_count < wish->moves; k++) {
        const int m = self->draft.head.move_count;
        const bool tries = k < wish->tries;
        const bool mends = !tries && mended < wish->mendings && car_chance(random, 0.5);
        mended += mends ? 1 : 0;
        atlas_draft_move_t* const move =
            car_add_move(self, random, tries ? 0 : (mends ? 4 : 1), tries ? 3 : 2);
        if (tries) {
            move->move.opens_reading = 0;
            move->move.reading_id[0] = "opens";
        }
        if (move->move.does == 4) {
            move->move.mend_count = 1;
            self->mend[m] = (atlas_effect_t){car_chance(random, 0.5) ? 0 : (uint8_t)atlas_readings_max,
                                             (uint16_t)base_random_below(random, (uint32_t)wish->modes)};
        }
        if (wish->with_door && k > 0 && car_chance(random, 0.4)) {
            self->need[m][move->move.need_count++] = car_chance(random, 0.5) ? car_fact_door : car_fact_tool;
        }
        if (wish->with_error) {
            move->move.error = 0.03;
            move->move.confuse_count = 1;
            self->confuse[m] = (atlas_confusion_t){1, (uint8_t)(tries ? 2 : 0), 0.1};
        }
        car_add_rows(self, random, wish, m);
    }
}

/// Draws the car; the result is opened in `atlas`. False (with the reason on stderr) would be a fault of the
/// test.
static inline bool car_draw(car_t* self, uint64_t seed, const car_wish_t* wish, char* error, size_t capacity)
{
    base_random_t random;
    base_random_seed(&random, seed);
    memset(self, 0, sizeof *self);
    self->draft.head = build_head("car", "Car");
    self->draft.head.mode_count = (uint16_t)wish->modes;
    self->draft.head.fact_count = car_facts;
    car_add_modes(self, &random, wish);
    car_add_sets(self, wish);
    static const char* const facts[] = {"cabin-open", "has-tool", "lid-open"};
    for (int f = 0; f < car_facts; f++) {
        self->fact[f] = build_fact(facts[f], "access", 0.6);
    }
    self->fact[car_fact_tool].ask = "Is it so?";
    self->fact[car_fact_tool].kind = "tool";
    car_make_call(self, &random);
    if (wish->with_door) {
        car_make_ask(self, &random);
        atlas_draft_move_t* const door = car_add_move(self, &random, 6, 2);
        door->move.give_count = 1;
        self->give[self->draft.head.move_count - 1] = (atlas_effect_t){0, car_fact_door};
        car_add_rows(self, &random, wish, self->draft.head.move_count - 1);
    }
    car_make_others(self, &random, wish);
    self->draft.mode = self->mode;
    self->draft.fact = self->fact;
    self->draft.move = self->move;
    self->draft.set = self->set;
    const size_t length = build_bytes(&self->draft, self->bytes, sizeof self->bytes, error, capacity);
    return length > 0U && atlas_open(&self->atlas, self->bytes, length, error, capacity);
}
