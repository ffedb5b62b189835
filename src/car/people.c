// Strokes to hands: what each thing that a person does puts on pins, plant and settings. One row for each
// stimulus.
#include <string.h>

#include "car/inside.h"
#include "vehicle/real.h"

#define STRANGE 1000U // added to the id of a key that the car has forgotten

static const double key_away_m = 3.0;
static const double key_in_pocket_m = 0.7; // at the lid, of someone who has used it in this run
static const double hand_pull_N = 120.0;   // on a lever or handle with a cable
static const double push_N = 100.0;        // with flat hands from inside
static const uint32_t frame_gap_ms = 50;
static const uint32_t search_answer_ms = 40;
static const uint32_t deliberate_ms = 1000; // a press this long is done as asked, whatever the habit
static const uint32_t reaction_ms = 300;
static const double alive_V = 2.0;

typedef void (*act_t)(car_run_t* run, const vehicle_stroke_t* stroke);

double car_chance(base_random_t* const random)
{
    return (double)(base_random_next(random) >> 11) * (1.0 / 9007199254740992.0);
}

void car_draw_luck(car_run_t* const run)
{
    const double* const value = run->model->value;
    run->luck_rest = car_chance(&run->random);
    run->luck_moved = car_chance(&run->random);
    const double wet = car_chance(&run->random);
    const double popper = car_chance(&run->random);
    const bool noisy = value[vehicle_bcm_wet_noise] > 0.5;
    run->output_dead = noisy && (wet >= 0.35) && (wet < 0.8);
    run->unit_dead = (noisy && (wet >= 0.8)) || (value[vehicle_bcm_ok] < 0.5);
    run->retrofit_open = (value[vehicle_retrofit_ok] < 0.5) && (popper >= 0.3);
}

// --- the radio key

static bool is_on(const car_run_t* const run, const vehicle_param_t param)
{
    return run->model->value[param] > 0.5;
}

static bool key_in_hand(const car_run_t* const run)
{
    return !is_on(run, vehicle_fob_in_trunk);
}

static double cell_V(const car_run_t* const run, const double used_mAh)
{
    return plant_fob_cell_V(used_mAh, run->model->weather.celsius + run->key_warm_K);
}

// Does the key, held so, work at all?
static bool key_is_alive(const car_run_t* const run)
{
    const car_settings_t* const settings = &run->state->settings;
    return (settings->fob_contacts_ok != 0U) && (cell_V(run, settings->fob_used_mAh) >= alive_V);
}

// Does the car's receiver hear a key with this cell from so far, with so much lost on the way?
static bool reaches(const car_run_t* const run, const double used_mAh, const double from_m,
                    const double lost_dB)
{
    const double* const value = run->model->value;
    const double range_m = plant_fob_range_m(
        value[vehicle_fob_tx_dBm], cell_V(run, used_mAh), value[vehicle_fob_frequency_MHz],
        value[vehicle_receiver_sensitivity_dBm], value[vehicle_receiver_noise_dB] + lost_dB);
    return (run->state->settings.receiver_asleep == 0U) && (from_m <= range_m);
}

// Does the press arrive at the controller?
static bool is_heard(car_run_t* const run, const double used_mAh, const double extra_dB)
{
    const double fading_dB = 12.0 * car_chance(&run->random) - 6.0;
    return run->model->bus_ok && reaches(run, used_mAh, run->key_m, extra_dB + fading_dB);
}

static void press_key(car_run_t* const run, const key_command_t command)
{
    const bool contact = (command != key_command_lid) ||
                         (car_chance(&run->random) < run->model->value[vehicle_fob_lid_button_ok]);
    const double used_mAh = run->state->settings.fob_used_mAh;
    const bool heard = is_heard(run, used_mAh, run->model->value[vehicle_fob_shielded_dB]);
    run->sends = command;
    run->sender_id = is_on(run, vehicle_fob_paired) ? CAR_KEY_OWN : CAR_KEY_OWN + STRANGE;
    run->press_reaches = is_on(run, vehicle_fob_present) && key_in_hand(run) &&
                         (run->state->settings.fob_contacts_ok != 0U) && contact && heard;
    run->frame_due_ms = run->state->now_ms;
    run->state->presses += 1U;
}

