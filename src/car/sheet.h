// Text that is written into a caller's buffer and counted beyond its end, as snprintf does. Not for others.
#pragma once
#include <stddef.h>
#include <stdio.h>

typedef struct {
    char* text;
    size_t capacity, length;
} sheet_t;

static inline size_t sheet_room(const sheet_t* const sheet)
{
    return ((sheet->text != NULL) && (sheet->length < sheet->capacity)) ? sheet->capacity - sheet->length
                                                                        : 0U;
}

static inline char* sheet_place(const sheet_t* const sheet)
{
    return (sheet_room(sheet) > 0U) ? sheet->text + sheet->length : NULL;
}

// A macro, because a format must be a literal where it is checked.
#define WRITE(sheet, ...)                                                                                    \
    ((sheet)->length += (size_t)snprintf(sheet_place(sheet), sheet_room(sheet), __VA_ARGS__))
