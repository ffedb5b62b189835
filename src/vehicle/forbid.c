#include "vehicle/forbid.h"
#include <string.h>

/// ORDER N1 to N20 of the field review, as far as words can tell. An entry is found at the start of a word.
static const char* const forbidden[] = {
    /* N1 */ "pry ",
    "prying",
    "prise",
    "crowbar",
    "drill",
    "hammer",
    "slam ",
    "slamming",
    "bounce",
    "kick the",
    /* N2 */ "slim jim",
    "coat hanger",
    "coat-hanger",
    "wire hanger",
    "lock pick",
    "pick the lock",
    "air wedge",
    /* N3 */ "hot water",
    "warm water",
    "boiling",
    "lighter",
    "blow-lamp",
    "blow lamp",
    "blowtorch",
    "blow torch",
    "heat gun",
    "gas heater",
    "candle",
    "open flame",
    /* N4 */ "larger fuse",
    "bigger fuse",
    "higher rating",
    "stronger fuse",
    "tin foil",
    "aluminium foil",
    "aluminum foil",
    /* N5 */ "bridge the",
    "back-feed",
    "backfeed",
    "pierce",
    "hot-wire",
    "hotwire",
    /* N7 */ "24 v",
    "24-volt",
    "24 volt",
    /* N8 */ "engine running in the garage",
    "idle in the garage",
    /* N9 */ "send a child",
    "let a child",
    "small child in",
    "shut somebody in",
    "shut someone in",
    /* N15 */ "defeat",
    /* N19 */ "under the bumper",
    "on top of the tyre"};

static const char* const forbidden_tag[] = {
    "pry",      "pry-bar",      "crowbar",   "drill",    "hammer", "force",  "flame",  "lighter",
    "heat-gun", "hot-water",    "blow-lamp", "gap-tool", "pick",   "bridge", "airbag", "forbidden",
    "orange",   "high-voltage", "child",     "yellow",   "foil",   "cut"};

static const char* const negation[] = {"not ", "no ",        "never",   "without",
                                       "n't ", "instead of", "nothing", "nobody"};

static char lower(const char c)
{
    if (c >= 'A' && c <= 'Z') {
        return (char)(c - 'A' + 'a');
    }
    return c;
}

static bool begins_with(const char* const text, const char* const word)
{
    size_t k = 0;
    while (word[k] != '\0' && lower(text[k]) == word[k]) {
        k++;
    }
    const bool ended = word[k] == ' ' && word[k + 1] == '\0' && lower(text[k]) < 'a';
    return word[k] == '\0' || ended;
}

static bool is_letter(const char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool ends_sentence(const char* const text)
{
    return (text[0] == '.' || text[0] == ';' || text[0] == '!' || text[0] == '?') &&
           !(text[1] >= '0' && text[1] <= '9');
}

static bool starts_negation(const char* const text, const bool at_word)
{
    for (size_t k = 0; k < sizeof negation / sizeof negation[0]; k++) {
        const bool inside = negation[k][0] == 'n' && negation[k][1] == '\'';
        if ((at_word || inside) && begins_with(text, negation[k])) {
            return true;
        }
    }
    return false;
}

static const char* forbidden_at(const char* const text)
{
    for (size_t k = 0; k < sizeof forbidden / sizeof forbidden[0]; k++) {
        if (begins_with(text, forbidden[k])) {
            return forbidden[k];
        }
    }
    return NULL;
}

const char* vehicle_forbid_word(const char* const text)
{
    bool negated = false;
    for (const char* c = text; c != NULL && *c != '\0'; c++) {
        const bool at_word = c == text || !is_letter(c[-1]);
        negated = !ends_sentence(c) && (negated || starts_negation(c, at_word));
        const char* const word = at_word && !negated ? forbidden_at(c) : NULL;
        if (word != NULL) {
            return word;
        }
    }
    return NULL;
}

const char* vehicle_forbid_tag(const char* const tags)
{
    for (size_t k = 0; tags != NULL && k < sizeof forbidden_tag / sizeof forbidden_tag[0]; k++) {
        if (vehicle_form_index(tags, ' ', forbidden_tag[k], strlen(forbidden_tag[k])) >= 0) {
            return forbidden_tag[k];
        }
    }
    return NULL;
}
