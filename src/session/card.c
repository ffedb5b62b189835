#include "session/card.h"
#include "base/crc32.h"
#include "session/card_text.h"
#include "session/state.h"
#include <stdlib.h>
#include <string.h>

enum {
    plan_steps = 26, ///< no sheet holds more
    plan_nodes = 30, ///< search budget of each look at the guide: more changes little, and costs seconds
    left = 2800,
    top = 2600,
    across = 53900,
    bottom = 76600, ///< a US letter sheet ends at 792 pt
    gap = 1500,
    column = (across - gap) / 2,
    gutter = 2300, ///< beside the number of a step
    padding = 500,
    small = 750,
    small_leading = 880,
    normal = 800,
    normal_leading = 930
};

typedef struct {
    const session_t* session;
    const session_card_tree_t* tree;
    const uint16_t* call;
    int call_count;
} sheet_t;

static const session_page_style_t heading = {
    .width = across - 2 * padding, .x = left + padding, .size = 1000, .leading = 1250, .bold = true};
static const session_page_style_t wide = {
    .width = across - 2 * padding, .x = left + padding, .size = small, .leading = small_leading};

// ---- emergency ----

/// The first lines of the fixed script, unchanged.
typedef struct {
    const char* title;
    session_emergency_t kind;
    int step[4]; ///< -1: no more
} urgent_t;

static const urgent_t urgent[] = {
    {SAY("Fire, smoke, fuel or gas smell:"), session_emergency_fire, {0, 1, 2, 3}},
    {SAY("Person or animal shut in, or not sure:"), session_emergency_person, {0, 2, 3, 4}},
    {SAY("Moving traffic:"), session_emergency_traffic, {0, 1, 3, -1}},
    {SAY("You are shut in:"), session_emergency_inside, {0, 1, -1, -1}},
};

static session_writer_t writer_on(const sheet_t* const sheet, char text[session_card_text_max])
{
    return session_writer_of(sheet->session, text, session_card_text_max);
}

static int put_emergency_text(session_page_t* const page, const sheet_t* const sheet, int y)
{
    char text[session_card_text_max];
    const session_catalogue_t* const language = &sheet->session->language;
    y = session_page_paragraph(
        page, &heading, y,
        session_say(language, SAY("FIRST: is somebody in danger? Then nothing else on this card counts.")));
    session_writer_t number = writer_on(sheet, text);
    session_format(&number, "\x01%s\x01 %s", session_say(language, SAY("Emergency number:")),
                   session_say(language, session_emergency_numbers(NULL)));
    y = session_page_paragraph(page, &wide, y, text);
    for (size_t k = 0; k < sizeof urgent / sizeof urgent[0]; k++) {
        session_writer_t out = writer_on(sheet, text);
        session_format(&out, "\x01%s\x01", session_say(language, urgent[k].title));
        for (int s = 0; s < 4 && urgent[k].step[s] >= 0; s++) {
            session_put(&out, " ", 1);
            session_fill(&out, session_emergency_step(urgent[k].kind, urgent[k].step[s]));
        }
        y = session_page_paragraph(page, &wide, y + 120, text);
    }
    return y;
}

static int put_emergency(session_page_t* const page, const sheet_t* const sheet, const int y)
{
    const int inside = y + padding;
    const int end = put_emergency_text(NULL, sheet, inside) + padding - 150;
    session_page_add_box(page, (session_page_box_t){left, y, across, end - y, 200, 255});
    (void)put_emergency_text(page, sheet, inside);
    return end;
}

/// The lid's name on the left and the car's on the right of one line.
static int put_title(session_page_t* const page, const sheet_t* const sheet, const int y)
{
    char text[session_card_text_max];
    const session_page_style_t title = {
        .x = left, .width = across, .size = 1500, .leading = 1800, .bold = true};
    session_writer_t out = writer_on(sheet, text);
    session_fill(&out, "The {lid} does not open");
    const int below = session_page_paragraph(page, &title, y, text);
    out = writer_on(sheet, text);
    session_fill(&out, SAY("made for"));
    session_format(&out, " \x01%.150s\x01",
                   session_say(&sheet->session->language, sheet->session->atlas.head.name));
    const int taken = session_page_text_width(text, out.length, 950, true);
    const session_page_style_t name = {
        .x = left + across - taken, .width = taken + 100, .size = 950, .leading = 1150};
    (void)session_page_paragraph(page, &name, y + 450, text);
    return below;
}

