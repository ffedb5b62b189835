/// The drawings of all cars: what they show must be what the files say.
#include "check.h"
#include "drawing/drawing.h"
#include "vehicle/garage.h"

enum { svg_bytes = 1 << 16, apart_units = 12 };

static garage_t garage;
static vehicle_file_t files[3]; ///< scheme, bodies, places
static char error_text[1 << 14];
static vehicle_errors_t errors = {error_text, sizeof error_text, 0, 0};
static const drawing_book_t* book;
static drawing_sheet_t sheet;
static char svg[svg_bytes];

/// `slot` 0 keeps the book of all tests, 1 the one of a single test.
static const drawing_book_t* load(const vehicle_file_t* const three, const int slot)
{
    static _Alignas(16) unsigned char memory[2][1U << 20U];
    base_arena_t arena = {memory[slot], sizeof memory[slot], 0U};
    const drawing_files_t all = {.scheme = three[0], .bodies = three[1], .places = three[2]};
    return drawing_load(&arena, garage.knowledge, &all, &errors);
}

static int open_all(void** state)
{
    (void)state;
    files[0] = garage_read("knowledge/drawing/scheme.yaml");
    files[1] = garage_read("knowledge/drawing/bodies.yaml");
    files[2] = garage_read("knowledge/drawing/places.yaml");
    if (!garage_open(&garage)) {
        return -1;
    }
    book = load(files, 0);
    (void)printf("%s", errors.count > 0 ? error_text : "");
    return book == NULL ? -1 : 0;
}

static void draw(const vehicle_t* const car)
{
    const char* const missing = drawing_make(&sheet, book, garage.knowledge, car);
    if (missing != NULL) {
        fail_msg("%s: %s is not drawn", car->id, missing);
    }
    assert_true(drawing_svg(&sheet, svg, sizeof svg) < sizeof svg);
}

static int times(const char* const text, const char* const word)
{
    int count = 0;
    for (const char* at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        count++;
    }
    return count;
}

static bool has_link(const char* const from, const char* const to)
{
    char words[160];
    (void)snprintf(words, sizeof words, "data-from=\"%s\" data-to=\"%s\"", from, to);
    return times(svg, words) == 1;
}

static void draws_every_part_that_can_fail_once(void** state)
{
    (void)state;
    for (int c = 0; c < garage.count; c++) {
        draw(garage.car[c]);
        for (uint16_t m = 0; m < garage.knowledge->mode_count; m++) {
            const vehicle_mode_t* const mode = &garage.knowledge->mode[m];
            char id[80];
            (void)snprintf(id, sizeof id, " id=\"part-%s\"", mode->part);
            if (mode->is != vehicle_is_variant && vehicle_mode_occurs(garage.knowledge, garage.car[c], m) &&
                times(svg, id) != 1) {
                fail_msg("%s: %s is drawn %d times", garage.car[c]->id, mode->part, times(svg, id));
            }
        }
    }
}

static void draws_no_part_that_the_car_lacks(void** state)
{
    (void)state;
    static const char* const none[][2] = {{"older-sedan", "bcm"},      {"older-sedan", "actuator"},
                                          {"older-sedan", "receiver"}, {"hatchback", "cabin-button"},
                                          {"bmw-328i-e90", "keyless"}, {"hatchback", "soft-close"},
                                          {"bmw-328i-e90", "roof"},    {"ev-electric-latch", "fuse-release"}};
    for (size_t k = 0; k < sizeof none / sizeof none[0]; k++) {
        draw(garage_car(&garage, none[k][0]));
        assert_null(drawing_find(&sheet, none[k][1]));
    }
    draw(garage_car(&garage, "bmw-328i-e93"));
    assert_non_null(drawing_find(&sheet, "roof"));
    assert_non_null(drawing_find(&sheet, "soft-close"));
}

static void puts_battery_and_fuse_where_the_vehicle_file_has_them(void** state)
{
    (void)state;
    for (int c = 0; c < garage.count; c++) {
        draw(garage.car[c]);
        const bool is_behind = (int)garage.car[c]->value[vehicle_battery_place] == 1;
        const double battery_x = drawing_find(&sheet, "battery")->at.x;
        assert_true(is_behind ? battery_x > 240.0 : battery_x < 240.0);
        const drawing_part_t* const fuse = drawing_find(&sheet, "fuse-release");
        if (fuse != NULL) {
            const bool is_fuse_behind = (int)garage.car[c]->value[vehicle_fuse_release_box] == 3;
            assert_true(is_fuse_behind ? fuse->at.x > 240.0 : fuse->at.x < 240.0);
        }
    }
}

