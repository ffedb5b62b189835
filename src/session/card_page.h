/// A sheet of A4 with text, boxes and lines on it, measured once, so that every writer (SVG here, PDF in the
/// program) shows the same lines. Lengths are hundredths of a point from the top left corner: integers, so
/// that the bytes are the same everywhere. Two faces, Helvetica and Helvetica-Bold; how wide their letters
/// are stands in card_width.c. No heap, no failure but `full`.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    session_page_width = 59528,
    session_page_height = 84189,
    session_page_runs_max = 1200,
    session_page_boxes_max = 160,
    session_page_text_max = 60000,
    session_page_least_size = 700,  ///< no smaller type
    session_page_bold_mark = '\x01' ///< in a paragraph: bold begins or ends
};

typedef struct {
    int x, y; ///< left end of the base line
    int size;
    int width;
    bool bold, white;
    uint32_t at, length; ///< in the page's text
} session_page_run_t;

typedef struct {
    int x, y, width, height;
    int line; ///< width of its outline; 0: none
    int gray; ///< of its inside, 0 black to 255 white
} session_page_box_t;

typedef struct {
    session_page_run_t run[session_page_runs_max];
    session_page_box_t box[session_page_boxes_max]; ///< all lie under the text
    char text[session_page_text_max];
    char title[160];
    char summary[600];
    char language[8]; ///< ISO 639 code of the words
    size_t text_length;
    int run_count, box_count;
    bool full; ///< something had no room and is missing
} session_page_t;

/// Where and how a paragraph is set.
typedef struct {
    int x, width, size, leading;
    bool bold, white;
} session_page_style_t;

/// Sets a paragraph whose first line's top is at `y`, wrapped between words; returns the y below it. A page
/// of NULL only measures. Deterministic. O(text).
int session_page_paragraph(session_page_t* self, const session_page_style_t* style, int y, const char* text);
void session_page_add_box(session_page_t* self, session_page_box_t box);
/// Width of `length` bytes of UTF-8 in hundredths of a point: Latin, Cyrillic and common punctuation by their
/// metrics, any other character as an `n`.
int session_page_text_width(const char* text, size_t length, int size, bool bold);
/// The first character of UTF-8 text that is not empty; its bytes go to `taken`. Text that ends within one
/// gives what is there.
uint32_t session_page_letter(const char* text, size_t length, size_t* taken);
/// The page as SVG text, like snprintf: returns the bytes needed. XML is escaped.
size_t session_page_svg(const session_page_t* self, char* text, size_t capacity);
