// Open circuit          V = V0 + dV s + kT (T - 25)      for s >= 0;    V0 + 45 s, at least 3 V, for s < 0
// Resistance            R = R25 exp(0.0139 (25 - T)) a (1 + 2 (1 - s)^2 + A exp(-s / 0.05))
// Under load            V_term = V - I R_ohmic - V_slow;    dV_slow/dt = (I R_slow - V_slow) / tau
// Charge                ds/dt = -I / C;                     C = C25 (1 + 0.008 (T - 25)), 0.4 C25 at least
//
// A straight V(s) alone never makes a car dead: at 5 % it would sag by a tenth of a volt. What kills is the
// collapse below zero charge and the exponential term near it.
#include "plant/battery.h"

#include "vehicle/params.h"
#include "vehicle/real.h"

enum { flooded = 0, agm = 1, lithium = 2 };

static const double ohmic_share = 0.85;
static const double collapse_V = 45.0; // for each unit of charge below zero
static const double floor_V = 3.0;

typedef struct {
    double empty_V, slope_V;
} chemistry_t;

// Lead: 11.8 V empty, 12.6 V full; absorbed glass mat 0.2 V more; lithium iron phosphate flat at 13 V.
static const chemistry_t chemistries[] = {{11.8, 0.8}, {12.0, 0.8}, {12.9, 0.4}};

plant_battery_model_t plant_battery_model(const double* const value, const double celsius)
{
    const int type = (int)real_clamp(value[vehicle_battery_type], flooded, lithium);
    const double warmth_K = celsius - 25.0;
    const double shrunk = real_clamp(1.0 + 0.008 * warmth_K, 0.4, 1.3);
    const double ageing = value[vehicle_battery_ageing];
    return (plant_battery_model_t){
        .empty_V = chemistries[type].empty_V + 0.0012 * warmth_K,
        .slope_V = chemistries[type].slope_V,
        .fresh_Ohm = 1e-3 * value[vehicle_battery_internal_mOhm] * real_exp(-0.0139 * warmth_K) * ageing,
        .empty_factor = value[vehicle_battery_empty_factor],
        .capacity_As = 3600.0 * value[vehicle_battery_capacity_Ah] * shrunk,
        .start_soc = value[vehicle_battery_soc],
        .charged_soc = 0.9,
        .charged_share = 1.0 / ageing,
        .slow_s = 8.0,
        .cuts_off = type == lithium,
    };
}

static double open_V(const plant_battery_model_t* const model, const double soc)
{
    if (soc >= 0.0) {
        return model->empty_V + model->slope_V * soc;
    }
    const double collapsed_V = model->empty_V + collapse_V * soc;
    if (model->cuts_off) {
        return 0.0;
    }
    return (collapsed_V > floor_V) ? collapsed_V : floor_V;
}

static void settle(const plant_battery_model_t* const model, plant_battery_state_t* const state)
{
    const double soc = state->soc;
    const double lack = 1.0 - soc;
    const double growth = 1.0 + 2.0 * lack * lack + model->empty_factor * real_exp(-soc / 0.05);
    const double total_Ohm = model->fresh_Ohm * state->aged_share * growth;
    state->open_V = open_V(model, soc);
    state->ohmic_Ohm = ohmic_share * total_Ohm;
    state->slow_Ohm = total_Ohm - state->ohmic_Ohm;
    state->slow_V = 0.0;
}

void plant_battery_start(const plant_battery_model_t* const model, plant_battery_state_t* const state)
{
    state->soc = model->start_soc;
    state->aged_share = 1.0;
    settle(model, state);
}

void plant_battery_charge(const plant_battery_model_t* const model, plant_battery_state_t* const state)
{
    state->soc = model->charged_soc;
    state->aged_share = model->charged_share;
    settle(model, state);
}

void plant_battery_step(const plant_battery_model_t* const model, plant_battery_state_t* const state,
                        const double current_A, const double dt_s)
{
    const double goal_V = current_A * state->slow_Ohm;
    // Implicit, so that a long step cannot overshoot.
    state->slow_V += (goal_V - state->slow_V) * dt_s / (model->slow_s + dt_s);
    state->soc -= current_A * dt_s / model->capacity_As;
}
