/// The dialogue beside one car, for a terminal or a pipe: one answer a line in, plain text at most 80 columns
/// out, no colour. The caller chooses the car, opens the session (perhaps restores it) and owns both streams.
#pragma once
#include "session/session.h"
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>

/// Zero is good for all of it.
typedef struct {
    bool terminal; ///< a person types: input is not echoed
    bool ended;    ///< the first screen was left without an answer: keep what was given, sum up, ask nothing
    const volatile sig_atomic_t*
        interrupted; ///< not 0 after SIGINT (whose reading of input must not restart); or NULL
    /// Keeps the saved session. `name` is the file that was asked for, NULL when the dialogue ends early: the
    /// caller chooses. False (after saying why on standard error) if it could not be kept. NULL: nothing is
    /// saved.
    bool (*save)(void* context, const char* name, const char* text, size_t length);
    void* context;                       ///< for `save`
    const char* country;                 ///< two letters, for the emergency number; NULL: several are named
    const session_catalogue_t* language; ///< what the person reads it in; NULL: English
    uint32_t nodes;                      ///< search budget of a step; 0: default
} cli_open_options_t;

/// The first screen: fire, a living being shut in, traffic. Asked again, after the script, until it is over.
/// Needs no session, so the caller asks it before the car is chosen. Returns session_emergency_no when the
/// way is free; else (end of input, interrupt, `stop`) the last answer, session_emergency_ask if there was
/// none.
session_emergency_t cli_ask_emergency(FILE* in, FILE* out, const cli_open_options_t* options);

/// The dialogue. Asks the first screen unless the session says `no` already. Returns 0 when the lid is open
/// (goal open) or nothing is left to mend (goal fix); 1 when handed over to a professional, left, stopped, or
/// at the end of input or an interrupt: then the session is saved and the case sheet printed.
int cli_open(session_t* session, FILE* in, FILE* out, const cli_open_options_t* options);
