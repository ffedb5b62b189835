#include "cli/cli.h"

static void print_row(const char* const name, const char* const country)
{
    (void)printf("%s: %s\n    %s\n", name, session_emergency_numbers(country),
                 session_emergency_source(country));
}

int cli_numbers(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {{"--country", false, "two letters"}};
    (void)self;
    cli_given_t given;
    if (!cli_parse(argc, argv, options, 1, &given)) {
        return cli_usage;
    }
    const char* const country = cli_value(&given, "--country");
    if (country != NULL) {
        print_row(country, country);
        return cli_done;
    }
    const char* name = NULL;
    for (int k = 0; (name = session_emergency_country(k)) != NULL; k++) {
        print_row(name, name);
    }
    print_row("elsewhere", NULL);
    return cli_done;
}
