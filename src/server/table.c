#define _POSIX_C_SOURCE 200809L
#include "server/table.h"
#include "base/crc32.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { path_max = 4096 };

/// A reading of the folder under way.
typedef struct {
    server_table_t* table;
    const char* folder;
    char* error;
    size_t capacity;
    int folder_count;
    char inside[server_folders_max][server_name_max + 1]; ///< folders seen so far, relative to the first: ""
} reading_t;

static bool refuse(const reading_t* const self, const char* const name, const char* const why)
{
    (void)snprintf(self->error, self->capacity, "%s%s%s: %s", self->folder, name[0] == '\0' ? "" : "/", name,
                   why);
    return false;
}

static void leave_out(server_table_t* const table, const char* const name)
{
    if (table->left_out == 0) {
        (void)snprintf(table->first_left_out, sizeof table->first_left_out, "%s", name);
    }
    table->left_out++;
}

/// Exactly `length` bytes of an open file; false if there are fewer.
static bool read_all(const int file, unsigned char* const bytes, const size_t length)
{
    size_t used = 0U;
    while (used < length) {
        const ssize_t got = read(file, bytes + used, length - used);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        used += got > 0 ? (size_t)got : 0U;
    }
    return true;
}

static bool make_room(server_table_t* const self)
{
    if (self->count < self->capacity) {
        return true;
    }
    const int capacity = self->capacity == 0 ? 64 : 2 * self->capacity;
    server_file_t* const larger = realloc(self->file, (size_t)capacity * sizeof *larger);
    if (larger == NULL) {
        return false;
    }
    self->file = larger;
    self->capacity = capacity;
    return true;
}

/// NULL if what is open may be added to the table, else why not.
static const char* objection(const server_table_t* const table, const struct stat* const about)
{
    if (!S_ISREG(about->st_mode)) {
        return "expected a file";
    }
    if (about->st_size > server_file_bytes_max ||
        (size_t)about->st_size > (size_t)server_folder_bytes_max - table->bytes) {
        return "too much to serve (64 MiB a file, 256 MiB in all)";
    }
    return table->count >= server_files_max ? "too many files to serve (4096)" : NULL;
}

static void fill_row(server_file_t* const row, const char* const name, unsigned char* const bytes,
                     const size_t length)
{
    *row = (server_file_t){.type = server_name_type(name)};
    (void)snprintf(row->name, sizeof row->name, "%.*s", (int)server_name_max, name);
    server_form_t* const form = &row->form[server_coding_identity];
    *form = (server_form_t){.bytes = bytes, .length = length};
    (void)snprintf(form->etag, sizeof form->etag, "\"%zx-%08x\"", length,
                   (unsigned)base_crc32(0U, bytes, length));
}

/// What an open file holds, as a new row of the table.
static bool add_open_file(const reading_t* const self, const char* const name, const int file)
{
    struct stat about = {0};
    server_table_t* const table = self->table;
    const char* const why = fstat(file, &about) == 0 ? objection(table, &about) : strerror(errno);
    if (why != NULL) {
        return refuse(self, name, why);
    }
    const size_t length = (size_t)about.st_size;
    unsigned char* const bytes = malloc(length + 1U); // malloc(0) may be NULL
    if (bytes == NULL || !make_room(table) || !read_all(file, bytes, length)) {
        free(bytes);
        return refuse(self, name, "cannot be read to its end");
    }
    fill_row(&table->file[table->count], name, bytes, length);
    table->count++;
    table->bytes += length;
    return true;
}

static bool note_folder(reading_t* const self, const char* const name)
{
    if (self->folder_count >= server_folders_max) {
        return refuse(self, name, "too many folders to serve (64)");
    }
    (void)snprintf(self->inside[self->folder_count], sizeof self->inside[0], "%.*s", (int)server_name_max,
                   name);
    self->folder_count++;
    return true;
}

/// One entry of a folder: a file, a folder for later, or something to leave out.
static bool add_entry(reading_t* const self, const char* const name)
{
    char path[path_max];
    struct stat about;
    (void)snprintf(path, sizeof path, "%s/%s", self->folder, name);
    if (!server_name_is_plain(name) || lstat(path, &about) != 0 ||
        !(S_ISREG(about.st_mode) || S_ISDIR(about.st_mode))) {
        leave_out(self->table, name);
        return true;
    }
    if (S_ISDIR(about.st_mode)) {
        return note_folder(self, name);
    }
    const int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return refuse(self, name, strerror(errno));
    }
    const bool added = add_open_file(self, name, file);
    (void)close(file);
    return added;
}

