/// What outlives a reset, what is done when it is damaged, and which configurations are sound.
#include "base/crc32.h"
#include "ecu/bed.h"

static void any_damaged_bit_is_seen(void** state)
{
    (void)state;
    ecu_memory_t memory = ecu_memory_fresh();
    memory.tries = 2;
    memory.stuck = 0x0102;
    memory.fault[ecu_fault_memory] = 0x0304;
    ecu_memory_seal(&memory);
    assert_true(ecu_memory_is_intact(&memory));
    bool* const flags[] = {&memory.locked,          &memory.deadlocked,   &memory.armed,
                           &memory.forgot,          &memory.valet,        &memory.menu,
                           &memory.pulse_under_way, &memory.handle_served};
    for (uint32_t i = 0; i < 8U; i++) {
        for (uint32_t bit = 0; bit < 8U; bit++) { // as bytes: a damaged flag need be neither 0 nor 1
            unsigned char* const byte = (unsigned char*)flags[i];
            *byte ^= (unsigned char)(1U << bit);
            assert_false(ecu_memory_is_intact(&memory));
            *byte ^= (unsigned char)(1U << bit);
        }
    }
    for (uint32_t bit = 0; bit < 32U; bit++) {
        memory.version ^= 1U << bit;
        assert_false(ecu_memory_is_intact(&memory));
        memory.version ^= 1U << bit;
        memory.checksum ^= 1U << bit;
        assert_false(ecu_memory_is_intact(&memory));
        memory.checksum ^= 1U << bit;
    }
    for (uint32_t bit = 0; bit < 16U; bit++) {
        memory.stuck ^= (uint16_t)(1U << bit);
        assert_false(ecu_memory_is_intact(&memory));
        memory.stuck ^= (uint16_t)(1U << bit);
        for (uint32_t fault = 0; fault < (uint32_t)ecu_fault_count; fault++) {
            memory.fault[fault] ^= (uint16_t)(1U << bit);
            assert_false(ecu_memory_is_intact(&memory));
            memory.fault[fault] ^= (uint16_t)(1U << bit);
        }
    }
    memory.tries = 1;
    assert_false(ecu_memory_is_intact(&memory));
}

static void memory_that_was_never_written_is_not_intact(void** state)
{
    (void)state;
    ecu_memory_t memory;
    memset(&memory, 0, sizeof memory);
    assert_false(ecu_memory_is_intact(&memory));
    ecu_memory_seal(&memory);
    assert_false(ecu_memory_is_intact(&memory));
}

/// The stored form byte by byte: a unit with a newer program must still believe an older one's memory.
static void stored_form_is_as_documented(void** state)
{
    (void)state;
    ecu_memory_t memory = ecu_memory_fresh();
    memory.version = 0x04030201U;
    memory.locked = true;
    memory.armed = true;
    memory.handle_served = true;
    memory.tries = 5;
    memory.stuck = 0x0706;
    memory.fault[0] = 0x0908;
    memory.fault[15] = 0x0B0A;
    ecu_memory_seal(&memory);
    uint8_t image[41] = {1, 2, 3, 4, 0x85, 5, 6, 7, 16, 8, 9};
    image[39] = 0x0A;
    image[40] = 0x0B;
    assert_int_equal(memory.checksum, base_crc32(0, image, sizeof image));
    assert_int_equal(ecu_memory_fresh().version, 1);
}

static void damaged_memory_takes_the_safe_side(void** state)
{
    (void)state;
    for (uint32_t row = 0; row < 8U; row++) {
        bed_t bed;
        bed_make(&bed);
        bed.config.alarm_present = (row & 1U) != 0U;
        bed.config.valet_present = (row & 2U) != 0U;
        ecu_memory_t memory = ecu_memory_fresh();
        memory.checksum ^= 1U;
        bed_power_up(&bed, (row & 4U) != 0U ? &memory : NULL, true);
        assert_true(bed.ecu.lock.locked);
        assert_int_equal(bed.ecu.lock.armed, bed.config.alarm_present);
        assert_int_equal(ecu_memory(&bed.ecu)->valet, bed.config.valet_present);
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_memory), 1);
        assert_true(ecu_memory_is_intact(ecu_memory(&bed.ecu)));
        bed_wait(&bed, 300);
        bed_hold_key(&bed, BED_KEY, key_command_lid, 600);
        assert_int_equal(bed.pulses, bed.config.valet_present ? 0 : 1); // the keys are still the keys
    }
}

static void everything_stored_comes_back(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed.config.deadlocks = true;
    bed_wait(&bed, 300);
    bed_send(&bed, BED_KEY, key_command_lock);
    ecu_set_menu(&bed.ecu, true);
    bed_set(&bed, ECU_SWITCH(lid_button), true);
    bed_wait(&bed, 21000);
    const ecu_memory_t memory = *ecu_memory(&bed.ecu);
    bed_power_up(&bed, &memory, false);
    assert_true(bed.ecu.lock.locked && bed.ecu.lock.armed && bed.ecu.lock.deadlocked);
    assert_true(ecu_memory(&bed.ecu)->menu);
    assert_false(ecu_memory(&bed.ecu)->valet);
    assert_int_equal(bed.ecu.switches.stuck, ECU_SWITCH(lid_button));
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_switch_stuck), 1);
    bed_wait(&bed, 22000);
    assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_switch_stuck), 1); // known already
    bed_set(&bed, ECU_SWITCH(lid_button), false);
    bed_wait(&bed, 1100);
    assert_int_equal(ecu_memory(&bed.ecu)->stuck, 0);
}

