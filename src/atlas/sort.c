#include "atlas/sort.h"

static void sift(void* items, size_t root, size_t count, atlas_compare_t compare, atlas_swap_t swap)
{
    for (size_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
        if (child + 1 < count && compare(items, child, child + 1) < 0) {
            child++;
        }
        if (compare(items, root, child) >= 0) {
            return;
        }
        swap(items, root, child);
        root = child;
    }
}

void atlas_sort(void* items, size_t count, atlas_compare_t compare, atlas_swap_t swap)
{
    for (size_t root = count / 2; root-- > 0;) {
        sift(items, root, count, compare, swap);
    }
    for (size_t end = count; end-- > 1;) {
        swap(items, 0, end);
        sift(items, 0, end, compare, swap);
    }
}
