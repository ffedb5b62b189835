/// The bench car, on this machine: what may be set, what its hands do, what is said of it. That the same code
/// does the same in a browser is proved by tests/page/garage.test.mjs.
#define _POSIX_C_SOURCE 200809L
#include "../session/json_check.h"
#include "check.h"
#include "vehicle/garage.h"
#include "vehicle/pack.h"
#include "web/bay.h"

enum { pack_max = 1 << 20, text_max = 1 << 17 };

static unsigned char pack[pack_max];
static unsigned char car_pack[1 << 14];
static size_t car_length;
static char text[text_max];
static char error[bay_error_max];

static size_t pack_files(const char* pattern, const char* more, unsigned char* bytes, size_t capacity)
{
    static char said[1000];
    static unsigned char memory[4 << 20];
    base_arena_t arena = {memory, sizeof memory, 0};
    vehicle_errors_t errors = {said, sizeof said, 0, 0};
    vehicle_file_t files[garage_files_max];
    int count = garage_find(pattern, files, 0);
    count = more == NULL ? count : garage_find(more, files, count);
    const size_t length = vehicle_pack_write(files, count, &arena, bytes, capacity, &errors);
    garage_forget(files, count);
    return length;
}

/// One bay for all tests: a car of its own for each.
static int open_bay(void** state)
{
    bay_t* const bay = calloc(1, sizeof *bay);
    assert_non_null(bay);
    const size_t length = pack_files("knowledge/*.yaml", "knowledge/moves/*.yaml", pack, sizeof pack);
    assert_true(bay_open(bay, (const char*)pack, length, error));
    *state = bay;
    return 0;
}

static int close_bay(void** state)
{
    free(*state);
    return 0;
}

static bay_t* with_car(void** state, const char* id)
{
    char path[100];
    bay_t* const bay = *state;
    (void)snprintf(path, sizeof path, "vehicles/%s.yaml", id);
    car_length = pack_files(path, NULL, car_pack, sizeof car_pack);
    if (!bay_choose(bay, (const char*)car_pack, car_length, error)) {
        fail_msg("%s", error);
    }
    return bay;
}

static void a_sound_car_opens_by_its_key(void** state)
{
    bay_t* const bay = with_car(state, "modern-sedan");
    assert_true(bay_act(bay, "fob-lid"));
    assert_true(bay->run.percept.opened);
    (void)bay_run_json(bay, text, sizeof text);
    assert_non_null(strstr(text, "\"reading\":\"opens\""));
    assert_non_null(strstr(text, "The trunk lid stands open."));
    assert_non_null(strstr(text, "\"refusal\":null"));
}

static void a_weak_battery_is_refused_and_the_reason_said(void** state)
{
    bay_t* const bay = with_car(state, "bmw-328i-e90");
    assert_true(bay_set(bay, "battery=weak", 1, false, 0, error));
    assert_true(bay_act(bay, "fob-lid"));
    assert_false(bay->run.percept.opened);
    (void)bay_run_json(bay, text, sizeof text);
    assert_non_null(strstr(text, "\"refusal\":\"the supply is too low to begin\""));
    assert_non_null(strstr(text, "\"senses\":[]"));
}

static void what_was_done_before_stays_done(void** state)
{
    bay_t* const bay = with_car(state, "modern-sedan");
    assert_true(bay_set(bay, "locking=locked", 0, false, 0, error));
    assert_true(bay_act(bay, "cabin-button"));
    assert_false(bay->run.percept.opened);
    assert_true(bay_act(bay, "fob-unlock"));
    assert_true(bay_act(bay, "cabin-button"));
    assert_true(bay->run.percept.opened);
    bay_start(bay);
    assert_int_equal(bay->plot.count, 0);
    assert_true(bay_act(bay, "cabin-button"));
    assert_false(bay->run.percept.opened);
}

