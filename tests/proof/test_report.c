/// What `prove` reports: every population is there, and each promise, when it is broken on purpose, is named.
#include "proof/on_trial.h"
#include "proof/report.h"
#include "proof/ways.h"

static unsigned char report_bytes[64 << 20];

static const char cases[] =
    "{\"id\":\"lever\",\"car\":\"older-sedan\",\"saw\":[[\"look-valet\",\"on\"]],\"truth\":[\"valet=on\"]}\n"
    "{\"id\":\"other\",\"car\":\"hatchback\",\"truth\":[\"latch=seized\"]}\n"
    "{\"id\":\"strange\",\"car\":\"older-sedan\",\"truth\":[\"not_modelled\"]}\n";

static json_t* report_of(const proof_trial_t* const about, const char* const text)
{
    const proof_report_options_t options = {
        .nodes = 1, .tree_nodes = 4000, .thin = 1.0 / 5.0, .strangers = 2, .cases = text};
    base_arena_t memory_left = {.bytes = report_bytes, .capacity = sizeof report_bytes};
    json_t* const report = proof_report(about, &memory_left, &options);
    assert_non_null(report);
    return report;
}

/// Of the car as it is, with cases: made once.
static json_t* sound;

static json_t* sound_report(void)
{
    sound = sound == NULL ? report_of(&trial, cases) : sound;
    return sound;
}

static bool is_broken(const json_t* const report, const char* const words)
{
    size_t k = 0;
    json_t* line = NULL;
    json_array_foreach(json_object_get(report, "broken_promises"), k, line)
    {
        if (strstr(json_string_value(line), words) != NULL) {
            return true;
        }
    }
    return false;
}

static void must_break(const proof_trial_t* const about, const char* const words)
{
    json_t* const report = report_of(about, NULL);
    if (!is_broken(report, words)) {
        fail_msg("\"%s\" was not noticed", words);
    }
    json_decref(report);
}

/// The trial with other knowledge or another car, over the same atlas and guide.
static proof_trial_t with(const vehicle_knowledge_t* const other, const vehicle_t* const car)
{
    proof_trial_t changed;
    assert_true(proof_trial_init(&changed, other, car, &atlas, trial.guide));
    return changed;
}

static vehicle_knowledge_t changed_knowledge;

static vehicle_move_t* first_move(void)
{
    changed_knowledge = *knowledge;
    const guide_situation_t nothing = {0};
    guide_replay(trial.guide, &nothing, NULL, 0);
    return &changed_knowledge.move[trial.to_knowledge[guide_next(trial.guide, 1).move]];
}

static const json_t* at(const json_t* const report, const char* const one, const char* const other)
{
    const json_t* const found = json_object_get(json_object_get(report, one), other);
    if (found == NULL) {
        fail_msg("no %s of %s", other, one);
    }
    return found;
}

static void every_policy_is_played_on_every_population(void** state)
{
    (void)state;
    static const char* const apart[] = {"strangers", "real", "frost"};
    const json_t* const report = sound_report();
    for (size_t k = 0; k < json_array_size(json_object_get(report, "broken_promises")); k++) {
        fail_msg("%s", json_string_value(json_array_get(json_object_get(report, "broken_promises"), k)));
    }
    for (size_t k = 0; k < sizeof apart / sizeof apart[0]; k++) {
        assert_true(json_number_value(json_object_get(at(report, apart[k], "guide"), "cost")) > 0.0);
        assert_true(json_number_value(json_object_get(at(report, apart[k], "greedy"), "cost")) > 0.0);
        assert_true(json_number_value(json_object_get(at(report, apart[k], "call_at_once"), "cost")) > 0.0);
        assert_int_equal(json_object_size(at(report, apart[k], "checklists")),
                         json_object_size(json_object_get(report, "checklists")));
    }
    assert_int_equal(json_integer_value(at(report, "real", "n")), 2); // the hatchback's is not this car's
    assert_int_equal(json_integer_value(at(report, "real", "not_played")), 1);
    assert_int_equal(json_integer_value(at(report, "strangers", "n")), 2);
}

static void every_set_tells_its_ways_in_and_what_each_policy_costs(void** state)
{
    (void)state;
    const json_t* const report = sound_report();
    size_t k = 0;
    json_t* set = NULL;
    int with_ways = 0;
    double weight = 0.0;
    int cheap =
        0; // sets where the list that calls once a bank card has failed seems cheap: light branches are drawn
    json_array_foreach(json_object_get(report, "sets"), k, set)
    {
        with_ways += json_array_size(json_object_get(set, "ways_in")) > 0 ? 1 : 0;
        weight += json_number_value(json_object_get(set, "weight"));
        assert_true(json_number_value(json_object_get(set, "greedy")) > 0.0);
        cheap += json_number_value(json_object_get(set, "P002d")) > 100.0 ? 0 : 1;
        assert_true(json_number_value(json_object_get(json_object_get(set, "guide"), "steps")) >= 1.0);
    }
    assert_true(cheap <= 1);
    assert_true(k > 15 && with_ways > 5);
    assert_true(weight > 0.99 && weight < 1.01);
    const double right = json_number_value(at(report, "calls", "right"));
    assert_true(right > 0.0 && right <= 1.0);
}