static void memory_is_written_only_when_something_is_new(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    const uint32_t version = ecu_memory(&bed.ecu)->version;
    bed_wait(&bed, 20000);
    assert_int_equal(ecu_memory(&bed.ecu)->version, version);
    ecu_set_valet(&bed.ecu, false);
    assert_int_equal(ecu_memory(&bed.ecu)->version, version);
    ecu_set_valet(&bed.ecu, true);
    assert_int_equal(ecu_memory(&bed.ecu)->version, version + 1U);
    ecu_set_valet(&bed.ecu, false);
    bed.in.phone = key_command_lid;
    bed_wait(&bed, 70000);
    // The pulse: begun, ended; the minute after it: over.
    assert_int_equal(ecu_memory(&bed.ecu)->version, version + 5U);
}

static void version_never_becomes_that_of_a_blank_memory(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    ecu_memory_t memory = ecu_memory_fresh();
    memory.version = UINT32_MAX;
    ecu_memory_seal(&memory);
    bed_power_up(&bed, &memory, false);
    ecu_set_valet(&bed.ecu, true);
    assert_int_equal(ecu_memory(&bed.ecu)->version, 1);
}

static void counters_stop_at_their_end(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    ecu_memory_t memory = ecu_memory_fresh();
    memory.fault[ecu_fault_unknown_key] = 65534;
    ecu_memory_seal(&memory);
    bed_power_up(&bed, &memory, false);
    bed_wait(&bed, 100);
    for (uint32_t i = 0; i < 3U; i++) {
        bed_send(&bed, BED_STRANGE_KEY, key_command_unlock);
        assert_int_equal(ecu_fault_count_of(&bed.ecu, ecu_fault_unknown_key), 65535);
    }
    // At its end it is not new, so it is not written again and again.
    assert_int_equal(ecu_memory(&bed.ecu)->version, 2);
}

static void pause_given_to_a_simulation_holds_for_a_minute(void** state)
{
    (void)state;
    bed_t bed;
    bed_make(&bed);
    bed_wait(&bed, 300);
    ecu_pause(&bed.ecu, 3);
    bed.in.phone = key_command_lid;
    bed_wait(&bed, 59999);
    assert_int_equal(ecu_last_refusal(&bed.ecu), ecu_refusal_paused);
    bed_wait(&bed, 1);
    bed.in.phone = key_command_lid;
    bed_wait(&bed, 10);
    assert_int_equal(bed.pulses, 1);
}

static void reference_is_sound_and_its_neighbours_outside_are_not(void** state)
{
    (void)state;
    const ecu_config_t reference = ecu_default_config();
    assert_true(ecu_config_is_sound(&reference));
#define REFUSES(field, value)                                                                                \
    do {                                                                                                     \
        ecu_config_t config = reference;                                                                     \
        config.field = (value);                                                                              \
        assert_false(ecu_config_is_sound(&config));                                                          \
    } while (0)
#define ACCEPTS(field, value)                                                                                \
    do {                                                                                                     \
        ecu_config_t config = reference;                                                                     \
        config.field = (value);                                                                              \
        assert_true(ecu_config_is_sound(&config));                                                           \
    } while (0)
#define RANGE(field, low, high)                                                                              \
    do {                                                                                                     \
        ACCEPTS(field, low);                                                                                 \
        ACCEPTS(field, high);                                                                                \
        REFUSES(field, (low)-1);                                                                             \
        REFUSES(field, (high) + 1);                                                                          \
    } while (0)
    RANGE(pulse_ms, 1, 1000);
    RANGE(rest_ms, 20, 1000);
    RANGE(stall_ms, 1, 500);
    RANGE(tries_per_min, 1, 20);
    RANGE(press_ms, 1, 1000);
    RANGE(handle_ms, 1, 300);
    RANGE(quiet_ms, 1, 1000);
    RANGE(frame_gap_ms, 1, 1000);
    RANGE(stuck_s, 1, 600);
    RANGE(chatter_edges, 1, 200);
    RANGE(sleep_ms, 1, 60000);
    RANGE(abort_mV, 6000, 9000);
    REFUSES(wake_ms, 201);
    ACCEPTS(wake_ms, 200);
    ecu_config_t patient = reference;
    patient.verify_ms = 1001;
    patient.rest_ms = 1000;
    assert_true(ecu_config_is_sound(&patient));
    patient.rest_ms = 1001;
    assert_false(ecu_config_is_sound(&patient));
    REFUSES(verify_ms, 99);
    ACCEPTS(verify_ms, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_damaged_bit_is_seen),
        cmocka_unit_test(memory_that_was_never_written_is_not_intact),
        cmocka_unit_test(stored_form_is_as_documented),
        cmocka_unit_test(damaged_memory_takes_the_safe_side),
        cmocka_unit_test(everything_stored_comes_back),
        cmocka_unit_test(memory_is_written_only_when_something_is_new),
        cmocka_unit_test(version_never_becomes_that_of_a_blank_memory),
        cmocka_unit_test(counters_stop_at_their_end),
        cmocka_unit_test(pause_given_to_a_simulation_holds_for_a_minute),
        cmocka_unit_test(reference_is_sound_and_its_neighbours_outside_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
