#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include "proof/ledger.h"
#include "vehicle/load.h"
#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum { memory_bytes = 32 << 20, pile_bytes = 4 << 20, files_max = 64 };

static unsigned char memory[memory_bytes];
static char tests[pile_bytes];
static char tagged[pile_bytes];
static char table[1 << 18];
static char findings[1 << 16];
static char names[files_max * 2][300];

static base_arena_t arena = {.bytes = memory, .capacity = sizeof memory};
static vehicle_knowledge_t knowledge; // a copy, so that a test may take something away
static const vehicle_t* cars[files_max];
static proof_ledger_t ledger;

/// Adds a file's bytes behind those already there; returns their number.
static size_t add_file(char* const pile, const size_t capacity, const char* const path)
{
    const size_t had = strlen(pile);
    FILE* const file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("%s cannot be read; tests run in the project's folder", path);
        return 0;
    }
    const size_t length = fread(pile + had, 1, capacity - had - 1U, file);
    (void)fclose(file);
    pile[had + length] = '\0';
    return length;
}

static int list_files(const char* const folder, const char* const ending, const int from)
{
    DIR* const open_folder = opendir(folder);
    int count = from;
    for (const struct dirent* e = open_folder == NULL ? NULL : readdir(open_folder);
         e != NULL && count < files_max * 2; e = readdir(open_folder)) {
        const size_t length = strlen(e->d_name);
        if (length > strlen(ending) && strcmp(e->d_name + length - strlen(ending), ending) == 0) {
            (void)snprintf(names[count++], sizeof names[0], "%.120s/%.160s", folder, e->d_name);
        }
    }
    if (open_folder != NULL) {
        (void)closedir(open_folder);
    }
    return count;
}

static void load_files(const int count, vehicle_file_t* const files)
{
    for (int k = 0; k < count; k++) {
        const size_t start = strlen(tagged);
        const size_t length = add_file(tagged, sizeof tagged, names[k]);
        files[k] = (vehicle_file_t){.name = names[k], .bytes = tagged + start, .length = length};
    }
}

static void load_knowledge(void)
{
    static char text[1 << 14];
    vehicle_file_t files[files_max * 2];
    vehicle_errors_t errors = {.text = text, .capacity = sizeof text};
    const int knowledge_files = list_files("knowledge/moves", ".yaml", list_files("knowledge", ".yaml", 0));
    const int all = list_files("vehicles", ".yaml", knowledge_files);
    load_files(all, files);
    const vehicle_knowledge_t* const loaded = vehicle_load_knowledge(&arena, files, knowledge_files, &errors);
    if (loaded == NULL) {
        fail_msg("%s", text);
        return;
    }
    knowledge = *loaded;
    for (int k = knowledge_files; k < all; k++) {
        cars[ledger.car_count] = vehicle_load_car(&arena, loaded, &files[k], &errors);
        assert_non_null(cars[ledger.car_count]);
        ledger.car_count++;
    }
}

static int read_everything(void** state)
{
    (void)state;
    DIR* const rooms = opendir("tests");
    for (const struct dirent* e = rooms == NULL ? NULL : readdir(rooms); e != NULL; e = readdir(rooms)) {
        char folder[300];
        (void)snprintf(folder, sizeof folder, "tests/%.200s", e->d_name);
        const int count = e->d_name[0] == '.' ? 0 : list_files(folder, ".c", 0);
        for (int k = 0; k < count; k++) {
            (void)add_file(tests, sizeof tests, names[k]);
        }
    }
    if (rooms != NULL) {
        (void)closedir(rooms);
    }
    load_knowledge();
    (void)add_file(table, sizeof table, "knowledge/ledger.tsv");
    ledger.knowledge = &knowledge;
    ledger.car = cars;
    ledger.table = table;
    ledger.tests = tests;
    ledger.tagged = tagged;
    return 0;
}

static int check(const proof_ledger_t* const self)
{
    return proof_ledger_check(self, findings, sizeof findings);
}

static int check_table(const char* const text)
{
    proof_ledger_t other = ledger;
    other.table = text;
    return check(&other);
}

/// The findings of one line, without the 454 facts that are missing then.
static int check_line(const char* const line)
{
    const int count = check_table(line);
    return count -
           (strstr(findings, "F001 is neither") == NULL ? proof_ledger_facts - 1 : proof_ledger_facts);
}

static void every_fact_is_answered_or_refused(void** state)
{
    (void)state;
    if (check(&ledger) != 0) {
        fail_msg("%s", findings);
    }
}

static void a_fact_whose_line_is_taken_out_is_found(void** state)
{
    (void)state;
    static char shorter[sizeof table];
    for (int fact = 1; fact <= proof_ledger_facts; fact += 18) {
        char start[16];
        (void)snprintf(start, sizeof start, "\nF%03d\t", fact);
        char* const at = strstr(table, start);
        assert_non_null(at);
        const char* const end = strchr(at + 1, '\n');
        (void)snprintf(shorter, sizeof shorter, "%.*s%s", (int)(at - table), table, end);
        assert_int_equal(check_table(shorter), 1);
        assert_non_null(strstr(findings, "is neither answered nor refused"));
    }
}

static void a_fact_answered_twice_is_found(void** state)
{
    (void)state;
    assert_int_equal(check_line("F001\tmove\tpress-fob\tonce\n"), 0);
    assert_int_equal(check_line("F001\tmove\tpress-fob\tonce\nF001\tmove\tpress-fob\ttwice\n"), 1);
}

static void a_line_for_no_fact_is_found(void** state)
{
    (void)state;
    static const char* const lines[] = {"F000", "F456", "F1", "F0011", "X001", ""};
    for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++) {
        char line[100];
        (void)snprintf(line, sizeof line, "%s\tmove\tpress-fob\tnote\n", lines[k]);
        assert_int_equal(check_table(line), proof_ledger_facts + 1);
    }
}

