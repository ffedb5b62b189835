#include "check.h"
#include "survey/fake.h"
#include "survey/survey.h"
#include <math.h>

static unsigned char memory[40 << 20];
static uint8_t file[2][1 << 16];
static survey_options_t options;
static survey_report_t report;
static atlas_t atlas;

static size_t surveyed(int into)
{
    base_arena_t work = {.bytes = memory, .capacity = sizeof memory};
    atlas_bytes_t out = {.bytes = file[into], .capacity = sizeof file[into]};
    if (!survey_build(&fake_knowledge, &fake_car, &options, &work, &out, &report)) {
        return 0;
    }
    assert_int_equal(work.used, 0);
    assert_true(atlas_open(&atlas, file[into], out.length, report.reason, sizeof report.reason));
    return out.length;
}

static int fill(void** state)
{
    (void)state;
    fake_fill();
    options = survey_default_options();
    options.left_out = 0.0;
    options.larger_least = 0.0;
    return 0;
}

/// Chance that the lid of the pocket car opens, by its laws and not by its runs.
static double opens(unsigned modes, int cell)
{
    const bool holds = (modes & (1U << fake_dead | 1U << fake_wire)) != 0 ||
                       ((modes & 1U << fake_ice) != 0 && cell / 2 == 2);
    return holds ? 0.0 : (modes & 1U << fake_weak) != 0 ? 1.0 - 7.0 / 24.0 : 1.0;
}

static int members(unsigned picked, uint16_t* modes)
{
    int count = 0;
    for (uint16_t m = 0; m < fake_modes; m++) {
        modes[count] = m;
        count += (picked >> m & 1U) != 0 ? 1 : 0;
    }
    return count;
}

static void every_row_is_what_the_car_does(void** state)
{
    (void)state;
    assert_true(surveyed(0) > 0);
    const uint16_t press = atlas_find_move(&atlas, "press-fob");
    const uint16_t warm = atlas_find_move(&atlas, "press-fob-warm");
    for (unsigned picked = 0; picked < 1U << fake_modes; picked++) {
        uint16_t modes[fake_modes + 1];
        uint8_t row[atlas_readings_max];
        const int count = members(picked, modes);
        const bool twice = (picked & 3U) == 3U; // battery dead and weak at once: no such car
        for (uint8_t cell = 0; cell < atlas_cells && !twice; cell++) {
            atlas_row(&atlas, press, cell, modes, count, row);
            assert_true(fabs(row[0] - atlas_scale * opens(picked, cell)) <= 1.0);
            atlas_row(&atlas, warm, cell, modes, count, row);
            assert_true(fabs(row[0] - atlas_scale * 0.8 * opens(picked, cell)) <= 1.0);
            assert_true(row[6] == 50);
        }
    }
}

static void lamps_depend_on_wet_and_battery(void** state)
{
    (void)state;
    assert_true(surveyed(0) > 0);
    const uint16_t look = atlas_find_move(&atlas, "look-dash");
    const uint16_t lamp[] = {fake_lamp};
    const uint16_t both[] = {fake_dead, fake_lamp};
    uint8_t row[atlas_readings_max];
    atlas_row(&atlas, look, 0, lamp, 1, row);
    assert_int_equal(row[0], 250);
    atlas_row(&atlas, look, 5, lamp, 1, row);
    assert_int_equal(row[1], 250);
    atlas_row(&atlas, look, 5, both, 2, row);
    assert_int_equal(row[2], 250);
}

static void estimated_moves_follow_their_table(void** state)
{
    (void)state;
    assert_true(surveyed(0) > 0);
    const uint16_t ask = atlas_find_move(&atlas, "ask-worked-today");
    const uint16_t dead[] = {fake_dead};
    const uint16_t both[] = {fake_dead, fake_wire};
    uint8_t row[atlas_readings_max];
    atlas_row(&atlas, ask, 0, NULL, 0, row);
    assert_int_equal(row[0], 125);
    atlas_row(&atlas, ask, 3, dead, 1, row);
    assert_int_equal(row[0], 75);
    atlas_row(&atlas, ask, 3, both, 2, row); // the wire's row says more
    assert_int_equal(row[0], 225);
}

