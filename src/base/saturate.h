/// Whole-number arithmetic that stops at the end of its range instead of wrapping. All O(1), no failure.
#pragma once
#include <stdint.h>

/// a + b, at most UINT32_MAX.
static inline uint32_t base_add_u32(const uint32_t a, const uint32_t b)
{
    return (b > UINT32_MAX - a) ? UINT32_MAX : a + b;
}

/// a - b, at least 0.
static inline uint32_t base_subtract_u32(const uint32_t a, const uint32_t b)
{
    return (a > b) ? a - b : 0U;
}

/// a + b, at most UINT16_MAX.
static inline uint16_t base_add_u16(const uint16_t a, const uint32_t b)
{
    const uint32_t sum = base_add_u32(a, b);
    return (uint16_t)((sum > UINT16_MAX) ? UINT16_MAX : sum);
}

/// a + b, kept within INT32_MIN..INT32_MAX.
static inline int32_t base_add_i32(const int32_t a, const int32_t b)
{
    const int64_t sum = (int64_t)a + b;
    return (sum > INT32_MAX) ? INT32_MAX : (sum < INT32_MIN) ? INT32_MIN : (int32_t)sum;
}

/// value * by / over, rounded down, at most UINT16_MAX; `over` is not 0.
static inline uint16_t base_scale_u16(const uint16_t value, const uint16_t by, const uint16_t over)
{
    const uint32_t scaled = (uint32_t)value * by / over;
    return (uint16_t)((scaled > UINT16_MAX) ? UINT16_MAX : scaled);
}
