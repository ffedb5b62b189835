/// What the name of a served file says: whether it may be served, its media type, how long it may be kept.
#pragma once
#include <stdbool.h>

enum { server_name_max = 200 };

/// True for a relative path of letters, digits, '.', '_', '-' and single '/', with no part that is empty or
/// begins with '.', at most server_name_max long. Such a name is the same in a URL, so no escape is ever
/// decoded: whatever a client writes otherwise is the name of nothing.
bool server_name_is_plain(const char* name);

/// The media type by the ending; application/octet-stream for an ending that is not known. Never NULL.
const char* server_name_type(const char* name);
