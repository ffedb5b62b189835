// Plate       p = rho F / (2 pi r m"): pressure at r from a force on a thin plate of m" below coincidence;
//             the law behind W = rho^2 F^2 / (2 pi c m"^2) (Cremer, Heckl, Petersson: Structure-Borne Sound),
//             which knows neither frequency nor stiffness. What a mode of the plate adds below its frequency,
//             it takes away:
//             H(s) = sum of share_k s^2 / (s^2 + s w_k / Q_k + w_k^2),   shares add up to 1
// Commutator  K bars under two brushes, K odd: p = 2 K ripples a revolution (as ripple counters use it, TI
//             TIDA-01421); torque is a rectified cosine of p humps, its harmonics 2 / ((h p)^2 - 1)
// Teeth       force carried F = (k i - T_f - J dw/dt) / (r_c / (N eta)), its error at each start of the worm
// Unbalance   F = m e w^2
// Ripple      i_r = (4 / pi) U_r / |R + j w L| of a square wave, its odd harmonics / h^2: all that moves in a
//             motor that stands
// Slack       a rotor that sets off strikes its gear with w = sqrt(2 T b / J)
// Strikes     momentum m v (1 + e) as a half sine of the contact's length: F = pi p / (2 t_c)
// Claw        m v^2 / 2 = F_n s: the seal's force throws it open
// Relay       v^2 ~ work of the coil ~ U^2; falls back by its spring alone
#include "car/sound.h"

#include <math.h>
#include <string.h>

#include "vehicle/real.h"

static const double two_pi = 6.28318530717958647693;

// Estimates all, unless a source stands beside them.
static const double bars = 3.0;      // small motors of lock drives: three poles
static const double motor_m = 0.012; // radius of a can of 24 mm, as lock drives have
static const double worm_m = 0.004;  // its pitch radius
static const double worm_starts = 1.0;
static const double tooth_error = 0.04;    // of moulded teeth, share of the force carried
static const double stripped_error = 0.30; // stripped ones jump
static const double slack_rad = 0.35;      // at the rotor
static const double rotor_kg = 0.012;
static const double eccentric_m = 20e-6; // balance quality G 40 at 2000 rad/s
static const double ripple_V = 0.1;      // lamps dimmed by pulses, on a source of some 30 mOhm
static const double ripple_Hz = 200.0;   // ... as body controllers dim them
static const double rebound = 0.3;
static const double cam_kg = 0.04;
static const double plunger_kg = 0.05;
static const double claw_kg = 0.08;
static const double claw_way_m = 0.0004; // over which the seal pushes it
static const double lid_share = 0.33;    // of its mass, at the edge
static const double lid_m_s = 0.2;       // with which the edge leaves the seal
static const double armature_kg = 0.003;
static const double armature_m_s = 0.5; // at 12 V
static const double armature_back_m_s = 0.3;
static const double pull_in_V = 7.0; // ISO relays at 20 C, physics.md 1.2
static const double air_kg_m3 = 1.2;
static const double ear_m = 0.5;
static const double full_Pa = 3.0;       // the largest sample: 103 dB
static const double least_share = 0.001; // quieter than this is not lifted further
static const double fade_s = 0.03;       // of the recorder's gain
static const double lead_s = 0.1;
static const double tail_s = 0.3;
static const double silent_s = 1.0;
static const double gap_s = 0.3; // between two runs
enum {
    bit_latch = 1,
    bit_lock = 2,
    bit_unlock = 4,
    tooth_harmonics = 6,
    bar_harmonics = 2,
    ripple_harmonics = 5,
    modes = 4
};

// --- recording

static void strike(car_sound_t* const self, const double t_s, const car_strike_kind_t kind,
                   const double momentum_Ns, const double contact_s)
{
    if (momentum_Ns <= 0.0) {
        return;
    }
    if (self->strike_count == (uint32_t)car_sound_strikes_max) {
        self->dropped += 1U;
        return;
    }
    self->strike[self->strike_count] = (car_strike_t){t_s, momentum_Ns, contact_s, kind};
    self->strike_count += 1U;
}

