/// A small car's draft: four modes on three axes, two moves. Battery flat, wire broken and frozen latch keep
/// it shut.
#pragma once
#include "build.h"

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

static inline atlas_entry_t small_entry(int a, int b, uint8_t cells, uint8_t opens, uint8_t click)
{
    atlas_entry_t entry = {
        .mode = {(uint16_t)a, (uint16_t)(b < 0 ? 0 : b)}, .count = b < 0 ? 1 : 2, .cells = cells};
    entry.row[0] = opens;
    entry.row[1] = click;
    entry.row[2] = (uint8_t)(atlas_scale - opens - click);
    return entry;
}

static inline void small_fill_press(small_t* self)
{
    static const char* const heard[] = {"opens", "click", "silence"};
    atlas_draft_move_t* const press = &self->move[small_press];
    *press = build_move("press-fob", 0, 1, heard, 3);
    press->move.text = "Press and hold the button on the key.";
    press->move.watch = "Listen at the lid.";
    press->move.never = "Do not slam the lid, no hot water.";
    press->move.uses = "fob";
    press->move.sources = "F011";
    press->move.reading_text[0] = "It opens";
    press->move.reading_text[1] = "A click";
    press->move.reading_text[2] = "Nothing";
    press->move.minutes = 0.2;
    press->move.error = 0.03;
    press->move.cant_tell = 0.05;
    press->move.need_count = press->move.give_count = press->move.confuse_count = 1;
    press->need = self->need;
    press->give = self->give;
    press->confuse = self->confuse;
    press->entry = self->press;
    press->entry_count = 5;
    press->reads[small_battery] = press->reads[small_wire] = true;
    press->reads[small_ice] = press->reads[small_weak] = true;
    build_base(press, 245, 0);
}

static inline void small_fill_lamps(small_t* self)
{
    static const char* const seen[] = {"normal", "dim", "dark"};
    atlas_draft_move_t* const lamps = &self->move[small_lamps];
    *lamps = build_move("look-lamps", 1, 5, seen, 3);
    lamps->move.text = "Look at the dashboard.";
    lamps->move.reading_text[0] = "Normal";
    lamps->move.reading_text[1] = "Dim";
    lamps->move.reading_text[2] = "Dark";
    lamps->move.sources = NULL;
    lamps->move.currency = NULL;
    lamps->move.minutes = 0.5;
    lamps->move.group = 2;
    lamps->move.take_count = lamps->move.mend_count = 1;
    lamps->take = self->take;
    lamps->mend = self->mend;
    lamps->entry = self->lamps;
    lamps->entry_count = 2;
    lamps->reads[small_battery] = lamps->reads[small_weak] = true;
    build_base(lamps, 250, 0);
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
    self->mode[small_battery] = build_mode("battery=dead", 0.05, 0);
    self->mode[small_wire] = build_mode("loom=broken", 0.02, 1);
    self->mode[small_ice] = build_mode("latch=ice", 0.1, 2);
    self->mode[small_weak] = build_mode("battery=weak", 0.07, 0);
    self->fact[0] = build_fact("key-in-hand", "condition", 0.9);
    self->fact[0].text = "the key is here";
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
    small_fill_press(self);
    small_fill_lamps(self);
    small_fill_rows(self);
    self->draft = (atlas_draft_t){.head = build_head("small-car", "Small car"),
                                  .mode = self->mode,
                                  .fact = self->fact,
                                  .move = self->move,
                                  .circumstance = &self->circumstance,
                                  .set = self->set};
    self->draft.head.left_out = 0.001;
    self->draft.head.mode_count = small_modes;
    self->draft.head.fact_count = 2;
    self->draft.head.move_count = small_moves;
    self->draft.head.circumstance_count = 1;
    self->draft.head.axis_count = 3;
    small_fill_sets(self);
}
