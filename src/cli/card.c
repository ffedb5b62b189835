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

/// What Windows-1252 has between 0x80 and 0x9F, of the signs that texts use.
static uint32_t sign_of(const uint32_t letter)
{
    static const struct {
        uint32_t letter;
        uint32_t sign;
    } signs[] = {{0x2013U, 0x96U}, {0x2014U, 0x97U}, {0x2018U, 0x91U}, {0x2019U, 0x92U},
                 {0x201AU, 0x82U}, {0x201CU, 0x93U}, {0x201DU, 0x94U}, {0x201EU, 0x84U},
                 {0x2022U, 0x95U}, {0x2026U, 0x85U}, {0x2212U, 0x96U}};
    for (size_t k = 0U; k < sizeof signs / sizeof signs[0]; k++) {
        if (signs[k].letter == letter) {
            return signs[k].sign;
        }
    }
    return 0U;
}

/// The text in the one byte a letter that the fonts of every reader know; false if a letter is not among
/// them.
static bool to_latin(const char* const text, const size_t length, char* const latin, const size_t capacity)
{
    size_t count = 0U;
    size_t taken = 0U;
    for (size_t k = 0U; k < length && count + 1U < capacity; k += taken) {
        const uint32_t letter = session_page_letter(text + k, length - k, &taken);
        const bool plain = letter < 0x7FU || (letter >= 0xA0U && letter <= 0xFFU);
        const uint32_t sign = plain ? letter : sign_of(letter);
        if (sign == 0U) {
            return false;
        }
        latin[count++] = (char)sign;
    }
    latin[count] = '\0';
    return true;
}

enum { run_bytes_max = 800 };

static bool is_latin(const session_page_t* const page)
{
    char latin[run_bytes_max];
    for (int k = 0; k < page->run_count; k++) {
        if (!to_latin(page->text + page->run[k].at, page->run[k].length, latin, sizeof latin)) {
            return false;
        }
    }
    return true;
}

/// The two faces of a document: those that every reader has, or embedded ones with the letters of more
/// scripts.
typedef struct {
    HPDF_Font face[2];
    bool latin;
} fonts_t;

// Debian package fonts-liberation; as wide as Helvetica.
static const char* const embedded[2] = {"/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
                                        "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"};

static fonts_t fonts_for(HPDF_Doc document, const bool latin)
{
    static const char* const names[2] = {"Helvetica", "Helvetica-Bold"};
    fonts_t fonts = {.latin = latin};
    if (!latin) {
        (void)HPDF_UseUTFEncodings(document);
    }
    for (int k = 0; k < 2; k++) {
        const char* const name = latin ? names[k] : HPDF_LoadTTFontFromFile(document, embedded[k], HPDF_TRUE);
        fonts.face[k] =
            name == NULL ? NULL : HPDF_GetFont(document, name, latin ? "WinAnsiEncoding" : "UTF-8");
    }
    return fonts;
}

static void draw_run(const HPDF_Page sheet, const fonts_t* const fonts, const session_page_t* const page,
                     const session_page_run_t* const run)
{
    char text[run_bytes_max];
    if (fonts->latin) {
        (void)to_latin(page->text + run->at, run->length, text, sizeof text);
    } else {
        (void)snprintf(text, sizeof text, "%.*s", (int)run->length, page->text + run->at);
    }
    (void)HPDF_Page_SetGrayFill(sheet, 0.0F);
    (void)HPDF_Page_BeginText(sheet);
    (void)HPDF_Page_SetFontAndSize(sheet, fonts->face[run->bold ? 1 : 0], points(run->size));
    (void)HPDF_Page_TextOut(sheet, points(run->x), from_below(run->y), text);
    (void)HPDF_Page_EndText(sheet);
}

/// The title and what the page holds, for a screen reader, in the letters of the document's own encoding.
static void put_names(HPDF_Doc document, const session_page_t* const page)
{
    char title[sizeof page->title];
    char summary[sizeof page->summary];
    if (to_latin(page->title, strlen(page->title), title, sizeof title)) {
        (void)HPDF_SetInfoAttr(document, HPDF_INFO_TITLE, title);
    }
    if (to_latin(page->summary, strlen(page->summary), summary, sizeof summary)) {
        (void)HPDF_SetInfoAttr(document, HPDF_INFO_SUBJECT, summary);
    }
}

static void draw(HPDF_Doc document, const session_page_t* const page)
{
    const HPDF_Page sheet = HPDF_AddPage(document);
    const fonts_t fonts = fonts_for(document, is_latin(page));
    put_names(document, page);
    (void)HPDF_Page_SetWidth(sheet, points(session_page_width));
    (void)HPDF_Page_SetHeight(sheet, points(session_page_height));
    for (int k = 0; k < page->box_count; k++) {
        draw_box(sheet, &page->box[k]);
    }
    for (int k = 0; k < page->run_count; k++) {
        draw_run(sheet, &fonts, page, &page->run[k]);
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

/// False, with a sentence, if the letters of the page are in no font of this machine.
static bool has_letters(const session_page_t* const page)
{
    for (int k = 0; k < 2 && !is_latin(page); k++) {
        if (access(embedded[k], R_OK) != 0) {
            (void)fprintf(
                stderr,
                "decklid card: a PDF in this language needs the Debian package fonts-liberation (%s); "
                "without it write --out FILE.svg, which any browser shows and prints\n",
                embedded[k]);
            return false;
        }
    }
    return true;
}

/// To the file, or as SVG to standard output.
static int put_out(const session_page_t* const page, const char* const path)
{
    size_t length = 0U;
    const bool pdf = path != NULL && ends_with(path, ".pdf");
    if (pdf && !has_letters(page)) {
        return cli_bad_file;
    }
    void* const bytes = pdf ? as_pdf(page, &length) : as_svg(page, &length);
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

static int make_card(const cli_t* const self, session_t* const session, const cli_given_t* const given)
{
    const int spoken = cli_speak(self, session);
    const int applied = spoken != cli_done ? spoken : cli_apply(session, given);
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
    if (!cli_has(given, "--car")) {
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
        {"--car", false, "a car's id"},  {"--out", false, "FILE.svg or FILE.pdf"},
        {"--at", false, "NAME=VALUE"},   {"--have", false, "a tool"},
        {"--cannot", false, "a move"},   {"--hourly", false, "money per hour"},
        {"--lang", false, "a language"},
    };
    cli_given_t given;
    if (!cli_parse(argc, argv, options, sizeof options / sizeof options[0], &given) || !good_words(&given)) {
        return cli_usage;
    }
    const int language = cli_load_language(self, &given, true);
    if (language != cli_done) {
        return language;
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
        status = make_card(self, session, &given);
    }
    session_close(session);
    free(atlas);
    return status;
}
