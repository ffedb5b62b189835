// Buttons and handles: what the unit's pins read when nobody touches them, and while somebody does.
#include <string.h>

#include "car/strokes.h"
#include "vehicle/real.h"

static const double hand_pull_N = 120.0; // on a lever or handle with a cable

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
    const bool electric = car_is_on(model->value, vehicle_lid_switch_present);
    const bool read = electric && buttons_are_read(model, state) && model->module_ok;
    const bool soaked = state->settings.lid_button_soaked != 0U;
    const plant_switch_model_t button =
        soaked ? plant_switch_soaked(&model->plant.lid_switch) : model->plant.lid_switch;
    return read ? counts_of(plant_switch_share(&button, pressed)) : (uint16_t)NODE_COUNT_MAX;
}

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
    const bool valet = car_is_on(model->value, vehicle_valet_present) && (settings->valet_on != 0U);
    pins->valet = valet || (car_is_on(model->value, vehicle_roof_folds) && (settings->roof_settled == 0U));
    pins->menu = settings->menu_blocked != 0U;
    pins->ignition = settings->ignition != 0U;
    if (pins->ignition) {
        pins->speed_received = car_is_on(model->value, vehicle_gear_speed_known);
        pins->gear_received = car_is_on(model->value, vehicle_gear_park_read);
        pins->gear = (settings->in_park != 0U) ? ecu_gear_park : ecu_gear_other;
    }
}

static bool locked_out(const car_run_t* const run)
{
    return run->state->settings.valet_on != 0U;
}

void stroke_cabin_button(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    if (!car_is_on(run->model->value, vehicle_cabin_button_present)) {
        return;
    }
    if (run->model->cable_only) {
        run->plant.effort[plant_way_cable] = locked_out(run) ? 0.0 : hand_pull_N;
        return;
    }
    const bool cut_off =
        car_is_on(run->model->value, vehicle_cabin_button_hardwired_cutoff) && locked_out(run);
    if (!cut_off && buttons_are_read(run->model, run->state)) {
        run->pins.cabin_button_counts = counts_of(plant_switch_share(&run->model->plant.cabin_button, true));
    }
}

static bool lid_handle_pulls(const car_run_t* const run)
{
    const bool barred = car_is_on(run->model->value, vehicle_bcm_lid_needs_unlocked) &&
                        node_memory(&run->state->node)->locked;
    const bool cable = run->model->cable_only || (run->model->value[vehicle_lid_switch_kind] > 1.5);
    return cable && car_is_on(run->model->value, vehicle_lid_switch_moves) && !barred && !locked_out(run) &&
           (run->state->settings.menu_blocked == 0U);
}

void stroke_lid_button(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    if (!car_is_on(run->model->value, vehicle_lid_switch_present)) {
        return;
    }
    if (lid_handle_pulls(run)) {
        run->plant.effort[plant_way_cable] = hand_pull_N;
    }
    car_key_bring(run);
    run->pins.lid_button_counts = lid_button_counts(run->model, run->state, true);
    const plant_switch_model_t* const button = &run->model->plant.lid_switch;
    run->percept.button_open_V = button->pull_V * plant_switch_plug_share(button, false);
    run->percept.button_pressed_V = button->pull_V * plant_switch_plug_share(button, true);
}

// The sensor's own unit tells a foot from rain; its message goes the way of the lid's button. A trailer
// socket in use switches it off.
void stroke_foot(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    const double* const value = run->model->value;
    const bool sees = car_is_on(value, vehicle_foot_sensor_present) &&
                      car_is_on(value, vehicle_foot_sensor_ok) &&
                      (run->state->settings.trailer_plugged == 0U);
    run->pins.foot = sees && run->model->module_ok && buttons_are_read(run->model, run->state);
}

void stroke_handle(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->percept.handle_electric = run->model->value[vehicle_handle_kind] > 1.5;
    if (!run->percept.handle_electric) {
        run->plant.effort[plant_way_handle] = stroke->value;
        return;
    }
    if (car_is_on(run->model->value, vehicle_handle_there) &&
        car_is_on(run->model->value, vehicle_handle_ok)) {
        run->pins.handle_counts = 0;
    }
}

void stroke_glass(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    const bool unlocked = !node_memory(&run->state->node)->locked;
    const bool works = car_is_on(run->model->value, vehicle_glass_opens) &&
                       car_is_on(run->model->value, vehicle_glass_ok) && unlocked;
    run->percept.glass_opened = works && run->state->node.running && (run->state->plant.unit_V > 8.0);
}
