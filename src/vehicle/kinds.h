/// The kinds of files, one pair of functions each: `register` learns the ids of a file (all files first),
/// `resolve` reads what refers to them. A kind needs one of the two or both. Every error is reported, none
/// stops the reading.
#pragma once
#include "vehicle/form.h"

void vehicle_parts_register(vehicle_loader_t* loader, const vehicle_node_t* root);
void vehicle_priors_register(vehicle_loader_t* loader, const vehicle_node_t* root);
void vehicle_priors_resolve(vehicle_loader_t* loader, const vehicle_node_t* root);
void vehicle_moves_register(vehicle_loader_t* loader, const vehicle_node_t* root);
void vehicle_moves_resolve(vehicle_loader_t* loader, const vehicle_node_t* root);
void vehicle_readings_register(vehicle_loader_t* loader, const vehicle_node_t* root);
void vehicle_circumstances_resolve(vehicle_loader_t* loader, const vehicle_node_t* root);
void vehicle_checklists_resolve(vehicle_loader_t* loader, const vehicle_node_t* root);
void vehicle_care_resolve(vehicle_loader_t* loader, const vehicle_node_t* root);
void vehicle_contradictions_resolve(vehicle_loader_t* loader, const vehicle_node_t* root);

/// Reads a move's effects, readings and numbers (load_moves.c) and what it does to whom (load_effects.c).
typedef struct {
    vehicle_move_t* move;
    const vehicle_node_t* at; ///< the move's map
    const vehicle_node_t* gives;
    const vehicle_node_t* takes;
    const vehicle_node_t* mends;
    const vehicle_node_t* fails;
    const vehicle_node_t* given;
    const vehicle_node_t* confuse;
} vehicle_effects_t;

/// Readings from `given` or from the sense, the rows of `given`, and the reading of `fails`.
void vehicle_effects_readings(vehicle_loader_t* loader, const vehicle_effects_t* effects);

/// gives, takes, mends, confuse; needs the readings.
void vehicle_effects_resolve(vehicle_loader_t* loader, const vehicle_effects_t* effects);
