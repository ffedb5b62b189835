#include "shut_car.h"

static int setup(void** state)
{
    shut_car_t* car = NULL;
    session_t* const session = shut_session(&car);
    void** const both = malloc(2 * sizeof *both);
    assert_non_null(both);
    both[0] = session;
    both[1] = car;
    *state = both;
    return 0;
}

static int teardown(void** state)
{
    void** const both = *state;
    session_close(both[0]);
    free(both[1]);
    free(both);
    return 0;
}

static session_t* session_of(void** state)
{
    return ((void**)*state)[0];
}

static double flat(session_t* self)
{
    return guide_mode_p(session_guide(self), shut_battery);
}

static void say(session_t* self, const char* move, const char* reading)
{
    char error[300] = "";
    const int result = session_saw(self, move, reading, error, sizeof error);
    assert_string_equal(error, "");
    assert_int_equal(result, 0);
}

static void taking_an_answer_back_gives_the_same_belief(void** state)
{
    session_t* const self = session_of(state);
    say(self, "press-fob", "silence");
    const double before = flat(self);
    say(self, "look-dash", "dark");
    assert_true(flat(self) > before + 0.1);
    assert_int_equal(session_back(self), 0);
    assert_true(flat(self) == before);
    assert_int_equal(session_back(self), 0);
    assert_int_equal(session_back(self), -1);
    assert_int_equal(session_line_count(self), 0);
}

static void changing_an_answer_is_as_if_it_had_been_given_so(void** state)
{
    session_t* const self = session_of(state);
    say(self, "press-fob", "silence");
    say(self, "look-dash", "normal");
    const double normal = flat(self);
    assert_int_equal(session_change(self, 1, "dark", NULL, 0), 0);
    const double dark = flat(self);
    assert_true(dark > normal);
    session_restart(self);
    say(self, "press-fob", "silence");
    say(self, "look-dash", "dark");
    assert_true(flat(self) == dark);
    assert_string_equal(session_line(self, 1), "saw look-dash dark");
}

static void only_an_answer_can_be_changed_and_only_to_a_reading_of_its_move(void** state)
{
    session_t* const self = session_of(state);
    char error[300] = "";
    assert_int_equal(session_at(self, "temperature", "frost", error, sizeof error), 0);
    say(self, "look-dash", "dim");
    assert_int_equal(session_change(self, 0, "dark", error, sizeof error), -1);
    assert_int_equal(session_change(self, 7, "dark", error, sizeof error), -1);
    assert_int_equal(session_change(self, -1, "dark", error, sizeof error), -1);
    assert_int_equal(session_change(self, 1, "silence", error, sizeof error), -1);
    assert_string_equal(session_line(self, 1), "saw look-dash dim");
}

static void what_cannot_be_done_is_not_proposed_until_it_can(void** state)
{
    session_t* const self = session_of(state);
    for (int k = 0; k < 12; k++) {
        const uint16_t move = session_step(self, 2000)->move;
        if (move == atlas_none) {
            break;
        }
        const char* const id = atlas_move(session_atlas(self), move).id;
        assert_int_equal(session_cannot(self, id, NULL, 0), 0);
        assert_int_not_equal(session_step(self, 2000)->move, move);
    }
    char error[300] = "";
    session_restart(self);
    const uint16_t first = session_step(self, 2000)->move;
    const char* const id = atlas_move(session_atlas(self), first).id;
    assert_int_equal(session_can(self, id, error, sizeof error), -1);
    assert_int_equal(session_cannot(self, id, NULL, 0), 0);
    assert_int_equal(session_can(self, id, NULL, 0), 0);
    assert_int_equal(session_step(self, 2000)->move, first);
}

static void an_unknown_word_changes_nothing_and_names_the_nearest(void** state)
{
    session_t* const self = session_of(state);
    char error[300] = "";
    assert_int_equal(session_saw(self, "pres-fob", "silence", error, sizeof error), -1);
    assert_non_null(strstr(error, "press-fob"));
    assert_int_equal(session_saw(self, "press-fob", "silense", error, sizeof error), -1);
    assert_non_null(strstr(error, "silence"));
    assert_int_equal(session_at(self, "temprature", "frost", error, sizeof error), -1);
    assert_non_null(strstr(error, "temperature"));
    assert_int_equal(session_at(self, "temperature", "forst", error, sizeof error), -1);
    assert_non_null(strstr(error, "frost"));
    assert_int_equal(session_have(self, "jump-pac", error, sizeof error), -1);
    assert_non_null(strstr(error, "jump-pack"));
    assert_int_equal(session_goal(self, "shut", error, sizeof error), -1);
    assert_int_equal(session_hourly(self, -1, error, sizeof error), -1);
    assert_int_equal(session_saw(self, "press-fob", "", error, sizeof error), -1);
    assert_int_equal(session_saw(self, "press-fob silence", "x", error, sizeof error), -1);
    assert_int_equal(session_saw(self, "press-fob", "silence\nsaw press-fob opens", error, sizeof error), -1);
    assert_int_equal(session_line_count(self), 0);
}

static void what_the_car_is_made_of_cannot_be_claimed(void** state)
{
    session_t* const self = session_of(state);
    char error[300] = "";
    assert_int_equal(session_have(self, "post-known", error, sizeof error), -1);
    assert_int_equal(session_have(self, "jump-pack", error, sizeof error), 0);
    assert_true(guide_fact_is(session_guide(self), shut_pack));
}