static bool add_folder(reading_t* const self, const char* const inside)
{
    char path[path_max];
    const int length = snprintf(path, sizeof path, "%s/%s", self->folder, inside);
    if (length >= (int)sizeof path) {
        return refuse(self, inside, strerror(ENAMETOOLONG));
    }
    DIR* const open_folder = opendir(path);
    if (open_folder == NULL) {
        return refuse(self, inside, strerror(errno));
    }
    bool fine = true;
    for (const struct dirent* entry = readdir(open_folder); fine && entry != NULL;
         entry = readdir(open_folder)) {
        char name[server_name_max + 60];
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            (void)snprintf(name, sizeof name, "%s%s%s", inside, inside[0] == '\0' ? "" : "/", entry->d_name);
            fine = add_entry(self, name);
        }
    }
    (void)closedir(open_folder);
    return fine;
}

static int by_name(const void* const a, const void* const b)
{
    return strcmp(((const server_file_t*)a)->name, ((const server_file_t*)b)->name);
}

static server_file_t* find_name(const server_table_t* const self, const char* const name)
{
    server_file_t key = {0};
    (void)snprintf(key.name, sizeof key.name, "%s", name);
    return self->count == 0 ? NULL
                            : bsearch(&key, self->file, (size_t)self->count, sizeof *self->file, by_name);
}

/// The file of which this one is a compressed form, or NULL.
static server_file_t* whole_of(const server_table_t* const self, const char* const name,
                               server_coding_t* const coding)
{
    static const char* const endings[] = {[server_coding_gzip] = ".gz", [server_coding_br] = ".br"};
    const size_t length = strlen(name);
    for (int k = server_coding_gzip; k < server_coding_count; k++) {
        if (length > 3U && strcmp(name + length - 3U, endings[k]) == 0) {
            char whole[server_name_max + 1];
            (void)snprintf(whole, sizeof whole, "%.*s", (int)(length - 3U), name);
            *coding = (server_coding_t)k;
            return find_name(self, whole);
        }
    }
    return NULL;
}

/// Moves compressed forms to their files, then closes the gaps; the rows keep their order.
static void gather_forms(server_table_t* const self)
{
    for (int k = 0; k < self->count; k++) {
        server_coding_t coding = server_coding_identity;
        server_file_t* const whole = whole_of(self, self->file[k].name, &coding);
        // FILE.gz.br stands behind FILE.gz, which is a form of FILE by then: it stays a file of its own.
        if (whole != NULL && whole->form[server_coding_identity].bytes != NULL) {
            whole->form[coding] = self->file[k].form[server_coding_identity];
            self->file[k].form[server_coding_identity].bytes = NULL;
        }
    }
    int kept = 0;
    for (int k = 0; k < self->count; k++) {
        if (self->file[k].form[server_coding_identity].bytes != NULL) {
            self->file[kept] = self->file[k];
            kept++;
        }
    }
    self->count = kept;
}

// NOLINTNEXTLINE(readability-non-const-parameter): it is written to, through the reading.
bool server_table_open(server_table_t* const self, const char* const folder, char* const error,
                       const size_t capacity)
{
    reading_t reading = {
        .table = self, .folder = folder, .error = error, .capacity = capacity, .folder_count = 1};
    *self = (server_table_t){0};
    for (int k = 0; k < reading.folder_count; k++) { // grows on the way
        if (!add_folder(&reading, reading.inside[k])) {
            return false;
        }
    }
    if (self->count > 0) {
        qsort(self->file, (size_t)self->count, sizeof *self->file, by_name);
    }
    gather_forms(self);
    return find_name(self, "index.html") != NULL || refuse(&reading, "", "expected index.html, found none");
}

void server_table_close(server_table_t* const self)
{
    for (int k = 0; k < self->count; k++) {
        for (int coding = 0; coding < server_coding_count; coding++) {
            free(self->file[k].form[coding].bytes);
        }
    }
    free(self->file);
    *self = (server_table_t){0};
}

const server_file_t* server_table_find(const server_table_t* const self, const char* const path)
{
    const size_t length = strlen(path);
    if (path[0] != '/' || length > (size_t)server_name_max) {
        return NULL;
    }
    char name[server_name_max + 20];
    (void)snprintf(name, sizeof name, "%s%s", path + 1, path[length - 1U] == '/' ? "index.html" : "");
    return strlen(name) <= (size_t)server_name_max ? find_name(self, name) : NULL;
}
