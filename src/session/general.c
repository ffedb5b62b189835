#include "session/session.h"

/// What holds for every car (field review sections 1 and 4.1), for a car that is not known or when nothing
/// can be computed.
static const char* const advice[] = {
    SAY("Try the key held close, every release the car has, and unlock the doors first."),
    SAY("Press the lid down with flat hands, fingers out of the gap, while someone presses the release."),
    SAY("Do not pry, drill or slam."),
    SAY("The owner's manual names the emergency release of your car."),
    SAY("If that does not open it, call roadside assistance or a locksmith."),
};

const char* session_general_advice(const int k)
{
    return k >= 0 && k < (int)(sizeof advice / sizeof advice[0]) ? advice[k] : NULL;
}
