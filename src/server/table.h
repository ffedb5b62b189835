/// The table of what is served: every file of a folder, read once at the start. Only what stands in the table
/// can be asked for, so no request ever reaches the file system. A file that changes later is served as it
/// was. Uses the heap; one thread may read a table while nobody closes it.
#pragma once
#include "server/accept.h"
#include "server/name.h"
#include <stddef.h>

enum {
    server_files_max = 4096,
    server_folders_max = 64,
    server_file_bytes_max = 64 << 20,    ///< of one file
    server_folder_bytes_max = 256 << 20, ///< of all
    server_etag_max = 27                 ///< length and CRC-32 in hexadecimal digits, a dash, two quotes
};

/// One stored form of a file.
typedef struct {
    unsigned char* bytes; ///< NULL: there is no such form
    size_t length;
    char etag[server_etag_max + 1]; ///< strong, with its quotes: length and CRC-32 of these bytes
} server_form_t;

typedef struct {
    char name[server_name_max + 1]; ///< relative to the folder: "icons/lid.svg"
    const char* type;               ///< static
    server_form_t form[server_coding_count];
} server_file_t;

/// Zero-initialise. Owns everything in it.
typedef struct {
    server_file_t* file; ///< sorted by name
    int count;
    int capacity;
    size_t bytes;                              ///< of all forms
    int left_out;                              ///< links, hidden files and names that are not plain
    char first_left_out[server_name_max + 60]; ///< one of them
} server_table_t;

/// Reads the folder. FILE.br and FILE.gz beside FILE become its forms and are no files of their own; the
/// caller sees to it that they are of the same content. Links are never followed. False, with a line of text
/// for a person in `error`, if the folder or a file cannot be read, index.html is missing, or a limit is
/// passed; close it then too. O(bytes).
bool server_table_open(server_table_t* self, const char* folder, char* error, size_t capacity);
void server_table_close(server_table_t* self);

/// The file of a URL's path as it was sent ("/" and "/x/" mean the index.html there), or NULL. O(log count).
const server_file_t* server_table_find(const server_table_t* self, const char* path);
