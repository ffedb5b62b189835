/// One language: what stands for each English sentence, read from the bytes of a GNU .mo file (little-endian,
/// UTF-8). The English sentence is the key; what is not in the catalogue stays English, so no catalogue at
/// all is English. For the texts of this room, and for whoever draws its screens. No heap, no I/O; the bytes
/// are the caller's and must outlive the catalogue.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Marks a sentence that is looked up later; `make catalogue` collects it. It is the sentence itself.
#define SAY(english) english

/// An opened catalogue. Its fields are private to catalogue.c; all zero is English.
typedef struct {
    const uint8_t* bytes;
    uint32_t count;
    uint32_t english_at; ///< table of lengths and offsets of the English sentences, sorted
    uint32_t said_at;    ///< the same of the translations
} session_catalogue_t;

/// Opens a catalogue over bytes. Everything is checked here: kind, order, every length and offset, ends,
/// UTF-8. False with one line of reason in `error`; then `self` is English. O(length).
bool session_catalogue_open(session_catalogue_t* self, const uint8_t* bytes, size_t length, char* error,
                            size_t capacity);

enum { session_code_max = 8 }; ///< bytes of a language's code, the terminating one included

/// The code of the language (ISO 639), as the head of the catalogue names it; "en" if it names none.
void session_catalogue_code(const session_catalogue_t* self, char code[session_code_max]);

/// What stands for `english`, or `english` itself (NULL stays NULL). `self` may be NULL. O(log count).
const char* session_say(const session_catalogue_t* self, const char* english);

/// The same for a format of printf. A translation counts only if it has the same conversions in the same
/// order; else the English one is returned.
#if defined(__GNUC__)
__attribute__((format_arg(2)))
#endif
const char*
session_say_format(const session_catalogue_t* self, const char* english);
