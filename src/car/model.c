// One concrete car out of a vehicle file: as built, scattered as cars of one model are, then overridden by
// its modes. Every parameter has one normal deviate, whatever the modes are, so that two mode sets under one
// draw are one car.
#include <string.h>

#include "car/inside.h"
#include "vehicle/real.h"

typedef struct {
    double low, high, scatter;
} range_t;

#define RANGE(part, key, kind, low, high, as_built, scatter, meaning) {(low), (high), (scatter)},
static const range_t ranges[vehicle_param_count] = {VEHICLE_PARAMS(RANGE)};

static uint16_t milli(const double x)
{
    return (uint16_t)real_clamp(1000.0 * x + 0.5, 0.0, 65535.0);
}

car_weather_t car_weather_of_cell(const int temperature, const bool wet)
{
    static const double celsius[] = {20.0, -5.0, -20.0};
    const int k = (temperature < 0) ? 0 : (temperature > 2) ? 2 : temperature;
    return (car_weather_t){.celsius = celsius[k], .wet = wet};
}

static void configure_drive(ecu_config_t* const ecu, const double* const value)
{
    const double start_V = value[vehicle_bcm_start_V];
    const double abort_V = value[vehicle_bcm_reset_V] + 1.0;
    const bool motor = (value[vehicle_actuator_type] > 0.5) && (value[vehicle_actuator_type] < 1.5);
    // A standing motor draws this at a sound battery; a labouring one less. A solenoid always stands.
    const double stall_A = 0.9 * 12.5 / (value[vehicle_actuator_winding_Ohm] + 0.2);
    ecu->start_mV = milli(start_V);
    ecu->reset_mV = milli(value[vehicle_bcm_reset_V]);
    ecu->abort_mV = milli((abort_V < start_V) ? abort_V : start_V);
    ecu->shed_mV = milli(value[vehicle_bcm_shed_V]);
    ecu->pulse_ms = (uint16_t)value[vehicle_bcm_pulse_ms];
    ecu->stall_mA = motor ? milli(real_clamp(stall_A, 1.0, 25.0)) : UINT16_MAX;
    ecu->stall_ms = 350;
    ecu->tries_per_min = (uint8_t)value[vehicle_bcm_tries_per_min];
}

static void configure_rules(ecu_config_t* const ecu, const double* const value)
{
    ecu->hold_ms = (uint16_t)value[vehicle_bcm_hold_ms];
    ecu->double_press = car_is_on(value, vehicle_bcm_double_press);
    ecu->acts_on_release = false;
    ecu->stuck_blocks_others = car_is_on(value, vehicle_rules_stuck_blocks_others);
    ecu->fob_needs_unlocked = car_is_on(value, vehicle_bcm_fob_needs_unlocked);
    ecu->lid_needs_unlocked = car_is_on(value, vehicle_bcm_lid_needs_unlocked);
    ecu->lid_needs_key = car_is_on(value, vehicle_bcm_lid_needs_key);
    ecu->cabin_needs_unlocked = car_is_on(value, vehicle_bcm_cabin_needs_unlocked);
    ecu->cabin_needs_key = car_is_on(value, vehicle_bcm_cabin_needs_key);
    ecu->needs_park = car_is_on(value, vehicle_bcm_needs_park);
    ecu->fob_needs_ignition_off = car_is_on(value, vehicle_rules_fob_needs_ignition_off);
    ecu->speed_max_kmh = (uint8_t)value[vehicle_bcm_speed_max_kmh];
    ecu->passive_present = car_is_on(value, vehicle_keyless_present);
    ecu->passive_measures = false; // no car here ranges its key
    ecu->foot_present = car_is_on(value, vehicle_foot_sensor_present);
    ecu->passive_in_trunk = car_is_on(value, vehicle_shut_in_key_counts);
    ecu->reopens_on_key = false; // no source says which of these cars do
    ecu->phone_present = car_is_on(value, vehicle_phone_present);
    ecu->handle_present = value[vehicle_handle_kind] > 1.5;
    ecu->valet_present = car_is_on(value, vehicle_valet_present) || car_is_on(value, vehicle_roof_folds);
    ecu->menu_present = car_is_on(value, vehicle_menu_present);
}

static void configure_locking(ecu_config_t* const ecu, const double* const value)
{
    ecu->deadlocks = car_is_on(value, vehicle_locking_deadlock);
    ecu->alarm_present = car_is_on(value, vehicle_locking_alarm);
    ecu->alarm_on_blade = car_is_on(value, vehicle_locking_alarm_on_blade);
    ecu->forgets_unlocked = car_is_on(value, vehicle_bcm_forgets_unlocked);
    ecu->beeps = car_is_on(value, vehicle_power_gate_present);
    ecu->relocks_s = (uint16_t)value[vehicle_bcm_relocks_s];
}

