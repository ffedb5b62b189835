#include "atlas/check.h"
#include <math.h>

bool check_text(const atlas_t* self, uint32_t ref)
{
    const uint8_t* const texts = layout_bytes(self, layout_strings);
    return ref < self->section_length[layout_strings] && (ref == 0U || texts[ref - 1U] == 0U);
}

static bool text_or_none(const atlas_t* self, uint32_t ref)
{
    return ref == layout_no_text || check_text(self, ref);
}

static bool texts_ok(const atlas_t* self, const uint8_t* refs, int count)
{
    bool ok = check_text(self, layout_u32(refs)); // the first is an id: never absent
    for (int k = 1; k < count; k++) {
        ok = ok && text_or_none(self, layout_u32(refs + 4 * (size_t)k));
    }
    return ok;
}

bool check_numbers(const uint8_t* at, int count, double low, double high)
{
    for (int k = 0; k < count; k++) {
        const double value = layout_f64(at + 8 * (size_t)k);
        if (!(value >= low && value <= high)) {
            return false;
        }
    }
    return true;
}

const char* check_modes(const atlas_t* self)
{
    for (size_t k = 0; k < self->head.mode_count; k++) {
        const uint8_t* const record = layout_record(self, layout_modes, layout_modes_size, k);
        if (!texts_ok(self, record, 7) || !check_numbers(record + 28, 3, 0.0, 1e9) || record[52] > 2U ||
            record[53] >= self->head.axis_count || record[54] > 15U) {
            return "a mode is out of range";
        }
        const uint8_t* const before = record - layout_modes_size;
        if ((record[54] & 8U) != 0U && (k == 0 || layout_u32(before) != layout_u32(record) ||
                                        before[53] != record[53] || (before[54] & 8U) != 0U)) {
            return "a grave degree has no slight one before it";
        }
    }
    return NULL;
}

const char* check_facts(const atlas_t* self)
{
    for (size_t k = 0; k < self->head.fact_count; k++) {
        const uint8_t* const record = layout_record(self, layout_facts, layout_facts_size, k);
        const uint16_t ask = layout_u16(record + 25);
        if (!texts_ok(self, record, 4) || !check_numbers(record + 16, 1, 0.0, 1.0) || record[24] > 2U ||
            record[27] > 1U || (ask != atlas_none && ask >= self->head.move_count)) {
            return "a fact is out of range";
        }
    }
    return NULL;
}

static bool move_numbers_ok(const uint8_t* record)
{
    return check_numbers(record + 32, 3, 0.0, 1e9) && check_numbers(record + 56, 1, 0.0, 1.0) &&
           check_numbers(record + 64, 1, 0.0, 1e9) && check_numbers(record + 72, 2, 0.0, 1.0);
}

static bool effects_ok(const atlas_t* self, const uint8_t* record)
{
    const uint8_t* const counts = record + layout_move_counts_at;
    size_t at = layout_u32(record + layout_move_effects_at);
    const unsigned limit[] = {self->head.fact_count, self->head.fact_count, self->head.fact_count,
                              self->head.mode_count};
    for (size_t list = 0; list < 4; list++) {
        for (unsigned left = layout_u16(counts + 2 * list); left > 0; left--, at++) {
            if (at >= layout_count(self, layout_effects, layout_effects_size)) {
                return false;
            }
            const uint8_t* const effect = layout_record(self, layout_effects, layout_effects_size, at);
            if ((effect[0] >= record[layout_move_reading_count_at] && effect[0] != atlas_readings_max) ||
                layout_u16(effect + 1) >= limit[list]) {
                return false;
            }
        }
    }
    return true;
}

static bool confusions_ok(const atlas_t* self, const uint8_t* record)
{
    size_t at = layout_u32(record + layout_move_confusions_at);
    for (unsigned left = layout_u16(record + layout_move_counts_at + 8); left > 0; left--, at++) {
        if (at >= layout_count(self, layout_confusions, layout_confusions_size)) {
            return false;
        }
        const uint8_t* const confusion = layout_record(self, layout_confusions, layout_confusions_size, at);
        const uint8_t readings = record[layout_move_reading_count_at];
        if (confusion[0] >= readings || confusion[1] >= readings ||
            !check_numbers(confusion + 2, 1, 0.0, 1.0)) {
            return false;
        }
    }
    return true;
}