static void press_second_key(car_run_t* const run, const key_command_t command)
{
    run->sends = command;
    run->sender_id = is_on(run, vehicle_fob2_paired) ? CAR_KEY_SECOND : CAR_KEY_SECOND + STRANGE;
    run->press_reaches =
        is_on(run, vehicle_fob_present) && is_heard(run, run->model->value[vehicle_fob2_used_mAh], 0.0);
    run->frame_due_ms = run->state->now_ms;
    run->state->presses += 1U;
}

// The car wants a long or a double press; the person knows it (gesture right) or asks for it in so many
// words.
static bool pressed_as_wanted(const car_model_t* const model, const vehicle_stroke_t* const stroke)
{
    return (model->value[vehicle_gesture_right] > 0.5) || (stroke->length_ms >= deliberate_ms) ||
           (stroke->value > 1.5);
}

static bool is_lid_press(const vehicle_stroke_t* const stroke)
{
    return (stroke->stimulus == vehicle_stimulus_fob_lid) || (stroke->stimulus == vehicle_stimulus_fob2_lid);
}

static bool is_double(const car_model_t* const model, const vehicle_stroke_t* const stroke)
{
    const bool knows =
        (model->value[vehicle_gesture_right] > 0.5) && (model->value[vehicle_bcm_double_press] > 0.5);
    return is_lid_press(stroke) && ((stroke->value > 1.5) || knows);
}

uint32_t car_stroke_end_ms(const car_model_t* const model, const vehicle_stroke_t* const stroke)
{
    uint32_t length_ms = stroke->length_ms;
    const bool knows = model->value[vehicle_gesture_right] > 0.5;
    if (is_lid_press(stroke) && knows) {
        const uint32_t wanted_ms = (uint32_t)model->value[vehicle_bcm_hold_ms] + 300U;
        length_ms = (length_ms < wanted_ms) ? wanted_ms : length_ms;
    }
    if (is_double(model, stroke) && (length_ms < 1000U)) {
        length_ms = 1000U;
    }
    return stroke->start_ms + length_ms;
}

static void send_frame(car_run_t* const run)
{
    run->pins.frame_received = true;
    run->pins.frame.key_id = run->sender_id;
    run->pins.frame.counter = run->state->presses;
    run->pins.frame.command = run->sends;
}

// Of a double press the middle is silent, longer than frames of one press may be apart.
static bool between_two(const car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    if (!is_double(run->model, stroke)) {
        return false;
    }
    const uint32_t length_ms = car_stroke_end_ms(run->model, stroke) - stroke->start_ms;
    const uint32_t at_ms = run->state->now_ms - stroke->start_ms;
    return (at_ms > length_ms / 2U - 175U) && (at_ms < length_ms / 2U + 175U);
}

static void keep_sending(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    if (!run->press_reaches || (run->state->now_ms < run->frame_due_ms)) {
        return;
    }
    if (between_two(run, stroke)) {
        run->state->presses += (run->sender_id != 0U) ? 1U : 0U;
        run->frame_due_ms =
            stroke->start_ms + (car_stroke_end_ms(run->model, stroke) - stroke->start_ms) / 2U + 175U;
        return;
    }
    send_frame(run);
    run->frame_due_ms += frame_gap_ms;
}

static void begin_fob_lid(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    press_key(run, key_command_lid);
    // Where a plain press would do, the wrong way is another button or none at all.
    const double* const value = run->model->value;
    const bool plain = (value[vehicle_bcm_hold_ms] < 1.0) && (value[vehicle_bcm_double_press] < 0.5);
    if (plain && !pressed_as_wanted(run->model, stroke)) {
        run->press_reaches = false;
    }
}

static void begin_fob_unlock(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    press_key(run, key_command_unlock);
}

static void begin_fob_lock(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    press_key(run, key_command_lock);
}

static void begin_fob2_lid(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    press_second_key(run, key_command_lid);
}

static void begin_fob2_unlock(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    press_second_key(run, key_command_unlock);
}

static void hold_fob_near(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->key_m = stroke->value;
}

static void hold_fob_warm(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->key_warm_K = stroke->value;
}

// --- phone

