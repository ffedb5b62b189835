#include "atlas/atlas.h"
#include "atlas/layout.h"
#include "base/assert.h"

bool atlas_reads(const atlas_t* self, uint16_t move, uint16_t mode)
{
    BASE_ASSERT(move < self->head.move_count && mode < self->head.mode_count);
    const uint8_t* const bits = layout_bytes(self, layout_reads) + layout_bits(self->head.mode_count) * move;
    return (bits[mode / 8U] >> (mode % 8U) & 1U) != 0U;
}

uint32_t atlas_row_count(const atlas_t* self)
{
    return (uint32_t)layout_count(self, layout_rows, layout_rows_size);
}

void atlas_row_by_number(const atlas_t* self, uint32_t number, uint8_t row[atlas_readings_max])
{
    const uint32_t count = atlas_row_count(self);
    BASE_ASSERT(number < count);
    const uint8_t* at = layout_bytes(self, layout_rows) + number;
    for (int k = 0; k < atlas_readings_max; k++, at += count) {
        row[k] = *at;
    }
}

/// The exceptions of one move in one cell, and what to compare predictions by.
typedef struct {
    const uint8_t* member[atlas_set_max]; ///< columns of the whole section
    const uint8_t* cells;
    const uint8_t* low;
    const uint8_t* high;
    const uint8_t* opens; ///< column of the rows; NULL if no reading opens
    uint32_t first, end;
    uint8_t cell;
} shelf_t;

static shelf_t shelf_of(const atlas_t* self, uint16_t move, uint8_t cell)
{
    const uint8_t* const span = layout_record(self, layout_spans, layout_spans_size, move);
    const uint8_t opens = layout_record(self, layout_moves, layout_moves_size, move)[layout_move_opens_at];
    const size_t total = layout_count(self, layout_entries, layout_entries_size);
    const uint8_t* column = layout_bytes(self, layout_entries);
    shelf_t shelf = {.first = layout_u32(span), .cell = cell};
    shelf.end = shelf.first + layout_u32(span + 4);
    for (int k = 0; k < atlas_set_max; k++, column += total) {
        shelf.member[k] = column;
    }
    shelf.cells = column;
    shelf.low = column + total;
    shelf.high = column + 2 * total;
    if (opens < atlas_readings_max) {
        shelf.opens = layout_bytes(self, layout_rows) + (size_t)opens * atlas_row_count(self);
    }
    return shelf;
}

static int compare(const shelf_t* shelf, uint32_t entry, const uint8_t key[atlas_set_max])
{
    for (int k = 0; k < atlas_set_max; k++) {
        const int difference = (int)shelf->member[k][entry] - (int)key[k];
        if (difference != 0 || key[k] == 0U) {
            return difference;
        }
    }
    return 0;
}

/// Row number that is stored for exactly these members in this cell, or atlas_none.
static uint32_t stored_row(const shelf_t* shelf, const uint8_t key[atlas_set_max])
{
    uint32_t low = shelf->first;
    uint32_t high = shelf->end;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2U;
        const bool before = compare(shelf, middle, key) < 0;
        low = before ? middle + 1U : low;
        high = before ? high : middle;
    }
    for (; low < shelf->end && compare(shelf, low, key) == 0; low++) {
        if ((shelf->cells[low] >> shelf->cell & 1U) != 0U) {
            return shelf->low[low] | (uint32_t)shelf->high[low] << 8;
        }
    }
    return atlas_none;
}

static bool worse(const shelf_t* shelf, uint32_t row, uint32_t than)
{
    const unsigned chance = shelf->opens == NULL ? 0U : shelf->opens[row];
    const unsigned other = shelf->opens == NULL ? 0U : shelf->opens[than];
    return chance < other || (chance == other && row < than);
}

/// Row of the members picked by the bits of `subset`, given the rows of all smaller subsets.
static uint32_t subset_row(const shelf_t* shelf, const uint8_t* member, unsigned subset, const uint32_t* row)
{
    uint8_t key[atlas_set_max] = {0};
    int count = 0;
    uint32_t predicted = atlas_none;
    for (unsigned k = 0; k < (unsigned)atlas_set_max; k++) {
        if ((subset >> k & 1U) == 0U) {
            continue;
        }
        key[count++] = member[k];
        const uint32_t without = row[subset & ~(1U << k)];
        predicted =
            predicted == (uint32_t)atlas_none || worse(shelf, without, predicted) ? without : predicted;
    }
    const uint32_t stored = stored_row(shelf, key);
    return stored == (uint32_t)atlas_none ? predicted : stored;
}

uint32_t atlas_row_number(const atlas_t* self, uint16_t move, uint8_t cell, const uint16_t* modes, int count)
{
    BASE_ASSERT(move < self->head.move_count && cell < atlas_cells);
    uint8_t member[atlas_set_max] = {0};
    unsigned read = 0;
    for (int k = 0; k < count && read < (unsigned)atlas_set_max; k++) {
        if (atlas_reads(self, move, modes[k])) {
            member[read++] = (uint8_t)(modes[k] + 1U);
        }
    }
    uint32_t row[1U << atlas_set_max];
    row[0] = layout_u16(layout_record(self, layout_bases, layout_bases_size, move) + 2 * (size_t)cell);
    if (read == 0) {
        return row[0];
    }
    const shelf_t shelf = shelf_of(self, move, cell);
    for (unsigned subset = 1; subset < 1U << read; subset++) {
        row[subset] = subset_row(&shelf, member, subset, row);
    }
    return row[(1U << read) - 1U];
}

void atlas_row(const atlas_t* self, uint16_t move, uint8_t cell, const uint16_t* modes, int count,
               uint8_t row[atlas_readings_max])
{
    atlas_row_by_number(self, atlas_row_number(self, move, cell, modes, count), row);
}
