#include "web/bay.h"
#include "vehicle/pack.h"
#include <stdio.h>
#include <string.h>

enum { files_max = 64, id_max = 80 };

static void say(const bay_t* const self, char* const error, const char* const english)
{
    (void)snprintf(error, bay_error_max, "%s", session_say(&self->language, english));
}

/// What is so, by its name in the language of the bay.
static const char* name_of(const bay_t* const self, const uint16_t mode)
{
    return session_say(&self->language, self->knowledge->mode[mode].name);
}

// ---- opening

static void forget_plot(bay_t* const self)
{
    self->plot.count = 0;
    self->plot.dropped = 0;
    self->plot.last_ms = 0;
    self->plot.offset_s = 0.0;
    self->point_count = 0;
}

static void forget(bay_t* const self)
{
    forget_plot(self);
    self->sound.tick_count = 0;
    self->sound.strike_count = 0;
    self->sample_count = 0;
    self->run = (bay_run_t){.reading = -1};
    self->person.car = NULL;
}

bool bay_open(bay_t* const self, const char* const bytes, const size_t length, char* const error)
{
    vehicle_file_t files[files_max];
    const vehicle_file_t pack = {"knowledge.pack", bytes, length};
    vehicle_errors_t errors = {.text = error, .capacity = bay_error_max};
    error[0] = '\0';
    self->arena = (base_arena_t){.bytes = self->memory, .capacity = sizeof self->memory};
    self->knowledge = NULL;
    self->car = NULL;
    const int count = vehicle_pack_open(&pack, files, files_max, &errors);
    if (count >= 0) {
        self->knowledge = vehicle_load_knowledge(&self->arena, files, count, &errors);
    }
    self->knowledge_used = self->arena.used;
    return self->knowledge != NULL;
}

bool bay_choose(bay_t* const self, const char* const bytes, const size_t length, char* const error)
{
    vehicle_file_t file;
    const vehicle_file_t pack = {"car.pack", bytes, length};
    vehicle_errors_t errors = {.text = error, .capacity = bay_error_max};
    error[0] = '\0';
    self->car = NULL;
    forget(self);
    self->arena.used = self->knowledge_used;
    if (self->knowledge == NULL) {
        say(self, error, SAY("The knowledge comes first."));
        return false;
    }
    const int count = vehicle_pack_open(&pack, &file, 1, &errors);
    if (count == 1) {
        self->car = vehicle_load_car(&self->arena, self->knowledge, &file, &errors);
    } else if (count == 0) {
        say(self, error, SAY("No car in the pack."));
    }
    return self->car != NULL && bay_set(self, "", 0, false, 0, error);
}

// ---- as it is

typedef struct {
    uint16_t mode[bay_modes_max];
    int count;
} modes_t;

static bool take_mode(const bay_t* const self, const char* const id, modes_t* const modes, char* const error)
{
    const uint16_t mode = vehicle_find_mode(self->knowledge, id);
    if (mode == vehicle_none || !vehicle_mode_occurs(self->knowledge, self->car, mode)) {
        (void)snprintf(error, bay_error_max,
                       session_say_format(&self->language, SAY("%s does not occur on this car.")), id);
        return false;
    }
    if (modes->count == (int)bay_modes_max) {
        (void)snprintf(error, bay_error_max, session_say_format(&self->language, SAY("At most %d at once.")),
                       (int)bay_modes_max);
        return false;
    }
    for (int k = 0; k < modes->count; k++) {
        const char* const axis = self->knowledge->mode[modes->mode[k]].axis;
        if (strcmp(axis, self->knowledge->mode[mode].axis) == 0) {
            (void)snprintf(error, bay_error_max,
                           session_say_format(&self->language, SAY("These cannot be together: %s; %s.")),
                           name_of(self, modes->mode[k]), name_of(self, mode));
            return false;
        }
    }
    modes->mode[modes->count] = mode;
    modes->count++;
    return true;
}

