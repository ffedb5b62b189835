/// The physics of one car's trunk release, from battery to seal. For `car`, which closes the loop with the
/// control unit and a person. SI units; angles in rad; temperatures in degrees C.
///
/// `plant_model_t` is compiled once from the vehicle's parameters and does not change; `plant_state_t` is all
/// that does: plain bytes without gaps, so a copy is a snapshot and memcmp tells equality. Two states may
/// share one model. No heap, no failure, no random numbers. A step that drives the latch costs about 20 ns
/// for each half millisecond.
#pragma once
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "plant/actuator.h"
#include "plant/battery.h"
#include "plant/cable.h"
#include "plant/fob.h"
#include "plant/fuse.h"
#include "plant/heat.h"
#include "plant/latch.h"
#include "plant/lid.h"
#include "plant/loom.h"
#include "plant/supply.h"
#include "plant/switch.h"

/// Ways of moving the pawl by hand.
typedef enum {
    plant_way_cable = 0, ///< lever or handle on the opening cable
    plant_way_handle,    ///< inside emergency release by cable
    plant_way_lever,     ///< lever behind a cover
    plant_way_cord,
    plant_way_pawl, ///< a tool on the latch itself
    plant_way_slot, ///< a tool in an outside slot
    plant_way_key,  ///< blade in the lid; its effort is a torque
    plant_way_count
} plant_way_t;

typedef struct {
    plant_battery_model_t battery;
    plant_supply_model_t supply;
    plant_fuse_model_t fuse_release, fuse_shared, fuse_button;
    plant_loom_model_t loom;
    plant_actuator_model_t actuator;
    plant_latch_model_t latch;
    plant_cable_model_t cable;
    plant_cylinder_model_t cylinder;
    plant_lid_model_t lid;
    plant_switch_model_t lid_switch, cabin_button;
    double gate_start_V;
    double gate_run_W, gate_stall_W; ///< lost in the winding of the gate's drive
    plant_heat_model_t gate_heat;
    bool way_present[plant_way_count];
    bool way_ok[plant_way_count];
    bool drive_by_cable; ///< the drive pulls the opening cable
} plant_model_t;

/// What acts on it during one step. {0} is a car left alone and asleep.
typedef struct {
    bool drive;       ///< both switches of the driver are on
    bool path_closed; ///< ... and nothing outside the plant breaks the circuit to the latch
    bool awake;       ///< units and courtesy lamps
    bool flashers;
    bool ignition;
    bool locks;            ///< the doors' lock motors run
    bool gate_on;          ///< the power gate may run
    double feed_battery_V; ///< 0: not fed
    double feed_post_V;
    double effort[plant_way_count]; ///< N, Nm for the key; 0: not used
    plant_hand_t hand;
} plant_inputs_t;

typedef struct {
    plant_battery_state_t battery;
    plant_fuse_state_t fuse_release, fuse_shared, fuse_button;
    plant_actuator_state_t actuator;
    plant_latch_state_t latch;
    plant_lid_state_t lid;
    plant_heat_state_t gate_heat; ///< its current is not taken from the supply: a fuse and a feed of its own
    double distribution_V;        ///< where lamps and fuses hang
    double unit_V;                ///< at the control unit
    double drive_V;               ///< at the plug of the latch drive
    double drive_A;               ///< through it, or through a short that the driver feeds
    double back_A;     ///< through it while its stage drives it back: by a leg that nobody measures
    double back_s;     ///< driven back since the last pulse
    double awake_s;    ///< since it woke: lamps and units come on late
    double driven_s;   ///< of this pulse
    double released_s; ///< from the pulse's begin to the free pawl; 0: not yet
    double hum_s;      ///< motor turning without load, in sum
    double moved_s;    ///< motor or plunger moving under load, in sum
    double blown;      ///< fuses that opened while it ran
    uint8_t feel[8];   ///< plant_feel_t by plant_way_t
} plant_state_t;

static_assert(sizeof(plant_state_t) == sizeof(plant_battery_state_t) + 3 * sizeof(plant_fuse_state_t) +
                                           sizeof(plant_actuator_state_t) + sizeof(plant_latch_state_t) +
                                           sizeof(plant_lid_state_t) + sizeof(plant_heat_state_t) +
                                           12 * sizeof(double) + 8,
              "no gaps: equality is memcmp");

/// Compiles parameters (ORDER VEHICLE_PARAMS) at a temperature and weather.
void plant_model_init(plant_model_t* self, const double* value, double celsius, bool wet);

/// Parked for long: at rest, lid shut, pawl down.
void plant_start(const plant_model_t* model, plant_state_t* state);

/// One step of `dt_s`: at most 1 ms while `drive` is on or a fuse may melt, at most 10 ms while a hand is at
/// work, else any length.
void plant_step(const plant_model_t* model, plant_state_t* state, const plant_inputs_t* in, double dt_s);

/// Is the latch drive on its way back to rest, by its spring or by its stage? Such steps are at most 1 ms.
bool plant_returns(const plant_model_t* model, const plant_state_t* state, const plant_inputs_t* in);

/// Would a further step with these inputs move nothing? (Battery and lamps may still drift.)
bool plant_is_at_rest(const plant_model_t* model, const plant_state_t* state, const plant_inputs_t* in);

/// Voltage at the distribution and at the control unit for these loads with no drive, without changing
/// anything.
double plant_distribution_V(const plant_model_t* model, const plant_state_t* state, const plant_inputs_t* in);
double plant_unit_V(const plant_model_t* model, const plant_state_t* state, const plant_inputs_t* in);

/// Repairs that change the state: penetrant worked in, warmth brought in, new fuses, charged battery.
void plant_thaw(const plant_model_t* model, plant_state_t* state, double warm_K);
void plant_lubricate(const plant_model_t* model, plant_state_t* state);
void plant_renew_fuses(const plant_model_t* model, plant_state_t* state);

/// Is the lid's switch open, as far as the latch is concerned (broken wires apart)?
bool plant_is_ajar(const plant_model_t* model, const plant_state_t* state);
