/// The program: a table of commands, each a thin client of the rooms below. This header is what commands
/// share: where the files are, loading them, options. Exit status: 0 done or yes, 1 no or a finding, 2 usage,
/// 3 bad file, 4 no connection.
#pragma once
#include "session/session.h"
#include "vehicle/load.h"
#include <stdbool.h>
#include <stdio.h>

enum { cli_done = 0, cli_no = 1, cli_usage = 2, cli_bad_file = 3, cli_no_connection = 4 };
enum { cli_cars_max = 64, cli_values_max = 640, cli_knowledge_files_max = 129 };

/// The files of this run. Zero-initialise; everything is loaded on first use and freed by cli_close.
typedef struct {
    char share[512]; ///< folder that holds knowledge/ and vehicles/
    char cache[512]; ///< folder for atlases made on demand
    void* memory;    ///< arena of the knowledge and the cars
    base_arena_t arena;
    const vehicle_knowledge_t* knowledge;
    char car_id[cli_cars_max][64];
    int car_count;
    const vehicle_t* car[cli_cars_max];
    char* catalogue; ///< bytes of `language`; NULL: English
    size_t catalogue_length;
    session_catalogue_t language;
    char language_code[8]; ///< "de"; "en" without a catalogue
} cli_t;

/// Finds the folder of the files: DECKLID_SHARE, the source tree around the program, share/decklid beside its
/// bin/, the installed one, or this folder. False, and said on standard error, if there is none.
bool cli_open_files(cli_t* self);
void cli_close(cli_t* self);

/// Loads the knowledge; false after all errors have been printed on standard error.
bool cli_load_knowledge(cli_t* self);
/// Reads all knowledge files into memory that lives as long as `self`; their number, at most
/// cli_knowledge_files_max, or -1 after an error.
int cli_knowledge_files(cli_t* self, vehicle_file_t* files);
/// Checks one knowledge file together with all the others, in the place of the one of its name.
bool cli_check_knowledge(cli_t* self, const vehicle_file_t* file, vehicle_errors_t* errors);
/// The car of this id, or NULL after an error that names the nearest ids. Loads the knowledge first.
const vehicle_t* cli_load_car(cli_t* self, const char* id);
/// Bytes of the car's atlas, to be freed by the caller; made now, with progress, where there is none yet.
/// NULL after an error.
unsigned char* cli_load_atlas(cli_t* self, const char* id, size_t* length);

/// A whole file, to be freed by the caller, with a terminating zero; NULL after an error on standard error.
char* cli_read_file(const char* path, size_t* length);
/// Writes beside the file, syncs, renames: the old content or the new, never half. A link is followed; a pipe
/// or a device is written to. False after an error.
bool cli_write_file(const char* path, const void* bytes, size_t length);

/// One option of a command. `values` counts how often it may be given; a flag takes no value.
typedef struct {
    const char* name; ///< "--car"
    bool flag;
    const char* value_name; ///< for the usage
} cli_option_t;

/// What was given. Borrowed from argv.
typedef struct {
    const char* name[cli_values_max];
    const char* value[cli_values_max]; ///< in the order given, all options mixed
    int count;
    const char* plain[cli_values_max]; ///< words that are no options
    int plain_count;
} cli_given_t;

/// Reads the words of a command that takes options only. False after an error that names the nearest option,
/// or the word that is none.
bool cli_parse(int argc, char** argv, const cli_option_t* options, int option_count, cli_given_t* given);
/// The same for a command that also takes plain words.
bool cli_parse_words(int argc, char** argv, const cli_option_t* options, int option_count,
                     cli_given_t* given);
const char* cli_value(const cli_given_t* given, const char* name); ///< the last one given, or NULL
bool cli_has(const cli_given_t* given, const char* name);
/// The number of an option, in digits, at most `most`; `value` stays as it is if it was not given. False
/// after an error.
bool cli_number(const cli_given_t* given, const char* name, uint64_t most, uint64_t* value);

/// Loads the language of --lang, or without it that of LC_ALL, LC_MESSAGES or LANG if `environment` is heard
/// and there is a catalogue for it. 0 or an exit status, said on standard error.
int cli_load_language(cli_t* self, const cli_given_t* given, bool environment);
/// Lets the session speak it. 0 or an exit status.
int cli_speak(const cli_t* self, session_t* session);

/// Prints the nearest of `count` words to standard error as "did you mean".
void cli_suggest(const char* word, const char* const* words, int count);

/// Text from a function of the session kind (writes at most capacity, returns the length needed), to be
/// freed.
char* cli_text(size_t (*write)(session_t* session, char* text, size_t capacity), session_t* session);

/// The commands; each gets the words after its own name.
int cli_cars(cli_t* self, int argc, char** argv);
int cli_check(cli_t* self, int argc, char** argv);
int cli_atlas(cli_t* self, int argc, char** argv);
int cli_moves(cli_t* self, int argc, char** argv);
int cli_next(cli_t* self, int argc, char** argv);
int cli_open_command(cli_t* self, int argc, char** argv);
int cli_run(cli_t* self, int argc, char** argv);
int cli_sim(cli_t* self, int argc, char** argv);
int cli_catalogue(cli_t* self, int argc, char** argv);
int cli_pack(cli_t* self, int argc, char** argv);
int cli_numbers(cli_t* self, int argc, char** argv);
int cli_emergency(cli_t* self, int argc, char** argv);
int cli_drawing(cli_t* self, int argc, char** argv);
int cli_card(cli_t* self, int argc, char** argv);
int cli_care(cli_t* self, int argc, char** argv);
int cli_prove(cli_t* self, int argc, char** argv);
int cli_score(cli_t* self, int argc, char** argv);
int cli_ledger(cli_t* self, int argc, char** argv);
int cli_serve(cli_t* self, int argc, char** argv);

/// Prints the safety cases, and for the reference and each car which of them its control unit keeps. 0 or an
/// exit status.
int cli_safety(cli_t* self);

/// Prints the modes of this car nearest to a word.
void cli_suggest_mode(const cli_t* self, const vehicle_t* car, const char* word);
