/// The invariants of the safety review (4.7) against every real car, by random dialogues. DECKLID_ATTACKS
/// multiplies their number.
#include "attack.h"

#include "atlas/forbidden.h"
#include <math.h>
#include <sys/resource.h>

/// One invariant. A law returns NULL, or what is wrong.
typedef const char* (*of_move_t)(const attack_car_t* car, const atlas_t* atlas, uint16_t move);
typedef const char* (*of_moment_t)(attack_t* self, const guide_step_t* step);
typedef struct {
    const char* sentence;
    of_move_t of_move;     ///< of every move of every car
    of_moment_t of_moment; ///< of every state that a dialogue came through
    bool dear;             ///< held against few states only
    int seen, broken;
    char first[3000];
} law_t;

enum { thorough_at = 3 }; ///< answers, in every dialogue

static char text[attack_text_max];
static char text_again[attack_text_max];
static char saved[attack_text_max];
static int feeds, engines, smells; ///< that dialogues came to

static bool is_feed(const atlas_move_t* const move)
{
    return strncmp(move->id, "feed-", 5) == 0 || strncmp(move->id, "jump-", 5) == 0 ||
           strncmp(move->id, "charge-battery", 14) == 0 || words_say(move->text, "clamp red");
}

static bool is_engine(const atlas_move_t* const move)
{
    return words_have(move->uses, "engine") || words_say(move->text, "engine run") ||
           words_say(move->text, "start this one") || words_say(move->text, "start the engine");
}

static bool has_step(const guide_step_t* const step)
{
    return step && step->move != atlas_none;
}

// ---- I1 ----

static const char* silent_in_emergency(attack_t* const self, const session_emergency_t kind)
{
    assert_int_equal(session_emergency(self->session, kind), 0);
    (void)session_next_json(self->session, attack_nodes, text, sizeof text);
    const bool json = strstr(text, "\"step\":null") && strstr(text, "\"expected_cost\":null");
    (void)session_step_text(self->session, text, sizeof text);
    const bool said = strstr(text, "There is an emergency: no step before it is over.") == text;
    (void)session_why_text(self->session, text, sizeof text);
    const bool why = strstr(text, "There is no step") == text;
    const uint16_t any = (uint16_t)attack_below(self, self->atlas->head.move_count);
    const char* const advice = atlas_move(self->atlas, any).text;
    (void)session_move_text(self->session, any, text, sizeof text);
    const bool move = !strstr(text, "Watch:") && (strlen(advice) < 30 || !strstr(text, "Careful:"));
    const bool none = session_step(self->session, attack_nodes) == NULL;
    assert_int_equal(session_back(self->session), 0);
    return json && said && why && move && none ? NULL : session_emergency_name(kind);
}

static const char* no_step_in_emergency(attack_t* const self, const guide_step_t* const step)
{
    (void)step;
    const char* wrong = NULL;
    for (int kind = session_emergency_fire; !wrong && kind <= session_emergency_inside; kind++) {
        wrong = silent_in_emergency(self, (session_emergency_t)kind);
    }
    return wrong;
}

// ---- I2 ----

static const char* nothing_forbidden(const attack_car_t* const car, const atlas_t* const atlas,
                                     const uint16_t index)
{
    (void)car;
    const atlas_move_t move = atlas_move(atlas, index);
    const base_forbidden_t* found = atlas_forbidden_in(&move);
    for (int k = 0; !found && k < move.reading_count; k++) {
        found = base_forbidden_in(move.reading_text[k]);
    }
    return found ? found->phrase : NULL;
}

static const char* nothing_forbidden_is_said(attack_t* const self, const guide_step_t* const step)
{
    if (!has_step(step)) {
        return NULL;
    }
    const char* const wrong = nothing_forbidden(self->car, self->atlas, step->move);
    (void)session_next_json(self->session, attack_nodes, text, sizeof text);
    const char* const said = strstr(text, "\"step\":{");
    assert_non_null(said);
    const base_forbidden_t* const found = base_forbidden_in(said);
    return wrong ? wrong : found ? found->phrase : NULL;
}

// ---- I3, I4 ----

