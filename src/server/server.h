/// Serves a table of files over HTTP/1.1, with libmicrohttpd, in one thread and without ever waiting for a
/// client: the only room that sees that library. Connections, their memory and their time are bounded, so
/// that slow or many clients cannot keep others out for long. Uses the heap (the library's).
#pragma once
#include "server/answer.h"
#include "server/listen.h"

enum {
    server_places_max = 2,
    server_connections_max = 256,        ///< at each of the places
    server_request_bytes_max = 16 * 1024 ///< lines of a request, and what is buffered of its answer
};

/// Zero-initialise, or server_default_config.
typedef struct {
    const char* address; ///< an IPv4 or IPv6 address in digits; NULL: 127.0.0.1 and, where there is one, ::1
    uint16_t port;       ///< 0: one that is free
    int connections;     ///< at each place, 1 to server_connections_max
    int request_ms;      ///< a request, its answer and the silence before it may take so long
    int crowded_ms;      ///< the same while every connection is taken
} server_config_t;
server_config_t server_default_config(void);

/// A connection's own line in the server's books; fd < 0 is a free one.
typedef struct {
    int fd;
    int64_t since_ms; ///< since when it has not finished a request, on the monotonic clock
} server_guest_t;

/// One address that is listened at.
typedef struct {
    struct MHD_Daemon* daemon;
    const server_table_t* table;
    server_place_t place;
    int connections;
    int guest_count;
    bool someone_left; ///< in the last round
    server_guest_t guest[server_connections_max];
} server_listener_t;

/// Stays where it was opened. Borrows the table until it is closed.
typedef struct {
    server_config_t config;
    uint16_t port; ///< the one that is listened at
    int listener_count;
    server_listener_t listener[server_places_max];
} server_t;

/// Listens, but answers only in server_run. False, with a line of text in `error`, if the address cannot be
/// had: it is taken, not this machine's, or not allowed; nothing is left open then.
bool server_open(server_t* self, const server_config_t* config, const server_table_t* table, char* error,
                 size_t capacity);

/// Answers until there is something to read from `stop_fd`, which is left unread; true then. False if the
/// system fails. The process must not be ended by SIGPIPE.
bool server_run(server_t* self, int stop_fd);

/// Ends all connections. Does nothing for one that is not open.
void server_close(server_t* self);
