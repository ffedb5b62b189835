// What the ear is given is measured as an ear would: how often it begins, how long it lasts, how high it is.
#include "check.h"

#include <math.h>

#include "car/sound.h"
#include "car/stall.h"

enum { seconds = 4, room = seconds * car_sound_rate_Hz, frame = 80, frames = room / frame };

typedef struct {
    int16_t samples[room];
    size_t count;
    int onsets;      // frames that stand out of those before
    int sounding_ms; // above a hundredth of full scale
    int peak;
    double crossings; // of zero, each second of sounding: how bright it is
} heard_t;

static garage_t garage;
static stall_t stall;
static car_sound_t sound;

static const car_sound_sample_t* sample_of(const char* const id)
{
    for (int k = 0; car_sound_sample(k) != NULL; ++k) {
        if (strcmp(car_sound_sample(k)->id, id) == 0) {
            return car_sound_sample(k);
        }
    }
    return NULL;
}

static void run_sample(const car_sound_sample_t* const it)
{
    assert_true(garage_park(&garage, &stall, it->car, it->modes, 0, false, 0));
    const uint16_t index = vehicle_find_move(garage.knowledge, it->move);
    assert_int_not_equal(index, vehicle_none);
    const vehicle_move_t* const move = &garage.knowledge->move[index];
    memset(&sound, 0, sizeof sound);
    const car_recorder_t recorder = car_sound_recorder(&sound);
    stall.percept = car_run(&stall.model, &stall.state, move->strokes, move->stroke_count, &recorder);
}

static int frame_peak(const heard_t* const heard, const size_t at)
{
    int most = 0;
    for (size_t k = at * frame; (k < (at + 1U) * frame) && (k < heard->count); ++k) {
        const int size = abs(heard->samples[k]);
        most = (size > most) ? size : most;
    }
    return most;
}

static void measure(heard_t* const heard)
{
    int before[4] = {0};
    int crossings = 0;
    for (size_t at = 0; at * frame < heard->count; ++at) {
        const int peak = frame_peak(heard, at);
        int quiet = 0;
        for (int k = 0; k < 4; ++k) {
            quiet = (before[k] > quiet) ? before[k] : quiet;
        }
        heard->onsets += ((peak > 1000) && (peak > 2 * quiet)) ? 1 : 0;
        heard->sounding_ms += (peak > 320) ? 1000 * frame / car_sound_rate_Hz : 0;
        heard->peak = (peak > heard->peak) ? peak : heard->peak;
        before[at % 4U] = peak;
        for (size_t k = at * frame + 1U; (peak > 320) && (k < (at + 1U) * frame) && (k < heard->count); ++k) {
            crossings += ((heard->samples[k] < 0) != (heard->samples[k - 1U] < 0)) ? 1 : 0;
        }
    }
    heard->crossings = (heard->sounding_ms > 0) ? 1000.0 * crossings / heard->sounding_ms : 0.0;
}

static heard_t* hear(heard_t* const heard, const char* const id)
{
    const car_sound_sample_t* const it = sample_of(id);
    assert_non_null(it);
    run_sample(it);
    memset(heard, 0, sizeof *heard);
    heard->count = car_sound_render(&sound, heard->samples, room);
    assert_true(heard->count <= (size_t)room);
    measure(heard);
    return heard;
}

static heard_t one, other;

// Strength of one frequency from a time on, for so long (Goertzel).
static double strength(const heard_t* const heard, const double Hz, const double from_s, const double for_s)
{
    const size_t begin = (size_t)(from_s * car_sound_rate_Hz);
    const size_t end = begin + (size_t)(for_s * car_sound_rate_Hz);
    const double w = 2.0 * 3.14159265358979 * Hz / car_sound_rate_Hz;
    double s1 = 0.0;
    double s2 = 0.0;
    for (size_t k = begin; (k < end) && (k < heard->count); ++k) {
        const double s0 = heard->samples[k] + 2.0 * cos(w) * s1 - s2;
        s2 = s1;
        s1 = s0;
    }
    return sqrt(s1 * s1 + s2 * s2 - 2.0 * cos(w) * s1 * s2) / (double)(end - begin);
}

