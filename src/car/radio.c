// The radio keys and the phone: what is pressed, whether the car hears it, where the car finds the key.
#include "car/strokes.h"

#define STRANGE 1000U // added to the id of a key that the car has forgotten

static const double key_away_m = 3.0;
static const double key_in_pocket_m = 0.7; // at the lid, of someone who has used it in this run
static const uint32_t frame_gap_ms = 50;
static const uint32_t search_answer_ms = 40;
static const uint32_t deliberate_ms = 1000; // a press this long is done as asked, whatever the habit
static const uint32_t half_pause_ms = 175;  // before and after the middle of a double press
static const double alive_V = 2.0;

static const key_command_t commands[vehicle_stimulus_count] = {
    [vehicle_stimulus_fob_lid] = key_command_lid,         [vehicle_stimulus_fob_unlock] = key_command_unlock,
    [vehicle_stimulus_fob_lock] = key_command_lock,       [vehicle_stimulus_fob2_lid] = key_command_lid,
    [vehicle_stimulus_fob2_unlock] = key_command_unlock,  [vehicle_stimulus_phone_lid] = key_command_lid,
    [vehicle_stimulus_phone_unlock] = key_command_unlock,
};

// --- where the key is

void car_key_leave(car_run_t* const run)
{
    run->key_m = key_away_m;
    run->key_warm_K = 0.0;
}

void car_key_bring(car_run_t* const run)
{
    if ((run->key_m >= key_away_m) && (run->state->presses != run->presses_before)) {
        run->key_m = key_in_pocket_m;
    }
}

void stroke_fob_near(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->key_m = stroke->value;
}

void stroke_fob_warm(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->key_warm_K = stroke->value;
}

static bool key_in_hand(const car_run_t* const run)
{
    return !car_is_on(run->model->value, vehicle_fob_in_trunk);
}

// --- what it reaches

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

// --- how it is pressed

static uint32_t own_id(const car_run_t* const run)
{
    return car_is_on(run->model->value, vehicle_fob_paired) ? CAR_KEY_OWN : CAR_KEY_OWN + STRANGE;
}

static uint32_t second_id(const car_run_t* const run)
{
    return car_is_on(run->model->value, vehicle_fob2_paired) ? CAR_KEY_SECOND : CAR_KEY_SECOND + STRANGE;
}

static void press(car_run_t* const run, const vehicle_stroke_t* const stroke, const uint32_t id,
                  const bool arrives)
{
    run->sends = commands[stroke->stimulus];
    run->sender_id = id;
    run->press_reaches = arrives;
    run->frame_due_ms = run->state->now_ms;
    run->state->presses += 1U;
}

void stroke_fob(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    const bool contact = (commands[stroke->stimulus] != key_command_lid) ||
                         (car_chance(&run->random) < run->model->value[vehicle_fob_lid_button_ok]);
    const double used_mAh = run->state->settings.fob_used_mAh;
    const bool heard = is_heard(run, used_mAh, run->model->value[vehicle_fob_shielded_dB]);
    press(run, stroke, own_id(run),
          car_is_on(run->model->value, vehicle_fob_present) && key_in_hand(run) &&
              (run->state->settings.fob_contacts_ok != 0U) && contact && heard);
}

void stroke_fob2(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    press(run, stroke, second_id(run),
          car_is_on(run->model->value, vehicle_fob_present) &&
              is_heard(run, run->model->value[vehicle_fob2_used_mAh], 0.0));
}

// The car wants a long or a double press; the person knows it (gesture right) or asks for it in so many
// words.
static bool pressed_as_wanted(const car_model_t* const model, const vehicle_stroke_t* const stroke)
{
    return car_is_on(model->value, vehicle_gesture_right) || (stroke->length_ms >= deliberate_ms) ||
           (stroke->value > 1.5);
}

void stroke_fob_lid(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    stroke_fob(run, stroke);
    // Where a plain press would do, the wrong way is another button or none at all.
    const double* const value = run->model->value;
    const bool plain = (value[vehicle_bcm_hold_ms] < 1.0) && (value[vehicle_bcm_double_press] < 0.5);
    if (plain && !pressed_as_wanted(run->model, stroke)) {
        run->press_reaches = false;
    }
}

static bool is_lid_press(const vehicle_stroke_t* const stroke)
{
    return (stroke->stimulus == vehicle_stimulus_fob_lid) || (stroke->stimulus == vehicle_stimulus_fob2_lid);
}

