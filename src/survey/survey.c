#include "survey/survey.h"
#include "survey/inner.h"
#include <stdio.h>

survey_options_t survey_default_options(void)
{
    return (survey_options_t){.draws_first = 5,
                              .draws_most = 24,
                              .sets_most = 7500,
                              .left_out = 0.005,
                              .larger_least = 1e-4,
                              .check_share = 0.0,
                              .seed = 1};
}

static bool fail(survey_t* self, const char* reason)
{
    (void)snprintf(self->report->reason, sizeof self->report->reason, "survey of %s: %s", self->car->id,
                   reason);
    return false;
}

static bool gather(survey_t* self)
{
    survey_find_modes(self);
    if (!survey_find_moves(self) || !survey_make_car(self) || !survey_find_reads(self)) {
        return fail(self, "no room to work");
    }
    return (survey_run_singles(self) && survey_find_degrees(self) && survey_find_reads(self) &&
            survey_list_sets(self) && survey_run_sets(self)) ||
           fail(self, "a car with these modes cannot be built, or no room for its rows");
}

static bool write(survey_t* self, atlas_bytes_t* out)
{
    atlas_draft_t draft = {.mode = NULL};
    atlas_draft_move_t* const moves = base_arena_take(self->work, sizeof *moves * (self->move_count + 1U));
    if (moves == NULL || !survey_find_entries(self, moves) || !survey_make_draft(self, &draft, moves)) {
        return fail(self, "no room for the atlas");
    }
    const atlas_reason_t reason = {self->report->reason, sizeof self->report->reason};
    if (!atlas_write(&draft, self->work, out, reason)) {
        return false;
    }
    atlas_t atlas;
    const bool opened = atlas_open(&atlas, out->bytes, out->length, reason.text, reason.capacity);
    self->report->rows = opened ? atlas_row_count(&atlas) : 0U;
    return opened;
}

bool survey_build(const vehicle_knowledge_t* knowledge, const vehicle_t* car, const survey_options_t* options,
                  base_arena_t* work, atlas_bytes_t* out, survey_report_t* report)
{
    const size_t mark = work->used;
    *report = (survey_report_t){.runs = 0};
    out->length = 0;
    survey_t* const self = base_arena_take(work, sizeof *self);
    if (self == NULL) {
        (void)snprintf(report->reason, sizeof report->reason, "survey: no room to work");
        return false;
    }
    survey_options_t bounded = *options;
    bounded.draws_most =
        bounded.draws_most < survey_draws_most ? bounded.draws_most : (uint16_t)survey_draws_most;
    bounded.draws_most = bounded.draws_most > 0U ? bounded.draws_most : 1U;
    bounded.draws_first = bounded.draws_first < bounded.draws_most ? bounded.draws_first : bounded.draws_most;
    *self =
        (survey_t){.knowledge = knowledge, .car = car, .options = &bounded, .work = work, .report = report};
    const bool done = gather(self) && (survey_check_skipped(self) || fail(self, "a car cannot be built")) &&
                      write(self, out);
    work->used = mark;
    return done;
}
