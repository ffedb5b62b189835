#include "proof/trapped.h"
#include "car/state.h"
#include <string.h>

enum { pull_at_ms = 400, watchdog_ms = 1000, release_limit_ms = watchdog_ms + 1000 };

/// What the control unit is up to when the handle is pulled.
typedef struct {
    const char* name;
    const char* setting; ///< a mode that is set besides, or NULL
    vehicle_stroke_t before[3];
    int before_count;
    bool hung; ///< pulled while it does nothing, until its watchdog bites
} situation_t;

static const situation_t situations[] = {
    {.name = "asleep"},
    {.name = "awake", .before = {{0U, 100U, vehicle_stimulus_fob_unlock, 1.0}}, .before_count = 1},
    {.name = "valet on", .setting = "valet=on"},
    {.name = "locked", .setting = "locking=locked"},
    {.name = "alarm armed", .setting = "locking=armed"},
    {.name = "ignition on, speed unknown", .setting = "gear=speed-missing"},
    {.name = "ignition on, not in Park", .setting = "gear=not-in-park"},
    {.name = "paused after many tries", .setting = "bcm=paused"},
    {.name = "bus dead", .setting = "bus=broken"},
    {.name = "in the middle of a release",
     .before = {{100U, 1200U, vehicle_stimulus_fob_lid, 1.0}},
     .before_count = 1},
    {.name = "hung until its watchdog bites", .hung = true},
};
_Static_assert(sizeof situations / sizeof situations[0] == proof_trapped_states,
               "one finding for each state");

/// One car under trial with one release.
typedef struct {
    const vehicle_knowledge_t* knowledge;
    const vehicle_t* car;
    const proof_trapped_options_t* options;
    proof_trapped_t* findings;
    int most, found, tried;
    uint16_t variant;
    bool defeated[vehicle_modes_max + 1][proof_trapped_states]; ///< by this single; last: by none
} trapping_t;

/// What a run shows of the release.
typedef struct {
    uint32_t pull_ms, freed_ms; ///< freed_ms: on the run's clock; 0: never
    double low_V;               ///< least at the unit since the pull
} watch_t;

static void watch(void* const context, const uint32_t t_ms, const car_model_t* const model,
                  const car_state_t* const state)
{
    watch_t* const self = context;
    (void)model;
    if (self->freed_ms == 0U && state->plant.latch.is_free > 0.5) {
        self->freed_ms = t_ms;
    }
    if (t_ms >= self->pull_ms && state->plant.unit_V < self->low_V) {
        self->low_V = state->plant.unit_V;
    }
}

/// What the promise leaves out: the release is broken, or the latch is broken or held fast by rust, ice,
/// grease, a blow or what lies in the trunk; an electric release has lost its supply, its unit or its drive.
/// A battery is an excuse only where the unit was in fact without supply.
static const char* excuse(const vehicle_mode_t* const mode, const bool electric, const bool starved)
{
    static const struct {
        const char* part;
        const char* why;
        bool electric_only;
    } excuses[] = {
        {"handle", "release", false},     {"latch", "latch", false},
        {"load", "latch", false},         {"soft-close", "latch", false},
        {"fuse-release", "supply", true}, {"fuse-shared", "supply", true},
        {"fuse-button", "supply", true},  {"bcm", "unit", true},
        {"lid-module", "unit", true},     {"bus", "unit", true},
        {"loom", "drive", true},          {"hidden-wire", "drive", true},
        {"actuator", "drive", true},      {"retrofit", "drive", true},
    };
    for (size_t k = 0U; k < sizeof excuses / sizeof excuses[0]; k++) {
        const bool counts = !excuses[k].electric_only || (electric && mode->is == vehicle_is_fault);
        if (counts && strcmp(mode->part, excuses[k].part) == 0) {
            return excuses[k].why;
        }
    }
    return electric && starved && strcmp(mode->part, "battery") == 0 ? "supply" : NULL;
}

typedef enum { no_such_car, gets_out, kept_in } outcome_t;

/// A unit that has hung has done nothing for the watchdog's time; then it is reset and has to start.
static void hang(const car_model_t* const model, car_state_t* const state)
{
    const node_port_in_t pins = {.supply_counts = node_counts_of_supply(&model->node.wiring, 12000U),
                                 .handle_counts = NODE_COUNT_MAX,
                                 .lid_button_counts = NODE_COUNT_MAX,
                                 .cabin_button_counts = NODE_COUNT_MAX,
                                 .reset_held = true};
    node_step(&state->node, &pins, &state->out, 1U);
}

/// Milliseconds from the pull to the free pawl; 0: never.
static uint32_t pull(const car_model_t* const model, const situation_t* const situation, double* const low_V)
{
    car_state_t state;
    vehicle_stroke_t strokes[4];
    watch_t seen = {.pull_ms = situation->hung ? 0U : pull_at_ms, .low_V = 100.0};
    const car_recorder_t recorder = {.sample = watch, .context = &seen};
    memcpy(strokes, situation->before, sizeof situation->before);
    strokes[situation->before_count] =
        (vehicle_stroke_t){seen.pull_ms, watchdog_ms, vehicle_stimulus_handle, 80.0};
    car_start(model, &state);
    if (situation->hung) {
        hang(model, &state);
    }
    (void)car_run(model, &state, strokes, situation->before_count + 1, &recorder);
    *low_V = seen.low_V;
    const bool waited = situation->hung && model->value[vehicle_handle_kind] > 1.5;
    const uint32_t freed_ms = seen.freed_ms + (waited ? watchdog_ms : 0U);
    if (seen.freed_ms == 0U) {
        return 0U;
    }
    return freed_ms > seen.pull_ms ? freed_ms - seen.pull_ms : 1U; // free before it was pulled
}