// Root of the mean square from a time on, for so long.
static double level(const heard_t* const heard, const double from_s, const double for_s)
{
    const size_t begin = (size_t)(from_s * car_sound_rate_Hz);
    const size_t end = begin + (size_t)(for_s * car_sound_rate_Hz);
    double sum = 0.0;
    for (size_t k = begin; (k < end) && (k < heard->count); ++k) {
        sum += (double)heard->samples[k] * heard->samples[k];
    }
    return sqrt(sum / (double)(end - begin));
}

static void every_sample_is_what_the_sense_says_of_its_run(void** context)
{
    (void)context;
    int count = 0;
    for (; car_sound_sample(count) != NULL; ++count) {
        const car_sound_sample_t* const it = car_sound_sample(count);
        char reading[60];
        run_sample(it);
        const int k = car_sense(vehicle_sense_release, &stall.model, &stall.state, &stall.percept);
        assert_true(car_sense_reading(vehicle_sense_release, k, reading, sizeof reading));
        assert_string_equal(reading, it->reading);
    }
    assert_true(count >= 6);
    assert_null(car_sound_sample(count));
    assert_null(car_sound_sample(-1));
}

static void every_sample_lasts_and_none_clips(void** context)
{
    (void)context;
    for (int k = 0; car_sound_sample(k) != NULL; ++k) {
        hear(&one, car_sound_sample(k)->id);
        assert_int_equal(sound.dropped, 0);
        assert_in_range(one.count, car_sound_rate_Hz / 10, 3 * car_sound_rate_Hz);
        assert_in_range(one.peak, 0, 31000);
        const bool silent = strcmp(car_sound_sample(k)->reading, "silence") == 0;
        assert_int_equal(one.peak > 3000, !silent);
    }
}

static void silence_is_silence(void** context)
{
    (void)context;
    hear(&one, "silence");
    assert_int_equal(one.count, car_sound_rate_Hz);
    for (size_t k = 0; k < one.count; ++k) {
        assert_int_equal(one.samples[k], 0);
    }
}

static void relay_clicks_twice_and_bright(void** context)
{
    (void)context;
    hear(&one, "relay");
    assert_int_equal(one.onsets, 2);
    assert_in_range(one.sounding_ms, 5, 60);
    hear(&other, "stall");
    assert_true(one.crossings > 2.0 * other.crossings);
}

static void weak_battery_clicks_again_and_again(void** context)
{
    (void)context;
    hear(&one, "weak-clicks");
    assert_in_range(one.onsets, 3, 10);
    hear(&other, "stroke");
    assert_true(3 * one.peak < 2 * other.peak);
    assert_true(2 * one.sounding_ms < other.sounding_ms);
}

static void hum_is_long_and_as_high_as_the_rotor_turns(void** context)
{
    (void)context;
    hear(&one, "hum");
    assert_in_range(one.sounding_ms, 400, 700);
    const double turns_Hz = sound.tick[sound.tick_count / 2U].speed_rad_s / (2.0 * 3.14159265358979);
    assert_true((turns_Hz > 200.0) && (turns_Hz < 350.0));
    for (int h = 1; h <= 3; ++h) {
        const double at = strength(&one, h * turns_Hz, 0.3, 0.25);
        assert_true(at > 10.0 * strength(&one, (h + 0.5) * turns_Hz, 0.3, 0.25));
    }
}

static void motor_that_stalls_sounds_other_than_one_that_runs(void** context)
{
    (void)context;
    hear(&one, "stroke");
    const double pitch_Hz = sound.tick[40].speed_rad_s / (2.0 * 3.14159265358979);
    assert_true(pitch_Hz > 150.0);
    hear(&other, "stall");
    for (uint32_t k = 0; k < sound.tick_count; ++k) {
        assert_true(sound.tick[k].speed_rad_s <= 0.0);
    }
    // It hums with the supply while it strains, and no longer.
    const double hum = strength(&other, 200.0, 0.30, 0.10);
    assert_true(hum > 20.0 * strength(&other, 300.0, 0.30, 0.10));
    assert_true(hum > 10.0 * strength(&other, 200.0, 0.60, 0.10));
    // One that turns whirrs behind the first knock, strikes its end, and runs back afterwards.
    assert_true(level(&one, 0.142, 0.012) > 2.0 * level(&other, 0.142, 0.012));
    assert_true(level(&one, 0.155, 0.015) > 10.0 * level(&other, 0.155, 0.015));
    assert_true(one.sounding_ms > other.sounding_ms + 20);
    assert_true(one.onsets > other.onsets);
}

