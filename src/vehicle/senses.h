/// The words between moves and the simulated car: what a hand can do (stimuli) and what a person can take in
/// (senses, each with its finite list of readings). Moves in knowledge/ use these words; `car` gives them
/// meaning.
#pragma once

// clang-format off
/// X(name, "unit of the value", "meaning"); a stimulus lasts from its start for its length.
#define VEHICLE_STIMULI(X) \
    X(fob_lid, "press", "the key's trunk button; value 2 is two presses") \
    X(fob_unlock, "press", "the key's unlock button") \
    X(fob_lock, "press", "the key's lock button") \
    X(fob_near, "m", "the key is held this near to the car (default 3)") \
    X(fob_warm, "K", "the key is warmed in the hand by so much") \
    X(fob2_lid, "press", "second key's trunk button") \
    X(fob2_unlock, "press", "second key's unlock button") \
    X(cabin_button, "press", "button or lever in the cabin") \
    X(lid_button, "press", "button or handle on the lid, key in the pocket") \
    X(phone_lid, "press", "release from the phone, or by a call centre") \
    X(phone_unlock, "press", "unlock from the phone") \
    X(key_lid, "Nm", "blade turned in the lid's keyhole") \
    X(key_door, "Nm", "blade turned in the driver's door") \
    X(handle, "N", "inside emergency release pulled or pressed") \
    X(lever, "N", "lever behind a cover, pushed by a tool") \
    X(cord, "N", "pull cord") \
    X(pawl_tool, "N", "latch lever pushed by a screwdriver from inside") \
    X(slot_tool, "N", "tool in a claimed outside slot") \
    X(glass_button, "press", "release of the opening rear window") \
    X(lid_force, "N", "hand force on the lid's edge; negative presses down, positive lifts") \
    X(lid_rock, "mm", "the lid's edge is rocked") \
    X(feed_post, "V", "12 V source on the jump post") \
    X(feed_battery, "V", "12 V source on the battery itself") \
    X(ignition, "on", "ignition switched: 1 on, 0 off") \
    X(park, "in", "lever put into Park") \
    X(valet_off, "in", "valet lock-out reset") \
    X(menu_allow, "in", "menu setting reset") \
    X(unplug_trailer, "in", "trailer plug pulled") \
    X(gate_switch_on, "in", "power gate main switch on") \
    X(roof_settle, "in", "roof and divider put in place") \
    X(clear_lid, "in", "snow or load taken off the lid") \
    X(thaw, "K", "lid and latch warmed by so much") \
    X(lubricate, "in", "penetrant at the latch, worked in") \
    X(fuse_new, "in", "a new fuse of the same rating in the release circuits") \
    X(charge, "in", "battery charged or replaced") \
    X(fob_cell_new, "in", "new cell in the key") \
    X(wait_s, "s", "nobody touches anything for so long") \
    X(door_pull, "in", "a door handle is pulled") \
    X(seat_fold, "in", "the seat release is pulled") \
    X(soak, "in", "water runs into the lid's button") \
    X(foot, "sweep", "a foot is swept below the rear bumper and back")

/// X(sense, "reading reading ...", "meaning"); the order of the readings is their index.
#define VEHICLE_SENSES(X) \
    X(release, "opens frees-not-rises lid-click hum weak-clicks cabin-click beep silence", \
      "the lid and what is heard: opens; latch free but the lid stays or falls back; one click or motor stroke at the lid and shut; long hum; weak repeated clicks; only a relay click in the cabin; a beep or refusal tone; nothing") \
    X(flashers, "answer no-answer", "the lamps answer the key") \
    X(doors, "obey dead", "the doors obey the key") \
    X(dash, "normal dim dark", "dashboard and cabin lamps") \
    X(lid_lamp, "says-shut says-open dark", "what the dashboard says of the lid") \
    X(consumers, "all-work some-dead all-dead", "plate lamp, camera, wiper, demister, third brake lamp") \
    X(lid_key, "opens frees-not-rises turns-free turns-normally wont-turn no-keyhole", "blade in the lid") \
    X(handle, "opens frees-not-rises slack hard-stop dead none", "inside release: slack; will not move; electric and dead; not there") \
    X(lever, "opens frees-not-rises stuck no-effect none", "lever behind a cover, cord, pawl by tool or slot") \
    X(door, "opens opens-alarm locked", "a door") \
    X(seat, "folds blocked fixed release-inside", "the way through the seats") \
    X(glass, "opens stuck none", "opening rear window") \
    X(valet, "off on none", "valet lock-out looked at") \
    X(menu, "allowed blocked none", "menu setting looked at") \
    X(gear, "in-park not-in-park", "the lever looked at") \
    X(trailer, "nothing plugged", "the trailer socket looked at") \
    X(gate_switch, "on off none", "power gate main switch looked at") \
    X(roof, "in-place not-in-place none", "folding roof and divider looked at") \
    X(battery_V, "over-12.2 11-to-12.2 9-to-11 under-9", "voltmeter or the car's battery page at rest") \
    X(fuses, "whole burnt", "strips of the fuses that feed the release") \
    X(fuse_new, "holds blows", "a new fuse") \
    X(button_V, "changes no-change always-low", "voltage at the lid button's plug while pressed") \
    X(drive_V, "full low none", "voltage at the latch drive during a release") \
    X(drive_A, "stall normal idle none", "current of the latch drive during a release") \
    X(lid_button_feel, "clicks sunk-in blocked", "how the lid's button feels") \
    X(lid_gap, "even frosted weighed", "what is seen around the lid") \
    X(codes, "none undervoltage switch-stuck driver-open driver-short no-communication release-blocked", "what a scanner finds first") \
    X(alarm, "quiet sounds", "the siren") \
    X(trunk_lamp, "opens lit unlit", "the lamp in the trunk, seen through a gap: lit once the claw has turned") \
    X(ignition, "off on", "start button, key slot or instruments looked at") \
    X(by_itself, "acts-alone stays-quiet", "the release runs although nobody asks for it")
// clang-format on
