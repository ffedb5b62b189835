#include "car/plot.h"

#include "car/sheet.h"

static const double gap_s = 0.3; // drawn between two runs

static void take(void* const context, const uint32_t t_ms, const car_model_t* const model,
                 const car_state_t* const state)
{
    car_plot_t* const plot = context;
    (void)model;
    if (t_ms < plot->last_ms) {
        plot->offset_s = plot->point[plot->count - 1U].t_s + gap_s;
    }
    plot->last_ms = t_ms;
    if (plot->count == car_plot_points_max) {
        plot->dropped += 1U;
        return;
    }
    const plant_state_t* const plant = &state->plant;
    plot->point[plot->count] = (car_plot_point_t){
        .t_s = plot->offset_s + 1e-3 * (double)t_ms,
        .distribution_V = plant->distribution_V,
        .unit_V = plant->unit_V,
        .drive_V = plant->drive_V,
        .drive_A = plant->drive_A,
        .pawl_mm = plant->latch.pawl_mm,
        .lid_mm = plant->lid.edge_mm,
        .phase = (uint8_t)ecu_phase(node_ecu(&state->node)),
        .awake = state->out.awake ? 1U : 0U,
        .drive = (state->out.drive && state->out.drive_enable) ? 1U : 0U,
        .running = state->node.running ? 1U : 0U,
    };
    plot->count += 1U;
}

car_recorder_t car_plot_recorder(car_plot_t* const plot)
{
    return (car_recorder_t){.sample = take, .context = plot};
}

// NOLINTNEXTLINE(readability-non-const-parameter): it is written to, through the sheet.
size_t car_plot_csv(const car_plot_t* const plot, char* const text, const size_t capacity)
{
    sheet_t sheet = {text, capacity, 0};
    WRITE(&sheet, "t_s,distribution_V,unit_V,drive_V,drive_A,pawl_mm,lid_mm,phase,awake,drive,running\n");
    for (uint32_t k = 0; k < plot->count; ++k) {
        const car_plot_point_t* const p = &plot->point[k];
        WRITE(&sheet, "%.3f,%.4f,%.4f,%.4f,%.4f,%.3f,%.2f,%u,%u,%u,%u\n", p->t_s, p->distribution_V,
              p->unit_V, p->drive_V, p->drive_A, p->pawl_mm, p->lid_mm, (unsigned)p->phase,
              (unsigned)p->awake, (unsigned)p->drive, (unsigned)p->running);
    }
    return sheet.length;
}

// --- the picture

static const double left_px = 90.0;
static const double width_px = 800.0;
static const double strip_px = 90.0;
static const double between_px = 26.0;
static const double top_px = 30.0;

typedef double (*value_t)(const car_plot_point_t* point);

static double distribution_V(const car_plot_point_t* const p)
{
    return p->distribution_V;
}
static double drive_V(const car_plot_point_t* const p)
{
    return p->drive_V;
}
static double drive_A(const car_plot_point_t* const p)
{
    return p->drive_A;
}
static double pawl_mm(const car_plot_point_t* const p)
{
    return p->pawl_mm;
}
static double lid_mm(const car_plot_point_t* const p)
{
    return p->lid_mm;
}
static double awake(const car_plot_point_t* const p)
{
    return (double)p->awake;
}
static double phase(const car_plot_point_t* const p)
{
    return (double)p->phase;
}
static double running(const car_plot_point_t* const p)
{
    return (double)p->running;
}

typedef struct {
    const char* name;
    const char* unit;
    const char* colour;
    value_t value;
    int strip;
    double full; // smallest full scale
} curve_t;

static const curve_t curves[] = {
    {"supply", "V", "#1f6f8b", distribution_V, 0, 14.0},
    {"at the drive", "V", "#c2571a", drive_V, 0, 14.0},
    {"drive current", "A", "#c2571a", drive_A, 1, 8.0},
    {"pawl", "mm", "#3a7d34", pawl_mm, 2, 4.0},
    {"lid edge", "mm", "#7a4fa3", lid_mm, 3, 100.0},
    {"unit runs", "", "#777777", running, 4, 4.0},
    {"awake", "", "#1f6f8b", awake, 4, 4.0},
    {"phase: 1 drive, 2 rest, 3 verify", "", "#b00020", phase, 4, 4.0},
};
enum { curve_count = sizeof curves / sizeof curves[0], strip_count = 5 };

static double strip_top(const int strip)
{
    return top_px + (double)strip * (strip_px + between_px);
}

// Round steps on the way from 0 to `end`: at most nine marks.
static double tick(const double end)
{
    static const double rise[] = {2.0, 2.5, 2.0}; // 1 2 5 10 20 50 ...
    double step = 0.01;
    for (int k = 0; end / step > 8.0; k = (k + 1) % 3) {
        step *= rise[k];
    }
    return step;
}

