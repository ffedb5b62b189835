/// How warm a winding is above its surroundings, and the cut-out that sits in it. For the latch drive and the
/// drive of a power gate. Exact for a power that is constant over the step, so a pause of any length is one
/// step. O(1), no failure.
#pragma once

typedef struct {
    double loss_K_W; ///< warmth for each watt that goes in for ever
    double per_s;    ///< one over the time constant
    double trip_K;   ///< at or above, the cut-out opens
    double reset_K;  ///< at or below, it closes again
} plant_heat_model_t;

typedef struct {
    double rise_K; ///< above the surroundings
    double is_cut; ///< 1 or 0; a number, so that the state has no spare bytes
} plant_heat_state_t;

/// A heat capacity behind a thermal resistance, in surroundings of `celsius`.
plant_heat_model_t plant_heat_model(double capacity_J_K, double loss_K_W, double trip_degC, double reset_degC,
                                    double celsius);

/// `power_W` goes in for `dt_s`; 0 cools.
void plant_heat_step(const plant_heat_model_t* model, plant_heat_state_t* state, double power_W, double dt_s);