static const char* needs_are_held(attack_t* const self, const guide_step_t* const step)
{
    const uint16_t count = has_step(step) ? atlas_move(self->atlas, step->move).need_count : 0;
    for (uint16_t k = 0; k < count; k++) {
        const uint16_t need = atlas_need(self->atlas, step->move, k);
        const atlas_fact_t fact = atlas_fact(self->atlas, need);
        const bool condition = strcmp(fact.kind, "condition") == 0 || strcmp(fact.kind, "vehicle") == 0;
        if (!guide_fact_is(session_guide(self->session), need) ||
            (condition && !attack_was_told(self, need))) {
            return fact.id;
        }
    }
    return NULL;
}

/// The two wires behind a tow eye are the one way to a hood from outside, on cars that have them.
static const char* hood_from_cabin(const attack_car_t* const car, const atlas_t* const atlas,
                                   const uint16_t index)
{
    (void)car;
    const atlas_move_t move = atlas_move(atlas, index);
    const bool opens = attack_gives(atlas, index, "hood-open") && strcmp(move.id, "hood-wires") != 0;
    return opens && !attack_needs(atlas, index, "cabin-open") ? "a hood is opened from outside" : NULL;
}

static const char* hood_step_from_cabin(attack_t* const self, const guide_step_t* const step)
{
    const uint16_t cabin = atlas_find_fact(self->atlas, "cabin-open");
    const bool opens = has_step(step) && attack_gives(self->atlas, step->move, "hood-open") &&
                       strcmp(atlas_move(self->atlas, step->move).id, "hood-wires") != 0;
    return opens && !guide_fact_is(session_guide(self->session), cabin) ? "no door is open" : NULL;
}

// ---- I5, I6 ----

static const char* handle_is_what_it_is(const attack_car_t* const car, const atlas_t* const atlas,
                                        const uint16_t index)
{
    const atlas_move_t move = atlas_move(atlas, index);
    const bool pulls = words_have(move.uses, "handle") && (move.does == 0 || move.does == 3);
    if (!pulls) {
        return NULL;
    }
    const char* const said[] = {move.text, move.watch, move.warn};
    bool current = false;
    bool cable = false;
    bool power = false;
    for (int k = 0; k < 3; k++) {
        current = current || words_say(said[k], "electric");
        cable = cable || words_say(said[k], "cable");
        power = power || words_say(said[k], "battery") || words_say(said[k], "no power");
    }
    const bool only_cable = car->handle_of_cable && !car->handle_of_current;
    if (car->handle_of_current && !power) {
        return "does not say that it may not work without the battery";
    }
    if (only_cable && current) {
        return "calls a cable electric";
    }
    return !car->handle_of_cable && cable ? "calls an electric one a cable" : NULL;
}

/// Every mention of a child in what is to be done, watched or known, but of its seat and of its safety.
static bool asks_a_child(const char* const said)
{
    static const char* const words[] = {"child",         "kid ",        "kids",         "toddler",
                                        "little boy",    "little girl", "small enough", "somebody small",
                                        "someone small", "teenager"};
    static const char* const meant_well[] = {"child seat", "children out of"};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        bool well = false;
        for (size_t w = 0; w < sizeof meant_well / sizeof meant_well[0]; w++) {
            well = well || words_say(said, meant_well[w]);
        }
        if (!well && words_say(said, words[k])) {
            return true;
        }
    }
    return false;
}

static const char* no_child_is_asked(const attack_car_t* const car, const atlas_t* const atlas,
                                     const uint16_t index)
{
    (void)car;
    const atlas_move_t move = atlas_move(atlas, index);
    if (asks_a_child(move.text) || asks_a_child(move.watch) || asks_a_child(move.warn)) {
        return "asks a child";
    }
    const bool crawls = words_have(move.uses, "crawl");
    return crawls && !attack_needs(atlas, index, "adult-agrees") ? "anybody may crawl in" : NULL;
}

// ---- I7 ----

/// The one way down that is allowed: onto a cloth, so that the latch cannot catch.
static const char* no_lid_is_closed(const attack_car_t* const car, const atlas_t* const atlas,
                                    const uint16_t index)
{
    (void)car;
    static const char* const closing[] = {
        "shut the {lid}",      "close the {lid}", "shut it ",           "close it ",           "shut it.",
        "close it.",           "lower the {lid}", "let the {lid} down", "push the {lid} shut", "slam",
        "press the {lid} shut"};
    const atlas_move_t move = atlas_move(atlas, index);
    for (size_t k = 0; k < sizeof closing / sizeof closing[0]; k++) {
        if (words_say(move.text, closing[k]) && !words_say(move.text, "cannot catch")) {
            return closing[k];
        }
    }
    for (uint16_t k = 0; k < move.take_count; k++) {
        if (strcmp(atlas_fact(atlas, atlas_take(atlas, index, k).target).id, "lid-open") == 0) {
            return "takes lid-open";
        }
    }
    return NULL;
}

