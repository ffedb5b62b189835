/// What speaks for a step: suspects in order, and sentences. Shared by the texts and the JSON of this room.
#pragma once
#include "session/state.h"
#include "session/writer.h"

enum { session_reasons_max = 12, session_reason_max = 1000 };

typedef struct {
    uint16_t mode;
    double p;
} session_suspect_t;

typedef struct {
    char text[session_reasons_max][session_reason_max];
    int count;
} session_reasons_t;

/// Faults and settings by falling probability, ties by index; variants of equipment are none. With `causes`
/// only those that can be why the lid is shut. Returns their number. O(modes^2).
int session_suspects(session_t* self, bool causes, session_suspect_t suspect[atlas_modes_max]);

/// As session_suspects, by the chance that the mode was there when the person came, mended or not.
int session_suspects_then(session_t* self, bool causes, session_suspect_t suspect[atlas_modes_max]);

/// Why this step: what it can do, what it tells apart, which answers point there, what else it would cost.
void session_reason(session_t* self, const guide_step_t* step, session_reasons_t* reasons);

/// True for the moves that may be dangerous or do damage: their conditions are shown as confirmed.
bool session_is_risky(const atlas_t* atlas, const atlas_move_t* move, uint16_t index);
