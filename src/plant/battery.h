/// The 12 V battery: voltage and resistance by charge, cold and age. For the supply of the plant.
/// Pure functions over the caller's structs, no failure, O(1).
#pragma once
#include <stdbool.h>

/// Fixed for one car and one temperature.
typedef struct {
    double empty_V;       ///< open circuit at charge 0
    double slope_V;       ///< more of it at charge 1
    double fresh_Ohm;     ///< ohmic and slow resistance together, full, at this temperature and age
    double empty_factor;  ///< growth of the resistance near empty
    double capacity_As;   ///< at this temperature
    double start_soc;     ///< as found
    double charged_soc;   ///< after charging
    double charged_share; ///< of fresh_Ohm that a charged or new battery has
    double slow_s;        ///< time constant of the polarization
    bool cuts_off;        ///< its own electronics disconnect it when empty
} plant_battery_model_t;

/// Changes while it runs.
typedef struct {
    double soc;        ///< -0.2 to 1
    double slow_V;     ///< polarization
    double open_V;     ///< of this charge, without polarization
    double ohmic_Ohm;  ///< at once
    double slow_Ohm;   ///< after slow_s
    double aged_share; ///< 1 as found, less after a new battery
} plant_battery_state_t;

/// `value` is an array of VEHICLE_PARAMS, ORDER VEHICLE_PARAMS.
plant_battery_model_t plant_battery_model(const double* value, double celsius);

/// As found, at rest for hours.
void plant_battery_start(const plant_battery_model_t* model, plant_battery_state_t* state);

/// Charged or replaced.
void plant_battery_charge(const plant_battery_model_t* model, plant_battery_state_t* state);

/// Draws `current_A` for `dt_s`. The resistances are kept: charge hardly moves within a run.
void plant_battery_step(const plant_battery_model_t* model, plant_battery_state_t* state, double current_A,
                        double dt_s);
