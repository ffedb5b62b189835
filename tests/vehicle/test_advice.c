/// The advice itself, as written in knowledge/ and vehicles/, against the safety rules of the field review.
/// Tests run in the project's folder.
#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include "vehicle/forbid.h"
#include "vehicle/load.h"
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum {
    memory_bytes = 16 << 20,
    bytes_max = 2 << 20,
    files_max = 64,
    facts_in_row = 24,
    moves_of_a_car_max = 250
};

static unsigned char memory[memory_bytes];
static char bytes[bytes_max];
static char names[files_max][300];
static base_arena_t arena = {.bytes = memory, .capacity = sizeof memory};
static const vehicle_knowledge_t* knowledge;
static const vehicle_t* cars[files_max];
static int car_count;

// ---- reading ----

static int list_files(const char* const folder, const int from)
{
    DIR* const open_folder = opendir(folder);
    int count = from;
    for (const struct dirent* e = open_folder == NULL ? NULL : readdir(open_folder);
         e != NULL && count < files_max; e = readdir(open_folder)) {
        const size_t length = strlen(e->d_name);
        if (length > 5 && strcmp(e->d_name + length - 5, ".yaml") == 0) {
            (void)snprintf(names[count++], sizeof names[0], "%.120s/%.160s", folder, e->d_name);
        }
    }
    if (open_folder != NULL) {
        (void)closedir(open_folder);
    }
    return count;
}

static void read_file(const char* const path, size_t* const used, vehicle_file_t* const into)
{
    FILE* const file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("%s cannot be read", path);
        return;
    }
    const size_t length = fread(bytes + *used, 1, sizeof bytes - *used, file);
    (void)fclose(file);
    *into = (vehicle_file_t){.name = path, .bytes = bytes + *used, .length = length};
    *used += length;
}

static int load_everything(void** state)
{
    (void)state;
    static char text[1 << 14];
    static vehicle_file_t files[files_max];
    vehicle_errors_t errors = {.text = text, .capacity = sizeof text};
    const int general = list_files("knowledge/moves", list_files("knowledge", 0));
    const int all = list_files("vehicles", general);
    size_t used = 0;
    for (int k = 0; k < all; k++) {
        read_file(names[k], &used, &files[k]);
    }
    knowledge = vehicle_load_knowledge(&arena, files, general, &errors);
    if (knowledge == NULL) {
        print_error("%s", text);
        return 1;
    }
    for (int k = general; k < all; k++) {
        cars[car_count] = vehicle_load_car(&arena, knowledge, &files[k], &errors);
        car_count += cars[car_count] != NULL ? 1 : 0;
    }
    return car_count == all - general && car_count > 0 ? 0 : 1;
}

// ---- looking things up ----

