/// One car on the bench: chosen, broken at will, touched by hand, looked at, and asked as a person would be
/// who stands beside it. The same code on a workstation and as WebAssembly; texts are JSON, written like
/// snprintf: at most `capacity` bytes, the length needed is returned. One bay is one block of about 10 MiB of
/// the caller's, zeroed; nothing else is taken. No clock, no I/O, no threads.
#pragma once
#include "car/plot.h"
#include "car/sound.h"
#include "proof/person.h"
#include "session/catalogue.h"
#include "vehicle/load.h"
#include "web/memory.h"
#include <stddef.h>

enum {
    bay_modes_max = proof_person_modes_max, ///< faults, settings and variants at once
    bay_error_max = web_error_max,
    bay_arena_bytes = 6 * 1024 * 1024,
    bay_curve_count = 10, ///< numbers of one point, ORDER curves of page/garage.js
    bay_samples_max = car_sound_rate_Hz * car_sound_seconds_max
};

/// What was done last and what came of it.
typedef struct {
    const char* id; ///< of the hand or the move; NULL: nothing yet
    uint16_t sense; ///< vehicle_sense_t
    int reading;    ///< index in that sense; -1: none
    car_percept_t percept;
} bay_run_t;

typedef struct {
    base_arena_t arena;
    size_t knowledge_used; ///< of the arena; what lies behind is the car's
    const vehicle_knowledge_t* knowledge;
    const vehicle_t* car;
    uint16_t mode[bay_modes_max];
    int mode_count;
    car_weather_t weather;
    uint64_t draw;
    car_model_t model;
    car_state_t state;
    bay_run_t run;
    proof_person_t person;
    int answer;           ///< the person's last reading or proof_cannot_tell
    uint16_t answer_move; ///< vehicle_none: nothing asked yet
    car_plot_t plot;      ///< of all runs since the start, or of the person's last
    float point[car_plot_points_max * bay_curve_count];
    uint32_t point_count;
    car_sound_t sound; ///< of the last run
    int16_t sample[bay_samples_max];
    uint32_t sample_count;
    session_catalogue_t language; ///< all zero: English
    unsigned char memory[bay_arena_bytes];
} bay_t;

/// Reads the knowledge from its pack (vehicle/pack.h); `bytes` may go afterwards. False with a reason of at
/// most bay_error_max bytes. O(length).
bool bay_open(bay_t* self, const char* bytes, size_t length, char* error);

/// Puts another car into the bay from its pack: whole, warm and dry. False with a reason; then there is no
/// car.
bool bay_choose(bay_t* self, const char* bytes, size_t length, char* error);

/// Makes the car so: modes by id, apart by blanks; temperature 0 warm, 1 frost, 2 hard frost; `draw` 0 takes
/// every value at its mean. It stands parked and shut afterwards, and nothing is plotted. False with a
/// reason: no such mode, not on this car, two that exclude each other, too many; then nothing has changed.
bool bay_set(bay_t* self, const char* modes, int temperature, bool wet, uint64_t draw, char* error);

/// The same car, parked and shut again, as if nothing had been done.
void bay_start(bay_t* self);

/// A hand's button (bay_hands) or a move of the knowledge. False if this car has none of that id. At most 20
/// s of the car's time.
bool bay_act(bay_t* self, const char* id);

/// A person who will be asked about this car as it is set, from the beginning; `errs`: mishears as people do.
void bay_meet(bay_t* self, uint64_t seed, bool errs);
/// Does the move as that person and keeps what is reported. Mends what the move mends. Plot and sound are
/// those of this run alone. False if there is no such move.
bool bay_ask(bay_t* self, const char* move);

/// Copies what has changed in the plot into `point`, `bay_curve_count` numbers each: points that differ from
/// the one before by less than 1 % of full scale in every curve are left out, except the last before a
/// change. Returns their number. O(points).
uint32_t bay_points(bay_t* self);

/// Renders the sound of the last run into `sample` (car_sound_rate_Hz, mono) and returns how many there are.
uint32_t bay_samples(bay_t* self);

/// From now on the texts below come out in the language of these .mo bytes, which are borrowed; length 0:
/// English. False with a reason; then it is English.
bool bay_speak(bay_t* self, const uint8_t* catalogue, size_t length, char* error);

/// What a hand can reach on every car; which of them are here depends on the car.
int bay_hand_count(void);
const char* bay_hand_id(int k);
const char* bay_hand_label(int k); ///< with `{lid}` and `{space}`
bool bay_hand_is_here(const bay_t* self, int k);

/// {"id","name","lid","space","body","modes":[{"id","part","is","name","why","axis","frost"}]}
size_t bay_car_json(const bay_t* self, char* text, size_t capacity);
/// {"hands":[{"id","label"}],"moves":[{"id","does","text"}]} of this car as it is set.
size_t bay_hands_json(const bay_t* self, char* text, size_t capacity);
/// The last run: {"id","reading","words","opened","senses":[..],"measures":[{"name","value","unit"}],
/// "refusal","locked","armed","awake","hash"}
size_t bay_run_json(const bay_t* self, char* text, size_t capacity);
/// Key moments of the plot, in time: [{"t_s","what"}]
size_t bay_moments_json(const bay_t* self, char* text, size_t capacity);
/// The person's last answer: {"move","reading","words","opened"}; reading "cant-tell" where none is given.
size_t bay_answer_json(const bay_t* self, char* text, size_t capacity);
/// The sound of the last run, drawn (car_sound_svg); bay_samples comes first.
size_t bay_sound_svg(const bay_t* self, char* text, size_t capacity);

/// The sounds to compare with (car_sound_sample): id, reading, car, modes, move of each.
size_t bay_sounds_json(const bay_t* self, char* text, size_t capacity);