// ---- steps ----

static int put_step(session_page_t* const page, const sheet_t* const sheet, const int k, const int x, int y)
{
    char text[session_card_text_max];
    const atlas_t* const atlas = &sheet->session->atlas;
    const session_card_step_t* const step = &sheet->tree->step[k];
    const session_page_style_t number = {
        .x = x, .width = gutter, .size = 1500, .leading = 1700, .bold = true};
    const session_page_style_t body = {
        .x = x + gutter, .width = column - gutter, .size = normal, .leading = normal_leading};
    (void)snprintf(text, sizeof text, "%d", k + 1);
    const int least = session_page_paragraph(page, &number, y, text);
    session_writer_t out = writer_on(sheet, text);
    session_card_put_move(&out, atlas, sheet->tree, k);
    y = session_page_paragraph(page, &body, y + 150, text);
    out = writer_on(sheet, text);
    session_card_put_conditions(&out, atlas, step);
    y = session_page_paragraph(page, &body, y, text);
    for (int b = 0; b < step->branch_count; b++) {
        out = writer_on(sheet, text);
        session_card_put_branch(&out, atlas, step, b);
        y = session_page_paragraph(page, &body, y, text);
    }
    return (y > least ? y : least) + 350;
}

/// Two columns, no step torn in two. False if they do not reach.
static bool put_steps(session_page_t* const page, const sheet_t* const sheet, const int from, const int to)
{
    int x = left;
    int y = from;
    for (int k = 0; k < sheet->tree->count; k++) {
        const int end = put_step(NULL, sheet, k, x, y);
        if (end > to + 350 && x != left) {
            return false;
        }
        if (end > to + 350) {
            x = left + column + gap;
            y = from;
        }
        session_page_add_box(page, (session_page_box_t){x, y - 180, column, 40, 0, 160});
        y = put_step(page, sheet, k, x, y);
    }
    return y <= to + 350;
}

static int put_intro(session_page_t* const page, const sheet_t* const sheet, const int y)
{
    char text[session_card_text_max];
    const session_page_style_t style = {.x = left, .width = across, .size = 850, .leading = 1000};
    session_writer_t out = writer_on(sheet, text);
    if (sheet->tree->count == 0) {
        session_fill(&out, "There is an emergency: no step before it is over.");
        return session_page_paragraph(page, &style, y, text);
    }
    session_fill(
        &out, "Start at *1*. Do it, look and listen, then go to the number behind the arrow. Not sure what "
              "you saw: take the last line of the step. *The {lid} opens: stop, and go to OPEN.* You may "
              "stop at any step and call, or leave it: a shut {lid} does not keep the car from driving.");
    session_put(&out, " ", 1);
    session_phrase(&out,
                   "By the reckoning of the guide these steps open the {lid} in *%.0f of 100 cases*; in the "
                   "others, *CALL*.",
                   100 * session_card_coverage(sheet->tree));
    session_card_mark(&out, 0);
    return session_page_paragraph(page, &style, y, text);
}

// ---- the foot ----

static const char* const open_text = SAY(
    "*OPEN? Do not shut it until its release was tried with the {lid} up.* Hold the {lid} up safely. With a "
    "screwdriver, never a finger, turn the claw of the latch until it clicks as if it were shut. Ask for the "
    "release in the way you use every day: the claw must spring open. Three times. If it failed once, or the "
    "battery is flat or off: leave it open, tie it down, and drive only to the next safe place with the "
    "windows open.");
static const char* const never_text = SAY(
    "*NEVER* pry, drill, hammer, cut, slam or kick; no tool, card or wire past glass or seal. No hot water, "
    "flame or heat gun. No bigger fuse, foil or wire in a fuse's place. No bridging, cutting or unplugging "
    "of "
    "live wires; nothing yellow or orange. No 24 V; no power into a frozen, swollen, leaking or hissing "
    "battery. No engine running in a garage. No child, and nobody who cannot get out alone, into the {space} "
    "or through the seats; shut nobody in. No fingers in claw, striker or gap. No spray in a closed cabin, "
    "no "
    "heat after spray. No open {lid} on the road.");

