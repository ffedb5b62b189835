/// Assertions of the inner contract: what can only be false if this program is wrong, never if the world is.
/// On everywhere, also in a flashed unit: a failed one traps, the watchdog bites, and all outputs fall to
/// low, which is the safe side. Define BASE_ASSERT before including this to put your own in its place. The
/// condition must have no effect.
#pragma once

#ifndef BASE_ASSERT
#ifdef __GNUC__
// Intentional use of a compiler's builtin: inside the wall there is no library that could stop the program.
#define BASE_ASSERT(condition) ((condition) ? (void)0 : __builtin_trap())
#else
#define BASE_ASSERT(condition) ((void)sizeof(condition))
#endif
#endif
