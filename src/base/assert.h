/// Assertions of the inner contract: what can only be false if this program is wrong, never if the world is.
/// On by default on a hosted machine; off with NDEBUG and on a freestanding target. Define BASE_ASSERT before
/// including this to put your own in its place. The condition must have no effect.
#pragma once

#ifndef BASE_ASSERT
#if defined(NDEBUG) || !defined(__STDC_HOSTED__) || (__STDC_HOSTED__ == 0)
#define BASE_ASSERT(condition) ((void)sizeof(condition))
#else
#include <assert.h>
#define BASE_ASSERT(condition) assert(condition)
#endif
#endif
