// Cell       V = E(q) - I Rc;   Rc = (12 + 18 (q/170)^6) (1 + exp(-(T + 5) / 12));   I = 8 mA while sending
// Radio      P = P0 + 20 log10(V / 3), and the power stage collapses by 20 dB for each tenth of a volt
// below 2.2 V;
//            d = lambda / (4 pi) 10^((P - S - M) / 20), margin M = 25 dB for a hand, a body and a car in
//            between
// LF         H = m / (2 pi r^3) on the axis; heard above 50 mA/m: 0.8 to 0.9 m round the button
#include "plant/fob.h"

#include "vehicle/real.h"

static const double pi = 3.14159265358979323846;
static const double sending_A = 0.008;
static const double encoder_V = 2.0;
static const double margin_dB = 25.0;
static const double heard_A_m = 0.05;

static double decibel(const double gain_dB)
{
    return real_exp(gain_dB * 0.11512925464970229); // ln(10) / 20
}

double plant_fob_cell_V(const double used_mAh, const double celsius)
{
    const double share = used_mAh / 170.0;
    const double cubed = share * share * share;
    const double inner_Ohm = (12.0 + 18.0 * cubed * cubed) * (1.0 + real_exp(-(celsius + 5.0) / 12.0));
    const double over = (used_mAh > 200.0) ? (used_mAh - 200.0) / 50.0 : 0.0;
    return real_clamp(3.0 - 0.1 * over - sending_A * inner_Ohm, 0.0, 3.2);
}

double plant_fob_range_m(const double tx_dBm, const double cell_V, const double frequency_MHz,
                         const double sensitivity_dBm, const double loss_dB)
{
    if (cell_V < encoder_V) {
        return 0.0;
    }
    const double sag_dB = 20.0 * real_log(cell_V / 3.0) / 2.302585092994046;
    const double collapse_dB = (cell_V < 2.2) ? 200.0 * (2.2 - cell_V) : 0.0;
    const double power_dBm = tx_dBm + sag_dB - collapse_dB;
    const double lambda_m = 299.792458 / frequency_MHz;
    return lambda_m / (4.0 * pi) * decibel(power_dBm - sensitivity_dBm - margin_dB - loss_dB);
}

double plant_lf_field_A_m(const double moment_Am2, const double distance_m)
{
    const double r_m = (distance_m > 0.05) ? distance_m : 0.05;
    return moment_Am2 / (2.0 * pi * r_m * r_m * r_m);
}

bool plant_lf_is_heard(const double moment_Am2, const double distance_m, const double loss_dB)
{
    return plant_lf_field_A_m(moment_Am2, distance_m) * decibel(-loss_dB) > heard_A_m;
}
