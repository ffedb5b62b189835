/// What every WebAssembly module of the page has: names that the page may call, and memory to pass texts in.
#pragma once
#include <stddef.h>

#if defined(__wasm__)
#define EXPORT(name) __attribute__((export_name(#name)))
#else
#define EXPORT(name)
#endif

enum { web_error_max = 600 }; ///< bytes of every `error` buffer

/// A buffer of the caller's to fill, or NULL; given back with web_free.
EXPORT(web_alloc) void* web_alloc(size_t size);
/// NULL is allowed.
EXPORT(web_free) void web_free(void* bytes);
