#include "vehicle/guard.h"
#include "base/utf8.h"
#include "vehicle/report.h"
#include <stdio.h>
#include <string.h>

// ---- bytes ----

/// Control characters, the line ends only YAML knows (NEL, LS, PS), and the byte order mark.
static bool is_unwanted(const uint32_t p)
{
    return (p < 0x20 && p != '\n') || (p >= 0x7F && p < 0xA0) || p == 0x2028 || p == 0x2029 || p == 0xFEFF ||
           p == 0xFFFE || p == 0xFFFF;
}

static bool refuse(const vehicle_file_t* const file, vehicle_errors_t* const errors, const vehicle_place_t at,
                   const char* const expected, const char* const found)
{
    vehicle_report(errors, file->name, at, expected, found);
    return false;
}

static bool bytes_pass(const vehicle_file_t* const file, vehicle_errors_t* const errors)
{
    vehicle_place_t at = {1, 1};
    for (size_t k = 0; k < file->length;) {
        uint32_t point = 0;
        const size_t n = base_utf8_read(file->bytes + k, file->length - k, &point);
        char found[32];
        if (n == 0) {
            (void)snprintf(found, sizeof found, "byte %02X", (unsigned)(unsigned char)file->bytes[k]);
            return refuse(file, errors, at, "valid UTF-8", found);
        }
        if (is_unwanted(point)) {
            (void)snprintf(found, sizeof found, "U+%04X", (unsigned)point);
            return refuse(file, errors, at, "no control characters", found);
        }
        k += n;
        at = point == '\n' ? (vehicle_place_t){at.line + 1, 1} : (vehicle_place_t){at.line, at.column + 1};
    }
    return true;
}

// ---- structure ----

typedef struct {
    const vehicle_file_t* file;
    vehicle_errors_t* errors;
    const char* line; ///< the line being read
    size_t length;    ///< without its end
    uint32_t number;
    size_t at;
    size_t depth;
    size_t first; ///< where the line's first word stands, behind "- "
    size_t block; ///< block scalar: lines standing further right than this belong to it
    char quote;   ///< 0 outside quotes
    bool in_block;
    bool start; ///< a new scalar, list or map may start here
    bool first_seen;
} lexer_t;

static bool refuse_here(const lexer_t* const self, const char* const expected, const char* const found)
{
    uint32_t column = 1;
    for (size_t k = 0; k < self->at; k++) {
        column += ((unsigned char)self->line[k] & 0xC0U) != 0x80U;
    }
    return refuse(self->file, self->errors, (vehicle_place_t){self->number, column}, expected, found);
}

static bool ends_word(const lexer_t* const self, const size_t at)
{
    return at >= self->length || self->line[at] == ' ';
}

static bool is_one_of(const char c, const char* const set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static void read_quoted(lexer_t* const self)
{
    const char c = self->line[self->at];
    const bool escape = self->quote == '"' && c == '\\';
    const bool doubled =
        self->quote == '\'' && c == '\'' && self->at + 1 < self->length && self->line[self->at + 1] == '\'';
    if (escape || doubled) {
        self->at++;
    } else if (c == self->quote) {
        self->quote = '\0';
        self->start = false;
    }
}

static bool read_bracket(lexer_t* const self, const char c)
{
    const bool opens = c == '[' || c == '{';
    if (opens && ++self->depth > VEHICLE_DEPTH_MAX) {
        return refuse_here(self, "at most 32 levels", "one more");
    }
    if (!opens && self->depth > 0) {
        self->depth--;
    }
    self->start = opens;
    return true;
}

static bool read_start(lexer_t* const self, const char c)
{
    if (is_one_of(c, "-?:") && ends_word(self, self->at + 1)) {
        return true;
    }
    if (!self->first_seen) {
        self->first_seen = true;
        self->first = self->at;
    }
    if (is_one_of(c, "&*!")) {
        return refuse_here(self, "no anchors, aliases or tags", c == '&' ? "&" : c == '*' ? "*" : "!");
    }
    if (is_one_of(c, "[]{}")) {
        return read_bracket(self, c);
    }
    self->in_block = self->depth == 0 && is_one_of(c, "|>");
    self->block = self->first;
    if (is_one_of(c, "\"'")) {
        self->quote = c;
    }
    self->start = self->depth > 0 && c == ',';
    return true;
}

static bool read_rest(lexer_t* const self, const char c)
{
    const bool in_flow = self->depth > 0;
    if (in_flow && is_one_of(c, "[]{}")) {
        return read_bracket(self, c);
    }
    const bool colon = c == ':' && (in_flow || ends_word(self, self->at + 1));
    self->start = colon || (in_flow && c == ',');
    return true;
}

static bool read_character(lexer_t* const self)
{
    const char c = self->line[self->at];
    if (self->quote != '\0') {
        read_quoted(self);
        return true;
    }
    if (c == ' ') {
        return true;
    }
    if (c == '#' && (self->at == 0 || self->line[self->at - 1] == ' ')) {
        self->at = self->length;
        return true;
    }
    return self->start ? read_start(self, c) : read_rest(self, c);
}

static bool read_line(lexer_t* const self)
{
    size_t indent = 0;
    while (indent < self->length && self->line[indent] == ' ') {
        indent++;
    }
    if (self->in_block && (indent == self->length || indent > self->block)) {
        return true;
    }
    self->in_block = false;
    self->first_seen = false;
    self->start = true;
    self->at = 0;
    if (self->quote == '\0' && self->length > 0 && self->line[0] == '%') {
        return refuse_here(self, "no directives", "%");
    }
    for (; self->at < self->length && !self->in_block; self->at++) {
        if (!read_character(self)) {
            return false;
        }
    }
    return true;
}

static bool structure_passes(const vehicle_file_t* const file, vehicle_errors_t* const errors)
{
    lexer_t lexer = {.file = file, .errors = errors};
    for (size_t from = 0; from < file->length;) {
        const char* const line = file->bytes + from;
        const char* const end = memchr(line, '\n', file->length - from);
        lexer.line = line;
        lexer.length = end != NULL ? (size_t)(end - line) : file->length - from;
        lexer.number++;
        if (!read_line(&lexer)) {
            return false;
        }
        from += lexer.length + 1;
    }
    return true;
}

bool vehicle_guard_passes(const vehicle_file_t* const file, vehicle_errors_t* const errors)
{
    if (file->length > VEHICLE_FILE_MAX_bytes) {
        char found[32];
        (void)snprintf(found, sizeof found, "%zu", file->length);
        return refuse(file, errors, (vehicle_place_t){1, 1}, "at most 262144 bytes", found);
    }
    return bytes_pass(file, errors) && structure_passes(file, errors);
}