static int put_call(session_page_t* const page, const sheet_t* const sheet, int y)
{
    char text[session_card_text_max];
    for (int k = 0; k < sheet->call_count; k++) {
        const atlas_move_t move = atlas_move(&sheet->session->atlas, sheet->call[k]);
        session_writer_t out = writer_on(sheet, text);
        session_format(&out, k == 0 ? "\x01%s\x01 " : "%s ",
                       session_say(out.language, k == 0 ? SAY("CALL") : SAY("Or:")));
        session_fill(&out, move.text);
        if (k == 0 && move.never) {
            session_format(&out, " ");
            session_fill(&out, move.never);
        }
        y = session_page_paragraph(page, &wide, y, text);
    }
    return y;
}

static int put_filled(session_page_t* const page, const sheet_t* const sheet, const int y,
                      const char* const body)
{
    char text[session_card_text_max];
    session_writer_t out = writer_on(sheet, text);
    session_fill(&out, body);
    session_card_mark(&out, 0);
    for (int k = 0; body == never_text && k < 4; k++) {
        session_format(&out, " ");
        (void)session_card_put_shared_never(&out, &sheet->session->atlas, sheet->tree, k);
    }
    return session_page_paragraph(page, &wide, y, text);
}

/// What the plan was reckoned for besides the car.
static void put_known(session_writer_t* const out, const session_t* const session)
{
    const atlas_t* const atlas = &session->atlas;
    bool said = false;
    for (uint16_t k = 0; k < atlas->head.circumstance_count; k++) {
        const uint8_t bucket = session->told.situation.bucket[k];
        if (bucket > 0) {
            const atlas_circumstance_t circumstance = atlas_circumstance(atlas, k);
            session_format(out, "%s%s %s", said ? ", " : "",
                           session_say(out->language, session_circumstance_name(circumstance.name)),
                           session_say(out->language, circumstance.label[bucket - 1]));
            said = true;
        }
    }
    session_fill(out, said ? NULL : SAY("a car above freezing of which nothing else is known"));
}

static int put_source(session_page_t* const page, const sheet_t* const sheet, const int y)
{
    char text[session_card_text_max];
    const session_page_style_t style = {
        .x = left, .width = across, .size = session_page_least_size, .leading = 820};
    const atlas_t* const atlas = &sheet->session->atlas;
    session_writer_t out = writer_on(sheet, text);
    session_format(&out, "decklid, atlas of %s, format %d, checksum %08x. ", atlas->head.id,
                   (int)atlas_version, (unsigned)base_crc32(0, atlas->bytes, atlas->length));
    session_format(&out, "%s ", session_say(out.language, SAY("Reckoned for")));
    put_known(&out, sheet->session);
    session_put(&out, ". ", 2);
    session_fill(
        &out,
        "With a phone at hand the dialogue goes further than this card: it knows the weather, the car's "
        "age and your tools. Print it anew when the checksum changes.");
    return session_page_paragraph(page, &style, y, text);
}

static int put_foot_text(session_page_t* const page, const sheet_t* const sheet, const int y)
{
    const int apart = 120;
    int end = put_call(page, sheet, y) + apart;
    end = put_filled(page, sheet, end, open_text) + apart;
    return put_filled(page, sheet, end, never_text);
}

/// Whom to call, what to do with an open lid and what never, in a box; below it where the card comes from.
static int put_foot(session_page_t* const page, const sheet_t* const sheet, const int y)
{
    const int end = put_foot_text(NULL, sheet, y + padding) + padding - 150;
    session_page_add_box(page, (session_page_box_t){left, y, across, end - y, 100, 255});
    (void)put_foot_text(page, sheet, y + padding);
    return put_source(page, sheet, end + 300);
}

// ---- the sheet ----

