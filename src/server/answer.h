/// What is answered to a request: a pure function of the table and the request's lines. No heap, no I/O.
#pragma once
#include "server/table.h"
#include <stdint.h>

/// The lines of a request that matter; NULL where there is none. Borrowed during the call.
typedef struct {
    const char* method;
    const char* path; ///< as it was sent, without the query
    const char* host;
    int host_count; ///< lines of Host
    const char* accept_encoding;
    const char* if_none_match;
} server_request_t;

/// Whose requests are answered.
typedef struct {
    bool any_host;       ///< not on loopback, where this machine may have any name
    const char* address; ///< an own name besides localhost, 127.0.0.1 and [::1], or NULL
    uint16_t port;
} server_place_t;

/// An answer. What it points to is the table's or static. For HEAD and with 304 the body is not sent, but its
/// length is told (RFC 9110 section 8.6).
typedef struct {
    unsigned status; ///< 200, 304, 400, 404, 405 or 421
    const void* body;
    size_t length;
    const char* type;     ///< NULL for 304
    const char* cache;    ///< Cache-Control
    const char* etag;     ///< NULL where there is no file
    const char* encoding; ///< Content-Encoding, or NULL
    bool varies;          ///< Vary: Accept-Encoding
    bool tells_methods;   ///< Allow: GET, HEAD
} server_answer_t;

/// In this order: one Host line or 400, an own host or 421, GET or HEAD or 405, a file of the table or 404,
/// its tag in If-None-Match or not (304 or 200). O(lines + log files).
server_answer_t server_answer(const server_table_t* table, const server_place_t* place,
                              const server_request_t* request);

/// True if an If-None-Match field (NULL: none) has this tag or is "*"; W/ before a tag is passed over
/// (RFC 9110 section 13.1.2 wants the weak comparison).
bool server_etag_is_in(const char* field, const char* etag);

/// Lines that stand in every answer of this media type: it is what it says it is and for this page alone.
/// Where it can run (a script may be a thread's) or its type is not one that can only be used: nothing from
/// elsewhere, no frame, no form. Where it is a document of its own (HTML, SVG) too: no other window at it,
/// and no device of the phone but copying into its clipboard. Where browsers pass these over they would
/// be 1.1 KB of every file.
typedef struct {
    const char* name;
    const char* value;
} server_line_t;
const server_line_t* server_strict_lines(const char* type, int* count);
