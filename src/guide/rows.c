#include "guide/inner.h"
#include <string.h>

/// A set that nobody thought of opens the lid this much more rarely than the sets we know; somebody who is
/// called does as well as with known faults, less a fifth. Estimates.
static const double other_opens = 0.1;
static const double other_opens_called = 0.8;
static const double any_reading_tried = 0.3; ///< share of "anything may be read". Estimates.
static const double any_reading = 0.1;

void inner_drop_rows(guide_t* self, uint8_t cell)
{
    self->cell = cell;
    memset(self->row_ready, 0, self->head.move_count * sizeof *self->row_ready);
}

void inner_truth(const guide_t* self, uint16_t move, uint32_t set, double* truth)
{
    uint8_t row[atlas_readings_max];
    atlas_row_by_number(self->atlas, self->row[(size_t)move * self->n + set], row);
    for (int r = 0; r < atlas_readings_max; r++) {
        truth[r] = row[r] / (double)atlas_scale;
    }
}

/// Shares of one true reading among the reports: confusions first, the rest of the error over the others.
static void spread(const guide_t* self, uint16_t m, uint8_t truth, double p, double* report)
{
    const inner_move_t* const move = &self->move[m];
    const int silent = move->reading_count - (move->opens < move->reading_count ? 1 : 0);
    double moved = 0.0;
    for (uint16_t k = 0; k < move->confuse_count; k++) {
        uint8_t from = 0;
        uint8_t to = 0;
        const double chance = atlas_confuse(self->atlas, m, k, &from, &to);
        if (from == truth && to != move->opens && to < move->reading_count) {
            report[to] += p * chance;
            moved += chance;
        }
    }
    const double error = silent > 1 ? move->error : 0.0;
    for (uint8_t r = 0; r < move->reading_count && silent > 1; r++) {
        if (r != truth && r != move->opens) {
            report[r] += p * error / (silent - 1);
        }
    }
    report[truth] += p * (1.0 - moved - error);
}

static void lift(double floor, uint8_t count, double* report)
{
    double sum = 0.0;
    for (uint8_t r = 0; r < count; r++) {
        report[r] = report[r] > floor ? report[r] : floor;
        sum += report[r];
    }
    for (uint8_t r = 0; r < count && sum > 0.0; r++) {
        report[r] /= sum;
    }
}

void inner_report(const guide_t* self, uint16_t m, const double* truth, double floor, double* report)
{
    const inner_move_t* const move = &self->move[m];
    memset(report, 0, atlas_readings_max * sizeof *report);
    for (uint8_t r = 0; r < move->reading_count; r++) {
        if (truth[r] > 0.0 && r == move->opens) {
            report[r] += truth[r];
        } else if (truth[r] > 0.0) {
            spread(self, m, r, truth[r], report);
        }
    }
    lift(floor, move->reading_count, report);
}

/// Prior of the sets that share a row, by its number, into the memo; returns the sum of all.
static double weigh_rows(const guide_t* self, const uint16_t* row)
{
    const uint32_t now = ++*self->memo_now;
    double mass = 0.0;
    for (uint32_t s = 0; s < self->n; s++) {
        const uint16_t number = row[s];
        if (self->memo_stamp[number] != now) {
            self->memo_stamp[number] = now;
            self->memo[number] = 0.0;
        }
        self->memo[number] += self->prior[s];
        mass += self->prior[s];
    }
    return mass;
}

/// Sums over the sets what they read, each by its prior; returns the sum of all. Rows are few: each is
/// decoded once.
static double add_rows(const guide_t* self, uint16_t m, double mean[atlas_readings_max])
{
    const uint16_t* const row = &self->row[(size_t)m * self->n];
    const double mass = weigh_rows(self, row);
    const uint32_t now = ++*self->memo_now;
    for (uint32_t s = 0; s < self->n; s++) {
        uint8_t share[atlas_readings_max];
        if (self->memo_stamp[row[s]] == now) {
            continue;
        }
        self->memo_stamp[row[s]] = now;
        atlas_row_by_number(self->atlas, row[s], share);
        for (uint8_t r = 0; r < self->move[m].reading_count; r++) {
            mean[r] += self->memo[row[s]] * share[r];
        }
    }
    return mass * atlas_scale;
}

/// How much of an unmodelled car's reading is "anything may be read".
static double share_of_any(const inner_move_t* move)
{
    const double silent = move->does == atlas_does_try ? any_reading_tried : any_reading;
    return move->asks != atlas_none ? 0.0 : silent;
}

