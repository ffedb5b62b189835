/// Which archetype is closest to a car that has no file of its own: five questions, answered as far as one
/// can. A pickup bed, a van, a front trunk or a motorhome locker is not known, and neither is a body nobody
/// has heard of; the nearest archetype is never given in silence. Pure, no memory.
#pragma once
#include "vehicle/knowledge.h"

/// The questions in the order to ask them, each with the words that are taken as an answer.
#define VEHICLE_MATCH_QUESTIONS(X)                                                                           \
    X(body, "What kind of car is it?",                                                                       \
      "sedan coupe convertible hatchback wagon suv electric-car pickup van front-trunk motorhome")           \
    X(release,                                                                                               \
      "How is the lid released: electrically, electrically with a drive that also pulls it shut "            \
      "(soft close), by a cable from a lever, or only by key?",                                              \
      "electric soft-close cable key-only")                                                                  \
    X(key, "What is the key: a blade only, a remote, or one that stays in the pocket?",                      \
      "blade remote proximity")                                                                              \
    X(year, "Which year is it from?", "")                                                                    \
    X(seats, "Do the rear seats fold, are they fixed, or is the space open to the cabin?", "folds fixed open")

/// NULL or 0 where the person does not know. The texts stay the caller's.
typedef struct {
    const char* body;
    const char* release;
    const char* key;
    const char* seats;
    int year;
} vehicle_answers_t;

/// Index in `cars` of the closest archetype (others are passed over), -1: not known. `score` is the share of
/// the answered weight that fits, 0 to 1. Not known without a body, if body or release fits none, or below
/// 0.6. Equal scores: the one of fewest bodies, then the first. O(count).
int vehicle_match_nearest(const vehicle_t* const* cars, int count, const vehicle_answers_t* answers,
                          double* score);
