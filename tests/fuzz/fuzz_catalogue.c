/// Any bytes, opened as a catalogue: whatever opens is asked for every sentence it holds and for some it does
/// not.
#include "session/catalogue.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length);

static size_t seen;

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length)
{
    uint8_t* const exact = malloc(length ? length : 1); // reading past the end is seen
    char* const asked = malloc(length + 1);             // the same, ended by a zero, to ask with
    session_catalogue_t language;
    char reason[200];
    if (exact != NULL && asked != NULL) {
        memcpy(exact, bytes, length);
        memcpy(asked, bytes, length);
        asked[length] = '\0';
        const bool opened = session_catalogue_open(&language, exact, length, reason, sizeof reason);
        for (size_t k = 0; opened && k < length; k += 1 + strlen(asked + k)) {
            seen += strlen(session_say(&language, asked + k));
            seen += strlen(session_say_format(&language, asked + k));
        }
    }
    free(exact);
    free(asked);
    return 0;
}
