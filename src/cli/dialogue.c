#define _POSIX_C_SOURCE 200809L
#include "cli/dialogue.h"
#include "cli/choose.h"
#include "cli/open.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile sig_atomic_t
    interrupted; // set by the signal, read by the dialogue: the one mutable of the program

static void on_interrupt(const int signal_number)
{
    interrupted = signal_number;
}

static void catch_interrupt(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action); // no SA_RESTART: a read that waits must come back
    action.sa_handler = on_interrupt;
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    (void)sigaction(SIGHUP, &action, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
}

/// Where an early end keeps the session when no file was named.
static void default_file(char* const path, const size_t capacity)
{
    const char* const state = getenv("XDG_STATE_HOME");
    const char* const home = getenv("HOME");
    char folder[400];
    if (state != NULL && state[0] != '\0') {
        (void)snprintf(folder, sizeof folder, "%s", state);
    } else {
        (void)snprintf(folder, sizeof folder, "%.300s/.local/state",
                       home == NULL || home[0] == '\0' ? "." : home);
    }
    (void)snprintf(path, capacity, "%s/decklid-session", folder);
    for (char* slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0700); // there already, or the write will say why not
        *slash = '/';
    }
}

typedef struct {
    const char* named; ///< by --save, or NULL
    const session_catalogue_t* language;
} saving_t;

static bool save(void* const context, const char* const name, const char* const text, const size_t length)
{
    const saving_t* const saving = context;
    char path[500];
    if (name != NULL || saving->named != NULL) {
        (void)snprintf(path, sizeof path, "%s", name != NULL ? name : saving->named);
    } else {
        default_file(path, sizeof path);
    }
    if (!cli_write_file(path, text, length)) {
        return false;
    }
    (void)printf(
        session_say_format(saving->language, SAY("Saved in %s; go on with: decklid open --resume %s\n")),
        path, path);
    return true;
}

/// What was said before; of a case of another edition, what still fits. False with a message.
static bool resume(session_t* const session, const char* const saved, const size_t length,
                   const session_catalogue_t* const language)
{
    char error[600] = "";
    if (session_restore(session, saved, length, error, sizeof error) == 0) {
        return true;
    }
    const int left_out = session_rescue(session, saved, length, error, sizeof error);
    if (left_out < 0) {
        (void)fprintf(stderr, "decklid: %s\n", error);
        return false;
    }
    (void)printf(session_say_format(language, SAY("This case is of another edition. Answers that fit no more "
                                                  "and were left out: %d. The others stand.\n")),
                 left_out);
    return true;
}

static int talk(const cli_t* const self, const cli_given_t* const given, session_t* const session,
                const char* const saved, const size_t saved_length, const session_emergency_t first)
{
    saving_t saving = {.named = cli_value(given, "--save"), .language = &self->language};
    const cli_open_options_t options = {.terminal = isatty(STDIN_FILENO) != 0,
                                        .interrupted = &interrupted,
                                        .ended = first != session_emergency_no,
                                        .save = save,
                                        .context = &saving,
                                        .country = cli_value(given, "--country"),
                                        .language = &self->language};
    if (cli_speak(self, session) != cli_done) {
        return cli_bad_file;
    }
    if (saved != NULL && !resume(session, saved, saved_length, &self->language)) {
        return cli_bad_file;
    }
    (void)session_emergency(session, first);
    const int status = cli_apply(session, given);
    return status != cli_done ? status : cli_open(session, stdin, stdout, &options);
}

/// The car of --car, of the saved file, or of the person's choice.
static int find_id(cli_t* const self, const cli_given_t* const given, const char* const saved,
                   const size_t length, char* const id, const size_t capacity)
{
    char error[600] = "";
    if (saved != NULL) {
        if (session_saved_car(saved, length, id, capacity, error, sizeof error) != 0) {
            (void)fprintf(stderr, "decklid: %s: %s\n", cli_value(given, "--resume"), error);
            return cli_bad_file;
        }
        return cli_done;
    }
    if (cli_has(given, "--car")) {
        (void)snprintf(id, capacity, "%s", cli_value(given, "--car"));
        return cli_load_car(self, id) == NULL ? cli_usage : cli_done;
    }
    return cli_choose_car(self, stdin, stdout, id, capacity);
}

/// What was said on the command line is refused before anything is asked, if the car is known.
static int rehearse(cli_t* const self, const cli_given_t* const given)
{
    const char* const id = cli_value(given, "--car");
    if (id == NULL) {
        return cli_done;
    }
    char error[600] = "";
    size_t length = 0U;
    unsigned char* const atlas = cli_load_car(self, id) == NULL ? NULL : cli_load_atlas(self, id, &length);
    session_t* const session = atlas == NULL ? NULL : session_open(atlas, length, error, sizeof error);
    const int status = session == NULL ? (int)cli_usage : cli_apply(session, given);
    session_close(session);
    free(atlas);
    return status;
}

static int open_car(cli_t* const self, const cli_given_t* const given, const char* const saved,
                    const size_t saved_length, const session_emergency_t first)
{
    char id[64] = "";
    char error[600] = "";
    const int found = find_id(self, given, saved, saved_length, id, sizeof id);
    if (found != cli_done) {
        return found;
    }
    size_t length = 0U;
    unsigned char* const atlas = cli_load_atlas(self, id, &length);
    session_t* const session = atlas == NULL ? NULL : session_open(atlas, length, error, sizeof error);
    int status = cli_bad_file;
    if (session != NULL) {
        status = talk(self, given, session, saved, saved_length, first);
    } else if (error[0] != '\0') {
        (void)fprintf(stderr, "decklid: %s\n", error);
    }
    session_close(session);
    free(atlas);
    return status;
}

int cli_open_command(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {
        {"--car", false, "a car's id"},      {"--goal", false, "open or fix"},
        {"--at", false, "NAME=VALUE"},       {"--have", false, "a tool"},
        {"--cannot", false, "a move"},       {"--hourly", false, "money per hour"},
        {"--resume", false, "a saved file"}, {"--save", false, "a file"},
        {"--country", false, "two letters"}, {"--saw", false, "MOVE=READING"},
        {"--lang", false, "a language"},
    };
    cli_given_t given;
    if (!cli_parse(argc, argv, options, sizeof options / sizeof options[0], &given)) {
        return cli_usage;
    }
    const int language = cli_load_language(self, &given, true);
    if (language != cli_done) {
        return language;
    }
    const int said = rehearse(self, &given);
    if (said != cli_done) {
        return said;
    }
    size_t saved_length = 0U;
    const char* const path = cli_value(&given, "--resume");
    char* const saved = path == NULL ? NULL : cli_read_file(path, &saved_length);
    if (path != NULL && saved == NULL) {
        return cli_bad_file;
    }
    catch_interrupt();
    const cli_open_options_t first = {.terminal = isatty(STDIN_FILENO) != 0,
                                      .interrupted = &interrupted,
                                      .country = cli_value(&given, "--country"),
                                      .language = &self->language};
    const session_emergency_t answer = cli_ask_emergency(stdin, stdout, &first);
    const bool car_known = path != NULL || cli_has(&given, "--car");
    const int status = answer == session_emergency_no || car_known
                           ? open_car(self, &given, saved, saved_length, answer)
                           : (int)cli_no;
    free(saved);
    return status;
}
