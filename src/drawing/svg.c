#include "drawing/drawing.h"
#include <stdio.h>
#include <string.h>

static const double part_px = 7.0; // half a part's width

typedef struct {
    char* text;
    size_t capacity, length;
} paper_t;

static size_t room(const paper_t* const paper)
{
    return ((paper->text != NULL) && (paper->length < paper->capacity)) ? paper->capacity - paper->length
                                                                        : 0U;
}

static char* place(const paper_t* const paper)
{
    return (room(paper) > 0U) ? paper->text + paper->length : NULL;
}

// A macro, because a format must be a literal where it is checked.
#define WRITE(paper, ...) ((paper)->length += (size_t)snprintf(place(paper), room(paper), __VA_ARGS__))

static void write_escaped(paper_t* const paper, const char* const text)
{
    for (const char* c = text; *c != '\0'; c++) {
        switch (*c) {
        case '<':
            WRITE(paper, "&lt;");
            break;
        case '&':
            WRITE(paper, "&amp;");
            break;
        case '"':
            WRITE(paper, "&quot;");
            break;
        default:
            WRITE(paper, "%c", *c);
            break;
        }
    }
}

/// A tenth of a unit is finer than a phone shows. Adding 0 turns -0 into 0.
static double rounded(const double value)
{
    const double tenths = value * 10.0;
    return (double)(int)(tenths + (tenths < 0.0 ? -0.5 : 0.5)) / 10.0 + 0.0;
}

static void write_point(paper_t* const paper, const char command, const drawing_point_t at)
{
    WRITE(paper, "%c%g %g", command, rounded(at.x), rounded(at.y));
}

// ---- the body ----

typedef struct {
    const char* name;
    const char* fill;
    const char* stroke; ///< with its width
    bool closes;
} pen_t;

// ORDER drawing_line_is_t. Colours are the page's, else these.
static const pen_t pens[] = {
    {"shell", "var(--shell,#c9ced6)", "var(--ink,#222)\" stroke-width=\"1.4", true},
    {"bay", "var(--bay,#e6e8ec)", "none", true},
    {"cabin", "var(--bay,#e6e8ec)", "none", true},
    {"trunk", "var(--hold,#fff)", "none", true},
    {"seat", "var(--seat,#d4d8df)", "none", true},
    {"dash", "var(--seat,#d4d8df)", "none", true},
    {"trim", "none", "var(--trim,#9aa1ac)\" stroke-width=\"1.2", false},
    {"glass", "none", "var(--glass,#7aa7c7)\" stroke-width=\"2", false},
    {"lamp", "var(--lamp,#d8554a)", "none", true},
    {"lid", "none", "var(--lid,#1b6b4a)\" stroke-width=\"3.4", false},
};

static bool meets(const drawing_point_t one, const drawing_point_t other)
{
    const double dx = one.x - other.x;
    const double dy = one.y - other.y;
    return dx * dx + dy * dy < 1e-6;
}

/// The slope of a Catmull-Rom curve is along the neighbours; a point given twice is its own neighbour, so
/// that the slope is along the line to the other side, and the curve has a corner there.
static drawing_point_t handle(const drawing_point_t from, const drawing_point_t before,
                              const drawing_point_t after)
{
    return (drawing_point_t){from.x + (after.x - before.x) / 6.0, from.y + (after.y - before.y) / 6.0};
}

static void write_curve(paper_t* const paper, const drawing_line_t* const line, const uint16_t k)
{
    const drawing_point_t* const p = line->point;
    const drawing_point_t before = k > 0 ? p[k - 1] : p[k];
    const drawing_point_t after = k + 2 < line->count ? p[k + 2] : p[k + 1];
    if (meets(before, p[k]) && meets(after, p[k + 1])) {
        write_point(paper, 'L', p[k + 1]);
        return;
    }
    write_point(paper, 'C', handle(p[k], before, p[k + 1]));
    write_point(paper, ' ', handle(p[k + 1], after, p[k]));
    write_point(paper, ' ', p[k + 1]);
}

static void write_line(paper_t* const paper, const drawing_line_t* const line)
{
    const pen_t* const pen = &pens[line->is];
    WRITE(paper, "<path class=\"%s\" fill=\"%s\" stroke=\"%s\" d=\"", pen->name, pen->fill, pen->stroke);
    write_point(paper, 'M', line->point[0]);
    for (uint16_t k = 0; k + 1 < line->count; k++) {
        if (!meets(line->point[k], line->point[k + 1])) {
            write_curve(paper, line, k);
        }
    }
    WRITE(paper, "%s\"/>\n", pen->closes ? "Z" : "");
}