static void a_forbidden_step_of_the_guide_is_noticed(void** state)
{
    (void)state;
    first_move()->uses = "crowbar";
    const proof_trial_t planted = with(&changed_knowledge, sedan);
    json_t* const report = report_of(&planted, cases);
    assert_true(is_broken(report, "own sets: the guide proposed a forbidden step"));
    assert_true(is_broken(report, "own sets in frost: the guide proposed a forbidden step"));
    assert_true(is_broken(report, "strangers: the guide proposed a forbidden step"));
    assert_true(is_broken(report, "real cases: the guide proposed a forbidden step"));
    json_decref(report);
}

static void an_impossible_step_of_the_guide_is_noticed(void** state)
{
    (void)state;
    static uint16_t needs_what_nobody_has[1];
    needs_what_nobody_has[0] = vehicle_find_fact(knowledge, "lid-open");
    assert_true(needs_what_nobody_has[0] != vehicle_none);
    vehicle_move_t* const move = first_move();
    move->needs = needs_what_nobody_has;
    move->need_count = 1;
    const proof_trial_t planted = with(&changed_knowledge, sedan);
    json_t* const report = report_of(&planted, cases);
    assert_true(is_broken(report, "own sets: the guide proposed an impossible step"));
    assert_true(is_broken(report, "strangers: the guide proposed an impossible step"));
    assert_true(is_broken(report, "real cases: the guide proposed an impossible step"));
    json_decref(report);
}

static void somebody_kept_in_is_noticed(void** state)
{
    (void)state;
    static vehicle_t dead;
    dead = *sedan;
    dead.value[vehicle_handle_ok] = 0.0;
    const proof_trial_t planted = with(knowledge, &dead);
    must_break(&planted, "nobody kept in: the inside release fails");
}

/// What is likely is rare here, and the other way round; the guide is not told.
static void a_belief_that_is_not_calibrated_is_noticed(void** state)
{
    (void)state;
    static uint8_t other_bytes[atlas_bytes_most];
    static atlas_t other;
    changed_knowledge = *knowledge;
    for (int m = 0; m < knowledge->mode_count; m++) {
        for (int c = 0; c < knowledge->class_count; c++) {
            double* const share = &changed_knowledge.share[m][c];
            *share = *share > 0.0 ? 1.0 / *share : 0.0;
        }
    }
    survey_report_t surveyed;
    const survey_options_t options = survey_default_options();
    base_arena_t work = {.bytes = malloc(survey_bytes_most), .capacity = survey_bytes_most};
    atlas_bytes_t out = {.bytes = other_bytes, .capacity = sizeof other_bytes};
    assert_non_null(work.bytes);
    assert_true(survey_build(&changed_knowledge, sedan, &options, &work, &out, &surveyed));
    assert_true(atlas_open(&other, other_bytes, out.length, surveyed.reason, sizeof surveyed.reason));
    free(work.bytes);
    proof_trial_t planted;
    assert_true(proof_trial_init(&planted, &changed_knowledge, sedan, &other, trial.guide));
    must_break(&planted, "own sets: chances that the guide names are not met");
}

/// Whatever the guide does is dear here; one list does nothing of it.
static void a_checklist_that_is_cheaper_is_noticed(void** state)
{
    (void)state;
    changed_knowledge = *knowledge;
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        const bool by_guide = trial.to_atlas[m] != atlas_none && !proof_is_call(&trial, m);
        changed_knowledge.move[m].minutes *= by_guide ? 1000.0 : 1.0;
    }
    const vehicle_checklist_t* const list = list_named("P002d");
    for (uint16_t k = 0; list != NULL && k < list->step_count; k++) {
        changed_knowledge.move[list->steps[k].move].minutes = 0.0;
    }
    const proof_trial_t planted = with(&changed_knowledge, sedan);
    const proof_report_options_t options = {
        .nodes = 1, .tree_nodes = 4000, .thin = 1.0 / 5.0, .strangers = 40};
    base_arena_t memory_left = {.bytes = report_bytes, .capacity = sizeof report_bytes};
    json_t* const report = proof_report(&planted, &memory_left, &options);
    assert_true(is_broken(report, "own sets: a published checklist is cheaper"));
    assert_true(is_broken(report, "strangers: a published checklist is cheaper"));
    json_decref(report);
}

static void too_little_memory_is_told_and_not_taken_for_success(void** state)
{
    (void)state;
    static unsigned char few[200000];
    const proof_report_options_t options = {.nodes = 1, .tree_nodes = 4000, .strangers = 1};
    base_arena_t small = {.bytes = few, .capacity = sizeof few};
    json_t* const report = proof_report(&trial, &small, &options);
    assert_non_null(report);
    assert_true(is_broken(report, "not enough memory"));
    json_decref(report);
}

