/// References from one line of a file to another: every id becomes an index here, or an error that names the
/// nearest valid ids. Hyphens and underscores are the same in names of parts, stimuli and senses.
#pragma once
#include "vehicle/form.h"

/// Index, or vehicle_none after an error. O(n) each.
uint16_t vehicle_refer_mode(const vehicle_loader_t* loader, const vehicle_node_t* node);
uint16_t vehicle_refer_fact(const vehicle_loader_t* loader, const vehicle_node_t* node);
uint16_t vehicle_refer_move(const vehicle_loader_t* loader, const vehicle_node_t* node);
uint16_t vehicle_refer_class(const vehicle_loader_t* loader, const vehicle_node_t* node);
uint16_t vehicle_refer_stimulus(const vehicle_loader_t* loader, const vehicle_node_t* node);
uint16_t vehicle_refer_sense(const vehicle_loader_t* loader, const vehicle_node_t* node);

/// The parameter of a part and a key that stand apart (vehicle files); the error stands at the part or at the
/// key.
uint16_t vehicle_refer_param_of(const vehicle_loader_t* loader, const vehicle_node_t* part,
                                const vehicle_node_t* key);

/// Index of a reading of this move; vehicle_readings_max for "*"; vehicle_none after an error.
uint16_t vehicle_refer_reading(const vehicle_loader_t* loader, const vehicle_node_t* node,
                               const vehicle_move_t* move);

/// True if this fits the parameter: a word of it, yes or no, or a number in its range.
bool vehicle_refer_value(const vehicle_loader_t* loader, const vehicle_node_t* node, uint16_t param,
                         double* value);

/// The rows of a `when`; `map` may be NULL (no rows).
const vehicle_when_t* vehicle_refer_when(vehicle_loader_t* loader, const vehicle_node_t* map,
                                         uint16_t* count);

/// The rows of `set` and `scale` together; either may be NULL.
const vehicle_override_t* vehicle_refer_overrides(vehicle_loader_t* loader, const vehicle_node_t* set,
                                                  const vehicle_node_t* scale, uint16_t* count);
