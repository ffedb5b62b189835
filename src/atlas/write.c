#include "atlas/write.h"
#include "atlas/layout.h"
#include "base/crc32.h"
#include <stdio.h>

typedef struct {
    char* text;
    size_t used;
    uint32_t* bucket; ///< open addressing; offset plus one
    size_t count;
    bool full;
} pool_t;

enum { pool_bytes = 1 << 20, pool_buckets = 16381, pool_texts_max = 12000 };

typedef struct {
    uint8_t row[atlas_readings_max];
} row_t;

typedef struct {
    atlas_bytes_t* out;
    size_t at;
    bool full;
    pool_t pool;
    row_t* row; ///< sorted, each once
    uint32_t row_count;
    uint16_t** order; ///< of each move: entries sorted; unused where there are none
} writer_t;

static void put_u8(writer_t* self, unsigned value)
{
    if (self->at >= self->out->capacity) {
        self->full = true;
        return;
    }
    self->out->bytes[self->at++] = (uint8_t)value;
}

static void put_u16(writer_t* self, unsigned value)
{
    put_u8(self, value & 0xffU);
    put_u8(self, value >> 8 & 0xffU);
}

static void put_u32(writer_t* self, uint32_t value)
{
    put_u16(self, value & 0xffffU);
    put_u16(self, value >> 16);
}

static void put_f64(writer_t* self, double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    put_u32(self, (uint32_t)(bits & 0xffffffffU));
    put_u32(self, (uint32_t)(bits >> 32));
}

static uint32_t hash(const char* text)
{
    uint32_t value = 2166136261U;
    for (; *text != '\0'; text++) {
        value = (value ^ (uint8_t)*text) * 16777619U;
    }
    return value;
}

/// Offset of the text in the pool; a text that is there already is not stored again.
static uint32_t pool_add(pool_t* self, const char* text)
{
    if (text == NULL) {
        return layout_no_text;
    }
    size_t slot = hash(text) % pool_buckets;
    while (self->bucket[slot] != 0U) {
        if (strcmp(self->text + self->bucket[slot] - 1U, text) == 0) {
            return self->bucket[slot] - 1U;
        }
        slot = (slot + 1U) % pool_buckets;
    }
    const size_t length = strlen(text) + 1U;
    const uint32_t at = (uint32_t)self->used;
    self->full = self->full || length > pool_bytes - self->used || self->count >= pool_texts_max;
    if (self->full) {
        return layout_no_text;
    }
    self->count++;
    memcpy(self->text + at, text, length);
    self->used += length;
    self->bucket[slot] = at + 1U;
    return at;
}

static void put_text(writer_t* self, const char* text)
{
    put_u32(self, pool_add(&self->pool, text));
}

static void put_head(writer_t* self, const atlas_draft_t* draft)
{
    const atlas_head_t* const head = &draft->head;
    const char* const texts[] = {head->id,       head->name,       head->body,
                                 head->word_lid, head->word_space, head->market};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        put_text(self, texts[k]);
    }
    put_f64(self, head->nothing_wrong);
    put_f64(self, head->coexistence);
    put_f64(self, head->left_out);
    put_u16(self, head->mode_count);
    put_u16(self, head->fact_count);
    put_u16(self, head->move_count);
    put_u16(self, head->circumstance_count);
    put_u16(self, head->axis_count);
    put_u32(self, head->set_count);
}

static void put_modes(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned k = 0; k < draft->head.mode_count; k++) {
        const atlas_mode_t* const mode = &draft->mode[k];
        const char* const texts[] = {mode->id,          mode->name,       mode->why,
                                     mode->repair_text, mode->repair_who, mode->repair_currency,
                                     mode->sources};
        for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
            put_text(self, texts[t]);
        }
        put_f64(self, mode->repair_minutes);
        put_f64(self, mode->repair_money);
        put_f64(self, mode->odds);
        put_u8(self, mode->is);
        put_u8(self, mode->axis);
        put_u8(self,
               (mode->is_cause ? 1U : 0U) | (mode->intermittent ? 2U : 0U) | (mode->needs_frost ? 4U : 0U));
    }
}

