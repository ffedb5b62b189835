#define _POSIX_C_SOURCE 200809L
#include "session/card.h"
#include "cli/cli.h"
#include "cli/dialogue.h"
#include <hpdf.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

// ---- PDF: the page as it is, in two of the fonts that every reader has ----

static float points(const int hundredths)
{
    return (float)hundredths / 100.0F;
}

static float from_below(const int y)
{
    return points(session_page_height - y);
}

static void draw_box(const HPDF_Page sheet, const session_page_box_t* const box)
{
    const float gray = (float)box->gray / 255.0F;
    (void)HPDF_Page_SetGrayFill(sheet, gray);
    (void)HPDF_Page_SetLineWidth(sheet, points(box->line));
    (void)HPDF_Page_Rectangle(sheet, points(box->x), from_below(box->y + box->height), points(box->width),
                              points(box->height));
    if (box->line > 0) {
        (void)HPDF_Page_FillStroke(sheet);
    } else {
        (void)HPDF_Page_Fill(sheet);
    }
}

/// The fonts know Latin letters only; anything else becomes a question mark.
static void to_plain(const char* const text, const uint32_t length, char* const plain, const size_t capacity)
{
    size_t count = 0;
    for (uint32_t k = 0; k < length && count + 1 < capacity; k++) {
        const unsigned char byte = (unsigned char)text[k];
        if (byte < 0x80U) {
            plain[count++] = text[k];
        } else if ((byte & 0xC0U) != 0x80U) {
            plain[count++] = '?';
        }
    }
    plain[count] = '\0';
}

static void draw_run(const HPDF_Page sheet, const HPDF_Font font, const session_page_t* const page,
                     const session_page_run_t* const run)
{
    char plain[400];
    to_plain(page->text + run->at, run->length, plain, sizeof plain);
    (void)HPDF_Page_SetGrayFill(sheet, 0.0F);
    (void)HPDF_Page_BeginText(sheet);
    (void)HPDF_Page_SetFontAndSize(sheet, font, points(run->size));
    (void)HPDF_Page_TextOut(sheet, points(run->x), from_below(run->y), plain);
    (void)HPDF_Page_EndText(sheet);
}

static void draw(HPDF_Doc document, const session_page_t* const page)
{
    const HPDF_Page sheet = HPDF_AddPage(document);
    const HPDF_Font font[2] = {HPDF_GetFont(document, "Helvetica", "WinAnsiEncoding"),
                               HPDF_GetFont(document, "Helvetica-Bold", "WinAnsiEncoding")};
    (void)HPDF_SetInfoAttr(document, HPDF_INFO_TITLE, page->title);
    (void)HPDF_SetInfoAttr(document, HPDF_INFO_SUBJECT, page->summary);
    (void)HPDF_Page_SetWidth(sheet, points(session_page_width));
    (void)HPDF_Page_SetHeight(sheet, points(session_page_height));
    for (int k = 0; k < page->box_count; k++) {
        draw_box(sheet, &page->box[k]);
    }
    for (int k = 0; k < page->run_count; k++) {
        draw_run(sheet, font[page->run[k].bold ? 1 : 0], page, &page->run[k]);
    }
}

/// Bytes of the document, to be freed; NULL if anything went wrong in it.
static void* saved(HPDF_Doc document, size_t* const length)
{
    if (HPDF_SaveToStream(document) != HPDF_OK || HPDF_GetError(document) != HPDF_OK) {
        return NULL;
    }
    HPDF_UINT32 size = HPDF_GetStreamSize(document);
    void* const bytes = malloc(size);
    if (bytes != NULL && HPDF_ReadFromStream(document, bytes, &size) != HPDF_OK) {
        free(bytes);
        return NULL;
    }
    *length = size;
    return bytes;
}

/// No time of making goes into it: the same card, the same bytes.
static void* as_pdf(const session_page_t* const page, size_t* const length)
{
    HPDF_Doc document = HPDF_New(NULL, NULL);
    if (document == NULL) {
        return NULL;
    }
    (void)HPDF_SetCompressionMode(document, HPDF_COMP_TEXT);
    draw(document, page);
    void* const bytes = saved(document, length);
    HPDF_Free(document);
    return bytes;
}

