/// Time is an argument: milliseconds since the last step, and ages that stop at "for ever". Nobody reads a
/// clock.
#pragma once
#include <stdint.h>

typedef uint32_t base_ms_t; ///< a span in ms, or a time on a counter that wraps after 49.7 days

/// Older than anything that is ever asked about; ages saturate here.
#define BASE_AGE_EVER_ms UINT32_MAX
