/// What one answer does to the odds of a cause, beside what the trade says it does: the field review, section
/// 3 (R3), and the physics notes, section 6 (P6). Both are estimates, and corrections of less than a factor
/// of two were not even noted; so a factor counts as met within 2.5 of it. Reads the atlases in build/atlas.
#include "check.h"

#include "guide/guide.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { bytes_max = 1 << 20, memory_max = 96 << 20, answers_max = 4, members_max = 8 };

typedef struct {
    const char* name;
    const char* member[members_max]; ///< modes, or parts with all their modes
} class_t;

static const class_t looms = {"hinge loom", {"loom=release", "loom=all", "loom=switch", "loom=ground"}};
static const class_t release_looms = {"release wires of the loom", {"loom=release", "loom=all"}};
static const class_t drives = {"latch drive", {"actuator="}};
static const class_t dead_drives = {"dead latch drive", {"actuator=worn", "actuator=burnt"}};
static const class_t latches = {"latch",
                                {"latch=dirty", "latch=seized", "latch=broken", "latch=bent", "latch=mis"}};
static const class_t switches = {"lid button", {"lid-switch=", "loom=switch"}};
static const class_t cabin_ways = {"cabin button", {"cabin-button=", "button-wire="}};
static const class_t fobs = {"key", {"fob=cell", "fob=unpaired", "fob=dirty", "fob=lid-button", "receiver="}};
static const class_t fob_radio = {"radio of the key", {"fob=cell", "fob=unpaired", "fob=dirty"}};
static const class_t pads = {"pad of the key", {"fob=lid-button"}};
static const class_t batteries = {"car battery", {"battery=weak", "battery=dead"}};
static const class_t flats = {"flat battery", {"battery=dead", "battery=disconnected"}};
static const class_t ices = {"ice in the latch", {"latch=ice"}};

static uint8_t bytes[bytes_max];
static unsigned char memory[memory_max];
static atlas_t atlas;
static guide_t* guide;
static const guide_situation_t nothing_said = {0};

static void read_car(const char* const car)
{
    char path[100];
    char reason[200] = "";
    (void)snprintf(path, sizeof path, "build/atlas/%s.atlas", car);
    FILE* const file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("%s: make atlases", path);
    }
    const size_t length = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    if (!atlas_open(&atlas, bytes, length, reason, sizeof reason)) {
        fail_msg("%s: %s", path, reason);
    }
    base_arena_t arena = {memory, sizeof memory, 0};
    guide = guide_open(&arena, &atlas);
    assert_non_null(guide);
}

/// "move=reading"
static guide_event_t event_of(const char* const answer)
{
    char move[60];
    const char* const reading = strchr(answer, '=') + 1;
    (void)snprintf(move, sizeof move, "%.*s", (int)(reading - answer) - 1, answer);
    guide_event_t event = {atlas_find_move(&atlas, move), 0};
    assert_int_not_equal(event.move, atlas_none);
    const atlas_move_t made = atlas_move(&atlas, event.move);
    while (event.reading < made.reading_count && strcmp(made.reading_id[event.reading], reading) != 0) {
        event.reading++;
    }
    if (event.reading == made.reading_count) {
        fail_msg("no reading %s", answer);
    }
    return event;
}

static bool is_member(const class_t* const class, const char* const mode)
{
    bool is = false;
    for (int k = 0; k < members_max && class->member[k] != NULL; k++) {
        is = is || strncmp(mode, class->member[k], strlen(class->member[k])) == 0;
    }
    return is;
}

static double p_of(const class_t* const class, const guide_situation_t* const situation,
                   const char* const* const answers)
{
    guide_event_t event[answers_max];
    int count = 0;
    for (; count < answers_max && answers[count] != NULL; count++) {
        event[count] = event_of(answers[count]);
    }
    guide_replay(guide, situation, event, count);
    double p = 0.0;
    for (uint16_t m = 0; m < atlas.head.mode_count; m++) {
        const atlas_mode_t mode = atlas_mode(&atlas, m);
        p += !mode.is_grave && is_member(class, mode.id) ? guide_mode_was_p(guide, m) : 0.0;
    }
    return p;
}

static double odds(const double p)
{
    return p / (1.0 - p);
}

static const char* const no_answer[answers_max] = {NULL};

typedef struct {
    const char* car;
    const class_t* class;
    const char* answer[answers_max];
    double low, high; ///< of the factor on the odds; 0: no bound
    const char* source;
} claim_t;