static void put_facts(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned k = 0; k < draft->head.fact_count; k++) {
        const atlas_fact_t* const fact = &draft->fact[k];
        put_text(self, fact->id);
        put_text(self, fact->ask);
        put_text(self, fact->text);
        put_text(self, fact->kind);
        put_f64(self, fact->p);
        put_u8(self, fact->from_car);
        put_u16(self, fact->ask_move);
        put_u8(self, fact->lapses ? 1U : 0U);
    }
}

static void put_move(writer_t* self, const atlas_move_t* move, const uint32_t first[3])
{
    const char* const texts[] = {move->id,   move->text, move->watch,   move->never,
                                 move->warn, move->uses, move->sources, move->currency};
    const double numbers[] = {move->minutes,     move->wait_minutes, move->money,    move->damage_p,
                              move->damage_size, move->error,        move->cant_tell};
    const unsigned bytes[] = {move->does,          move->phase, move->reading_count,
                              move->opens_reading, move->group, move->asks_fact ? 1U : 0U};
    const unsigned counts[] = {move->need_count, move->give_count, move->take_count, move->mend_count,
                               move->confuse_count};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        put_text(self, texts[k]);
    }
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        put_f64(self, numbers[k]);
    }
    for (size_t k = 0; k < sizeof bytes / sizeof bytes[0]; k++) {
        put_u8(self, bytes[k]);
    }
    for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
        put_u16(self, counts[k]);
    }
    for (size_t k = 0; k < 3; k++) {
        put_u32(self, first[k]);
    }
}

static void put_moves(writer_t* self, const atlas_draft_t* draft)
{
    uint32_t first[3] = {0, 0, 0};
    for (unsigned k = 0; k < draft->head.move_count; k++) {
        const atlas_move_t* const move = &draft->move[k].move;
        put_move(self, move, first);
        first[0] += (uint32_t)move->need_count + move->give_count + move->take_count + move->mend_count;
        first[1] += move->confuse_count;
        first[2] += move->reading_count;
    }
}

static void put_effect_list(writer_t* self, const atlas_effect_t* effect, uint16_t count)
{
    for (uint16_t k = 0; k < count; k++) {
        put_u8(self, effect[k].reading);
        put_u16(self, effect[k].target);
    }
}

static void put_effects(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        const atlas_draft_move_t* const move = &draft->move[m];
        for (uint16_t k = 0; k < move->move.need_count; k++) {
            put_effect_list(self, &(atlas_effect_t){.reading = 0, .target = move->need[k]}, 1);
        }
        put_effect_list(self, move->give, move->move.give_count);
        put_effect_list(self, move->take, move->move.take_count);
        put_effect_list(self, move->mend, move->move.mend_count);
    }
}

static void put_confusions(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        for (uint16_t k = 0; k < draft->move[m].move.confuse_count; k++) {
            put_u8(self, draft->move[m].confuse[k].truth);
            put_u8(self, draft->move[m].confuse[k].report);
            put_f64(self, draft->move[m].confuse[k].p);
        }
    }
}

static void put_readings(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        for (int k = 0; k < draft->move[m].move.reading_count; k++) {
            put_text(self, draft->move[m].move.reading_id[k]);
            put_text(self, draft->move[m].move.reading_text[k]);
        }
    }
}

static void put_circumstances(writer_t* self, const atlas_draft_t* draft)
{
    uint32_t label = 0;
    uint32_t factor = 0;
    uint32_t follow = 0;
    for (unsigned k = 0; k < draft->head.circumstance_count; k++) {
        const atlas_draft_circumstance_t* const one = &draft->circumstance[k];
        put_text(self, one->circumstance.name);
        put_text(self, one->circumstance.ask);
        put_u8(self, one->circumstance.bucket_count);
        put_u8(self, one->circumstance.numeric ? 1U : 0U);
        put_u32(self, label);
        put_u32(self, factor);
        put_u16(self, one->factor_count);
        put_u32(self, follow);
        put_u16(self, one->follow_count);
        label += one->circumstance.bucket_count;
        factor += one->factor_count;
        follow += one->follow_count;
    }
}

static void put_labels(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned k = 0; k < draft->head.circumstance_count; k++) {
        const atlas_circumstance_t* const one = &draft->circumstance[k].circumstance;
        for (int b = 0; b < one->bucket_count; b++) {
            put_text(self, one->label[b]);
            put_f64(self, one->bound[b]);
        }
    }
}

