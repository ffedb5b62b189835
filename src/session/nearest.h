/// "Did you mean": the valid words nearest to what was typed, by the number of letters added, left out,
/// changed or swapped with their neighbour. No heap, no failure; words are borrowed.
#pragma once
#include "session/catalogue.h"

enum { session_nearest_max = 3, session_nearest_few = 12 };

typedef struct {
    const char* typed;
    const char* word[session_nearest_max]; ///< best first; unused ones NULL
    int distance[session_nearest_max];
    const char* few[session_nearest_few]; ///< all that was offered, while it is few
    int offered;
} session_nearest_t;

/// Begins the search for words near to `typed`, which is borrowed.
session_nearest_t session_nearest(const char* typed);

/// Considers one valid word, which must stay alive. Kept if it is near, or holds what was typed.
void session_nearest_offer(session_nearest_t* self, const char* word);

/// "OPENING 'typed'; did you mean a, b or c?" in a language (NULL: English; the opening is already said). If
/// nothing is near: "; there are a, b, c" where that is few, else nothing. Always terminated.
void session_nearest_say(const session_nearest_t* self, const session_catalogue_t* language,
                         const char* opening, char* text, size_t capacity);
