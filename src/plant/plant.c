// The parts joined. One step: where the volts go, what the drive does with them, what the pawl and the lid do
// then.
#include "plant/plant.h"

#include <string.h>

#include "vehicle/params.h"
#include "vehicle/real.h"

static const double fine_s = 0.0005;   // of the current and the rotor
static const double asleep_S = 0.0018; // 22 mA
static const double awake_S = 0.9;     // units and courtesy lamps of a car that has just been woken
static const double flashers_S = 0.55; // four bulbs of 21 W
static const double ignition_S = 0.5;
static const double locks_S = 1.2; // four lock motors of 3 to 5 A; estimate
static const double lamps_late_s = 0.05;
static const double hand_mm_s = 40.0;      // how fast a hand lifts the pawl
static const double turning_rad_s = 200.0; // heard as a hum
static const double back_most_s = 1.0;     // then the stage gives up

typedef struct {
    double gain; // force at the pawl for each newton of effort
} way_t;

static const way_t ways[plant_way_count] = {
    [plant_way_cable] = {0.0},   // by plant_cable_pull_N
    [plant_way_handle] = {1.25}, // lever 1.5, quarter turn of sheath 0.83
    [plant_way_lever] = {2.0},   [plant_way_cord] = {1.1}, [plant_way_pawl] = {1.5},
    [plant_way_slot] = {1.0},    [plant_way_key] = {0.0}, // by plant_cylinder_turn_N
};

static void init_ways(plant_model_t* const self, const double* const value)
{
    for (int k = 0; k < plant_way_count; ++k) {
        self->way_present[k] = true;
        self->way_ok[k] = true;
    }
    const double kind = value[vehicle_handle_kind];
    const bool by_cable = (kind > 0.5) && (kind < 1.5);
    self->way_present[plant_way_handle] = by_cable && (value[vehicle_handle_there] > 0.5);
    self->way_ok[plant_way_handle] = value[vehicle_handle_ok] > 0.5;
    self->way_present[plant_way_lever] = value[vehicle_lever_present] > 0.5;
    self->way_present[plant_way_cord] = value[vehicle_cord_present] > 0.5;
    self->way_present[plant_way_slot] = value[vehicle_slot_present] > 0.5;
}

static void init_gate(plant_model_t* const self, const double* const value, const double celsius)
{
    const double run_A = value[vehicle_gate_drive_run_A];
    const double stall_A = value[vehicle_gate_drive_stall_A];
    const double Ohm = 1e-3 * value[vehicle_gate_drive_winding_mOhm];
    self->gate_start_V = value[vehicle_power_gate_start_V];
    self->gate_run_W = run_A * run_A * Ohm;
    self->gate_stall_W = stall_A * stall_A * Ohm;
    self->gate_heat =
        plant_heat_model(value[vehicle_gate_drive_heat_J_K], value[vehicle_gate_drive_loss_K_W],
                         value[vehicle_winding_trip_degC], value[vehicle_winding_reset_degC], celsius);
}

void plant_model_init(plant_model_t* const self, const double* const value, const double celsius,
                      const bool wet)
{
    memset(self, 0, sizeof *self);
    self->battery = plant_battery_model(value, celsius);
    self->supply = plant_supply_model(value);
    self->fuse_release =
        plant_fuse_model(value[vehicle_fuse_release_present] > 0.5, value[vehicle_fuse_release_rating_A],
                         value[vehicle_fuse_release_intact] > 0.5, celsius);
    self->fuse_shared =
        plant_fuse_model(value[vehicle_fuse_shared_present] > 0.5, value[vehicle_fuse_shared_rating_A],
                         value[vehicle_fuse_shared_intact] > 0.5, celsius);
    self->fuse_button =
        plant_fuse_model(value[vehicle_fuse_button_present] > 0.5, value[vehicle_fuse_button_rating_A],
                         value[vehicle_fuse_button_intact] > 0.5, celsius);
    self->loom = plant_loom_model(value, celsius);
    self->actuator = plant_actuator_model(value, celsius);
    self->latch = plant_latch_model(value, celsius);
    self->cable = plant_cable_model(value);
    self->cylinder = plant_cylinder_model(value, celsius);
    self->lid = plant_lid_model(value, celsius);
    self->lid_switch = plant_switch_lid(value, wet);
    self->cabin_button = plant_switch_cabin(value);
    init_gate(self, value, celsius);
    self->drive_by_cable = self->cable.present && (self->actuator.type != plant_actuator_none);
    init_ways(self, value);
}