static const char* open_lid_stays_up(attack_t* const self, const guide_step_t* const step)
{
    (void)session_open_text(self->session, text, sizeof text);
    const char* const proven = strstr(text, "three times");
    const char* const shut = strstr(text, "shut it gently");
    if (strncmp(text, "- DO NOT SHUT IT YET", 20) != 0 || !proven || !shut || shut < proven) {
        return "what to do after opening";
    }
    if (!has_step(step)) {
        return NULL;
    }
    const atlas_move_t move = atlas_move(self->atlas, step->move);
    const bool shut_lid =
        (move.phase & 1U) != 0U && move.opens_reading < move.reading_count && move.does != 7;
    return guide_is_open(session_guide(self->session)) && shut_lid
               ? "asks an open lid to open"
               : no_lid_is_closed(self->car, self->atlas, step->move);
}

// ---- I8, I9 ----

static const char* engines_need_open_air(const attack_car_t* const car, const atlas_t* const atlas,
                                         const uint16_t index)
{
    (void)car;
    const atlas_move_t move = atlas_move(atlas, index);
    return is_engine(&move) && !attack_needs(atlas, index, "outdoors") ? "runs anywhere" : NULL;
}

static const char* no_engine_under_a_roof(attack_t* const self, const guide_step_t* const step)
{
    if (!has_step(step)) {
        return NULL;
    }
    const atlas_move_t move = atlas_move(self->atlas, step->move);
    return is_engine(&move) && self->told.roofed ? "the car stands under a roof" : NULL;
}

static const char* feeds_need_no_ice(const attack_car_t* const car, const atlas_t* const atlas,
                                     const uint16_t index)
{
    (void)car;
    const atlas_move_t move = atlas_move(atlas, index);
    return is_feed(&move) && !attack_needs(atlas, index, "battery-not-frozen") ? "feeds ice" : NULL;
}

static const char* no_feed_in_frost(attack_t* const self, const guide_step_t* const step)
{
    if (!has_step(step)) {
        return NULL;
    }
    const atlas_move_t move = atlas_move(self->atlas, step->move);
    return is_feed(&move) && self->told.frost && !self->told.out_of_frost ? "it may be frozen" : NULL;
}

// ---- I10, I11 ----

/// Everything that is said in an emergency, at one rate.
static size_t emergency_bytes(attack_t* const self, const double rate, char* const into)
{
    assert_int_equal(session_hourly(self->session, rate, NULL, 0), 0);
    assert_int_equal(session_emergency(self->session, session_emergency_person), 0);
    size_t length = 0;
    for (int kind = session_emergency_fire; kind <= session_emergency_inside; kind++) {
        const char* step = NULL;
        for (int k = 0; (step = session_emergency_step((session_emergency_t)kind, k)) != NULL; k++) {
            length += (size_t)snprintf(into + length, attack_text_max - length, "%s\n", step);
        }
    }
    length += session_next_json(self->session, attack_nodes, into + length, attack_text_max - length);
    assert_int_equal(session_back(self->session), 0);
    assert_int_equal(session_back(self->session), 0);
    return length;
}

static const char* money_counts_for_nothing(attack_t* const self, const guide_step_t* const step)
{
    (void)step;
    const size_t free_of_charge = emergency_bytes(self, 0, text);
    const size_t dear = emergency_bytes(self, 10000, text_again);
    return free_of_charge != dear || strcmp(text, text_again) != 0 ? "the script changed" : NULL;
}

static const char* help_is_always_there(attack_t* const self, const guide_step_t* const step)
{
    uint16_t moves[atlas_moves_max];
    const int count = guide_possible(session_guide(self->session), moves);
    bool there[9] = {false};
    for (int k = 0; k < count; k++) {
        there[atlas_move(self->atlas, moves[k]).does] = true;
    }
    if (has_step(step)) {
        there[atlas_move(self->atlas, step->move).does] = true;
    }
    return !there[7] ? "nobody to call" : !there[8] ? "it cannot be left" : NULL;
}

// ---- besides ----

