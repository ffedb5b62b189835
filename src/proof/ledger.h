/// The ledger: every fact of the sources, F001 to F455, and what in the product answers it, or why it is
/// refused. For whoever changes knowledge: removing a part, a move or a text that answers a fact turns the
/// check red.
///
/// One line a fact in `knowledge/ledger.tsv`, four columns divided by tabs: fact, how, where, note. Lines
/// that begin with # are remarks. `how` is a kind; `where` names elements, divided by blanks, each
/// `[KIND:]ID[/INNER][~WORDS]`:
///
///     part           battery                  a part; one of its modes has the fact among its sources
///     mode           latch=dirty              a mode
///     move           press-fob                a move
///     reading        press-fob/silence        a reading of a move
///     fact           swap-fuse/ignition-off   a fact that a move needs
///     circumstance   wet/latch=ice            a circumstance, and a mode that it weighs
///     car            hatchback/fob.present    a parameter (part.key)
///     car            hatchback/latch=dirty    a variant, or odds
///     car            hatchback~words          a note
///     care           latch-clean              a rule of care
///     contradiction  C12                      a resolved contradiction
///     checklist      P000/look-valet          a published checklist, and a move of it
///     emergency      person~words             a step of a script outside the planner
///     test           a_test_of_the_car        a test function that proves a behaviour
///     refused                                 not adopted; the note says why
///
/// WORDS have underscores for blanks and must stand in the element's text. Where an element has sources of
/// its own (part, mode, move, reading, fact, car, care) they must name the fact. No heap; the caller's
/// memory; no state.
#pragma once
#include "vehicle/knowledge.h"
#include <stddef.h>

enum { proof_ledger_facts = 455 };

typedef struct {
    const vehicle_knowledge_t* knowledge;
    const vehicle_t* const* car;
    int car_count;
    const char* table; ///< bytes of knowledge/ledger.tsv, terminated
    const char* tests; ///< bytes of all test sources, terminated; NULL: names of tests are not looked up
    const char*
        tagged; ///< bytes of all knowledge and vehicle files, terminated: every F-tag in it must name a fact
} proof_ledger_t;

/// Number of findings; each is a line in `text`, which is always terminated (what does not fit is counted).
/// 0: every fact has exactly one line that holds, and every tag names a fact. O(lines x elements).
int proof_ledger_check(const proof_ledger_t* self, char* text, size_t capacity);

/// The page docs/ledger.md: counts, then the facts by kind. Like snprintf: returns the length needed. Lines
/// that cannot be read are left out; the check names them.
size_t proof_ledger_write(const proof_ledger_t* self, char* text, size_t capacity);
