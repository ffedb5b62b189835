#include "base/forbidden.h"
#include <stdbool.h>

// A phrase that ends in * matches the beginnings of words. Phrases are acts and tools, not things that a step
// may well ask about: "slam the", not "slammed". Sorted, so that a word is found by halving.
// clang-format off
static const base_forbidden_t table[] = {
    {"N7", "18 v"}, {"N7", "18 volt*"}, {"N7", "20 v"}, {"N7", "20 volt*"}, {"N7", "24 v"},
    {"N7", "24 volt*"}, {"N7", "24v"}, {"N7", "36 v"}, {"N7", "36 volt*"}, {"N7", "48 v"},
    {"N7", "48 volt*"}, {"N4", "a 30 a fuse instead"}, {"N9", "a boy"}, {"N9", "a child can"},
    {"N9", "a child fits"}, {"N3", "a flame"}, {"N4", "a fuse instead of the"}, {"N9", "a girl"},
    {"N2", "a hook"}, {"N3", "a lighter on"}, {"N3", "a match"}, {"N6", "a pillar*"}, {"N2", "a ruler"},
    {"N9", "a son"}, {"N3", "acqua calda"}, {"N12", "after spraying use the hair*"},
    {"N12", "after the de icer use"}, {"N12", "after the deicer use"}, {"N12", "after the penetrant use"},
    {"N12", "after the spray use"}, {"N3", "agua caliente"}, {"N3", "agua hirviendo"},
    {"N4", "air bag fuse*"}, {"N2", "air bag wedge*"}, {"N2", "air wedge*"}, {"N4", "airbag fuse*"},
    {"N15", "alarm siren's"}, {"N17", "although it smells"}, {"N7", "although the battery"},
    {"N1", "angle grind*"}, {"N1", "angle iron"}, {"N4", "another new fuse"},
    {"N16", "another person's car"}, {"N18", "as far as you like"}, {"N1", "as hard as you can"},
    {"N9", "ask a child"}, {"N9", "ask a kid"}, {"N9", "ask the child"}, {"N9", "ask your child"},
    {"N1", "aufbrechen"}, {"N1", "aufhebeln"}, {"N6", "b pillar*"}, {"N5", "back feed*"},
    {"N5", "backfeed*"}, {"N1", "bang it"}, {"N1", "bang on"}, {"N1", "bang the"}, {"N2", "bank card"},
    {"N7", "batteries in series"}, {"N7", "battery is frozen"}, {"N7", "battery is swollen"},
    {"N6", "battery service plug"}, {"N1", "beat on"}, {"N1", "beat the"},
    {"N6", "behind the back seat of the hybrid"}, {"N10", "behind the car on the motorway"},
    {"N6", "behind the rear seat of a hybrid"}, {"N6", "behind the rear seat of the"},
    {"N2", "behind the seal"}, {"N1", "bend it open"}, {"N1", "bend it up"}, {"N1", "bend the lid"},
    {"N1", "bend up"}, {"N2", "bent wire*"}, {"N2", "between door and"}, {"N2", "between glass and"},
    {"N2", "between lid and"}, {"N10", "between the car and the traffic"}, {"N2", "between the door"},
    {"N2", "between the glass"}, {"N2", "between the lid"}, {"N4", "bigger fuse"},
    {"N2", "blade through the gap"}, {"N3", "blow lamp*"}, {"N3", "blow torch*"}, {"N3", "blowlamp*"},
    {"N3", "blowtorch*"}, {"N1", "body weight"}, {"N1", "bohren"}, {"N1", "bohrmaschine*"},
    {"N3", "boiled water"}, {"N3", "boiling"}, {"N1", "bolt cutter*"}, {"N1", "bounce*"},
    {"N1", "bouncing"}, {"N1", "break a glass"}, {"N1", "break a rear"}, {"N1", "break a window"},
    {"N1", "break it open"}, {"N1", "break open"}, {"N1", "break the glass"}, {"N1", "break the lock"},
    {"N1", "break the rear window"}, {"N1", "break the window"}, {"N1", "brecheisen*"},
    {"N1", "brechstange*"}, {"N5", "bridge both"}, {"N4", "bridge fuse"}, {"N5", "bridge it"},
    {"N5", "bridge pin*"}, {"N5", "bridge the"}, {"N4", "bridge the fuse"}, {"N5", "bridging"},
    {"N1", "brute"}, {"N2", "bump key*"}, {"N3", "burner*"}, {"N7", "bus battery"}, {"N3", "butane*"},
    {"N20", "butter knife"}, {"N20", "butterknife"}, {"N1", "by force"}, {"N15", "by pass the"},
    {"N15", "bypass it"}, {"N15", "bypass the"}, {"N4", "bypass the fuse"}, {"N15", "bypassing"},
    {"N6", "c pillar*"}, {"N3", "camping stove*"}, {"N3", "candle*"}, {"N16", "car is not yours"},
    {"N1", "car jack*"}, {"N2", "card between"}, {"N8", "carport"}, {"N7", "charge a frozen"},
    {"N7", "charge the frozen"}, {"N15", "cheat the"}, {"N9", "child climb*"}, {"N9", "child crawl*"},
    {"N9", "child through"}, {"N1", "chisel*"}, {"N3", "cigarette lighter"}, {"N13", "claw by hand"},
    {"N13", "claw with a finger"}, {"N13", "claw with the finger"}, {"N13", "claw with the finger*"},
    {"N13", "claw with your"}, {"N11", "close it once"}, {"N11", "close it to test"},
    {"N11", "close the lid again"}, {"N11", "close the lid and check"}, {"N11", "close the lid and see"},
    {"N11", "close the lid and try"}, {"N9", "close the lid behind"}, {"N11", "close the lid once"},
    {"N11", "close the lid to test"}, {"N11", "close the trunk to"}, {"N11", "close the trunk with"},
    {"N2", "clothes hanger*"}, {"N2", "coat hanger*"}, {"N4", "coin in the fuse"},
    {"N4", "coin into the fuse"}, {"N14", "crawl beneath"}, {"N14", "crawl under the"},
    {"N2", "credit card"}, {"N1", "crow bar*"}, {"N1", "crowbar*"}, {"N6", "curtain airbag*"},
    {"N1", "cut a"}, {"N1", "cut away"}, {"N1", "cut into"}, {"N1", "cut off"}, {"N1", "cut open"},
    {"N1", "cut the"}, {"N15", "cut the handle"}, {"N1", "cut through"}, {"N6", "d pillar*"},
    {"N15", "defeat"}, {"N15", "defeating"}, {"N15", "defeats"}, {"N17", "despite the smell"},
    {"N15", "disable the alarm"}, {"N15", "disable the interlock*"}, {"N15", "disable the siren"},
    {"N15", "disable the speed"}, {"N15", "disconnect the alarm"}, {"N15", "disconnect the siren"},
    {"N15", "disconnect the speed"}, {"N2", "door gap"}, {"N4", "double the fuse"},
    {"N4", "double the rating"}, {"N1", "drill*"}, {"N18", "drive home with"},
    {"N18", "drive it with the"}, {"N18", "drive on with the"}, {"N18", "drive with the"},
    {"N12", "dry it with warm air"}, {"N12", "dry the spray"}, {"N12", "dry with a hair*"},
    {"N14", "duck under"}, {"N1", "dynamite"}, {"N3", "eau bouillante"}, {"N3", "eau chaude"},
    {"N7", "electric car as a donor"}, {"N7", "electric car as donor"},
    {"N7", "electric car for the donor"}, {"N20", "emergency slot*"}, {"N8", "engine in a basement"},
    {"N8", "engine in a garage"}, {"N8", "engine in the basement"}, {"N8", "engine in the car park"},
    {"N8", "engine in the garage"}, {"N8", "engine run in the"}, {"N8", "engine run indoors"},
    {"N8", "engine run inside"}, {"N8", "engine running in a garage"},
    {"N8", "engine running in the garage"}, {"N8", "engine running indoors"},
    {"N8", "engine running inside"}, {"N8", "engine under a roof"}, {"N16", "even if it is not yours"},
    {"N17", "even if it smells"}, {"N17", "even though it smells"}, {"N7", "even though the battery"},
    {"N16", "even when it is not yours"}, {"N17", "even with a fuel smell"},
    {"N17", "even with the smell"}, {"N3", "exhaust heat"}, {"N3", "exhaust pipe"}, {"N1", "explosive*"},
    {"N15", "fake the"}, {"N7", "feed a frozen"}, {"N5", "feed power into"}, {"N7", "feed the frozen"},
    {"N2", "feeler gauge"}, {"N3", "feuerzeug*"}, {"N20", "find a slot"}, {"N20", "find the slot"},
    {"N13", "finger in the claw"}, {"N13", "finger in the latch"}, {"N13", "finger in the striker"},
    {"N13", "finger into the"}, {"N13", "finger into the claw"}, {"N13", "finger on the claw"},
    {"N13", "fingers in the claw"}, {"N13", "fingers in the gap"}, {"N13", "fingers in the latch"},
    {"N13", "fingers into the claw"}, {"N13", "fingers into the gap"}, {"N13", "fingers into the latch"},
    {"N2", "fish for"}, {"N2", "fish the"}, {"N2", "fish wire"}, {"N2", "fishing"},
    {"N4", "fit another one"}, {"N4", "fit one more"}, {"N4", "foil"}, {"N15", "fool the"},
    {"N1", "force it open"}, {"N1", "force it up"}, {"N1", "force open"}, {"N1", "force the lid"},
    {"N1", "full weight"}, {"N4", "fuse of the airbag"}, {"N4", "fuse rating up"},
    {"N4", "fuse until it holds"}, {"N2", "gap of the door"}, {"N3", "gas burner*"}, {"N3", "gas heater*"},
    {"N3", "gas stove*"}, {"N3", "gas torch*"}, {"N14", "get under the"}, {"N3", "glowing coal*"},
    {"N1", "grind off"}, {"N1", "grind the"}, {"N1", "grind through"}, {"N1", "grinder*"},
    {"N1", "hacksaw*"}, {"N1", "hammer*"}, {"N13", "hand in the latch"}, {"N13", "hand into the claw"},
    {"N13", "hand into the gap"}, {"N13", "hand into the latch"}, {"N13", "hand into the striker"},
    {"N9", "have a child"}, {"N9", "have somebody close the"}, {"N9", "have somebody shut"},
    {"N9", "have someone close the"}, {"N9", "have someone shut"}, {"N9", "have the child"},
    {"N9", "have your child"}, {"N6", "head lining"}, {"N6", "headliner*"}, {"N3", "heat gun*"},
    {"N12", "heat it after spraying"}, {"N3", "heat of the exhaust"}, {"N3", "heat the blade"},
    {"N3", "heat the key"}, {"N3", "heat the lock"}, {"N3", "heat the metal"}, {"N3", "heated blade"},
    {"N3", "heated key"}, {"N3", "heater with gas"}, {"N3", "heatgun*"}, {"N4", "heavier fuse"},
    {"N3", "heissem wasser"}, {"N3", "heisses wasser"}, {"N20", "hidden hole"}, {"N20", "hidden lever"},
    {"N20", "hidden slot*"}, {"N19", "hide a key"}, {"N19", "hide a spare"}, {"N19", "hide the key"},
    {"N19", "hide the spare"}, {"N7", "high voltage connector*"}, {"N7", "high voltage system"},
    {"N7", "high voltage terminal*"}, {"N4", "higher amp*"}, {"N4", "higher fuse rating"},
    {"N4", "higher rated fuse"}, {"N4", "higher rating"}, {"N1", "hit it"}, {"N1", "hit lid"},
    {"N1", "hit the"}, {"N2", "hook through the gap"}, {"N2", "hooked wire"}, {"N15", "horn's plug"},
    {"N3", "hot air blower*"}, {"N3", "hot air gun*"}, {"N3", "hot coffee"}, {"N3", "hot exhaust"},
    {"N3", "hot tap water"}, {"N3", "hot tea"}, {"N3", "hot water"}, {"N5", "hot wire*"},
    {"N3", "hotwater"}, {"N5", "hotwire*"}, {"N5", "hotwiring"}, {"N7", "hybrid as a donor"},
    {"N7", "hybrid as donor"}, {"N8", "idle in the"}, {"N8", "idle indoors"}, {"N8", "idle inside"},
    {"N8", "idle the engine in"}, {"N8", "idle the engine inside"}, {"N8", "idle the motor in"},
    {"N8", "idle the motor inside"}, {"N17", "ignore the fuel"}, {"N17", "ignore the gas"},
    {"N17", "ignore the smell"}, {"N17", "ignore the smoke"}, {"N12", "in a closed car"},
    {"N7", "in series with"}, {"N17", "in spite of the smell"}, {"N12", "in the closed cabin"},
    {"N12", "in the closed car"}, {"N10", "in the lane"}, {"N10", "in the live lane"},
    {"N2", "inflatable*"}, {"N8", "inside the garage"}, {"N4", "instead of the fuse"},
    {"N2", "into the gap of the door"}, {"N8", "its engine in the"}, {"N1", "jack it"}, {"N1", "jack the"},
    {"N1", "jack up"}, {"N1", "jemmy*"}, {"N2", "jiggler*"}, {"N1", "jigsaw*"}, {"N1", "jimmy*"},
    {"N7", "jump a frozen"}, {"N1", "jump on the"}, {"N1", "jump onto"}, {"N7", "jump start a frozen"},
    {"N7", "jump start the frozen"}, {"N7", "jump the frozen"}, {"N1", "jump up and down"},
    {"N5", "jumper cable across"}, {"N5", "jumper pin*"}, {"N5", "jumper the"}, {"N5", "jumper wire*"},
    {"N19", "keep the leads in the space"}, {"N19", "keep the leads in the trunk"},
    {"N19", "keep the pack in the space"}, {"N19", "keep the pack in the trunk"},
    {"N19", "keep the tool in the"}, {"N19", "keep the tool kit in the"}, {"N19", "keep the tools in the"},
    {"N3", "kettle*"}, {"N19", "key behind the"}, {"N19", "key beneath"}, {"N19", "key on the tire"},
    {"N19", "key on the tyre"}, {"N19", "key on the wheel"}, {"N19", "key to the chassis"},
    {"N19", "key to the number plate"}, {"N19", "key to the plate"}, {"N19", "key under the"},
    {"N19", "keys under the"}, {"N1", "kick against"}, {"N1", "kick at"}, {"N1", "kick it"},
    {"N1", "kick lid"}, {"N1", "kick the"}, {"N1", "kicking"}, {"N9", "kid"}, {"N9", "kids"},
    {"N20", "kitchen knife"}, {"N2", "kleiderbuegel*"}, {"N20", "knife in"}, {"N20", "knife into"},
    {"N1", "knock hard"}, {"N1", "knock it hard"}, {"N3", "kochendes wasser"}, {"N4", "larger fuse"},
    {"N19", "leave the key on"}, {"N19", "leave the key under"}, {"N9", "let a child"},
    {"N9", "let the child"}, {"N9", "let your child"}, {"N1", "lever it"}, {"N1", "lever open"},
    {"N1", "lever the boot"}, {"N1", "lever the edge"}, {"N1", "lever the gate"},
    {"N1", "lever the hatch"}, {"N1", "lever the lid"}, {"N1", "lever the tailgate"},
    {"N1", "lever the trunk"}, {"N1", "lever up"}, {"N1", "levering"}, {"N14", "lie beneath"},
    {"N14", "lie under the"}, {"N9", "lift a baby"}, {"N3", "lighter flame"}, {"N3", "lighter to"},
    {"N3", "lighter under"}, {"N9", "little boy"}, {"N9", "little girl"}, {"N5", "live cable*"},
    {"N5", "live plug*"}, {"N5", "live wire*"}, {"N9", "lock a friend"}, {"N2", "lock pick*"},
    {"N9", "lock somebody in"}, {"N9", "lock someone in"}, {"N2", "lockpick*"}, {"N1", "lomom"},
    {"N18", "long way with the lid"}, {"N20", "look for a slot"}, {"N20", "look for the secret"},
    {"N20", "look for the slot"}, {"N7", "lorry battery"}, {"N16", "lost the papers"}, {"N3", "luke warm"},
    {"N3", "lukewarm"}, {"N19", "magnetic box"}, {"N19", "magnetic holder"}, {"N19", "magnetic key box"},
    {"N1", "mallet*"}, {"N3", "marteau*"}, {"N1", "martillo*"}, {"N3", "matches"}, {"N3", "matchstick*"},
    {"N1", "molotkom"}, {"N4", "more amperes"}, {"N4", "more amps"}, {"N8", "motor run in"},
    {"N8", "motor running in"}, {"N4", "nail in*"}, {"N3", "naked flame*"}, {"N5", "needle*"},
    {"N17", "never mind the smell"}, {"N4", "next size up"}, {"N16", "not your car"},
    {"N16", "on any car"}, {"N10", "on the live lane"}, {"N18", "on the motorway with the lid"},
    {"N19", "on top of the tire"}, {"N19", "on top of the tyre"}, {"N7", "onto a leaking"},
    {"N7", "onto a swollen"}, {"N7", "onto the frozen"}, {"N7", "onto the hissing"},
    {"N7", "onto the leaking"}, {"N7", "onto the swollen"}, {"N3", "open fire"}, {"N3", "open flame*"},
    {"N5", "orange cable*"}, {"N5", "orange connector*"}, {"N5", "orange high"}, {"N5", "orange plug*"},
    {"N5", "orange wire*"}, {"N6", "outer lid trim"}, {"N6", "outer trim"}, {"N6", "outside lid trim"},
    {"N6", "outside panel*"}, {"N20", "outside slot*"}, {"N6", "outside trim"}, {"N15", "override the"},
    {"N15", "overriding"}, {"N3", "paint stripper*"}, {"N1", "palanca*"}, {"N4", "paper clip in"},
    {"N20", "paper clip*"}, {"N20", "paperclip*"}, {"N2", "past the door seal"}, {"N2", "past the glass"},
    {"N2", "past the rubber"}, {"N2", "past the seal"}, {"N2", "past the weatherstrip"},
    {"N1", "peel back"}, {"N9", "pet through"}, {"N2", "pick it open"}, {"N2", "pick the cylinder"},
    {"N2", "pick the lock"}, {"N2", "picking"}, {"N1", "pied de biche"}, {"N1", "piede di porco"},
    {"N5", "pierce*"}, {"N5", "piercing"}, {"N6", "pillar cover*"}, {"N6", "pillar panel*"},
    {"N6", "pillar trim"}, {"N5", "pin through"}, {"N2", "plastic card to slip"}, {"N6", "plate trim off"},
    {"N6", "plate trim outside"}, {"N3", "pocket lighter"}, {"N1", "pound on"}, {"N1", "pound the"},
    {"N5", "power directly to"}, {"N5", "power into the wire"}, {"N5", "power straight to"},
    {"N5", "prick it"}, {"N5", "prick the"}, {"N1", "pries"}, {"N1", "prise"}, {"N1", "prised"},
    {"N5", "probe through the"}, {"N3", "propane*"}, {"N1", "pry"}, {"N1", "prybar*"}, {"N1", "prying"},
    {"N1", "punch it"}, {"N1", "punch out"}, {"N1", "punch the"}, {"N2", "push a card"}, {"N1", "ram it"},
    {"N1", "ram the"}, {"N13", "reach into the claw"}, {"N13", "reach into the gap"},
    {"N13", "reach into the latch"}, {"N15", "remove the glow handle"}, {"N15", "remove the handle"},
    {"N15", "remove the inside handle"}, {"N1", "rip it"}, {"N1", "rip open"}, {"N1", "rip out"},
    {"N1", "rip the"}, {"N2", "rod through the gap"}, {"N14", "roll under the"}, {"N6", "roof edge"},
    {"N6", "roof lining"}, {"N6", "roof trim"}, {"N8", "run the engine in a"},
    {"N8", "run the engine in the"}, {"N8", "run the engine indoors"}, {"N8", "run the engine inside"},
    {"N3", "salt water"}, {"N3", "salty water"}, {"N1", "saw off"}, {"N1", "saw the"},
    {"N1", "saw through"}, {"N9", "schoolchild*"}, {"N2", "scissors in*"}, {"N5", "scotchlok*"},
    {"N5", "scrape the insulation"}, {"N2", "screwdriver in the keyhole"},
    {"N2", "screwdriver into the keyhole"}, {"N2", "screwdriver into the lock"},
    {"N2", "screwdriver to turn"}, {"N20", "search for a slot"}, {"N4", "second new fuse"},
    {"N20", "secret button"}, {"N20", "secret hole"}, {"N20", "secret lever"}, {"N20", "secret slot*"},
    {"N9", "send a child"}, {"N9", "send the child"}, {"N9", "send your"}, {"N6", "service plug"},
    {"N1", "shatter*"}, {"N5", "short both"}, {"N5", "short circuit the"}, {"N4", "short out the fuse"},
    {"N5", "short the contacts"}, {"N4", "short the fuse contacts"}, {"N5", "short the pins"},
    {"N5", "short the plug"}, {"N5", "short the switch"}, {"N5", "short the two"},
    {"N5", "short the wires"}, {"N5", "short together"}, {"N5", "short two"}, {"N9", "shut a friend"},
    {"N9", "shut a helper in"}, {"N9", "shut her in"}, {"N9", "shut him in"}, {"N11", "shut it once to"},
    {"N11", "shut it to test"}, {"N9", "shut somebody in"}, {"N9", "shut someone in"},
    {"N11", "shut the lid again"}, {"N11", "shut the lid and check"}, {"N11", "shut the lid and see"},
    {"N11", "shut the lid and try"}, {"N9", "shut the lid behind"}, {"N11", "shut the lid once"},
    {"N11", "shut the lid to test"}, {"N11", "shut the trunk to"}, {"N11", "shut the trunk with"},
    {"N9", "shut them in"}, {"N9", "shut yourself in"}, {"N1", "side cutter*"},
    {"N15", "silence the siren by"}, {"N15", "siren's plug"}, {"N1", "sit on it"}, {"N1", "sit on the"},
    {"N2", "skeleton key*"}, {"N1", "slam boot"}, {"N1", "slam down"}, {"N1", "slam it"},
    {"N1", "slam lid"}, {"N1", "slam shut"}, {"N1", "slam the"}, {"N1", "slam trunk"}, {"N1", "slamming"},
    {"N1", "sledge*"}, {"N2", "slide a card"}, {"N14", "slide beneath"}, {"N1", "slide hammer*"},
    {"N14", "slide under the"}, {"N2", "slim jim"}, {"N2", "slip a card"}, {"N20", "slot at the edge"},
    {"N9", "small child"}, {"N9", "small person"}, {"N9", "smaller child"}, {"N9", "smaller person"},
    {"N9", "smallest one"}, {"N9", "smallest person"}, {"N1", "smash*"}, {"N17", "smell is harmless"},
    {"N17", "smell is normal"}, {"N17", "smell of fuel is harmless"}, {"N3", "soldering iron*"},
    {"N16", "somebody else's car"}, {"N9", "somebody small"}, {"N9", "somebody thin"},
    {"N16", "someone else's car"}, {"N9", "someone small"}, {"N9", "someone thin"},
    {"N19", "spare key under"}, {"N19", "spare under the"}, {"N2", "spatula*"},
    {"N12", "spray in the cabin"}, {"N12", "spray in the closed"}, {"N12", "spray inside the cabin"},
    {"N12", "spray inside the closed"}, {"N12", "spray into the cabin"}, {"N12", "spray the cabin"},
    {"N4", "srs fuse*"}, {"N14", "stand below the gate"}, {"N14", "stand below the lid"},
    {"N14", "stand beneath"}, {"N10", "stand in the road"}, {"N1", "stand on it"},
    {"N10", "stand on the hard shoulder"}, {"N1", "stand on the lid"}, {"N10", "stand on the motorway"},
    {"N10", "stand on the road"}, {"N14", "stand under the gate"}, {"N14", "stand under the open"},
    {"N14", "stand under the raised"}, {"N7", "start a frozen"}, {"N8", "start the engine in a"},
    {"N8", "start the engine in the"}, {"N8", "start the engine indoors"},
    {"N8", "start the engine inside"}, {"N7", "start the frozen"}, {"N3", "steam cleaner*"},
    {"N3", "steam on"}, {"N3", "steam the"}, {"N3", "steamer*"}, {"N1", "stemmeisen*"},
    {"N16", "stranger's car"}, {"N1", "strike it"}, {"N1", "strike the latch"}, {"N1", "strike the lid"},
    {"N5", "strip a wire"}, {"N5", "strip the insulation"}, {"N5", "strip the wire*"},
    {"N4", "stronger fuse"}, {"N20", "table knife"}, {"N15", "take off the handle"},
    {"N15", "take off the inside handle"}, {"N18", "take the motorway"}, {"N1", "taladr*"},
    {"N19", "tape a key"}, {"N15", "tape down the switch"}, {"N19", "tape the key"},
    {"N15", "tape the switch"}, {"N1", "tear it open"}, {"N1", "tear open"}, {"N1", "tear the lid"},
    {"N9", "teenager*"}, {"N2", "tension wrench*"}, {"N9", "the children can"}, {"N3", "the flame"},
    {"N12", "then dry it with a hair*"}, {"N12", "then dry it with the hairdryer"}, {"N2", "thin blade"},
    {"N4", "third fuse"}, {"N2", "through the door gap"}, {"N13", "thumb"}, {"N1", "thump*"},
    {"N15", "tie back the interlock*"}, {"N1", "tin snips"}, {"N4", "tinfoil"}, {"N1", "tire iron*"},
    {"N7", "to the frozen battery"}, {"N7", "to the leaking battery"}, {"N7", "to the swollen battery"},
    {"N9", "toddler*"}, {"N7", "tool battery"}, {"N2", "tool through the gap"},
    {"N5", "touch the wires together"}, {"N6", "traction battery cover"}, {"N7", "traction battery post*"},
    {"N7", "traction battery terminal*"}, {"N15", "trick the"}, {"N6", "trim at the roof"},
    {"N7", "truck battery"}, {"N7", "twenty four volt*"}, {"N5", "twist the wires"},
    {"N5", "twist them together"}, {"N7", "two batteries in series"}, {"N1", "tyre iron*"},
    {"N19", "under the bumper"}, {"N2", "under the seal"}, {"N19", "under the wheel arch"},
    {"N5", "unplug it live"}, {"N5", "unplug the airbag"}, {"N15", "unplug the alarm"},
    {"N5", "unplug the lid module"}, {"N5", "unplug the module"}, {"N5", "unplug the orange"},
    {"N15", "unplug the siren"}, {"N15", "unplug the speed"}, {"N5", "unplug the yellow"},
    {"N5", "volts into"}, {"N5", "volts straight"}, {"N5", "volts to the latch"},
    {"N5", "volts to the wire"}, {"N14", "walk under the"}, {"N3", "warm tap water"},
    {"N3", "warm the blade"}, {"N3", "warm water"}, {"N2", "wedge between"}, {"N2", "wedge into"},
    {"N2", "wedge it open"}, {"N2", "wedge the door"}, {"N2", "wedge under"}, {"N3", "welding*"},
    {"N1", "wheel brace*"}, {"N16", "when it is not yours"}, {"N10", "while traffic passes"},
    {"N1", "whole weight"}, {"N1", "winch*"}, {"N4", "wire across the fuse"},
    {"N5", "wire from the battery"}, {"N2", "wire hanger*"}, {"N4", "wire in place of"},
    {"N4", "wire instead of"}, {"N4", "wire into the fuse"}, {"N4", "wire over the fuse"},
    {"N5", "wire straight from"}, {"N5", "wire tap*"}, {"N2", "wire through the gap"},
    {"N1", "with a fist"}, {"N2", "with a hook"}, {"N3", "with a lighter"}, {"N2", "with a ruler"},
    {"N1", "with all your strength"}, {"N11", "with the battery disconnected close"},
    {"N11", "with the battery off close"}, {"N11", "with the battery off shut"},
    {"N12", "with the doors shut spray"}, {"N1", "with the fist"}, {"N10", "with traffic passing"},
    {"N1", "with your fist*"}, {"N4", "without a fuse"}, {"N16", "without asking the owner"},
    {"N16", "without papers"}, {"N16", "without the owner"}, {"N10", "work from the hard shoulder"},
    {"N10", "work on the hard shoulder"}, {"N10", "work on the motorway"}, {"N14", "work under the gate"},
    {"N14", "work under the lid"}, {"N1", "wrecking bar*"}, {"N1", "wrench it"}, {"N1", "wrench the lid"},
    {"N1", "yank*"}, {"N5", "yellow airbag*"}, {"N5", "yellow cable*"}, {"N5", "yellow connector*"},
    {"N5", "yellow plug*"}, {"N5", "yellow wire*"}, {"N9", "your daughter"}, {"N14", "your head under"},
    {"N9", "your son"}, {"N1", "your weight"},
};
// clang-format on
enum { table_count = sizeof table / sizeof table[0] };

