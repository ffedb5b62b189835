/// Which car is it? By id, by part of a name, or by five short questions to the nearest archetype.
#pragma once
#include "cli/cli.h"

/// Asks five questions and names the nearest archetype in `id`. 0; 1 if the car is not known (then general
/// advice has been printed) or the input ended.
int cli_match_car(cli_t* self, FILE* in, FILE* out, char* id, size_t capacity);

/// Asks for the car by name or number, with the questions as a way on. 0, or 1 as above.
int cli_choose_car(cli_t* self, FILE* in, FILE* out, char* id, size_t capacity);
