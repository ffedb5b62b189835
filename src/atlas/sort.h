/// Heap sort of anything that can be told apart and swapped by position: no recursion, no memory, the same
/// order everywhere.
#pragma once
#include <stddef.h>

typedef int (*atlas_compare_t)(const void* items, size_t a, size_t b); ///< below, at or above 0, as memcmp
typedef void (*atlas_swap_t)(void* items, size_t a, size_t b);

/// Puts `count` items into rising order. O(count x log count).
void atlas_sort(void* items, size_t count, atlas_compare_t compare, atlas_swap_t swap);
