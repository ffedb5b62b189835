#define _POSIX_C_SOURCE 200809L
#include "proof/ledger.h"
#include "cli/cli.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { page_bytes = 1 << 19, findings_bytes = 1 << 17, path_max = 1200 };

/// Text that grows; freed by the caller.
typedef struct {
    char* text;
    size_t length;
    bool failed;
} pile_t;

static void add_file(pile_t* const pile, const char* const path)
{
    size_t length = 0U;
    char* const bytes = cli_read_file(path, &length);
    char* const larger = bytes == NULL ? NULL : realloc(pile->text, pile->length + length + 2U);
    if (larger == NULL) {
        pile->failed = true;
        free(bytes);
        return;
    }
    memcpy(larger + pile->length, bytes, length);
    pile->length += length;
    larger[pile->length++] = '\n';
    larger[pile->length] = '\0';
    pile->text = larger;
    free(bytes);
}

/// Every file of the folder whose name ends so, in any order: the pile is only searched.
static void add_folder(pile_t* const pile, const char* const folder, const char* const ending)
{
    DIR* const open_folder = opendir(folder);
    if (open_folder == NULL) {
        return;
    }
    for (const struct dirent* entry = readdir(open_folder); entry != NULL; entry = readdir(open_folder)) {
        const size_t length = strlen(entry->d_name);
        const size_t end = strlen(ending);
        if (length > end && strcmp(entry->d_name + length - end, ending) == 0) {
            char path[path_max];
            (void)snprintf(path, sizeof path, "%.900s/%.250s", folder, entry->d_name);
            add_file(pile, path);
        }
    }
    (void)closedir(open_folder);
}

static void add_tests(pile_t* const pile, const char* const share)
{
    char folder[path_max];
    (void)snprintf(folder, sizeof folder, "%.600s/tests", share);
    DIR* const open_folder = opendir(folder);
    if (open_folder == NULL) {
        return;
    }
    for (const struct dirent* entry = readdir(open_folder); entry != NULL; entry = readdir(open_folder)) {
        char room[path_max];
        (void)snprintf(room, sizeof room, "%.600s/tests/%.250s", share, entry->d_name);
        if (entry->d_name[0] != '.') {
            add_folder(pile, room, ".c");
        }
    }
    (void)closedir(open_folder);
}

static void add_tagged(pile_t* const pile, const char* const share)
{
    static const char* const folders[] = {"knowledge", "knowledge/moves", "vehicles"};
    for (size_t k = 0U; k < sizeof folders / sizeof folders[0]; k++) {
        char folder[path_max];
        (void)snprintf(folder, sizeof folder, "%.600s/%s", share, folders[k]);
        add_folder(pile, folder, ".yaml");
    }
}

static bool load_cars(cli_t* const self)
{
    for (int k = 0; k < self->car_count; k++) {
        if (cli_load_car(self, self->car_id[k]) == NULL) {
            return false;
        }
    }
    return cli_load_knowledge(self);
}

static int check(const proof_ledger_t* const ledger)
{
    char* const findings = calloc(1U, findings_bytes);
    const int count = findings == NULL ? 1 : proof_ledger_check(ledger, findings, findings_bytes);
    (void)fprintf(stderr, "%s", findings == NULL ? "decklid ledger: not enough memory\n" : findings);
    (void)printf("ledger: %d facts, %d finding%s%s\n", (int)proof_ledger_facts, count, count == 1 ? "" : "s",
                 ledger->tests == NULL ? " (no folder tests/ here: names of tests were not looked up)" : "");
    free(findings);
    return count == 0 ? cli_done : cli_no;
}

static int print_page(const proof_ledger_t* const ledger, const char* const path)
{
    char* const page = calloc(1U, page_bytes);
    const size_t length = page == NULL ? page_bytes : proof_ledger_write(ledger, page, page_bytes);
    int status = cli_bad_file;
    if (length < (size_t)page_bytes && path != NULL) {
        status = cli_write_file(path, page, length) ? cli_done : cli_bad_file;
    } else if (length < (size_t)page_bytes) {
        status = fputs(page, stdout) == EOF ? cli_bad_file : cli_done;
    } else {
        (void)fprintf(stderr, "decklid ledger: not enough memory\n");
    }
    free(page);
    return status;
}

static int run(cli_t* const self, const cli_given_t* const given)
{
    pile_t table = {.text = NULL};
    pile_t tests = {.text = NULL};
    pile_t tagged = {.text = NULL};
    char path[path_max];
    (void)snprintf(path, sizeof path, "%.600s/knowledge/ledger.tsv", self->share);
    add_file(&table, path);
    add_tests(&tests, self->share);
    add_tagged(&tagged, self->share);
    const proof_ledger_t ledger = {self->knowledge, self->car,  self->car_count,
                                   table.text,      tests.text, tagged.text == NULL ? "" : tagged.text};
    int status = cli_bad_file;
    if (!table.failed && !tests.failed && !tagged.failed) {
        status = cli_has(given, "--check") ? check(&ledger) : print_page(&ledger, cli_value(given, "--out"));
    }
    free(table.text);
    free(tests.text);
    free(tagged.text);
    return status;
}

int cli_ledger(cli_t* const self, const int argc, char** const argv)
{
    static const cli_option_t options[] = {{"--check", true, ""}, {"--out", false, "a file"}};
    cli_given_t given;
    if (!cli_parse(argc, argv, options, 2, &given)) {
        return cli_usage;
    }
    return load_cars(self) ? run(self, &given) : cli_bad_file;
}
