#include "proof/ledger_parts.h"
#include "session/session.h"
#include <stdio.h>
#include <string.h>

static const char* const missing = "there is none of this name";
static const char* const untagged = "its sources do not name the fact";
static const char* const unsaid = "its text does not say so";

// ---- texts ----

static bool says(const char* const text, const char* const words)
{
    return text != NULL && strstr(text, words) != NULL;
}

/// Sources are ids joined by blanks; no id is the beginning of another, so that finding it is enough.
static bool tagged(const char* const sources, const ledger_element_t* const element)
{
    return says(sources, element->fact);
}

static bool said_in(const char* const* const texts, const size_t count, const ledger_element_t* const element)
{
    for (size_t k = 0U; k < count; k++) {
        if (says(texts[k], element->words)) {
            return true;
        }
    }
    return element->words[0] == '\0';
}

static const char* judge(const bool has_tag, const bool has_words)
{
    return !has_tag ? untagged : (has_words ? NULL : unsaid);
}

// ---- one function a kind: NULL, or what is wrong ----

static bool part_is(const vehicle_mode_t* const mode, const ledger_element_t* const element)
{
    return strcmp(mode->part, element->id) == 0;
}

static const char* wrong_part(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    const char* wrong = missing;
    for (int k = 0; k < self->knowledge->mode_count; k++) {
        const vehicle_mode_t* const mode = &self->knowledge->mode[k];
        if (part_is(mode, element)) {
            wrong = untagged;
        }
        if (part_is(mode, element) && tagged(mode->sources, element)) {
            return NULL;
        }
    }
    return wrong;
}

static const char* wrong_mode(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    const uint16_t k = vehicle_find_mode(self->knowledge, element->id);
    if (k == vehicle_none) {
        return missing;
    }
    const vehicle_mode_t* const mode = &self->knowledge->mode[k];
    const char* const texts[] = {mode->name, mode->why, mode->repair_text};
    return judge(tagged(mode->sources, element), said_in(texts, 3U, element));
}

static const char* wrong_move(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    const uint16_t k = vehicle_find_move(self->knowledge, element->id);
    if (k == vehicle_none) {
        return missing;
    }
    const vehicle_move_t* const move = &self->knowledge->move[k];
    const char* const texts[] = {move->text, move->watch, move->never, move->warn};
    return judge(tagged(move->sources, element), said_in(texts, 4U, element));
}

static const char* wrong_reading(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    const char* const wrong = wrong_move(self, element);
    const uint16_t k = vehicle_find_move(self->knowledge, element->id);
    for (int r = 0; wrong == NULL && r < self->knowledge->move[k].reading_count; r++) {
        if (strcmp(self->knowledge->move[k].reading_id[r], element->inner) == 0) {
            return NULL;
        }
    }
    return wrong == NULL ? "the move has no such reading" : wrong;
}

/// The words are looked for in the fact's own question, not in the move's.
static const char* wrong_fact(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    ledger_element_t move = *element;
    move.words[0] = '\0';
    const char* const wrong = wrong_move(self, &move);
    const uint16_t k = vehicle_find_move(self->knowledge, element->id);
    const uint16_t fact = vehicle_find_fact(self->knowledge, element->inner);
    for (int n = 0; wrong == NULL && n < self->knowledge->move[k].need_count; n++) {
        if (self->knowledge->move[k].needs[n] == fact) {
            const char* const ask = self->knowledge->fact[fact].ask;
            return said_in(&ask, 1U, element) ? NULL : unsaid;
        }
    }
    return wrong == NULL ? "the move does not need such a fact" : wrong;
}

static bool weighs(const proof_ledger_t* const self, const vehicle_circumstance_t* const about,
                   const char* const mode)
{
    const uint16_t wanted = vehicle_find_mode(self->knowledge, mode);
    for (int k = 0; k < about->factor_count; k++) {
        if (about->factors[k].mode == wanted) {
            return true;
        }
    }
    return mode[0] == '\0';
}

static const char* wrong_circumstance(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    for (int k = 0; k < self->knowledge->circumstance_count; k++) {
        const vehicle_circumstance_t* const about = &self->knowledge->circumstance[k];
        if (strcmp(about->name, element->id) == 0) {
            return weighs(self, about, element->inner) ? NULL : "it does not weigh this mode";
        }
    }
    return missing;
}

#define PARAM_NAME(part, key, kind, low, high, as_built, scatter, meaning) #part "." #key,
static const char* const param_names[] = {VEHICLE_PARAMS(PARAM_NAME)};

static bool car_value_tagged(const vehicle_t* const car, const ledger_element_t* const element)
{
    for (int k = 0; k < vehicle_param_count; k++) {
        if (strcmp(param_names[k], element->inner) == 0) {
            return tagged(car->source[k], element);
        }
    }
    return false;
}

