// The loop: hands, physics, control unit, what is taken in; fine steps while the latch is driven, long ones
// while nothing happens. The unit sees the pins 10 ms apart at most while a request can come, 1 ms while a
// contact jumps.
#include <string.h>

#include "car/inside.h"
#include "vehicle/real.h"

static const uint32_t bounce_ms = 1;
static const uint32_t fine_ms = 5;
static const uint32_t usual_ms = 10;
static const uint32_t flashing_ms = 25;
static const uint32_t idle_ms = 250;
static const uint32_t most_ms = 20000;
static const uint32_t calm_ms = 150; // after the last stroke, before it is called at rest
static const uint32_t after_opening_ms = 300;
static const double heard_A = 1.0; // a winding that draws so much knocks at its gear

// --- beginning

static ecu_memory_t memory_of(const car_model_t* const model)
{
    const double* const value = model->value;
    ecu_memory_t memory = ecu_memory_fresh();
    memory.locked = car_is_on(value, vehicle_locking_locked);
    memory.armed = car_is_on(value, vehicle_locking_armed) && car_is_on(value, vehicle_locking_alarm);
    memory.deadlocked = memory.locked && car_is_on(value, vehicle_locking_deadlocked) &&
                        car_is_on(value, vehicle_locking_deadlock);
    memory.forgot = car_is_on(value, vehicle_bcm_forgot) && car_is_on(value, vehicle_bcm_forgets_unlocked);
    memory.tries = car_is_on(value, vehicle_bcm_paused) ? model->node.ecu.tries_per_min : (uint8_t)0;
    ecu_memory_seal(&memory);
    return memory;
}

static uint8_t flag(const double value)
{
    return (value > 0.5) ? 1U : 0U;
}

static void start_settings(const car_model_t* const model, car_settings_t* const settings)
{
    const double* const value = model->value;
    settings->fob_used_mAh = value[vehicle_fob_used_mAh];
    settings->fob_contacts_ok = flag(value[vehicle_fob_contacts_ok]);
    settings->valet_on = flag(value[vehicle_valet_present] * value[vehicle_valet_on]);
    settings->menu_blocked = flag(value[vehicle_menu_blocked]);
    settings->in_park = flag(value[vehicle_gear_in_park]);
    settings->ignition = flag(value[vehicle_gear_ignition]);
    settings->trailer_plugged = flag(value[vehicle_trailer_plugged]);
    settings->gate_enabled = flag(value[vehicle_power_gate_enabled]);
    settings->roof_settled = flag(value[vehicle_roof_settled]);
    settings->receiver_asleep = flag(value[vehicle_receiver_asleep]);
}

// A live short has taken its fuse long before anybody comes.
static void melt(const car_model_t* const model, plant_state_t* const plant)
{
    const plant_inputs_t alone = {.drive = false};
    for (uint32_t ms = 0; (ms < most_ms) && !plant_is_at_rest(&model->plant, plant, &alone); ++ms) {
        plant_step(&model->plant, plant, &alone, 1e-3);
    }
}

void car_start(const car_model_t* const model, car_state_t* const state)
{
    memset(state, 0, sizeof *state);
    plant_start(&model->plant, &state->plant);
    melt(model, &state->plant);
    start_settings(model, &state->settings);
    const ecu_memory_t memory = memory_of(model);
    node_init(&state->node, &model->node, &memory);
    node_port_in_t pins;
    car_pins(model, state, &pins);
    pins.reset_held = model->value[vehicle_bcm_ok] < 0.5;
    node_settle(&state->node, &pins);
}

// --- what is taken in

static void take_in_pulse(car_run_t* const run)
{
    car_percept_t* const percept = &run->percept;
    const car_state_t* const state = run->state;
    const bool driving = state->out.drive && state->out.drive_enable;
    if (driving && !run->was_driving) {
        percept->pulses += 1U;
        run->pulse_clicked = false;
        percept->relay_clicked = percept->relay_clicked || run->model->relay;
    }
    run->was_driving = driving;
    const bool knocks = state->plant.actuator.current_A >= heard_A;
    if (driving && knocks && !run->pulse_clicked) {
        run->pulse_clicked = true;
        percept->lid_clicks += 1U;
    }
    if (state->plant.drive_V > percept->drive_V) {
        percept->drive_V = state->plant.drive_V;
    }
    if (driving) {
        percept->drive_A = state->plant.drive_A;
    }
}

// Locks take more current than a latch: a battery that moves them all has enough for the lid. What they take
// for a tenth of a second is left out of the loop.
static bool locks_move(const car_run_t* const run)
{
    static const double enough_V = 7.0;
    const car_state_t* const state = run->state;
    plant_inputs_t moving = run->plant;
    moving.locks = true;
    const bool told = (state->out.lock_relay || state->out.unlock_relay) && !run->output_dead;
    return told && (state->plant.unit_V > 8.0) &&
           (plant_distribution_V(&run->model->plant, &state->plant, &moving) > enough_V);
}

