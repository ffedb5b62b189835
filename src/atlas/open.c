#include "atlas/check.h"
#include "atlas/forbidden.h"
#include "base/crc32.h"
#include "base/utf8.h"
#include <stdio.h>

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
        if (!check_text(self, ref)) {
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
    return counts && check_numbers(numbers, 1, 0.0, 0.999) && check_numbers(numbers + 8, 1, 0.0, 100.0) &&
                   check_numbers(numbers + 16, 1, 0.0, 1.0)
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
