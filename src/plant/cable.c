// Sheath (capstan)   F_out = F_in exp(-mu theta);   stretch = F L / (E A), E A = 70 kN for 1.5 mm wire
// The hand has 16 mm; play and stretch are lost of it, and 4 mm free the pawl. The lever at the latch
// gains 1.5.
#include "plant/cable.h"

#include "vehicle/params.h"
#include "vehicle/real.h"

static const double hand_stroke_mm = 16.0;
static const double needed_mm = 4.0;
static const double lever_gain = 1.5;
static const double wire_N = 70000.0;
static const double built_friction = 0.12;
static const double built_play_mm = 4.0;
static const double rad_deg = 3.14159265358979323846 / 180.0;

plant_cable_model_t plant_cable_model(const double* const value)
{
    const double theta_rad = value[vehicle_cable_wrap_deg] * rad_deg;
    const double friction = value[vehicle_cable_friction];
    const double tight_mm = value[vehicle_cable_preload_mm];
    return (plant_cable_model_t){
        .share = real_exp(-friction * theta_rad),
        .share_drive = real_clamp(real_exp((built_friction - friction) * theta_rad), 0.05, 1.0),
        .travel_mm = hand_stroke_mm + tight_mm - value[vehicle_cable_play_mm],
        .play_mm = value[vehicle_cable_play_mm] - built_play_mm - tight_mm,
        .stretch_mm_N = 1e3 * value[vehicle_cable_length_m] / wire_N,
        .present = value[vehicle_cable_present] > 0.5,
        .attached = value[vehicle_cable_attached] > 0.5,
    };
}

double plant_cable_pull_N(const plant_cable_model_t* const model, const double hand_N, const double needed_N,
                          plant_feel_t* const feel)
{
    if (!model->present) {
        *feel = plant_feel_missing;
        return 0.0;
    }
    if (!model->attached) {
        *feel = plant_feel_slack;
        return 0.0;
    }
    const double gain = model->share * lever_gain;
    const double input_N = (needed_N < hand_N * gain) ? needed_N / gain : hand_N;
    if (model->travel_mm - model->stretch_mm_N * input_N < needed_mm) {
        *feel = plant_feel_slack;
        return 0.0;
    }
    *feel = (hand_N * gain >= needed_N) ? plant_feel_normal : plant_feel_stop;
    return hand_N * gain;
}
