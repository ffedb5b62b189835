#include "base/forbidden.h"
#include "vehicle/forbid.h"
#include "vehicle/kinds.h"
#include "vehicle/refer.h"
#include "vehicle/report.h"
#include "vehicle/words.h"
#include <stdio.h>
#include <string.h>

/// What asking costs and how often the answer is wrong or not to be had: estimates, the same for every
/// question.
static const double ask_minutes = 0.15;
static const double ask_error = 0.02;
static const double ask_cant_tell = 0.05;

typedef struct {
    const vehicle_node_t* facts;
    const vehicle_node_t* moves;
} file_t;

static const vehicle_field_t file_fields[] = {
    {"decklid", vehicle_field_skip, true, 0, 0, 0, NULL},
    {"facts", vehicle_field_node, false, offsetof(file_t, facts), 0, 0, NULL},
    {"moves", vehicle_field_node, false, offsetof(file_t, moves), 0, 0, NULL},
};

typedef struct {
    vehicle_fact_t fact;
    const vehicle_node_t* when;
} fact_draft_t;

#define AT(field) offsetof(fact_draft_t, field)
static const vehicle_field_t fact_fields[] = {
    {"fact", vehicle_field_id, true, AT(fact.id), 0, 0, NULL},
    {"is", vehicle_field_text, true, AT(fact.kind), 0, 0, NULL},
    {"text", vehicle_field_text, false, AT(fact.text), 0, 0, NULL},
    {"ask", vehicle_field_text, false, AT(fact.ask), 0, 0, NULL},
    {"p", vehicle_field_number, false, AT(fact.p), 0, 1, NULL},
    {"lapses", vehicle_field_flag, false, AT(fact.lapses), 0, 0, NULL},
    {"when", vehicle_field_node, false, AT(when), 0, 0, NULL},
    {"sources", vehicle_field_skip, false, 0, 0, 0, NULL},
};
#undef AT

typedef struct {
    vehicle_move_t move;
    const vehicle_node_t* id;
    const vehicle_node_t* phase;
    const vehicle_node_t* needs;
    const vehicle_node_t* when;
    const vehicle_node_t* strokes;
    const vehicle_node_t* sense;
    const vehicle_node_t* money;
    const vehicle_node_t* damage;
    vehicle_effects_t effects;
} draft_t;

#define AT(field) offsetof(draft_t, field)
static const vehicle_field_t move_fields[] = {
    {"move", vehicle_field_node, true, AT(id), 0, 0, NULL},
    {"does", vehicle_field_choice, true, AT(move.does), 0, 0, // ORDER vehicle_does_t
     "try|look|ask|measure|relieve|repair|access|call|leave"},
    {"uses", vehicle_field_words, false, AT(move.uses), 0, 0, NULL},
    {"phase", vehicle_field_node, false, AT(phase), 0, 0, NULL},
    {"needs", vehicle_field_node, false, AT(needs), 0, 0, NULL},
    {"when", vehicle_field_node, false, AT(when), 0, 0, NULL},
    {"do", vehicle_field_node, false, AT(strokes), 0, 0, NULL},
    {"sense", vehicle_field_node, false, AT(sense), 0, 0, NULL},
    {"repeats", vehicle_field_skip, false, 0, 0, 0, NULL},
    {"gives", vehicle_field_node, false, AT(effects.gives), 0, 0, NULL},
    {"takes", vehicle_field_node, false, AT(effects.takes), 0, 0, NULL},
    {"mends", vehicle_field_node, false, AT(effects.mends), 0, 0, NULL},
    {"fails", vehicle_field_node, false, AT(effects.fails), 0, 0, NULL},
    {"given", vehicle_field_node, false, AT(effects.given), 0, 0, NULL},
    {"error", vehicle_field_number, false, AT(move.error), 0, 0.5, NULL},
    {"confuse", vehicle_field_node, false, AT(effects.confuse), 0, 0, NULL},
    {"cant_tell", vehicle_field_number, false, AT(move.cant_tell), 0, 0.95, NULL},
    {"minutes", vehicle_field_number, true, AT(move.minutes), 0, 10000, NULL},
    {"wait_minutes", vehicle_field_number, false, AT(move.wait_minutes), 0, 100000, NULL},
    {"money", vehicle_field_node, false, AT(money), 0, 0, NULL},
    {"damage", vehicle_field_node, false, AT(damage), 0, 0, NULL},
    {"text", vehicle_field_text, true, AT(move.text), 0, 0, NULL},
    {"watch", vehicle_field_text, false, AT(move.watch), 0, 0, NULL},
    {"never", vehicle_field_text, false, AT(move.never), 0, 0, NULL},
    {"warn", vehicle_field_text, false, AT(move.warn), 0, 0, NULL},
    {"only_published", vehicle_field_flag, false, AT(move.only_published), 0, 0, NULL},
    {"actions", vehicle_field_words, false, AT(move.actions), 0, 0, NULL},
    {"sources", vehicle_field_sources, true, AT(move.sources), 0, 0, NULL},
};
#undef AT

