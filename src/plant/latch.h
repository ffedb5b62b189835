/// Pawl and claw: what force frees them, and what has freed them.
#pragma once
#include <stdbool.h>

typedef struct {
    double seal_N;  ///< of the seal on the closed claw, at this temperature
    double press_N; ///< cargo, straight on the claw
    double friction;
    double spring_N;
    double seize_N;
    double ice_N;
    double bind_N;
    double grease; ///< factor on drag in cold
    double celsius;
    double lift_mm;
    double preload_mm; ///< by a cable set too tight
    bool jammed;       ///< something is caught: relief reaches only half as far
    bool held;         ///< soft close stands in the way
    bool pawl_ok;
    bool relatches; ///< the pawl falls back by itself
} plant_latch_model_t;

typedef struct {
    double pawl_mm;
    double is_free;   ///< 1: the pawl has let go of the claw
    double is_turned; ///< 1: the claw has turned, the pawl cannot fall back
    double hold_s;    ///< how long the pawl stays up after what lifted it has gone
    double warm_K;    ///< brought in by thawing
    double oiled;     ///< 1: penetrant has been worked in
} plant_latch_state_t;

/// What a hand does to the lid, for the latch.
typedef struct {
    double force_N; ///< at the edge; negative presses down
    double rock_mm;
} plant_hand_t;

plant_latch_model_t plant_latch_model(const double* value, double celsius);
void plant_latch_start(const plant_latch_model_t* model, plant_latch_state_t* state);

/// Force at the pawl that frees it now, N.
double plant_latch_release_N(const plant_latch_model_t* model, const plant_latch_state_t* state,
                             const plant_hand_t* hand);

/// Force at the pawl while it is free: its spring only.
double plant_latch_free_N(const plant_latch_model_t* model);

/// Factor on the drive's viscous drag by grease and cold.
double plant_latch_drag(const plant_latch_model_t* model, const plant_latch_state_t* state);

/// Temperature at lid and latch, thawing included.
double plant_latch_celsius(const plant_latch_model_t* model, const plant_latch_state_t* state);

/// The pawl is lifted to `goal_mm` by what is strong enough, or falls back. Frees the claw at lift_mm.
void plant_latch_move(const plant_latch_model_t* model, plant_latch_state_t* state, double goal_mm,
                      double dt_s);
