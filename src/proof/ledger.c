#include "proof/ledger_parts.h"
#include "session/writer.h"
#include <stdio.h>
#include <string.h>

enum { note_length_min = 20 };

typedef struct {
    const proof_ledger_t* ledger;
    session_writer_t out;
    int findings;
} check_t;

static void find(check_t* const self, const int line, const char* const what, const ledger_slice_t about)
{
    session_format(&self->out, "ledger.tsv:%d: %s: %.*s\n", line, what, about.length, about.start);
    self->findings++;
}

static void check_element(check_t* const self, const ledger_line_t* const line, const ledger_slice_t word,
                          const int kind)
{
    char fact[5];
    (void)snprintf(fact, sizeof fact, "%.4s", line->column[ledger_fact].start);
    ledger_element_t element = {.fact = fact};
    const int named = ledger_take_apart(word, kind, &element);
    const char* const wrong =
        named < 0 ? "there is no such kind" : ledger_kinds[named].wrong(self->ledger, &element);
    if (wrong != NULL) {
        session_format(&self->out, "ledger.tsv:%d: %s: %s %.*s: %s\n", line->number, fact,
                       named < 0 ? "" : ledger_kinds[named].name, word.length, word.start, wrong);
        self->findings++;
    }
}

static void check_line(check_t* const self, const ledger_line_t* const line)
{
    const int kind = ledger_find_kind(line->column[ledger_how]);
    ledger_slice_t rest = line->column[ledger_where];
    if (kind < 0) {
        find(self, line->number, "there is no such way to answer a fact", line->column[ledger_how]);
        return;
    }
    if (rest.length == 0 && kind != ledger_kind_refused) {
        find(self, line->number, "nothing is named that answers it", line->column[ledger_fact]);
    }
    if (kind == ledger_kind_refused && line->column[ledger_note].length < note_length_min) {
        find(self, line->number, "refused without a reason", line->column[ledger_fact]);
    }
    while (rest.length > 0) {
        ledger_slice_t word = rest;
        rest = ledger_cut_tail(&word, ' ');
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
        if (is_tag && (digits != 3U || ledger_fact_number(at) == 0)) {
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
    ledger_line_t line = {.number = 0};
    while (ledger_next_line(&rest, &line)) {
        if (line.fact == 0) {
            find(&check, line.number, "expected F001 to F455, found", line.column[ledger_fact]);
            continue;
        }
        if (answered[line.fact]) {
            find(&check, line.number, "a second line for", line.column[ledger_fact]);
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
