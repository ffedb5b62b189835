/// The quantities a car is made of: every physical parameter and every piece of equipment, by part.
///
/// One line per parameter: PARAM(part, key, kind, low, high, as_built, scatter, "meaning").
/// A vehicle file sets `parts: part: key: [value, source, confidence]`; what it does not set is `as_built`
/// (an estimate of physics.md). A mode overrides parameters; nothing else tells a sound part from a broken
/// one. `kind`: real (a number; the unit is the key's suffix, none means a ratio), flag (yes or no), or a
/// list of words, whose index is the value ("none|motor" makes none 0 and motor 1). `scatter`: relative
/// standard deviation between cars of one model; survey and proof draw from it. Underscores in a part's name
/// are hyphens in files: lid_switch is `lid-switch`.
#pragma once

// clang-format off
#define VEHICLE_PARAMS(PARAM) \
    /* 12 V supply, physics.md 1.1 and 1.2 */ \
    PARAM(battery, soc, "real", -0.2, 1.0, 0.85, 0.03, "state of charge; below 0 the voltage collapses") \
    PARAM(battery, capacity_Ah, "real", 20.0, 120.0, 65.0, 0.10, "capacity at 25 C") \
    PARAM(battery, internal_mOhm, "real", 2.0, 20.0, 5.0, 0.10, "total resistance at 25 C, full, new") \
    PARAM(battery, ageing, "real", 1.0, 20.0, 1.4, 0.15, "factor on the resistance by age") \
    PARAM(battery, empty_factor, "real", 10.0, 200.0, 60.0, 0.20, "growth of the resistance near empty") \
    PARAM(battery, terminal_mOhm, "real", 0.1, 5000.0, 0.4, 0.20, "terminals, both together") \
    PARAM(battery, connected, "flag", 0.0, 1.0, 1.0, 0.0, "the leads are on") \
    PARAM(battery, place, "hood|trunk|under-seat|frunk|traction", 0.0, 4.0, 0.0, 0.0, "where the 12 V battery is") \
    PARAM(battery, type, "flooded|agm|lithium", 0.0, 2.0, 0.0, 0.0, "chemistry of the 12 V battery") \
    PARAM(jump_post, present, "flag", 0.0, 1.0, 0.0, 0.0, "a jump terminal away from the battery, under the hood") \
    PARAM(jump_post, feeds_lid, "flag", 0.0, 1.0, 1.0, 0.0, "feeding it feeds the release also with the battery's lead off") \
    PARAM(jump_post, path_mOhm, "real", 1.0, 500.0, 8.0, 0.20, "post to the distribution that feeds the release") \
    /* fuses, physics.md 1.3 */ \
    PARAM(fuse_release, present, "flag", 0.0, 1.0, 1.0, 0.0, "the release drive has a fuse of its own") \
    PARAM(fuse_release, rating_A, "real", 3.0, 40.0, 15.0, 0.0, "rating") \
    PARAM(fuse_release, intact, "flag", 0.0, 1.0, 1.0, 0.0, "the strip is whole") \
    PARAM(fuse_release, box, "cabin|glovebox|hood|trunk", 0.0, 3.0, 1.0, 0.0, "where the fuse is") \
    PARAM(fuse_shared, present, "flag", 0.0, 1.0, 1.0, 0.0, "body controller, release and other consumers share a fuse") \
    PARAM(fuse_shared, rating_A, "real", 3.0, 60.0, 20.0, 0.0, "rating") \
    PARAM(fuse_shared, intact, "flag", 0.0, 1.0, 1.0, 0.0, "the strip is whole") \
    PARAM(fuse_button, present, "flag", 0.0, 1.0, 0.0, 0.0, "the buttons' circuit has a fuse of its own") \
    PARAM(fuse_button, rating_A, "real", 3.0, 20.0, 7.5, 0.0, "rating") \
    PARAM(fuse_button, intact, "flag", 0.0, 1.0, 1.0, 0.0, "the strip is whole") \
    /* wiring, physics.md 1.4 */ \
    PARAM(loom, length_m, "real", 1.0, 12.0, 5.0, 0.05, "controller to lid, one way") \
    PARAM(loom, wire_mOhm_m, "real", 5.0, 60.0, 24.5, 0.03, "release wire") \
    PARAM(loom, release_ok, "real", 0.0, 1.0, 1.0, 0.0, "release wire: 1 whole, 0 broken, between: chance of contact at the closed lid") \
    PARAM(loom, release_ok_moved, "real", 0.0, 1.0, 1.0, 0.0, "the same while the lid is pressed, lifted or rocked") \
    PARAM(loom, switch_ok, "flag", 0.0, 1.0, 1.0, 0.0, "wire of the lid's button is whole") \
    PARAM(loom, consumers_ok, "flag", 0.0, 1.0, 1.0, 0.0, "wires of plate lamp, camera, wiper or demister are whole") \
    PARAM(loom, ajar_ok, "flag", 0.0, 1.0, 1.0, 0.0, "wire of the lid-open switch is whole; broken reads as open") \
    PARAM(loom, short_Ohm, "real", 0.0, 1e9, 1e9, 0.0, "release wire to body; small blows the fuse") \
    PARAM(loom, ground_mOhm, "real", 0.5, 1e6, 8.0, 0.20, "lid to body ground") \
    PARAM(button_wire, ok, "flag", 0.0, 1.0, 1.0, 0.0, "cabin button to controller") \
    PARAM(hidden_wire, extra_mOhm, "real", 0.0, 1e6, 0.0, 0.0, "bad splice or connector in the release feed, out of sight") \
    /* buttons, physics.md 1.5 */ \
    PARAM(lid_switch, present, "flag", 0.0, 1.0, 1.0, 0.0, "a button, handle or touch pad on the lid") \
    PARAM(lid_switch, kind, "microswitch|touch|cable-handle", 0.0, 2.0, 0.0, 0.0, "what the lid's button is") \
    PARAM(lid_switch, contact_Ohm, "real", 0.05, 1e9, 0.3, 0.30, "closed contact") \
    PARAM(lid_switch, leak_Ohm, "real", 10.0, 1e9, 1e9, 0.0, "across the open contact when dry") \
    PARAM(lid_switch, wet_leak_Ohm, "real", 10.0, 1e9, 1e9, 0.0, "across the open contact when wet") \
    PARAM(lid_switch, pressed, "flag", 0.0, 1.0, 0.0, 0.0, "held in by dirt or a collapsed cover") \
    PARAM(lid_switch, moves, "flag", 0.0, 1.0, 1.0, 0.0, "can be pressed at all") \
    PARAM(lid_switch, pull_up_V, "real", 3.0, 14.0, 5.0, 0.02, "controller input, released") \
    PARAM(cabin_button, present, "flag", 0.0, 1.0, 1.0, 0.0, "a release button or lever in the cabin") \
    PARAM(cabin_button, contact_Ohm, "real", 0.05, 1e9, 0.3, 0.30, "closed contact") \
    PARAM(cabin_button, hardwired_cutoff, "flag", 0.0, 1.0, 0.0, 0.0, "the glove-box switch is in series with it") \
    /* key and radio, physics.md 1.6 and 1.7 */ \
    PARAM(fob, present, "flag", 0.0, 1.0, 1.0, 0.0, "the car has a radio key with a lid button") \
    PARAM(fob, used_mAh, "real", 0.0, 260.0, 60.0, 0.20, "taken out of the cell") \
    PARAM(fob, rechargeable, "flag", 0.0, 1.0, 0.0, 0.0, "cell is charged by the car; do not open") \
    PARAM(fob, lid_button_ok, "real", 0.0, 1.0, 1.0, 0.0, "chance that a press of the lid button makes contact") \
    PARAM(fob, contacts_ok, "flag", 0.0, 1.0, 1.0, 0.0, "cell contacts are clean") \
    PARAM(fob, paired, "flag", 0.0, 1.0, 1.0, 0.0, "the car knows this key") \
    PARAM(fob, tx_dBm, "real", -40.0, 10.0, -20.0, 0.05, "radiated at 3 V") \
    PARAM(fob, frequency_MHz, "real", 300.0, 928.0, 433.92, 0.0, "carrier") \
    PARAM(fob, shielded_dB, "real", 0.0, 60.0, 0.0, 0.0, "pouch, phone or metal around it") \
    PARAM(fob, in_trunk, "flag", 0.0, 1.0, 0.0, 0.0, "the only key lies in the shut trunk") \
    PARAM(fob2, used_mAh, "real", 0.0, 260.0, 40.0, 0.30, "second key: taken out of its cell") \
    PARAM(fob2, paired, "flag", 0.0, 1.0, 1.0, 0.0, "the car knows the second key") \
    PARAM(receiver, sensitivity_dBm, "real", -125.0, -40.0, -105.0, 0.02, "needs this much from the radio key") \
    PARAM(receiver, noise_dB, "real", 0.0, 60.0, 0.0, 0.0, "disturbance at this place") \
    PARAM(receiver, asleep, "flag", 0.0, 1.0, 0.0, 0.0, "switched off after days unused until a door is opened by key") \
    PARAM(keyless, present, "flag", 0.0, 1.0, 1.0, 0.0, "proximity key: the lid button asks for the key nearby") \
    PARAM(keyless, moment_Am2, "real", 0.0, 1.0, 0.24, 0.10, "low-frequency antenna at the lid") \
    PARAM(keyless, ok, "flag", 0.0, 1.0, 1.0, 0.0, "keyless unit works") \
    PARAM(keyless, antenna_ok, "flag", 0.0, 1.0, 1.0, 0.0, "antenna at the rear works") \
    PARAM(phone, present, "flag", 0.0, 1.0, 0.0, 0.0, "the car can be opened from a phone") \
    PARAM(phone, service_ok, "flag", 0.0, 1.0, 1.0, 0.0, "subscription and network work") \
    /* controller and its rules, physics.md 1.2, security-safety.md 6 */ \
    PARAM(bcm, ok, "flag", 0.0, 1.0, 1.0, 0.0, "body controller runs") \
    PARAM(bcm, start_V, "real", 5.0, 12.0, 9.0, 0.02, "does not begin a release below") \
    PARAM(bcm, reset_V, "real", 4.0, 8.0, 6.0, 0.02, "resets below") \
    PARAM(bcm, shed_V, "real", 0.0, 12.4, 0.0, 0.01, "sheds comfort requests (buttons) below; 0 never") \
    PARAM(bcm, pulse_ms, "real", 50.0, 1000.0, 500.0, 0.0, "longest drive pulse") \
    PARAM(bcm, forgets_unlocked, "flag", 0.0, 1.0, 0.0, 0.0, "after a power loss it wants an unlock command first") \
    PARAM(bcm, forgot, "flag", 0.0, 1.0, 0.0, 0.0, "it has just lost power and forgotten") \
    PARAM(bcm, hold_ms, "real", 0.0, 3000.0, 0.0, 0.0, "fob lid button must be held this long") \
    PARAM(bcm, double_press, "flag", 0.0, 1.0, 0.0, 0.0, "fob lid button must be pressed twice") \
    PARAM(bcm, fob_needs_unlocked, "flag", 0.0, 1.0, 0.0, 0.0, "fob lid button acts only on an unlocked car") \
    PARAM(bcm, lid_needs_unlocked, "flag", 0.0, 1.0, 1.0, 0.0, "lid button acts only on an unlocked car or with the key near") \
    PARAM(bcm, lid_needs_key, "flag", 0.0, 1.0, 0.0, 0.0, "lid button always wants the key near") \
    PARAM(bcm, cabin_needs_unlocked, "flag", 0.0, 1.0, 1.0, 0.0, "cabin button acts only on an unlocked car") \
    PARAM(bcm, cabin_needs_key, "flag", 0.0, 1.0, 0.0, 0.0, "cabin button wants a valid key in the car") \
    PARAM(bcm, needs_park, "flag", 0.0, 1.0, 0.0, 0.0, "acts only in Park (or ignition off)") \
    PARAM(bcm, speed_max_kmh, "real", 0.0, 10.0, 5.0, 0.0, "no release at or above") \
    PARAM(bcm, relocks_s, "real", 0.0, 600.0, 0.0, 0.0, "locks itself again after an unlock; 0 never") \
    PARAM(bcm, tries_per_min, "real", 1.0, 20.0, 3.0, 0.0, "releases in 60 s before it pauses") \
    PARAM(bcm, separate_module, "flag", 0.0, 1.0, 0.0, 0.0, "a module at the lid drives the latch, over the bus") \
    PARAM(bcm, driver, "output-stage|relay", 0.0, 1.0, 0.0, 0.0, "how the latch is switched; a relay clicks in the cabin") \
    PARAM(bcm, paused, "flag", 0.0, 1.0, 0.0, 0.0, "too many tries: it pauses") \
    PARAM(bcm, wet_noise, "flag", 0.0, 1.0, 0.0, 0.0, "water in it: outputs die at random") \
    PARAM(lid_module, ok, "flag", 0.0, 1.0, 1.0, 0.0, "module at the lid runs") \
    PARAM(lid_module, programmed, "flag", 0.0, 1.0, 1.0, 0.0, "module at the lid knows the car") \
    PARAM(bus, present, "flag", 0.0, 1.0, 0.0, 0.0, "keys and buttons, or the module at the lid, hang on a data bus") \
    PARAM(bus, ok, "flag", 0.0, 1.0, 1.0, 0.0, "messages get through") \
    PARAM(valet, present, "flag", 0.0, 1.0, 1.0, 0.0, "the trunk can be locked out (glove box, cylinder, menu)") \
    PARAM(valet, on, "flag", 0.0, 1.0, 0.0, 0.0, "it is") \
    PARAM(menu, present, "flag", 0.0, 1.0, 0.0, 0.0, "a menu can switch the lid button off") \
    PARAM(menu, blocked, "flag", 0.0, 1.0, 0.0, 0.0, "it has") \
    PARAM(locking, locked, "flag", 0.0, 1.0, 0.0, 0.0, "the car is locked") \
    PARAM(locking, deadlock, "flag", 0.0, 1.0, 0.0, 0.0, "the car has deadlocks") \
    PARAM(locking, deadlocked, "flag", 0.0, 1.0, 0.0, 0.0, "deadlocks are thrown") \
    PARAM(locking, alarm, "flag", 0.0, 1.0, 1.0, 0.0, "the car has an alarm") \
    PARAM(locking, armed, "flag", 0.0, 1.0, 0.0, 0.0, "the alarm is armed") \
    PARAM(locking, alarm_on_blade, "flag", 0.0, 1.0, 1.0, 0.0, "opening by blade sets the armed alarm off") \
    PARAM(gear, in_park, "flag", 0.0, 1.0, 1.0, 0.0, "the lever is in Park") \
    PARAM(gear, park_read, "flag", 0.0, 1.0, 1.0, 0.0, "the controller sees Park") \
    PARAM(gear, ignition, "flag", 0.0, 1.0, 0.0, 0.0, "ignition is on") \
    PARAM(gear, speed_known, "flag", 0.0, 1.0, 1.0, 0.0, "a fresh speed arrives while the ignition is on") \
    PARAM(gesture, right, "flag", 0.0, 1.0, 1.0, 0.0, "the person presses as this car wants it") \
    PARAM(retrofit, ok, "flag", 0.0, 1.0, 1.0, 0.0, "an added alarm or popper does not disturb the release") \
    PARAM(trailer, plugged, "flag", 0.0, 1.0, 0.0, 0.0, "trailer or carrier plug is seated; power gate off") \
    /* latch drive, physics.md 2.1 */ \
    PARAM(actuator, type, "none|motor|solenoid", 0.0, 2.0, 1.0, 0.0, "what moves the pawl; none: by cable only") \
    PARAM(actuator, winding_Ohm, "real", 0.5, 1e9, 1.4, 0.08, "at 20 C") \
    PARAM(actuator, inductance_mH, "real", 0.05, 20.0, 0.5, 0.10, "winding") \
    PARAM(actuator, constant_mNm_A, "real", 1.0, 20.0, 6.5, 0.05, "torque constant, back-emf constant") \
    PARAM(actuator, inertia_kgm2, "real", 1e-8, 1e-5, 4e-7, 0.10, "rotor") \
    PARAM(actuator, friction_mNm, "real", 0.1, 20.0, 1.5, 0.15, "dry friction") \
    PARAM(actuator, viscous_uNms, "real", 0.1, 50.0, 1.5, 0.20, "grease at 20 C; grows tenfold per 40 K of cold") \
    PARAM(actuator, gear_ratio, "real", 10.0, 400.0, 100.0, 0.0, "motor to cam") \
    PARAM(actuator, gear_efficiency, "real", 0.05, 0.95, 0.35, 0.08, "worm") \
    PARAM(actuator, cam_mm, "real", 2.0, 30.0, 12.0, 0.0, "radius") \
    PARAM(actuator, stroke_mm, "real", 3.0, 20.0, 9.0, 0.0, "full stroke at the pawl") \
    PARAM(actuator, gear_engaged, "flag", 0.0, 1.0, 1.0, 0.0, "teeth are whole; else the motor hums alone") \
    PARAM(actuator, solenoid_N, "real", 10.0, 300.0, 90.0, 0.10, "pull at 12.5 V, 6 mm") \
    PARAM(cable, present, "flag", 0.0, 1.0, 0.0, 0.0, "a cable between lever, handle or drive and the latch") \
    PARAM(cable, length_m, "real", 0.2, 6.0, 3.5, 0.0, "sheath") \
    PARAM(cable, friction, "real", 0.02, 1.0, 0.12, 0.20, "capstan friction") \
    PARAM(cable, wrap_deg, "real", 0.0, 720.0, 270.0, 0.05, "sum of bends") \
    PARAM(cable, play_mm, "real", 0.0, 40.0, 4.0, 0.25, "lost before it pulls; negative preload is too tight") \
    PARAM(cable, attached, "flag", 0.0, 1.0, 1.0, 0.0, "whole and on the lever") \
    PARAM(cable, preload_mm, "real", 0.0, 10.0, 0.0, 0.0, "mis-set too tight: holds the pawl half lifted") \
    PARAM(rod, ok, "flag", 0.0, 1.0, 1.0, 0.0, "joins cylinder and latch") \
    PARAM(cylinder, present, "flag", 0.0, 1.0, 0.0, 0.0, "a keyhole in the lid, open or hidden") \
    PARAM(cylinder, hidden, "flag", 0.0, 1.0, 0.0, 0.0, "behind a badge, flap or lamp strip") \
    PARAM(cylinder, torque_Nm, "real", 0.05, 50.0, 0.4, 0.20, "to turn it; a blade gives about 2") \
    PARAM(cylinder, stripped, "flag", 0.0, 1.0, 0.0, 0.0, "turns free") \
    /* latch, seal, lid, physics.md 2.2 to 2.7 */ \
    PARAM(latch, seal_N, "real", 50.0, 3000.0, 300.0, 0.12, "force of the seal on the closed latch") \
    PARAM(latch, friction, "real", 0.03, 1.0, 0.15, 0.12, "pawl on claw") \
    PARAM(latch, spring_N, "real", 1.0, 40.0, 6.0, 0.10, "pawl spring") \
    PARAM(latch, seize_N, "real", 0.0, 2000.0, 0.0, 0.0, "rust or dirt") \
    PARAM(latch, ice_N, "real", 0.0, 2000.0, 0.0, 0.0, "ice in the latch; below 0 C only") \
    PARAM(latch, grease_factor, "real", 1.0, 80.0, 1.0, 0.0, "old grease in the cold, on the drag") \
    PARAM(latch, pawl_ok, "flag", 0.0, 1.0, 1.0, 0.0, "the lever takes the pawl along") \
    PARAM(latch, bind_N, "real", 0.0, 2000.0, 0.0, 0.0, "striker binds; vanishes when the lid is pressed or rocked") \
    PARAM(latch, relatches, "flag", 0.0, 1.0, 1.0, 0.0, "locks again when shut") \
    PARAM(latch, lift_mm, "real", 1.0, 8.0, 2.5, 0.05, "pawl travel that frees the claw") \
    PARAM(seal, stick_N, "real", 0.0, 3000.0, 20.0, 0.20, "holds the lid after the latch is free") \
    PARAM(seal, ice_N, "real", 0.0, 10000.0, 0.0, 0.0, "the same by ice; below 0 C only") \
    PARAM(load, press_N, "real", 0.0, 2000.0, 0.0, 0.0, "cargo pushing the lid up from inside") \
    PARAM(load, jams, "flag", 0.0, 1.0, 0.0, 0.0, "strap, coat or trim in the latch") \
    PARAM(lid, mass_kg, "real", 5.0, 80.0, 18.0, 0.05, "lid or gate with glass") \
    PARAM(lid, arm_m, "real", 0.3, 1.5, 0.55, 0.0, "hinge to centre of mass") \
    PARAM(lid, pop_N, "real", 0.0, 600.0, 90.0, 0.15, "springs and struts at the closed edge, net of weight") \
    PARAM(lid, rise_Nm, "real", -400.0, 400.0, 10.0, 0.0, "net moment half way up; negative falls back") \
    PARAM(lid, extra_kg, "real", 0.0, 80.0, 0.0, 0.0, "snow, carrier, roof box in the way") \
    PARAM(lid, kind, "trunk-lid|tailgate", 0.0, 1.0, 0.0, 0.0, "a gate swings up with the rear window") \
    PARAM(power_gate, present, "flag", 0.0, 1.0, 0.0, 0.0, "driven gate") \
    PARAM(power_gate, enabled, "flag", 0.0, 1.0, 1.0, 0.0, "main switch on, not in manual mode") \
    PARAM(power_gate, ok, "flag", 0.0, 1.0, 1.0, 0.0, "spindles work") \
    PARAM(power_gate, start_V, "real", 8.0, 12.5, 11.0, 0.01, "starts only above") \
    PARAM(soft_close, present, "flag", 0.0, 1.0, 0.0, 0.0, "cinch drive") \
    PARAM(soft_close, stuck, "flag", 0.0, 1.0, 0.0, 0.0, "stopped half way: the release lever cannot travel") \
    PARAM(glass, opens, "flag", 0.0, 1.0, 0.0, 0.0, "rear window opens by itself") \
    PARAM(glass, ok, "flag", 0.0, 1.0, 1.0, 0.0, "its release works and the wiper is parked") \
    PARAM(roof, folds, "flag", 0.0, 1.0, 0.0, 0.0, "folding roof stows in the trunk") \
    PARAM(roof, settled, "flag", 0.0, 1.0, 1.0, 0.0, "roof and divider are where the lid wants them") \
    /* ways in from the cabin */ \
    PARAM(handle, kind, "none|cable|electric", 0.0, 2.0, 0.0, 0.0, "inside emergency release") \
    PARAM(handle, ok, "flag", 0.0, 1.0, 1.0, 0.0, "handle and its cable are whole") \
    PARAM(handle, there, "flag", 0.0, 1.0, 1.0, 0.0, "the handle is there and in reach") \
    PARAM(lever, present, "flag", 0.0, 1.0, 0.0, 0.0, "lever behind a cover in the gate or under the load floor") \
    PARAM(cord, present, "flag", 0.0, 1.0, 0.0, 0.0, "pull cord under the rear cushion or side trim") \
    PARAM(seat, kind, "fixed|folds|ski-hatch|cabin-open", 0.0, 3.0, 1.0, 0.0, "cabin to trunk; cabin-open: hatch or wagon") \
    PARAM(seat, release, "cabin|trunk", 0.0, 1.0, 0.0, 0.0, "where the seat back's release is") \
    PARAM(seat, blocked, "flag", 0.0, 1.0, 0.0, 0.0, "belt, load, child seat") \
    PARAM(seat, key_locked, "flag", 0.0, 1.0, 0.0, 0.0, "seat back locked by key") \
    PARAM(doors, blade, "flag", 0.0, 1.0, 1.0, 0.0, "the key's blade opens the driver's door") \
    PARAM(doors, electric, "flag", 0.0, 1.0, 0.0, 0.0, "doors have electric latches only") \
    PARAM(doors, cylinder_ok, "flag", 0.0, 1.0, 1.0, 0.0, "the driver's door cylinder turns") \
    PARAM(slot, present, "flag", 0.0, 1.0, 0.0, 0.0, "an outside slot that trips the latch; claimed, not confirmed") \
    PARAM(hv, present, "flag", 0.0, 1.0, 0.0, 0.0, "electric or hybrid") \
    PARAM(hv, hood_wires, "flag", 0.0, 1.0, 0.0, 0.0, "two wires behind the tow eye release the hood only") \
    /* Below: parts added later. Each parameter takes one draw, in this order; so drawn cars stay as they were. */ \
    /* heat of the latch drive, physics.md 2.1: 12 g of copper, 18 K/s, trips in 3 to 8 s, rests 30 to 60 s */ \
    PARAM(winding, heat_J_K, "real", 0.5, 100.0, 4.6, 0.10, "latch drive: heat capacity of its winding") \
    PARAM(winding, loss_K_W, "real", 1.0, 100.0, 25.0, 0.15, "its winding to the air around the latch") \
    PARAM(winding, trip_degC, "real", 60.0, 220.0, 120.0, 0.03, "the cut-out in it opens") \
    PARAM(winding, reset_degC, "real", 20.0, 200.0, 80.0, 0.03, "and closes again") \
    /* heat of the gate's drive, physics.md 2.4; winding and losses are estimates */ \
    PARAM(gate_drive, run_A, "real", 2.0, 15.0, 7.0, 0.15, "drive of the power gate, lifting") \
    PARAM(gate_drive, stall_A, "real", 10.0, 40.0, 25.0, 0.10, "against what holds the gate") \
    PARAM(gate_drive, winding_mOhm, "real", 100.0, 2000.0, 350.0, 0.10, "at 20 C") \
    PARAM(gate_drive, heat_J_K, "real", 2.0, 200.0, 15.0, 0.10, "heat capacity of its winding") \
    PARAM(gate_drive, loss_K_W, "real", 0.5, 50.0, 8.0, 0.15, "its winding to the air") \
    /* return stroke, physics.md 2.3 */ \
    PARAM(return_stroke, driven, "flag", 0.0, 1.0, 0.0, 0.0, "the latch motor has no spring: its stage reverses it after a release") \
    /* bounce, physics.md 1.5 */ \
    PARAM(bounce, lid_button_ms, "real", 0.0, 30.0, 1.6, 0.30, "how long this contact jumps, in the mean") \
    PARAM(bounce, cabin_button_ms, "real", 0.0, 30.0, 1.6, 0.30, "how long this contact jumps, in the mean") \
    PARAM(bounce, handle_ms, "real", 0.0, 30.0, 1.6, 0.30, "an electric handle: how long its contact jumps, in the mean") \
    PARAM(bounce, lid_open_ms, "real", 0.0, 30.0, 1.6, 0.30, "lid-open switch: how long its contact jumps, in the mean") \
    /* what the trade adds, field-review.md 2.1 */ \
    PARAM(rules, stuck_blocks_others, "flag", 0.0, 1.0, 0.0, 0.0, "a button held for ever blocks every other request") \
    PARAM(rules, fob_needs_ignition_off, "flag", 0.0, 1.0, 0.0, 0.0, "fob lid button is dead while the ignition is on") \
    PARAM(blade, fits_lid, "flag", 0.0, 1.0, 1.0, 0.0, "the blade in the hand is the lid's; a valet key is not") \
    PARAM(seat_release, electric, "flag", 0.0, 1.0, 0.0, 0.0, "the seat back is released by a switch and needs voltage") \
    /* a key shut in, field-review.md 1.25 */ \
    PARAM(shut_in_key, counts, "flag", 0.0, 1.0, 0.0, 0.0, "a key that the car finds in its shut trunk is as good as one in the pocket") \
    /* hands free, physics.md 3.4 */ \
    PARAM(foot_sensor, present, "flag", 0.0, 1.0, 0.0, 0.0, "a foot swept below the rear bumper asks for the lid, with the key near; off while a trailer is plugged in") \
    PARAM(foot_sensor, ok, "flag", 0.0, 1.0, 1.0, 0.0, "the sensor sees a foot")
// clang-format on

#define VEHICLE_PARAM_ID(part, key, kind, low, high, as_built, scatter, meaning) vehicle_##part##_##key,
/// Index of a parameter in every parameter array, ORDER VEHICLE_PARAMS.
typedef enum { VEHICLE_PARAMS(VEHICLE_PARAM_ID) vehicle_param_count } vehicle_param_t;
