/// Cases with a known cause: what the owner saw goes in, where the guide ranks the true cause comes out.
/// A case is one JSON object a line: {"id","car","at":{NAME:VALUE},"saw":{MOVE:READING} or
/// [[MOVE,READING]..], "truth":["PART=MODE"..],"source"}; `truth` lists the modes any of which counts;
/// `not_modelled` is allowed. Reading of JSON is jansson's; its memory is freed before a call returns.
#pragma once
#include "session/session.h"
#include <stddef.h>

enum { proof_truths_max = 16 };

typedef struct {
    char id[64];
    char car[64];
    int rank; ///< 1 + number of modes with a larger marginal than the best of the truth
    double p; ///< that any of them is present
} proof_scored_t;

/// The car named in a line, for the caller to find its atlas. 0, or -1 with "line N: expected X, found Y" in
/// error.
int proof_case_car(const char* line, int number, char* car, size_t capacity, char* error,
                   size_t error_capacity);

/// Scores one line in a fresh session over the car's atlas. 0, or -1 with a sentence in `error` that names
/// the word that is not known and the nearest ones.
int proof_case_score(const char* line, int number, session_t* session, proof_scored_t* scored, char* error,
                     size_t error_capacity);
