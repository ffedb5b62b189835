#include "atlas/atlas.h"
#include "atlas/layout.h"
#include "base/assert.h"

static const char* text_at(const atlas_t* self, uint32_t ref)
{
    // Opening has checked that the offset is the start of a terminated text.
    return ref == layout_no_text ? NULL : (const char*)layout_bytes(self, layout_strings) + ref;
}

static const char* next_text(const atlas_t* self, layout_cursor_t* cursor)
{
    return text_at(self, layout_next_u32(cursor));
}

atlas_mode_t atlas_mode(const atlas_t* self, uint16_t index)
{
    BASE_ASSERT(index < self->head.mode_count);
    layout_cursor_t cursor = {layout_record(self, layout_modes, layout_modes_size, index)};
    atlas_mode_t mode = {0};
    mode.id = next_text(self, &cursor);
    mode.name = next_text(self, &cursor);
    mode.why = next_text(self, &cursor);
    mode.repair_text = next_text(self, &cursor);
    mode.repair_who = next_text(self, &cursor);
    mode.repair_currency = next_text(self, &cursor);
    mode.sources = next_text(self, &cursor);
    mode.repair_minutes = layout_next_f64(&cursor);
    mode.repair_money = layout_next_f64(&cursor);
    mode.odds = layout_next_f64(&cursor);
    mode.is = layout_next_u8(&cursor);
    mode.axis = layout_next_u8(&cursor);
    const uint8_t flags = layout_next_u8(&cursor);
    mode.is_cause = (flags & 1U) != 0U;
    mode.intermittent = (flags & 2U) != 0U;
    mode.needs_frost = (flags & 4U) != 0U;
    mode.is_grave = (flags & 8U) != 0U;
    return mode;
}

atlas_fact_t atlas_fact(const atlas_t* self, uint16_t index)
{
    BASE_ASSERT(index < self->head.fact_count);
    layout_cursor_t cursor = {layout_record(self, layout_facts, layout_facts_size, index)};
    atlas_fact_t fact = {0};
    fact.id = next_text(self, &cursor);
    fact.ask = next_text(self, &cursor);
    fact.text = next_text(self, &cursor);
    fact.kind = next_text(self, &cursor);
    fact.p = layout_next_f64(&cursor);
    fact.from_car = layout_next_u8(&cursor);
    fact.ask_move = layout_next_u16(&cursor);
    fact.lapses = layout_next_u8(&cursor) != 0U;
    return fact;
}

static void read_readings(const atlas_t* self, uint32_t first, atlas_move_t* move)
{
    layout_cursor_t cursor = {layout_record(self, layout_readings, layout_readings_size, first)};
    for (int k = 0; k < move->reading_count; k++) {
        move->reading_id[k] = next_text(self, &cursor);
        move->reading_text[k] = next_text(self, &cursor);
    }
}

static void read_costs(layout_cursor_t* cursor, atlas_move_t* move)
{
    move->minutes = layout_next_f64(cursor);
    move->wait_minutes = layout_next_f64(cursor);
    move->money = layout_next_f64(cursor);
    move->damage_p = layout_next_f64(cursor);
    move->damage_size = layout_next_f64(cursor);
    move->error = layout_next_f64(cursor);
    move->cant_tell = layout_next_f64(cursor);
}

atlas_move_t atlas_move(const atlas_t* self, uint16_t index)
{
    BASE_ASSERT(index < self->head.move_count);
    const uint8_t* const record = layout_record(self, layout_moves, layout_moves_size, index);
    layout_cursor_t cursor = {record};
    atlas_move_t move = {0};
    move.id = next_text(self, &cursor);
    move.text = next_text(self, &cursor);
    move.watch = next_text(self, &cursor);
    move.never = next_text(self, &cursor);
    move.warn = next_text(self, &cursor);
    move.uses = next_text(self, &cursor);
    move.sources = next_text(self, &cursor);
    move.currency = next_text(self, &cursor);
    read_costs(&cursor, &move);
    move.does = layout_next_u8(&cursor);
    move.phase = layout_next_u8(&cursor);
    move.reading_count = layout_next_u8(&cursor);
    move.opens_reading = layout_next_u8(&cursor);
    move.group = layout_next_u8(&cursor);
    move.asks_fact = layout_next_u8(&cursor) != 0U;
    move.need_count = layout_next_u16(&cursor);
    move.give_count = layout_next_u16(&cursor);
    move.take_count = layout_next_u16(&cursor);
    move.mend_count = layout_next_u16(&cursor);
    move.confuse_count = layout_next_u16(&cursor);
    read_readings(self, layout_u32(record + layout_move_readings_at), &move);
    return move;
}

/// Offset of the labels, factors and follows in a circumstance's record; its counts lie beside them.
enum { labels_at = 10, factors_at = 14, factor_count_at = 18, follows_at = 20, follow_count_at = 24 };

atlas_circumstance_t atlas_circumstance(const atlas_t* self, uint16_t index)
{
    BASE_ASSERT(index < self->head.circumstance_count);
    const uint8_t* const record = layout_record(self, layout_circumstances, layout_circumstances_size, index);
    layout_cursor_t cursor = {record};
    atlas_circumstance_t circumstance = {0};
    circumstance.name = next_text(self, &cursor);
    circumstance.ask = next_text(self, &cursor);
    circumstance.bucket_count = layout_next_u8(&cursor);
    circumstance.numeric = layout_next_u8(&cursor) != 0U;
    cursor.at = layout_record(self, layout_labels, layout_labels_size, layout_u32(record + labels_at));
    for (int k = 0; k < circumstance.bucket_count; k++) {
        circumstance.label[k] = next_text(self, &cursor);
        circumstance.bound[k] = layout_next_f64(&cursor);
    }
    return circumstance;
}