static void joins_parts_as_the_vehicle_file_has_them(void** state)
{
    (void)state;
    draw(garage_car(&garage, "older-sedan"));
    assert_true(has_link("cabin-button", "cable") && has_link("cable", "latch"));
    assert_true(has_link("cylinder", "rod"));
    assert_false(has_link("loom", "actuator"));
    draw(garage_car(&garage, "bmw-328i-e90"));
    assert_true(has_link("loom", "actuator") && has_link("actuator", "latch") && has_link("fob", "receiver"));
    assert_false(has_link("loom", "lid-module"));
    draw(garage_car(&garage, "suv-liftgate"));
    assert_true(has_link("lid-module", "actuator") && has_link("power-gate", "lid"));
    assert_false(has_link("loom", "actuator"));
}

static bool leads(const char* const from, const char* const to, const int depth)
{
    bool found = strcmp(from, to) == 0;
    for (uint16_t k = 0; k < sheet.link_count && !found && depth > 0; k++) {
        found = !sheet.link[k]->is_other && strcmp(sheet.link[k]->from, from) == 0 &&
                leads(sheet.link[k]->to, to, depth - 1);
    }
    return found;
}

static void leads_the_chain_from_request_and_power_to_the_lid(void** state)
{
    (void)state;
    for (int c = 0; c < garage.count; c++) {
        draw(garage.car[c]);
        const bool is_cable = drawing_find(&sheet, "actuator") == NULL;
        assert_true(leads(is_cable ? "cabin-button" : "fob", "lid", 16));
        assert_true(is_cable || leads("battery", "lid", 16));
        for (uint16_t k = 0; k < sheet.link_count; k++) {
            assert_false(leads(sheet.link[k]->to, sheet.link[k]->from, 16)); // no going in circles
        }
    }
}

static bool is_ruled_out(const vehicle_move_t* const move, const vehicle_t* const car)
{
    bool out = move->only_published || !vehicle_when_holds(move->when, move->when_count, car->value);
    for (uint16_t k = 0; k < move->need_count; k++) {
        const vehicle_fact_t* const fact = &garage.knowledge->fact[move->needs[k]];
        out = out || !vehicle_when_holds(fact->when, fact->when_count, car->value);
    }
    return out;
}

static bool is_placed(const char* const move)
{
    const char* const end = strstr(svg, "</metadata>");
    const size_t length = strlen(move);
    for (const char* at = strstr(svg, move); at != NULL && at < end; at = strstr(at + 1, move)) {
        if (strchr("\" ", at[-1]) != NULL && strchr("\" ", at[length]) != NULL) {
            return true;
        }
    }
    return false;
}

static void knows_a_place_for_every_move_of_every_car(void** state)
{
    (void)state;
    for (int c = 0; c < garage.count; c++) {
        draw(garage.car[c]);
        for (uint16_t m = 0; m < garage.knowledge->move_count; m++) {
            const vehicle_move_t* const move = &garage.knowledge->move[m];
            if (!is_ruled_out(move, garage.car[c]) && !is_placed(move->id)) {
                fail_msg("%s: no place for %s", garage.car[c]->id, move->id);
            }
        }
    }
}

static void names_only_places_that_it_draws(void** state)
{
    (void)state;
    for (int c = 0; c < garage.count; c++) {
        draw(garage.car[c]);
        const char* const end = strstr(svg, "</metadata>");
        const char* at = strstr(svg, "[\"");
        for (; at != NULL && at < end; at = strstr(at + 1, "[\"")) {
            char part[64];
            char id[80];
            (void)snprintf(part, sizeof part, "%.*s", (int)strcspn(at + 2, "\""), at + 2);
            (void)snprintf(id, sizeof id, "-%s\"", part);
            assert_non_null(strstr(end, id));
        }
    }
}

static void keeps_parts_apart_and_on_the_sheet(void** state)
{
    (void)state;
    for (int c = 0; c < garage.count; c++) {
        draw(garage.car[c]);
        for (uint16_t k = 0; k < sheet.part_count; k++) {
            const drawing_part_t* const one = &sheet.part[k];
            assert_true(one->at.x > 5.0 && one->at.x < 395.0 && one->at.y > 15.0 && one->at.y < 185.0);
            for (uint16_t j = 0; j < k && one->row->shape != drawing_shape_spot; j++) {
                const drawing_part_t* const other = &sheet.part[j];
                const double dx = one->at.x - other->at.x;
                const double dy = one->at.y - other->at.y;
                if (other->row->shape != drawing_shape_spot &&
                    dx * dx + dy * dy < (double)(apart_units * apart_units)) {
                    fail_msg("%s: %s lies on %s", sheet.car->id, one->row->part, other->row->part);
                }
            }
        }
    }
}

