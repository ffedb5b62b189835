#include "vehicle/kinds.h"
#include "vehicle/refer.h"
#include "vehicle/report.h"
#include "vehicle/words.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double sum_tolerance = 1e-6;

typedef uint16_t (*refer_t)(const vehicle_loader_t* loader, const vehicle_node_t* node);

// ---- readings ----

/// The sense's readings are one text with blanks between; the move wants them apart.
static void split_readings(vehicle_loader_t* const loader, const char* const words,
                           vehicle_move_t* const move)
{
    const size_t size = strlen(words) + 1U;
    char* text = vehicle_form_take(loader, size);
    if (text == NULL) {
        return;
    }
    memcpy(text, words, size);
    while (text != NULL && move->reading_count < vehicle_readings_max) {
        move->reading_id[move->reading_count++] = text;
        text = strchr(text, ' ');
        if (text != NULL) {
            *text++ = '\0';
        }
    }
}

static void list_readings(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                          vehicle_move_t* const move)
{
    if (!vehicle_form_is_list(loader, list, 1, vehicle_readings_max)) {
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next) {
        const char* const id = vehicle_form_text(loader, n);
        if (id != NULL) {
            move->reading_id[move->reading_count++] = id;
        }
    }
}

/// A row of chances: as many as there are readings, together 1.
static void read_row(const vehicle_loader_t* const loader, const vehicle_node_t* const list,
                     const vehicle_move_t* const move, vehicle_given_t* const row)
{
    if (!vehicle_form_is_list(loader, list, move->reading_count, move->reading_count)) {
        return;
    }
    double sum = 0.0;
    uint8_t k = 0;
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next, k++) {
        (void)vehicle_form_number(loader, n, 0, 1, &row->p[k]);
        sum += row->p[k];
    }
    if (fabs(sum - 1.0) > sum_tolerance) {
        char found[32];
        (void)snprintf(found, sizeof found, "%g", sum);
        vehicle_report(loader->errors, loader->file, list->at, "chances that add up to 1", found);
    }
}

typedef struct {
    const vehicle_node_t* readings;
    const vehicle_node_t* modes;
    const vehicle_node_t* otherwise;
} given_t;

static const vehicle_field_t given_fields[] = {
    {"readings", vehicle_field_node, true, offsetof(given_t, readings), 0, 0, NULL},
    {"modes", vehicle_field_node, false, offsetof(given_t, modes), 0, 0, NULL},
    {"else", vehicle_field_node, true, offsetof(given_t, otherwise), 0, 0, NULL},
};
static const vehicle_form_t given_form = {given_fields, sizeof given_fields / sizeof given_fields[0]};

static void read_rows(vehicle_loader_t* const loader, const given_t* const given, vehicle_move_t* const move)
{
    const bool has_modes = given->modes != NULL && vehicle_form_is_map(loader, given->modes);
    const size_t count = (has_modes ? vehicle_node_count(given->modes) : 0U) + 1U;
    vehicle_given_t* const rows = vehicle_form_take(loader, count * sizeof *rows);
    if (rows == NULL) {
        return;
    }
    const vehicle_node_t* key = has_modes ? vehicle_node_first(given->modes) : NULL;
    for (; key != NULL; key = vehicle_node_next_key(key)) {
        vehicle_given_t* const row = &rows[move->given_count++];
        row->mode = vehicle_refer_mode(loader, key);
        read_row(loader, key->next, move, row);
    }
    rows[move->given_count].mode = vehicle_none;
    read_row(loader, given->otherwise, move, &rows[move->given_count++]);
    move->given = rows;
}

static void read_given(vehicle_loader_t* const loader, const vehicle_node_t* const node,
                       vehicle_move_t* const move)
{
    given_t given = {NULL, NULL, NULL};
    vehicle_form_read(loader, node, given_form, &given);
    if (given.readings == NULL || given.otherwise == NULL) {
        return;
    }
    list_readings(loader, given.readings, move);
    read_rows(loader, &given, move);
}

static uint8_t find_reading(const vehicle_move_t* const move, const char* const id)
{
    for (uint8_t k = 0; k < move->reading_count; k++) {
        if (strcmp(move->reading_id[k], id) == 0) {
            return k;
        }
    }
    return vehicle_readings_max;
}

typedef struct {
    const char* reading;
    double p;
} fails_t;

static const vehicle_field_t fails_fields[] = {
    {"reading", vehicle_field_text, true, offsetof(fails_t, reading), 0, 0, NULL},
    {"p", vehicle_field_number, true, offsetof(fails_t, p), 0, 1, NULL},
};
static const vehicle_form_t fails_form = {fails_fields, sizeof fails_fields / sizeof fails_fields[0]};

/// Not managing it may be a reading of its own, beside those of the sense.
static void read_fails(vehicle_loader_t* const loader, const vehicle_node_t* const node,
                       vehicle_move_t* const move)
{
    fails_t fails = {NULL, 0.0};
    vehicle_form_read(loader, node, fails_form, &fails);
    if (fails.reading == NULL) {
        return;
    }
    move->fails_p = fails.p;
    move->fails_reading = find_reading(move, fails.reading);
    if (move->fails_reading != vehicle_readings_max) {
        return;
    }
    if (move->reading_count == vehicle_readings_max) {
        vehicle_form_error(loader, node, "at most 12 readings");
        return;
    }
    move->fails_reading = move->reading_count;
    move->reading_id[move->reading_count++] = fails.reading;
}

/// Where `opens` speaks of a door or of the rear window, the lid stays as it was.
static bool opens_the_lid(const vehicle_move_t* const move)
{
    return move->sense != vehicle_sense_door && move->sense != vehicle_sense_glass;
}

