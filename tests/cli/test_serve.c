#define _XOPEN_SOURCE 700
#include "cli/program.h"
#include "server/client.h"
#include <signal.h>
#include <time.h>

static char folder[64];
static int port;
static pid_t program;
static int output;
static client_answer_t said;
static program_run_t run;

/// Starts the program on a free port, with these words too, and reads the port from the line it prints.
static void start_program(const char* const word, const char* const value)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const char* const given = getenv("DECKLID_TEST");
    const char* const path = given == NULL ? "build/host/decklid" : given;
    program = fork();
    if (program == 0) {
        (void)dup2(ends[1], STDOUT_FILENO);
        (void)close(ends[0]);
        (void)close(ends[1]);
        (void)execl(path, path, "serve", "--port", "0", "--folder", folder, word, value, (char*)NULL);
        _exit(127);
    }
    (void)close(ends[1]);
    output = ends[0];
    char line[200] = "";
    for (size_t used = 0U; used < sizeof line - 1U && strchr(line, '\n') == NULL; used++) {
        assert_int_equal(read(output, line + used, 1U), 1);
    }
    const char* const colon = strrchr(line, ':');
    assert_non_null(strstr(line, "Open http://"));
    assert_non_null(colon);
    port = atoi(colon + 1);
    assert_in_range(port, 1, 65535);
}

