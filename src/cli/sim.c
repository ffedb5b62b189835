#include "car/plot.h"
#include "car/sound.h"
#include "car/state.h"
#include "cli/cli.h"
#include <stdlib.h>
#include <string.h>

enum { moves_max = 16, faults_max = 8 };

typedef struct {
    const vehicle_t* car;
    uint16_t fault[faults_max];
    int fault_count;
    uint16_t move[moves_max];
    int move_count;
    car_weather_t weather;
    uint64_t draw;
    bool hash; ///< print what tells this state from every other
} simulation_t;

static bool add_fault(const cli_t* const self, simulation_t* const sim, const char* const word)
{
    const uint16_t mode = vehicle_find_mode(self->knowledge, word);
    if (mode == vehicle_none || !vehicle_mode_occurs(self->knowledge, sim->car, mode)) {
        (void)fprintf(stderr, "decklid: --fault %s: %s\n", word,
                      mode == vehicle_none ? "no such PART=MODE" : "does not occur on this car");
        cli_suggest_mode(self, sim->car, word);
        return false;
    }
    if (sim->fault_count == (int)faults_max) {
        (void)fprintf(stderr, "decklid: at most %d faults at once\n", (int)faults_max);
        return false;
    }
    sim->fault[sim->fault_count] = mode;
    sim->fault_count++;
    return true;
}

static bool add_move(const cli_t* const self, simulation_t* const sim, const char* const word)
{
    const char* ids[vehicle_moves_max];
    const uint16_t move = vehicle_find_move(self->knowledge, word);
    if (move != vehicle_none && self->knowledge->move[move].sense != vehicle_none &&
        sim->move_count < (int)moves_max) {
        sim->move[sim->move_count] = move;
        sim->move_count++;
        return true;
    }
    for (int k = 0; k < self->knowledge->move_count; k++) {
        ids[k] = self->knowledge->move[k].id;
    }
    (void)fprintf(stderr, "decklid: --do %s: %s\n", word,
                  move == vehicle_none ? "no such move" : "not a move that acts on the car");
    cli_suggest(word, ids, self->knowledge->move_count);
    return false;
}

static bool add_moves(const cli_t* const self, simulation_t* const sim, const char* const list)
{
    for (const char* at = list; *at != '\0';) {
        char word[100];
        const size_t length = strcspn(at, ",");
        (void)snprintf(word, sizeof word, "%.*s", (int)(length < 99U ? length : 99U), at);
        if (!add_move(self, sim, word)) {
            return false;
        }
        at += length;
        at += *at == ',' ? 1 : 0;
    }
    return true;
}

static bool set_weather(simulation_t* const sim, const char* const word)
{
    static const char* const temperatures[] = {"temperature=warm", "temperature=frost",
                                               "temperature=hard-frost"};
    for (int k = 0; k < 3; k++) {
        if (strcmp(word, temperatures[k]) == 0) {
            sim->weather = car_weather_of_cell(k, sim->weather.wet);
            return true;
        }
    }
    if (strcmp(word, "wet=yes") == 0 || strcmp(word, "wet=no") == 0) {
        sim->weather.wet = word[4] == 'y';
        return true;
    }
    (void)fprintf(stderr, "decklid: --at %s: expected temperature=warm|frost|hard-frost or wet=yes|no\n",
                  word);
    return false;
}

static bool apply(const cli_t* const self, simulation_t* const sim, const char* const name,
                  const char* const value)
{
    if (strcmp(name, "--fault") == 0) {
        return add_fault(self, sim, value);
    }
    if (strcmp(name, "--do") == 0) {
        return add_moves(self, sim, value);
    }
    return strcmp(name, "--at") != 0 || set_weather(sim, value);
}

// What a run leaves behind: curves and sound.
typedef struct {
    car_plot_t plot;
    car_sound_t sound;
} trace_t;

static void take_both(void* const context, const uint32_t t_ms, const car_model_t* const model,
                      const car_state_t* const state)
{
    trace_t* const trace = context;
    const car_recorder_t plot = car_plot_recorder(&trace->plot);
    const car_recorder_t sound = car_sound_recorder(&trace->sound);
    plot.sample(plot.context, t_ms, model, state);
    sound.sample(sound.context, t_ms, model, state);
}

static const char* yes(const bool value)
{
    return value ? "yes" : "no";
}

static void print_run(const cli_t* const self, const car_model_t* const model, const car_state_t* const state,
                      const vehicle_move_t* const move, const car_percept_t* const percept)
{
    const int reading = car_sense((vehicle_sense_t)move->sense, model, state, percept);
    const char* const id = reading >= 0 && reading < move->reading_count ? move->reading_id[reading] : "?";
    (void)printf("%-28s %s\n", move->id, id);
    for (int k = 0; k < self->knowledge->reading_count; k++) {
        if (strcmp(self->knowledge->reading_id[k], id) == 0) {
            (void)printf("    %s\n", self->knowledge->reading_text[k]);
        }
    }
    (void)printf(
        "    lid open %s, latch freed %s after %u ms, motor heard %u ms, hum %u ms, clicks at the lid %u, "
        "relay %s, beep %s, flashers %s\n",
        yes(percept->opened), yes(percept->freed), percept->release_ms, percept->motor_ms, percept->hum_ms,
        (unsigned)percept->lid_clicks, yes(percept->relay_clicked), yes(percept->beeped),
        yes(percept->flashed));
    (void)printf("    battery at rest %.2f V, at the drive %.2f V, drive current %.2f A, refusal: %s\n",
                 percept->rest_V, percept->drive_V, percept->drive_A,
                 ecu_refusal_name((ecu_refusal_t)percept->refusal));
}

