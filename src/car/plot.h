/// What a run looked like, as a picture (SVG) and as a table (CSV): voltages, current, pawl, lid and the
/// control unit's state on one time axis. Runs given one after the other are joined. The caller owns the
/// struct, zeroed.
#pragma once
#include "car/car.h"

enum { car_plot_points_max = 16384 };

typedef struct {
    double t_s;
    double distribution_V, unit_V, drive_V, drive_A, pawl_mm, lid_mm;
    uint8_t phase; ///< ecu_phase_t
    uint8_t awake, drive, running;
} car_plot_point_t;

/// Zero it first. About 1 MiB.
typedef struct {
    car_plot_point_t point[car_plot_points_max];
    uint32_t count;
    uint32_t dropped; ///< samples that no longer fitted
    uint32_t last_ms; ///< of the run under way
    double offset_s;  ///< of it
} car_plot_t;

/// A recorder that fills `plot`; both must live as long as the run.
car_recorder_t car_plot_recorder(car_plot_t* plot);

/// Writes at most `capacity` bytes with a terminating zero; returns the length of the whole text, as snprintf
/// does. `text` may be NULL when `capacity` is 0.
size_t car_plot_svg(const car_plot_t* plot, char* text, size_t capacity);
size_t car_plot_csv(const car_plot_t* plot, char* text, size_t capacity);