static bool car_mode_tagged(const vehicle_t* const car, const uint16_t mode,
                            const ledger_element_t* const element)
{
    bool found = false;
    for (int k = 0; k < car->variant_count; k++) {
        found = found || (car->variant[k].mode == mode && tagged(car->variant[k].source, element));
    }
    for (int k = 0; k < car->odds_count; k++) {
        found = found || (car->odds[k].mode == mode && tagged(car->odds[k].source, element));
    }
    return found;
}

/// A note ends with its source in brackets.
static bool car_note_tagged(const vehicle_t* const car, const ledger_element_t* const element)
{
    for (int k = 0; k < car->note_count; k++) {
        const char* const source = strrchr(car->note[k], '(');
        if (says(car->note[k], element->words) && tagged(source, element)) {
            return true;
        }
    }
    return false;
}

static const char* wrong_car(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    for (int k = 0; k < self->car_count; k++) {
        const vehicle_t* const car = self->car[k];
        if (strcmp(car->id, element->id) != 0) {
            continue;
        }
        if (element->inner[0] == '\0') {
            return car_note_tagged(car, element) ? NULL : "no note says so with this fact as its source";
        }
        const uint16_t mode = vehicle_find_mode(self->knowledge, element->inner);
        const bool has =
            mode == vehicle_none ? car_value_tagged(car, element) : car_mode_tagged(car, mode, element);
        return has ? NULL : "no such value with this fact as its source";
    }
    return missing;
}

static const char* wrong_care(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    for (int k = 0; k < self->knowledge->care_count; k++) {
        const vehicle_care_t* const care = &self->knowledge->care[k];
        if (strcmp(care->id, element->id) == 0) {
            const char* const texts[] = {care->text, care->how};
            return judge(tagged(care->sources, element), said_in(texts, 2U, element));
        }
    }
    return missing;
}

static const char* wrong_contradiction(const proof_ledger_t* const self,
                                       const ledger_element_t* const element)
{
    for (int k = 0; k < self->knowledge->contradiction_count; k++) {
        const vehicle_contradiction_t* const one = &self->knowledge->contradiction[k];
        if (strcmp(one->id, element->id) == 0) {
            const char* const texts[] = {one->resolved, one->where};
            return said_in(texts, 2U, element) ? NULL : unsaid;
        }
    }
    return missing;
}

static const char* wrong_checklist(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    for (int k = 0; k < self->knowledge->checklist_count; k++) {
        const vehicle_checklist_t* const list = &self->knowledge->checklist[k];
        bool found =
            strcmp(list->id, element->id) == 0 && element->inner[0] == '\0' && tagged(list->source, element);
        for (int s = 0; strcmp(list->id, element->id) == 0 && s < list->step_count; s++) {
            found = found || strcmp(self->knowledge->move[list->steps[s].move].id, element->inner) == 0;
        }
        if (found) {
            return NULL;
        }
    }
    return "there is no such checklist with this fact as its source, or it has no such step";
}

static const char* wrong_emergency(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    (void)self;
    const char* wrong = missing;
    for (session_emergency_t kind = session_emergency_fire; kind <= session_emergency_inside; kind++) {
        const bool meant = strcmp(session_emergency_name(kind), element->id) == 0;
        for (int k = 0; meant && session_emergency_step(kind, k) != NULL; k++) {
            wrong = unsaid;
            if (element->words[0] != '\0' && says(session_emergency_step(kind, k), element->words)) {
                return NULL;
            }
        }
    }
    return wrong;
}

/// A test is defined as `static void NAME(void** state)`, so that a mere mention does not count.
static const char* wrong_test(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    char definition[ledger_id_max + 32];
    (void)snprintf(definition, sizeof definition, "static void %s(void", element->id);
    return self->tests == NULL || says(self->tests, definition) ? NULL : "no test function has this name";
}

static const char* wrong_refused(const proof_ledger_t* const self, const ledger_element_t* const element)
{
    (void)self;
    (void)element;
    return "a refused fact names elements of another kind: KIND:ID";
}

const ledger_kind_t ledger_kinds[] = {
    {"part", "Parts", wrong_part},
    {"mode", "Modes of parts: faults, settings and what is not known of a car", wrong_mode},
    {"move", "Moves", wrong_move},
    {"reading", "Readings of moves", wrong_reading},
    {"fact", "Conditions of moves", wrong_fact},
    {"circumstance", "Circumstances", wrong_circumstance},
    {"car", "Vehicle files", wrong_car},
    {"care", "Care", wrong_care},
    {"contradiction", "Contradictions that are resolved", wrong_contradiction},
    {"checklist", "Published checklists, kept to be compared with", wrong_checklist},
    {"emergency", "Scripts for an emergency", wrong_emergency},
    {"test", "Behaviour proved by a test", wrong_test},
    {"refused", "Not adopted, and why", wrong_refused},
};

int ledger_find_kind(const ledger_slice_t name)
{
    for (int k = 0; k < (int)ledger_kind_count; k++) {
        if ((int)strlen(ledger_kinds[k].name) == name.length &&
            strncmp(ledger_kinds[k].name, name.start, (size_t)name.length) == 0) {
            return k;
        }
    }
    return -1;
}
