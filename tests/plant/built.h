// As-built parameters, from the contract itself.
#pragma once
#include <string.h>

#include "plant/plant.h"
#include "vehicle/params.h"

#define BUILT_VALUE(part, key, kind, low, high, as_built, scatter, meaning) (as_built),
static const double built_value[vehicle_param_count] = {VEHICLE_PARAMS(BUILT_VALUE)};

static inline void built_copy(double* const value)
{
    memcpy(value, built_value, sizeof built_value);
}
