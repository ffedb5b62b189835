/// The net of words under every author of advice: N1 to N20 of the field review.
#include "base/forbidden.h"
#include "check.h"
#include <string.h>

static void every_item_of_the_review_is_in_the_table(void** state)
{
    (void)state;
    static const char* const texts[][2] = {
        {"N1", "use a crowbar"},
        {"N2", "a coat hanger through the seal"},
        {"N3", "with hot water"},
        {"N4", "put in a larger fuse"},
        {"N5", "bridge the plug"},
        {"N6", "take the pillar trim off"},
        {"N7", "jump with 24 V"},
        {"N8", "run the engine indoors"},
        {"N9", "let a child crawl in"},
        {"N10", "work on the hard shoulder"},
        {"N11", "shut the lid and see"},
        {"N12", "spray inside the cabin"},
        {"N13", "turn the claw with a finger"},
        {"N14", "crawl under the car"},
        {"N15", "bypass the alarm"},
        {"N16", "even if the car is not yours"},
        {"N17", "despite the smell"},
        {"N18", "drive with the lid open"},
        {"N19", "hide a key at the wheel"},
        {"N20", "look for a slot above the plate"},
    };
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        const base_forbidden_t* const found = base_forbidden_in(texts[k][1]);
        assert_non_null(found);
        assert_string_equal(found->item, texts[k][0]);
    }
}

/// Written by somebody who wanted them through, without a look at the table.
static void other_words_for_it_are_caught_too(void** state)
{
    (void)state;
    static const char* const texts[] = {
        "Lever the lid open with a tyre iron.",
        "Lever it up with a flat screwdriver.",
        "PRY the lid.",
        "P R Y the lid up.",
        "Wedge a chisel under the lid and twist.",
        "Use a pry-bar at the corner.",
        "Use a prybar.",
        "Jemmy the lid.",
        "Jimmy the lock.",
        "Hit the latch with a mallet.",
        "Strike the lid hard above the lock with your fist.",
        "Bang on the lid with your fist.",
        "Thump the lid.",
        "Pound the lid.",
        "Kick the bumper.",
        "Knock it hard with a rubber mallet.",
        "Slam the boot.",
        "Slam the trunk down twice.",
        "Lean your whole weight on the lid.",
        "Jump up and down on the trunk.",
        "Sit on the lid.",
        "Saw through the striker.",
        "Cut the cable.",
        "Cut a hole in the panel.",
        "Grind the hinge off.",
        "Use tin snips on the panel.",
        "Punch out the lock cylinder.",
        "Break the lock with a slide hammer.",
        "Bend the lid up at the corner.",
        "Break the rear window.",
        "Smash the glass.",
        "Use brute force.",
        "Yank the lid as hard as you can.",
        "Use a car jack to lift the lid.",
        "Ram the car into a wall.",
        "Push a wire past the door seal.",
        "Push a rod through the gap of the door.",
        "Slide a ruler between the glass and the rubber.",
        "Use a plastic card to slip the latch.",
        "Pick the cylinder.",
        "Use a tension wrench.",
        "Use an inflatable wedge at the top of the door.",
        "Fish for the lever with a bent wire.",
        "Use a hook through the gap.",
        "Insert a thin blade between lid and body.",
        "Use a screwdriver to turn the cylinder.",
        "Force a screwdriver into the keyhole.",
        "Pour hot water over the lock.",
        "Pour a kettle over it.",
        "Pour warm tap water on the seal.",
        "Pour luke-warm water over the seal.",
        "Use a lighter on the key.",
        "Heat the key with a match.",
        "Use a cigarette lighter to warm the blade.",
        "Use a propane torch.",
        "Use a heatgun.",
        "Use a paint stripper gun.",
        "Warm the lock with a flame.",
        "Put a fan heater with gas under the lid.",
        "Use the hot air of the exhaust pipe.",
        "Steam the seal.",
        "Pour salt water in the gap.",
        "Fit a 30 A fuse instead of the 15 A one.",
        "Use a fuse of a higher rating.",
        "Wrap the fuse in foil.",
        "Put a paperclip in place of the fuse.",
        "Put a piece of wire across the fuse.",
        "Use a coin in the fuse slot.",
        "If the second fuse blows fit another one.",
        "Pull the SRS fuse.",
        "Pull the air bag fuse.",
        "Double the fuse rating.",
        "Short the fuse contacts.",
        "Jumper the relay.",
        "Bridge pins 30 and 87.",
        "Short the two wires together.",
        "Apply 12 volts to the latch wire.",
        "Feed 12 volts into the button's wire.",
        "Run a wire from the battery to the actuator.",
        "Prick the insulation with a needle.",
        "Stick a pin through the insulation.",
        "Cut the yellow cable.",
        "Unplug the yellow airbag connector.",
        "Touch the orange cable.",
        "Splice into the live wire.",
        "Hotwire the solenoid.",
        "Strip the insulation and twist.",
        "Unplug the lid module while it is on.",
        "Feed power through the cigarette lighter socket.",
        "Remove the C-pillar trim.",
        "Take off the D pillar cover.",
        "Pull the headliner down.",
        "Remove the trim at the roof.",
        "Remove the outer trim of the lid.",
        "Remove the licence plate trim outside.",
        "Remove the panel behind the back seat of the hybrid.",
        "Use a 24-volt truck battery.",
        "Use twenty-four volts.",
        "Connect a lorry battery.",
        "Put two batteries in series.",
        "Jump the frozen battery.",
        "Jump-start it even though the battery is swollen.",
        "Clamp onto the leaking battery.",
        "Connect the booster to the orange high-voltage terminals.",
        "Use the electric car as a donor.",
        "Use a welding set as supply.",
        "Use an 18 V tool battery.",
        "Leave the engine running in the garage.",
        "Start the engine indoors.",
        "Run the engine in the underground car park.",
        "Idle the motor inside the garage with the door open.",
        "Keep the motor running in the carport.",
        "Warm the car with its engine in the basement.",
        "Let your son crawl through the seats.",
        "Send your daughter through the ski hatch.",
        "Have the smallest person climb in.",
        "Lift a toddler in.",
        "Ask a kid to climb in.",
        "A small person can climb through.",
        "Shut a friend in the trunk to pull the handle.",
        "Climb in and have someone close the lid.",
        "Let a teenager crawl in.",
        "Stand behind the car on the motorway.",
        "Work from the hard shoulder.",
        "Work at the rear with traffic passing.",
        "Stand in the lane.",
        "Close the lid and check.",
        "Shut the lid once to try.",
        "Then shut the lid again.",
        "Close the trunk with the battery disconnected.",
        "Spray the cabin with deicer.",
        "Spray the latch and dry with a hair dryer.",
        "After the penetrant use the hairdryer.",
        "Spray WD-40 in the closed car.",
        "Push the claw with your finger.",
        "Stick a finger in the latch.",
        "Put your hand into the striker.",
        "Feel the claw with your thumb.",
        "Reach into the gap with your fingers.",
        "Slide under the car.",
        "Stand below the gate.",
        "Crawl beneath the car.",
        "Duck under the gate while it is up.",
        "Disconnect the speed sensor.",
        "Trick the park switch.",
        "Bypass the interlock.",
        "Cut the handle's cable.",
        "Remove the glow handle.",
        "Disable the alarm by pulling its fuse.",
        "Pull out the alarm siren's plug.",
        "Works on any car, even when it is not yours.",
        "If you lost the papers it still works.",
        "Ignore the smell of petrol and press the key.",
        "Even with a fuel smell try the fob.",
        "Drive home with the boot open.",
        "Drive with the lid tied.",
        "Take the motorway with the lid loose.",
        "Put the spare key under the wheel arch.",
        "Tape a key to the number plate.",
        "Hide the spare under the bumper.",
        "Keep a crow bar in the trunk.",
        "Look for the secret slot at the edge.",
        "Find the hidden hole.",
        "Push a paper-clip in the hole.",
        "Use a butter-knife.",
        "Search the gap for an emergency slot.",
    };
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        if (base_forbidden_in(texts[k]) == NULL) {
            fail_msg("%s", texts[k]);
        }
    }
}