/// What forbids the rest of its sentence.
static const char* const negations[] = {"no",      "not",    "never", "nobody",    "nothing",
                                        "without", "cannot", "don't", "instead of"};
/// What ends a negation before its sentence does.
static const char* const turns[] = {"but", "then", "just", "rather", "instead"};

static const base_forbidden_t apart = {"text", "letters set apart"};
static const base_forbidden_t mixed = {"text", "digits among letters"};
static const base_forbidden_t foreign = {"text", "letters that are not English"};

static bool is_digit(const char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(const char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_foreign(const char c)
{
    return ((unsigned char)c & 0x80U) != 0U;
}

static bool is_word(const char c)
{
    return is_letter(c) || is_digit(c) || c == '\'' || is_foreign(c);
}

static bool ends_clause(const char c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?';
}

/// What may stand where a phrase has a blank: not what ends a clause.
static bool is_gap(const char c)
{
    return c != '\0' && !is_word(c) && !ends_clause(c);
}

static char lower(const char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
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

static const base_forbidden_t* in_table(const char* const text)
{
    const char first = lower(*text);
    int low = 0;
    for (int high = table_count; low < high;) {
        const int middle = low + (high - low) / 2;
        if (table[middle].phrase[0] < first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < table_count && table[low].phrase[0] == first; low++) {
        if (begins(text, table[low].phrase)) {
            return &table[low];
        }
    }
    return NULL;
}

/// A word that is spelled so that no table finds it: "h0t", Cyrillic, a joiner that is not seen.
static const base_forbidden_t* odd_word(const char* const text)
{
    bool letter = false;
    bool digit = false;
    for (const char* at = text; is_word(*at); at++) {
        if (is_foreign(*at)) {
            return &foreign;
        }
        if (letter && digit && is_letter(*at)) {
            return &mixed;
        }
        letter = letter || is_letter(*at);
        digit = is_digit(*at);
    }
    return NULL;
}

/// "C R O W" or "c.r.o.w": four letters, each alone.
static bool letters_apart(const char* text)
{
    int alone = 0;
    while (is_letter(text[0]) && !is_word(text[1])) {
        alone++;
        text++;
        while (*text != '\0' && !is_word(*text)) {
            text++;
        }
    }
    return alone >= 3;
}

static const base_forbidden_t* at_word(const char* const text)
{
    const base_forbidden_t* const odd = odd_word(text);
    if (odd != NULL) {
        return odd;
    }
    return letters_apart(text) ? &apart : in_table(text);
}

static bool any_begins(const char* const text, const char* const* const words, const int count)
{
    bool found = false;
    for (int k = 0; !found && k < count; k++) {
        found = begins(text, words[k]);
    }
    return found;
}

static bool ends_sentence(const char* const text)
{
    const bool stops = *text == '.' || *text == ';' || *text == ':' || *text == '!' || *text == '?';
    return stops && !is_digit(text[1]);
}

/// Whether what follows is forbidden by what has been said before it.
static bool negated_from(const char* const text, const bool before)
{
    if (any_begins(text, negations, (int)(sizeof negations / sizeof negations[0]))) {
        return true;
    }
    return before && !any_begins(text, turns, (int)(sizeof turns / sizeof turns[0]));
}

static const base_forbidden_t* search(const char* text, const bool warnings_count)
{
    bool inside = false;
    bool negated = false;
    for (; text != NULL && *text != '\0'; text++) {
        negated = negated && !ends_sentence(text);
        const bool starts = is_word(*text) && !inside;
        if (starts) {
            negated = negated_from(text, negated);
            const base_forbidden_t* const found = negated && !warnings_count ? NULL : at_word(text);
            if (found != NULL) {
                return found;
            }
        }
        inside = is_word(*text);
    }
    return NULL;
}

const base_forbidden_t* base_forbidden_in(const char* const text)
{
    return search(text, true);
}

const base_forbidden_t* base_forbidden_advised(const char* const text)
{
    return search(text, false);
}