static void questions_are_asked_where_something_needs_them(void** state)
{
    (void)state;
    assert_true(surveyed(0) > 0);
    const uint16_t question = atlas_find_move(&atlas, "ask-has-light");
    assert_int_not_equal(question, atlas_none);
    assert_int_equal(atlas_fact(&atlas, 0).ask_move, question);
    assert_true(atlas_move(&atlas, question).asks_fact);
    assert_false(atlas_move(&atlas, atlas_find_move(&atlas, "ask-worked-today")).asks_fact);
    fake_knowledge.move[fake_warm].need_count = 0;
    assert_true(surveyed(0) > 0);
    assert_int_equal(atlas_find_move(&atlas, "ask-has-light"), atlas_none);
}

static void what_was_only_published_stays_out(void** state)
{
    (void)state;
    assert_true(surveyed(0) > 0);
    assert_int_equal(atlas_find_move(&atlas, "published-slot"), atlas_none);
    const uint16_t weak[] = {fake_weak};
    double p[vehicle_readings_max];
    assert_true(survey_row(&fake_knowledge, &fake_car, fake_published, 0, weak, 1, p));
    assert_true(fabs(p[0] - 17.0 / 24.0) < 1e-12);
}

static void a_forbidden_step_ends_the_survey(void** state)
{
    (void)state;
    fake_knowledge.move[fake_press].text = "Pry it open.";
    assert_int_equal(surveyed(0), 0);
    assert_non_null(strstr(report.reason, "N1"));
}

static void priors_sum_to_one_with_what_is_left_out(void** state)
{
    (void)state;
    assert_true(surveyed(0) > 0);
    const double odds[] = {0.02 / 0.98, 0.04 / 0.96, 0.06 / 0.94, 0.08 / 0.92, 0.1 / 0.9};
    const double all = (1 + odds[0] + odds[1]) * (1 + odds[2]) * (1 + odds[3]) * (1 + odds[4]);
    const double causeless = 1 + odds[4];
    const double scale = 0.02 / 0.98 * (all - causeless) / causeless;
    const double total = all - causeless + scale * causeless;
    double mass = 0.0;
    for (uint32_t s = 0; s < atlas.head.set_count; s++) {
        uint16_t modes[atlas_set_max];
        double weight = 1.0;
        bool cause = false;
        for (int k = atlas_set(&atlas, s, modes); k-- > 0;) {
            weight *= odds[modes[k]];
            cause = cause || modes[k] != fake_lamp;
        }
        mass += (cause ? weight : scale * weight) / total;
    }
    assert_true(fabs(mass + report.left_out - 1.0) < 1e-9);
    assert_int_equal(atlas.head.set_count, 24); // all there can be: 3 x 2 x 2 x 2
    assert_true(fabs(atlas.head.left_out) < 1e-9);
}

static void no_more_sets_than_wanted(void** state)
{
    (void)state;
    options.left_out = 0.005;
    assert_true(surveyed(0) > 0);
    const uint32_t some = atlas.head.set_count;
    assert_true(some < 24 && report.left_out < 0.005 && report.left_out > 0.0);
    options.sets_most = 1;
    assert_true(surveyed(0) > 0);
    assert_int_equal(atlas.head.set_count, 15); // none, five, nine pairs
    assert_true(report.left_out > 0.0);
}

static void same_car_same_bytes(void** state)
{
    (void)state;
    const size_t length = surveyed(0);
    memset(memory, 0xa5, sizeof memory);
    assert_int_equal(surveyed(1), length);
    assert_memory_equal(file[0], file[1], length);
}

static void moves_of_the_same_strokes_share_the_run(void** state)
{
    (void)state;
    assert_true(surveyed(0) > 0);
    const uint64_t both = fake_runs;
    assert_int_equal(report.runs, both);
    fake_fill();
    fake_knowledge.move[fake_warm].only_published = true;
    assert_true(surveyed(0) > 0);
    assert_int_equal(fake_runs, both);
}

static void factors_on_the_same_mode_multiply(void** state)
{
    (void)state;
    assert_true(surveyed(0) > 0);
    assert_true(atlas_factor(&atlas, 0, 1, fake_ice) == 8.0);
    assert_true(atlas_factor(&atlas, 0, 0, fake_ice) == 1.0);
}

