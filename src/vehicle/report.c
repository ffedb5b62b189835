#include "vehicle/report.h"
#include "base/words.h"
#include <stdio.h>
#include <string.h>

enum { found_max = 48, nearest_count = 3 };

static void end_line(vehicle_errors_t* const errors, const int wrote, const size_t room)
{
    errors->count++;
    if (wrote < 0 || (size_t)wrote >= room) {
        if (room > 0) {
            errors->text[errors->length] = '\0';
        }
        return;
    }
    errors->length += (size_t)wrote;
}

void vehicle_report(vehicle_errors_t* const errors, const char* const file, const vehicle_place_t at,
                    const char* const expected, const char* const found)
{
    const size_t room = errors->capacity > errors->length ? errors->capacity - errors->length : 0;
    char nothing[1];
    char* const to = room > 0 ? errors->text + errors->length : nothing;
    const int wrote = snprintf(to, room, "%s:%u:%u: expected %s, found %s\n", file, (unsigned)at.line,
                               (unsigned)at.column, expected, found);
    end_line(errors, wrote, room);
}

/// Cut between characters, so that the message stays UTF-8; line ends become blanks, so that it stays one
/// line.
static void describe(const vehicle_node_t* const node, char* const out)
{
    size_t length = node->length < found_max ? node->length : found_max;
    while (length < node->length && length > 0 && ((unsigned char)node->text[length] & 0xC0U) == 0x80U) {
        length--;
    }
    for (size_t k = 0; k < length; k++) {
        out[k] = node->text[k];
        if (out[k] == '\n') {
            out[k] = ' ';
        }
    }
    (void)snprintf(out + length, 4, "%s", length < node->length ? "..." : "");
}

void vehicle_report_node(vehicle_errors_t* const errors, const char* const file,
                         const vehicle_node_t* const node, const char* const expected)
{
    char text[found_max + 4] = "nothing";
    if (node->kind != vehicle_node_scalar) {
        (void)snprintf(text, sizeof text, "%s", node->kind == vehicle_node_map ? "a map" : "a list");
    } else if (node->length > 0) {
        describe(node, text);
    }
    vehicle_report(errors, file, node->at, expected, text);
}

typedef struct {
    const char* name[nearest_count];
    unsigned distance[nearest_count];
} nearest_t;

static bool is_kept(const nearest_t* const best, const char* const name)
{
    bool kept = false;
    for (int k = 0; k < nearest_count; k++) {
        kept = kept || (best->name[k] != NULL && strcmp(best->name[k], name) == 0);
    }
    return kept;
}

static void keep_nearest(nearest_t* const best, const char* name, unsigned distance)
{
    for (int k = 0; k < nearest_count; k++) {
        if (best->name[k] == NULL || distance < best->distance[k]) {
            const char* const old_name = best->name[k];
            const unsigned old_distance = best->distance[k];
            best->name[k] = name;
            best->distance[k] = distance;
            if (old_name == NULL) {
                return;
            }
            name = old_name;
            distance = old_distance;
        }
    }
}

void vehicle_report_nearest(vehicle_errors_t* const errors, const char* const file,
                            const vehicle_node_t* const node, const vehicle_names_t* const names)
{
    if (errors->length + 1 >= errors->capacity || node->kind != vehicle_node_scalar) {
        vehicle_report_node(errors, file, node, names->what);
        return;
    }
    char found[base_word_max + 1];
    const int length = node->length < sizeof found ? (int)node->length : base_word_max;
    (void)snprintf(found, sizeof found, "%.*s", length, node->text);
    nearest_t best = {{NULL}, {0}};
    for (uint16_t k = 0; k < names->count; k++) {
        const char* const name = names->name(names->list, k);
        if (!is_kept(&best, name)) { // the parts of params.h stand in many rows
            keep_nearest(&best, name, base_word_distance(found, name));
        }
    }
    char expected[256];
    const char* const second = best.name[1] != NULL ? ", " : "";
    const char* const third = best.name[2] != NULL ? ", " : "";
    (void)snprintf(expected, sizeof expected, "a %s (nearest: %.60s%s%.60s%s%.60s)", names->what,
                   best.name[0] != NULL ? best.name[0] : "there are none", second,
                   best.name[1] != NULL ? best.name[1] : "", third, best.name[2] != NULL ? best.name[2] : "");
    vehicle_report_node(errors, file, node, expected);
}
