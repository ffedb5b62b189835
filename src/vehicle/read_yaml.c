#include "vehicle/guard.h"
#include "vehicle/read_tree.h"
#include <string.h>
#include <yaml.h>

static vehicle_place_t place_of(const yaml_mark_t mark)
{
    return (vehicle_place_t){(uint32_t)mark.line + 1U, (uint32_t)mark.column + 1U};
}

/// Text that stands in the file as it is read (plain words, most of all) is not copied.
static const char* keep_text(const vehicle_builder_t* const self, const yaml_event_t* const event)
{
    const char* const value = (const char*)event->data.scalar.value;
    const size_t length = event->data.scalar.length;
    const size_t from =
        event->start_mark.index + (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE ? 0U : 1U);
    if (from <= self->file->length && length <= self->file->length - from &&
        memcmp(self->file->bytes + from, value, length) == 0) {
        return self->file->bytes + from;
    }
    return vehicle_build_copy(self, value, length);
}

static bool read_scalar(vehicle_builder_t* const self, const yaml_event_t* const event)
{
    const vehicle_place_t at = place_of(event->start_mark);
    const size_t length = event->data.scalar.length;
    if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL) {
        return vehicle_build_refuse(self, at, "no anchors, aliases or tags", "one");
    }
    const char* const text = length > 0 ? keep_text(self, event) : "";
    if (text == NULL) {
        return vehicle_build_refuse(self, at, "a file that fits the arena", "a full arena");
    }
    return vehicle_build_scalar(self, at, text, length);
}

static bool open_level(vehicle_builder_t* const self, const yaml_event_t* const event,
                       const vehicle_node_kind_t kind)
{
    const bool is_map = kind == vehicle_node_map;
    const yaml_char_t* const anchor =
        is_map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    const yaml_char_t* const tag = is_map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    if (anchor != NULL || tag != NULL) {
        return vehicle_build_refuse(self, place_of(event->start_mark), "no anchors, aliases or tags", "one");
    }
    return vehicle_build_open(self, place_of(event->start_mark), kind);
}

static bool close_level(vehicle_builder_t* const self)
{
    vehicle_build_close(self);
    return true;
}

static bool start_document(const vehicle_builder_t* const self, const yaml_event_t* const event)
{
    if (self->root != NULL) {
        return vehicle_build_refuse(self, place_of(event->start_mark), "one document", "another");
    }
    return event->data.document_start.version_directive == NULL ||
           vehicle_build_refuse(self, place_of(event->start_mark), "no directives", "one");
}

static bool take_event(vehicle_builder_t* const self, const yaml_event_t* const event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return start_document(self, event);
    case YAML_SCALAR_EVENT:
        return read_scalar(self, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_level(self, event, vehicle_node_list);
    case YAML_MAPPING_START_EVENT:
        return open_level(self, event, vehicle_node_map);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_level(self);
    case YAML_ALIAS_EVENT:
        return vehicle_build_refuse(self, place_of(event->start_mark), "no anchors, aliases or tags", "*");
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
        return true;
    }
}

static bool read_events(vehicle_builder_t* const self, yaml_parser_t* const parser)
{
    for (;;) {
        yaml_event_t event;
        if (yaml_parser_parse(parser, &event) == 0) {
            const char* const problem = parser->problem != NULL ? parser->problem : "a damaged file";
            return vehicle_build_refuse(self, place_of(parser->problem_mark), "well-formed YAML", problem);
        }
        const bool ended = event.type == YAML_STREAM_END_EVENT;
        const bool good = take_event(self, &event);
        yaml_event_delete(&event);
        if (ended || !good) {
            return good;
        }
    }
}

bool vehicle_tree_read_yaml(vehicle_builder_t* const builder)
{
    if (!vehicle_guard_passes(builder->file, builder->errors)) {
        return false;
    }
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        return vehicle_build_refuse(builder, (vehicle_place_t){1, 1}, "memory for reading", "none");
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char*)builder->file->bytes, builder->file->length);
    const bool good = read_events(builder, &parser);
    yaml_parser_delete(&parser);
    return good;
}
