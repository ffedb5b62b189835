#include "vehicle/difference.h"
#include "vehicle/words.h"

typedef struct {
    vehicle_difference_t* rows;
    uint16_t capacity;
    uint16_t count;
} list_t;

static void add_if_differs(list_t* const list, const vehicle_difference_t row)
{
    const bool same = row.first >= row.second && row.first <= row.second;
    if (!same && list->count < list->capacity) {
        list->rows[list->count] = row;
    }
    list->count = (uint16_t)(list->count + (same ? 0 : 1));
}

static double as_number(const bool holds)
{
    return holds ? 1.0 : 0.0;
}

static void compare_moves(const vehicle_knowledge_t* const knowledge, const vehicle_t* const first,
                          const vehicle_t* const second, list_t* const list)
{
    for (uint16_t m = 0; m < knowledge->move_count; m++) {
        const vehicle_move_t* const move = &knowledge->move[m];
        if (!move->only_published) {
            const bool on_first = vehicle_when_holds(move->when, move->when_count, first->value);
            const bool on_second = vehicle_when_holds(move->when, move->when_count, second->value);
            add_if_differs(list, (vehicle_difference_t){vehicle_differs_move, m, as_number(on_first),
                                                        as_number(on_second)});
        }
    }
}

uint16_t vehicle_difference_list(const vehicle_knowledge_t* const knowledge, const vehicle_t* const first,
                                 const vehicle_t* const second, vehicle_difference_t* const rows,
                                 const uint16_t capacity)
{
    list_t list = {rows, capacity, 0};
    const uint16_t param_count = vehicle_param_count;
    for (uint16_t p = 0; p < param_count; p++) {
        add_if_differs(&list,
                       (vehicle_difference_t){vehicle_differs_param, p, first->value[p], second->value[p]});
    }
    for (uint16_t m = 0; m < knowledge->mode_count; m++) {
        const double on_first = as_number(vehicle_mode_occurs(knowledge, first, m));
        const double on_second = as_number(vehicle_mode_occurs(knowledge, second, m));
        add_if_differs(&list, (vehicle_difference_t){vehicle_differs_mode, m, on_first, on_second});
    }
    compare_moves(knowledge, first, second, &list);
    return list.count;
}

const char* vehicle_difference_name(const vehicle_knowledge_t* const knowledge,
                                    const vehicle_difference_t* const row)
{
    static const char unknown[] = "";
    switch (row->what) {
    case vehicle_differs_param:
        return vehicle_param_name[row->index];
    case vehicle_differs_mode:
        return knowledge->mode[row->index].id;
    case vehicle_differs_move:
        return knowledge->move[row->index].id;
    default:
        return unknown;
    }
}
