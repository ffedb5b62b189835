/// The atlases in build/atlas: their size as they are and compressed, how long it takes to open one and to
/// make a guide of it, and the memory of it all. Text to standard error, one JSON object to standard output.
#define _DEFAULT_SOURCE
#include "guide/guide.h"
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { bytes_most = 1 << 23, repeats = 20 };

typedef struct {
    size_t bytes, xz, gzip, guide;
    double open_ms, guide_ms;
} measured_t;

static double seconds(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static size_t read_file(const char* const path, uint8_t* const bytes)
{
    FILE* const file = fopen(path, "rb");
    const size_t length = file == NULL ? 0U : fread(bytes, 1U, bytes_most, file);
    if (file != NULL) {
        (void)fclose(file);
    }
    return length;
}

/// Bytes that come out of `packer < path`; 0 if the packer is not there.
static size_t packed(const char* const packer, const char* const path)
{
    char command[600];
    (void)snprintf(command, sizeof command, "%s <'%s' 2>/dev/null | wc -c", packer, path);
    FILE* const pipe = popen(command, "r"); // NOLINT(cert-env33-c): a fixed command over a path of our own
    char line[64] = "";
    if (pipe == NULL || fgets(line, sizeof line, pipe) == NULL) {
        line[0] = '\0';
    }
    if (pipe != NULL) {
        (void)pclose(pipe);
    }
    return (size_t)strtoul(line, NULL, 10);
}

static bool time_opening(const uint8_t* const bytes, measured_t* const measured)
{
    atlas_t atlas;
    char error[256];
    const double start = seconds();
    for (int k = 0; k < repeats; k++) {
        if (!atlas_open(&atlas, bytes, measured->bytes, error, sizeof error)) {
            (void)fprintf(stderr, "atlas: %s\n", error);
            return false;
        }
    }
    measured->open_ms = 1e3 * (seconds() - start) / repeats;
    measured->guide = guide_memory(&atlas);
    base_arena_t arena = {.bytes = malloc(measured->guide), .capacity = measured->guide};
    const double before = seconds();
    const guide_t* const guide = arena.bytes == NULL ? NULL : guide_open(&arena, &atlas);
    measured->guide_ms = 1e3 * (seconds() - before);
    free(arena.bytes);
    return guide != NULL;
}

static bool measure(const char* const path, uint8_t* const bytes, measured_t* const measured)
{
    measured->bytes = read_file(path, bytes);
    measured->xz = packed("xz -9e", path);
    measured->gzip = packed("gzip -9", path);
    return measured->bytes > 0U && time_opening(bytes, measured);
}

static void print(const char* const path, const measured_t* const measured, const bool first)
{
    const char* const name = strrchr(path, '/') + 1;
    const int length = (int)strcspn(name, ".");
    (void)fprintf(stderr, "%-22.*s %8zu %8zu %8zu %9.2f %9.2f %10.1f\n", length, name, measured->bytes,
                  measured->xz, measured->gzip, measured->open_ms, measured->guide_ms,
                  (double)measured->guide / 1048576.0);
    (void)printf("%s\"%.*s\":{\"bytes\":%zu,\"xz\":%zu,\"gzip\":%zu,\"open_ms\":%.3f,\"guide_open_ms\":%.3f,"
                 "\"guide_bytes\":%zu}",
                 first ? "" : ",", length, name, measured->bytes, measured->xz, measured->gzip,
                 measured->open_ms, measured->guide_ms, measured->guide);
}

int main(void)
{
    uint8_t* const bytes = malloc(bytes_most);
    glob_t found;
    if (bytes == NULL || glob("build/atlas/*.atlas", 0, NULL, &found) != 0) {
        (void)fprintf(stderr, "atlas: no build/atlas/*.atlas\n");
        free(bytes);
        return 2;
    }
    (void)fprintf(stderr,
                  "atlas                     bytes       xz     gzip   open ms  guide ms  guide MiB\n");
    (void)printf("{\"atlases\":{");
    int count = 0;
    for (size_t k = 0U; k < found.gl_pathc; k++) {
        measured_t measured = {0};
        if (measure(found.gl_pathv[k], bytes, &measured)) {
            print(found.gl_pathv[k], &measured, count == 0);
            count++;
        }
    }
    struct rusage usage = {0};
    (void)getrusage(RUSAGE_SELF, &usage);
    (void)fprintf(stderr, "peak memory %.1f MiB\n", (double)usage.ru_maxrss / 1024.0);
    (void)printf("},\"count\":%d,\"peak_kib\":%ld}", count, usage.ru_maxrss);
    globfree(&found);
    free(bytes);
    return count > 0 ? 0 : 1;
}