static bool has_word(const char* const words, const char* const word)
{
    const size_t length = strlen(word);
    for (const char* at = words == NULL ? NULL : strstr(words, word); at != NULL; at = strstr(at + 1, word)) {
        const bool starts = at == words || at[-1] == ' ';
        if (starts && (at[length] == ' ' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

static bool mentions(const char* const text, const char* const what)
{
    const size_t length = strlen(what);
    for (const char* at = text; at != NULL && *at != '\0'; at++) {
        size_t k = 0;
        while (k < length && tolower((unsigned char)at[k]) == what[k]) {
            k++;
        }
        if (k == length) {
            return true;
        }
    }
    return false;
}

static bool needs(const vehicle_move_t* const move, const char* const fact)
{
    for (uint16_t k = 0; k < move->need_count; k++) {
        if (strcmp(knowledge->fact[move->needs[k]].id, fact) == 0) {
            return true;
        }
    }
    return false;
}

static bool gives(const vehicle_move_t* const move, const char* const fact)
{
    for (uint16_t k = 0; k < move->give_count; k++) {
        if (strcmp(knowledge->fact[move->gives[k].target].id, fact) == 0) {
            return true;
        }
    }
    return false;
}

static bool takes(const vehicle_move_t* const move, const char* const fact)
{
    for (uint16_t k = 0; k < move->take_count; k++) {
        if (strcmp(knowledge->fact[move->takes[k].target].id, fact) == 0) {
            return true;
        }
    }
    return false;
}

static bool does(const vehicle_move_t* const move, const vehicle_stimulus_t stimulus)
{
    for (uint16_t k = 0; k < move->stroke_count; k++) {
        if (move->strokes[k].stimulus == (uint16_t)stimulus) {
            return true;
        }
    }
    return false;
}

/// The move's `when` does not admit a car whose word or flag `param` is `value`.
static bool excludes(const vehicle_move_t* const move, const vehicle_param_t param, const unsigned value)
{
    for (uint16_t k = 0; k < move->when_count; k++) {
        const vehicle_when_t* const row = &move->when[k];
        if (row->param == (uint16_t)param && row->accepted != 0 && (row->accepted >> value & 1U) == 0) {
            return true;
        }
    }
    return false;
}

static bool with_lid_shut(const vehicle_move_t* const move)
{
    return !move->only_published && (move->phase & vehicle_phase_open) != 0;
}

static bool on_car(const vehicle_move_t* const move, const vehicle_t* const car)
{
    return !move->only_published && vehicle_when_holds(move->when, move->when_count, car->value);
}

static void must_need(const vehicle_move_t* const move, const char* const* const facts)
{
    for (size_t k = 0; k < facts_in_row && facts[k] != NULL; k++) {
        if (!needs(move, facts[k])) {
            fail_msg("%s does not ask for %s", move->id, facts[k]);
        }
    }
}

static void must_say(const vehicle_move_t* const move, const char* const where, const char* const text,
                     const char* const what)
{
    if (!mentions(text, what)) {
        fail_msg("%s does not say \"%s\" under %s", move->id, what, where);
    }
}

/// Calls `check` for every move the guide may propose that `selects`; at least one is expected.
typedef bool (*select_t)(const vehicle_move_t* move);
typedef void (*check_t)(const vehicle_move_t* move);

static void for_every(const select_t selects, const check_t check)
{
    int found = 0;
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        const vehicle_move_t* const move = &knowledge->move[m];
        if (!move->only_published && selects(move)) {
            found++;
            check(move);
        }
    }
    assert_true(found > 0);
}

// ---- power ----

static bool brings_power(const vehicle_move_t* const move)
{
    return does(move, vehicle_stimulus_feed_post) || does(move, vehicle_stimulus_feed_battery);
}

static bool starts_engine(const vehicle_move_t* const move)
{
    return strncmp(move->id, "jump-start", 10) == 0;
}

static bool takes_a_donor(const vehicle_move_t* const move)
{
    return brings_power(move) && needs(move, "has-donor");
}

static void check_power(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {
        "key-in-hand", "owner-right",   "no-fuel-smell",  "battery-sound", "battery-not-frozen",
        "source-12v",  "polarity-read", "source-allowed", "lead-battery",  "key-stays-out"};
    must_need(move, facts);
    assert_true(needs(move, "has-donor") || needs(move, "has-jump-pack"));
    assert_true(excludes(move, vehicle_battery_type, 2U));
    assert_true(excludes(move, vehicle_actuator_type, 0U));
    must_say(move, "never", move->never, "never 24");
    must_say(move, "never", move->never, "stop");
    must_say(move, "warn", move->warn, "siren");
}

static void feeding_power_needs_every_condition_of_the_field_review(void** state)
{
    (void)state;
    for_every(brings_power, check_power);
}

static void check_post(const vehicle_move_t* const move)
{
    static const char* const post[facts_in_row] = {"hood-open", "post-known", "post-feeds-lid"};
    if (does(move, vehicle_stimulus_feed_post)) {
        must_need(move, post);
    } else {
        assert_true(needs(move, "hood-open") || needs(move, "battery-bare"));
        assert_true(excludes(move, vehicle_battery_place, 1U));
        assert_true(excludes(move, vehicle_battery_place, 4U));
    }
}

static void power_goes_only_to_a_place_that_can_be_reached_and_feeds_the_lid(void** state)
{
    (void)state;
    for_every(brings_power, check_post);
}

static void check_donor(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"donor-fits", "eyes-and-rings", "parked-braked"};
    must_need(move, facts);
    must_say(move, "text", move->text, "both engines off");
    must_say(move, "text", move->text, "last black to the marked ground");
    must_say(move, "text", move->text, "reverse order");
}

static void a_second_car_gives_power_only_with_its_handbook_and_the_last_clamp_on_ground(void** state)
{
    (void)state;
    for_every(takes_a_donor, check_donor);
}

static void check_jump_start(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {
        "hood-open",   "lead-battery",   "no-high-voltage", "has-donor",          "owner-right",
        "source-12v",  "no-fuel-smell",  "battery-sound",   "battery-not-frozen", "polarity-read",
        "donor-fits",  "source-allowed", "eyes-and-rings",  "parked-braked",      "outdoors",
        "key-in-hand", "tailpipe-clear", "key-stays-out"};
    must_need(move, facts);
    assert_true(excludes(move, vehicle_hv_present, 1U));
    must_say(move, "text", move->text, "five minutes");
    must_say(move, "text", move->text, "ten seconds");
    must_say(move, "text", move->text, "demister and blower");
    must_say(move, "never", move->never, "three tries with a minute between");
    must_say(move, "never", move->never, "never indoors");
}

static void jump_start_needs_every_condition_of_the_field_review(void** state)
{
    (void)state;
    for_every(starts_engine, check_jump_start);
}

static bool runs_engine(const vehicle_move_t* const move)
{
    return has_word(move->uses, "engine");
}

static void check_engine(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"outdoors", "tailpipe-clear", "parked-braked"};
    must_need(move, facts);
}

static void no_engine_runs_indoors(void** state)
{
    (void)state;
    for_every(runs_engine, check_engine);
}

static bool uses_hood_wires(const vehicle_move_t* const move)
{
    return gives(move, "hood-open") && !excludes(move, vehicle_hv_present, 0U) && !needs(move, "cabin-open");
}

static void check_hood_wires(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"hood-wires-shown", "owner-right",   "no-fuel-smell",
                                                    "source-12v",       "polarity-read", "source-allowed"};
    must_need(move, facts);
    assert_true(excludes(move, vehicle_hv_hood_wires, 0U));
    assert_false(gives(move, "lid-open") || gives(move, "cabin-open"));
    must_say(move, "text", move->text, "thirty seconds");
    must_say(move, "watch", move->watch, "hood only");
    must_say(move, "never", move->never, "not more than twice");
}