static int refuted(const claim_t* const claim)
{
    read_car(claim->car);
    const double before = odds(p_of(claim->class, &nothing_said, no_answer));
    const double factor = odds(p_of(claim->class, &nothing_said, claim->answer)) / before;
    const bool met = factor >= claim->low && (claim->high <= 0.0 || factor <= claim->high);
    if (!met || getenv("ODDS") != NULL) {
        print_error("%s, %s after %s %s %s: odds times %.2f, %s says %.2f to %.2f\n", claim->car,
                    claim->class->name, claim->answer[0], claim->answer[1] == NULL ? "" : claim->answer[1],
                    claim->answer[2] == NULL ? "" : claim->answer[2], factor, claim->source, claim->low,
                    claim->high);
    }
    return met ? 0 : 1;
}

#define HOLDS(claims)                                                                                        \
    do {                                                                                                     \
        int wrong = 0;                                                                                       \
        for (size_t k = 0; k < sizeof(claims) / sizeof((claims)[0]); k++) {                                  \
            wrong += refuted(&(claims)[k]);                                                                  \
        }                                                                                                    \
        assert_int_equal(wrong, 0);                                                                          \
    } while (0)

static void other_dead_lid_consumers_speak_ten_to_one_for_the_loom(void** state)
{
    (void)state;
    static const claim_t claims[] = {
        {"hatchback", &looms, {"look-consumers=some-dead"}, 4, 25, "R3: 10"},
        {"modern-sedan", &looms, {"look-consumers=some-dead"}, 4, 25, "R3: 10"},
        {"suv-liftgate", &looms, {"look-consumers=some-dead"}, 4, 25, "R3: 10"},
        {"bmw-328i-e91", &looms, {"look-consumers=some-dead"}, 4, 25, "R3: 10"},
    };
    HOLDS(claims);
}

static void a_click_at_the_lid_speaks_ten_to_one_against_the_loom(void** state)
{
    (void)state;
    static const claim_t claims[] = {
        {"modern-sedan", &release_looms, {"press-fob=lid-click"}, 0.04, 0.25, "R3: 0.1"},
        {"hatchback", &release_looms, {"press-fob=lid-click"}, 0.04, 0.25, "R3: 0.1"},
        {"bmw-328i-e90", &release_looms, {"press-fob=lid-click"}, 0.04, 0.25, "R3: 0.1"},
        {"coupe-fixed-seats", &release_looms, {"press-fob=lid-click"}, 0.04, 0.25, "R3: 0.1"},
    };
    HOLDS(claims);
}

/// A relay that clicks in the cabin says nothing against a wire behind it.
static void a_click_in_the_cabin_does_not_speak_against_the_loom(void** state)
{
    (void)state;
    static const claim_t claims[] = {
        {"modern-sedan", &release_looms, {"press-cabin=cabin-click"}, 0.5, 0, "R3: 1"},
        {"coupe-fixed-seats", &release_looms, {"press-cabin=cabin-click"}, 0.5, 0, "R3: 1"},
    };
    HOLDS(claims);
}

/// Times 4 beside causes that keep their odds; beside all the silent ones it is more.
static void a_click_at_the_lid_speaks_for_the_latch_and_against_its_drive(void** state)
{
    (void)state;
    static const claim_t claims[] = {
        {"modern-sedan", &latches, {"press-fob=lid-click"}, 2, 12, "P6: 4"},
        {"hatchback", &latches, {"press-fob=lid-click"}, 2, 12, "P6: 4"},
        {"coupe-fixed-seats", &latches, {"press-fob=lid-click"}, 2, 12, "P6: 4"},
        {"modern-sedan",
         &dead_drives,
         {"press-fob=lid-click"},
         0,
         0.8,
         "P6: 0.3, and a worn motor may knock"},
        {"coupe-fixed-seats",
         &dead_drives,
         {"press-fob=lid-click"},
         0,
         0.8,
         "P6: 0.3, and a worn motor may knock"},
    };
    HOLDS(claims);
}

static void one_dead_request_among_working_ones_is_its_own_fault(void** state)
{
    (void)state;
    static const claim_t claims[] = {
        {"hatchback", &switches, {"press-fob=opens", "press-lid-button=silence"}, 5, 0, "P6: 10"},
        {"modern-sedan", &switches, {"press-cabin=opens", "press-lid-button=silence"}, 5, 0, "P6: 10"},
        {"modern-sedan", &fobs, {"press-cabin=opens", "press-fob=silence"}, 5, 0, "P6: 10"},
        {"modern-sedan", &cabin_ways, {"press-fob=opens", "press-cabin=silence"}, 5, 0, "P6: 10"},
        {"hatchback", &drives, {"press-fob=opens", "press-lid-button=silence"}, 0, 0.2, "P6: 0.1"},
        {"hatchback",
         &release_looms,
         {"press-fob=opens", "press-lid-button=silence"},
         0,
         0.25,
         "P6: 0.1, and some wires are but loose"},
        {"modern-sedan",
         &batteries,
         {"press-cabin=opens", "press-lid-button=silence"},
         0,
         1,
         "P6: not raised"},
    };
    HOLDS(claims);
}

