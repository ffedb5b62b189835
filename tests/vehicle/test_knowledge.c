/// What a car can have, how likely, and how it differs from another.
#include "small.h"
#include "vehicle/difference.h"
#include "vehicle/match.h"

static bool near(double a, double b)
{
    return a - b < 1e-9 && b - a < 1e-9;
}

static void a_condition_holds_by_word_and_by_range(void** state)
{
    (void)state;
    double value[vehicle_param_count] = {0};
    const vehicle_when_t rows[] = {{vehicle_actuator_type, 1u << 1 | 1u << 2, 0, 0},
                                   {vehicle_bcm_relocks_s, 0, 1, 600}};
    static const double types[] = {0, 1, 2};
    static const double times_s[] = {0, 1, 600, 601};
    for (int t = 0; t < 3; t++) {
        for (int s = 0; s < 4; s++) {
            value[vehicle_actuator_type] = types[t];
            value[vehicle_bcm_relocks_s] = times_s[s];
            assert_true(vehicle_when_holds(rows, 2, value) == (t > 0 && (s == 1 || s == 2)));
        }
    }
    assert_true(vehicle_when_holds(NULL, 0, value));
}

static void a_fault_of_absent_equipment_does_not_occur(void** state)
{
    (void)state;
    small_t* const s = small_new();
    char text[small_text_max];
    small_load(s);
    const vehicle_knowledge_t* const k = s->knowledge;
    const uint16_t ice = vehicle_find_mode(k, "latch=ice");
    const uint16_t handle = vehicle_find_mode(k, "handle=broken");
    assert_true(vehicle_mode_occurs(k, s->car, ice));
    assert_false(vehicle_mode_occurs(k, s->car, handle));
    assert_true(vehicle_prior_odds(k, s->car, handle) == 0.0);
    small_edit(text, small_is_car, "parts:\n",
               "parts:\n  actuator: {type: [none, P1, low]}\n  handle: {kind: [cable, P1, low]}\n");
    small_load_with(s, small_is_car, text, strlen(text));
    assert_null(s->car); // its odds speak of ice, which a car without a drive does not have here
    assert_non_null(strstr(s->text, "expected a mode that exists on this car, found latch=ice"));
    small_free(s);
}

static void priors_follow_class_car_and_coexistence(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    const vehicle_knowledge_t* const k = s->knowledge;
    const double dead = 0.2 * 60.0 / 80.0;
    const double ice = 0.2 * 20.0 / 80.0 * 1.5;
    assert_true(
        near(vehicle_prior_odds(k, s->car, vehicle_find_mode(k, "battery=dead")), dead / (1.0 - dead)));
    assert_true(near(vehicle_prior_odds(k, s->car, vehicle_find_mode(k, "latch=ice")), ice / (1.0 - ice)));
    assert_true(near(vehicle_prior_odds(k, s->car, vehicle_find_mode(k, "variant=no-keyhole")), 0.4 / 0.6));
    small_free(s);
}

static void a_share_of_zero_does_not_occur(void** state)
{
    (void)state;
    small_t* const s = small_new();
    char text[small_text_max];
    small_edit(text, small_is_car, "class: modern-sedan", "class: older-sedan");
    small_load_with(s, small_is_car, text, strlen(text));
    assert_non_null(s->car);
    assert_false(vehicle_mode_occurs(s->knowledge, s->car, vehicle_find_mode(s->knowledge, "latch=ice")));
    small_free(s);
}

static void side_faults_have_their_rate(void** state)
{
    (void)state;
    small_t* const s = small_new();
    char text[small_text_max];
    small_edit(text, small_is_car, "parts:\n", "parts:\n  handle: {kind: [cable, P1, low]}\n");
    small_load_with(s, small_is_car, text, strlen(text));
    assert_non_null(s->car);
    const uint16_t handle = vehicle_find_mode(s->knowledge, "handle=broken");
    assert_true(near(vehicle_prior_odds(s->knowledge, s->car, handle), 0.1 / 0.9));
    small_free(s);
}

static void unknown_ids_point_nowhere(void** state)
{
    (void)state;
    small_t* const s = small_new();
    small_load(s);
    assert_int_equal(vehicle_find_mode(s->knowledge, "battery=deaf"), vehicle_none);
    assert_int_equal(vehicle_find_move(s->knowledge, ""), vehicle_none);
    assert_int_equal(vehicle_find_fact(s->knowledge, "press-fob"), vehicle_none);
    assert_false(vehicle_mode_occurs(s->knowledge, s->car, vehicle_none));
    small_free(s);
}

