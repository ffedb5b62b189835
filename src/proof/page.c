#include "proof/report.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static double number(const json_t* const object, const char* const policy, const char* const key)
{
    return json_number_value(json_object_get(json_object_get(object, policy), key));
}

static void print_policy(FILE* const out, const char* const name, const json_t* const policy)
{
    if (policy == NULL) {
        return;
    }
    (void)fprintf(out,
                  "  %-14s cost %7.1f ±%4.1f  minutes %6.1f  steps %5.1f  opened %5.1f %%  called %5.1f %%  "
                  "impossible %.2f  forbidden %.2f\n",
                  name, json_number_value(json_object_get(policy, "cost")),
                  json_number_value(json_object_get(policy, "cost_error")),
                  json_number_value(json_object_get(policy, "minutes")),
                  json_number_value(json_object_get(policy, "steps")),
                  100.0 * json_number_value(json_object_get(policy, "opened")),
                  100.0 * json_number_value(json_object_get(policy, "called")),
                  json_number_value(json_object_get(policy, "impossible_steps")),
                  json_number_value(json_object_get(policy, "forbidden_steps")));
}

static void print_promises(const json_t* const report, FILE* const out)
{
    const json_t* const broken = json_object_get(report, "broken_promises");
    for (size_t k = 0U; k < json_array_size(broken); k++) {
        (void)fprintf(out, "  BROKEN: %s\n", json_string_value(json_array_get(broken, k)));
    }
    if (json_array_size(broken) == 0U) {
        (void)fprintf(out, "  all promises kept\n");
    }
}

static void print_modes(const json_t* const modes, FILE* const out)
{
    for (size_t k = 0U; k < json_array_size(modes); k++) {
        (void)fprintf(out, "%s%s", k == 0U ? " " : "+", json_string_value(json_array_get(modes, k)));
    }
}

/// True if an earlier finding for the same reason is about the same modes.
static bool was_named(const json_t* const findings, const size_t before, const json_t* const about)
{
    for (size_t k = 0U; k < before; k++) {
        const json_t* const other = json_array_get(findings, k);
        if (json_equal(json_object_get(other, "modes"), json_object_get(about, "modes")) &&
            json_equal(json_object_get(other, "why"), json_object_get(about, "why"))) {
            return true;
        }
    }
    return false;
}

/// The sets that defeat the release for this reason, each once.
static void print_defeats(const json_t* const findings, const char* const why, FILE* const out)
{
    size_t k = 0U;
    json_t* finding = NULL;
    bool any = false;
    json_array_foreach(findings, k, finding)
    {
        const char* const reason = json_string_value(json_object_get(finding, "why"));
        const bool same = reason != NULL && strcmp(reason, why) == 0;
        if (!same || was_named(findings, k, finding)) {
            continue;
        }
        if (!any) {
            (void)fprintf(out, "    by its %s:", why);
        }
        any = true;
        if (json_array_size(json_object_get(finding, "modes")) == 0U) {
            (void)fprintf(out, " (%s)", json_string_value(json_object_get(finding, "state")));
        }
        print_modes(json_object_get(finding, "modes"), out);
    }
    (void)fprintf(out, "%s", any ? "\n" : "");
}

static void print_kept_in(const json_t* const report, FILE* const out)
{
    static const char* const why[] = {"release", "latch", "supply", "unit", "drive"};
    const json_t* const kept = json_object_get(report, "nobody_kept_in");
    (void)fprintf(out, "  nobody kept in: %d runs, defeated in %d, of these without excuse %d\n",
                  (int)json_integer_value(json_object_get(kept, "runs")),
                  (int)json_integer_value(json_object_get(kept, "defeated")),
                  (int)json_integer_value(json_object_get(kept, "without_excuse")));
    for (size_t k = 0U; k < sizeof why / sizeof why[0]; k++) {
        print_defeats(json_object_get(kept, "by"), why[k], out);
    }
}

static void print_sets_without_way(const json_t* const sets, FILE* const out)
{
    size_t k = 0U;
    json_t* entry = NULL;
    int printed = 0;
    json_array_foreach(sets, k, entry)
    {
        if (json_array_size(json_object_get(entry, "ways_in")) == 0U) {
            (void)fprintf(out, "%s", printed == 0 ? "    no way in but a call:" : "");
            print_modes(json_object_get(entry, "modes"), out);
            (void)fprintf(out, "%s", json_array_size(json_object_get(entry, "grave")) > 0U ? " (grave)" : "");
            printed++;
        }
    }
    (void)fprintf(out, "%s", printed > 0 ? "\n" : "");
}

