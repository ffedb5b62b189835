/// A blade fuse: holds its rating, opens by heat. O(1), no failure.
#pragma once
#include <stdbool.h>

typedef struct {
    double cold_Ohm;
    double melting_A2s; ///< heat at which the strip opens
    double cooling_s;   ///< how fast that heat leaves
    bool present;
    bool starts_whole;
} plant_fuse_model_t;

typedef struct {
    double heat_A2s;
    double is_whole; ///< 1 or 0; a number, so that the state has no spare bytes
} plant_fuse_state_t;

/// A fuse of `rating_A` at this temperature.
plant_fuse_model_t plant_fuse_model(bool present, double rating_A, bool whole, double celsius);

void plant_fuse_start(const plant_fuse_model_t* model, plant_fuse_state_t* state);

/// A new fuse of the same rating, cold.
void plant_fuse_renew(plant_fuse_state_t* state);

/// Heats it; true if it opened in this step.
bool plant_fuse_step(const plant_fuse_model_t* model, plant_fuse_state_t* state, double current_A,
                     double dt_s);

/// Does it let current through? A fuse that the car does not have always does.
bool plant_fuse_conducts(const plant_fuse_model_t* model, const plant_fuse_state_t* state);
