/// The files of the tree, packed: the same cars come out as from YAML, they run alike, and no damaged pack is
/// read.
#define _POSIX_C_SOURCE 200809L
#include "car/car.h"
#include "check.h"
#include "garage.h"
#include "vehicle/pack.h"
#include "vehicle/read_tree.h"

enum { pack_max = 1 << 20, error_max = 2048 };

typedef struct {
    garage_t yaml;
    base_arena_t arena;
    vehicle_errors_t errors;
    char text[error_max];
    vehicle_file_t file[garage_files_max];
    int known, all; ///< knowledge files, then cars
    unsigned char bytes[pack_max];
    size_t length; ///< of the packed knowledge
} bench_t;

static void quiet(bench_t* const b)
{
    b->errors = (vehicle_errors_t){b->text, sizeof b->text, 0, 0};
    b->text[0] = '\0';
}

static int open_bench(void** state)
{
    static bench_t bench; // stays until the program ends, as the garage does
    bench_t* const b = &bench;
    assert_true(garage_open(&b->yaml));
    b->arena = (base_arena_t){malloc(garage_bytes), garage_bytes, 0};
    quiet(b);
    b->known = garage_find("knowledge/moves/*.yaml", b->file, garage_find("knowledge/*.yaml", b->file, 0));
    b->all = garage_find("vehicles/*.yaml", b->file, b->known);
    b->length = vehicle_pack_write(b->file, b->known, &b->arena, b->bytes, pack_max, &b->errors);
    assert_string_equal(b->text, "");
    assert_true(b->length > 1000 && b->length <= pack_max);
    *state = b;
    return 0;
}

static const vehicle_knowledge_t* unpack(bench_t* const b)
{
    vehicle_file_t files[garage_files_max];
    const vehicle_file_t pack = {"knowledge.pack", (const char*)b->bytes, b->length};
    quiet(b);
    b->arena.used = 0;
    const int count = vehicle_pack_open(&pack, files, garage_files_max, &b->errors);
    return count < 0 ? NULL : vehicle_load_knowledge(&b->arena, files, count, &b->errors);
}

static const vehicle_t* unpack_car(bench_t* const b, const vehicle_knowledge_t* const knowledge, const int k)
{
    static unsigned char bytes[pack_max];
    vehicle_file_t file;
    const size_t length =
        vehicle_pack_write(&b->file[b->known + k], 1, &b->arena, bytes, sizeof bytes, &b->errors);
    const vehicle_file_t pack = {"car.pack", (const char*)bytes, length};
    return vehicle_pack_open(&pack, &file, 1, &b->errors) == 1
               ? vehicle_load_car(&b->arena, knowledge, &file, &b->errors)
               : NULL;
}

static void knows_from_the_pack_what_it_knows_from_yaml(void** state)
{
    bench_t* const b = *state;
    const vehicle_knowledge_t* const packed = unpack(b);
    const vehicle_knowledge_t* const yaml = b->yaml.knowledge;
    assert_non_null(packed);
    assert_int_equal(packed->mode_count, yaml->mode_count);
    assert_int_equal(packed->move_count, yaml->move_count);
    assert_int_equal(packed->reading_count, yaml->reading_count);
    assert_memory_equal(packed->share, yaml->share, sizeof yaml->share);
    assert_memory_equal(packed->rate, yaml->rate, sizeof yaml->rate);
    for (uint16_t m = 0; m < yaml->move_count; m++) {
        assert_string_equal(packed->move[m].id, yaml->move[m].id);
        assert_string_equal(packed->move[m].text, yaml->move[m].text);
        assert_int_equal(packed->move[m].stroke_count, yaml->move[m].stroke_count);
        assert_true(packed->move[m].error == yaml->move[m].error);
    }
    for (uint16_t r = 0; r < yaml->reading_count; r++) {
        assert_string_equal(packed->reading_text[r], yaml->reading_text[r]);
    }
}

static uint64_t hash_of(const vehicle_knowledge_t* const knowledge, const vehicle_t* const car,
                        const char* const move)
{
    static car_model_t model;
    static car_state_t state;
    const uint16_t index = vehicle_find_move(knowledge, move);
    assert_int_not_equal(index, vehicle_none);
    const vehicle_move_t* const it = &knowledge->move[index];
    assert_true(car_model_init(&model, knowledge, car, NULL, 0, car_weather_of_cell(1, true), 7));
    car_start(&model, &state);
    (void)car_run(&model, &state, it->strokes, it->stroke_count, NULL);
    return car_state_hash(&state);
}

