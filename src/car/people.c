// Strokes to hands: what each thing that a person does puts on pins, plant and settings. One row for each
// stimulus.
#include <string.h>

#include "car/strokes.h"

typedef void (*act_t)(car_run_t* run, const vehicle_stroke_t* stroke);

typedef struct {
    act_t begin; // once
    act_t hold;  // in every step while it lasts
} stimulus_t;

static const stimulus_t stimuli[vehicle_stimulus_count] = {
    [vehicle_stimulus_fob_lid] = {stroke_fob_lid, stroke_keep_sending},
    [vehicle_stimulus_fob_unlock] = {stroke_fob, stroke_keep_sending},
    [vehicle_stimulus_fob_lock] = {stroke_fob, stroke_keep_sending},
    [vehicle_stimulus_fob_near] = {NULL, stroke_fob_near},
    [vehicle_stimulus_fob_warm] = {NULL, stroke_fob_warm},
    [vehicle_stimulus_fob2_lid] = {stroke_fob2, stroke_keep_sending},
    [vehicle_stimulus_fob2_unlock] = {stroke_fob2, stroke_keep_sending},
    [vehicle_stimulus_cabin_button] = {NULL, stroke_cabin_button},
    [vehicle_stimulus_lid_button] = {NULL, stroke_lid_button},
    [vehicle_stimulus_phone_lid] = {stroke_phone, NULL},
    [vehicle_stimulus_phone_unlock] = {stroke_phone, NULL},
    [vehicle_stimulus_key_lid] = {NULL, stroke_pull},
    [vehicle_stimulus_key_door] = {stroke_key_door, NULL},
    [vehicle_stimulus_handle] = {NULL, stroke_handle},
    [vehicle_stimulus_lever] = {NULL, stroke_pull_inside},
    [vehicle_stimulus_cord] = {NULL, stroke_pull},
    [vehicle_stimulus_pawl_tool] = {NULL, stroke_pull_inside},
    [vehicle_stimulus_slot_tool] = {NULL, stroke_pull},
    [vehicle_stimulus_glass_button] = {stroke_glass, NULL},
    [vehicle_stimulus_lid_force] = {NULL, stroke_force},
    [vehicle_stimulus_lid_rock] = {NULL, stroke_rock},
    [vehicle_stimulus_feed_post] = {NULL, stroke_feed_post},
    [vehicle_stimulus_feed_battery] = {NULL, stroke_feed_battery},
    [vehicle_stimulus_ignition] = {stroke_ignition, NULL},
    [vehicle_stimulus_park] = {stroke_set, NULL},
    [vehicle_stimulus_valet_off] = {stroke_set, NULL},
    [vehicle_stimulus_menu_allow] = {stroke_set, NULL},
    [vehicle_stimulus_unplug_trailer] = {stroke_set, NULL},
    [vehicle_stimulus_gate_switch_on] = {stroke_set, NULL},
    [vehicle_stimulus_roof_settle] = {stroke_set, NULL},
    [vehicle_stimulus_clear_lid] = {stroke_clear, NULL},
    [vehicle_stimulus_thaw] = {stroke_thaw, NULL},
    [vehicle_stimulus_lubricate] = {stroke_lubricate, NULL},
    [vehicle_stimulus_fuse_new] = {stroke_fuse_new, NULL},
    [vehicle_stimulus_charge] = {stroke_charge, NULL},
    [vehicle_stimulus_fob_cell_new] = {stroke_cell_new, NULL},
    [vehicle_stimulus_wait_s] = {NULL, NULL}, // by car_run
    [vehicle_stimulus_door_pull] = {stroke_door_pull, NULL},
    [vehicle_stimulus_seat_fold] = {stroke_seat_fold, NULL},
    [vehicle_stimulus_soak] = {stroke_set, NULL},
    [vehicle_stimulus_foot] = {stroke_foot, NULL},
};

static void act(car_run_t* const run, const int k)
{
    const vehicle_stroke_t* const stroke = &run->strokes[k];
    const uint32_t now_ms = run->state->now_ms;
    if ((now_ms < stroke->start_ms) || (stroke->stimulus >= vehicle_stimulus_count)) {
        return;
    }
    const stimulus_t* const stimulus = &stimuli[stroke->stimulus];
    const uint32_t bit = 1U << (uint32_t)k;
    if (((run->started & bit) == 0U) && (stimulus->begin != NULL)) {
        stimulus->begin(run, stroke);
    }
    run->started |= bit;
    if ((stimulus->hold != NULL) && (now_ms < car_stroke_end_ms(run->model, stroke))) {
        stimulus->hold(run, stroke);
    }
}

static bool is_surrounding(const vehicle_stroke_t* const stroke)
{
    return (stroke->stimulus == vehicle_stimulus_fob_near) || (stroke->stimulus == vehicle_stimulus_fob_warm);
}

void car_hands(car_run_t* const run, const uint32_t dt_ms)
{
    car_pins(run->model, run->state, &run->pins);
    run->pins.door = run->pins.door || ((run->state->settings.door_open != 0U) &&
                                        ((run->state->settings.door_unlocked == 0U) ||
                                         car_is_on(run->model->value, vehicle_locking_alarm_on_blade)));
    memset(run->plant.effort, 0, sizeof run->plant.effort);
    run->plant.hand = (plant_hand_t){0.0, 0.0};
    run->plant.feed_battery_V = 0.0;
    run->plant.feed_post_V = 0.0;
    car_key_leave(run);
    // Where the key is comes first, whatever the order of the strokes.
    for (int pass = 0; pass < 2; ++pass) {
        for (int k = 0; k < run->count; ++k) {
            if (is_surrounding(&run->strokes[k]) == (pass == 0)) {
                act(run, k);
            }
        }
    }
    car_answer_search(run, dt_ms);
}
