#include "base/assert.h"
#include "guide/planner.h"
#include <string.h>

enum { tries_of_restless = 1 };
static const double least_weight = 2e-5;

static void* scratch(inner_plan_t* self, size_t bytes)
{
    const size_t rounded = (bytes + 15U) & ~(size_t)15U;
    BASE_ASSERT(self->scratch_used + rounded <= (size_t)inner_scratch_bytes);
    void* const taken = self->scratch + self->scratch_used;
    self->scratch_used += rounded;
    return taken;
}

double* planner_vector(inner_plan_t* self)
{
    return scratch(self, ((size_t)self->cars + 1U) * sizeof(double));
}

uint16_t* planner_cells(inner_plan_t* self)
{
    return scratch(self, ((size_t)self->cars + 1U) * sizeof(uint16_t));
}

planner_link_t* planner_new_link(inner_plan_t* self)
{
    return scratch(self, sizeof(planner_link_t));
}

/// Heap with the lightest of the chosen on top; ties by index, so that the choice is one.
static bool lighter(const guide_t* guide, uint32_t a, uint32_t b)
{
    return guide->weight[a] < guide->weight[b] || (a > b && guide->weight[a] <= guide->weight[b]);
}

static void sink(inner_plan_t* self, int at, int count)
{
    uint32_t* const heap = self->heap;
    for (int child = 2 * at + 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && lighter(self->guide, heap[child + 1], heap[child])) {
            child++;
        }
        if (!lighter(self->guide, heap[child], heap[at])) {
            return;
        }
        const uint32_t kept = heap[at];
        heap[at] = heap[child];
        heap[child] = kept;
        at = child;
    }
}

static int choose(inner_plan_t* self)
{
    const guide_t* const guide = self->guide;
    const int room = guide->n < (uint32_t)inner_plan_sets ? (int)guide->n : (int)inner_plan_sets;
    for (int k = 0; k < room; k++) {
        self->heap[k] = (uint32_t)k;
    }
    for (int k = room / 2; k-- > 0;) {
        sink(self, k, room);
    }
    for (uint32_t s = (uint32_t)room; s < guide->n; s++) {
        if (lighter(guide, self->heap[0], s)) {
            self->heap[0] = s;
            sink(self, 0, room);
        }
    }
    return room;
}

static uint16_t cell_for(inner_plan_t* self, uint32_t set)
{
    if (self->set_cell[set] == 0U && self->cells < (uint32_t)inner_plan_cells) {
        self->restless[self->cells] = inner_meets(&self->guide->mask[set], &self->guide->intermittents);
        self->cell_set[self->cells] = set;
        self->cell_mask[self->cells] = self->guide->mask[set];
        self->set_cell[set] = (uint16_t)self->cells++;
    }
    return self->set_cell[set];
}

/// Cars in order of their sets, whatever order the heap has.
static void list_cars(inner_plan_t* self, int room)
{
    const guide_t* const guide = self->guide;
    memset(self->chosen, 0, guide->n * sizeof *self->chosen);
    memset(self->set_cell, 0, guide->n * sizeof *self->set_cell);
    for (int k = 0; k < room; k++) {
        self->chosen[self->heap[k]] = guide->weight[self->heap[k]] > 0.0 ? 1U : 0U;
    }
    self->cars = 0;
    self->cells = 1;
    self->restless[0] = false;
    for (uint32_t s = 0; s < guide->n; s++) {
        if (self->chosen[s] != 0U) {
            self->set[self->cars] = s;
            self->root_car[self->cars] = (uint16_t)self->cars;
            self->root_cell[self->cars] = cell_for(self, guide->now[s]);
            self->chosen[s] = (uint32_t)(++self->cars);
        }
    }
    self->root_cell[self->cars] = 0;
    self->cells = self->cells > 1U ? self->cells : 1U;
}

