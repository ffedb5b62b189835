#include "cli/cli.h"
#include <errno.h>
#include <string.h>

typedef struct {
    const char* name;
    int (*run)(cli_t* self, int argc, char** argv);
    const char* usage;
    const char* does;
} command_t;

static const command_t commands[] = {
    {"open", cli_open_command,
     "[--car ID] [--goal open|fix] [--at NAME=VALUE].. [--saw MOVE=READING].. [--have TOOL].. [--cannot "
     "MOVE].. "
     "[--hourly N] [--country XX] [--lang XX] [--save FILE] [--resume FILE]",
     "the dialogue, until the lid is open"},
    {"next", cli_next,
     "--car ID [--goal open|fix] [--at NAME=VALUE].. [--saw MOVE=READING].. [--have TOOL].. [--cannot "
     "MOVE].. "
     "[--hourly N] [--nodes N] [--lang XX] --json",
     "one step, no dialogue"},
    {"cars", cli_cars, "[--json] [--ids] [--differ ID ID] [--match] [--safety]",
     "the cars, how well each is sourced, and which safety cases each keeps"},
    {"moves", cli_moves, "--car ID --json", "every move, its readings and texts"},
    {"sim", cli_sim,
     "--car ID [--fault PART=MODE].. [--at NAME=VALUE].. --do MOVE[,MOVE].. [--plot FILE.svg] [--csv FILE] "
     "[--wav FILE.wav] [--sound-svg FILE.svg] [--seed N] [--hash]",
     "run the car and show what one would perceive; its curves, its sound"},
    {"emergency", cli_emergency, "[--country XX] [--json|--html|--general-html] [--lang XX]",
     "what to do with a fire, somebody shut in, traffic; the numbers to call"},
    {"drawing", cli_drawing, "--car ID [--out FILE.svg] | --all --out FOLDER",
     "the car cut open, its release chain, and where each move is"},
    {"card", cli_card,
     "--car ID [--out FILE.svg|FILE.pdf] [--at NAME=VALUE].. [--have TOOL].. [--cannot MOVE].. [--hourly N] "
     "[--lang XX]",
     "a one-page plan to print for the glovebox"},
    {"care", cli_care, "--car ID --since DATE [--ics FILE]",
     "what is due when, so that it does not happen again"},
    {"numbers", cli_numbers, "[--country XX]", "emergency numbers, and where each was read"},
    {"serve", cli_serve, "[--port N] [--folder DIR] [--address A]",
     "serve the phone page to a browser on this machine"},
    {"prove", cli_prove,
     "[--car ID] [--pairs] [--json] [--plots FILE.svg] [--nodes N] [--branches N] [--strangers N] "
     "[--cases FILE.jsonl]",
     "ways in, cost and promises for every mode set"},
    {"score", cli_score, "FILE.jsonl [--json]", "cases with a known cause: rank of the cause"},
    {"check", cli_check, "FILE..", "check vehicle or knowledge files"},
    {"atlas", cli_atlas, "--car ID [--out FILE] [--check]", "compute the atlas of a car"},
    {"pack", cli_pack, "--out DIR", "cars and knowledge for programs that read no YAML: the page"},
    {"ledger", cli_ledger, "[--check] [--out FILE]", "which test answers each fact of the sources"},
    {"catalogue", cli_catalogue, "", "the sentences of knowledge and cars, as entries for translators"},
    {"run", cli_run, "[--car ID] [--fault PART=MODE].. [--seed N] [--lang XX]",
     "the dialogue, or without a terminal a demonstration"},
};
enum { command_count = sizeof commands / sizeof commands[0] };

static int usage(FILE* const out)
{
    (void)fprintf(out, "decklid %s: gets a shut trunk open, safest and cheapest step first\n\n",
                  DECKLID_VERSION);
    for (int k = 0; k < command_count; k++) {
        (void)fprintf(out, "  decklid %s %s\n      %s\n", commands[k].name, commands[k].usage,
                      commands[k].does);
    }
    (void)fprintf(out, "\nPerson or animal shut in, fire, fuel smell, traffic: decklid open asks first and "
                       "says what to do.\n");
    return out == stdout ? cli_done : cli_usage;
}

static int unknown(const char* const word)
{
    const char* names[command_count];
    for (int k = 0; k < command_count; k++) {
        names[k] = commands[k].name;
    }
    (void)fprintf(stderr, "decklid: unknown command \"%s\"\n", word);
    cli_suggest(word, names, command_count);
    return cli_usage;
}

/// What was printed must have arrived. A buffer that did not get out earlier has left only a mark.
static int said(const int status)
{
    errno = 0;
    if (fflush(stdout) == 0 && ferror(stdout) == 0) {
        return status;
    }
    (void)fprintf(stderr, "decklid: standard output: %s\n",
                  errno != 0 ? strerror(errno) : "not everything could be written");
    return status == cli_done ? cli_bad_file : status;
}

static int run_command(const command_t* const command, const int argc, char** const argv)
{
    if (argc > 0 && strcmp(argv[0], "--help") == 0) {
        (void)printf("decklid %s %s\n  %s\n", command->name, command->usage, command->does);
        return cli_done;
    }
    static cli_t files; // large, and lives as long as the program
    if (!cli_open_files(&files)) {
        return cli_bad_file;
    }
    const int status = command->run(&files, argc, argv);
    cli_close(&files);
    return said(status);
}

int main(const int argc, char** const argv)
{
    if (argc < 2) {
        return usage(stderr);
    }
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0) {
        return said(usage(stdout));
    }
    if (strcmp(argv[1], "version") == 0 || strcmp(argv[1], "--version") == 0) {
        (void)printf("decklid %s\n", DECKLID_VERSION);
        return cli_done;
    }
    for (int k = 0; k < command_count; k++) {
        if (strcmp(argv[1], commands[k].name) == 0) {
            return run_command(&commands[k], argc - 2, argv + 2);
        }
    }
    return unknown(argv[1]);
}
