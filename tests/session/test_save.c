#include "base/crc32.h"
#include "shut_car.h"

enum { text_max = 4096 };

typedef struct {
    shut_car_t* car;
    session_t* session;
    char text[text_max];
    size_t length;
} saved_t;

/// A dialogue with one line of every kind, saved.
static int setup(void** state)
{
    saved_t* const self = calloc(1, sizeof *self);
    assert_non_null(self);
    self->session = shut_session(&self->car);
    assert_int_equal(session_emergency(self->session, session_emergency_no), 0);
    assert_int_equal(session_at(self->session, "temperature", "hard-frost", NULL, 0), 0);
    assert_int_equal(session_at(self->session, "age_years", "3 to 7", NULL, 0), 0);
    assert_int_equal(session_have(self->session, "jump-pack", NULL, 0), 0);
    assert_int_equal(session_saw(self->session, "press-fob", "silence", NULL, 0), 0);
    assert_int_equal(session_saw(self->session, "look-dash", "cant-tell", NULL, 0), 0);
    assert_int_equal(session_cannot(self->session, "press-cabin", NULL, 0), 0);
    assert_int_equal(session_can(self->session, "press-cabin", NULL, 0), 0);
    assert_int_equal(session_goal(self->session, "fix", NULL, 0), 0);
    assert_int_equal(session_hourly(self->session, 31.5, NULL, 0), 0);
    self->length = session_save(self->session, self->text, text_max);
    assert_true(self->length < text_max);
    *state = self;
    return 0;
}

static int teardown(void** state)
{
    saved_t* const self = *state;
    session_close(self->session);
    free(self->car);
    free(self);
    return 0;
}

static void a_resumed_dialogue_goes_on_where_it_stopped(void** state)
{
    saved_t* const self = *state;
    const guide_step_t step = *session_step(self->session, 2000);
    const double flat = guide_mode_p(session_guide(self->session), shut_battery);
    session_restart(self->session);
    assert_int_equal(session_line_count(self->session), 0);
    char error[300] = "";
    assert_int_equal(session_restore(self->session, self->text, self->length, error, sizeof error), 0);
    assert_int_equal(session_line_count(self->session), 10);
    assert_true(guide_mode_p(session_guide(self->session), shut_battery) == flat);
    assert_int_equal(session_step(self->session, 2000)->move, step.move);
    assert_true(session_step(self->session, 2000)->expected_cost == step.expected_cost);
    assert_int_equal(session_emergency_state(self->session), session_emergency_no);
    assert_true(session_goal_is_fix(self->session));
    char again[text_max];
    assert_int_equal(session_save(self->session, again, sizeof again), self->length);
    assert_string_equal(again, self->text);
}

static void the_file_names_its_car(void** state)
{
    saved_t* const self = *state;
    char car[64];
    assert_int_equal(session_saved_car(self->text, self->length, car, sizeof car, NULL, 0), 0);
    assert_string_equal(car, "shut-car");
    assert_int_equal(session_saved_car(self->text, self->length, car, 4, NULL, 0), -1);
}

static void any_changed_byte_is_noticed(void** state)
{
    saved_t* const self = *state;
    char error[300];
    for (size_t k = 0; k < self->length; k++) {
        self->text[k] ^= 1;
        error[0] = '\0';
        assert_int_equal(session_restore(self->session, self->text, self->length, error, sizeof error), -1);
        assert_true(error[0] != '\0');
        self->text[k] ^= 1;
    }
    assert_int_equal(session_line_count(self->session), 10);
}

static void any_cut_is_noticed(void** state)
{
    saved_t* const self = *state;
    char error[300];
    for (size_t length = 0; length < self->length; length++) {
        assert_int_equal(session_restore(self->session, self->text, length, error, sizeof error), -1);
    }
}

static void a_foreign_file_is_refused_by_name(void** state)
{
    saved_t* const self = *state;
    char error[300] = "";
    assert_int_equal(session_restore(self->session, "hello\n", 6, error, sizeof error), -1);
    assert_non_null(strstr(error, "foreign"));
    char* const version = strstr(self->text, " 1\n");
    version[1] = '2';
    assert_int_equal(session_restore(self->session, self->text, self->length, error, sizeof error), -1);
    assert_non_null(strstr(error, "version"));
}

/// The same text with a word replaced by another of the same length, and sealed again.
static void edit(saved_t* const self, const char* const word, const char* const other)
{
    assert_int_equal(strlen(word), strlen(other));
    char* const at = strstr(self->text, word);
    assert_non_null(at);
    memcpy(at, other, strlen(other));
    const size_t sealed = self->length - strlen("crc 00000000\n");
    (void)snprintf(self->text + sealed, text_max - sealed, "crc %08x\n",
                   (unsigned)base_crc32(0, self->text, sealed));
}

static void a_dialogue_of_another_edition_goes_on_with_the_answers_that_still_fit(void** state)
{
    saved_t* const self = *state;
    char error[300] = "";
    edit(self, "saw look-dash", "saw look-gone");
    edit(self, "have jump-pack", "have gone-pack");
    session_restart(self->session);
    assert_int_equal(session_restore(self->session, self->text, self->length, error, sizeof error), -1);
    assert_non_null(strstr(error, "edition"));
    assert_int_equal(session_line_count(self->session), 0);
    assert_int_equal(session_rescue(self->session, self->text, self->length, error, sizeof error), 2);
    assert_int_equal(session_line_count(self->session), 8);
    assert_string_equal(session_line(self->session, 3), "saw press-fob silence");
    assert_int_equal(session_emergency_state(self->session), session_emergency_no);
    assert_true(session_goal_is_fix(self->session));
}

static void what_fits_whole_loses_nothing_and_what_is_damaged_is_not_rescued(void** state)
{
    saved_t* const self = *state;
    char error[300] = "";
    char again[text_max];
    assert_int_equal(session_rescue(self->session, self->text, self->length, error, sizeof error), 0);
    assert_int_equal(session_save(self->session, again, sizeof again), self->length);
    assert_string_equal(again, self->text);
    self->text[self->length / 2] ^= 1;
    assert_int_equal(session_rescue(self->session, self->text, self->length, error, sizeof error), -1);
    assert_non_null(strstr(error, "damaged"));
    assert_int_equal(session_line_count(self->session), 10);
}

static void a_short_buffer_says_how_much_is_needed(void** state)
{
    saved_t* const self = *state;
    char small[20];
    assert_int_equal(session_save(self->session, small, sizeof small), self->length);
    assert_int_equal(strlen(small), sizeof small - 1);
    assert_int_equal(session_save(self->session, NULL, 0), self->length);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_resumed_dialogue_goes_on_where_it_stopped, setup, teardown),
        cmocka_unit_test_setup_teardown(the_file_names_its_car, setup, teardown),
        cmocka_unit_test_setup_teardown(any_changed_byte_is_noticed, setup, teardown),
        cmocka_unit_test_setup_teardown(any_cut_is_noticed, setup, teardown),
        cmocka_unit_test_setup_teardown(a_foreign_file_is_refused_by_name, setup, teardown),
        cmocka_unit_test_setup_teardown(a_dialogue_of_another_edition_goes_on_with_the_answers_that_still_fit,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(what_fits_whole_loses_nothing_and_what_is_damaged_is_not_rescued,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_short_buffer_says_how_much_is_needed, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