/// What a screen reader says of the sheet.
static void put_names(session_page_t* const page, const sheet_t* const sheet)
{
    const session_t* const session = sheet->session;
    session_catalogue_code(&session->language, page->language);
    session_writer_t title = session_writer_of(session, page->title, sizeof page->title);
    session_format(&title, "%s: %.110s", session_say(&session->language, SAY("Glovebox card")),
                   session_say(&session->language, session->atlas.head.name));
    session_writer_t summary = session_writer_of(session, page->summary, sizeof page->summary);
    session_phrase(
        &summary,
        "One page: what to do first in an emergency, %d numbered steps that open the {lid} in %.0f of 100 "
        "cases, whom to call, what to do once it is open, and what never to do.",
        sheet->tree->count, 100 * session_card_coverage(sheet->tree));
}

/// False if the steps do not fit.
static bool lay_out(session_page_t* const page, const sheet_t* const sheet)
{
    *page = (session_page_t){.run_count = 0};
    put_names(page, sheet);
    int y = put_title(page, sheet, top);
    y = put_emergency(page, sheet, y + 300);
    y = put_intro(page, sheet, y + 500);
    const int foot = bottom - (put_foot(NULL, sheet, 0));
    const bool fits = put_steps(page, sheet, y + 500, foot - 300);
    (void)put_foot(page, sheet, foot);
    return fits && !page->full;
}

/// Calls that need nothing, cheapest for their chance first.
static int list_calls(session_t* const self, uint16_t call[3])
{
    double price[3] = {0};
    int count = 0;
    guide_replay(self->guide, &self->told.situation, NULL, 0);
    for (uint16_t m = 0; m < self->atlas.head.move_count; m++) {
        const atlas_move_t move = atlas_move(&self->atlas, m);
        if (!session_card_is_call(&move) || !(move.phase & atlas_phase_open) ||
            move.opens_reading >= move.reading_count) {
            continue;
        }
        double p[atlas_readings_max];
        guide_predict(self->guide, m, p);
        const double one = (move.money + move.minutes) / (p[move.opens_reading] + 1e-9);
        int at = count < 3 ? count++ : 2;
        if (at == 2 && count == 3 && call[2] != 0 && price[2] > 0 && price[2] <= one) {
            continue;
        }
        for (; at > 0 && price[at - 1] > one; at--) {
            price[at] = price[at - 1];
            call[at] = call[at - 1];
        }
        price[at] = one;
        call[at] = m;
    }
    return count;
}

/// Writes as many steps as there is room for, in the order of how many people come to them.
static bool fill(session_page_t* const page, session_t* const self, const session_card_tree_t* const grown)
{
    bool keep[session_card_steps_max] = {false};
    uint16_t call[3] = {0};
    const int calls = list_calls(self, call);
    bool fits = false;
    for (int k = 0; k <= grown->count; k++) { // the last time with what is kept
        session_card_tree_t tree = *grown;
        const bool again = k == grown->count;
        if (!again) {
            keep[k] = true;
        }
        session_card_prune(&tree, &self->atlas, keep);
        const sheet_t sheet = {.session = self, .tree = &tree, .call = call, .call_count = calls};
        fits = lay_out(page, &sheet);
        if (!again) {
            keep[k] = fits;
        }
    }
    return fits;
}

const session_page_t* session_card_page(session_t* const self,
                                        void (*const progress)(void* context, int steps), void* const context)
{
    if (self->card) {
        return self->card;
    }
    session_card_tree_t* const tree = calloc(1, sizeof *tree);
    session_page_t* const page = malloc(sizeof *page);
    guide_situation_t situation = self->told.situation;
    situation.goal = guide_goal_open;
    const session_card_growth_t growth = {

        .steps_max = plan_steps, .nodes = plan_nodes, .progress = progress, .context = context};
    const bool emergency = self->told.emergency > session_emergency_no;
    self->stale = true; // the guide is used for the plan
    const bool good =
        tree && page &&
        (emergency || session_card_grow(self->guide, &self->atlas, &situation, &growth, tree)) &&
        fill(page, self, tree);
    free(tree);
    if (good) {
        self->card = page;
    } else {
        free(page);
    }
    return self->card;
}

size_t session_card_svg(session_t* const self, char* const text, const size_t capacity)
{
    const session_page_t* const page = session_card_page(self, NULL, NULL);
    return page ? session_page_svg(page, text, capacity) : 0;
}
