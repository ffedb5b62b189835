/// What a stroke does to the run it belongs to. An act is called once as the stroke begins or in every step
/// while it lasts, as the table in people.c has it: it lays itself onto the pins, the plant's inputs or the
/// settings and takes the stroke's `value` in the unit of its stimulus. Shared by the files of strokes;
/// nobody else includes this.
#pragma once
#include "car/inside.h"

// radio.c
/// Nobody holds the key anywhere; before the strokes of a step, which say where it is.
void car_key_leave(car_run_t* run);
/// Whoever has used the key in this run has it in the pocket at the lid.
void car_key_bring(car_run_t* run);
/// Answers the unit's search for a key once it has lasted as long as an answer takes.
void car_answer_search(car_run_t* run, uint32_t dt_ms);
void stroke_fob_near(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_fob_warm(car_run_t* run, const vehicle_stroke_t* stroke);
/// The lid's button, as this person presses it; any button of the key in use; any of the second key.
void stroke_fob_lid(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_fob(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_fob2(car_run_t* run, const vehicle_stroke_t* stroke);
/// Frames of either key while its button is down.
void stroke_keep_sending(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_ignition(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_phone(car_run_t* run, const vehicle_stroke_t* stroke);

// buttons.c
void stroke_cabin_button(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_lid_button(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_foot(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_handle(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_glass(car_run_t* run, const vehicle_stroke_t* stroke);

// levers.c
/// At whatever leads to the latch by this stimulus; from inside, with a push at the lid once it is free.
void stroke_pull(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_pull_inside(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_force(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_rock(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_feed_post(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_feed_battery(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_key_door(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_door_pull(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_seat_fold(car_run_t* run, const vehicle_stroke_t* stroke);

// remedies.c
/// Whatever setting this stimulus is about.
void stroke_set(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_clear(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_thaw(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_lubricate(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_fuse_new(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_charge(car_run_t* run, const vehicle_stroke_t* stroke);
void stroke_cell_new(car_run_t* run, const vehicle_stroke_t* stroke);