static void say_by_phone(car_run_t* const run, const key_command_t command)
{
    if (is_on(run, vehicle_phone_present) && is_on(run, vehicle_phone_service_ok)) {
        run->pins.phone = command;
    }
}

static void begin_phone_lid(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    say_by_phone(run, key_command_lid);
}

static void begin_phone_unlock(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    say_by_phone(run, key_command_unlock);
}

// --- buttons

static uint16_t counts_of(const double share)
{
    return (uint16_t)real_clamp(share * (double)NODE_COUNT_MAX, 0.0, (double)NODE_COUNT_MAX);
}

static bool buttons_are_read(const car_model_t* const model, const car_state_t* const state)
{
    return model->bus_ok && plant_fuse_conducts(&model->plant.fuse_button, &state->plant.fuse_button);
}

static uint16_t lid_button_counts(const car_model_t* const model, const car_state_t* const state,
                                  const bool pressed)
{
    const bool electric = model->value[vehicle_lid_switch_present] > 0.5;
    const bool read = electric && buttons_are_read(model, state) && model->module_ok;
    const bool soaked = state->settings.lid_button_soaked != 0U;
    const plant_switch_model_t button =
        soaked ? plant_switch_soaked(&model->plant.lid_switch) : model->plant.lid_switch;
    return read ? counts_of(plant_switch_share(&button, pressed)) : (uint16_t)NODE_COUNT_MAX;
}

static bool locked_out(const car_run_t* const run)
{
    return run->state->settings.valet_on != 0U;
}

static void hold_cabin_button(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    if (!is_on(run, vehicle_cabin_button_present)) {
        return;
    }
    if (run->model->cable_only) {
        run->plant.effort[plant_way_cable] = locked_out(run) ? 0.0 : hand_pull_N;
        return;
    }
    const bool cut_off = is_on(run, vehicle_cabin_button_hardwired_cutoff) && locked_out(run);
    if (!cut_off && buttons_are_read(run->model, run->state)) {
        run->pins.cabin_button_counts = counts_of(plant_switch_share(&run->model->plant.cabin_button, true));
    }
}

static bool lid_handle_pulls(const car_run_t* const run)
{
    const bool barred = is_on(run, vehicle_bcm_lid_needs_unlocked) && node_memory(&run->state->node)->locked;
    const bool cable = run->model->cable_only || (run->model->value[vehicle_lid_switch_kind] > 1.5);
    return cable && is_on(run, vehicle_lid_switch_moves) && !barred && !locked_out(run) &&
           (run->state->settings.menu_blocked == 0U);
}

static void hold_lid_button(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    if (!is_on(run, vehicle_lid_switch_present)) {
        return;
    }
    if (lid_handle_pulls(run)) {
        run->plant.effort[plant_way_cable] = hand_pull_N;
    }
    if ((run->key_m >= key_away_m) && (run->state->presses != run->presses_before)) {
        run->key_m = key_in_pocket_m;
    }
    run->pins.lid_button_counts = lid_button_counts(run->model, run->state, true);
    const plant_switch_model_t* const button = &run->model->plant.lid_switch;
    run->percept.button_open_V = button->pull_V * plant_switch_plug_share(button, false);
    run->percept.button_pressed_V = button->pull_V * plant_switch_plug_share(button, true);
}

static void hold_handle(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->percept.handle_electric = run->model->value[vehicle_handle_kind] > 1.5;
    if (!run->percept.handle_electric) {
        run->plant.effort[plant_way_handle] = stroke->value;
        return;
    }
    if (is_on(run, vehicle_handle_there) && is_on(run, vehicle_handle_ok)) {
        run->pins.handle_counts = 0;
    }
}

static void begin_glass(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    const bool unlocked = !node_memory(&run->state->node)->locked;
    const bool works = is_on(run, vehicle_glass_opens) && is_on(run, vehicle_glass_ok) && unlocked;
    run->percept.glass_opened = works && run->state->node.running && (run->state->plant.unit_V > 8.0);
}

// --- blades, levers, hands

static void hold_key_lid(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->plant.effort[plant_way_key] = stroke->value;
}

