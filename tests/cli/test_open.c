#define _POSIX_C_SOURCE 200809L
#include "session/shut_car.h"

#include "cli/open.h"

enum { out_max = 400000 };

/// One dialogue by pipe.
typedef struct {
    shut_car_t* car;
    session_t* session;
    char out[out_max];
    char saved[8192];
    int saves;
    volatile sig_atomic_t interrupted;
} pipe_t;

static int setup(void** state)
{
    pipe_t* const self = calloc(1, sizeof *self);
    assert_non_null(self);
    self->session = shut_session(&self->car);
    *state = self;
    return 0;
}

static int teardown(void** state)
{
    pipe_t* const self = *state;
    session_close(self->session);
    free(self->car);
    free(self);
    return 0;
}

static bool keep(void* context, const char* name, const char* text, size_t length)
{
    pipe_t* const self = context;
    (void)name;
    assert_true(length < sizeof self->saved);
    memcpy(self->saved, text, length + 1);
    self->saves++;
    return true;
}

/// Runs the dialogue over these lines; its exit status. What it said is in `out`.
static int run(pipe_t* self, const char* lines)
{
    char input[20000];
    (void)snprintf(input, sizeof input, "%s", lines);
    const cli_open_options_t options = {
        .save = keep, .context = self, .nodes = 500, .country = "GB", .interrupted = &self->interrupted};
    FILE* const in = fmemopen(input, input[0] ? strlen(input) : 1, "r");
    FILE* const out = fmemopen(self->out, sizeof self->out, "w");
    assert_non_null(in);
    assert_non_null(out);
    if (!input[0]) {
        (void)getc(in);
    }
    const int status = cli_open(self->session, in, out, &options);
    (void)fclose(in);
    (void)fclose(out);
    return status;
}

static void says(const pipe_t* self, const char* phrase)
{
    if (!strstr(self->out, phrase)) {
        fail_msg("'%s' is not in: %s", phrase, self->out);
    }
}

static void says_not(const pipe_t* self, const char* phrase)
{
    if (strstr(self->out, phrase)) {
        fail_msg("'%s' is in: %s", phrase, self->out);
    }
}

static void asks_for_safety_before_anything_else(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(run(self, ""), 1);
    says(self, "smell of fuel");
    says(self, "child missing? Not sure counts");
    says(self, "CASE SHEET");
    says_not(self, "Step 1");
    assert_int_equal(self->saves, 1);
}

/// I1 and I12: the whole script, no step, until it is over.
static void not_knowing_whether_somebody_is_shut_in_counts_as_yes(void** state)
{
    pipe_t* const self = *state;
    static const char* const unsure[] = {
        "don't know\n", "?\n", "dont-know\n", "not sure\n", "2\n", "no, don't know\n", "I don't know\n"};
    for (size_t k = 0; k < sizeof unsure / sizeof unsure[0]; k++) {
        assert_int_equal(run(self, unsure[k]), 1);
        says(self, "EMERGENCY NUMBER: 999 or 112");
        says(self, "BREAK A SIDE WINDOW NOW");
        says_not(self, "Which request did you make");
        assert_int_equal(session_emergency_state(self->session), session_emergency_person);
    }
}

static void of_two_emergencies_fire_comes_first(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(run(self, "3 2 1\n"), 1);
    says(self, "30 m (100 ft)");
    assert_int_equal(session_emergency_state(self->session), session_emergency_fire);
    assert_int_equal(run(self, "traffic, person\n"), 1);
    assert_int_equal(session_emergency_state(self->session), session_emergency_person);
}

static void the_way_to_the_first_screen_is_open_from_everywhere(void** state)
{
    static const char* const before[] = {"no\n", "no\npress-fob\n", "no\npress-fob\nsilence\n",
                                         "no\npress-fob\nsilence\nwarm\n", "no\nnone\nc\nelse\n"};
    for (size_t k = 0; k < sizeof before / sizeof before[0]; k++) {
        pipe_t* const self = *state;
        char lines[200];
        session_restart(self->session);
        (void)snprintf(lines, sizeof lines, "%s! person\n", before[k]);
        assert_int_equal(run(self, lines), 1);
        says(self, "BREAK A SIDE WINDOW NOW");
        assert_int_equal(session_emergency_state(self->session), session_emergency_person);
        session_restart(self->session);
        (void)snprintf(lines, sizeof lines, "%semergency\nno\nstop\n", before[k]);
        assert_int_equal(run(self, lines), 1);
        assert_int_equal(session_emergency_state(self->session), session_emergency_no);
    }
}

