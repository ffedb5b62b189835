#include "cli/cli.h"
#include "session/screen.h"
#include <stdlib.h>
#include <string.h>

static void put_escaped(const char* const text, const size_t length)
{
    for (size_t k = 0; k < length; k++) {
        switch (text[k]) {
        case '<':
            (void)fputs("&lt;", stdout);
            break;
        case '>':
            (void)fputs("&gt;", stdout);
            break;
        case '&':
            (void)fputs("&amp;", stdout);
            break;
        case '"':
            (void)fputs("&quot;", stdout);
            break;
        default:
            (void)putchar(text[k]);
        }
    }
}

/// The numbers in a sentence become links that a phone dials.
static void put_numbers(const char* const numbers)
{
    for (const char* at = numbers; *at != '\0';) {
        const size_t digits = strspn(at, "0123456789");
        if (digits >= 2U) {
            (void)printf("<a class=\"call\" href=\"tel:%.*s\">%.*s</a>", (int)digits, at, (int)digits, at);
            at += digits;
        } else {
            put_escaped(at, 1U);
            at++;
        }
    }
}

/// A question without the word in brackets that the terminal wants typed.
static void put_question(const char* const question)
{
    const char* const bracket = strrchr(question, '(');
    size_t length = bracket == NULL ? strlen(question) : (size_t)(bracket - question);
    while (length > 0U && question[length - 1U] == ' ') {
        length--;
    }
    put_escaped(question, length);
}

static void put_script(const cli_t* const self, const session_emergency_t kind, const char* const question)
{
    (void)printf("<details class=\"script\" data-kind=\"%s\"><summary>", session_emergency_name(kind));
    put_question(session_say(&self->language, question));
    (void)printf("</summary>\n<ol>\n");
    for (int k = 0; session_emergency_step(kind, k) != NULL; k++) {
        (void)printf("<li>");
        const char* const step = session_say(&self->language, session_emergency_step(kind, k));
        put_escaped(step, strlen(step));
        (void)printf("</li>\n");
    }
    (void)printf("</ol></details>\n");
}

/// A country with its numbers, which page/first.js puts in the place of the several when it is chosen:
/// elements for all of them would be half of what a phone lays out before it shows anything.
static void put_country(const cli_t* const self, const char* const code, const char* const name)
{
    (void)printf("<option value=\"%s\" data-numbers=\"", code);
    const char* const numbers =
        session_say(&self->language, session_emergency_numbers(code[0] == '\0' ? NULL : code));
    put_escaped(numbers, strlen(numbers));
    (void)printf("\">%s</option>\n", name);
}

static void put_choice_of_country(const cli_t* const self)
{
    (void)printf("<label class=\"small\" data-script hidden>%s <select class=\"country\">\n",
                 session_say(&self->language, SAY("Country")));
    put_country(self, "", session_say(&self->language, SAY("several")));
    for (int k = 0; session_emergency_country(k) != NULL; k++) {
        put_country(self, session_emergency_country(k), session_emergency_country(k));
    }
    (void)printf("</select></label>\n");
}

/// The first screen as a piece of HTML that needs no script: every answer unfolds its steps. What only a
/// script can answer (data-script) is shown by it, so that nothing can be tapped in vain.
static void print_first_html(const cli_t* const self)
{
    (void)printf("<div class=\"card\" data-language=\"%s\" lang=\"%s\">\n<h2>%s</h2>\n", self->language_code,
                 self->language_code, session_say(&self->language, SAY("Before anything else")));
    (void)printf("<p class=\"label\">%s</p>\n", session_say(&self->language, SAY("Emergency number")));
    (void)printf("<p class=\"numbers\">");
    put_numbers(session_say(&self->language, session_emergency_numbers(NULL)));
    (void)printf("</p>\n");
    put_choice_of_country(self);
    for (int k = 0; session_emergency_question(k) != NULL; k++) {
        put_script(self, (session_emergency_t)((int)session_emergency_fire + k),
                   session_emergency_question(k));
    }
    (void)printf(
        "<button type=\"button\" class=\"answer accent free\" data-script hidden>%s</button>\n</div>\n",
        session_say(&self->language, SAY("None of these, or it is over and everybody is safe")));
}

