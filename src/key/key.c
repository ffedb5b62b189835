#include "key/key.h"

#include <string.h>

_Static_assert(key_verdict_unknown == 0 && key_command_none == 0,
               "a zeroed frame or verdict permits nothing");

static bool is_an_id(const uint32_t key_id)
{
    return key_id != 0U && key_id != UINT32_MAX;
}

uint32_t key_table_find(const key_table_t* const self, const uint32_t key_id)
{
    uint32_t place = 0;
    while (place < KEY_TABLE_MAX && (!is_an_id(key_id) || self->id[place] != key_id)) {
        place++;
    }
    return place;
}

base_result_t key_table_learn(key_table_t* const self, const uint32_t key_id)
{
    if (!is_an_id(key_id)) {
        return base_result_invalid;
    }
    if (key_table_find(self, key_id) < KEY_TABLE_MAX) {
        return base_result_ok;
    }
    for (uint32_t place = 0; place < KEY_TABLE_MAX; place++) {
        if (self->id[place] == 0U) {
            self->id[place] = key_id;
            return base_result_ok;
        }
    }
    return base_result_full;
}

base_result_t key_table_forget(key_table_t* const self, const uint32_t key_id)
{
    const uint32_t place = key_table_find(self, key_id);
    if (place == KEY_TABLE_MAX) {
        return base_result_absent;
    }
    self->id[place] = 0U;
    return base_result_ok;
}

key_verdict_t key_table_match(const key_table_t* const self, const key_frame_t* const frame)
{
    // Authentication goes here: the tag over id, counter and command, then the counter against the last one
    // used.
    return (key_table_find(self, frame->key_id) < KEY_TABLE_MAX) ? key_verdict_accepted : key_verdict_unknown;
}

static void write_word(uint8_t* const bytes, const uint32_t word)
{
    for (unsigned i = 0; i < 4U; i++) {
        bytes[i] = (uint8_t)(word >> (24U - 8U * i));
    }
}

static uint32_t read_word(const uint8_t* const bytes)
{
    uint32_t word = 0;
    for (unsigned i = 0; i < 4U; i++) {
        word = (word << 8U) | bytes[i];
    }
    return word;
}

void key_frame_write(const key_frame_t* const self, uint8_t bytes[KEY_FRAME_BYTES])
{
    write_word(bytes, self->key_id);
    write_word(bytes + 4, self->counter);
    bytes[8] = (uint8_t)self->command;
    bytes[9] = self->battery_low ? 1U : 0U;
    memcpy(bytes + 10, self->tag, KEY_TAG_BYTES);
}

base_result_t key_frame_read(key_frame_t* const self, const uint8_t* const bytes, const size_t size)
{
    if (size != KEY_FRAME_BYTES) {
        return base_result_short;
    }
    if (bytes[8] >= (uint8_t)key_command_count || bytes[9] > 1U) {
        return base_result_damaged;
    }
    self->key_id = read_word(bytes);
    self->counter = read_word(bytes + 4);
    self->command = (key_command_t)bytes[8];
    self->battery_low = bytes[9] == 1U;
    memcpy(self->tag, bytes + 10, KEY_TAG_BYTES);
    return base_result_ok;
}
