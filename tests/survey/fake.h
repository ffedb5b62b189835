/// A pocket car for the tests of survey, in place of src/car: five modes, a lid that opens unless something
/// holds it, and simple laws, so that every chance can be computed by hand. Counts its runs.
#pragma once
#include "car/car.h"
#include "car/state.h"
#include "survey/survey.h"
#include <stdio.h>
#include <string.h>

enum { fake_dead, fake_weak, fake_wire, fake_ice, fake_lamp, fake_modes };
enum { fake_press, fake_lamps, fake_ask, fake_question, fake_published, fake_warm, fake_moves };

static uint64_t fake_runs;
static uint64_t fake_blind; ///< bit of a mode: car_reads denies that it matters
static uint64_t fake_late;  ///< cars of smaller seeds do not show that their battery is weak

static vehicle_knowledge_t fake_knowledge;
static vehicle_t fake_car;
static vehicle_given_t fake_given[3];
static vehicle_given_t fake_answer[1];
static vehicle_effect_t fake_effect[3];
static vehicle_stroke_t fake_stroke[1];
static vehicle_factor_t fake_factor[2];
static uint16_t fake_need[1];

car_weather_t car_weather_of_cell(int temperature, bool wet)
{
    static const double celsius[] = {20.0, -5.0, -20.0};
    return (car_weather_t){.celsius = celsius[temperature], .wet = wet};
}

/// Keeps the modes as bits in a value; the seed says which car of the model it is.
bool car_model_init(car_model_t* self, const vehicle_knowledge_t* knowledge, const vehicle_t* car,
                    const uint16_t* modes, int mode_count, car_weather_t weather, uint64_t draw)
{
    (void)car;
    unsigned bits = 0;
    for (int k = 0; k < mode_count; k++) {
        for (int other = 0; other < k; other++) {
            if (strcmp(knowledge->mode[modes[k]].axis, knowledge->mode[modes[other]].axis) == 0) {
                return false;
            }
        }
        bits |= 1U << modes[k];
    }
    memset(self, 0, sizeof *self);
    self->value[0] = bits;
    self->weather = weather;
    self->seed = draw;
    return true;
}

void car_start(const car_model_t* model, car_state_t* state)
{
    (void)model;
    memset(state, 0, sizeof *state);
}

static bool fake_has(const car_model_t* model, int mode)
{
    return ((unsigned)model->value[0] >> mode & 1U) != 0U;
}

/// A weak battery fails on every third car of the model; ice holds on hard frost only; a wet lamp goes out.
car_percept_t car_run(const car_model_t* model, car_state_t* state, const vehicle_stroke_t* strokes,
                      int count, const car_recorder_t* recorder)
{
    (void)state;
    (void)strokes;
    (void)recorder;
    fake_runs++;
    const bool weak = fake_has(model, fake_weak) && model->seed % 3 == 1 && model->seed >= fake_late;
    const bool iced = fake_has(model, fake_ice) && model->weather.celsius < -10.0;
    const bool dead = fake_has(model, fake_dead);
    car_percept_t percept = {0};
    percept.opened = count > 0 && !weak && !dead && !iced && !fake_has(model, fake_wire);
    percept.lid_clicks = count > 0 && iced && !dead && !fake_has(model, fake_wire);
    percept.dash_V = dead ? 2.0 : fake_has(model, fake_lamp) && model->weather.wet ? 9.0 : 12.0;
    return percept;
}

int car_sense(vehicle_sense_t sense, const car_model_t* model, const car_state_t* state,
              const car_percept_t* percept)
{
    (void)model;
    (void)state;
    if (sense == vehicle_sense_release) {
        return percept->opened ? 0 : percept->lid_clicks > 0 ? 2 : 7;
    }
    return percept->dash_V > 11.0 ? 0 : percept->dash_V > 5.0 ? 1 : 2;
}

bool car_reads(const vehicle_move_t* move, const vehicle_mode_t* mode)
{
    const int number = (int)(mode - fake_knowledge.mode);
    if ((fake_blind >> number & 1U) != 0U) {
        return false;
    }
    return move->sense == vehicle_sense_release ? number != fake_lamp
                                                : number == fake_dead || number == fake_lamp;
}

static vehicle_mode_t fake_mode(const char* id, const char* axis, uint8_t cells)
{
    return (vehicle_mode_t){
        .id = id, .part = axis, .name = id, .axis = axis, .is_cause = true, .cells = cells};
}

static vehicle_move_t fake_move(const char* id, uint16_t sense)
{
    return (vehicle_move_t){.id = id,
                            .uses = "",
                            .text = id,
                            .phase = vehicle_phase_open,
                            .sense = sense,
                            .fails_reading = vehicle_readings_max,
                            .opens_reading = vehicle_readings_max,
                            .minutes = 1.0,
                            .currency = "USD"};
}

static void fake_sensed(vehicle_move_t* move, const vehicle_stroke_t* strokes, uint16_t count)
{
    static const char* const release[] = {"opens",       "frees-not-rises", "lid-click", "hum",
                                          "weak-clicks", "cabin-click",     "beep",      "silence"};
    static const char* const dash[] = {"normal", "dim", "dark"};
    const bool is_release = move->sense == vehicle_sense_release;
    move->strokes = strokes;
    move->stroke_count = count;
    move->reading_count = is_release ? 8 : 3;
    move->opens_reading = is_release ? 0 : vehicle_readings_max;
    for (int k = 0; k < move->reading_count; k++) {
        move->reading_id[k] = is_release ? release[k] : dash[k];
    }
}

