#include "base/crc32.h"
#include "session/state.h"
#include "session/writer.h"
#include <stdlib.h>
#include <string.h>

static const char magic[] = "decklid session ";
enum { version = 1, text_max = session_lines_max * (session_line_max + 1) + 512 };

/// The last line: "crc " and eight hexadecimal digits over all bytes before it.
enum { seal_size = 13 };

size_t session_save(const session_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, NULL);
    session_format(&out, "%s%d\ncar %s\n", magic, (int)version, self->atlas.head.id);
    uint32_t crc = 0;
    char head[session_line_max + 64];
    const int size = snprintf(head, sizeof head, "%s%d\ncar %s\n", magic, (int)version, self->atlas.head.id);
    crc = base_crc32(crc, head, size > 0 ? (size_t)size : 0);
    for (int k = 0; k < self->line_count; k++) {
        session_format(&out, "%s\n", self->line[k]);
        crc = base_crc32(crc, self->line[k], strlen(self->line[k]));
        crc = base_crc32(crc, "\n", 1);
    }
    session_format(&out, "crc %08x\n", (unsigned)crc);
    return out.length;
}

/// The next line of the text without its line feed, copied; NULL at the end or if it is too long.
static const char* next_line(const char* const text, const size_t length, size_t* const at,
                             char line[session_line_max + 1])
{
    const char* const start = text + *at;
    const char* const end = *at < length ? memchr(start, '\n', length - *at) : NULL;
    if (!end || end - start > session_line_max) {
        return NULL;
    }
    memcpy(line, start, (size_t)(end - start));
    line[end - start] = '\0';
    *at += (size_t)(end - start) + 1;
    return line;
}

static int check_seal(const char* const text, const size_t length, char* const error, const size_t capacity)
{
    if (length < seal_size || length > (size_t)text_max || memchr(text, '\0', length)) {
        return session_refuse(NULL, error, capacity, "damaged: the file is cut short or is no session");
    }
    char seal[seal_size + 1];
    (void)snprintf(seal, sizeof seal, "crc %08x\n", (unsigned)base_crc32(0, text, length - seal_size));
    if (memcmp(seal, text + length - seal_size, seal_size) != 0) {
        return session_refuse(NULL, error, capacity, "damaged: the checksum in its last line does not fit");
    }
    return 0;
}

/// Checks magic, version and checksum and reads the car; `at` is then at the first line of what was said.
static int read_head(const char* const text, const size_t length, char car[session_line_max + 1],
                     size_t* const at, char* const error, const size_t capacity)
{
    char line[session_line_max + 1];
    const size_t size = sizeof magic - 1;
    if (length < size || memcmp(text, magic, size) != 0) {
        return session_refuse(NULL, error, capacity, "foreign: this is no saved session of decklid");
    }
    if (!next_line(text, length, at, line) || strcmp(line + size, "1") != 0) {
        return session_refuse(NULL, error, capacity,
                              "foreign: a session of another version; this program reads version %d",
                              (int)version);
    }
    if (check_seal(text, length, error, capacity) != 0) {
        return -1;
    }
    if (!next_line(text, length, at, line) || strncmp(line, "car ", 4) != 0 || line[4] == '\0') {
        return session_refuse(NULL, error, capacity, "damaged: no car is named in line 2");
    }
    memcpy(car, line + 4, strlen(line + 4) + 1);
    return 0;
}

int session_saved_car(const char* const text, const size_t length, char* const car, const size_t car_capacity,
                      char* const error, const size_t capacity)
{
    char named[session_line_max + 1];
    size_t at = 0;
    if (read_head(text, length, named, &at, error, capacity) != 0) {
        return -1;
    }
    if (strlen(named) + 1 > car_capacity) {
        return session_refuse(NULL, error, capacity, "damaged: the car's id is too long");
    }
    memcpy(car, named, strlen(named) + 1);
    return 0;
}

typedef struct {
    char* copy; ///< heap: what follows the head, cut into lines
    const char* line[session_lines_max];
    int count;
} lines_t;

/// Cuts the copy, which ends with a line feed unless it is empty, into lines.
static int cut_lines(const session_t* const self, lines_t* const lines, const size_t length,
                     char* const error, const size_t capacity)
{
    for (size_t at = 0; at < length; lines->count++) {
        char* const end = memchr(lines->copy + at, '\n', length - at);
        if (!end || lines->count == session_lines_max) {
            return session_refuse(&self->language, error, capacity,
                                  "damaged: a line does not end, or there are too many");
        }
        *end = '\0';
        lines->line[lines->count] = lines->copy + at;
        at = (size_t)(end - lines->copy) + 1;
    }
    return 0;
}

/// The lines of a saved text for this car; their copy is the caller's to free, also after -1.
static int read_lines(const session_t* const self, lines_t* const lines, const char* const text,
                      const size_t length, char* const error, const size_t capacity)
{
    char car[session_line_max + 1];
    size_t at = 0;
    if (read_head(text, length, car, &at, error, capacity) != 0) {
        return -1;
    }
    if (strcmp(car, self->atlas.head.id) != 0) {
        return session_refuse(&self->language, error, capacity, "foreign: saved for %.80s, not for %.80s",
                              car, self->atlas.head.id);
    }
    const size_t left = length - at - seal_size;
    lines->copy = malloc(left + 1);
    if (!lines->copy) {
        return session_refuse(&self->language, error, capacity, "out of memory");
    }
    memcpy(lines->copy, text + at, left);
    return cut_lines(self, lines, left, error, capacity);
}

int session_restore(session_t* const self, const char* const text, const size_t length, char* const error,
                    const size_t capacity)
{
    lines_t lines = {0};
    char reason[200];
    int result = read_lines(self, &lines, text, length, error, capacity);
    if (result == 0 && session_replace(self, lines.line, lines.count, reason, sizeof reason) != 0) {
        result = session_refuse(&self->language, error, capacity,
                                "damaged or of another edition of this car: %.180s", reason);
    }
    free(lines.copy);
    return result;
}

/// Keeps those lines that can be said to this car, one after the other; how many were left out.
static int leave_out(const session_t* const self, lines_t* const lines)
{
    session_told_t told = {0};
    int kept = 0;
    for (int k = 0; k < lines->count; k++) {
        const char* const line = lines->line[k];
        if (strlen(line) <= session_line_max && session_read_line(self, &told, line, kept, NULL, 0) == 0) {
            lines->line[kept++] = line;
        }
    }
    const int left_out = lines->count - kept;
    lines->count = kept;
    return left_out;
}

int session_rescue(session_t* const self, const char* const text, const size_t length, char* const error,
                   const size_t capacity)
{
    lines_t lines = {0};
    int result = read_lines(self, &lines, text, length, error, capacity);
    if (result == 0) {
        result = leave_out(self, &lines);
        if (session_replace(self, lines.line, lines.count, error, capacity) != 0) {
            result = -1;
        }
    }
    free(lines.copy);
    return result;
}
