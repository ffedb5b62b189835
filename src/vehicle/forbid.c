#include "vehicle/forbid.h"
#include <string.h>

static const char* const forbidden_tag[] = {
    "pry",      "pry-bar",      "crowbar",   "drill",    "hammer", "force",  "flame",  "lighter",
    "heat-gun", "hot-water",    "blow-lamp", "gap-tool", "pick",   "bridge", "airbag", "forbidden",
    "orange",   "high-voltage", "child",     "yellow",   "foil",   "cut"};

const char* vehicle_forbid_tag(const char* const tags)
{
    for (size_t k = 0; tags != NULL && k < sizeof forbidden_tag / sizeof forbidden_tag[0]; k++) {
        if (vehicle_form_index(tags, ' ', forbidden_tag[k], strlen(forbidden_tag[k])) >= 0) {
            return forbidden_tag[k];
        }
    }
    return NULL;
}
