/// Buttons with a pull-up: what voltage the controller sees. O(1), no failure.
#pragma once
#include <stdbool.h>

typedef struct {
    double pull_V;      ///< released
    double contact_Ohm; ///< closed contact
    double leak_Ohm;    ///< across the open contact, in this weather
    bool wired;         ///< wire and feed are whole
    bool moves;         ///< can be pressed
    bool held;          ///< is pressed by itself
} plant_switch_model_t;

/// Button on the lid; `wet` chooses its leak.
plant_switch_model_t plant_switch_lid(const double* value, bool wet);
/// Button in the cabin.
plant_switch_model_t plant_switch_cabin(const double* value);

/// Share of the pull-up's voltage at the controller's input, 0 to 1.
double plant_switch_share(const plant_switch_model_t* model, bool pressed);
/// Share of it at the button's own plug: what a meter sees there; nothing arrives over a broken wire.
double plant_switch_plug_share(const plant_switch_model_t* model, bool pressed);
