/// Opening cable, keyhole with its rod, and the other ways of moving the pawl by hand.
#pragma once
#include <stdbool.h>

/// How a pull or a turn by hand felt; zero was not tried.
typedef enum {
    plant_feel_none = 0,
    plant_feel_slack,  ///< moves and meets nothing
    plant_feel_normal, ///< moves against the load and takes it along
    plant_feel_stop,   ///< will not move, or not far enough under this force
    plant_feel_dead,   ///< electric, and nothing happens
    plant_feel_missing ///< is not there
} plant_feel_t;

typedef struct {
    double share;       ///< of the hand's force that arrives
    double share_drive; ///< of the drive's, against what the drive was built for
    double travel_mm;   ///< of the hand's stroke, without play
    double play_mm;     ///< beyond the as-built play, for the drive
    double stretch_mm_N;
    bool present;
    bool attached;
} plant_cable_model_t;

plant_cable_model_t plant_cable_model(const double* value);

/// Force at the pawl of a pull of `hand_N` on the opening cable, while the pawl asks for `needed_N`; and how
/// it feels. 0 where the stroke is used up first.
double plant_cable_pull_N(const plant_cable_model_t* model, double hand_N, double needed_N,
                          plant_feel_t* feel);

typedef struct {
    double torque_Nm; ///< to turn it at this temperature
    bool present;
    bool key_fits; ///< the blade is this lock's
    bool stripped;
    bool rod_ok;
} plant_cylinder_model_t;

plant_cylinder_model_t plant_cylinder_model(const double* value, double celsius);

/// Force at the pawl of a blade turned with `hand_Nm`, and how it feels.
double plant_cylinder_turn_N(const plant_cylinder_model_t* model, double hand_Nm, plant_feel_t* feel);