static void a_wrong_structure_is_found_by_brute_force(void** state)
{
    (void)state;
    options.check_share = 1.0;
    assert_true(surveyed(0) > 0);
    assert_true(report.checked == report.skipped && report.checked > 0);
    assert_int_equal(report.mismatched, 0);
    fake_fill();
    fake_blind = 1U << fake_wire;
    assert_true(surveyed(0) > 0);
    assert_true(report.mismatched > 0);
}

/// Two more ways in, so that a weak battery parts the cars by more than one press.
static void add_presses(void)
{
    static const char* const id[] = {"press-cabin", "press-lid-button"};
    for (int k = 0; k < 2; k++) {
        fake_knowledge.move[fake_moves + k] = fake_knowledge.move[fake_press];
        fake_knowledge.move[fake_moves + k].id = id[k];
    }
    fake_knowledge.move_count = fake_moves + 2;
}

/// Seven of 24 cars stay shut with a weak battery, the others do not notice it.
static void a_fault_that_holds_on_some_cars_only_is_kept_in_two_degrees(void** state)
{
    (void)state;
    add_presses();
    fake_factor[0].mode = fake_weak;
    fake_effect[1].target = fake_weak;
    assert_true(surveyed(0) > 0);
    const uint16_t slight = atlas_find_mode(&atlas, "battery=weak");
    const uint16_t grave = (uint16_t)(slight + 1U);
    assert_int_equal(atlas.head.mode_count, fake_modes + 1);
    assert_true(atlas_mode(&atlas, grave).is_grave && !atlas_mode(&atlas, slight).is_grave);
    assert_string_equal(atlas_mode(&atlas, grave).id, "battery=weak");
    assert_true(fabs(atlas_mode(&atlas, slight).odds - 17.0 / 24.0 * 0.04 / 0.96) < 1e-12);
    assert_true(fabs(atlas_mode(&atlas, grave).odds - 7.0 / 24.0 * 0.04 / 0.96) < 1e-12);
    for (uint16_t m = 0; m < atlas.head.move_count; m++) {
        uint8_t row[atlas_readings_max];
        if (strncmp(atlas_move(&atlas, m).id, "press-", 6) == 0) {
            atlas_row(&atlas, m, 0, &grave, 1, row);
            assert_int_equal(row[0], 0);
            atlas_row(&atlas, m, 0, &slight, 1, row);
            assert_true(row[0] >= 200);
        }
    }
    assert_true(atlas_factor(&atlas, 0, 1, slight) == 2.0 && atlas_factor(&atlas, 0, 1, grave) == 2.0);
    const uint16_t press = atlas_find_move(&atlas, "press-fob");
    assert_int_equal(atlas_move(&atlas, press).mend_count, 2);
    assert_int_equal(atlas_mend(&atlas, press, 1).target, grave);
}

static void two_faults_are_run_on_the_cars_of_their_degrees(void** state)
{
    (void)state;
    add_presses();
    options.check_share = 1.0;
    assert_true(surveyed(0) > 0);
    const uint16_t press = atlas_find_move(&atlas, "press-fob");
    const uint16_t slight = atlas_find_mode(&atlas, "battery=weak");
    const uint16_t ice = atlas_find_mode(&atlas, "latch=ice");
    uint8_t row[atlas_readings_max];
    atlas_row(&atlas, press, 4, (const uint16_t[]){slight, ice}, 2, row);
    assert_int_equal(row[2], atlas_scale); // on all of these the press is heard, and the ice holds
    atlas_row(&atlas, press, 4, (const uint16_t[]){(uint16_t)(slight + 1U), ice}, 2, row);
    assert_int_equal(row[7], 0); // the lid's own click is heard on the grave cars too
    assert_int_equal(report.mismatched, 0);
}

/// All of a set's cars are the sound car's too: what three of them do is no chance.
static void a_fault_on_three_cars_of_24_has_its_row(void** state)
{
    (void)state;
    const uint16_t weak[] = {fake_weak};
    uint8_t row[atlas_readings_max];
    fake_late = 16;
    options.draws_first = options.draws_most;
    assert_true(surveyed(0) > 0);
    assert_int_equal(atlas.head.mode_count, fake_modes);
    atlas_row(&atlas, atlas_find_move(&atlas, "press-fob"), 0, weak, 1, row);
    assert_in_range(row[0], 218, 219);
}