/// The exit status after a signal.
static int end_program(const int with)
{
    int status = 0;
    assert_int_equal(kill(program, with), 0);
    assert_int_equal(waitpid(program, &status, 0), program);
    (void)close(output);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int start(void** state)
{
    (void)state;
    folder_make(folder);
    folder_put(folder, "index.html", "<!doctype html>start");
    folder_put(folder, "index.html.br", "BR");
    folder_put(folder, "index.html.gz", "GZIP");
    folder_put(folder, "guide.wasm", "wasm");
    folder_put(folder, "app.webmanifest", "{}");
    folder_put(folder, "lid.svg", "<svg/>");
    folder_put(folder, "x", "x");
    start_program(NULL, NULL);
    return 0;
}

static int end(void** state)
{
    (void)state;
    const int status = end_program(SIGTERM);
    folder_remove(folder);
    return status;
}

static void sends_each_file_with_its_type(void** state)
{
    (void)state;
    static const char* const rows[][3] = {
        {"/", "Content-Type: text/html; charset=utf-8", "with a policy"},
        {"/guide.wasm", "Content-Type: application/wasm", NULL},
        {"/app.webmanifest", "Content-Type: application/manifest+json", NULL},
        {"/lid.svg", "Content-Type: image/svg+xml", "with a policy"},
        {"/x", "Content-Type: application/octet-stream", NULL}};
    for (size_t k = 0U; k < sizeof rows / sizeof rows[0]; k++) {
        client_ask(&said, port, "GET", rows[k][0], "");
        assert_int_equal(client_status(&said), 200);
        assert_true(client_has_line(&said, rows[k][1]));
        assert_int_equal(client_has_name(&said, "Content-Security-Policy"), rows[k][2] != NULL);
        assert_true(client_has_line(&said, "X-Content-Type-Options: nosniff"));
        assert_true(client_has_line(&said, "Cache-Control: no-cache"));
        assert_true(client_has_line(&said, "Cross-Origin-Resource-Policy: same-origin"));
    }
}

static void sends_the_form_the_browser_wants(void** state)
{
    (void)state;
    static const char* const rows[][3] = {
        {"Accept-Encoding: gzip, deflate, br\r\n", "Content-Encoding: br", "BR"},
        {"Accept-Encoding: br;q=0.1, gzip\r\n", "Content-Encoding: gzip", "GZIP"},
        {"Accept-Encoding: deflate\r\n", NULL, "<!doctype html>start"},
        {"", NULL, "<!doctype html>start"}};
    for (size_t k = 0U; k < sizeof rows / sizeof rows[0]; k++) {
        client_ask(&said, port, "GET", "/", rows[k][0]);
        assert_int_equal(client_status(&said), 200);
        assert_true(client_has_line(&said, "Vary: Accept-Encoding"));
        assert_string_equal(client_body(&said), rows[k][2]);
        assert_int_equal(client_has_name(&said, "Content-Encoding"), rows[k][1] != NULL);
        assert_true(rows[k][1] == NULL || client_has_line(&said, rows[k][1]));
    }
    client_ask(&said, port, "GET", "/x", "Accept-Encoding: br\r\n");
    assert_false(client_has_name(&said, "Vary"));
    assert_string_equal(client_body(&said), "x");
}

static void sends_nothing_twice_that_has_not_changed(void** state)
{
    (void)state;
    client_ask(&said, port, "GET", "/", "Accept-Encoding: br\r\n");
    char tag[100] = "", lines[200], tag_line[120];
    assert_int_equal(sscanf(strstr(said.bytes, "\r\nETag: "), "\r\nETag: %99s", tag), 1);
    (void)snprintf(lines, sizeof lines, "Accept-Encoding: br\r\nIf-None-Match: %s\r\n", tag);
    client_ask(&said, port, "GET", "/", lines);
    assert_int_equal(client_status(&said), 304);
    assert_string_equal(client_body(&said), "");
    (void)snprintf(tag_line, sizeof tag_line, "ETag: %s", tag);
    assert_true(client_has_line(&said, tag_line));
    assert_true(client_has_line(&said, "Vary: Accept-Encoding"));
    (void)snprintf(lines, sizeof lines, "If-None-Match: %s\r\n", tag); // the tag of another form
    client_ask(&said, port, "GET", "/", lines);
    assert_int_equal(client_status(&said), 200);
}

static void never_leaves_its_folder(void** state)
{
    (void)state;
    static const char* const paths[] = {"/../x",
                                        "/%2e%2e/x",
                                        "/..%2fx",
                                        "/%2e%2e%2f%2e%2e%2fetc/passwd",
                                        "/../../../../etc/passwd",
                                        "/....//etc/passwd",
                                        "/.%00./x",
                                        "/x%00.html",
                                        "/%78",
                                        "//x",
                                        "/./x",
                                        "\\..\\x",
                                        "/..\\x",
                                        "x",
                                        "*",
                                        "/index.html.br",
                                        "/\xc0\xae\xc0\xae/x",
                                        "file:///etc/passwd"};
    for (size_t k = 0U; k < sizeof paths / sizeof paths[0]; k++) {
        client_ask(&said, port, "GET", paths[k], "");
        if (client_status(&said) != 404) {
            fail_msg("%s: %.100s", paths[k], said.bytes);
        }
        assert_non_null(strstr(client_body(&said), "There is no such page"));
    }
}

/// The library takes a raw zero as the end of the path; so at most a file of the table comes back.
static void a_raw_zero_in_a_path_leads_nowhere_else(void** state)
{
    (void)state;
    char request[200];
    static const char path[] = "/x\0/../../../../etc/passwd";
    const int head = snprintf(request, sizeof request, "GET ");
    memcpy(request + head, path, sizeof path - 1U);
    const size_t used = (size_t)head + sizeof path - 1U;
    const int rest = snprintf(request + used, sizeof request - used,
                              " HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n", port);
    client_ask_bytes(&said, port, request, used + (size_t)rest);
    assert_true(client_status(&said) != 200 || strcmp(client_body(&said), "x") == 0);
}

static void an_overlong_request_is_refused(void** state)
{
    (void)state;
    static char path[60000];
    static const size_t lengths[] = {2000U, 3900U, 30000U, sizeof path - 1U};
    for (size_t k = 0U; k < sizeof lengths / sizeof lengths[0]; k++) {
        memset(path, 'a', lengths[k]);
        path[0] = '/';
        const int fd = client_connect(port);
        (void)send(fd, "GET ", 4U, MSG_NOSIGNAL);
        (void)send(fd, path, lengths[k], MSG_NOSIGNAL);
        char rest[100];
        (void)snprintf(rest, sizeof rest, " HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n",
                       port);
        (void)send(fd, rest, strlen(rest), MSG_NOSIGNAL);
        client_read(&said, fd, 5000);
        (void)close(fd);
        assert_true(said.closed);
        assert_int_not_equal(client_status(&said), 200);
        assert_true(said.length < 4096U);
    }
}

static void head_tells_all_and_sends_nothing(void** state)
{
    (void)state;
    client_ask(&said, port, "HEAD", "/", "");
    assert_int_equal(client_status(&said), 200);
    assert_true(client_has_line(&said, "Content-Length: 20"));
    assert_true(client_has_name(&said, "ETag"));
    assert_string_equal(client_body(&said), "");
}

static void nothing_can_be_sent_to_it(void** state)
{
    (void)state;
    static const char* const methods[] = {"POST",    "PUT",   "DELETE",  "PATCH",
                                          "OPTIONS", "TRACE", "CONNECT", "BREW"};
    for (size_t k = 0U; k < sizeof methods / sizeof methods[0]; k++) {
        client_ask(&said, port, methods[k], "/", "Content-Length: 1000000000\r\n");
        assert_int_equal(client_status(&said), 405);
        assert_true(client_has_line(&said, "Allow: GET, HEAD"));
        assert_true(said.closed);
    }
}

static void another_name_for_this_machine_is_refused(void** state)
{
    (void)state;
    char request[300];
    static const char* const hosts[] = {"evil.example", "evil.example:%d", "localhost", "127.0.0.1:1",
                                        "[::2]:%d"};
    for (size_t k = 0U; k < sizeof hosts / sizeof hosts[0]; k++) {
        char host[100];
        const char* const mark = strstr(hosts[k], "%d");
        (void)snprintf(host, sizeof host, "%.*s", mark == NULL ? 99 : (int)(mark - hosts[k]), hosts[k]);
        if (mark != NULL) {
            (void)snprintf(host + strlen(host), 10U, "%d", port);
        }
        const int length = snprintf(request, sizeof request,
                                    "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", host);
        client_ask_bytes(&said, port, request, (size_t)length);
        assert_int_equal(client_status(&said), 421);
        assert_null(strstr(said.bytes, "start</p>"));
    }
}

static void two_hundred_slow_clients_keep_nobody_out(void** state)
{
    (void)state;
    enum { slow_count = 200 };
    int slow[slow_count];
    for (int k = 0; k < slow_count; k++) {
        slow[k] = client_connect(port);
        client_send(slow[k], "GET / HTTP/1.1\r\nHost: loc", 25U);
    }
    for (int k = 0; k < 20; k++) {
        client_ask(&said, port, "GET", "/", "");
        assert_int_equal(client_status(&said), 200);
        client_send(slow[k], "a", 1U);
    }
    // They are slow, not cut off: the last one ends its request and is answered.
    char rest[100];
    const int length = snprintf(rest, sizeof rest, "alhost:%d\r\nConnection: close\r\n\r\n", port);
    client_send(slow[slow_count - 1], rest, (size_t)length);
    client_read(&said, slow[slow_count - 1], 5000);
    assert_int_equal(client_status(&said), 200);
    for (int k = 0; k < slow_count; k++) {
        (void)close(slow[k]);
    }
}

static void ends_cleanly_when_it_is_told_to(void** state)
{
    (void)state;
    assert_int_equal(end_program(SIGINT), 0);
    start_program("--address", "127.0.0.1");
    const int idle = client_connect(port); // a client that is still there
    assert_int_equal(end_program(SIGTERM), 0);
    (void)close(idle);
    start_program("--address", "127.0.0.2");
}

static void says_what_is_wrong_and_how_to_mend_it(void** state)
{
    (void)state;
    char taken[200];
    (void)snprintf(taken, sizeof taken, "serve --folder %s --port %d 2>&1", folder, port);
    const struct {
        const char* words;
        int status;
        const char* says;
    } rows[] = {{taken, 4, "port"},
                {"serve --folder tools --port 0 2>&1", 3, "index.html"},
                {"serve --folder /nonexistent 2>&1", 3, "/nonexistent: No such file"},
                {"serve --port 65536 2>&1", 2, "expected a number from 0 to 65535, found \"65536\""},
                {"serve --port -1 2>&1", 2, "0 to 65535"},
                {"serve --port 80x 2>&1", 2, "80x"},
                {"serve --port= 2>&1", 2, "0 to 65535"},
                {"serve --port 2>&1", 2, "--port wants"},
                {"serve --adress ::1 2>&1", 2, "--address"},
                {"serve --address localhost 2>&1", 2, "found \"localhost\""},
                {"serve here 2>&1", 2, "here"}};
    for (size_t k = 0U; k < sizeof rows / sizeof rows[0]; k++) {
        program_run(&run, rows[k].words);
        assert_int_equal(run.status, rows[k].status);
        program_says(&run, rows[k].says);
    }
}

static void finds_the_page_among_the_shared_files(void** state)
{
    (void)state;
    char words[100];
    folder_put_folder(folder, "knowledge");
    folder_put_folder(folder, "vehicles");
    assert_int_equal(setenv("DECKLID_SHARE", folder, 1), 0);
    (void)snprintf(words, sizeof words, "serve --port %d 2>&1", port);
    program_run(&run, words);
    assert_int_equal(run.status, 3);
    program_says(&run, "make page");
    folder_put_folder(folder, "page");
    folder_put(folder, "page/index.html", "start");
    program_run(&run, words); // found, and then the port is taken
    assert_int_equal(run.status, 4);
    assert_int_equal(unsetenv("DECKLID_SHARE"), 0);
}

static void warns_before_others_can_reach_it(void** state)
{
    (void)state;
    char words[300];
    (void)snprintf(words, sizeof words, "serve --port %d --address 0.0.0.0 --folder %s 2>&1", port, folder);
    program_run(&run, words); // taken, so it ends by itself, warned all the same
    assert_int_equal(run.status, 4);
    program_says(&run, "warning");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(sends_each_file_with_its_type),
                                       TEST(sends_the_form_the_browser_wants),
                                       TEST(sends_nothing_twice_that_has_not_changed),
                                       TEST(never_leaves_its_folder),
                                       TEST(a_raw_zero_in_a_path_leads_nowhere_else),
                                       TEST(an_overlong_request_is_refused),
                                       TEST(head_tells_all_and_sends_nothing),
                                       TEST(nothing_can_be_sent_to_it),
                                       TEST(another_name_for_this_machine_is_refused),
                                       TEST(two_hundred_slow_clients_keep_nobody_out),
                                       TEST(ends_cleanly_when_it_is_told_to),
                                       TEST(says_what_is_wrong_and_how_to_mend_it),
                                       TEST(finds_the_page_among_the_shared_files),
                                       TEST(warns_before_others_can_reach_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
