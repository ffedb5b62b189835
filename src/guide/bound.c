#include "guide/planner.h"

static const double rounding = 1e-6; ///< values by set are kept as floats
/// What sets of less than this share of the belief cost is left out of the sum: that can only lower it.
static const double least_weight = 1e-7;

/// What a way in is worth to somebody who knows the fault. `asked` are the facts without which it cannot be
/// had, whatever else is done.
typedef struct {
    uint16_t move;
    double own, need;
    double afresh; ///< least cost of changing the car, if it has failed on the car as it is now
    double chance; ///< at most this chance that what must be asked for is there
} way_t;

typedef struct {
    const inner_plan_t* plan;
    double fact[atlas_facts_max]; ///< least cost of having it, as if every move succeeded; below 0: never
    inner_facts_t asked[atlas_facts_max]; ///< facts that must be confirmed to have it
    double yes[atlas_facts_max];          ///< at most this chance of a yes
    double change, mend;                  ///< the cheapest move that changes the car, that mends
    way_t way[atlas_moves_max];
    int ways, failed; ///< failed: on the car as it is now
} bound_t;

/// The dearest of a move's needs; negative if one cannot be had.
static double dearest_need(const inner_move_t* move, const double* cost)
{
    double need = 0.0;
    for (int i = 0; i < move->need_count && need >= 0.0; i++) {
        const double one = cost[move->needs[i]];
        need = one < 0.0 || one > need ? one : need;
    }
    return need;
}

/// Once denied, a fact is not asked for again.
static bool may_bring(const guide_t* guide, const inner_move_t* move)
{
    return move->asks == atlas_none || !inner_has(guide->no.word, move->asks);
}

/// Offers every fact that the move brings at this cost; true if that is less than before for one of them.
static bool offer_facts(const guide_t* guide, const inner_move_t* move, double offered, double* cost)
{
    bool better = false;
    for (unsigned f = 0; f < guide->head.fact_count; f++) {
        if (inner_has(move->brings.word, f) && (cost[f] < 0.0 || offered < cost[f])) {
            cost[f] = offered;
            better = true;
        }
    }
    return better;
}

/// Least cost of having each fact, as if every move succeeded and needs came one at a time: never above the
/// truth.
static void relax(bound_t* self)
{
    const guide_t* const guide = self->plan->guide;
    for (unsigned f = 0; f < guide->head.fact_count; f++) {
        self->fact[f] = inner_has(guide->yes.word, f) ? 0.0 : -1.0;
    }
    for (bool better = true; better;) {
        better = false;
        for (int k = 0; k < self->plan->bringings; k++) {
            const inner_move_t* const move = &guide->move[self->plan->bringing[k]];
            const double need = may_bring(guide, move) ? dearest_need(move, self->fact) : -1.0;
            better = (need >= 0.0 && offer_facts(guide, move, need + move->cost, self->fact)) || better;
        }
    }
}

static inner_facts_t asked_for(const bound_t* self, const inner_move_t* move)
{
    inner_facts_t all = {{0}};
    for (int i = 0; i < move->need_count; i++) {
        const inner_facts_t* const one = &self->asked[move->needs[i]];
        all.word[0] |= one->word[0];
        all.word[1] |= one->word[1];
    }
    if (move->asks != atlas_none) {
        inner_put(all.word, move->asks);
    }
    return all;
}

/// Narrows what having the move's facts implies to what this way to them implies too.
static bool narrow(bound_t* self, const inner_move_t* move)
{
    const guide_t* const guide = self->plan->guide;
    const inner_facts_t all = asked_for(self, move);
    bool changed = false;
    for (unsigned f = 0; f < guide->head.fact_count; f++) {
        inner_facts_t* const asked = &self->asked[f];
        if (inner_has(move->brings.word, f) && !inner_facts_hold(asked, &all)) {
            asked->word[0] &= all.word[0];
            asked->word[1] &= all.word[1];
            changed = true;
        }
    }
    return changed;
}

