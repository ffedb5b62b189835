/// What the bench may call, as WebAssembly: one bay (web/bay.h) with a car in it. Texts go in and come out as
/// UTF-8 ended by a zero; memory that is returned belongs to the caller, who gives it back with web_free,
/// but for garage_point and garage_sample. NULL means that memory ended. `error` buffers have 600 bytes.
#include "web/bay.h"
#include "web/memory.h"
#include <stdlib.h>

EXPORT(garage_open) bay_t* garage_open(const char* knowledge, size_t length, char* error);
EXPORT(garage_choose) int garage_choose(bay_t* self, const char* car, size_t length, char* error);
EXPORT(garage_set)
int garage_set(bay_t* self, const char* modes, int temperature, int wet, uint32_t draw, char* error);
EXPORT(garage_start) void garage_start(bay_t* self);
EXPORT(garage_act) int garage_act(bay_t* self, const char* id);
EXPORT(garage_meet) void garage_meet(bay_t* self, uint32_t seed, int errs);
EXPORT(garage_ask) int garage_ask(bay_t* self, const char* move);
EXPORT(garage_point_count) uint32_t garage_point_count(bay_t* self);
EXPORT(garage_point) const float* garage_point(const bay_t* self);
EXPORT(garage_sample_count) uint32_t garage_sample_count(bay_t* self);
EXPORT(garage_sample) const int16_t* garage_sample(const bay_t* self);
EXPORT(garage_speak) int garage_speak(bay_t* self, const uint8_t* catalogue, size_t length, char* error);
EXPORT(garage_text) char* garage_text(const bay_t* self, int kind);

/// NULL with a reason in `error`; the bytes may go afterwards. Once made, it stays.
bay_t* garage_open(const char* const knowledge, const size_t length, char* const error)
{
    bay_t* const self = calloc(1, sizeof *self);
    error[0] = '\0';
    if (self != NULL && bay_open(self, knowledge, length, error)) {
        return self;
    }
    free(self);
    return NULL;
}

/// Each of these returns 1, or 0 with a reason in `error` where there is one.
int garage_choose(bay_t* const self, const char* const car, const size_t length, char* const error)
{
    return bay_choose(self, car, length, error) ? 1 : 0;
}

int garage_set(bay_t* const self, const char* const modes, const int temperature, const int wet,
               const uint32_t draw, char* const error)
{
    error[0] = '\0';
    return bay_set(self, modes, temperature, wet != 0, draw, error) ? 1 : 0;
}

void garage_start(bay_t* const self)
{
    bay_start(self);
}

int garage_act(bay_t* const self, const char* const id)
{
    return bay_act(self, id) ? 1 : 0;
}

void garage_meet(bay_t* const self, const uint32_t seed, const int errs)
{
    bay_meet(self, seed, errs != 0);
}

int garage_ask(bay_t* const self, const char* const move)
{
    return bay_ask(self, move) ? 1 : 0;
}

/// Points of the plot as it stands now; then garage_point is the first number of the first.
uint32_t garage_point_count(bay_t* const self)
{
    return bay_points(self);
}

const float* garage_point(const bay_t* const self)
{
    return self->point;
}

/// Samples of the last run's sound; then garage_sample is the first.
uint32_t garage_sample_count(bay_t* const self)
{
    return bay_samples(self);
}

const int16_t* garage_sample(const bay_t* const self)
{
    return self->sample;
}

/// The catalogue must live until another takes its place; length 0: English.
int garage_speak(bay_t* const self, const uint8_t* const catalogue, const size_t length, char* const error)
{
    error[0] = '\0';
    return bay_speak(self, catalogue, length, error) ? 1 : 0;
}

typedef size_t (*write_t)(const bay_t* self, char* text, size_t capacity);

/// ORDER of page/garage.js.
static const write_t writers[] = {bay_car_json,    bay_hands_json, bay_run_json,   bay_moments_json,
                                  bay_answer_json, bay_sound_svg,  bay_sounds_json};

/// A text by its number; NULL also if there is no such text.
char* garage_text(const bay_t* const self, const int kind)
{
    if (kind < 0 || kind >= (int)(sizeof writers / sizeof writers[0])) {
        return NULL;
    }
    const size_t length = writers[kind](self, NULL, 0);
    char* const text = malloc(length + 1);
    if (text != NULL) {
        (void)writers[kind](self, text, length + 1);
    }
    return text;
}