static void take_in_unit(car_run_t* const run)
{
    car_percept_t* const percept = &run->percept;
    const car_state_t* const state = run->state;
    const bool lamps = state->plant.distribution_V > 6.0;
    percept->beeped = percept->beeped || (state->out.beep && lamps);
    percept->flashed = percept->flashed || (state->out.flashers && !state->out.siren && lamps);
    percept->siren = percept->siren || (state->out.siren && lamps);
    percept->doors_moved = percept->doors_moved || locks_move(run);
    // A unit that falls over makes its relays chatter only if the supply was good for them before.
    run->best_V = (state->plant.unit_V > run->best_V) ? state->plant.unit_V : run->best_V;
    const bool chatters = (run->best_V > 8.0) && !run->unit_dead && (percept->resets < UINT16_MAX);
    if (run->was_running && !state->node.running && chatters) {
        percept->resets += 1U;
    }
    run->was_running = state->node.running;
}

static void take_in_lid(car_run_t* const run)
{
    car_percept_t* const percept = &run->percept;
    const plant_state_t* const plant = &run->state->plant;
    if (!percept->freed && (plant->latch.is_free > 0.5)) {
        percept->freed = true;
        run->freed_ms = run->state->now_ms;
    }
    percept->rose = percept->rose || (plant->lid.edge_mm > 20.0);
    if (!percept->opened && plant_lid_is_open(&plant->lid)) {
        percept->opened = true;
        run->opened_ms = run->state->now_ms;
    }
    if ((percept->release_ms == 0U) && (plant->released_s > 0.0)) {
        percept->release_ms = (uint32_t)(1000.0 * plant->released_s + 0.5);
    }
}

static uint8_t feel_of_handle(const car_run_t* const run)
{
    const bool there = car_is_on(run->model->value, vehicle_handle_there);
    if (!run->percept.handle_electric) {
        return run->state->plant.feel[plant_way_handle];
    }
    if (!there) {
        return plant_feel_missing;
    }
    return (run->percept.pulses > 0U) ? plant_feel_normal : plant_feel_dead;
}

static uint8_t feel_of_levers(const plant_state_t* const plant)
{
    static const plant_way_t levers[] = {plant_way_lever, plant_way_cord, plant_way_pawl, plant_way_slot};
    for (size_t k = 0; k < sizeof levers / sizeof levers[0]; ++k) {
        if (plant->feel[levers[k]] != plant_feel_none) {
            return plant->feel[levers[k]];
        }
    }
    return plant_feel_none;
}

static uint32_t sagged(const car_state_t* const state)
{
    return ecu_fault_count_of(node_ecu(&state->node), ecu_fault_sagged);
}

static void conclude(car_run_t* const run)
{
    car_percept_t* const percept = &run->percept;
    car_state_t* const state = run->state;
    const plant_inputs_t quiet = {.drive = false};
    const plant_inputs_t looked_at = {.awake = true, .ignition = true};
    const double awake_s = state->plant.awake_s;
    percept->rest_V = plant_distribution_V(&run->model->plant, &state->plant, &quiet);
    state->plant.awake_s = 1.0; // lamps have come on when someone looks
    percept->dash_V = plant_distribution_V(&run->model->plant, &state->plant, &looked_at);
    state->plant.awake_s = awake_s;
    percept->motor_ms = (uint32_t)(1000.0 * state->plant.moved_s);
    percept->hum_ms = (uint32_t)(1000.0 * state->plant.hum_s);
    percept->refusal = (uint8_t)ecu_last_refusal(node_ecu(&state->node));
    percept->fuse_blew = state->plant.blown > 0.5;
    percept->handle_feel = feel_of_handle(run);
    percept->key_feel = state->plant.feel[plant_way_key];
    percept->lever_feel = feel_of_levers(&state->plant);
    const uint32_t cut = (sagged(state) >= run->faults_before) ? sagged(state) - run->faults_before : 0U;
    percept->weak_clicks = (uint8_t)((cut + percept->resets > 255U) ? 255U : cut + percept->resets);
}

// --- steps

// The gate's drive follows a release that the unit has made; freed by hand, it is lifted by hand.
static bool gate_may_run(const car_run_t* const run)
{
    const car_settings_t* const settings = &run->state->settings;
    const double* const value = run->model->value;
    return car_is_on(value, vehicle_power_gate_present) && car_is_on(value, vehicle_power_gate_ok) &&
           (settings->gate_enabled != 0U) && (settings->trailer_plugged == 0U) && run->model->module_ok &&
           run->state->node.running && !run->output_dead && (run->percept.pulses > 0U);
}

