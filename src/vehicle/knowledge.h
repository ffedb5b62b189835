/// Everything that the files in `knowledge/` and one vehicle file say, checked and compiled into immutable
/// structures. Ids are resolved to indices once, here; no other room looks anything up by name in a loop.
/// Memory: all of it from the arena the caller gives (1 MiB is plenty for knowledge, 64 KiB for a vehicle).
#pragma once
#include "base/arena.h"
#include "vehicle/params.h"
#include "vehicle/senses.h"
#include <stdbool.h>
#include <stdint.h>

enum {
    vehicle_modes_max = 160,
    vehicle_moves_max = 384,
    vehicle_readings_max = 12, ///< of one move, without "cannot tell"
    vehicle_facts_max = 128,
    vehicle_circumstances_max = 32,
    vehicle_buckets_max = 12, ///< values of one circumstance
    vehicle_classes_max = 24,
    vehicle_none = 0xffff ///< an index that points nowhere
};

#define VEHICLE_STIMULUS_ID(name, unit, meaning) vehicle_stimulus_##name,
typedef enum { VEHICLE_STIMULI(VEHICLE_STIMULUS_ID) vehicle_stimulus_count } vehicle_stimulus_t;
#define VEHICLE_SENSE_ID(name, readings, meaning) vehicle_sense_##name,
typedef enum { VEHICLE_SENSES(VEHICLE_SENSE_ID) vehicle_sense_count } vehicle_sense_t;

typedef enum { vehicle_is_fault = 0, vehicle_is_setting, vehicle_is_variant } vehicle_is_t;
typedef enum {
    vehicle_confidence_low = 0,
    vehicle_confidence_medium,
    vehicle_confidence_high
} vehicle_confidence_t;
typedef enum {
    vehicle_does_try = 0,
    vehicle_does_look,
    vehicle_does_ask,
    vehicle_does_measure,
    vehicle_does_relieve,
    vehicle_does_repair,
    vehicle_does_access,
    vehicle_does_call,
    vehicle_does_leave
} vehicle_does_t;
enum { vehicle_phase_open = 1, vehicle_phase_after = 2, vehicle_phase_fix = 4 }; ///< bits
enum { vehicle_cell_frost = 1, vehicle_cell_wet = 2 };                           ///< bits of `cells`

/// One value of one parameter that a mode sets or scales.
typedef struct {
    uint16_t param; ///< vehicle_param_t
    bool scales;    ///< multiply what the car has; else replace it
    double value;
    double scatter; ///< standard deviation, in the parameter's unit (of the factor when it scales)
} vehicle_override_t;

/// `low <= value <= high` of a parameter; a list of words becomes one row each, `any` groups rows of one
/// parameter.
typedef struct {
    uint16_t param;
    uint16_t accepted; ///< bit k: word index k is accepted (words and flags); 0: use low and high
    double low;
    double high;
} vehicle_when_t;

typedef struct {
    const char* id;   ///< "battery=dead"
    const char* part; ///< "battery"
    const char* name;
    const char* why;
    const char* axis; ///< modes of one axis exclude each other
    vehicle_is_t is;
    bool is_cause; ///< role
    bool intermittent;
    uint8_t cells;    ///< vehicle_cell_* bits its effect depends on
    bool needs_frost; ///< exists only below freezing
    const vehicle_override_t* overrides;
    const vehicle_when_t* when;
    uint16_t override_count;
    uint16_t when_count;
    double repair_minutes;
    double repair_money;
    const char* repair_currency;
    const char* repair_who;
    const char* repair_text;
    const char* faults;  ///< "X04 X05"
    const char* sources; ///< "F099 P1.1"
} vehicle_mode_t;

typedef struct {
    const char* id;
    const char* ask; ///< question, or NULL if it is never asked
    const char* text;
    const char* kind;           ///< access tool condition vehicle circumstance
    double p;                   ///< chance that the answer is yes, if asked
    const vehicle_when_t* when; ///< of kind vehicle: true exactly where this holds
    uint16_t when_count;
    bool lapses; ///< what takes it leaves it open again instead of false
} vehicle_fact_t;

typedef struct {
    uint32_t start_ms;
    uint32_t length_ms;
    uint16_t stimulus; ///< vehicle_stimulus_t
    double value;
} vehicle_stroke_t; ///< one line of `do`

typedef struct {
    uint8_t reading; ///< index, or vehicle_readings_max for any
    uint16_t target; ///< fact or mode index
} vehicle_effect_t;

typedef struct {
    uint16_t mode; ///< vehicle_none: the `else` row
    double p[vehicle_readings_max];
} vehicle_given_t;

typedef struct {
    uint8_t truth;
    uint8_t report;
    double p;
} vehicle_confuse_t;