static void every_packed_car_runs_as_its_yaml_does(void** state)
{
    static const char* const moves[] = {"press-fob", "unlock-then-press", "press-cabin", "look-dash"};
    bench_t* const b = *state;
    const vehicle_knowledge_t* const packed = unpack(b);
    assert_non_null(packed);
    assert_int_equal(b->all - b->known, b->yaml.count);
    for (int k = 0; k < b->yaml.count; k++) {
        const vehicle_t* const car = unpack_car(b, packed, k);
        if (car == NULL) {
            fail_msg("%s", b->text);
            return;
        }
        assert_string_equal(car->id, b->yaml.car[k]->id);
        assert_memory_equal(car->value, b->yaml.car[k]->value, sizeof car->value);
        for (size_t m = 0; m < sizeof moves / sizeof moves[0]; m++) {
            assert_true(hash_of(packed, car, moves[m]) ==
                        hash_of(b->yaml.knowledge, b->yaml.car[k], moves[m]));
        }
    }
}

static void says_the_place_in_the_yaml_file_of_what_a_pack_has_wrong(void** state)
{
    static const char yaml[] = "decklid: vehicle\nid: some-car\nwhat-is-this: 4\n";
    bench_t* const b = *state;
    unsigned char bytes[512];
    char from_yaml[error_max];
    vehicle_file_t file = {"some.yaml", yaml, sizeof yaml - 1};
    quiet(b);
    assert_null(vehicle_load_car(&b->arena, b->yaml.knowledge, &file, &b->errors));
    assert_non_null(strstr(b->text, "some.yaml:3:1"));
    memcpy(from_yaml, b->text, sizeof from_yaml);
    quiet(b);
    const size_t length = vehicle_pack_write(&file, 1, &b->arena, bytes, sizeof bytes, &b->errors);
    const vehicle_file_t pack = {"a.pack", (const char*)bytes, length};
    assert_int_equal(vehicle_pack_open(&pack, &file, 1, &b->errors), 1);
    assert_null(vehicle_load_car(&b->arena, b->yaml.knowledge, &file, &b->errors));
    assert_string_equal(b->text, from_yaml);
}

/// A small pack as the header describes it, written by hand.
static const unsigned char by_hand[] = {
    0x89, 0x64, 0x65, 0x63, 0x6b, 0x6c, 0x69, 0x64, 0x01, 0x00, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00, 0xfb,
    0x8f, 0xd0, 0x14, 0x01, 0x00, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x61, 0x2e, 0x79, 0x61, 0x6d, 0x6c,
    0x00, 0x1a, 0x00, 0x00, 0x00, 0x89, 0x54, 0x01, 0x00, 0x06, 0x01, 0x01, 0x04, 0x00, 0x01, 0x6b, 0x0d,
    0x00, 0x04, 0x04, 0x00, 0x05, 0x78, 0x04, 0x00, 0x08, 0x79, 0x04, 0x00, 0x0b, 0x7a};

static const unsigned char source[] = "k: [x, y, z]\n";

static void writes_the_bytes_that_its_header_describes(void** state)
{
    bench_t* const b = *state;
    unsigned char bytes[128];
    const vehicle_file_t file = {"a.yaml", (const char*)source, sizeof source - 1};
    quiet(b);
    const size_t length = vehicle_pack_write(&file, 1, &b->arena, bytes, sizeof bytes, &b->errors);
    assert_string_equal(b->text, "");
    assert_int_equal(length, sizeof by_hand);
    assert_memory_equal(bytes, by_hand, sizeof by_hand);
}

static void says_how_many_bytes_a_pack_needs_and_writes_no_more(void** state)
{
    bench_t* const b = *state;
    unsigned char bytes[128];
    const vehicle_file_t file = {"a.yaml", (const char*)source, sizeof source - 1};
    quiet(b);
    const size_t length = vehicle_pack_write(&file, 1, &b->arena, bytes, sizeof bytes, &b->errors);
    for (size_t capacity = 0; capacity < length; capacity++) {
        memset(bytes, 0xA5, sizeof bytes);
        assert_int_equal(vehicle_pack_write(&file, 1, &b->arena, bytes, capacity, &b->errors), length);
        for (size_t k = capacity; k < sizeof bytes; k++) {
            assert_int_equal(bytes[k], 0xA5);
        }
    }
}

