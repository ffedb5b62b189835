/// The writer of an atlas, for survey and tests: a draft in the caller's memory in, checked bytes out. The
/// same draft gives the same bytes everywhere. What it wrote is opened once more before it is handed out, so
/// that no atlas leaves that `atlas_open` would refuse (forbidden moves among it).
#pragma once
#include "atlas/atlas.h"

typedef struct {
    uint8_t truth, report;
    double p;
} atlas_confusion_t;

/// A row for exactly these modes (sorted; `count` 1 to atlas_set_max) in the cells whose bits are set.
typedef struct {
    uint16_t mode[atlas_set_max];
    uint8_t count;
    uint8_t cells;
    uint8_t row[atlas_readings_max]; ///< sums to 250, zero beyond the move's readings
} atlas_entry_t;

typedef struct {
    atlas_move_t move;
    const uint16_t* need;
    const atlas_effect_t* give;
    const atlas_effect_t* take;
    const atlas_effect_t* mend;
    const atlas_confusion_t* confuse;
    uint8_t base[atlas_cells][atlas_readings_max]; ///< rows of the empty set
    bool reads[atlas_modes_max];
    const atlas_entry_t* entry; ///< any order; no two of the same modes share a cell
    uint32_t entry_count;
} atlas_draft_move_t;

typedef struct {
    uint8_t bucket;
    uint16_t mode;
    double factor;
} atlas_draft_factor_t;

typedef struct {
    uint8_t bucket;
    uint16_t fact;
} atlas_draft_follow_t;

typedef struct {
    atlas_circumstance_t circumstance;
    const atlas_draft_factor_t* factor; ///< sorted by bucket, then mode
    const atlas_draft_follow_t* follow;
    uint16_t factor_count, follow_count;
} atlas_draft_circumstance_t;

typedef struct {
    uint16_t mode[atlas_set_max]; ///< sorted
    uint8_t count;
} atlas_draft_set_t;

/// Everything an atlas says; counts in `head`. Sets: sorted by size, then by members; the first is empty.
typedef struct {
    atlas_head_t head;
    const atlas_mode_t* mode;
    const atlas_fact_t* fact;
    const atlas_draft_move_t* move;
    const atlas_draft_circumstance_t* circumstance;
    const atlas_draft_set_t* set;
} atlas_draft_t;

/// Where the bytes go: the caller's memory.
typedef struct {
    uint8_t* bytes;
    size_t capacity;
    size_t length; ///< written
} atlas_bytes_t;

/// Room for a line of reason.
typedef struct {
    char* text;
    size_t capacity;
} atlas_reason_t;

/// Writes the draft. `work` is used in passing (about the size of all texts and rows) and given back. False
/// with a reason if the draft breaks a rule of the format, or memory is short. O(entries x log entries).
bool atlas_write(const atlas_draft_t* draft, base_arena_t* work, atlas_bytes_t* out, atlas_reason_t reason);
