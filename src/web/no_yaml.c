// There is no libyaml for WebAssembly: what reaches the page is packed, and anything else is refused.
#include "vehicle/read_tree.h"

bool vehicle_tree_read_yaml(vehicle_builder_t* const builder)
{
    return vehicle_build_refuse(builder, (vehicle_place_t){1, 1}, "a packed tree", "something else");
}