static void a_tag_that_names_no_fact_is_found(void** state)
{
    (void)state;
    static const struct {
        const char* text;
        int count;
    } cases[] = {
        {"sources: [F001, F455]", 0}, {"sources: [F456]", 1},   {"[F000]", 1},       {"F999, F777", 2},
        {"fuse F56 or F57", 0},       {"XF456 F456x F4560", 1}, {"0F456 BMW F10", 0}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        proof_ledger_t other = ledger;
        other.tagged = cases[k].text;
        assert_int_equal(check(&other), cases[k].count);
    }
}

static void every_kind_of_element_is_looked_up(void** state)
{
    (void)state;
    static const char* const wrong[] = {
        "part\tno-such-part",
        "part\tbattery",
        "mode\tlatch=melted",
        "mode\tlatch=ice",
        "move\tpress-nothing",
        "move\tpress-phone",
        "move\tpress-fob~never_said",
        "reading\tpress-fob/purple",
        "reading\tpress-nothing/opens",
        "fact\tpress-fob/lid-open",
        "fact\tpress-fob/no-such-fact",
        "circumstance\tmoon",
        "circumstance\twet/valet=on",
        "car\tno-such-car/latch.seal_N",
        "car\tmodern-sedan/latch.seal_N",
        "car\tmodern-sedan/latch=ice",
        "car\tmodern-sedan~never_said",
        "care\tno-such-care",
        "care\tlatch-clean",
        "contradiction\tC99",
        "contradiction\tC01~never_said",
        "checklist\tP999",
        "checklist\tP000",
        "checklist\tP000/leave-it",
        "emergency\tperson",
        "emergency\tperson~never_said",
        "emergency\tflood~anything",
        "test\tno_such_test",
        "refused\tpress-fob",
        "refused\tguess:press-fob",
        "magic\tpress-fob",
        "move\t",
    };
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        char line[200];
        (void)snprintf(line, sizeof line, "F001\t%s\ta note of more than twenty bytes\n", wrong[k]);
        if (check_line(line) != 1) {
            fail_msg("%s: %s", wrong[k], findings);
        }
    }
}

static void a_refusal_wants_a_reason(void** state)
{
    (void)state;
    assert_int_equal(check_line("F001\trefused\t\tbecause it is not confirmed\n"), 0);
    assert_int_equal(check_line("F001\trefused\t\tno\n"), 1);
    assert_int_equal(check_line("F001\trefused\n"), 1);
}

static void a_move_without_its_text_is_found(void** state)
{
    (void)state;
    const vehicle_knowledge_t kept = knowledge;
    const uint16_t swap = vehicle_find_move(&knowledge, "swap-fuse");
    knowledge.move[swap].never = "Take care.";
    assert_int_equal(check(&ledger), 1);
    assert_non_null(strstr(findings, "F358"));
    knowledge = kept;
    assert_int_equal(check(&ledger), 0);
}

static void every_element_without_its_sources_is_found(void** state)
{
    (void)state;
    const vehicle_knowledge_t kept = knowledge;
    int found = 0;
    for (int k = 0; k < kept.mode_count; k++) {
        const bool carries = strchr(kept.mode[k].sources, 'F') != NULL;
        knowledge.mode[k].sources = "estimate";
        found += check(&ledger) > 0 && carries ? 1 : 0;
        knowledge.mode[k] = kept.mode[k];
    }
    assert_in_range(found, 50, kept.mode_count);
}

static void the_page_shows_every_fact(void** state)
{
    (void)state;
    static char page[1 << 18];
    assert_in_range(proof_ledger_write(&ledger, page, sizeof page), 1, sizeof page - 1);
    for (int fact = 1; fact <= proof_ledger_facts; fact++) {
        char row[16];
        (void)snprintf(row, sizeof row, "\n| F%03d | ", fact);
        const char* const at = strstr(page, row);
        assert_non_null(at);
        assert_null(strstr(at + 1, row));
    }
    assert_non_null(strstr(page, "455 facts: "));
}

static void the_sources_have_these_facts_and_no_others(void** state)
{
    (void)state;
    FILE* const file = fopen("../shared/ledger.tsv", "rb");
    if (file == NULL) {
        (void)printf("../shared/ledger.tsv is not there; skipped\n");
        skip();
        return;
    }
    static char line[1 << 14];
    int count = -1; // its first line is a heading
    while (fgets(line, sizeof line, file) != NULL) {
        char expected[16];
        count++;
        (void)snprintf(expected, sizeof expected, "F%03d\t", count);
        assert_true(count == 0 || strncmp(line, expected, 5) == 0);
    }
    (void)fclose(file);
    assert_int_equal(count, proof_ledger_facts);
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(every_fact_is_answered_or_refused),
        cmocka_unit_test(a_fact_whose_line_is_taken_out_is_found),
        cmocka_unit_test(a_fact_answered_twice_is_found),
        cmocka_unit_test(a_line_for_no_fact_is_found),
        cmocka_unit_test(a_tag_that_names_no_fact_is_found),
        cmocka_unit_test(every_kind_of_element_is_looked_up),
        cmocka_unit_test(a_refusal_wants_a_reason),
        cmocka_unit_test(a_move_without_its_text_is_found),
        cmocka_unit_test(every_element_without_its_sources_is_found),
        cmocka_unit_test(the_page_shows_every_fact),
        cmocka_unit_test(the_sources_have_these_facts_and_no_others),
    };
    return cmocka_run_group_tests(all, read_everything, NULL);
}
