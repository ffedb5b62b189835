// Sources in parallel (Millman):   V = sum(V_k G_k) / (sum G_k + G_load),   R = 1 / (sum G_k + G_load)
//
//   battery --R_bat--+--R_term--+ distribution --> fuses, unit, release
//   booster --R_pack-+          |
//   post ----R_path-------------+   (or, where the post does not feed the lid, at the + left of R_term)
//
// With the battery's lead off everything left of R_term is gone, and so is a post that joins there.
#include "plant/supply.h"

#include "vehicle/params.h"

static const double nothing_S = 1e-6;

plant_supply_model_t plant_supply_model(const double* const value)
{
    return (plant_supply_model_t){
        .terminal_Ohm = 1e-3 * value[vehicle_battery_terminal_mOhm],
        .path_Ohm = 1e-3 * value[vehicle_jump_post_path_mOhm],
        .pack_Ohm = 0.03,
        .connected = value[vehicle_battery_connected] > 0.5,
        .post_present = value[vehicle_jump_post_present] > 0.5,
        .post_feeds_lid = value[vehicle_jump_post_feeds_lid] > 0.5,
    };
}

static void join(plant_source_t* const sum, const double V, const double Ohm)
{
    // `Ohm` of the sum holds a conductance and `open_V` a current until it is turned round.
    const double S = 1.0 / Ohm;
    sum->Ohm += S;
    sum->open_V += V * S;
}

static plant_source_t turned(const plant_source_t sum)
{
    return (plant_source_t){.open_V = sum.open_V / sum.Ohm, .Ohm = 1.0 / sum.Ohm};
}

// Booster on the battery, or post at its clamp, seen behind the terminals.
static plant_source_t clamp(const plant_supply_model_t* const model,
                            const plant_battery_state_t* const battery, const double feed_battery_V,
                            const double feed_post_V)
{
    plant_source_t sum = {.open_V = 0.0, .Ohm = 0.0};
    join(&sum, battery->open_V - battery->slow_V, battery->ohmic_Ohm);
    if (feed_battery_V > 0.0) {
        join(&sum, feed_battery_V, model->pack_Ohm);
    }
    if ((feed_post_V > 0.0) && !model->post_feeds_lid) {
        join(&sum, feed_post_V, model->pack_Ohm + model->path_Ohm);
    }
    plant_source_t seen = turned(sum);
    seen.Ohm += model->terminal_Ohm;
    return seen;
}

plant_source_t plant_supply_source(const plant_supply_model_t* const model,
                                   const plant_battery_state_t* const battery, const double feed_battery_V,
                                   const double feed_post_V, const double load_S)
{
    const double post_V = model->post_present ? feed_post_V : 0.0;
    plant_source_t sum = {.open_V = 0.0, .Ohm = nothing_S + load_S};
    if (model->connected) {
        const plant_source_t seen = clamp(model, battery, feed_battery_V, post_V);
        join(&sum, seen.open_V, seen.Ohm);
    }
    if ((post_V > 0.0) && model->post_feeds_lid) {
        join(&sum, post_V, model->pack_Ohm + model->path_Ohm);
    }
    return turned(sum);
}

double plant_supply_battery_A(const plant_supply_model_t* const model,
                              const plant_battery_state_t* const battery, const double distribution_V)
{
    if (!model->connected) {
        return 0.0;
    }
    return (battery->open_V - battery->slow_V - distribution_V) / (battery->ohmic_Ohm + model->terminal_Ohm);
}
