// Senses to readings. One row for each sense; the order of the readings is that of VEHICLE_SENSES.
#include <string.h>

#include "car/inside.h"

typedef struct {
    const car_model_t* model;
    const car_state_t* state;
    const car_percept_t* percept;
} view_t;

typedef int (*look_t)(const view_t* view);

// First reading whose condition holds; `otherwise` if none does.
typedef struct {
    bool holds;
    int reading;
} row_t;

static int first_of(const row_t* const rows, const size_t count, const int otherwise)
{
    for (size_t k = 0; k < count; ++k) {
        if (rows[k].holds) {
            return rows[k].reading;
        }
    }
    return otherwise;
}

#define FIRST_OF(rows, otherwise) first_of((rows), sizeof(rows) / sizeof((rows)[0]), (otherwise))

enum { opens = 0, frees = 1 };

static int see_release(const view_t* const view)
{
    enum { lid_click = 2, hum, weak_clicks, cabin_click, beep, silence };
    const car_percept_t* const p = view->percept;
    const row_t rows[] = {
        {p->opened, opens},
        {p->freed, frees},
        {p->hum_ms >= 250U, hum},
        {p->weak_clicks > 0U, weak_clicks},
        {p->lid_clicks > 0U, lid_click},
        {p->relay_clicked, cabin_click},
        {p->beeped, beep},
    };
    return FIRST_OF(rows, silence);
}

static int see_flashers(const view_t* const view)
{
    return view->percept->flashed ? 0 : 1;
}

static int see_doors(const view_t* const view)
{
    return view->percept->doors_moved ? 0 : 1;
}

static int see_dash(const view_t* const view)
{
    const double V = view->percept->dash_V;
    const row_t rows[] = {{V >= 10.0, 0}, {V >= 5.5, 1}};
    return FIRST_OF(rows, 2);
}

static bool unit_is_fed(const view_t* const view)
{
    const bool fed = plant_fuse_conducts(&view->model->plant.fuse_shared, &view->state->plant.fuse_shared);
    return (view->percept->dash_V >= 5.5) && fed && car_is_on(view->model->value, vehicle_bcm_ok);
}

static bool reads_open(const view_t* const view)
{
    return plant_is_ajar(&view->model->plant, &view->state->plant) || !view->model->plant.loom.ajar_ok;
}

static int see_lid_lamp(const view_t* const view)
{
    enum { says_shut = 0, says_open, dark };
    const row_t rows[] = {
        {!unit_is_fed(view) || !view->model->module_ok, dark},
        {reads_open(view), says_open},
    };
    return FIRST_OF(rows, says_shut);
}

// Switched by what the unit reads of the claw.
static int see_trunk_lamp(const view_t* const view)
{
    enum { lit = 1, unlit };
    const bool burns = unit_is_fed(view) && view->model->module_ok && reads_open(view);
    const row_t rows[] = {{view->percept->opened, opens}, {burns, lit}};
    return FIRST_OF(rows, unlit);
}

static int see_ignition(const view_t* const view)
{
    return (view->state->settings.ignition != 0U) ? 1 : 0;
}

static int see_by_itself(const view_t* const view)
{
    return ((view->percept->pulses > 0U) || view->percept->opened) ? 0 : 1;
}

static int see_consumers(const view_t* const view)
{
    enum { all_work = 0, some_dead, all_dead };
    const bool fed = plant_fuse_conducts(&view->model->plant.fuse_shared, &view->state->plant.fuse_shared);
    const row_t rows[] = {
        {view->percept->dash_V < 5.5, all_dead},
        {!view->model->plant.loom.consumers_ok || !view->state->node.running, some_dead},
        {!fed || (view->model->plant.loom.ground_Ohm > 1.0), some_dead},
    };
    return FIRST_OF(rows, all_work);
}

static int see_lid_key(const view_t* const view)
{
    enum { turns_free = 2, turns_normally, wont_turn, no_keyhole };
    const car_percept_t* const p = view->percept;
    const row_t rows[] = {
        {p->opened, opens},
        {p->freed, frees},
        {(p->key_feel == plant_feel_missing) || (p->key_feel == plant_feel_none), no_keyhole},
        {p->key_feel == plant_feel_slack, turns_free},
        // A cylinder that turns against a latch too stiff for it stands as one that is seized does.
        {p->key_feel == plant_feel_stop, wont_turn},
    };
    return FIRST_OF(rows, turns_normally);
}

