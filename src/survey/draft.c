#include "survey/inner.h"
#include <assert.h>
#include <string.h>

#define SAME(name) ((int)atlas_##name == (int)vehicle_##name)
static_assert(SAME(does_try) && SAME(does_look) && SAME(does_ask) && SAME(does_measure) &&
                  SAME(does_relieve) && SAME(does_repair) && SAME(does_access) && SAME(does_call) &&
                  SAME(does_leave) && SAME(phase_open) && SAME(phase_after) && SAME(phase_fix),
              "an atlas numbers what moves are as the knowledge does");

static void fill_head(const survey_t* self, atlas_head_t* head)
{
    const vehicle_t* const car = self->car;
    *head = (atlas_head_t){.id = car->id,
                           .name = car->name,
                           .body = car->body,
                           .word_lid = car->word_lid,
                           .word_space = car->word_space,
                           .market = car->market,
                           .nothing_wrong = self->knowledge->nothing_wrong,
                           .coexistence = self->knowledge->coexistence,
                           .left_out = self->report->left_out,
                           .mode_count = self->mode_count,
                           .fact_count = self->knowledge->fact_count,
                           .move_count = self->move_count,
                           .circumstance_count = self->knowledge->circumstance_count,
                           .axis_count = self->axis_count,
                           .set_count = self->set_count};
}

static atlas_mode_t mode_of(const survey_t* self, uint16_t mode)
{
    const vehicle_mode_t* const from = &self->knowledge->mode[self->mode[mode]];
    return (atlas_mode_t){.id = from->id,
                          .name = from->name,
                          .why = from->why,
                          .repair_text = from->repair_text,
                          .repair_who = from->repair_who,
                          .repair_currency = from->repair_currency,
                          .sources = from->sources,
                          .repair_minutes = from->repair_minutes,
                          .repair_money = from->repair_money,
                          .odds = self->odds[mode],
                          .is = (uint8_t)from->is,
                          .axis = self->axis[mode],
                          .is_cause = from->is_cause,
                          .intermittent = from->intermittent,
                          .needs_frost = from->needs_frost,
                          .is_grave = self->grave[mode]};
}

static uint16_t question_after(const survey_t* self, const vehicle_fact_t* fact)
{
    for (uint16_t m = 0; fact->ask != NULL && m < self->move_count; m++) {
        const char* const id = self->knowledge->move[self->move[m]].id;
        if (strncmp(id, "ask-", 4) == 0 && strcmp(id + 4, fact->id) == 0) {
            return m;
        }
    }
    return atlas_none;
}

static atlas_fact_t fact_of(const survey_t* self, uint16_t fact)
{
    const vehicle_fact_t* const from = &self->knowledge->fact[fact];
    const uint8_t known = survey_from_car(self, from);
    const bool asked = from->when_count > 0 && known == 0; // of this very car, as a condition
    const bool needed = survey_fact_is_needed(self, fact); // else nobody reads its texts
    atlas_fact_t into = {.id = from->id,
                         .ask = needed ? from->ask : NULL,
                         .text = needed ? from->text : NULL,
                         .kind = asked ? "condition" : from->kind,
                         .p = from->p,
                         .lapses = from->lapses,
                         .from_car = known};
    into.ask_move = question_after(self, from);
    return into;
}

/// First move that shows the same: same strokes, same sense.
static uint8_t twin_of(const survey_t* self, uint16_t move)
{
    const uint16_t sense = self->knowledge->move[self->move[move]].sense;
    for (uint16_t g = 0; sense != vehicle_none && g < self->group_count; g++) {
        const uint16_t* const member = self->grouped + self->group[g].first;
        uint16_t twin = vehicle_none;
        for (uint16_t k = 0; k < self->group[g].count; k++) {
            const bool same = self->knowledge->move[self->move[member[k]]].sense == sense;
            twin = same && twin == vehicle_none ? member[k] : twin;
            if (member[k] == move) {
                return (uint8_t)twin;
            }
        }
    }
    return (uint8_t)move;
}

