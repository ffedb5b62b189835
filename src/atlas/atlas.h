/// The atlas of one car: P(reading | move, set of modes, cell), priors, circumstances, costs and texts;
/// everything the guide and the dialogue need, and nothing of the car itself. Reader over (bytes, length):
/// the caller maps or loads the file and keeps it alive; opening copies nothing but checks everything (magic,
/// version, length, CRC-32, every index and every string), so that no accessor can run outside the bytes.
/// Writer into the caller's memory. Little-endian; the same car and knowledge give the same bytes on every
/// machine. An atlas that carries a forbidden move (field review 4.1, N1 to N20) is refused.
///
/// Degrees: where some cars with a fault still open in most ways and others in few, one mode is kept as two
/// neighbours of the same id, the slight degree and then the grave one, so that what fails once counts for
/// what else would fail. Their odds add up to the fault's; to a person they are one.
///
/// Sets: a set of modes is a sorted list of at most `atlas_set_max` mode indices. Set 0 is empty. The atlas
/// holds none, all singles, all pairs of different axes, and the larger sets of most prior mass; smaller sets
/// come first, sets of one size in order of their members. Rows: for each move and cell there is a row for
/// the empty set; for subsets of the modes that the move reads there are rows only where they differ from the
/// prediction. The row of a set S is the row of R(S) = the members of S that the move reads: the stored row
/// of R(S) if there is one; else the prediction, which is, among the rows of R(S) without one member
/// (recursively), the one with the smallest chance to open, ties to the smaller row number. A probability is
/// stored in 1/250 (0 to 250), a row sums to 250.
#pragma once
#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    atlas_modes_max = 160,
    atlas_moves_max = 255,
    atlas_readings_max = 12,
    atlas_facts_max = 128,
    atlas_circumstances_max = 32,
    atlas_buckets_max = 12,
    atlas_set_max = 6,
    atlas_cells = 6, ///< temperature x wet: cell = 2 * temperature + wet
    atlas_scale = 250,
    atlas_none = 0xffff,
    atlas_version = 3
};

typedef struct {
    const char* id;
    const char* name;
    const char* why;
    const char* repair_text;
    const char* repair_who;
    const char* repair_currency;
    const char* sources;
    double repair_minutes;
    double repair_money;
    double odds;  ///< prior p/(1-p) before circumstances
    uint8_t is;   ///< 0 fault, 1 setting, 2 variant
    uint8_t axis; ///< modes of one axis exclude each other
    bool is_cause;
    bool intermittent;
    bool needs_frost;
    bool is_grave; ///< the grave degree of the mode before it, of the same id and axis
} atlas_mode_t;

typedef struct {
    const char* id;
    const char* ask; ///< NULL: never asked
    const char* text;
    const char* kind;
    double p;
    uint8_t from_car;  ///< 0 unknown, 1 true of this car, 2 false of this car
    uint16_t ask_move; ///< the move that asks for it, or atlas_none
    bool lapses;       ///< what takes it leaves it open again (another place, another hour) instead of false
} atlas_fact_t;

typedef struct {
    uint8_t reading; ///< or atlas_readings_max for any
    uint16_t target; ///< fact or mode
} atlas_effect_t;

/// What a move is: the numbers of the file.
enum {
    atlas_does_try = 0,
    atlas_does_look,
    atlas_does_ask,
    atlas_does_measure,
    atlas_does_relieve,
    atlas_does_repair,
    atlas_does_access,
    atlas_does_call,
    atlas_does_leave
};
enum { atlas_phase_open = 1, atlas_phase_after = 2, atlas_phase_fix = 4 }; ///< lid shut, opened, mending

typedef struct {
    const char* id;
    const char* text;
    const char* watch;
    const char* never;
    const char* warn;
    const char* uses;
    const char* sources;
    const char* currency;
    const char* reading_id[atlas_readings_max];
    const char* reading_text[atlas_readings_max];
    double minutes, wait_minutes, money, damage_p, damage_size, error, cant_tell;
    uint8_t does;  ///< atlas_does_..
    uint8_t phase; ///< bits, atlas_phase_..
    uint8_t reading_count;
    uint8_t opens_reading; ///< or atlas_readings_max
    uint8_t group; ///< moves of one group run the same strokes under the same sense: asking again tells
                   ///< nothing new
    bool asks_fact;
    uint16_t need_count, give_count, take_count, mend_count, confuse_count;
} atlas_move_t;

