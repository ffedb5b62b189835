// The blade's torque less what the cylinder itself takes, over 12 mm to the rod:  F = (M - M_c) / 0.012 m
// A blade that is not this lock's goes in at most and does not turn it.
// Old grease and damp make a cylinder stiffer in cold: half as much again at -20 C.
#include "plant/cable.h"
#include "vehicle/params.h"

static const double arm_m = 0.012;

plant_cylinder_model_t plant_cylinder_model(const double* const value, const double celsius)
{
    const double cold = (celsius < 0.0) ? 1.0 - 0.025 * celsius : 1.0;
    return (plant_cylinder_model_t){
        .torque_Nm = value[vehicle_cylinder_torque_Nm] * cold,
        .present = value[vehicle_cylinder_present] > 0.5,
        .key_fits = value[vehicle_blade_fits_lid] > 0.5,
        .stripped = value[vehicle_cylinder_stripped] > 0.5,
        .rod_ok = value[vehicle_rod_ok] > 0.5,
    };
}

double plant_cylinder_turn_N(const plant_cylinder_model_t* const model, const double hand_Nm,
                             plant_feel_t* const feel)
{
    if (!model->present) {
        *feel = plant_feel_missing;
        return 0.0;
    }
    if (!model->key_fits || (hand_Nm <= model->torque_Nm)) {
        *feel = plant_feel_stop;
        return 0.0;
    }
    if (model->stripped || !model->rod_ok) {
        *feel = plant_feel_slack;
        return 0.0;
    }
    *feel = plant_feel_normal;
    return (hand_Nm - model->torque_Nm) / arm_m;
}