static void keep(car_sound_t* const self, const car_sound_tick_t* const tick)
{
    if (self->tick_count == (uint32_t)car_sound_ticks_max) {
        self->dropped += 1U;
        return;
    }
    self->tick[self->tick_count] = *tick;
    self->tick_count += 1U;
}

static uint8_t relays_of(const car_model_t* const model, const car_state_t* const state)
{
    const bool latch = model->relay && state->out.drive && state->out.drive_enable;
    return (uint8_t)((latch ? bit_latch : 0) | (state->out.lock_relay ? bit_lock : 0) |
                     (state->out.unlock_relay ? bit_unlock : 0));
}

// A coil pulls with the voltage that stood there before anything sagged.
static void hear_relays(car_sound_t* const self, const double t_s, const uint8_t now)
{
    const double V = self->before.unit_V;
    const uint8_t was = self->before.relays;
    const double in_m_s = (V >= pull_in_V) ? armature_m_s * V / 12.0 : 0.0;
    for (uint8_t bit = bit_latch; bit <= (uint8_t)bit_unlock; bit = (uint8_t)(bit << 1U)) {
        if (((now & bit) != 0U) && ((was & bit) == 0U)) {
            strike(self, t_s, car_strike_pull, armature_kg * in_m_s * (1.0 + rebound), 0.0002);
        }
        if (((now & bit) == 0U) && ((was & bit) != 0U)) {
            strike(self, t_s, car_strike_drop, armature_kg * armature_back_m_s * (1.0 + rebound), 0.0003);
        }
    }
}

static void hear_ends(car_sound_t* const self, const double t_s, const plant_actuator_model_t* const drive,
                      const double travel_mm, const double rate_mm_s)
{
    const bool motor = drive->type == plant_actuator_motor;
    const double mass_kg = motor ? cam_kg : plunger_kg;
    const double was_mm = self->before.travel_mm;
    if ((was_mm < drive->stroke_mm) && (travel_mm >= drive->stroke_mm)) {
        const double rotor_Ns = motor ? drive->inertia_kgm2 * self->before.speed_rad_s / worm_m : 0.0;
        strike(self, t_s, car_strike_end, mass_kg * 1e-3 * rate_mm_s * (1.0 + rebound), 0.0008);
        strike(self, t_s, car_strike_end, rotor_Ns, 0.006);
    }
    if ((was_mm > 0.0) && (travel_mm <= 0.0)) {
        const double back_m_s = -1e-3 * self->before.rate_mm_s;
        strike(self, t_s, car_strike_home, mass_kg * back_m_s * (1.0 + rebound), 0.001);
    }
}

static void hear_slack(car_sound_t* const self, const double t_s, const plant_actuator_model_t* const drive,
                       const double current_A)
{
    const double torque_Nm = drive->constant_Nm_A * current_A - drive->friction_Nm;
    const bool sets_off = (self->before.current_A <= 0.0) && (torque_Nm > 0.0);
    if ((drive->type == plant_actuator_motor) && sets_off) {
        const double rad_s = sqrt(2.0 * torque_Nm * slack_rad / drive->inertia_kgm2);
        strike(self, t_s, car_strike_knock, drive->inertia_kgm2 * rad_s / worm_m, 0.0015);
    }
}

static void hear_latch(car_sound_t* const self, const double t_s, const car_model_t* const model,
                       const plant_state_t* const plant)
{
    if ((plant->latch.is_free > 0.5) && (self->before.is_free < 0.5)) {
        const plant_latch_model_t* const latch = &model->plant.latch;
        const double energy_J = (0.55 * latch->seal_N + 0.85 * latch->press_N) * claw_way_m;
        strike(self, t_s, car_strike_claw, sqrt(2.0 * claw_kg * energy_J) * (1.0 + rebound), 0.0015);
    }
    if ((plant->lid.torn_loose > 0.5) && (self->before.torn_loose < 0.5)) {
        const double mass_kg = lid_share * model->value[vehicle_lid_mass_kg];
        strike(self, t_s, car_strike_lid, mass_kg * lid_m_s, 0.015);
    }
}

