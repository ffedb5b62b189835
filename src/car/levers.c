// Blades, levers and bare hands: forces on latch, lid and doors, and voltage at the car's posts.
#include "car/strokes.h"

static const double push_N = 100.0; // with flat hands from inside
static const uint32_t reaction_ms = 300;

static const plant_way_t ways[vehicle_stimulus_count] = {
    [vehicle_stimulus_key_lid] = plant_way_key,    [vehicle_stimulus_lever] = plant_way_lever,
    [vehicle_stimulus_cord] = plant_way_cord,      [vehicle_stimulus_pawl_tool] = plant_way_pawl,
    [vehicle_stimulus_slot_tool] = plant_way_slot,
};

void stroke_pull(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->plant.effort[ways[stroke->stimulus]] = stroke->value;
}

// Whoever works at the latch from inside pushes the lid out as soon as it is free.
void stroke_pull_inside(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    if (run->percept.freed && (run->plant.hand.force_N >= 0.0)) {
        run->plant.hand.force_N = push_N;
    }
    stroke_pull(run, stroke);
}

// Whoever presses the lid down lets go on hearing it come free.
void stroke_force(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    const bool let_go =
        (stroke->value < 0.0) && run->percept.freed && (run->state->now_ms >= run->freed_ms + reaction_ms);
    run->plant.hand.force_N = let_go ? 0.0 : stroke->value;
}

void stroke_rock(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->plant.hand.rock_mm = stroke->value;
}

void stroke_feed_post(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->plant.feed_post_V = stroke->value;
}

void stroke_feed_battery(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    run->plant.feed_battery_V = stroke->value;
}

void stroke_key_door(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    const bool turns = car_is_on(run->model->value, vehicle_doors_blade) &&
                       car_is_on(run->model->value, vehicle_doors_cylinder_ok) &&
                       !car_is_on(run->model->value, vehicle_doors_electric) && (stroke->value > 0.3);
    if (turns) {
        run->state->settings.door_unlocked = 1U;
        run->state->settings.receiver_asleep = 0U;
    }
}

void stroke_door_pull(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    car_settings_t* const settings = &run->state->settings;
    const bool unlocked = !node_memory(&run->state->node)->locked || (settings->door_unlocked != 0U);
    const bool powered =
        !car_is_on(run->model->value, vehicle_doors_electric) || (run->state->plant.unit_V > 7.0);
    if (unlocked && powered) {
        settings->door_open = 1U;
        run->percept.door_opened = true;
        // The alarm watches a door that the blade has opened only where it minds the blade.
        const bool by_blade = (settings->door_unlocked != 0U) && node_memory(&run->state->node)->locked;
        run->pins.door = !by_blade || car_is_on(run->model->value, vehicle_locking_alarm_on_blade);
    }
}

void stroke_seat_fold(car_run_t* const run, const vehicle_stroke_t* const stroke)
{
    (void)stroke;
    run->percept.seat_pulled = true;
}
