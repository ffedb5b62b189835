#include <string.h>

#include "base/crc32.h"
#include "ecu/ecu.h"

#define IMAGE_BYTES (9U + 2U * (uint32_t)ecu_fault_count)

static uint8_t flags_of(const ecu_memory_t* const self)
{
    const bool flag[] = {self->locked, self->deadlocked, self->armed,           self->forgot,
                         self->valet,  self->menu,       self->pulse_under_way, self->handle_served};
    uint8_t flags = 0;
    for (unsigned i = 0; i < sizeof flag / sizeof *flag; i++) {
        flags = (uint8_t)(flags | (flag[i] ? 1U << i : 0U));
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
    return self->version != 0U && self->checksum == checksum_of(self);
}
