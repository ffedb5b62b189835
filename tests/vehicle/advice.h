/// The real knowledge and cars, loaded once, and how tests look into their moves. Tests run in the project's
/// folder. Included first, by one file of a program: it asks for POSIX.
#pragma once
#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include "vehicle/load.h"
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum {
    memory_bytes = 16 << 20,
    bytes_max = 2 << 20,
    files_max = 64,
    facts_in_row = 24,
    moves_of_a_car_max = 250
};

static unsigned char memory[memory_bytes];
static char bytes[bytes_max];
static char names[files_max][300];
static base_arena_t arena = {.bytes = memory, .capacity = sizeof memory};
static const vehicle_knowledge_t* knowledge;
static const vehicle_t* cars[files_max];
static int car_count;

// ---- reading ----

static inline int list_files(const char* const folder, const int from)
{
    DIR* const open_folder = opendir(folder);
    int count = from;
    for (const struct dirent* e = open_folder == NULL ? NULL : readdir(open_folder);
         e != NULL && count < files_max; e = readdir(open_folder)) {
        const size_t length = strlen(e->d_name);
        if (length > 5 && strcmp(e->d_name + length - 5, ".yaml") == 0) {
            (void)snprintf(names[count++], sizeof names[0], "%.120s/%.160s", folder, e->d_name);
        }
    }
    if (open_folder != NULL) {
        (void)closedir(open_folder);
    }
    return count;
}

static inline void read_file(const char* const path, size_t* const used, vehicle_file_t* const into)
{
    FILE* const file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("%s cannot be read", path);
        return;
    }
    const size_t length = fread(bytes + *used, 1, sizeof bytes - *used, file);
    (void)fclose(file);
    *into = (vehicle_file_t){.name = path, .bytes = bytes + *used, .length = length};
    *used += length;
}

static inline int load_everything(void** state)
{
    (void)state;
    static char text[1 << 14];
    static vehicle_file_t files[files_max];
    vehicle_errors_t errors = {.text = text, .capacity = sizeof text};
    const int general = list_files("knowledge/moves", list_files("knowledge", 0));
    const int all = list_files("vehicles", general);
    size_t used = 0;
    for (int k = 0; k < all; k++) {
        read_file(names[k], &used, &files[k]);
    }
    knowledge = vehicle_load_knowledge(&arena, files, general, &errors);
    if (knowledge == NULL) {
        print_error("%s", text);
        return 1;
    }
    for (int k = general; k < all; k++) {
        cars[car_count] = vehicle_load_car(&arena, knowledge, &files[k], &errors);
        car_count += cars[car_count] != NULL ? 1 : 0;
    }
    return car_count == all - general && car_count > 0 ? 0 : 1;
}

// ---- looking things up ----

static inline bool has_word(const char* const words, const char* const word)
{
    const size_t length = strlen(word);
    for (const char* at = words == NULL ? NULL : strstr(words, word); at != NULL; at = strstr(at + 1, word)) {
        const bool starts = at == words || at[-1] == ' ';
        if (starts && (at[length] == ' ' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

static inline bool mentions(const char* const text, const char* const what)
{
    const size_t length = strlen(what);
    for (const char* at = text; at != NULL && *at != '\0'; at++) {
        size_t k = 0;
        while (k < length && tolower((unsigned char)at[k]) == what[k]) {
            k++;
        }
        if (k == length) {
            return true;
        }
    }
    return false;
}

static inline bool needs(const vehicle_move_t* const move, const char* const fact)
{
    for (uint16_t k = 0; k < move->need_count; k++) {
        if (strcmp(knowledge->fact[move->needs[k]].id, fact) == 0) {
            return true;
        }
    }
    return false;
}

static inline bool gives(const vehicle_move_t* const move, const char* const fact)
{
    for (uint16_t k = 0; k < move->give_count; k++) {
        if (strcmp(knowledge->fact[move->gives[k].target].id, fact) == 0) {
            return true;
        }
    }
    return false;
}

static inline bool takes(const vehicle_move_t* const move, const char* const fact)
{
    for (uint16_t k = 0; k < move->take_count; k++) {
        if (strcmp(knowledge->fact[move->takes[k].target].id, fact) == 0) {
            return true;
        }
    }
    return false;
}

static inline bool does(const vehicle_move_t* const move, const vehicle_stimulus_t stimulus)
{
    for (uint16_t k = 0; k < move->stroke_count; k++) {
        if (move->strokes[k].stimulus == (uint16_t)stimulus) {
            return true;
        }
    }
    return false;
}

/// The move's `when` does not admit a car whose word or flag `param` is `value`.
static inline bool excludes(const vehicle_move_t* const move, const vehicle_param_t param,
                            const unsigned value)
{
    for (uint16_t k = 0; k < move->when_count; k++) {
        const vehicle_when_t* const row = &move->when[k];
        if (row->param == (uint16_t)param && row->accepted != 0 && (row->accepted >> value & 1U) == 0) {
            return true;
        }
    }
    return false;
}

static inline bool with_lid_shut(const vehicle_move_t* const move)
{
    return !move->only_published && (move->phase & vehicle_phase_open) != 0;
}

static inline bool on_car(const vehicle_move_t* const move, const vehicle_t* const car)
{
    return !move->only_published && vehicle_when_holds(move->when, move->when_count, car->value);
}

static inline void must_need(const vehicle_move_t* const move, const char* const* const facts)
{
    for (size_t k = 0; k < facts_in_row && facts[k] != NULL; k++) {
        if (!needs(move, facts[k])) {
            fail_msg("%s does not ask for %s", move->id, facts[k]);
        }
    }
}

static inline void must_say(const vehicle_move_t* const move, const char* const where, const char* const text,
                            const char* const what)
{
    if (!mentions(text, what)) {
        fail_msg("%s does not say \"%s\" under %s", move->id, what, where);
    }
}

/// Calls `check` for every move the guide may propose that `selects`; at least one is expected.
typedef bool (*select_t)(const vehicle_move_t* move);
typedef void (*check_t)(const vehicle_move_t* move);

static inline void for_every(const select_t selects, const check_t check)
{
    int found = 0;
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        const vehicle_move_t* const move = &knowledge->move[m];
        if (!move->only_published && selects(move)) {
            found++;
            check(move);
        }
    }
    assert_true(found > 0);
}