#define AT(field) offsetof(vehicle_move_t, field)
static const vehicle_field_t damage_fields[] = {
    {"p", vehicle_field_number, true, AT(damage_p), 0, 1, NULL},
    {"size", vehicle_field_number, true, AT(damage_size), 0, 100000, NULL},
};
#undef AT

#define FORM(fields) ((vehicle_form_t){fields, sizeof(fields) / sizeof(fields)[0]})

// ---- ids ----

static vehicle_move_t* add_move(vehicle_loader_t* const loader, const char* const id,
                                const vehicle_node_t* const at)
{
    vehicle_knowledge_t* const k = loader->knowledge;
    if (id == NULL) {
        return NULL;
    }
    if (vehicle_find_move(k, id) != vehicle_none) {
        vehicle_report(loader->errors, loader->file, at->at, "each move once", id);
        return NULL;
    }
    if (k->move_count == vehicle_moves_max) {
        vehicle_report(loader->errors, loader->file, at->at, "fewer moves", "more than there is room for");
        return NULL;
    }
    vehicle_move_t* const move = &k->move[k->move_count++];
    move->id = id;
    move->sense = vehicle_none;
    return move;
}

/// The question after a fact, as a move: its answer makes the fact true or false.
static void add_question(vehicle_loader_t* const loader, const vehicle_fact_t* const fact,
                         const uint16_t index, const vehicle_node_t* const at)
{
    const size_t size = strlen(fact->id) + 5U;
    char* const id = vehicle_form_take(loader, size);
    vehicle_given_t* const given = vehicle_form_take(loader, sizeof *given);
    vehicle_effect_t* const effect = vehicle_form_take(loader, 2U * sizeof *effect);
    if (id == NULL || given == NULL || effect == NULL) {
        return;
    }
    (void)snprintf(id, size, "ask-%s", fact->id);
    vehicle_move_t* const move = add_move(loader, id, at);
    if (move == NULL) {
        return;
    }
    *given = (vehicle_given_t){.mode = vehicle_none, .p = {fact->p, 1.0 - fact->p}};
    effect[0] = (vehicle_effect_t){0, index};
    effect[1] = (vehicle_effect_t){1, index};
    *move = (vehicle_move_t){.id = id,
                             .does = vehicle_does_ask,
                             .phase = vehicle_phase_open | vehicle_phase_fix,
                             .uses = "",
                             .text = fact->ask,
                             .sources = "estimate",
                             .sense = vehicle_none,
                             .reading_id = {"yes", "no"},
                             .reading_count = 2,
                             .opens_reading = vehicle_readings_max,
                             .given = given,
                             .given_count = 1,
                             .fails_reading = vehicle_readings_max,
                             .gives = &effect[0],
                             .takes = &effect[1],
                             .give_count = 1,
                             .take_count = 1,
                             .error = ask_error,
                             .cant_tell = ask_cant_tell,
                             .minutes = ask_minutes,
                             .currency = "USD"};
}

static void check_fact(const vehicle_loader_t* const loader, const vehicle_fact_t* const fact,
                       const vehicle_node_t* const node)
{
    static const char kinds[] = "access|tool|condition|vehicle|circumstance";
    if (fact->kind != NULL && vehicle_form_index(kinds, '|', fact->kind, strlen(fact->kind)) < 0) {
        vehicle_form_error(loader, vehicle_node_get(node, "is"),
                           "one of access|tool|condition|vehicle|circumstance");
    } else if (fact->kind != NULL && (strcmp(fact->kind, "vehicle") == 0) != (fact->when_count > 0)) {
        vehicle_report(loader->errors, loader->file, node->at,
                       "when for a fact of the vehicle, and only there", fact->kind);
    }
    const char* const said[] = {fact->ask, fact->text};
    for (size_t k = 0; k < sizeof said / sizeof said[0]; k++) {
        const base_forbidden_t* const found = base_forbidden_advised(said[k]);
        if (found != NULL) {
            vehicle_report(loader->errors, loader->file, node->at, "no forbidden thing in a fact",
                           found->phrase);
        }
    }
    if (fact->ask != NULL && vehicle_node_get(node, "p") == NULL) {
        vehicle_report(loader->errors, loader->file, node->at, "p beside ask", "nothing");
    }
}

