// Contacts between hands or claw and the unit's pins: each change of one jumps for some milliseconds, drawn
// from a seed beside the run's luck, so that a press more leaves the rest of a run's chances as they are.
#include <string.h>

#include "car/inside.h"

static const vehicle_param_t mean_ms[CAR_CONTACTS] = {vehicle_bounce_lid_button_ms,
                                                      vehicle_bounce_cabin_button_ms,
                                                      vehicle_bounce_handle_ms, vehicle_bounce_lid_open_ms};

// ORDER mean_ms
static void take(const node_port_in_t* const pins, uint16_t* const counts)
{
    counts[0] = pins->lid_button_counts;
    counts[1] = pins->cabin_button_counts;
    counts[2] = pins->handle_counts;
    counts[3] = pins->lid_switch_counts;
}

// ORDER mean_ms
static void put(node_port_in_t* const pins, const uint16_t* const counts)
{
    pins->lid_button_counts = counts[0];
    pins->cabin_button_counts = counts[1];
    pins->handle_counts = counts[2];
    pins->lid_switch_counts = counts[3];
}

void car_contacts_begin(car_run_t* const run)
{
    base_random_seed(&run->jumps, ~run->model->seed * 0xd1342543de82ef95U + run->state->runs);
    car_pins(run->model, run->state, &run->pins);
    take(&run->pins, run->goal);
}

static void change(car_run_t* const run, const int k, const uint16_t goal)
{
    car_contact_t* const contact = &run->contact[k];
    const double chance = car_chance(&run->jumps);
    contact->bounce = plant_bounce(run->model->value[mean_ms[k]], chance, base_random_next(&run->jumps));
    contact->before = run->goal[k];
    contact->changed_ms = run->state->now_ms;
    run->goal[k] = goal;
    const uint32_t end_ms = contact->changed_ms + contact->bounce.length_ms;
    run->jumps_until_ms = (end_ms > run->jumps_until_ms) ? end_ms : run->jumps_until_ms;
}

// A pin's level changes with its contact, or when water comes to it: fuse and pull-up are what they are for
// the whole run.
void car_contacts(car_run_t* const run)
{
    uint16_t counts[CAR_CONTACTS];
    take(&run->pins, counts);
    if (!car_contacts_jump(run) && (memcmp(counts, run->goal, sizeof counts) == 0)) {
        return;
    }
    for (int k = 0; k < CAR_CONTACTS; ++k) {
        const car_contact_t* const contact = &run->contact[k];
        if (counts[k] != run->goal[k]) {
            change(run, k, counts[k]);
        }
        if (!plant_bounce_is_there(&contact->bounce, run->state->now_ms - contact->changed_ms)) {
            counts[k] = contact->before;
        }
    }
    put(&run->pins, counts);
}

bool car_contacts_jump(const car_run_t* const run)
{
    return run->state->now_ms < run->jumps_until_ms;
}
