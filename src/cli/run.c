#define _POSIX_C_SOURCE 200809L
#include "cli/cli.h"
#include "cli/dialogue.h"
#include "proof/trial.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { steps_max = 60, sentence_max = 600 };

typedef struct {
    proof_person_t person;
    session_t* session;
    uint32_t nodes;
} demonstration_t;

/// One cause drawn by its prior odds; the guide is not told.
static uint16_t draw_fault(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                           const uint64_t seed)
{
    double total = 0.0;
    for (uint16_t k = 0U; k < knowledge->mode_count; k++) {
        const vehicle_mode_t* const mode = &knowledge->mode[k];
        total += mode->is_cause && !mode->needs_frost ? vehicle_prior_odds(knowledge, car, k) : 0.0;
    }
    double left = proof_chance(seed, 77U, 0U) * total;
    for (uint16_t k = 0U; k < knowledge->mode_count; k++) {
        const vehicle_mode_t* const mode = &knowledge->mode[k];
        left -= mode->is_cause && !mode->needs_frost ? vehicle_prior_odds(knowledge, car, k) : 0.0;
        if (left < 0.0) {
            return k;
        }
    }
    return 0U;
}

static void print_block(const char* const title, char* const text)
{
    if (text != NULL && text[0] != '\0') {
        (void)printf("%s%s\n", title, text);
    }
    free(text);
}

/// One question and one answer. False when the dialogue is over.
static bool play_step(demonstration_t* const self)
{
    const guide_step_t step = *session_step(self->session, self->nodes);
    if (step.move == atlas_none) {
        return false;
    }
    const atlas_move_t move = atlas_move(session_atlas(self->session), step.move);
    print_block("\n", cli_text(session_step_text, self->session));
    const uint16_t index = vehicle_find_move(self->person.knowledge, move.id);
    const int reading = index == vehicle_none ? proof_cannot_tell : proof_person_does(&self->person, index);
    const char* const word = reading < 0 ? "cant-tell" : move.reading_id[reading];
    const char* const spoken = session_say(session_spoken(self->session),
                                           reading < 0 ? SAY("I can't tell") : move.reading_text[reading]);
    (void)printf("> %s  (%s)\n", word, spoken);
    char error[sentence_max] = "";
    if (session_saw(self->session, move.id, word, error, sizeof error) != 0) {
        (void)fprintf(stderr, "decklid: %s\n", error);
        return false;
    }
    return !guide_is_open(session_guide(self->session));
}

static int demonstrate(cli_t* const self, demonstration_t* const show)
{
    const vehicle_t* const car = show->person.car;
    const session_catalogue_t* const language = session_spoken(show->session);
    (void)printf(session_say_format(
                     language, SAY("Car: %s. Its %s is shut, and the guide is not told why. (It is this: ")),
                 session_say(language, car->name), session_say(language, car->word_lid));
    for (int k = 0; k < show->person.mode_count; k++) {
        (void)printf("%s%s", k > 0 ? ", " : "",
                     session_say(language, self->knowledge->mode[show->person.mode[k]].name));
    }
    (void)printf(
        ".)\n%s\n",
        session_say(language,
                    SAY("Fire or fuel smell? No. Person or animal shut in? No. Moving traffic? No.")));
    (void)session_emergency(show->session, session_emergency_no);
    for (int k = 0; k < steps_max && play_step(show); k++) {
    }
    const bool opened = guide_is_open(session_guide(show->session));
    (void)printf("\n%s\n", session_say(language, opened ? SAY("It is open.") : SAY("It is still shut.")));
    (void)printf(session_say_format(language, SAY("That took %.0f minutes and %.0f USD.")),
                 guide_spent_minutes(session_guide(show->session)),
                 guide_spent_money(session_guide(show->session)));
    (void)printf("\n\n");
    print_block("", cli_text(opened ? session_open_text : session_case_sheet, show->session));
    return opened ? cli_done : cli_no;
}

static int set_faults(const cli_t* const self, const cli_given_t* const given, proof_person_t* const person)
{
    for (int k = 0; k < given->count; k++) {
        if (strcmp(given->name[k], "--fault") != 0) {
            continue;
        }
        const uint16_t mode = vehicle_find_mode(self->knowledge, given->value[k]);
        const bool occurs = mode != vehicle_none && vehicle_mode_occurs(self->knowledge, person->car, mode);
        if (!occurs || person->mode_count >= proof_person_modes_max) {
            (void)fprintf(stderr, "decklid: --fault %s: %s\n", given->value[k],
                          mode == vehicle_none ? "no such PART=MODE" : "does not occur on this car");
            cli_suggest_mode(self, person->car, given->value[k]);
            return cli_usage;
        }
        person->mode[person->mode_count] = mode;
        person->mode_count++;
    }
    return cli_done;
}

static int prepare(cli_t* const self, const cli_given_t* const given, const char* const id)
{
    uint64_t seed = 3U;
    if (!cli_number(given, "--seed", UINT64_MAX, &seed)) {
        return cli_usage;
    }
    size_t length = 0U;
    unsigned char* const atlas = cli_load_atlas(self, id, &length);
    const vehicle_t* const car = atlas == NULL ? NULL : cli_load_car(self, id);
    if (car == NULL) {
        free(atlas);
        return cli_usage;
    }
    char error[sentence_max] = "";
    demonstration_t show = {.person = {.knowledge = self->knowledge,
                                       .car = car,
                                       .weather = car_weather_of_cell(0, false),
                                       .draw = seed,
                                       .seed = seed,
                                       .error_factor = 1.0,
                                       .odd_param = vehicle_param_count},
                            .session = session_open(atlas, length, error, sizeof error)};
    int status = cli_bad_file;
    if (show.session == NULL) {
        (void)fprintf(stderr, "decklid: %s\n", error);
    } else {
        status = cli_speak(self, show.session);
        status = status == cli_done ? set_faults(self, given, &show.person) : status;
    }
    if (status == cli_done) {
        if (show.person.mode_count == 0) {
            show.person.mode[0] = draw_fault(self->knowledge, car, seed);
            show.person.mode_count = 1;
        }
        status = demonstrate(self, &show);
    }
    session_close(show.session);
    free(atlas);
    return status;
}

int cli_run(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {{"--car", false, "a car's id"},
                                           {"--fault", false, "PART=MODE"},
                                           {"--seed", false, "a number"},
                                           {"--lang", false, "a language"}};
    cli_given_t given;
    if (!cli_parse(argc, argv, options, 4, &given)) {
        return cli_usage;
    }
    if (isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0) {
        return cli_open_command(self, 0, NULL);
    }
    const int language = cli_load_language(self, &given, true);
    if (language != cli_done) {
        return language;
    }
    const char* const id = cli_value(&given, "--car");
    return prepare(self, &given, id == NULL ? "bmw-328i-e90" : id);
}
