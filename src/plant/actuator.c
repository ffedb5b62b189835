// Motor       L di/dt = V - R i - k w;      J dw/dt = k i - Tf - b w - F r_c / (N eta)
//             R = R20 (1 + 0.0039 (T - 20)),  k = k20 (1 - 0.0015 (T - 20)),  b = b20 10^(-(T - 20) / 40) x
//             grease
// In cold R falls and k rises: the bare motor gets stronger. What slows it is b, the battery and the load.
//
// With x = (i, w) and the forcing u = (V / L, -(Tf + Tload) / J) this is dx/dt = A x + u, hence for a
// constant u
//             x(t + dt) = P x + A^-1 (P - 1) u,   P = exp(A dt).
// Dry friction only ever brakes: the rotor does not start while k i <= Tf + Tload, and a speed that would
// turn negative is zero. With the rotor held the current follows di/dt = (V - R i) / L alone.
//
// Heat        R(Tw) = R20 (1 + 0.0039 (Tw - 20)) with the winding's own Tw; k is the magnet's and stays. The
//             matrix is taken anew for each kelvin, an error of 0.4 % in R at most. Heat and cut-out: heat.c.
// Back        A drive that is reversed obeys the same equations the other way round, up to its rest.
//
// Solenoid    F = F0 (i / i0)^2 ((g0 + g) / (g0 + g - x))^2;  its mass is small against its damping: v = (F -
// load) / c
#include "plant/actuator.h"

#include <math.h>

#include "vehicle/params.h"
#include "vehicle/real.h"

static const double burnt_Ohm = 1000.0;
static const double reference_V = 12.5;
static const double reference_wiring_Ohm = 0.2;
static const double solenoid_stroke_mm = 6.0;
static const double solenoid_gap_mm = 2.0; // left when it is fully in
static const double return_s = 0.08;
static const double copper_per_K = 0.0039;
static const double take_K = 1.0;

plant_actuator_model_t plant_actuator_model(const double* const value, const double celsius)
{
    const double warmth_K = celsius - 20.0;
    const double cold_Ohm = value[vehicle_actuator_winding_Ohm];
    const double cam_m = 1e-3 * value[vehicle_actuator_cam_mm];
    const double ratio = value[vehicle_actuator_gear_ratio];
    const int type = (int)real_clamp(value[vehicle_actuator_type], 0.0, 2.0);
    return (plant_actuator_model_t){
        .type = (plant_actuator_type_t)type,
        .engaged = value[vehicle_actuator_gear_engaged] > 0.5,
        .conducts = cold_Ohm < burnt_Ohm,
        .driven_back = (type == plant_actuator_motor) && (value[vehicle_return_stroke_driven] > 0.5),
        .winding_Ohm = cold_Ohm * (1.0 + copper_per_K * warmth_K),
        .winding_Ohm_K = cold_Ohm * copper_per_K,
        .inductance_H = 1e-3 * value[vehicle_actuator_inductance_mH],
        .constant_Nm_A = 1e-3 * value[vehicle_actuator_constant_mNm_A] * (1.0 - 0.0015 * warmth_K),
        .inertia_kgm2 = value[vehicle_actuator_inertia_kgm2],
        .friction_Nm = 1e-3 * value[vehicle_actuator_friction_mNm],
        .viscous_Nms = 1e-6 * value[vehicle_actuator_viscous_uNms],
        .load_Nm_N = cam_m / (ratio * value[vehicle_actuator_gear_efficiency]),
        .mm_rad = 1e3 * cam_m / ratio,
        .stroke_mm =
            (type == plant_actuator_solenoid) ? solenoid_stroke_mm : value[vehicle_actuator_stroke_mm],
        .solenoid_N = value[vehicle_actuator_solenoid_N],
        .reference_A = reference_V / (cold_Ohm + reference_wiring_Ohm),
        .damping_Ns_m = 250.0,
        .travel_per_lift = (type == plant_actuator_solenoid) ? 1.6 : 2.8,
        .heat =
            plant_heat_model(value[vehicle_winding_heat_J_K], value[vehicle_winding_loss_K_W],
                             value[vehicle_winding_trip_degC], value[vehicle_winding_reset_degC], celsius),
    };
}

