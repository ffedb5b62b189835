/// Nobody kept in: whatever is broken and whatever the control unit is up to, the inside release frees the
/// lid. Mechanical: always. Electric: whenever the unit has supply, within the watchdog's time and one
/// second. What defeats it is reported, never assumed.
#pragma once
#include "car/car.h"

enum { proof_trapped_states = 10, proof_trapped_max = (vehicle_modes_max + 1) * proof_trapped_states };

typedef struct {
    const char* state;   ///< of the control unit when it failed
    uint32_t release_ms; ///< 0: never
    uint16_t mode;       ///< knowledge index; vehicle_none: no fault at all
    bool excused; ///< the release or the latch is broken or held fast, or an electric one has no supply
} proof_trapped_t;

/// Runs every fault of the car, in frost if it needs frost, in every state of the control unit. Writes at
/// most `most` findings (sets that defeat the release; proof_trapped_max holds all) and returns their number;
/// `tried` counts the runs, which end when `most` is reached. A car without an inside release gives none.
int proof_trapped(const vehicle_knowledge_t* knowledge, const vehicle_t* car, proof_trapped_t* findings,
                  int most, int* tried);