static void print_calls(const json_t* const own, FILE* const out)
{
    const json_t* const calls = json_object_get(own, "calls");
    (void)fprintf(out, "  calls %.1f %%, right (no permitted way in was cheaper) in %.1f %% of them\n",
                  100.0 * json_number_value(json_object_get(calls, "share")),
                  100.0 * json_number_value(json_object_get(calls, "right")));
}

static void print_policies(const json_t* const played, FILE* const out)
{
    print_policy(out, "guide", json_object_get(played, "guide"));
    print_policy(out, "greedy", json_object_get(played, "greedy"));
    print_policy(out, "call at once", json_object_get(played, "call_at_once"));
    const char* id = NULL;
    json_t* list = NULL;
    json_object_foreach(json_object_get(played, "checklists"), id, list)
    {
        print_policy(out, id, list);
    }
}

static void print_calibration(const json_t* const played, FILE* const out)
{
    (void)fprintf(out, "  calibration error %.1f points\n",
                  100.0 * number(played, "guide", "calibration_error"));
}

static void print_strangers(const json_t* const strangers, FILE* const out)
{
    if (strangers != NULL) {
        (void)fprintf(out, " strangers (%d):\n", (int)json_integer_value(json_object_get(strangers, "n")));
        print_policies(strangers, out);
        print_calibration(strangers, out);
    }
}

static void print_real(const json_t* const real, FILE* const out)
{
    if (!json_is_object(real)) {
        return;
    }
    (void)fprintf(out,
                  " real cases (%d, not modelled %d): first %.0f %%, among the first three %.0f %%, mean log "
                  "score %.2f\n",
                  (int)json_integer_value(json_object_get(real, "n")),
                  (int)json_integer_value(json_object_get(real, "not_played")),
                  100.0 * json_number_value(json_object_get(real, "top1")),
                  100.0 * json_number_value(json_object_get(real, "top3")),
                  json_number_value(json_object_get(real, "mean_log_score")));
    print_policies(real, out);
}

void proof_report_print(const json_t* const report, FILE* const out)
{
    (void)fprintf(out, "%s\n own sets (%d):\n", json_string_value(json_object_get(report, "car")),
                  (int)json_array_size(json_object_get(report, "sets")));
    print_policies(report, out);
    const char* const best = json_string_value(json_object_get(report, "best_checklist"));
    if (best != NULL) {
        (void)fprintf(out, "  cost beside the best checklist (%s): %.2f\n", best,
                      json_number_value(json_object_get(report, "cost_beside_best_checklist")));
    }
    print_calls(report, out);
    print_sets_without_way(json_object_get(report, "sets"), out);
    print_calibration(report, out);
    const json_t* const frost = json_object_get(report, "frost");
    if (json_is_object(frost)) {
        (void)fprintf(out, " own sets of frost (%d):\n",
                      (int)json_array_size(json_object_get(frost, "sets")));
        print_policies(frost, out);
        print_calls(frost, out);
    }
    print_strangers(json_object_get(report, "strangers"), out);
    print_real(json_object_get(report, "real"), out);
    print_kept_in(report, out);
    print_promises(report, out);
}

typedef struct {
    char* text;
    size_t length, capacity;
} page_t;

__attribute__((format(printf, 2, 3))) static void put(page_t* const page, const char* const format, ...)
{
    char piece[600];
    va_list list;
    va_start(list, format);
    const int length = vsnprintf(piece, sizeof piece, format, list);
    va_end(list);
    if (length > 0 && page->text != NULL && page->length + (size_t)length + 1U < page->capacity) {
        memcpy(page->text + page->length, piece, (size_t)length + 1U);
        page->length += (size_t)length;
    }
}

enum { row_px = 44, first_row_px = 64, plot_px = 200 };

/// One of the populations that are drawn beside each other.
typedef struct {
    const char* name;
    const char* within; ///< key of the report that holds it; NULL: the report itself
    const char* colour;
    double x;
} column_t;

static const column_t columns[] = {{"the atlas's own sets", NULL, "#1b6e53", 150.0},
                                   {"stranger cars", "strangers", "#b5651d", 480.0}};
enum { column_count = sizeof columns / sizeof columns[0] };

static const json_t* played_in(const json_t* const report, const column_t* const column)
{
    return column->within == NULL ? report : json_object_get(report, column->within);
}

static void put_bar(page_t* const page, const double x, const double y, const double length,
                    const char* const colour)
{
    put(page, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"9\" fill=\"%s\"/>\n", x, y, length,
        colour);
}

