/// Errors of loading, in words. Every line reads `file:line:column: expected X, found Y`. Lines that no
/// longer fit the caller's buffer are counted and dropped whole. No memory, no failure.
#pragma once
#include "vehicle/load.h"
#include "vehicle/tree.h"

/// A list of names to search, whatever holds it: `name(list, k)` for k below `count`.
typedef struct {
    const char* what; ///< "mode", "fact": named in the message
    const void* list;
    const char* (*name)(const void* list, uint16_t index);
    uint16_t count;
} vehicle_names_t;

/// Adds one line; `line` and `column` count from 1. O(length of the line).
void vehicle_report(vehicle_errors_t* errors, const char* file, vehicle_place_t at, const char* expected,
                    const char* found);

/// The same for a node: found is its text (cut at 48 bytes), "a list", "a map" or "nothing".
void vehicle_report_node(vehicle_errors_t* errors, const char* file, const vehicle_node_t* node,
                         const char* expected);

/// "expected a mode (nearest: a, b, c), found node". O(count x length^2), once the buffer is full O(1).
void vehicle_report_nearest(vehicle_errors_t* errors, const char* file, const vehicle_node_t* node,
                            const vehicle_names_t* names);
