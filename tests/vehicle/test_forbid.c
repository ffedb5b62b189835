/// The tags that no move of the guide may carry.
#include "check.h"
#include "vehicle/forbid.h"

static void forbidden_tags_are_caught_whole(void** state)
{
    (void)state;
    assert_string_equal(vehicle_forbid_tag("fob drill"), "drill");
    assert_string_equal(vehicle_forbid_tag("flame"), "flame");
    assert_null(vehicle_forbid_tag("drillbit fob"));
    assert_null(vehicle_forbid_tag(""));
    assert_null(vehicle_forbid_tag(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(forbidden_tags_are_caught_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
