#include "atlas/forbidden.h"
#include <string.h>

// A phrase that ends in * matches the beginnings of words. Phrases are acts, not things: "slam the", since a
// step may well ask whether somebody has slammed it.
// clang-format off
static const atlas_forbidden_t table[] = {
    {"N1", "pry"}, {"N1", "prying"}, {"N1", "prise"}, {"N1", "force the lid"}, {"N1", "by force"}, {"N1", "crowbar*"},
    {"N1", "drill*"}, {"N1", "hammer*"}, {"N1", "hacksaw*"}, {"N1", "grinder*"}, {"N1", "cut the"},
    {"N1", "cut open"}, {"N1", "cut through"}, {"N1", "slam the"}, {"N1", "slam it"}, {"N1", "slam down"},
    {"N1", "slam shut"}, {"N1", "slam lid"}, {"N1", "bounce*"}, {"N1", "kick the lid"}, {"N1", "kick it"},
    {"N1", "kick lid"}, {"N1", "jump on the lid"}, {"N1", "sit on the lid"}, {"N1", "body weight"},
    {"N1", "full weight"}, {"N1", "break the window"}, {"N1", "break a window"}, {"N1", "smash*"},
    {"N2", "coat hanger*"}, {"N2", "wire hanger*"}, {"N2", "slim jim"}, {"N2", "lock pick*"}, {"N2", "lockpick*"},
    {"N2", "pick the lock"}, {"N2", "picking"}, {"N2", "bump key"}, {"N2", "credit card"}, {"N2", "bank card"},
    {"N2", "slide a card"}, {"N2", "card between"}, {"N2", "air wedge"}, {"N2", "wedge the door"}, {"N2", "door gap"}, {"N2", "past the glass"},
    {"N2", "past the seal"}, {"N2", "under the seal"}, {"N2", "between glass and seal"},
    {"N3", "hot water"}, {"N3", "warm water"}, {"N3", "boiling water"}, {"N3", "lukewarm water"}, {"N3", "kettle"},
    {"N3", "open flame"}, {"N3", "naked flame"}, {"N3", "candle"}, {"N3", "blow lamp*"}, {"N3", "blowlamp*"},
    {"N3", "blow torch*"}, {"N3", "blowtorch*"}, {"N3", "gas torch"}, {"N3", "gas burner"}, {"N3", "gas heater*"},
    {"N3", "heat gun*"}, {"N3", "hot air gun*"}, {"N3", "heated key"}, {"N3", "heat the key"}, {"N3", "heat the blade"},
    {"N3", "with a lighter"}, {"N3", "exhaust heat"},
    {"N4", "larger fuse"}, {"N4", "bigger fuse"}, {"N4", "stronger fuse"}, {"N4", "higher rated fuse"},
    {"N4", "higher fuse rating"}, {"N4", "foil in place"}, {"N4", "foil instead"}, {"N4", "wire in place of"},
    {"N4", "wire instead of"}, {"N4", "bridge fuse"}, {"N4", "airbag fuse*"}, {"N4", "srs fuse*"},
    {"N4", "second new fuse"}, {"N4", "third fuse"},
    {"N5", "bridge the"}, {"N5", "bridging"}, {"N5", "back feed*"}, {"N5", "backfeed*"}, {"N5", "jumper wire*"},
    {"N5", "pierce*"}, {"N5", "piercing"}, {"N5", "unplug the airbag"}, {"N5", "yellow plug*"},
    {"N5", "yellow connector*"}, {"N5", "yellow wire*"}, {"N5", "yellow cable*"}, {"N5", "orange plug*"},
    {"N5", "orange wire*"}, {"N5", "orange cable*"}, {"N5", "live wire*"},
    {"N6", "pillar trim"}, {"N6", "roof edge"}, {"N6", "outside lid trim"}, {"N6", "outer lid trim"},
    {"N6", "behind the rear seat of a hybrid"}, {"N6", "curtain airbag*"},
    {"N7", "24 v"}, {"N7", "24v"}, {"N7", "24 volt*"}, {"N7", "truck battery"}, {"N7", "lorry battery"},
    {"N7", "jump a frozen"}, {"N7", "jump start a frozen"}, {"N7", "high voltage system"}, {"N7", "traction battery post*"},
    {"N8", "engine in the garage"}, {"N8", "engine running in the garage"}, {"N8", "engine running indoors"},
    {"N8", "run the engine indoors"}, {"N8", "engine in a garage"}, {"N8", "engine in the basement"},
    {"N9", "let a child"}, {"N9", "send a child"}, {"N9", "ask a child"}, {"N9", "small child"}, {"N9", "have a child"},
    {"N9", "shut somebody in"}, {"N9", "shut someone in"}, {"N9", "shut yourself in"}, {"N9", "shut a helper in"},
    {"N10", "work on the hard shoulder"}, {"N10", "stand on the hard shoulder"}, {"N10", "on the live lane"},
    {"N10", "in the live lane"}, {"N10", "stand in the road"},
    {"N11", "shut the lid to test"}, {"N11", "close the lid to test"}, {"N11", "shut the lid and see"},
    {"N11", "close the lid and see"}, {"N11", "shut it to test"},
    {"N12", "spray in the cabin"}, {"N12", "spray inside the cabin"}, {"N12", "spray into the cabin"},
    {"N12", "then dry it with the hairdryer"}, {"N12", "heat it after spraying"},
    {"N13", "finger into the latch"}, {"N13", "finger in the latch"}, {"N13", "fingers into the latch"},
    {"N13", "finger into the claw"}, {"N13", "claw with a finger"}, {"N13", "claw with your finger*"},
    {"N13", "finger on the claw"}, {"N13", "fingers into the gap"},
    {"N14", "crawl under the car"}, {"N14", "lie under the car"}, {"N14", "get under the car"},
    {"N14", "stand under the raised"}, {"N14", "stand under the gate"}, {"N14", "stand under the open"},
    {"N15", "remove the inside handle"}, {"N15", "take off the inside handle"}, {"N15", "defeat"}, {"N15", "defeating"},
    {"N15", "bypass the alarm"}, {"N15", "bypass the interlock*"}, {"N15", "override the interlock*"},
    {"N15", "override the shift lock"}, {"N15", "fake the speed"},
    {"N16", "car is not yours"}, {"N16", "somebody else's car"}, {"N16", "someone else's car"},
    {"N17", "despite the smell"}, {"N17", "although it smells"}, {"N17", "even if it smells"},
    {"N18", "drive home with the lid"}, {"N18", "drive on with the lid open"}, {"N18", "drive with the lid open"},
    {"N18", "drive with the lid loose"},
    {"N19", "key under the car"}, {"N19", "key on the tyre"}, {"N19", "key on the tire"}, {"N19", "key on the wheel"},
    {"N19", "hide a key"}, {"N19", "hide the key"}, {"N19", "magnetic key box"}, {"N19", "keep the pack in the trunk"},
    {"N19", "keep the tools in the trunk"}, {"N19", "keep the tool in the trunk"},
    {"N20", "outside slot"}, {"N20", "hidden slot"}, {"N20", "search for a slot"}, {"N20", "look for a slot"},
    {"N20", "find the slot"}, {"N20", "paper clip*"}, {"N20", "paperclip*"}, {"N20", "butter knife"},
};
// clang-format on

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' ||
           ((unsigned char)c & 0x80U) != 0U;
}