static void silence_of_all_requests_speaks_for_what_they_share(void** state)
{
    (void)state;
    static const claim_t claims[] = {
        {"modern-sedan",
         &looms,
         {"press-fob=silence", "press-lid-button=silence", "press-cabin=silence"},
         0.8,
         4,
         "P6: 2"},
        {"bmw-328i-e90",
         &looms,
         {"press-fob=silence", "press-lid-button=silence", "press-cabin=silence"},
         1,
         4,
         "P6: 2"},
        {"bmw-328i-e90",
         &drives,
         {"press-fob=silence", "press-lid-button=silence", "press-cabin=silence"},
         0.7,
         4,
         "P6: 2"},
        {"modern-sedan",
         &switches,
         {"press-fob=silence", "press-lid-button=silence", "press-cabin=silence"},
         0.05,
         0.4,
         "P6: 0.2"},
        {"bmw-328i-e90",
         &fobs,
         {"press-fob=silence", "press-lid-button=silence", "press-cabin=silence"},
         0,
         0.4,
         "P6: as a switch"},
    };
    HOLDS(claims);
}

static void doors_that_obey_the_key_clear_key_and_battery(void** state)
{
    (void)state;
    static const claim_t claims[] = {
        {"modern-sedan", &fob_radio, {"look-doors=obey"}, 0, 0.2, "P6: 0.05"},
        {"modern-sedan", &batteries, {"look-doors=obey"}, 0, 0.4, "P6: 0.2"},
        {"hatchback", &batteries, {"look-doors=obey"}, 0, 0.4, "P6: 0.2"},
        {"bmw-328i-e90", &batteries, {"look-doors=obey"}, 0, 0.4, "P6: 0.2"},
    };
    HOLDS(claims);
}

static void lamps_that_burn_rule_out_a_flat_battery(void** state)
{
    (void)state;
    static const claim_t claims[] = {
        {"modern-sedan", &flats, {"look-dash=normal"}, 0, 0.1, "P6: 0.1"},
        {"modern-sedan", &flats, {"look-flashers=answer"}, 0, 0.1, "P6: 0.1"},
        {"modern-sedan", &batteries, {"ask-battery-signs=starts-well"}, 0, 0.2, "P6: 0.1"},
        {"bmw-328i-e90", &batteries, {"ask-battery-signs=starts-well"}, 0, 0.2, "P6: 0.1"},
    };
    HOLDS(claims);
}

/// The key drives the same pawl: where it opens and the rest is dead, the latch is whole.
static void a_key_that_opens_beside_dead_buttons_clears_the_latch(void** state)
{
    (void)state;
    static const claim_t claims[] = {
        {"bmw-328i-e90",
         &latches,
         {"press-fob=silence", "press-lid-button=silence", "blade-in-hidden-keyhole=opens"},
         0,
         0.3,
         "physics"},
        {"bmw-328i-e90",
         &release_looms,
         {"press-fob=silence", "press-lid-button=silence", "blade-in-hidden-keyhole=opens"},
         1,
         4,
         "P6: 2"},
        {"bmw-328i-e90",
         &drives,
         {"press-fob=silence", "press-lid-button=silence", "blade-in-hidden-keyhole=opens"},
         0.7,
         4,
         "P6: 2"},
    };
    HOLDS(claims);
}

static void shares_are_the_field_review_s(void** state)
{
    (void)state;
    static const struct {
        const class_t* class;
        const char* answer[answers_max];
        double low, high;
    } share[] = {
        {&looms, {NULL}, 0.06, 0.24},                 // R3: 12 %
        {&fobs, {NULL}, 0.04, 0.16},                  // R3: 8 %
        {&fobs, {"look-doors=dead"}, 0.075, 0.4},     // R3: 15 % if the doors ignore it too
        {&fob_radio, {"look-doors=obey"}, 0.0, 0.02}, // R3: 1 % if the doors obey it,
        {&pads, {"look-doors=obey"}, 0.01, 0.04},     // ... then its pad 2 %
    };
    read_car("modern-sedan");
    for (size_t k = 0; k < sizeof share / sizeof share[0]; k++) {
        const double p = p_of(share[k].class, &nothing_said, share[k].answer);
        if (p < share[k].low || p > share[k].high) {
            fail_msg("%s: %.3f", share[k].class->name, p);
        }
    }
}

