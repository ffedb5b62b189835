#include "web/memory.h"
#include <stdlib.h>

void* web_alloc(const size_t size)
{
    return malloc(size);
}

void web_free(void* const bytes)
{
    free(bytes);
}
