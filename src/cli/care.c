#include "cli/cli.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    int year, month, day;
} date_t;

static int days_in(const int year, const int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/// Digits from `from` to `to`, or -1 if one is none.
static int digits(const char* const word, const int from, const int to)
{
    int number = 0;
    for (int k = from; k < to; k++) {
        if (word[k] < '0' || word[k] > '9') {
            return -1;
        }
        number = number * 10 + (word[k] - '0');
    }
    return number;
}

static bool read_date(const char* const word, date_t* const date)
{
    if (strlen(word) != 10U || word[4] != '-' || word[7] != '-') {
        return false;
    }
    *date = (date_t){.year = digits(word, 0, 4), .month = digits(word, 5, 7), .day = digits(word, 8, 10)};
    return date->year >= 1970 && date->year <= 2200 && date->month >= 1 && date->month <= 12 &&
           date->day >= 1 && date->day <= days_in(date->year, date->month);
}

static date_t after_months(const date_t from, const int months)
{
    const int count = from.year * 12 + from.month - 1 + months;
    date_t date = {.year = count / 12, .month = count % 12 + 1, .day = from.day};
    const int last = days_in(date.year, date.month);
    date.day = date.day > last ? last : date.day;
    return date;
}

static void print_due(const vehicle_care_t* const care, const date_t since)
{
    if (care->every_months < 1.0) {
        (void)printf("as needed   %s\n            %s\n            [%s]\n", care->text, care->how,
                     care->sources);
        return;
    }
    const date_t due = after_months(since, (int)care->every_months);
    (void)printf("%04d-%02d-%02d  %s (every %.0f months)\n            %s\n            [%s]\n", due.year,
                 due.month, due.day, care->text, care->every_months, care->how, care->sources);
}

/// RFC 5545 section 3.1: lines end in CRLF and are folded at 75 octets; section 3.3.11: commas, semicolons,
/// backslashes and line ends in a text are escaped.
typedef struct {
    char* text;
    size_t capacity, length;
    size_t column;
} calendar_t;

static void put(calendar_t* const self, const char byte)
{
    if (self->length + 1U < self->capacity) {
        self->text[self->length] = byte;
        self->text[self->length + 1U] = '\0';
    }
    self->length++;
}

static void put_folded(calendar_t* const self, const char byte)
{
    const bool starts_character = ((unsigned char)byte & 0xC0U) != 0x80U;
    if (starts_character && self->column >= 70U) {
        put(self, '\r');
        put(self, '\n');
        put(self, ' ');
        self->column = 1U;
    }
    put(self, byte);
    self->column++;
}

static void put_line(calendar_t* const self, const char* const name, const char* const value)
{
    self->column = 0U;
    for (const char* c = name; *c != '\0'; c++) {
        put_folded(self, *c);
    }
    for (const char* c = value; *c != '\0'; c++) {
        if (strchr("\\,;", *c) != NULL) {
            put_folded(self, '\\');
        }
        put_folded(self, (char)(*c == '\n' ? ' ' : *c));
    }
    put(self, '\r');
    put(self, '\n');
}

/// Monthly on a day that not every month has, RFC 5545 3.3.10: the last of the days up to it that a month
/// has; a rule without this skips the short months.
static void put_rule(calendar_t* const self, const int months, const int day)
{
    static const char* const days[] = {";BYMONTHDAY=28,29;BYSETPOS=-1", ";BYMONTHDAY=28,29,30;BYSETPOS=-1",
                                       ";BYMONTHDAY=28,29,30,31;BYSETPOS=-1"};
    char line[100];
    (void)snprintf(line, sizeof line, "RRULE:FREQ=MONTHLY;INTERVAL=%d%s", months,
                   day > 28 ? days[day - 29] : "");
    put_line(self, line, "");
}

static void put_event(calendar_t* const self, const vehicle_t* const car, const vehicle_care_t* const care,
                      const date_t since)
{
    const date_t due = after_months(since, (int)care->every_months);
    char line[200];
    put_line(self, "BEGIN:VEVENT", "");
    (void)snprintf(line, sizeof line, "UID:%.60s-%.60s-%04d%02d%02d@decklid", care->id, car->id, since.year,
                   since.month, since.day);
    put_line(self, line, "");
    (void)snprintf(line, sizeof line, "DTSTAMP:%04d%02d%02dT000000Z", since.year, since.month, since.day);
    put_line(self, line, "");
    (void)snprintf(line, sizeof line, "DTSTART;VALUE=DATE:%04d%02d%02d", due.year, due.month, due.day);
    put_line(self, line, "");
    put_rule(self, (int)care->every_months, since.day);
    put_line(self, "SUMMARY:", care->text);
    put_line(self, "DESCRIPTION:", care->how);
    put_line(self, "TRANSP:TRANSPARENT", "");
    put_line(self, "END:VEVENT", "");
}

static bool write_calendar(const cli_t* const self, const vehicle_t* const car, const date_t since,
                           const char* const path)
{
    enum { calendar_bytes = 1 << 18 };
    calendar_t calendar = {.text = calloc(1U, calendar_bytes), .capacity = calendar_bytes};
    if (calendar.text == NULL) {
        return false;
    }
    put_line(&calendar, "BEGIN:VCALENDAR", "");
    put_line(&calendar, "VERSION:2.0", "");
    put_line(&calendar, "PRODID:-//decklid//care//EN", "");
    for (int k = 0; k < self->knowledge->care_count; k++) {
        const vehicle_care_t* const care = &self->knowledge->care[k];
        if (care->every_months >= 1.0 && vehicle_when_holds(care->when, care->when_count, car->value)) {
            put_event(&calendar, car, care, since);
        }
    }
    put_line(&calendar, "END:VCALENDAR", "");
    const bool written =
        calendar.length < calendar.capacity && cli_write_file(path, calendar.text, calendar.length);
    free(calendar.text);
    return written;
}

int cli_care(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {
        {"--car", false, "a car's id"}, {"--since", false, "a date, 2026-11-20"}, {"--ics", false, "a file"}};
    cli_given_t given;
    if (!cli_parse(argc, argv, options, 3, &given)) {
        return cli_usage;
    }
    date_t since = {0};
    const char* const word = cli_value(&given, "--since");
    if (word == NULL || !read_date(word, &since) || !cli_has(&given, "--car")) {
        (void)fprintf(
            stderr, "decklid care: expected --car ID --since YYYY-MM-DD (a day that exists), found \"%s\"\n",
            word == NULL ? "no date" : word);
        return cli_usage;
    }
    const vehicle_t* const car = cli_load_car(self, cli_value(&given, "--car"));
    if (car == NULL) {
        return cli_usage;
    }
    for (int k = 0; k < self->knowledge->care_count; k++) {
        const vehicle_care_t* const care = &self->knowledge->care[k];
        if (vehicle_when_holds(care->when, care->when_count, car->value)) {
            print_due(care, since);
        }
    }
    const char* const path = cli_value(&given, "--ics");
    return path == NULL || write_calendar(self, car, since, path) ? cli_done : cli_bad_file;
}