/// A reader of XML that knows just enough: tags that nest, attributes once each and in quotes, no bare & or
/// <.
typedef struct {
    const char* at;
    char open[32][16];
    int depth;
    bool is_good;
} xml_t;

static size_t name_length(const char* const text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:");
}

static bool has_only_entities(const char* const text, const size_t length)
{
    bool good = true;
    for (size_t k = 0; k < length; k++) {
        good = good && text[k] != '<' &&
               (text[k] != '&' || strncmp(text + k, "&amp;", 5) == 0 || strncmp(text + k, "&lt;", 4) == 0 ||
                strncmp(text + k, "&quot;", 6) == 0);
    }
    return good;
}

static void read_attributes(xml_t* const xml)
{
    while (xml->is_good && *xml->at == ' ') {
        const size_t length = name_length(++xml->at);
        const char* const value = xml->at + length + 2;
        xml->is_good = length > 0 && strncmp(xml->at + length, "=\"", 2) == 0;
        const size_t value_length = xml->is_good ? strcspn(value, "\"") : 0;
        xml->is_good = xml->is_good && has_only_entities(value, value_length);
        xml->at = xml->is_good ? value + value_length + 1 : xml->at;
    }
}

static void read_tag(xml_t* const xml)
{
    const bool closes = *++xml->at == '/';
    xml->at += closes ? 1 : 0;
    const size_t length = name_length(xml->at);
    char name[16];
    (void)snprintf(name, sizeof name, "%.*s", (int)length, xml->at);
    xml->at += length;
    read_attributes(xml);
    const bool is_empty = *xml->at == '/';
    xml->at += is_empty ? 1 : 0;
    xml->is_good = xml->is_good && length > 0 && length < sizeof name && *xml->at == '>';
    if (closes) {
        xml->is_good = xml->is_good && xml->depth > 0 && strcmp(xml->open[--xml->depth], name) == 0;
    } else if (!is_empty) {
        xml->is_good = xml->is_good && xml->depth < 31;
        memcpy(xml->open[xml->depth++], name, sizeof name);
    }
}

static bool is_xml(const char* const text)
{
    xml_t xml = {.at = text, .is_good = *text == '<'};
    while (xml.is_good && *xml.at != '\0') {
        read_tag(&xml);
        const char* const words = xml.at + 1;
        const size_t length = strcspn(words, "<");
        xml.is_good = xml.is_good && has_only_entities(words, length) &&
                      (xml.depth > 0 || strspn(words, "\n") == length);
        xml.at = words + length;
    }
    return xml.is_good && xml.depth == 0;
}

static void writes_xml_that_nests_and_names_each_id_once(void** state)
{
    (void)state;
    assert_false(is_xml("<a><b></a></b>"));
    assert_false(is_xml("<a x=1></a>"));
    assert_false(is_xml("<a>b & c</a>"));
    for (int c = 0; c < garage.count; c++) {
        draw(garage.car[c]);
        assert_true(is_xml(svg));
        for (uint16_t k = 0; k < sheet.part_count; k++) {
            char id[80];
            const bool is_spot = sheet.part[k].row->shape == drawing_shape_spot;
            (void)snprintf(id, sizeof id, " id=\"%s-%s\"", is_spot ? "spot" : "part",
                           sheet.part[k].row->part);
            assert_int_equal(times(svg, id), 1);
        }
    }
}

static void escapes_what_a_name_might_hold(void** state)
{
    (void)state;
    vehicle_t car = *garage.car[0];
    car.name = "<b>\"A\" & B";
    draw(&car);
    assert_true(is_xml(svg));
    assert_non_null(strstr(svg, "&lt;b>&quot;A&quot; &amp; B"));
}

static void stays_small_and_never_writes_past_its_end(void** state)
{
    (void)state;
    for (int c = 0; c < garage.count; c++) {
        draw(garage.car[c]);
        const size_t length = strlen(svg);
        assert_true(length < 22U * 1024U);
        char little[64];
        memset(little, 'x', sizeof little);
        assert_true(drawing_svg(&sheet, little, 32U) == length);
        assert_true(little[31] == '\0' && little[32] == 'x');
        assert_true(drawing_svg(&sheet, NULL, 0U) == length);
    }
}