// Whoever works at the latch from inside pushes the lid out as soon as it is free.
static void push_out(car_run_t* const run)
{
    if (run->percept.freed && (run->plant.hand.force_N >= 0.0)) {
        run->plant.hand.force_N = push_N;
    }
}

static void hold_lever(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    push_out(run);
    run->plant.effort[plant_way_lever] = stroke->value;
}

static void hold_cord(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->plant.effort[plant_way_cord] = stroke->value;
}

static void hold_pawl(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    push_out(run);
    run->plant.effort[plant_way_pawl] = stroke->value;
}

static void hold_slot(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->plant.effort[plant_way_slot] = stroke->value;
}

// Whoever presses the lid down lets go on hearing it come free.
static void hold_force(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    const bool let_go =
        (stroke->value < 0.0) && run->percept.freed && (run->state->now_ms >= run->freed_ms + reaction_ms);
    run->plant.hand.force_N = let_go ? 0.0 : stroke->value;
}

static void hold_rock(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->plant.hand.rock_mm = stroke->value;
}

static void hold_post(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->plant.feed_post_V = stroke->value;
}

static void hold_battery(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->plant.feed_battery_V = stroke->value;
}

static void begin_key_door(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    const bool turns = is_on(run, vehicle_doors_blade) && is_on(run, vehicle_doors_cylinder_ok) &&
                       !is_on(run, vehicle_doors_electric) && (stroke->value > 0.3);
    if (turns) {
        run->state->settings.door_unlocked = 1U;
        run->state->settings.receiver_asleep = 0U;
    }
}

static void begin_door_pull(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    car_settings_t* const settings = &run->state->settings;
    const bool unlocked = !node_memory(&run->state->node)->locked || (settings->door_unlocked != 0U);
    const bool powered = !is_on(run, vehicle_doors_electric) || (run->state->plant.unit_V > 7.0);
    if (unlocked && powered) {
        settings->door_open = 1U;
        run->percept.door_opened = true;
        // The alarm watches a door that the blade has opened only where it minds the blade.
        const bool by_blade = (settings->door_unlocked != 0U) && node_memory(&run->state->node)->locked;
        run->pins.door = !by_blade || is_on(run, vehicle_locking_alarm_on_blade);
    }
}

static void begin_seat_fold(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->percept.seat_pulled = true;
}

static void begin_soak(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->state->settings.lid_button_soaked = 1U;
}

// --- settings and remedies

static void begin_ignition(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    // A key that the car does not feel switches nothing on; at the coil, as in a slot or lock, it needs no
    // cell.
    const bool felt = (run->key_m <= 0.1) || !is_on(run, vehicle_fob_present) ||
                      !is_on(run, vehicle_keyless_present) || key_is_alive(run);
    const bool on = (stroke->value > 0.5) && felt && key_in_hand(run);
    run->state->settings.ignition = on ? 1U : 0U;
    if (on) {
        // Switching on with a valid key disarms and unlocks, as a start does: the coil's reading is a frame
        // too.
        run->sends = key_command_unlock;
        run->sender_id = is_on(run, vehicle_fob_paired) ? CAR_KEY_OWN : CAR_KEY_OWN + STRANGE;
        run->state->presses += 1U;
        send_frame(run);
    }
}

static void begin_park(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->state->settings.in_park = 1U;
}

static void begin_valet_off(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->state->settings.valet_on = 0U;
}

static void begin_menu_allow(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->state->settings.menu_blocked = 0U;
}

static void begin_unplug(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->state->settings.trailer_plugged = 0U;
}

static void begin_gate_on(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->state->settings.gate_enabled = 1U;
}

static void begin_roof(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->state->settings.roof_settled = 1U;
}

static void begin_clear(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->state->plant.lid.cleared = 1.0;
}

static void begin_thaw(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    plant_thaw(&run->model->plant, &run->state->plant, stroke->value);
}

static void begin_lubricate(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    plant_lubricate(&run->model->plant, &run->state->plant);
}

static void begin_fuse_new(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    plant_renew_fuses(&run->model->plant, &run->state->plant);
}

static void begin_charge(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    plant_battery_charge(&run->model->plant.battery, &run->state->plant.battery);
}

