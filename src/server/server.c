#define _POSIX_C_SOURCE 200809L
#include "server/server.h"
#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { tick_ms = 200, tries = 8 };

server_config_t server_default_config(void)
{
    return (server_config_t){
        .connections = server_connections_max, .request_ms = 60 * 1000, .crowded_ms = 3 * 1000};
}

static int64_t now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static server_guest_t* free_guest(server_listener_t* const self)
{
    for (int k = 0; k < self->connections; k++) {
        if (self->guest[k].fd < 0) {
            return &self->guest[k];
        }
    }
    return NULL;
}

/// Called by the library when a connection begins, and before it closes its socket.
static void note_connection(void* const listener, struct MHD_Connection* const connection, void** const guest,
                            const enum MHD_ConnectionNotificationCode code)
{
    server_listener_t* const self = listener;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo* const about =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        server_guest_t* const place = free_guest(self);
        if (about != NULL && place != NULL) {
            *place = (server_guest_t){.fd = about->connect_fd, .since_ms = now_ms()};
            self->guest_count++;
        }
        *guest = place;
    } else if (*guest != NULL) {
        ((server_guest_t*)*guest)->fd = -1;
        self->guest_count--;
        self->someone_left = true;
    }
}

/// Called by the library when an answer is out, or cut off.
static void note_end(void* const listener, struct MHD_Connection* const connection, void** const state,
                     const enum MHD_RequestTerminationCode code)
{
    (void)listener;
    (void)state;
    (void)code;
    const union MHD_ConnectionInfo* const about =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    if (about != NULL && about->socket_context != NULL) {
        ((server_guest_t*)about->socket_context)->since_ms = now_ms();
    }
}

/// Cuts connections that have gone too long without an answer: the library then finds them ended. Its own
/// timeout starts again with every byte, so that a byte now and then would hold a connection for ever.
static void cut_slow(server_listener_t* const self, const server_config_t* const config)
{
    const bool crowded = self->guest_count >= self->connections;
    const int64_t since_ms = now_ms() - (crowded ? config->crowded_ms : config->request_ms);
    for (int k = 0; k < self->connections; k++) {
        if (self->guest[k].fd >= 0 && self->guest[k].since_ms <= since_ms) {
            (void)shutdown(self->guest[k].fd, SHUT_RDWR);
        }
    }
}

static void add_line(struct MHD_Response* const response, const char* const name, const char* const value)
{
    if (value != NULL) {
        (void)MHD_add_response_header(response, name, value);
    }
}

static void add_lines(struct MHD_Response* const response, const server_answer_t* const answer)
{
    add_line(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer->type);
    add_line(response, MHD_HTTP_HEADER_CACHE_CONTROL, answer->cache);
    add_line(response, MHD_HTTP_HEADER_ETAG, answer->etag);
    add_line(response, MHD_HTTP_HEADER_CONTENT_ENCODING, answer->encoding);
    add_line(response, MHD_HTTP_HEADER_VARY, answer->varies ? "Accept-Encoding" : NULL);
    add_line(response, MHD_HTTP_HEADER_ALLOW, answer->tells_methods ? "GET, HEAD" : NULL);
    int count = 0;
    const server_line_t* const strict = server_strict_lines(answer->type, &count);
    for (int k = 0; k < count; k++) {
        add_line(response, strict[k].name, strict[k].value);
    }
}

static enum MHD_Result send_answer(struct MHD_Connection* const connection,
                                   const server_answer_t* const answer, const bool last)
{
    // Of the library's ways to send bytes it does not own, this one takes them as const.
    const struct MHD_IoVec body = {.iov_base = answer->body, .iov_len = answer->length};
    struct MHD_Response* const response = MHD_create_response_from_iovec(&body, 1U, NULL, NULL);
    if (response == NULL) {
        return MHD_NO;
    }
    add_lines(response, answer);
    add_line(response, MHD_HTTP_HEADER_CONNECTION, last ? "close" : NULL);
    const enum MHD_Result queued = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result count_host(void* const count, const enum MHD_ValueKind kind, const char* const name,
                                  const char* const value)
{
    (void)kind;
    (void)value;
    *(int*)count += strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0 ? 1 : 0;
    return MHD_YES;
}

static server_answer_t answer_to(const server_listener_t* const self, struct MHD_Connection* const connection,
                                 const char* const path, const char* const method)
{
    server_request_t request = {
        .method = method,
        .path = path,
        .host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST),
        .accept_encoding =
            MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT_ENCODING),
        .if_none_match =
            MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_IF_NONE_MATCH)};
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, count_host, &request.host_count);
    return server_answer(self->table, &self->place, &request);
}

/// Called by the library once when the lines of a request are there, and again when its body ended. What may
/// not be done is refused at once, its body unread; nobody sends a body with what may be done.
// NOLINTBEGIN(readability-function-size,readability-non-const-parameter): the library's contract
static enum MHD_Result answer_request(void* const listener, struct MHD_Connection* const connection,
                                      const char* const path, const char* const method,
                                      const char* const version, const char* const body,
                                      size_t* const body_size, void** const state)
{
    (void)version;
    (void)body;
    const bool first = *state == NULL;
    *state = listener;
    const bool reads = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
    if (first && reads) {
        return MHD_YES;
    }
    if (*body_size != 0U) {
        return MHD_NO;
    }
    const server_answer_t answer = answer_to(listener, connection, path, method);
    return send_answer(connection, &answer, first);
}
// NOLINTEND(readability-function-size,readability-non-const-parameter)

