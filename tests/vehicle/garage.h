// Every car and all knowledge, loaded once; tests run from the top of the tree.
#pragma once
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vehicle/load.h"

enum { garage_cars_max = 32, garage_files_max = 64, garage_bytes = 16 << 20 };

typedef struct {
    const vehicle_knowledge_t* knowledge;
    const vehicle_t* car[garage_cars_max];
    int count;
} garage_t;

static inline vehicle_file_t garage_read(const char* const path)
{
    vehicle_file_t file = {.name = path};
    FILE* const from = fopen(path, "rb");
    char* const bytes = malloc(300U * 1024U);
    if ((from != NULL) && (bytes != NULL)) {
        file.bytes = bytes;
        file.length = fread(bytes, 1, 300U * 1024U, from);
        (void)fclose(from);
    }
    return file;
}

static inline int garage_find(const char* const pattern, vehicle_file_t* const files, int count)
{
    static glob_t found; // the files go by its names
    const size_t before = found.gl_pathc;
    if (glob(pattern, before == 0U ? 0 : GLOB_APPEND, NULL, &found) == 0) {
        for (size_t k = before; (k < found.gl_pathc) && (count < garage_files_max); ++k) {
            files[count++] = garage_read(found.gl_pathv[k]);
        }
    }
    return count;
}

/// Frees what was read for files that are not needed any more.
static inline void garage_forget(const vehicle_file_t* const files, const int count)
{
    for (int k = 0; k < count; ++k) {
        free((void*)(uintptr_t)files[k].bytes);
    }
}

// Nothing is freed: the garage stays open until the program ends.
static inline bool garage_open(garage_t* const self)
{
    static vehicle_file_t files[garage_files_max];
    static char text[8192];
    static base_arena_t arena;
    vehicle_errors_t errors = {text, sizeof text, 0, 0};
    arena.bytes = malloc(garage_bytes);
    arena.capacity = garage_bytes;
    memset(self, 0, sizeof *self);
    const int known = garage_find("knowledge/moves/*.yaml", files, garage_find("knowledge/*.yaml", files, 0));
    self->knowledge = vehicle_load_knowledge(&arena, files, known, &errors);
    const int all = garage_find("vehicles/*.yaml", files, known);
    for (int k = known; (k < all) && (self->knowledge != NULL); ++k) {
        self->car[self->count] = vehicle_load_car(&arena, self->knowledge, &files[k], &errors);
        self->count += (self->car[self->count] != NULL) ? 1 : 0;
    }
    if (errors.count > 0) {
        (void)fprintf(stderr, "%s\n", text);
    }
    return (self->knowledge != NULL) && (self->count > 0) && (errors.count == 0);
}

static inline const vehicle_t* garage_car(const garage_t* const self, const char* const id)
{
    for (int k = 0; k < self->count; ++k) {
        if (strcmp(self->car[k]->id, id) == 0) {
            return self->car[k];
        }
    }
    return NULL;
}