static void find(trapping_t* const self, proof_trapped_t finding, const uint16_t* const modes,
                 const int count, const bool electric, const bool starved)
{
    for (int k = 0; k < count && finding.why == NULL; k++) {
        finding.why = excuse(&self->knowledge->mode[modes[k]], electric, starved);
    }
    self->findings[self->found] = finding;
    self->found++;
}

static outcome_t try_handle(trapping_t* const self, const uint16_t* const modes, const int count,
                            const situation_t* const situation, proof_trapped_t finding)
{
    car_model_t model;
    bool frost = false;
    for (int k = 0; k < count; k++) {
        frost = frost || self->knowledge->mode[modes[k]].needs_frost;
    }
    if (!car_model_init(&model, self->knowledge, self->car, modes, count,
                        car_weather_of_cell(frost ? 1 : 0, false), 0U) ||
        model.value[vehicle_handle_kind] < 0.5) {
        return no_such_car; // two modes of one axis, or a version without a release
    }
    double low_V = 0.0;
    self->tried++;
    finding.state = situation->name;
    finding.freed_ms = pull(&model, situation, &low_V);
    if (finding.freed_ms > 0U && finding.freed_ms <= (uint32_t)release_limit_ms) {
        return gets_out;
    }
    find(self, finding, modes, count, model.value[vehicle_handle_kind] > 1.5,
         1000.0 * low_V < model.node.ecu.start_mV);
    return kept_in;
}

static int add_mode(uint16_t* const modes, const int count, const uint16_t mode)
{
    for (int k = 0; k < count; k++) {
        if (modes[k] == mode) {
            return -1;
        }
    }
    if (mode != vehicle_none) {
        modes[count] = mode;
    }
    return mode == vehicle_none ? count : count + 1;
}

/// One or two faults (vehicle_none: no such) in one state of the unit.
static outcome_t try_set(trapping_t* const self, const uint16_t one, const uint16_t other, const size_t state)
{
    uint16_t modes[4];
    int count = add_mode(modes, 0, one);
    count = add_mode(modes, count, other);
    count = count < 0 ? -1 : add_mode(modes, count, self->variant);
    if (count >= 0 && situations[state].setting != NULL) {
        const uint16_t setting = vehicle_find_mode(self->knowledge, situations[state].setting);
        const bool occurs =
            setting != vehicle_none && vehicle_mode_occurs(self->knowledge, self->car, setting);
        count = occurs ? add_mode(modes, count, setting) : -1;
    }
    const proof_trapped_t finding = {.variant = self->variant, .mode = {one, other}};
    return count < 0 ? no_such_car : try_handle(self, modes, count, &situations[state], finding);
}

static bool is_tried(const trapping_t* const self, const uint16_t mode)
{
    return vehicle_mode_occurs(self->knowledge, self->car, mode) &&
           self->knowledge->mode[mode].is != vehicle_is_variant;
}

static void try_single(trapping_t* const self, const uint16_t mode)
{
    bool* const defeated = self->defeated[mode == vehicle_none ? vehicle_modes_max : mode];
    for (size_t state = 0U; state < proof_trapped_states && self->found < self->most; state++) {
        defeated[state] = try_set(self, mode, vehicle_none, state) == kept_in;
    }
}

static void try_pairs_with(trapping_t* const self, const uint16_t one)
{
    for (uint16_t other = 0U; other < one; other++) {
        if (!is_tried(self, other)) {
            continue;
        }
        for (size_t state = 0U; state < proof_trapped_states && self->found < self->most; state++) {
            if (!self->defeated[one][state] && !self->defeated[other][state]) {
                (void)try_set(self, one, other, state);
            }
        }
    }
}

static void tell(const trapping_t* const self, const int done)
{
    if (self->options->progress != NULL) {
        self->options->progress(self->options->context, done, self->knowledge->mode_count);
    }
}

static void try_build(trapping_t* const self, const uint16_t variant)
{
    self->variant = variant;
    memset(self->defeated, 0, sizeof self->defeated);
    try_single(self, vehicle_none);
    for (uint16_t mode = 0U; mode < self->knowledge->mode_count && self->found < self->most; mode++) {
        if (is_tried(self, mode)) {
            try_single(self, mode);
        }
    }
    for (uint16_t mode = 0U; self->options->pairs && mode < self->knowledge->mode_count; mode++) {
        tell(self, mode);
        if (is_tried(self, mode)) {
            try_pairs_with(self, mode);
        }
    }
}

static bool changes_release(const vehicle_knowledge_t* const knowledge, const uint16_t mode)
{
    const vehicle_mode_t* const about = &knowledge->mode[mode];
    for (uint16_t k = 0U; k < about->override_count; k++) {
        if (about->overrides[k].param == vehicle_handle_kind) {
            return true;
        }
    }
    return false;
}

int proof_trapped(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                  const proof_trapped_options_t* const options, proof_trapped_t* const findings,
                  const int most, int* const tried)
{
    trapping_t self = {
        .knowledge = knowledge, .car = car, .options = options, .findings = findings, .most = most};
    if (car->value[vehicle_handle_kind] > 0.5) {
        try_build(&self, vehicle_none);
    }
    for (uint16_t mode = 0U; mode < knowledge->mode_count && self.found < most; mode++) {
        if (knowledge->mode[mode].is == vehicle_is_variant && changes_release(knowledge, mode) &&
            vehicle_mode_occurs(knowledge, car, mode)) {
            try_build(&self, mode);
        }
    }
    *tried = self.tried;
    return self.found;
}
