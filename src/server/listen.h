/// The sockets that are listened at. Every one is closed on exec and never blocks.
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// True if this is an IPv4 or IPv6 address in digits; `loopback` tells whether only this machine can reach
/// it.
bool server_address_read(const char* address, bool* loopback);

/// A listening socket, to be closed by the caller; negative errno if there is none. Port 0 takes a free one
/// and `port` then says which.
int server_listen(const char* address, uint16_t* port);
