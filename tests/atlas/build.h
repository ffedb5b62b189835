/// Pieces of which tests put atlases together by hand: plain modes, facts, moves and heads, to be changed
/// where a test wants something else. What comes out goes through the real writer.
#pragma once
#include "atlas/write.h"
#include <string.h>

/// A cause with a plain repair.
static inline atlas_mode_t build_mode(const char* const id, const double odds, const uint8_t axis)
{
    return (atlas_mode_t){.id = id,
                          .name = id,
                          .why = "it is so",
                          .repair_text = "mend it",
                          .repair_who = "yourself",
                          .repair_currency = "USD",
                          .sources = "F001",
                          .repair_minutes = 12.5,
                          .repair_money = 30.0,
                          .odds = odds,
                          .axis = axis,
                          .is_cause = true};
}

/// A fact that no move asks for.
static inline atlas_fact_t build_fact(const char* const id, const char* const kind, const double p)
{
    return (atlas_fact_t){.id = id, .text = "it is so", .kind = kind, .p = p, .ask_move = atlas_none};
}

/// A move of a minute with these readings; one called "opens" opens the lid.
static inline atlas_draft_move_t build_move(const char* const id, const uint8_t does, const uint8_t phase,
                                            const char* const* const readings, const int count)
{
    atlas_draft_move_t move = {.move = {.id = id,
                                        .text = "Try it.",
                                        .uses = "",
                                        .sources = "F001",
                                        .currency = "USD",
                                        .minutes = 1,
                                        .does = does,
                                        .phase = phase,
                                        .reading_count = (uint8_t)count,
                                        .opens_reading = atlas_readings_max,
                                        .group = 1}};
    for (int k = 0; k < count; k++) {
        move.move.reading_id[k] = readings[k];
        move.move.reading_text[k] = readings[k];
        if (strcmp(readings[k], "opens") == 0) {
            move.move.opens_reading = (uint8_t)k;
        }
    }
    return move;
}

/// Without any fault, in every cell: chances in 1/250 of the first two readings, the rest for the last one.
static inline void build_base(atlas_draft_move_t* const move, const int first, const int second)
{
    for (int cell = 0; cell < atlas_cells; cell++) {
        uint8_t* const row = move->base[cell];
        memset(row, 0, atlas_readings_max);
        row[0] = (uint8_t)first;
        row[1] = (uint8_t)second;
        uint8_t* const last = &row[move->move.reading_count - 1];
        *last = (uint8_t)(*last + atlas_scale - first - second);
    }
}

/// Counts are the caller's.
static inline atlas_head_t build_head(const char* const id, const char* const name)
{
    return (atlas_head_t){.id = id,
                          .name = name,
                          .body = "sedan",
                          .word_lid = "trunk lid",
                          .word_space = "trunk",
                          .market = "us",
                          .nothing_wrong = 0.02,
                          .coexistence = 0.2};
}

/// Writes the draft into `bytes`; their length, 0 with a reason if the writer refuses it.
static inline size_t build_bytes(const atlas_draft_t* const draft, uint8_t* const bytes,
                                 const size_t capacity, char* const reason, const size_t reason_capacity)
{
    static unsigned char memory[1 << 22];
    base_arena_t work = {memory, sizeof memory, 0};
    atlas_bytes_t out = {bytes, capacity, 0};
    return atlas_write(draft, &work, &out, (atlas_reason_t){reason, reason_capacity}) ? out.length : 0U;
}
