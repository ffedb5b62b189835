// Off the seal    F_pop(T) + F_hand > F_stick + F_ice (1 - crack) + F_extra
// Up              M_rise(T) + F_hand l - M_extra > 0, or the power gate
// Struts          F(T) = F20 (273 + T) / 293; a lid with torsion springs does not mind the cold
#include "plant/lid.h"

#include <math.h>

#include "vehicle/params.h"
#include "vehicle/real.h"

static const double gravity = 9.81;
static const double off_seal_mm = 25.0; // where the springs have lost touch
static const double open_mm = 120.0;
static const double up_mm = 600.0;
static const double speed_mm_s = 400.0;
static const double hinge_share = 0.35; // of the weight's moment that the struts must hold against the cold
static const double gate_Nm =
    45.0; // what a spindle has beyond sound springs before it takes it for an obstacle
static const double crack_N = 600.0; // a press that cracks a film of ice altogether

plant_lid_model_t plant_lid_model(const double* const value, const double celsius)
{
    const bool struts = value[vehicle_lid_kind] > 0.5;
    const double gas = struts ? (273.0 + celsius) / 293.0 : 1.0;
    const double arm_m = value[vehicle_lid_arm_m];
    const double weight_Nm = value[vehicle_lid_mass_kg] * gravity * arm_m;
    const double extra_Nm = value[vehicle_lid_extra_kg] * gravity * arm_m;
    const double edge_m = 2.0 * arm_m;
    return (plant_lid_model_t){
        .pop_N = value[vehicle_lid_pop_N] * gas,
        .rise_Nm = value[vehicle_lid_rise_Nm] - (1.0 - gas) * hinge_share * 0.7 * weight_Nm,
        .extra_N = extra_Nm / edge_m,
        .extra_Nm = 0.7 * extra_Nm,
        .stick_N = value[vehicle_seal_stick_N],
        .ice_N = value[vehicle_seal_ice_N],
        .edge_m = edge_m,
        .driven = value[vehicle_power_gate_present] > 0.5,
    };
}

void plant_lid_crack(plant_lid_state_t* const state, const plant_hand_t* const hand)
{
    const double pressed_N = (hand->force_N < 0.0) ? -hand->force_N : 0.0;
    const double rocked = (hand->rock_mm > 0.0) ? 0.25 : 0.0;
    const double cracked = real_clamp(pressed_N / crack_N + rocked, 0.0, 0.9);
    state->cracked = (cracked > state->cracked) ? cracked : state->cracked;
}

/// Hold of seal and ice now, N.
static double hold_N(const plant_lid_model_t* const model, const plant_lid_state_t* const state,
                     const double celsius)
{
    return model->stick_N + ((celsius < 0.0) ? model->ice_N * (1.0 - state->cracked) : 0.0);
}

static bool rises(const plant_lid_model_t* const model, const plant_lid_state_t* const state,
                  const plant_hand_t* const hand, const bool gate_runs)
{
    const double extra_Nm = (state->cleared > 0.5) ? 0.0 : model->extra_Nm;
    const double lifted_Nm = (hand->force_N > 0.0) ? hand->force_N * model->edge_m : 0.0;
    if (model->driven && !gate_runs) {
        return lifted_Nm > extra_Nm;
    }
    const double drive_Nm = gate_runs ? gate_Nm : 0.0;
    return model->rise_Nm + lifted_Nm + drive_Nm > extra_Nm;
}

bool plant_lid_step(const plant_lid_model_t* const model, plant_lid_state_t* const state,
                    const plant_hand_t* const hand, const double celsius, const bool gate_runs,
                    const double dt_s)
{
    const double extra_N = (state->cleared > 0.5) ? 0.0 : model->extra_N;
    const double gate_N = gate_runs ? gate_Nm / model->edge_m : 0.0;
    if (state->torn_loose < 0.5) {
        const double up_N = model->pop_N + hand->force_N + gate_N - extra_N;
        if (up_N <= hold_N(model, state, celsius)) {
            return false;
        }
        state->torn_loose = 1.0;
    }
    const double goal_mm = rises(model, state, hand, gate_runs) ? up_mm : off_seal_mm;
    const double way_mm = goal_mm - state->edge_mm;
    state->rests = (fabs(way_mm) < 1e-9) ? 1.0 : 0.0;
    state->edge_mm += real_clamp(way_mm, -speed_mm_s * dt_s, speed_mm_s * dt_s);
    return true;
}

bool plant_lid_is_open(const plant_lid_state_t* const state)
{
    return state->edge_mm >= open_mm;
}
