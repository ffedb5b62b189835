/// The real knowledge and one real car on trial: the small one, whose atlas is surveyed in a second. Included
/// first, by one file of a program. Tests run in the project's folder.
#pragma once
#include "vehicle/advice.h"

#include "proof/trial.h"
#include "survey/survey.h"
#include <stdlib.h>

enum { atlas_bytes_most = 1 << 20, survey_bytes_most = 96 << 20, guide_bytes_most = 64 << 20 };

static const vehicle_t* sedan;
static uint8_t atlas_bytes[atlas_bytes_most];
static size_t atlas_length;
static atlas_t atlas;
static void* guide_bytes;
static base_arena_t guide_arena;
static proof_trial_t trial;

static inline const vehicle_t* car_named(const char* const id)
{
    for (int k = 0; k < car_count; k++) {
        if (strcmp(cars[k]->id, id) == 0) {
            return cars[k];
        }
    }
    fail_msg("no car %s", id);
    return NULL;
}

static inline uint16_t move_named(const char* const id)
{
    const uint16_t move = vehicle_find_move(knowledge, id);
    if (move == vehicle_none) {
        fail_msg("no move %s", id);
    }
    return move;
}

static inline uint16_t mode_named(const char* const id)
{
    const uint16_t mode = vehicle_find_mode(knowledge, id);
    if (mode == vehicle_none) {
        fail_msg("no mode %s", id);
    }
    return mode;
}

static inline const vehicle_checklist_t* list_named(const char* const id)
{
    for (uint16_t k = 0; k < knowledge->checklist_count; k++) {
        if (strcmp(knowledge->checklist[k].id, id) == 0) {
            return &knowledge->checklist[k];
        }
    }
    fail_msg("no checklist %s", id);
    return NULL;
}

/// Somebody who errs as the moves say, beside a car as built with these modes.
static inline proof_person_t somebody(const vehicle_t* const car, const uint64_t seed, const char* const mode)
{
    proof_person_t person = {.knowledge = knowledge,
                             .car = car,
                             .weather = car_weather_of_cell(0, false),
                             .seed = seed,
                             .error_factor = 1.0,
                             .odd_param = vehicle_param_count};
    if (mode != NULL) {
        person.mode[person.mode_count++] = mode_named(mode);
    }
    return person;
}

static inline bool survey_sedan(void)
{
    survey_report_t report;
    const survey_options_t options = survey_default_options();
    base_arena_t work = {.bytes = malloc(survey_bytes_most), .capacity = survey_bytes_most};
    atlas_bytes_t out = {.bytes = atlas_bytes, .capacity = sizeof atlas_bytes};
    const bool built = work.bytes != NULL && survey_build(knowledge, sedan, &options, &work, &out, &report) &&
                       atlas_open(&atlas, atlas_bytes, out.length, report.reason, sizeof report.reason);
    if (!built) {
        print_error("%s\n", report.reason);
    }
    atlas_length = out.length;
    free(work.bytes);
    return built;
}

/// Group set-up and tear-down.
static inline int put_on_trial(void** state)
{
    if (load_everything(state) != 0) {
        return 1;
    }
    sedan = car_named("older-sedan");
    if (sedan == NULL || !survey_sedan()) {
        return 1;
    }
    guide_bytes = malloc(guide_bytes_most);
    guide_arena =
        (base_arena_t){.bytes = guide_bytes, .capacity = guide_bytes == NULL ? 0 : guide_bytes_most};
    guide_t* const guide = guide_open(&guide_arena, &atlas);
    return guide != NULL && proof_trial_init(&trial, knowledge, sedan, &atlas, guide) ? 0 : 1;
}

static inline int leave_trial(void** state)
{
    (void)state;
    free(guide_bytes);
    return 0;
}
