#include "session/session.h"

typedef struct {
    char country[3];
    const char* numbers;
} row_t;

// clang-format off
/// National pages of the countries; where one number reaches everybody, only that one is named.
static const row_t table[] = {
    {"AE", "999 police, 998 ambulance, 997 fire"}, {"AR", "911"}, {"AT", "112"},
    {"AU", "000 (112 from a mobile phone)"}, {"BE", "112"}, {"BG", "112"},
    {"BR", "193 fire and rescue, 192 ambulance, 190 police"}, {"BY", "112, or 101 fire and rescue, 103 ambulance"},
    {"CA", "911"}, {"CH", "112, or 118 fire, 144 ambulance"}, {"CL", "132 fire, 131 ambulance, 133 police"},
    {"CN", "119 fire and rescue, 120 ambulance, 110 police"}, {"CY", "112"}, {"CZ", "112"}, {"DE", "112"},
    {"DK", "112"}, {"EE", "112"}, {"ES", "112"}, {"FI", "112"}, {"FR", "112"}, {"GB", "999 or 112"}, {"GR", "112"},
    {"HK", "999 (112 from a mobile phone)"}, {"HR", "112"}, {"HU", "112"}, {"IE", "112 or 999"},
    {"IL", "102 fire and rescue, 101 ambulance, 100 police"}, {"IN", "112"}, {"IS", "112"}, {"IT", "112"},
    {"JP", "119 fire and ambulance, 110 police"}, {"KR", "119 fire and ambulance, 112 police"}, {"KZ", "112"},
    {"LT", "112"}, {"LU", "112"}, {"LV", "112"}, {"MT", "112"}, {"MX", "911"}, {"NL", "112"},
    {"NO", "112 police, 110 fire, 113 ambulance"}, {"NZ", "111"}, {"PL", "112"}, {"PT", "112"}, {"RO", "112"},
    {"RS", "193 fire, 194 ambulance, 192 police"}, {"RU", "112, or 101 fire and rescue, 103 ambulance"},
    {"SE", "112"}, {"SG", "995 fire and ambulance, 999 police"}, {"SI", "112"}, {"SK", "112"}, {"TR", "112"},
    {"UA", "112, or 101 fire and rescue, 103 ambulance"}, {"UK", "999 or 112"}, {"US", "911"},
    {"ZA", "112 from a mobile phone, 10177 ambulance and fire, 10111 police"},
};
// clang-format on

static const char several[] = "112 in Europe and from mobile phones in most countries; 911 in North America; "
                              "999 or 112 in Britain and Ireland; "
                              "000 in Australia; 111 in New Zealand; 119 in Japan and Korea; elsewhere the "
                              "emergency call on the phone's lock "
                              "screen. Any network that can be reached will do.";

static char upper(const char letter)
{
    return (char)(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
}

const char* session_emergency_numbers(const char* const country)
{
    for (size_t k = 0;
         country && country[0] && country[1] && !country[2] && k < sizeof table / sizeof table[0]; k++) {
        if (upper(country[0]) == table[k].country[0] && upper(country[1]) == table[k].country[1]) {
            return table[k].numbers;
        }
    }
    return several;
}