static void hood_needs_cabin_unless_the_car_says_otherwise(void** state)
{
    (void)state;
    for_every(uses_hood_wires, check_hood_wires);
}

// ---- what can be reached ----

typedef struct {
    vehicle_stimulus_t stimulus;
    const char* one_of[3];
} reach_t;

/// Where a hand must be for a stimulus while the lid is shut. The power moves are checked above; they press a
/// cabin button only where there is one.
static const reach_t reach[] = {
    {vehicle_stimulus_fob_lid, {"key-in-hand"}},
    {vehicle_stimulus_fob_unlock, {"key-in-hand"}},
    {vehicle_stimulus_fob_lock, {"key-in-hand"}},
    {vehicle_stimulus_fob_near, {"key-in-hand"}},
    {vehicle_stimulus_fob_warm, {"key-in-hand"}},
    {vehicle_stimulus_fob2_lid, {"second-key-in-hand"}},
    {vehicle_stimulus_fob2_unlock, {"second-key-in-hand"}},
    {vehicle_stimulus_cabin_button, {"cabin-open", "hood-open", "battery-bare"}},
    {vehicle_stimulus_phone_lid, {"has-phone-app", "owner-right"}},
    {vehicle_stimulus_key_lid, {"key-in-hand"}},
    {vehicle_stimulus_key_door, {"key-in-hand"}},
    {vehicle_stimulus_handle, {"seats-folded", "ski-hatch-open"}},
    {vehicle_stimulus_lever, {"load-bay-reach"}},
    {vehicle_stimulus_cord, {"cabin-open"}},
    {vehicle_stimulus_pawl_tool, {"latch-in-view"}},
    {vehicle_stimulus_lubricate, {"latch-in-view"}},
    {vehicle_stimulus_feed_post, {"hood-open"}},
    {vehicle_stimulus_feed_battery, {"hood-open", "battery-bare"}},
    {vehicle_stimulus_charge, {"hood-open"}},
    {vehicle_stimulus_ignition, {"cabin-open"}},
    {vehicle_stimulus_park, {"cabin-open"}},
    {vehicle_stimulus_valet_off, {"glovebox-open"}},
    {vehicle_stimulus_menu_allow, {"cabin-open"}},
    {vehicle_stimulus_gate_switch_on, {"cabin-open"}},
    {vehicle_stimulus_roof_settle, {"cabin-open"}},
    {vehicle_stimulus_fuse_new, {"fuse-burnt-seen"}},
    {vehicle_stimulus_fob_cell_new, {"has-fob-cell"}},
    {vehicle_stimulus_seat_fold, {"cabin-open"}},
};

