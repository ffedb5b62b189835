#include "session/card_page.h"
#include <string.h>

/// Where the next word goes.
typedef struct {
    session_page_t* page;
    const session_page_style_t* style;
    int x, y;
    bool bold;
    session_page_run_t* run; ///< that the next word may continue
} pen_t;

static bool append(session_page_t* const page, const char* const bytes, const size_t length)
{
    if (page->text_length + length > session_page_text_max) {
        page->full = true;
        return false;
    }
    memcpy(page->text + page->text_length, bytes, length);
    page->text_length += length;
    return true;
}

static void start_run(pen_t* const pen)
{
    session_page_t* const page = pen->page;
    if (page->run_count == session_page_runs_max) {
        page->full = true;
        return;
    }
    pen->run = &page->run[page->run_count++];
    *pen->run = (session_page_run_t){.x = pen->x,
                                     .y = pen->y + pen->style->size * 4 / 5,
                                     .size = pen->style->size,
                                     .bold = pen->bold,
                                     .white = pen->style->white,
                                     .at = (uint32_t)page->text_length};
}

static void write_word(pen_t* const pen, const char* const word, const size_t length)
{
    const int width = session_page_text_width(word, length, pen->style->size, pen->bold);
    if (pen->page && !pen->run) {
        start_run(pen);
    }
    if (pen->page && pen->run && append(pen->page, word, length)) {
        pen->run->length += (uint32_t)length;
        pen->run->width += width;
    }
    pen->x += width;
}

static void break_line(pen_t* const pen)
{
    pen->x = pen->style->x;
    pen->y += pen->style->leading;
    pen->run = NULL;
}

/// One word, which may hold marks; the space before it belongs to the line only if the word does.
static void set_word(pen_t* const pen, const char* const word, const size_t length, const bool fresh)
{
    static const char mark = session_page_bold_mark;
    const int space = fresh ? 0 : session_page_text_width(" ", 1, pen->style->size, pen->bold);
    const int wide = session_page_text_width(word, length, pen->style->size, true);
    if (pen->x + space + wide > pen->style->x + pen->style->width && pen->x > pen->style->x) {
        break_line(pen);
    } else if (!fresh) {
        write_word(pen, " ", 1);
    }
    for (size_t at = 0; at < length;) {
        size_t part = 0;
        while (at + part < length && word[at + part] != mark) {
            part++;
        }
        if (part > 0) {
            write_word(pen, word + at, part);
        }
        at += part;
        if (at < length) {
            pen->bold = !pen->bold;
            pen->run = NULL;
            at++;
        }
    }
}

int session_page_paragraph(session_page_t* const self, const session_page_style_t* const style, const int y,
                           const char* const text)
{
    pen_t pen = {.page = self, .style = style, .x = style->x, .y = y, .bold = style->bold};
    bool fresh = true;
    for (const char* at = text + strspn(text, " \n"); *at; at += strspn(at, " \n")) {
        const size_t length = strcspn(at, " \n");
        set_word(&pen, at, length, fresh);
        fresh = false;
        at += length;
    }
    return fresh ? y : pen.y + style->leading;
}

void session_page_add_box(session_page_t* const self, const session_page_box_t box)
{
    if (self && self->box_count < session_page_boxes_max) {
        self->box[self->box_count++] = box;
    } else if (self) {
        self->full = true;
    }
}
