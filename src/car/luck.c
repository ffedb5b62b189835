// Chances that a run draws once: what water, a loose retrofit and a rubbed wire do in it.
#include "car/inside.h"

double car_chance(base_random_t* const random)
{
    return (double)(base_random_next(random) >> 11) * (1.0 / 9007199254740992.0);
}

void car_draw_luck(car_run_t* const run)
{
    const double* const value = run->model->value;
    run->luck_rest = car_chance(&run->random);
    run->luck_moved = car_chance(&run->random);
    const double wet = car_chance(&run->random);
    const double popper = car_chance(&run->random);
    const bool noisy = car_is_on(value, vehicle_bcm_wet_noise);
    run->output_dead = noisy && (wet >= 0.35) && (wet < 0.8);
    run->unit_dead = (noisy && (wet >= 0.8)) || (value[vehicle_bcm_ok] < 0.5);
    run->retrofit_open = (value[vehicle_retrofit_ok] < 0.5) && (popper >= 0.3);
}
