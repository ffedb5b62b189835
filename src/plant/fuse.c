// dQ/dt = I^2 - Q / tau;   opens when Q > I2t(rating).   tau = I2t / (1.1 rating)^2, so that 110 % holds for
// ever. Derating -0.15 % per kelvin above 23 C.
#include "plant/fuse.h"

#include <stddef.h>

typedef struct {
    double rating_A, melting_A2s, cold_mOhm;
} blade_t;

static const blade_t blades[] = {
    {3.0, 9.0, 30.0},   {5.0, 26.0, 17.0},   {7.5, 60.0, 10.5},   {10.0, 115.0, 7.5},  {15.0, 340.0, 4.8},
    {20.0, 520.0, 3.4}, {30.0, 1800.0, 2.1}, {40.0, 3500.0, 1.5}, {60.0, 8000.0, 1.0},
};
static const size_t blade_count = sizeof blades / sizeof blades[0];

static blade_t between(const double rating_A)
{
    size_t k = 1;
    while ((k + 1 < blade_count) && (blades[k].rating_A < rating_A)) {
        k += 1;
    }
    const blade_t* const low = &blades[k - 1];
    const blade_t* const high = &blades[k];
    const double share = (rating_A - low->rating_A) / (high->rating_A - low->rating_A);
    return (blade_t){.rating_A = rating_A,
                     .melting_A2s = low->melting_A2s + share * (high->melting_A2s - low->melting_A2s),
                     .cold_mOhm = low->cold_mOhm + share * (high->cold_mOhm - low->cold_mOhm)};
}

plant_fuse_model_t plant_fuse_model(const bool present, const double rating_A, const bool whole,
                                    const double celsius)
{
    const blade_t blade = between(rating_A);
    const double warm_K = (celsius > 23.0) ? celsius - 23.0 : 0.0;
    const double held_A = 1.1 * rating_A * (1.0 - 0.0015 * warm_K);
    return (plant_fuse_model_t){.cold_Ohm = present ? 1e-3 * blade.cold_mOhm : 0.0,
                                .melting_A2s = blade.melting_A2s,
                                .cooling_s = blade.melting_A2s / (held_A * held_A),
                                .present = present,
                                .starts_whole = whole};
}

void plant_fuse_start(const plant_fuse_model_t* const model, plant_fuse_state_t* const state)
{
    state->heat_A2s = 0.0;
    state->is_whole = model->starts_whole ? 1.0 : 0.0;
}

void plant_fuse_renew(plant_fuse_state_t* const state)
{
    state->heat_A2s = 0.0;
    state->is_whole = 1.0;
}

bool plant_fuse_step(const plant_fuse_model_t* const model, plant_fuse_state_t* const state,
                     const double current_A, const double dt_s)
{
    if (!model->present || (state->is_whole < 0.5)) {
        return false;
    }
    // Exact for a constant current over the step would be an exponential; the implicit form is on the safe
    // side.
    state->heat_A2s = (state->heat_A2s + current_A * current_A * dt_s) / (1.0 + dt_s / model->cooling_s);
    if (state->heat_A2s <= model->melting_A2s) {
        return false;
    }
    state->is_whole = 0.0;
    return true;
}

bool plant_fuse_conducts(const plant_fuse_model_t* const model, const plant_fuse_state_t* const state)
{
    return !model->present || (state->is_whole > 0.5);
}