// Under current the teeth carry what the torque has left; without, the spring that turns the rotor back.
static double carried_N(const plant_model_t* const plant, const double current_A, const double gain_rad_s2)
{
    const plant_actuator_model_t* const drive = &plant->actuator;
    if (current_A <= 0.0) {
        return plant_latch_free_N(&plant->latch);
    }
    const double Nm =
        drive->constant_Nm_A * current_A - drive->friction_Nm - drive->inertia_kgm2 * gain_rad_s2;
    return (Nm > 0.0) ? Nm / drive->load_Nm_N : 0.0;
}

static double ripple_force_N(const plant_actuator_model_t* const drive)
{
    static const double square = 1.27; // 4 / pi: the first harmonic of pulses that last half the time
    const double reactance_Ohm = two_pi * ripple_Hz * drive->inductance_H;
    const double Ohm = sqrt(drive->winding_Ohm * drive->winding_Ohm + reactance_Ohm * reactance_Ohm);
    return drive->constant_Nm_A * square * ripple_V / Ohm / motor_m;
}

static car_sound_tick_t tick_of(const car_sound_t* const self, const double t_s,
                                const plant_model_t* const plant, const plant_actuator_state_t* const state,
                                const double rate_mm_s)
{
    const plant_actuator_model_t* const drive = &plant->actuator;
    car_sound_tick_t tick = {.t_s = t_s, .loose = !drive->engaged};
    if (drive->type != plant_actuator_motor) {
        return tick;
    }
    const bool fed = state->current_A > 0.0;
    const double back_rad_s = (!fed && (rate_mm_s < 0.0)) ? -rate_mm_s / drive->mm_rad : 0.0;
    const double dt_s = t_s - self->before.t_s;
    const double gain_rad_s2 = (dt_s > 0.0) ? (state->speed_rad_s - self->before.speed_rad_s) / dt_s : 0.0;
    const double error = tick.loose ? stripped_error : tooth_error;
    tick.speed_rad_s = fed ? state->speed_rad_s : back_rad_s;
    tick.shaft_N = drive->constant_Nm_A * state->current_A / motor_m;
    tick.gear_N = (tick.speed_rad_s > 0.0) ? error * carried_N(plant, state->current_A, gain_rad_s2) : 0.0;
    tick.ripple_N = fed ? ripple_force_N(drive) : 0.0;
    return tick;
}

// Only what sounds is kept, and the stillness on both sides of it.
static void keep_sounding(car_sound_t* const self, const car_sound_tick_t* const tick)
{
    const bool sounds = (tick->speed_rad_s > 0.0) || (tick->shaft_N > 0.0);
    if (sounds && !self->before.sounding) {
        const car_sound_tick_t still = {.t_s = self->before.t_s, .loose = tick->loose};
        keep(self, &still);
    }
    if (sounds || self->before.sounding) {
        keep(self, tick);
    }
    self->before.sounding = sounds;
}

static double time_s(car_sound_t* const self, const uint32_t t_ms)
{
    if (t_ms < self->last_ms) {
        self->offset_s = self->before.t_s + gap_s;
    }
    self->last_ms = t_ms;
    return self->offset_s + 1e-3 * (double)t_ms;
}

static void remember(car_sound_t* const self, const double t_s, const car_state_t* const state)
{
    const plant_state_t* const plant = &state->plant;
    self->before.t_s = t_s;
    self->before.speed_rad_s = plant->actuator.speed_rad_s;
    self->before.travel_mm = plant->actuator.travel_mm;
    self->before.current_A = plant->actuator.current_A;
    self->before.unit_V = plant->unit_V;
    self->before.is_free = plant->latch.is_free;
    self->before.torn_loose = plant->lid.torn_loose;
    self->before.known = true;
}

