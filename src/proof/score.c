#include "proof/score.h"
#include <jansson.h>
#include <string.h>

static int refuse(char* const error, const size_t capacity, const int number, const char* const what)
{
    (void)snprintf(error, capacity, "line %d: %s", number, what);
    return -1;
}

static json_t* parse(const char* const line, const int number, char* const error, const size_t capacity)
{
    json_error_t about;
    json_t* const root = json_loads(line, JSON_REJECT_DUPLICATES, &about);
    if (root == NULL) {
        (void)snprintf(error, capacity, "line %d:%d: %s", number, about.column, about.text);
    } else if (!json_is_object(root)) {
        (void)refuse(error, capacity, number, "expected a JSON object");
        json_decref(root);
        return NULL;
    }
    return root;
}

static const char* text_of(const json_t* const root, const char* const key)
{
    return json_string_value(json_object_get(root, key));
}

int proof_case_car(const char* const line, const int number, char* const car, const size_t capacity,
                   char* const error, const size_t error_capacity)
{
    json_t* const root = parse(line, number, error, error_capacity);
    if (root == NULL) {
        return -1;
    }
    const char* const id = text_of(root, "car");
    const int status = id == NULL ? refuse(error, error_capacity, number, "expected \"car\": an id") : 0;
    (void)snprintf(car, capacity, "%s", id == NULL ? "" : id);
    json_decref(root);
    return status;
}

/// A circumstance may be a word, a number or a truth value; the session reads words.
static void as_word(const json_t* const value, char* const word, const size_t capacity)
{
    if (json_is_string(value)) {
        (void)snprintf(word, capacity, "%s", json_string_value(value));
    } else if (json_is_number(value)) {
        (void)snprintf(word, capacity, "%g", json_number_value(value));
    } else {
        (void)snprintf(word, capacity, "%s", json_is_true(value) ? "yes" : "no");
    }
}

static int must_be(const bool right, const char* const what, char* const error, const size_t capacity)
{
    if (!right) {
        (void)snprintf(error, capacity, "expected %s", what);
    }
    return right ? 0 : -1;
}

static int apply_at(json_t* const at, session_t* const session, char* const error, const size_t capacity)
{
    const char* name = NULL;
    json_t* value = NULL;
    if (must_be(at == NULL || json_is_object(at), "\"at\": an object", error, capacity) != 0) {
        return -1;
    }
    json_object_foreach(at, name, value)
    {
        char word[100];
        as_word(value, word, sizeof word);
        if (session_at(session, name, word, error, capacity) != 0) {
            return -1;
        }
    }
    return 0;
}

static int saw_one(session_t* const session, const char* const move, const char* const reading,
                   char* const error, const size_t capacity)
{
    if (move == NULL || reading == NULL) {
        (void)snprintf(error, capacity, "\"saw\": expected [MOVE, READING], two words");
        return -1;
    }
    return session_saw(session, move, reading, error, capacity);
}

static int apply_saw(json_t* const saw, session_t* const session, char* const error, const size_t capacity)
{
    const char* move = NULL;
    json_t* value = NULL;
    if (must_be(saw == NULL || json_is_object(saw) || json_is_array(saw), "\"saw\": an object or a list",
                error, capacity) != 0) {
        return -1;
    }
    json_object_foreach(saw, move, value)
    {
        if (saw_one(session, move, json_string_value(value), error, capacity) != 0) {
            return -1;
        }
    }
    size_t k = 0U;
    json_array_foreach(saw, k, value)
    {
        if (must_be(json_array_size(value) == 2U, "\"saw\": pairs [MOVE, READING]", error, capacity) != 0) {
            return -1;
        }
        if (saw_one(session, json_string_value(json_array_get(value, 0U)),
                    json_string_value(json_array_get(value, 1U)), error, capacity) != 0) {
            return -1;
        }
    }
    return 0;
}

/// Shared by all true modes: they are alternatives of one cause and exclude each other for the purpose of the
/// score, so that the sum, at most 1, is the chance that any of them is present.
static double add_truth(const session_t* const session, guide_t* const guide, const char* const truth,
                        double* const best)
{
    const atlas_t* const atlas = session_atlas(session);
    double p = 0.0;
    if (strcmp(truth, "not_modelled") == 0) {
        p = guide_not_modelled(guide);
    } else {
        const uint16_t mode = atlas_find_mode(atlas, truth);
        p = mode == atlas_none ? 0.0 : guide_mode_was_p(guide, mode);
    }
    *best = p > *best ? p : *best;
    return p;
}

static int rank_of(const session_t* const session, guide_t* const guide, const double best)
{
    const atlas_t* const atlas = session_atlas(session);
    int rank = 1;
    for (uint16_t k = 0U; k < atlas->head.mode_count; k++) {
        const atlas_mode_t mode = atlas_mode(atlas, k);
        rank += mode.is != 2U && !mode.is_grave && guide_mode_was_p(guide, k) > best ? 1 : 0;
    }
    return rank;
}

static int judge(const json_t* const truth, session_t* const session, proof_scored_t* const scored,
                 char* const error, const size_t capacity)
{
    guide_t* const guide = session_guide(session);
    double best = 0.0;
    bool known = false; // of modes that this car cannot have, one must be right
    scored->p = 0.0;
    if (json_array_size(truth) == 0U || json_array_size(truth) > (size_t)proof_truths_max) {
        (void)snprintf(error, capacity, "expected \"truth\": 1 to %d modes", (int)proof_truths_max);
        return -1;
    }
    for (size_t k = 0U; k < json_array_size(truth); k++) {
        const char* const mode = json_string_value(json_array_get(truth, k));
        if (mode == NULL) {
            (void)snprintf(error, capacity, "expected PART=MODE in \"truth\"");
            return -1;
        }
        known = known || strcmp(mode, "not_modelled") == 0 ||
                atlas_find_mode(session_atlas(session), mode) != atlas_none;
        scored->p += add_truth(session, guide, mode, &best);
    }
    if (!known) {
        (void)snprintf(error, capacity, "\"truth\": this car knows no mode %s",
                       json_string_value(json_array_get(truth, 0U)));
        return -1;
    }
    scored->p = scored->p > 1.0 ? 1.0 : scored->p;
    scored->rank = rank_of(session, guide, best);
    return 0;
}

int proof_case_score(const char* const line, const int number, session_t* const session,
                     proof_scored_t* const scored, char* const error, const size_t error_capacity)
{
    char why[500] = "";
    json_t* const root = parse(line, number, error, error_capacity);
    if (root == NULL) {
        return -1;
    }
    const char* const id = text_of(root, "id");
    const char* const car = text_of(root, "car");
    (void)snprintf(scored->id, sizeof scored->id, "%s", id == NULL ? "?" : id);
    (void)snprintf(scored->car, sizeof scored->car, "%s", car == NULL ? "?" : car);
    (void)session_emergency(session, session_emergency_no);
    int status = must_be(id != NULL && strlen(id) < sizeof scored->id, "\"id\": a word of at most 63 bytes",
                         why, sizeof why);
    status = status != 0 ? status : apply_at(json_object_get(root, "at"), session, why, sizeof why);
    status = status != 0 ? status : apply_saw(json_object_get(root, "saw"), session, why, sizeof why);
    status = status != 0 ? status : judge(json_object_get(root, "truth"), session, scored, why, sizeof why);
    if (status != 0) {
        (void)snprintf(error, error_capacity, "line %d (%s): %s", number, scored->id, why);
    }
    json_decref(root);
    return status;
}
