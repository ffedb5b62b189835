/// SHA-256 (FIPS 180-4): the name of a content. Here for entity tags and for the check that a file's name is
/// the hash of its content, which `sha256sum` computes too. No heap.
#pragma once
#include <stddef.h>

enum { server_hash_digits = 64 };

/// Writes the hash of `size` bytes as lower-case hexadecimal digits and a zero. O(size).
void server_hash_bytes(const void* bytes, size_t size, char digits[server_hash_digits + 1]);