static void refuses_a_pack_with_any_bit_turned(void** state)
{
    bench_t* const b = *state;
    unsigned char bytes[128];
    vehicle_file_t file = {"a.yaml", (const char*)source, sizeof source - 1};
    quiet(b);
    const size_t length = vehicle_pack_write(&file, 1, &b->arena, bytes, sizeof bytes, &b->errors);
    const vehicle_file_t pack = {"a.pack", (const char*)bytes, length};
    for (size_t bit = 0; bit < 8 * length; bit++) {
        quiet(b);
        bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
        assert_int_equal(vehicle_pack_open(&pack, &file, 1, &b->errors), -1);
        assert_int_equal(b->errors.count, 1);
        bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
    }
    assert_int_equal(vehicle_pack_open(&pack, &file, 1, &b->errors), 1);
}

static void refuses_a_pack_cut_anywhere_and_says_why(void** state)
{
    bench_t* const b = *state;
    vehicle_file_t files[garage_files_max];
    for (size_t length = 0; length < b->length; length += length < 64 ? 1 : 997) {
        const vehicle_file_t pack = {"cut.pack", (const char*)b->bytes, length};
        quiet(b);
        assert_int_equal(vehicle_pack_open(&pack, files, garage_files_max, &b->errors), -1);
        assert_int_equal(b->errors.count, 1);
        assert_non_null(strstr(b->text, "cut.pack:1:"));
    }
}

/// Any tree, however wrong, behind intact marks: the CRC is no protection against intent.
static void refuses_a_crafted_tree(void** state)
{
    static const struct {
        const char* tree;
        size_t length;
        const char* reason;
    } trees[] = {
        {"\x89T\x01\0", 4, "a number"},
        {"\x89T\x01\0\xff\xff\xff\xff\x01\0\0", 11, "a number"},
        {"\x89T\x01\0\x03\0\0", 7, "a scalar, list or map"},
        {"\x89T\x01\0\x06\0\0\x05\0\0k\x00\0\0", 14, "a word as key"},
        {"\x89T\x01\0\x06\0\0\x04\0\0k\xf0\x01\0\0", 15, "text that ends in the tree"},
        {"\x89T\x01\0\x06\0\0\x04\0\0\x80\0\0\0", 14, "valid UTF-8"},
        {"\x89T\x01\0\x06\0\0\x04\0\0\x01\0\0\0", 14, "no control characters"},
        {"\x89T\x01\0\x0a\0\0\x04\0\0k\0\0\0\x04\0\0k\0\0\0", 21, "each key once"},
        {"\x89T\x01\0\x06\0\0\x04\0\0k\0\0\0\0", 15, "the end of the tree"},
        {"\x89T\x01\0\x06\0\0\x04\0\0k", 11, "a number"},
        {"\x89T\x01\0\x02\xff\xff\xff\x01\0", 10, "a place in a file"},
        {"\x89T\x01\0\x01\0\0", 7, "a map"},
    };
    bench_t* const b = *state;
    for (size_t k = 0; k < sizeof trees / sizeof trees[0]; k++) {
        vehicle_scratch_t scratch;
        const vehicle_file_t file = {"crafted", trees[k].tree, trees[k].length};
        const size_t capacity = b->arena.capacity;
        quiet(b);
        const vehicle_node_t* const root = vehicle_tree_read(&scratch, &b->arena, &file, &b->errors);
        vehicle_tree_drop(&scratch);
        assert_null(root);
        assert_non_null(strstr(b->text, trees[k].reason));
        assert_int_equal(b->arena.capacity, capacity);
    }
}

static void refuses_a_tree_deeper_than_32(void** state)
{
    bench_t* const b = *state;
    char tree[4 + 3 * 40] = "\x89T\x01";
    for (size_t k = 4; k < sizeof tree; k += 3) {
        tree[k] = 0x05; // a list of one
    }
    const vehicle_file_t file = {"deep", tree, sizeof tree};
    vehicle_scratch_t scratch;
    quiet(b);
    assert_null(vehicle_tree_read(&scratch, &b->arena, &file, &b->errors));
    vehicle_tree_drop(&scratch);
    assert_non_null(strstr(b->text, "at most 32 levels"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_from_the_pack_what_it_knows_from_yaml),
        cmocka_unit_test(every_packed_car_runs_as_its_yaml_does),
        cmocka_unit_test(says_the_place_in_the_yaml_file_of_what_a_pack_has_wrong),
        cmocka_unit_test(writes_the_bytes_that_its_header_describes),
        cmocka_unit_test(says_how_many_bytes_a_pack_needs_and_writes_no_more),
        cmocka_unit_test(refuses_a_pack_with_any_bit_turned),
        cmocka_unit_test(refuses_a_pack_cut_anywhere_and_says_why),
        cmocka_unit_test(refuses_a_crafted_tree),
        cmocka_unit_test(refuses_a_tree_deeper_than_32),
    };
    return cmocka_run_group_tests(tests, open_bench, NULL);
}