void plant_start(const plant_model_t* const model, plant_state_t* const state)
{
    memset(state, 0, sizeof *state);
    plant_battery_start(&model->battery, &state->battery);
    plant_fuse_start(&model->fuse_release, &state->fuse_release);
    plant_fuse_start(&model->fuse_shared, &state->fuse_shared);
    plant_fuse_start(&model->fuse_button, &state->fuse_button);
    plant_latch_start(&model->latch, &state->latch);
    plant_actuator_start(&model->actuator, &state->actuator, plant_latch_drag(&model->latch, &state->latch));
    const plant_inputs_t alone = {.drive = false};
    state->distribution_V = plant_distribution_V(model, state, &alone);
    state->unit_V = plant_unit_V(model, state, &alone);
}

static bool release_is_fed(const plant_model_t* const model, const plant_state_t* const state)
{
    return plant_fuse_conducts(&model->fuse_shared, &state->fuse_shared) &&
           plant_fuse_conducts(&model->fuse_release, &state->fuse_release);
}

// A chafed wire is live as soon as its fuse is in; without any fuse the output stage protects itself.
static double short_S(const plant_model_t* const model, const plant_state_t* const state)
{
    const bool fused = model->fuse_release.present || model->fuse_shared.present;
    if (!model->loom.is_shorted || !fused || !release_is_fed(model, state)) {
        return 0.0;
    }
    return 1.0 / (model->loom.short_Ohm + 0.5 * model->loom.wire_Ohm + model->fuse_release.cold_Ohm +
                  model->fuse_shared.cold_Ohm);
}

static double load_S(const plant_model_t* const model, const plant_state_t* const state,
                     const plant_inputs_t* const in)
{
    const bool late = in->awake && (state->awake_s >= lamps_late_s);
    return asleep_S + (late ? awake_S + model->loom.lamps_S : 0.0) + (in->flashers ? flashers_S : 0.0) +
           (in->ignition ? ignition_S : 0.0) + (in->locks ? locks_S : 0.0) + short_S(model, state);
}

static plant_source_t source(const plant_model_t* const model, const plant_state_t* const state,
                             const plant_inputs_t* const in)
{
    return plant_supply_source(&model->supply, &state->battery, in->feed_battery_V, in->feed_post_V,
                               load_S(model, state, in));
}

double plant_distribution_V(const plant_model_t* const model, const plant_state_t* const state,
                            const plant_inputs_t* const in)
{
    return source(model, state, in).open_V;
}

double plant_unit_V(const plant_model_t* const model, const plant_state_t* const state,
                    const plant_inputs_t* const in)
{
    const bool fed = plant_fuse_conducts(&model->fuse_shared, &state->fuse_shared);
    return fed ? plant_distribution_V(model, state, in) : 0.0;
}

// The lamps of the lid return by the same ground: they lift it before the drive draws anything.
static plant_source_t lid_source(const plant_model_t* const model, plant_source_t from)
{
    from.open_V *= model->loom.lifted_share;
    return from;
}

static double loop_Ohm(const plant_model_t* const model)
{
    return model->fuse_shared.cold_Ohm + model->fuse_release.cold_Ohm + model->loom.path_Ohm;
}

// What the pawl asks of the cam: its release force until it is free, then its spring; nothing where it is not
// taken along. Over a cable that is slacker than built, the first travel meets nothing either.
static double cam_load_N(const plant_model_t* const model, const plant_state_t* const state,
                         const double release_N)
{
    const bool reaches = model->latch.pawl_ok && (!model->drive_by_cable || model->cable.attached);
    if (!reaches) {
        return 0.0;
    }
    const double share = model->drive_by_cable ? model->cable.share_drive : 1.0;
    const double slack_mm = model->drive_by_cable ? model->cable.play_mm : 0.0;
    if (state->actuator.travel_mm < slack_mm) {
        return 0.0;
    }
    const bool free = state->latch.is_free > 0.5;
    return (free ? plant_latch_free_N(&model->latch) : release_N) / share;
}

static double lift_of_drive_mm(const plant_model_t* const model, const plant_state_t* const state)
{
    const bool reaches = model->latch.pawl_ok && (!model->drive_by_cable || model->cable.attached);
    const double slack_mm =
        (model->drive_by_cable && (model->cable.play_mm > 0.0)) ? model->cable.play_mm : 0.0;
    const double mm = state->actuator.travel_mm - slack_mm;
    return (reaches && (mm > 0.0)) ? mm / model->actuator.travel_per_lift : 0.0;
}