static const char* reading_text(const survey_t* self, const char* id)
{
    for (uint16_t k = 0; k < self->knowledge->reading_count; k++) {
        if (strcmp(self->knowledge->reading_id[k], id) == 0) {
            return self->knowledge->reading_text[k];
        }
    }
    return NULL;
}

static void fill_costs(const vehicle_move_t* from, atlas_move_t* into)
{
    into->minutes = from->minutes;
    into->wait_minutes = from->wait_minutes;
    into->money = from->money;
    into->damage_p = from->damage_p;
    into->damage_size = from->damage_size;
    into->error = from->error;
    into->cant_tell = from->cant_tell;
}

static void fill_texts(const survey_t* self, uint16_t move, atlas_move_t* into)
{
    const vehicle_move_t* const from = &self->knowledge->move[self->move[move]];
    into->id = from->id;
    into->text = from->text;
    into->watch = from->watch;
    into->never = from->never;
    into->warn = from->warn;
    into->uses = from->uses;
    into->sources = from->sources;
    into->currency = from->currency;
    into->does = (uint8_t)from->does;
    into->phase = from->phase;
    into->reading_count = from->reading_count;
    into->opens_reading =
        from->opens_reading < from->reading_count ? from->opens_reading : (uint8_t)atlas_readings_max;
    into->group = twin_of(self, move);
    for (int k = 0; k < from->reading_count; k++) {
        into->reading_id[k] = from->reading_id[k];
        into->reading_text[k] = reading_text(self, from->reading_id[k]);
    }
}

static atlas_effect_t* copy_effects(const survey_t* self, const vehicle_effect_t* from, uint16_t count)
{
    atlas_effect_t* const into = base_arena_take(self->work, sizeof *into * ((size_t)count + 1U));
    for (uint16_t k = 0; into != NULL && k < count; k++) {
        into[k] = (atlas_effect_t){.reading = from[k].reading, .target = from[k].target};
    }
    return into;
}

static int degrees_of(const survey_t* self, uint16_t mode)
{
    return mode + 1U < self->mode_count && self->grave[mode + 1U] ? 2 : 1;
}

/// Modes that this car cannot have are not mended on it; all degrees of a mode are.
static atlas_effect_t* copy_mends(const survey_t* self, const vehicle_move_t* from, uint16_t* count)
{
    atlas_effect_t* const into =
        base_arena_take(self->work, sizeof *into * (2U * (size_t)from->mend_count + 1U));
    *count = 0;
    for (uint16_t k = 0; into != NULL && k < from->mend_count; k++) {
        const uint16_t mode = self->atlas_mode[from->mends[k].target];
        for (int d = 0; mode != vehicle_none && d < degrees_of(self, mode); d++) {
            const uint16_t target = (uint16_t)(mode + d);
            into[(*count)++] = (atlas_effect_t){.reading = from->mends[k].reading, .target = target};
        }
    }
    return into;
}

static bool fill_move(const survey_t* self, uint16_t move, atlas_draft_move_t* into)
{
    const vehicle_move_t* const from = &self->knowledge->move[self->move[move]];
    fill_texts(self, move, &into->move);
    fill_costs(from, &into->move);
    into->move.asks_fact = strncmp(from->id, "ask-", 4) == 0 && from->give_count > 0 &&
                           strcmp(from->id + 4, self->knowledge->fact[from->gives[0].target].id) == 0;
    into->need = from->needs;
    into->move.need_count = from->need_count;
    into->give = copy_effects(self, from->gives, from->give_count);
    into->move.give_count = from->give_count;
    into->take = copy_effects(self, from->takes, from->take_count);
    into->move.take_count = from->take_count;
    into->mend = copy_mends(self, from, &into->move.mend_count);
    atlas_confusion_t* const confuse =
        base_arena_take(self->work, sizeof *confuse * (from->confuse_count + 1U));
    for (uint16_t k = 0; confuse != NULL && k < from->confuse_count; k++) {
        confuse[k] = (atlas_confusion_t){from->confuse[k].truth, from->confuse[k].report, from->confuse[k].p};
    }
    into->confuse = confuse;
    into->move.confuse_count = from->confuse_count;
    return into->give != NULL && into->take != NULL && into->mend != NULL && confuse != NULL;
}

