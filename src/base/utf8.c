#include "base/utf8.h"

/// How characters of so many bytes begin, and the smallest that needs as many.
typedef struct {
    uint8_t mask, mark;
    uint32_t smallest;
} form_t;

static const form_t forms[] = {
    {0x80, 0x00, 0}, {0xE0, 0xC0, 0x80}, {0xF0, 0xE0, 0x800}, {0xF8, 0xF0, 0x10000}};

/// Bytes that the first one announces, 0 if it cannot be first.
static size_t announced(const uint8_t first)
{
    for (size_t n = 0; n < sizeof forms / sizeof forms[0]; n++) {
        if ((first & forms[n].mask) == forms[n].mark) {
            return n + 1U;
        }
    }
    return 0;
}

size_t base_utf8_read(const char* const text, const size_t left, uint32_t* const code)
{
    const uint8_t* const at = (const uint8_t*)text;
    const size_t length = left > 0U ? announced(at[0]) : 0U;
    if (length == 0U || length > left) {
        return 0;
    }
    const form_t* const form = &forms[length - 1U];
    uint32_t value = at[0] & (uint8_t)~form->mask;
    for (size_t k = 1; k < length; k++) {
        if ((at[k] & 0xC0U) != 0x80U) {
            return 0;
        }
        value = value << 6 | (at[k] & 0x3FU);
    }
    const bool surrogate = value >= 0xD800U && value <= 0xDFFFU;
    if (value < form->smallest || surrogate || value > 0x10FFFFU) {
        return 0;
    }
    *code = value;
    return length;
}

bool base_utf8_is(const char* const text, const size_t length)
{
    for (size_t k = 0; k < length;) {
        uint32_t code;
        const size_t taken = base_utf8_read(text + k, length - k, &code);
        if (taken == 0U) {
            return false;
        }
        k += taken;
    }
    return true;
}
