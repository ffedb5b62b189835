/// Any bytes, as a pack and as a packed tree, read as a car and as a file of knowledge. Whatever opens ends
/// inside the bytes; what comes out agrees with the errors, and the arena is as large as before.
#include "base/crc32.h"
#include "vehicle/pack.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length);

enum { arena_max = 2 * 1024 * 1024, files_max = 8, head_max = 24 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void load(const vehicle_file_t* file)
{
    static unsigned char memory[arena_max];
    static char text[2048];
    base_arena_t arena = {memory, file->length % 3 == 0 ? arena_max / 64 : arena_max, 0};
    const size_t capacity = arena.capacity;
    vehicle_errors_t errors = {text, sizeof text, 0, 0};
    const vehicle_knowledge_t* const knowledge = vehicle_load_knowledge(&arena, file, 1, &errors);
    require((knowledge == NULL) == (errors.count > 0) && arena.capacity == capacity);
}

/// The head is put right, so that what lies behind its CRC is reached.
static void open_pack(const uint8_t* bytes, size_t length)
{
    static unsigned char pack[300000];
    static char text[2048];
    vehicle_errors_t errors = {text, sizeof text, 0, 0};
    vehicle_file_t files[files_max];
    if (length < head_max || length > sizeof pack) {
        return;
    }
    memcpy(pack, bytes, length);
    memcpy(pack,
           "\x89"
           "decklid\x01\0\0\0",
           12);
    const uint32_t crc = base_crc32(0, pack + 20, length - 20);
    for (unsigned k = 0; k < 4; k++) {
        pack[12 + k] = (unsigned char)(length >> 8U * k);
        pack[16 + k] = (unsigned char)(crc >> 8U * k);
    }
    const vehicle_file_t file = {"any", (const char*)pack, length};
    const int count = vehicle_pack_open(&file, files, files_max, &errors);
    require((count < 0) == (errors.count > 0) && count <= files_max);
    for (int k = 0; k < count; k++) {
        require(files[k].bytes + files[k].length <= (const char*)pack + length);
        require(strlen(files[k].name) < length);
        load(&files[k]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length)
{
    static char text[2048];
    vehicle_errors_t errors = {text, sizeof text, 0, 0};
    vehicle_file_t files[files_max];
    const vehicle_file_t file = {"any", (const char*)bytes, length};
    const int count = vehicle_pack_open(&file, files, files_max, &errors);
    require((count < 0) == (errors.count > 0));
    if (vehicle_pack_is_tree(&file)) {
        load(&file);
    }
    open_pack(bytes, length);
    return 0;
}
