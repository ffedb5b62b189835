#include "atlas/atlas.h"
#include "atlas/forbidden.h"
#include "atlas/layout.h"
#include "base/crc32.h"
#include "base/utf8.h"
#include <math.h>
#include <stdio.h>

// Every check says what is wrong with the file; the first that fails is reported. Later checks rely on
// earlier ones.

typedef const char* (*check_t)(const atlas_t* self);

static const char* check_opening(const atlas_t* self)
{
    if (self->length < (size_t)layout_begin || memcmp(self->bytes, layout_magic, sizeof layout_magic) != 0) {
        return "not an atlas";
    }
    if (layout_u16(self->bytes + layout_version_at) != atlas_version) {
        return "written for another version of the program";
    }
    if (layout_u16(self->bytes + layout_sections_at) != layout_section_count ||
        layout_u32(self->bytes + layout_length_at) != self->length) {
        return "cut short or continued";
    }
    uint32_t crc = base_crc32(0, self->bytes, layout_crc_at);
    crc = base_crc32(crc, self->bytes + layout_table_at, self->length - layout_table_at);
    return crc == layout_u32(self->bytes + layout_crc_at) ? NULL : "damaged: its checksum does not fit";
}

static const char* read_table(atlas_t* self)
{
    size_t end = layout_begin;
    for (int k = 0; k < layout_section_count; k++) {
        const uint8_t* const entry = self->bytes + layout_table_at + 8 * (size_t)k;
        self->section_at[k] = layout_u32(entry);
        self->section_length[k] = layout_u32(entry + 4);
        if (self->section_at[k] != end || self->section_length[k] > self->length - end) {
            return "a section lies outside of it";
        }
        end += self->section_length[k];
    }
    return end == self->length ? NULL : "bytes that belong to no section";
}

static bool text_ok(const atlas_t* self, uint32_t ref)
{
    const uint8_t* const texts = layout_bytes(self, layout_strings);
    return ref < self->section_length[layout_strings] && (ref == 0U || texts[ref - 1U] == 0U);
}

static bool text_or_none(const atlas_t* self, uint32_t ref)
{
    return ref == layout_no_text || text_ok(self, ref);
}

static bool texts_ok(const atlas_t* self, const uint8_t* refs, int count)
{
    bool ok = text_ok(self, layout_u32(refs)); // the first is an id: never absent
    for (int k = 1; k < count; k++) {
        ok = ok && text_or_none(self, layout_u32(refs + 4 * (size_t)k));
    }
    return ok;
}

/// True if `count` doubles are numbers between the limits.
static bool numbers_ok(const uint8_t* at, int count, double low, double high)
{
    for (int k = 0; k < count; k++) {
        const double value = layout_f64(at + 8 * (size_t)k);
        if (!(value >= low && value <= high)) {
            return false;
        }
    }
    return true;
}

static size_t records(const atlas_t* self, int section, size_t size)
{
    return self->section_length[section] / size;
}

static const char* check_strings(const atlas_t* self)
{
    const uint8_t* const text = layout_bytes(self, layout_strings);
    const size_t length = self->section_length[layout_strings];
    if (length == 0U || text[length - 1U] != 0U) {
        return "a text has no end";
    }
    return base_utf8_is((const char*)text, length) ? NULL : "a text is not UTF-8";
}

static const char* read_head(atlas_t* self)
{
    if (self->section_length[layout_head] != layout_head_size) {
        return "its head is not whole";
    }
    layout_cursor_t cursor = {layout_bytes(self, layout_head)};
    const char** const texts[] = {&self->head.id,       &self->head.name,       &self->head.body,
                                  &self->head.word_lid, &self->head.word_space, &self->head.market};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        const uint32_t ref = layout_next_u32(&cursor);
        if (!text_ok(self, ref)) {
            return "its head names a text that is not there";
        }
        *texts[k] = (const char*)layout_bytes(self, layout_strings) + ref;
    }
    self->head.nothing_wrong = layout_next_f64(&cursor);
    self->head.coexistence = layout_next_f64(&cursor);
    self->head.left_out = layout_next_f64(&cursor);
    self->head.mode_count = layout_next_u16(&cursor);
    self->head.fact_count = layout_next_u16(&cursor);
    self->head.move_count = layout_next_u16(&cursor);
    self->head.circumstance_count = layout_next_u16(&cursor);
    self->head.axis_count = layout_next_u16(&cursor);
    self->head.set_count = layout_next_u32(&cursor);
    return NULL;
}

