/// Runs the built program as its user would and keeps what it said. The program is build/host/decklid, or
/// DECKLID_TEST.
#pragma once
#include "check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { program_output_max = 1 << 20 };

typedef struct {
    int status;
    char output[program_output_max]; ///< standard output, and standard error where the words ask for it
} program_run_t;

/// `words` is what follows "decklid", for the shell. Standard error is dropped unless `words` redirects it.
static inline void program_run(program_run_t* const self, const char* const words)
{
    char line[2000];
    const char* const program = getenv("DECKLID_TEST");
    (void)snprintf(line, sizeof line, "%s %s", program == NULL ? "build/host/decklid" : program, words);
    FILE* const pipe = popen(line, "r");
    assert_non_null(pipe);
    const size_t length = fread(self->output, 1U, sizeof self->output - 1U, pipe);
    self->output[length] = '\0';
    const int status = pclose(pipe);
    self->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline void program_says(const program_run_t* const self, const char* const words)
{
    if (strstr(self->output, words) == NULL) {
        (void)printf("expected \"%s\" in:\n%.2000s\n", words, self->output);
    }
    assert_non_null(strstr(self->output, words));
}
