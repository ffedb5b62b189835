#include "check.h"
#include "server/name.h"
#include <string.h>

static void a_plain_name_needs_no_escape_and_no_folder_above(void** state)
{
    (void)state;
    static const char* const plain[] = {"index.html", "icons/lid.svg", "a", "a..b", "a-b_C.9", "a/b/c/d"};
    static const char* const other[] = {"",       "/a",      "a/",   "a//b", "..",       "../a",
                                        "a/../b", ".hidden", "a/.b", "a b",  "a%2e",     "a?b",
                                        "a#b",    "a\\b",    "a\nb", "a:b",  "\xc3\xa9", "a\x7f"};
    for (size_t k = 0U; k < sizeof plain / sizeof plain[0]; k++) {
        assert_true(server_name_is_plain(plain[k]));
    }
    for (size_t k = 0U; k < sizeof other / sizeof other[0]; k++) {
        assert_false(server_name_is_plain(other[k]));
    }
}

static void a_name_may_have_200_bytes_and_not_one_more(void** state)
{
    (void)state;
    char name[server_name_max + 2];
    memset(name, 'x', sizeof name);
    name[server_name_max + 1] = '\0';
    assert_false(server_name_is_plain(name));
    name[server_name_max] = '\0';
    assert_true(server_name_is_plain(name));
}

static void every_kind_of_file_of_the_page_has_its_type(void** state)
{
    (void)state;
    static const char* const rows[][2] = {{"index.html", "text/html; charset=utf-8"},
                                          {"js/a.js", "text/javascript; charset=utf-8"},
                                          {"a.css", "text/css; charset=utf-8"},
                                          {"cars.json", "application/json"},
                                          {"app.webmanifest", "application/manifest+json"},
                                          {"guide.wasm", "application/wasm"},
                                          {"lid.svg", "image/svg+xml"},
                                          {"icon.png", "image/png"},
                                          {"favicon.ico", "image/x-icon"},
                                          {"a.txt", "text/plain; charset=utf-8"},
                                          {"sheet.pdf", "application/pdf"},
                                          {"de.mo", "application/octet-stream"},
                                          {"hatchback.atlas", "application/octet-stream"},
                                          {"cars.pack", "application/octet-stream"},
                                          {"LICENSE", "application/octet-stream"},
                                          {"html", "application/octet-stream"},
                                          {"a.html.x", "application/octet-stream"}};
    for (size_t k = 0U; k < sizeof rows / sizeof rows[0]; k++) {
        assert_string_equal(server_name_type(rows[k][0]), rows[k][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_plain_name_needs_no_escape_and_no_folder_above),
                                       cmocka_unit_test(a_name_may_have_200_bytes_and_not_one_more),
                                       cmocka_unit_test(every_kind_of_file_of_the_page_has_its_type)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
