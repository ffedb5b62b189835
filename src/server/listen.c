#define _GNU_SOURCE // SOCK_CLOEXEC, SOCK_NONBLOCK
#include "server/listen.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { backlog = 128 };

/// An address of either family, as the calls of sockets want it.
typedef union {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} place_t;

static bool read_place(const char* const address, const uint16_t port, place_t* const place,
                       socklen_t* const length)
{
    memset(place, 0, sizeof *place);
    if (inet_pton(AF_INET, address, &place->v4.sin_addr) == 1) {
        place->v4.sin_family = AF_INET;
        place->v4.sin_port = htons(port);
        *length = sizeof place->v4;
        return true;
    }
    if (inet_pton(AF_INET6, address, &place->v6.sin6_addr) == 1) {
        place->v6.sin6_family = AF_INET6;
        place->v6.sin6_port = htons(port);
        *length = sizeof place->v6;
        return true;
    }
    return false;
}

bool server_address_read(const char* const address, bool* const loopback)
{
    place_t place;
    socklen_t length = 0;
    if (!read_place(address, 0, &place, &length)) {
        return false;
    }
    *loopback = place.any.sa_family == AF_INET ? (ntohl(place.v4.sin_addr.s_addr) >> 24U) == 127U
                                               : IN6_IS_ADDR_LOOPBACK(&place.v6.sin6_addr) != 0;
    return true;
}

static bool bind_and_listen(const int fd, const place_t* const place, const socklen_t length)
{
    const int yes = 1;
    // Restarting at once is fine; ::1 takes no IPv4 clients from the other socket.
    return setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
           (place->any.sa_family != AF_INET6 ||
            setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes) == 0) &&
           bind(fd, &place->any, length) == 0 && listen(fd, backlog) == 0;
}

int server_listen(const char* const address, uint16_t* const port)
{
    place_t place;
    socklen_t length = 0;
    if (!read_place(address, *port, &place, &length)) {
        return -EINVAL;
    }
    const int fd = socket(place.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -errno;
    }
    if (!bind_and_listen(fd, &place, length) || getsockname(fd, &place.any, &length) != 0) {
        const int failure = errno;
        (void)close(fd);
        return -failure;
    }
    *port = ntohs(place.any.sa_family == AF_INET ? place.v4.sin_port : place.v6.sin6_port);
    return fd;
}
