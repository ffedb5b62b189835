#include "session/catalogue.h"
#include "session/session.h"

/// Field review 4.2 to 4.5 in our words. Constant tables: no car, no storage, no network, no cost can reach
/// them.
static const char* const names[] = {"ask", "no", "fire", "person", "traffic", "inside"};

static const char* const questions[] = {
    SAY("Is there smoke, fire, a hissing battery, or a smell of fuel or gas? Or was the car just in a crash "
        "or a flood? (fire)"),
    SAY("Could a person or an animal be shut in, in the trunk or in the car, or is a child missing? Not sure "
        "counts as yes. (person)"),
    SAY("Are you on or beside a road with moving traffic? (traffic)"),
    SAY("I am the one who is shut in. (inside)"),
};

static const char* const fire[] = {
    SAY("Stop pressing anything: no key, no button, no lamp, no jump lead."),
    SAY("Everybody at least 30 m (100 ft) away and upwind. Do not go back for anything."),
    SAY("Call the emergency number. Say whether the car is electric or hybrid, and whether somebody is "
        "inside."),
    SAY("Do not open the hood and do not open the trunk: fresh air feeds a fire. Stay away from the ends of "
        "both bumpers; their struts can fly off."),
    SAY("Somebody is inside: tell the call-taker at once and do what they say. If they tell you to act, use "
        "only doors and windows on the side away from the fire."),
    SAY("Only a hot, burnt smell of wiring and no flame: key off, out and away, then call. Take the battery "
        "lead off only if it is within reach and outside the smoke."),
    SAY("A hissing battery, or a smoking battery of a bicycle or scooter in the trunk, counts as fire. So "
        "does fuel or gas that you can smell, and a fuel can, gas bottle, dry ice or fireworks in the trunk "
        "that "
        "hiss, smoke or frost over."),
    SAY("After a flood or a crash: people out first and away. No electric power and no force on the car; a "
        "wet or crashed electric car can catch fire hours later. Never touch anything orange."),
    SAY("Stay away until the fire service says that it is safe, even if nothing is to be seen any more."),
    NULL,
};

static const char* const person[] = {
    SAY("CALL NOW, speaker on: \"A person (a child, an animal) is locked in a car trunk.\" Say the place "
        "with level and bay, which car, electric or not. No signal: dial all the same, any network will do; "
        "use the car's SOS button; shout, sound horn and panic alarm; send someone to the guard or to the "
        "ramp. Go on while you call, and share the work: one person for each step. In moving traffic send "
        "nobody into the lane to reach the car."),
    SAY("No cost, damage, alarm or lock-out counts now, and nothing needs to be diagnosed."),
    SAY("Combustion engine off because of its exhaust, gear in P, brake on. Electric car: climate on from "
        "the app. Talk to the person all the time. Tell them: near the latch, on the inside of the lid, "
        "there may be a glowing handle or a button: pull it, push it or slide it. If not: pull the loops "
        "that release the seat back, then push the seat back."),
    SAY("Within one minute try every release: unlock all doors; hold the key's trunk button three seconds, "
        "twice; the button in the cabin; the button on the lid; the metal blade in the lid's keyhole, and "
        "let the alarm sound; the app or the SOS operator; a rear window that opens by itself."),
    SAY("Into the cabin by any door. If it is locked and it is hot or sunny, or it is a child under about "
        "six, an animal in distress, or nobody answers: BREAK A SIDE WINDOW NOW. A calm adult in a cool car "
        "may wait for help. Take the window farthest from the victim, marked \"tempered\"; strike a lower "
        "corner with something hard and pointed; cover eyes and hand. Never the windscreen; glass marked "
        "\"laminated\" does not give way to such tools, take another one. Deadlocked doors do not open from "
        "inside even then: reach or climb in. This gives you the cabin and the way through the seats, not "
        "the lid."),
    SAY("Fold the rear seat down and open the ski hatch: air, water, a hand to hold, and the way out. In a "
        "hatchback or wagon the load bay is now open to the cabin: reach the victim there."),
    SAY("Electric latch and the car's battery is flat: a second person brings 12 V from any source to the "
        "jump post that the car's manual names, then press the release. The others go on meanwhile."),
    SAY("The fire service opens by force. Bystanders do that only when the call-taker says so, or if nobody "
        "can be reached, help is far away and the victim is silent."),
    SAY("Once out: into the shade. Not answering or confused: cool with water, no ice bath. After cold, "
        "exhaust gas or a long time inside: warm instead, and fresh air. Keep the call open. Every person is "
        "seen by medical staff, every animal by a vet."),
    SAY("Heat is fast: the inside gains 11 C (20 F) in ten minutes; it has reached 43 C (110 F) on a day of "
        "16 C (60 F). A child's body heats three to five times faster than an adult's. Children have died "
        "within an hour and a half on a day of 38 C (100 F). That there is a handle inside is no comfort: "
        "small children are not "
        "strong enough for it, or do not know it."),
    SAY("An animal: the same order. Heavy panting, drooling, staggering or collapse: it is an emergency, "
        "call. Have a leash ready before you open near traffic; a hurt dog may bite."),
    SAY("In Britain, before breaking glass for an animal: tell the police what you will do and why, take "
        "photos and the names of witnesses. Believing that the owner would have agreed is what protects "
        "you."),
    NULL,
};

