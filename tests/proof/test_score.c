/// Cases with a known cause, read line by line.
#include "proof/on_trial.h"
#include "proof/score.h"

static char error[700];
static proof_scored_t scored;

static int score(const char* const line)
{
    session_t* const session = session_open(atlas_bytes, atlas_length, error, sizeof error);
    assert_non_null(session);
    error[0] = '\0';
    const int status = proof_case_score(line, 7, session, &scored, error, sizeof error);
    session_close(session);
    return status;
}

static void must_score(const char* const line)
{
    if (score(line) != 0) {
        fail_msg("%s", error);
    }
}

static void a_case_whose_cause_is_plain_ranks_first(void** state)
{
    (void)state;
    must_score("{\"id\":\"a\",\"car\":\"older-sedan\",\"at\":{\"key_in_hand\":true},"
               "\"saw\":[[\"look-valet\",\"on\"]],\"truth\":[\"valet=on\"]}");
    assert_int_equal(scored.rank, 1);
    assert_true(scored.p > 0.3);
    assert_string_equal(scored.id, "a");
    assert_string_equal(scored.car, "older-sedan");
}

static void what_was_seen_moves_the_rank(void** state)
{
    (void)state;
    must_score("{\"id\":\"b\",\"car\":\"older-sedan\",\"truth\":[\"cylinder=spins\"]}");
    const int before = scored.rank;
    const double p = scored.p;
    must_score("{\"id\":\"b\",\"car\":\"older-sedan\",\"saw\":{\"blade-in-lid\":\"turns-free\"},"
               "\"truth\":[\"cylinder=spins\"]}");
    assert_true(scored.rank < before);
    assert_true(scored.p > 2.0 * p);
}

static void any_of_several_truths_counts(void** state)
{
    (void)state;
    must_score("{\"id\":\"c\",\"truth\":[\"cylinder=spins\"]}");
    const proof_scored_t one = scored;
    must_score("{\"id\":\"c\",\"truth\":[\"cylinder=spins\",\"cylinder=stuck\",\"not_modelled\"]}");
    assert_true(scored.p > one.p && scored.p <= 1.0);
    assert_true(scored.rank <= one.rank);
    must_score("{\"id\":\"c\",\"truth\":[\"not_modelled\"]}");
    assert_true(scored.p > 0.0);
}

static void an_id_may_hold_quotes(void** state)
{
    (void)state;
    must_score("{\"id\":\"the \\\"old\\\" one\\\\\",\"truth\":[\"latch=seized\"]}");
    assert_string_equal(scored.id, "the \"old\" one\\");
}

static void damaged_case_lines_are_named(void** state)
{
    (void)state;
    static const char* const bad[][2] = {
        {"{", "line 7"},
        {"[1]", "expected a JSON object"},
        {"{\"id\":\"x\",\"id\":\"y\"}", "line 7"},
        {"{\"id\":\"x\"}", "\"truth\""},
        {"{\"id\":\"x\",\"truth\":[]}", "\"truth\""},
        {"{\"id\":\"x\",\"truth\":[3]}", "PART=MODE"},
        {"{\"id\":\"x\",\"truth\":[\"latch=siezed\"]}", "latch=siezed"},
        {"{\"id\":\"x\",\"saw\":3,\"truth\":[\"latch=seized\"]}", "\"saw\""},
        {"{\"id\":\"x\",\"saw\":[[\"try-doors\"]],\"truth\":[\"latch=seized\"]}", "\"saw\""},
        {"{\"id\":\"x\",\"saw\":[[\"try-doors\",\"opens\",\"x\"]],\"truth\":[\"latch=seized\"]}", "\"saw\""},
        {"{\"id\":\"x\",\"saw\":{\"try-dors\":\"opens\"},\"truth\":[\"latch=seized\"]}", "try-doors"},
        {"{\"id\":\"x\",\"saw\":{\"try-doors\":\"opns\"},\"truth\":[\"latch=seized\"]}", "opens"},
        {"{\"id\":\"x\",\"at\":[1],\"truth\":[\"latch=seized\"]}", "\"at\""},
        {"{\"id\":\"x\",\"at\":{\"temprature\":\"frost\"},\"truth\":[\"latch=seized\"]}", "temperature"},
        {"{\"id\":7,\"truth\":[\"latch=seized\"]}", "\"id\""},
    };
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        if (score(bad[k][0]) == 0 || strstr(error, bad[k][1]) == NULL || strstr(error, "line 7") == NULL) {
            fail_msg("%s: said \"%s\"", bad[k][0], error);
        }
    }
}

static void a_case_names_its_car(void** state)
{
    (void)state;
    char car[64];
    assert_int_equal(proof_case_car("{\"car\":\"hatchback\"}", 1, car, sizeof car, error, sizeof error), 0);
    assert_string_equal(car, "hatchback");
    assert_int_equal(proof_case_car("{\"id\":\"x\"}", 12, car, sizeof car, error, sizeof error), -1);
    assert_non_null(strstr(error, "line 12"));
    assert_int_equal(proof_case_car("nothing", 13, car, sizeof car, error, sizeof error), -1);
    assert_non_null(strstr(error, "line 13"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_whose_cause_is_plain_ranks_first),
        cmocka_unit_test(what_was_seen_moves_the_rank),
        cmocka_unit_test(any_of_several_truths_counts),
        cmocka_unit_test(an_id_may_hold_quotes),
        cmocka_unit_test(damaged_case_lines_are_named),
        cmocka_unit_test(a_case_names_its_car),
    };
    return cmocka_run_group_tests(tests, put_on_trial, leave_trial);
}