static bool take_modes(const bay_t* const self, const char* words, modes_t* const modes, char* const error)
{
    while (*words != '\0') {
        char id[id_max];
        const size_t length = strcspn(words, " ");
        (void)snprintf(id, sizeof id, "%.*s", (int)(length < id_max ? length : id_max), words);
        if (length > 0 && !take_mode(self, id, modes, error)) {
            return false;
        }
        words += length + (words[length] == ' ' ? 1U : 0U);
    }
    return true;
}

bool bay_set(bay_t* const self, const char* const modes, const int temperature, const bool wet,
             const uint64_t draw, char* const error)
{
    modes_t taken = {.count = 0};
    car_model_t model;
    if (self->car == NULL || !take_modes(self, modes, &taken, error)) {
        return false;
    }
    const car_weather_t weather = car_weather_of_cell(temperature, wet);
    if (!car_model_init(&model, self->knowledge, self->car, taken.mode, taken.count, weather, draw)) {
        say(self, error, SAY("These cannot be together."));
        return false;
    }
    self->model = model;
    memcpy(self->mode, taken.mode, sizeof self->mode);
    self->mode_count = taken.count;
    self->weather = weather;
    self->draw = draw;
    bay_start(self);
    return true;
}

void bay_start(bay_t* const self)
{
    forget(self);
    car_start(&self->model, &self->state);
}

// ---- hands

typedef struct {
    const char* id;
    const char* label;
    uint16_t stimulus, sense;
    double value;
    uint32_t length_ms;
    vehicle_param_t needs; ///< a flag of the car; vehicle_param_count: none
} hand_t;

/// One press or pull as most people make it.
static const hand_t hands[] = {
    {"fob-lid", SAY("Key: {lid} button"), vehicle_stimulus_fob_lid, vehicle_sense_release, 1.0, 400,
     vehicle_param_count},
    {"fob-lid-long", SAY("Key: {lid} button, held"), vehicle_stimulus_fob_lid, vehicle_sense_release, 1.0,
     2500, vehicle_param_count},
    {"fob-unlock", SAY("Key: unlock"), vehicle_stimulus_fob_unlock, vehicle_sense_flashers, 1.0, 300,
     vehicle_param_count},
    {"fob-lock", SAY("Key: lock"), vehicle_stimulus_fob_lock, vehicle_sense_flashers, 1.0, 300,
     vehicle_param_count},
    {"fob2-lid", SAY("Second key: {lid} button"), vehicle_stimulus_fob2_lid, vehicle_sense_release, 1.0, 1500,
     vehicle_param_count},
    {"lid-button", SAY("Button on the {lid}"), vehicle_stimulus_lid_button, vehicle_sense_release, 1.0, 500,
     vehicle_param_count},
    {"cabin-button", SAY("Release in the cabin"), vehicle_stimulus_cabin_button, vehicle_sense_release, 1.0,
     800, vehicle_param_count},
    {"phone-unlock", SAY("Phone: unlock"), vehicle_stimulus_phone_unlock, vehicle_sense_flashers, 1.0, 500,
     vehicle_param_count},
    {"phone-lid", SAY("Phone: open the {lid}"), vehicle_stimulus_phone_lid, vehicle_sense_release, 1.0, 500,
     vehicle_param_count},
    {"key-lid", SAY("Blade in the {lid}"), vehicle_stimulus_key_lid, vehicle_sense_lid_key, 2.0, 1500,
     vehicle_cylinder_present},
    {"key-door", SAY("Blade in the driver's door"), vehicle_stimulus_key_door, vehicle_sense_door, 2.0, 800,
     vehicle_param_count},
    {"door-pull", SAY("Door handle"), vehicle_stimulus_door_pull, vehicle_sense_door, 1.0, 500,
     vehicle_param_count},
    {"handle", SAY("Release inside the {space}"), vehicle_stimulus_handle, vehicle_sense_handle, 80.0, 1500,
     vehicle_param_count},
    {"lever", SAY("Lever behind the cover"), vehicle_stimulus_lever, vehicle_sense_lever, 60.0, 1500,
     vehicle_param_count},
    {"cord", SAY("Pull cord"), vehicle_stimulus_cord, vehicle_sense_lever, 60.0, 1500, vehicle_param_count},
    {"glass-button", SAY("Rear window button"), vehicle_stimulus_glass_button, vehicle_sense_glass, 1.0, 500,
     vehicle_param_count},
    {"seat-fold", SAY("Seat release"), vehicle_stimulus_seat_fold, vehicle_sense_seat, 1.0, 1000,
     vehicle_param_count},
    {"ignition-on", SAY("Ignition on"), vehicle_stimulus_ignition, vehicle_sense_dash, 1.0, 1000,
     vehicle_param_count},
    {"ignition-off", SAY("Ignition off"), vehicle_stimulus_ignition, vehicle_sense_dash, 0.0, 300,
     vehicle_param_count},
    {"lid-down", SAY("Press the {lid} down"), vehicle_stimulus_lid_force, vehicle_sense_release, -200.0, 2000,
     vehicle_param_count},
    {"lid-up", SAY("Lift the {lid}"), vehicle_stimulus_lid_force, vehicle_sense_release, 150.0, 2000,
     vehicle_param_count},
};
enum { hand_count = sizeof hands / sizeof hands[0] };

