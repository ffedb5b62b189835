/// A recording: the car as it stood and every call since, in the caller's memory. It replays to the same
/// bytes.
#pragma once
#include "base/arena.h"
#include "car/car.h"

enum { car_record_calls_max = 64 };

/// One run and what it came to.
typedef struct {
    const vehicle_stroke_t* strokes; ///< a copy in the arena
    int count;
    car_percept_t percept;
    uint64_t hash_after; ///< car_state_hash
} car_record_call_t;

/// `model` is borrowed: it must not change or move.
typedef struct {
    const car_model_t* model;
    car_state_t snapshot;
    car_record_call_t call[car_record_calls_max];
    int call_count;
    base_arena_t* arena;
} car_record_t;

/// Begins with the state as it stands.
void car_record_begin(car_record_t* self, const car_model_t* model, const car_state_t* state,
                      base_arena_t* arena);

/// car_run, written down. False (and nothing is run) if the recording or the arena is full.
bool car_record_run(car_record_t* self, car_state_t* state, const vehicle_stroke_t* strokes, int count,
                    car_percept_t* percept);

/// Runs it all again from the snapshot; -1 if every state and percept came out the same, else the first call
/// that did not.
int car_record_replay(const car_record_t* self);
