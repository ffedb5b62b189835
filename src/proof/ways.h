/// Ways in by somebody who knows what is wrong: which permitted moves open this lid, and what the cheapest
/// of them costs with all it takes to get there. What a call has to be measured against.
#pragma once
#include "proof/trial.h"

enum { proof_ways_max = 64 };

typedef struct {
    uint16_t move; ///< that opens; atlas index
    double cost;   ///< with access, questions and mending before it, over the chance of it all
} proof_way_t;

/// Writes the ways that open the lid under this set of modes with an even chance or better where what they
/// need is at hand, by cost over chance (what tells which to try first), and returns their number. Calls are
/// none; forbidden moves are none. Every need is met by the move that brings it for the least cost over
/// chance. An estimate: needs are taken to be independent.
int proof_ways(const proof_trial_t* trial, uint8_t cell, const uint16_t* modes, int count,
               proof_way_t ways[proof_ways_max]);

/// What calling costs here for its chance to open the lid, the cheapest call; below 0 if none ever opens it.
double proof_cost_of_call(const proof_trial_t* trial, uint8_t cell, const uint16_t* modes, int count);