static void* as_svg(const session_page_t* const page, size_t* const length)
{
    *length = session_page_svg(page, NULL, 0U);
    char* const text = malloc(*length + 1U);
    if (text != NULL) {
        (void)session_page_svg(page, text, *length + 1U);
    }
    return text;
}

// ---- the command ----

typedef struct {
    const char* car;
    struct timespec start;
    bool said;
} waiting_t;

/// Says that it takes a while once a second has gone by, and at a terminal how far it is.
static void progress(void* const context, const int steps)
{
    waiting_t* const self = context;
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec - self->start.tv_sec < 2) {
        return;
    }
    if (isatty(STDERR_FILENO) != 0) {
        (void)fprintf(stderr, "\rcard of %s: %d steps planned ", self->car, steps);
    } else if (!self->said) {
        (void)fprintf(stderr, "card of %s: planning the steps; this takes a few seconds\n", self->car);
    }
    self->said = true;
}

static const session_page_t* make_page(session_t* const session, const char* const car)
{
    waiting_t waiting = {.car = car};
    (void)clock_gettime(CLOCK_MONOTONIC, &waiting.start);
    const session_page_t* const page = session_card_page(session, progress, &waiting);
    if (waiting.said && isatty(STDERR_FILENO) != 0) {
        (void)fprintf(stderr, "\n");
    }
    return page;
}

static bool ends_with(const char* const word, const char* const tail)
{
    const size_t length = strlen(word);
    return length >= strlen(tail) && strcasecmp(word + length - strlen(tail), tail) == 0;
}

/// To the file, or as SVG to standard output.
static int put_out(const session_page_t* const page, const char* const path)
{
    size_t length = 0U;
    void* const bytes =
        path != NULL && ends_with(path, ".pdf") ? as_pdf(page, &length) : as_svg(page, &length);
    if (bytes == NULL) {
        (void)fprintf(stderr, "decklid card: the page could not be made: not enough memory\n");
        return cli_bad_file;
    }
    bool good = true;
    if (path == NULL) {
        good = fwrite(bytes, 1U, length, stdout) == length;
    } else {
        good = cli_write_file(path, bytes, length);
    }
    free(bytes);
    return good ? cli_done : cli_bad_file;
}

static int make_card(session_t* const session, const cli_given_t* const given)
{
    const int applied = cli_apply(session, given);
    if (applied != cli_done) {
        return applied;
    }
    const session_page_t* const page = make_page(session, cli_value(given, "--car"));
    if (page == NULL) {
        (void)fprintf(stderr, "decklid card: not enough memory\n");
        return cli_bad_file;
    }
    return put_out(page, cli_value(given, "--out"));
}

static bool good_words(const cli_given_t* const given)
{
    const char* const path = cli_value(given, "--out");
    if (!cli_has(given, "--car") || given->plain_count > 0) {
        (void)fprintf(
            stderr,
            "decklid card: expected --car ID [--out FILE.svg|FILE.pdf]; `decklid cars` lists the cars\n");
        return false;
    }
    if (path != NULL && !ends_with(path, ".svg") && !ends_with(path, ".pdf")) {
        (void)fprintf(stderr,
                      "decklid card: --out: expected a name that ends in .svg or .pdf, found \"%s\"\n", path);
        return false;
    }
    return true;
}

int cli_card(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {
        {"--car", false, "a car's id"}, {"--out", false, "FILE.svg or FILE.pdf"},
        {"--at", false, "NAME=VALUE"},  {"--have", false, "a tool"},
        {"--cannot", false, "a move"},  {"--hourly", false, "money per hour"},
    };
    cli_given_t given;
    if (!cli_parse(argc, argv, options, sizeof options / sizeof options[0], &given) || !good_words(&given)) {
        return cli_usage;
    }
    size_t length = 0U;
    unsigned char* const atlas = cli_load_atlas(self, cli_value(&given, "--car"), &length);
    if (atlas == NULL) {
        return cli_usage;
    }
    char error[300] = "";
    session_t* const session = session_open(atlas, length, error, sizeof error);
    int status = cli_bad_file;
    if (session == NULL) {
        (void)fprintf(stderr, "decklid: %s\n", error);
    } else {
        status = make_card(session, &given);
    }
    session_close(session);
    free(atlas);
    return status;
}