// The fields stand in the order of docs/files.md; 40 bytes of padding a move are worth it.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding)
typedef struct {
    const char* id;
    vehicle_does_t does;
    uint8_t phase; ///< bits
    const char* uses;
    const char* text;
    const char* watch;
    const char* never;
    const char* warn;
    const char* actions;
    const char* sources;
    const vehicle_when_t* when;
    uint16_t when_count;
    const uint16_t* needs; ///< facts
    uint16_t need_count;
    const vehicle_stroke_t* strokes; ///< empty with sense: looked at as it stands
    uint16_t stroke_count;
    uint16_t sense;                               ///< vehicle_sense_t, or vehicle_none when `given`
    const char* reading_id[vehicle_readings_max]; ///< from the sense or from `given`
    uint8_t reading_count;
    uint8_t opens_reading; ///< index of "opens" of the lid (not of a door or the rear window), or
                           ///< vehicle_readings_max
    const vehicle_given_t* given;
    uint16_t given_count;
    uint8_t fails_reading; ///< vehicle_readings_max: none
    double fails_p;
    const vehicle_effect_t* gives; ///< facts that become true
    const vehicle_effect_t* takes; ///< facts that become false
    const vehicle_effect_t* mends; ///< modes that are gone
    uint16_t give_count, take_count, mend_count;
    const vehicle_confuse_t* confuse;
    uint16_t confuse_count;
    double error;
    double cant_tell;
    double minutes;
    double wait_minutes;
    double money;
    const char* currency;
    double damage_p;
    double damage_size;
    bool only_published;
} vehicle_move_t;

typedef struct {
    uint8_t bucket;
    uint16_t mode;
    double factor;
} vehicle_factor_t;

typedef struct {
    uint8_t bucket;
    uint16_t fact;
} vehicle_follows_t;

typedef struct {
    const char* name;
    const char* ask;
    const char* label[vehicle_buckets_max];
    double bound[vehicle_buckets_max]; ///< numeric: bucket k is below bound[k]
    uint8_t bucket_count;
    bool numeric;
    const vehicle_factor_t* factors;
    const vehicle_follows_t* follows;
    uint16_t factor_count, follow_count;
} vehicle_circumstance_t;

typedef struct {
    const char* label;
    uint16_t move;
    const char*
        on[vehicle_readings_max + 1]; ///< by reading: label of the next step, "OPEN", "CALL"; last: otherwise
} vehicle_checklist_step_t;

typedef struct {
    const char* id;
    const char* source;
    const char* cars; ///< "all" or ids joined by blanks
    const vehicle_checklist_step_t* steps;
    uint16_t step_count;
} vehicle_checklist_t;

typedef struct {
    const char* id;
    const char* text;
    const char* how;
    const char* sources;
    double every_months;
    const vehicle_when_t* when;
    uint16_t when_count;
} vehicle_care_t;

typedef struct {
    const char* id;
    const char* resolved;
    const char* where;
} vehicle_contradiction_t;

typedef struct {
    vehicle_mode_t mode[vehicle_modes_max];
    vehicle_fact_t fact[vehicle_facts_max];
    vehicle_move_t move[vehicle_moves_max];
    vehicle_circumstance_t circumstance[vehicle_circumstances_max];
    const char* class_id[vehicle_classes_max];
    double share[vehicle_modes_max][vehicle_classes_max]; ///< percent, role cause
    double rate[vehicle_modes_max][vehicle_classes_max];  ///< percent, role side
    double coexistence;
    double nothing_wrong;
    uint16_t mode_count, fact_count, move_count, circumstance_count, class_count;
    const char* const* reading_id; ///< reading texts, parallel arrays
    const char* const* reading_text;
    uint16_t reading_count;
    const vehicle_checklist_t* checklist;
    const vehicle_care_t* care;
    const vehicle_contradiction_t* contradiction;
    uint16_t checklist_count, care_count, contradiction_count;
} vehicle_knowledge_t;

typedef struct {
    uint16_t mode;
    double p;
    const char* source;
} vehicle_variant_t;

typedef struct {
    uint16_t mode;
    double factor;
    const char* source;
} vehicle_odds_t;

typedef struct {
    const char* id;
    const char* name;
    const char* body;
    const char* word_lid;
    const char* word_space;
    const char* market;
    const char* sourced;
    bool archetype;
    uint16_t class_index;
    int16_t year_first, year_last;
    const char* match_body; ///< words joined by blanks, for the closest-archetype questions
    const char* match_release;
    const char* match_key;
    const char* match_seats;
    double value[vehicle_param_count];
    const char* source[vehicle_param_count]; ///< NULL: as built, an estimate
    vehicle_confidence_t confidence[vehicle_param_count];
    const vehicle_variant_t* variant;
    const vehicle_odds_t* odds;
    uint16_t variant_count, odds_count;
    const char* const* note;
    uint16_t note_count;
    int16_t match_year_first, match_year_last; ///< inclusive, for the closest-archetype questions
} vehicle_t;

/// True if all rows hold for these parameter values (rows of one parameter: word sets are one row). O(count).
bool vehicle_when_holds(const vehicle_when_t* when, uint16_t count, const double* value);

/// Index of a mode, move or fact by id; vehicle_none if there is none. O(n), for the edges of the program
/// only.
uint16_t vehicle_find_mode(const vehicle_knowledge_t* self, const char* id);
uint16_t vehicle_find_move(const vehicle_knowledge_t* self, const char* id);
uint16_t vehicle_find_fact(const vehicle_knowledge_t* self, const char* id);

/// True if this mode can occur on this car: its `when` holds, and its share, rate or variant chance is above
/// 0.
bool vehicle_mode_occurs(const vehicle_knowledge_t* knowledge, const vehicle_t* car, uint16_t mode);

/// Odds of a mode on this car before circumstances. Cause: `coexistence` x share of all occurring causes x
/// the car's own factor, as odds p/(1-p). Side: rate as odds. Variant: its p as odds. 0 if it does not occur.
double vehicle_prior_odds(const vehicle_knowledge_t* knowledge, const vehicle_t* car, uint16_t mode);