static bool differ(const heard_t* const a, const heard_t* const b)
{
    const double longer = (a->sounding_ms > b->sounding_ms) ? a->sounding_ms : b->sounding_ms;
    const double brighter = (a->crossings > b->crossings) ? a->crossings : b->crossings;
    const double louder = (a->peak > b->peak) ? a->peak : b->peak;
    return (a->onsets != b->onsets) || (abs(a->sounding_ms - b->sounding_ms) > 0.25 * longer) ||
           (fabs(a->crossings - b->crossings) > 0.25 * brighter) || (abs(a->peak - b->peak) > 0.25 * louder);
}

static void six_sounds_can_be_told_apart(void** context)
{
    (void)context;
    static const char* const six[] = {"silence", "relay", "stroke", "hum", "weak-clicks", "release"};
    for (size_t a = 0; a < 6U; ++a) {
        for (size_t b = a + 1U; b < 6U; ++b) {
            hear(&one, six[a]);
            hear(&other, six[b]);
            if (!differ(&one, &other)) {
                fail_msg("%s sounds as %s does", six[a], six[b]);
            }
        }
    }
}

static void latch_that_lets_go_is_the_loudest(void** context)
{
    (void)context;
    hear(&one, "release");
    static const char* const others[] = {"relay", "stroke", "stall", "hum", "weak-clicks"};
    for (size_t k = 0; k < sizeof others / sizeof others[0]; ++k) {
        assert_true(2 * one.peak > 3 * hear(&other, others[k])->peak);
    }
}

static void relay_strikes_harder_with_more_volts(void** context)
{
    (void)context;
    run_sample(sample_of("relay"));
    const double full_Ns = sound.strike[0].momentum_Ns;
    assert_int_equal(sound.strike[0].kind, car_strike_pull);
    stall.model.value[vehicle_battery_soc] = 0.05;
    car_model_compile(&stall.model);
    car_start(&stall.model, &stall.state);
    memset(&sound, 0, sizeof sound);
    const car_recorder_t recorder = car_sound_recorder(&sound);
    const vehicle_stroke_t press = {0, 400, vehicle_stimulus_fob_lid, 1.0};
    (void)car_run(&stall.model, &stall.state, &press, 1, &recorder);
    assert_true(sound.strike_count > 0U);
    assert_true(sound.strike[0].momentum_Ns < 0.99 * full_Ns);
}

static void second_run_follows_the_first(void** context)
{
    (void)context;
    run_sample(sample_of("relay"));
    assert_int_equal(sound.strike_count, 2);
    const double first_s = sound.strike[0].t_s;
    const car_recorder_t recorder = car_sound_recorder(&sound);
    const vehicle_stroke_t press = {0, 400, vehicle_stimulus_fob_lid, 1.0};
    (void)car_run(&stall.model, &stall.state, &press, 1, &recorder);
    assert_int_equal(sound.strike_count, 4);
    assert_true(sound.strike[2].t_s > first_s + 0.5);
}

// The renderer's own bytes, from parts set by hand: the same at any optimisation, by any compiler.
static void same_parts_give_the_same_bytes(void** context)
{
    (void)context;
    memset(&sound, 0, sizeof sound);
    sound.tick[0] = (car_sound_tick_t){.t_s = 0.2};
    sound.tick[1] = (car_sound_tick_t){0.21, 1200.0, 3.0, 0.8, 0.04, false};
    sound.tick[2] = (car_sound_tick_t){0.40, 1500.0, 1.0, 0.3, 0.04, false};
    sound.tick[3] = (car_sound_tick_t){.t_s = 0.41};
    sound.tick_count = 4;
    sound.strike[0] = (car_strike_t){0.20, 0.002, 0.0002, car_strike_pull};
    sound.strike[1] = (car_strike_t){0.40, 0.1, 0.003, car_strike_claw};
    sound.strike_count = 2;
    const size_t count = car_sound_render(&sound, one.samples, room);
    uint64_t hash = 0xcbf29ce484222325U;
    for (size_t k = 0; k < count; ++k) {
        hash = (hash ^ (uint16_t)one.samples[k]) * 0x100000001b3U;
    }
    assert_int_equal(count, 9760);
    assert_int_equal(hash, 0x4d2540405a294624U);
}