node_config_t car_node_config(const double* const value)
{
    node_config_t config = node_default_config();
    config.wiring.lid_closed_low = 0; // no car here has resistors at its lid switch
    configure_drive(&config.ecu, value);
    configure_rules(&config.ecu, value);
    configure_locking(&config.ecu, value);
    if (car_is_on(value, vehicle_fob_present)) {
        // A key that the car has forgotten keeps its place empty: the other one stays the second.
        config.keys.id[0] = car_is_on(value, vehicle_fob_paired) ? CAR_KEY_OWN : 0U;
        config.keys.id[1] = car_is_on(value, vehicle_fob2_paired) ? CAR_KEY_SECOND : 0U;
    }
    return config;
}

void car_model_compile(car_model_t* const self)
{
    const double* const value = self->value;
    plant_model_init(&self->plant, value, self->weather.celsius, self->weather.wet);
    self->node = car_node_config(value);
    self->cable_only = value[vehicle_actuator_type] < 0.5;
    self->relay = car_is_on(value, vehicle_bcm_driver);
    self->bus_ok = car_is_on(value, vehicle_bcm_separate_module) || !car_is_on(value, vehicle_bus_present) ||
                   car_is_on(value, vehicle_bus_ok);
    self->module_ok = !car_is_on(value, vehicle_bcm_separate_module) ||
                      (car_is_on(value, vehicle_lid_module_ok) &&
                       car_is_on(value, vehicle_lid_module_programmed) && car_is_on(value, vehicle_bus_ok));
}

void car_model_of_values(car_model_t* const self, const double* const value, const car_weather_t weather,
                         const uint64_t seed)
{
    memset(self, 0, sizeof *self);
    memcpy(self->value, value, sizeof self->value);
    self->weather = weather;
    self->seed = seed;
    car_model_compile(self);
}

// Sum of four even chances: within 3.5 standard deviations and close enough to normal for parameters.
static double deviate(base_random_t* const random)
{
    double sum = 0.0;
    for (int k = 0; k < 4; ++k) {
        sum += car_chance(random);
    }
    return (sum - 2.0) * 1.7320508075688772;
}

static void scatter(double* const value, double* const deviates, const uint64_t draw)
{
    base_random_t random;
    base_random_seed(&random, draw);
    for (int k = 0; k < vehicle_param_count; ++k) {
        // Drawn for all: modes may scatter a parameter that cars of one model share.
        deviates[k] = deviate(&random);
        value[k] =
            real_clamp(value[k] * (1.0 + ranges[k].scatter * deviates[k]), ranges[k].low, ranges[k].high);
    }
}

static void overrule(double* const value, const double* const deviates, const vehicle_mode_t* const mode)
{
    for (int k = 0; k < mode->override_count; ++k) {
        const vehicle_override_t* const by = &mode->overrides[k];
        const double amount = by->value + by->scatter * deviates[by->param];
        const double raw = by->scales ? value[by->param] * amount : amount;
        value[by->param] = real_clamp(raw, ranges[by->param].low, ranges[by->param].high);
    }
}

static bool modes_fit(const vehicle_knowledge_t* const knowledge, const uint16_t* const modes,
                      const int count)
{
    for (int i = 0; i < count; ++i) {
        if (modes[i] >= knowledge->mode_count) {
            return false;
        }
        for (int j = 0; j < i; ++j) {
            if (strcmp(knowledge->mode[modes[i]].axis, knowledge->mode[modes[j]].axis) == 0) {
                return false;
            }
        }
    }
    return true;
}

// NOLINTNEXTLINE(readability-function-size): the seven arguments are the room's contract.
bool car_model_init(car_model_t* const self, const vehicle_knowledge_t* const knowledge,
                    const vehicle_t* const car, const uint16_t* const modes, const int mode_count,
                    const car_weather_t weather, const uint64_t draw)
{
    if (!modes_fit(knowledge, modes, mode_count)) {
        return false;
    }
    double deviates[vehicle_param_count] = {0.0};
    memcpy(self->value, car->value, sizeof self->value);
    if (draw != 0U) {
        scatter(self->value, deviates, draw);
    }
    for (int k = 0; k < mode_count; ++k) {
        overrule(self->value, deviates, &knowledge->mode[modes[k]]);
    }
    self->weather = weather;
    self->seed = draw;
    self->finer = false;
    car_model_compile(self);
    return true;
}
