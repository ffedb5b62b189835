/// UTF-8 as in RFC 3629: the shortest form of every character, no surrogates, none above 10FFFFh.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Bytes of the character that the text begins with (1 to 4), 0 if its first `left` bytes begin with none:
/// wrong start, cut short, longer than needed, surrogate or beyond the last. Its number goes to `code`, or
/// nothing. O(1).
size_t base_utf8_read(const char* text, size_t left, uint32_t* code);

/// True if all bytes are whole characters, whichever. O(length).
bool base_utf8_is(const char* text, size_t length);