static bool moves_lid(const plant_hand_t* const hand)
{
    return (hand->force_N > 20.0) || (hand->force_N < -20.0) || (hand->rock_mm > 0.0);
}

static void lay_out(car_run_t* const run)
{
    const node_port_out_t* const out = &run->state->out;
    plant_inputs_t* const plant = &run->plant;
    const bool contact = plant_loom_has_contact(&run->model->plant.loom, moves_lid(&plant->hand),
                                                run->luck_rest, run->luck_moved);
    plant->drive = out->drive && out->drive_enable;
    plant->path_closed = contact && run->model->module_ok && !run->output_dead && !run->retrofit_open;
    plant->awake = out->awake;
    plant->flashers = out->flashers;
    plant->ignition = run->state->settings.ignition != 0U;
    plant->gate_on = gate_may_run(run);
}

static void sample(const car_run_t* const run)
{
    if (run->recorder != NULL) {
        run->recorder->sample(run->recorder->context, run->state->now_ms, run->model, run->state);
    }
}

// While the latch is driven the physics goes by the millisecond and the current at its peak is not missed.
static void step_plant(car_run_t* const run, const uint32_t dt_ms)
{
    const plant_model_t* const model = &run->model->plant;
    plant_state_t* const plant = &run->state->plant;
    const bool fine = run->plant.drive || plant_returns(model, plant, &run->plant);
    const uint32_t part_ms = fine ? 1U : dt_ms;
    const uint32_t shares = run->model->finer ? 2U : 1U;
    for (uint32_t at_ms = 0; at_ms < dt_ms; at_ms += part_ms) {
        for (uint32_t k = 0; k < shares; ++k) {
            plant_step(model, plant, &run->plant, 1e-3 * (double)part_ms / (double)shares);
            take_in_pulse(run);
        }
        run->state->now_ms += part_ms;
        sample(run);
    }
}

static bool stroke_is_on(const car_run_t* const run)
{
    for (int k = 0; k < run->count; ++k) {
        const vehicle_stroke_t* const stroke = &run->strokes[k];
        const uint32_t now_ms = run->state->now_ms;
        if ((now_ms >= stroke->start_ms) && (now_ms < car_stroke_end_ms(run->model, stroke))) {
            return true;
        }
    }
    return false;
}

static bool unit_is_busy(const car_state_t* const state)
{
    const ecu_t* const ecu = node_ecu(&state->node);
    const node_port_out_t* const out = &state->out;
    const bool drives = out->drive || out->drive_enable || out->search != ecu_zone_none || out->beep;
    const bool thinks = (ecu->press.presses > 0U) || ecu->frame_waiting || (ecu->waiting != 0U);
    return state->node.running && (drives || thinks);
}

static uint32_t next_event_ms(const car_run_t* const run)
{
    const uint32_t now_ms = run->state->now_ms;
    uint32_t next_ms = UINT32_MAX;
    for (int k = 0; k < run->count; ++k) {
        const uint32_t start_ms = run->strokes[k].start_ms;
        const uint32_t end_ms = car_stroke_end_ms(run->model, &run->strokes[k]);
        const uint32_t event_ms = (start_ms > now_ms) ? start_ms : end_ms;
        if ((event_ms > now_ms) && (event_ms < next_ms)) {
            next_ms = event_ms;
        }
    }
    return next_ms;
}

// A unit without supply, in reset or booting is stepped as closely as one that listens: it may come up.
static uint32_t usual_dt_ms(const car_run_t* const run)
{
    const car_state_t* const state = run->state;
    if (car_contacts_jump(run)) {
        return bounce_ms;
    }
    if (run->plant.drive || plant_returns(&run->model->plant, &state->plant, &run->plant)) {
        return fine_ms;
    }
    const bool still = plant_is_at_rest(&run->model->plant, &state->plant, &run->plant);
    if (stroke_is_on(run) || unit_is_busy(state) || !still) {
        return usual_ms;
    }
    const node_port_out_t* const out = &state->out;
    const bool flashing = out->flashers || out->lock_relay || out->unlock_relay || !state->node.running;
    const uint32_t most = flashing ? flashing_ms : idle_ms;
    const uint32_t left_ms = next_event_ms(run) - state->now_ms;
    return (left_ms < most) ? left_ms : most;
}

static uint32_t next_dt_ms(const car_run_t* const run)
{
    const uint32_t dt_ms = usual_dt_ms(run);
    return (run->model->finer && (dt_ms > 1U)) ? dt_ms / 2U : dt_ms;
}

