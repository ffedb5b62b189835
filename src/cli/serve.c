#define _POSIX_C_SOURCE 200809L
#include "cli/cli.h"
#include "server/server.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum { default_port = 8080, port_max = 65535 };

/// What was asked for; false after an error.
static bool read_config(const cli_given_t* const given, server_config_t* const config)
{
    uint64_t port = default_port;
    const char* const address = cli_value(given, "--address");
    bool loopback = true;
    if (!cli_number(given, "--port", port_max, &port)) {
        return false;
    }
    if (address != NULL && !server_address_read(address, &loopback)) {
        (void)fprintf(stderr,
                      "decklid serve: --address: expected one in digits, 192.0.2.7 or 2001:db8::7, found "
                      "\"%s\"\n",
                      address);
        return false;
    }
    if (!loopback) {
        (void)fprintf(
            stderr,
            "decklid serve: warning: everybody who reaches %s can read the pages, and the way there "
            "is not encrypted; browsers keep them for offline use only from localhost or by https\n",
            address);
    }
    *config = server_default_config();
    config->port = (uint16_t)port;
    config->address = address;
    return true;
}

/// The folder that `make page` builds or `make install` puts in place; false after an error.
static bool find_folder(const cli_t* const self, char* const folder, const size_t capacity)
{
    static const char* const places[] = {"build/page", "page"};
    for (size_t k = 0U; k < sizeof places / sizeof places[0]; k++) {
        char index[600];
        struct stat about;
        (void)snprintf(folder, capacity, "%.500s/%s", self->share, places[k]);
        (void)snprintf(index, sizeof index, "%.560s/index.html", folder);
        if (stat(index, &about) == 0) {
            return true;
        }
    }
    (void)fprintf(stderr,
                  "decklid serve: %.500s: no page here yet; `make page` builds it, --folder names another\n",
                  self->share);
    return false;
}

/// Readable once somebody wants the program to end (SIGINT, SIGTERM); negative after an error.
static int watch_for_end(void)
{
    sigset_t ends;
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGINT);
    (void)sigaddset(&ends, SIGTERM);
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    if (sigaction(SIGPIPE, &ignore, NULL) != 0 || sigprocmask(SIG_BLOCK, &ends, NULL) != 0) {
        perror("decklid serve: signals");
        return -1;
    }
    const int fd = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0) {
        perror("decklid serve: signals");
    }
    return fd;
}

static void say_where(const server_t* const server, const server_table_t* const table)
{
    const char* const address = server->config.address;
    const bool bare_v6 = address != NULL && strchr(address, ':') != NULL;
    (void)printf("Open http://%s%s%s:%u/ in a browser. Ctrl-C ends this.\n", bare_v6 ? "[" : "",
                 address == NULL ? "localhost" : address, bare_v6 ? "]" : "", (unsigned)server->port);
    (void)fflush(stdout);
    if (table->left_out > 0) {
        (void)fprintf(stderr,
                      "decklid serve: not served, being links, hidden or oddly named: %d, such as %s\n",
                      table->left_out, table->first_left_out);
    }
}

static int serve_table(const server_config_t* const config, const server_table_t* const table)
{
    char error[300];
    server_t server;
    const int end_fd = watch_for_end();
    if (end_fd < 0) {
        return cli_no;
    }
    int status = cli_no_connection;
    if (server_open(&server, config, table, error, sizeof error)) {
        say_where(&server, table);
        status = server_run(&server, end_fd) ? cli_done : cli_no_connection;
        server_close(&server);
    } else {
        (void)fprintf(stderr, "decklid serve: %s\n", error);
    }
    (void)close(end_fd);
    return status;
}

int cli_serve(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {{"--port", false, "a number, 0 to 65535"},
                                           {"--folder", false, "a folder"},
                                           {"--address", false, "an address in digits"}};
    cli_given_t given;
    server_config_t config;
    if (!cli_parse(argc, argv, options, 3, &given) || !read_config(&given, &config)) {
        return cli_usage;
    }
    char found[560];
    const char* folder = cli_value(&given, "--folder");
    if (folder == NULL) {
        if (!find_folder(self, found, sizeof found)) {
            return cli_bad_file;
        }
        folder = found;
    }
    char error[600];
    server_table_t table;
    const bool read = server_table_open(&table, folder, error, sizeof error);
    if (!read) {
        (void)fprintf(stderr, "decklid serve: %s\n", error);
    }
    const int status = read ? serve_table(&config, &table) : cli_bad_file;
    server_table_close(&table);
    return status;
}
