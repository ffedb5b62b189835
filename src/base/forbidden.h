/// The closed table of what no step may ever propose: the items N1 to N20 of the safety review, as phrases.
/// Whoever reads knowledge, writes an atlas or opens one asks here. A net under the author of a text, not a
/// proof: it knows acts and tools, their common other names, and the tricks of spelling that hide them.
/// Integers only, no heap.
#pragma once
#include <stddef.h>

typedef struct {
    const char* item;   ///< "N1" to "N20"; "text" for letters that hide words
    const char* phrase; ///< lower-case words, matched whole, any case, blanks and hyphens alike
} base_forbidden_t;

/// The first item whose phrase stands in the text, whatever is said about it (NULL: an empty text); NULL if
/// there is none. O(text x table).
const base_forbidden_t* base_forbidden_in(const char* text);

/// The first item that the text advises: one whose sentence has not said "not", "never", "no" or the like
/// before it. For texts that warn.
const base_forbidden_t* base_forbidden_advised(const char* text);
