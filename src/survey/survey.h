/// Fills the atlas of one car: runs the real control unit in the simulated car under none, every single and
/// every pair of modes, and under the larger sets that matter, through all moves that the car allows; adds
/// priors, costs and texts. A fault under which some of the drawn cars still open in most ways and others in
/// few is kept in two degrees (atlas.h). For the program's `atlas` command and for proof. Single-threaded;
/// one process for each car. The same knowledge, car and options give the same bytes on every machine. No
/// heap: memory is the caller's arena.
#pragma once
#include "atlas/write.h"
#include "vehicle/knowledge.h"

/// All fields matter; start from `survey_default_options`.
typedef struct {
    uint16_t draws_first; ///< cars of one model that are tried for every row: the mean one and drawn ones
    uint16_t draws_most;  ///< ... and where those disagree
    uint32_t sets_most;   ///< no more sets of modes than this, unless none, singles and pairs alone are more
    double left_out;      ///< larger sets are added until the prior mass left out is below this
    double larger_least;  ///< sets of three and more are run where their prior mass is at least this, else
                          ///< predicted
    double check_share; ///< share of the pairs skipped by structure that is run all the same and compared; 0
                        ///< none
    uint64_t seed;
    void (*progress)(void* context, uint32_t done,
                     uint32_t total); ///< now and then, sets of modes; may be NULL
    void* context;
} survey_options_t;

/// Five draws, ten where a fault comes and goes, at most 24; at most 7500 sets or 0.5 % left out; nothing
/// checked.
survey_options_t survey_default_options(void);

typedef struct {
    uint64_t runs;       ///< of the car
    uint32_t sets, rows; ///< in the atlas; rows are distinct
    uint32_t entries;    ///< rows that differ from the prediction, stored by themselves
    double left_out;     ///< prior mass of sets that the atlas does not hold
    double
        sampling_error; ///< standard error of a row's chances, mean over the rows run, weighted by prior mass
    double sampling_worst; ///< ... the largest
    uint32_t skipped, checked,
        mismatched;   ///< pairs x moves: not run by structure; of these run; of these different
    char reason[240]; ///< why it failed
} survey_report_t;

/// Writes the atlas of the car into `out`. `work` needs 48 MiB and is given back. False with `report->reason`
/// if memory is short, the car cannot be built, or a move is forbidden. Seconds: some 10000 runs of the car
/// and more.
bool survey_build(const vehicle_knowledge_t* knowledge, const vehicle_t* car, const survey_options_t* options,
                  base_arena_t* work, atlas_bytes_t* out, survey_report_t* report);

/// P(true outcome) of one move (a published-only one too) for any set of modes of the knowledge, exactly as a
/// row of the atlas comes about, but neither rounded nor predicted. False if the car cannot have these modes
/// together. Costs 5 to 24 runs of the car.
bool survey_row(const vehicle_knowledge_t* knowledge, const vehicle_t* car, uint16_t move, uint8_t cell,
                const uint16_t* modes, int count, double p[vehicle_readings_max]);
