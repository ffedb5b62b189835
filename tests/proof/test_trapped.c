/// Nobody kept in: whatever else is broken, the inside release frees the lid.
#include "vehicle/advice.h"

#include "proof/trapped.h"

static proof_trapped_t findings[proof_trapped_max];

static const char* mode_id(const proof_trapped_t* const finding)
{
    return finding->mode == vehicle_none ? "no fault" : knowledge->mode[finding->mode].id;
}

static void nobody_is_kept_in_on_any_car(void** state)
{
    (void)state;
    int all = 0;
    for (int k = 0; k < car_count; k++) {
        int tried = 0;
        const int count = proof_trapped(knowledge, cars[k], findings, proof_trapped_max, &tried);
        all += tried;
        for (int f = 0; f < count; f++) {
            if (!findings[f].excused) {
                fail_msg("%s: %s, %s: %u ms", cars[k]->id, mode_id(&findings[f]), findings[f].state,
                         (unsigned)findings[f].release_ms);
            }
        }
    }
    assert_true(all > 1000);
}

static void a_car_without_inside_release_is_not_tried(void** state)
{
    (void)state;
    int without = 0;
    for (int k = 0; k < car_count; k++) {
        int tried = -1;
        if (cars[k]->value[vehicle_handle_kind] < 0.5) {
            assert_int_equal(proof_trapped(knowledge, cars[k], findings, proof_trapped_max, &tried), 0);
            assert_int_equal(tried, 0);
            without++;
        }
    }
    assert_true(without < car_count);
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

static void a_broken_handle_is_found_and_reported(void** state)
{
    (void)state;
    int tried = 0;
    const int count = proof_trapped(knowledge, with_release(1.0), findings, proof_trapped_max, &tried);
    int broken = 0;
    for (int f = 0; f < count; f++) {
        if (findings[f].mode != vehicle_none && strcmp(mode_id(&findings[f]), "handle=broken") == 0) {
            assert_true(findings[f].excused);
            assert_int_equal(findings[f].release_ms, 0);
            broken++;
        }
    }
    assert_in_range(broken, 3, proof_trapped_states);
}

static void a_flat_battery_does_not_hold_a_cable_release(void** state)
{
    (void)state;
    int tried = 0;
    const int count = proof_trapped(knowledge, with_release(1.0), findings, proof_trapped_max, &tried);
    for (int f = 0; f < count; f++) {
        assert_string_not_equal(mode_id(&findings[f]), "battery=dead");
    }
}

static void no_setting_of_the_control_unit_keeps_anybody_in(void** state)
{
    (void)state;
    int tried = 0;
    const int count = proof_trapped(knowledge, with_release(2.0), findings, proof_trapped_max, &tried);
    for (int f = 0; f < count; f++) {
        if (findings[f].mode != vehicle_none && strcmp(findings[f].state, "bus dead") != 0) {
            const vehicle_mode_t* const mode = &knowledge->mode[findings[f].mode];
            assert_true(mode->is == vehicle_is_fault || strcmp(mode->part, "load") == 0);
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
    const int count = proof_trapped(knowledge, &dead, findings, proof_trapped_max, &tried);
    int unexcused = 0;
    for (int f = 0; f < count; f++) {
        unexcused += findings[f].excused ? 0 : 1;
    }
    assert_true(unexcused > 10);
    assert_true(findings[0].mode == vehicle_none && !findings[0].excused);
}

static void only_as_many_findings_as_fit_are_written(void** state)
{
    (void)state;
    static vehicle_t dead;
    dead = *with_release(1.0);
    dead.value[vehicle_handle_ok] = 0.0;
    findings[3].state = "untouched";
    int tried = 0;
    assert_int_equal(proof_trapped(knowledge, &dead, findings, 3, &tried), 3);
    assert_string_equal(findings[3].state, "untouched");
    assert_int_equal(tried, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_kept_in_on_any_car),
        cmocka_unit_test(a_car_without_inside_release_is_not_tried),
        cmocka_unit_test(a_broken_handle_is_found_and_reported),
        cmocka_unit_test(a_flat_battery_does_not_hold_a_cable_release),
        cmocka_unit_test(no_setting_of_the_control_unit_keeps_anybody_in),
        cmocka_unit_test(a_car_built_with_a_dead_release_is_found_out),
        cmocka_unit_test(only_as_many_findings_as_fit_are_written),
    };
    return cmocka_run_group_tests(tests, load_everything, NULL);
}