static void does_not_draw_a_body_that_nobody_drew(void** state)
{
    (void)state;
    vehicle_t car = *garage.car[0];
    car.body = "pickup";
    assert_string_equal(drawing_make(&sheet, book, garage.knowledge, &car), "pickup");
}

/// The files with the first `old` of one of them replaced.
static const drawing_book_t* load_with(const int which, const char* const old, const char* const word)
{
    vehicle_file_t changed[3] = {files[0], files[1], files[2]};
    const char* const at = strstr(files[which].bytes, old);
    assert_non_null(at);
    char* const bytes = calloc(1U, files[which].length + strlen(word) + 1U);
    assert_non_null(bytes);
    const size_t before = (size_t)(at - files[which].bytes);
    memcpy(bytes, files[which].bytes, before);
    memcpy(bytes + before, word, strlen(word));
    memcpy(bytes + before + strlen(word), at + strlen(old), files[which].length - before - strlen(old));
    changed[which].bytes = bytes;
    changed[which].length = files[which].length - strlen(old) + strlen(word);
    const drawing_book_t* const loaded = load(changed, 1);
    free(bytes);
    return loaded;
}

static void says_where_a_drawing_file_is_wrong(void** state)
{
    (void)state;
    static const struct {
        int which;
        const char* old;
        const char* word;
        const char* says;
    } wrong[] = {
        {0, "{from: receiver, to: bcm", "{from: reciever, to: bcm", "nearest: receiver"},
        {0, "\"M-5.5 0q2.7-5 5.5 0t5.5 0\"", "\"M0 0' onload='x\"", "an SVG path"},
        {0, "icon: splice,", "icon: splicer,", "nearest: splice"},
        {0, "at: rod, when", "at: rood, when", "a spot rood in the body sedan"},
        {0, "decklid: scheme", "decklid: bodies", "expected decklid: scheme"},
        {1, "      bcm: [105, 122]\n", "", "a spot bcm in the body sedan"},
        {1, "like: hatchback", "like: hatchbak", "nearest: hatchback"},
        {1, "[12,164, 12,164,", "[12,164, 12,", "x, y in pairs"},
        {1, "[12,164, 12,164,", "[12,164, 12,9999,", "found 9999"},
        {2, "moves: [look-menu]", "moves: [look-gear]", "each move once"},
        {2, "moves: [look-menu]", "moves: [look-menue]", "nearest: look-menu"},
        {2, "replace-fob-cell, ", "", "a place for the move replace-fob-cell"},
        {2, "at: [phone], with: phone", "at: [phone], with: foot", "hand"},
        {2, "at: [menu]", "at: [menus]", "nearest: menu"},
    };
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        assert_null(load_with(wrong[k].which, wrong[k].old, wrong[k].word));
        if (strstr(error_text, wrong[k].says) == NULL || strstr(error_text, ".yaml:") == NULL) {
            fail_msg("expected \"%s\" in: %s", wrong[k].says, error_text);
        }
    }
}

static void says_which_part_has_no_row(void** state)
{
    (void)state;
    assert_null(load_with(0, "{part: seal,", "{part: seals,"));
    assert_non_null(strstr(error_text, "a row for the part seal"));
    const drawing_book_t* const whole = book;
    book =
        load_with(0, "at: keyless, when: {keyless.present: [yes]}", "at: keyless, when: {roof.folds: [yes]}");
    assert_non_null(book);
    assert_string_equal(drawing_make(&sheet, book, garage.knowledge, garage_car(&garage, "modern-sedan")),
                        "keyless");
    book = whole;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_every_part_that_can_fail_once),
        cmocka_unit_test(draws_no_part_that_the_car_lacks),
        cmocka_unit_test(puts_battery_and_fuse_where_the_vehicle_file_has_them),
        cmocka_unit_test(joins_parts_as_the_vehicle_file_has_them),
        cmocka_unit_test(leads_the_chain_from_request_and_power_to_the_lid),
        cmocka_unit_test(knows_a_place_for_every_move_of_every_car),
        cmocka_unit_test(names_only_places_that_it_draws),
        cmocka_unit_test(keeps_parts_apart_and_on_the_sheet),
        cmocka_unit_test(writes_xml_that_nests_and_names_each_id_once),
        cmocka_unit_test(escapes_what_a_name_might_hold),
        cmocka_unit_test(stays_small_and_never_writes_past_its_end),
        cmocka_unit_test(does_not_draw_a_body_that_nobody_drew),
        cmocka_unit_test(says_where_a_drawing_file_is_wrong),
        cmocka_unit_test(says_which_part_has_no_row),
    };
    return cmocka_run_group_tests_name("drawing", tests, open_all, NULL);
}