// Whoever opens the key wipes its contacts; the value says whether a new cell goes in, too.
static void begin_cell_new(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->state->settings.fob_contacts_ok = 1U;
    if (stroke->value > 0.5) {
        run->state->settings.fob_used_mAh = 5.0;
    }
}

typedef struct {
    act_t begin; // once
    act_t hold;  // in every step while it lasts
} stimulus_t;

static const stimulus_t stimuli[vehicle_stimulus_count] = {
    [vehicle_stimulus_fob_lid] = {begin_fob_lid, keep_sending},
    [vehicle_stimulus_fob_unlock] = {begin_fob_unlock, keep_sending},
    [vehicle_stimulus_fob_lock] = {begin_fob_lock, keep_sending},
    [vehicle_stimulus_fob_near] = {NULL, hold_fob_near},
    [vehicle_stimulus_fob_warm] = {NULL, hold_fob_warm},
    [vehicle_stimulus_fob2_lid] = {begin_fob2_lid, keep_sending},
    [vehicle_stimulus_fob2_unlock] = {begin_fob2_unlock, keep_sending},
    [vehicle_stimulus_cabin_button] = {NULL, hold_cabin_button},
    [vehicle_stimulus_lid_button] = {NULL, hold_lid_button},
    [vehicle_stimulus_phone_lid] = {begin_phone_lid, NULL},
    [vehicle_stimulus_phone_unlock] = {begin_phone_unlock, NULL},
    [vehicle_stimulus_key_lid] = {NULL, hold_key_lid},
    [vehicle_stimulus_key_door] = {begin_key_door, NULL},
    [vehicle_stimulus_handle] = {NULL, hold_handle},
    [vehicle_stimulus_lever] = {NULL, hold_lever},
    [vehicle_stimulus_cord] = {NULL, hold_cord},
    [vehicle_stimulus_pawl_tool] = {NULL, hold_pawl},
    [vehicle_stimulus_slot_tool] = {NULL, hold_slot},
    [vehicle_stimulus_glass_button] = {begin_glass, NULL},
    [vehicle_stimulus_lid_force] = {NULL, hold_force},
    [vehicle_stimulus_lid_rock] = {NULL, hold_rock},
    [vehicle_stimulus_feed_post] = {NULL, hold_post},
    [vehicle_stimulus_feed_battery] = {NULL, hold_battery},
    [vehicle_stimulus_ignition] = {begin_ignition, NULL},
    [vehicle_stimulus_park] = {begin_park, NULL},
    [vehicle_stimulus_valet_off] = {begin_valet_off, NULL},
    [vehicle_stimulus_menu_allow] = {begin_menu_allow, NULL},
    [vehicle_stimulus_unplug_trailer] = {begin_unplug, NULL},
    [vehicle_stimulus_gate_switch_on] = {begin_gate_on, NULL},
    [vehicle_stimulus_roof_settle] = {begin_roof, NULL},
    [vehicle_stimulus_clear_lid] = {begin_clear, NULL},
    [vehicle_stimulus_thaw] = {begin_thaw, NULL},
    [vehicle_stimulus_lubricate] = {begin_lubricate, NULL},
    [vehicle_stimulus_fuse_new] = {begin_fuse_new, NULL},
    [vehicle_stimulus_charge] = {begin_charge, NULL},
    [vehicle_stimulus_fob_cell_new] = {begin_cell_new, NULL},
    [vehicle_stimulus_wait_s] = {NULL, NULL}, // by car_run
    [vehicle_stimulus_door_pull] = {begin_door_pull, NULL},
    [vehicle_stimulus_seat_fold] = {begin_seat_fold, NULL},
    [vehicle_stimulus_soak] = {begin_soak, NULL},
};