static void read_fact(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    vehicle_knowledge_t* const k = loader->knowledge;
    fact_draft_t draft = {.fact = {.id = NULL}};
    vehicle_form_read(loader, node, FORM(fact_fields), &draft);
    vehicle_fact_t* const fact = &draft.fact;
    if (fact->id == NULL || k->fact_count == vehicle_facts_max) {
        vehicle_form_error(loader, node, "a fact with an id, and room for it");
        return;
    }
    if (vehicle_find_fact(k, fact->id) != vehicle_none) {
        vehicle_report(loader->errors, loader->file, node->at, "each fact once", fact->id);
        return;
    }
    fact->text = fact->text != NULL ? fact->text : fact->ask != NULL ? fact->ask : fact->id;
    fact->when = vehicle_refer_when(loader, draft.when, &fact->when_count);
    check_fact(loader, fact, node);
    k->fact[k->fact_count] = *fact;
    if (fact->ask != NULL) {
        add_question(loader, fact, k->fact_count, node);
    }
    k->fact_count++;
}

void vehicle_moves_register(vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    const vehicle_node_t* const facts = vehicle_node_get(root, "facts");
    const vehicle_node_t* const moves = vehicle_node_get(root, "moves");
    const vehicle_node_t* n = NULL;
    if (facts != NULL && vehicle_form_is_list(loader, facts, 0, vehicle_facts_max)) {
        n = vehicle_node_first(facts);
    }
    for (; n != NULL; n = n->next) {
        read_fact(loader, n);
    }
    if (moves != NULL && vehicle_form_is_list(loader, moves, 0, vehicle_moves_max)) {
        n = vehicle_node_first(moves);
    }
    for (; n != NULL; n = n->next) {
        const vehicle_node_t* const id = vehicle_node_get(n, "move");
        if (id != NULL) {
            (void)add_move(loader, vehicle_form_id(loader, id), id);
        }
    }
}

// ---- one move ----

static uint8_t read_phase(const vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    const bool is_list = node != NULL && node->kind == vehicle_node_list;
    unsigned bits = 0;
    for (const vehicle_node_t* n = is_list ? vehicle_node_first(node) : node; n != NULL;
         n = is_list ? n->next : NULL) {
        const int index = vehicle_form_choice(loader, n, "open|after|fix");
        bits |= index >= 0 ? 1U << (unsigned)index : 0U; // ORDER vehicle_phase_*
    }
    return bits != 0 ? (uint8_t)bits : (uint8_t)vehicle_phase_open;
}

/// `after` alone means: only once the lid is open.
static void read_needs(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                       vehicle_move_t* const move)
{
    const uint16_t lid_open = vehicle_find_fact(loader->knowledge, "lid-open");
    const bool usable = list != NULL && vehicle_form_is_list(loader, list, 0, vehicle_facts_max);
    const size_t count = usable ? vehicle_node_count(list) : 0U;
    uint16_t* const needs = vehicle_form_take(loader, (count + 1U) * sizeof *needs);
    const vehicle_node_t* n = usable && needs != NULL ? vehicle_node_first(list) : NULL;
    bool has_lid_open = false;
    for (; n != NULL; n = n->next) {
        const uint16_t fact = vehicle_refer_fact(loader, n);
        needs[move->need_count++] = fact;
        has_lid_open = has_lid_open || fact == lid_open;
    }
    if (needs != NULL && move->phase == vehicle_phase_after && !has_lid_open) {
        needs[move->need_count++] = lid_open;
    }
    move->needs = needs;
}

static void read_stroke(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                        vehicle_stroke_t* const stroke)
{
    if (!vehicle_form_is_list(loader, list, 4, 4)) {
        return;
    }
    double start_ms = 0.0;
    double length_ms = 0.0;
    const vehicle_node_t* const start = vehicle_node_first(list);
    const vehicle_node_t* const value = start->next->next;
    (void)vehicle_form_number(loader, start, 0, 86400000, &start_ms);
    stroke->stimulus = vehicle_refer_stimulus(loader, start->next);
    (void)vehicle_form_number(loader, value, -10000, 1000000, &stroke->value);
    (void)vehicle_form_number(loader, value->next, 0, 86400000, &length_ms);
    stroke->start_ms = (uint32_t)start_ms;
    stroke->length_ms = (uint32_t)length_ms;
}

static void read_strokes(vehicle_loader_t* const loader, const vehicle_node_t* const list,
                         vehicle_move_t* const move)
{
    if (list == NULL || !vehicle_form_is_list(loader, list, 0, 64)) {
        return;
    }
    vehicle_stroke_t* const strokes = vehicle_form_take(loader, vehicle_node_count(list) * sizeof *strokes);
    const vehicle_node_t* n = strokes != NULL ? vehicle_node_first(list) : NULL;
    for (; n != NULL; n = n->next) {
        read_stroke(loader, n, &strokes[move->stroke_count++]);
    }
    move->strokes = strokes;
}