static int see_handle(const view_t* const view)
{
    enum { slack = 2, hard_stop, dead, none };
    const car_percept_t* const p = view->percept;
    const row_t rows[] = {
        {p->opened, opens},
        {p->freed, frees},
        {p->handle_feel == plant_feel_missing, none},
        {p->handle_feel == plant_feel_none, none},
        {p->handle_feel == plant_feel_dead, dead},
        {p->handle_feel == plant_feel_slack, slack},
    };
    return FIRST_OF(rows, hard_stop);
}

static int see_lever(const view_t* const view)
{
    enum { stuck = 2, no_effect, none };
    const car_percept_t* const p = view->percept;
    const row_t rows[] = {
        {p->opened, opens},
        {p->freed, frees},
        {p->lever_feel == plant_feel_missing, none},
        {p->lever_feel == plant_feel_none, none},
        {p->lever_feel == plant_feel_slack, no_effect},
    };
    return FIRST_OF(rows, stuck);
}

static int see_door(const view_t* const view)
{
    const car_percept_t* const p = view->percept;
    const row_t rows[] = {{p->door_opened && p->siren, 1}, {p->door_opened, 0}};
    return FIRST_OF(rows, 2);
}

static int see_seat(const view_t* const view)
{
    enum { folds = 0, blocked, fixed, release_inside };
    enum { kind_fixed = 0, kind_folds, kind_ski_hatch, kind_cabin_open };
    const int kind = (int)(view->model->value[vehicle_seat_kind] + 0.5);
    const row_t rows[] = {
        {kind == kind_fixed, fixed},
        {kind == kind_cabin_open, folds},
        {car_is_on(view->model->value, vehicle_seat_key_locked), blocked},
        {car_is_on(view->model->value, vehicle_seat_release) && (kind == kind_folds), release_inside},
        {car_is_on(view->model->value, vehicle_seat_blocked), blocked},
        {car_is_on(view->model->value, vehicle_seat_release_electric) && (view->percept->dash_V < 8.0),
         blocked},
    };
    return FIRST_OF(rows, folds);
}

static int see_glass(const view_t* const view)
{
    const row_t rows[] = {{!car_is_on(view->model->value, vehicle_glass_opens), 2},
                          {view->percept->glass_opened, 0}};
    return FIRST_OF(rows, 1);
}

static int see_valet(const view_t* const view)
{
    const row_t rows[] = {{!car_is_on(view->model->value, vehicle_valet_present), 2},
                          {view->state->settings.valet_on != 0U, 1}};
    return FIRST_OF(rows, 0);
}

static int see_menu(const view_t* const view)
{
    const row_t rows[] = {{!car_is_on(view->model->value, vehicle_menu_present), 2},
                          {view->state->settings.menu_blocked != 0U, 1}};
    return FIRST_OF(rows, 0);
}

static int see_gear(const view_t* const view)
{
    return (view->state->settings.in_park != 0U) ? 0 : 1;
}

static int see_trailer(const view_t* const view)
{
    return (view->state->settings.trailer_plugged != 0U) ? 1 : 0;
}

static int see_gate_switch(const view_t* const view)
{
    const row_t rows[] = {{!car_is_on(view->model->value, vehicle_power_gate_present), 2},
                          {view->state->settings.gate_enabled == 0U, 1}};
    return FIRST_OF(rows, 0);
}

static int see_roof(const view_t* const view)
{
    const row_t rows[] = {{!car_is_on(view->model->value, vehicle_roof_folds), 2},
                          {view->state->settings.roof_settled == 0U, 1}};
    return FIRST_OF(rows, 0);
}

static int see_battery(const view_t* const view)
{
    const double V = view->percept->rest_V;
    const row_t rows[] = {{V > 12.2, 0}, {V > 11.0, 1}, {V > 9.0, 2}};
    return FIRST_OF(rows, 3);
}

