/// What the files of the ledger share; not for others.
#pragma once
#include "proof/ledger.h"

enum { ledger_fact = 0, ledger_how, ledger_where, ledger_note, ledger_columns };
enum { ledger_id_max = 80, ledger_words_max = 120 };

/// A stretch of the caller's bytes.
typedef struct {
    const char* start;
    int length;
} ledger_slice_t;

typedef struct {
    ledger_slice_t column[ledger_columns];
    int number; ///< of the line, from 1
    int fact;   ///< 1 to 455; 0: no fact of the ledger
} ledger_line_t;

/// One word of `where`, taken apart.
typedef struct {
    char id[ledger_id_max];
    char inner[ledger_id_max];
    char words[ledger_words_max];
    const char* fact; ///< "F001"
} ledger_element_t;

/// A way to answer a fact. `wrong` returns NULL if the element does, else what is wrong with it.
typedef struct {
    const char* name;
    const char* heading; ///< on the page
    const char* (*wrong)(const proof_ledger_t* self, const ledger_element_t* element);
} ledger_kind_t;

// ledger_kinds.c
enum { ledger_kind_count = 13, ledger_kind_refused = ledger_kind_count - 1 };
extern const ledger_kind_t ledger_kinds[ledger_kind_count];
/// -1: there is no such kind.
int ledger_find_kind(ledger_slice_t name);

// ledger_table.c
/// The next line that is no remark, or false at the end. `text` moves on.
bool ledger_next_line(const char** text, ledger_line_t* line);
/// Number behind an F and three digits; 0 where there is none or where it names no fact.
int ledger_fact_number(const char* text);
/// What stands behind the mark; the mark and the rest leave the word.
ledger_slice_t ledger_cut_tail(ledger_slice_t* word, char mark);
/// Takes `[KIND:]ID[/INNER][~WORDS]` apart. Returns the kind, `kind` where none is named, or -1.
int ledger_take_apart(ledger_slice_t word, int kind, ledger_element_t* element);