/// A fact implies what all ways to it have in common: the greatest solution, so it starts with everything.
static void find_asked(bound_t* self)
{
    const guide_t* const guide = self->plan->guide;
    for (unsigned f = 0; f < guide->head.fact_count; f++) {
        const uint64_t word = inner_has(guide->yes.word, f) ? 0U : UINT64_MAX;
        self->asked[f] = (inner_facts_t){{word, word}};
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (int k = 0; k < self->plan->bringings; k++) {
            const inner_move_t* const move = &guide->move[self->plan->bringing[k]];
            const bool open = may_bring(guide, move) && dearest_need(move, self->fact) >= 0.0;
            changed = (open && narrow(self, move)) || changed;
        }
    }
}

/// The largest chance of a yes that any set gives.
static double chance_of_yes(inner_plan_t* plan, uint16_t m)
{
    guide_t* const guide = plan->guide;
    inner_ready_row(guide, m);
    const uint16_t* const row = &guide->row[(size_t)m * guide->n];
    const uint32_t now = ++*guide->memo_now;
    double report[atlas_readings_max];
    inner_report(guide, m, &guide->other_row[(size_t)m * atlas_readings_max], 0.0, report);
    double most = report[guide->move[m].yes];
    for (uint32_t s = 0; s < guide->n; s++) {
        if (guide->memo_stamp[row[s]] != now) {
            double truth[atlas_readings_max];
            guide->memo_stamp[row[s]] = now;
            inner_truth(guide, m, s, truth);
            inner_report(guide, m, truth, 0.0, report);
            most = report[guide->move[m].yes] > most ? report[guide->move[m].yes] : most;
        }
    }
    return most < 1.0 ? most : 1.0;
}

static void find_chances(bound_t* self, inner_plan_t* plan)
{
    const guide_t* const guide = plan->guide;
    for (unsigned f = 0; f < guide->head.fact_count; f++) {
        self->yes[f] = 1.0;
    }
    for (int k = 0; k < plan->bringings; k++) {
        const uint16_t m = plan->bringing[k];
        if (guide->move[m].asks != atlas_none && may_bring(guide, &guide->move[m])) {
            self->yes[guide->move[m].asks] = chance_of_yes(plan, m);
        }
    }
}

static void find_cheapest(bound_t* self)
{
    const guide_t* const guide = self->plan->guide;
    self->change = self->mend = self->plan->give_up;
    for (uint16_t m = 0; m < guide->head.move_count; m++) {
        const inner_move_t* const move = &guide->move[m];
        const bool mends = inner_any(&move->mends);
        const bool changes = mends || move->does == atlas_does_relieve || move->does == atlas_does_repair;
        if (self->plan->usable[m]) {
            self->mend = mends && move->cost < self->mend ? move->cost : self->mend;
            self->change = changes && move->cost < self->change ? move->cost : self->change;
        }
    }
}

/// True if it has failed, and nothing was done to the car since.
static bool has_failed(const guide_t* guide, uint16_t m)
{
    const inner_done_t* const done = &guide->done[guide->move[m].twin];
    const inner_modes_t since = inner_without(guide->mended, &done->mended);
    const bool known = done->reading < guide->move[m].reading_count || done->reading == guide_stays_shut;
    return done->times > 0U && known && done->stamp == guide->stamp && !inner_any(&since);
}

static void list_way(bound_t* self, uint16_t m)
{
    inner_plan_t* const plan = self->plan->guide->plan;
    const inner_move_t* const move = &plan->guide->move[m];
    const inner_facts_t asked = asked_for(self, move);
    way_t way = {.move = m, .own = move->cost, .need = dearest_need(move, self->fact), .chance = 1.0};
    if (way.need < 0.0) {
        return;
    }
    double asking = 0.0;
    for (unsigned f = 0; f < plan->guide->head.fact_count; f++) {
        if (inner_has(asked.word, f)) {
            way.chance *= self->yes[f];
            asking += plan->guide->move[plan->guide->fact_ask[f]].cost;
        }
    }
    way.need = asking > way.need ? asking : way.need;
    const bool failed = has_failed(plan->guide, m);
    way.afresh = failed ? self->change : 0.0;
    self->failed += failed ? 1 : 0;
    inner_ready_row(plan->guide, m);
    self->way[self->ways++] = way;
}