static const char* nothing_behind_the_lid(attack_t* const self, const guide_step_t* const step)
{
    if (!has_step(step) || guide_is_open(session_guide(self->session))) {
        return NULL;
    }
    const atlas_move_t move = atlas_move(self->atlas, step->move);
    const unsigned allowed = session_goal_is_fix(self->session) ? 5U : 1U;
    return (move.phase & allowed) == 0U || attack_needs(self->atlas, step->move, "lid-open") ||
                   attack_needs(self->atlas, step->move, "lid-held")
               ? "it lies behind the shut lid"
               : NULL;
}

static const char* what_cannot_be_done_is_not_asked(attack_t* const self, const guide_step_t* const step)
{
    return has_step(step) && self->told.cannot[step->move] ? "cannot be done" : NULL;
}

static const char* nothing_repeats(attack_t* const self, const guide_step_t* const step)
{
    (void)step;
    return self->told.same > 4 ? "asked again and again" : NULL;
}

static bool is_chance(const double p)
{
    return p >= 0.0 && p <= 1.0 + 1e-9;
}

static const char* numbers_are_numbers(attack_t* const self, const guide_step_t* const step)
{
    const guide_t* const guide = session_guide(self->session);
    for (uint16_t k = 0; k < self->atlas->head.mode_count; k++) {
        if (!is_chance(guide_mode_p(guide, k)) || !is_chance(guide_mode_was_p(guide, k))) {
            return atlas_mode(self->atlas, k).id;
        }
    }
    if (!is_chance(guide_not_modelled(guide)) || !is_chance(guide_left_out(guide))) {
        return "not modelled";
    }
    const double numbers[] = {
        step->p_opens, step->step_cost,      step->expected_cost,  step->expected_minutes, step->low,
        step->high,    step->expected_money, step->next_best_cost, step->skipped_cost};
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        if (!isfinite(numbers[k]) || numbers[k] < -1e-9) {
            return "a number of the step";
        }
    }
    const double slack = 1e-6 * (1.0 + step->high);
    return step->low > step->expected_cost + slack || step->expected_cost > step->high + slack ? "bounds"
                                                                                               : NULL;
}

/// Something is said and taken back; then everything is as before, to the byte.
static const char* back_is_back(attack_t* const self, const guide_step_t* const step)
{
    (void)step;
    const size_t before = session_next_json(self->session, attack_nodes, text, sizeof text);
    const uint16_t m = (uint16_t)attack_below(self, self->atlas->head.move_count);
    const atlas_move_t move = atlas_move(self->atlas, m);
    const char* const id = attack_chance(self, 30) ? "cant-tell" : move.reading_id[0];
    assert_int_equal(session_saw(self->session, move.id, id, NULL, 0), 0);
    (void)session_step(self->session, attack_nodes);
    assert_int_equal(session_back(self->session), 0);
    const size_t after = session_next_json(self->session, attack_nodes, text_again, sizeof text_again);
    return before != after || strcmp(text, text_again) != 0 ? move.id : NULL;
}

static const char* saved_is_kept(attack_t* const self, const guide_step_t* const step)
{
    (void)step;
    const size_t length = session_save(self->session, saved, sizeof saved);
    assert_true(length < sizeof saved);
    char error[300] = "";
    if (session_restore(self->other, saved, length, error, sizeof error) != 0) {
        return "it cannot be restored";
    }
    const size_t before = session_next_json(self->session, attack_nodes, text, sizeof text);
    const size_t after = session_next_json(self->other, attack_nodes, text_again, sizeof text_again);
    return before != after || strcmp(text, text_again) != 0 ? "another session" : NULL;
}

/// The dialogue is told of its end by the walk; this one only gives it a name.
static const char* it_ends(attack_t* const self, const guide_step_t* const step)
{
    return has_step(step) && self->answers >= attack_steps_max && !self->called ? "it goes on and on" : NULL;
}