static const char* check_head(const atlas_t* self)
{
    const atlas_head_t* const head = &self->head;
    const bool counts = head->mode_count <= atlas_modes_max && head->fact_count <= atlas_facts_max &&
                        head->move_count <= atlas_moves_max && head->axis_count <= head->mode_count &&
                        head->circumstance_count <= atlas_circumstances_max && head->set_count >= 1U;
    const uint8_t* const numbers = layout_bytes(self, layout_head) + 24;
    return counts && numbers_ok(numbers, 1, 0.0, 0.999) && numbers_ok(numbers + 8, 1, 0.0, 100.0) &&
                   numbers_ok(numbers + 16, 1, 0.0, 1.0)
               ? NULL
               : "a number in its head is out of range";
}

/// Every section is as long as the counts say; sections that only others count are whole records.
static const char* check_lengths(const atlas_t* self)
{
    const atlas_head_t* const head = &self->head;
    const struct {
        int section;
        uint64_t length;
    } counted[] = {
        {layout_modes, (uint64_t)layout_modes_size * head->mode_count},
        {layout_facts, (uint64_t)layout_facts_size * head->fact_count},
        {layout_moves, (uint64_t)layout_moves_size * head->move_count},
        {layout_circumstances, (uint64_t)layout_circumstances_size * head->circumstance_count},
        {layout_sets, (uint64_t)layout_sets_size * head->set_count},
        {layout_reads, (uint64_t)layout_bits(head->mode_count) * head->move_count},
        {layout_bases, (uint64_t)layout_bases_size * head->move_count},
        {layout_spans, (uint64_t)layout_spans_size * head->move_count},
    };
    const struct {
        int section;
        uint32_t size;
    } whole[] = {
        {layout_effects, layout_effects_size},   {layout_confusions, layout_confusions_size},
        {layout_readings, layout_readings_size}, {layout_labels, layout_labels_size},
        {layout_factors, layout_factors_size},   {layout_follows, layout_follows_size},
        {layout_rows, layout_rows_size},         {layout_entries, layout_entries_size},
    };
    bool ok = true;
    for (size_t k = 0; k < sizeof counted / sizeof counted[0]; k++) {
        ok = ok && self->section_length[counted[k].section] == counted[k].length;
    }
    for (size_t k = 0; k < sizeof whole / sizeof whole[0]; k++) {
        ok = ok && self->section_length[whole[k].section] % whole[k].size == 0U;
    }
    return ok ? NULL : "a section has the wrong length";
}

static const char* check_modes(const atlas_t* self)
{
    for (size_t k = 0; k < self->head.mode_count; k++) {
        const uint8_t* const record = layout_record(self, layout_modes, layout_modes_size, k);
        if (!texts_ok(self, record, 7) || !numbers_ok(record + 28, 3, 0.0, 1e9) || record[52] > 2U ||
            record[53] >= self->head.axis_count || record[54] > 7U) {
            return "a mode is out of range";
        }
    }
    return NULL;
}

static const char* check_facts(const atlas_t* self)
{
    for (size_t k = 0; k < self->head.fact_count; k++) {
        const uint8_t* const record = layout_record(self, layout_facts, layout_facts_size, k);
        const uint16_t ask = layout_u16(record + 25);
        if (!texts_ok(self, record, 4) || !numbers_ok(record + 16, 1, 0.0, 1.0) || record[24] > 2U ||
            record[27] > 1U || (ask != atlas_none && ask >= self->head.move_count)) {
            return "a fact is out of range";
        }
    }
    return NULL;
}

static bool move_numbers_ok(const uint8_t* record)
{
    return numbers_ok(record + 32, 3, 0.0, 1e9) && numbers_ok(record + 56, 1, 0.0, 1.0) &&
           numbers_ok(record + 64, 1, 0.0, 1e9) && numbers_ok(record + 72, 2, 0.0, 1.0);
}

