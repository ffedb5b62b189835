/// Nobody kept in: whatever is broken and whatever the control unit is up to, the inside release frees the
/// lid. Mechanical: always. Electric: whenever the unit has supply, within the watchdog's time and one
/// second of the pull. What defeats it is reported, never assumed.
///
/// A car that may have another release than its file says (a mode of `variant`) is tried with each.
#pragma once
#include "car/car.h"

enum { proof_trapped_states = 11, proof_trapped_builds = 4 };
enum { proof_trapped_max = (vehicle_modes_max + 1) * proof_trapped_states * proof_trapped_builds };

typedef struct {
    const char* state; ///< of the control unit when it failed
    const char* why; ///< "release", "latch", "supply", "unit" or "drive": what is broken or held, of what the
                     ///< promise leaves out; NULL: nothing of the kind, a broken promise
    uint32_t freed_ms; ///< from the pull to the free pawl; 0: never
    uint16_t variant;  ///< the release that it has: knowledge index, or vehicle_none: as its file says
    uint16_t mode[2];  ///< knowledge indices; vehicle_none: no such fault
} proof_trapped_t;

typedef struct {
    bool pairs; ///< pairs too, but none that holds a single which defeats the release alone
    void (*progress)(void* context, int done, int all); ///< may be NULL
    void* context;
} proof_trapped_options_t;

/// Runs every fault set of the car, in frost if it needs frost, in every state of the control unit. Writes at
/// most `most` findings (sets that defeat the release; proof_trapped_max holds all of singles) and returns
/// their number; `tried` counts the runs, which end when `most` is reached. A car that cannot have an inside
/// release gives none.
int proof_trapped(const vehicle_knowledge_t* knowledge, const vehicle_t* car,
                  const proof_trapped_options_t* options, proof_trapped_t* findings, int most, int* tried);