/// Paths are looked up as they were sent: see server_name_is_plain.
static size_t leave_escapes(void* const nothing, struct MHD_Connection* const connection, char* const text)
{
    (void)nothing;
    (void)connection;
    return strlen(text);
}

static bool start_daemon(server_listener_t* const self, const int fd)
{
    self->daemon = MHD_start_daemon(MHD_USE_EPOLL, self->place.port, NULL, NULL, answer_request, self,
                                    MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT,
                                    (unsigned)self->connections, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                                    (size_t)server_request_bytes_max, MHD_OPTION_NOTIFY_CONNECTION,
                                    note_connection, self, MHD_OPTION_NOTIFY_COMPLETED, note_end, self,
                                    MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, self, MHD_OPTION_END);
    return self->daemon != NULL;
}

/// Listens at one address more; 0 or negative errno.
static int add_listener(server_t* const self, const server_table_t* const table, const char* const address)
{
    uint16_t port = self->port;
    bool loopback = false;
    if (!server_address_read(address, &loopback)) {
        return -EINVAL;
    }
    const int fd = server_listen(address, &port);
    if (fd < 0) {
        return fd;
    }
    server_listener_t* const listener = &self->listener[self->listener_count];
    *listener =
        (server_listener_t){.table = table,
                            .place = {.any_host = !loopback, .address = self->config.address, .port = port},
                            .connections = self->config.connections};
    for (int k = 0; k < server_connections_max; k++) {
        listener->guest[k].fd = -1;
    }
    if (!start_daemon(listener, fd)) {
        (void)close(fd);
        return -ENOMEM;
    }
    self->listener_count++;
    self->port = port;
    return 0;
}

/// Listens at both loopback addresses, or at the first if this machine has no IPv6. Nobody else may listen at
/// the second: a browser sent to localhost could end up there.
static int add_loopback(server_t* const self, const server_table_t* const table)
{
    int failure = -EADDRINUSE;
    for (int k = 0; k < tries && failure == -EADDRINUSE; k++) {
        server_close(self);
        failure = add_listener(self, table, "127.0.0.1");
        if (failure != 0) {
            return failure;
        }
        failure = add_listener(self, table, "::1");
        if (self->config.port != 0U) {
            break;
        }
    }
    return failure == -EAFNOSUPPORT || failure == -EADDRNOTAVAIL ? 0 : failure;
}

bool server_open(server_t* const self, const server_config_t* const config, const server_table_t* const table,
                 char* const error, const size_t capacity)
{
    *self = (server_t){.config = *config, .port = config->port};
    if (config->connections < 1 || config->connections > server_connections_max) {
        (void)snprintf(error, capacity, "expected 1 to %d connections, found %d", (int)server_connections_max,
                       config->connections);
        return false;
    }
    const int failure =
        config->address == NULL ? add_loopback(self, table) : add_listener(self, table, config->address);
    if (failure != 0) {
        (void)snprintf(error, capacity, "cannot listen at %s, port %u: %s",
                       config->address == NULL ? "127.0.0.1 and ::1" : config->address,
                       (unsigned)config->port, strerror(-failure));
        server_close(self);
    }
    return failure == 0;
}

/// How long nothing needs to be done unless somebody sends something; -1 for ever. While it is full the
/// library does not look for newcomers; it has to be run once more after somebody left to look again.
static int rest_ms(const server_t* const self)
{
    int rest = -1;
    for (int k = 0; k < self->listener_count; k++) {
        unsigned MHD_LONG_LONG wish = 0U;
        if (self->listener[k].someone_left ||
            (MHD_get_timeout(self->listener[k].daemon, &wish) == MHD_YES && wish == 0U)) {
            return 0;
        }
        rest = self->listener[k].guest_count > 0 ? tick_ms : rest;
    }
    return rest;
}

bool server_run(server_t* const self, const int stop_fd)
{
    struct pollfd wait[1 + server_places_max] = {{.fd = stop_fd, .events = POLLIN}};
    for (int k = 0; k < self->listener_count; k++) {
        const union MHD_DaemonInfo* const about =
            MHD_get_daemon_info(self->listener[k].daemon, MHD_DAEMON_INFO_EPOLL_FD);
        if (about == NULL) {
            return false;
        }
        wait[1 + k] = (struct pollfd){.fd = about->epoll_fd, .events = POLLIN};
    }
    for (;;) {
        if (poll(wait, 1U + (nfds_t)self->listener_count, rest_ms(self)) < 0 && errno != EINTR) {
            return false;
        }
        if (wait[0].revents != 0) {
            return true;
        }
        for (int k = 0; k < self->listener_count; k++) {
            self->listener[k].someone_left = false;
            if (MHD_run(self->listener[k].daemon) != MHD_YES) {
                return false;
            }
            cut_slow(&self->listener[k], &self->config);
        }
    }
}

void server_close(server_t* const self)
{
    for (int k = 0; k < self->listener_count; k++) {
        MHD_stop_daemon(self->listener[k].daemon);
    }
    self->listener_count = 0;
    self->port = self->config.port;
}
