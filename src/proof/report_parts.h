/// What the files of the report share; not for others.
#pragma once
#include "proof/report.h"
#include "proof/walk.h"

enum { report_lists_max = 32, report_persons_max = 4096 };

typedef struct {
    const proof_trial_t* trial;
    base_arena_t* arena;
    const proof_report_options_t* options;
    json_t* broken;
    const vehicle_checklist_t* list[report_lists_max]; ///< that are written for this car
    int list_count;
    const vehicle_checklist_t* best; ///< cheapest checklist on the atlas's own sets; NULL: none
    double best_cost;
} making_t;

void report_say(const making_t* self, const char* what, int done, int all);
/// Notes a promise that is not kept, with the population it is about.
void report_promise(const making_t* self, bool kept, const char* where, const char* what);
/// Promises that hold wherever the guide is played.
void report_promise_steps(const making_t* self, const proof_mean_t* guide, const char* where);
json_t* report_rounded(double value);
json_t* report_mean(const proof_mean_t* mean);
json_t* report_calibration(const double rows[10][3]);
/// Mass-weighted mean distance between predicted and actual.
double report_calibration_error(const double rows[10][3]);

/// Every policy beside stranger cars, and beside cars with the causes of real cases (NULL: no such case).
json_t* report_strangers(making_t* self);
json_t* report_real(making_t* self);
