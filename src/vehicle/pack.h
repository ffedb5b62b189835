/// Vehicle and knowledge files as a pack: their trees (vehicle/tree.h) in a few bytes a node, for programs
/// without libyaml. The loaders above read a packed tree as they read YAML, with the places of the YAML file
/// in their messages. Same files, same bytes, on every machine.
///
/// A pack, numbers little-endian:
///     8 bytes  89 "decklid"
///     u32      version, 1
///     u32      length of the whole pack
///     u32      CRC-32 of everything behind this number
///     u32      files; for each:
///         u32  length of its name with the closing zero; the name
///         u32  length of its tree; the tree: 89 "T" 01 00, then the nodes, root first, each before its
///         children
/// A node: number (size x 4 + kind), number (lines since the node before it), number (column), a scalar's
/// text. Size: bytes of a scalar, entries of a list, pairs of a map. A number: 7 bits a byte, low ones first,
/// all but the last byte with bit 7 set.
#pragma once
#include "vehicle/load.h"

enum { VEHICLE_PACK_VERSION = 1 };

/// Packs YAML files under their names. Writes at most `capacity` bytes and returns how many the pack needs; 0
/// after an error line. `scratch` holds one file's tree at a time and is given back. O(length).
size_t vehicle_pack_write(const vehicle_file_t* files, int count, base_arena_t* scratch, unsigned char* bytes,
                          size_t capacity, vehicle_errors_t* errors);

/// The files of a pack, ready for vehicle_load_*; they point into its bytes. Returns their number, or -1
/// after one error line: no pack, another version, cut short, damaged, more than `capacity` files. O(length).
int vehicle_pack_open(const vehicle_file_t* pack, vehicle_file_t* files, int capacity,
                      vehicle_errors_t* errors);

/// True if the file is a packed tree: no text begins so.
bool vehicle_pack_is_tree(const vehicle_file_t* file);
