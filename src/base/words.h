/// Words that a person typed, and the nearest valid ones. Integers only, no heap.
#pragma once
#include <stddef.h>

enum { base_word_max = 63 }; ///< longer words are compared by their first 63 bytes

/// Edits (insert, drop, replace a byte, swap two neighbours) from one word to the other. O(product of
/// lengths).
unsigned base_word_distance(const char* a, const char* b);

/// Indices of the nearest of `count` words, nearest first, at most `most`; returns their number. Words
/// further away than half their length are left out unless one contains the other. O(count x lengths).
int base_words_nearest(const char* word, const char* const* words, int count, int* nearest, int most);
