#include "check.h"
#include "server/host.h"
#include <stddef.h>

static void answers_to_the_names_of_this_machine_and_to_no_other(void** state)
{
    (void)state;
    static const char* const own[] = {"localhost:8080", "LocalHost:8080", "127.0.0.1:8080", "[::1]:8080"};
    static const char* const other[] = {"localhost",
                                        "localhost:80",
                                        "localhost:8081",
                                        "localhost:08080",
                                        "localhost:8080 ",
                                        "localhost:",
                                        "localhost.:8080",
                                        "evil.example:8080",
                                        "localhost.evil.example:8080",
                                        "127.0.0.1.nip:8080",
                                        "127.0.0.2:8080",
                                        "::1:8080",
                                        "[::1]",
                                        "[::1:8080",
                                        "[::2]:8080",
                                        "",
                                        ":8080",
                                        "a@localhost:8080",
                                        "localhost:8080@evil",
                                        "localhost:8080:8080",
                                        "0.0.0.0:8080"};
    for (size_t k = 0U; k < sizeof own / sizeof own[0]; k++) {
        assert_true(server_host_is_own(own[k], NULL, 8080U));
    }
    for (size_t k = 0U; k < sizeof other / sizeof other[0]; k++) {
        assert_false(server_host_is_own(other[k], NULL, 8080U));
    }
    assert_false(server_host_is_own(NULL, NULL, 8080U));
}

static void the_port_may_be_missing_only_where_it_is_80(void** state)
{
    (void)state;
    assert_true(server_host_is_own("localhost", NULL, 80U));
    assert_true(server_host_is_own("[::1]", NULL, 80U));
    assert_true(server_host_is_own("localhost:80", NULL, 80U));
    assert_false(server_host_is_own("localhost", NULL, 8080U));
}

static void answers_to_the_address_it_was_given(void** state)
{
    (void)state;
    assert_true(server_host_is_own("127.0.0.5:99", "127.0.0.5", 99U));
    assert_true(server_host_is_own("[fe80::1]:99", "fe80::1", 99U));
    assert_false(server_host_is_own("fe80::1:99", "fe80::1", 99U));
    assert_false(server_host_is_own("127.0.0.6:99", "127.0.0.5", 99U));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(answers_to_the_names_of_this_machine_and_to_no_other),
                                       cmocka_unit_test(the_port_may_be_missing_only_where_it_is_80),
                                       cmocka_unit_test(answers_to_the_address_it_was_given)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