static int see_fuses(const view_t* const view)
{
    const plant_model_t* const model = &view->model->plant;
    const plant_state_t* const plant = &view->state->plant;
    const bool whole = plant_fuse_conducts(&model->fuse_release, &plant->fuse_release) &&
                       plant_fuse_conducts(&model->fuse_shared, &plant->fuse_shared) &&
                       plant_fuse_conducts(&model->fuse_button, &plant->fuse_button);
    return whole ? 0 : 1;
}

static int see_new_fuse(const view_t* const view)
{
    return view->percept->fuse_blew ? 1 : 0;
}

static int see_button_V(const view_t* const view)
{
    enum { changes = 0, no_change, always_low };
    const double open_V = view->percept->button_open_V;
    const double pressed_V = view->percept->button_pressed_V;
    const double low_V = 0.4 * view->model->plant.lid_switch.pull_V;
    const row_t rows[] = {
        {!view->model->plant.lid_switch.wired, no_change}, // nothing arrives at the plug
        {open_V < low_V, always_low},
        {(open_V >= low_V) && (pressed_V < low_V), changes},
    };
    return FIRST_OF(rows, no_change);
}

static int see_drive_V(const view_t* const view)
{
    const double V = view->percept->drive_V;
    const row_t rows[] = {{V >= 8.5, 0}, {V >= 1.0, 1}};
    return FIRST_OF(rows, 2);
}

static int see_drive_A(const view_t* const view)
{
    enum { stall = 0, normal, idle, none };
    const plant_actuator_state_t* const drive = &view->state->plant.actuator;
    const double A = view->percept->drive_A;
    const double stall_A = view->percept->drive_V / drive->winding_Ohm;
    const bool stood = !view->percept->freed && (A >= 0.8 * stall_A);
    const row_t rows[] = {{A < 0.1, none}, {A < 1.0, idle}, {stood, stall}};
    return FIRST_OF(rows, normal);
}

static int see_lid_button_feel(const view_t* const view)
{
    const row_t rows[] = {{!car_is_on(view->model->value, vehicle_lid_switch_moves), 2},
                          {car_is_on(view->model->value, vehicle_lid_switch_pressed), 1}};
    return FIRST_OF(rows, 0);
}

static int see_lid_gap(const view_t* const view)
{
    const double celsius = plant_latch_celsius(&view->model->plant.latch, &view->state->plant.latch);
    const bool iced = (view->model->value[vehicle_seal_ice_N] > 0.0) && (celsius < 0.0);
    const bool weighed =
        (view->model->value[vehicle_lid_extra_kg] > 0.0) && (view->state->plant.lid.cleared < 0.5);
    const row_t rows[] = {{weighed, 2}, {iced, 1}};
    return FIRST_OF(rows, 0);
}

static bool is_refused(const ecu_t* const ecu)
{
    static const ecu_refusal_t blocks[] = {
        ecu_refusal_valet,         ecu_refusal_menu,   ecu_refusal_not_in_park, ecu_refusal_ignition_on,
        ecu_refusal_speed_unknown, ecu_refusal_moving, ecu_refusal_deadlocked,  ecu_refusal_armed,
        ecu_refusal_forgot,        ecu_refusal_paused};
    for (uint32_t back = 0; back < ECU_EVENT_COUNT; ++back) {
        const ecu_event_t* const event = ecu_event(ecu, back);
        if ((event == NULL) || (event->kind != ecu_event_refused)) {
            continue;
        }
        for (size_t k = 0; k < sizeof blocks / sizeof blocks[0]; ++k) {
            if (event->refusal == blocks[k]) {
                return true;
            }
        }
    }
    return false;
}

