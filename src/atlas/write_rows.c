#include "atlas/sort.h"
#include "atlas/writer.h"

static uint32_t row_find(const writer_t* self, const uint8_t* row)
{
    uint32_t low = 0;
    uint32_t high = self->row_count;
    while (low + 1U < high) {
        const uint32_t middle = low + (high - low) / 2U;
        const bool beyond = memcmp(self->row[middle].row, row, sizeof(writer_row_t)) > 0;
        low = beyond ? low : middle;
        high = beyond ? middle : high;
    }
    return low;
}

/// Puts a row into the sorted list unless it is there. O(rows), and there are few.
static bool row_add(writer_t* self, const uint8_t* row, uint32_t capacity)
{
    uint32_t at = self->row_count == 0U ? 0U : row_find(self, row);
    const int order = self->row_count == 0U ? 1 : memcmp(self->row[at].row, row, sizeof(writer_row_t));
    if (order == 0) {
        return true;
    }
    if (self->row_count >= capacity) {
        return false;
    }
    at += self->row_count != 0U && order < 0 ? 1U : 0U;
    memmove(&self->row[at + 1U], &self->row[at], (self->row_count - at) * sizeof(writer_row_t));
    memcpy(self->row[at].row, row, sizeof(writer_row_t));
    self->row_count++;
    return true;
}

bool writer_collect_rows(writer_t* self, const atlas_draft_t* draft, base_arena_t* work)
{
    enum { capacity = 0xffff };
    self->row = base_arena_take(work, ((size_t)capacity + 1U) * sizeof(writer_row_t));
    bool fits = self->row != NULL;
    for (unsigned m = 0; fits && m < draft->head.move_count; m++) {
        for (int cell = 0; fits && cell < atlas_cells; cell++) {
            fits = row_add(self, draft->move[m].base[cell], capacity);
        }
        for (uint32_t k = 0; fits && k < draft->move[m].entry_count; k++) {
            fits = row_add(self, draft->move[m].entry[k].row, capacity);
        }
    }
    return fits;
}

/// Numbers of entries under way to be sorted; the entries stay where they are.
typedef struct {
    uint16_t* order;
    const atlas_entry_t* entry;
} sorting_t;

static int compare_entries(const void* items, size_t a, size_t b)
{
    const sorting_t* const sorting = items;
    const atlas_entry_t* const one = &sorting->entry[sorting->order[a]];
    const atlas_entry_t* const other = &sorting->entry[sorting->order[b]];
    for (int k = 0; k < atlas_set_max; k++) {
        const int x = k < one->count ? one->mode[k] + 1 : 0;
        const int y = k < other->count ? other->mode[k] + 1 : 0;
        if (x != y) {
            return x - y;
        }
    }
    return (int)one->cells - (int)other->cells;
}

static void swap_entries(void* items, size_t a, size_t b)
{
    const sorting_t* const sorting = items;
    const uint16_t held = sorting->order[a];
    sorting->order[a] = sorting->order[b];
    sorting->order[b] = held;
}

bool writer_order_entries(writer_t* self, const atlas_draft_t* draft, base_arena_t* work)
{
    self->order = base_arena_take(work, sizeof(uint16_t*) * ((size_t)draft->head.move_count + 1U));
    for (unsigned m = 0; self->order != NULL && m < draft->head.move_count; m++) {
        const uint32_t count = draft->move[m].entry_count;
        self->order[m] = count > 0xffffU ? NULL : base_arena_take(work, sizeof(uint16_t) * (count + 1U));
        if (self->order[m] == NULL) {
            return false;
        }
        for (uint32_t k = 0; k < count; k++) {
            self->order[m][k] = (uint16_t)k;
        }
        sorting_t sorting = {self->order[m], draft->move[m].entry};
        atlas_sort(&sorting, count, compare_entries, swap_entries);
    }
    return self->order != NULL;
}

void write_sets(writer_t* self, const atlas_draft_t* draft)
{
    for (int column = 0; column < atlas_set_max; column++) {
        for (uint32_t k = 0; k < draft->head.set_count; k++) {
            const atlas_draft_set_t* const set = &draft->set[k];
            writer_u8(self, column < set->count ? set->mode[column] + 1U : 0U);
        }
    }
}

void write_reads(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        for (size_t byte = 0; byte < layout_bits(draft->head.mode_count); byte++) {
            unsigned bits = 0;
            for (size_t k = 0; k < 8 && 8 * byte + k < draft->head.mode_count; k++) {
                bits |= draft->move[m].reads[8 * byte + k] ? 1U << k : 0U;
            }
            writer_u8(self, bits);
        }
    }
}

void write_rows(writer_t* self, const atlas_draft_t* draft)
{
    (void)draft;
    for (int column = 0; column < atlas_readings_max; column++) {
        for (uint32_t k = 0; k < self->row_count; k++) {
            writer_u8(self, self->row[k].row[column]);
        }
    }
}

void write_bases(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        for (int cell = 0; cell < atlas_cells; cell++) {
            writer_u16(self, row_find(self, draft->move[m].base[cell]));
        }
    }
}

void write_spans(writer_t* self, const atlas_draft_t* draft)
{
    uint32_t first = 0;
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        writer_u32(self, first);
        writer_u32(self, draft->move[m].entry_count);
        first += draft->move[m].entry_count;
    }
}

static unsigned entry_byte(const writer_t* self, const atlas_entry_t* entry, int column)
{
    if (column < atlas_set_max) {
        return column < entry->count ? entry->mode[column] + 1U : 0U;
    }
    if (column == atlas_set_max) {
        return entry->cells;
    }
    const uint32_t row = row_find(self, entry->row);
    return column == atlas_set_max + 1 ? row & 0xffU : row >> 8;
}

void write_entries(writer_t* self, const atlas_draft_t* draft)
{
    for (int column = 0; column < layout_entry_bytes; column++) {
        for (unsigned m = 0; m < draft->head.move_count; m++) {
            for (uint32_t k = 0; k < draft->move[m].entry_count; k++) {
                writer_u8(self, entry_byte(self, &draft->move[m].entry[self->order[m][k]], column));
            }
        }
    }
}
