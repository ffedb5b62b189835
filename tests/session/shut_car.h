/// A small car that will not open, for tests of the dialogue: battery, wire, locking; a press, a look, a way
/// with conditions, a call and leaving it. Its atlas is written by the real writer.
#pragma once
#include "check.h"

#include "../atlas/build.h"
#include "session/session.h"
#include <stdlib.h>
#include <string.h>

enum { shut_battery, shut_wire, shut_locked, shut_variant, shut_modes };
enum { shut_key, shut_cabin, shut_lid, shut_pack, shut_sound, shut_post, shut_facts };
enum {
    shut_press_fob,
    shut_press_cabin,
    shut_look_dash,
    shut_unlock,
    shut_feed_post,
    shut_ask_pack,
    shut_ask_sound,
    shut_call,
    shut_leave,
    shut_moves
};
enum { shut_bytes_max = 65536 };

typedef struct {
    atlas_mode_t mode[shut_modes];
    atlas_fact_t fact[shut_facts];
    atlas_draft_move_t move[shut_moves];
    atlas_draft_circumstance_t circumstance[4];
    uint8_t bytes[shut_bytes_max];
    size_t length;
} shut_car_t;

static inline void shut_fill_modes(shut_car_t* self)
{
    static const char* const ids[] = {"battery=dead", "loom=release-broken", "locking=locked",
                                      "variant=no-lid-cylinder"};
    static const char* const names[] = {"the car battery is flat", "the release wire is broken",
                                        "the car is still locked", "there is no keyhole"};
    static const double odds[] = {0.1, 0.08, 0.15, 0.4};
    static const uint8_t kinds[] = {0, 0, 1, 2};
    for (int k = 0; k < shut_modes; k++) {
        self->mode[k] = build_mode(ids[k], odds[k], (uint8_t)k);
        self->mode[k].name = names[k];
        self->mode[k].why = "nothing works then";
        self->mode[k].repair_text = "Charge it \"slowly\".";
        self->mode[k].sources = "F099";
        self->mode[k].repair_minutes = 40;
        self->mode[k].repair_money = 220;
        self->mode[k].is = kinds[k];
        self->mode[k].is_cause = k != shut_variant;
    }
}

static inline void shut_fill_facts(shut_car_t* self)
{
    static const char* const ids[] = {"key-in-hand",   "cabin-open",    "lid-open",
                                      "has-jump-pack", "battery-sound", "post-known"};
    static const char* const kinds[] = {"access", "access", "access", "tool", "condition", "vehicle"};
    for (int k = 0; k < shut_facts; k++) {
        self->fact[k] = build_fact(ids[k], kinds[k], 0.9);
        self->fact[k].text = NULL;
    }
    self->fact[shut_pack].ask = "Do you have a 12-volt jump pack?";
    self->fact[shut_pack].ask_move = shut_ask_pack;
    self->fact[shut_sound].ask = "Is the battery whole, dry and quiet?";
    self->fact[shut_sound].ask_move = shut_ask_sound;
    self->fact[shut_sound].lapses = true;
    self->fact[shut_post].from_car = 1;
}

static inline atlas_draft_move_t shut_move(const char* id, uint8_t does, const char* text,
                                           const char* const readings[3])
{
    const int count = readings[1] == NULL ? 1 : readings[2] == NULL ? 2 : 3;
    atlas_draft_move_t move = build_move(id, does, 5, readings, count);
    move.move.text = text;
    move.move.watch = "Look at the {lid}.";
    move.move.never = "Keep your face away.";
    move.move.uses = "fob";
    move.move.sources = "F011 R1.24";
    move.move.minutes = 0.5;
    move.move.error = 0.02;
    move.move.cant_tell = 0.02;
    move.move.group = (uint8_t)(id[0] + id[1] + id[6]);
    return move;
}