// What a scanner finds was written when someone tried: the memory of a car on which every request has been
// made once.
static int see_codes(const view_t* const view)
{
    enum { nothing = 0, undervoltage, switch_stuck, driver_open, driver_short, no_communication, blocked };
    static const vehicle_stroke_t tries[] = {
        {0, 1500, vehicle_stimulus_fob_lid, 1.0},
        {2500, 600, vehicle_stimulus_cabin_button, 1.0},
        {4500, 600, vehicle_stimulus_lid_button, 1.0},
        {6500, 100, vehicle_stimulus_fob_near, 3.0},
    };
    car_state_t after = *view->state;
    (void)car_run(view->model, &after, tries, (int)(sizeof tries / sizeof tries[0]), NULL);
    const ecu_t* const ecu = node_ecu(&after.node);
    const bool silent = !car_is_on(view->model->value, vehicle_bcm_ok) || !view->model->module_ok ||
                        !view->model->bus_ok || !after.node.running;
    const uint32_t low =
        ecu_fault_count_of(ecu, ecu_fault_undervoltage) + ecu_fault_count_of(ecu, ecu_fault_sagged);
    const uint32_t stuck =
        ecu_fault_count_of(ecu, ecu_fault_switch_stuck) + ecu_fault_count_of(ecu, ecu_fault_switch_chatter);
    const row_t rows[] = {
        {silent, no_communication},
        {low > 0U, undervoltage},
        {stuck > 0U, switch_stuck},
        {ecu_fault_count_of(ecu, ecu_fault_driver_short) > 0U, driver_short},
        {ecu_fault_count_of(ecu, ecu_fault_driver_open) > 0U, driver_open},
        {is_refused(ecu), blocked},
    };
    return FIRST_OF(rows, nothing);
}

static int see_alarm(const view_t* const view)
{
    return view->percept->siren ? 1 : 0;
}

static const look_t looks[vehicle_sense_count] = {
    [vehicle_sense_release] = see_release,
    [vehicle_sense_flashers] = see_flashers,
    [vehicle_sense_doors] = see_doors,
    [vehicle_sense_dash] = see_dash,
    [vehicle_sense_lid_lamp] = see_lid_lamp,
    [vehicle_sense_consumers] = see_consumers,
    [vehicle_sense_lid_key] = see_lid_key,
    [vehicle_sense_handle] = see_handle,
    [vehicle_sense_lever] = see_lever,
    [vehicle_sense_door] = see_door,
    [vehicle_sense_seat] = see_seat,
    [vehicle_sense_glass] = see_glass,
    [vehicle_sense_valet] = see_valet,
    [vehicle_sense_menu] = see_menu,
    [vehicle_sense_gear] = see_gear,
    [vehicle_sense_trailer] = see_trailer,
    [vehicle_sense_gate_switch] = see_gate_switch,
    [vehicle_sense_roof] = see_roof,
    [vehicle_sense_battery_V] = see_battery,
    [vehicle_sense_fuses] = see_fuses,
    [vehicle_sense_fuse_new] = see_new_fuse,
    [vehicle_sense_button_V] = see_button_V,
    [vehicle_sense_drive_V] = see_drive_V,
    [vehicle_sense_drive_A] = see_drive_A,
    [vehicle_sense_lid_button_feel] = see_lid_button_feel,
    [vehicle_sense_lid_gap] = see_lid_gap,
    [vehicle_sense_codes] = see_codes,
    [vehicle_sense_alarm] = see_alarm,
    [vehicle_sense_trunk_lamp] = see_trunk_lamp,
    [vehicle_sense_ignition] = see_ignition,
    [vehicle_sense_by_itself] = see_by_itself,
};

int car_sense(const vehicle_sense_t sense, const car_model_t* const model, const car_state_t* const state,
              const car_percept_t* const percept)
{
    const view_t view = {model, state, percept};
    return looks[sense](&view);
}

// --- readings

#define READINGS(name, readings, meaning) readings,
static const char* const readings_of[vehicle_sense_count] = {VEHICLE_SENSES(READINGS)};

int car_sense_count(const vehicle_sense_t sense)
{
    int count = 1;
    for (const char* at = readings_of[sense]; *at != '\0'; ++at) {
        count += (*at == ' ') ? 1 : 0;
    }
    return count;
}

bool car_sense_reading(const vehicle_sense_t sense, const int index, char* const text, const size_t capacity)
{
    const char* at = readings_of[sense];
    for (int k = 0; (k < index) && (at != NULL); ++k) {
        at = strchr(at, ' ');
        at = (at != NULL) ? at + 1 : NULL;
    }
    if ((at == NULL) || (index < 0)) {
        return false;
    }
    const size_t length = strcspn(at, " ");
    if (length >= capacity) {
        return false;
    }
    memcpy(text, at, length);
    text[length] = '\0';
    return true;
}
