/// What moves the pawl by electricity: a geared motor or a solenoid, with its winding's current and warmth.
///
/// The current and the speed of the motor are carried on exactly for a load that is constant over the step
/// (the matrix exponential of the two coupled equations), so the step may be half a millisecond. O(1), no
/// failure.
#pragma once
#include <stdbool.h>

#include "plant/heat.h"

typedef enum { plant_actuator_none = 0, plant_actuator_motor, plant_actuator_solenoid } plant_actuator_type_t;

typedef struct {
    plant_actuator_type_t type;
    bool engaged;         ///< the gear takes the cam along
    bool conducts;        ///< the winding is not burnt through
    bool driven_back;     ///< no spring: the stage reverses it after a release
    double winding_Ohm;   ///< at this temperature
    double winding_Ohm_K; ///< more of it for each kelvin of its own warmth
    double inductance_H;
    double constant_Nm_A; ///< torque constant and back-emf constant, at this temperature
    double inertia_kgm2;
    double friction_Nm;
    double viscous_Nms; ///< of the grease at 20 C
    double load_Nm_N;   ///< torque at the rotor for each newton at the cam
    double mm_rad;      ///< cam travel for each radian of the rotor
    double stroke_mm;
    double solenoid_N; ///< at reference_A, gap fully open
    double reference_A;
    double damping_Ns_m;    ///< of the plunger at 20 C
    double travel_per_lift; ///< cam or plunger travel for each millimetre of pawl
    plant_heat_model_t heat;
} plant_actuator_model_t;

typedef struct {
    double current_A;   ///< whichever way it is driven
    double speed_rad_s; ///< motor only; the way it is driven
    double is_back;     ///< 1: the last step drove it back
    double travel_mm;   ///< 0 at rest to stroke_mm
    double drag;        ///< factor on the viscous drag, by grease and cold
    plant_heat_state_t heat;
    double winding_Ohm; ///< as warm as it is, in steps of a kelvin
    double taken_K;     ///< the warmth it was taken at
    // Coefficients of the step, kept while the loop is the same.
    double kept_Ohm, kept_dt_s, kept_drag;
    double carry[4]; ///< state to state
    double push[4];  ///< forcing to state
    double decay;    ///< of the current with the rotor held
} plant_actuator_state_t;

/// What drives it in one step.
typedef struct {
    double open_V; ///< of the source
    double Ohm;    ///< of source, fuse and wires, without the winding
    double load_N; ///< at the cam
    bool back;     ///< reversed: towards rest; the load is then what brakes
} plant_drive_t;

plant_actuator_model_t plant_actuator_model(const double* value, double celsius);

/// At rest, no current, no warmer than the air.
void plant_actuator_start(const plant_actuator_model_t* model, plant_actuator_state_t* state, double drag);

/// One step under voltage. Where the cut-out is open, one without.
void plant_actuator_step(const plant_actuator_model_t* model, plant_actuator_state_t* state,
                         const plant_drive_t* drive, double dt_s);

/// One step without, of any length: the current is gone through the diode at once, the winding cools, the
/// spring takes the cam back. A drive without a spring stays where it is.
void plant_actuator_return(const plant_actuator_model_t* model, plant_actuator_state_t* state, double dt_s);
