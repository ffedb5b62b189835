// Knowledge and cars, read from the project's folder, for bench programs that need the simulated car.
#pragma once
#include "vehicle/load.h"
#include <glob.h>
#include <stdio.h>
#include <string.h>

enum { files_arena_bytes = 32 << 20, files_bytes = 256 << 10, files_most = 64 };

typedef struct {
    base_arena_t arena; // the caller's, files_arena_bytes
    vehicle_file_t file[files_most];
    int count;
    int general; // files before the first car's
    const vehicle_knowledge_t* knowledge;
    char text[4096]; // what is wrong with them
    vehicle_errors_t errors;
} files_t;

static inline bool files_read_one(files_t* const files, const char* const path)
{
    FILE* const file = fopen(path, "rb");
    char* const bytes = base_arena_take(&files->arena, files_bytes);
    char* const name = base_arena_take(&files->arena, strlen(path) + 1U);
    if (file == NULL || bytes == NULL || name == NULL || files->count == files_most) {
        return false;
    }
    memcpy(name, path, strlen(path) + 1U);
    const size_t length = fread(bytes, 1U, files_bytes, file);
    (void)fclose(file);
    files->file[files->count++] = (vehicle_file_t){.name = name, .bytes = bytes, .length = length};
    return true;
}

static inline bool files_read(files_t* const files, const char* const pattern)
{
    glob_t found;
    bool good = glob(pattern, 0, NULL, &found) == 0;
    for (size_t k = 0U; good && k < found.gl_pathc; k++) {
        good = files_read_one(files, found.gl_pathv[k]);
    }
    globfree(&found);
    return good;
}

// False, with the reason on standard error, if knowledge or cars cannot be read. `files` is zero but for its
// arena.
static inline bool files_open(files_t* const files)
{
    files->errors = (vehicle_errors_t){.text = files->text, .capacity = sizeof files->text};
    const bool read = files_read(files, "knowledge/*.yaml") && files_read(files, "knowledge/moves/*.yaml");
    files->general = files->count;
    files->knowledge =
        read ? vehicle_load_knowledge(&files->arena, files->file, files->general, &files->errors) : NULL;
    if (files->knowledge == NULL || !files_read(files, "vehicles/*.yaml")) {
        (void)fprintf(stderr, "knowledge/ or vehicles/ cannot be read\n%s", files->text);
        return false;
    }
    return true;
}

// The car of the k-th file, general to count - 1; NULL if the file is wrong.
static inline const vehicle_t* files_car(files_t* const files, const int k)
{
    return vehicle_load_car(&files->arena, files->knowledge, &files->file[k], &files->errors);
}