/// Cost of a policy as a bar with its name, its cost and how often it comes to a call.
static void put_policy(page_t* const page, const json_t* const policy, const char* const name, const double x,
                       const double y, const char* const colour)
{
    if (policy == NULL) {
        return;
    }
    const double cost = json_number_value(json_object_get(policy, "cost"));
    const double length = cost < 250.0 ? cost * 0.7 : 175.0; // what is longer is cut off, its number is not
    put_bar(page, x, y, length, colour);
    put(page, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"8\">%s %.0f, calls %.0f %%</text>\n", x + length + 4.0,
        y + 8.0, name, cost, 100.0 * json_number_value(json_object_get(policy, "called")));
}

static void put_costs(page_t* const page, const json_t* const report, const column_t* const column,
                      const double y)
{
    const json_t* const played = played_in(report, column);
    const char* const best = json_string_value(json_object_get(report, "best_checklist"));
    put_policy(page, json_object_get(played, "guide"), "guide", column->x, y, column->colour);
    put_policy(page, json_object_get(json_object_get(played, "checklists"), best == NULL ? "" : best),
               best == NULL ? "" : best, column->x, y + 11.0, "#5b7fa8");
    put_policy(page, json_object_get(played, "call_at_once"), "call", column->x, y + 22.0, "#888888");
}

static void put_axes(page_t* const page, const column_t* const column, const double top)
{
    const double x = column->x;
    put(page, "<path d=\"M%.1f %.1f l%d -%d M%.1f %.1f v%d h%d\" stroke=\"#333\" fill=\"none\"/>\n", x,
        top + plot_px, plot_px, plot_px, x, top, plot_px, plot_px);
    put(page, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\">%s: chances named and met</text>\n", x, top - 8.0,
        column->name);
    put(page,
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"9\">0</text><text x=\"%.1f\" y=\"%.1f\" "
        "font-size=\"9\">named 1</text><text x=\"%.1f\" y=\"%.1f\" font-size=\"9\">met 1</text>\n",
        x - 8.0, top + plot_px + 11.0, x + plot_px - 20.0, top + plot_px + 11.0, x - 30.0, top + 6.0);
}

/// A circle for each tenth of the chances named; its area says how often they were named.
static void put_calibration(page_t* const page, const json_t* const report, const column_t* const column,
                            const double top)
{
    const json_t* const guide = json_object_get(played_in(report, column), "guide");
    size_t k = 0U;
    json_t* row = NULL;
    double all = 0.0;
    json_array_foreach(json_object_get(guide, "calibration"), k, row)
    {
        all += json_number_value(json_object_get(row, "mass"));
    }
    json_array_foreach(json_object_get(guide, "calibration"), k, row)
    {
        const double share = json_number_value(json_object_get(row, "mass")) / all;
        put(page, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"0.5\"/>\n",
            column->x + plot_px * json_number_value(json_object_get(row, "predicted")),
            top + plot_px - plot_px * json_number_value(json_object_get(row, "actual")),
            1.5 + 9.0 * sqrt(share), column->colour);
    }
}

static void put_column(page_t* const page, const json_t* const reports, const column_t* const column)
{
    const double top = first_row_px + row_px * (double)json_array_size(reports) + 40.0;
    size_t k = 0U;
    json_t* report = NULL;
    put(page, "<text x=\"%.1f\" y=\"50\" font-size=\"11\">%s</text>\n", column->x, column->name);
    json_array_foreach(reports, k, report)
    {
        put_costs(page, report, column, first_row_px + row_px * (double)k);
        put_calibration(page, report, column, top);
    }
    put_axes(page, column, top);
}

char* proof_report_plots(const json_t* const reports)
{
    page_t page = {.capacity = 1U << 20U};
    const size_t cars = json_array_size(reports);
    const size_t height = first_row_px + row_px * cars + plot_px + 70U;
    page.text = calloc(1U, page.capacity);
    put(&page,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 %zu\" font-family=\"sans-serif\">\n"
        "<rect width=\"800\" height=\"%zu\" fill=\"white\"/>\n"
        "<text x=\"20\" y=\"28\" font-size=\"14\">Expected cost to open, money and time together</text>\n",
        height, height);
    for (size_t k = 0U; k < cars; k++) {
        put(&page, "<text x=\"20\" y=\"%zu\" font-size=\"11\">%s</text>\n", first_row_px + row_px * k + 18U,
            json_string_value(json_object_get(json_array_get(reports, k), "car")));
    }
    for (size_t k = 0U; k < column_count; k++) {
        put_column(&page, reports, &columns[k]);
    }
    put(&page, "</svg>\n");
    return page.text;
}
