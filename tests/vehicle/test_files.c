/// The files of the tree itself: knowledge/ and vehicles/ load, and stand up to being cut at every byte.
#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include "vehicle/difference.h"
#include "vehicle/load.h"
#include "vehicle/words.h"
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { files_max = 64, arena_max = 4 * 1024 * 1024, errors_max = 8192 };

typedef struct {
    base_arena_t arena;
    vehicle_errors_t errors;
    char text[errors_max];
    vehicle_file_t knowledge_file[files_max];
    vehicle_file_t car_file[files_max];
    int knowledge_count;
    int car_count;
    const vehicle_knowledge_t* knowledge;
    const vehicle_t* car[files_max];
} tree_t;

static vehicle_file_t read_file(const char* name)
{
    FILE* const in = fopen(name, "rb");
    assert_non_null(in);
    char* const bytes = malloc(300000);
    assert_non_null(bytes);
    const size_t length = fread(bytes, 1, 300000, in);
    assert_int_equal(fclose(in), 0);
    return (vehicle_file_t){strdup(name), bytes, length};
}

static int read_files(const char* pattern, vehicle_file_t* out, int count)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t k = 0; k < found.gl_pathc && count < files_max; k++) {
            out[count++] = read_file(found.gl_pathv[k]);
        }
        globfree(&found);
    }
    return count;
}

static int open_tree(void** state)
{
    tree_t* const t = calloc(1, sizeof *t);
    assert_non_null(t);
    t->arena = (base_arena_t){malloc(arena_max), arena_max, 0};
    t->errors = (vehicle_errors_t){t->text, errors_max, 0, 0};
    t->knowledge_count = read_files("knowledge/*.yaml", t->knowledge_file, 0);
    t->knowledge_count = read_files("knowledge/moves/*.yaml", t->knowledge_file, t->knowledge_count);
    t->car_count = read_files("vehicles/*.yaml", t->car_file, 0);
    *state = t;
    return 0;
}

static void free_files(const vehicle_file_t* files, int count)
{
    for (int k = 0; k < count; k++) {
        free((void*)(uintptr_t)files[k].name);
        free((void*)(uintptr_t)files[k].bytes);
    }
}

static int close_tree(void** state)
{
    tree_t* const t = *state;
    free_files(t->knowledge_file, t->knowledge_count);
    free_files(t->car_file, t->car_count);
    free(t->arena.bytes);
    free(t);
    return 0;
}

/// Run first: the others use what it loads.
static void knowledge_and_all_fifteen_cars_load(void** state)
{
    tree_t* const t = *state;
    t->knowledge = vehicle_load_knowledge(&t->arena, t->knowledge_file, t->knowledge_count, &t->errors);
    assert_string_equal(t->text, "");
    assert_non_null(t->knowledge);
    assert_int_equal(t->car_count, 15);
    for (int k = 0; k < t->car_count; k++) {
        t->car[k] = vehicle_load_car(&t->arena, t->knowledge, &t->car_file[k], &t->errors);
        assert_string_equal(t->text, "");
        assert_non_null(t->car[k]);
        assert_non_null(strstr(t->car_file[k].name, t->car[k]->id));
    }
}

static void every_car_stays_within_what_a_parameter_can_be(void** state)
{
    const tree_t* const t = *state;
    for (int k = 0; k < t->car_count; k++) {
        for (uint16_t p = 0; p < vehicle_param_count; p++) {
            const vehicle_param_row_t* const row = &vehicle_param_row[p];
            assert_true(t->car[k]->value[p] >= row->low && t->car[k]->value[p] <= row->high);
            assert_true(row->as_built >= row->low && row->as_built <= row->high);
        }
    }
}

static void causes_of_a_car_add_up_to_the_coexistence(void** state)
{
    const tree_t* const t = *state;
    for (int k = 0; k < t->car_count; k++) {
        double sum = 0.0;
        for (uint16_t m = 0; m < t->knowledge->mode_count; m++) {
            const vehicle_mode_t* const mode = &t->knowledge->mode[m];
            const double odds = vehicle_prior_odds(t->knowledge, t->car[k], m);
            assert_true(odds >= 0.0 && odds < 1000.0);
            sum += mode->is_cause && mode->is != vehicle_is_variant ? odds / (1.0 + odds) : 0.0;
        }
        assert_true(sum > 0.9 * t->knowledge->coexistence && sum < 1.5 * t->knowledge->coexistence);
    }
}

static void no_share_is_given_to_what_a_car_cannot_have(void** state)
{
    const tree_t* const t = *state;
    for (int k = 0; k < t->car_count; k++) {
        for (uint16_t m = 0; m < t->knowledge->mode_count; m++) {
            const uint16_t c = t->car[k]->class_index;
            const bool has_weight = t->knowledge->share[m][c] > 0.0 || t->knowledge->rate[m][c] > 0.0;
            if (has_weight && !vehicle_mode_occurs(t->knowledge, t->car[k], m)) {
                print_error("%s: %s\n", t->car[k]->id, t->knowledge->mode[m].id);
            }
            assert_true(!has_weight || vehicle_mode_occurs(t->knowledge, t->car[k], m));
        }
    }
}

static void no_two_cars_differ_only_in_name(void** state)
{
    const tree_t* const t = *state;
    vehicle_difference_t rows[2];
    for (int a = 0; a < t->car_count; a++) {
        for (int b = 0; b < a; b++) {
            assert_true(vehicle_difference_list(t->knowledge, t->car[a], t->car[b], rows, 2) > 2);
        }
    }
}

static void a_real_car_cut_at_every_byte_is_read_or_refused(void** state)
{
    tree_t* const t = *state;
    const vehicle_file_t whole = t->car_file[0];
    const size_t used = t->arena.used;
    for (size_t length = 0; length < whole.length; length++) {
        char* const cut = malloc(length + 1);
        assert_non_null(cut);
        memcpy(cut, whole.bytes, length);
        const vehicle_file_t file = {"cut", cut, length};
        const vehicle_t* const car = vehicle_load_car(&t->arena, t->knowledge, &file, &t->errors);
        assert_true((car == NULL) == (t->errors.count > 0));
        t->arena.used = used;
        free(cut);
    }
}

static void the_tree_fits_the_memory_the_manual_names(void** state)
{
    tree_t* const t = *state;
    static unsigned char memory[2 * 1024 * 1024];
    base_arena_t arena = {memory, sizeof memory, 0};
    assert_non_null(vehicle_load_knowledge(&arena, t->knowledge_file, t->knowledge_count, &t->errors));
    assert_true(arena.used < 1024 * 1024);
    assert_int_equal(arena.capacity, sizeof memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knowledge_and_all_fifteen_cars_load),
        cmocka_unit_test(every_car_stays_within_what_a_parameter_can_be),
        cmocka_unit_test(causes_of_a_car_add_up_to_the_coexistence),
        cmocka_unit_test(no_share_is_given_to_what_a_car_cannot_have),
        cmocka_unit_test(no_two_cars_differ_only_in_name),
        cmocka_unit_test(a_real_car_cut_at_every_byte_is_read_or_refused),
        cmocka_unit_test(the_tree_fits_the_memory_the_manual_names),
    };
    return cmocka_run_group_tests(tests, open_tree, close_tree);
}