static law_t laws[] = {
    {"in_an_emergency_no_step_is_emitted", NULL, no_step_in_emergency, true, 0, 0, ""},
    {"nothing_forbidden_is_ever_proposed", nothing_forbidden, nothing_forbidden_is_said, true, 0, 0, ""},
    {"every_need_of_a_step_was_answered_and_none_assumed", NULL, needs_are_held, false, 0, 0, ""},
    {"a_hood_is_opened_from_the_cabin", hood_from_cabin, hood_step_from_cabin, false, 0, 0, ""},
    {"a_handle_of_cable_is_not_called_electric_nor_the_reverse", handle_is_what_it_is, NULL, false, 0, 0, ""},
    {"nothing_is_asked_of_a_child", no_child_is_asked, NULL, false, 0, 0, ""},
    {"no_lid_is_closed_before_its_release_is_proven", no_lid_is_closed, open_lid_stays_up, false, 0, 0, ""},
    {"no_engine_runs_indoors", engines_need_open_air, no_engine_under_a_roof, false, 0, 0, ""},
    {"a_battery_that_may_be_frozen_is_not_fed", feeds_need_no_ice, no_feed_in_frost, false, 0, 0, ""},
    {"money_does_not_reorder_the_emergency_script", NULL, money_counts_for_nothing, true, 0, 0, ""},
    {"one_can_always_call_somebody_or_leave_it", NULL, help_is_always_there, false, 0, 0, ""},
    {"nothing_behind_the_shut_lid_is_proposed", NULL, nothing_behind_the_lid, false, 0, 0, ""},
    {"what_the_person_cannot_do_is_not_proposed", NULL, what_cannot_be_done_is_not_asked, false, 0, 0, ""},
    {"no_step_is_repeated_for_ever", NULL, nothing_repeats, false, 0, 0, ""},
    {"every_dialogue_ends_within_eighty_answers", NULL, it_ends, false, 0, 0, ""},
    {"contradictions_leave_every_number_a_number", NULL, numbers_are_numbers, false, 0, 0, ""},
    {"an_answer_taken_back_leaves_no_trace", NULL, back_is_back, true, 0, 0, ""},
    {"a_saved_session_goes_on_where_it_was", NULL, saved_is_kept, true, 0, 0, ""},
};
enum { law_count = sizeof laws / sizeof laws[0] };

// ---- the walk ----

static void record(law_t* const law, const attack_t* const self, const guide_step_t* const step,
                   const char* const wrong)
{
    law->seen++;
    if (!wrong || law->broken++ > 0) {
        return;
    }
    int length = snprintf(law->first, sizeof law->first, "%s, person %d, seed %llu, step %s: %s\n",
                          self->car->id, (int)self->person, (unsigned long long)self->seed,
                          has_step(step) ? atlas_move(self->atlas, step->move).id : "none", wrong);
    for (int k = 0; k < session_line_count(self->session) && length < (int)sizeof law->first - 60; k++) {
        length += snprintf(law->first + length, sizeof law->first - (size_t)length, "  %.50s\n",
                           session_line(self->session, k));
    }
}

/// Holds every law against this state. Laws may speak and take it back: the step is a copy.
static void judge(attack_t* const self, const guide_step_t step)
{
    const bool thorough = attack_chance(self, 1) || self->answers == thorough_at;
    for (int k = 0; k < law_count; k++) {
        law_t* const law = &laws[k];
        if (law->of_moment && (thorough || !law->dear)) {
            record(law, self, &step, law->of_moment(self, &step));
        }
    }
}

/// Just before the risk is taken something smells, it turns out to be freezing, or a roof is overhead.
static bool turns_risky(attack_t* const self, const atlas_move_t* const move)
{
    if (is_feed(move) && !self->smelled) {
        self->smelled = true;
        attack_saw(self, atlas_find_move(self->atlas, "ask-no-fuel-smell"), 1);
        return true;
    }
    if (is_engine(move) && !self->told.roofed) {
        engines++;
        attack_at_named(self, "place", attack_chance(self, 50) ? "garage" : "basement");
        return self->told.roofed;
    }
    if (is_feed(move) && !self->told.frost) {
        feeds++;
        attack_at_named(self, "temperature", attack_chance(self, 50) ? "frost" : "hard-frost");
        return self->told.frost;
    }
    return false;
}

/// One answer, and now and then something besides.
static void answer(attack_t* const self, const uint16_t move)
{
    const atlas_move_t made = atlas_move(self->atlas, move);
    self->called = self->called || made.does == 7;
    if (self->person == stays_shut && turns_risky(self, &made)) {
        return;
    }
    if (self->person == anything && attack_chance(self, 8) && made.does < 7) {
        attack_cannot(self, move);
        return;
    }
    attack_saw(self, move, attack_reading(self, &made));
    if (self->person == anything && attack_chance(self, 10)) {
        const uint16_t c = (uint16_t)attack_below(self, self->atlas->head.circumstance_count);
        attack_at(self, c, (uint8_t)attack_below(self, atlas_circumstance(self->atlas, c).bucket_count));
    }
}

