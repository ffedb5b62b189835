#include "proof/trapped.h"
#include "car/state.h"
#include <string.h>

enum { pull_at_ms = 400, watchdog_ms = 1000, release_limit_ms = 2000 };

/// What the control unit is up to when the handle is pulled.
typedef struct {
    const char* name;
    vehicle_stroke_t before[3];
    int before_count;
    const char* setting; ///< a mode that is set besides, or NULL
} situation_t;

static const situation_t situations[] = {
    {"asleep", {{0}}, 0, NULL},
    {"awake", {{0U, 100U, vehicle_stimulus_fob_unlock, 1.0}}, 1, NULL},
    {"valet on", {{0}}, 0, "valet=on"},
    {"locked", {{0}}, 0, "locking=locked"},
    {"alarm armed", {{0}}, 0, "locking=armed"},
    {"ignition on, speed unknown", {{0}}, 0, "gear=speed-missing"},
    {"ignition on, not in Park", {{0}}, 0, "gear=not-in-park"},
    {"paused after many tries", {{0}}, 0, "bcm=paused"},
    {"bus dead", {{0}}, 0, "bus=broken"},
    {"in the middle of a release", {{100U, 1200U, vehicle_stimulus_fob_lid, 1.0}}, 1, NULL},
};
_Static_assert(sizeof situations / sizeof situations[0] == proof_trapped_states,
               "one finding for each state");

static bool is_one_of(const char* const word, const char* const* const words, const size_t count)
{
    for (size_t k = 0U; k < count; k++) {
        if (strcmp(word, words[k]) == 0) {
            return true;
        }
    }
    return false;
}

/// The release is broken, or the latch is broken or held fast by rust, ice, grease, a blow or what lies in
/// the trunk; or an electric release has lost supply, control unit or drive, which "whenever it has supply"
/// does not promise.
static bool excuses(const vehicle_knowledge_t* const knowledge, const uint16_t* const modes, const int count,
                    const bool electric)
{
    static const char* const holds[] = {"handle", "latch", "load", "soft-close"};
    static const char* const feeds[] = {"battery", "fuse-release", "fuse-shared", "fuse-button",
                                        "loom",    "hidden-wire",  "bcm",         "lid-module",
                                        "bus",     "actuator",     "retrofit"};
    for (int k = 0; k < count; k++) {
        const vehicle_mode_t* const mode = &knowledge->mode[modes[k]];
        if (is_one_of(mode->part, holds, sizeof holds / sizeof holds[0]) ||
            (electric && mode->is == vehicle_is_fault &&
             is_one_of(mode->part, feeds, sizeof feeds / sizeof feeds[0]))) {
            return true;
        }
    }
    return false;
}

typedef enum { no_such_car, gets_out, kept_in } outcome_t;

static outcome_t try_handle(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                            const uint16_t* const modes, const int count, const situation_t* const situation,
                            proof_trapped_t* const finding)
{
    car_model_t model;
    car_state_t state;
    const bool frost = finding->mode != vehicle_none && knowledge->mode[finding->mode].needs_frost;
    if (!car_model_init(&model, knowledge, car, modes, count, car_weather_of_cell(frost ? 1 : 0, false),
                        0U)) {
        return no_such_car; // two modes of one axis
    }
    vehicle_stroke_t strokes[4];
    memcpy(strokes, situation->before, sizeof situation->before);
    strokes[situation->before_count] =
        (vehicle_stroke_t){pull_at_ms, watchdog_ms, vehicle_stimulus_handle, 80.0};
    car_start(&model, &state);
    const car_percept_t percept = car_run(&model, &state, strokes, situation->before_count + 1, NULL);
    finding->state = situation->name;
    finding->release_ms = percept.release_ms;
    finding->excused = excuses(knowledge, modes, count, model.value[vehicle_handle_kind] > 1.5);
    return percept.freed && percept.release_ms <= (uint32_t)release_limit_ms ? gets_out : kept_in;
}

static int try_mode(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                    const uint16_t mode, proof_trapped_t* const findings, const int most, int* const tried)
{
    int found = 0;
    for (size_t k = 0U; k < sizeof situations / sizeof situations[0] && found < most; k++) {
        uint16_t modes[2];
        int count = 0;
        if (mode != vehicle_none) {
            modes[count] = mode;
            count++;
        }
        if (situations[k].setting != NULL) {
            modes[count] = vehicle_find_mode(knowledge, situations[k].setting);
            if (modes[count] == vehicle_none || modes[count] == mode ||
                !vehicle_mode_occurs(knowledge, car, modes[count])) {
                continue;
            }
            count++;
        }
        findings[found] = (proof_trapped_t){.mode = mode};
        const outcome_t outcome = try_handle(knowledge, car, modes, count, &situations[k], &findings[found]);
        *tried += outcome == no_such_car ? 0 : 1;
        found += outcome == kept_in ? 1 : 0;
    }
    return found;
}

int proof_trapped(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                  proof_trapped_t* const findings, const int most, int* const tried)
{
    *tried = 0;
    if (car->value[vehicle_handle_kind] < 0.5) {
        return 0;
    }
    int found = try_mode(knowledge, car, vehicle_none, findings, most, tried);
    for (uint16_t mode = 0U; mode < knowledge->mode_count && found < most; mode++) {
        if (vehicle_mode_occurs(knowledge, car, mode) && knowledge->mode[mode].is != vehicle_is_variant) {
            found += try_mode(knowledge, car, mode, findings + found, most - found, tried);
        }
    }
    return found;
}
