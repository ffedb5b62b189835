/// A small car and the knowledge it needs, as texts, for the tests of the loader: every kind of file, every
/// kind of field. A test changes one spot and says where the error must stand.
#pragma once
#include "check.h"
#include "vehicle/load.h"
#include <stdlib.h>
#include <string.h>

enum { small_file_count = 8, small_text_max = 8192, small_arena_max = 4 * 1024 * 1024 };

static const char small_parts[] =
    "decklid: parts\n"
    "parts:\n"
    "  - part: battery\n"
    "    name: car battery\n"
    "    modes:\n"
    "      - mode: dead\n"
    "        is: fault\n"
    "        role: cause\n"
    "        name: the battery is flat\n"
    "        set: {battery.soc: [-0.15, 0.02], fuse-release.intact: no}\n"
    "        scale: {battery.ageing: [3, 0.2]}\n"
    "        cells: [frost, wet]\n"
    "        intermittent: yes\n"
    "        repair: {minutes: 40, money: 220, currency: USD, who: friend, text: Charge it.}\n"
    "        sources: [F099, P1.1]\n"
    "  - part: latch\n"
    "    name: latch\n"
    "    modes:\n"
    "      - {mode: ice, is: fault, role: cause, name: it is frozen, needs: [frost], set: {latch.ice_N: "
    "[320]}, when: {actuator.type: [motor, solenoid]}, repair: {minutes: 30, money: 8, currency: USD, who: "
    "yourself, text: Thaw it.}, sources: [F373]}\n"
    "  - part: handle\n"
    "    name: handle\n"
    "    modes:\n"
    "      - {mode: broken, is: fault, role: side, name: it pulls slack, when: {handle.kind: [cable]}, set: "
    "{handle.ok: [0]}, repair: {minutes: 30, money: 8, currency: USD, who: yourself, text: Mend it.}, "
    "sources: [F044]}\n"
    "  - part: variant\n"
    "    name: what is not known\n"
    "    modes:\n"
    "      - {mode: no-keyhole, is: variant, role: side, axis: v-cylinder, name: no keyhole, when: "
    "{cylinder.present: yes, latch.seal_N: [100, 400]}, set: {cylinder.present: [no]}, sources: [F109]}\n";

static const char small_priors[] = "decklid: priors\n"
                                   "columns: [older-sedan, modern-sedan]\n"
                                   "sources: [P6]\n"
                                   "shares:\n"
                                   "  battery=dead: [6, 60]\n"
                                   "  latch=ice: [0, 20]\n"
                                   "rates:\n"
                                   "  handle=broken: [5, 10]\n"
                                   "coexistence: 0.2\n"
                                   "nothing_wrong: 0.02\n";

static const char small_circumstances[] = "decklid: circumstances\n"
                                          "circumstances:\n"
                                          "  - name: temperature\n"
                                          "    ask: How cold is it?\n"
                                          "    values: [warm, frost]\n"
                                          "    factors:\n"
                                          "      - {value: frost, mode: latch=ice, factor: 8, source: P6}\n"
                                          "    gives: {warm: [lid-open]}\n"
                                          "  - name: age_years\n"
                                          "    bounds: [3, 7]\n"
                                          "    labels: [under 3, 3 to 7, over 7]\n"
                                          "    factors:\n"
                                          "      - {value: 2, mode: battery=dead, factor: 2, source: P6}\n";

static const char small_moves[] =
    "decklid: moves\n"
    "facts:\n"
    "  - {fact: lid-open, is: access, text: the lid is open}\n"
    "  - {fact: has-light, is: tool, p: 0.9, ask: Do you have a lamp?}\n"
    "  - {fact: keyhole, is: vehicle, when: {cylinder.present: yes}}\n"
    "moves:\n"
    "  - move: press-fob\n"
    "    does: try\n"
    "    uses: [fob, lid]\n"
    "    phase: [open, fix]\n"
    "    needs: [has-light]\n"
    "    when: {fob.present: yes}\n"
    "    do: [[0, fob-lid, 1, 400], [500, fob_unlock, 2, 300]]\n"
    "    sense: release\n"
    "    mends: {opens: [battery=dead]}\n"
    "    error: 0.03\n"
    "    confuse: [[cabin-click, lid-click, 0.15]]\n"
    "    cant_tell: 0.05\n"
    "    minutes: 0.2\n"
    "    money: [3, EUR]\n"
    "    damage: {p: 0.01, size: 50}\n"
    "    text: Press the {lid} button on the key.\n"
    "    never: no crowbar\n"
    "    sources: [F011]\n"
    "  - move: call\n"
    "    does: call\n"
    "    phase: [after]\n"
    "    given:\n"
    "      readings: [done, not-done]\n"
    "      modes: {latch=ice: [0.4, 0.6]}\n"
    "      else: [0.9, 0.1]\n"
    "    gives: {done: lid-open}\n"
    "    takes: {\"*\": [has-light]}\n"
    "    fails: {reading: nobody-came, p: 0.1}\n"
    "    minutes: 20\n"
    "    wait_minutes: 45\n"
    "    text: Call somebody.\n"
    "    sources: [R3]\n"
    "  - {move: open-door, does: access, sense: door, minutes: 1, text: Open a door., sources: [R3]}\n";