typedef struct {
    const char* name;
    const char* ask;
    const char* label[atlas_buckets_max];
    double bound[atlas_buckets_max];
    uint8_t bucket_count;
    bool numeric;
} atlas_circumstance_t;

typedef struct {
    const char* id;
    const char* name;
    const char* body;
    const char* word_lid;
    const char* word_space;
    const char* market;
    double nothing_wrong; ///< share of calls with no cause at all
    double coexistence;
    double left_out; ///< prior mass, before circumstances, of the sets that the atlas does not hold
    uint16_t mode_count, fact_count, move_count, circumstance_count, axis_count;
    uint32_t set_count;
} atlas_head_t;

/// An opened atlas. Fields are private to atlas/.
typedef struct {
    const uint8_t* bytes;
    size_t length;
    atlas_head_t head;
    uint32_t section_at[32];
    uint32_t section_length[32];
} atlas_t;

/// Opens an atlas over bytes that the caller keeps alive. False with one line of reason in `error` otherwise.
bool atlas_open(atlas_t* self, const uint8_t* bytes, size_t length, char* error, size_t error_capacity);

/// Accessors: index in range (asserted), strings live in the bytes. O(1).
atlas_mode_t atlas_mode(const atlas_t* self, uint16_t index);
atlas_fact_t atlas_fact(const atlas_t* self, uint16_t index);
atlas_move_t atlas_move(const atlas_t* self, uint16_t index);
atlas_circumstance_t atlas_circumstance(const atlas_t* self, uint16_t index);
uint16_t atlas_need(const atlas_t* self, uint16_t move, uint16_t k);       ///< fact
atlas_effect_t atlas_give(const atlas_t* self, uint16_t move, uint16_t k); ///< fact that becomes true
atlas_effect_t atlas_take(const atlas_t* self, uint16_t move, uint16_t k); ///< fact that becomes false
atlas_effect_t atlas_mend(const atlas_t* self, uint16_t move, uint16_t k); ///< mode that is gone
/// Confusion k of a move: truth, report and chance.
double atlas_confuse(const atlas_t* self, uint16_t move, uint16_t k, uint8_t* truth, uint8_t* report);

/// Factor on the odds of a mode when the circumstance has this value; 1 if none is stored. Facts that follow
/// from the value: `atlas_follows` gives the k-th or atlas_none.
double atlas_factor(const atlas_t* self, uint16_t circumstance, uint8_t bucket, uint16_t mode);
uint16_t atlas_follows(const atlas_t* self, uint16_t circumstance, uint8_t bucket, uint16_t k);

/// Members of a set, sorted; returns their number. O(1).
int atlas_set(const atlas_t* self, uint32_t set, uint16_t modes[atlas_set_max]);

/// True if the rows of the move can differ with the mode.
bool atlas_reads(const atlas_t* self, uint16_t move, uint16_t mode);

/// P(true outcome) over the readings of a move for any sorted set of modes (it need not be a stored set), in
/// 1/250. Follows the rule above. O(2^n log rows) for the n members that the move reads; the guide keeps a
/// table of numbers.
void atlas_row(const atlas_t* self, uint16_t move, uint8_t cell, const uint16_t* modes, int count,
               uint8_t row[atlas_readings_max]);

/// Number of the distribution that `atlas_row` would give, below `atlas_row_count`; equal numbers, equal
/// rows.
uint32_t atlas_row_number(const atlas_t* self, uint16_t move, uint8_t cell, const uint16_t* modes, int count);
uint32_t atlas_row_count(const atlas_t* self);
void atlas_row_by_number(const atlas_t* self, uint32_t number, uint8_t row[atlas_readings_max]);

/// Index by id, or atlas_none. O(n).
uint16_t atlas_find_move(const atlas_t* self, const char* id);
uint16_t atlas_find_mode(const atlas_t* self, const char* id);
uint16_t atlas_find_fact(const atlas_t* self, const char* id);
uint16_t atlas_find_circumstance(const atlas_t* self, const char* name);
