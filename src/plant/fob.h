/// The radio key: its cell under load, how far it is heard, and how far its low-frequency receiver hears the
/// car.
#pragma once
#include <stdbool.h>

/// Voltage of a key's cell while it sends; `used_mAh` taken out, at `celsius`. 3.2 V at most, never negative.
double plant_fob_cell_V(double used_mAh, double celsius);

/// Distance in m at which a receiver of `sensitivity_dBm` still hears a key that radiates `tx_dBm` at 3 V,
/// with its cell at `cell_V` and `loss_dB` of shielding, disturbance and fading. 0 if the cell is below what
/// its encoder needs.
double plant_fob_range_m(double tx_dBm, double cell_V, double frequency_MHz, double sensitivity_dBm,
                         double loss_dB);

/// Field strength in A/m of an antenna of `moment_Am2` on its axis, `distance_m` away.
double plant_lf_field_A_m(double moment_Am2, double distance_m);

/// Does a key hear the car's low-frequency call, so far away?
bool plant_lf_is_heard(double moment_Am2, double distance_m, double loss_dB);