static void no_dress_hides_it(void** state)
{
    (void)state;
    static const char* const texts[] = {"pry-lid",
                                        "PRY it",
                                        "now pry",
                                        "Hot-Water",
                                        "hot   water.",
                                        "(drilling)",
                                        "slam the {lid}",
                                        "Heat guns",
                                        "24-volt truck",
                                        "Use a crow_bar.",
                                        "C R O W B A R the lid.",
                                        "Use a c.r.o.w.b.a.r.",
                                        "p.r.y it",
                                        "Use h0t water.",
                                        "Use a cr\xe2\x80\x8bowbar.",
                                        "Use a \xd1\x81rowbar.",
                                        "\xd0\x92\xd0\xb7\xd0\xbb\xd0\xbe\xd0\xbc",
                                        "Mit dem Brecheisen aufhebeln.",
                                        "Usa una palanca.",
                                        "Utilisez un pied-de-biche."};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        if (base_forbidden_in(texts[k]) == NULL) {
            fail_msg("%s", texts[k]);
        }
    }
}

static void harmless_words_are_left_alone(void** state)
{
    (void)state;
    static const char* const texts[] = {"",
                                        "press-fob",
                                        "Pryor Street",
                                        "hot, water the plants",
                                        "Has somebody slammed it?",
                                        "the 12 V socket, the lighter socket",
                                        "224 volts",
                                        "a flashlight or torch",
                                        "the key card",
                                        "After a short the fuse comes last.",
                                        "work the button with a finger",
                                        "push the latch lever the way its cable moves it",
                                        "wait-60s",
                                        "an 80 A fuse, T32, X-Trail",
                                        "spare wheel"};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        if (base_forbidden_in(texts[k]) != NULL) {
            fail_msg("%s: %s", texts[k], base_forbidden_in(texts[k])->phrase);
        }
    }
    assert_null(base_forbidden_in(NULL));
    assert_null(base_forbidden_advised(NULL));
}

static void a_warning_against_it_is_not_advice(void** state)
{
    (void)state;
    static const char* const warnings[] = {
        "Do not pry.",    "Never use hot water or a lighter.",        "Open it without a crowbar.",
        "Don't slam it.", "Never above 12.5 volts or with a hammer.", "Adjust the striker; do not slam it."};
    static const char* const advice[] = {"Never that. With a hammer.",
                                         "Do not press. Then drill.",
                                         "Do not wait: pry it open.",
                                         "Do not wait, then pry it open.",
                                         "Not by hand but with a crowbar.",
                                         "Do not press, just slam the lid.",
                                         "Leave the engine running in the garage."};
    for (size_t k = 0; k < sizeof warnings / sizeof warnings[0]; k++) {
        assert_null(base_forbidden_advised(warnings[k]));
    }
    for (size_t k = 0; k < sizeof advice / sizeof advice[0]; k++) {
        if (base_forbidden_advised(advice[k]) == NULL) {
            fail_msg("%s", advice[k]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_of_the_review_is_in_the_table),
        cmocka_unit_test(other_words_for_it_are_caught_too),
        cmocka_unit_test(no_dress_hides_it),
        cmocka_unit_test(harmless_words_are_left_alone),
        cmocka_unit_test(a_warning_against_it_is_not_advice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
