/// Any bytes, opened as an atlas after their length and checksum have been made right: whatever opens is read
/// whole.
#include "atlas/atlas.h"
#include "base/crc32.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length);

enum { length_at = 12, crc_at = 16, checked_from = 20 };

static void put(uint8_t* at, uint32_t value)
{
    for (int k = 0; k < 4; k++) {
        at[k] = (uint8_t)(value >> 8 * k);
    }
}

static size_t seen;

static void take_in(const char* text)
{
    seen += text == NULL ? 0 : strlen(text);
}

static void read_move(const atlas_t* atlas, uint16_t index)
{
    const atlas_move_t move = atlas_move(atlas, index);
    take_in(move.text);
    for (int k = 0; k < move.reading_count; k++) {
        take_in(move.reading_text[k]);
    }
    for (uint16_t k = 0; k < move.need_count; k++) {
        seen += atlas_need(atlas, index, k);
    }
    for (uint16_t k = 0; k < move.mend_count; k++) {
        seen += atlas_mend(atlas, index, k).target;
    }
    for (uint16_t k = 0; k < move.confuse_count; k++) {
        uint8_t truth = 0;
        uint8_t report = 0;
        seen += atlas_confuse(atlas, index, k, &truth, &report) > 0.5 ? truth : report;
    }
    for (uint32_t set = 0; set < atlas->head.set_count && set < 200; set++) {
        uint16_t modes[atlas_set_max];
        uint8_t row[atlas_readings_max];
        const int count = atlas_set(atlas, set, modes);
        for (uint8_t cell = 0; cell < atlas_cells; cell++) {
            atlas_row(atlas, index, cell, modes, count, row);
            seen += row[0];
        }
    }
}

static void read_all(const atlas_t* atlas)
{
    for (uint16_t k = 0; k < atlas->head.mode_count; k++) {
        take_in(atlas_mode(atlas, k).why);
    }
    for (uint16_t k = 0; k < atlas->head.fact_count; k++) {
        take_in(atlas_fact(atlas, k).text);
    }
    for (uint16_t k = 0; k < atlas->head.circumstance_count; k++) {
        const atlas_circumstance_t circumstance = atlas_circumstance(atlas, k);
        for (uint8_t b = 0; b < circumstance.bucket_count; b++) {
            take_in(circumstance.label[b]);
            seen += atlas_follows(atlas, k, b, 0);
            seen += atlas_factor(atlas, k, b, 0) > 1.0 ? 1U : 0U;
        }
    }
    for (uint16_t k = 0; k < atlas->head.move_count; k++) {
        read_move(atlas, k);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length)
{
    if (length < checked_from) {
        return 0;
    }
    uint8_t* const copy = malloc(length); // exactly as long: reading past the end is seen
    if (copy == NULL) {
        return 0;
    }
    memcpy(copy, bytes, length);
    put(copy + length_at, (uint32_t)length);
    put(copy + crc_at, base_crc32(base_crc32(0, copy, crc_at), copy + checked_from, length - checked_from));
    atlas_t atlas;
    char reason[200];
    if (atlas_open(&atlas, copy, length, reason, sizeof reason)) {
        read_all(&atlas);
    }
    free(copy);
    return 0;
}
