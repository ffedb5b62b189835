#include "guide/inner.h"
#include <string.h>

static const double times_likelier = 100.0;
enum { conflict_size_max = 3, conflict_candidates = 20 };

static const float* kept(const guide_t* self, int k)
{
    return &self->likely[(size_t)k * (self->n + 1U)];
}

void guide_predict(const guide_t* self, uint16_t move, double p[atlas_readings_max])
{
    memset(p, 0, atlas_readings_max * sizeof *p);
    if (move >= self->head.move_count) {
        return;
    }
    // The rows are a cache behind the guide; the belief itself is not touched.
    guide_t self_with_rows = *self;
    double* const likely = self->scratch + self->n + 1U;
    for (uint8_t r = 0; r < self->move[move].reading_count; r++) {
        inner_likelihood(&self_with_rows, move, r, likely);
        double sum = self->other * likely[self->n];
        for (uint32_t s = 0; s < self->n; s++) {
            sum += self->weight[s] * likely[s];
        }
        p[r] = sum / self->total;
    }
    double sum = 0.0;
    for (uint8_t r = 0; r < self->move[move].reading_count; r++) {
        sum += p[r];
    }
    for (uint8_t r = 0; r < self->move[move].reading_count && sum > 0.0; r++) {
        p[r] /= sum;
    }
}

/// Weights as they would be without the event: the belief divided by what the event said.
double guide_weight_of(const guide_t* self, int k, uint16_t mode)
{
    if (k < 0 || k >= self->event_count || k >= inner_keep_events || mode >= self->head.mode_count) {
        return 1.0;
    }
    const float* const likely = kept(self, k);
    const inner_modes_t degrees = inner_degrees(self, mode);
    double with = 0.0;
    double with_before = 0.0;
    double rest = self->other;
    double rest_before = self->other / (double)likely[self->n];
    for (uint32_t s = 0; s < self->n; s++) {
        const bool there = inner_meets(&self->mask[s], &degrees);
        *(there ? &with : &rest) += self->weight[s];
        *(there ? &with_before : &rest_before) += self->weight[s] / (double)likely[s];
    }
    if (with <= 0.0 || with_before <= 0.0) {
        return 1.0;
    }
    return with / with_before / (rest / rest_before);
}

typedef struct {
    int event[conflict_size_max];
    int size;
    double gain; ///< P(rest) x P(these) / P(all)
} suspects_t;

/// Among the sets that are known: "something else" fits any answers half well and would hide every
/// contradiction.
static double gain(const guide_t* self, const suspects_t* suspects)
{
    double rest = 0.0;
    double these = 0.0;
    double prior = 0.0;
    double total = 0.0;
    for (uint32_t s = 0; s < self->n; s++) {
        double likely = 1.0;
        for (int k = 0; k < suspects->size; k++) {
            likely *= (double)kept(self, suspects->event[k])[s];
        }
        rest += self->weight[s] / likely;
        these += self->prior[s] * likely;
        prior += self->prior[s];
        total += self->weight[s];
    }
    return total > 0.0 && prior > 0.0 ? rest / total * these / prior : 0.0;
}

static int candidates(const guide_t* self, int list[conflict_candidates])
{
    double gains[conflict_candidates];
    int count = 0;
    for (int k = 0; k < self->event_count && k < inner_keep_events; k++) {
        if (self->event[k].reading == guide_no_reading ||
            self->move[self->event[k].move].asks != atlas_none) {
            continue;
        }
        const suspects_t one = {.event = {k}, .size = 1};
        const double worth = gain(self, &one);
        if (count == conflict_candidates && gains[count - 1] >= worth) {
            continue;
        }
        int at = count < conflict_candidates ? count++ : count - 1;
        for (; at > 0 && gains[at - 1] < worth; at--) {
            gains[at] = gains[at - 1];
            list[at] = list[at - 1];
        }
        gains[at] = worth;
        list[at] = k;
    }
    return count;
}

static void consider(const guide_t* self, suspects_t* best, suspects_t one)
{
    one.gain = gain(self, &one);
    if (one.gain > best->gain) {
        *best = one;
    }
}

static suspects_t best_of_size(const guide_t* self, const int* list, int count, int size)
{
    suspects_t best = {.size = size};
    for (int a = 0; a < count; a++) {
        if (size == 1) {
            consider(self, &best, (suspects_t){{list[a]}, 1, 0.0});
        }
        for (int b = a + 1; size > 1 && b < count; b++) {
            if (size == 2) {
                consider(self, &best, (suspects_t){{list[a], list[b]}, 2, 0.0});
            }
            for (int c = b + 1; size > 2 && c < count; c++) {
                consider(self, &best, (suspects_t){{list[a], list[b], list[c]}, 3, 0.0});
            }
        }
    }
    return best;
}

int guide_conflicts(guide_t* self, int events[8])
{
    int list[conflict_candidates];
    const int count = candidates(self, list);
    for (int size = 1; size <= conflict_size_max && size < count; size++) {
        const suspects_t best = best_of_size(self, list, count, size);
        if (best.gain >= times_likelier) {
            for (int k = 0; k < size; k++) {
                events[k] = best.event[k];
            }
            return size;
        }
    }
    return 0;
}