void plant_actuator_start(const plant_actuator_model_t* const model, plant_actuator_state_t* const state,
                          const double drag)
{
    *state = (plant_actuator_state_t){.drag = drag, .winding_Ohm = model->winding_Ohm};
}

typedef struct {
    double a, b, c, d; // rows (a b) (c d)
} matrix_t;

static matrix_t times(const matrix_t x, const matrix_t y)
{
    return (matrix_t){x.a * y.a + x.b * y.c, x.a * y.b + x.b * y.d, x.c * y.a + x.d * y.c,
                      x.c * y.b + x.d * y.d};
}

// exp(m) by halving until the norm is small, a short series, and squaring back.
static matrix_t exponential(matrix_t m)
{
    const double norm = fabs(m.a) + fabs(m.b) + fabs(m.c) + fabs(m.d);
    double scale = 1.0;
    int halvings = 0;
    while (norm * scale > 0.25) {
        scale *= 0.5;
        halvings += 1;
    }
    m = (matrix_t){m.a * scale, m.b * scale, m.c * scale, m.d * scale};
    matrix_t term = {1.0, 0.0, 0.0, 1.0};
    matrix_t sum = term;
    for (int k = 1; k <= 10; ++k) {
        term = times(term, m);
        const double by = 1.0 / k;
        term = (matrix_t){term.a * by, term.b * by, term.c * by, term.d * by};
        sum = (matrix_t){sum.a + term.a, sum.b + term.b, sum.c + term.c, sum.d + term.d};
    }
    for (; halvings > 0; --halvings) {
        sum = times(sum, sum);
    }
    return sum;
}

static void prepare(const plant_actuator_model_t* const model, plant_actuator_state_t* const state,
                    const double wiring_Ohm, const double dt_s)
{
    const double loop_Ohm = wiring_Ohm + state->winding_Ohm;
    if ((state->kept_Ohm == loop_Ohm) && (state->kept_dt_s == dt_s) && (state->kept_drag == state->drag)) {
        return;
    }
    const double R_L = loop_Ohm / model->inductance_H;
    const double b_J = model->viscous_Nms * state->drag / model->inertia_kgm2;
    const matrix_t A = {-R_L, -model->constant_Nm_A / model->inductance_H,
                        model->constant_Nm_A / model->inertia_kgm2, -b_J};
    const matrix_t P = exponential((matrix_t){A.a * dt_s, A.b * dt_s, A.c * dt_s, A.d * dt_s});
    const double by = 1.0 / (A.a * A.d - A.b * A.c);
    const matrix_t inverse = {A.d * by, -A.b * by, -A.c * by, A.a * by};
    const matrix_t push = times(inverse, (matrix_t){P.a - 1.0, P.b, P.c, P.d - 1.0});
    state->carry[0] = P.a;
    state->carry[1] = P.b;
    state->carry[2] = P.c;
    state->carry[3] = P.d;
    state->push[0] = push.a;
    state->push[1] = push.b;
    state->push[2] = push.c;
    state->push[3] = push.d;
    state->decay = real_exp(-R_L * dt_s);
    state->kept_Ohm = loop_Ohm;
    state->kept_dt_s = dt_s;
    state->kept_drag = state->drag;
}

static void hold(plant_actuator_state_t* const state, const plant_drive_t* const drive)
{
    const double settled_A = drive->open_V / (drive->Ohm + state->winding_Ohm);
    state->current_A = settled_A + (state->current_A - settled_A) * state->decay;
    state->speed_rad_s = 0.0;
}

static void turn(const plant_actuator_model_t* const model, plant_actuator_state_t* const state,
                 const plant_drive_t* const drive, const double torque_Nm)
{
    const double u = drive->open_V / model->inductance_H;
    const double v = -torque_Nm / model->inertia_kgm2;
    const double i = state->current_A;
    const double w = state->speed_rad_s;
    state->current_A = state->carry[0] * i + state->carry[1] * w + state->push[0] * u + state->push[1] * v;
    state->speed_rad_s = state->carry[2] * i + state->carry[3] * w + state->push[2] * u + state->push[3] * v;
}

