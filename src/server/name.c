#include "server/name.h"
#include <stddef.h>
#include <string.h>

static const struct {
    const char* ending;
    const char* type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".txt", "text/plain; charset=utf-8"},
    {".pdf", "application/pdf"},
};

static bool is_plain_byte(const char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '.' || byte == '_' || byte == '-' || byte == '/';
}

bool server_name_is_plain(const char* const name)
{
    const size_t length = strlen(name);
    char before = '/';
    for (size_t k = 0U; k < length; k++) {
        if (!is_plain_byte(name[k]) || (before == '/' && (name[k] == '/' || name[k] == '.'))) {
            return false;
        }
        before = name[k];
    }
    return length <= (size_t)server_name_max && before != '/';
}

const char* server_name_type(const char* const name)
{
    const char* const ending = strrchr(name, '.');
    for (size_t k = 0U; ending != NULL && k < sizeof types / sizeof types[0]; k++) {
        if (strcmp(ending, types[k].ending) == 0) {
            return types[k].type;
        }
    }
    return "application/octet-stream";
}