static void read_money(vehicle_loader_t* const loader, const vehicle_node_t* const node,
                       vehicle_move_t* const move)
{
    move->currency = "USD";
    if (node == NULL) {
        return;
    }
    if (node->kind == vehicle_node_scalar) {
        (void)vehicle_form_number(loader, node, 0, 100000, &move->money);
    } else if (vehicle_form_is_list(loader, node, 2, 2)) {
        const vehicle_node_t* const amount = vehicle_node_first(node);
        (void)vehicle_form_number(loader, amount, 0, 100000, &move->money);
        move->currency = vehicle_form_text(loader, amount->next);
    }
}

static void check_text(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                       const char* const field, const char* const word)
{
    if (word != NULL) {
        char expected[64];
        (void)snprintf(expected, sizeof expected, "no forbidden thing in %s", field);
        vehicle_report(loader->errors, loader->file, vehicle_node_get(node, field)->at, expected, word);
    }
}

static const char* phrase_of(const base_forbidden_t* const found)
{
    return found != NULL ? found->phrase : NULL;
}

/// Forbidden moves do not exist for the guide; a published checklist may still name one, to be charged for
/// it.
static void check_forbidden(const vehicle_loader_t* const loader, const vehicle_node_t* const node,
                            const vehicle_move_t* const move)
{
    if (move->only_published) {
        return;
    }
    check_text(loader, node, "move", phrase_of(base_forbidden_in(move->id)));
    check_text(loader, node, "text", phrase_of(base_forbidden_in(move->text)));
    check_text(loader, node, "watch", phrase_of(base_forbidden_in(move->watch)));
    check_text(loader, node, "warn", phrase_of(base_forbidden_in(move->warn)));
    check_text(loader, node, "never", phrase_of(base_forbidden_advised(move->never)));
    check_text(loader, node, "uses", vehicle_forbid_tag(move->uses));
}

static void read_sense(vehicle_loader_t* const loader, const vehicle_node_t* const at, draft_t* const draft)
{
    draft->move.sense = vehicle_none;
    if (draft->sense != NULL && draft->effects.given != NULL) {
        vehicle_report(loader->errors, loader->file, at->at, "either sense or given", "both");
    } else if (draft->sense != NULL) {
        draft->move.sense = vehicle_refer_sense(loader, draft->sense);
    } else if (draft->effects.given == NULL && draft->move.does < vehicle_does_repair) {
        vehicle_report(loader->errors, loader->file, at->at, "sense or given", "neither");
    }
}

static void read_move(vehicle_loader_t* const loader, const vehicle_node_t* const node)
{
    draft_t draft = {.move = {.uses = ""}};
    vehicle_move_t* const move = &draft.move;
    vehicle_form_read(loader, node, FORM(move_fields), &draft);
    const uint16_t index = draft.id != NULL ? vehicle_refer_move(loader, draft.id) : (uint16_t)vehicle_none;
    if (index == vehicle_none) {
        return;
    }
    move->id = loader->knowledge->move[index].id;
    move->phase = read_phase(loader, draft.phase);
    move->when = vehicle_refer_when(loader, draft.when, &move->when_count);
    read_needs(loader, draft.needs, move);
    read_strokes(loader, draft.strokes, move);
    read_sense(loader, node, &draft);
    read_money(loader, draft.money, move);
    if (draft.damage != NULL) {
        vehicle_form_read(loader, draft.damage, FORM(damage_fields), move);
    }
    draft.effects.move = move;
    draft.effects.at = node;
    vehicle_effects_readings(loader, &draft.effects);
    vehicle_effects_resolve(loader, &draft.effects);
    check_forbidden(loader, node, move);
    loader->knowledge->move[index] = *move;
}

void vehicle_moves_resolve(vehicle_loader_t* const loader, const vehicle_node_t* const root)
{
    file_t file = {NULL, NULL};
    vehicle_form_read(loader, root, FORM(file_fields), &file);
    if (vehicle_find_fact(loader->knowledge, "lid-open") == vehicle_none) {
        vehicle_report(loader->errors, loader->file, root->at, "a fact lid-open", "none");
        return;
    }
    if (file.moves == NULL || file.moves->kind != vehicle_node_list) {
        return;
    }
    for (const vehicle_node_t* n = vehicle_node_first(file.moves); n != NULL; n = n->next) {
        read_move(loader, n);
    }
}
