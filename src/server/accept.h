/// Which of the stored forms of a file a client gets (RFC 9110 sections 12.4.2 and 12.5.3). No heap.
#pragma once
#include <stdbool.h>

/// Forms of a file, from the longest to the shortest.
typedef enum {
    server_coding_identity = 0, ///< as it is
    server_coding_gzip,
    server_coding_br,
    server_coding_count
} server_coding_t;

/// The name of a coding in Content-Encoding: "identity", "gzip", "br".
const char* server_coding_name(server_coding_t coding);

/// The coding with the greatest weight in an Accept-Encoding field (NULL: there was none) among those that
/// are `there`; of equal weights the shortest. A coding that is not named has the weight of "*"; identity
/// needs no mention. Identity where nothing else fits, even if it was refused: a readable answer helps more
/// than none. A weight that is malformed counts as 0. O(length).
server_coding_t server_coding_choose(const char* accept, const bool there[server_coding_count]);
