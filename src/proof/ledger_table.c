#include "proof/ledger_parts.h"
#include <stdio.h>
#include <string.h>

int ledger_fact_number(const char* const text)
{
    int number = 0;
    for (int k = 1; k <= 3; k++) {
        if (text[0] != 'F' || text[k] < '0' || text[k] > '9') {
            return 0;
        }
        number = number * 10 + (text[k] - '0');
    }
    return number <= proof_ledger_facts ? number : 0;
}

static ledger_slice_t to_tab(const char* const at, const char* const end)
{
    const char* const tab = memchr(at, '\t', (size_t)(end - at));
    return (ledger_slice_t){at, (int)((tab != NULL ? tab : end) - at)};
}

/// Columns that the line has not are empty; what stands behind the last one belongs to it.
static void split(ledger_line_t* const line, const char* at, const char* const end)
{
    for (int k = 0; k + 1 < ledger_columns; k++) {
        line->column[k] = to_tab(at, end);
        at += line->column[k].length;
        at += at < end ? 1 : 0;
    }
    line->column[ledger_columns - 1] = (ledger_slice_t){at, (int)(end - at)};
    line->fact =
        line->column[ledger_fact].length == 4 ? ledger_fact_number(line->column[ledger_fact].start) : 0;
}

bool ledger_next_line(const char** const text, ledger_line_t* const line)
{
    while (**text != '\0') {
        const char* const at = *text;
        const char* const end = at + strcspn(at, "\n");
        line->number++;
        *text = *end == '\n' ? end + 1 : end;
        if (at != end && *at != '#') {
            split(line, at, end);
            return true;
        }
    }
    return false;
}

/// Bytes up to a mark or the end; false if they do not fit.
static bool copy_until(char* const to, const size_t capacity, const ledger_slice_t from)
{
    (void)snprintf(to, capacity, "%.*s", from.length, from.start);
    return (size_t)from.length < capacity;
}

static int find_mark(const ledger_slice_t word, const char mark)
{
    const char* const at = memchr(word.start, mark, (size_t)word.length);
    return at == NULL ? word.length : (int)(at - word.start);
}

ledger_slice_t ledger_cut_tail(ledger_slice_t* const word, const char mark)
{
    const int at = find_mark(*word, mark);
    const int skip = at < word->length ? at + 1 : at;
    const ledger_slice_t tail = {word->start + skip, word->length - skip};
    word->length = at;
    return tail;
}

int ledger_take_apart(ledger_slice_t word, const int kind, ledger_element_t* const element)
{
    const ledger_slice_t words = ledger_cut_tail(&word, '~');
    int named = kind;
    const int colon = find_mark(word, ':');
    if (colon < word.length) {
        named = ledger_find_kind((ledger_slice_t){word.start, colon});
        word = (ledger_slice_t){word.start + colon + 1, word.length - colon - 1};
    }
    const ledger_slice_t inner = ledger_cut_tail(&word, '/');
    const bool fits = copy_until(element->id, sizeof element->id, word) &&
                      copy_until(element->inner, sizeof element->inner, inner) &&
                      copy_until(element->words, sizeof element->words, words);
    for (char* c = strchr(element->words, '_'); c != NULL; c = strchr(c + 1, '_')) {
        *c = ' ';
    }
    return fits ? named : -1;
}