/// The heaviest set with one member less that has a car; 0 if there is none.
static uint32_t smaller(const inner_plan_t* self, uint32_t set)
{
    const guide_t* const guide = self->guide;
    uint32_t best = 0;
    for (int k = 0; k < guide->size[set]; k++) {
        const uint32_t car = self->chosen[guide->less[set][k]];
        if (car != 0U &&
            (best == 0U || guide->weight[self->set[car - 1U]] > guide->weight[self->set[best - 1U]])) {
            best = car;
        }
    }
    return best;
}

void planner_pick(inner_plan_t* self, double* weight, bool strict)
{
    const guide_t* const guide = self->guide;
    list_cars(self, choose(self));
    self->outside = 0.0;
    memset(weight, 0, ((size_t)self->cars + 1U) * sizeof *weight);
    for (uint32_t s = 0; s < guide->n; s++) {
        uint32_t car = self->chosen[s];
        if (car == 0U && guide->weight[s] > 0.0) {
            self->outside += guide->weight[s] / guide->total;
            car = strict ? 0U : smaller(self, s);
        }
        weight[car == 0U ? (uint32_t)self->cars : car - 1U] += guide->weight[s] / guide->total;
    }
    weight[self->cars] += guide->other / guide->total;
    memset(self->p_ready, 0, guide->head.move_count * sizeof *self->p_ready);
}

static void fill_cell(inner_plan_t* self, uint16_t move, uint32_t cell)
{
    const guide_t* const guide = self->guide;
    double truth[atlas_readings_max];
    double report[atlas_readings_max];
    const double* row = truth;
    if (cell == 0U) {
        row = &guide->other_row[(size_t)move * atlas_readings_max];
    } else {
        inner_truth(guide, move, self->cell_set[cell], truth);
    }
    inner_report(guide, move, row, 0.0, report);
    for (int r = 0; r < guide->move[move].reading_count; r++) {
        self->p[self->p_at[move] + (size_t)r * inner_plan_cells + cell] = (float)report[r];
    }
}

/// Cells that mending adds later are filled when they come; `p_ready` only says that the first ones are.
static void ready_move(inner_plan_t* self, uint16_t move)
{
    guide_t* const guide = self->guide;
    if (self->p_ready[move]) {
        return;
    }
    inner_ready_row(guide, move);
    self->p_ready[move] = true;
    const uint32_t now = ++*guide->memo_now;
    fill_cell(self, move, 0);
    for (uint32_t c = 1; c < self->cells; c++) {
        const uint16_t number = guide->row[(size_t)move * guide->n + self->cell_set[c]];
        if (guide->memo_stamp[number] != now) {
            guide->memo_stamp[number] = now;
            guide->memo[number] = c;
            fill_cell(self, move, c);
            continue;
        }
        const size_t same = (size_t)guide->memo[number];
        for (int r = 0; r < guide->move[move].reading_count; r++) {
            float* const p = &self->p[self->p_at[move] + (size_t)r * inner_plan_cells];
            p[c] = p[same];
        }
    }
}

