#include "session/catalogue.h"
#include "session/session.h"

typedef struct {
    char country[3];
    const char* numbers;
    const char* source;
} row_t;

// Where a number was read. The list of Android is what phones themselves go by when they tell an emergency
// call.
#define EU      "Directive (EU) 2018/1972, article 109: 112 in every member state"
#define ANDROID "Android Open Source Project, platform/packages/services/Telephony, ecc/input/eccdata.txt"

// clang-format off
/// Where one number reaches everybody, only that one is named.
static const row_t table[] = {
    {"AE", SAY("999 police, 998 ambulance, 997 fire"), ANDROID}, {"AR", "911", ANDROID}, {"AT", "112", EU},
    {"AU", SAY("000 (112 from a mobile phone)"), "Australian Government, triplezero.gov.au, other emergency numbers"},
    {"BE", "112", EU}, {"BG", "112", EU}, {"BR", SAY("193 fire and rescue, 192 ambulance, 190 police"), ANDROID},
    {"BY", SAY("112, or 101 fire and rescue, 103 ambulance"), ANDROID},
    {"CA", "911", "National Emergency Number Association: 911 in the USA and Canada (urgentcomm.com); " ANDROID},
    {"CH", SAY("112, or 118 fire, 144 ambulance"), ANDROID},
    {"CL", SAY("132 fire, 131 ambulance, 133 police"), ANDROID}, {"CN", SAY("119 fire and rescue, 120 ambulance, 110 police"), ANDROID},
    {"CY", "112", EU}, {"CZ", "112", EU}, {"DE", "112", EU}, {"DK", "112", EU}, {"EE", "112", EU}, {"ES", "112", EU},
    {"FI", "112", EU}, {"FR", "112", EU},
    {"GB", SAY("999 or 112"), "Ofcom, media release of 18 March 2009: calls to 999 or 112"},
    {"GR", "112", EU}, {"HK", SAY("999 (112 from a mobile phone)"), ANDROID}, {"HR", "112", EU}, {"HU", "112", EU},
    {"IE", SAY("112 or 999"), "Government of Ireland, Emergency Call Answering Service: all 112 and 999 calls (dccae.gov.ie)"},
    {"IL", SAY("102 fire and rescue, 101 ambulance, 100 police"), ANDROID}, {"IN", "112", ANDROID}, {"IS", "112", ANDROID},
    {"IT", "112", EU}, {"JP", SAY("119 fire and ambulance, 110 police"), "Kyoto City, emergency calls (90days-kyoto.com); " ANDROID},
    {"KR", SAY("119 fire and ambulance, 112 police"), ANDROID}, {"KZ", SAY("112, or 101 fire and rescue, 103 ambulance"), ANDROID},
    {"LT", "112", EU}, {"LU", "112", EU}, {"LV", "112", EU}, {"MT", "112", EU}, {"MX", "911", ANDROID}, {"NL", "112", EU},
    {"NO", SAY("112 police, 110 fire, 113 ambulance"), "Viken nettskole, notification: whichever is called, help comes (viken-nettskole.no)"},
    {"NZ", "111", "New Zealand Police, police.govt.nz, calling emergency 111"}, {"PL", "112", EU}, {"PT", "112", EU},
    {"RO", "112", EU}, {"RS", SAY("193 fire, 194 ambulance, 192 police"), ANDROID},
    {"RU", SAY("112, or 101 fire and rescue, 103 ambulance"), "Sergiyev Posad district, order of calling emergency services (sergiev.ru)"},
    {"SE", "112", EU}, {"SG", SAY("995 fire and ambulance, 999 police"), ANDROID}, {"SI", "112", EU}, {"SK", "112", EU},
    {"TR", "112", ANDROID},
    {"UA", SAY("112, or 101 fire and rescue, 103 ambulance"), "Minister of the interior of Ukraine, 27 September 2023 (interfax.com.ua)"},
    {"UK", SAY("999 or 112"), "Ofcom, media release of 18 March 2009: calls to 999 or 112"},
    {"US", "911", "Federal Communications Commission, FCC 00-327: 911 is the universal emergency number"},
    {"ZA", SAY("112 from a mobile phone, 10177 ambulance and fire, 10111 police"), "Department of Communications and Digital Technologies, gazette of 1 November 2024 (mybroadband.co.za)"},
};
// clang-format on
enum { table_count = sizeof table / sizeof table[0] };

static const char* const several = SAY(
    "112 in Europe, and from a mobile phone in most countries; 911 in North America; 999 or 112 in Britain "
    "and Ireland; 000 in Australia; 111 in New Zealand; 119 in Japan and Korea. A mobile phone takes 112 and "
    "911 as emergency calls everywhere, and any network it can reach; in some countries, Britain among them, "
    "it needs a SIM card for that. Or use the emergency call on the phone's lock screen.");
static const char several_source[] = "3GPP TS 22.101, 10.1.1: a phone always knows 112 and 911, and without "
                                     "a SIM also 000, 08, 110, 118, 119 and "
                                     "999; CEPT ECC Newsletter, May 2021, and Ofcom, Access and Inclusion, "
                                     "2009: other networks, and calls without "
                                     "a SIM; National Emergency Number Association: in the USA and Canada "
                                     "112 is not sure, 911 is; the rows of the "
                                     "countries named";

static char upper(const char letter)
{
    return (char)(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
}

/// NULL if the country is not known.
static const row_t* row_of(const char* const country)
{
    for (int k = 0; country && country[0] && country[1] && !country[2] && k < table_count; k++) {
        if (upper(country[0]) == table[k].country[0] && upper(country[1]) == table[k].country[1]) {
            return &table[k];
        }
    }
    return NULL;
}

const char* session_emergency_numbers(const char* const country)
{
    const row_t* const row = row_of(country);
    return row ? row->numbers : several;
}

const char* session_emergency_source(const char* const country)
{
    const row_t* const row = row_of(country);
    return row ? row->source : several_source;
}

const char* session_emergency_country(const int k)
{
    return k >= 0 && k < table_count ? table[k].country : NULL;
}