void car_pins(const car_model_t* const model, const car_state_t* const state, node_port_in_t* const pins)
{
    const car_settings_t* const settings = &state->settings;
    const node_wiring_t* const wiring = &model->node.wiring;
    memset(pins, 0, sizeof *pins);
    const double supply_mV = 1000.0 * real_clamp(state->plant.unit_V, 0.0, 30.0);
    const double drive_mA = 1000.0 * real_clamp(state->plant.drive_A, 0.0, 100.0);
    pins->supply_counts = node_counts_of_supply(wiring, (uint32_t)supply_mV);
    pins->current_counts = node_counts_of_current(wiring, (uint32_t)drive_mA);
    pins->lid_button_counts = lid_button_counts(model, state, false);
    pins->cabin_button_counts = NODE_COUNT_MAX;
    pins->handle_counts = NODE_COUNT_MAX;
    const bool ajar = plant_is_ajar(&model->plant, &state->plant) || !model->plant.loom.ajar_ok;
    pins->lid_switch_counts = ajar ? NODE_COUNT_MAX : 0;
    pins->search_range_mm = UINT16_MAX;
    const bool valet = (model->value[vehicle_valet_present] > 0.5) && (settings->valet_on != 0U);
    pins->valet = valet || ((model->value[vehicle_roof_folds] > 0.5) && (settings->roof_settled == 0U));
    pins->menu = settings->menu_blocked != 0U;
    pins->ignition = settings->ignition != 0U;
    if (pins->ignition) {
        pins->speed_received = model->value[vehicle_gear_speed_known] > 0.5;
        pins->gear_received = model->value[vehicle_gear_park_read] > 0.5;
        pins->gear = (settings->in_park != 0U) ? ecu_gear_park : ecu_gear_other;
    }
}

// A key at the coil answers over the coil, without cell and radio.
static bool key_answers(const car_run_t* const run, const double from_m)
{
    const double lost_dB = run->model->value[vehicle_fob_shielded_dB];
    const bool by_radio =
        key_is_alive(run) && reaches(run, run->state->settings.fob_used_mAh, from_m, lost_dB);
    return is_on(run, vehicle_fob_present) && (by_radio || (run->key_m <= 0.1));
}

// The car calls by low frequency, the key answers by radio; where it was found depends on which antenna it
// heard.
static ecu_zone_t zone_of_key(const car_run_t* const run)
{
    const double* const value = run->model->value;
    const double lost_dB = 0.75 * value[vehicle_fob_shielded_dB];
    const bool inside = is_on(run, vehicle_fob_in_trunk);
    const bool seated = run->state->node.ecu.searching == ecu_source_cabin;
    // Whoever presses the cabin button sits among the antennas, and a key in the trunk lies among them.
    if (!key_answers(run, (inside || seated) ? key_in_pocket_m : run->key_m)) {
        return ecu_zone_none;
    }
    if (inside) {
        return ecu_zone_trunk;
    }
    if (seated) {
        return (lost_dB < 20.0) ? ecu_zone_cabin : ecu_zone_none;
    }
    const bool called = is_on(run, vehicle_keyless_antenna_ok) &&
                        plant_lf_is_heard(value[vehicle_keyless_moment_Am2], run->key_m, lost_dB);
    return called ? ecu_zone_lid : ecu_zone_none;
}

static void answer_search(car_run_t* const run, const uint32_t dt_ms)
{
    run->search_ms = run->state->out.search ? run->search_ms + dt_ms : 0U;
    if ((run->search_ms < search_answer_ms) || !is_on(run, vehicle_keyless_ok)) {
        return;
    }
    run->pins.search_answered = true;
    run->pins.search_zone = zone_of_key(run);
    run->pins.search_key_id = is_on(run, vehicle_fob_paired) ? CAR_KEY_OWN : CAR_KEY_OWN + STRANGE;
    run->search_ms = 0;
}

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
    run->pins.door = run->pins.door ||
                     ((run->state->settings.door_open != 0U) && ((run->state->settings.door_unlocked == 0U) ||
                                                                 is_on(run, vehicle_locking_alarm_on_blade)));
    memset(run->plant.effort, 0, sizeof run->plant.effort);
    run->plant.hand = (plant_hand_t){0.0, 0.0};
    run->plant.feed_battery_V = 0.0;
    run->plant.feed_post_V = 0.0;
    run->key_m = key_away_m;
    run->key_warm_K = 0.0;
    // Where the key is comes first, whatever the order of the strokes.
    for (int pass = 0; pass < 2; ++pass) {
        for (int k = 0; k < run->count; ++k) {
            if (is_surrounding(&run->strokes[k]) == (pass == 0)) {
                act(run, k);
            }
        }
    }
    answer_search(run, dt_ms);
}
