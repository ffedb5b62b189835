#include "server/host.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { http_port = 80 };

static bool is_own_name(const char* const host, const size_t length, const char* const address)
{
    char bracketed[80] = "";
    if (address != NULL) {
        (void)snprintf(bracketed, sizeof bracketed, strchr(address, ':') != NULL ? "[%.60s]" : "%.60s",
                       address);
    }
    const char* const own[] = {"localhost", "127.0.0.1", "[::1]", bracketed};
    for (size_t k = 0U; k < sizeof own / sizeof own[0]; k++) {
        if (length > 0U && strlen(own[k]) == length && strncasecmp(host, own[k], length) == 0) {
            return true;
        }
    }
    return false;
}

bool server_host_is_own(const char* const host, const char* const address, const uint16_t port)
{
    if (host == NULL) {
        return false;
    }
    const char* const bracket = strchr(host, ']');
    const char* const colon = strchr(bracket == NULL ? host : bracket, ':');
    const size_t length = colon == NULL ? strlen(host) : (size_t)(colon - host);
    char wanted[8];
    (void)snprintf(wanted, sizeof wanted, ":%u", (unsigned)port);
    const bool right_port = colon == NULL ? port == (uint16_t)http_port : strcmp(colon, wanted) == 0;
    return right_port && is_own_name(host, length, address);
}
