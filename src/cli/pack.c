#include "vehicle/pack.h"
#include "cli/cli.h"
#include <stdlib.h>
#include <string.h>

enum { pack_bytes = 4 * 1024 * 1024, path_bytes = 900 };

/// Packs the files into DIR/name.pack. An exit status.
static int write_pack(cli_t* const self, const char* const folder, const char* const name,
                      const vehicle_file_t* const files, const int count)
{
    static char text[1U << 14U];
    vehicle_errors_t errors = {.text = text, .capacity = sizeof text};
    char path[path_bytes];
    unsigned char* const bytes = malloc(pack_bytes);
    if (bytes == NULL) {
        return cli_bad_file;
    }
    const size_t length = vehicle_pack_write(files, count, &self->arena, bytes, pack_bytes, &errors);
    (void)snprintf(path, sizeof path, "%.700s/%.100s.pack", folder, name);
    bool written = false;
    if (length == 0U || length > (size_t)pack_bytes) {
        (void)fprintf(stderr, "%s", length == 0U ? text : "decklid: the pack is too large\n");
    } else {
        written = cli_write_file(path, bytes, length);
    }
    free(bytes);
    return written ? cli_done : cli_bad_file;
}

/// Under a name that is the same on every machine.
static int pack_car(cli_t* const self, const char* const folder, const char* const id)
{
    char path[path_bytes];
    char name[100];
    size_t length = 0U;
    (void)snprintf(path, sizeof path, "%.500s/vehicles/%.70s.yaml", self->share, id);
    (void)snprintf(name, sizeof name, "vehicles/%.70s.yaml", id);
    char* const bytes = cli_read_file(path, &length);
    if (bytes == NULL) {
        return cli_bad_file;
    }
    const vehicle_file_t file = {.name = name, .bytes = bytes, .length = length};
    const int status = write_pack(self, folder, id, &file, 1);
    free(bytes);
    return status;
}

int cli_pack(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {{"--out", false, "a folder"}};
    cli_given_t given;
    vehicle_file_t files[cli_knowledge_files_max];
    if (!cli_parse(argc, argv, options, 1, &given)) {
        return cli_usage;
    }
    const char* const folder = cli_value(&given, "--out");
    if (folder == NULL) {
        (void)fprintf(stderr, "decklid pack: --out DIR is needed\n");
        return cli_usage;
    }
    const int count = cli_knowledge_files(self, files);
    int status = count < 0 ? cli_bad_file : write_pack(self, folder, "knowledge", files, count);
    for (int k = 0; k < self->car_count && status == cli_done; k++) {
        status = pack_car(self, folder, self->car_id[k]);
    }
    return status;
}