static void put_factors(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned k = 0; k < draft->head.circumstance_count; k++) {
        const atlas_draft_circumstance_t* const one = &draft->circumstance[k];
        for (unsigned f = 0; f < one->factor_count; f++) {
            put_u8(self, one->factor[f].bucket);
            put_u16(self, one->factor[f].mode);
            put_f64(self, one->factor[f].factor);
        }
    }
}

static void put_follows(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned k = 0; k < draft->head.circumstance_count; k++) {
        const atlas_draft_circumstance_t* const one = &draft->circumstance[k];
        for (unsigned f = 0; f < one->follow_count; f++) {
            put_u8(self, one->follow[f].bucket);
            put_u16(self, one->follow[f].fact);
        }
    }
}

static void put_sets(writer_t* self, const atlas_draft_t* draft)
{
    for (int column = 0; column < atlas_set_max; column++) {
        for (uint32_t k = 0; k < draft->head.set_count; k++) {
            const atlas_draft_set_t* const set = &draft->set[k];
            put_u8(self, column < set->count ? set->mode[column] + 1U : 0U);
        }
    }
}

static void put_reads(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        for (size_t byte = 0; byte < layout_bits(draft->head.mode_count); byte++) {
            unsigned bits = 0;
            for (size_t k = 0; k < 8 && 8 * byte + k < draft->head.mode_count; k++) {
                bits |= draft->move[m].reads[8 * byte + k] ? 1U << k : 0U;
            }
            put_u8(self, bits);
        }
    }
}

static void put_rows(writer_t* self, const atlas_draft_t* draft)
{
    (void)draft;
    for (int column = 0; column < atlas_readings_max; column++) {
        for (uint32_t k = 0; k < self->row_count; k++) {
            put_u8(self, self->row[k].row[column]);
        }
    }
}

static uint32_t row_find(const writer_t* self, const uint8_t* row)
{
    uint32_t low = 0;
    uint32_t high = self->row_count;
    while (low + 1U < high) {
        const uint32_t middle = low + (high - low) / 2U;
        const bool beyond = memcmp(self->row[middle].row, row, sizeof(row_t)) > 0;
        low = beyond ? low : middle;
        high = beyond ? middle : high;
    }
    return low;
}

static void put_bases(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        for (int cell = 0; cell < atlas_cells; cell++) {
            put_u16(self, row_find(self, draft->move[m].base[cell]));
        }
    }
}

static void put_spans(writer_t* self, const atlas_draft_t* draft)
{
    uint32_t first = 0;
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        put_u32(self, first);
        put_u32(self, draft->move[m].entry_count);
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

static void put_entries(writer_t* self, const atlas_draft_t* draft)
{
    for (int column = 0; column < layout_entry_bytes; column++) {
        for (unsigned m = 0; m < draft->head.move_count; m++) {
            for (uint32_t k = 0; k < draft->move[m].entry_count; k++) {
                put_u8(self, entry_byte(self, &draft->move[m].entry[self->order[m][k]], column));
            }
        }
    }
}

/// The last section: by then every text has been asked for.
static void put_strings(writer_t* self, const atlas_draft_t* draft)
{
    (void)draft;
    for (size_t k = 0; k < self->pool.used; k++) {
        put_u8(self, (uint8_t)self->pool.text[k]);
    }
}

typedef int (*compare_t)(const void* items, size_t a, size_t b);

/// Heap sort of indices: no recursion, no memory, the same order everywhere (items are told apart by index
/// last).
static void sift(uint16_t* order, size_t root, size_t count, const void* items, compare_t compare)
{
    for (size_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
        if (child + 1 < count && compare(items, order[child], order[child + 1]) < 0) {
            child++;
        }
        if (compare(items, order[root], order[child]) >= 0) {
            return;
        }
        const uint16_t held = order[root];
        order[root] = order[child];
        order[child] = held;
        root = child;
    }
}

static void sort(uint16_t* order, size_t count, const void* items, compare_t compare)
{
    for (size_t root = count / 2; root-- > 0;) {
        sift(order, root, count, items, compare);
    }
    for (size_t end = count; end-- > 1;) {
        const uint16_t held = order[0];
        order[0] = order[end];
        order[end] = held;
        sift(order, 0, end, items, compare);
    }
}

static int compare_entries(const void* items, size_t a, size_t b)
{
    const atlas_entry_t* const one = (const atlas_entry_t*)items + a;
    const atlas_entry_t* const other = (const atlas_entry_t*)items + b;
    for (int k = 0; k < atlas_set_max; k++) {
        const int x = k < one->count ? one->mode[k] + 1 : 0;
        const int y = k < other->count ? other->mode[k] + 1 : 0;
        if (x != y) {
            return x - y;
        }
    }
    return (int)one->cells - (int)other->cells;
}

/// Puts a row into the sorted list unless it is there. O(rows), and there are few.
static bool row_add(writer_t* self, const uint8_t* row, uint32_t capacity)
{
    uint32_t at = self->row_count == 0U ? 0U : row_find(self, row);
    const int order = self->row_count == 0U ? 1 : memcmp(self->row[at].row, row, sizeof(row_t));
    if (order == 0) {
        return true;
    }
    if (self->row_count >= capacity) {
        return false;
    }
    at += self->row_count != 0U && order < 0 ? 1U : 0U;
    memmove(&self->row[at + 1U], &self->row[at], (self->row_count - at) * sizeof(row_t));
    memcpy(self->row[at].row, row, sizeof(row_t));
    self->row_count++;
    return true;
}

static bool collect_rows(writer_t* self, const atlas_draft_t* draft, base_arena_t* work)
{
    enum { capacity = 0xffff };
    self->row = base_arena_take(work, ((size_t)capacity + 1U) * sizeof(row_t));
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

static bool order_entries(writer_t* self, const atlas_draft_t* draft, base_arena_t* work)
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
        sort(self->order[m], count, draft->move[m].entry, compare_entries);
    }
    return self->order != NULL;
}