int bay_hand_count(void)
{
    return hand_count;
}

const char* bay_hand_id(const int k)
{
    return (k >= 0 && k < (int)hand_count) ? hands[k].id : NULL;
}

const char* bay_hand_label(const int k)
{
    return (k >= 0 && k < (int)hand_count) ? hands[k].label : NULL;
}

static bool uses(const vehicle_move_t* const move, const uint16_t stimulus)
{
    for (uint16_t k = 0; k < move->stroke_count; k++) {
        if (move->strokes[k].stimulus == stimulus) {
            return true;
        }
    }
    return false;
}

/// Here is what some move of this car uses: what a car has is known in one place only.
bool bay_hand_is_here(const bay_t* const self, const int k)
{
    if (self->car == NULL ||
        (hands[k].needs != vehicle_param_count && self->model.value[hands[k].needs] < 0.5)) {
        return false;
    }
    for (uint16_t m = 0; m < self->knowledge->move_count; m++) {
        const vehicle_move_t* const move = &self->knowledge->move[m];
        if (!move->only_published && uses(move, hands[k].stimulus) &&
            vehicle_when_holds(move->when, move->when_count, self->model.value)) {
            return true;
        }
    }
    return false;
}

/// Curves and sound of one run.
static void record(void* const context, const uint32_t t_ms, const car_model_t* const model,
                   const car_state_t* const state)
{
    bay_t* const self = context;
    const car_recorder_t plot = car_plot_recorder(&self->plot);
    const car_recorder_t sound = car_sound_recorder(&self->sound);
    plot.sample(plot.context, t_ms, model, state);
    sound.sample(sound.context, t_ms, model, state);
}

/// Each run is heard by itself.
static car_recorder_t recorder_of(bay_t* const self)
{
    memset(&self->sound, 0, sizeof self->sound);
    self->sample_count = 0;
    return (car_recorder_t){.sample = record, .context = self};
}

static void run(bay_t* const self, const char* const id, const uint16_t sense,
                const vehicle_stroke_t* const strokes, const int count)
{
    const car_recorder_t recorder = recorder_of(self);
    self->run.id = id;
    self->run.sense = sense;
    self->run.percept = car_run(&self->model, &self->state, strokes, count, &recorder);
    self->run.reading = car_sense((vehicle_sense_t)sense, &self->model, &self->state, &self->run.percept);
}

static bool act_by_hand(bay_t* const self, const char* const id)
{
    for (int k = 0; k < (int)hand_count; k++) {
        if (strcmp(hands[k].id, id) == 0 && bay_hand_is_here(self, k)) {
            const vehicle_stroke_t stroke = {
                .length_ms = hands[k].length_ms, .stimulus = hands[k].stimulus, .value = hands[k].value};
            run(self, hands[k].id, hands[k].sense, &stroke, 1);
            return true;
        }
    }
    return false;
}

