#include "vehicle/load.h"
#include "vehicle/kinds.h"
#include "vehicle/read_tree.h"
#include "vehicle/report.h"
#include <stdio.h>
#include <string.h>

typedef void (*read_t)(vehicle_loader_t* loader, const vehicle_node_t* root);

typedef struct {
    const char* word; ///< after `decklid:`
    read_t first;     ///< in the first run over all files: learns ids
    read_t second;    ///< in the second run: reads what refers to them; a checklist needs whole moves, so
    read_t third;     ///< it waits for the third
} kind_t;

static const kind_t kinds[] = {
    {"parts", vehicle_parts_register, NULL, NULL},
    {"priors", vehicle_priors_register, vehicle_priors_resolve, NULL},
    {"circumstances", NULL, vehicle_circumstances_resolve, NULL},
    {"moves", vehicle_moves_register, vehicle_moves_resolve, NULL},
    {"readings", vehicle_readings_register, NULL, NULL},
    {"checklists", NULL, NULL, vehicle_checklists_resolve},
    {"care", NULL, vehicle_care_resolve, NULL},
    {"contradictions", NULL, vehicle_contradictions_resolve, NULL},
};
enum { kind_count = sizeof kinds / sizeof kinds[0], files_max = 64 };

static const char* kind_name(const void* const list, const uint16_t index)
{
    return ((const kind_t*)list)[index].word;
}

static const kind_t* find_kind(const vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    const vehicle_node_t* const word = vehicle_node_get(root, "decklid");
    if (word == NULL) {
        vehicle_report(loader->errors, loader->file, root->at, "the key decklid", "nothing");
        return NULL;
    }
    for (size_t k = 0; k < kind_count; k++) {
        if (vehicle_node_is(word, kinds[k].word)) {
            return &kinds[k];
        }
    }
    const vehicle_names_t names = {"kind of knowledge file", kinds, kind_name, kind_count};
    vehicle_report_nearest(loader->errors, loader->file, word, &names);
    return NULL;
}

static read_t step_of(const kind_t* const kind, const int run)
{
    return run == 0 ? kind->first : run == 1 ? kind->second : kind->third;
}

/// A tree is rebuilt for each run: two readings cost less memory than all trees at once. A file that failed
/// in the first run is left alone, so that each error is said once.
static bool run_file(vehicle_loader_t* const loader, const vehicle_file_t* const file, const int run)
{
    vehicle_scratch_t scratch;
    loader->file = file->name;
    const vehicle_node_t* const root = vehicle_tree_read(&scratch, loader->arena, file, loader->errors);
    const kind_t* const kind = root != NULL ? find_kind(loader, root) : NULL;
    const read_t read = kind != NULL ? step_of(kind, run) : NULL;
    if (read != NULL) {
        read(loader, root);
    }
    vehicle_tree_drop(&scratch);
    return kind != NULL;
}

static void run_files(vehicle_loader_t* const loader, const vehicle_file_t* const files, const int count)
{
    bool readable[files_max] = {false};
    for (int run = 0; run < 3; run++) {
        for (int k = 0; k < count; k++) {
            if (run == 0 || readable[k]) {
                readable[k] = run_file(loader, &files[k], run);
            }
        }
    }
}

// ---- what no single file can tell ----

static bool has_text(const vehicle_knowledge_t* const k, const char* const reading)
{
    for (uint16_t r = 0; r < k->reading_count; r++) {
        if (strcmp(k->reading_id[r], reading) == 0) {
            return true;
        }
    }
    return false;
}

/// Every reading that can be asked for needs words; each missing one is said once, with the first move that
/// has it.
static void check_readings(const vehicle_loader_t* const loader)
{
    const vehicle_knowledge_t* const k = loader->knowledge;
    for (uint16_t m = 0; m < k->move_count && k->reading_count > 0; m++) {
        for (uint8_t r = 0; r < k->move[m].reading_count; r++) {
            if (!has_text(k, k->move[m].reading_id[r])) {
                char expected[192];
                (void)snprintf(expected, sizeof expected, "a text for the reading %.60s of %.60s in readings",
                               k->move[m].reading_id[r], k->move[m].id);
                vehicle_report(loader->errors, loader->file, (vehicle_place_t){1, 1}, expected, "none");
            }
        }
    }
}

static void clear_errors(vehicle_errors_t* const errors)
{
    errors->count = 0;
    errors->length = 0;
    if (errors->capacity > 0) {
        errors->text[0] = '\0';
    }
}

const vehicle_knowledge_t* vehicle_load_knowledge(base_arena_t* const arena,
                                                  const vehicle_file_t* const files, const int count,
                                                  vehicle_errors_t* const errors)
{
    clear_errors(errors);
    vehicle_loader_t loader = {.arena = arena, .errors = errors, .file = "knowledge"};
    if (count < 1 || count > files_max) {
        vehicle_report(errors, loader.file, (vehicle_place_t){1, 1}, "1 to 64 files", "another number");
        return NULL;
    }
    loader.knowledge = vehicle_form_take(&loader, sizeof *loader.knowledge);
    if (loader.knowledge == NULL) {
        return NULL;
    }
    loader.known = loader.knowledge;
    run_files(&loader, files, count);
    loader.file = "knowledge";
    if (errors->count == 0) {
        check_readings(&loader);
    }
    return errors->count == 0 ? loader.knowledge : NULL;
}
