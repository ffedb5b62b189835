#include "vehicle/guard.h"
#include "vehicle/read_tree.h"
#include "vehicle/report.h"
#include <string.h>
#include <yaml.h>

/// Beyond this a map's keys are not compared, the file is refused: comparing all pairs must stay cheap.
enum { pairs_max = 1024 };

// ---- walking ----

const vehicle_node_t* vehicle_node_first(const vehicle_node_t* const node)
{
    return node->kind == vehicle_node_scalar ? NULL : node->child;
}

const vehicle_node_t* vehicle_node_next_key(const vehicle_node_t* const key)
{
    return key->next->next;
}

uint16_t vehicle_node_count(const vehicle_node_t* const node)
{
    unsigned count = 0;
    for (const vehicle_node_t* n = vehicle_node_first(node); n != NULL && count < UINT16_MAX; n = n->next) {
        count++;
    }
    return (uint16_t)(node->kind == vehicle_node_map ? count / 2U : count);
}

bool vehicle_node_is(const vehicle_node_t* const node, const char* const word)
{
    return node->kind == vehicle_node_scalar && strlen(word) == node->length &&
           memcmp(word, node->text, node->length) == 0;
}

const vehicle_node_t* vehicle_node_get(const vehicle_node_t* const map, const char* const key)
{
    if (map->kind != vehicle_node_map) {
        return NULL;
    }
    for (const vehicle_node_t* k = map->child; k != NULL; k = vehicle_node_next_key(k)) {
        if (vehicle_node_is(k, key)) {
            return k->next;
        }
    }
    return NULL;
}

// ---- building ----

typedef struct {
    vehicle_node_t* node;
    vehicle_node_t* last; ///< child
    uint32_t count;       ///< of children
} level_t;

typedef struct {
    vehicle_scratch_t* scratch;
    const vehicle_file_t* file;
    vehicle_errors_t* errors;
    vehicle_node_t* root;
    level_t level[VEHICLE_DEPTH_MAX];
    size_t depth;
} builder_t;

/// From the end of the arena downwards, on 8 bytes; NULL when it meets what was taken from the front.
static void* take_scratch(const vehicle_scratch_t* const scratch, const size_t size)
{
    base_arena_t* const arena = scratch->arena;
    const size_t top = arena->capacity & ~(size_t)7U;
    if (size > top || top - size < arena->used) {
        return NULL;
    }
    arena->capacity = (top - size) & ~(size_t)7U;
    if (arena->capacity < arena->used) {
        return NULL;
    }
    memset(arena->bytes + arena->capacity, 0, size);
    return arena->bytes + arena->capacity;
}

static bool refuse(const builder_t* const self, const vehicle_place_t at, const char* const expected,
                   const char* const found)
{
    vehicle_report(self->errors, self->file->name, at, expected, found);
    return false;
}

static vehicle_place_t place_of(const yaml_mark_t mark)
{
    return (vehicle_place_t){(uint32_t)mark.line + 1U, (uint32_t)mark.column + 1U};
}

static bool attach(builder_t* const self, vehicle_node_t* const node)
{
    if (self->depth == 0) {
        self->root = node;
        return true;
    }
    level_t* const level = &self->level[self->depth - 1];
    const bool is_key = level->node->kind == vehicle_node_map && level->count % 2U == 0;
    if (is_key && node->kind != vehicle_node_scalar) {
        return refuse(self, node->at, "a word as key", node->kind == vehicle_node_map ? "a map" : "a list");
    }
    if (is_key && level->count == 2U * pairs_max) {
        return refuse(self, node->at, "at most 1024 entries", "more");
    }
    if (level->last == NULL) {
        level->node->child = node;
    } else {
        level->last->next = node;
    }
    level->last = node;
    level->count++;
    return true;
}

static vehicle_node_t* new_node(const builder_t* const self, const yaml_event_t* const event,
                                const vehicle_node_kind_t kind)
{
    vehicle_node_t* const node = take_scratch(self->scratch, sizeof *node);
    if (node == NULL) {
        (void)refuse(self, place_of(event->start_mark), "a file that fits the arena", "a full arena");
        return NULL;
    }
    node->kind = kind;
    node->at = place_of(event->start_mark);
    return node;
}

/// Escapes can name characters that the guard refuses as bytes.
static bool has_control(const char* const text, const size_t length)
{
    for (size_t k = 0; k < length; k++) {
        const unsigned char c = (unsigned char)text[k];
        if ((c < 0x20 && c != '\n') || c == 0x7F) {
            return true;
        }
    }
    return false;
}

/// Text that stands in the file as it is read (plain words, most of all) is not copied.
static const char* keep_text(const builder_t* const self, const yaml_event_t* const event)
{
    const char* const value = (const char*)event->data.scalar.value;
    const size_t length = event->data.scalar.length;
    const size_t from =
        event->start_mark.index + (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE ? 0U : 1U);
    if (from <= self->file->length && length <= self->file->length - from &&
        memcmp(self->file->bytes + from, value, length) == 0) {
        return self->file->bytes + from;
    }
    char* const copy = take_scratch(self->scratch, length);
    if (copy != NULL) {
        memcpy(copy, value, length);
    }
    return copy;
}