static bool reaches(const vehicle_move_t* const move, const reach_t* const row)
{
    bool held = false;
    for (size_t k = 0; k < 3 && row->one_of[k] != NULL; k++) {
        held = held || needs(move, row->one_of[k]);
    }
    return held;
}

static void check_reach(const vehicle_move_t* const move)
{
    for (size_t k = 0; k < sizeof reach / sizeof reach[0]; k++) {
        if (does(move, reach[k].stimulus) && !reaches(move, &reach[k])) {
            fail_msg("%s does not ask for %s", move->id, reach[k].one_of[0]);
        }
    }
    assert_false(needs(move, "lid-open") || needs(move, "lid-held"));
    assert_false(needs(move, "battery-in-trunk"));
    assert_false(mentions(move->text, "inner cover off"));
    const bool fuse_box = move->sense == (uint16_t)vehicle_sense_fuses;
    assert_true(!fuse_box || excludes(move, vehicle_fuse_release_box, 3U));
}

static void no_step_lies_behind_the_shut_lid(void** state)
{
    (void)state;
    for_every(with_lid_shut, check_reach);
}

static bool opens_a_place(const vehicle_move_t* const move)
{
    return gives(move, "glovebox-open") || gives(move, "seats-folded") || gives(move, "ski-hatch-open") ||
           gives(move, "handle-in-view") || gives(move, "latch-in-view");
}

static void check_place(const vehicle_move_t* const move)
{
    assert_true(needs(move, "cabin-open") || needs(move, "seats-folded"));
}

static void a_place_in_the_car_needs_an_open_door(void** state)
{
    (void)state;
    for_every(opens_a_place, check_place);
}

// ---- fuses, trim, seats ----

static bool touches_fuses(const vehicle_move_t* const move)
{
    return has_word(move->uses, "fuse");
}

static void check_fuses(const vehicle_move_t* const move)
{
    static const char* const look[facts_in_row] = {"ignition-off", "fuse-diagram", "has-fuse-puller"};
    static const char* const swap[facts_in_row] = {"fuse-burnt-seen", "no-new-fuse-blew", "has-spare-fuse"};
    must_need(move, look);
    must_say(move, "never", move->never, "srs");
    if (does(move, vehicle_stimulus_fuse_new)) {
        must_need(move, swap);
        must_say(move, "text", move->text, "same rating and type");
        must_say(move, "never", move->never, "never a second one");
        assert_true(takes(move, "no-new-fuse-blew") && takes(move, "fuse-burnt-seen"));
    }
}

static void fuse_steps_need_a_diagram_and_ignition_off(void** state)
{
    (void)state;
    for_every(touches_fuses, check_fuses);
}

static bool goes_in(const vehicle_move_t* const move)
{
    const bool whole = has_word(move->uses, "crawl") || does(move, vehicle_stimulus_lever) ||
                       does(move, vehicle_stimulus_pawl_tool) || does(move, vehicle_stimulus_lubricate);
    return with_lid_shut(move) && whole;
}

static void check_crawl(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"owner-right", "adult-agrees", "second-person",
                                                    "car-still",   "inside-cool",  "load-steady"};
    must_need(move, facts);
}

static void crawling_needs_an_adult_who_agrees_and_a_second_person(void** state)
{
    (void)state;
    for_every(goes_in, check_crawl);
}

static bool pushes_lever(const vehicle_move_t* const move)
{
    return does(move, vehicle_stimulus_lever);
}

static void check_lever(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"load-bay-reach",  "lever-known",       "lever-shown",
                                                    "no-high-voltage", "has-plastic-wedge", "has-light"};
    must_need(move, facts);
    must_say(move, "never", move->never, "finger force");
}

static void trim_comes_off_only_in_the_load_bay_of_a_car_that_shows_the_lever(void** state)
{
    (void)state;
    for_every(pushes_lever, check_lever);
}

static bool uses_a_stick(const vehicle_move_t* const move)
{
    return needs(move, "has-stick");
}

