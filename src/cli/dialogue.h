/// Filling a session from the options that `open`, `next` and `run` share.
#pragma once
#include "cli/cli.h"

/// Applies --at, --have, --cannot, --saw, --hourly, --goal in the order they were given. 0, or cli_usage
/// after an error that names the option and the nearest valid words.
int cli_apply(session_t* session, const cli_given_t* given);
