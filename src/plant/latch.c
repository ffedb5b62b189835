// F_rel = mu F_n (r1 / r2) 1.3 + F_spring + F_seize + F_ice + F_bind;   F_n = 0.55 F_seal + 0.85 (F_cargo +
// F_hand)
//
// The seal spreads its force over the whole rim, so the claw bears about half; cargo and a hand at the edge
// act close to it. A hand that presses the lid down takes the load off the pawl, one that lifts puts load on.
// What binds is relieved by pressing or rocking; ice holds below 0 C only.
// Drag of grease: tenfold for each 40 K of cold, and old grease more.
#include "plant/latch.h"

#include "vehicle/params.h"
#include "vehicle/real.h"

static const double seal_share = 0.55;
static const double edge_share = 0.85;
static const double lever = 0.7 * 1.3; // pawl radii, and what geometry adds
static const double drag_most = 200.0;
static const double hold_s = 1.5; // a freed pawl needs so long to creep back under the claw
static const double soft_close_N = 1000.0;

plant_latch_model_t plant_latch_model(const double* const value, const double celsius)
{
    const double stiff = 1.0 + 0.004 * (20.0 - celsius); // rubber in cold
    return (plant_latch_model_t){
        .seal_N = value[vehicle_latch_seal_N] * real_clamp(stiff, 0.8, 1.3),
        .press_N = value[vehicle_load_press_N],
        .friction = value[vehicle_latch_friction],
        .spring_N = value[vehicle_latch_spring_N],
        .seize_N = value[vehicle_latch_seize_N],
        .ice_N = value[vehicle_latch_ice_N],
        .bind_N = value[vehicle_latch_bind_N],
        .grease = value[vehicle_latch_grease_factor],
        .celsius = celsius,
        .lift_mm = value[vehicle_latch_lift_mm],
        .preload_mm = (value[vehicle_cable_present] > 0.5) ? value[vehicle_cable_preload_mm] : 0.0,
        .jammed = value[vehicle_load_jams] > 0.5,
        .held = (value[vehicle_soft_close_present] > 0.5) && (value[vehicle_soft_close_stuck] > 0.5),
        .pawl_ok = value[vehicle_latch_pawl_ok] > 0.5,
        .relatches = value[vehicle_latch_relatches] > 0.5,
    };
}

void plant_latch_start(const plant_latch_model_t* const model, plant_latch_state_t* const state)
{
    *state = (plant_latch_state_t){.pawl_mm = real_clamp(model->preload_mm, 0.0, 0.8 * model->lift_mm)};
}

static double bind_N(const plant_latch_model_t* const model, const plant_hand_t* const hand)
{
    const double relief = model->jammed ? 0.5 : 1.0;
    const double pressed_N = (hand->force_N < 0.0) ? -1.5 * hand->force_N * relief : 0.0;
    const double rocked = (hand->rock_mm > 0.0) ? 1.0 - 0.75 * relief : 1.0;
    const double left_N = model->bind_N * rocked - pressed_N;
    return (left_N > 0.0) ? left_N : 0.0;
}

double plant_latch_celsius(const plant_latch_model_t* const model, const plant_latch_state_t* const state)
{
    return model->celsius + state->warm_K;
}

double plant_latch_release_N(const plant_latch_model_t* const model, const plant_latch_state_t* const state,
                             const plant_hand_t* const hand)
{
    const bool oiled = state->oiled > 0.5;
    const double normal_N = seal_share * model->seal_N + edge_share * (model->press_N + hand->force_N);
    const double friction = (oiled && (model->friction > 0.18)) ? 0.18 : model->friction;
    const double seize_N = oiled ? 0.3 * model->seize_N : model->seize_N;
    const double ice_N = (plant_latch_celsius(model, state) < 0.0) ? model->ice_N : 0.0;
    const double held_N = model->held ? soft_close_N : 0.0;
    return friction * lever * ((normal_N > 0.0) ? normal_N : 0.0) + model->spring_N + seize_N + ice_N +
           held_N + bind_N(model, hand);
}

double plant_latch_free_N(const plant_latch_model_t* const model)
{
    return model->spring_N;
}

double plant_latch_drag(const plant_latch_model_t* const model, const plant_latch_state_t* const state)
{
    const double celsius = plant_latch_celsius(model, state);
    const double cold = real_exp(-(celsius - 20.0) * 0.05756462732485114); // ln(10) / 40
    const bool stiff = (celsius < 5.0) && (state->oiled < 0.5);
    return real_clamp(cold * (stiff ? model->grease : 1.0), 0.2, drag_most);
}

void plant_latch_move(const plant_latch_model_t* const model, plant_latch_state_t* const state,
                      const double goal_mm, const double dt_s)
{
    if ((goal_mm > state->pawl_mm) || (goal_mm >= model->lift_mm)) {
        state->pawl_mm = goal_mm;
        state->hold_s = hold_s;
    } else if (state->is_free < 0.5) {
        state->pawl_mm = goal_mm;
    } else {
        state->hold_s = real_clamp(state->hold_s - dt_s, 0.0, hold_s);
    }
    if (state->pawl_mm >= model->lift_mm) {
        state->is_free = 1.0;
    }
    const bool falls_back =
        model->relatches && (state->hold_s <= 0.0) && (state->is_turned < 0.5) && (goal_mm < model->lift_mm);
    if ((state->is_free > 0.5) && falls_back) {
        state->is_free = 0.0;
        state->pawl_mm = goal_mm;
    }
}
