/// Buttons with a pull-up: what voltage the controller sees; and how a contact jumps when it is moved. O(1),
/// no failure, no random numbers of its own.
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    double pull_V;      ///< released
    double contact_Ohm; ///< closed contact
    double leak_Ohm;    ///< across the open contact, in this weather
    double soaked_Ohm;  ///< the same once water has run into it
    bool wired;         ///< wire and feed are whole
    bool moves;         ///< can be pressed
    bool held;          ///< is pressed by itself
} plant_switch_model_t;

/// Button on the lid; `wet` chooses its leak.
plant_switch_model_t plant_switch_lid(const double* value, bool wet);
/// Button in the cabin.
plant_switch_model_t plant_switch_cabin(const double* value);

/// The same button after water has run into it.
plant_switch_model_t plant_switch_soaked(const plant_switch_model_t* model);

/// Share of the pull-up's voltage at the controller's input, 0 to 1.
double plant_switch_share(const plant_switch_model_t* model, bool pressed);
/// Share of it at the button's own plug: what a meter sees there; nothing arrives over a broken wire.
double plant_switch_plug_share(const plant_switch_model_t* model, bool pressed);

/// How one contact jumps after one change.
typedef struct {
    uint64_t levels;    ///< bit k: in its k-th millisecond it is where it goes to
    uint32_t length_ms; ///< then it stays there; at most 60, 0 does not jump
} plant_bounce_t;

/// A change of a contact that jumps `mean_ms` in the mean; `chance`, 0 up to 1, and `levels` are drawn for
/// it.
plant_bounce_t plant_bounce(double mean_ms, double chance, uint64_t levels);

/// Is the contact, `since_ms` after the change began, where it goes to?
bool plant_bounce_is_there(const plant_bounce_t* bounce, uint32_t since_ms);