static void what_comes_and_goes_has_no_degrees(void** state)
{
    (void)state;
    add_presses();
    fake_knowledge.mode[fake_weak].intermittent = true;
    assert_true(surveyed(0) > 0);
    assert_int_equal(atlas.head.mode_count, fake_modes);
}

/// The first car to show it is the seventh: five tries say never, ten find it.
static void what_comes_and_goes_is_tried_more_often(void** state)
{
    (void)state;
    const uint16_t weak[] = {fake_weak};
    double p[vehicle_readings_max];
    fake_late = 7;
    assert_true(survey_row(&fake_knowledge, &fake_car, fake_press, 0, weak, 1, p));
    assert_true(p[0] == 1.0);
    fake_knowledge.mode[fake_weak].intermittent = true;
    assert_true(survey_row(&fake_knowledge, &fake_car, fake_press, 0, weak, 1, p));
    assert_true(fabs(p[0] - 18.0 / 24.0) < 1e-12);
    assert_true(surveyed(0) > 0);
    uint8_t row[atlas_readings_max];
    atlas_row(&atlas, atlas_find_move(&atlas, "press-fob"), 0, weak, 1, row);
    assert_in_range(row[0], 187, 188);
}

static void states_its_sampling_error(void** state)
{
    (void)state;
    assert_true(surveyed(0) > 0);
    const double p = 7.0 / 24.0;
    assert_true(fabs(report.sampling_worst - sqrt(p * (1.0 - p) / 24.0)) < 1e-12);
    assert_true(report.sampling_error > 0.0 && report.sampling_error < report.sampling_worst);
}

static void says_so_when_memory_is_short(void** state)
{
    (void)state;
    base_arena_t work = {.bytes = memory, .capacity = 100000};
    atlas_bytes_t out = {.bytes = file[0], .capacity = sizeof file[0]};
    assert_false(survey_build(&fake_knowledge, &fake_car, &options, &work, &out, &report));
    assert_true(report.reason[0] != '\0');
}

static uint32_t last_done;

static void note(void* context, uint32_t done, uint32_t total)
{
    (void)context;
    assert_true(done > last_done && done <= total);
    last_done = done;
}

static void tells_how_far_it_is(void** state)
{
    (void)state;
    last_done = 0;
    options.progress = note;
    assert_true(surveyed(0) > 0);
    assert_int_equal(last_done, atlas.head.set_count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_row_is_what_the_car_does, fill),
        cmocka_unit_test_setup(lamps_depend_on_wet_and_battery, fill),
        cmocka_unit_test_setup(estimated_moves_follow_their_table, fill),
        cmocka_unit_test_setup(questions_are_asked_where_something_needs_them, fill),
        cmocka_unit_test_setup(what_was_only_published_stays_out, fill),
        cmocka_unit_test_setup(a_forbidden_step_ends_the_survey, fill),
        cmocka_unit_test_setup(priors_sum_to_one_with_what_is_left_out, fill),
        cmocka_unit_test_setup(no_more_sets_than_wanted, fill),
        cmocka_unit_test_setup(same_car_same_bytes, fill),
        cmocka_unit_test_setup(moves_of_the_same_strokes_share_the_run, fill),
        cmocka_unit_test_setup(factors_on_the_same_mode_multiply, fill),
        cmocka_unit_test_setup(a_wrong_structure_is_found_by_brute_force, fill),
        cmocka_unit_test_setup(what_comes_and_goes_is_tried_more_often, fill),
        cmocka_unit_test_setup(a_fault_that_holds_on_some_cars_only_is_kept_in_two_degrees, fill),
        cmocka_unit_test_setup(two_faults_are_run_on_the_cars_of_their_degrees, fill),
        cmocka_unit_test_setup(a_fault_on_three_cars_of_24_has_its_row, fill),
        cmocka_unit_test_setup(what_comes_and_goes_has_no_degrees, fill),
        cmocka_unit_test_setup(states_its_sampling_error, fill),
        cmocka_unit_test_setup(says_so_when_memory_is_short, fill),
        cmocka_unit_test_setup(tells_how_far_it_is, fill),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