static void note_motion(const plant_model_t* const model, plant_state_t* const state, const double before_mm,
                        const double dt_s)
{
    const bool loose = (model->actuator.type == plant_actuator_motor) && !model->actuator.engaged;
    if (loose && (state->actuator.speed_rad_s > turning_rad_s)) {
        state->hum_s += dt_s;
    }
    if (state->actuator.travel_mm > before_mm) {
        state->moved_s += dt_s;
    }
}

// Time of release inside the step by the straight line through the pawl's lift.
static void note_release(const plant_model_t* const model, plant_state_t* const state, const double before_mm,
                         const double after_mm, const double begin_s)
{
    const double lift_mm = model->latch.lift_mm;
    if ((state->released_s > 0.0) || (after_mm < lift_mm) || (after_mm <= before_mm)) {
        return;
    }
    const double share = real_clamp((lift_mm - before_mm) / (after_mm - before_mm), 0.0, 1.0);
    state->released_s = begin_s + share * fine_s;
}

static void drive_fine(const plant_model_t* const model, plant_state_t* const state,
                       const plant_source_t* const from, const double release_N, const double dt_s)
{
    const double Ohm = from->Ohm + loop_Ohm(model);
    const int count = (int)(dt_s / fine_s + 0.5);
    for (int k = 0; k < ((count > 0) ? count : 1); ++k) {
        const plant_drive_t drive = {from->open_V, Ohm, cam_load_N(model, state, release_N), false};
        const double before_mm = lift_of_drive_mm(model, state);
        const double travel_mm = state->actuator.travel_mm;
        plant_actuator_step(&model->actuator, &state->actuator, &drive, fine_s);
        const double after_mm = lift_of_drive_mm(model, state);
        note_release(model, state, before_mm, after_mm, state->driven_s);
        note_motion(model, state, travel_mm, fine_s);
        if (after_mm > state->latch.pawl_mm) {
            plant_latch_move(&model->latch, &state->latch, after_mm, fine_s);
        }
        state->driven_s += fine_s;
    }
}

// By hand of the stage alone, which the unit switches forward only: as far as its switch at rest. The pawl's
// spring pushes the same way; only the drive's own friction brakes.
static bool is_driven_back(const plant_model_t* const model, const plant_state_t* const state,
                           const plant_inputs_t* const in)
{
    return model->actuator.driven_back && !in->drive && in->path_closed && !model->loom.is_shorted &&
           release_is_fed(model, state) && (state->actuator.travel_mm > 0.0) &&
           (state->actuator.heat.is_cut < 0.5) && (state->back_s < back_most_s);
}

static void drive_back(const plant_model_t* const model, plant_state_t* const state,
                       const plant_source_t* const from, const double dt_s)
{
    const plant_drive_t drive = {from->open_V, from->Ohm + loop_Ohm(model), 0.0, true};
    const int count = (int)(dt_s / fine_s + 0.5);
    for (int k = 0; k < ((count > 0) ? count : 1); ++k) {
        plant_actuator_step(&model->actuator, &state->actuator, &drive, fine_s);
        state->moved_s += fine_s;
        state->back_s += fine_s;
    }
    state->back_A = state->actuator.current_A;
}

static void leave_drive(const plant_model_t* const model, plant_state_t* const state,
                        const plant_inputs_t* const in, const plant_source_t* const from, const double dt_s)
{
    state->drive_A = 0.0;
    state->drive_V = 0.0;
    if (is_driven_back(model, state, in)) {
        const plant_source_t lifted = lid_source(model, *from);
        drive_back(model, state, &lifted, dt_s);
    } else {
        plant_actuator_return(&model->actuator, &state->actuator, dt_s);
    }
}

