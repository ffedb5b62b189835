#include "atlas/check.h"

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

const char* check_sets(const atlas_t* self)
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

const char* check_rows(const atlas_t* self)
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

const char* check_bases(const atlas_t* self)
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

const char* check_entries(const atlas_t* self)
{
    const size_t total = layout_count(self, layout_entries, layout_entries_size);
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