static void the_later_word_about_a_condition_counts(void** state)
{
    session_t* const self = session_of(state);
    say(self, "ask-battery-sound", "no");
    assert_true(guide_fact_denied(session_guide(self), shut_sound));
    assert_int_equal(session_have(self, "battery-sound", NULL, 0), 0);
    assert_true(guide_fact_is(session_guide(self), shut_sound));
    say(self, "ask-battery-sound", "no");
    assert_true(guide_fact_denied(session_guide(self), shut_sound));
    assert_int_equal(session_back(self), 0);
    assert_true(guide_fact_is(session_guide(self), shut_sound));
}

static void what_lapses_is_asked_again_and_what_is_used_up_is_not(void** state)
{
    session_t* const self = session_of(state);
    assert_int_equal(session_have(self, "battery-sound", NULL, 0), 0);
    assert_int_equal(session_have(self, "jump-pack", NULL, 0), 0);
    say(self, "leave-it", "done");
    assert_false(guide_fact_is(session_guide(self), shut_sound));
    assert_false(guide_fact_denied(session_guide(self), shut_sound));
    assert_true(guide_fact_denied(session_guide(self), shut_pack));
    assert_int_equal(session_have(self, "jump-pack", NULL, 0), 0);
    say(self, "ask-battery-sound", "yes");
    assert_true(guide_fact_is(session_guide(self), shut_sound));
    say(self, "leave-it", "cant-tell");
    assert_false(guide_fact_is(session_guide(self), shut_sound));
    assert_false(guide_fact_denied(session_guide(self), shut_sound));
    say(self, "ask-battery-sound", "no");
    assert_true(guide_fact_denied(session_guide(self), shut_sound));
}

static void a_number_finds_its_range(void** state)
{
    session_t* const self = session_of(state);
    static const char* const bad[] = {"-1", "abc", "nan", "inf", "0x10", "1e9999", "3 to 8", ""};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_int_equal(session_at(self, "age_years", bad[k], NULL, 0), -1);
    }
    static const char* const good[] = {"0", "2.9", "3", "6.999", "7", "100", "3 to 7"};
    for (size_t k = 0; k < sizeof good / sizeof good[0]; k++) {
        assert_int_equal(session_at(self, "age_years", good[k], NULL, 0), 0);
    }
}

/// I1, every emergency.
static void no_step_is_given_in_an_emergency(void** state)
{
    session_t* const self = session_of(state);
    say(self, "press-fob", "silence");
    assert_non_null(session_step(self, 0));
    for (int k = session_emergency_fire; k <= session_emergency_inside; k++) {
        assert_int_equal(session_emergency(self, (session_emergency_t)k), 0);
        assert_null(session_step(self, 0));
        assert_int_equal(session_emergency_state(self), k);
    }
    assert_int_equal(session_emergency(self, session_emergency_no), 0);
    assert_non_null(session_step(self, 0));
}

static void a_motorway_is_an_emergency_whoever_says_so(void** state)
{
    session_t* const self = session_of(state);
    assert_int_equal(session_emergency(self, session_emergency_no), 0);
    assert_int_equal(session_at(self, "place", "motorway", NULL, 0), 0);
    assert_int_equal(session_emergency_state(self), session_emergency_traffic);
    assert_null(session_step(self, 0));
}

/// I3: what needs conditions is proposed only once they are answered.
static void power_is_fed_only_when_all_conditions_are_held(void** state)
{
    session_t* const self = session_of(state);
    for (int k = 0; k < 30; k++) {
        const guide_step_t* const step = session_step(self, 2000);
        if (step->move == atlas_none || guide_is_open(session_guide(self))) {
            break;
        }
        const atlas_move_t move = atlas_move(session_atlas(self), step->move);
        for (uint16_t n = 0; n < move.need_count; n++) {
            assert_true(guide_fact_is(session_guide(self), atlas_need(session_atlas(self), step->move, n)));
        }
        say(self, move.id, move.asks_fact ? "yes" : move.reading_id[move.reading_count - 1]);
    }
}

static void the_256_answers_that_fit_are_kept_and_no_more(void** state)
{
    session_t* const self = session_of(state);
    for (int k = 0; k < guide_events_max; k++) {
        assert_int_equal(session_saw(self, "look-dash", "cant-tell", NULL, 0), 0);
    }
    assert_int_equal(session_saw(self, "look-dash", "dark", NULL, 0), -1);
    assert_int_equal(session_line_count(self), guide_events_max);
}

static void foreign_bytes_are_no_car(void** state)
{
    (void)state;
    char error[200] = "";
    assert_null(session_open((const uint8_t*)"no atlas at all", 15, error, sizeof error));
    assert_true(error[0] != '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(taking_an_answer_back_gives_the_same_belief, setup, teardown),
        cmocka_unit_test_setup_teardown(changing_an_answer_is_as_if_it_had_been_given_so, setup, teardown),
        cmocka_unit_test_setup_teardown(only_an_answer_can_be_changed_and_only_to_a_reading_of_its_move,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_done_is_not_proposed_until_it_can, setup, teardown),
        cmocka_unit_test_setup_teardown(an_unknown_word_changes_nothing_and_names_the_nearest, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_the_car_is_made_of_cannot_be_claimed, setup, teardown),
        cmocka_unit_test_setup_teardown(the_later_word_about_a_condition_counts, setup, teardown),
        cmocka_unit_test_setup_teardown(what_lapses_is_asked_again_and_what_is_used_up_is_not, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_number_finds_its_range, setup, teardown),
        cmocka_unit_test_setup_teardown(no_step_is_given_in_an_emergency, setup, teardown),
        cmocka_unit_test_setup_teardown(a_motorway_is_an_emergency_whoever_says_so, setup, teardown),
        cmocka_unit_test_setup_teardown(power_is_fed_only_when_all_conditions_are_held, setup, teardown),
        cmocka_unit_test_setup_teardown(the_256_answers_that_fit_are_kept_and_no_more, setup, teardown),
        cmocka_unit_test(foreign_bytes_are_no_car),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
