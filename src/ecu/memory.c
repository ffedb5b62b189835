#include <stddef.h>
#include <string.h>

#include "base/crc32.h"
#include "ecu/ecu.h"

#define IMAGE_BYTES (9U + 2U * (uint32_t)ecu_fault_count)

static const size_t flag_at[] = {
    offsetof(ecu_memory_t, locked),          offsetof(ecu_memory_t, deadlocked),
    offsetof(ecu_memory_t, armed),           offsetof(ecu_memory_t, forgot),
    offsetof(ecu_memory_t, valet),           offsetof(ecu_memory_t, menu),
    offsetof(ecu_memory_t, pulse_under_way), offsetof(ecu_memory_t, handle_served)};
enum { flag_count = sizeof flag_at / sizeof *flag_at };

/// As the byte that is stored: after damage it may be neither 0 nor 1, and then C gives it no value as a
/// bool.
static uint8_t flag_byte(const ecu_memory_t* const self, const unsigned flag)
{
    return ((const unsigned char*)self)[flag_at[flag]];
}

static bool flags_are_whole(const ecu_memory_t* const self)
{
    bool whole = true;
    for (unsigned i = 0; i < flag_count; i++) {
        whole = whole && flag_byte(self, i) <= 1U;
    }
    return whole;
}

static uint8_t flags_of(const ecu_memory_t* const self)
{
    uint8_t flags = 0;
    for (unsigned i = 0; i < flag_count; i++) {
        flags = (uint8_t)(flags | (flag_byte(self, i) != 0U ? 1U << i : 0U));
    }
    return flags;
}

/// Over the meaning and not over the struct's bytes: padding has no value to vouch for.
static uint32_t checksum_of(const ecu_memory_t* const self)
{
    uint8_t image[IMAGE_BYTES];
    uint32_t end = 0;
    for (unsigned i = 0; i < 4U; i++) {
        image[end++] = (uint8_t)(self->version >> (8U * i));
    }
    image[end++] = flags_of(self);
    image[end++] = self->tries;
    image[end++] = (uint8_t)self->stuck;
    image[end++] = (uint8_t)(self->stuck >> 8U);
    image[end++] = (uint8_t)ecu_fault_count; // another layout is another memory
    for (uint32_t fault = 0; fault < (uint32_t)ecu_fault_count; fault++) {
        image[end++] = (uint8_t)self->fault[fault];
        image[end++] = (uint8_t)(self->fault[fault] >> 8U);
    }
    return base_crc32(0, image, end);
}

ecu_memory_t ecu_memory_fresh(void)
{
    ecu_memory_t memory;
    memset(&memory, 0, sizeof memory);
    memory.version = 1;
    ecu_memory_seal(&memory);
    return memory;
}

void ecu_memory_seal(ecu_memory_t* const self)
{
    self->checksum = checksum_of(self);
}

bool ecu_memory_is_intact(const ecu_memory_t* const self)
{
    return self->version != 0U && flags_are_whole(self) && self->checksum == checksum_of(self);
}