static void two_cars_differ_in_parameters_modes_and_moves(void** state)
{
    (void)state;
    small_t* const s = small_new();
    char text[small_text_max];
    small_load(s);
    const vehicle_file_t second = {"second", text, 0};
    small_edit(text, small_is_car, "parts:\n",
               "parts:\n  fob: {present: [no, P1, low]}\n  handle: {kind: [cable, P1, low]}\n");
    vehicle_file_t file = second;
    file.length = strlen(text);
    const vehicle_t* const other = vehicle_load_car(&s->arena, s->knowledge, &file, &s->errors);
    assert_string_equal(s->text, "");
    vehicle_difference_t rows[8];
    assert_int_equal(vehicle_difference_list(s->knowledge, s->car, other, rows, 8), 4);
    assert_string_equal(vehicle_difference_name(s->knowledge, &rows[0]), "fob.present");
    assert_string_equal(vehicle_difference_name(s->knowledge, &rows[1]), "handle.kind");
    assert_string_equal(vehicle_difference_name(s->knowledge, &rows[2]), "handle=broken");
    assert_string_equal(vehicle_difference_name(s->knowledge, &rows[3]), "press-fob");
    assert_true(rows[3].first == 1.0 && rows[3].second == 0.0);
    assert_int_equal(vehicle_difference_list(s->knowledge, s->car, s->car, rows, 8), 0);
    assert_int_equal(vehicle_difference_list(s->knowledge, s->car, other, rows, 1), 4);
    small_free(s);
}

// ---- the closest archetype ----

static const vehicle_t archetypes[] = {
    {.id = "real-car",
     .archetype = false,
     .match_body = "sedan",
     .match_release = "electric",
     .match_key = "remote",
     .match_seats = "folds",
     .match_year_first = 1990,
     .match_year_last = 2030},
    {.id = "any-ev",
     .archetype = true,
     .match_body = "hatchback sedan suv",
     .match_release = "electric",
     .match_key = "proximity",
     .match_seats = "open folds",
     .match_year_first = 2012,
     .match_year_last = 2026},
    {.id = "modern",
     .archetype = true,
     .match_body = "sedan",
     .match_release = "electric",
     .match_key = "remote proximity",
     .match_seats = "folds fixed",
     .match_year_first = 2003,
     .match_year_last = 2026},
    {.id = "older",
     .archetype = true,
     .match_body = "sedan coupe",
     .match_release = "cable key-only",
     .match_key = "blade",
     .match_seats = "folds fixed",
     .match_year_first = 1980,
     .match_year_last = 2005},
};

static const char* nearest(vehicle_answers_t answers, double* score)
{
    const vehicle_t* const cars[] = {&archetypes[0], &archetypes[1], &archetypes[2], &archetypes[3]};
    const int index = vehicle_match_nearest(cars, 4, &answers, score);
    return index < 0 ? "not known" : cars[index]->id;
}

static void finds_the_closest_archetype_and_no_real_car(void** state)
{
    (void)state;
    double score = 0.0;
    assert_string_equal(nearest((vehicle_answers_t){.body = "sedan"}, &score), "modern");
    assert_string_equal(nearest((vehicle_answers_t){.body = "sedan", .release = "cable"}, &score), "older");
    assert_string_equal(nearest((vehicle_answers_t){.body = "suv", .key = "proximity", .year = 2020}, &score),
                        "any-ev");
    assert_true(score == 1.0);
}

static void a_doubtful_match_scores_less(void** state)
{
    (void)state;
    double score = 0.0;
    assert_string_equal(
        nearest(
            (vehicle_answers_t){
                .body = "sedan", .release = "electric", .key = "blade", .seats = "folds", .year = 1999},
            &score),
        "modern");
    assert_true(score > 0.6 && score < 0.9);
}

static void does_not_pretend_to_know_other_vehicles(void** state)
{
    (void)state;
    static const char* const other[] = {"pickup",  "van",  "front-trunk", "motorhome",
                                        "tractor", "seda", "sedan coupe"};
    double score = 1.0;
    for (size_t k = 0; k < sizeof other / sizeof other[0]; k++) {
        assert_string_equal(nearest((vehicle_answers_t){.body = other[k], .release = "electric"}, &score),
                            "not known");
        assert_true(score == 0.0);
    }
    assert_string_equal(nearest((vehicle_answers_t){.release = "electric"}, &score), "not known");
    assert_string_equal(nearest((vehicle_answers_t){.body = "suv", .release = "cable"}, &score), "not known");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_condition_holds_by_word_and_by_range),
        cmocka_unit_test(a_fault_of_absent_equipment_does_not_occur),
        cmocka_unit_test(priors_follow_class_car_and_coexistence),
        cmocka_unit_test(a_share_of_zero_does_not_occur),
        cmocka_unit_test(side_faults_have_their_rate),
        cmocka_unit_test(unknown_ids_point_nowhere),
        cmocka_unit_test(two_cars_differ_in_parameters_modes_and_moves),
        cmocka_unit_test(finds_the_closest_archetype_and_no_real_car),
        cmocka_unit_test(a_doubtful_match_scores_less),
        cmocka_unit_test(does_not_pretend_to_know_other_vehicles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
