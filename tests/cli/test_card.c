#define _POSIX_C_SOURCE 200809L
/// `decklid card`: usage, files, and that both writers show the same page.
#include "cli/program.h"

#include "session/card_page.h"
#include <hpdf.h>
#include <unistd.h>

static program_run_t run;
static program_run_t other;

static void a_card_without_a_car_is_refused(void** state)
{
    (void)state;
    program_run(&run, "card 2>&1");
    assert_int_equal(run.status, 2);
    program_says(&run, "--car ID");
    program_run(&run, "card --car hatchbak 2>&1");
    assert_int_equal(run.status, 2);
    program_says(&run, "hatchback");
    program_run(&run, "card --car hatchback --at temprature=frost 2>&1");
    assert_int_equal(run.status, 2);
    program_says(&run, "temperature");
}

static void only_svg_and_pdf_are_written(void** state)
{
    (void)state;
    program_run(&run, "card --car hatchback --out build/card.png 2>&1");
    assert_int_equal(run.status, 2);
    program_says(&run, ".svg or .pdf");
    assert_int_not_equal(access("build/card.png", F_OK), 0);
}

static void a_file_that_cannot_be_written_is_not_half_written(void** state)
{
    (void)state;
    program_run(&run, "card --car bmw-328i-e90 --out /nowhere/card.pdf 2>&1");
    assert_int_equal(run.status, 3);
    program_says(&run, "nothing was changed");
    program_run(&run, "card --car bmw-328i-e90 >/dev/full 2>&1");
    assert_int_equal(run.status, 3);
}

static void the_card_is_one_picture_on_standard_output(void** state)
{
    (void)state;
    program_run(&run, "card --car bmw-328i-e90");
    assert_int_equal(run.status, 0);
    assert_int_equal(strncmp(run.output, "<?xml", 5), 0);
    program_says(&run, "BMW 328i");
    program_says(&run, "of 100 cases");
    program_run(&other, "card --car bmw-328i-e90 --out build/card.svg && cat build/card.svg");
    assert_string_equal(run.output, other.output);
}

static void a_pdf_has_the_same_bytes_every_time(void** state)
{
    (void)state;
    program_run(&run, "card --car bmw-328i-e90 --out build/card.PDF && head -c 5 build/card.PDF");
    assert_int_equal(run.status, 0);
    program_says(&run, "%PDF-");
    program_run(
        &run,
        "card --car bmw-328i-e90 --out build/card-again.pdf && cmp build/card.PDF build/card-again.pdf && "
        "grep -ac /CreationDate build/card.PDF");
    assert_string_equal(run.output, "0\n");
}

static void both_writers_measure_letters_alike(void** state)
{
    (void)state;
    static const char* const names[2] = {"Helvetica", "Helvetica-Bold"};
    HPDF_Doc document = HPDF_New(NULL, NULL);
    assert_non_null(document);
    for (int face = 0; face < 2; face++) {
        const HPDF_Font font = HPDF_GetFont(document, names[face], "WinAnsiEncoding");
        for (char letter = ' '; letter <= '~'; letter++) {
            assert_int_equal(session_page_text_width(&letter, 1, 1000, face == 1),
                             HPDF_Font_GetUnicodeWidth(font, (HPDF_UNICODE)letter));
        }
        for (int letter = 0xA0; letter <= 0xFF; letter++) {
            const char bytes[2] = {(char)(0xC0 | letter >> 6), (char)(0x80 | (letter & 0x3F))};
            assert_int_equal(session_page_text_width(bytes, 2, 1000, face == 1),
                             HPDF_Font_GetUnicodeWidth(font, (HPDF_UNICODE)letter));
        }
    }
    HPDF_Free(document);
}

static void the_card_is_made_in_the_language_that_is_asked_for(void** state)
{
    (void)state;
    program_run(&run, "card --car bmw-328i-e90 --lang de");
    assert_int_equal(run.status, 0);
    program_says(&run, "lang=\"de\"");
    program_says(&run, "von 100 Fällen");
    program_says(&run, "ANRUFEN");
    program_run(&run, "card --car bmw-328i-e90 --lang xx 2>&1");
    assert_int_equal(run.status, 2);
    program_says(&run, "there are en");
}

/// Fonts that every reader has hold no Cyrillic: it is embedded, or refused with the other way.
static void a_pdf_in_russian_has_its_letters_or_is_refused(void** state)
{
    (void)state;
    (void)remove("build/card-ru.pdf");
    program_run(&run, "card --car bmw-328i-e90 --lang ru --out build/card-ru.pdf 2>&1");
    if (access("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", R_OK) == 0) {
        assert_int_equal(run.status, 0);
        program_run(&run, "version && grep -ac 'FontFile2' build/card-ru.pdf");
        program_says(&run, "\n2\n");
    } else {
        assert_int_equal(run.status, 3);
        program_says(&run, "--out FILE.svg");
        assert_int_not_equal(access("build/card-ru.pdf", F_OK), 0);
    }
}

static void frost_makes_another_card(void** state)
{
    (void)state;
    program_run(&run, "card --car bmw-328i-e90 --at temperature=frost");
    program_says(&run, "temperature frost");
    program_run(&other, "card --car bmw-328i-e90");
    program_says(&other, "above freezing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_without_a_car_is_refused),
        cmocka_unit_test(only_svg_and_pdf_are_written),
        cmocka_unit_test(a_file_that_cannot_be_written_is_not_half_written),
        cmocka_unit_test(the_card_is_one_picture_on_standard_output),
        cmocka_unit_test(a_pdf_has_the_same_bytes_every_time),
        cmocka_unit_test(both_writers_measure_letters_alike),
        cmocka_unit_test(the_card_is_made_in_the_language_that_is_asked_for),
        cmocka_unit_test(a_pdf_in_russian_has_its_letters_or_is_refused),
        cmocka_unit_test(frost_makes_another_card),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