static const atlas_entry_t shut_press_rows[] = {
    {.mode = {shut_battery}, .count = 1, .cells = 0x3f, .row = {0, 0, 250}},
    {.mode = {shut_wire}, .count = 1, .cells = 0x3f, .row = {0, 0, 250}},
    {.mode = {shut_locked}, .count = 1, .cells = 0x3f, .row = {0, 0, 250}},
};
static const atlas_entry_t shut_dash_rows[] = {
    {.mode = {shut_battery}, .count = 1, .cells = 0x3f, .row = {0, 25, 225}},
};
static const atlas_entry_t shut_feed_rows[] = {
    {.mode = {shut_wire}, .count = 1, .cells = 0x3f, .row = {0, 250}},
};
static const atlas_effect_t shut_opens[] = {{0, shut_lid}};
static const atlas_effect_t shut_opens_cabin[] = {{0, shut_cabin}};
static const atlas_effect_t shut_yes_pack[] = {{0, shut_pack}};
static const atlas_effect_t shut_no_pack[] = {{1, shut_pack}};
static const atlas_effect_t shut_yes_sound[] = {{0, shut_sound}};
static const atlas_effect_t shut_no_sound[] = {{1, shut_sound}};
static const atlas_effect_t shut_mend_locked[] = {{0, shut_locked}};
static const atlas_effect_t shut_take_all[] = {{atlas_readings_max, shut_pack},
                                               {atlas_readings_max, shut_sound}};
static const uint16_t shut_need_cabin[] = {shut_cabin};
static const uint16_t shut_need_feed[] = {shut_pack, shut_sound, shut_post};

static inline void shut_fill_tries(shut_car_t* self)
{
    static const char* const heard[] = {"opens", "lid-click", "silence"};
    self->move[shut_press_fob] = shut_move("press-fob", 0, "Press the {lid} button on the key.", heard);
    self->move[shut_press_cabin] = shut_move("press-cabin", 0, "Press the button in the cabin.", heard);
    self->move[shut_press_cabin].need = shut_need_cabin;
    self->move[shut_press_cabin].move.need_count = 1;
    for (int k = shut_press_fob; k <= shut_press_cabin; k++) {
        atlas_draft_move_t* const move = &self->move[k];
        build_base(move, 240, 5);
        move->give = shut_opens;
        move->move.give_count = 1;
        move->entry = shut_press_rows;
        move->entry_count = 3;
        move->reads[shut_battery] = move->reads[shut_wire] = move->reads[shut_locked] = true;
    }
}

static inline void shut_fill_ways(shut_car_t* self)
{
    static const char* const lamps[] = {"normal", "dim", "dark"};
    static const char* const door[] = {"opens", "locked", NULL};
    static const char* const fed[] = {"opens", "silence", NULL};
    static const char* const came[] = {"opens", "not-opened", NULL};
    self->move[shut_look_dash] = shut_move("look-dash", 1, "Switch the ignition on and look.", lamps);
    build_base(&self->move[shut_look_dash], 245, 5);
    self->move[shut_look_dash].entry = shut_dash_rows;
    self->move[shut_look_dash].entry_count = 1;
    self->move[shut_look_dash].reads[shut_battery] = true;
    self->move[shut_unlock] = shut_move("unlock-door", 6, "Unlock and pull a door.", door);
    self->move[shut_unlock].move.opens_reading = atlas_readings_max;
    build_base(&self->move[shut_unlock], 240, 10);
    self->move[shut_unlock].give = shut_opens_cabin;
    self->move[shut_unlock].mend = shut_mend_locked;
    self->move[shut_unlock].move.give_count = self->move[shut_unlock].move.mend_count = 1;
    self->move[shut_feed_post] = shut_move("feed-post", 4, "Clamp the pack to the post and press.", fed);
    build_base(&self->move[shut_feed_post], 240, 10);
    self->move[shut_feed_post].need = shut_need_feed;
    self->move[shut_feed_post].give = shut_opens;
    self->move[shut_feed_post].entry = shut_feed_rows;
    self->move[shut_feed_post].entry_count = 1;
    self->move[shut_feed_post].reads[shut_wire] = true;
    self->move[shut_feed_post].move.need_count = 3;
    self->move[shut_feed_post].move.give_count = 1;
    self->move[shut_feed_post].move.damage_p = 0.001;
    self->move[shut_feed_post].move.damage_size = 1000;
    self->move[shut_call] = shut_move("call-locksmith", 7, "Call a locksmith.", came);
    build_base(&self->move[shut_call], 238, 12);
    self->move[shut_call].give = shut_opens;
    self->move[shut_call].move.give_count = 1;
    self->move[shut_call].move.uses = "service";
    self->move[shut_call].move.money = 140;
    self->move[shut_call].move.wait_minutes = 45;
}