/// Partly "anything may be read", partly what cars with this complaint read on average. What a person says of
/// keys, weather or history has little to do with what broke; a press may sound like anything.
static void ready_other(guide_t* self, uint16_t m)
{
    const inner_move_t* const move = &self->move[m];
    double* const other = &self->other_row[(size_t)m * atlas_readings_max];
    double mean[atlas_readings_max] = {0};
    const double mass = add_rows(self, m, mean);
    const bool opens = move->opens < move->reading_count;
    const double open_p =
        !opens || mass <= 0.0
            ? 0.0
            : mean[move->opens] / mass * (move->does == atlas_does_call ? other_opens_called : other_opens);
    const double rest = opens ? mass - mean[move->opens] : mass;
    const int others = move->reading_count - (opens ? 1 : 0);
    const int silent = others > 0 ? others : 1;
    const double any = share_of_any(move);
    for (uint8_t r = 0; r < move->reading_count; r++) {
        const double average = rest > 0.0 ? mean[r] / rest : 1.0 / silent;
        const double broad = any / silent + (1.0 - any) * average;
        other[r] = r == move->opens ? open_p : (1.0 - open_p) * broad;
    }
}

/// The set less one member that the move does not read; the set itself if it reads all, or if there is no
/// such set.
static uint32_t less_unread(const guide_t* self, uint32_t set, const bool* reads)
{
    for (int k = 0; k < self->size[set]; k++) {
        const uint32_t less = self->less[set][k];
        if (!reads[self->member[set][k]] && self->size[less] + 1U == self->size[set]) {
            return less;
        }
    }
    return set;
}

/// Only the members that a move reads matter, so most sets share the row of a smaller one. Sets come in order
/// of size: the smaller one has its row already.
void inner_ready_row(guide_t* self, uint16_t move)
{
    if (self->row_ready[move]) {
        return;
    }
    bool reads[atlas_modes_max];
    for (uint16_t m = 0; m < self->head.mode_count; m++) {
        reads[m] = atlas_reads(self->atlas, move, m);
    }
    uint16_t* const row = &self->row[(size_t)move * self->n];
    for (uint32_t s = 0; s < self->n; s++) {
        const uint32_t like = less_unread(self, s, reads);
        row[s] = like < s ? row[like]
                          : (uint16_t)atlas_row_number(self->atlas, move, self->cell, self->member[s],
                                                       self->size[s]);
    }
    self->row_ready[move] = true;
    ready_other(self, move);
}

static double likelihood_of_row(const guide_t* self, uint16_t move, uint8_t reading, uint16_t number)
{
    uint8_t row[atlas_readings_max];
    double truth[atlas_readings_max];
    double report[atlas_readings_max];
    atlas_row_by_number(self->atlas, number, row);
    for (int r = 0; r < atlas_readings_max; r++) {
        truth[r] = row[r] / (double)atlas_scale;
    }
    inner_report(self, move, truth, inner_floor, report);
    return reading == guide_stays_shut ? 1.0 - report[self->move[move].opens] : report[reading];
}

static double again(const guide_t* self, uint16_t move, uint8_t reading)
{
    const inner_move_t* const m = &self->move[move];
    if (reading == self->done[m->twin].reading || reading == guide_stays_shut) {
        return 1.0;
    }
    const double error = m->reading_count > 1 ? m->error / (m->reading_count - 1) : 0.0;
    return error > inner_floor ? error : inner_floor;
}

/// The same car gives the same answer: where nothing was mended since, only faults that come and go tell
/// more.
static void repeat(guide_t* self, uint16_t move, uint8_t reading, double* out)
{
    const inner_done_t* const done = &self->done[self->move[move].twin];
    if (done->times == 0U || done->reading >= guide_stays_shut || done->stamp != self->stamp) {
        return;
    }
    const inner_modes_t since = inner_without(self->mended, &done->mended);
    const double same = again(self, move, reading);
    for (uint32_t s = 0; s < self->n; s++) {
        const bool moving = inner_meets(&self->mask[self->now[s]], &self->intermittents);
        if (!moving && !inner_meets(&self->mask[s], &since)) {
            out[s] = same;
        }
    }
    out[self->n] = same;
}

void inner_likelihood(guide_t* self, uint16_t move, uint8_t reading, double* out)
{
    inner_ready_row(self, move);
    const uint16_t* const row = &self->row[(size_t)move * self->n];
    const uint32_t now = ++*self->memo_now;
    for (uint32_t s = 0; s < self->n; s++) {
        const uint16_t number = row[self->now[s]];
        if (self->memo_stamp[number] != now) {
            self->memo_stamp[number] = now;
            self->memo[number] = likelihood_of_row(self, move, reading, number);
        }
        out[s] = self->memo[number];
    }
    double report[atlas_readings_max];
    inner_report(self, move, &self->other_row[(size_t)move * atlas_readings_max], inner_floor, report);
    out[self->n] = reading == guide_stays_shut ? 1.0 - report[self->move[move].opens] : report[reading];
    repeat(self, move, reading, out);
}