static void take(void* const context, const uint32_t t_ms, const car_model_t* const model,
                 const car_state_t* const state)
{
    car_sound_t* const self = context;
    const double t_s = time_s(self, t_ms);
    if (!self->before.known) {
        remember(self, (t_ms > 0U) ? t_s - 1e-3 : t_s, state);
    }
    const plant_actuator_state_t* const drive = &state->plant.actuator;
    const double dt_s = t_s - self->before.t_s;
    const double rate_mm_s = (dt_s > 0.0) ? (drive->travel_mm - self->before.travel_mm) / dt_s : 0.0;
    const uint8_t relays = relays_of(model, state);
    hear_relays(self, t_s, relays);
    hear_slack(self, t_s, &model->plant.actuator, drive->current_A);
    hear_ends(self, t_s, &model->plant.actuator, drive->travel_mm, rate_mm_s);
    hear_latch(self, t_s, model, &state->plant);
    const car_sound_tick_t tick = tick_of(self, t_s, &model->plant, drive, rate_mm_s);
    keep_sounding(self, &tick);
    remember(self, t_s, state);
    self->before.relays = relays;
    self->before.rate_mm_s = rate_mm_s;
}

car_recorder_t car_sound_recorder(car_sound_t* const sound)
{
    return (car_recorder_t){.sample = take, .context = sound};
}

// --- rendering

typedef struct {
    double Hz, Q, share;
} mode_t;

// Estimates: panel of the lid, its frame, the latch's plate and its case; the unit's case, its board, a
// relay.
static const mode_t lid_modes[modes] = {
    {190.0, 8.0, 0.4}, {520.0, 10.0, 0.3}, {1350.0, 12.0, 0.2}, {3100.0, 15.0, 0.1}};
static const mode_t cabin_modes[modes] = {
    {700.0, 5.0, 0.2}, {1900.0, 8.0, 0.3}, {3300.0, 12.0, 0.3}, {5200.0, 10.0, 0.2}};
static const double lid_kg_m2 = 25.0;   // three sheets and a bracket where the latch is bolted
static const double cabin_kg_m2 = 40.0; // ... and what trim and distance take away

// s^2 / (s^2 + s w / Q + w^2) by the bilinear transform: y = b (x - 2 x1 + x2) - a1 y1 - a2 y2.
typedef struct {
    double b, a1, a2, x1, x2, y1, y2, share;
} filter_t;

typedef struct {
    filter_t filter[modes];
    double Pa_N;
} place_t;

static void place_init(place_t* const self, const mode_t* const mode, const double kg_m2)
{
    memset(self, 0, sizeof *self);
    self->Pa_N = air_kg_m3 / (two_pi * ear_m * kg_m2);
    for (int k = 0; k < modes; ++k) {
        const double w = two_pi * mode[k].Hz / (double)car_sound_rate_Hz;
        const double alpha = real_sin(w) / (2.0 * mode[k].Q);
        const double by = 1.0 / (1.0 + alpha);
        const double cosine = real_cos(w);
        self->filter[k] = (filter_t){.b = 0.5 * (1.0 + cosine) * by,
                                     .a1 = -2.0 * cosine * by,
                                     .a2 = (1.0 - alpha) * by,
                                     .share = mode[k].share};
    }
}

static double place_Pa(place_t* const self, const double N)
{
    double sum = 0.0;
    for (int k = 0; k < modes; ++k) {
        filter_t* const f = &self->filter[k];
        const double y = f->b * (N - 2.0 * f->x1 + f->x2) - f->a1 * f->y1 - f->a2 * f->y2;
        f->x2 = f->x1;
        f->x1 = N;
        f->y2 = f->y1;
        f->y1 = (fabs(y) > 1e-12) ? y : 0.0;
        sum += f->share * y;
    }
    return sum * self->Pa_N;
}

