/// What a run sounds like, computed from the simulated motor, latch and lid: no recording, nothing painted by
/// hand. As samples to listen to ("like this one"), as a WAV file, and as a picture for those who cannot
/// hear. A recorder fills a `car_sound_t` while the car runs; runs given one after the other are joined. The
/// same run gives the same bytes on every machine. No heap, no I/O: the caller owns the struct, zeroed, and
/// every buffer.
///
/// Heard half a metre from the latch: the latch drive, the latch, the lid leaving its seal, the relays of the
/// control unit in the cabin. Not heard: door locks, siren, buzzer, a power gate's own drive, the person.
#pragma once
#include "car/car.h"

enum {
    car_sound_rate_Hz = 16000,
    car_sound_ticks_max = 8192,
    car_sound_strikes_max = 64,
    car_sound_seconds_max = 22, ///< a run is 20 s at most; so many seconds of samples hold any single run
};

/// Two parts meeting. ORDER of the words in sound_draw.c.
typedef enum {
    car_strike_pull = 0, ///< a relay's armature reaches its core
    car_strike_drop,     ///< ... falls back
    car_strike_knock,    ///< the rotor takes up the slack of its gear
    car_strike_end,      ///< drive at the end of its stroke
    car_strike_home,     ///< drive back at rest
    car_strike_claw,     ///< the freed claw springs open
    car_strike_lid,      ///< the lid leaves its seal
    car_strike_kind_count
} car_strike_kind_t;

typedef struct {
    double t_s;
    double momentum_Ns;
    double contact_s; ///< how long the parts touch
    car_strike_kind_t kind;
} car_strike_t;

/// The latch drive at one time; between two ticks everything goes in a straight line.
typedef struct {
    double t_s;
    double speed_rad_s; ///< of the rotor, driven or turned back by the spring
    double shaft_N;     ///< reaction of the motor's torque on its seat
    double gear_N;      ///< what the teeth's error makes of the force they carry
    double ripple_N;    ///< of the supply's ripple, through the winding; 0 without current
    bool loose;         ///< the gear takes nothing along
} car_sound_tick_t;

/// Zero it first. About 400 KiB. Written by the recorder only.
typedef struct {
    car_sound_tick_t tick[car_sound_ticks_max];
    car_strike_t strike[car_sound_strikes_max];
    uint32_t tick_count, strike_count;
    uint32_t dropped; ///< ticks and strikes that no longer fitted
    uint32_t last_ms; ///< of the run under way
    double offset_s;  ///< of it
    struct {
        double t_s, speed_rad_s, travel_mm, rate_mm_s, current_A, unit_V, is_free, torn_loose;
        uint8_t relays; ///< bits: latch, lock, unlock
        bool sounding, known;
    } before; ///< the last sample
} car_sound_t;

/// A recorder that fills `sound`; both must live as long as the run.
car_recorder_t car_sound_recorder(car_sound_t* sound);

/// Renders mono samples at car_sound_rate_Hz, from a tenth of a second before the first sound until the last
/// has died away; a silent run is one second of zeros. Returns how many the whole sound has and writes at
/// most `capacity` of them; `samples` may be NULL when `capacity` is 0. Some 10 ms for each second.
size_t car_sound_render(const car_sound_t* self, int16_t* samples, size_t capacity);

/// When the first sample is, in seconds of the joined runs.
double car_sound_begin_s(const car_sound_t* self);

/// The samples as a RIFF WAVE file, 16 bit, mono. Returns the length of the whole file and writes at most
/// `capacity` bytes.
size_t car_sound_wav(const int16_t* samples, size_t count, unsigned char* bytes, size_t capacity);

/// The sound drawn: loudness and pitch over time, each sound named, with title and description for a screen
/// reader, in the colour of the text around it. `samples` are those of car_sound_render. Writes at most
/// `capacity` bytes with a terminating zero; returns the length of the whole text, as snprintf does.
size_t car_sound_svg(const car_sound_t* self, const int16_t* samples, size_t count, char* text,
                     size_t capacity);

/// A car that makes a sound a person may have heard. On another car the same faults may be put in, where they
/// occur there.
typedef struct {
    const char* id;
    const char* name;    ///< for people
    const char* reading; ///< what car_sense says of this very run (sense release)
    const char* car;
    const char* modes; ///< PART=MODE, separated by blanks; empty: as built
    const char* move;
} car_sound_sample_t;

/// Sample `index`, from 0 up; NULL behind the last one.
const car_sound_sample_t* car_sound_sample(int index);
