// What is set otherwise and what is mended: it stays so after the stroke.
#include <stddef.h>

#include "car/strokes.h"

// One row for each stimulus that sets one byte of the settings.
typedef struct {
    size_t at;
    uint8_t to;
} setting_t;

static const setting_t settings[vehicle_stimulus_count] = {
    [vehicle_stimulus_park] = {offsetof(car_settings_t, in_park), 1U},
    [vehicle_stimulus_valet_off] = {offsetof(car_settings_t, valet_on), 0U},
    [vehicle_stimulus_menu_allow] = {offsetof(car_settings_t, menu_blocked), 0U},
    [vehicle_stimulus_unplug_trailer] = {offsetof(car_settings_t, trailer_plugged), 0U},
    [vehicle_stimulus_gate_switch_on] = {offsetof(car_settings_t, gate_enabled), 1U},
    [vehicle_stimulus_roof_settle] = {offsetof(car_settings_t, roof_settled), 1U},
    [vehicle_stimulus_soak] = {offsetof(car_settings_t, lid_button_soaked), 1U},
};

void stroke_set(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    const setting_t* const setting = &settings[stroke->stimulus];
    ((uint8_t*)&run->state->settings)[setting->at] = setting->to;
}

void stroke_clear(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->state->plant.lid.cleared = 1.0;
}

void stroke_thaw(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    plant_thaw(&run->model->plant, &run->state->plant, stroke->value);
}

void stroke_lubricate(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    plant_lubricate(&run->model->plant, &run->state->plant);
}

void stroke_fuse_new(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    plant_renew_fuses(&run->model->plant, &run->state->plant);
}

void stroke_charge(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    plant_battery_charge(&run->model->plant.battery, &run->state->plant.battery);
}

// Whoever opens the key wipes its contacts; the value says whether a new cell goes in, too.
void stroke_cell_new(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->state->settings.fob_contacts_ok = 1U;
    if (stroke->value > 0.5) {
        run->state->settings.fob_used_mAh = 5.0;
    }
}
