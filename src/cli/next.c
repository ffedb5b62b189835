#include "cli/cli.h"
#include "cli/dialogue.h"
#include <stdlib.h>
#include <string.h>

enum { sentence_max = 600, nodes_max = 10000000 };

/// "NAME=VALUE" in two, the name in the caller's buffer.
static const char* split(const char* const word, char* const name, const size_t capacity)
{
    const char* const equals = strchr(word, '=');
    if (equals == NULL || (size_t)(equals - word) >= capacity) {
        return NULL;
    }
    memcpy(name, word, (size_t)(equals - word));
    name[equals - word] = '\0';
    return equals + 1;
}

static int apply_pair(session_t* const session, const char* const option, const char* const word,
                      char* const error)
{
    char name[100];
    const char* const value = split(word, name, sizeof name);
    if (value == NULL) {
        (void)snprintf(error, sentence_max, "expected NAME=VALUE, found \"%.100s\"", word);
        return -1;
    }
    return strcmp(option, "--at") == 0 ? session_at(session, name, value, error, sentence_max)
                                       : session_saw(session, name, value, error, sentence_max);
}

static int apply_hourly(session_t* const session, const char* const word, char* const error)
{
    char* end = NULL;
    const double rate = strtod(word, &end);
    if (end == word || *end != '\0') {
        (void)snprintf(error, sentence_max, "expected money per hour, found \"%.100s\"", word);
        return -1;
    }
    return session_hourly(session, rate, error, sentence_max);
}

static int apply_one(session_t* const session, const char* const option, const char* const value,
                     char* const error)
{
    if (strcmp(option, "--at") == 0 || strcmp(option, "--saw") == 0) {
        return apply_pair(session, option, value, error);
    }
    if (strcmp(option, "--have") == 0) {
        return session_have(session, value, error, sentence_max);
    }
    if (strcmp(option, "--cannot") == 0) {
        return session_cannot(session, value, error, sentence_max);
    }
    if (strcmp(option, "--goal") == 0) {
        return session_goal(session, value, error, sentence_max);
    }
    return strcmp(option, "--hourly") == 0 ? apply_hourly(session, value, error) : 0;
}

int cli_apply(session_t* const session, const cli_given_t* const given)
{
    for (int k = 0; k < given->count; k++) {
        char error[sentence_max] = "";
        if (apply_one(session, given->name[k], given->value[k], error) != 0) {
            (void)fprintf(stderr, "decklid: %s %s: %s\n", given->name[k], given->value[k], error);
            return cli_usage;
        }
    }
    return cli_done;
}

static void print_step(session_t* const session, const uint32_t nodes)
{
    const size_t needed = session_next_json(session, nodes, NULL, 0U);
    char* const text = malloc(needed + 1U);
    if (text != NULL) {
        (void)session_next_json(session, nodes, text, needed + 1U);
        (void)printf("%s\n", text);
    }
    free(text);
}

static int print_next(cli_t* const self, const cli_given_t* const given, const uint32_t nodes)
{
    size_t length = 0U;
    unsigned char* const atlas = cli_load_atlas(self, cli_value(given, "--car"), &length);
    if (atlas == NULL) {
        return cli_usage;
    }
    char error[sentence_max] = "";
    session_t* const session = session_open(atlas, length, error, sizeof error);
    int status = cli_bad_file;
    if (session == NULL) {
        (void)fprintf(stderr, "decklid: %s\n", error);
    } else {
        status = cli_speak(self, session);
        status = status == cli_done ? cli_apply(session, given) : status;
    }
    if (status == cli_done) {
        print_step(session, nodes);
    }
    session_close(session);
    free(atlas);
    return status;
}

int cli_next(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {
        {"--car", false, "a car's id"},        {"--goal", false, "open or fix"},
        {"--at", false, "NAME=VALUE"},         {"--saw", false, "MOVE=READING"},
        {"--have", false, "a tool"},           {"--cannot", false, "a move"},
        {"--hourly", false, "money per hour"}, {"--nodes", false, "a search budget"},
        {"--lang", false, "a language"},       {"--json", true, ""},
    };
    cli_given_t given;
    if (!cli_parse(argc, argv, options, sizeof options / sizeof options[0], &given)) {
        return cli_usage;
    }
    if (!cli_has(&given, "--car")) {
        (void)fprintf(stderr, "decklid next: --car is missing; `decklid cars` lists them\n");
        return cli_usage;
    }
    const int language = cli_load_language(self, &given, false); // programs get what they ask for
    uint64_t nodes = 0U;
    if (language != cli_done) {
        return language;
    }
    return cli_number(&given, "--nodes", nodes_max, &nodes) ? print_next(self, &given, (uint32_t)nodes)
                                                            : (int)cli_usage;
}

int cli_moves(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {{"--car", false, "a car's id"}, {"--json", true, ""}};
    cli_given_t given;
    if (!cli_parse(argc, argv, options, 2, &given) || !cli_has(&given, "--car")) {
        (void)fprintf(stderr, "decklid moves: --car ID --json\n");
        return cli_usage;
    }
    size_t length = 0U;
    unsigned char* const bytes = cli_load_atlas(self, cli_value(&given, "--car"), &length);
    if (bytes == NULL) {
        return cli_usage;
    }
    char error[sentence_max] = "";
    atlas_t atlas;
    int status = cli_bad_file;
    if (atlas_open(&atlas, bytes, length, error, sizeof error)) {
        const size_t needed = session_moves_json(&atlas, NULL, 0U);
        char* const text = malloc(needed + 1U);
        if (text != NULL) {
            (void)session_moves_json(&atlas, text, needed + 1U);
            (void)printf("%s\n", text);
            status = cli_done;
        }
        free(text);
    } else {
        (void)fprintf(stderr, "decklid: %s\n", error);
    }
    free(bytes);
    return status;
}
