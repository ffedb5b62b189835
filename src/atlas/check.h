/// What atlas_open asks of the sections once their table, head and lengths hold: that every text, number,
/// list and row is one, so that no reader has to ask again. Every check returns NULL, or what is wrong with
/// the file; the first that fails is reported, and later ones rely on earlier ones. Private to atlas/.
#pragma once
#include "atlas/layout.h"

// check_records.c: what the atlas says of modes, facts, moves and circumstances.
/// True if a text begins at this offset.
bool check_text(const atlas_t* self, uint32_t ref);
/// True if `count` doubles are numbers between the limits.
bool check_numbers(const uint8_t* at, int count, double low, double high);
const char* check_modes(const atlas_t* self);
const char* check_facts(const atlas_t* self);
const char* check_moves(const atlas_t* self);
const char* check_circumstances(const atlas_t* self);

// check_rows.c: sets of modes, and the row of each move under each of them.
const char* check_sets(const atlas_t* self);
const char* check_rows(const atlas_t* self);
const char* check_bases(const atlas_t* self);
const char* check_entries(const atlas_t* self);