static void what_failed_is_the_first_answer_and_not_assumed(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(run(self, "no\npress-fob\nsilence\nwarm\nno\nstop\n"), 1);
    says(self, "Which request did you make");
    assert_string_equal(session_line(self->session, 1), "saw press-fob silence");
    assert_string_equal(session_line(self->session, 2), "at temperature warm");
    says(self, "Step 2");
    says(self, "Likeliest:");
    says(self, "not modelled");
    says(self, "Expected from here:");
}

static void numbers_do_as_well_as_words(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(run(self, "0\n1\n3\n2)\nstop\n"), 1);
    assert_string_equal(session_line(self->session, 1), "saw press-fob silence");
    assert_string_equal(session_line(self->session, 2), "at temperature frost");
}

static void an_open_lid_ends_it_well_and_unshut(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(run(self, "no\nnone\nc\npress-fob=opens\n"), 0);
    says(self, "DO NOT SHUT IT YET");
    says(self, "Why it did not open");
    says_not(self, "CASE SHEET");
    assert_int_equal(self->saves, 0);
}

static void with_goal_fix_it_goes_on_after_opening(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(session_goal(self->session, "fix", NULL, 0), 0);
    const int status = run(self, "no\npress-fob\nopens\nc\nc\nwhy\ntell\n");
    says(self, "DO NOT SHUT IT YET");
    assert_true(status == 0 || status == 1);
    if (status == 0) {
        says(self, "Why it did not open");
    } else {
        says(self, "Step");
    }
}

static void whoever_is_called_takes_over(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(run(self, "no\nnone\nc\nc\ncall-locksmith\nopens\n"), 1);
    says(self, "CASE SHEET");
    session_restart(self->session);
    assert_int_equal(run(self, "no\nnone\nc\nc\ncall-locksmith\ncalled\n"), 1);
    says(self, "CASE SHEET");
    session_restart(self->session);
    assert_int_equal(run(self, "no\nnone\nc\nc\nleave-it\ndone\n"), 1);
    says(self, "It is left for now");
}

static void an_unknown_word_is_named_and_asked_again(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(run(self, "no\npres-fob\npress-fob\nsilense\n\nsilence\nforst\nfrost\nhalp\nstop\n"), 1);
    says(self, "did you mean press-fob");
    says(self, "did you mean silence");
    says(self, "did you mean help");
    assert_string_equal(session_line(self->session, 1), "saw press-fob silence");
    assert_string_equal(session_line(self->session, 2), "at temperature frost");
    assert_int_equal(session_line_count(self->session), 3);
}

static void every_word_of_the_help_works(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(
        run(self, "no\npress-fob\nsilence\nc\nc\nhelp\nwhy\ntell\nsheet\nelse\nback\nhave jump-pack\n"
                  "at age_years=5\nhourly 40\ncannot press-cabin\ncan press-cabin\nchange 2 lid-click\n"
                  "save here\nlook-dash=dark\nback\nagain\nno\nnone\nc\nstop\n"),
        1);
    says(self, "Other things that can be done now");
    says(self, "start over");
    says(self, "What it may be:");
    says_not(self, "no such answer");
    assert_int_equal(self->saves, 2);
    assert_int_equal(session_line_count(self->session), 3);
    assert_string_equal(session_line(self->session, 2), "skip temperature");
}

static void changing_and_taking_back_reach_the_session(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(
        run(self, "no\npress-fob\nsilence\nc\nc\nchange 2 lid-click\nlook-dash=dark\nback\nstop\n"), 1);
    assert_int_equal(session_line_count(self->session), 4);
    assert_string_equal(session_line(self->session, 1), "saw press-fob lid-click");
}

static void a_skipped_question_comes_back_when_it_is_taken_back(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(run(self, "no\ncannot\ncannot\nstop\n"), 1);
    assert_string_equal(session_line(self->session, 1), "skip request");
    assert_string_equal(session_line(self->session, 2), "skip temperature");
    session_restart(self->session);
    assert_int_equal(run(self, "no\nskip\nback\npress-fob\nsilence\nstop\n"), 1);
    assert_string_equal(session_line(self->session, 1), "saw press-fob silence");
}

static void words_about_a_step_wait_until_there_is_one(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(run(self, "no\nwhy\nelse\nstop\n"), 1);
    says(self, "changes what is likely");
    says(self, "First the question above");
    says_not(self, "Expected in all");
}

static void end_of_input_keeps_everything_for_later(void** state)
{
    pipe_t* const self = *state;
    assert_int_equal(run(self, "no\npress-fob\nsilence\nwarm\nno\n"), 1);
    assert_int_equal(self->saves, 1);
    says(self, "CASE SHEET");
    session_restart(self->session);
    char error[200] = "";
    assert_int_equal(session_restore(self->session, self->saved, strlen(self->saved), error, sizeof error),
                     0);
    assert_int_equal(session_line_count(self->session), 4);
    assert_int_equal(run(self, "stop\n"), 1);
    says(self, "Step 2");
}