static double full_of(const car_plot_t* const plot, const int strip)
{
    double full = 0.0;
    for (int c = 0; c < curve_count; ++c) {
        if (curves[c].strip != strip) {
            continue;
        }
        full = (curves[c].full > full) ? curves[c].full : full;
        for (uint32_t k = 0; k < plot->count; ++k) {
            const double value = curves[c].value(&plot->point[k]);
            full = (value > full) ? value : full;
        }
    }
    double top = 0.0;
    while (top < full * (1.0 - 1e-9)) {
        top += tick(full);
    }
    return top;
}

// Between two runs nothing was computed.
static bool starts_run(const car_plot_t* const plot, const uint32_t k)
{
    return (k == 0U) || (plot->point[k].t_s - plot->point[k - 1U].t_s >= 0.9 * gap_s);
}

// A point is drawn when it is half a pixel away from the last one drawn, when the value jumps, or when a run
// starts.
static void draw_curve(sheet_t* const sheet, const car_plot_t* const plot, const curve_t* const curve,
                       const double end_s)
{
    const double full = full_of(plot, curve->strip);
    const double bottom_px = strip_top(curve->strip) + strip_px;
    double drawn_x = -10.0;
    double drawn_y = -10.0;
    WRITE(sheet, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.3\" d=\"", curve->colour);
    for (uint32_t k = 0; k < plot->count; ++k) {
        const double x = left_px + plot->point[k].t_s / end_s * width_px;
        const double y = bottom_px - curve->value(&plot->point[k]) / full * strip_px;
        const double jump = (y > drawn_y) ? y - drawn_y : drawn_y - y;
        const bool starts = starts_run(plot, k);
        if (starts || (x - drawn_x >= 0.5) || (jump >= 0.5)) {
            WRITE(sheet, "%c%.1f,%.1f ", starts ? 'M' : 'L', x, y);
            drawn_x = x;
            drawn_y = y;
        }
    }
    WRITE(sheet, "\"/>\n");
}

static void draw_frame(sheet_t* const sheet, const car_plot_t* const plot, const int strip)
{
    const double y = strip_top(strip);
    WRITE(sheet,
          "<rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\" fill=\"none\" stroke=\"#bbbbbb\"/>\n",
          left_px, y, width_px, strip_px);
    WRITE(sheet, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"end\">%.4g</text>\n", left_px - 6.0, y + 10.0,
          full_of(plot, strip));
    WRITE(sheet, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"end\">0</text>\n", left_px - 6.0, y + strip_px);
    double x = left_px;
    for (int c = 0; c < curve_count; ++c) {
        if (curves[c].strip == strip) {
            WRITE(sheet, "<text x=\"%.0f\" y=\"%.0f\" fill=\"%s\">%s %s</text>\n", x, y - 5.0,
                  curves[c].colour, curves[c].name, curves[c].unit);
            x += 150.0;
        }
    }
}

static void draw_time(sheet_t* const sheet, const double end_s)
{
    const double bottom_px = strip_top(strip_count) - between_px;
    const double step_s = tick(end_s);
    for (int k = 0; (double)k * step_s <= end_s; ++k) {
        const double x = left_px + (double)k * step_s / end_s * width_px;
        WRITE(sheet, "<path d=\"M%.1f %.0fv4\" stroke=\"#888888\"/>\n", x, bottom_px);
        WRITE(sheet, "<text x=\"%.1f\" y=\"%.0f\" text-anchor=\"middle\">%.4g s</text>\n", x,
              bottom_px + 16.0, (double)k * step_s);
    }
}

static void draw_joints(sheet_t* const sheet, const car_plot_t* const plot, const double end_s)
{
    for (uint32_t k = 1; k < plot->count; ++k) {
        if (starts_run(plot, k)) {
            WRITE(sheet, "<path d=\"M%.1f %.0fV%.0f\" stroke=\"#888888\" stroke-dasharray=\"4 3\"/>\n",
                  left_px + (plot->point[k].t_s - 0.5 * gap_s) / end_s * width_px, top_px,
                  strip_top(strip_count) - between_px);
        }
    }
}

// NOLINTNEXTLINE(readability-non-const-parameter): it is written to, through the sheet.
size_t car_plot_svg(const car_plot_t* const plot, char* const text, const size_t capacity)
{
    sheet_t sheet = {text, capacity, 0};
    const double last_s = (plot->count > 0U) ? plot->point[plot->count - 1U].t_s : 0.0;
    const double end_s = (last_s > 0.0) ? last_s : 1.0;
    WRITE(&sheet,
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\" "
          "font-size=\"11\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
          left_px + width_px + 30.0, strip_top(strip_count) + 10.0);
    for (int strip = 0; strip < strip_count; ++strip) {
        draw_frame(&sheet, plot, strip);
    }
    for (int c = 0; c < curve_count; ++c) {
        draw_curve(&sheet, plot, &curves[c], end_s);
    }
    draw_joints(&sheet, plot, end_s);
    draw_time(&sheet, end_s);
    WRITE(&sheet, "</svg>\n");
    return sheet.length;
}
