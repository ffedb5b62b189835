#include "proof/ledger.h"
#include "session/session.h"
#include "session/writer.h"
#include <stdio.h>
#include <string.h>

enum { column_count = 4, id_max = 80, words_max = 120, note_length_min = 20 };
enum { column_fact = 0, column_how, column_where, column_note };

/// A stretch of the caller's bytes.
typedef struct {
    const char* start;
    int length;
} slice_t;

typedef struct {
    slice_t column[column_count];
    int number; ///< of the line, from 1
    int fact;   ///< 1 to 455; 0: no fact of the ledger
} line_t;

/// One word of `where`, taken apart.
typedef struct {
    char id[id_max];
    char inner[id_max];
    char words[words_max];
    const char* fact; ///< "F001"
} element_t;

typedef const char* (*wrong_t)(const proof_ledger_t* self, const element_t* element);

static const char* const missing = "there is none of this name";
static const char* const untagged = "its sources do not name the fact";
static const char* const unsaid = "its text does not say so";

// ---- texts ----

static bool says(const char* const text, const char* const words)
{
    return text != NULL && strstr(text, words) != NULL;
}

/// Sources are ids joined by blanks; no id is the beginning of another, so that finding it is enough.
static bool tagged(const char* const sources, const element_t* const element)
{
    return says(sources, element->fact);
}

static bool said_in(const char* const* const texts, const size_t count, const element_t* const element)
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

static bool part_is(const vehicle_mode_t* const mode, const element_t* const element)
{
    return strcmp(mode->part, element->id) == 0;
}

static const char* wrong_part(const proof_ledger_t* const self, const element_t* const element)
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

static const char* wrong_mode(const proof_ledger_t* const self, const element_t* const element)
{
    const uint16_t k = vehicle_find_mode(self->knowledge, element->id);
    if (k == vehicle_none) {
        return missing;
    }
    const vehicle_mode_t* const mode = &self->knowledge->mode[k];
    const char* const texts[] = {mode->name, mode->why, mode->repair_text};
    return judge(tagged(mode->sources, element), said_in(texts, 3U, element));
}

static const char* wrong_move(const proof_ledger_t* const self, const element_t* const element)
{
    const uint16_t k = vehicle_find_move(self->knowledge, element->id);
    if (k == vehicle_none) {
        return missing;
    }
    const vehicle_move_t* const move = &self->knowledge->move[k];
    const char* const texts[] = {move->text, move->watch, move->never, move->warn};
    return judge(tagged(move->sources, element), said_in(texts, 4U, element));
}