typedef struct {
    const car_sound_t* sound;
    uint32_t at;      // tick before now
    double angle_rad; // of the rotor
    double loud;      // share of full scale, followed
    place_t lid, cabin;
} play_t;

static bool is_cabin(const car_strike_kind_t kind)
{
    return (kind == car_strike_pull) || (kind == car_strike_drop);
}

static double strikes_N(const car_sound_t* const self, const double t_s, const bool cabin)
{
    double N = 0.0;
    for (uint32_t k = 0; k < self->strike_count; ++k) {
        const car_strike_t* const it = &self->strike[k];
        const double since_s = t_s - it->t_s;
        if ((since_s >= 0.0) && (since_s < it->contact_s) && (is_cabin(it->kind) == cabin)) {
            const double peak_N = 0.25 * two_pi * it->momentum_Ns / it->contact_s;
            N += peak_N * real_sin(0.5 * two_pi * since_s / it->contact_s);
        }
    }
    return N;
}

static double between(const double a, const double b, const double share)
{
    return a + (b - a) * share;
}

static double tones_N(const car_sound_tick_t* const now, const double angle_rad, const double t_s)
{
    double N = 0.0;
    for (int h = 1; h <= ripple_harmonics; h += 2) {
        N += now->ripple_N / ((double)h * (double)h) * real_sin((double)h * two_pi * ripple_Hz * t_s);
    }
    for (int h = 1; h <= bar_harmonics; ++h) {
        const double order = (double)h * 2.0 * bars;
        N += now->shaft_N * 2.0 / (order * order - 1.0) * real_cos(order * angle_rad);
    }
    for (int h = 1; h <= tooth_harmonics; ++h) {
        N += now->gear_N / (double)h * real_sin((double)h * worm_starts * angle_rad);
    }
    return N + rotor_kg * eccentric_m * now->speed_rad_s * now->speed_rad_s * real_cos(angle_rad);
}

static double drive_N(play_t* const play, const double t_s)
{
    const car_sound_t* const sound = play->sound;
    while ((play->at + 1U < sound->tick_count) && (sound->tick[play->at + 1U].t_s <= t_s)) {
        play->at += 1U;
    }
    const car_sound_tick_t* const a = &sound->tick[play->at];
    if ((play->at + 1U >= sound->tick_count) || (a->t_s > t_s)) {
        return 0.0;
    }
    const car_sound_tick_t* const b = a + 1;
    const double share = (t_s - a->t_s) / (b->t_s - a->t_s);
    const car_sound_tick_t now = {.speed_rad_s = between(a->speed_rad_s, b->speed_rad_s, share),
                                  .shaft_N = between(a->shaft_N, b->shaft_N, share),
                                  .gear_N = between(a->gear_N, b->gear_N, share),
                                  .ripple_N = between(a->ripple_N, b->ripple_N, share)};
    play->angle_rad += now.speed_rad_s / (double)car_sound_rate_Hz;
    play->angle_rad -= (play->angle_rad > two_pi) ? two_pi : 0.0;
    return now.shaft_N + tones_N(&now, play->angle_rad, t_s);
}

// A loudspeaker has not the range of a trunk: as a recorder's gain does, every level comes half as far below
// full scale. Follows a rise at once and a fall slowly, so that no wave is bent.
static double levelled(play_t* const play, const double share)
{
    static const double step_s = 1.0 / (double)car_sound_rate_Hz;
    const double size = fabs(share);
    const double fallen = play->loud * (1.0 - step_s / fade_s);
    play->loud = (size > fallen) ? size : fallen;
    const double loud = (play->loud > least_share) ? play->loud : least_share;
    return share / sqrt(loud);
}

