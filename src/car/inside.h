// What the files of this room share. Not for others.
#pragma once
#include "base/random.h"
#include "car/car.h"

#define CAR_KEY_OWN    1U // the ids of the two keys of every simulated car
#define CAR_KEY_SECOND 2U

#define CAR_CONTACTS 4 // that jump: lid button, cabin button, electric handle, lid-open switch

// One contact of a run.
typedef struct {
    plant_bounce_t bounce;
    uint32_t changed_ms;
    uint16_t before; // counts at the pin
} car_contact_t;

// One run under way.
typedef struct {
    const car_model_t* model;
    car_state_t* state;
    const vehicle_stroke_t* strokes;
    int count;
    const car_recorder_t* recorder;
    car_percept_t percept;
    base_random_t random, jumps; // luck; bounce of contacts
    car_contact_t contact[CAR_CONTACTS];
    uint16_t goal[CAR_CONTACTS]; // counts at the pins once they stand still
    uint32_t jumps_until_ms;
    uint32_t passed_ms; // by the last step
    node_port_in_t pins;
    plant_inputs_t plant;
    double luck_rest, luck_moved;
    bool unit_dead, output_dead; // water in the unit, by chance of this run
    bool retrofit_open;
    double key_m, key_warm_K; // where the key is held
    key_command_t sends;      // the radio key that is being pressed ...
    uint32_t sender_id;
    uint32_t frame_due_ms; // ... its next frame
    bool press_reaches;    // contact was made and the car is in range
    uint32_t search_ms;    // how long the unit has been looking for a key ...
    ecu_zone_t searched;   // ... here
    uint32_t started;      // strokes that have begun, bits
    uint32_t pulse_begin_ms;
    bool was_driving, pulse_clicked, was_running;
    uint32_t faults_before; // sagged pulses counted when the run began
    uint32_t opened_ms, freed_ms;
    uint32_t presses_before; // of keys, when the run began
    double best_V;           // highest supply of the unit in this run
} car_run_t;

// Parameters that say yes or no.
static inline bool car_is_on(const double* value, vehicle_param_t param)
{
    return value[param] > 0.5;
}

// Strokes that act now are laid onto pins, plant and settings. `dt_ms` has passed since the last call.
void car_hands(car_run_t* run, uint32_t dt_ms);
// Pins as they stand without any stroke.
void car_pins(const car_model_t* model, const car_state_t* state, node_port_in_t* pins);
// Contacts at rest; their changes laid over the pins; does one of them still jump?
void car_contacts_begin(car_run_t* run);
void car_contacts(car_run_t* run);
bool car_contacts_jump(const car_run_t* run);
// Chances of this run.
void car_draw_luck(car_run_t* run);
// A stroke's end, as this person presses on this car.
uint32_t car_stroke_end_ms(const car_model_t* model, const vehicle_stroke_t* stroke);
// 0 to 1.
double car_chance(base_random_t* random);
