/// Every test of a program beside a shut car of its own. Included first, by one file of a program.
#pragma once
#include "shut_car.h"

static session_t* session;
static shut_car_t* car;

static int setup(void** state)
{
    (void)state;
    session = shut_session(&car);
    return 0;
}

static int teardown(void** state)
{
    (void)state;
    session_close(session);
    free(car);
    return 0;
}
