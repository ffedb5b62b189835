/// A client that sends exactly the bytes it is told and keeps what came back, and a folder to be served.
#pragma once
#include "check.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { client_answer_max = 1 << 17 };

typedef struct {
    char bytes[client_answer_max];
    size_t length;
    bool closed; ///< by the server; else the time was up
} client_answer_t;

/// A connection to 127.0.0.1.
static inline int client_connect(const int port)
{
    const struct sockaddr_in place = {.sin_family = AF_INET,
                                      .sin_port = htons((uint16_t)port),
                                      .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr*)(const void*)&place, sizeof place), 0);
    return fd;
}

static inline void client_send(const int fd, const char* const bytes, const size_t length)
{
    assert_int_equal(send(fd, bytes, length, MSG_NOSIGNAL), (ssize_t)length);
}

/// Reads until the server closes or nothing came for so long.
static inline void client_read(client_answer_t* const self, const int fd, const int silence_ms)
{
    *self = (client_answer_t){.length = 0U};
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    while (self->length < sizeof self->bytes - 1U && poll(&wait, 1U, silence_ms) > 0) {
        const ssize_t got = recv(fd, self->bytes + self->length, sizeof self->bytes - 1U - self->length, 0);
        if (got <= 0) {
            self->closed = true;
            break;
        }
        self->length += (size_t)got;
    }
    self->bytes[self->length] = '\0';
}

/// One request of these bytes on a connection of its own.
static inline void client_ask_bytes(client_answer_t* const self, const int port, const char* const bytes,
                                    const size_t length)
{
    const int fd = client_connect(port);
    client_send(fd, bytes, length);
    client_read(self, fd, 5000);
    (void)close(fd);
}

/// A request for a path with the right Host, more lines (each with its line end, or ""), and an end after it.
static inline void client_ask(client_answer_t* const self, const int port, const char* const method,
                              const char* const path, const char* const lines)
{
    char request[4096];
    const int length = snprintf(request, sizeof request,
                                "%s %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n%s\r\n", method,
                                path, port, lines);
    client_ask_bytes(self, port, request, (size_t)length);
}

static inline int client_status(const client_answer_t* const self)
{
    return strncmp(self->bytes, "HTTP/1.1 ", 9U) == 0 ? atoi(self->bytes + 9) : 0;
}

/// True if this line, without its line end, stands in the head of the answer.
static inline bool client_has_line(const client_answer_t* const self, const char* const line)
{
    char wanted[600];
    (void)snprintf(wanted, sizeof wanted, "\r\n%s\r\n", line);
    const char* const found = strstr(self->bytes, wanted);
    const char* const end = strstr(self->bytes, "\r\n\r\n");
    return found != NULL && end != NULL && found < end;
}

static inline bool client_has_name(const client_answer_t* const self, const char* const name)
{
    char wanted[100];
    (void)snprintf(wanted, sizeof wanted, "\r\n%s:", name);
    const char* const found = strstr(self->bytes, wanted);
    const char* const end = strstr(self->bytes, "\r\n\r\n");
    return found != NULL && end != NULL && found < end;
}

/// What comes after the head.
static inline const char* client_body(const client_answer_t* const self)
{
    const char* const end = strstr(self->bytes, "\r\n\r\n");
    return end == NULL ? "" : end + 4;
}

/// A new empty folder; its path in `folder`, at least 64 bytes.
static inline void folder_make(char* const folder)
{
    (void)snprintf(folder, 64U, "/tmp/decklid-page-XXXXXX");
    assert_non_null(mkdtemp(folder));
}

static inline void folder_put(const char* const folder, const char* const name, const char* const content)
{
    char path[400];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE* const file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content, 1U, strlen(content), file), strlen(content));
    assert_int_equal(fclose(file), 0);
}

static inline void folder_put_folder(const char* const folder, const char* const name)
{
    char path[400];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static inline void folder_remove(const char* const folder)
{
    char line[500];
    (void)snprintf(line, sizeof line, "rm -rf '%s'", folder);
    assert_int_equal(system(line), 0);
}
