/// Whom a request is for. A page from elsewhere can make its own name point to 127.0.0.1 (DNS rebinding) and
/// would then read what is served here as its own; its requests still carry its name in Host. No heap.
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// True if a Host field names this machine itself: localhost, 127.0.0.1, [::1] or `address` (NULL: none; an
/// IPv6 address without brackets), and `port`. The port may be missing only where it is 80. False for NULL.
bool server_host_is_own(const char* host, const char* address, uint16_t port);
