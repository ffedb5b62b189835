#include "base/words.h"
#include <stdbool.h>

static unsigned least(const unsigned a, const unsigned b)
{
    return a < b ? a : b;
}

static size_t length_of(const char* const word)
{
    size_t length = 0U;
    while (length < (size_t)base_word_max && word[length] != '\0') {
        length++;
    }
    return length;
}

unsigned base_word_distance(const char* const a, const char* const b)
{
    const size_t m = length_of(a);
    const size_t n = length_of(b);
    unsigned char row[3][base_word_max + 1]; // two rows back are needed for a swap
    for (size_t j = 0U; j <= n; j++) {
        row[0][j] = (unsigned char)j;
        row[1][j] = (unsigned char)j;
        row[2][j] = (unsigned char)j;
    }
    for (size_t i = 1U; i <= m; i++) {
        const unsigned char* const before = row[(i + 1U) % 3U];
        const unsigned char* const last = row[(i + 2U) % 3U];
        unsigned char* const now = row[i % 3U];
        now[0] = (unsigned char)i;
        for (size_t j = 1U; j <= n; j++) {
            unsigned cost = least(last[j] + 1U, now[j - 1U] + 1U);
            cost = least(cost, last[j - 1U] + (a[i - 1U] == b[j - 1U] ? 0U : 1U));
            if (i > 1U && j > 1U && a[i - 1U] == b[j - 2U] && a[i - 2U] == b[j - 1U]) {
                cost = least(cost, before[j - 2U] + 1U);
            }
            now[j] = (unsigned char)cost;
        }
    }
    return row[m % 3U][n];
}

static bool contains(const char* const text, const char* const word)
{
    for (const char* at = text; *at != '\0'; at++) {
        size_t k = 0U;
        while (word[k] != '\0' && at[k] == word[k]) {
            k++;
        }
        if (word[k] == '\0') {
            return true;
        }
    }
    return false;
}

static unsigned score(const char* const word, const char* const candidate)
{
    const unsigned distance = base_word_distance(word, candidate);
    const size_t length = length_of(word);
    if (length >= 3U && contains(candidate, word)) {
        return 1U;
    }
    const size_t limit = (length < length_of(candidate) ? length_of(candidate) : length) / 2U;
    return distance <= limit ? distance : 255U;
}

int base_words_nearest(const char* const word, const char* const* const words, const int count,
                       int* const nearest, const int most)
{
    int found = 0;
    for (unsigned wanted = 0U; wanted <= (unsigned)base_word_max; wanted++) {
        for (int k = 0; k < count && found < most; k++) {
            if (score(word, words[k]) == wanted) {
                nearest[found] = k;
                found++;
            }
        }
    }
    return found;
}