/// What may stand where a phrase has a blank: not what ends a clause.
static bool is_gap(char c)
{
    return c != '\0' && !is_word(c) && strchr(".,;:!?", c) == NULL;
}

static char lower(char c)
{
    static const char small[] = "abcdefghijklmnopqrstuvwxyz";
    if (c >= 'A' && c <= 'Z') {
        return small[c - 'A'];
    }
    return c;
}

/// True if the phrase stands at the start of the text; a blank in it is any run of gaps.
static bool begins(const char* text, const char* phrase)
{
    for (; *phrase != '\0'; phrase++) {
        if (*phrase == '*') {
            return true;
        }
        if (*phrase == ' ') {
            if (!is_gap(*text)) {
                return false;
            }
            while (is_gap(*text)) {
                text++;
            }
        } else if (lower(*text++) != *phrase) {
            return false;
        }
    }
    return !is_word(*text);
}

static const atlas_forbidden_t* at_word(const char* text)
{
    const char first = lower(*text);
    for (size_t k = 0; k < sizeof table / sizeof table[0]; k++) {
        if (table[k].phrase[0] == first && begins(text, table[k].phrase)) {
            return &table[k];
        }
    }
    return NULL;
}

const atlas_forbidden_t* atlas_forbidden_in_text(const char* text)
{
    bool inside = false;
    for (; text != NULL && *text != '\0'; text++) {
        const atlas_forbidden_t* const found = is_word(*text) && !inside ? at_word(text) : NULL;
        if (found != NULL) {
            return found;
        }
        inside = is_word(*text);
    }
    return NULL;
}

const atlas_forbidden_t* atlas_forbidden_in(const atlas_move_t* move)
{
    const char* const texts[] = {move->id, move->uses, move->text, move->watch, move->warn};
    const atlas_forbidden_t* found = NULL;
    for (size_t k = 0; found == NULL && k < sizeof texts / sizeof texts[0]; k++) {
        found = atlas_forbidden_in_text(texts[k]);
    }
    return found;
}
