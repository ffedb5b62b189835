/// A page as SVG: plain text in plain order, so that a screen reader reads it and a search finds it.
#include "session/card_page.h"
#include "session/writer.h"

#include <string.h>

/// Hundredths as a number.
static void put_length(session_writer_t* const out, const char* const name, const int hundredths)
{
    session_format(out, " %s=\"%d.%02d\"", name, hundredths / 100, hundredths % 100);
}

static const char* entity_of(const char letter)
{
    static const char* const entities[] = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;"};
    const size_t code = (unsigned char)letter;
    return code < sizeof entities / sizeof entities[0] ? entities[code] : NULL;
}

static void put_escaped(session_writer_t* const out, const char* const text, const size_t length)
{
    for (size_t k = 0; k < length; k++) {
        const char* const entity = entity_of(text[k]);
        if (entity) {
            session_put(out, entity, strlen(entity));
        } else if ((unsigned char)text[k] >= ' ') {
            session_put(out, text + k, 1);
        }
    }
}

static size_t length_of(const char* const text)
{
    size_t length = 0;
    while (text[length]) {
        length++;
    }
    return length;
}

static void put_head(session_writer_t* const out, const session_page_t* const page)
{
    session_format(out,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\""
                   " width=\"210mm\" height=\"297mm\" viewBox=\"0 0 595.28 841.89\" lang=\"%s\""
                   " role=\"graphics-document document\" aria-labelledby=\"title summary\""
                   " font-family=\"Helvetica, 'Nimbus Sans', 'Liberation Sans', Arial, 'DejaVu Sans "
                   "Condensed', sans-serif\">\n"
                   "<title id=\"title\">",
                   page->language[0] ? page->language : "en");
    put_escaped(out, page->title, length_of(page->title));
    session_format(out, "</title>\n<desc id=\"summary\">");
    put_escaped(out, page->summary, length_of(page->summary));
    session_format(out, "</desc>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n");
}

static void put_box(session_writer_t* const out, const session_page_box_t* const box)
{
    session_format(out, "<rect");
    put_length(out, "x", box->x);
    put_length(out, "y", box->y);
    put_length(out, "width", box->width);
    put_length(out, "height", box->height);
    session_format(out, " fill=\"#%02x%02x%02x\"", (unsigned)box->gray, (unsigned)box->gray,
                   (unsigned)box->gray);
    if (box->line > 0) {
        session_format(out, " stroke=\"#000\"");
        put_length(out, "stroke-width", box->line);
    }
    session_format(out, "/>\n");
}

static void put_run(session_writer_t* const out, const session_page_t* const page,
                    const session_page_run_t* const run)
{
    session_format(out, "<text xml:space=\"preserve\"");
    put_length(out, "x", run->x);
    put_length(out, "y", run->y);
    put_length(out, "font-size", run->size);
    put_length(out, "textLength", run->width);
    session_format(out, " lengthAdjust=\"spacingAndGlyphs\"%s%s>", run->bold ? " font-weight=\"bold\"" : "",
                   run->white ? " fill=\"#fff\"" : "");
    put_escaped(out, page->text + run->at, run->length);
    session_format(out, "</text>\n");
}

size_t session_page_svg(const session_page_t* const self, char* const text, const size_t capacity)
{
    session_writer_t out = session_writer(text, capacity, NULL);
    put_head(&out, self);
    for (int k = 0; k < self->box_count; k++) {
        put_box(&out, &self->box[k]);
    }
    for (int k = 0; k < self->run_count; k++) {
        put_run(&out, self, &self->run[k]);
    }
    session_format(&out, "</svg>\n");
    return out.length;
}