static void what_cannot_be_is_refused_and_changes_nothing(void** state)
{
    static const struct {
        const char* modes;
        const char* reason;
    } wrong[] = {
        {"battery=weak battery=dead", "These cannot be together: "},
        {"battery=purple", "battery=purple does not occur on this car."},
        {"battery=weak latch=ice locking=locked valet=on gear=not-in-park fob=cell-weak "
         "lid-switch=worn seal=frozen fuse-release=blown lid=weighed-down",
         ""},
    };
    bay_t* const bay = with_car(state, "modern-sedan");
    assert_true(bay_set(bay, "locking=locked", 1, true, 3, error));
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        error[0] = '\0';
        assert_false(bay_set(bay, wrong[k].modes, 0, false, 0, error));
        assert_true(strlen(error) > 10);
        assert_true(strncmp(error, wrong[k].reason, strlen(wrong[k].reason)) == 0);
        assert_int_equal(bay->mode_count, 1);
        assert_true(bay->weather.wet);
        assert_int_equal(bay->draw, 3);
    }
}

static bool has_hand(const bay_t* bay, const char* id)
{
    for (int k = 0; k < bay_hand_count(); k++) {
        if (strcmp(bay_hand_id(k), id) == 0) {
            return bay_hand_is_here(bay, k);
        }
    }
    fail_msg("no hand %s", id);
    return false;
}

static void a_car_has_only_its_own_buttons(void** state)
{
    bay_t* bay = with_car(state, "older-sedan");
    assert_false(has_hand(bay, "phone-lid"));
    assert_true(has_hand(bay, "key-lid"));
    assert_false(bay_act(bay, "phone-lid"));
    bay = with_car(state, "ev-electric-latch");
    assert_true(has_hand(bay, "phone-lid"));
    assert_false(has_hand(bay, "key-lid"));
    assert_false(bay_act(bay, "no-such-thing"));
    assert_false(bay_act(bay, "call-roadside"));
}

static void the_person_finds_the_lock_and_mends_it(void** state)
{
    bay_t* const bay = with_car(state, "modern-sedan");
    assert_true(bay_set(bay, "locking=locked", 0, false, 0, error));
    bay_meet(bay, 5, false);
    assert_false(bay_ask(bay, "no-such-move"));
    assert_true(bay_ask(bay, "press-cabin"));
    assert_false(bay->person.opened);
    assert_true(bay->plot.count > 10);
    const double press_s = bay->plot.point[bay->plot.count - 1].t_s;
    assert_true(bay_ask(bay, "unlock-then-press"));
    assert_true(bay->plot.point[0].t_s < press_s);
    (void)bay_answer_json(bay, text, sizeof text);
    assert_string_equal(text, "{\"move\":\"unlock-then-press\",\"reading\":\"opens\",\"words\":\"It "
                              "opens\",\"opened\":true}");
    assert_int_equal(bay->person.mode_count, 0);
}

/// The kept points, held until the next, pass every point of the run within 1 % of full scale.
static void the_thinned_plot_keeps_what_can_be_seen(void** state)
{
    static const double full[] = {14, 14, 14, 16, 10, 600};
    bay_t* const bay = with_car(state, "luxury-soft-close");
    assert_true(bay_act(bay, "fob-lid"));
    const uint32_t kept = bay_points(bay);
    assert_true(kept > 10 && kept < bay->plot.count * 2 / 3);
    for (uint32_t k = 0, p = 0; k < bay->plot.count; k++) {
        const car_plot_point_t* const true_point = &bay->plot.point[k];
        while (p + 1 < kept && bay->point[(p + 1) * bay_curve_count] <= (float)true_point->t_s) {
            p++;
        }
        const double seen[] = {true_point->distribution_V, true_point->unit_V,  true_point->drive_V,
                               true_point->drive_A,        true_point->pawl_mm, true_point->lid_mm};
        for (int c = 0; c < 6; c++) {
            const double off = seen[c] - (double)bay->point[p * bay_curve_count + 1 + (uint32_t)c];
            assert_true(off < 0.0101 * full[c] && off > -0.0101 * full[c]);
        }
    }
}

static void the_sound_is_that_of_the_last_run(void** state)
{
    bay_t* const bay = with_car(state, "modern-sedan");
    assert_true(bay_act(bay, "fob-lid"));
    const uint32_t opening = bay_samples(bay);
    int loudest = 0;
    for (uint32_t k = 0; k < opening; k++) {
        loudest = bay->sample[k] > loudest ? bay->sample[k] : loudest;
    }
    assert_true(opening > car_sound_rate_Hz / 4 && loudest > 500);
    assert_true(bay_sound_svg(bay, text, sizeof text) < sizeof text);
    assert_non_null(strstr(text, "<svg"));
    bay_start(bay);
    assert_true(bay_act(bay, "seat-fold"));
    assert_int_equal(bay_samples(bay), car_sound_rate_Hz); // a silent second
    assert_int_equal(bay->sample[car_sound_rate_Hz / 2], 0);
}

