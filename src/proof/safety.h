/// Which of the test cases U1 to U40 of a trunk's control unit a unit keeps, found by running it: on the
/// reference configuration, and on that of each car, which is as weak as the real one.
///
/// What needs authenticated frames, a measured distance by several rangings, diagnostics or a flash memory is
/// not tried yet and says so. Deterministic; no heap; some tenths of a second a unit.
#pragma once
#include "node/node.h"

enum { proof_safety_cases = 40, proof_safety_text_max = 120 };

typedef enum {
    proof_safety_untried = 0, ///< a later step's
    proof_safety_absent,      ///< this unit has nothing that the case is about
    proof_safety_kept,
    proof_safety_failed
} proof_safety_verdict_t;

typedef struct {
    proof_safety_verdict_t verdict;
    char found[proof_safety_text_max]; ///< why it failed, what is absent; "" where kept
} proof_safety_t;

/// What is asked in case `number`, 1 to proof_safety_cases; for one that is not tried, also what it waits
/// for.
const char* proof_safety_question(int number);

/// Is the case tried at all?
bool proof_safety_is_tried(int number);

/// The verdict of one unit, which is told to be without an electric release by `drives` false.
proof_safety_t proof_safety_try(int number, const node_config_t* config, bool drives);

/// The reference: our best rules and wiring, with two keys taught.
node_config_t proof_safety_reference(void);