static void check_stick(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"handle-in-view", "lockout-looked-at", "owner-right"};
    must_need(move, facts);
    assert_true(excludes(move, vehicle_handle_kind, 0U) && excludes(move, vehicle_handle_kind, 2U));
    for (uint16_t k = 0; k < move->stroke_count; k++) {
        assert_true(move->strokes[k].value <= 50.0);
    }
}

static void a_stick_pulls_a_handle_in_view_and_gently(void** state)
{
    (void)state;
    for_every(uses_a_stick, check_stick);
}

// ---- hands, heat, sprays ----

static bool puts_hands_on_lid(const vehicle_move_t* const move)
{
    return with_lid_shut(move) &&
           (does(move, vehicle_stimulus_lid_force) || does(move, vehicle_stimulus_lid_rock));
}

static void check_hands(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"lid-not-deformed", "hands-clear"};
    must_need(move, facts);
    for (uint16_t k = 0; k < move->stroke_count; k++) {
        const vehicle_stroke_t* const stroke = &move->strokes[k];
        if (stroke->stimulus == vehicle_stimulus_lid_force && !needs(move, "second-person")) {
            assert_true(stroke->value <= 100.0 && stroke->value >= -150.0);
        }
    }
    must_say(move, "text", move->text, does(move, vehicle_stimulus_thaw) ? "gently" : "hand");
}

static void hands_on_the_lid_are_clear_of_the_gap_and_gentle(void** state)
{
    (void)state;
    for_every(puts_hands_on_lid, check_hands);
}

static bool warms(const vehicle_move_t* const move)
{
    return does(move, vehicle_stimulus_thaw);
}

static void check_warmth(const vehicle_move_t* const move)
{
    static const char* const mains[facts_in_row] = {"rcd", "dry-weather", "no-aerosol-used"};
    assert_true(needs(move, "thaw-lasts"));
    if (has_word(move->uses, "mains")) {
        must_need(move, mains);
        must_say(move, "never", move->never, "twenty minutes");
    }
}

static void warmth_needs_a_forecast_and_mains_an_rcd(void** state)
{
    (void)state;
    for_every(warms, check_warmth);
}

static bool sprays(const vehicle_move_t* const move)
{
    return has_word(move->uses, "spray");
}

static void check_spray(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"vented", "eyes-and-rings"};
    must_need(move, facts);
    assert_true(takes(move, "no-aerosol-used"));
}

static void after_a_spray_nothing_hot_is_proposed(void** state)
{
    (void)state;
    for_every(sprays, check_spray);
}

static bool touches_cell(const vehicle_move_t* const move)
{
    return mentions(move->text, " cell") && (mentions(move->text, "fit a") || mentions(move->text, "buy ") ||
                                             mentions(move->text, "press the new"));
}

static void check_cell(const vehicle_move_t* const move)
{
    must_say(move, "never", move->never, "swallowed");
    assert_true(needs(move, "fob-not-rechargeable"));
}

static void a_coin_cell_is_kept_from_children(void** state)
{
    (void)state;
    for_every(touches_cell, check_cell);
}

// ---- once the lid is open ----

static bool works_on_claw(const vehicle_move_t* const move)
{
    const bool open = (move->phase & vehicle_phase_after) != 0 || needs(move, "lid-open");
    const bool by_owner = !has_word(move->uses, "service");
    return open && by_owner && has_word(move->uses, "latch") && !mentions(move->text, "shine the lamp");
}

static void check_claw(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"lid-held", "soft-close-off"};
    must_need(move, facts);
    assert_true(mentions(move->never, "finger") || mentions(move->never, "nobody is inside"));
}

static void no_finger_goes_into_the_claw(void** state)
{
    (void)state;
    for_every(works_on_claw, check_claw);
}

static bool proves_release(const vehicle_move_t* const move)
{
    return strncmp(move->id, "prove-release", 13) == 0;
}

static void check_proof(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"lid-held", "soft-close-off", "has-screwdriver"};
    int releases = 0;
    for (uint16_t k = 0; k < move->stroke_count; k++) {
        const uint16_t stimulus = move->strokes[k].stimulus;
        releases += stimulus == vehicle_stimulus_fob_lid || stimulus == vehicle_stimulus_cabin_button ? 1 : 0;
    }
    assert_int_equal(releases, 3);
    must_need(move, facts);
    assert_int_equal(move->phase, vehicle_phase_after);
}