/// A sentence that stands only in some states of the page (page/first.js), at first where the car is unknown.
static void put_when(const cli_t* const self, const char* const states, const char* const sentence)
{
    (void)printf("<p data-when=\"%s\"%s>%s</p>\n", states,
                 strstr(states, "unknown") == NULL ? " role=\"status\" hidden" : "",
                 session_say(&self->language, sentence));
}

static void print_general_html(const cli_t* const self)
{
    (void)printf("<div class=\"card\" data-language=\"%s\" lang=\"%s\">\n", self->language_code,
                 self->language_code);
    put_when(self, "loading slow", SAY("The guide is being loaded."));
    (void)printf("<progress data-when=\"loading slow\" aria-label=\"%s\" hidden></progress>\n",
                 session_say(&self->language, SAY("The guide is being loaded.")));
    put_when(self, "failed",
             SAY("The guide cannot start: a file of it is missing or damaged, or this browser is too old."));
    (void)printf("<div data-when=\"slow failed unknown\">\n<h2>%s</h2>\n",
                 session_say(&self->language, SAY("What holds for every car")));
    put_when(self, "failed unknown", SAY("No step can be computed for this car here."));
    (void)printf("<ul>\n");
    for (int k = 0; session_general_advice(k) != NULL; k++) {
        (void)printf("<li>");
        const char* const said = session_say(&self->language, session_general_advice(k));
        put_escaped(said, strlen(said));
        (void)printf("</li>\n");
    }
    (void)printf("</ul>\n</div>\n<button type=\"button\" class=\"answer again\" data-when=\"slow failed\" "
                 "hidden>%s</button>\n</div>\n",
                 session_say(&self->language, SAY("Load the page again")));
}

static void print_text(const cli_t* const self, const char* const country)
{
    (void)printf("%s: %s\n", session_say(&self->language, SAY("Emergency number")),
                 session_say(&self->language, session_emergency_numbers(country)));
    for (int k = 0; session_emergency_question(k) != NULL; k++) {
        const session_emergency_t kind = (session_emergency_t)((int)session_emergency_fire + k);
        (void)printf("\n%s\n", session_say(&self->language, session_emergency_question(k)));
        for (int step = 0; session_emergency_step(kind, step) != NULL; step++) {
            (void)printf("%3d. %s\n", step + 1,
                         session_say(&self->language, session_emergency_step(kind, step)));
        }
    }
}

static int print_json(const cli_t* const self, const char* const country)
{
    const size_t length = session_emergency_json(&self->language, country, NULL, 0U);
    char* const text = malloc(length + 1U);
    if (text == NULL) {
        (void)fputs("decklid: out of memory\n", stderr);
        return cli_bad_file;
    }
    (void)session_emergency_json(&self->language, country, text, length + 1U);
    (void)printf("%s\n", text);
    free(text);
    return cli_done;
}

int cli_emergency(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {{"--country", false, "two letters"},
                                           {"--json", true, NULL},
                                           {"--html", true, NULL},
                                           {"--general-html", true, NULL},
                                           {"--lang", false, "a language"}};
    cli_given_t given;
    if (!cli_parse(argc, argv, options, sizeof options / sizeof options[0], &given)) {
        return cli_usage;
    }
    const int language = cli_load_language(self, &given, false);
    if (language != cli_done) {
        return language;
    }
    if (cli_has(&given, "--json")) {
        return print_json(self, cli_value(&given, "--country"));
    }
    if (cli_has(&given, "--html")) {
        print_first_html(self);
    } else if (cli_has(&given, "--general-html")) {
        print_general_html(self);
    } else {
        print_text(self, cli_value(&given, "--country"));
    }
    return cli_done;
}
