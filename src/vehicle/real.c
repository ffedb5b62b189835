#include "vehicle/real.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

static const double log_2 = 0.693147180559945309417;
static const double largest = 1e300;

double real_clamp(const double x, const double low, const double high)
{
    return x < low ? low : x > high ? high : x;
}

// IEEE 754 binary64: exponent in bits 52 to 62, biased by 1023; both functions below build or read it
// exactly.

static double power_of_2(const int exponent)
{
    const uint64_t bits = (uint64_t)(exponent + 1023) << 52;
    double x = 0.0;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/// x = mantissa * 2^exponent with mantissa in [1, 2), for normal x.
static double split(const double x, int* const exponent)
{
    uint64_t bits = 0;
    memcpy(&bits, &x, sizeof bits);
    *exponent = (int)(bits >> 52 & 0x7FFU) - 1023;
    bits = (bits & 0xFFFFFFFFFFFFFU) | 1023ULL << 52;
    double mantissa = 0.0;
    memcpy(&mantissa, &bits, sizeof mantissa);
    return mantissa;
}

/// e^x = 2^k e^r with |r| <= ln 2 / 2, where ln 2 comes in two parts so that k ln 2 is subtracted without
/// rounding. The series of e^r to r^14/14! is off by less than 1e-18.
double real_exp(const double x)
{
    static const double log_2_high = 6.93147180369123816490e-01; // 32 low bits are zero: times k it is exact
    static const double log_2_low = 1.90821492927058770002e-10;
    if (!(x > -708.0)) {
        return 0.0;
    }
    if (x > 690.0) {
        return largest;
    }
    const double k = floor(x / log_2 + 0.5);
    const double r = (x - k * log_2_high) - k * log_2_low;
    double sum = 1.0;
    for (int n = 14; n > 0; n--) {
        sum = 1.0 + sum * r / (double)n;
    }
    return sum * power_of_2((int)k);
}

/// ln(m 2^k) = k ln 2 + 2 artanh((m-1)/(m+1)) with m in [0.71, 1.42): |z| <= 0.172, z^23/23 is below 1e-19.
double real_log(double x)
{
    if (!(x > 0.0)) {
        return -largest;
    }
    int lift = 0;
    if (x < 1e-300) { // subnormal numbers have no exponent of their own
        x *= power_of_2(100);
        lift = 100;
    }
    int k = 0;
    double m = split(x, &k);
    if (m > 1.41421356237309504880) {
        m *= 0.5;
        k++;
    }
    const double z = (m - 1.0) / (m + 1.0);
    double sum = 0.0;
    for (int n = 21; n > 0; n -= 2) {
        sum = sum * z * z + 1.0 / (double)n;
    }
    return (double)(k - lift) * log_2 + 2.0 * z * sum;
}

/// |r| <= pi/4: the series to r^19 is off by less than 1e-20.
static double sine_series(const double r)
{
    double sum = 1.0;
    for (int n = 18; n > 0; n -= 2) {
        sum = 1.0 - sum * r * r / (double)(n * (n + 1));
    }
    return sum * r;
}

static double cosine_series(const double r)
{
    double sum = 1.0;
    for (int n = 18; n > 0; n -= 2) {
        sum = 1.0 - sum * r * r / (double)(n * (n - 1));
    }
    return sum;
}

/// x = q pi/2 + r. pi/2 in three parts, the first two of 33 bits, so that their product with q below 2^20 is
/// exact.
static double reduce(const double x, unsigned* const quadrant)
{
    static const double high = 1.57079632673412561417e+00;
    static const double middle = 6.07710050630396597660e-11;
    static const double low = 2.02226624879595063154e-21;
    const double q = floor(x / 1.57079632679489661923 + 0.5);
    *quadrant = (unsigned)(int64_t)q & 3U;
    return ((x - q * high) - q * middle) - q * low;
}

double real_sin(const double x_rad)
{
    unsigned quadrant = 0;
    const double r = reduce(real_clamp(x_rad, -1e6, 1e6), &quadrant);
    const double magnitude = (quadrant & 1U) != 0 ? cosine_series(r) : sine_series(r);
    return (quadrant & 2U) != 0 ? -magnitude : magnitude;
}

double real_cos(const double x_rad)
{
    unsigned quadrant = 0;
    const double r = reduce(real_clamp(x_rad, -1e6, 1e6), &quadrant);
    const double magnitude = (quadrant & 1U) != 0 ? sine_series(r) : cosine_series(r);
    return quadrant == 1 || quadrant == 2 ? -magnitude : magnitude;
}