static void check_shuts_nothing(const vehicle_move_t* const move)
{
    static const char* const shutting[] = {"shut the {lid}", "close the {lid}", "shut it into",
                                           "let it fall"};
    for (size_t k = 0; k < sizeof shutting / sizeof shutting[0]; k++) {
        if (mentions(move->text, shutting[k]) && !mentions(move->text, "do not shut")) {
            fail_msg("%s shuts the lid", move->id);
        }
    }
}

static bool any_move(const vehicle_move_t* const move)
{
    return move->id != NULL;
}

static void closing_needs_three_proven_releases(void** state)
{
    (void)state;
    for_every(proves_release, check_proof);
    for_every(any_move, check_shuts_nothing);
    for (int c = 0; c < car_count; c++) {
        bool provable = false;
        for (uint16_t m = 0; m < knowledge->move_count; m++) {
            provable =
                provable || (proves_release(&knowledge->move[m]) && on_car(&knowledge->move[m], cars[c]));
        }
        assert_true(provable);
    }
}

static bool takes_battery_off(const vehicle_move_t* const move)
{
    return mentions(move->text, "minus lead off");
}

static void check_battery_off(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"lid-open", "battery-off-allowed"};
    must_need(move, facts);
    assert_int_equal(move->phase, vehicle_phase_fix);
    must_say(move, "text", move->text, "ten minutes");
    must_say(move, "never", move->never, "shut no lid, hood or door");
}

static void the_battery_comes_off_only_with_the_lid_blocked_open(void** state)
{
    (void)state;
    for_every(takes_battery_off, check_battery_off);
}

static bool takes_a_meter(const vehicle_move_t* const move)
{
    return needs(move, "has-meter") || needs(move, "has-clamp-meter");
}

static void check_meter(const vehicle_move_t* const move)
{
    assert_true(needs(move, "lid-open") && needs(move, "lid-held"));
    must_say(move, "never", move->never, "yellow or orange");
}

static void a_meter_is_held_to_nothing_yellow_or_orange(void** state)
{
    (void)state;
    for_every(takes_a_meter, check_meter);
}

// ---- the whole of it ----

static void no_move_text_advises_a_forbidden_act(void** state)
{
    (void)state;
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        const vehicle_move_t* const move = &knowledge->move[m];
        const char* const said[] = {move->text, move->watch, move->never, move->warn};
        for (size_t k = 0; !move->only_published && k < sizeof said / sizeof said[0]; k++) {
            const char* const word = said[k] == NULL ? NULL : vehicle_forbid_word(said[k]);
            if (word != NULL) {
                fail_msg("%s advises: %s", move->id, word);
            }
        }
        assert_true(move->only_published || vehicle_forbid_tag(move->uses) == NULL);
    }
}

static bool given_by_something(const uint16_t fact)
{
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        if (gives(&knowledge->move[m], knowledge->fact[fact].id)) {
            return true;
        }
    }
    return false;
}

static void risky_conditions_have_questions(void** state)
{
    (void)state;
    for (uint16_t f = 0; f < knowledge->fact_count; f++) {
        const vehicle_fact_t* const fact = &knowledge->fact[f];
        const bool person_knows = strcmp(fact->kind, "condition") == 0 || strcmp(fact->kind, "tool") == 0;
        if (person_knows && (fact->ask == NULL || strchr(fact->ask, '?') == NULL)) {
            fail_msg("%s has no question", fact->id);
        }
        if (fact->ask != NULL && !(fact->p > 0.0 && fact->p < 1.0)) {
            fail_msg("%s is taken for granted", fact->id);
        }
        if (strcmp(fact->kind, "vehicle") != 0 && !given_by_something(f)) {
            fail_msg("%s can never become true", fact->id);
        }
    }
}

static bool cures(const vehicle_move_t* const move, const uint16_t mode)
{
    for (uint16_t k = 0; k < move->mend_count; k++) {
        if (move->mends[k].target == mode) {
            return true;
        }
    }
    return false;
}

static bool is_cured(const vehicle_t* const car, const uint16_t mode)
{
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        if (on_car(&knowledge->move[m], car) && cures(&knowledge->move[m], mode)) {
            return true;
        }
    }
    return false;
}

