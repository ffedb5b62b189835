/// What `decklid prove` says of one car, as one JSON object (jansson's, the caller's to json_decref): every
/// policy on the atlas's own sets, on those of frost, on stranger cars and on real cases, each apart; ways in
/// per set, whether its calls were right, calibration, nobody kept in, and the promises that broke: no step
/// that is forbidden or impossible, a lid left shut no more often than one in twenty, no published checklist
/// cheaper (beside persons: beyond chance), chances met, a way in or a call for every set, nobody kept in.
#pragma once
#include "proof/trial.h"
#include <jansson.h>

typedef struct {
    bool pairs;
    uint32_t nodes;      ///< search budget of the guide per step; 0: the guide's default
    uint32_t tree_nodes; ///< of a policy's tree; 0: default
    double thin;         ///< lighter branches are thinned out (walk.h); 0: cut
    double finer;        ///< so much finer are the trees of policies that do not search; 0: as fine
    int strangers;       ///< number of stranger cars; 0: none
    const char* cases;   ///< bytes of a cases file (score.h), terminated; NULL: no real cases
    void (*progress)(void* context, const char* what, int done,
                     int all); ///< all 0: not known yet; may be NULL
    void* context;
} proof_report_options_t;

/// NULL if memory runs out.
json_t* proof_report(const proof_trial_t* trial, base_arena_t* arena, const proof_report_options_t* options);

/// The same as a page of text and as one SVG page of plots over all cars (an array of reports); to be freed.
void proof_report_print(const json_t* report, FILE* out);
char* proof_report_plots(const json_t* reports);
