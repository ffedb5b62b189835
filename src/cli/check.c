#include "cli/drawing.h"
#include <stdlib.h>
#include <string.h>

enum { text_bytes = 1 << 18 };

/// A vehicle file is checked against the knowledge; a knowledge file together with all the others, in its
/// place.
static bool is_vehicle(const char* const bytes)
{
    const char* const mark = strstr(bytes, "decklid:");
    return mark == NULL || strncmp(mark + 8 + strspn(mark + 8, " "), "vehicle", 7U) == 0;
}

static int check_bytes(cli_t* const self, const vehicle_file_t* const file, vehicle_errors_t* const errors)
{
    if (cli_is_drawing_file(file)) {
        return cli_load_drawing(self, file, errors) != NULL ? cli_done : cli_bad_file;
    }
    if (!is_vehicle(file->bytes)) {
        return cli_check_knowledge(self, file, errors) ? cli_done : cli_bad_file;
    }
    const bool good =
        cli_load_knowledge(self) && vehicle_load_car(&self->arena, self->knowledge, file, errors) != NULL;
    return good ? cli_done : cli_bad_file;
}

static int check_file(cli_t* const self, const char* const path)
{
    size_t length = 0U;
    char* const bytes = cli_read_file(path, &length);
    char* const text = calloc(1U, text_bytes);
    int status = cli_bad_file;
    if (bytes != NULL && text != NULL) {
        vehicle_errors_t errors = {.text = text, .capacity = text_bytes};
        const vehicle_file_t file = {.name = path, .bytes = bytes, .length = length};
        status = check_bytes(self, &file, &errors);
        if (status == cli_done) {
            (void)printf("%s: ok\n", path);
        } else {
            (void)fprintf(stderr, "%s%s: %d error%s\n", text, path, errors.count,
                          errors.count == 1 ? "" : "s");
        }
    }
    free(text);
    free(bytes);
    return status;
}

int cli_check(cli_t* const self, const int argc, char** const argv)
{
    cli_given_t given;
    if (!cli_parse_words(argc, argv, NULL, 0, &given) || given.plain_count == 0) {
        (void)fprintf(stderr, "decklid check: which FILE?\n");
        return cli_usage;
    }
    int worst = cli_done;
    for (int k = 0; k < given.plain_count; k++) {
        const int status = check_file(self, given.plain[k]);
        worst = status > worst ? status : worst;
    }
    return worst;
}
