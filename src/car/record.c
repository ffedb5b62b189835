#include "car/record.h"

#include <string.h>

void car_record_begin(car_record_t* const self, const car_model_t* const model,
                      const car_state_t* const state, base_arena_t* const arena)
{
    memset(self, 0, sizeof *self);
    self->model = model;
    self->arena = arena;
    memcpy(&self->snapshot, state, sizeof *state);
}

bool car_record_run(car_record_t* const self, car_state_t* const state, const vehicle_stroke_t* const strokes,
                    const int count, car_percept_t* const percept)
{
    if ((self->call_count == car_record_calls_max) || (count < 0)) {
        return false;
    }
    const size_t size = (size_t)count * sizeof *strokes;
    vehicle_stroke_t* const copy = base_arena_take(self->arena, (size > 0U) ? size : sizeof *strokes);
    if (copy == NULL) {
        return false;
    }
    if (size > 0U) {
        memcpy(copy, strokes, size);
    }
    *percept = car_run(self->model, state, copy, count, NULL);
    car_record_call_t* const call = &self->call[self->call_count];
    call->strokes = copy;
    call->count = count;
    call->hash_after = car_state_hash(state);
    memcpy(&call->percept, percept, sizeof *percept);
    self->call_count += 1;
    return true;
}

int car_record_replay(const car_record_t* const self)
{
    car_state_t state;
    memcpy(&state, &self->snapshot, sizeof state);
    for (int k = 0; k < self->call_count; ++k) {
        const car_record_call_t* const call = &self->call[k];
        const car_percept_t percept = car_run(self->model, &state, call->strokes, call->count, NULL);
        const bool same_percept = (percept.opened == call->percept.opened) &&
                                  (percept.freed == call->percept.freed) &&
                                  (percept.release_ms == call->percept.release_ms) &&
                                  (percept.lid_clicks == call->percept.lid_clicks);
        if (!same_percept || (car_state_hash(&state) != call->hash_after)) {
            return k;
        }
    }
    return -1;
}