typedef void (*put_t)(writer_t* self, const atlas_draft_t* draft);
#define LAYOUT_PUT(name, bytes) [layout_##name] = put_##name,
static const put_t puts_section[layout_section_count] = {LAYOUT_SECTIONS(LAYOUT_PUT)};

static void patch_u32(writer_t* self, size_t at, uint32_t value)
{
    const size_t end = self->at;
    self->at = at;
    put_u32(self, value);
    self->at = end;
}

static void put_sections(writer_t* self, const atlas_draft_t* draft)
{
    for (size_t section = 0; section < layout_section_count; section++) {
        const size_t entry = layout_table_at + 8U * section;
        const size_t begin = self->at;
        puts_section[section](self, draft);
        patch_u32(self, entry, (uint32_t)begin);
        patch_u32(self, entry + 4U, (uint32_t)(self->at - begin));
    }
}

static void put_all(writer_t* self, const atlas_draft_t* draft)
{
    for (size_t k = 0; k < sizeof layout_magic; k++) {
        put_u8(self, (uint8_t)layout_magic[k]);
    }
    put_u16(self, atlas_version);
    put_u16(self, layout_section_count);
    while (self->at < (size_t)layout_begin && !self->full) {
        put_u8(self, 0);
    }
    if (self->full) {
        return;
    }
    put_sections(self, draft);
    if (self->full) {
        return;
    }
    patch_u32(self, layout_length_at, (uint32_t)self->at);
    const uint32_t crc = base_crc32(0, self->out->bytes, layout_crc_at);
    patch_u32(self, layout_crc_at,
              base_crc32(crc, self->out->bytes + layout_table_at, self->at - layout_table_at));
}

static bool make_pool(pool_t* self, base_arena_t* work)
{
    self->bucket = base_arena_take(work, pool_buckets * sizeof *self->bucket);
    self->text = base_arena_take(work, pool_bytes);
    return self->bucket != NULL && self->text != NULL;
}

bool atlas_write(const atlas_draft_t* draft, base_arena_t* work, atlas_bytes_t* out, atlas_reason_t reason)
{
    const size_t mark = work->used;
    writer_t self = {.out = out};
    out->length = 0;
    const bool ready =
        collect_rows(&self, draft, work) && order_entries(&self, draft, work) && make_pool(&self.pool, work);
    if (ready) {
        put_all(&self, draft);
    }
    work->used = mark;
    if (!ready || self.full || self.pool.full) {
        (void)snprintf(reason.text, reason.capacity, "atlas: %s",
                       ready ? "no room for the bytes" : "no room to work");
        return false;
    }
    atlas_t check;
    if (!atlas_open(&check, out->bytes, self.at, reason.text, reason.capacity)) {
        return false;
    }
    out->length = self.at;
    return true;
}