double planner_mass(const planner_node_t* node, const double* weight)
{
    double lane[4] = {0};
    const int count = node->cars + 1;
    int k = 0;
    for (; k + 4 <= count; k += 4) {
        lane[0] += weight[k];
        lane[1] += weight[k + 1];
        lane[2] += weight[k + 2];
        lane[3] += weight[k + 3];
    }
    for (; k < count; k++) {
        lane[0] += weight[k];
    }
    return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

planner_node_t planner_narrow(inner_plan_t* self, const planner_node_t* node, const double* weight,
                              double* kept)
{
    const double mass = planner_mass(node, weight);
    uint16_t* const car = planner_cells(self);
    uint16_t* const cell = planner_cells(self);
    planner_node_t narrow = *node;
    narrow.car = car;
    narrow.cell = cell;
    narrow.cars = 0;
    for (int k = 0; k < node->cars; k++) {
        if (weight[k] > least_weight * mass) {
            car[narrow.cars] = node->car[k];
            cell[narrow.cars] = node->cell[k];
            kept[narrow.cars++] = weight[k];
        }
    }
    cell[narrow.cars] = node->cell[node->cars];
    kept[narrow.cars] = weight[node->cars];
    const double left = planner_mass(&narrow, kept);
    for (int k = 0; k <= narrow.cars && left > 0.0; k++) {
        kept[k] *= mass / left;
    }
    return narrow;
}

/// When it was last made; false if never.
static bool last_made(const inner_plan_t* self, const planner_node_t* node, uint16_t twin, inner_done_t* done)
{
    const planner_link_t* const newest = inner_has(node->made, twin) ? node->done : NULL;
    for (const planner_link_t* link = newest; link != NULL; link = link->before) {
        if (link->twin == twin) {
            *done = (inner_done_t){link->mended, link->stamp, twin, link->reading, UINT8_MAX};
            return true;
        }
    }
    *done = self->guide->done[twin];
    return done->times > 0U;
}

static void read_again(const inner_plan_t* self, const planner_node_t* node, const double* weight,
                       const inner_done_t* done, double* out, bool same)
{
    const inner_modes_t since = inner_without(node->mended, &done->mended);
    for (int k = 0; k <= node->cars; k++) {
        const bool changed =
            k < node->cars && inner_meets(&self->guide->mask[self->set[node->car[k]]], &since);
        if (!changed && !self->restless[node->cell[k]]) {
            out[k] = same ? weight[k] : 0.0;
        }
    }
}

/// True if the same car would read the same again: then `done` says when, and `same` whether that is this
/// reading.
static bool repeats(const inner_plan_t* self, const planner_node_t* node, guide_event_t event,
                    inner_done_t* done)
{
    const inner_move_t* const move = &self->guide->move[event.move];
    if (!last_made(self, node, move->twin, done) || done->stamp != node->stamp) {
        return false;
    }
    const bool known = done->reading < move->reading_count;
    return known || (done->reading == planner_failed && event.reading == move->opens);
}

void planner_read(inner_plan_t* self, const planner_node_t* node, const double* weight, guide_event_t event,
                  double* out)
{
    ready_move(self, event.move);
    const float* const p = &self->p[self->p_at[event.move] + (size_t)event.reading * inner_plan_cells];
    for (int k = 0; k <= node->cars; k++) {
        out[k] = weight[k] * (double)p[node->cell[k]];
    }
    inner_done_t done;
    if (repeats(self, node, event, &done)) {
        read_again(self, node, weight, &done, out, done.reading == event.reading);
    }
}

double planner_share(inner_plan_t* self, const planner_node_t* node, const double* weight,
                     guide_event_t event)
{
    inner_done_t done;
    if (repeats(self, node, event, &done)) {
        const size_t mark = self->scratch_used;
        double* const part = planner_vector(self);
        planner_read(self, node, weight, event, part);
        self->scratch_used = mark;
        return planner_mass(node, part);
    }
    ready_move(self, event.move);
    const float* const p = &self->p[self->p_at[event.move] + (size_t)event.reading * inner_plan_cells];
    double even = 0.0;
    double odd = 0.0;
    int k = 0;
    for (; k < node->cars; k += 2) {
        even += weight[k] * (double)p[node->cell[k]];
        odd += weight[k + 1] * (double)p[node->cell[k + 1]];
    }
    return k == node->cars ? even + odd + weight[k] * (double)p[node->cell[k]] : even + odd;
}

/// The cell without these modes; the same where there is no room for another.
static uint16_t without(inner_plan_t* self, uint16_t from, const inner_modes_t* modes)
{
    const guide_t* const guide = self->guide;
    if (from == 0U || !inner_meets(&self->cell_mask[from], modes)) {
        return from;
    }
    const inner_modes_t left = inner_without(self->cell_mask[from], modes);
    const uint32_t cells = self->cells;
    const uint16_t cell = cell_for(self, inner_find_set(guide, &left));
    for (uint16_t m = 0; self->cells > cells && m < guide->head.move_count; m++) {
        if (self->p_ready[m]) {
            fill_cell(self, m, cells);
        }
    }
    return cell == 0U ? from : cell;
}

bool planner_mend(inner_plan_t* self, const planner_node_t* node, const inner_modes_t* modes, uint16_t* to)
{
    bool any = false;
    for (int k = 0; k <= node->cars; k++) {
        to[k] = without(self, node->cell[k], modes);
        any = any || to[k] != node->cell[k];
    }
    return any;
}

planner_changed_t planner_changed(inner_plan_t* self, const planner_node_t* node, const double* weight,
                                  const inner_modes_t* modes)
{
    uint16_t* const car = planner_cells(self);
    uint16_t* const is = planner_cells(self);
    uint16_t* const to = planner_cells(self);
    planner_changed_t changed = {*node, *node, planner_vector(self)};
    int count = 0;
    for (int k = 0; k < node->cars; k++) {
        const uint16_t cell = without(self, node->cell[k], modes);
        if (cell != node->cell[k]) {
            car[count] = node->car[k];
            is[count] = node->cell[k];
            to[count] = cell;
            changed.weight[count++] = weight[k];
        }
    }
    is[count] = to[count] = 0;
    changed.weight[count] = 0.0;
    changed.before.cars = changed.after.cars = count;
    changed.before.car = changed.after.car = car;
    changed.before.cell = is;
    changed.after.cell = to;
    changed.after.mended = inner_join(node->mended, modes);
    return changed;
}

static void learn(planner_node_t* node, const inner_outcome_t* outcome)
{
    for (int w = 0; w < 2; w++) {
        const uint64_t give = outcome->give.word[w];
        const uint64_t take = outcome->take.word[w] & ~give;
        node->yes.word[w] = (node->yes.word[w] | give) & ~take;
        node->no.word[w] = ((node->no.word[w] | take) & ~outcome->lapse.word[w]) & ~give;
    }
}

planner_node_t planner_after(inner_plan_t* self, const planner_node_t* node, guide_event_t event,
                             planner_link_t* link, uint16_t* cell)
{
    const inner_move_t* const move = &self->guide->move[event.move];
    planner_node_t after = *node;
    *link = (planner_link_t){node->done, node->mended, node->stamp, move->twin, event.reading};
    after.done = link;
    inner_put(after.made, move->twin);
    if (event.reading >= move->reading_count) {
        return after;
    }
    const inner_outcome_t* const outcome = &move->outcome[event.reading];
    const bool works = move->does == atlas_does_relieve || move->does == atlas_does_repair;
    const inner_facts_t used_up = inner_facts_without(&outcome->take, &outcome->lapse);
    const bool changes =
        !inner_facts_hold(&outcome->give, &node->yes) || inner_facts_meet(&used_up, &node->yes);
    after.stamp += works && changes ? 1U : 0U;
    learn(&after, outcome);
    if (inner_any(&outcome->mend)) {
        after.mended = inner_join(after.mended, &outcome->mend);
        (void)planner_mend(self, node, &outcome->mend, cell);
        after.cell = cell;
    }
    return after;
}

bool planner_usable(const inner_plan_t* self, const planner_node_t* node, uint16_t m)
{
    const inner_move_t* const move = &self->guide->move[m];
    if (!self->usable[m] || m == self->banned) {
        return false;
    }
    if (move->asks != atlas_none) {
        return !inner_has(node->yes.word, move->asks) && !inner_has(node->no.word, move->asks);
    }
    inner_done_t done;
    if (!last_made(self, node, move->twin, &done)) {
        return true;
    }
    if (move->does == atlas_does_ask) { // what happened before does not change by mending
        return false;
    }
    const bool changed =
        done.stamp != node->stamp || memcmp(&done.mended, &node->mended, sizeof done.mended) != 0;
    const bool retry = self->flicker && move->opens < move->reading_count && move->does == atlas_does_try;
    return changed || (retry && done.times < tries_of_restless);
}

planner_value_t planner_price(const inner_plan_t* self, uint16_t move, double mass)
{
    const inner_move_t* const m = &self->guide->move[move];
    return (planner_value_t){mass * m->cost, mass * (m->minutes + m->wait_minutes), mass * m->money};
}