static void an_interrupt_is_an_end_of_input(void** state)
{
    pipe_t* const self = *state;
    self->interrupted = 1;
    assert_int_equal(run(self, "no\npress-fob\nopens\n"), 1);
    assert_int_equal(self->saves, 1);
    says(self, "CASE SHEET");
    assert_int_equal(session_line_count(self->session), 0);
}

static void noise_never_hangs_it_nor_opens_the_lid(void** state)
{
    pipe_t* const self = *state;
    char lines[12000];
    size_t length = (size_t)snprintf(lines, sizeof lines, "no\n");
    unsigned random = 12345;
    while (length + 2 < sizeof lines) {
        random = random * 1664525U + 1013904223U;
        const char letter = (char)(32 + (random >> 16) % 95);
        lines[length++] = (random >> 24) % 40 == 0 ? '\n' : letter == '!' ? 'x' : letter;
    }
    lines[length] = '\0';
    assert_int_equal(run(self, lines), 1);
    assert_false(guide_is_open(session_guide(self->session)));
}

static void a_longer_line_than_any_answer_is_no_answer(void** state)
{
    pipe_t* const self = *state;
    char lines[3000];
    (void)snprintf(lines, sizeof lines, "no\n%01000d press-fob\nnone\nstop\n", 0);
    assert_int_equal(run(self, lines), 1);
    assert_int_equal(session_line_count(self->session), 2);
}

static void nothing_is_wider_than_eighty_columns(void** state)
{
    pipe_t* const self = *state;
    (void)run(
        self,
        "2\n3\n1\n4\nno\npress-fob\nsilence\nwarm\nhelp\nwhy\ntell\nelse\nback\nsheet\npress-fob=opens\n");
    for (const char* at = self->out; *at; at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n')) {
        if (strcspn(at, "\n") > 80) {
            fail_msg("%.120s", at);
        }
    }
    assert_null(strchr(self->out, '\x1b'));
    says_not(self, "{lid}");
}

static void the_first_screen_works_before_a_car_is_chosen(void** state)
{
    pipe_t* const self = *state;
    const cli_open_options_t options = {0};
    char input[] = "inside\nfoo\nno\n";
    FILE* const in = fmemopen(input, strlen(input), "r");
    FILE* const out = fmemopen(self->out, sizeof self->out, "w");
    assert_int_equal(cli_ask_emergency(in, out, &options), session_emergency_no);
    assert_int_equal(cli_ask_emergency(in, out, &options), session_emergency_ask);
    (void)fclose(in);
    (void)fclose(out);
    says(self, "Knock in threes");
    says(self, "000 in Australia");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(asks_for_safety_before_anything_else, setup, teardown),
        cmocka_unit_test_setup_teardown(not_knowing_whether_somebody_is_shut_in_counts_as_yes, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(of_two_emergencies_fire_comes_first, setup, teardown),
        cmocka_unit_test_setup_teardown(the_way_to_the_first_screen_is_open_from_everywhere, setup, teardown),
        cmocka_unit_test_setup_teardown(what_failed_is_the_first_answer_and_not_assumed, setup, teardown),
        cmocka_unit_test_setup_teardown(numbers_do_as_well_as_words, setup, teardown),
        cmocka_unit_test_setup_teardown(an_open_lid_ends_it_well_and_unshut, setup, teardown),
        cmocka_unit_test_setup_teardown(with_goal_fix_it_goes_on_after_opening, setup, teardown),
        cmocka_unit_test_setup_teardown(whoever_is_called_takes_over, setup, teardown),
        cmocka_unit_test_setup_teardown(an_unknown_word_is_named_and_asked_again, setup, teardown),
        cmocka_unit_test_setup_teardown(every_word_of_the_help_works, setup, teardown),
        cmocka_unit_test_setup_teardown(changing_and_taking_back_reach_the_session, setup, teardown),
        cmocka_unit_test_setup_teardown(a_skipped_question_comes_back_when_it_is_taken_back, setup, teardown),
        cmocka_unit_test_setup_teardown(words_about_a_step_wait_until_there_is_one, setup, teardown),
        cmocka_unit_test_setup_teardown(end_of_input_keeps_everything_for_later, setup, teardown),
        cmocka_unit_test_setup_teardown(an_interrupt_is_an_end_of_input, setup, teardown),
        cmocka_unit_test_setup_teardown(noise_never_hangs_it_nor_opens_the_lid, setup, teardown),
        cmocka_unit_test_setup_teardown(a_longer_line_than_any_answer_is_no_answer, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_is_wider_than_eighty_columns, setup, teardown),
        cmocka_unit_test_setup_teardown(the_first_screen_works_before_a_car_is_chosen, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
