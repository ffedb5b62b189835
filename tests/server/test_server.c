#define _XOPEN_SOURCE 700
#include "server/client.h"
#include "server/server.h"
#include <pthread.h>
#include <signal.h>
#include <time.h>

enum { few = 8 };

static char folder[64];
static server_table_t table;
static server_t server;
static char error[600];
static int stop[2];
static pthread_t thread;
static client_answer_t said;

static void* run(void* const nothing)
{
    return server_run(&server, stop[0]) ? nothing : &server;
}

/// Serves a small folder with room for few clients, who have so long.
static int start_with(const int request_ms)
{
    (void)signal(SIGPIPE, SIG_IGN);
    folder_make(folder);
    folder_put(folder, "index.html", "<!doctype html>start");
    folder_put(folder, "index.html.br", "BR");
    folder_put(folder, "index.html.gz", "GZIP");
    folder_put(folder, "empty.txt", "");
    assert_true(server_table_open(&table, folder, error, sizeof error));
    const server_config_t config = {.connections = few, .request_ms = request_ms, .crowded_ms = 300};
    if (!server_open(&server, &config, &table, error, sizeof error)) {
        fail_msg("%s", error);
    }
    assert_int_equal(pipe(stop), 0);
    assert_int_equal(pthread_create(&thread, NULL, run, NULL), 0);
    return 0;
}

static int start(void** state)
{
    (void)state;
    return start_with(60000);
}

static int start_hasty(void** state)
{
    (void)state;
    return start_with(1500);
}

static int end(void** state)
{
    (void)state;
    void* failed = NULL;
    assert_int_equal(write(stop[1], "x", 1U), 1);
    assert_int_equal(pthread_join(thread, &failed), 0);
    assert_null(failed);
    server_close(&server);
    server_table_close(&table);
    (void)close(stop[0]);
    (void)close(stop[1]);
    folder_remove(folder);
    return 0;
}

static int64_t now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void an_answer_has_its_strict_lines_whatever_it_is(void** state)
{
    (void)state;
    static const char* const asked[][2] = {{"GET", "/"}, {"GET", "/none"}, {"POST", "/"}, {"HEAD", "/"}};
    int count = 0;
    const server_line_t* const lines = server_strict_lines("text/plain", &count);
    for (size_t k = 0U; k < sizeof asked / sizeof asked[0]; k++) {
        client_ask(&said, server.port, asked[k][0], asked[k][1], "");
        for (int line = 0; line < count; line++) {
            assert_true(client_has_name(&said, lines[line].name));
        }
    }
}

static void one_connection_carries_many_requests(void** state)
{
    (void)state;
    char request[300];
    const int length = snprintf(request, sizeof request,
                                "GET / HTTP/1.1\r\nHost: localhost:%d\r\nIf-None-Match: *\r\n\r\n"
                                "HEAD / HTTP/1.1\r\nHost: localhost:%d\r\n\r\n"
                                "GET /empty.txt HTTP/1.1\r\nHost: localhost:%d\r\n\r\n"
                                "GET / HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n",
                                server.port, server.port, server.port, server.port);
    client_ask_bytes(&said, server.port, request, (size_t)length);
    int answers = 0;
    for (const char* at = said.bytes; (at = strstr(at, "HTTP/1.1 ")) != NULL; at++) {
        answers++;
    }
    assert_int_equal(answers, 4);
    assert_int_equal(client_status(&said), 304);
    assert_true(said.closed);
    assert_string_equal(said.bytes + said.length - 20, "<!doctype html>start");
}

static void a_byte_now_and_then_holds_no_connection_for_ever(void** state)
{
    (void)state;
    const int fd = client_connect(server.port);
    const int64_t begin_ms = now_ms();
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    while (now_ms() - begin_ms < 10000 && poll(&wait, 1U, 100) == 0) {
        (void)send(fd, "G", 1U, MSG_NOSIGNAL);
    }
    const int64_t lasted_ms = now_ms() - begin_ms;
    assert_true(lasted_ms >= 1400);
    assert_true(lasted_ms < 10000);
    (void)close(fd);
}

