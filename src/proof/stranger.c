#include "proof/stranger.h"
#include <string.h>

/// Defects that no mode of knowledge/parts.yaml describes.
static const struct {
    vehicle_param_t param;
    double value;
} oddities[] = {
    {vehicle_lid_rise_Nm, -250.0},             // a hinge that jams half way
    {vehicle_seal_stick_N, 520.0},             // a glued seal
    {vehicle_actuator_friction_mNm, 11.0},     // a motor bearing that drags
    {vehicle_receiver_sensitivity_dBm, -74.0}, // a half-deaf receiver
    {vehicle_loom_ground_mOhm, 900.0},         // a fretted ground
    {vehicle_bcm_start_V, 12.3},               // a controller that is too careful
};
/// After so many steps nobody goes on alone, whatever the policy says: help is called and paid for.
enum { patience = 32 };
enum { oddity_count = sizeof oddities / sizeof oddities[0] };

/// What the weather makes of the odds is right; how frequent a fault is on the whole is off.
static double mistaken_odds(const proof_trial_t* const trial, const proof_person_t* const person,
                            const uint16_t mode, const uint64_t seed)
{
    const double odds = vehicle_prior_odds(trial->knowledge, trial->car, mode) *
                        proof_weather_factor(trial, person->weather, mode);
    return proof_chance(seed, mode, 10U) < 0.5 ? odds * 3.0 : odds / 3.0;
}

static bool is_candidate(const proof_trial_t* const trial, const proof_person_t* const person,
                         const uint16_t mode, const bool cause)
{
    const vehicle_mode_t* const about = &trial->knowledge->mode[mode];
    if (about->is_cause != cause || (about->needs_frost && person->weather.celsius > 0.0)) {
        return false;
    }
    for (int k = 0; k < person->mode_count; k++) {
        if (strcmp(trial->knowledge->mode[person->mode[k]].axis, about->axis) == 0) {
            return false;
        }
    }
    return true;
}

static void add_cause(const proof_trial_t* const trial, const uint64_t seed, proof_person_t* const person)
{
    double total = 0.0;
    for (uint16_t k = 0U; k < trial->knowledge->mode_count; k++) {
        total += is_candidate(trial, person, k, true) ? mistaken_odds(trial, person, k, seed) : 0.0;
    }
    double left = proof_chance(seed, (uint64_t)person->mode_count, 11U) * total;
    for (uint16_t k = 0U; k < trial->knowledge->mode_count; k++) {
        left -= is_candidate(trial, person, k, true) ? mistaken_odds(trial, person, k, seed) : 0.0;
        if (left < 0.0) {
            person->mode[person->mode_count] = k;
            person->mode_count++;
            return;
        }
    }
}

static void add_sides(const proof_trial_t* const trial, const uint64_t seed, proof_person_t* const person)
{
    for (uint16_t k = 0U; k < trial->knowledge->mode_count && person->mode_count < proof_person_modes_max;
         k++) {
        const double odds =
            is_candidate(trial, person, k, false) ? mistaken_odds(trial, person, k, seed) : 0.0;
        if (proof_chance(seed, k, 12U) < odds / (1.0 + odds)) {
            person->mode[person->mode_count] = k;
            person->mode_count++;
        }
    }
}

static int temperature_of(const uint64_t seed)
{
    const double chance = proof_chance(seed, 4U, 13U);
    return chance < 0.04 ? 2 : chance < 0.17 ? 1 : 0;
}

void proof_stranger(const proof_trial_t* const trial, const uint64_t seed, proof_person_t* const person)
{
    *person = (proof_person_t){.knowledge = trial->knowledge,
                               .car = trial->car,
                               .weather = car_weather_of_cell(temperature_of(seed), false),
                               .finer = proof_chance(seed, 5U, 13U) < 0.25,
                               .draw = seed * 2U + 1U,
                               .seed = seed,
                               .error_factor = 2.0,
                               .odd_param = vehicle_param_count};
    if (proof_chance(seed, 1U, 13U) < 0.1) {
        const int odd = (int)(proof_chance(seed, 2U, 13U) * oddity_count);
        person->odd_param = (uint16_t)oddities[odd].param;
        person->odd_value = oddities[odd].value;
    } else {
        add_cause(trial, seed, person);
    }
    const double more = proof_chance(seed, 3U, 13U);
    for (int k = 0; k < (more < 0.03 ? 2 : more < 0.2 ? 1 : 0); k++) {
        add_cause(trial, seed, person);
    }
    add_sides(trial, seed, person);
}

static double predicted(const proof_trial_t* const trial, const proof_policy_t* const policy,
                        const uint16_t move)
{
    const vehicle_move_t* const about = &trial->knowledge->move[move];
    if (policy->by > proof_by_greed || about->opens_reading >= about->reading_count) {
        return -1.0;
    }
    double p[atlas_readings_max];
    guide_predict(trial->guide, trial->to_atlas[move], p);
    return p[about->opens_reading];
}

/// An impossible step costs what it takes to find that out.
static void pay(const proof_trial_t* const trial, const uint16_t move, const bool possible,
                proof_played_t* const played)
{
    const vehicle_move_t* const about = &trial->knowledge->move[move];
    played->minutes += about->minutes + (possible ? about->wait_minutes : 0.0);
    played->cost += possible ? proof_cost(trial, move) : proof_cost_in_vain(trial, move);
}

/// The policy's move while there is patience and it has one, then the calls in turn.
static uint16_t choose(const proof_trial_t* const trial, const proof_policy_t* const policy,
                       const proof_path_t* const path)
{
    const uint16_t chosen = path->depth < patience ? proof_next(trial, policy, path) : (uint16_t)vehicle_none;
    return chosen == vehicle_none ? proof_next_call(trial, path) : chosen;
}

static void make(const proof_trial_t* const trial, const proof_policy_t* const policy, const uint16_t move,
                 proof_path_t* const path, proof_person_t* const person, proof_played_t* const played)
{
    const bool possible = proof_possible(trial, policy, path, move);
    played->predicted[played->steps] = predicted(trial, policy, move);
    played->forbidden += proof_forbidden(trial, move) ? 1 : 0;
    played->impossible += possible ? 0 : 1;
    played->called = played->called || proof_is_call(trial, move);
    pay(trial, move, possible, played);
    const int reading = possible ? proof_person_does(person, move) : proof_cannot_tell;
    played->opened_at = person->opened ? played->steps : -1;
    proof_advance(trial, policy, path, move, reading);
    played->steps++;
}

proof_played_t proof_play(const proof_trial_t* const trial, const proof_policy_t* const policy,
                          proof_person_t* const person)
{
    proof_played_t played = {.opened_at = -1};
    proof_path_t path;
    const proof_trial_t told = proof_trial_in(trial, person->weather);
    guide_replay(told.guide, &told.situation, NULL, 0);
    proof_path_start(&told, &path);
    while (path.depth < proof_depth_max - 1 && !person->opened) {
        const uint16_t move = choose(&told, policy, &path);
        if (move == vehicle_none) {
            break;
        }
        make(&told, policy, move, &path, person, &played);
    }
    played.opened = person->opened;
    return played;
}
