#include "cli/choose.h"
#include "cli/cli.h"
#include "vehicle/difference.h"
#include <string.h>

enum { rows_max = 600 };

/// Share of the parameters that the file sets with a source that is no estimate, in percent.
static int sourced_share(const vehicle_t* const car)
{
    int set = 0;
    int sourced = 0;
    for (int k = 0; k < vehicle_param_count; k++) {
        set += car->source[k] != NULL ? 1 : 0;
        sourced += car->source[k] != NULL && strcmp(car->source[k], "estimate") != 0 ? 1 : 0;
    }
    return set == 0 ? 0 : 100 * sourced / set;
}

static void print_string(const char* const text)
{
    (void)putchar('"');
    for (const char* c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') {
            (void)putchar('\\');
        }
        (void)putchar(*c == '\n' ? ' ' : *c);
    }
    (void)putchar('"');
}

static void print_car_json(const vehicle_t* const car, const bool first)
{
    (void)printf("%s{\"id\":\"%s\",\"name\":", first ? "" : ",\n", car->id);
    print_string(car->name);
    (void)printf(
        ",\"body\":\"%s\",\"archetype\":%s,\"years\":[%d,%d],\"sourced_percent\":%d,\"sourced\":", car->body,
        car->archetype ? "true" : "false", car->year_first, car->year_last, sourced_share(car));
    print_string(car->sourced);
    (void)printf(
        ",\"match\":{\"body\":\"%s\",\"release\":\"%s\",\"key\":\"%s\",\"seats\":\"%s\",\"years\":[%d,%d]}}",
        car->match_body ? car->match_body : "", car->match_release ? car->match_release : "",
        car->match_key ? car->match_key : "", car->match_seats ? car->match_seats : "", car->match_year_first,
        car->match_year_last);
}

static int list_cars(cli_t* const self, const bool json)
{
    (void)printf("%s", json ? "[" : "");
    for (int k = 0; k < self->car_count; k++) {
        const vehicle_t* const car = cli_load_car(self, self->car_id[k]);
        if (car == NULL) {
            return cli_bad_file;
        }
        if (json) {
            print_car_json(car, k == 0);
        } else {
            (void)printf("%-20s %-44s %s%d %% of its values sourced\n    %s\n", car->id, car->name,
                         car->archetype ? "archetype, " : "", sourced_share(car), car->sourced);
        }
    }
    (void)printf("%s", json ? "]\n" : "");
    return cli_done;
}

static int differ(cli_t* const self, const char* const one, const char* const other)
{
    static vehicle_difference_t rows[rows_max];
    const vehicle_t* const first = cli_load_car(self, one);
    const vehicle_t* const second = cli_load_car(self, other);
    if (first == NULL || second == NULL) {
        return cli_usage;
    }
    const uint16_t all = vehicle_difference_list(self->knowledge, first, second, rows, rows_max);
    for (int k = 0; k < all && k < (int)rows_max; k++) {
        static const char* const kinds[] = {"value", "can be so", "step"};
        (void)printf("%-10s %-34s %10g %10g\n", kinds[rows[k].what],
                     vehicle_difference_name(self->knowledge, &rows[k]), rows[k].first, rows[k].second);
    }
    (void)printf("%s and %s differ in %d ways\n", one, other, (int)all);
    return cli_done;
}

int cli_cars(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {{"--json", true, ""},
                                           {"--differ", true, ""},
                                           {"--match", true, ""},
                                           {"--ids", true, ""},
                                           {"--safety", true, ""}};
    cli_given_t given;
    if (!cli_parse_words(argc, argv, options, (int)(sizeof options / sizeof options[0]), &given)) {
        return cli_usage;
    }
    if (cli_has(&given, "--ids")) {
        for (int k = 0; k < self->car_count; k++) {
            (void)printf("%s\n", self->car_id[k]);
        }
        return cli_done;
    }
    if (cli_has(&given, "--differ")) {
        if (given.plain_count != 2) {
            (void)fprintf(stderr, "decklid cars --differ: which two cars?\n");
            return cli_usage;
        }
        return differ(self, given.plain[0], given.plain[1]);
    }
    if (cli_has(&given, "--safety")) {
        return cli_safety(self);
    }
    if (cli_has(&given, "--match")) {
        char id[64];
        return cli_match_car(self, stdin, stdout, id, sizeof id);
    }
    return list_cars(self, cli_has(&given, "--json"));
}
