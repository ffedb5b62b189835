/// Mistyped words and their nearest valid ones.
#include <string.h>

#include "base/random.h"
#include "base/words.h"
#include "check.h"

static unsigned least(const unsigned a, const unsigned b)
{
    return a < b ? a : b;
}

/// The definition (no letter is edited twice), by recursion from the ends: slow and plain.
static unsigned by_definition(const char* const a, const size_t m, const char* const b, const size_t n)
{
    if (m == 0U || n == 0U) {
        return (unsigned)(m + n);
    }
    unsigned best = by_definition(a, m - 1U, b, n - 1U) + (a[m - 1U] == b[n - 1U] ? 0U : 1U);
    best = least(best, by_definition(a, m - 1U, b, n) + 1U);
    best = least(best, by_definition(a, m, b, n - 1U) + 1U);
    if (m > 1U && n > 1U && a[m - 1U] == b[n - 2U] && a[m - 2U] == b[n - 1U]) {
        best = least(best, by_definition(a, m - 2U, b, n - 2U) + 1U);
    }
    return best;
}

static void distance_counts_the_fewest_edits(void** state)
{
    (void)state;
    assert_int_equal(base_word_distance("", ""), 0);
    assert_int_equal(base_word_distance("", "lid"), 3);
    assert_int_equal(base_word_distance("latch", ""), 5);
    assert_int_equal(base_word_distance("latch", "latch"), 0);
    assert_int_equal(base_word_distance("latch", "lacth"), 1);
    assert_int_equal(base_word_distance("bmw-328i-e90", "bmw-328-e90"), 1);
    base_random_t random;
    base_random_seed(&random, 11);
    for (uint32_t i = 0; i < 1500U; i++) {
        char a[8] = {0};
        char b[8] = {0};
        const size_t m = base_random_below(&random, 6);
        const size_t n = base_random_below(&random, 6);
        for (size_t k = 0; k < 5U; k++) {
            a[k] = (char)(k < m ? 'a' + (char)base_random_below(&random, 3) : '\0');
            b[k] = (char)(k < n ? 'a' + (char)base_random_below(&random, 3) : '\0');
        }
        assert_int_equal(base_word_distance(a, b), by_definition(a, m, b, n));
    }
}

static void words_beyond_the_limit_are_cut(void** state)
{
    (void)state;
    char a[101];
    char b[101];
    memset(a, 'x', 100);
    memset(b, 'x', 100);
    a[100] = '\0';
    b[100] = '\0';
    b[62] = 'y';
    assert_int_equal(base_word_distance(a, b), 1);
    b[62] = 'x';
    b[63] = 'y';
    assert_int_equal(base_word_distance(a, b), 0);
    assert_int_equal(base_word_distance("", a), 63);
}

static void nearest_come_first_and_far_ones_not_at_all(void** state)
{
    (void)state;
    static const char* const words[] = {"fob=cell-weak", "battery=dead", "battery=weak", "fuse=burnt", "ab"};
    int nearest[5];
    assert_int_equal(base_words_nearest("battery=deda", words, 5, nearest, 5), 2);
    assert_int_equal(nearest[0], 1);
    assert_int_equal(nearest[1], 2);
    assert_int_equal(base_words_nearest("battery=deda", words, 5, nearest, 1), 1);
    assert_int_equal(nearest[0], 1);
    assert_int_equal(base_words_nearest("battery=deda", words, 5, nearest, 0), 0);
    assert_int_equal(base_words_nearest("zzzzzzzzzz", words, 5, nearest, 5), 0);
    assert_int_equal(base_words_nearest("cell", words, 5, nearest, 5), 1); // contained, however long the rest
    assert_int_equal(nearest[0], 0);
    assert_int_equal(base_words_nearest("bat", words, 5, nearest, 5), 2);
    assert_int_equal(base_words_nearest("ax", words, 5, nearest, 5),
                     1); // one of two letters: half its length
    assert_int_equal(base_words_nearest("xy", words, 5, nearest, 5), 0);
    assert_int_equal(base_words_nearest("fu", words, 5, nearest, 5), 0); // two letters are in too many words
    assert_int_equal(base_words_nearest("fuse=burnt", words, 5, nearest, 5), 1);
}

static void containing_ranks_as_one_edit_and_the_longer_word_sets_the_limit(void** state)
{
    (void)state;
    static const char* const words[] = {"cexx", "fob=cell-weak", "abcdefghijk", "ab"};
    int nearest[4];
    assert_int_equal(base_words_nearest("cell", words, 4, nearest, 4), 2);
    assert_int_equal(nearest[0], 1);
    assert_int_equal(nearest[1], 0);
    assert_int_equal(base_words_nearest("xell", words, 4, nearest, 4), 0);
    assert_int_equal(base_words_nearest("acegik", words, 4, nearest, 4), 1); // five edits, half of eleven
    assert_int_equal(nearest[0], 2);
    assert_int_equal(base_words_nearest("ab", words, 4, nearest, 4), 1); // the word itself
    assert_int_equal(nearest[0], 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_counts_the_fewest_edits),
        cmocka_unit_test(words_beyond_the_limit_are_cut),
        cmocka_unit_test(nearest_come_first_and_far_ones_not_at_all),
        cmocka_unit_test(containing_ranks_as_one_edit_and_the_longer_word_sets_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