static void write_wheels(paper_t* const paper, const drawing_body_t* const body, const char* const name)
{
    WRITE(paper, "<g class=\"%s\">", name);
    for (uint16_t k = 0; k < body->wheel_count; k++) {
        WRITE(paper, "<circle cx=\"%g\" cy=\"%g\" r=\"%g\"/>", body->wheel[k][0], body->wheel[k][1],
              body->wheel[k][2]);
    }
    WRITE(paper, "</g>\n");
}

/// Wheels are behind the cut: solid below the sill, a mere ring where the cut lies before them.
static void write_body(paper_t* const paper, const drawing_body_t* const body)
{
    WRITE(paper, "<g class=\"body\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\n"
                 "<path class=\"ground\" stroke=\"var(--trim,#9aa1ac)\" d=\"M0 186H400\"/>\n"
                 "<g fill=\"var(--wheel,#3a3f47)\">");
    write_wheels(paper, body, "wheel");
    WRITE(paper, "</g>");
    for (uint16_t k = 0; k < body->line_count; k++) {
        write_line(paper, &body->line[k]);
    }
    WRITE(paper, "<g fill=\"none\" stroke=\"var(--trim,#9aa1ac)\" stroke-dasharray=\"2 3\">");
    write_wheels(paper, body, "ghost");
    WRITE(paper, "</g></g>\n");
}

// ---- the chain ----

static const char* const by_names[] = {"power", "signal", "radio", "rod"}; // ORDER drawing_by_t
// A different dash and width for each, so that no colour is needed to tell them apart.
static const char* const by_pens[] = {
    "stroke=\"var(--power,#b3261e)\" stroke-width=\"2\"",
    "stroke=\"var(--signal,#1f5fa8)\" stroke-width=\"1.2\"",
    "stroke=\"var(--radio,#6a3fa0)\" stroke-width=\"1.4\" stroke-dasharray=\"4 3\"",
    "stroke=\"var(--rod,#3d4a3f)\" stroke-width=\"2.6\" stroke-dasharray=\"0.1 3.6\"",
};

/// Radio flies in an arc above the two ends.
static void write_arc(paper_t* const paper, const drawing_point_t from, const drawing_point_t to)
{
    const double dx = to.x - from.x;
    const double span = dx < 0.0 ? -dx : dx;
    const double top = (from.y < to.y ? from.y : to.y) - 0.22 * span;
    write_point(paper, 'M', from);
    write_point(paper, 'Q', (drawing_point_t){0.5 * (from.x + to.x), top});
    write_point(paper, ' ', to);
}

static drawing_point_t spot(const drawing_body_t* const body, const char* const name)
{
    uint16_t k = 0;
    while (k + 1 < body->spot_count && strcmp(body->spot[k].name, name) != 0) {
        k++;
    }
    return body->spot[k].at;
}

// Where power and signal run side by side, the thinner line keeps beside the thicker one.
static drawing_point_t beside(const drawing_point_t at, const drawing_by_t by)
{
    const double off = by == drawing_by_signal ? 2.4 : 0.0;
    return (drawing_point_t){at.x + off, at.y + off};
}

static void write_link(paper_t* const paper, const drawing_sheet_t* const sheet,
                       const drawing_link_t* const link)
{
    const drawing_part_t* const from = drawing_find(sheet, link->from);
    const drawing_part_t* const to = drawing_find(sheet, link->to);
    WRITE(paper, "<path class=\"link %s%s\" data-from=\"%s\" data-to=\"%s\" d=\"", by_names[link->by],
          link->is_other ? " other" : "", link->from, link->to);
    if (link->by == drawing_by_radio) {
        write_arc(paper, from->at, to->at);
    } else {
        write_point(paper, 'M', from->at);
        for (uint16_t k = 0; k < link->via_count; k++) {
            write_point(paper, 'L', beside(spot(sheet->body, link->via[k]), link->by));
        }
        write_point(paper, 'L', to->at);
    }
    WRITE(paper, "\"/>\n");
}

static void write_links(paper_t* const paper, const drawing_sheet_t* const sheet)
{
    for (int by = drawing_by_power; by <= drawing_by_rod; by++) {
        WRITE(paper, "<g fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\" %s>\n",
              by_pens[by]);
        for (uint16_t k = 0; k < sheet->link_count; k++) {
            if ((int)sheet->link[k]->by == by) {
                write_link(paper, sheet, sheet->link[k]);
            }
        }
        WRITE(paper, "</g>\n");
    }
}

