// V = V_pull R / (R + R_pull),  R = contact || leak.  R_pull = 2.7 kOhm: pressed below 2 V of 5 V is R < 1.8
// kOhm.
//
// Bounce      t_b = -t_mean ln(1 - u): most changes jump 1 to 6 ms, some longer. Gaps are exponential too,
//             hence of no memory: in each millisecond of t_b the contact is open or closed with even chance.
//             In the first it always touches.
#include "plant/switch.h"

#include "vehicle/params.h"
#include "vehicle/real.h"

static const double pull_up_Ohm = 2700.0;
static const double bounce_most_ms = 60.0; // outliers are cut here: one word of levels

plant_switch_model_t plant_switch_lid(const double* const value, const bool wet)
{
    const double dry_Ohm = value[vehicle_lid_switch_leak_Ohm];
    const double wet_Ohm = value[vehicle_lid_switch_wet_leak_Ohm];
    return (plant_switch_model_t){
        .pull_V = value[vehicle_lid_switch_pull_up_V],
        .contact_Ohm = value[vehicle_lid_switch_contact_Ohm],
        .leak_Ohm = (wet && (wet_Ohm < dry_Ohm)) ? wet_Ohm : dry_Ohm,
        .soaked_Ohm = (wet_Ohm < dry_Ohm) ? wet_Ohm : dry_Ohm,
        .wired = value[vehicle_loom_switch_ok] > 0.5,
        .moves = value[vehicle_lid_switch_moves] > 0.5,
        .held = value[vehicle_lid_switch_pressed] > 0.5,
    };
}

plant_switch_model_t plant_switch_cabin(const double* const value)
{
    return (plant_switch_model_t){
        .pull_V = 5.0,
        .contact_Ohm = value[vehicle_cabin_button_contact_Ohm],
        .leak_Ohm = 1e9,
        .soaked_Ohm = 1e9,
        .wired = value[vehicle_button_wire_ok] > 0.5,
        .moves = true,
        .held = false,
    };
}

plant_switch_model_t plant_switch_soaked(const plant_switch_model_t* const model)
{
    plant_switch_model_t soaked = *model;
    soaked.leak_Ohm = model->soaked_Ohm;
    return soaked;
}

static double divided(const plant_switch_model_t* const model, const bool pressed)
{
    const bool closed = model->held || (pressed && model->moves);
    const double across_S = 1.0 / model->leak_Ohm + (closed ? 1.0 / model->contact_Ohm : 0.0);
    return 1.0 / (1.0 + pull_up_Ohm * across_S);
}

double plant_switch_share(const plant_switch_model_t* const model, const bool pressed)
{
    return model->wired ? divided(model, pressed) : 1.0;
}

double plant_switch_plug_share(const plant_switch_model_t* const model, const bool pressed)
{
    return model->wired ? divided(model, pressed) : 0.0;
}

plant_bounce_t plant_bounce(const double mean_ms, const double chance, const uint64_t levels)
{
    const double length_ms = -mean_ms * real_log(1.0 - chance);
    return (plant_bounce_t){.levels = levels | 1U,
                            .length_ms = (uint32_t)real_clamp(length_ms + 0.5, 0.0, bounce_most_ms)};
}

bool plant_bounce_is_there(const plant_bounce_t* const bounce, const uint32_t since_ms)
{
    return (since_ms >= bounce->length_ms) || (((bounce->levels >> since_ms) & 1U) != 0U);
}