static void slow_clients_in_every_place_make_room_for_the_next(void** state)
{
    (void)state;
    int slow[3 * few];
    for (size_t k = 0U; k < sizeof slow / sizeof slow[0]; k++) {
        slow[k] = client_connect(server.port);
        (void)send(slow[k], "GET / HT", 8U, MSG_NOSIGNAL);
    }
    client_ask(&said, server.port, "GET", "/", "");
    assert_int_equal(client_status(&said), 200);
    for (size_t k = 0U; k < sizeof slow / sizeof slow[0]; k++) {
        (void)close(slow[k]);
    }
}

static void clients_that_vanish_leave_no_trace(void** state)
{
    (void)state;
    const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    for (int k = 0; k < 10 * few; k++) {
        const int fd = client_connect(server.port);
        client_send(fd, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", (size_t)(k % 37));
        assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
        (void)close(fd);
    }
    client_ask(&said, server.port, "GET", "/", "");
    assert_int_equal(client_status(&said), 200);
}

static void noise_is_refused_and_harms_nothing(void** state)
{
    (void)state;
    static char noise[100000];
    uint32_t word = 1U;
    for (int round = 0; round < 40; round++) {
        for (size_t k = 0U; k < sizeof noise; k++) {
            word = word * 1664525U + 1013904223U;
            noise[k] = round % 2 == 0 ? (char)(word >> 24U) : (char)('A' + round);
        }
        const int fd = client_connect(server.port);
        (void)send(fd, noise, round < 20 ? 1000U : sizeof noise, MSG_NOSIGNAL | MSG_DONTWAIT);
        client_read(&said, fd, 50);
        assert_int_not_equal(client_status(&said), 200);
        (void)close(fd);
    }
    client_ask(&said, server.port, "GET", "/", "");
    assert_int_equal(client_status(&said), 200);
}

static void a_taken_port_is_named(void** state)
{
    (void)state;
    server_t other;
    const server_config_t same = {.port = server.port, .connections = 1};
    assert_false(server_open(&other, &same, &table, error, sizeof error));
    char port[20];
    (void)snprintf(port, sizeof port, "port %u", (unsigned)server.port);
    assert_non_null(strstr(error, port));
    assert_int_equal(other.listener_count, 0);
}

static void knows_which_addresses_only_this_machine_reaches(void** state)
{
    (void)state;
    bool loopback = false;
    assert_true(server_address_read("127.0.0.1", &loopback) && loopback);
    assert_true(server_address_read("127.9.8.7", &loopback) && loopback);
    assert_true(server_address_read("::1", &loopback) && loopback);
    assert_true(server_address_read("0.0.0.0", &loopback) && !loopback);
    assert_true(server_address_read("::", &loopback) && !loopback);
    assert_true(server_address_read("192.0.2.7", &loopback) && !loopback);
    assert_true(server_address_read("::ffff:127.0.0.1", &loopback) && !loopback);
    static const char* const none[] = {"",      "localhost", "127.1",       "1.2.3.256",
                                       "[::1]", "::1%lo",    "127.0.0.1:80"};
    for (size_t k = 0U; k < sizeof none / sizeof none[0]; k++) {
        assert_false(server_address_read(none[k], &loopback));
    }
}

static void refuses_an_impossible_number_of_connections(void** state)
{
    (void)state;
    server_t other;
    static const int wrong[] = {0, -1, server_connections_max + 1};
    for (size_t k = 0U; k < sizeof wrong / sizeof wrong[0]; k++) {
        const server_config_t config = {.connections = wrong[k]};
        assert_false(server_open(&other, &config, &table, error, sizeof error));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_has_its_strict_lines_whatever_it_is),
        TEST(one_connection_carries_many_requests),
        cmocka_unit_test_setup_teardown(a_byte_now_and_then_holds_no_connection_for_ever, start_hasty, end),
        TEST(slow_clients_in_every_place_make_room_for_the_next),
        TEST(clients_that_vanish_leave_no_trace),
        TEST(noise_is_refused_and_harms_nothing),
        TEST(a_taken_port_is_named),
        TEST(knows_which_addresses_only_this_machine_reaches),
        TEST(refuses_an_impossible_number_of_connections)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
