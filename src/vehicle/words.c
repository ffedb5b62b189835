#include "vehicle/words.h"
#include <string.h>

#define ROW(part, key, kind, low, high, as_built, scatter, meaning)                                          \
    {#part, #key, kind, low, high, as_built, scatter, meaning},
const vehicle_param_row_t vehicle_param_row[vehicle_param_count] = {VEHICLE_PARAMS(ROW)};

#define PARAM_NAME(part, key, kind, low, high, as_built, scatter, meaning) #part "." #key,
const char* const vehicle_param_name[vehicle_param_count] = {VEHICLE_PARAMS(PARAM_NAME)};

#define WORD(name, second, meaning) #name,
const char* const vehicle_stimulus_name[vehicle_stimulus_count] = {VEHICLE_STIMULI(WORD)};
const char* const vehicle_sense_name[vehicle_sense_count] = {VEHICLE_SENSES(WORD)};

#define READINGS(name, readings, meaning) readings,
const char* const vehicle_sense_readings[vehicle_sense_count] = {VEHICLE_SENSES(READINGS)};

bool vehicle_param_is_real(const uint16_t param)
{
    return strcmp(vehicle_param_row[param].kind, "real") == 0;
}

static bool joins(const char c)
{
    return c == '-' || c == '_';
}

bool vehicle_words_match(const char* const a, const size_t a_length, const char* const b)
{
    if (strlen(b) != a_length) {
        return false;
    }
    for (size_t k = 0; k < a_length; k++) {
        const bool both_join = joins(a[k]) && joins(b[k]);
        if (a[k] != b[k] && !both_join) {
            return false;
        }
    }
    return true;
}