static int run_moves(const cli_t* const self, const simulation_t* const sim, trace_t* const trace)
{
    static car_model_t model;
    static car_state_t state;
    if (!car_model_init(&model, self->knowledge, sim->car, sim->fault, sim->fault_count, sim->weather,
                        sim->draw)) {
        (void)fprintf(stderr, "decklid: these faults cannot be together\n");
        return cli_usage;
    }
    car_start(&model, &state);
    const car_recorder_t recorder = {.sample = take_both, .context = trace};
    for (int k = 0; k < sim->move_count; k++) {
        const vehicle_move_t* const move = &self->knowledge->move[sim->move[k]];
        const car_percept_t percept = car_run(&model, &state, move->strokes, move->stroke_count, &recorder);
        print_run(self, &model, &state, move, &percept);
        if (sim->hash) {
            (void)printf("    state %016llx\n", (unsigned long long)car_state_hash(&state));
        }
    }
    return cli_done;
}

static int write_text(const char* const path,
                      size_t (*const write)(const car_plot_t* plot, char* text, size_t capacity),
                      const car_plot_t* const plot)
{
    if (path == NULL) {
        return cli_done;
    }
    const size_t length = write(plot, NULL, 0U);
    char* const text = malloc(length + 1U);
    if (text == NULL) {
        return cli_bad_file;
    }
    (void)write(plot, text, length + 1U);
    const bool written = cli_write_file(path, text, length);
    free(text);
    return written ? cli_done : cli_bad_file;
}

static int write_wav(const char* const path, const int16_t* const samples, const size_t count)
{
    if (path == NULL) {
        return cli_done;
    }
    const size_t length = car_sound_wav(samples, count, NULL, 0U);
    unsigned char* const bytes = malloc(length);
    if (bytes == NULL) {
        return cli_bad_file;
    }
    (void)car_sound_wav(samples, count, bytes, length);
    const bool written = cli_write_file(path, bytes, length);
    free(bytes);
    return written ? cli_done : cli_bad_file;
}

static int write_sound_svg(const char* const path, const car_sound_t* const sound,
                           const int16_t* const samples, const size_t count)
{
    if (path == NULL) {
        return cli_done;
    }
    const size_t length = car_sound_svg(sound, samples, count, NULL, 0U);
    char* const text = malloc(length + 1U);
    if (text == NULL) {
        return cli_bad_file;
    }
    (void)car_sound_svg(sound, samples, count, text, length + 1U);
    const bool written = cli_write_file(path, text, length);
    free(text);
    return written ? cli_done : cli_bad_file;
}

static int write_sound(const cli_given_t* const given, const car_sound_t* const sound)
{
    if (!cli_has(given, "--wav") && !cli_has(given, "--sound-svg")) {
        return cli_done;
    }
    const size_t count = car_sound_render(sound, NULL, 0U);
    int16_t* const samples = malloc(count * sizeof *samples);
    if (samples == NULL) {
        return cli_bad_file;
    }
    (void)car_sound_render(sound, samples, count);
    int status = write_wav(cli_value(given, "--wav"), samples, count);
    status =
        status != cli_done ? status : write_sound_svg(cli_value(given, "--sound-svg"), sound, samples, count);
    free(samples);
    return status;
}

int cli_sim(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {
        {"--car", false, "a car's id"},        {"--fault", false, "PART=MODE"},
        {"--do", false, "MOVE[,MOVE].."},      {"--at", false, "NAME=VALUE"},
        {"--plot", false, "an SVG file"},      {"--csv", false, "a CSV file"},
        {"--seed", false, "a number"},         {"--wav", false, "a WAV file"},
        {"--sound-svg", false, "an SVG file"}, {"--hash", true, NULL},
    };
    cli_given_t given;
    if (!cli_parse(argc, argv, options, sizeof options / sizeof options[0], &given)) {
        return cli_usage;
    }
    if (!cli_has(&given, "--car") || !cli_has(&given, "--do")) {
        (void)fprintf(stderr, "decklid sim: --car ID and --do MOVE[,MOVE].. are needed\n");
        return cli_usage;
    }
    simulation_t sim = {.car = cli_load_car(self, cli_value(&given, "--car")),
                        .weather = car_weather_of_cell(0, false),
                        .hash = cli_has(&given, "--hash")};
    if (sim.car == NULL || !cli_number(&given, "--seed", UINT64_MAX, &sim.draw)) {
        return cli_usage;
    }
    for (int k = 0; k < given.count; k++) {
        if (!apply(self, &sim, given.name[k], given.value[k])) {
            return cli_usage;
        }
    }
    trace_t* const trace = calloc(1U, sizeof *trace);
    int status = trace == NULL ? cli_bad_file : run_moves(self, &sim, trace);
    status =
        status != cli_done ? status : write_text(cli_value(&given, "--plot"), car_plot_svg, &trace->plot);
    status = status != cli_done ? status : write_text(cli_value(&given, "--csv"), car_plot_csv, &trace->plot);
    status = status != cli_done ? status : write_sound(&given, &trace->sound);
    free(trace);
    return status;
}
