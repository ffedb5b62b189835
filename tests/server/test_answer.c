#include "check.h"
#include "server/answer.h"
#include <string.h>

static unsigned char plain[] = "plain", squeezed[] = "br";
static server_file_t files[] = {{.name = "a.js", .type = "text/javascript", .form = {{plain, 5U, "\"p\""}}},
                                {.name = "index.html",
                                 .type = "text/html",
                                 .form = {{plain, 5U, "\"p\""}, {NULL, 0U, ""}, {squeezed, 2U, "\"b\""}}}};
static const server_table_t table = {.file = files, .count = 2};
static const server_place_t place = {.port = 8080U};

/// The answer to an ordinary request with these changes.
static server_answer_t answer(const char* const method, const char* const path, const char* const accept,
                              const char* const tag)
{
    const server_request_t request = {.method = method,
                                      .path = path,
                                      .host = "localhost:8080",
                                      .host_count = 1,
                                      .accept_encoding = accept,
                                      .if_none_match = tag};
    return server_answer(&table, &place, &request);
}

static void gives_the_form_that_was_asked_for_and_says_so(void** state)
{
    (void)state;
    const server_answer_t as_is = answer("GET", "/", NULL, NULL);
    assert_int_equal(as_is.status, 200);
    assert_ptr_equal(as_is.body, plain);
    assert_null(as_is.encoding);
    assert_true(as_is.varies);
    const server_answer_t short_one = answer("HEAD", "/index.html", "br, gzip", NULL);
    assert_int_equal(short_one.status, 200);
    assert_ptr_equal(short_one.body, squeezed);
    assert_int_equal(short_one.length, 2);
    assert_string_equal(short_one.encoding, "br");
    assert_string_equal(short_one.etag, "\"b\"");
    assert_true(short_one.varies);
}

static void a_browser_asks_again_before_it_uses_what_it_has(void** state)
{
    (void)state;
    assert_string_equal(answer("GET", "/", NULL, NULL).cache, "no-cache");
    assert_string_equal(answer("GET", "/none", NULL, NULL).cache, "no-store");
}

static void what_the_browser_has_is_not_sent_again(void** state)
{
    (void)state;
    const server_answer_t known = answer("GET", "/", "br", "\"x\", W/\"b\"");
    assert_int_equal(known.status, 304);
    assert_string_equal(known.etag, "\"b\"");
    assert_string_equal(known.cache, "no-cache");
    assert_true(known.varies);
    assert_null(known.type);
    assert_null(known.encoding);
    assert_int_equal(answer("GET", "/", NULL, "\"b\"").status, 200); // the tag of another form
    assert_int_equal(answer("GET", "/none", NULL, "*").status, 404);
}

static void a_tag_is_found_only_as_a_whole(void** state)
{
    (void)state;
    static const char* const with[] = {"\"ab\"", "W/\"ab\"", "\"x\",\"ab\"", " , \"x\" , W/\"ab\" ", "*"};
    static const char* const without[] = {"",        "ab",       "\"a\"", "\"abc\"", "\"ab",
                                          "x\"ab\"", "w/\"ab\"", "**",    "W/",      ","};
    for (size_t k = 0U; k < sizeof with / sizeof with[0]; k++) {
        assert_true(server_etag_is_in(with[k], "\"ab\""));
    }
    for (size_t k = 0U; k < sizeof without / sizeof without[0]; k++) {
        assert_false(server_etag_is_in(without[k], "\"ab\""));
    }
    assert_false(server_etag_is_in(NULL, "\"ab\""));
}

static void refuses_in_the_order_host_method_path(void** state)
{
    (void)state;
    assert_int_equal(answer("POST", "/none", NULL, NULL).status, 405);
    assert_true(answer("POST", "/", NULL, NULL).tells_methods);
    assert_int_equal(answer("get", "/", NULL, NULL).status, 405);
    assert_int_equal(answer("GET", "/none", NULL, NULL).status, 404);
    assert_false(answer("GET", "/none", NULL, NULL).tells_methods);
    server_request_t request = {
        .method = "POST", .path = "/none", .host = "evil.example:8080", .host_count = 1};
    assert_int_equal(server_answer(&table, &place, &request).status, 421);
    request.host_count = 2;
    assert_int_equal(server_answer(&table, &place, &request).status, 400);
    request = (server_request_t){.method = "GET", .path = "/"};
    assert_int_equal(server_answer(&table, &place, &request).status, 400);
}

