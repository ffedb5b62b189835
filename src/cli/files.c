#define _XOPEN_SOURCE 700
#include "base/words.h"
#include "cli/cli.h"
#include "survey/survey.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { arena_bytes = 64 * 1024 * 1024, file_bytes_max = 64 * 1024 * 1024 };
enum { names_max = cli_knowledge_files_max - 1 };

static bool is_folder(const char* const folder, const char* const inside)
{
    char path[700];
    (void)snprintf(path, sizeof path, "%s/%s", folder, inside);
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/// The folder so many steps above the program itself.
static void above_program(const int steps, char* const folder, const size_t capacity)
{
    const ssize_t length = readlink("/proc/self/exe", folder, capacity - 1U);
    folder[length > 0 ? length : 0] = '\0';
    for (int k = 0; k < steps; k++) {
        char* const slash = strrchr(folder, '/');
        if (slash != NULL) {
            *slash = '\0';
        }
    }
}

static int by_name(const void* const a, const void* const b)
{
    return strcmp((const char*)a, (const char*)b);
}

/// Names in a folder that end in .yaml, without it, sorted; at most `most`.
static int names_in(const char* const folder, char (*const names)[64], const int most)
{
    DIR* const open_folder = opendir(folder);
    int count = 0;
    if (open_folder == NULL) {
        return 0;
    }
    for (const struct dirent* entry = readdir(open_folder); entry != NULL && count < most;
         entry = readdir(open_folder)) {
        const size_t length = strlen(entry->d_name);
        if (length > 5U && length < 64U && strcmp(entry->d_name + length - 5U, ".yaml") == 0) {
            (void)snprintf(names[count], 64U, "%.*s", (int)(length - 5U), entry->d_name);
            count++;
        }
    }
    (void)closedir(open_folder);
    qsort(names, (size_t)count, 64U, by_name);
    return count;
}

static void find_cache(cli_t* const self)
{
    const char* const given = getenv("DECKLID_CACHE");
    const char* const home = getenv("HOME");
    if (given != NULL) {
        (void)snprintf(self->cache, sizeof self->cache, "%s", given);
    } else if (is_folder(self->share, "build")) {
        (void)snprintf(self->cache, sizeof self->cache, "%.480s/build/atlas", self->share);
    } else {
        (void)snprintf(self->cache, sizeof self->cache, "%.480s/.cache/decklid", home == NULL ? "." : home);
    }
}

bool cli_open_files(cli_t* const self)
{
    char tree[400]; // build/host/decklid in its source tree
    above_program(3, tree, sizeof tree);
    char prefix[400]; // bin/decklid, wherever its prefix was moved to
    above_program(2, prefix, sizeof prefix);
    char share[450];
    (void)snprintf(share, sizeof share, "%s/share/decklid", prefix);
    const char* const places[] = {getenv("DECKLID_SHARE"), tree, share, DECKLID_SHARE, "."};
    for (size_t k = 0U; k < sizeof places / sizeof places[0]; k++) {
        if (places[k] != NULL && is_folder(places[k], "knowledge") && is_folder(places[k], "vehicles")) {
            (void)snprintf(self->share, sizeof self->share, "%s", places[k]);
            find_cache(self);
            char folder[600];
            (void)snprintf(folder, sizeof folder, "%s/vehicles", self->share);
            self->car_count = names_in(folder, self->car_id, cli_cars_max);
            return true;
        }
    }
    (void)fprintf(stderr,
                  "decklid: no folder with knowledge/ and vehicles/ found; set DECKLID_SHARE to it\n");
    return false;
}

void cli_close(cli_t* const self)
{
    free(self->memory);
    free(self->catalogue);
    self->catalogue = NULL;
    self->language = (session_catalogue_t){0};
    self->memory = NULL;
    self->knowledge = NULL;
}

char* cli_read_file(const char* const path, size_t* const length)
{
    FILE* const file = fopen(path, "rb");
    if (file == NULL) {
        (void)fprintf(stderr, "decklid: %s: %s\n", path, strerror(errno));
        return NULL;
    }
    size_t capacity = 1U << 16U;
    size_t used = 0U;
    char* bytes = malloc(capacity + 1U);
    while (bytes != NULL) {
        used += fread(bytes + used, 1U, capacity - used, file);
        if (used < capacity || used >= (size_t)file_bytes_max) {
            break;
        }
        capacity *= 2U;
        char* const larger = realloc(bytes, capacity + 1U);
        if (larger == NULL) {
            free(bytes);
        }
        bytes = larger;
    }
    const bool failed = bytes == NULL || ferror(file) != 0;
    (void)fclose(file);
    if (failed) {
        (void)fprintf(stderr, "decklid: %s: cannot be read\n", path);
        free(bytes);
        return NULL;
    }
    bytes[used] = '\0';
    *length = used;
    return bytes;
}

/// A pipe or a device has nothing to sync.
static bool write_and_sync(const char* const path, const void* const bytes, const size_t length,
                           const bool kept)
{
    FILE* const file = fopen(path, "wb");
    if (file == NULL) {
        return false;
    }
    const bool written =
        fwrite(bytes, 1U, length, file) == length && fflush(file) == 0 && (!kept || fsync(fileno(file)) == 0);
    return (fclose(file) == 0) && written;
}

static bool put_in_place_of(const char* const path, const void* const bytes, const size_t length)
{
    char beside[1100];
    (void)snprintf(beside, sizeof beside, "%.1000s.%ld.part", path, (long)getpid());
    if (write_and_sync(beside, bytes, length, true) && rename(beside, path) == 0) {
        return true;
    }
    const int error = errno;
    (void)unlink(beside);
    errno = error;
    return false;
}

/// What a link leads to is replaced, not the link; a pipe or a device is written to, never replaced.
bool cli_write_file(const char* const path, const void* const bytes, const size_t length)
{
    struct stat about;
    const bool there = stat(path, &about) == 0;
    char* const target = there ? realpath(path, NULL) : NULL;
    const bool written = there && !S_ISREG(about.st_mode)
                             ? write_and_sync(path, bytes, length, false)
                             : put_in_place_of(target != NULL ? target : path, bytes, length);
    if (!written) {
        (void)fprintf(stderr, "decklid: %s: cannot be written: %s; nothing was changed\n", path,
                      strerror(errno));
    }
    free(target);
    return written;
}

static bool read_knowledge_file(cli_t* const self, const char* const name, vehicle_file_t* const file)
{
    char path[700];
    (void)snprintf(path, sizeof path, "%.500s/knowledge/%.100s.yaml", self->share, name);
    size_t length = 0U;
    char* const bytes = cli_read_file(path, &length);
    if (bytes == NULL) {
        return false;
    }
    char* const kept = base_arena_take(&self->arena, length + 1U);
    char* const kept_name = base_arena_take(&self->arena, strlen(name) + 16U);
    if (kept != NULL && kept_name != NULL) {
        memcpy(kept, bytes, length);
        (void)snprintf(kept_name, strlen(name) + 16U, "knowledge/%s.yaml", name);
        *file = (vehicle_file_t){.name = kept_name, .bytes = kept, .length = length};
    }
    free(bytes);
    return kept != NULL && kept_name != NULL;
}

static int knowledge_names(const cli_t* const self, char (*const names)[64])
{
    char folder[700];
    (void)snprintf(folder, sizeof folder, "%s/knowledge", self->share);
    int count = names_in(folder, names, names_max / 2);
    char moves[names_max / 2][64];
    (void)snprintf(folder, sizeof folder, "%s/knowledge/moves", self->share);
    const int move_count = names_in(folder, moves, names_max / 2);
    for (int k = 0; k < move_count; k++) {
        (void)snprintf(names[count], 64U, "moves/%.50s", moves[k]);
        count++;
    }
    return count;
}

/// All knowledge files in the arena; `other` stands in for the file of its name, or is added. Returns their
/// number.
static int gather(cli_t* const self, const vehicle_file_t* const other, vehicle_file_t* const files)
{
    char names[names_max][64];
    const int count = knowledge_names(self, names);
    bool replaced = other == NULL;
    for (int k = 0; k < count; k++) {
        if (!read_knowledge_file(self, names[k], &files[k])) {
            return -1;
        }
        const char* const base = strrchr(files[k].name, '/');
        const char* const other_base = other == NULL ? NULL : strrchr(other->name, '/');
        const char* const other_name =
            other_base == NULL ? (other == NULL ? "" : other->name) : other_base + 1;
        if (other != NULL && strcmp(base + 1, other_name) == 0) {
            files[k] = *other;
            replaced = true;
        }
    }
    if (!replaced) {
        files[count] = *other;
    }
    return replaced ? count : count + 1;
}

static bool take_memory(cli_t* const self)
{
    if (self->memory == NULL) {
        self->memory = calloc(1U, arena_bytes);
        self->arena = (base_arena_t){.bytes = self->memory, .capacity = arena_bytes};
    }
    if (self->memory == NULL) {
        (void)fprintf(stderr, "decklid: not enough memory\n");
    }
    return self->memory != NULL;
}

int cli_knowledge_files(cli_t* const self, vehicle_file_t* const files)
{
    return take_memory(self) ? gather(self, NULL, files) : -1;
}

bool cli_check_knowledge(cli_t* const self, const vehicle_file_t* const file, vehicle_errors_t* const errors)
{
    vehicle_file_t files[cli_knowledge_files_max];
    const int count = take_memory(self) ? gather(self, file, files) : -1;
    return count >= 0 && vehicle_load_knowledge(&self->arena, files, count, errors) != NULL;
}

bool cli_load_knowledge(cli_t* const self)
{
    static char text[1U << 16U];
    vehicle_file_t files[cli_knowledge_files_max];
    if (self->knowledge != NULL) {
        return true;
    }
    const int count = cli_knowledge_files(self, files);
    if (count < 0) {
        return false;
    }
    vehicle_errors_t errors = {.text = text, .capacity = sizeof text};
    self->knowledge = vehicle_load_knowledge(&self->arena, files, count, &errors);
    if (self->knowledge == NULL) {
        (void)fprintf(stderr, "%s", text);
    }
    return self->knowledge != NULL;
}

void cli_suggest(const char* const word, const char* const* const words, const int count)
{
    int nearest[4];
    const int found = base_words_nearest(word, words, count, nearest, 4);
    for (int k = 0; k < found; k++) {
        (void)fprintf(stderr, "%s%s", k == 0 ? "  did you mean: " : ", ", words[nearest[k]]);
    }
    if (found > 0) {
        (void)fprintf(stderr, "\n");
    }
}

static int find_car(const cli_t* const self, const char* const id)
{
    const char* ids[cli_cars_max];
    for (int k = 0; k < self->car_count; k++) {
        ids[k] = self->car_id[k];
        if (strcmp(ids[k], id) == 0) {
            return k;
        }
    }
    (void)fprintf(stderr, "decklid: unknown car \"%s\"; `decklid cars` lists them\n", id);
    cli_suggest(id, ids, self->car_count);
    return -1;
}

const vehicle_t* cli_load_car(cli_t* const self, const char* const id)
{
    const int k = find_car(self, id);
    if (k < 0 || !cli_load_knowledge(self)) {
        return NULL;
    }
    if (self->car[k] != NULL) {
        return self->car[k];
    }
    char path[700];
    (void)snprintf(path, sizeof path, "%s/vehicles/%s.yaml", self->share, id);
    size_t length = 0U;
    char* const bytes = cli_read_file(path, &length);
    if (bytes == NULL) {
        return NULL;
    }
    const vehicle_file_t file = {.name = path, .bytes = bytes, .length = length};
    static char text[1U << 14U];
    vehicle_errors_t errors = {.text = text, .capacity = sizeof text};
    self->car[k] = vehicle_load_car(&self->arena, self->knowledge, &file, &errors);
    if (self->car[k] == NULL) {
        (void)fprintf(stderr, "%s", text);
    }
    free(bytes);
    return self->car[k];
}
