#include "session/catalogue.h"
#include "base/utf8.h"
#include <stdio.h>
#include <string.h>

/// The head of a .mo file (GNU gettext manual, "The Format of GNU MO Files"): seven numbers, then two tables
/// of (length, offset).
enum {
    magic_at = 0,
    revision_at = 4,
    count_at = 8,
    english_at = 12,
    said_at = 16,
    head_size = 28,
    entry_size = 8
};
static const uint32_t magic = 0x950412deU;

static uint32_t number_at(const uint8_t* const bytes, const size_t at)
{
    return bytes[at] | (uint32_t)bytes[at + 1] << 8U | (uint32_t)bytes[at + 2] << 16U |
           (uint32_t)bytes[at + 3] << 24U;
}

/// Text k of a table; opening has seen to its bounds and its end.
static const char* text_at(const session_catalogue_t* const self, const uint32_t table, const uint32_t k)
{
    return (const char*)self->bytes + number_at(self->bytes, table + (size_t)entry_size * k + 4);
}

static bool fail(session_catalogue_t* const self, char* const error, const size_t capacity,
                 const char* const reason)
{
    *self = (session_catalogue_t){0};
    if (error && capacity > 0) {
        (void)snprintf(error, capacity, "no catalogue of a language: %s", reason);
    }
    return false;
}

/// NULL, or what is wrong with the texts of a table. A text ends where its length says, and only there: a
/// plural or a context, which hold a zero or a 4, is not for this reader.
static const char* check_table(const session_catalogue_t* const self, const size_t length,
                               const uint32_t table)
{
    for (uint32_t k = 0; k < self->count; k++) {
        const size_t entry = table + (size_t)entry_size * k;
        const uint32_t size = number_at(self->bytes, entry);
        const uint32_t at = number_at(self->bytes, entry + 4);
        if (at >= length || size >= length - at || self->bytes[at + size] != 0) {
            return "a text runs over its end";
        }
        if (memchr(self->bytes + at, 0, size) || !base_utf8_is((const char*)self->bytes + at, size)) {
            return "a text is not plain UTF-8";
        }
    }
    return NULL;
}

static bool is_sorted(const session_catalogue_t* const self)
{
    for (uint32_t k = 1; k < self->count; k++) {
        if (strcmp(text_at(self, self->english_at, k - 1), text_at(self, self->english_at, k)) >= 0) {
            return false;
        }
    }
    return true;
}

static bool table_fits(const uint32_t table, const uint32_t count, const size_t length)
{
    return table >= head_size && table <= length && count <= (length - table) / entry_size;
}

bool session_catalogue_open(session_catalogue_t* const self, const uint8_t* const bytes, const size_t length,
                            char* const error, const size_t capacity)
{
    if (!bytes || length < head_size || number_at(bytes, magic_at) != magic) {
        return fail(self, error, capacity, "it is no little-endian .mo file");
    }
    if (number_at(bytes, revision_at) != 0) {
        return fail(self, error, capacity, "its revision is not 0");
    }
    *self = (session_catalogue_t){.bytes = bytes,
                                  .count = number_at(bytes, count_at),
                                  .english_at = number_at(bytes, english_at),
                                  .said_at = number_at(bytes, said_at)};
    if (!table_fits(self->english_at, self->count, length) ||
        !table_fits(self->said_at, self->count, length)) {
        return fail(self, error, capacity, "a table runs over its end");
    }
    const char* const english = check_table(self, length, self->english_at);
    const char* const said = english ? english : check_table(self, length, self->said_at);
    if (said) {
        return fail(self, error, capacity, said);
    }
    return is_sorted(self) || fail(self, error, capacity, "its sentences are not in order");
}

void session_catalogue_code(const session_catalogue_t* const self, char code[session_code_max])
{
    static const char field[] = "Language: ";
    const bool has_head = self && self->count > 0 && text_at(self, self->english_at, 0)[0] == '\0';
    const char* const named = has_head ? strstr(text_at(self, self->said_at, 0), field) : NULL;
    const char* const word = named ? named + sizeof field - 1 : "";
    const size_t size = strspn(word, "abcdefghijklmnopqrstuvwxyz");
    const bool good = size >= 2 && size <= 3;
    (void)snprintf(code, session_code_max, "%.*s", good ? (int)size : 2, good ? word : "en");
}

const char* session_say(const session_catalogue_t* const self, const char* const english)
{
    uint32_t from = 0;
    uint32_t to = self && english && english[0] ? self->count : 0;
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        const int order = strcmp(english, text_at(self, self->english_at, middle));
        if (order == 0) {
            const char* const said = text_at(self, self->said_at, middle);
            return said[0] ? said : english;
        }
        if (order < 0) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return english;
}

/// Moves on over the next conversion; its size goes to `size`, 0 after the last. "%%" is none.
static const char* next_conversion(const char* at, size_t* const size)
{
    for (at = strchr(at, '%'); at && at[1] == '%'; at = strchr(at + 2, '%')) {
    }
    if (!at) {
        *size = 0;
        return "";
    }
    const size_t span = strcspn(at + 1, "diouxXeEfFgGaAcspn%");
    *size = at[1 + span] ? span + 2 : span + 1;
    return at;
}

/// The same conversions, letter for letter, in the same order: then the arguments fit.
static bool same_conversions(const char* one, const char* other)
{
    for (;;) {
        size_t size = 0;
        size_t other_size = 0;
        one = next_conversion(one, &size);
        other = next_conversion(other, &other_size);
        if (size != other_size || strncmp(one, other, size) != 0) {
            return false;
        }
        if (size == 0) {
            return true;
        }
        one += size;
        other += size;
    }
}

const char* session_say_format(const session_catalogue_t* const self, const char* const english)
{
    const char* const said = session_say(self, english);
    return same_conversions(english, said) ? said : english;
}