static void renders_no_further_than_there_is_room(void** context)
{
    (void)context;
    hear(&one, "hum");
    memset(other.samples, 0x55, sizeof other.samples);
    assert_int_equal(car_sound_render(&sound, other.samples, 5000), one.count);
    assert_memory_equal(one.samples, other.samples, 5000 * sizeof one.samples[0]);
    assert_int_equal(other.samples[5000], 0x5555);
    assert_int_equal(car_sound_render(&sound, NULL, 0), one.count);
}

static uint32_t number(const unsigned char* const at, const int width)
{
    uint32_t value = 0;
    for (int k = width - 1; k >= 0; --k) {
        value = (value << 8U) | at[k];
    }
    return value;
}

static void file_is_a_wave_file(void** context)
{
    (void)context;
    static unsigned char file[44 + 2 * room];
    hear(&one, "relay");
    const size_t length = car_sound_wav(one.samples, one.count, file, sizeof file);
    assert_int_equal(length, 44U + 2U * one.count);
    assert_memory_equal(file, "RIFF", 4);
    assert_memory_equal(file + 8, "WAVEfmt ", 8);
    assert_memory_equal(file + 36, "data", 4);
    assert_int_equal(number(file + 4, 4), length - 8U);
    assert_int_equal(number(file + 22, 2), 1);
    assert_int_equal(number(file + 24, 4), car_sound_rate_Hz);
    assert_int_equal(number(file + 40, 4), 2U * one.count);
    for (size_t k = 0; k < one.count; ++k) {
        assert_int_equal((int16_t)(uint16_t)number(file + 44U + 2U * k, 2), one.samples[k]);
    }
    unsigned char begin[6] = {1, 1, 1, 1, 1, 7};
    assert_int_equal(car_sound_wav(one.samples, one.count, begin, 5), length);
    assert_int_equal(begin[5], 7);
}

static const char* drawn(const char* const id)
{
    static char text[200000];
    hear(&one, id);
    const size_t length = car_sound_svg(&sound, one.samples, one.count, text, sizeof text);
    assert_true(length < sizeof text);
    assert_int_equal(length, strlen(text));
    assert_int_equal(car_sound_svg(&sound, one.samples, one.count, NULL, 0), length);
    return text;
}

static void picture_says_in_words_what_is_heard(void** context)
{
    (void)context;
    static const struct {
        const char* id;
        const char* word;
    } rows[] = {
        {"silence", "Nothing is heard"},
        {"silence", ">silence<"},
        {"relay", ">relay click<"},
        {"hum", ">hum<"},
        {"stall", ">faint hum, motor strains<"},
        {"stroke", ">motor runs<"},
        {"stroke", ">end of stroke<"},
        {"release", ">latch lets go<"},
        {"opens", ">lid lifts<"},
        {"stall", "s: faint hum, motor strains. "},
        {"hum", "role=\"img\""},
        {"hum", "<title>"},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; ++k) {
        if (strstr(drawn(rows[k].id), rows[k].word) == NULL) {
            fail_msg("the picture of %s does not say %s", rows[k].id, rows[k].word);
        }
    }
    assert_null(strstr(drawn("stall"), "motor runs"));
    assert_null(strstr(drawn("release"), "lid lifts"));
    assert_null(strstr(drawn("opens"), "#")); // no colour of its own
    assert_non_null(strstr(drawn("opens"), "currentColor"));
}

int main(void)
{
    if (!garage_open(&garage)) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample_is_what_the_sense_says_of_its_run),
        cmocka_unit_test(every_sample_lasts_and_none_clips),
        cmocka_unit_test(silence_is_silence),
        cmocka_unit_test(relay_clicks_twice_and_bright),
        cmocka_unit_test(weak_battery_clicks_again_and_again),
        cmocka_unit_test(hum_is_long_and_as_high_as_the_rotor_turns),
        cmocka_unit_test(motor_that_stalls_sounds_other_than_one_that_runs),
        cmocka_unit_test(six_sounds_can_be_told_apart),
        cmocka_unit_test(latch_that_lets_go_is_the_loudest),
        cmocka_unit_test(relay_strikes_harder_with_more_volts),
        cmocka_unit_test(second_run_follows_the_first),
        cmocka_unit_test(same_parts_give_the_same_bytes),
        cmocka_unit_test(renders_no_further_than_there_is_room),
        cmocka_unit_test(file_is_a_wave_file),
        cmocka_unit_test(picture_says_in_words_what_is_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