/// Number k of the list of effects that starts `skip` after the first of the move.
static atlas_effect_t effect_at(const atlas_t* self, uint16_t move, int list, uint16_t k)
{
    BASE_ASSERT(move < self->head.move_count);
    const uint8_t* const record = layout_record(self, layout_moves, layout_moves_size, move);
    const uint8_t* const counts = record + layout_move_counts_at;
    size_t at = layout_u32(record + layout_move_effects_at);
    for (int before = 0; before < list; before++) {
        at += layout_u16(counts + (size_t)2 * (size_t)before);
    }
    BASE_ASSERT(k < layout_u16(counts + (size_t)2 * (size_t)list));
    const uint8_t* const effect = layout_record(self, layout_effects, layout_effects_size, at + k);
    return (atlas_effect_t){.reading = effect[0], .target = layout_u16(effect + 1)};
}

uint16_t atlas_need(const atlas_t* self, uint16_t move, uint16_t k)
{
    return effect_at(self, move, 0, k).target;
}

atlas_effect_t atlas_give(const atlas_t* self, uint16_t move, uint16_t k)
{
    return effect_at(self, move, 1, k);
}

atlas_effect_t atlas_take(const atlas_t* self, uint16_t move, uint16_t k)
{
    return effect_at(self, move, 2, k);
}

atlas_effect_t atlas_mend(const atlas_t* self, uint16_t move, uint16_t k)
{
    return effect_at(self, move, 3, k);
}

double atlas_confuse(const atlas_t* self, uint16_t move, uint16_t k, uint8_t* truth, uint8_t* report)
{
    BASE_ASSERT(move < self->head.move_count);
    const uint8_t* const record = layout_record(self, layout_moves, layout_moves_size, move);
    BASE_ASSERT(k < layout_u16(record + layout_move_counts_at + 8));
    const size_t at = layout_u32(record + layout_move_confusions_at) + (size_t)k;
    const uint8_t* const confusion = layout_record(self, layout_confusions, layout_confusions_size, at);
    *truth = confusion[0];
    *report = confusion[1];
    return layout_f64(confusion + 2);
}

double atlas_factor(const atlas_t* self, uint16_t circumstance, uint8_t bucket, uint16_t mode)
{
    BASE_ASSERT(circumstance < self->head.circumstance_count);
    const uint8_t* const record =
        layout_record(self, layout_circumstances, layout_circumstances_size, circumstance);
    const uint8_t* const first =
        layout_record(self, layout_factors, layout_factors_size, layout_u32(record + factors_at));
    size_t low = 0;
    size_t high = layout_u16(record + factor_count_at);
    const unsigned wanted = (unsigned)bucket << 16 | mode;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const uint8_t* const factor = first + layout_factors_size * middle;
        const unsigned found = (unsigned)factor[0] << 16 | layout_u16(factor + 1);
        if (found == wanted) {
            return layout_f64(factor + 3);
        }
        low = found < wanted ? middle + 1 : low;
        high = found < wanted ? high : middle;
    }
    return 1.0;
}

uint16_t atlas_follows(const atlas_t* self, uint16_t circumstance, uint8_t bucket, uint16_t k)
{
    BASE_ASSERT(circumstance < self->head.circumstance_count);
    const uint8_t* const record =
        layout_record(self, layout_circumstances, layout_circumstances_size, circumstance);
    const uint8_t* follow =
        layout_record(self, layout_follows, layout_follows_size, layout_u32(record + follows_at));
    for (uint16_t left = layout_u16(record + follow_count_at); left > 0; left--, follow += 3) {
        if (follow[0] == bucket && k-- == 0) {
            return layout_u16(follow + 1);
        }
    }
    return atlas_none;
}

int atlas_set(const atlas_t* self, uint32_t set, uint16_t modes[atlas_set_max])
{
    BASE_ASSERT(set < self->head.set_count);
    const uint8_t* at = layout_bytes(self, layout_sets) + set;
    int count = 0;
    while (count < atlas_set_max && *at != 0U) {
        modes[count++] = (uint16_t)(*at - 1U);
        at += self->head.set_count;
    }
    return count;
}

/// First text of a record is its id; all searches run over that.
static uint16_t find(const atlas_t* self, int section, size_t size, uint16_t count, const char* id)
{
    for (uint16_t k = 0; k < count; k++) {
        const char* const found = text_at(self, layout_u32(layout_record(self, section, size, k)));
        if (found != NULL && strcmp(found, id) == 0) {
            return k;
        }
    }
    return atlas_none;
}

uint16_t atlas_find_move(const atlas_t* self, const char* id)
{
    return find(self, layout_moves, layout_moves_size, self->head.move_count, id);
}

uint16_t atlas_find_mode(const atlas_t* self, const char* id)
{
    return find(self, layout_modes, layout_modes_size, self->head.mode_count, id);
}

uint16_t atlas_find_fact(const atlas_t* self, const char* id)
{
    return find(self, layout_facts, layout_facts_size, self->head.fact_count, id);
}

uint16_t atlas_find_circumstance(const atlas_t* self, const char* name)
{
    return find(self, layout_circumstances, layout_circumstances_size, self->head.circumstance_count, name);
}
