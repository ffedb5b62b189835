/// The sentences of the knowledge and of the cars, as entries of a POT file: what the dialogue says besides
/// the sentences of its own sources. tools/catalogue puts both together.
#include "cli/drawing.h"
#include "vehicle/match.h"
#include <string.h>

/// One entry; nothing for a text that is not there. Doubles are for msgcat to join.
static void put(const char* const kind, const char* const id, const char* const what, const char* const text)
{
    if (text == NULL || text[0] == '\0') {
        return;
    }
    (void)printf("#. %s of %s %s\n#: %s/%s\n", what, kind, id, kind, id);
    (void)printf("%smsgid \"", strchr(text, '%') != NULL ? "#, no-c-format\n" : "");
    for (const char* c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') {
            (void)putchar('\\');
        }
        (void)printf(*c == '\n' ? "\\n" : "%c", *c);
    }
    (void)printf("\"\nmsgstr \"\"\n\n");
}

static void put_parts(const vehicle_knowledge_t* const knowledge)
{
    for (uint16_t k = 0U; k < knowledge->mode_count; k++) {
        const vehicle_mode_t* const mode = &knowledge->mode[k];
        put("mode", mode->id, "name", mode->name);
        put("mode", mode->id, "reason", mode->why);
        put("mode", mode->id, "repair", mode->repair_text);
        put("mode", mode->id, "who repairs it", mode->repair_who);
    }
}

/// What only a published checklist says is never proposed, so never said.
static void put_moves(const vehicle_knowledge_t* const knowledge)
{
    for (uint16_t k = 0U; k < knowledge->move_count; k++) {
        const vehicle_move_t* const move = &knowledge->move[k];
        if (!move->only_published) {
            put("move", move->id, "text", move->text);
            put("move", move->id, "what to watch", move->watch);
            put("move", move->id, "what never to do", move->never);
            put("move", move->id, "warning", move->warn);
        }
    }
    for (uint16_t k = 0U; k < knowledge->reading_count; k++) {
        put("reading", knowledge->reading_id[k], "text", knowledge->reading_text[k]);
    }
}

static void put_facts(const vehicle_knowledge_t* const knowledge)
{
    for (uint16_t k = 0U; k < knowledge->fact_count; k++) {
        put("fact", knowledge->fact[k].id, "question", knowledge->fact[k].ask);
        put("fact", knowledge->fact[k].id, "statement", knowledge->fact[k].text);
    }
    for (uint16_t k = 0U; k < knowledge->circumstance_count; k++) {
        const vehicle_circumstance_t* const circumstance = &knowledge->circumstance[k];
        put("circumstance", circumstance->name, "question", circumstance->ask);
        for (int b = 0; b < circumstance->bucket_count; b++) {
            put("circumstance", circumstance->name, "value", circumstance->label[b]);
        }
    }
}

static void put_care(const vehicle_knowledge_t* const knowledge)
{
    for (uint16_t k = 0U; k < knowledge->care_count; k++) {
        put("care", knowledge->care[k].id, "what", knowledge->care[k].text);
        put("care", knowledge->care[k].id, "how", knowledge->care[k].how);
    }
}

static void put_words(const char* const id, const char* const words)
{
    char word[40];
    for (const char* at = words; *(at += strspn(at, " ")) != '\0'; at += strcspn(at, " ")) {
        (void)snprintf(word, sizeof word, "%.*s", (int)strcspn(at, " "), at);
        put("question", id, "answer", word);
    }
}

static int put_cars(cli_t* const self)
{
    for (int k = 0; k < self->car_count; k++) {
        const vehicle_t* const car = cli_load_car(self, self->car_id[k]);
        if (car == NULL) {
            return cli_bad_file;
        }
        put("car", car->id, "word for the lid", car->word_lid);
        put("car", car->id, "word for the space", car->word_space);
        put("car", car->id, "body", car->body);
        put("car", car->id, "name", car->archetype ? car->name : NULL);
    }
#define PUT_QUESTION(id, ask, words)                                                                         \
    put("question", #id, "text", ask);                                                                       \
    put_words(#id, words);
    VEHICLE_MATCH_QUESTIONS(PUT_QUESTION)
    return cli_done;
}

/// What the parts of the drawing are called on the page.
static int put_labels(cli_t* const self)
{
    static char text[1U << 14U];
    vehicle_errors_t errors = {.text = text, .capacity = sizeof text};
    const drawing_book_t* const book = cli_load_drawing(self, NULL, &errors);
    for (int k = 0; book != NULL && k < book->row_count; k++) {
        put("part", book->row[k].part, "label", book->row[k].label);
    }
    (void)fprintf(stderr, "%s", text);
    return book != NULL ? cli_done : cli_bad_file;
}

int cli_catalogue(cli_t* const self, const int argc, char** const argv)
{
    cli_given_t given;
    if (!cli_parse(argc, argv, NULL, 0, &given)) {
        return cli_usage;
    }
    if (!cli_load_knowledge(self)) {
        return cli_bad_file;
    }
    put_moves(self->knowledge);
    put_parts(self->knowledge);
    put_facts(self->knowledge);
    put_care(self->knowledge);
    const int labels = put_labels(self);
    return labels != cli_done ? labels : put_cars(self);
}
