// The sound as a picture: words above, loudness, pitch, time below. Everything in currentColor, so that it
// stands out on light and on dark.
#include <math.h>

#include "car/sheet.h"
#include "car/sound.h"

enum { words_max = 96, rows = 8, columns = 600 };

static const double left_px = 80.0;
static const double words_px = 44.0; // baseline of the first row
static const double row_px = 17.0;
static const double loud_px = 178.0; // top of the loudness
static const double loud_high_px = 100.0;
static const double pitch_px = 302.0;
static const double pitch_high_px = 80.0;
static const double letter_px = 6.8;
static const double turns_rad_s = 20.0;
static const double shortest_s = 0.015; // a span that is shorter has no name
static const double together_s = 0.03;  // strikes of one kind that are one for the ear

#define LINE "fill=\"none\" stroke=\"currentColor\""

typedef struct {
    double begin_s, end_s;
    const char* text;
} word_t;

typedef struct {
    word_t word[words_max];
    int count;
} words_t;

typedef struct {
    const car_sound_t* sound;
    const int16_t* samples;
    size_t count;
    double begin_s, length_s;
    words_t words;
    sheet_t sheet;
} picture_t;

// ORDER car_strike_kind_t
static const char* const strike_words[car_strike_kind_count] = {
    "relay click", "relay lets go", "knock", "end of stroke", "drive back", "latch lets go", "lid lifts"};

// --- words

static void add_word(words_t* const self, const word_t word)
{
    if (self->count == words_max) {
        return;
    }
    int at = self->count;
    for (; (at > 0) && (self->word[at - 1].begin_s > word.begin_s); --at) {
        self->word[at] = self->word[at - 1];
    }
    self->word[at] = word;
    self->count += 1;
}

static void name_strikes(picture_t* const self)
{
    double last_s[car_strike_kind_count];
    for (int k = 0; k < car_strike_kind_count; ++k) {
        last_s[k] = -1.0;
    }
    for (uint32_t k = 0; k < self->sound->strike_count; ++k) {
        const car_strike_t* const it = &self->sound->strike[k];
        const double at_s = it->t_s - self->begin_s;
        if ((last_s[it->kind] < 0.0) || (at_s - last_s[it->kind] > together_s)) {
            add_word(&self->words, (word_t){at_s, at_s, strike_words[it->kind]});
        }
        last_s[it->kind] = at_s;
    }
}

static const char* name_of_tick(const car_sound_tick_t* const tick)
{
    const bool turns = tick->speed_rad_s > turns_rad_s;
    if (tick->shaft_N <= 0.0) {
        return turns ? "runs back" : NULL;
    }
    if (!turns) {
        return "faint hum, motor strains";
    }
    return tick->loose ? "hum" : "motor runs";
}

static void name_spans(picture_t* const self)
{
    const char* name = NULL;
    double begin_s = 0.0;
    for (uint32_t k = 0; k < self->sound->tick_count; ++k) {
        const car_sound_tick_t* const tick = &self->sound->tick[k];
        const char* const now = name_of_tick(tick);
        const double at_s = tick->t_s - self->begin_s;
        if (now == name) {
            continue;
        }
        if ((name != NULL) && (at_s - begin_s >= shortest_s)) {
            add_word(&self->words, (word_t){begin_s, at_s, name});
        }
        name = now;
        begin_s = at_s;
    }
}

static void write_sentence(picture_t* const self)
{
    sheet_t* const sheet = &self->sheet;
    WRITE(sheet, "Lasts %.1f seconds. ", self->length_s);
    for (int k = 0; k < self->words.count; ++k) {
        const word_t* const word = &self->words.word[k];
        if (word->end_s > word->begin_s) {
            WRITE(sheet, "From %.2f to %.2f s: %s. ", word->begin_s, word->end_s, word->text);
        } else {
            WRITE(sheet, "At %.2f s: %s. ", word->begin_s, word->text);
        }
    }
    if (self->words.count == 0) {
        WRITE(sheet, "Nothing is heard.");
    }
}

static double length_px(const char* const text)
{
    size_t letters = 0;
    while (text[letters] != '\0') {
        letters += 1U;
    }
    return letter_px * (double)letters;
}

static double x_px(const picture_t* const self, const double t_s)
{
    return left_px + t_s / self->length_s * (double)columns;
}

// A word's line goes down from it: it must cross no word below.
static int free_row(const double* const taken_px, const double x)
{
    int row = rows - 1;
    while ((row > 0) && (taken_px[row - 1] <= x) && (taken_px[row] <= x)) {
        row -= 1;
    }
    return row;
}