static bool readings_ok(const atlas_t* self, const uint8_t* record)
{
    const size_t at = layout_u32(record + layout_move_readings_at);
    const size_t count = record[layout_move_reading_count_at];
    const size_t stored = layout_count(self, layout_readings, layout_readings_size);
    if (count == 0U || count > atlas_readings_max || at > stored || count > stored - at) {
        return false;
    }
    for (size_t k = 0; k < count; k++) {
        if (!texts_ok(self, layout_record(self, layout_readings, layout_readings_size, at + k), 2)) {
            return false;
        }
    }
    const uint8_t opens = record[layout_move_opens_at];
    return opens < count || opens == atlas_readings_max;
}

const char* check_moves(const atlas_t* self)
{
    for (size_t k = 0; k < self->head.move_count; k++) {
        const uint8_t* const record = layout_record(self, layout_moves, layout_moves_size, k);
        if (!texts_ok(self, record, 8) || !move_numbers_ok(record) || !readings_ok(self, record) ||
            record[88] > 8U || record[89] > 7U || record[93] > 1U) {
            return "a move is out of range";
        }
        if (!effects_ok(self, record) || !confusions_ok(self, record)) {
            return "a move points outside of the atlas";
        }
    }
    return NULL;
}

static bool factors_ok(const atlas_t* self, const uint8_t* record)
{
    const size_t at = layout_u32(record + 14);
    const size_t count = layout_u16(record + 18);
    const size_t stored = layout_count(self, layout_factors, layout_factors_size);
    long before = -1;
    bool ok = at <= stored && count <= stored - at;
    for (size_t k = 0; ok && k < count; k++) {
        const uint8_t* const factor = layout_record(self, layout_factors, layout_factors_size, at + k);
        const long key = (long)factor[0] << 16 | layout_u16(factor + 1);
        ok = factor[0] < record[8] && layout_u16(factor + 1) < self->head.mode_count && key > before &&
             check_numbers(factor + 3, 1, 0.0, 1e9);
        before = key;
    }
    return ok;
}

static bool follows_ok(const atlas_t* self, const uint8_t* record)
{
    const size_t at = layout_u32(record + 20);
    const size_t count = layout_u16(record + 24);
    const size_t stored = layout_count(self, layout_follows, layout_follows_size);
    bool ok = at <= stored && count <= stored - at;
    for (size_t k = 0; ok && k < count; k++) {
        const uint8_t* const follow = layout_record(self, layout_follows, layout_follows_size, at + k);
        ok = follow[0] < record[8] && layout_u16(follow + 1) < self->head.fact_count;
    }
    return ok;
}

static bool labels_ok(const atlas_t* self, const uint8_t* record)
{
    const size_t at = layout_u32(record + 10);
    const size_t stored = layout_count(self, layout_labels, layout_labels_size);
    bool ok = record[8] <= atlas_buckets_max && at <= stored && record[8] <= stored - at && record[9] <= 1U;
    for (size_t k = 0; ok && k < record[8]; k++) {
        const uint8_t* const label = layout_record(self, layout_labels, layout_labels_size, at + k);
        ok = check_text(self, layout_u32(label)) && check_numbers(label + 4, 1, -1e9, HUGE_VAL);
    }
    return ok;
}

const char* check_circumstances(const atlas_t* self)
{
    for (size_t k = 0; k < self->head.circumstance_count; k++) {
        const uint8_t* const record = layout_record(self, layout_circumstances, layout_circumstances_size, k);
        if (!texts_ok(self, record, 2) || !labels_ok(self, record) || !factors_ok(self, record) ||
            !follows_ok(self, record)) {
            return "a circumstance is out of range";
        }
    }
    return NULL;
}
