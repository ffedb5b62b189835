#define _XOPEN_SOURCE 700
#include "server/client.h"
#include "server/table.h"

static char folder[64];
static server_table_t table;
static char error[600];

static int make_folder(void** state)
{
    (void)state;
    folder_make(folder);
    return 0;
}

static int remove_folder(void** state)
{
    (void)state;
    server_table_close(&table);
    folder_remove(folder);
    return 0;
}

static void open_table(void)
{
    if (!server_table_open(&table, folder, error, sizeof error)) {
        fail_msg("%s", error);
    }
}

static void finds_each_file_by_its_path_and_no_other(void** state)
{
    (void)state;
    folder_put(folder, "index.html", "start");
    folder_put(folder, "a.js", "x=1");
    folder_put_folder(folder, "icons");
    folder_put(folder, "icons/lid.svg", "<svg/>");
    folder_put(folder, "icons/index.html", "icons");
    open_table();
    assert_int_equal(table.count, 4);
    assert_string_equal(server_table_find(&table, "/")->name, "index.html");
    assert_string_equal(server_table_find(&table, "/index.html")->name, "index.html");
    assert_string_equal(server_table_find(&table, "/icons/")->name, "icons/index.html");
    assert_string_equal(server_table_find(&table, "/icons/lid.svg")->type, "image/svg+xml");
    static const char* const none[] = {
        "",         "a.js",           "/icons",      "//a.js",         "/a.js/",
        "/A.js",    "/../a.js",       "/./a.js",     "/icons/../a.js", "/%61.js",
        "/a.js%00", "/icons/../../x", "/etc/passwd", "\\a.js",         "*"};
    for (size_t k = 0U; k < sizeof none / sizeof none[0]; k++) {
        assert_null(server_table_find(&table, none[k]));
    }
}

static void an_overlong_path_is_the_path_of_nothing(void** state)
{
    (void)state;
    folder_put(folder, "index.html", "start");
    open_table();
    char path[3000];
    memset(path, 'a', sizeof path);
    path[0] = '/';
    path[sizeof path - 1U] = '\0';
    assert_null(server_table_find(&table, path));
    path[server_name_max] = '\0';
    assert_null(server_table_find(&table, path));
    path[server_name_max - 1] = '/';
    assert_null(server_table_find(&table, path));
}

static void compressed_files_are_forms_of_the_file_beside_them(void** state)
{
    (void)state;
    folder_put(folder, "index.html", "start");
    folder_put(folder, "index.html.br", "B");
    folder_put(folder, "index.html.gz", "GG");
    folder_put(folder, "index.html.gz.br", "no form of a form");
    folder_put(folder, "alone.gz", "not a form");
    open_table();
    const server_file_t* const file = server_table_find(&table, "/");
    assert_int_equal(file->form[server_coding_identity].length, 5);
    assert_int_equal(file->form[server_coding_gzip].length, 2);
    assert_int_equal(file->form[server_coding_br].length, 1);
    assert_memory_equal(file->form[server_coding_br].bytes, "B", 1U);
    assert_null(server_table_find(&table, "/index.html.br"));
    assert_null(server_table_find(&table, "/index.html.gz"));
    assert_non_null(server_table_find(&table, "/alone.gz"));
    assert_int_equal(table.count, 3);
    assert_string_not_equal(file->form[0].etag, file->form[1].etag);
    assert_string_not_equal(file->form[1].etag, file->form[2].etag);
}

static void a_tag_follows_the_content_and_not_the_name(void** state)
{
    (void)state;
    folder_put(folder, "index.html", "abc");
    folder_put(folder, "b.txt", "abc");
    folder_put(folder, "c.txt", "abd");
    open_table();
    const char* const tag = server_table_find(&table, "/")->form[0].etag;
    assert_string_equal(tag, "\"3-352441c2\"");
    assert_string_equal(server_table_find(&table, "/b.txt")->form[0].etag, tag);
    assert_string_not_equal(server_table_find(&table, "/c.txt")->form[0].etag, tag);
}

static void links_hidden_and_odd_names_are_left_out_and_said(void** state)
{
    (void)state;
    char path[200];
    folder_put(folder, "index.html", "start");
    folder_put(folder, ".secret", "x");
    folder_put(folder, "a b.txt", "x");
    (void)snprintf(path, sizeof path, "%s/users.txt", folder);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    (void)snprintf(path, sizeof path, "%s/root", folder);
    assert_int_equal(symlink("/", path), 0);
    (void)snprintf(path, sizeof path, "%s/pipe", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    open_table();
    assert_int_equal(table.count, 1);
    assert_int_equal(table.left_out, 5);
    assert_null(server_table_find(&table, "/users.txt"));
    assert_null(server_table_find(&table, "/root/etc/passwd"));
}

static void refuses_a_folder_without_a_start_and_says_which(void** state)
{
    (void)state;
    folder_put(folder, "a.js", "x");
    assert_false(server_table_open(&table, folder, error, sizeof error));
    assert_non_null(strstr(error, folder));
    assert_non_null(strstr(error, "index.html"));
}

static void refuses_what_is_no_folder(void** state)
{
    (void)state;
    assert_false(server_table_open(&table, "/nonexistent", error, sizeof error));
    assert_non_null(strstr(error, "/nonexistent"));
    server_table_close(&table);
    assert_false(server_table_open(&table, "/etc/passwd", error, sizeof error));
}

static void refuses_folders_without_end(void** state)
{
    (void)state;
    char name[20];
    folder_put(folder, "index.html", "start");
    for (int k = 1; k < server_folders_max; k++) {
        (void)snprintf(name, sizeof name, "d%d", k);
        folder_put_folder(folder, name);
    }
    open_table();
    server_table_close(&table);
    folder_put_folder(folder, "d1/one-more");
    assert_false(server_table_open(&table, folder, error, sizeof error));
    assert_non_null(strstr(error, "too many folders"));
}

static void refuses_a_file_that_is_too_long(void** state)
{
    (void)state;
    char path[200];
    folder_put(folder, "index.html", "start");
    (void)snprintf(path, sizeof path, "%s/index.html", folder);
    assert_int_equal(truncate(path, (off_t)server_file_bytes_max + 1), 0);
    assert_false(server_table_open(&table, folder, error, sizeof error));
    assert_non_null(strstr(error, "64 MiB"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(finds_each_file_by_its_path_and_no_other),
                                       TEST(an_overlong_path_is_the_path_of_nothing),
                                       TEST(compressed_files_are_forms_of_the_file_beside_them),
                                       TEST(a_tag_follows_the_content_and_not_the_name),
                                       TEST(links_hidden_and_odd_names_are_left_out_and_said),
                                       TEST(refuses_a_folder_without_a_start_and_says_which),
                                       TEST(refuses_what_is_no_folder),
                                       TEST(refuses_folders_without_end),
                                       TEST(refuses_a_file_that_is_too_long)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
