/// What differs between two cars: parameters, modes that can occur, moves that exist. No two cars may differ
/// only in name and numbers, so the report `decklid cars --differ` is made of this. Pure, no memory of its
/// own.
#pragma once
#include "vehicle/knowledge.h"

typedef enum {
    vehicle_differs_param = 0, ///< index: vehicle_param_t; the values are the parameter's
    vehicle_differs_mode,      ///< index: mode; 1 where it occurs, else 0
    vehicle_differs_move       ///< index: move; 1 where its `when` holds, else 0
} vehicle_differs_t;

typedef struct {
    vehicle_differs_t what;
    uint16_t index;
    double first, second; ///< of the first and of the second car
} vehicle_difference_t;

/// Writes up to `capacity` rows, parameters first, then modes, then moves, each by index; gives how many
/// there are in all, which may be more. Moves that only a published checklist uses are left out. O(parameters
/// + modes + moves).
uint16_t vehicle_difference_list(const vehicle_knowledge_t* knowledge, const vehicle_t* first,
                                 const vehicle_t* second, vehicle_difference_t* rows, uint16_t capacity);

/// The id of what differs: "fuse_release.box", "cable=off", "press-fob". O(1).
const char* vehicle_difference_name(const vehicle_knowledge_t* knowledge, const vehicle_difference_t* row);
