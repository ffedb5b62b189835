/// A strict checker of JSON (RFC 8259), by recursive descent; shares nothing with our writer.
#pragma once
#include <stdbool.h>
#include <string.h>

static const char* json_value(const char* at);

static inline const char* json_blank(const char* at)
{
    return at ? at + strspn(at, " \t\r\n") : at;
}

static inline const char* json_string(const char* at)
{
    if (*at++ != '"') {
        return NULL;
    }
    for (; *at != '"'; at++) {
        if ((unsigned char)*at < 0x20U) {
            return NULL;
        }
        if (*at == '\\') {
            at++;
            if (*at == 'u' && strspn(at + 1, "0123456789abcdefABCDEF") < 4) {
                return NULL;
            }
            if (*at == '\0' || !strchr("\"\\/bfnrtu", *at)) {
                return NULL;
            }
        }
    }
    return at + 1;
}

static inline const char* json_number(const char* at)
{
    at += *at == '-';
    const size_t whole = strspn(at, "0123456789");
    if (whole == 0 || (whole > 1 && *at == '0')) {
        return NULL;
    }
    at += whole;
    if (*at == '.') {
        const size_t part = strspn(at + 1, "0123456789");
        at = part ? at + 1 + part : NULL;
    }
    if (at && (*at == 'e' || *at == 'E')) {
        at += at[1] == '+' || at[1] == '-' ? 2 : 1;
        const size_t part = strspn(at, "0123456789");
        at = part ? at + part : NULL;
    }
    return at;
}

static inline const char* json_members(const char* at, char close)
{
    at = json_blank(at + 1);
    if (*at == close) {
        return at + 1;
    }
    for (;;) {
        if (close == '}') {
            at = json_blank(json_string(at));
            if (!at || *at++ != ':') {
                return NULL;
            }
        }
        at = json_blank(json_value(json_blank(at)));
        if (!at || (*at != ',' && *at != close)) {
            return NULL;
        }
        if (*at++ == close) {
            return at;
        }
        at = json_blank(at);
    }
}

/// Past one value, or NULL.
static const char* json_value(const char* at)
{
    static const char* const words[] = {"null", "true", "false"};
    if (*at == '{' || *at == '[') {
        return json_members(at, *at == '{' ? '}' : ']');
    }
    if (*at == '"') {
        return json_string(at);
    }
    for (int k = 0; k < 3; k++) {
        if (strncmp(at, words[k], strlen(words[k])) == 0) {
            return at + strlen(words[k]);
        }
    }
    return json_number(at);
}

static inline bool json_is_valid(const char* text)
{
    const char* const end = json_blank(json_value(json_blank(text)));
    return end && *end == '\0';
}
