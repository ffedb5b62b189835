/// Nobody kept in: whatever else is broken, the inside release frees the lid.
#include "vehicle/advice.h"

#include "proof/trapped.h"

static proof_trapped_t findings[proof_trapped_max];

static const proof_trapped_options_t singles = {.pairs = false};
static const proof_trapped_options_t pairs = {.pairs = true};

static const char* id_of(const uint16_t mode)
{
    return mode == vehicle_none ? "as built" : knowledge->mode[mode].id;
}

static const char* mode_id(const proof_trapped_t* const finding)
{
    return id_of(finding->mode[0]);
}

static int try_all(const vehicle_t* const car, int* const tried)
{
    return proof_trapped(knowledge, car, &singles, findings, proof_trapped_max, tried);
}

static const vehicle_t* with_release(const double kind)
{
    for (int k = 0; k < car_count; k++) {
        const double has = cars[k]->value[vehicle_handle_kind];
        if (has > kind - 0.5 && has < kind + 0.5) {
            return cars[k];
        }
    }
    fail_msg("no car has such a release");
    return cars[0];
}

static void nobody_is_kept_in_on_any_car(void** state)
{
    (void)state;
    int all = 0;
    for (int k = 0; k < car_count; k++) {
        int tried = 0;
        const int count = try_all(cars[k], &tried);
        all += tried;
        for (int f = 0; f < count; f++) {
            if (findings[f].why == NULL) {
                fail_msg("%s (%s): %s, %s: %u ms", cars[k]->id, id_of(findings[f].variant),
                         mode_id(&findings[f]), findings[f].state, (unsigned)findings[f].freed_ms);
            }
        }
    }
    assert_true(all > 10000);
}

static void every_release_that_a_car_may_have_is_tried(void** state)
{
    (void)state;
    int electric = 0;
    for (int k = 0; k < car_count; k++) {
        int tried = 0;
        const int count = try_all(cars[k], &tried);
        bool seen = false;
        for (int f = 0; f < count; f++) {
            seen = seen || strcmp(id_of(findings[f].variant), "variant=electric-handle") == 0;
        }
        const uint16_t mode = vehicle_find_mode(knowledge, "variant=electric-handle");
        assert_int_equal(seen, vehicle_mode_occurs(knowledge, cars[k], mode));
        electric += seen ? 1 : 0;
        assert_true(tried > 100);
    }
    assert_true(electric >= 6);
}

static void a_car_without_inside_release_is_not_tried(void** state)
{
    (void)state;
    int without = 0;
    for (int k = 0; k < car_count; k++) {
        int tried = -1;
        if (cars[k]->value[vehicle_handle_kind] < 0.5) {
            static vehicle_t bare;
            bare = *cars[k];
            bare.variant_count = 0;
            assert_int_equal(try_all(&bare, &tried), 0);
            assert_int_equal(tried, 0);
            without++;
        }
    }
    assert_true(without > 0 && without < car_count);
}

static void a_broken_handle_is_found_and_reported(void** state)
{
    (void)state;
    int tried = 0;
    const int count = try_all(with_release(1.0), &tried);
    int broken = 0;
    for (int f = 0; f < count; f++) {
        if (findings[f].variant == vehicle_none && strcmp(mode_id(&findings[f]), "handle=broken") == 0) {
            assert_string_equal(findings[f].why, "release");
            assert_int_equal(findings[f].freed_ms, 0);
            broken++;
        }
    }
    assert_in_range(broken, 3, proof_trapped_states);
}

static void a_flat_battery_does_not_hold_a_cable_release(void** state)
{
    (void)state;
    int tried = 0;
    const int count = try_all(with_release(1.0), &tried);
    for (int f = 0; f < count; f++) {
        const bool cable = strcmp(id_of(findings[f].variant), "variant=electric-handle") != 0;
        assert_false(cable && strcmp(mode_id(&findings[f]), "battery=dead") == 0);
    }
}

static void an_electric_release_has_two_seconds_from_the_pull(void** state)
{
    (void)state;
    int tried = 0;
    const int count = try_all(with_release(2.0), &tried);
    assert_true(count > 0);
    for (int f = 0; f < count; f++) {
        assert_true(findings[f].freed_ms == 0 || findings[f].freed_ms > 2000);
    }
}

static void pairs_name_only_what_no_single_explains(void** state)
{
    (void)state;
    static vehicle_knowledge_t few;
    few = *knowledge;
    few.mode_count = (uint16_t)(few.mode_count / 4); // all pairs of a quarter: the rest is make soak's
    int alone = 0;
    int tried = 0;
    int tried_alone = 0;
    alone = proof_trapped(&few, with_release(2.0), &singles, findings, proof_trapped_max, &tried_alone);
    const int all = proof_trapped(&few, with_release(2.0), &pairs, findings, proof_trapped_max, &tried);
    assert_true(tried > 2 * tried_alone && all >= alone);
    for (int f = 0; f < all; f++) {
        assert_non_null(findings[f].why);
    }
}

static void no_setting_of_the_control_unit_keeps_anybody_in(void** state)
{
    (void)state;
    int tried = 0;
    const int count = try_all(with_release(2.0), &tried);
    for (int f = 0; f < count; f++) {
        if (findings[f].mode[0] != vehicle_none && strcmp(findings[f].state, "bus dead") != 0) {
            const vehicle_mode_t* const mode = &knowledge->mode[findings[f].mode[0]];
            if (mode->is != vehicle_is_fault && strcmp(mode->part, "load") != 0) {
                fail_msg("%s, %s", mode->id, findings[f].state);
            }
        }
    }
    assert_true(count > 0 && count < tried);
}

static void a_car_built_with_a_dead_release_is_found_out(void** state)
{
    (void)state;
    static vehicle_t dead;
    dead = *with_release(1.0);
    dead.value[vehicle_handle_ok] = 0.0;
    int tried = 0;
    const int count = try_all(&dead, &tried);
    int unexcused = 0;
    for (int f = 0; f < count; f++) {
        unexcused += findings[f].why == NULL ? 1 : 0;
    }
    assert_true(unexcused > 10);
    assert_true(findings[0].mode[0] == vehicle_none && findings[0].why == NULL);
}

static void only_as_many_findings_as_fit_are_written(void** state)
{
    (void)state;
    static vehicle_t dead;
    dead = *with_release(1.0);
    dead.value[vehicle_handle_ok] = 0.0;
    findings[3].state = "untouched";
    int tried = 0;
    assert_int_equal(proof_trapped(knowledge, &dead, &singles, findings, 3, &tried), 3);
    assert_string_equal(findings[3].state, "untouched");
    assert_int_equal(tried, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_kept_in_on_any_car),
        cmocka_unit_test(every_release_that_a_car_may_have_is_tried),
        cmocka_unit_test(an_electric_release_has_two_seconds_from_the_pull),
        cmocka_unit_test(pairs_name_only_what_no_single_explains),
        cmocka_unit_test(a_car_without_inside_release_is_not_tried),
        cmocka_unit_test(a_broken_handle_is_found_and_reported),
        cmocka_unit_test(a_flat_battery_does_not_hold_a_cable_release),
        cmocka_unit_test(no_setting_of_the_control_unit_keeps_anybody_in),
        cmocka_unit_test(a_car_built_with_a_dead_release_is_found_out),
        cmocka_unit_test(only_as_many_findings_as_fit_are_written),
    };
    return cmocka_run_group_tests(tests, load_everything, NULL);
}
