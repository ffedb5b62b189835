/// Any bytes, read as a car and as a file of knowledge, in an arena too small as often as not. What comes out
/// must agree with the errors, and the arena must be as large as before.
#include "vehicle/load.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length);

enum { arena_max = 2 * 1024 * 1024 };

static const char parts[] = "decklid: parts\n"
                            "parts:\n"
                            "  - part: battery\n"
                            "    name: battery\n"
                            "    modes:\n"
                            "      - {mode: dead, is: fault, role: cause, name: flat, set: {battery.soc: "
                            "[0]}, sources: [P1], repair: "
                            "{minutes: 1, money: 0, currency: USD, who: friend, text: Charge it.}}\n";
static const char priors[] =
    "decklid: priors\ncolumns: [modern-sedan]\nsources: [P6]\n"
    "shares: {battery=dead: [10]}\nrates: {}\ncoexistence: 0.2\nnothing_wrong: 0.02\n";

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length)
{
    static unsigned char memory[arena_max];
    static char text[2048];
    base_arena_t arena = {memory, length % 3 == 0 ? arena_max / 8 : arena_max, 0};
    const size_t capacity = arena.capacity;
    vehicle_errors_t errors = {text, sizeof text, 0, 0};
    const vehicle_file_t files[] = {{"parts", parts, sizeof parts - 1},
                                    {"priors", priors, sizeof priors - 1},
                                    {"any", (const char*)bytes, length}};
    const vehicle_knowledge_t* knowledge = vehicle_load_knowledge(&arena, files, 2, &errors);
    if (knowledge == NULL) {
        return 0; // the small arena
    }
    const vehicle_t* const car = vehicle_load_car(&arena, knowledge, &files[2], &errors);
    require((car == NULL) == (errors.count > 0) && arena.capacity == capacity && arena.used <= capacity);
    arena.used = 0;
    knowledge = vehicle_load_knowledge(&arena, files, 3, &errors);
    require((knowledge == NULL) == (errors.count > 0) && arena.capacity == capacity &&
            arena.used <= capacity);
    return 0;
}
