#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include "server/sha256.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void gives_the_hashes_of_the_standard(void** state)
{
    (void)state;
    static const char* const rows[][2] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"}};
    for (size_t k = 0U; k < sizeof rows / sizeof rows[0]; k++) {
        char digits[server_hash_digits + 1];
        server_hash_bytes(rows[k][0], strlen(rows[k][0]), digits);
        assert_string_equal(digits, rows[k][1]);
    }
}

/// Around the ends of blocks, where the padding changes its shape, beside the sha256sum of this machine.
static void agrees_with_sha256sum_at_every_length_of_two_blocks(void** state)
{
    (void)state;
    char bytes[131];
    for (size_t length = 0U; length < sizeof bytes; length++) {
        bytes[length] = (char)('a' + (int)(length * 7U % 26U));
    }
    static const size_t lengths[] = {1U,  54U,  55U,  56U,  57U,  63U,  64U,
                                     65U, 119U, 120U, 127U, 128U, 129U, 130U};
    for (size_t k = 0U; k < sizeof lengths / sizeof lengths[0]; k++) {
        char line[300], expected[server_hash_digits + 1] = "", digits[server_hash_digits + 1];
        (void)snprintf(line, sizeof line, "printf %%s '%.*s' | sha256sum", (int)lengths[k], bytes);
        FILE* const pipe = popen(line, "r");
        assert_non_null(pipe);
        assert_int_equal(fread(expected, 1U, server_hash_digits, pipe), server_hash_digits);
        (void)pclose(pipe);
        server_hash_bytes(bytes, lengths[k], digits);
        assert_string_equal(digits, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(gives_the_hashes_of_the_standard),
                                       cmocka_unit_test(agrees_with_sha256sum_at_every_length_of_two_blocks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
