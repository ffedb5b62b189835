/// The wires from the controller to the lid and back by the body, with the driver's own resistance.
#pragma once
#include <stdbool.h>

typedef struct {
    double path_Ohm;     ///< driver, release wire, hidden joint and ground together; without fuse and winding
    double wire_Ohm;     ///< of it, the release wire: a short at the hinge lies behind half of it
    double ground_Ohm;   ///< of it, lid to body, as the drive sees it beside the lamps
    double short_Ohm;    ///< release wire to body
    double lamps_S;      ///< what those lamps draw, with that ground
    double lifted_share; ///< of the voltage that is left while the lid's lamps use the same ground
    double contact_rest; ///< chance of contact at the closed, untouched lid
    double contact_moved;
    bool is_shorted;
    bool switch_ok, consumers_ok, ajar_ok;
} plant_loom_model_t;

plant_loom_model_t plant_loom_model(const double* value, double celsius);

/// Does the release wire make contact? `luck_rest` and `luck_moved`, 0 to 1, are drawn once for each run.
bool plant_loom_has_contact(const plant_loom_model_t* model, bool moved, double luck_rest, double luck_moved);