static void a_damaged_case_is_a_broken_promise(void** state)
{
    (void)state;
    json_t* const report =
        report_of(&trial, "{\"id\":\"x\",\"car\":\"older-sedan\",\"truth\":[\"latch=siezed\"]}\nno JSON\n");
    assert_true(is_broken(report, "latch=siezed"));
    assert_true(is_broken(report, "line 2"));
    json_decref(report);
}

static void the_text_names_what_is_broken(void** state)
{
    (void)state;
    static char text[60000];
    json_t* const report = sound_report();
    FILE* const out = tmpfile();
    assert_non_null(out);
    proof_report_print(report, out);
    (void)json_array_append_new(json_object_get(report, "broken_promises"), json_string("planted"));
    proof_report_print(report, out);
    (void)json_array_clear(json_object_get(report, "broken_promises"));
    rewind(out);
    text[fread(text, 1, sizeof text - 1, out)] = '\0';
    (void)fclose(out);
    assert_non_null(strstr(text, "all promises kept"));
    assert_non_null(strstr(text, "BROKEN: planted"));
    assert_non_null(strstr(text, "handle=broken"));
    assert_non_null(strstr(text, "right (no permitted way in was cheaper)"));
    assert_non_null(strstr(text, "real cases (2, not modelled 1)"));
}

static int count_of(const char* text, const char* const word)
{
    int count = 0;
    for (; (text = strstr(text, word)) != NULL; text++) {
        count++;
    }
    return count;
}

static void the_plots_grow_with_the_cars_and_show_both_populations(void** state)
{
    (void)state;
    int height[2] = {0};
    for (int many = 1; many <= 2; many++) {
        json_t* const reports = json_array();
        for (int k = 0; k < many; k++) {
            (void)json_array_append(reports, sound_report());
        }
        char* const page = proof_report_plots(reports);
        assert_non_null(page);
        assert_int_equal(count_of(page, ">older-sedan<"), many);
        assert_int_equal(count_of(page, ">guide "), 2 * many);
        assert_true(count_of(page, "<circle") >= 4);
        assert_int_equal(strcmp(page + strlen(page) - 7, "</svg>\n"), 0);
        height[many - 1] = atoi(strstr(page, "viewBox=\"0 0 800 ") + 17);
        free(page);
        json_decref(reports);
    }
    assert_true(height[0] > 200 && height[1] > height[0]);
}

static int ways_with(const char* const mode, proof_way_t* const ways)
{
    const uint16_t one = atlas_find_mode(&atlas, mode);
    assert_true(one != atlas_none);
    return proof_ways(&trial, 0, &one, 1, ways);
}

static bool has_way(const proof_way_t* const ways, const int count, const char* const move)
{
    for (int k = 0; k < count; k++) {
        if (strcmp(atlas_move(&atlas, ways[k].move).id, move) == 0) {
            return true;
        }
    }
    return false;
}

static void a_car_whose_cable_is_off_still_opens_by_its_key(void** state)
{
    (void)state;
    proof_way_t ways[proof_ways_max];
    const int count = ways_with("cable=off", ways);
    assert_true(has_way(ways, count, "blade-in-lid"));
    assert_false(has_way(ways, count, "press-cabin"));
    for (int k = 1; k < count; k++) {
        assert_true(ways[k - 1].cost <= ways[k].cost);
    }
    for (int k = 0; k < count; k++) {
        assert_false(proof_is_call(&trial, trial.to_knowledge[ways[k].move]));
    }
}

static void behind_a_broken_latch_only_a_call_is_left(void** state)
{
    (void)state;
    proof_way_t ways[proof_ways_max];
    const uint16_t broken = atlas_find_mode(&atlas, "latch=broken");
    assert_int_equal(ways_with("latch=broken", ways), 0);
    assert_true(proof_cost_of_call(&trial, 0, &broken, 1) > 50.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_policy_is_played_on_every_population),
        cmocka_unit_test(every_set_tells_its_ways_in_and_what_each_policy_costs),
        cmocka_unit_test(a_forbidden_step_of_the_guide_is_noticed),
        cmocka_unit_test(an_impossible_step_of_the_guide_is_noticed),
        cmocka_unit_test(somebody_kept_in_is_noticed),
        cmocka_unit_test(a_belief_that_is_not_calibrated_is_noticed),
        cmocka_unit_test(a_checklist_that_is_cheaper_is_noticed),
        cmocka_unit_test(too_little_memory_is_told_and_not_taken_for_success),
        cmocka_unit_test(a_damaged_case_is_a_broken_promise),
        cmocka_unit_test(the_text_names_what_is_broken),
        cmocka_unit_test(the_plots_grow_with_the_cars_and_show_both_populations),
        cmocka_unit_test(a_car_whose_cable_is_off_still_opens_by_its_key),
        cmocka_unit_test(behind_a_broken_latch_only_a_call_is_left),
    };
    const int failed = cmocka_run_group_tests(tests, put_on_trial, leave_trial);
    json_decref(sound);
    return failed;
}