static void step_motor(const plant_actuator_model_t* const model, plant_actuator_state_t* const state,
                       const plant_drive_t* const drive, const double dt_s)
{
    const double load_N = model->engaged ? drive->load_N : 0.0;
    const double torque_Nm = model->friction_Nm + load_N * model->load_Nm_N;
    const bool there = drive->back ? (state->travel_mm <= 0.0) : (state->travel_mm >= model->stroke_mm);
    const bool at_end = model->engaged && there;
    const bool starts = model->constant_Nm_A * state->current_A > torque_Nm;
    if (at_end || ((state->speed_rad_s <= 0.0) && !starts)) {
        hold(state, drive);
        return;
    }
    const double before_rad_s = state->speed_rad_s;
    turn(model, state, drive, torque_Nm);
    if (state->speed_rad_s < 0.0) {
        state->speed_rad_s = 0.0;
    }
    if (model->engaged) {
        const double way_mm = 0.5 * (before_rad_s + state->speed_rad_s) * model->mm_rad * dt_s;
        state->travel_mm =
            real_clamp(state->travel_mm + (drive->back ? -way_mm : way_mm), 0.0, model->stroke_mm);
    }
}

static void step_solenoid(const plant_actuator_model_t* const model, plant_actuator_state_t* const state,
                          const plant_drive_t* const drive, const double dt_s)
{
    hold(state, drive);
    const double share = state->current_A / model->reference_A;
    const double reach =
        (solenoid_gap_mm + model->stroke_mm) / (solenoid_gap_mm + model->stroke_mm - state->travel_mm);
    const double net_N = model->solenoid_N * share * share * reach * reach - drive->load_N;
    if (net_N > 0.0) {
        const double mm = 1e3 * net_N / (model->damping_Ns_m * state->drag) * dt_s;
        state->travel_mm = real_clamp(state->travel_mm + mm, 0.0, model->stroke_mm);
    }
}

// The current that flowed the other way is gone before the bridge drives this way.
static void turn_round(plant_actuator_state_t* const state, const bool back)
{
    if (back != (state->is_back > 0.5)) {
        state->is_back = back ? 1.0 : 0.0;
        state->current_A = 0.0;
        state->speed_rad_s = 0.0;
    }
}

static void warm(const plant_actuator_model_t* const model, plant_actuator_state_t* const state,
                 const double dt_s)
{
    const double loss_W = state->current_A * state->current_A * state->winding_Ohm;
    plant_heat_step(&model->heat, &state->heat, loss_W, dt_s);
    if (fabs(state->heat.rise_K - state->taken_K) >= take_K) {
        state->taken_K = state->heat.rise_K;
        state->winding_Ohm = model->winding_Ohm + model->winding_Ohm_K * state->taken_K;
    }
}

void plant_actuator_step(const plant_actuator_model_t* const model, plant_actuator_state_t* const state,
                         const plant_drive_t* const drive, const double dt_s)
{
    if (!model->conducts || (model->type == plant_actuator_none)) {
        state->current_A = 0.0;
        return;
    }
    if (state->heat.is_cut > 0.5) {
        plant_actuator_return(model, state, dt_s);
        return;
    }
    turn_round(state, drive->back);
    prepare(model, state, drive->Ohm, dt_s);
    if (model->type == plant_actuator_motor) {
        step_motor(model, state, drive, dt_s);
    } else {
        step_solenoid(model, state, drive, dt_s);
    }
    warm(model, state, dt_s);
}

void plant_actuator_return(const plant_actuator_model_t* const model, plant_actuator_state_t* const state,
                           const double dt_s)
{
    state->current_A = 0.0;
    state->speed_rad_s = 0.0;
    if (state->heat.rise_K > 0.0) {
        warm(model, state, dt_s);
    }
    if (!model->driven_back) {
        const double left_mm = state->travel_mm - model->stroke_mm * dt_s / return_s;
        state->travel_mm = (left_mm > 0.0) ? left_mm : 0.0;
    }
}
