/// How wide a letter is. Thousandths of the size, Helvetica first, then Helvetica-Bold: Latin letters by
/// Adobe's Core 14 font metrics (Helvetica.afm and Helvetica-Bold.afm, 1997), Cyrillic ones, which those
/// faces have not, by Liberation Sans 1.07, which is as wide as Helvetica wherever both have a letter.
#include "session/card_page.h"

enum { ascii_first = 0x20, latin_first = 0xA0, cyrillic_first = 0x410, other_glyph = 556 };

// clang-format off
static const uint16_t ascii[2][95] = {
    {278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
     556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
     556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
     556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
     500, 500, 500, 334, 260, 334, 584},
    {278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
     556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722,
     611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556,
     611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778,
     556, 556, 500, 389, 280, 389, 584},
};
static const uint16_t latin[2][96] = {
    {278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 278, 737, 333, 400, 584, 333, 333, 333, 556,
     537, 278, 333, 333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667,
     278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556,
     556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 584,
     611, 556, 556, 556, 556, 500, 556, 500},
    {278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 278, 737, 333, 400, 584, 333, 333, 333, 611,
     556, 278, 333, 333, 365, 556, 834, 834, 834, 611, 722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667,
     278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556,
     556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278, 611, 611, 611, 611, 611, 611, 611, 584,
     611, 611, 611, 611, 611, 556, 611, 556},
};
static const uint16_t cyrillic[2][64] = {
    {666, 656, 666, 541, 677, 666, 923, 604, 718, 718, 582, 656, 833, 722, 777, 718, 666, 722, 610, 635, 760, 666,
     739, 666, 916, 937, 791, 885, 656, 718, 1010, 722, 556, 572, 531, 364, 583, 556, 668, 458, 558, 558, 437, 583,
     687, 552, 556, 541, 556, 500, 458, 500, 822, 500, 572, 520, 802, 822, 625, 718, 520, 510, 750, 541},
    {722, 718, 722, 566, 712, 666, 903, 626, 718, 718, 610, 701, 833, 722, 777, 718, 666, 722, 610, 622, 853, 666,
     730, 702, 1004, 1019, 869, 979, 718, 711, 1031, 718, 556, 617, 614, 416, 634, 556, 708, 497, 614, 614, 500, 635,
     739, 604, 610, 604, 610, 556, 489, 556, 875, 556, 614, 580, 833, 843, 729, 854, 614, 552, 854, 583},
};
// clang-format on

/// The few that stand alone.
static const struct {
    uint32_t code;
    uint16_t width[2];
} lone[] = {
    {0x401, {667, 667}},    {0x451, {556, 556}},  {0x2013, {556, 556}}, {0x2014, {1000, 1000}},
    {0x2018, {222, 278}},   {0x2019, {222, 278}}, {0x201A, {222, 278}}, {0x201C, {333, 500}},
    {0x201D, {333, 500}},   {0x201E, {333, 500}}, {0x2022, {350, 350}}, {0x2026, {1000, 1000}},
    {0x2116, {1073, 1115}}, {0x2212, {584, 584}},
};

#define WIDTH_IN(table, first)                                                                               \
    if (code >= (first) && code - (first) < sizeof(table)[0] / sizeof(table)[0][0]) {                        \
        return (table)[face][code - (first)];                                                                \
    }

static int advance(const uint32_t code, const int face)
{
    WIDTH_IN(ascii, ascii_first)
    WIDTH_IN(latin, latin_first)
    WIDTH_IN(cyrillic, cyrillic_first)
    for (size_t k = 0; k < sizeof lone / sizeof lone[0]; k++) {
        if (lone[k].code == code) {
            return lone[k].width[face];
        }
    }
    return code < ascii_first ? 0 : other_glyph;
}

uint32_t session_page_letter(const char* const text, const size_t length, size_t* const taken)
{
    const unsigned char first = (unsigned char)text[0];
    const size_t more = first >= 0xF0U ? 3U : first >= 0xE0U ? 2U : first >= 0xC0U ? 1U : 0U;
    uint32_t code = more == 0 ? first : first & (0x3FU >> more);
    size_t at = 1;
    for (; at <= more && at < length; at++) {
        code = code << 6U | ((unsigned char)text[at] & 0x3FU);
    }
    *taken = at;
    return code;
}

int session_page_text_width(const char* const text, const size_t length, const int size, const bool bold)
{
    int sum = 0;
    size_t taken = 0;
    for (size_t k = 0; k < length; k += taken) {
        sum += advance(session_page_letter(text + k, length - k, &taken), bold ? 1 : 0);
    }
    return sum * size / 1000;
}