/// Best chance of a way in for every set, however much of it has been mended: sets come in order of size, so
/// those with a member less have been seen.
static void best_chances(inner_plan_t* plan, uint16_t m, const inner_modes_t* mendable)
{
    const guide_t* const guide = plan->guide;
    const uint16_t* const row = &guide->row[(size_t)m * guide->n];
    const uint32_t now = ++*guide->memo_now;
    for (uint32_t s = 0; s < guide->n; s++) {
        if (guide->memo_stamp[row[s]] != now) {
            uint8_t share[atlas_readings_max];
            atlas_row_by_number(guide->atlas, row[s], share);
            guide->memo_stamp[row[s]] = now;
            guide->memo[row[s]] = share[guide->move[m].opens] / (double)atlas_scale;
        }
        double best = guide->memo[row[s]];
        for (int k = 0; k < guide->size[s]; k++) {
            const double less =
                inner_has(mendable->word, guide->member[s][k]) ? plan->best[guide->less[s][k]] : 0.0;
            best = less > best ? less : best;
        }
        plan->best[s] = best;
    }
}

/// Keeps what is cheaper than the sure ones, in order. Where there is no room the dearest two become one at
/// the price of the cheaper: that can only lower the mean.
static void offer(planner_offers_t* offers, double value, double chance)
{
    if (value >= (double)offers->sure || chance >= 1.0) {
        offers->sure = value < (double)offers->sure ? (float)value : offers->sure;
        return;
    }
    int at = offers->count++;
    for (; at > 0 && (double)offers->value[at - 1] > value; at--) {
        offers->value[at] = offers->value[at - 1];
        offers->chance[at] = offers->chance[at - 1];
    }
    offers->value[at] = (float)value;
    offers->chance[at] = (float)chance;
    if (offers->count > planner_offers_max) {
        const int last = --offers->count;
        offers->chance[last - 1] = 1.0F - (1.0F - offers->chance[last - 1]) * (1.0F - offers->chance[last]);
    }
}

/// Mean price of the cheapest that is there. That several are there together is likelier than if they were
/// independent, since all rest on the same few facts, so this is at most the truth.
static double mean_of(const planner_offers_t* offers)
{
    double mean = 0.0;
    double left = 1.0;
    for (int k = 0; k < offers->count && offers->value[k] < offers->sure; k++) {
        mean += left * (double)offers->chance[k] * (double)offers->value[k];
        left *= 1.0 - (double)offers->chance[k];
    }
    return mean + left * (double)offers->sure;
}

/// Every unit of chance costs at least so much. A way that has failed is used again only after a change of
/// the car, and one change renews at most all that have failed.
static double price_per_chance(const bound_t* self, const way_t* way, bool fresh, double chance)
{
    const double share = fresh || self->failed == 0 ? 0.0 : way->afresh / self->failed;
    return (way->own + share) / chance;
}

/// As the first way: what it needs, then it is made, and what it leaves shut costs `rest` per chance.
static double price_as_first(const way_t* way, double chance, double extra, double rest)
{
    const double need = way->need > extra ? way->need : extra;
    return need + way->own + (1.0 - chance) * rest;
}