static void step_drive(const plant_model_t* const model, plant_state_t* const state,
                       const plant_inputs_t* const in, const plant_source_t* const from, const double dt_s)
{
    const bool closed = in->drive && in->path_closed && release_is_fed(model, state);
    state->driven_s = in->drive ? state->driven_s : 0.0;
    state->back_s = in->drive ? 0.0 : state->back_s;
    state->back_A = 0.0;
    if (!closed) {
        leave_drive(model, state, in, from, dt_s);
        return;
    }
    if (model->loom.is_shorted) {
        // Everything the source has goes into the body; the latch gets nothing.
        state->drive_A =
            from->open_V / (from->Ohm + loop_Ohm(model) - model->loom.ground_Ohm + model->loom.short_Ohm);
        state->drive_V = 0.0;
        state->driven_s += dt_s;
        return;
    }
    const double release_N = plant_latch_release_N(&model->latch, &state->latch, &in->hand);
    const plant_source_t lifted = lid_source(model, *from);
    drive_fine(model, state, &lifted, release_N, dt_s);
    state->drive_A = state->actuator.current_A;
    state->drive_V = lifted.open_V - state->drive_A * (lifted.Ohm + loop_Ohm(model));
}

static void heat_fuses(const plant_model_t* const model, plant_state_t* const state, const double dt_s)
{
    const double bypass_A = state->distribution_V * short_S(model, state);
    const double release_A = state->drive_A + state->back_A + bypass_A;
    if (plant_fuse_step(&model->fuse_release, &state->fuse_release, release_A, dt_s)) {
        state->blown += 1.0;
    }
    if (plant_fuse_step(&model->fuse_shared, &state->fuse_shared, release_A, dt_s)) {
        state->blown += 1.0;
    }
}

static double way_N(const plant_model_t* const model, const plant_way_t way, const double effort,
                    const double needed_N, plant_feel_t* const feel)
{
    if (way == plant_way_cable) {
        return plant_cable_pull_N(&model->cable, effort, needed_N, feel);
    }
    if (way == plant_way_key) {
        return plant_cylinder_turn_N(&model->cylinder, effort, feel);
    }
    if (!model->way_present[way]) {
        *feel = plant_feel_missing;
        return 0.0;
    }
    if (!model->way_ok[way]) {
        *feel = plant_feel_slack;
        return 0.0;
    }
    *feel = plant_feel_normal;
    return effort * ways[way].gain;
}

// How it feels in the end: a lever that meets no pawl is slack, one that is too weak stands.
static plant_feel_t felt(const plant_model_t* const model, const plant_way_t way, const double N,
                         const double needed_N, const plant_feel_t feel)
{
    if (feel != plant_feel_normal) {
        return feel;
    }
    if (!model->latch.pawl_ok && (way != plant_way_pawl)) {
        return plant_feel_slack;
    }
    return (N >= needed_N) ? plant_feel_normal : plant_feel_stop;
}

// The highest lift that any hand reaches in this step.
static double lift_by_hand_mm(const plant_model_t* const model, plant_state_t* const state,
                              const plant_inputs_t* const in, const double dt_s)
{
    const bool free = state->latch.is_free > 0.5;
    const double needed_N = free ? plant_latch_free_N(&model->latch)
                                 : plant_latch_release_N(&model->latch, &state->latch, &in->hand);
    double lift_mm = 0.0;
    for (int k = 0; k < plant_way_count; ++k) {
        if (in->effort[k] <= 0.0) {
            continue;
        }
        const plant_way_t way = (plant_way_t)k;
        plant_feel_t feel = plant_feel_none;
        const double N = way_N(model, way, in->effort[k], needed_N, &feel);
        feel = felt(model, way, N, needed_N, feel);
        if ((state->feel[k] != plant_feel_normal) || (feel == plant_feel_normal)) {
            state->feel[k] = (uint8_t)feel;
        }
        if (feel == plant_feel_normal) {
            lift_mm = real_clamp(state->latch.pawl_mm + hand_mm_s * dt_s, 0.0, model->latch.lift_mm + 1.0);
        }
    }
    return lift_mm;
}

static bool gate_runs(const plant_model_t* const model, const plant_state_t* const state,
                      const plant_inputs_t* const in)
{
    return model->lid.driven && in->gate_on && (state->latch.is_free > 0.5) &&
           (state->unit_V >= model->gate_start_V) && (state->gate_heat.is_cut < 0.5);
}

// Lifting it gets warm, held it gets hot; up, it is switched off.
static double gate_W(const plant_model_t* const model, const plant_state_t* const state,
                     const double before_mm)
{
    if (state->lid.edge_mm > before_mm) {
        return model->gate_run_W;
    }
    return plant_lid_is_open(&state->lid) ? 0.0 : model->gate_stall_W;
}

