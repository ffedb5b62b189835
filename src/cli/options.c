#include "cli/cli.h"
#include <stdlib.h>
#include <string.h>

static const cli_option_t* find_option(const cli_option_t* const options, const int count,
                                       const char* const word, const size_t length)
{
    for (int k = 0; k < count; k++) {
        if (strlen(options[k].name) == length && strncmp(options[k].name, word, length) == 0) {
            return &options[k];
        }
    }
    return NULL;
}

static bool refuse_option(const char* const word, const cli_option_t* const options, const int count)
{
    const char* names[cli_values_max];
    for (int k = 0; k < count; k++) {
        names[k] = options[k].name;
    }
    (void)fprintf(stderr, "decklid: unknown option \"%s\"\n", word);
    cli_suggest(word, names, count);
    return false;
}

static bool keep(cli_given_t* const given, const char* const name, const char* const value)
{
    if (given->count >= cli_values_max) {
        (void)fprintf(stderr, "decklid: more than %d options\n", (int)cli_values_max);
        return false;
    }
    given->name[given->count] = name;
    given->value[given->count] = value;
    given->count++;
    return true;
}

static bool keep_plain(cli_given_t* const given, const char* const word)
{
    if (given->plain_count >= cli_values_max) {
        (void)fprintf(stderr, "decklid: more than %d words\n", (int)cli_values_max);
        return false;
    }
    given->plain[given->plain_count] = word;
    given->plain_count++;
    return true;
}

/// One option and its value, which may be the next word; `at` moves on over what was used.
static bool parse_option(const int argc, char** const argv, int* const at, const cli_option_t* const options,
                         const int option_count,
                         cli_given_t* const given) // NOLINT(readability-function-size): a parser's state
{
    const char* const word = argv[*at];
    const char* const equals = strchr(word, '=');
    const size_t length = equals == NULL ? strlen(word) : (size_t)(equals - word);
    const cli_option_t* const option = find_option(options, option_count, word, length);
    if (option == NULL) {
        return refuse_option(word, options, option_count);
    }
    if (option->flag) {
        return keep(given, option->name, "yes");
    }
    const char* value = equals == NULL ? NULL : equals + 1;
    if (value == NULL && *at + 1 < argc) {
        (*at)++;
        value = argv[*at];
    }
    if (value == NULL) {
        (void)fprintf(stderr, "decklid: %s wants %s\n", option->name, option->value_name);
        return false;
    }
    return keep(given, option->name, value);
}

bool cli_parse(const int argc, char** const argv, const cli_option_t* const options, const int option_count,
               cli_given_t* const given)
{
    if (!cli_parse_words(argc, argv, options, option_count, given)) {
        return false;
    }
    if (given->plain_count > 0) {
        (void)fprintf(stderr, "decklid: expected options only, found \"%s\"\n", given->plain[0]);
    }
    return given->plain_count == 0;
}

bool cli_parse_words(const int argc, char** const argv, const cli_option_t* const options,
                     const int option_count, cli_given_t* const given)
{
    *given = (cli_given_t){0};
    for (int k = 0; k < argc; k++) {
        const bool is_option = strncmp(argv[k], "--", 2U) == 0;
        if (!(is_option ? parse_option(argc, argv, &k, options, option_count, given)
                        : keep_plain(given, argv[k]))) {
            return false;
        }
    }
    return true;
}

const char* cli_value(const cli_given_t* const given, const char* const name)
{
    const char* value = NULL;
    for (int k = 0; k < given->count; k++) {
        if (strcmp(given->name[k], name) == 0) {
            value = given->value[k];
        }
    }
    return value;
}

bool cli_has(const cli_given_t* const given, const char* const name)
{
    return cli_value(given, name) != NULL;
}

bool cli_number(const cli_given_t* const given, const char* const name, const uint64_t most,
                uint64_t* const value)
{
    const char* const word = cli_value(given, name);
    if (word == NULL) {
        return true;
    }
    const size_t length = strlen(word);
    const bool digits = length > 0U && length < 20U && strspn(word, "0123456789") == length;
    const uint64_t number = digits ? strtoull(word, NULL, 10) : 0U;
    if (!digits || number > most) {
        (void)fprintf(stderr, "decklid: %s: expected a number from 0 to %llu, found \"%.60s\"\n", name,
                      (unsigned long long)most, word);
        return false;
    }
    *value = number;
    return true;
}

char* cli_text(size_t (*const write)(session_t* session, char* text, size_t capacity),
               session_t* const session)
{
    const size_t length = write(session, NULL, 0U);
    char* const text = malloc(length + 1U);
    if (text != NULL) {
        (void)write(session, text, length + 1U);
    }
    return text;
}