static void a_damaged_catalogue_leaves_it_english(void** state)
{
    static const uint8_t bytes[40] = {0xde, 0x12, 0x04, 0x95, 9, 9};
    bay_t* const bay = with_car(state, "modern-sedan");
    assert_false(bay_speak(bay, bytes, sizeof bytes, error));
    assert_true(strlen(error) > 5);
    assert_true(bay_act(bay, "fob-lid"));
    (void)bay_run_json(bay, text, sizeof text);
    assert_non_null(strstr(text, "It opens"));
    assert_true(bay_speak(bay, NULL, 0, error));
}

static void key_moments_come_in_order_of_time(void** state)
{
    bay_t* const bay = with_car(state, "modern-sedan");
    assert_true(bay_act(bay, "fob-lid"));
    (void)bay_moments_json(bay, text, sizeof text);
    const char* const on = strstr(text, "The latch drive is switched on.");
    const char* const up = strstr(text, "The pawl begins to lift.");
    const char* const open = strstr(text, "The trunk lid has risen by 20 mm.");
    assert_non_null(on);
    assert_true(up > on && open > up);
}

static void all_texts_of_all_cars_are_json(void** state)
{
    static size_t (*const writers[])(const bay_t*, char*, size_t) = {
        bay_car_json, bay_hands_json, bay_run_json, bay_moments_json, bay_answer_json};
    glob_t found;
    assert_int_equal(glob("vehicles/*.yaml", 0, NULL, &found), 0);
    assert_int_equal(found.gl_pathc, 15);
    for (size_t c = 0; c < found.gl_pathc; c++) {
        char id[80];
        (void)snprintf(id, sizeof id, "%.*s", (int)strlen(found.gl_pathv[c]) - 14, found.gl_pathv[c] + 9);
        bay_t* const bay = with_car(state, id);
        assert_true(bay_act(bay, "cabin-button") || bay_act(bay, "fob-lid"));
        bay_meet(bay, 1, true);
        assert_true(bay_ask(bay, "look-dash"));
        for (size_t k = 0; k < sizeof writers / sizeof writers[0]; k++) {
            const size_t length = writers[k](bay, text, sizeof text);
            assert_true(length < sizeof text && length == strlen(text));
            assert_true(json_is_valid(text));
            assert_null(strstr(text, "{lid}"));
        }
    }
    globfree(&found);
}

static void without_a_car_nothing_acts_and_it_says_so(void** state)
{
    bay_t* const bay = *state;
    assert_false(bay_choose(bay, "no pack", 7, error));
    assert_non_null(strstr(error, "car.pack:1:1: expected a pack"));
    assert_false(bay_act(bay, "fob-lid"));
    assert_false(bay_ask(bay, "look-dash"));
    assert_false(bay_set(bay, "", 0, false, 0, error));
    assert_int_equal(bay_points(bay), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_car_opens_by_its_key),
        cmocka_unit_test(a_weak_battery_is_refused_and_the_reason_said),
        cmocka_unit_test(what_was_done_before_stays_done),
        cmocka_unit_test(what_cannot_be_is_refused_and_changes_nothing),
        cmocka_unit_test(a_car_has_only_its_own_buttons),
        cmocka_unit_test(the_person_finds_the_lock_and_mends_it),
        cmocka_unit_test(the_thinned_plot_keeps_what_can_be_seen),
        cmocka_unit_test(the_sound_is_that_of_the_last_run),
        cmocka_unit_test(a_damaged_catalogue_leaves_it_english),
        cmocka_unit_test(key_moments_come_in_order_of_time),
        cmocka_unit_test(all_texts_of_all_cars_are_json),
        cmocka_unit_test(without_a_car_nothing_acts_and_it_says_so),
    };
    return cmocka_run_group_tests(tests, open_bay, close_bay);
}
