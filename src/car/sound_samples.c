// Which car makes which sound. Proved by tests/car/test_sound.c: car_sense of the very run says the reading.
#include "car/sound.h"

static const car_sound_sample_t samples[] = {
    {"silence", "Nothing at all", "silence", "modern-sedan", "battery=dead", "press-fob"},
    {"relay", "A click from the cabin only", "cabin-click", "modern-sedan", "loom=release-broken",
     "press-fob"},
    {"stroke", "One motor stroke at the lid", "lid-click", "modern-sedan", "latch=broken", "press-fob"},
    {"stall", "A knock at the lid: the motor strains and stands", "lid-click", "modern-sedan", "latch=seized",
     "press-fob"},
    {"hum", "A long hum", "hum", "modern-sedan", "actuator=stripped", "press-fob"},
    {"weak-clicks", "Weak, repeated clicks", "weak-clicks", "modern-sedan", "battery=corroded-terminal",
     "unlock-then-press"},
    {"release", "The latch lets go, the lid stays down", "frees-not-rises", "modern-sedan", "seal=sticky",
     "press-fob"},
    {"opens", "The latch lets go and the lid rises", "opens", "modern-sedan", "", "press-fob"},
};

const car_sound_sample_t* car_sound_sample(const int index)
{
    const int count = (int)(sizeof samples / sizeof samples[0]);
    return ((index >= 0) && (index < count)) ? &samples[index] : NULL;
}
