// The marks and places of a pack (vehicle/pack.h) that its writer and its reader share. Not for others.
#pragma once

#define vehicle_packed_mark                                                                                  \
    "\x89"                                                                                                   \
    "decklid"
#define vehicle_packed_tree_mark "\x89T\x01"

enum {
    vehicle_packed_mark_bytes = 8,
    vehicle_packed_tree_mark_bytes = 4, ///< with the closing zero
    vehicle_packed_version_at = 8,
    vehicle_packed_length_at = 12,
    vehicle_packed_crc_at = 16,
    vehicle_packed_count_at = 20,
    vehicle_packed_head_bytes = 24
};
