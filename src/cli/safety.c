#include "proof/safety.h"
#include "car/car.h"
#include "cli/cli.h"

/// The configuration of one car as built; `drives` tells whether anything electric releases its lid.
static node_config_t config_of(const cli_t* const self, const vehicle_t* const car, bool* const drives)
{
    static car_model_t model;
    (void)car_model_init(&model, self->knowledge, car, NULL, 0, car_weather_of_cell(0, false), 0);
    *drives = !model.cable_only;
    return model.node;
}

static void print_verdicts(const char* const id, const node_config_t* const config, const bool drives)
{
    static const char* const words[] = {"untried", "absent", "kept", "FAILED"};
    for (int number = 1; number <= (int)proof_safety_cases; number++) {
        if (proof_safety_is_tried(number)) {
            const proof_safety_t result = proof_safety_try(number, config, drives);
            (void)printf("%-20s U%-3d %-7s%s%s\n", id, number, words[result.verdict],
                         result.found[0] != '\0' ? " " : "", result.found);
        }
    }
    (void)fflush(stdout);
}

int cli_safety(cli_t* const self)
{
    for (int number = 1; number <= (int)proof_safety_cases; number++) {
        (void)printf("U%-3d %s\n", number, proof_safety_question(number));
    }
    const node_config_t reference = proof_safety_reference();
    print_verdicts("reference", &reference, true);
    for (int k = 0; k < self->car_count; k++) {
        const vehicle_t* const car = cli_load_car(self, self->car_id[k]);
        if (car == NULL) {
            return cli_bad_file;
        }
        bool drives = true;
        const node_config_t config = config_of(self, car, &drives);
        print_verdicts(car->id, &config, drives);
    }
    return cli_done;
}
