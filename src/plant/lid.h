/// The lid after the latch is free: seal, ice, springs or struts, power gate, what lies on it, a hand.
#pragma once
#include <stdbool.h>

#include "plant/latch.h"

typedef struct {
    double pop_N;    ///< springs and struts at the closed edge, net of weight, at this temperature
    double rise_Nm;  ///< net moment half way up, at this temperature
    double extra_N;  ///< weight on it, at the edge
    double extra_Nm; ///< the same at half way
    double stick_N;  ///< seal on paint
    double ice_N;
    double edge_m; ///< hinge to edge
    bool driven;   ///< by a power gate, which alone lifts it
} plant_lid_model_t;

typedef struct {
    double edge_mm;    ///< 0 shut
    double cleared;    ///< 1: what lay on it has been taken off
    double torn_loose; ///< 1: seal and ice have let go
    double cracked;    ///< share of the ice's film that a hand has cracked, at most 0.9
    double rests;      ///< 1: the last step moved it no further
} plant_lid_state_t;

plant_lid_model_t plant_lid_model(const double* value, double celsius);

/// A hand that presses or rocks the lid cracks the film of ice, for good.
void plant_lid_crack(plant_lid_state_t* state, const plant_hand_t* hand);

/// One step while the claw is free. `gate_runs`: the power drive lifts. Returns true while it stands off the
/// seal.
bool plant_lid_step(const plant_lid_model_t* model, plant_lid_state_t* state, const plant_hand_t* hand,
                    double celsius, bool gate_runs, double dt_s);

/// High enough that the person has it open.
bool plant_lid_is_open(const plant_lid_state_t* state);