static const char small_readings[] =
    "decklid: readings\n"
    "readings: {opens: it opens, frees-not-rises: it stays down, lid-click: a click, hum: a hum, "
    "weak-clicks: clicks, cabin-click: a far click, beep: a beep, silence: nothing, \"yes\": yes, \"no\": "
    "no, done: done, not-done: not done, nobody-came: nobody came, opens-alarm: it wails, locked: locked}\n";

static const char small_checklists[] = "decklid: checklists\n"
                                       "checklists:\n"
                                       "  - id: P000\n"
                                       "    source: document 000\n"
                                       "    cars: [modern-sedan, older-sedan]\n"
                                       "    steps:\n"
                                       "      - {label: s1, move: press-fob, on: {hum: s1}}\n"
                                       "      - {label: s2, move: call, on: {done: OPEN}}\n";

static const char small_care[] = "decklid: care\n"
                                 "care:\n"
                                 "  - {id: cell, text: Change the cell., every_months: 12, when: "
                                 "{fob.present: yes}, how: By hand., sources: [F057]}\n";

static const char small_contradictions[] =
    "decklid: contradictions\n"
    "contradictions:\n"
    "  - {id: C01, resolved: Both are right., where: [press-fob, call]}\n";

static const char small_car[] =
    "decklid: vehicle\n"
    "id: small-car\n"
    "name: Small car\n"
    "class: modern-sedan\n"
    "archetype: no\n"
    "body: sedan\n"
    "words: {lid: boot lid, space: boot}\n"
    "market: uk\n"
    "years: [2006, 2011]\n"
    "sourced: for tests only\n"
    "match: {body: [sedan], release: [electric], key: [remote, blade], seats: [folds], years: [2000, 2020]}\n"
    "parts:\n"
    "  battery:\n"
    "    place: [trunk, P3.1, high]\n"
    "    capacity_Ah: [80, estimate, low]\n"
    "  fuse-release:\n"
    "    box: [hood, F022, medium]\n"
    "  cylinder:\n"
    "    present: [yes, P3.1, medium]\n"
    "variants:\n"
    "  - {mode: variant=no-keyhole, p: 0.4, source: P3.1, confidence: low}\n"
    "odds:\n"
    "  - {mode: latch=ice, factor: 1.5, source: R3}\n"
    "notes:\n"
    "  - {text: A note, source: F283}\n";

/// ORDER small_text: the index is what a test names when it changes a file.
typedef enum {
    small_is_parts = 0,
    small_is_priors,
    small_is_circumstances,
    small_is_moves,
    small_is_readings,
    small_is_checklists,
    small_is_care,
    small_is_contradictions,
    small_is_car
} small_which_t;

static const char* const small_text[] = {small_parts, small_priors,         small_circumstances,
                                         small_moves, small_readings,       small_checklists,
                                         small_care,  small_contradictions, small_car};

typedef struct {
    base_arena_t arena;
    vehicle_errors_t errors;
    char text[16384];
    const vehicle_knowledge_t* knowledge;
    const vehicle_t* car;
} small_t;

static inline small_t* small_new(void)
{
    small_t* const self = calloc(1, sizeof *self);
    assert_non_null(self);
    self->arena = (base_arena_t){malloc(small_arena_max), small_arena_max, 0};
    assert_non_null(self->arena.bytes);
    self->errors = (vehicle_errors_t){self->text, sizeof self->text, 0, 0};
    return self;
}

static inline void small_free(small_t* self)
{
    free(self->arena.bytes);
    free(self);
}

/// Loads all, with the text of one file replaced.
static inline void small_load_with(small_t* self, small_which_t which, const char* bytes, size_t length)
{
    static const char* const name[] = {"parts",      "priors", "circumstances",  "moves", "readings",
                                       "checklists", "care",   "contradictions", "car"};
    vehicle_file_t file[small_file_count + 1];
    for (size_t k = 0; k <= small_file_count; k++) {
        file[k] = (vehicle_file_t){name[k], small_text[k], strlen(small_text[k])};
    }
    file[which].bytes = bytes;
    file[which].length = length;
    self->car = NULL;
    self->knowledge = vehicle_load_knowledge(&self->arena, file, small_file_count, &self->errors);
    if (self->knowledge != NULL) {
        self->car = vehicle_load_car(&self->arena, self->knowledge, &file[small_is_car], &self->errors);
    }
}

static inline void small_load(small_t* self)
{
    small_load_with(self, small_is_car, small_car, strlen(small_car));
}

/// One file with the first `from` replaced by `to`, terminated; `out` has small_text_max bytes.
static inline void small_edit(char* out, small_which_t which, const char* from, const char* to)
{
    const char* const text = small_text[which];
    const char* const at = strstr(text, from);
    assert_non_null(at);
    const size_t before = (size_t)(at - text);
    assert_true(strlen(text) + strlen(to) < small_text_max);
    memcpy(out, text, before);
    memcpy(out + before, to, strlen(to));
    strcpy(out + before + strlen(to), at + strlen(from));
}