// ---- parts and spots ----

static void write_part(paper_t* const paper, const drawing_part_t* const part)
{
    const drawing_row_t* const row = part->row;
    WRITE(paper,
          "<g class=\"part\" id=\"part-%s\" data-part=\"%s\" tabindex=\"-1\" transform=\"translate(%g "
          "%g)\"><title>",
          row->part, row->part, part->at.x, part->at.y);
    write_escaped(paper, row->label);
    WRITE(paper, "</title>");
    if (row->shape == drawing_shape_box) {
        WRITE(paper, "<path d=\"M-%g-%gh%gv%gh-%gz\"/>", part_px, part_px, 2.0 * part_px, 2.0 * part_px,
              2.0 * part_px);
    } else {
        WRITE(paper, "<circle r=\"%g\"/>", part_px + 0.5);
    }
    if (row->icon != NULL) {
        WRITE(paper, "<path d=\"%s\"/>", row->icon);
    }
    WRITE(paper, "</g>\n");
}

static void write_spot(paper_t* const paper, const drawing_part_t* const part)
{
    WRITE(paper, "<g class=\"spot\" id=\"spot-%s\" transform=\"translate(%g %g)\"><title>", part->row->part,
          part->at.x, part->at.y);
    write_escaped(paper, part->row->label);
    WRITE(paper, "</title>");
    if (part->row->icon != NULL) {
        WRITE(paper, "<circle r=\"%g\"/><path d=\"%s\"/>", part_px, part->row->icon);
    }
    WRITE(paper, "</g>\n");
}

static void write_parts(paper_t* const paper, const drawing_sheet_t* const sheet)
{
    WRITE(paper,
          "<g class=\"parts\" fill=\"var(--paper,#fff)\" stroke=\"var(--ink,#222)\" stroke-width=\"1\" "
          "stroke-linejoin=\"round\" stroke-linecap=\"round\">\n");
    for (uint16_t k = 0; k < sheet->part_count; k++) {
        const drawing_part_t* const part = &sheet->part[k];
        if (part->row->shape == drawing_shape_spot) {
            write_spot(paper, part);
        } else {
            write_part(paper, part);
        }
    }
    WRITE(paper, "</g>\n");
}

// ---- where each move is ----

/// Moves that this car rules out are left out.
static void write_move_ids(paper_t* const paper, const drawing_sheet_t* const sheet,
                           const drawing_place_t* const it)
{
    const char* between = "";
    for (uint16_t m = 0; m < it->move_count; m++) {
        const vehicle_move_t* const move = &sheet->knowledge->move[it->move[m]];
        if (vehicle_when_holds(move->when, move->when_count, sheet->car->value)) {
            WRITE(paper, "%s%s", between, move->id);
            between = " ";
        }
    }
}

/// `[part, with, "move move .."]` for each place that this car has. Ids hold nothing that JSON or XML would
/// escape.
static void write_moves(paper_t* const paper, const drawing_sheet_t* const sheet)
{
    bool is_first = true;
    WRITE(paper, "<metadata class=\"moves\">[");
    for (uint16_t k = 0; k < sheet->book->place_count; k++) {
        const drawing_place_t* const it = &sheet->book->place[k];
        const drawing_part_t* const part = drawing_place_part(sheet, it);
        if (part == NULL) {
            continue;
        }
        WRITE(paper, "%s[\"%s\",\"%s\",\"", is_first ? "" : ",\n", part->row->part, it->with);
        write_move_ids(paper, sheet, it);
        WRITE(paper, "\"]");
        is_first = false;
    }
    WRITE(paper, "]</metadata>\n");
}

// NOLINTNEXTLINE(readability-non-const-parameter): it is written to, through the paper.
size_t drawing_svg(const drawing_sheet_t* const sheet, char* const text, const size_t capacity)
{
    paper_t paper = {text, capacity, 0};
    WRITE(&paper,
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 196\" class=\"car\" data-car=\"%s\" "
          "data-body=\"%s\">\n<title>",
          sheet->car->id, sheet->body->body);
    write_escaped(&paper, sheet->car->name);
    WRITE(&paper, ", cut open, seen from the left</title>\n");
    write_moves(&paper, sheet);
    write_body(&paper, sheet->body);
    write_links(&paper, sheet);
    write_parts(&paper, sheet);
    WRITE(&paper, "</svg>\n");
    return paper.length;
}