static bool read_scalar(builder_t* const self, const yaml_event_t* const event)
{
    const vehicle_place_t at = place_of(event->start_mark);
    const size_t length = event->data.scalar.length;
    if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL) {
        return refuse(self, at, "no anchors, aliases or tags", "one");
    }
    if (has_control((const char*)event->data.scalar.value, length)) {
        return refuse(self, at, "no control characters", "an escape that makes one");
    }
    vehicle_node_t* const node = new_node(self, event, vehicle_node_scalar);
    if (node == NULL) {
        return false;
    }
    node->length = (uint32_t)length;
    node->text = length > 0 ? keep_text(self, event) : "";
    if (node->text == NULL) {
        return refuse(self, at, "a file that fits the arena", "a full arena");
    }
    return attach(self, node);
}

static bool open_level(builder_t* const self, const yaml_event_t* const event, const vehicle_node_kind_t kind)
{
    const bool is_map = kind == vehicle_node_map;
    const yaml_char_t* const anchor =
        is_map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    const yaml_char_t* const tag = is_map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    if (anchor != NULL || tag != NULL) {
        return refuse(self, place_of(event->start_mark), "no anchors, aliases or tags", "one");
    }
    if (self->depth == VEHICLE_DEPTH_MAX) {
        return refuse(self, place_of(event->start_mark), "at most 32 levels", "one more");
    }
    vehicle_node_t* const node = new_node(self, event, kind);
    if (node == NULL || !attach(self, node)) {
        return false;
    }
    self->level[self->depth++] = (level_t){.node = node};
    return true;
}

static bool same_text(const vehicle_node_t* const a, const vehicle_node_t* const b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/// All repeated keys are reported, so that one run shows them all; the tree is then not used.
static void check_keys(const builder_t* const self, const vehicle_node_t* const map)
{
    for (const vehicle_node_t* k = map->child; k != NULL; k = vehicle_node_next_key(k)) {
        for (const vehicle_node_t* e = map->child; e != k; e = vehicle_node_next_key(e)) {
            if (same_text(e, k)) {
                vehicle_report_node(self->errors, self->file->name, k, "each key once");
                break;
            }
        }
    }
}

static bool close_level(builder_t* const self)
{
    const vehicle_node_t* const node = self->level[--self->depth].node;
    if (node != NULL && node->kind == vehicle_node_map) {
        check_keys(self, node);
    }
    return true;
}

static bool start_document(const builder_t* const self, const yaml_event_t* const event)
{
    if (self->root != NULL) {
        return refuse(self, place_of(event->start_mark), "one document", "another");
    }
    return event->data.document_start.version_directive == NULL ||
           refuse(self, place_of(event->start_mark), "no directives", "one");
}

static bool take_event(builder_t* const self, const yaml_event_t* const event)
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
        return refuse(self, place_of(event->start_mark), "no anchors, aliases or tags", "*");
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
        return true;
    }
}

static bool read_events(builder_t* const self, yaml_parser_t* const parser)
{
    for (;;) {
        yaml_event_t event;
        if (yaml_parser_parse(parser, &event) == 0) {
            const char* const problem = parser->problem != NULL ? parser->problem : "a damaged file";
            return refuse(self, place_of(parser->problem_mark), "well-formed YAML", problem);
        }
        const bool ended = event.type == YAML_STREAM_END_EVENT;
        const bool good = take_event(self, &event);
        yaml_event_delete(&event);
        if (ended || !good) {
            return good;
        }
    }
}

static bool read_file(builder_t* const self)
{
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        return refuse(self, (vehicle_place_t){1, 1}, "memory for reading", "none");
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char*)self->file->bytes, self->file->length);
    const bool good = read_events(self, &parser);
    yaml_parser_delete(&parser);
    return good;
}

const vehicle_node_t* vehicle_tree_read(vehicle_scratch_t* const scratch, base_arena_t* const arena,
                                        const vehicle_file_t* const file, vehicle_errors_t* const errors)
{
    *scratch = (vehicle_scratch_t){.arena = arena, .capacity = arena->capacity};
    builder_t builder = {.scratch = scratch, .file = file, .errors = errors};
    const int errors_before = errors->count;
    if (!vehicle_guard_passes(file, errors) || !read_file(&builder)) {
        return NULL;
    }
    if (builder.root == NULL) {
        vehicle_report(errors, file->name, (vehicle_place_t){1, 1}, "a map with the key decklid", "nothing");
    } else if (builder.root->kind != vehicle_node_map) {
        vehicle_report_node(errors, file->name, builder.root, "a map with the key decklid");
    }
    return errors->count == errors_before ? builder.root : NULL;
}

void vehicle_tree_drop(vehicle_scratch_t* const scratch)
{
    scratch->arena->capacity = scratch->capacity;
}
