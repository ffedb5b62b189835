/// The car, drawn: one SVG for each car, a side view cut open. Parts stand where this car has them and are
/// joined in the order of the release chain; beside them stands where each move puts hand, tool or meter. For
/// the page, which shades the parts by belief (page/drawing.js), and for anyone who wants a picture. What is
/// drawn is data: outlines and spots in knowledge/drawing/bodies.yaml, parts and links in scheme.yaml, moves
/// in places.yaml; docs/files.md has the forms. The book is read once and is the same for all cars; a sheet
/// is one car's choice from it. No heap: the caller's arena.
#pragma once
#include "vehicle/load.h"

enum {
    drawing_icons_max = 64,
    drawing_rows_max = 96, ///< rows of `parts`
    drawing_links_max = 80,
    drawing_bodies_max = 8,
    drawing_lines_max = 20,
    drawing_spots_max = 96,
    drawing_places_max = 128,
    drawing_wheels_max = 4
};

typedef enum { drawing_shape_box = 0, drawing_shape_round, drawing_shape_spot } drawing_shape_t;
typedef enum {
    drawing_by_power = 0,
    drawing_by_signal,
    drawing_by_radio,
    drawing_by_rod ///< rod, cable or hand: movement
} drawing_by_t;
typedef enum {
    drawing_line_shell = 0,
    drawing_line_bay,
    drawing_line_cabin,
    drawing_line_trunk,
    drawing_line_seat,
    drawing_line_dash,
    drawing_line_trim,
    drawing_line_glass,
    drawing_line_lamp,
    drawing_line_lid
} drawing_line_is_t;

typedef struct {
    double x, y;
} drawing_point_t;

typedef struct {
    drawing_line_is_t is;
    const drawing_point_t* point; ///< at least two; one given twice is a corner
    uint16_t count;
} drawing_line_t;

typedef struct {
    const char* name;
    drawing_point_t at;
} drawing_spot_t;

typedef struct {
    const char* body;
    drawing_line_t line[drawing_lines_max];
    drawing_spot_t spot[drawing_spots_max];
    double wheel[drawing_wheels_max][3]; ///< x, y, radius
    uint16_t line_count, spot_count, wheel_count;
} drawing_body_t;

/// One row of `parts`: how a part looks and where it is, on cars where `when` holds.
typedef struct {
    const char* part;
    const char* label;
    const char* icon; ///< an SVG path about 0, 0; NULL: none
    const char* at;   ///< a spot of every body
    drawing_shape_t shape;
    const vehicle_when_t* when;
    uint16_t when_count;
} drawing_row_t;

typedef struct {
    const char* from; ///< part
    const char* to;
    drawing_by_t by;
    bool is_other; ///< a second way, which the chain does not need
    const char* const* via;
    uint16_t via_count;
    const vehicle_when_t* when;
    uint16_t when_count;
} drawing_link_t;

typedef struct {
    const char* const* at; ///< parts: the first that is drawn
    const char* with;      ///< hand key tool meter look phone ask
    const uint16_t* move;
    uint16_t at_count, move_count;
} drawing_place_t;

typedef struct {
    drawing_row_t row[drawing_rows_max];
    drawing_link_t link[drawing_links_max];
    drawing_body_t body[drawing_bodies_max];
    drawing_place_t place[drawing_places_max];
    uint16_t row_count, link_count, body_count, place_count;
} drawing_book_t;

typedef struct {
    vehicle_file_t scheme, bodies, places;
} drawing_files_t;

/// One part of one car, in its place.
typedef struct {
    const drawing_row_t* row;
    drawing_point_t at;
} drawing_part_t;

/// One car's drawing. Borrows from the book, the knowledge and the car.
typedef struct {
    const vehicle_knowledge_t* knowledge;
    const drawing_book_t* book;
    const vehicle_t* car;
    const drawing_body_t* body;
    drawing_part_t part[drawing_rows_max];
    const drawing_link_t* link[drawing_links_max];
    uint16_t part_count, link_count;
} drawing_sheet_t;

/// Reads the three files. NULL on any error; every error is in `errors` as `file:line:column: expected X,
/// found Y`: a spot that a body lacks, a part of the knowledge without a row, a link or a place that names no
/// part, a move that stands twice or not at all (a move of published checklists only needs no place). Takes
/// about 300 KiB of the arena. O(length of the files + moves x places).
const drawing_book_t* drawing_load(base_arena_t* arena, const vehicle_knowledge_t* knowledge,
                                   const drawing_files_t* files, vehicle_errors_t* errors);

/// Chooses what is drawn of this car: each part once, links whose two ends are there. NULL if all is well,
/// else the name of what cannot be drawn: the body, or the first part that can fail on this car and has no
/// row for it. O(modes x rows).
const char* drawing_make(drawing_sheet_t* sheet, const drawing_book_t* book,
                         const vehicle_knowledge_t* knowledge, const vehicle_t* car);

/// The part as drawn on this car; NULL: it is not there. O(parts).
const drawing_part_t* drawing_find(const drawing_sheet_t* sheet, const char* part);

/// The part at which a place is on this car: the first of its `at` that is drawn. NULL: none is. O(at x
/// parts).
const drawing_part_t* drawing_place_part(const drawing_sheet_t* sheet, const drawing_place_t* place);

/// Writes at most `capacity` bytes with a terminating zero; returns the length of the whole text, as snprintf
/// does. `text` may be NULL when `capacity` is 0. Form of the SVG: docs/files.md. O(parts x links).
size_t drawing_svg(const drawing_sheet_t* sheet, char* text, size_t capacity);
