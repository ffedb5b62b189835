/// The elementary functions of the hosted rooms below `session`, made of + - * / and sqrt only, so that the
/// same arguments give the same bits on every machine and in WebAssembly (libm does not promise that). Pure,
/// no failure: outside the stated domain the result saturates. Relative error below 1e-12 unless stated.
#pragma once

double real_exp(double x);     ///< saturates to 0 and 1e300
double real_log(double x);     ///< x <= 0 gives -1e300
double real_sin(double x_rad); ///< |x| <= 1e6
double real_cos(double x_rad); ///< |x| <= 1e6
double real_clamp(double x, double low, double high);
