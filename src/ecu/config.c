#include "ecu/config.h"

#include "ecu/release.h"

/// Where a figure is not forced by a test case it is the middle of what cars do.
ecu_config_t ecu_default_config(void)
{
    return (ecu_config_t){
        .start_mV = 9000,
        .abort_mV = 6500,
        .shed_mV = 0,
        .reset_mV = 6000,
        .pulse_ms = 400, // pull, rest and a second whole pulse still end within the handle's second
        .rest_ms = 100,
        .verify_ms = 1000,
        .stall_mA = 5000,
        .stall_ms = 350,
        .short_mA = 30000,
        .idle_mA = 500,
        .load_mA = 150,
        .tries_per_min = 3,
        .hold_ms = 500, // a press by accident in the pocket is shorter
        .double_ms = 1000,
        .frame_gap_ms = 200,
        .press_ms = 60,
        .handle_ms = 80,
        .quiet_ms = 120,
        .stuck_s = 20,
        .chatter_edges = 16,
        .acts_on_release = true,
        .lid_needs_unlocked = true,
        .cabin_needs_unlocked = true,
        .needs_park = true,
        .speed_max_kmh = 5,
        .speed_age_max_ms = 500,
        .park_age_max_ms = 1000,
        .passive_present = true,
        .passive_measures = true,
        .passive_range_mm = 1000,
        .passive_in_trunk = false, // whoever comes by would have the trunk, and the key in it
        .foot_present = false,     // a hose or a cat asks as well as a foot
        .reopens_on_key = true,
        .search_ms = 300,
        .phone_present = true,
        .handle_present = true,
        .valet_present = true,
        .menu_present = true,
        .alarm_present = true,
        .alarm_on_blade = false,
        .beeps = true,
        .wake_ms = 20,
        .sleep_ms = 10000,
    };
}

static bool within(const uint32_t value, const uint32_t low, const uint32_t high)
{
    return low <= value && value <= high;
}

static bool drive_is_sound(const ecu_config_t* const self)
{
    return within(self->pulse_ms, 1, 1000) && within(self->rest_ms, 20, 1000) &&
           within(self->stall_ms, 1, 500) && within(self->tries_per_min, 1, ECU_TRIES_MAX) &&
           self->verify_ms >= self->rest_ms;
}

bool ecu_config_is_sound(const ecu_config_t* const self)
{
    return drive_is_sound(self) && self->reset_mV <= self->abort_mV && self->abort_mV <= self->start_mV &&
           within(self->press_ms, 1, 1000) && within(self->handle_ms, 1, 300) &&
           within(self->quiet_ms, 1, 1000) && within(self->frame_gap_ms, 1, 1000) &&
           within(self->stuck_s, 1, 600) && within(self->chatter_edges, 1, 200) &&
           within(self->sleep_ms, 1, 60000) && self->wake_ms <= 200U;
}