/// What smells of fuel is over at last; whether it still smells is asked again.
static void calm(attack_t* const self)
{
    if (session_emergency_state(self->session) > session_emergency_no) {
        smells++;
        assert_null(session_step(self->session, attack_nodes));
        assert_int_equal(session_emergency(self->session, session_emergency_no), 0);
        attack_doubt(self, "no-fuel-smell", "", "");
    }
}

static void walk(attack_t* const self)
{
    session_restart(self->session);
    base_random_seed(&self->random, self->seed);
    self->told = (attack_told_t){.last = atlas_none};
    self->answers = 0;
    self->called = false;
    self->smelled = false;
    if (attack_chance(self, 80)) {
        assert_int_equal(session_emergency(self->session, session_emergency_no), 0);
    }
    if (self->person == stays_shut) {
        attack_tell_all(self);
    } else if (self->person == anything || self->seed % 2U == 0U) {
        attack_tell_about(self);
    }
    for (; self->answers <= attack_steps_max; self->answers++) {
        calm(self);
        const guide_step_t* const step = session_step(self->session, attack_nodes);
        assert_non_null(step);
        const uint16_t move = step->move;
        judge(self, *step);
        if (move == atlas_none) {
            return;
        }
        answer(self, move);
    }
}

static void attack_one_car(const attack_car_t* const car, uint64_t* const seed, const int times)
{
    char error[300] = "";
    attack_t self = {.car = car,
                     .session = session_open(car->bytes, car->length, error, sizeof error),
                     .other = session_open(car->bytes, car->length, error, sizeof error)};
    assert_string_equal(error, "");
    self.atlas = session_atlas(self.session);
    for (int k = 0; k < times; k++) {
        self.seed = ++*seed;
        self.person = (person_t)((car - attack_cars + k) % persons);
        walk(&self);
    }
    session_close(self.session);
    session_close(self.other);
}

static void judge_moves(const attack_car_t* const car)
{
    char error[300] = "";
    atlas_t atlas;
    assert_true(atlas_open(&atlas, car->bytes, car->length, error, sizeof error));
    for (uint16_t m = 0; m < atlas.head.move_count; m++) {
        for (int k = 0; k < law_count; k++) {
            const char* const wrong = laws[k].of_move ? laws[k].of_move(car, &atlas, m) : NULL;
            laws[k].seen += laws[k].of_move ? 1 : 0;
            if (wrong && laws[k].broken++ == 0) {
                (void)snprintf(laws[k].first, sizeof laws[k].first, "%s, %s: %s\n", car->id,
                               atlas_move(&atlas, m).id, wrong);
            }
        }
    }
}

static int attack_all(void** state)
{
    (void)state;
    const char* const wish = getenv("DECKLID_ATTACKS");
    const int times = wish && atoi(wish) > 0 ? atoi(wish) : 1;
    attack_load();
    uint64_t seed = 0;
    for (int k = 0; k < attack_car_count; k++) {
        judge_moves(&attack_cars[k]);
        attack_one_car(&attack_cars[k], &seed, times);
    }
    return 0;
}

static int leave(void** state)
{
    (void)state;
    attack_unload();
    return 0;
}

static void law_holds(void** state)
{
    const law_t* const law = *state;
    if (attack_car_count == 0) {
        print_message("no build/atlas: `make atlases` first\n");
        skip();
    }
    assert_true(law->seen > 0);
    if (law->broken > 0) {
        fail_msg("%d of %d: %s", law->broken, law->seen, law->first);
    }
}

/// Uses up what every reading of the move takes away, and cannot tell how it went.
static void use_up(session_t* const session, const uint16_t move)
{
    const atlas_t* const atlas = session_atlas(session);
    const atlas_move_t made = atlas_move(atlas, move);
    for (uint16_t k = 0; k < made.take_count; k++) {
        const atlas_effect_t take = atlas_take(atlas, move, k);
        if (take.reading == atlas_readings_max) {
            session_restart(session);
            const char* const fact = atlas_fact(atlas, take.target).id;
            assert_int_equal(session_have(session, fact, NULL, 0), 0);
            assert_true(guide_fact_is(session_guide(session), take.target));
            assert_int_equal(session_saw(session, made.id, "cant-tell", NULL, 0), 0);
            assert_false(guide_fact_is(session_guide(session), take.target));
        }
    }
}

