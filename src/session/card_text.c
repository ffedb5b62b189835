#include "session/card_text.h"
#include "session/card_page.h"
#include <stdio.h>
#include <string.h>

/// How many steps carry this warning.
static int carriers(const atlas_t* const atlas, const session_card_tree_t* const tree,
                    const char* const never)
{
    int count = 0;
    for (int k = 0; never && k < tree->count; k++) {
        const char* const other = atlas_move(atlas, tree->step[k].move).never;
        count += other && strcmp(other, never) == 0;
    }
    return count;
}

static bool is_shared(const atlas_t* const atlas, const session_card_tree_t* const tree,
                      const char* const never)
{
    return carriers(atlas, tree, never) > 1;
}

void session_card_mark(const session_writer_t* const out, const size_t from)
{
    for (size_t k = from; k < out->length && k + 1 < out->capacity; k++) {
        if (out->text[k] == '*') {
            out->text[k] = session_page_bold_mark;
        }
    }
}

/// The words in bold.
static void put_bold(session_writer_t* const out, const char* const words)
{
    session_format(out, "\x01%s\x01", session_say(out->language, words));
}

static void put_sentence(session_writer_t* const out, const char* const label, const char* const text)
{
    if (text && text[0]) {
        session_format(out, " \x01%s:\x01 ", session_say(out->language, label));
        session_fill(out, text);
    }
}

void session_card_put_move(session_writer_t* const out, const atlas_t* const atlas,
                           const session_card_tree_t* const tree, const int step)
{
    const atlas_move_t move = atlas_move(atlas, tree->step[step].move);
    session_fill(out, move.text);
    if (!is_shared(atlas, tree, move.never)) {
        put_sentence(out, SAY("Careful"), move.never);
    }
    put_sentence(out, SAY("Know"), move.warn);
}

static void put_target(session_writer_t* const out, const int to)
{
    if (to == session_card_call) {
        session_format(out, " -> ");
        put_bold(out, SAY("CALL"));
    } else {
        session_format(out, " -> \x01%d\x01", to + 1);
    }
}

static bool is_asked(const session_card_step_t* const step, const uint16_t fact)
{
    for (int k = 0; k < step->ask_count; k++) {
        if (step->ask[k] == fact) {
            return true;
        }
    }
    return false;
}

static int refused_to(const session_card_step_t* const step)
{
    for (int k = 0; k < step->branch_count; k++) {
        if ((step->branch[k].readings & (unsigned)session_card_refused) != 0) {
            return step->branch[k].to;
        }
    }
    return session_card_call;
}

void session_card_put_conditions(session_writer_t* const out, const atlas_t* const atlas,
                                 const session_card_step_t* const step)
{
    const uint16_t needs = atlas_move(atlas, step->move).need_count;
    bool said = false;
    for (uint16_t k = 0; k < needs; k++) {
        const uint16_t need = atlas_need(atlas, step->move, k);
        const atlas_fact_t fact = atlas_fact(atlas, need);
        if (!is_asked(step, need) && strcmp(fact.kind, "condition") != 0) {
            continue;
        }
        if (!said) {
            put_bold(out, SAY("Only if"));
        }
        session_format(out, "%s", said ? "; " : " ");
        session_fill(out, fact.text && fact.text[0] ? fact.text : fact.ask);
        said = true;
    }
    if (said) {
        session_format(out, ". ");
        put_bold(out, SAY("Otherwise"));
        put_target(out, refused_to(step));
    }
}

static int readings_in(const unsigned readings)
{
    int count = 0;
    for (unsigned k = 0; k < (unsigned)atlas_readings_max; k++) {
        count += (readings >> k & 1U) != 0;
    }
    return count;
}

/// The branch that needs no words of its own: the one with the most readings.
static int default_branch(const session_card_step_t* const step)
{
    int best = -1;
    for (int k = 0; k < step->branch_count; k++) {
        const int count = readings_in(step->branch[k].readings);
        const bool more = best < 0 || count > readings_in(step->branch[best].readings);
        best = step->branch[k].to != session_card_open && count > 0 && more ? k : best;
    }
    return best >= 0 && readings_in(step->branch[best].readings) > 1 ? best : -1;
}

static int closed_branches(const session_card_step_t* const step)
{
    int count = 0;
    for (int k = 0; k < step->branch_count; k++) {
        count += step->branch[k].to != session_card_open && readings_in(step->branch[k].readings) > 0;
    }
    return count;
}

/// What nearly all readings end with is said once, by there being no opened lid among them.
static size_t told_length(const session_writer_t* const out, const char* const text)
{
    const char* const tail = session_say(out->language, SAY(", and it stays shut"));
    const size_t length = strlen(text);
    const size_t cut = strlen(tail);
    return length > cut && strcmp(text + length - cut, tail) == 0 ? length - cut : length;
}

static void put_readings(session_writer_t* const out, const atlas_move_t* const move, const unsigned readings)
{
    bool said = false;
    for (unsigned r = 0; r < move->reading_count; r++) {
        if ((readings >> r & 1U) == 0) {
            continue;
        }
        const char* const text =
            session_say(out->language, move->reading_text[r] ? move->reading_text[r] : move->reading_id[r]);
        char told[600];
        (void)snprintf(told, sizeof told, "%.*s", (int)told_length(out, text), text);
        session_format(out, "%s", said ? " / " : "");
        session_fill_said(out, told);
        said = true;
    }
}

/// The branch to be said k-th: the one without words of its own comes last.
static int branch_in_turn(const session_card_step_t* const step, const int k)
{
    const int plain = default_branch(step);
    const bool after = plain >= 0 && k >= plain;
    const bool last = plain >= 0 && k == step->branch_count - 1;
    return last ? plain : k + (after ? 1 : 0);
}

void session_card_put_branch(session_writer_t* const out, const atlas_t* const atlas,
                             const session_card_step_t* const step, const int turn)
{
    const int k = branch_in_turn(step, turn);
    const session_card_branch_t* const branch = &step->branch[k];
    const atlas_move_t move = atlas_move(atlas, step->move);
    if (branch->to == session_card_open || readings_in(branch->readings) == 0) {
        return;
    }
    session_format(out, "\x01");
    if (closed_branches(step) == 1) {
        const bool may_open = move.opens_reading < move.reading_count;
        session_fill(out, may_open ? SAY("Still shut") : SAY("Then"));
    } else if (k == default_branch(step)) {
        session_fill(out, SAY("Anything else"));
    } else {
        put_readings(out, &move, branch->readings);
    }
    session_format(out, "\x01");
    put_target(out, branch->to);
}

bool session_card_put_shared_never(session_writer_t* const out, const atlas_t* const atlas,
                                   const session_card_tree_t* const tree, const int k)
{
    int found = 0;
    for (int s = 0; s < tree->count; s++) {
        const char* const never = atlas_move(atlas, tree->step[s].move).never;
        bool first = is_shared(atlas, tree, never);
        for (int before = 0; first && before < s; before++) {
            const char* const other = atlas_move(atlas, tree->step[before].move).never;
            first = !other || strcmp(other, never) != 0;
        }
        if (first && found++ == k) {
            session_fill(out, never);
            return true;
        }
    }
    return false;
}
