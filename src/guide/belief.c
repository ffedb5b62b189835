#include "guide/inner.h"
#include <string.h>

enum { wait_counts_fully_minutes = 120 };
/// A person waiting beside the car can do half of something else; beyond two hours the person has gone home.
static const double wait_share = 0.5;
static const double wait_share_long = 0.05;
/// Reading a step and answering it, beside doing it. Those who ask for a living count on three questions a
/// minute, thinking included (rule of the trade, Amplitude Research); a bare questionnaire goes at ten
/// seconds each (Pew Research Center 2022), but nobody there walks round a car. It keeps steps that hardly
/// tell anything away.
static const double attention_minutes = 1.0 / 3.0;

static uint8_t cell_of(const guide_t* self)
{
    const uint8_t* const bucket = self->situation.bucket;
    const unsigned cold = self->temperature == atlas_none || bucket[self->temperature] == 0U
                              ? 0U
                              : (unsigned)bucket[self->temperature] - 1U;
    const unsigned wet = self->wet == atlas_none || bucket[self->wet] < 2U ? 0U : 1U;
    return (uint8_t)(2U * (cold > 2U ? 2U : cold) + wet);
}

static void set_odds(guide_t* self)
{
    const bool frost = self->cell >= 2U;
    for (uint16_t m = 0; m < self->head.mode_count; m++) {
        double odds = self->mode_odds[m];
        for (uint16_t c = 0; c < self->head.circumstance_count; c++) {
            const uint8_t bucket = self->situation.bucket[c];
            odds *= bucket == 0U ? 1.0 : atlas_factor(self->atlas, c, (uint8_t)(bucket - 1U), m);
        }
        self->odds[m] = inner_has(self->frosty.word, m) && !frost ? 0.0 : odds;
    }
}

/// Mass of all sets whatever, and of those without a cause: modes of one axis exclude each other, axes are
/// free.
static void closed_form(const guide_t* self, double* all, double* harmless)
{
    double sum[256] = {0};
    double side[256] = {0};
    for (uint16_t m = 0; m < self->head.mode_count; m++) {
        sum[self->mode_axis[m]] += self->odds[m];
        side[self->mode_axis[m]] += inner_has(self->causes.word, m) ? 0.0 : self->odds[m];
    }
    *all = 1.0;
    *harmless = 1.0;
    for (int a = 0; a < 256; a++) {
        *all *= 1.0 + sum[a];
        *harmless *= 1.0 + side[a];
    }
}

static void set_prior(guide_t* self)
{
    double all = 1.0;
    double harmless = 1.0;
    set_odds(self);
    closed_form(self, &all, &harmless);
    const bool causes = all > harmless;
    const double harmless_scale = (causes ? self->head.nothing_wrong : 1.0) / harmless;
    const double cause_scale = causes ? (1.0 - self->head.nothing_wrong) / (all - harmless) : 0.0;
    double held = 0.0;
    for (uint32_t s = 0; s < self->n; s++) {
        double weight = inner_meets(&self->mask[s], &self->causes) ? cause_scale : harmless_scale;
        for (int k = 0; k < self->size[s]; k++) {
            weight *= self->odds[self->member[s][k]];
        }
        self->prior[s] = weight * (1.0 - inner_not_modelled);
        held += weight;
    }
    self->left_out = held < 1.0 ? 1.0 - held : 0.0;
}

double guide_counted_minutes(double minutes, double wait_minutes)
{
    const double fully = wait_counts_fully_minutes;
    const double near = wait_minutes < fully ? wait_minutes : fully;
    return attention_minutes + minutes + wait_share * near + wait_share_long * (wait_minutes - near);
}

static void price_moves(guide_t* self)
{
    const double hourly = inner_hourly(self);
    for (uint16_t m = 0; m < self->head.move_count; m++) {
        inner_move_t* const move = &self->move[m];
        const double minutes = guide_counted_minutes(move->minutes, move->wait_minutes);
        move->cost = hourly * minutes / 60.0 + move->money + move->damage;
    }
}

static void start(guide_t* self, const guide_situation_t* situation)
{
    const bool moved = memcmp(self->situation.bucket, situation->bucket, sizeof situation->bucket) != 0;
    self->situation = *situation;
    if (!self->prior_ready || moved) {
        inner_drop_rows(self, cell_of(self));
        set_prior(self);
        self->prior_ready = true;
    }
    price_moves(self);
    inner_start_facts(self);
    memcpy(self->weight, self->prior, self->n * sizeof *self->weight);
    for (uint32_t s = 0; s < self->n; s++) {
        self->now[s] = s;
    }
    self->other = inner_not_modelled;
    memset(self->done, 0, self->head.move_count * sizeof *self->done);
    memset(&self->mended, 0, sizeof self->mended);
    self->stamp = 0;
    self->event_count = 0;
    self->open = false;
    self->spent_minutes = 0.0;
    self->spent_money = 0.0;
}

static void sum_up(guide_t* self)
{
    double total = self->other;
    for (uint32_t s = 0; s < self->n; s++) {
        total += self->weight[s];
    }
    self->total = total;
}

/// By a power of two, which changes no bit of any mantissa.
static void rescale(guide_t* self)
{
    while (self->total < 0x1p-32) {
        for (uint32_t s = 0; s < self->n; s++) {
            self->weight[s] *= 0x1p32;
        }
        self->other *= 0x1p32;
        self->total *= 0x1p32;
    }
}

static void keep(guide_t* self, int k, const double* likely)
{
    float* const row = &self->likely[(size_t)k * (self->n + 1U)];
    for (uint32_t s = 0; s <= self->n; s++) {
        row[s] = likely == NULL ? 1.0F : (float)likely[s];
    }
}

static void weigh(guide_t* self, guide_event_t event, int k)
{
    const bool tells = inner_tells(self, event);
    if (tells) {
        inner_likelihood(self, event.move, event.reading, self->scratch);
        for (uint32_t s = 0; s < self->n; s++) {
            self->weight[s] *= self->scratch[s];
        }
        self->other *= self->scratch[self->n];
        sum_up(self);
        rescale(self);
    }
    if (k < inner_keep_events) {
        keep(self, k, tells ? self->scratch : NULL);
    }
}

void guide_replay(guide_t* self, const guide_situation_t* situation, const guide_event_t* events, int count)
{
    start(self, situation);
    sum_up(self);
    for (int k = 0; k < count && k < guide_events_max; k++) {
        inner_hear_facts(self, k, false);
        if (events[k].move >= self->head.move_count) {
            continue;
        }
        weigh(self, events[k], self->event_count);
        inner_apply(self, events[k]);
        self->event[self->event_count++] = events[k];
    }
    inner_hear_facts(self, count, true);
}

static double share(const guide_t* self, uint16_t mode, bool still)
{
    const inner_modes_t degrees = inner_degrees(self, mode);
    double sum = 0.0;
    for (uint32_t s = 0; s < self->n; s++) {
        const uint32_t set = still ? self->now[s] : s;
        sum += inner_meets(&self->mask[set], &degrees) ? self->weight[s] : 0.0;
    }
    return sum / self->total;
}

double guide_mode_p(const guide_t* self, uint16_t mode)
{
    return mode < self->head.mode_count ? share(self, mode, true) : 0.0;
}

double guide_mode_was_p(const guide_t* self, uint16_t mode)
{
    return mode < self->head.mode_count ? share(self, mode, false) : 0.0;
}

double guide_not_modelled(const guide_t* self)
{
    return self->other / self->total;
}

double guide_left_out(const guide_t* self)
{
    return self->left_out;
}
