/// From battery, jump terminal and booster to the distribution that feeds the release, as one source with one
/// resistance. The terminals are nodes of their own: feeding the post is not feeding the battery.
#pragma once
#include <stdbool.h>

#include "plant/battery.h"

typedef struct {
    double terminal_Ohm; ///< both battery terminals
    double path_Ohm;     ///< jump terminal to distribution
    double pack_Ohm;     ///< the booster's own resistance and its leads
    bool connected;      ///< the battery's leads are on
    bool post_present;
    bool post_feeds_lid; ///< the post joins at the distribution; else at the battery's clamp
} plant_supply_model_t;

/// A source: no load voltage and resistance.
typedef struct {
    double open_V;
    double Ohm;
} plant_source_t;

plant_supply_model_t plant_supply_model(const double* value);

/// What the distribution sees with `load_S` on it. A fed voltage of 0 is not fed. Always finite: with nothing
/// connected 0 V behind 1 MOhm.
plant_source_t plant_supply_source(const plant_supply_model_t* model, const plant_battery_state_t* battery,
                                   double feed_battery_V, double feed_post_V, double load_S);

/// Current that the battery itself gives while the distribution stands at `distribution_V`.
double plant_supply_battery_A(const plant_supply_model_t* model, const plant_battery_state_t* battery,
                              double distribution_V);
