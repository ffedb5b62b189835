// What the table of reads leaves out must not matter: every mode on every car, in every move that does not
// read it.
#include "check.h"

#include "car/car.h"
#include "vehicle/garage.h"

static garage_t garage;

static int reading_of(const car_model_t* const model, const car_state_t* const start,
                      const vehicle_move_t* const move)
{
    car_state_t state = *start;
    const car_percept_t percept = car_run(model, &state, move->strokes, move->stroke_count, NULL);
    return car_sense((vehicle_sense_t)move->sense, model, &state, &percept);
}

static int disagreements(const vehicle_t* const car, const int cell, const uint64_t draw)
{
    static car_model_t sound;
    static car_model_t faulty;
    car_state_t sound_start;
    car_state_t faulty_start;
    int wrong = 0;
    const car_weather_t weather = car_weather_of_cell(cell / 2, cell % 2 != 0);
    assert_true(car_model_init(&sound, garage.knowledge, car, NULL, 0, weather, draw));
    car_start(&sound, &sound_start);
    for (uint16_t m = 0; m < garage.knowledge->mode_count; ++m) {
        if (!vehicle_mode_occurs(garage.knowledge, car, m)) {
            continue;
        }
        assert_true(car_model_init(&faulty, garage.knowledge, car, &m, 1, weather, draw));
        car_start(&faulty, &faulty_start);
        for (int k = 0; k < garage.knowledge->move_count; ++k) {
            const vehicle_move_t* const move = &garage.knowledge->move[k];
            const bool skipped = (move->sense != vehicle_none) &&
                                 vehicle_when_holds(move->when, move->when_count, car->value) &&
                                 !car_reads(move, &garage.knowledge->mode[m]);
            if (skipped &&
                (reading_of(&sound, &sound_start, move) != reading_of(&faulty, &faulty_start, move))) {
                (void)fprintf(stderr, "%s: %s depends on %s\n", car->id, move->id,
                              garage.knowledge->mode[m].id);
                wrong += 1;
            }
        }
    }
    return wrong;
}

static void a_move_does_not_depend_on_a_mode_that_it_does_not_read(void** context)
{
    (void)context;
    int wrong = 0;
    for (int c = 0; c < garage.count; ++c) {
        wrong += disagreements(garage.car[c], 0, 0);
        wrong += disagreements(garage.car[c], 5, 3);
    }
    assert_int_equal(wrong, 0);
}

static void the_table_leaves_something_out(void** context)
{
    (void)context;
    long all = 0;
    long read = 0;
    for (int k = 0; k < garage.knowledge->move_count; ++k) {
        for (int m = 0; m < garage.knowledge->mode_count; ++m) {
            const vehicle_move_t* const move = &garage.knowledge->move[k];
            all += (move->sense != vehicle_none) ? 1 : 0;
            read += ((move->sense != vehicle_none) && car_reads(move, &garage.knowledge->mode[m])) ? 1 : 0;
        }
    }
    assert_true((read > 0) && (10 * read < 8 * all));
}

static int open_garage(void** context)
{
    (void)context;
    return garage_open(&garage) ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_move_does_not_depend_on_a_mode_that_it_does_not_read),
        cmocka_unit_test(the_table_leaves_something_out),
    };
    return cmocka_run_group_tests(tests, open_garage, NULL);
}