static void draw_words(picture_t* const self)
{
    sheet_t* const sheet = &self->sheet;
    double taken_px[rows] = {0.0};
    for (int k = 0; k < self->words.count; ++k) {
        const word_t* const word = &self->words.word[k];
        const double x = x_px(self, word->begin_s);
        const int row = free_row(taken_px, x);
        const double y = words_px + row_px * (double)row;
        taken_px[row] = x + 8.0 + length_px(word->text);
        WRITE(sheet, "<path " LINE " d=\"M%.1f %.1fV%.1f\" opacity=\".45\"/>", x, y - 9.0,
              loud_px + loud_high_px);
        WRITE(sheet, "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x + 3.0, y, word->text);
    }
    if (self->words.count == 0) {
        WRITE(sheet, "<text x=\"%.1f\" y=\"%.1f\">silence</text>\n", left_px + 3.0, words_px);
    }
}

// --- curves

static double loudest(const picture_t* const self, const int column)
{
    const size_t from = self->count * (size_t)column / (size_t)columns;
    const size_t to = self->count * (size_t)(column + 1) / (size_t)columns;
    double most = 0.0;
    for (size_t k = from; k < to; ++k) {
        const double size = fabs((double)self->samples[k]) / 32768.0;
        most = (size > most) ? size : most;
    }
    return most;
}

static void draw_loudness(picture_t* const self)
{
    sheet_t* const sheet = &self->sheet;
    const double middle_px = loud_px + 0.5 * loud_high_px;
    WRITE(sheet, "<path d=\"M%.1f %.1f", left_px, middle_px);
    for (int k = 0; k < columns; ++k) {
        WRITE(sheet, "L%.0f %.1f", left_px + (double)k, middle_px - 0.5 * loud_high_px * loudest(self, k));
    }
    for (int k = columns - 1; k >= 0; --k) {
        WRITE(sheet, "L%.0f %.1f", left_px + (double)k, middle_px + 0.5 * loud_high_px * loudest(self, k));
    }
    WRITE(sheet, "Z\"/>\n<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">loudness</text>\n", left_px - 8.0,
          middle_px + 4.0);
}

// What the ear takes for its pitch: the turns of the rotor, once a tooth.
static void draw_pitch(picture_t* const self)
{
    static const double full_Hz = 400.0;
    static const double rad_s_Hz = 6.28318530717958647693;
    sheet_t* const sheet = &self->sheet;
    const double bottom_px = pitch_px + pitch_high_px;
    double drawn_x = -1.0;
    bool joined = false;
    WRITE(sheet, "<path " LINE " stroke-width=\"2\" d=\"M%.1f %.1f", left_px, bottom_px);
    for (uint32_t k = 0; k < self->sound->tick_count; ++k) {
        const car_sound_tick_t* const tick = &self->sound->tick[k];
        const double share = tick->speed_rad_s / rad_s_Hz / full_Hz;
        const bool turns = tick->speed_rad_s > turns_rad_s;
        const double x = x_px(self, tick->t_s - self->begin_s);
        if (turns && ((x - drawn_x >= 0.7) || !joined)) {
            const double high = (share < 1.0) ? share : 1.0;
            WRITE(sheet, "%c%.1f %.1f", joined ? 'L' : 'M', x, bottom_px - pitch_high_px * high);
            drawn_x = x;
        }
        joined = turns;
    }
    WRITE(sheet, "\"/>\n<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.0f Hz</text>", left_px - 8.0,
          pitch_px + 10.0, full_Hz);
    WRITE(sheet, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">pitch</text>", left_px - 8.0,
          pitch_px + 0.5 * pitch_high_px + 4.0);
    WRITE(sheet, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">0</text>\n", left_px - 8.0, bottom_px);
}

static double step_s(const double length_s)
{
    static const double steps[] = {0.1, 0.2, 0.5, 1.0, 2.0};
    size_t k = 0;
    while ((k + 1U < sizeof steps / sizeof steps[0]) && (length_s / steps[k] > 8.0)) {
        k += 1U;
    }
    return steps[k];
}

static void draw_time(picture_t* const self)
{
    sheet_t* const sheet = &self->sheet;
    const double bottom_px = pitch_px + pitch_high_px;
    const double step = step_s(self->length_s);
    WRITE(sheet, "<path " LINE " d=\"M%.1f %.1fh%dM%.1f %.1fh%d\" opacity=\".45\"/>\n", left_px, bottom_px,
          columns, left_px, loud_px + 0.5 * loud_high_px, columns);
    for (int k = 0; (double)k * step <= self->length_s; ++k) {
        const double x = x_px(self, (double)k * step);
        WRITE(sheet,
              "<path " LINE
              " d=\"M%.1f %.1fv5\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.1f s</text>\n",
              x, bottom_px, x, bottom_px + 20.0, (double)k * step);
    }
}

// NOLINTBEGIN(readability-non-const-parameter): the text is written to, through the sheet.
size_t car_sound_svg(const car_sound_t* const self, const int16_t* const samples, const size_t count,
                     char* const text, const size_t capacity)
{
    picture_t picture = {.sound = self,
                         .samples = samples,
                         .count = count,
                         .begin_s = car_sound_begin_s(self),
                         .length_s = (double)((count > 0U) ? count : 1U) / (double)car_sound_rate_Hz,
                         .sheet = {text, capacity, 0}};
    sheet_t* const sheet = &picture.sheet;
    name_strikes(&picture);
    name_spans(&picture);
    WRITE(sheet,
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
          "font-family=\"sans-serif\" font-size=\"13\" fill=\"currentColor\">\n"
          "<title>What is heard at the trunk</title>\n<desc>",
          left_px + (double)columns + 40.0, pitch_px + pitch_high_px + 30.0);
    write_sentence(&picture);
    WRITE(sheet, "</desc>\n");
    draw_words(&picture);
    draw_loudness(&picture);
    draw_pitch(&picture);
    draw_time(&picture);
    WRITE(sheet, "</svg>\n");
    return sheet->length;
}
// NOLINTEND(readability-non-const-parameter)