bool bay_act(bay_t* const self, const char* const id)
{
    if (self->car == NULL || act_by_hand(self, id)) {
        return self->car != NULL;
    }
    const uint16_t index = vehicle_find_move(self->knowledge, id);
    if (index == vehicle_none || self->knowledge->move[index].sense == vehicle_none) {
        return false;
    }
    const vehicle_move_t* const move = &self->knowledge->move[index];
    run(self, move->id, move->sense, move->strokes, move->stroke_count);
    return true;
}

// ---- a person beside it

void bay_meet(bay_t* const self, const uint64_t seed, const bool errs)
{
    self->person = (proof_person_t){.knowledge = self->knowledge,
                                    .car = self->car,
                                    .mode_count = self->mode_count,
                                    .weather = self->weather,
                                    .draw = self->draw,
                                    .seed = seed,
                                    .error_factor = errs ? 1.0 : 0.0,
                                    .odd_param = vehicle_param_count};
    memcpy(self->person.mode, self->mode, sizeof self->mode);
    self->answer_move = vehicle_none;
}

bool bay_ask(bay_t* const self, const char* const move)
{
    const uint16_t index = self->car != NULL ? vehicle_find_move(self->knowledge, move) : vehicle_none;
    if (index == vehicle_none || self->person.car == NULL) {
        return false;
    }
    forget_plot(self);
    const car_recorder_t recorder = recorder_of(self);
    self->person.recorder = &recorder;
    self->answer = proof_person_does(&self->person, index);
    self->person.recorder = NULL;
    self->answer_move = index;
    return true;
}

// ---- the plot, thinned

static void numbers_of(const car_plot_point_t* const p, float* const to)
{
    const double all[bay_curve_count] = {p->t_s,     p->distribution_V, p->unit_V, p->drive_V, p->drive_A,
                                         p->pawl_mm, p->lid_mm,         p->phase,  p->awake,   p->running};
    for (int k = 0; k < (int)bay_curve_count; k++) {
        to[k] = (float)all[k];
    }
}

/// 1 % of full scale: about a pixel of the picture.
static bool moved(const car_plot_point_t* const a, const car_plot_point_t* const b)
{
    static const float least[bay_curve_count] = {1e9F, 0.14F, 0.14F, 0.14F, 0.16F,
                                                 0.1F, 6.0F,  0.5F,  0.5F,  0.5F};
    float from[bay_curve_count];
    float to[bay_curve_count];
    numbers_of(a, from);
    numbers_of(b, to);
    for (int k = 0; k < (int)bay_curve_count; k++) {
        const float step = to[k] - from[k];
        if (step > least[k] || -step > least[k]) {
            return true;
        }
    }
    return false;
}

static void keep_point(bay_t* const self, const car_plot_point_t* const point)
{
    numbers_of(point, &self->point[(size_t)self->point_count * bay_curve_count]);
    self->point_count++;
}

uint32_t bay_points(bay_t* const self)
{
    const car_plot_point_t* const point = self->plot.point;
    const uint32_t count = self->plot.count;
    uint32_t kept = 0;
    self->point_count = 0;
    for (uint32_t k = 0; k < count; k++) {
        if (k > 0 && k + 1U < count && !moved(&point[kept], &point[k])) {
            continue;
        }
        if (k > kept + 1U) {
            keep_point(self, &point[k - 1U]);
        }
        keep_point(self, &point[k]);
        kept = k;
    }
    return self->point_count;
}

// ---- the sound

uint32_t bay_samples(bay_t* const self)
{
    const size_t count = car_sound_render(&self->sound, self->sample, bay_samples_max);
    self->sample_count = (uint32_t)(count < (size_t)bay_samples_max ? count : (size_t)bay_samples_max);
    return self->sample_count;
}

size_t bay_sound_svg(const bay_t* const self, char* const text, const size_t capacity)
{
    return car_sound_svg(&self->sound, self->sample, self->sample_count, text, capacity);
}

bool bay_speak(bay_t* const self, const uint8_t* const catalogue, const size_t length, char* const error)
{
    memset(&self->language, 0, sizeof self->language);
    return length == 0 || session_catalogue_open(&self->language, catalogue, length, error, bay_error_max);
}
