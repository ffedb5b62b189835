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

static void only_a_hash_of_this_content_makes_a_name_last(void** state)
{
    (void)state;
    static const char hash[] = "3f9a2b1c77001122334455667788990011223344556677889900112233445566";
    assert_true(server_name_holds_hash("page.3f9a2b1c.js", hash));
    assert_true(server_name_holds_hash("js/my-page-3f9a2b1c7700.js", hash));
    assert_false(server_name_holds_hash("page.3f9a2b1.js", hash));      // seven digits
    assert_false(server_name_holds_hash("page.3f9a2b1d.js", hash));     // another content
    assert_false(server_name_holds_hash("page.20261120.js", hash));     // a date
    assert_false(server_name_holds_hash("page-3f9a2b1c", hash));        // ends the name
    assert_false(server_name_holds_hash("3f9a2b1c.js", hash));          // begins it
    assert_false(server_name_holds_hash("v.3f9a2b1c.d/page.js", hash)); // names a folder
    assert_false(server_name_holds_hash("page.js", hash));
    assert_false(server_name_holds_hash("page", hash));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_plain_name_needs_no_escape_and_no_folder_above),
                                       cmocka_unit_test(a_name_may_have_200_bytes_and_not_one_more),
                                       cmocka_unit_test(every_kind_of_file_of_the_page_has_its_type),
                                       cmocka_unit_test(only_a_hash_of_this_content_makes_a_name_last)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
