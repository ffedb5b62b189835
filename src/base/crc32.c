#include "base/crc32.h"

/// Remainders of the sixteen half bytes.
static const uint32_t remainder_of[16] = {
    0x00000000U, 0x1DB71064U, 0x3B6E20C8U, 0x26D930ACU, // 0-3
    0x76DC4190U, 0x6B6B51F4U, 0x4DB26158U, 0x5005713CU, // 4-7
    0xEDB88320U, 0xF00F9344U, 0xD6D6A3E8U, 0xCB61B38CU, // 8-11
    0x9B64C2B0U, 0x86D3D2D4U, 0xA00AE278U, 0xBDBDF21CU, // 12-15
};

uint32_t base_crc32(const uint32_t crc, const void* const bytes, const size_t size)
{
    const uint8_t* const byte = bytes;
    uint32_t rest = ~crc;
    for (size_t i = 0; i < size; i++) {
        rest ^= byte[i];
        rest = (rest >> 4U) ^ remainder_of[rest & 15U];
        rest = (rest >> 4U) ^ remainder_of[rest & 15U];
    }
    return ~rest;
}
