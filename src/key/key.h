/// The radio key's language: what one frame says, and which keys this car knows.
///
/// A key is an id that matches or not. The frame already carries a counter and a tag, and the verdict already
/// has the words for them, so that authentication can be put into `key_table_match` without a caller
/// changing. Until then a recorded frame opens the car: do not flash this room into a real one.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/result.h"

#define KEY_TABLE_MAX   8U
#define KEY_TAG_BYTES   8U
#define KEY_FRAME_BYTES 18U ///< a frame on the air, see key_frame_write

typedef enum {
    key_command_none = 0,
    key_command_lock,
    key_command_unlock,
    key_command_lid,
    key_command_count
} key_command_t;

/// One frame. A key sends it again every 30 to 100 ms while its button is held, with the same counter;
/// each new press counts one further.
typedef struct {
    uint32_t key_id;  ///< 0 and UINT32_MAX belong to no key
    uint32_t counter; ///< of presses
    key_command_t command;
    bool battery_low;           ///< the key's own cell is nearly empty
    uint8_t spare[3];           ///< 0, so that equal frames are equal bytes
    uint8_t tag[KEY_TAG_BYTES]; ///< the place of the message authentication code; not looked at yet
} key_frame_t;

/// The keys this car knows, the caller's memory. {0} knows none. Position 0 is the first key, 1 the second
/// ...
typedef struct {
    uint32_t id[KEY_TABLE_MAX]; ///< 0 marks an empty place
} key_table_t;

typedef enum {
    key_verdict_unknown = 0, ///< no such key here
    key_verdict_forged,      ///< reserved: the tag is wrong
    key_verdict_replayed,    ///< reserved: the counter has been used
    key_verdict_accepted
} key_verdict_t;

/// Teach the table one more key. Returns base_result_ok (also if it was known), _invalid for id 0 or
/// UINT32_MAX, _full. O(KEY_TABLE_MAX).
base_result_t key_table_learn(key_table_t* self, uint32_t key_id);

/// Make the table forget a key; base_result_absent if it was not there. The others keep their places.
base_result_t key_table_forget(key_table_t* self, uint32_t key_id);

/// Position of a key, or KEY_TABLE_MAX if it is not known. O(KEY_TABLE_MAX).
uint32_t key_table_find(const key_table_t* self, uint32_t key_id);

/// May this frame be obeyed? Looks at the id only, for now. Changes nothing.
key_verdict_t key_table_match(const key_table_t* self, const key_frame_t* frame);

/// Write a frame as it goes on the air: id, counter (both big-endian), command, flags (bit 0 battery low),
/// tag.
void key_frame_write(const key_frame_t* self, uint8_t bytes[KEY_FRAME_BYTES]);

/// Read it back. Returns base_result_ok; _short for any other size, _damaged for an unknown command or flag.
/// On failure `self` is untouched.
base_result_t key_frame_read(key_frame_t* self, const uint8_t* bytes, size_t size);