static void offer_way(const bound_t* self, const way_t* way, bool per_chance)
{
    inner_plan_t* const plan = self->plan->guide->plan;
    const guide_t* const guide = plan->guide;
    const uint16_t* const row = &guide->row[(size_t)way->move * guide->n];
    for (uint32_t s = 0; s < guide->n; s++) {
        if (plan->best[s] > 0.0 && plan->offers[s].count >= 0) {
            const double mend = guide->memo[row[s]] > 0.0 ? 0.0 : self->mend;
            const bool fresh = inner_meets(&guide->mask[s], &guide->intermittents);
            const double extra = !fresh && way->afresh > mend ? way->afresh : mend;
            const double price = per_chance ? price_per_chance(self, way, fresh, plan->best[s])
                                            : price_as_first(way, plan->best[s], extra, plan->per_chance[s]);
            offer(&plan->offers[s], price, way->chance);
        }
    }
}

/// Only what some set that weighs anything is by now gets offers; the others have a count below 0.
static void start_offers(inner_plan_t* plan)
{
    const guide_t* const guide = plan->guide;
    for (uint32_t s = 0; s < guide->n; s++) {
        plan->offers[s] = (planner_offers_t){.sure = (float)plan->give_up, .count = -1};
    }
    for (uint32_t s = 0; s < guide->n; s++) {
        if (guide->weight[s] > least_weight * guide->total) {
            plan->offers[guide->now[s]].count = 0;
        }
    }
}

static void offer_all(const bound_t* self, const inner_modes_t* mendable, bool per_chance)
{
    inner_plan_t* const plan = self->plan->guide->plan;
    start_offers(plan);
    for (int k = 0; k < self->ways; k++) {
        best_chances(plan, self->way[k].move, mendable);
        offer_way(self, &self->way[k], per_chance);
    }
}

/// Something not modelled: nothing is known to mend it.
static double low_of_other(const bound_t* self)
{
    const guide_t* const guide = self->plan->guide;
    planner_offers_t offers = {.sure = (float)self->plan->give_up};
    for (int k = 0; k < self->ways; k++) {
        const way_t* const way = &self->way[k];
        const double p =
            guide->other_row[(size_t)way->move * atlas_readings_max + guide->move[way->move].opens];
        if (p > 0.0) {
            offer(&offers, price_per_chance(self, way, false, p), way->chance);
        }
    }
    return mean_of(&offers);
}

/// The cheapest price per chance of each set whoever the person is, and what is to be expected of it for the
/// tools and conditions that the person may have.
static void find_per_chance(const inner_plan_t* plan)
{
    for (uint32_t s = 0; s < plan->guide->n; s++) {
        const planner_offers_t* const offers = &plan->offers[s];
        const bool some = offers->count > 0 && offers->value[0] < offers->sure;
        plan->per_chance[s] = (double)(some ? offers->value[0] : offers->sure);
        plan->once[s] = mean_of(offers);
    }
}

static inner_modes_t all_mendable(const inner_plan_t* plan)
{
    inner_modes_t mendable = {{0}};
    for (int k = 0; k < plan->mendings; k++) {
        mendable = inner_join(mendable, &plan->guide->move[plan->mending[k]].mends);
    }
    return mendable;
}

double planner_low(inner_plan_t* self)
{
    const guide_t* const guide = self->guide;
    const inner_modes_t mendable = all_mendable(self);
    bound_t bound = {.plan = self};
    relax(&bound);
    find_asked(&bound);
    find_chances(&bound, self);
    find_cheapest(&bound);
    for (int k = 0; k < self->openings; k++) {
        list_way(&bound, self->opening[k]);
    }
    offer_all(&bound, &mendable, true);
    find_per_chance(self);
    offer_all(&bound, &mendable, false);
    double sum = guide->other * low_of_other(&bound);
    for (uint32_t s = 0; s < guide->n; s++) {
        const uint32_t now = guide->now[s];
        if (self->offers[now].count >= 0) {
            const double first = mean_of(&self->offers[now]);
            sum += guide->weight[s] * (first > self->once[now] ? first : self->once[now]);
        }
    }
    return sum / guide->total * (1.0 - rounding);
}
