// The lid's lamps (21 W) share the ground R_g: the drive sees V / (1 + R_g G) behind R_g / (1 + R_g G), G =
// 0.15 S. R = r20 L (1 + 0.00393 (T - 20));  a bent break is whole, open, or touches by chance at this lid
// angle.
#include "plant/loom.h"

#include "vehicle/params.h"

static const double output_stage_Ohm = 0.025;
static const double lid_lamps_S = 0.15;
static const double relay_Ohm = 0.012;

plant_loom_model_t plant_loom_model(const double* const value, const double celsius)
{
    const double copper = 1.0 + 0.00393 * (celsius - 20.0);
    const double wire_Ohm = 1e-3 * value[vehicle_loom_wire_mOhm_m] * value[vehicle_loom_length_m] * copper;
    const double bare_Ohm = 1e-3 * value[vehicle_loom_ground_mOhm];
    const double lifted = 1.0 / (1.0 + bare_Ohm * lid_lamps_S);
    const double ground_Ohm = bare_Ohm * lifted;
    const double driver_Ohm = (value[vehicle_bcm_driver] > 0.5) ? relay_Ohm : output_stage_Ohm;
    return (plant_loom_model_t){
        .path_Ohm = driver_Ohm + wire_Ohm + 1e-3 * value[vehicle_hidden_wire_extra_mOhm] + ground_Ohm,
        .wire_Ohm = wire_Ohm,
        .ground_Ohm = ground_Ohm,
        .lamps_S = lid_lamps_S * lifted,
        .lifted_share = lifted,
        .short_Ohm = value[vehicle_loom_short_Ohm],
        .contact_rest = value[vehicle_loom_release_ok],
        .contact_moved = value[vehicle_loom_release_ok_moved],
        .is_shorted = value[vehicle_loom_short_Ohm]<1.0, .switch_ok = value[vehicle_loom_switch_ok]> 0.5,
        .consumers_ok = value[vehicle_loom_consumers_ok] > 0.5,
        .ajar_ok = value[vehicle_loom_ajar_ok] > 0.5,
    };
}

bool plant_loom_has_contact(const plant_loom_model_t* const model, const bool moved, const double luck_rest,
                            const double luck_moved)
{
    // Strictly below: a chance of 0 never, a chance of 1 always.
    return moved ? luck_moved < model->contact_moved : luck_rest < model->contact_rest;
}
