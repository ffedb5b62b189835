#include "server/answer.h"
#include "server/host.h"
#include <string.h>

#define PAGE(title, text)                                                                                    \
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"                                        \
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"                             \
    "<title>" title "</title>\n<h1>" title "</h1>\n<p>" text "</p>\n</html>\n"

static const struct {
    unsigned status;
    const char* page;
} refusals[] = {
    {400, PAGE("This request makes no sense", "It must name one host, and names none or several.")},
    {404,
     PAGE("There is no such page",
          "The address may be mistyped, or the page is gone. <a href=\"/\">Go to the start</a>, where you "
          "are led step by step. If somebody may be shut in, call the emergency number first.")},
    {405,
     PAGE("That cannot be done here", "Pages can only be read here. <a href=\"/\">Go to the start</a>.")},
    {421,
     PAGE("Not under this name",
          "These pages are only for this machine itself. Use the address that decklid printed when it was "
          "started; it begins with http://localhost.")},
};

enum { lines_of_inert = 3, lines_of_script = 4 };
static const server_line_t strict[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    // From here on for what can run or be shown by itself.
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: "
     "blob:; "
     "connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; base-uri 'none'; "
     "form-action 'none'; frame-ancestors 'none'"},
    // From here on for documents only.
    {"Cross-Origin-Opener-Policy", "same-origin"},
    // Those that browsers know: an unknown one is an error on their
    // console. The page copies its case sheet.
    {"Permissions-Policy",
     "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), "
     "clipboard-read=(), clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), "
     "gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), "
     "local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), "
     "picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), "
     "screen-wake-lock=(), serial=(), speaker-selection=(), storage-access=(), usb=(), "
     "window-management=(), xr-spatial-tracking=()"},
};

const server_line_t* server_strict_lines(const char* const type, int* const count)
{
    static const struct {
        const char* type;
        int lines;
    } kinds[] = {{"text/html", (int)(sizeof strict / sizeof strict[0])},
                 {"image/svg", (int)(sizeof strict / sizeof strict[0])},
                 {"application/wasm", lines_of_inert},
                 {"application/octet-stream", lines_of_inert},
                 {"application/json", lines_of_inert},
                 {"application/manifest+json", lines_of_inert},
                 {"image/png", lines_of_inert},
                 {"text/css", lines_of_inert}};
    *count = lines_of_script;
    for (size_t k = 0U; type != NULL && k < sizeof kinds / sizeof kinds[0]; k++) {
        if (strncmp(type, kinds[k].type, strlen(kinds[k].type)) == 0) {
            *count = kinds[k].lines;
        }
    }
    return strict;
}

bool server_etag_is_in(const char* const field, const char* const etag)
{
    const size_t length = strlen(etag);
    for (const char* at = field; at != NULL && *at != '\0';) {
        at += strspn(at, " \t,");
        if (strncmp(at, "W/", 2U) == 0) {
            at += 2;
        }
        const size_t own = strcspn(at, " \t,");
        if ((own == length && strncmp(at, etag, length) == 0) || (own == 1U && *at == '*')) {
            return true;
        }
        at += own;
    }
    return false;
}

static server_answer_t refusal(const unsigned status)
{
    server_answer_t answer = {.status = status,
                              .type = "text/html; charset=utf-8",
                              .cache = "no-store",
                              .tells_methods = status == 405U};
    for (size_t k = 0U; k < sizeof refusals / sizeof refusals[0]; k++) {
        if (refusals[k].status == status) {
            answer.body = refusals[k].page;
            answer.length = strlen(refusals[k].page);
        }
    }
    return answer;
}

static server_answer_t file_answer(const server_file_t* const file, const server_request_t* const request)
{
    bool there[server_coding_count];
    int forms = 0;
    for (int k = 0; k < server_coding_count; k++) {
        there[k] = file->form[k].bytes != NULL;
        forms += there[k] ? 1 : 0;
    }
    const server_coding_t coding = server_coding_choose(request->accept_encoding, there);
    const server_form_t* const form = &file->form[coding];
    const bool known = server_etag_is_in(request->if_none_match, form->etag);
    return (server_answer_t){
        .status = known ? 304U : 200U,
        .body = form->bytes,
        .length = form->length,
        .type = known ? NULL : file->type,
        .cache = "no-cache",
        .etag = form->etag,
        .encoding = known || coding == server_coding_identity ? NULL : server_coding_name(coding),
        .varies = forms > 1};
}

server_answer_t server_answer(const server_table_t* const table, const server_place_t* const place,
                              const server_request_t* const request)
{
    if (request->host_count != 1) {
        return refusal(400U);
    }
    if (!place->any_host && !server_host_is_own(request->host, place->address, place->port)) {
        return refusal(421U);
    }
    if (strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0) {
        return refusal(405U);
    }
    const server_file_t* const file = server_table_find(table, request->path);
    return file == NULL ? refusal(404U) : file_answer(file, request);
}