static void every_fault_has_a_cure(void** state)
{
    (void)state;
    for (int c = 0; c < car_count; c++) {
        for (uint16_t k = 0; k < knowledge->mode_count; k++) {
            const bool curable = knowledge->mode[k].is != vehicle_is_variant;
            if (curable && vehicle_mode_occurs(knowledge, cars[c], k) && !is_cured(cars[c], k)) {
                fail_msg("%s of %s has no cure", knowledge->mode[k].id, cars[c]->id);
            }
        }
    }
}

/// Chance that this call opens the lid whatever single fault it has: the smallest over its rows.
static double surely_opens(const vehicle_move_t* const move)
{
    double least = move->opens_reading < vehicle_readings_max && move->given_count > 0 ? 1.0 : 0.0;
    for (uint16_t k = 0; least > 0.0 && k < move->given_count; k++) {
        const double p = move->given[k].p[move->opens_reading];
        least = p < least ? p : least;
    }
    return least;
}

static void whatever_is_wrong_somebody_can_be_called_and_it_can_be_left(void** state)
{
    (void)state;
    for (int c = 0; c < car_count; c++) {
        bool call = false;
        bool leave = false;
        for (uint16_t m = 0; m < knowledge->move_count; m++) {
            const vehicle_move_t* const move = &knowledge->move[m];
            const bool here = on_car(move, cars[c]) && with_lid_shut(move);
            const bool only_right = move->need_count == 1 && needs(move, "owner-right");
            call =
                call || (here && only_right && move->does == vehicle_does_call && surely_opens(move) >= 0.7);
            leave = leave || (here && move->does == vehicle_does_leave && move->need_count == 0);
        }
        assert_true(call && leave);
    }
}

static int moves_of(const vehicle_t* const car)
{
    int count = 0;
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        count += on_car(&knowledge->move[m], car) ? 1 : 0;
    }
    return count;
}

static void a_car_has_no_more_moves_than_fit(void** state)
{
    (void)state;
    for (int c = 0; c < car_count; c++) {
        if (moves_of(cars[c]) > moves_of_a_car_max) {
            fail_msg("%s has %d moves", cars[c]->id, moves_of(cars[c]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(feeding_power_needs_every_condition_of_the_field_review),
        cmocka_unit_test(power_goes_only_to_a_place_that_can_be_reached_and_feeds_the_lid),
        cmocka_unit_test(a_second_car_gives_power_only_with_its_handbook_and_the_last_clamp_on_ground),
        cmocka_unit_test(jump_start_needs_every_condition_of_the_field_review),
        cmocka_unit_test(no_engine_runs_indoors),
        cmocka_unit_test(hood_needs_cabin_unless_the_car_says_otherwise),
        cmocka_unit_test(no_step_lies_behind_the_shut_lid),
        cmocka_unit_test(a_place_in_the_car_needs_an_open_door),
        cmocka_unit_test(fuse_steps_need_a_diagram_and_ignition_off),
        cmocka_unit_test(crawling_needs_an_adult_who_agrees_and_a_second_person),
        cmocka_unit_test(trim_comes_off_only_in_the_load_bay_of_a_car_that_shows_the_lever),
        cmocka_unit_test(a_stick_pulls_a_handle_in_view_and_gently),
        cmocka_unit_test(hands_on_the_lid_are_clear_of_the_gap_and_gentle),
        cmocka_unit_test(warmth_needs_a_forecast_and_mains_an_rcd),
        cmocka_unit_test(after_a_spray_nothing_hot_is_proposed),
        cmocka_unit_test(a_coin_cell_is_kept_from_children),
        cmocka_unit_test(no_finger_goes_into_the_claw),
        cmocka_unit_test(closing_needs_three_proven_releases),
        cmocka_unit_test(the_battery_comes_off_only_with_the_lid_blocked_open),
        cmocka_unit_test(a_meter_is_held_to_nothing_yellow_or_orange),
        cmocka_unit_test(no_move_text_advises_a_forbidden_act),
        cmocka_unit_test(risky_conditions_have_questions),
        cmocka_unit_test(every_fault_has_a_cure),
        cmocka_unit_test(whatever_is_wrong_somebody_can_be_called_and_it_can_be_left),
        cmocka_unit_test(a_car_has_no_more_moves_than_fit),
    };
    return cmocka_run_group_tests(tests, load_everything, NULL);
}
