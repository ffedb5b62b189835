#include "atlas/forbidden.h"
#include "check.h"

static void all_that_proposes_is_looked_at_and_a_warning_must_warn(void** state)
{
    (void)state;
    const char* const bad = "kick it";
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.id = bad}));
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.uses = bad}));
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.text = bad}));
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.watch = bad}));
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.warn = bad}));
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.reading_count = 1, .reading_text = {bad}}));
    assert_null(atlas_forbidden_in(&(atlas_move_t){.never = "Never kick it."}));
    assert_non_null(atlas_forbidden_in(&(atlas_move_t){.never = "Do not wait: kick it."}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_proposes_is_looked_at_and_a_warning_must_warn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