static inline void shut_fill_asks(shut_car_t* self)
{
    static const char* const yes_no[] = {"yes", "no", NULL};
    static const char* const done[] = {"done", NULL, NULL};
    self->move[shut_ask_pack] = shut_move("ask-has-jump-pack", 2, "Do you have a 12-volt jump pack?", yes_no);
    self->move[shut_ask_sound] = shut_move("ask-battery-sound", 2, "Is the battery whole and quiet?", yes_no);
    self->move[shut_ask_pack].give = shut_yes_pack;
    self->move[shut_ask_pack].take = shut_no_pack;
    self->move[shut_ask_sound].give = shut_yes_sound;
    self->move[shut_ask_sound].take = shut_no_sound;
    for (int k = shut_ask_pack; k <= shut_ask_sound; k++) {
        self->move[k].move.asks_fact = true;
        self->move[k].move.give_count = self->move[k].move.take_count = 1;
        self->move[k].move.minutes = 0.1;
        build_base(&self->move[k], 225, 25);
    }
    self->move[shut_leave] = shut_move("leave-it", 8, "Leave it until morning.", done);
    self->move[shut_leave].move.wait_minutes = 720;
    self->move[shut_leave].take = shut_take_all;
    self->move[shut_leave].move.take_count = 2;
    build_base(&self->move[shut_leave], 250, 0);
}

static inline void shut_fill_circumstances(shut_car_t* self)
{
    self->circumstance[0].circumstance = (atlas_circumstance_t){.name = "temperature",
                                                                .ask = "How cold is it?",
                                                                .label = {"warm", "frost", "hard-frost"},
                                                                .bucket_count = 3};
    self->circumstance[1].circumstance = (atlas_circumstance_t){.name = "age_years",
                                                                .ask = "How old is the car?",
                                                                .label = {"under 3", "3 to 7", "over 7"},
                                                                .bound = {3, 7},
                                                                .bucket_count = 3,
                                                                .numeric = true};
    self->circumstance[2].circumstance = (atlas_circumstance_t){
        .name = "place", .ask = "Where does it stand?", .label = {"outdoors", "motorway"}, .bucket_count = 2};
    self->circumstance[3].circumstance = (atlas_circumstance_t){
        .name = "pressing", .ask = "Does anything press?", .label = {"no", "yes"}, .bucket_count = 2};
}

/// Writes the atlas into `bytes`.
static inline void shut_make(shut_car_t* self)
{
    static const atlas_draft_set_t sets[] = {
        {{0}, 0},    {{0}, 1},    {{1}, 1},    {{2}, 1},    {{3}, 1},    {{0, 1}, 2},
        {{0, 2}, 2}, {{0, 3}, 2}, {{1, 2}, 2}, {{1, 3}, 2}, {{2, 3}, 2},
    };
    memset(self, 0, sizeof *self);
    shut_fill_modes(self);
    shut_fill_facts(self);
    shut_fill_tries(self);
    shut_fill_ways(self);
    shut_fill_asks(self);
    shut_fill_circumstances(self);
    atlas_draft_t draft = {.head = build_head("shut-car", "Shut \"test\" car"),
                           .mode = self->mode,
                           .fact = self->fact,
                           .move = self->move,
                           .circumstance = self->circumstance,
                           .set = sets};
    draft.head.word_lid = "boot lid";
    draft.head.word_space = "boot";
    draft.head.market = "uk";
    draft.head.left_out = 0.001;
    draft.head.mode_count = draft.head.axis_count = shut_modes;
    draft.head.fact_count = shut_facts;
    draft.head.move_count = shut_moves;
    draft.head.circumstance_count = 4;
    draft.head.set_count = sizeof sets / sizeof sets[0];
    char reason[200] = "";
    self->length = build_bytes(&draft, self->bytes, sizeof self->bytes, reason, sizeof reason);
    assert_string_equal(reason, "");
    assert_true(self->length > 0U);
}

/// A session beside that car; freed by session_close and free.
static inline session_t* shut_session(shut_car_t** car)
{
    *car = malloc(sizeof **car);
    assert_non_null(*car);
    shut_make(*car);
    char error[200] = "";
    session_t* const session = session_open((*car)->bytes, (*car)->length, error, sizeof error);
    assert_string_equal(error, "");
    assert_non_null(session);
    return session;
}