static double first_s(const car_sound_t* const self)
{
    const double tick_s = (self->tick_count > 0U) ? self->tick[0].t_s : 1e9;
    const double strike_s = (self->strike_count > 0U) ? self->strike[0].t_s : 1e9;
    return (tick_s < strike_s) ? tick_s : strike_s;
}

static double last_s(const car_sound_t* const self)
{
    const double tick_s = (self->tick_count > 0U) ? self->tick[self->tick_count - 1U].t_s : 0.0;
    const double strike_s = (self->strike_count > 0U) ? self->strike[self->strike_count - 1U].t_s : 0.0;
    return (tick_s > strike_s) ? tick_s : strike_s;
}

static bool is_silent(const car_sound_t* const self)
{
    return (self->tick_count == 0U) && (self->strike_count == 0U);
}

double car_sound_begin_s(const car_sound_t* const self)
{
    const double begin_s = is_silent(self) ? 0.0 : first_s(self) - lead_s;
    return (begin_s > 0.0) ? begin_s : 0.0;
}

size_t car_sound_render(const car_sound_t* const self, int16_t* const samples, const size_t capacity)
{
    const double begin_s = car_sound_begin_s(self);
    const double length_s = is_silent(self) ? silent_s : last_s(self) + tail_s - begin_s;
    const size_t count = (size_t)(length_s * (double)car_sound_rate_Hz + 0.5);
    play_t play = {.sound = self};
    place_init(&play.lid, lid_modes, lid_kg_m2);
    place_init(&play.cabin, cabin_modes, cabin_kg_m2);
    for (size_t k = 0; (k < count) && (k < capacity); ++k) {
        const double t_s = begin_s + (double)k / (double)car_sound_rate_Hz;
        const double Pa = place_Pa(&play.lid, drive_N(&play, t_s) + strikes_N(self, t_s, false)) +
                          place_Pa(&play.cabin, strikes_N(self, t_s, true));
        const double share = levelled(&play, Pa / full_Pa);
        samples[k] = (int16_t)floor(real_clamp(share, -1.0, 1.0) * 32000.0 + 0.5);
    }
    return count;
}

// --- file

static void put(unsigned char* const bytes, const size_t capacity, const size_t at, const uint32_t value,
                const size_t width)
{
    for (size_t k = 0; (k < width) && (at + k < capacity); ++k) {
        bytes[at + k] = (unsigned char)(value >> (8U * k));
    }
}

static void put_name(unsigned char* const bytes, const size_t capacity, const size_t at,
                     const char* const name)
{
    for (size_t k = 0; (k < 4U) && (at + k < capacity); ++k) {
        bytes[at + k] = (unsigned char)name[k];
    }
}

// RIFF: every chunk is a name, its length, its bytes; numbers begin with the low byte.
size_t car_sound_wav(const int16_t* const samples, const size_t count, unsigned char* const bytes,
                     const size_t capacity)
{
    enum { header = 44, format_length = 16, pcm = 1, mono = 1, width = 2 };
    const uint32_t data_length = (uint32_t)(count * width);
    put_name(bytes, capacity, 0, "RIFF");
    put(bytes, capacity, 4, data_length + header - 8U, 4);
    put_name(bytes, capacity, 8, "WAVE");
    put_name(bytes, capacity, 12, "fmt ");
    put(bytes, capacity, 16, format_length, 4);
    put(bytes, capacity, 20, pcm, 2);
    put(bytes, capacity, 22, mono, 2);
    put(bytes, capacity, 24, car_sound_rate_Hz, 4);
    put(bytes, capacity, 28, car_sound_rate_Hz * width, 4);
    put(bytes, capacity, 32, width, 2);
    put(bytes, capacity, 34, 8U * width, 2);
    put_name(bytes, capacity, 36, "data");
    put(bytes, capacity, 40, data_length, 4);
    for (size_t k = 0; k < count; ++k) {
        put(bytes, capacity, header + width * k, (uint16_t)samples[k], width);
    }
    return header + (size_t)data_length;
}