static void any_name_will_do_away_from_loopback(void** state)
{
    (void)state;
    const server_place_t open_place = {.any_host = true, .port = 8080U};
    const server_request_t request = {.method = "GET", .path = "/", .host = "garage.local", .host_count = 1};
    assert_int_equal(server_answer(&table, &open_place, &request).status, 200);
    assert_int_equal(server_answer(&table, &place, &request).status, 421);
}

static void every_refusal_is_a_page_that_a_screen_reader_can_read(void** state)
{
    (void)state;
    const server_answer_t lost = answer("GET", "/none", NULL, NULL);
    assert_string_equal(lost.type, "text/html; charset=utf-8");
    assert_int_equal(lost.length, strlen(lost.body));
    static const char* const parts[] = {"<html lang=\"en\">", "<title>", "<h1>", "href=\"/\"",
                                        "emergency number"};
    for (size_t k = 0U; k < sizeof parts / sizeof parts[0]; k++) {
        assert_non_null(strstr(lost.body, parts[k]));
    }
}

static void the_strict_lines_let_nothing_in_from_elsewhere(void** state)
{
    (void)state;
    int count = 0;
    const server_line_t* const lines = server_strict_lines("text/javascript; charset=utf-8", &count);
    assert_int_equal(count, 4);
    const char* const policy = lines[count - 1].value;
    assert_string_equal(lines[count - 1].name, "Content-Security-Policy");
    assert_non_null(strstr(policy, "default-src 'none'"));
    assert_null(strstr(policy, "'unsafe-"));
    assert_null(strstr(policy, "http"));
    assert_null(strstr(policy, "*"));
}

static void what_can_neither_run_nor_be_shown_needs_no_policy(void** state)
{
    (void)state;
    static const char* const rows[][2] = {{"application/wasm", NULL},
                                          {"application/octet-stream", NULL},
                                          {"text/css; charset=utf-8", NULL},
                                          {"text/plain; charset=utf-8", "Content-Security-Policy"},
                                          {"image/jpeg", "Content-Security-Policy"},
                                          {NULL, "Content-Security-Policy"}};
    for (size_t k = 0U; k < sizeof rows / sizeof rows[0]; k++) {
        int count = 0;
        const server_line_t* const lines = server_strict_lines(rows[k][0], &count);
        assert_string_equal(lines[0].name, "X-Content-Type-Options");
        assert_string_equal(lines[count - 1].name,
                            rows[k][1] != NULL ? rows[k][1] : "Cross-Origin-Resource-Policy");
    }
}

static void the_page_may_copy_its_sheet_and_use_no_device(void** state)
{
    (void)state;
    int count = 0;
    const char* const policy = server_strict_lines("text/html; charset=utf-8", &count)[5].value;
    assert_int_equal(count, 6);
    int allowed = 0;
    for (const char* at = policy; (at = strstr(at, "=(")) != NULL; at++) {
        allowed += at[2] == ')' ? 0 : 1;
    }
    assert_int_equal(allowed, 1);
    assert_non_null(strstr(policy, "clipboard-write=(self)"));
    static const char* const devices[] = {"camera=()", "microphone=()", "geolocation=()", "usb=()",
                                          "payment=()"};
    for (size_t k = 0U; k < sizeof devices / sizeof devices[0]; k++) {
        assert_non_null(strstr(policy, devices[k]));
    }
}

static void a_picture_of_its_own_uses_no_device_either(void** state)
{
    (void)state;
    int count = 0;
    const server_line_t* const lines = server_strict_lines("image/svg+xml", &count);
    assert_string_equal(lines[count - 1].name, "Permissions-Policy");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_form_that_was_asked_for_and_says_so),
        cmocka_unit_test(a_browser_asks_again_before_it_uses_what_it_has),
        cmocka_unit_test(what_the_browser_has_is_not_sent_again),
        cmocka_unit_test(a_tag_is_found_only_as_a_whole),
        cmocka_unit_test(refuses_in_the_order_host_method_path),
        cmocka_unit_test(any_name_will_do_away_from_loopback),
        cmocka_unit_test(every_refusal_is_a_page_that_a_screen_reader_can_read),
        cmocka_unit_test(the_strict_lines_let_nothing_in_from_elsewhere),
        cmocka_unit_test(what_can_neither_run_nor_be_shown_needs_no_policy),
        cmocka_unit_test(a_picture_of_its_own_uses_no_device_either),
        cmocka_unit_test(the_page_may_copy_its_sheet_and_use_no_device)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
