#include "vehicle/read_tree.h"
#include "vehicle/pack.h"
#include "vehicle/report.h"

static bool fill(vehicle_builder_t* const builder)
{
    return vehicle_pack_is_tree(builder->file) ? vehicle_tree_read_packed(builder)
                                               : vehicle_tree_read_yaml(builder);
}

const vehicle_node_t* vehicle_tree_read(vehicle_scratch_t* const scratch, base_arena_t* const arena,
                                        const vehicle_file_t* const file, vehicle_errors_t* const errors)
{
    *scratch = (vehicle_scratch_t){.arena = arena, .capacity = arena->capacity};
    vehicle_builder_t builder = {.scratch = scratch, .file = file, .errors = errors};
    const int errors_before = errors->count;
    if (!fill(&builder)) {
        return NULL;
    }
    if (builder.root == NULL) {
        vehicle_report(errors, file->name, (vehicle_place_t){1, 1}, "a map with the key decklid", "nothing");
    } else if (builder.root->kind != vehicle_node_map) {
        vehicle_report_node(errors, file->name, builder.root, "a map with the key decklid");
    }
    return errors->count == errors_before ? builder.root : NULL;
}

void vehicle_tree_drop(vehicle_scratch_t* const scratch)
{
    scratch->arena->capacity = scratch->capacity;
}
