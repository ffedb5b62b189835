/// The language a person reads: --lang, or what the environment names where there is a catalogue for it.
#include "cli/cli.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { code_max = 8, reason_max = 200 };

/// "de" of "de_AT.UTF-8"; "" if it is no such word, so that no path can be made of it.
static void code_of(const char* const word, char code[code_max])
{
    const size_t size = strspn(word, "abcdefghijklmnopqrstuvwxyz");
    const bool is_code = size >= 2U && size <= 3U && strchr("_.@", word[size]) != NULL;
    (void)snprintf(code, code_max, "%.*s", is_code ? (int)size : 0, word);
}

/// POSIX: the first of these that is set and not empty.
static const char* named_by_environment(void)
{
    static const char* const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t k = 0U; k < sizeof names / sizeof names[0]; k++) {
        const char* const value = getenv(names[k]);
        if (value != NULL && value[0] != '\0') {
            return value;
        }
    }
    return "";
}

/// The folder of the catalogues: installed, or made in the source tree.
static DIR* open_folder(const cli_t* const self, char* const folder, const size_t capacity)
{
    (void)snprintf(folder, capacity, "%s/lang", self->share);
    DIR* const installed = opendir(folder);
    if (installed != NULL) {
        return installed;
    }
    (void)snprintf(folder, capacity, "%s/build/lang", self->share);
    return opendir(folder);
}

/// True if there is a catalogue for the code; with `say` all there are, on standard error.
static bool find(const cli_t* const self, const char* const code, char* const path, const size_t capacity,
                 const bool say)
{
    char folder[600];
    DIR* const open = open_folder(self, folder, sizeof folder);
    bool found = false;
    for (const struct dirent* entry = NULL; open != NULL && (entry = readdir(open)) != NULL;) {
        const size_t length = strlen(entry->d_name);
        if (length < 4U || strcmp(entry->d_name + length - 3U, ".mo") != 0) {
            continue;
        }
        if (say) {
            (void)fprintf(stderr, " %.*s", (int)(length - 3U), entry->d_name);
        }
        if (strlen(code) == length - 3U && strncmp(entry->d_name, code, length - 3U) == 0) {
            (void)snprintf(path, capacity, "%s/%s", folder, entry->d_name);
            found = true;
        }
    }
    if (open != NULL) {
        (void)closedir(open);
    }
    return found;
}

static int load(cli_t* const self, const char* const path)
{
    char reason[reason_max] = "";
    self->catalogue = cli_read_file(path, &self->catalogue_length);
    if (self->catalogue == NULL) {
        return cli_bad_file;
    }
    if (!session_catalogue_open(&self->language, (const uint8_t*)self->catalogue, self->catalogue_length,
                                reason, sizeof reason)) {
        (void)fprintf(stderr, "decklid: %s: %s\n", path, reason);
        return cli_bad_file;
    }
    return cli_done;
}

int cli_load_language(cli_t* const self, const cli_given_t* const given, const bool environment)
{
    const char* const asked = cli_value(given, "--lang");
    char code[code_max] = "";
    char path[900] = "";
    (void)snprintf(self->language_code, sizeof self->language_code, "en");
    code_of(asked != NULL ? asked : environment ? named_by_environment() : "", code);
    if (asked == NULL && !find(self, code, path, sizeof path, false)) {
        return cli_done;
    }
    if (asked != NULL && strcmp(code, "en") == 0) {
        return cli_done;
    }
    if (asked != NULL && !find(self, code, path, sizeof path, false)) {
        (void)fprintf(stderr, "decklid: --lang %s: there are en", asked);
        (void)find(self, "", path, sizeof path, true);
        (void)fputc('\n', stderr);
        return cli_usage;
    }
    (void)snprintf(self->language_code, sizeof self->language_code, "%s", code);
    return load(self, path);
}

int cli_speak(const cli_t* const self, session_t* const session)
{
    char reason[reason_max] = "";
    if (session_language(session, (const uint8_t*)self->catalogue, self->catalogue_length, reason,
                         sizeof reason) != 0) {
        (void)fprintf(stderr, "decklid: %s\n", reason);
        return cli_bad_file;
    }
    return cli_done;
}