void vehicle_effects_readings(vehicle_loader_t* const loader, const vehicle_effects_t* const effects)
{
    vehicle_move_t* const move = effects->move;
    move->fails_reading = vehicle_readings_max;
    if (move->sense < vehicle_sense_count) {
        split_readings(loader, vehicle_sense_readings[move->sense], move);
    } else if (effects->given != NULL) {
        read_given(loader, effects->given, move);
    }
    if (effects->fails != NULL) {
        read_fails(loader, effects->fails, move);
    }
    move->opens_reading = opens_the_lid(move) ? find_reading(move, "opens") : (uint8_t)vehicle_readings_max;
}

// ---- effects ----

static size_t count_targets(const vehicle_node_t* const map)
{
    size_t count = 0;
    for (const vehicle_node_t* k = vehicle_node_first(map); k != NULL; k = vehicle_node_next_key(k)) {
        count += k->next->kind == vehicle_node_list ? vehicle_node_count(k->next) : 1U;
    }
    return count;
}

/// `reading: [target, ...]`; one target may stand alone. One more row stays free behind.
static vehicle_effect_t* read_effects(vehicle_loader_t* const loader, const vehicle_node_t* const map,
                                      const vehicle_move_t* const move, const refer_t refer_target,
                                      uint16_t* const count)
{
    const bool usable = map != NULL && vehicle_form_is_map(loader, map);
    const size_t targets = usable ? count_targets(map) : 0U;
    vehicle_effect_t* const rows = vehicle_form_take(loader, (targets + 1U) * sizeof *rows);
    const vehicle_node_t* key = usable && rows != NULL ? vehicle_node_first(map) : NULL;
    for (; key != NULL; key = vehicle_node_next_key(key)) {
        const uint16_t reading = vehicle_refer_reading(loader, key, move);
        const bool is_list = key->next->kind == vehicle_node_list;
        const vehicle_node_t* n = is_list ? vehicle_node_first(key->next) : key->next;
        for (; n != NULL; n = is_list ? n->next : NULL) {
            rows[(*count)++] = (vehicle_effect_t){(uint8_t)reading, refer_target(loader, n)};
        }
    }
    return rows;
}

/// A reading `opens` always gives lid-open, whether the file says so or not.
static void add_lid_open(const vehicle_loader_t* const loader, vehicle_move_t* const move,
                         vehicle_effect_t* const gives)
{
    const uint16_t lid_open = vehicle_find_fact(loader->knowledge, "lid-open");
    bool said = gives == NULL || move->opens_reading == vehicle_readings_max;
    for (uint16_t k = 0; !said && k < move->give_count; k++) {
        said = gives[k].reading == move->opens_reading && gives[k].target == lid_open;
    }
    if (!said) {
        gives[move->give_count++] = (vehicle_effect_t){move->opens_reading, lid_open};
    }
}

static void read_confusion(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                           const vehicle_move_t* const move, vehicle_confuse_t* const row)
{
    if (!vehicle_form_is_list(loader, list, 3, 3)) {
        return;
    }
    const vehicle_node_t* const truth = vehicle_node_first(list);
    const vehicle_node_t* const report = truth->next;
    row->truth = (uint8_t)vehicle_refer_reading(loader, truth, move);
    row->report = (uint8_t)vehicle_refer_reading(loader, report, move);
    (void)vehicle_form_number(loader, report->next, 0, 1, &row->p);
    if (row->truth == row->report) {
        vehicle_form_error(loader, report, "another reading than the true one");
    }
}

/// What is reported wrongly, and what cannot be told, must leave room for the truth.
static void check_confusion(const vehicle_loader_t* const loader, const vehicle_node_t* const list,
                            const vehicle_move_t* const move)
{
    for (uint8_t truth = 0; truth < move->reading_count; truth++) {
        double sum = 0.0;
        for (uint16_t k = 0; k < move->confuse_count; k++) {
            sum += move->confuse[k].truth == truth ? move->confuse[k].p : 0.0;
        }
        if (sum > 1.0 + sum_tolerance) {
            char found[64];
            (void)snprintf(found, sizeof found, "%g for %.32s", sum, move->reading_id[truth]);
            vehicle_report(loader->errors, loader->file, list->at,
                           "chances of at most 1 for each true reading", found);
        }
    }
}

static void read_confuse(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                         vehicle_move_t* const move)
{
    if (list == NULL || !vehicle_form_is_list(loader, list, 0, 144)) {
        return;
    }
    vehicle_confuse_t* const rows = vehicle_form_take(loader, vehicle_node_count(list) * sizeof *rows);
    if (rows == NULL) {
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(list); n != NULL; n = n->next) {
        read_confusion(loader, n, move, &rows[move->confuse_count++]);
    }
    move->confuse = rows;
    check_confusion(loader, list, move);
}

/// A sense or a `given` that could not be read has had its error; its readings are not missed one by one.
static bool lacks_readings(const vehicle_effects_t* const effects)
{
    const bool said = effects->given != NULL || vehicle_node_get(effects->at, "sense") != NULL;
    return said && effects->move->reading_count == 0;
}

void vehicle_effects_resolve(vehicle_loader_t* const loader, const vehicle_effects_t* const effects)
{
    vehicle_move_t* const move = effects->move;
    if (lacks_readings(effects)) {
        return;
    }
    vehicle_effect_t* const gives =
        read_effects(loader, effects->gives, move, vehicle_refer_fact, &move->give_count);
    add_lid_open(loader, move, gives);
    move->gives = gives;
    move->takes = read_effects(loader, effects->takes, move, vehicle_refer_fact, &move->take_count);
    move->mends = read_effects(loader, effects->mends, move, vehicle_refer_mode, &move->mend_count);
    read_confuse(loader, effects->confuse, move);
}