static bool effects_ok(const atlas_t* self, const uint8_t* record)
{
    const uint8_t* const counts = record + layout_move_counts_at;
    size_t at = layout_u32(record + layout_move_effects_at);
    const unsigned limit[] = {self->head.fact_count, self->head.fact_count, self->head.fact_count,
                              self->head.mode_count};
    for (size_t list = 0; list < 4; list++) {
        for (unsigned left = layout_u16(counts + 2 * list); left > 0; left--, at++) {
            if (at >= records(self, layout_effects, layout_effects_size)) {
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
        if (at >= records(self, layout_confusions, layout_confusions_size)) {
            return false;
        }
        const uint8_t* const confusion = layout_record(self, layout_confusions, layout_confusions_size, at);
        const uint8_t readings = record[layout_move_reading_count_at];
        if (confusion[0] >= readings || confusion[1] >= readings || !numbers_ok(confusion + 2, 1, 0.0, 1.0)) {
            return false;
        }
    }
    return true;
}

static bool readings_ok(const atlas_t* self, const uint8_t* record)
{
    const size_t at = layout_u32(record + layout_move_readings_at);
    const size_t count = record[layout_move_reading_count_at];
    const size_t stored = records(self, layout_readings, layout_readings_size);
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

static const char* check_moves(const atlas_t* self)
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
    const size_t stored = records(self, layout_factors, layout_factors_size);
    long before = -1;
    bool ok = at <= stored && count <= stored - at;
    for (size_t k = 0; ok && k < count; k++) {
        const uint8_t* const factor = layout_record(self, layout_factors, layout_factors_size, at + k);
        const long key = (long)factor[0] << 16 | layout_u16(factor + 1);
        ok = factor[0] < record[8] && layout_u16(factor + 1) < self->head.mode_count && key > before &&
             numbers_ok(factor + 3, 1, 0.0, 1e9);
        before = key;
    }
    return ok;
}

static bool follows_ok(const atlas_t* self, const uint8_t* record)
{
    const size_t at = layout_u32(record + 20);
    const size_t count = layout_u16(record + 24);
    const size_t stored = records(self, layout_follows, layout_follows_size);
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
    const size_t stored = records(self, layout_labels, layout_labels_size);
    bool ok = record[8] <= atlas_buckets_max && at <= stored && record[8] <= stored - at && record[9] <= 1U;
    for (size_t k = 0; ok && k < record[8]; k++) {
        const uint8_t* const label = layout_record(self, layout_labels, layout_labels_size, at + k);
        ok = text_ok(self, layout_u32(label)) && numbers_ok(label + 4, 1, -1e9, HUGE_VAL);
    }
    return ok;
}

static const char* check_circumstances(const atlas_t* self)
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

static uint8_t axis_of(const atlas_t* self, unsigned mode)
{
    return layout_record(self, layout_modes, layout_modes_size, mode)[53];
}

/// Members of column-wise sets (each plus one, 0: none): in range, rising, of different axes, no gap. -1 if
/// not so.
static int members(const atlas_t* self, const uint8_t* first, size_t stride, uint8_t member[atlas_set_max])
{
    int count = 0;
    for (size_t k = 0; k < (size_t)atlas_set_max; k++) {
        member[k] = first[k * stride];
        if (member[k] == 0U) {
            continue;
        }
        if (member[k] > self->head.mode_count || count != (int)k || (k > 0 && member[k] <= member[k - 1])) {
            return -1;
        }
        for (size_t other = 0; other < k; other++) {
            if (axis_of(self, member[other] - 1U) == axis_of(self, member[k] - 1U)) {
                return -1;
            }
        }
        count++;
    }
    return count;
}

static const char* check_sets(const atlas_t* self)
{
    const uint8_t* const first = layout_bytes(self, layout_sets);
    uint8_t before[atlas_set_max] = {0};
    int size_before = 0;
    for (uint32_t k = 0; k < self->head.set_count; k++) {
        uint8_t member[atlas_set_max];
        const int size = members(self, first + k, self->head.set_count, member);
        const bool rises =
            size > size_before || (size == size_before && memcmp(member, before, sizeof member) > 0);
        if (size < 0 || (k == 0 ? size != 0 : !rises)) {
            return "a set of modes is not as it must be";
        }
        memcpy(before, member, sizeof before);
        size_before = size;
    }
    return NULL;
}

static const char* check_rows(const atlas_t* self)
{
    uint8_t before[atlas_readings_max] = {0};
    for (uint32_t k = 0; k < atlas_row_count(self); k++) {
        uint8_t row[atlas_readings_max];
        atlas_row_by_number(self, k, row);
        int sum = 0;
        for (int r = 0; r < atlas_readings_max; r++) {
            sum += row[r];
        }
        if (sum != atlas_scale || memcmp(row, before, sizeof row) <= 0) {
            return "a row is not a distribution, or out of order";
        }
        memcpy(before, row, sizeof before);
    }
    return atlas_row_count(self) < (uint32_t)atlas_none ? NULL : "too many rows";
}

/// The row exists and says nothing about readings that the move does not have.
static bool row_fits(const atlas_t* self, size_t move, uint32_t number)
{
    if (number >= atlas_row_count(self)) {
        return false;
    }
    uint8_t row[atlas_readings_max];
    atlas_row_by_number(self, number, row);
    const uint8_t count =
        layout_record(self, layout_moves, layout_moves_size, move)[layout_move_reading_count_at];
    int beyond = 0;
    for (int r = count; r < atlas_readings_max; r++) {
        beyond += row[r];
    }
    return beyond == 0;
}

static const char* check_bases(const atlas_t* self)
{
    for (size_t m = 0; m < self->head.move_count; m++) {
        const uint8_t* const base = layout_record(self, layout_bases, layout_bases_size, m);
        for (size_t cell = 0; cell < atlas_cells; cell++) {
            if (!row_fits(self, m, layout_u16(base + 2 * cell))) {
                return "a move has no row for a sound car";
            }
        }
    }
    return NULL;
}

static bool entry_ok(const atlas_t* self, size_t move, const uint8_t* first, size_t total, uint8_t before[8])
{
    uint8_t key[8] = {0};
    if (members(self, first, total, key) < 1) {
        return false;
    }
    const uint8_t cells = first[atlas_set_max * total];
    const uint32_t row = first[(atlas_set_max + 1) * total] | (uint32_t)first[(atlas_set_max + 2) * total]
                                                                  << 8;
    const int order = memcmp(before, key, atlas_set_max);
    bool ok = order < 0 || (order == 0 && (before[6] & cells) == 0U && before[7] < cells);
    for (size_t k = 0; k < (size_t)atlas_set_max && key[k] != 0U; k++) {
        ok = ok && atlas_reads(self, (uint16_t)move, (uint16_t)(key[k] - 1U));
    }
    key[6] = (uint8_t)(order == 0 ? before[6] | cells : cells);
    key[7] = cells;
    memcpy(before, key, sizeof key);
    return ok && cells != 0U && cells <= layout_all_cells && row_fits(self, move, row);
}

static const char* check_entries(const atlas_t* self)
{
    const size_t total = records(self, layout_entries, layout_entries_size);
    size_t next = 0;
    for (size_t m = 0; m < self->head.move_count; m++) {
        const uint8_t* const span = layout_record(self, layout_spans, layout_spans_size, m);
        const size_t count = layout_u32(span + 4);
        if (layout_u32(span) != next || count > total - next) {
            return "the rows of a move are not where they should be";
        }
        uint8_t before[8] = {0}; // key, cells seen with it, cells of the last
        for (size_t k = next; k < next + count; k++) {
            if (!entry_ok(self, m, layout_bytes(self, layout_entries) + k, total, before)) {
                return "a stored row is not as it must be";
            }
        }
        next += count;
    }
    return next == total ? NULL : "rows that belong to no move";
}

static const check_t checks[] = {
    check_lengths, check_modes, check_facts, check_moves,   check_circumstances,
    check_sets,    check_rows,  check_bases, check_entries,
};

static bool refuse(char* error, size_t capacity, const char* reason)
{
    (void)snprintf(error, capacity, "atlas: %s", reason);
    return false;
}

static bool only_allowed_moves(const atlas_t* self, char* error, size_t capacity)
{
    for (uint16_t k = 0; k < self->head.move_count; k++) {
        const atlas_move_t move = atlas_move(self, k);
        const base_forbidden_t* const found = atlas_forbidden_in(&move);
        if (found != NULL) {
            (void)snprintf(error, capacity, "atlas: move %s proposes what %s forbids: %s", move.id,
                           found->item, found->phrase);
            return false;
        }
    }
    return true;
}

/// What a condition or a repair says is read by people as well.
static bool only_allowed_texts(const atlas_t* self, char* error, size_t capacity)
{
    const base_forbidden_t* found = NULL;
    const char* id = NULL;
    for (uint16_t k = 0; found == NULL && k < self->head.fact_count; k++) {
        const atlas_fact_t fact = atlas_fact(self, k);
        id = fact.id;
        found = base_forbidden_advised(fact.text);
    }
    for (uint16_t k = 0; found == NULL && k < self->head.mode_count; k++) {
        const atlas_mode_t mode = atlas_mode(self, k);
        id = mode.id;
        found = base_forbidden_advised(mode.repair_text);
    }
    if (found != NULL) {
        (void)snprintf(error, capacity, "atlas: the text of %s advises what %s forbids: %s", id, found->item,
                       found->phrase);
    }
    return found == NULL;
}

bool atlas_open(atlas_t* self, const uint8_t* bytes, size_t length, char* error, size_t error_capacity)
{
    *self = (atlas_t){.bytes = bytes, .length = length};
    const char* reason = bytes == NULL ? "not there" : check_opening(self);
    reason = reason == NULL ? read_table(self) : reason;
    reason = reason == NULL ? check_strings(self) : reason;
    reason = reason == NULL ? read_head(self) : reason;
    reason = reason == NULL ? check_head(self) : reason;
    for (size_t k = 0; reason == NULL && k < sizeof checks / sizeof checks[0]; k++) {
        reason = checks[k](self);
    }
    if (reason != NULL) {
        return refuse(error, error_capacity, reason);
    }
    return only_allowed_moves(self, error, error_capacity) && only_allowed_texts(self, error, error_capacity);
}