static guide_situation_t said(const char* const circumstance, const uint8_t value)
{
    guide_situation_t situation = nothing_said;
    const uint16_t at = atlas_find_circumstance(&atlas, circumstance);
    assert_int_not_equal(at, atlas_none);
    situation.bucket[at] = (uint8_t)(value + 1U);
    return situation;
}

static void ice_needs_frost_and_wet_frost_is_ice_weather(void** state)
{
    (void)state;
    read_car("modern-sedan");
    const guide_situation_t warm = said("temperature", 0);
    assert_true(p_of(&ices, &warm, no_answer) == 0.0);
    guide_situation_t wet_frost = said("temperature", 1);
    wet_frost.bucket[atlas_find_circumstance(&atlas, "wet")] = 2;
    static const class_t all_ice = {"ice", {"latch=ice", "seal=frozen"}};
    const double p = p_of(&all_ice, &wet_frost, no_answer);
    assert_true(p > 0.075 && p < 0.3); // R3: 0 to -5 and wet 15 %
}

/// History: a wire that parts strand by strand has failed now and then before it failed for good.
static void faults_that_come_and_go_have_been_met_before(void** state)
{
    (void)state;
    static const claim_t claims[] = {
        {"modern-sedan", &looms, {"ask-how-it-began=now-and-then"}, 1.2, 4, "P1.4"},
        {"hatchback", &switches, {"ask-opened-itself=did"}, 2, 0, "R2.1"},
    };
    HOLDS(claims);
}

/// Over all degrees of the mode, each by its odds.
static double opens_under(const uint16_t move, const char* const fault)
{
    double opens = 0.0;
    double all = 0.0;
    for (uint16_t m = 0; m < atlas.head.mode_count; m++) {
        const atlas_mode_t mode = atlas_mode(&atlas, m);
        uint8_t p[atlas_readings_max];
        if (strcmp(mode.id, fault) == 0) {
            atlas_row(&atlas, move, 0, &m, 1, p);
            opens += mode.odds * p[atlas_move(&atlas, move).opens_reading] / (double)atlas_scale;
            all += mode.odds;
        }
    }
    return opens / all;
}

/// A wire or button that comes and goes opens now and then; the tables must not say never.
static void what_comes_and_goes_sometimes_opens(void** state)
{
    (void)state;
    static const struct {
        const char* car;
        const char* mode;
        const char* move;
    } row[] = {{"modern-sedan", "loom=release-loose", "press-fob"},
               {"bmw-328i-e90", "loom=release-loose", "press-cabin"},
               {"hatchback", "loom=release-loose", "press-lid-button"},
               {"hatchback", "lid-switch=worn", "press-lid-button"},
               {"modern-sedan", "fob=cell-weak", "press-fob"},
               {"modern-sedan", "latch=misaligned", "press-cabin"}};
    for (size_t k = 0; k < sizeof row / sizeof row[0]; k++) {
        read_car(row[k].car);
        const double opens = opens_under(atlas_find_move(&atlas, row[k].move), row[k].mode);
        if (opens < 0.05 || opens > 0.6) {
            fail_msg("%s, %s: opens in %.2f", row[k].mode, row[k].move, opens);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_dead_lid_consumers_speak_ten_to_one_for_the_loom),
        cmocka_unit_test(a_click_at_the_lid_speaks_ten_to_one_against_the_loom),
        cmocka_unit_test(a_click_in_the_cabin_does_not_speak_against_the_loom),
        cmocka_unit_test(a_click_at_the_lid_speaks_for_the_latch_and_against_its_drive),
        cmocka_unit_test(one_dead_request_among_working_ones_is_its_own_fault),
        cmocka_unit_test(silence_of_all_requests_speaks_for_what_they_share),
        cmocka_unit_test(doors_that_obey_the_key_clear_key_and_battery),
        cmocka_unit_test(lamps_that_burn_rule_out_a_flat_battery),
        cmocka_unit_test(a_key_that_opens_beside_dead_buttons_clears_the_latch),
        cmocka_unit_test(shares_are_the_field_review_s),
        cmocka_unit_test(ice_needs_frost_and_wet_frost_is_ice_weather),
        cmocka_unit_test(faults_that_come_and_go_have_been_met_before),
        cmocka_unit_test(what_comes_and_goes_sometimes_opens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
