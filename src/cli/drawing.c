#define _POSIX_C_SOURCE 200809L
#include "cli/drawing.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { text_bytes = 1 << 16, path_bytes = 900 };

static char* read_one(const cli_t* const self, const char* const name, char* const path,
                      vehicle_file_t* const file)
{
    (void)snprintf(path, path_bytes, "%s/knowledge/drawing/%s.yaml", self->share, name);
    size_t length = 0U;
    char* const bytes = cli_read_file(path, &length);
    *file = (vehicle_file_t){.name = path, .bytes = bytes, .length = length};
    return bytes;
}

static bool names_kind(const vehicle_file_t* const file, const char* const kind)
{
    const char* const mark = strstr(file->bytes, "decklid:");
    const char* const word = mark == NULL ? NULL : mark + 8 + strspn(mark + 8, " ");
    const size_t length = strlen(kind);
    return word != NULL && strncmp(word, kind, length) == 0 && strchr(" \r\n", word[length]) != NULL;
}

static const char* const kinds[] = {"scheme", "bodies", "places"};

bool cli_is_drawing_file(const vehicle_file_t* const file)
{
    return names_kind(file, kinds[0]) || names_kind(file, kinds[1]) || names_kind(file, kinds[2]);
}

const drawing_book_t* cli_load_drawing(cli_t* const self, const vehicle_file_t* const other,
                                       vehicle_errors_t* const errors)
{
    if (!cli_load_knowledge(self)) {
        return NULL;
    }
    drawing_files_t files = {.scheme = {.bytes = NULL}};
    vehicle_file_t* const each[] = {&files.scheme, &files.bodies, &files.places};
    char path[3][path_bytes];
    char* bytes[3] = {NULL, NULL, NULL};
    bool is_read = true;
    for (int k = 0; k < 3; k++) {
        if (other != NULL && names_kind(other, kinds[k])) {
            *each[k] = *other;
        } else {
            bytes[k] = read_one(self, kinds[k], path[k], each[k]);
            is_read = is_read && bytes[k] != NULL;
        }
    }
    const drawing_book_t* const book =
        is_read ? drawing_load(&self->arena, self->knowledge, &files, errors) : NULL;
    for (int k = 0; k < 3; k++) {
        free(bytes[k]);
    }
    return book;
}

/// To standard output without a path.
static int write_svg(const drawing_sheet_t* const sheet, const char* const path)
{
    const size_t length = drawing_svg(sheet, NULL, 0U);
    char* const text = malloc(length + 1U);
    if (text == NULL) {
        return cli_bad_file;
    }
    (void)drawing_svg(sheet, text, length + 1U);
    bool is_written = true;
    if (path == NULL) {
        (void)fwrite(text, 1U, length, stdout);
    } else {
        is_written = cli_write_file(path, text, length);
    }
    free(text);
    return is_written ? cli_done : cli_bad_file;
}

static int draw(cli_t* const self, const drawing_book_t* const book, const char* const id,
                const char* const path)
{
    const vehicle_t* const car = cli_load_car(self, id);
    if (car == NULL) {
        return cli_usage;
    }
    drawing_sheet_t sheet;
    const char* const missing = drawing_make(&sheet, book, self->knowledge, car);
    if (missing != NULL) {
        (void)fprintf(stderr, "decklid: %s: nothing in knowledge/drawing draws \"%s\" of this car\n", id,
                      missing);
        return cli_bad_file;
    }
    return write_svg(&sheet, path);
}

/// The folder and those above it, as far as they are not there yet.
static bool make_folder(const char* const folder)
{
    char path[path_bytes];
    (void)snprintf(path, sizeof path, "%.800s", folder);
    for (char* slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0777); // what is wrong with it shows at the last one
        *slash = '/';
    }
    struct stat about;
    if (mkdir(path, 0777) != 0 && (stat(path, &about) != 0 || !S_ISDIR(about.st_mode))) {
        (void)fprintf(stderr, "decklid: %s: no folder can be made here: %s\n", folder, strerror(errno));
        return false;
    }
    return true;
}

static int draw_all(cli_t* const self, const drawing_book_t* const book, const char* const folder)
{
    if (!make_folder(folder)) {
        return cli_bad_file;
    }
    int status = cli_done;
    for (int k = 0; k < self->car_count && status == cli_done; k++) {
        char path[path_bytes];
        (void)snprintf(path, sizeof path, "%.800s/%.63s.svg", folder, self->car_id[k]);
        status = draw(self, book, self->car_id[k], path);
    }
    return status;
}

int cli_drawing(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {{"--car", false, "a car's id"},
                                           {"--all", true, ""},
                                           {"--out", false, "an SVG file, or with --all a folder"}};
    cli_given_t given;
    if (!cli_parse(argc, argv, options, 3, &given)) {
        return cli_usage;
    }
    const char* const id = cli_value(&given, "--car");
    const char* const out = cli_value(&given, "--out");
    const bool all = cli_has(&given, "--all");
    if (all == (id != NULL) || (all && out == NULL)) {
        (void)fprintf(stderr, "decklid drawing: --car ID, or --all with --out FOLDER\n");
        return cli_usage;
    }
    static char text[text_bytes];
    vehicle_errors_t errors = {.text = text, .capacity = sizeof text};
    const drawing_book_t* const book = cli_load_drawing(self, NULL, &errors);
    if (book == NULL) {
        (void)fprintf(stderr, "%s", text);
        return cli_bad_file;
    }
    return all ? draw_all(self, book, out) : draw(self, book, id, out);
}