static bool is_double(const car_model_t* const model, const vehicle_stroke_t* const stroke)
{
    const bool knows =
        car_is_on(model->value, vehicle_gesture_right) && car_is_on(model->value, vehicle_bcm_double_press);
    return is_lid_press(stroke) && ((stroke->value > 1.5) || knows);
}

uint32_t car_stroke_end_ms(const car_model_t* const model, const vehicle_stroke_t* const stroke)
{
    uint32_t length_ms = stroke->length_ms;
    const bool knows = car_is_on(model->value, vehicle_gesture_right);
    if (is_lid_press(stroke) && knows) {
        const uint32_t wanted_ms = (uint32_t)model->value[vehicle_bcm_hold_ms] + 300U;
        length_ms = (length_ms < wanted_ms) ? wanted_ms : length_ms;
    }
    if (is_double(model, stroke) && (length_ms < 1000U)) {
        length_ms = 1000U;
    }
    return stroke->start_ms + length_ms;
}

// --- what it sends

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
    return (at_ms > length_ms / 2U - half_pause_ms) && (at_ms < length_ms / 2U + half_pause_ms);
}

void stroke_keep_sending(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    if (!run->press_reaches || (run->state->now_ms < run->frame_due_ms)) {
        return;
    }
    if (between_two(run, stroke)) {
        run->state->presses += 1U;
        run->frame_due_ms = stroke->start_ms +
                            (car_stroke_end_ms(run->model, stroke) - stroke->start_ms) / 2U + half_pause_ms;
        return;
    }
    send_frame(run);
    run->frame_due_ms += frame_gap_ms;
}

void stroke_ignition(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    // A key that the car does not feel switches nothing on; at the coil, as in a slot or lock, it needs no
    // cell.
    const bool felt = (run->key_m <= 0.1) || !car_is_on(run->model->value, vehicle_fob_present) ||
                      !car_is_on(run->model->value, vehicle_keyless_present) || key_is_alive(run);
    const bool on = (stroke->value > 0.5) && felt && key_in_hand(run);
    run->state->settings.ignition = on ? 1U : 0U;
    if (on) {
        // Switching on with a valid key disarms and unlocks, as a start does: the coil's reading is a frame
        // too.
        run->sends = key_command_unlock;
        run->sender_id = own_id(run);
        run->state->presses += 1U;
        send_frame(run);
    }
}

void stroke_phone(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    if (car_is_on(run->model->value, vehicle_phone_present) &&
        car_is_on(run->model->value, vehicle_phone_service_ok)) {
        run->pins.phone = commands[stroke->stimulus];
    }
}

// --- what answers the car

// A key at the coil answers over the coil, without cell and radio.
static bool key_answers(const car_run_t* const run, const double from_m)
{
    const double lost_dB = run->model->value[vehicle_fob_shielded_dB];
    const bool by_radio =
        key_is_alive(run) && reaches(run, run->state->settings.fob_used_mAh, from_m, lost_dB);
    return car_is_on(run->model->value, vehicle_fob_present) && (by_radio || (run->key_m <= 0.1));
}

// The car calls by low frequency, the key answers by radio; where it was found depends on which antenna it
// heard.
static ecu_zone_t zone_of_key(const car_run_t* const run)
{
    const double* const value = run->model->value;
    const double lost_dB = 0.75 * value[vehicle_fob_shielded_dB];
    const bool inside = car_is_on(run->model->value, vehicle_fob_in_trunk);
    const bool seated = run->state->out.search == ecu_zone_cabin;
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
    const bool called = car_is_on(run->model->value, vehicle_keyless_antenna_ok) &&
                        plant_lf_is_heard(value[vehicle_keyless_moment_Am2], run->key_m, lost_dB);
    return called ? ecu_zone_lid : ecu_zone_none;
}

void car_answer_search(car_run_t* const run, const uint32_t dt_ms)
{
    const ecu_zone_t zone = run->state->out.search;
    run->search_ms = (zone == run->searched ? run->search_ms : 0U) + (zone != ecu_zone_none ? dt_ms : 0U);
    run->searched = zone;
    if ((run->search_ms < search_answer_ms) || !car_is_on(run->model->value, vehicle_keyless_ok)) {
        return;
    }
    run->pins.search_answered = true;
    run->pins.search_zone = zone_of_key(run);
    run->pins.search_key_id = own_id(run);
    run->search_ms = 0;
}
