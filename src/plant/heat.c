// m c dT/dt = P - (T - Ta) / Rth,   P = I^2 R.   For a constant P over dt, with tau = m c Rth:
//             T - Ta = P Rth + (T0 - Ta - P Rth) exp(-dt / tau)
// The cut-out opens at its trip temperature and closes at a lower one, so a drive that has been overdone is
// dead for a while: tau ln((trip - Ta) / (reset - Ta)).
#include "plant/heat.h"

#include "vehicle/real.h"

static const double least_K = 1.0;    // between surroundings, reset and trip, whatever the parameters say
static const double nothing_K = 1e-6; // is cold

plant_heat_model_t plant_heat_model(const double capacity_J_K, const double loss_K_W, const double trip_degC,
                                    const double reset_degC, const double celsius)
{
    const double reset_K = (reset_degC - celsius > least_K) ? reset_degC - celsius : least_K;
    const double trip_K = trip_degC - celsius;
    return (plant_heat_model_t){.loss_K_W = loss_K_W,
                                .per_s = 1.0 / (capacity_J_K * loss_K_W),
                                .trip_K = (trip_K > reset_K + least_K) ? trip_K : reset_K + least_K,
                                .reset_K = reset_K};
}

// 1 - exp(-x); of a short step by its series, which is both quicker and closer.
static double share(const double x)
{
    return (x < 1e-3) ? x * (1.0 - 0.5 * x) : 1.0 - real_exp(-x);
}

void plant_heat_step(const plant_heat_model_t* const model, plant_heat_state_t* const state,
                     const double power_W, const double dt_s)
{
    if ((power_W <= 0.0) && (state->rise_K <= nothing_K)) {
        state->rise_K = 0.0;
        return;
    }
    state->rise_K += (power_W * model->loss_K_W - state->rise_K) * share(dt_s * model->per_s);
    if (state->rise_K >= model->trip_K) {
        state->is_cut = 1.0;
    } else if (state->rise_K <= model->reset_K) {
        state->is_cut = 0.0;
    }
}
