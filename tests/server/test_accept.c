#include "check.h"
#include "server/accept.h"

static const bool all[server_coding_count] = {true, true, true};

static void takes_the_form_the_browser_weighs_most(void** state)
{
    (void)state;
    static const struct {
        const char* accept;
        server_coding_t coding;
    } rows[] = {
        {NULL, server_coding_identity},
        {"", server_coding_identity},
        {"gzip, deflate, br", server_coding_br},
        {"gzip", server_coding_gzip},
        {"x-gzip", server_coding_gzip},
        {"GZip;Q=1.0", server_coding_gzip},
        {"br;q=0.5, gzip;q=0.8", server_coding_gzip},
        {"br;q=0.801,gzip;q=0.8", server_coding_br},
        {"br ; q=0 , gzip", server_coding_gzip},
        {"br;q=0.000", server_coding_identity},
        {"*", server_coding_br},
        {"*;q=0", server_coding_identity},
        {"*;q=0.1, br;q=0", server_coding_gzip},
        {"*, gzip;q=0.5", server_coding_br},
        {"identity, br;q=0.9", server_coding_identity},
        {"identity;q=0.5, gzip;q=0.5", server_coding_gzip},
        {"identity;q=0", server_coding_identity},
        {"identity;q=0, gzip;q=0.001", server_coding_gzip},
        {"deflate, zstd", server_coding_identity},
        {"brotli, gzipped", server_coding_identity},
        {",, ,br,", server_coding_br},
        {"br;x=1;q=0", server_coding_identity},
        {"br;x=1", server_coding_br},
    };
    for (size_t k = 0U; k < sizeof rows / sizeof rows[0]; k++) {
        assert_int_equal(server_coding_choose(rows[k].accept, all), rows[k].coding);
    }
}

static void a_malformed_weight_refuses_the_coding(void** state)
{
    (void)state;
    static const char* const malformed[] = {"br;q=2",  "br;q=1.1",  "br;q=-1",  "br;q=",   "br;q=0.1234",
                                            "br;q=.5", "br;q=0,5;", "br;q=nan", "br;q=0.x"};
    for (size_t k = 0U; k < sizeof malformed / sizeof malformed[0]; k++) {
        assert_int_equal(server_coding_choose(malformed[k], all), server_coding_identity);
    }
    assert_int_equal(server_coding_choose("br;q=1.000", all), server_coding_br);
    assert_int_equal(server_coding_choose("br;q=1.", all), server_coding_br);
}

static void never_chooses_a_form_that_is_not_there(void** state)
{
    (void)state;
    static const bool plain[server_coding_count] = {true, false, false};
    static const bool with_gzip[server_coding_count] = {true, true, false};
    assert_int_equal(server_coding_choose("br, gzip", plain), server_coding_identity);
    assert_int_equal(server_coding_choose("br, gzip;q=0.1", with_gzip), server_coding_gzip);
    assert_int_equal(server_coding_choose("br", with_gzip), server_coding_identity);
    assert_int_equal(server_coding_choose("identity;q=0, *;q=0", plain), server_coding_identity);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(takes_the_form_the_browser_weighs_most),
                                       cmocka_unit_test(a_malformed_weight_refuses_the_coding),
                                       cmocka_unit_test(never_chooses_a_form_that_is_not_there)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