// Hands first: how long the step is depends on what they do.
static void step(car_run_t* const run)
{
    car_hands(run, run->passed_ms);
    car_contacts(run);
    run->pins.reset_held = run->unit_dead;
    run->passed_ms = next_dt_ms(run);
    node_step(&run->state->node, &run->pins, &run->state->out, run->passed_ms);
    lay_out(run);
    step_plant(run, run->passed_ms);
    take_in_unit(run);
    take_in_lid(run);
}

static bool is_over(const car_run_t* const run, const uint32_t last_ms)
{
    const car_state_t* const state = run->state;
    if (state->now_ms >= most_ms) {
        return true;
    }
    if (run->percept.opened && (state->now_ms >= run->opened_ms + after_opening_ms)) {
        return true;
    }
    if (state->now_ms < last_ms + calm_ms) {
        return false;
    }
    return !unit_is_busy(state) && plant_is_at_rest(&run->model->plant, &state->plant, &run->plant);
}

static uint32_t last_end_ms(const car_run_t* const run)
{
    uint32_t last_ms = 0;
    for (int k = 0; k < run->count; ++k) {
        const uint32_t end_ms = car_stroke_end_ms(run->model, &run->strokes[k]);
        last_ms = (end_ms > last_ms) ? end_ms : last_ms;
    }
    return last_ms;
}

// Waiting is not simulated step by step: nobody touches anything, only the unit's timers go on, and what is
// warm or sagged recovers in one step.
static void wait_out(car_run_t* const run)
{
    static const plant_inputs_t alone = {.drive = false};
    for (int k = 0; k < run->count; ++k) {
        const vehicle_stroke_t* const stroke = &run->strokes[k];
        const bool due = (stroke->stimulus == vehicle_stimulus_wait_s) &&
                         (run->state->now_ms >= stroke->start_ms) &&
                         ((run->started & (1U << (uint32_t)k)) == 0U);
        if (!due) {
            continue;
        }
        run->started |= 1U << (uint32_t)k;
        node_port_in_t pins;
        car_pins(run->model, run->state, &pins);
        pins.reset_held = run->unit_dead;
        const uint32_t wait_s = (uint32_t)real_clamp(stroke->value, 0.0, 3600.0);
        for (uint32_t s = 0; s < wait_s; ++s) {
            node_step(&run->state->node, &pins, &run->state->out, 1000);
        }
        plant_step(&run->model->plant, &run->state->plant, &alone, (double)wait_s);
    }
}

static void begin(car_run_t* const run)
{
    car_state_t* const state = run->state;
    state->runs += 1U;
    state->now_ms = 0;
    state->plant.blown = 0.0;
    state->plant.moved_s = 0.0;
    state->plant.hum_s = 0.0;
    state->plant.released_s = 0.0;
    memset(state->plant.feel, 0, sizeof state->plant.feel);
    base_random_seed(&run->random, run->model->seed * 0x9e3779b97f4a7c15U + state->runs);
    car_draw_luck(run);
    car_contacts_begin(run);
    run->presses_before = state->presses;
    run->was_running = state->node.running;
    run->best_V = state->plant.unit_V;
    run->faults_before = sagged(state);
}

car_percept_t car_run(const car_model_t* const model, car_state_t* const state,
                      const vehicle_stroke_t* const strokes, const int count,
                      const car_recorder_t* const recorder)
{
    car_run_t run = {.model = model,
                     .state = state,
                     .strokes = strokes,
                     .count = (count < 32) ? count : 32,
                     .recorder = recorder};
    begin(&run);
    if (run.count > 0) {
        const uint32_t last_ms = last_end_ms(&run);
        do {
            wait_out(&run);
            step(&run);
        } while (!is_over(&run, last_ms));
    }
    conclude(&run);
    return run.percept;
}

static uint64_t mix(uint64_t hash, const void* const bytes, const size_t size)
{
    const unsigned char* const byte = bytes;
    for (size_t k = 0; k < size; ++k) {
        hash = (hash ^ byte[k]) * 0x100000001b3U;
    }
    return hash;
}

// From the first field behind the addresses to the last, and nothing that moves with them: 32 and 64 bits
// agree.
#define MIX_SPAN(hash, object, type, first, last)                                                            \
    mix(hash, (const unsigned char*)(object) + offsetof(type, first),                                        \
        offsetof(type, last) + sizeof((object)->last) - offsetof(type, first))

uint64_t car_state_hash(const car_state_t* const state)
{
    uint64_t hash = mix(0xcbf29ce484222325U, &state->plant, sizeof state->plant);
    hash = MIX_SPAN(hash, &state->node.ecu, ecu_t, rules, event);
    hash = MIX_SPAN(hash, &state->node, node_t, stored, idle);
    hash = mix(hash, &state->out, sizeof state->out);
    return MIX_SPAN(hash, state, car_state_t, settings, presses);
}
