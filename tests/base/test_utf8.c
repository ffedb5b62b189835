/// UTF-8: what is a character and what is not, beside an encoder that knows each of them.
#include <string.h>

#include "base/utf8.h"
#include "check.h"

/// The bytes of a character by the table of RFC 3629, section 3; returns how many.
static size_t encode(const uint32_t code, char bytes[4])
{
    const size_t length = code < 0x80U ? 1U : code < 0x800U ? 2U : code < 0x10000U ? 3U : 4U;
    static const uint8_t mark[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    for (size_t k = 0; k < length; k++) {
        const uint32_t bits = code >> 6U * (length - 1U - k);
        bytes[k] = (char)(k == 0 ? mark[length] | bits : 0x80U | (bits & 0x3FU));
    }
    return length;
}

static void every_character_is_read(void** state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFFU; code++) {
        char bytes[4] = {0};
        const size_t length = encode(code, bytes);
        const bool surrogate = code >= 0xD800U && code < 0xE000U;
        uint32_t read = 0x110000U;
        if (base_utf8_read(bytes, length, &read) != (surrogate ? 0U : length)) {
            fail_msg("U+%04X", (unsigned)code);
        }
        assert_int_equal(read, surrogate ? 0x110000U : code);
        assert_int_equal(base_utf8_is(bytes, length), !surrogate);
        assert_int_equal(base_utf8_read(bytes, length - 1U, &read), 0);
        assert_true(length == 1U || !base_utf8_is(bytes, length - 1U));
    }
}

/// Whatever is read is what the encoder writes: nothing longer than needed, nothing out of range.
static void nothing_else_is(void** state)
{
    (void)state;
    static const uint8_t edges[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xE0, 0xFF};
    for (unsigned first = 0; first < 0x10000U; first++) {
        for (size_t k = 0; k < sizeof edges * sizeof edges; k++) {
            const char bytes[4] = {(char)(first >> 8), (char)(first & 0xFFU), (char)edges[k / sizeof edges],
                                   (char)edges[k % sizeof edges]};
            char again[4] = {0};
            uint32_t code = 0x110000U;
            const size_t length = base_utf8_read(bytes, sizeof bytes, &code);
            if (length > 0U && (encode(code, again) != length || memcmp(bytes, again, length) != 0)) {
                fail_msg("bytes %04X %02X %02X", first, (unsigned)(uint8_t)bytes[2],
                         (unsigned)(uint8_t)bytes[3]);
            }
        }
    }
}

static void a_text_is_as_good_as_each_of_its_characters(void** state)
{
    (void)state;
    static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x9A\x97"; // a, e acute, euro, car
    static const bool whole[] = {true, true, false, true, false, false, true, false, false, false, true};
    for (size_t length = 0; length < sizeof text; length++) {
        assert_int_equal(base_utf8_is(text, length), whole[length]);
    }
    assert_true(base_utf8_is(text, sizeof text)); // a zero is a character too
    uint32_t code = 0;
    assert_int_equal(base_utf8_read(NULL, 0, &code), 0);
    assert_false(base_utf8_is("lid\xFFlid", 7));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_is_read),
        cmocka_unit_test(nothing_else_is),
        cmocka_unit_test(a_text_is_as_good_as_each_of_its_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