/// And what lies behind the lid having been mended once does not show that the lid is open.
static void what_was_used_up_is_gone_whatever_can_be_told(void** state)
{
    (void)state;
    if (attack_car_count == 0) {
        skip();
    }
    char error[300] = "";
    session_t* const session = session_open(attack_cars[0].bytes, attack_cars[0].length, error, sizeof error);
    assert_string_equal(error, "");
    const atlas_t* const atlas = session_atlas(session);
    const uint16_t lid = atlas_find_fact(atlas, "lid-open");
    for (uint16_t m = 0; m < atlas->head.move_count; m++) {
        use_up(session, m);
        if (attack_needs(atlas, m, "lid-open")) {
            session_restart(session);
            assert_int_equal(
                session_saw(session, atlas_move(atlas, m).id, atlas_move(atlas, m).reading_id[0], NULL, 0),
                0);
            assert_int_equal(guide_fact_is(session_guide(session), lid),
                             guide_is_open(session_guide(session)));
        }
    }
    session_close(session);
}

static void what_depends_on_the_place_is_asked_again_after_a_drive(void** state)
{
    (void)state;
    if (attack_car_count == 0) {
        skip();
    }
    static const char* const passing[] = {"outdoors",  "headroom",      "level-and-calm", "tailpipe-clear",
                                          "car-still", "parked-braked", "load-steady",    "ignition-off"};
    for (int k = 0; k < attack_car_count; k++) {
        char error[300] = "";
        session_t* const session =
            session_open(attack_cars[k].bytes, attack_cars[k].length, error, sizeof error);
        for (size_t f = 0; f < sizeof passing / sizeof passing[0]; f++) {
            const uint16_t fact = atlas_find_fact(session_atlas(session), passing[f]);
            if (fact == atlas_none || atlas_fact(session_atlas(session), fact).ask_move == atlas_none) {
                continue;
            }
            assert_int_equal(session_have(session, passing[f], NULL, 0), 0);
            assert_int_equal(session_saw(session, "drive-to-good-place", "cant-tell", NULL, 0), 0);
            assert_false(guide_fact_is(session_guide(session), fact));
            assert_false(guide_fact_denied(session_guide(session), fact));
            assert_int_equal(session_have(session, passing[f], NULL, 0), 0);
            assert_true(guide_fact_is(session_guide(session), fact));
            session_restart(session);
        }
        session_close(session);
    }
}

static void the_attack_comes_to_feeding_and_to_engines(void** state)
{
    (void)state;
    if (attack_car_count == 0) {
        skip();
    }
    print_message("%d feeds, %d engines, %d smells\n", feeds, engines, smells);
    assert_true(feeds > 0);
    assert_true(engines > 0);
    assert_true(smells > 0);
}

/// I12: before anything is loaded, and with no file to be had.
static void the_first_screen_and_every_script_need_nothing(void** state)
{
    (void)state;
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    const struct rlimit none = {.rlim_cur = 0, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    int questions = 0;
    int steps = 0;
    while (session_emergency_question(questions)) {
        questions++;
    }
    for (int kind = session_emergency_fire; kind <= session_emergency_inside; kind++) {
        for (int k = 0; session_emergency_step((session_emergency_t)kind, k); k++) {
            steps += strlen(session_emergency_step((session_emergency_t)kind, k)) > 20;
        }
    }
    const bool number = strlen(session_emergency_numbers(NULL)) >= 3;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(attack_car_count, 0);
    assert_int_equal(questions, 4);
    assert_true(steps >= 25);
    assert_true(number);
}

int main(void)
{
    const struct CMUnitTest first[] = {cmocka_unit_test(the_first_screen_and_every_script_need_nothing)};
    struct CMUnitTest tests[law_count + 3];
    for (int k = 0; k < law_count; k++) {
        tests[k] = (struct CMUnitTest){laws[k].sentence, law_holds, NULL, NULL, &laws[k]};
    }
    tests[law_count] = (struct CMUnitTest)cmocka_unit_test(the_attack_comes_to_feeding_and_to_engines);
    tests[law_count + 1] = (struct CMUnitTest)cmocka_unit_test(what_was_used_up_is_gone_whatever_can_be_told);
    tests[law_count + 2] =
        (struct CMUnitTest)cmocka_unit_test(what_depends_on_the_place_is_asked_again_after_a_drive);
    const int alone = cmocka_run_group_tests(first, NULL, NULL);
    return alone + cmocka_run_group_tests(tests, attack_all, leave);
}