static void step_lid(const plant_model_t* const model, plant_state_t* const state,
                     const plant_inputs_t* const in, const double dt_s)
{
    const double celsius = plant_latch_celsius(&model->latch, &state->latch);
    const double before_mm = state->lid.edge_mm;
    const bool runs = gate_runs(model, state, in);
    if (plant_lid_step(&model->lid, &state->lid, &in->hand, celsius, runs, dt_s)) {
        state->latch.is_turned = 1.0;
    }
    plant_heat_step(&model->gate_heat, &state->gate_heat, runs ? gate_W(model, state, before_mm) : 0.0, dt_s);
}

static void step_mechanics(const plant_model_t* const model, plant_state_t* const state,
                           const plant_inputs_t* const in, const double dt_s)
{
    const double by_hand_mm = lift_by_hand_mm(model, state, in, dt_s);
    const double by_drive_mm = lift_of_drive_mm(model, state);
    double goal_mm = (by_hand_mm > by_drive_mm) ? by_hand_mm : by_drive_mm;
    const double rest_mm = real_clamp(model->latch.preload_mm, 0.0, 0.8 * model->latch.lift_mm);
    goal_mm = (goal_mm > rest_mm) ? goal_mm : rest_mm;
    plant_latch_move(&model->latch, &state->latch, goal_mm, dt_s);
    plant_lid_crack(&state->lid, &in->hand);
    if (state->latch.is_free > 0.5) {
        step_lid(model, state, in, dt_s);
    } else if (state->gate_heat.rise_K > 0.0) {
        plant_heat_step(&model->gate_heat, &state->gate_heat, 0.0, dt_s);
    }
}

void plant_step(const plant_model_t* const model, plant_state_t* const state, const plant_inputs_t* const in,
                const double dt_s)
{
    state->awake_s = in->awake ? state->awake_s + dt_s : 0.0;
    const plant_source_t from = source(model, state, in);
    step_drive(model, state, in, &from, dt_s);
    const double drawn_A = state->drive_A + state->back_A;
    state->distribution_V = from.open_V - drawn_A * from.Ohm;
    const bool fed = plant_fuse_conducts(&model->fuse_shared, &state->fuse_shared);
    state->unit_V = fed ? state->distribution_V - drawn_A * model->fuse_shared.cold_Ohm : 0.0;
    const double battery_A = plant_supply_battery_A(&model->supply, &state->battery, state->distribution_V);
    plant_battery_step(&model->battery, &state->battery, battery_A, dt_s);
    heat_fuses(model, state, dt_s);
    step_mechanics(model, state, in, dt_s);
}

bool plant_returns(const plant_model_t* const model, const plant_state_t* const state,
                   const plant_inputs_t* const in)
{
    const bool is_away = state->actuator.travel_mm > 0.0;
    return is_away && (!model->actuator.driven_back || is_driven_back(model, state, in));
}

bool plant_is_at_rest(const plant_model_t* const model, const plant_state_t* const state,
                      const plant_inputs_t* const in)
{
    if (in->drive || plant_returns(model, state, in) || (short_S(model, state) > 0.0)) {
        return false;
    }
    for (int k = 0; k < plant_way_count; ++k) {
        if (in->effort[k] > 0.0) {
            return false;
        }
    }
    if (state->latch.is_free < 0.5) {
        return true;
    }
    return (state->latch.is_turned > 0.5) && (plant_lid_is_open(&state->lid) || (state->lid.rests > 0.5));
}

void plant_thaw(const plant_model_t* const model, plant_state_t* const state, const double warm_K)
{
    state->latch.warm_K = warm_K;
    state->actuator.drag = plant_latch_drag(&model->latch, &state->latch);
}

void plant_lubricate(const plant_model_t* const model, plant_state_t* const state)
{
    state->latch.oiled = 1.0;
    state->actuator.drag = plant_latch_drag(&model->latch, &state->latch);
}

void plant_renew_fuses(const plant_model_t* const model, plant_state_t* const state)
{
    (void)model;
    plant_fuse_renew(&state->fuse_release);
    plant_fuse_renew(&state->fuse_shared);
    plant_fuse_renew(&state->fuse_button);
}

bool plant_is_ajar(const plant_model_t* const model, const plant_state_t* const state)
{
    // A claw that a tight cable holds half open never reaches its switch.
    return (state->latch.is_turned > 0.5) || (model->latch.preload_mm >= 0.7 * model->latch.lift_mm);
}
