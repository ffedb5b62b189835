#include "server/accept.h"
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { weight_unset = -1, weight_most = 1000 };

static const char* const names[] = {
    [server_coding_identity] = "identity", [server_coding_gzip] = "gzip", [server_coding_br] = "br"};

/// Weights in thousandths, by coding, and last the one of "*".
typedef struct {
    int weight[server_coding_count + 1];
} wishes_t;

const char* server_coding_name(const server_coding_t coding)
{
    return names[coding];
}

/// ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] ) in thousandths; 0 for anything else.
static int read_weight(const char* const text, const size_t length)
{
    if (length == 0U || length > 5U || (text[0] != '0' && text[0] != '1') ||
        (length > 1U && text[1] != '.')) {
        return 0;
    }
    int weight = (text[0] - '0') * weight_most;
    int digit_weight = 100;
    for (size_t k = 2U; k < length; k++) {
        if (text[k] < '0' || text[k] > '9') {
            return 0;
        }
        weight += (text[k] - '0') * digit_weight;
        digit_weight /= 10;
    }
    return weight > weight_most ? 0 : weight;
}

/// The weight after the name of a coding: of the parameters only q is known.
static int weight_after(const char* at, const char* const end)
{
    while (at < end) {
        at += strspn(at, " \t;");
        const size_t length = strcspn(at, " \t;,");
        if (length >= 2U && strncasecmp(at, "q=", 2U) == 0) {
            return read_weight(at + 2, length - 2U);
        }
        if (length == 0U) {
            break;
        }
        at += length;
    }
    return weight_most;
}

static bool is_word(const char* const text, const size_t length, const char* const word)
{
    return strlen(word) == length && strncasecmp(text, word, length) == 0;
}

static void read_element(wishes_t* const self, const char* const at, const char* const end)
{
    const size_t length = strcspn(at, " \t;,");
    const int weight = weight_after(at + length, end);
    for (int k = 0; k < server_coding_count; k++) {
        if (is_word(at, length, names[k])) {
            self->weight[k] = weight;
        }
    }
    if (is_word(at, length, "x-gzip")) {
        self->weight[server_coding_gzip] = weight;
    }
    if (is_word(at, length, "*")) {
        self->weight[server_coding_count] = weight;
    }
}

static int weight_of(const wishes_t* const self, const int coding)
{
    const int own = self->weight[coding];
    const int other = self->weight[server_coding_count];
    return own != weight_unset ? own : (other != weight_unset ? other : 0);
}

server_coding_t server_coding_choose(const char* const accept, const bool there[server_coding_count])
{
    wishes_t wishes;
    for (int k = 0; k <= server_coding_count; k++) {
        wishes.weight[k] = weight_unset;
    }
    for (const char* at = accept; at != NULL && *at != '\0';) {
        at += strspn(at, " \t,");
        const char* const end = at + strcspn(at, ",");
        read_element(&wishes, at, end);
        at = end;
    }
    server_coding_t best = server_coding_identity;
    for (int k = server_coding_gzip; k < server_coding_count; k++) {
        const int weight = weight_of(&wishes, k);
        if (there[k] && weight > 0 && weight >= weight_of(&wishes, (int)best)) {
            best = (server_coding_t)k;
        }
    }
    return best;
}
