/// The room's own elementary functions beside those of libm, which only tests may use.
#include "check.h"
#include "vehicle/real.h"
#include <math.h>

static void assert_near(double got, double want)
{
    if (!(fabs(got - want) <= 1e-12 * fabs(want) + 1e-300)) {
        print_error("%.17g instead of %.17g\n", got, want);
        assert_true(0);
    }
}

static void exp_agrees_from_freezing_to_boiling_over(void** state)
{
    (void)state;
    for (double x = -700.0; x < 690.0; x += 0.37) {
        assert_near(real_exp(x), exp(x));
    }
    assert_true(real_exp(0.0) == 1.0);
}

static void exp_saturates(void** state)
{
    (void)state;
    assert_true(real_exp(1e9) == 1e300);
    assert_true(real_exp(-1e9) == 0.0);
}

static void log_agrees_over_all_magnitudes(void** state)
{
    (void)state;
    for (double x = 1e-310; x < 1e300; x *= 3.7) {
        assert_near(real_log(x), log(x));
    }
    for (double x = 0.5; x < 2.0; x += 0.001) {
        assert_near(real_log(x), log(x));
    }
    assert_true(real_log(1.0) == 0.0);
}

static void log_of_nothing_is_very_low(void** state)
{
    (void)state;
    assert_true(real_log(0.0) == -1e300);
    assert_true(real_log(-3.0) == -1e300);
}

static void sine_and_cosine_agree_far_from_zero_too(void** state)
{
    (void)state;
    for (double x = -30.0; x < 30.0; x += 0.0173) {
        assert_near(real_sin(x), sin(x));
        assert_near(real_cos(x), cos(x));
    }
    for (double x = -1e6; x < 1e6; x += 997.3) {
        assert_near(real_sin(x), sin(x));
        assert_near(real_cos(x), cos(x));
    }
}

static void clamp_keeps_within(void** state)
{
    (void)state;
    assert_true(real_clamp(5.0, 0.0, 1.0) == 1.0);
    assert_true(real_clamp(-5.0, 0.0, 1.0) == 0.0);
    assert_true(real_clamp(0.5, 0.0, 1.0) == 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_agrees_from_freezing_to_boiling_over),
        cmocka_unit_test(exp_saturates),
        cmocka_unit_test(log_agrees_over_all_magnitudes),
        cmocka_unit_test(log_of_nothing_is_very_low),
        cmocka_unit_test(sine_and_cosine_agree_far_from_zero_too),
        cmocka_unit_test(clamp_keeps_within),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
