/// What is advised while the lid is shut, against the safety rules of the field review.
#include "advice.h"

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

static void must_ask_or_know(const vehicle_move_t* const move, const char* const fact)
{
    assert_true(needs(move, fact));
    assert_non_null(knowledge->fact[vehicle_find_fact(knowledge, fact)].ask);
}

static void check_battery_place(const vehicle_move_t* const move)
{
    static const char* const fact[] = {"battery-under-hood", "battery-in-trunk", "battery-under-seat",
                                       "battery-in-frunk"};
    if (does(move, vehicle_stimulus_feed_post)) {
        must_ask_or_know(move, "post-known");
        must_ask_or_know(move, "post-feeds-lid");
    }
    for (unsigned place = 0; place < 4U && does(move, vehicle_stimulus_feed_battery); place++) {
        if (!excludes(move, vehicle_battery_place, place)) {
            must_ask_or_know(move, fact[place]);
        }
    }
}

static void where_the_battery_is_can_be_asked_for_a_car_that_stands_for_many(void** state)
{
    (void)state;
    for_every(brings_power, check_battery_place);
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
    return words_have(move->uses, "engine");
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
    return gives(move, "hood-open") && !needs(move, "cabin-open");
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
    {vehicle_stimulus_handle, {"seats-folded", "ski-hatch-open", "load-bay-reach"}},
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
    {vehicle_stimulus_fob_cell_new, {"fob-not-rechargeable"}},
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
    assert_false(words_say(move->text, "inner cover off"));
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
    return words_have(move->uses, "fuse");
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
    const bool whole = words_have(move->uses, "crawl") || does(move, vehicle_stimulus_lever) ||
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

static bool takes_trim_off(const vehicle_move_t* const move)
{
    return with_lid_shut(move) && words_have(move->uses, "trim");
}

static void check_trim(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"load-bay-reach",  "lever-known",       "lever-shown",
                                                    "no-high-voltage", "has-plastic-wedge", "has-light"};
    must_need(move, facts);
    must_say(move, "never", move->never, "finger force");
}

static void trim_comes_off_only_in_the_load_bay_of_a_car_that_shows_the_lever(void** state)
{
    (void)state;
    for_every(takes_trim_off, check_trim);
}

static bool pulls_lever(const vehicle_move_t* const move)
{
    return does(move, vehicle_stimulus_lever);
}

static void check_lever(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"load-bay-reach", "lever-known", "has-light"};
    must_need(move, facts);
    assert_true(needs(move, "lever-shown") || needs(move, "floor-lever-shown"));
    if (!needs(move, "no-high-voltage")) {
        assert_false(words_have(move->uses, "trim") || words_have(move->uses, "tool"));
        must_say(move, "never", move->never, "clipped");
        must_say(move, "never", move->never, "orange");
    }
}

static void a_lever_is_pulled_where_the_handbook_shows_it_and_without_trim_on_high_voltage(void** state)
{
    (void)state;
    for_every(pulls_lever, check_lever);
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
    if (words_have(move->uses, "mains")) {
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
    return words_have(move->uses, "spray");
}

static void check_spray(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"vented", "eyes-and-rings"};
    must_need(move, facts);
    assert_true(takes(move, "no-aerosol-used"));
    must_say(move, "never", move->never, "afterwards");
}

static void after_a_spray_nothing_hot_is_proposed(void** state)
{
    (void)state;
    for_every(sprays, check_spray);
}

/// The stroke that opens the key puts a new cell in only if its value says so.
static bool fits_cell(const vehicle_move_t* const move)
{
    for (uint16_t k = 0; k < move->stroke_count; k++) {
        if (move->strokes[k].stimulus == vehicle_stimulus_fob_cell_new && move->strokes[k].value > 0.5) {
            return true;
        }
    }
    return false;
}

static void check_fitting(const vehicle_move_t* const move)
{
    static const char* const facts[facts_in_row] = {"has-fob-cell", "fob-not-rechargeable"};
    must_need(move, facts);
}

static void a_new_cell_is_here_before_it_is_fitted(void** state)
{
    (void)state;
    for_every(fits_cell, check_fitting);
}

static bool touches_cell(const vehicle_move_t* const move)
{
    return words_say(move->text, " cell") &&
           (words_say(move->text, "fit a") || words_say(move->text, "buy ") ||
            words_say(move->text, "press the new"));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(feeding_power_needs_every_condition_of_the_field_review),
        cmocka_unit_test(power_goes_only_to_a_place_that_can_be_reached_and_feeds_the_lid),
        cmocka_unit_test(where_the_battery_is_can_be_asked_for_a_car_that_stands_for_many),
        cmocka_unit_test(a_second_car_gives_power_only_with_its_handbook_and_the_last_clamp_on_ground),
        cmocka_unit_test(jump_start_needs_every_condition_of_the_field_review),
        cmocka_unit_test(no_engine_runs_indoors),
        cmocka_unit_test(hood_needs_cabin_unless_the_car_says_otherwise),
        cmocka_unit_test(no_step_lies_behind_the_shut_lid),
        cmocka_unit_test(a_place_in_the_car_needs_an_open_door),
        cmocka_unit_test(fuse_steps_need_a_diagram_and_ignition_off),
        cmocka_unit_test(crawling_needs_an_adult_who_agrees_and_a_second_person),
        cmocka_unit_test(trim_comes_off_only_in_the_load_bay_of_a_car_that_shows_the_lever),
        cmocka_unit_test(a_lever_is_pulled_where_the_handbook_shows_it_and_without_trim_on_high_voltage),
        cmocka_unit_test(a_stick_pulls_a_handle_in_view_and_gently),
        cmocka_unit_test(hands_on_the_lid_are_clear_of_the_gap_and_gentle),
        cmocka_unit_test(warmth_needs_a_forecast_and_mains_an_rcd),
        cmocka_unit_test(after_a_spray_nothing_hot_is_proposed),
        cmocka_unit_test(a_new_cell_is_here_before_it_is_fitted),
        cmocka_unit_test(a_coin_cell_is_kept_from_children),
    };
    return cmocka_run_group_tests(tests, load_everything, NULL);
}
