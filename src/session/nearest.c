#include "session/nearest.h"
#include "base/words.h"
#include "session/writer.h"
#include <string.h>

session_nearest_t session_nearest(const char* const typed)
{
    return (session_nearest_t){.typed = typed};
}

/// A word that holds what was typed is near, but never nearer than a single slip.
static int nearness(const char* const typed, const char* const word)
{
    const int edits = (int)base_word_distance(typed, word);
    return edits > 2 && strlen(typed) >= 3 && strstr(word, typed) ? 2 : edits;
}

void session_nearest_offer(session_nearest_t* const self, const char* const word)
{
    if (self->offered < session_nearest_few) {
        self->few[self->offered] = word;
    }
    self->offered++;
    const int distance = nearness(self->typed, word);
    const int allowed = 1 + (int)(strlen(self->typed) / 3);
    if (distance > allowed && distance > 2) {
        return;
    }
    int k = session_nearest_max;
    while (k > 0 && (!self->word[k - 1] || distance < self->distance[k - 1])) {
        if (k < session_nearest_max) {
            self->word[k] = self->word[k - 1];
            self->distance[k] = self->distance[k - 1];
        }
        k--;
    }
    if (k < session_nearest_max) {
        self->word[k] = word;
        self->distance[k] = distance;
    }
}

static void put_offer(session_writer_t* const out, const session_nearest_t* const self,
                      const session_catalogue_t* const language, const int k)
{
    const bool more = k + 1 < session_nearest_max && self->word[k + 1];
    if (k == 0) {
        session_format(out, "; %s %s", session_say(language, SAY("did you mean")), self->word[k]);
    } else if (more) {
        session_format(out, ", %s", self->word[k]);
    } else {
        session_format(out, " %s %s", session_say(language, SAY("or")), self->word[k]);
    }
}

static void put_few(session_writer_t* const out, const session_nearest_t* const self,
                    const session_catalogue_t* const language)
{
    for (int k = 0; k < self->offered; k++) {
        const char* const before = k == 0 ? session_say(language, SAY("there are")) : "";
        session_format(out, k == 0 ? "; %s %s" : "%s, %s", before, self->few[k]);
    }
}

void session_nearest_say(const session_nearest_t* const self, const session_catalogue_t* const language,
                         const char* const opening, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, NULL);
    session_format(&out, "%s '%.60s'", opening, self->typed);
    for (int k = 0; k < session_nearest_max && self->word[k]; k++) {
        put_offer(&out, self, language, k);
    }
    if (!self->word[0] && self->offered <= session_nearest_few) {
        put_few(&out, self, language);
    }
    session_format(&out, "%s", self->word[0] ? "?" : "");
}
