/// The words of params.h and senses.h as tables, for the loader and for reports.
#pragma once
#include "vehicle/knowledge.h"

typedef struct {
    const char* part; ///< with underscores, as in params.h
    const char* key;
    const char* kind; ///< "real", "flag" or the words joined by |
    double low, high, as_built, scatter;
    const char* meaning;
} vehicle_param_row_t;

extern const vehicle_param_row_t vehicle_param_row[vehicle_param_count]; ///< ORDER VEHICLE_PARAMS
extern const char* const vehicle_param_name[vehicle_param_count];        ///< "part.key", ORDER VEHICLE_PARAMS
extern const char* const vehicle_stimulus_name[vehicle_stimulus_count];  ///< ORDER VEHICLE_STIMULI
extern const char* const vehicle_sense_name[vehicle_sense_count];        ///< ORDER VEHICLE_SENSES
extern const char* const
    vehicle_sense_readings[vehicle_sense_count]; ///< "opens hum ...", ORDER VEHICLE_SENSES

/// True for a real parameter, false for a flag or a list of words. O(1).
bool vehicle_param_is_real(uint16_t param);

/// True if both name the same, hyphen and underscore alike. `b` is terminated. O(length).
bool vehicle_words_match(const char* a, size_t a_length, const char* b);