static const char* wrong_reading(const proof_ledger_t* const self, const element_t* const element)
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
static const char* wrong_fact(const proof_ledger_t* const self, const element_t* const element)
{
    element_t move = *element;
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

static const char* wrong_circumstance(const proof_ledger_t* const self, const element_t* const element)
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

static bool car_value_tagged(const vehicle_t* const car, const element_t* const element)
{
    for (int k = 0; k < vehicle_param_count; k++) {
        if (strcmp(param_names[k], element->inner) == 0) {
            return tagged(car->source[k], element);
        }
    }
    return false;
}

static bool car_mode_tagged(const vehicle_t* const car, const uint16_t mode, const element_t* const element)
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
static bool car_note_tagged(const vehicle_t* const car, const element_t* const element)
{
    for (int k = 0; k < car->note_count; k++) {
        const char* const source = strrchr(car->note[k], '(');
        if (says(car->note[k], element->words) && tagged(source, element)) {
            return true;
        }
    }
    return false;
}

static const char* wrong_car(const proof_ledger_t* const self, const element_t* const element)
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

static const char* wrong_care(const proof_ledger_t* const self, const element_t* const element)
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

static const char* wrong_contradiction(const proof_ledger_t* const self, const element_t* const element)
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

static const char* wrong_checklist(const proof_ledger_t* const self, const element_t* const element)
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

static const char* wrong_emergency(const proof_ledger_t* const self, const element_t* const element)
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
static const char* wrong_test(const proof_ledger_t* const self, const element_t* const element)
{
    char definition[id_max + 32];
    (void)snprintf(definition, sizeof definition, "static void %s(void", element->id);
    return self->tests == NULL || says(self->tests, definition) ? NULL : "no test function has this name";
}

static const char* wrong_refused(const proof_ledger_t* const self, const element_t* const element)
{
    (void)self;
    (void)element;
    return "a refused fact names elements of another kind: KIND:ID";
}

typedef struct {
    const char* name;
    const char* heading;
    wrong_t wrong;
} kind_t;

static const kind_t kinds[] = {
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
enum { kind_count = sizeof kinds / sizeof kinds[0], kind_refused = kind_count - 1 };

static int find_kind(const slice_t name)
{
    for (int k = 0; k < (int)kind_count; k++) {
        if ((int)strlen(kinds[k].name) == name.length &&
            strncmp(kinds[k].name, name.start, (size_t)name.length) == 0) {
            return k;
        }
    }
    return -1;
}

// ---- reading the table ----

/// Number behind an F and three digits; 0 where there is none or where it names no fact.
static int fact_number(const char* const text)
{
    int number = 0;
    for (int k = 1; k <= 3; k++) {
        if (text[0] != 'F' || text[k] < '0' || text[k] > '9') {
            return 0;
        }
        number = number * 10 + (text[k] - '0');
    }
    return number <= proof_ledger_facts ? number : 0;
}

static slice_t to_tab(const char* const at, const char* const end)
{
    const char* const tab = memchr(at, '\t', (size_t)(end - at));
    return (slice_t){at, (int)((tab != NULL ? tab : end) - at)};
}

/// Columns that the line has not are empty; what stands behind the last one belongs to it.
static void split(line_t* const line, const char* at, const char* const end)
{
    for (int k = 0; k + 1 < column_count; k++) {
        line->column[k] = to_tab(at, end);
        at += line->column[k].length;
        at += at < end ? 1 : 0;
    }
    line->column[column_count - 1] = (slice_t){at, (int)(end - at)};
    line->fact = line->column[column_fact].length == 4 ? fact_number(line->column[column_fact].start) : 0;
}

/// The next line that is no remark, or false at the end. `text` moves on.
static bool next_line(const char** const text, line_t* const line)
{
    while (**text != '\0') {
        const char* const at = *text;
        const char* const end = at + strcspn(at, "\n");
        line->number++;
        *text = *end == '\n' ? end + 1 : end;
        if (at != end && *at != '#') {
            split(line, at, end);
            return true;
        }
    }
    return false;
}

/// Bytes up to a mark or the end; false if they do not fit.
static bool copy_until(char* const to, const size_t capacity, const slice_t from)
{
    (void)snprintf(to, capacity, "%.*s", from.length, from.start);
    return (size_t)from.length < capacity;
}

static int find_mark(const slice_t word, const char mark)
{
    const char* const at = memchr(word.start, mark, (size_t)word.length);
    return at == NULL ? word.length : (int)(at - word.start);
}

/// What stands behind the mark; the mark and the rest leave the word.
static slice_t cut_tail(slice_t* const word, const char mark)
{
    const int at = find_mark(*word, mark);
    const int skip = at < word->length ? at + 1 : at;
    const slice_t tail = {word->start + skip, word->length - skip};
    word->length = at;
    return tail;
}

/// Takes `[KIND:]ID[/INNER][~WORDS]` apart. Returns the kind, or -1.
static int take_apart(slice_t word, const int kind, element_t* const element)
{
    const slice_t words = cut_tail(&word, '~');
    int named = kind;
    const int colon = find_mark(word, ':');
    if (colon < word.length) {
        named = find_kind((slice_t){word.start, colon});
        word = (slice_t){word.start + colon + 1, word.length - colon - 1};
    }
    const slice_t inner = cut_tail(&word, '/');
    const bool fits = copy_until(element->id, sizeof element->id, word) &&
                      copy_until(element->inner, sizeof element->inner, inner) &&
                      copy_until(element->words, sizeof element->words, words);
    for (char* c = strchr(element->words, '_'); c != NULL; c = strchr(c + 1, '_')) {
        *c = ' ';
    }
    return fits ? named : -1;
}

// ---- the check ----

typedef struct {
    const proof_ledger_t* ledger;
    session_writer_t out;
    int findings;
} check_t;

static void find(check_t* const self, const int line, const char* const what, const slice_t about)
{
    session_format(&self->out, "ledger.tsv:%d: %s: %.*s\n", line, what, about.length, about.start);
    self->findings++;
}

static void check_element(check_t* const self, const line_t* const line, const slice_t word, const int kind)
{
    char fact[5];
    (void)snprintf(fact, sizeof fact, "%.4s", line->column[column_fact].start);
    element_t element = {.fact = fact};
    const int named = take_apart(word, kind, &element);
    const char* const wrong =
        named < 0 ? "there is no such kind" : kinds[named].wrong(self->ledger, &element);
    if (wrong != NULL) {
        session_format(&self->out, "ledger.tsv:%d: %s: %s %.*s: %s\n", line->number, fact,
                       named < 0 ? "" : kinds[named].name, word.length, word.start, wrong);
        self->findings++;
    }
}

static void check_line(check_t* const self, const line_t* const line)
{
    const int kind = find_kind(line->column[column_how]);
    slice_t rest = line->column[column_where];
    if (kind < 0) {
        find(self, line->number, "there is no such way to answer a fact", line->column[column_how]);
        return;
    }
    if (rest.length == 0 && kind != kind_refused) {
        find(self, line->number, "nothing is named that answers it", line->column[column_fact]);
    }
    if (kind == kind_refused && line->column[column_note].length < note_length_min) {
        find(self, line->number, "refused without a reason", line->column[column_fact]);
    }
    while (rest.length > 0) {
        slice_t word = rest;
        rest = cut_tail(&word, ' ');
        if (word.length > 0) {
            check_element(self, line, word, kind);
        }
    }
}

static bool is_word_byte(const char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           byte == '_';
}

/// A tag is an F and three or more digits, with no letter or digit before or after.
static void check_tags(check_t* const self, const char* const text)
{
    for (const char* at = strchr(text, 'F'); at != NULL; at = strchr(at + 1, 'F')) {
        const size_t digits = strspn(at + 1, "0123456789");
        const bool is_tag =
            digits >= 3U && (at == text || !is_word_byte(at[-1])) && !is_word_byte(at[digits + 1U]);
        if (is_tag && (digits != 3U || fact_number(at) == 0)) {
            session_format(&self->out, "a tag in knowledge/ or vehicles/ names no fact: %.*s\n",
                           (int)digits + 1, at);
            self->findings++;
        }
    }
}

int proof_ledger_check(const proof_ledger_t* const self, char* const text, const size_t capacity)
{
    check_t check = {.ledger = self, .out = session_writer(text, capacity, NULL)};
    bool answered[proof_ledger_facts + 1] = {false};
    const char* rest = self->table;
    line_t line = {.number = 0};
    while (next_line(&rest, &line)) {
        if (line.fact == 0) {
            find(&check, line.number, "expected F001 to F455, found", line.column[column_fact]);
            continue;
        }
        if (answered[line.fact]) {
            find(&check, line.number, "a second line for", line.column[column_fact]);
        }
        answered[line.fact] = true;
        check_line(&check, &line);
    }
    for (int k = 1; k <= proof_ledger_facts; k++) {
        if (!answered[k]) {
            session_format(&check.out, "ledger.tsv: F%03d is neither answered nor refused\n", k);
            check.findings++;
        }
    }
    check_tags(&check, self->tagged);
    return check.findings;
}

// ---- the page ----

static int count_of(const proof_ledger_t* const self, const int kind)
{
    const char* rest = self->table;
    line_t line = {.number = 0};
    int count = 0;
    while (next_line(&rest, &line)) {
        count += line.fact != 0 && find_kind(line.column[column_how]) == kind ? 1 : 0;
    }
    return count;
}

static void write_counts(const proof_ledger_t* const self, session_writer_t* const out)
{
    int all = 0;
    for (int k = 0; k < (int)kind_count; k++) {
        all += count_of(self, k);
    }
    const int refused = count_of(self, kind_refused);
    session_format(out, "%d facts: %d answered, %d not adopted.\n\n| answered by | facts |\n|---|---|\n", all,
                   all - refused, refused);
    for (int k = 0; k < (int)kind_count; k++) {
        if (count_of(self, k) > 0) {
            session_format(out, "| %s | %d |\n", kinds[k].heading, count_of(self, k));
        }
    }
}

/// Bars would end the cell of the table.
static void put_cell(session_writer_t* const out, const slice_t text)
{
    session_put(out, " ", 1U);
    for (int k = 0; k < text.length; k++) {
        session_put(out, text.start[k] == '|' ? "/" : text.start + k, 1U);
    }
    session_put(out, " |", 2U);
}

static void write_kind(const proof_ledger_t* const self, session_writer_t* const out, const int kind)
{
    session_format(out, "\n## %s\n\n| fact | %s | what it is about |\n|---|---|---|\n", kinds[kind].heading,
                   kind == kind_refused ? "what carries or replaces it" : "removed or emptied, a test fails");
    const char* rest = self->table;
    line_t line = {.number = 0};
    while (next_line(&rest, &line)) {
        if (line.fact != 0 && find_kind(line.column[column_how]) == kind) {
            session_put(out, "|", 1U);
            put_cell(out, line.column[column_fact]);
            put_cell(out, line.column[column_where]);
            put_cell(out, line.column[column_note]);
            session_put(out, "\n", 1U);
        }
    }
}

static const char* const introduction =
    "<!-- Generated by `decklid ledger`; change knowledge/ledger.tsv instead. -->\n"
    "# The ledger: what answers each fact of the sources\n\n"
    "The facts are those of the five documents that the project began with, F001 to F455. The test that "
    "fails when a "
    "part, a mode, a move, a reading, a condition, a rule of care, a value of a vehicle file or the words "
    "behind `~` are "
    "removed is `every_fact_is_answered_or_refused` in `tests/proof/test_ledger.c`; it also fails when their "
    "`sources` "
    "no longer name the fact, and when a tag names no fact. Where a behaviour is proved, the column names "
    "the test that "
    "proves it. `make mutate-ledger` removes thirty drawn ones and expects red each time.\n\n";

size_t proof_ledger_write(const proof_ledger_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, NULL);
    session_put(&out, introduction, strlen(introduction));
    write_counts(self, &out);
    for (int k = 0; k < (int)kind_count; k++) {
        if (count_of(self, k) > 0) {
            write_kind(self, &out, k);
        }
    }
    return out.length;
}
