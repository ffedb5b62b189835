/// The closed loop: one car (plant) with its real control unit (node) and a person's hands and ears.
/// A `car_model_t` is one concrete car: vehicle file + modes + one draw of the scattered parameters +
/// weather; it does not change while it runs. A `car_state_t` is all that changes; copy = snapshot, memcmp =
/// equal. Deterministic: same model, same strokes, same bytes. No heap, no I/O.
#pragma once
#include "car/state.h"
#include "node/node.h"
#include "plant/plant.h"
#include "vehicle/knowledge.h"
#include <stddef.h>

typedef struct {
    double celsius; ///< -40 to 60
    bool wet;
} car_weather_t;

/// The three temperatures of the tables: warm 20, frost -5, hard frost -20 C.
car_weather_t car_weather_of_cell(int temperature, bool wet);

/// The control unit's configuration is borrowed by every state of the model: a model must not move while one
/// lives.
typedef struct car_model {
    plant_model_t plant;
    node_config_t node;
    double value[vehicle_param_count]; ///< as it is: built, then scattered, then overridden by the modes
    car_weather_t weather;
    uint64_t seed;   ///< of everything random while it runs (contact chances)
    bool cable_only; ///< no electric drive: lever, handle and key pull a cable
    bool module_ok;  ///< what drives the latch hears the controller
    bool bus_ok;     ///< keys and buttons reach the controller where it drives the latch itself
    bool relay;      ///< the latch is switched by a relay that clicks in the cabin
    bool finer;      ///< run in steps of half the length: another road to the same end, for proof
} car_model_t;

/// What a person could take in during one run, and what the car came to. Zero is "nothing happened".
typedef struct {
    bool opened;        ///< the lid stands open
    bool freed;         ///< the pawl let go of the claw
    bool rose;          ///< the lid's edge moved more than 20 mm
    bool relay_clicked; ///< in the cabin
    uint8_t lid_clicks; ///< separate sounds at the lid
    uint32_t motor_ms;  ///< motor sound at the lid
    uint32_t hum_ms;    ///< motor turning without load
    bool beeped;
    bool flashed;
    bool doors_moved;
    bool siren;
    bool door_opened;
    bool seat_pulled;
    bool glass_opened;
    bool handle_electric; ///< the inside release is a button
    uint16_t pulses;      ///< of the latch drive
    uint16_t resets;      ///< of the control unit
    uint8_t refusal;      ///< last ecu_refusal_t, for the scanner and the explanation
    double dash_V;        ///< lowest voltage at the dashboard while nothing is driven
    double rest_V;        ///< battery at rest as a meter reads it
    double drive_V;       ///< highest voltage at the drive's plug while driven
    double drive_A;       ///< settled current of the drive
    double button_open_V, button_pressed_V;
    bool fuse_blew;
    uint8_t handle_feel; ///< 0 not pulled, 1 slack, 2 normal, 3 hard stop, 4 dead, 5 not there
    uint8_t key_feel;    ///< 0 not turned, 1 free, 2 normal, 3 will not turn, 5 no keyhole
    uint8_t lever_feel;  ///< the same for lever, cord, slot, and a tool on the latch
    uint8_t weak_clicks; ///< pulses that a collapsing supply cut short, and resets
    uint32_t release_ms; ///< from energised to pawl free; 0 if never
} car_percept_t;

/// Called every plant step for plots and CSV; may be NULL.
typedef struct {
    void (*sample)(void* context, uint32_t t_ms, const car_model_t* model, const car_state_t* state);
    void* context;
} car_recorder_t;

/// Builds one concrete car. `modes` may be empty; `draw` 0 means no scatter (every parameter at its mean).
/// Returns false if a mode does not exist or two share an axis.
bool car_model_init(car_model_t* self, const vehicle_knowledge_t* knowledge, const vehicle_t* car,
                    const uint16_t* modes, int mode_count, car_weather_t weather, uint64_t draw);

/// The car as the person finds it: parked, ignition as the modes say, bus asleep for ten minutes, lid shut.
void car_start(const car_model_t* model, car_state_t* state);

/// Runs the strokes from the state until they have ended and everything has come to rest (at most 20 s of car
/// time; idle time is skipped), and returns what could be taken in. A fob in the trunk cannot be pressed:
/// such strokes do nothing.
car_percept_t car_run(const car_model_t* model, car_state_t* state, const vehicle_stroke_t* strokes,
                      int count, const car_recorder_t* recorder);

/// Index of the reading of this sense after this run (order of VEHICLE_SENSES).
int car_sense(vehicle_sense_t sense, const car_model_t* model, const car_state_t* state,
              const car_percept_t* percept);

/// True if the run of these strokes can depend on this part at all (by the structure of the car, generously).
/// Survey runs pairs only where a move reads both; proof checks a sample of what was skipped by brute force.
bool car_reads(const vehicle_move_t* move, const vehicle_mode_t* mode);

/// Concrete cars from parameters alone, without knowledge or modes: for tests and for other cars than those
/// on file. `value` is ORDER VEHICLE_PARAMS.
void car_model_of_values(car_model_t* self, const double* value, car_weather_t weather, uint64_t seed);

/// Compiles a model again after its `value`, `weather` or `seed` has been changed. States of it must be
/// started anew.
void car_model_compile(car_model_t* self);

/// The control unit's configuration of a car with these parameters: as weak as the real one.
node_config_t car_node_config(const double* value);

/// Hash of a state for golden tests and recordings (FNV-1a over everything but addresses): the same on every
/// little-endian machine of 32 or 64 bits.
uint64_t car_state_hash(const car_state_t* state);

/// How many readings a sense has.
int car_sense_count(vehicle_sense_t sense);
/// Copies reading `index` of a sense into `text`; false if there is none or it does not fit.
bool car_sense_reading(vehicle_sense_t sense, int index, char* text, size_t capacity);