static void fake_fill_moves(void)
{
    vehicle_move_t* const move = fake_knowledge.move;
    move[fake_press] = fake_move("press-fob", vehicle_sense_release);
    move[fake_lamps] = fake_move("look-dash", vehicle_sense_dash);
    move[fake_ask] = fake_move("ask-worked-today", vehicle_none);
    move[fake_question] = fake_move("ask-has-light", vehicle_none);
    move[fake_published] = fake_move("published-slot", vehicle_sense_release);
    move[fake_warm] = fake_move("press-fob-warm", vehicle_sense_release);
    fake_sensed(&move[fake_press], fake_stroke, 1);
    fake_sensed(&move[fake_lamps], NULL, 0);
    fake_sensed(&move[fake_published], fake_stroke, 1);
    fake_sensed(&move[fake_warm], fake_stroke, 1);
    move[fake_published].only_published = true;
    move[fake_warm].fails_reading = 6;
    move[fake_warm].fails_p = 0.2;
    move[fake_warm].needs = fake_need;
    move[fake_warm].need_count = 1;
    move[fake_ask].reading_id[0] = move[fake_question].reading_id[0] = "yes";
    move[fake_ask].reading_id[1] = move[fake_question].reading_id[1] = "no";
    move[fake_ask].reading_count = move[fake_question].reading_count = 2;
    move[fake_ask].given = fake_given;
    move[fake_ask].given_count = 3;
    move[fake_question].given = fake_answer;
    move[fake_question].given_count = 1;
    move[fake_question].gives = &fake_effect[0];
    move[fake_question].give_count = 1;
    move[fake_press].mends = &fake_effect[1];
    move[fake_press].mend_count = 1;
    fake_knowledge.move_count = fake_moves;
}

static void fake_fill(void)
{
    static const char* const reading[] = {"opens", "silence"};
    static const char* const reading_text[] = {"It opens", "Nothing"};
    memset(&fake_knowledge, 0, sizeof fake_knowledge);
    memset(&fake_car, 0, sizeof fake_car);
    fake_runs = 0;
    fake_blind = 0;
    fake_late = 0;
    fake_knowledge.mode[fake_dead] = fake_mode("battery=dead", "battery", 0);
    fake_knowledge.mode[fake_weak] = fake_mode("battery=weak", "battery", 0);
    fake_knowledge.mode[fake_wire] = fake_mode("loom=broken", "loom", 0);
    fake_knowledge.mode[fake_ice] = fake_mode("latch=ice", "latch", vehicle_cell_frost);
    fake_knowledge.mode[fake_ice].needs_frost = true;
    fake_knowledge.mode[fake_lamp] = fake_mode("lamp=wet", "lamp", vehicle_cell_wet);
    fake_knowledge.mode[fake_lamp].is_cause = false;
    fake_knowledge.mode_count = fake_modes;
    fake_knowledge.fact[0] = (vehicle_fact_t){.id = "has-light", .ask = "A torch?", .kind = "tool", .p = 0.8};
    fake_knowledge.fact_count = 1;
    fake_need[0] = 0;
    fake_given[0] = (vehicle_given_t){.mode = vehicle_none, .p = {0.5, 0.5}};
    fake_given[1] = (vehicle_given_t){.mode = fake_dead, .p = {0.3, 0.7}};
    fake_given[2] = (vehicle_given_t){.mode = fake_wire, .p = {0.9, 0.1}};
    fake_answer[0] = (vehicle_given_t){.mode = vehicle_none, .p = {0.8, 0.2}};
    fake_effect[0] = (vehicle_effect_t){.reading = 0, .target = 0};
    fake_effect[1] = (vehicle_effect_t){.reading = 0, .target = fake_wire};
    fake_stroke[0] = (vehicle_stroke_t){.length_ms = 400, .stimulus = vehicle_stimulus_fob_lid, .value = 1.0};
    fake_fill_moves();
    fake_factor[0] = (vehicle_factor_t){.bucket = 1, .mode = fake_ice, .factor = 2.0};
    fake_factor[1] = (vehicle_factor_t){.bucket = 1, .mode = fake_ice, .factor = 4.0};
    fake_knowledge.circumstance[0] = (vehicle_circumstance_t){.name = "temperature",
                                                              .label = {"warm", "frost"},
                                                              .bucket_count = 2,
                                                              .factors = fake_factor,
                                                              .factor_count = 2};
    fake_knowledge.circumstance_count = 1;
    fake_knowledge.nothing_wrong = 0.02;
    fake_knowledge.reading_id = reading;
    fake_knowledge.reading_text = reading_text;
    fake_knowledge.reading_count = 2;
    static const double share[] = {10.0, 20.0, 30.0, 40.0, 0.0};
    for (int k = 0; k < fake_modes; k++) {
        fake_knowledge.share[k][0] = share[k];
    }
    fake_knowledge.rate[fake_lamp][0] = 10.0;
    fake_knowledge.coexistence = 0.2;
    fake_car.id = fake_car.name = "pocket-car";
    fake_car.body = "sedan";
    fake_car.word_lid = "lid";
    fake_car.word_space = "trunk";
    fake_car.market = "us";
}
