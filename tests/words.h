/// Looking for words in texts that are written for people, and in lists of words.
#pragma once
#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/// Does the text have `what` (in small letters) anywhere, whatever its own capitals? NULL has nothing.
static inline bool words_say(const char* const text, const char* const what)
{
    const size_t length = strlen(what);
    for (const char* at = text; at != NULL && *at != '\0'; at++) {
        size_t k = 0;
        while (k < length && tolower((unsigned char)at[k]) == what[k]) {
            k++;
        }
        if (k == length) {
            return true;
        }
    }
    return false;
}

/// Is `word` one of the words between blanks? NULL has none.
static inline bool words_have(const char* const words, const char* const word)
{
    const size_t length = strlen(word);
    for (const char* at = words == NULL ? NULL : strstr(words, word); at != NULL; at = strstr(at + 1, word)) {
        const bool starts = at == words || at[-1] == ' ';
        if (starts && (at[length] == ' ' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}
