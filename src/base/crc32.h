/// CRC-32 as in ISO 3309 and Ethernet (polynomial 0x04C11DB7 reflected, start and end inverted).
/// Tells accidents from intact bytes; it is no protection against intent.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Checksum of `size` bytes continued from `crc`, the checksum of what came before (0 for nothing).
/// "123456789" gives 0xCBF43926. O(size), a table of 16 words.
uint32_t base_crc32(uint32_t crc, const void* bytes, size_t size);