static const char* const traffic[] = {
    SAY("The car still drives: drive to the next safe place first. A shut trunk does not stop a car."),
    SAY("Motorway or any fast road: no work at the car at all, not even something simple. Hazard lamps on."),
    SAY("Everybody out by the side away from the traffic, behind the barrier and well back from the car. "
        "Dogs stay in the car unless they are in danger there. Children by the hand."),
    SAY("Call the emergency number or the motorway's help line from there. On a British motorway put up no "
        "warning triangle."),
    SAY("If somebody threatens you: back into the car by the side away from traffic, lock it, call."),
    SAY("Town or country road: get the car off the carriageway onto level ground; lamps on, vest on."),
    SAY("Even there, only what can be done from the pavement side. Nobody stands between two cars."),
    SAY("When the car and everybody stand safely, answer the first questions again."),
    NULL,
};

static const char* const inside[] = {
    SAY("Call the emergency number now and say: \"I am locked in the trunk of a car\", where, which car. No "
        "signal: dial all the same, any network will do. Share your position."),
    SAY("Feel for a handle, a loop or a button near the latch, in the middle of the lid's rear edge; it may "
        "glow. Pull it, push it, slide it."),
    SAY("Nothing there: find any cable along the lid or along the floor and pull it towards the front of the "
        "car."),
    SAY("Push the rear seat back with both feet, top corner first. Its release is often on your side: a "
        "lever or a loop at the top."),
    SAY("Pull off the cover behind a tail lamp, push the lamp unit out and wave a hand through the hole."),
    SAY("Knock in threes on metal, rest, listen, knock again. Shout when you hear people."),
    SAY("Save your breath and your phone: lie still between tries, screen dark. No lighter and no flame."),
    NULL,
};

static const char* const* const scripts[] = {
    [session_emergency_fire] = fire,
    [session_emergency_person] = person,
    [session_emergency_traffic] = traffic,
    [session_emergency_inside] = inside,
};

const char* session_emergency_name(const session_emergency_t kind)
{
    return kind <= session_emergency_inside ? names[kind] : names[0];
}

const char* session_emergency_step(const session_emergency_t kind, const int k)
{
    const char* const* const script = kind <= session_emergency_inside ? scripts[kind] : NULL;
    for (int at = 0; script && script[at]; at++) {
        if (at == k) {
            return script[at];
        }
    }
    return NULL;
}

const char* session_emergency_question(const int k)
{
    return k >= 0 && k < (int)(sizeof questions / sizeof questions[0]) ? questions[k] : NULL;
}