/// Keeps them sorted by bucket and mode; factors on the same mode multiply. Returns how many there are now.
static uint16_t put_factor(atlas_draft_factor_t one, atlas_draft_factor_t* into, uint16_t count)
{
    uint16_t at = 0;
    while (at < count &&
           (into[at].bucket < one.bucket || (into[at].bucket == one.bucket && into[at].mode < one.mode))) {
        at++;
    }
    if (at < count && into[at].bucket == one.bucket && into[at].mode == one.mode) {
        into[at].factor *= one.factor;
        return count;
    }
    memmove(&into[at + 1], &into[at], sizeof *into * (size_t)(count - at));
    into[at] = one;
    return (uint16_t)(count + 1U);
}

static uint16_t copy_factors(const survey_t* self, const vehicle_circumstance_t* from,
                             atlas_draft_factor_t* into)
{
    uint16_t count = 0;
    for (uint16_t k = 0; k < from->factor_count; k++) {
        const vehicle_factor_t* const factor = &from->factors[k];
        const uint16_t mode = self->atlas_mode[factor->mode];
        for (int d = 0; mode != vehicle_none && d < degrees_of(self, mode); d++) {
            const atlas_draft_factor_t one = {
                .bucket = factor->bucket, .mode = (uint16_t)(mode + d), .factor = factor->factor};
            count = put_factor(one, into, count);
        }
    }
    return count;
}

static bool fill_circumstance(const survey_t* self, uint16_t number, atlas_draft_circumstance_t* into)
{
    const vehicle_circumstance_t* const from = &self->knowledge->circumstance[number];
    atlas_circumstance_t* const circumstance = &into->circumstance;
    circumstance->name = from->name;
    circumstance->ask = from->ask;
    circumstance->bucket_count = from->bucket_count;
    circumstance->numeric = from->numeric;
    for (int k = 0; k < from->bucket_count; k++) {
        circumstance->label[k] = from->label[k] != NULL ? from->label[k] : "";
        circumstance->bound[k] = from->bound[k];
    }
    atlas_draft_factor_t* const factor =
        base_arena_take(self->work, sizeof *factor * (2U * (size_t)from->factor_count + 1U));
    atlas_draft_follow_t* const follow =
        base_arena_take(self->work, sizeof *follow * (from->follow_count + 1U));
    if (factor == NULL || follow == NULL) {
        return false;
    }
    into->factor = factor;
    into->factor_count = copy_factors(self, from, factor);
    for (uint16_t k = 0; k < from->follow_count; k++) {
        follow[k] = (atlas_draft_follow_t){.bucket = from->follows[k].bucket, .fact = from->follows[k].fact};
    }
    into->follow = follow;
    into->follow_count = from->follow_count;
    return true;
}

bool survey_make_draft(survey_t* self, atlas_draft_t* draft, atlas_draft_move_t* moves)
{
    atlas_mode_t* const mode = base_arena_take(self->work, sizeof *mode * (self->mode_count + 1U));
    atlas_fact_t* const fact = base_arena_take(self->work, sizeof *fact * (self->knowledge->fact_count + 1U));
    atlas_draft_circumstance_t* const circumstance =
        base_arena_take(self->work, sizeof *circumstance * (self->knowledge->circumstance_count + 1U));
    bool ok = mode != NULL && fact != NULL && circumstance != NULL;
    for (uint16_t k = 0; ok && k < self->mode_count; k++) {
        mode[k] = mode_of(self, k);
    }
    for (uint16_t k = 0; ok && k < self->knowledge->fact_count; k++) {
        fact[k] = fact_of(self, k);
    }
    for (uint16_t k = 0; ok && k < self->move_count; k++) {
        ok = fill_move(self, k, &moves[k]);
    }
    for (uint16_t k = 0; ok && k < self->knowledge->circumstance_count; k++) {
        ok = fill_circumstance(self, k, &circumstance[k]);
    }
    fill_head(self, &draft->head);
    draft->mode = mode;
    draft->fact = fact;
    draft->move = moves;
    draft->circumstance = circumstance;
    draft->set = self->set;
    return ok;
}
