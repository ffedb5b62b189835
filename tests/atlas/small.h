/// A small car's draft: four modes on three axes, two moves. Battery flat, wire broken and frozen latch keep
/// it shut.
#pragma once
#include "atlas/write.h"
#include <string.h>

enum { small_battery, small_wire, small_ice, small_weak, small_modes };
enum { small_press, small_lamps, small_moves };

typedef struct {
    atlas_mode_t mode[small_modes];
    atlas_fact_t fact[2];
    atlas_draft_move_t move[small_moves];
    atlas_draft_circumstance_t circumstance;
    atlas_draft_set_t set[16];
    uint16_t need[1];
    atlas_effect_t give[1], take[1], mend[1];
    atlas_confusion_t confuse[1];
    atlas_draft_factor_t factor[2];
    atlas_draft_follow_t follow[1];
    atlas_entry_t press[5], lamps[2];
    atlas_draft_t draft;
} small_t;

static inline atlas_mode_t small_mode(const char* id, double odds, uint8_t axis)
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

static inline atlas_entry_t small_entry(int a, int b, uint8_t cells, uint8_t opens, uint8_t click)
{
    atlas_entry_t entry = {
        .mode = {(uint16_t)a, (uint16_t)(b < 0 ? 0 : b)}, .count = b < 0 ? 1 : 2, .cells = cells};
    entry.row[0] = opens;
    entry.row[1] = click;
    entry.row[2] = (uint8_t)(atlas_scale - opens - click);
    return entry;
}

static inline void small_fill_moves(small_t* self)
{
    self->move[small_press] =
        (atlas_draft_move_t){.move = {.id = "press-fob",
                                      .text = "Press and hold the button on the key.",
                                      .watch = "Listen at the lid.",
                                      .never = "Do not slam the lid, no hot water.",
                                      .uses = "fob",
                                      .sources = "F011",
                                      .currency = "USD",
                                      .reading_id = {"opens", "click", "silence"},
                                      .reading_text = {"It opens", "A click", "Nothing"},
                                      .minutes = 0.2,
                                      .error = 0.03,
                                      .cant_tell = 0.05,
                                      .phase = 1,
                                      .reading_count = 3,
                                      .group = 1,
                                      .need_count = 1,
                                      .give_count = 1,
                                      .confuse_count = 1},
                             .need = self->need,
                             .give = self->give,
                             .confuse = self->confuse,
                             .entry = self->press,
                             .entry_count = 5,
                             .reads = {true, true, true, true}};
    self->move[small_lamps] = (atlas_draft_move_t){.move = {.id = "look-lamps",
                                                            .text = "Look at the dashboard.",
                                                            .uses = "",
                                                            .reading_id = {"normal", "dim", "dark"},
                                                            .reading_text = {"Normal", "Dim", "Dark"},
                                                            .minutes = 0.5,
                                                            .does = 1,
                                                            .phase = 5,
                                                            .reading_count = 3,
                                                            .opens_reading = atlas_readings_max,
                                                            .group = 2,
                                                            .take_count = 1,
                                                            .mend_count = 1},
                                                   .take = self->take,
                                                   .mend = self->mend,
                                                   .entry = self->lamps,
                                                   .entry_count = 2,
                                                   .reads = {true, false, false, true}};
    for (int cell = 0; cell < atlas_cells; cell++) {
        self->move[small_press].base[cell][0] = 245;
        self->move[small_press].base[cell][2] = 5;
        self->move[small_lamps].base[cell][0] = 250;
    }
}

static inline void small_fill_rows(small_t* self)
{
    self->press[0] = small_entry(small_wire, -1, 0x3f, 0, 250);
    self->press[1] = small_entry(small_battery, -1, 0x3f, 0, 0);
    self->press[2] = small_entry(small_ice, -1, 0x3c, 20, 200);
    self->press[3] = small_entry(small_weak, -1, 0x03, 230, 10);
    self->press[4] = small_entry(small_ice, small_weak, 0x30, 0, 50);
    self->lamps[0] = small_entry(small_battery, -1, 0x3f, 0, 0);
    self->lamps[1] = small_entry(small_weak, -1, 0x3f, 50, 200);
}

static inline void small_fill_sets(small_t* self)
{
    // battery and weak share an axis
    static const atlas_draft_set_t sets[] = {
        {{0}, 0},    {{0}, 1},    {{1}, 1},    {{2}, 1},    {{3}, 1},       {{0, 1}, 2},
        {{0, 2}, 2}, {{1, 2}, 2}, {{1, 3}, 2}, {{2, 3}, 2}, {{0, 1, 2}, 3}, {{1, 2, 3}, 3},
    };
    memcpy(self->set, sets, sizeof sets);
    self->draft.head.set_count = sizeof sets / sizeof sets[0];
}

static inline void small_fill(small_t* self)
{
    memset(self, 0, sizeof *self);
    self->mode[small_battery] = small_mode("battery=dead", 0.05, 0);
    self->mode[small_wire] = small_mode("loom=broken", 0.02, 1);
    self->mode[small_ice] = small_mode("latch=ice", 0.1, 2);
    self->mode[small_weak] = small_mode("battery=weak", 0.07, 0);
    self->fact[0] =
        (atlas_fact_t){.id = "key-in-hand", .text = "the key is here", .kind = "condition", .p = 0.9};
    self->fact[0].ask_move = atlas_none;
    self->fact[1] = (atlas_fact_t){.id = "lid-open", .ask = "Is it open?", .kind = "access", .ask_move = 1};
    self->give[0] = (atlas_effect_t){.reading = 0, .target = 1};
    self->take[0] = (atlas_effect_t){.reading = atlas_readings_max, .target = 0};
    self->mend[0] = (atlas_effect_t){.reading = 1, .target = small_weak};
    self->confuse[0] = (atlas_confusion_t){.truth = 1, .report = 2, .p = 0.15};
    self->factor[0] = (atlas_draft_factor_t){.bucket = 0, .mode = small_ice, .factor = 0.0};
    self->factor[1] = (atlas_draft_factor_t){.bucket = 1, .mode = small_ice, .factor = 8.0};
    self->follow[0] = (atlas_draft_follow_t){.bucket = 1, .fact = 0};
    self->circumstance = (atlas_draft_circumstance_t){.circumstance = {.name = "temperature",
                                                                       .ask = "How cold is it?",
                                                                       .label = {"warm", "frost"},
                                                                       .bucket_count = 2},
                                                      .factor = self->factor,
                                                      .follow = self->follow,
                                                      .factor_count = 2,
                                                      .follow_count = 1};
    small_fill_moves(self);
    small_fill_rows(self);
    self->draft = (atlas_draft_t){.head = {.id = "small-car",
                                           .name = "Small car",
                                           .body = "sedan",
                                           .word_lid = "trunk lid",
                                           .word_space = "trunk",
                                           .market = "us",
                                           .nothing_wrong = 0.02,
                                           .coexistence = 0.2,
                                           .left_out = 0.001,
                                           .mode_count = small_modes,
                                           .fact_count = 2,
                                           .move_count = small_moves,
                                           .circumstance_count = 1,
                                           .axis_count = 3},
                                  .mode = self->mode,
                                  .fact = self->fact,
                                  .move = self->move,
                                  .circumstance = &self->circumstance,
                                  .set = self->set};
    small_fill_sets(self);
}
