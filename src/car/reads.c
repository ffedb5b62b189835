// Which parts a move can show. A table of stimuli and one of senses give parts; a mode is read if it changes
// a parameter of one of them. Generous: a part too many costs time, a part too few would be an error.
#include <string.h>

#include "car/car.h"

#define PART(part, key, kind, low, high, as_built, scatter, meaning) #part,
static const char* const part_of_param[vehicle_param_count] = {VEHICLE_PARAMS(PART)};

// What every electric release goes through, and what the lid does then.
// A short in the loom takes the shared fuse along.
#define SUPPLY  "battery jump_post fuse_shared loom "
#define UNIT    SUPPLY "bcm rules lid_module bus locking gear "
#define LID     "latch seal load lid power_gate gate_drive soft_close trailer roof "
#define DRIVE   "actuator winding return_stroke bounce "
#define RELEASE UNIT DRIVE "fuse_release hidden_wire valet menu retrofit cable lid_switch " LID
#define RADIO   "fob receiver gesture "

typedef struct {
    const char* parts; // joined by blanks
} reads_t;

static const reads_t by_stimulus[vehicle_stimulus_count] = {
    [vehicle_stimulus_fob_lid] = {RELEASE RADIO},
    [vehicle_stimulus_fob_unlock] = {UNIT RADIO},
    [vehicle_stimulus_fob_lock] = {UNIT RADIO},
    [vehicle_stimulus_fob_near] = {"fob fob2 receiver keyless "},
    [vehicle_stimulus_fob_warm] = {"fob "},
    [vehicle_stimulus_fob2_lid] = {RELEASE "fob fob2 receiver gesture "},
    [vehicle_stimulus_fob2_unlock] = {UNIT "fob fob2 receiver "},
    [vehicle_stimulus_cabin_button] = {RELEASE "cabin_button button_wire fuse_button fob keyless receiver "},
    [vehicle_stimulus_lid_button] = {RELEASE "lid_switch fuse_button fob keyless shut_in_key receiver "},
    [vehicle_stimulus_phone_lid] = {RELEASE "phone "},
    [vehicle_stimulus_phone_unlock] = {UNIT "phone "},
    [vehicle_stimulus_key_lid] = {LID "cylinder blade rod cable locking bcm "},
    [vehicle_stimulus_key_door] = {"doors locking receiver bcm fob "},
    [vehicle_stimulus_handle] = {RELEASE "handle "},
    [vehicle_stimulus_lever] = {LID "lever cable bcm "},
    [vehicle_stimulus_cord] = {LID "cord cable bcm "},
    [vehicle_stimulus_pawl_tool] = {LID "cable bcm "},
    [vehicle_stimulus_slot_tool] = {LID "slot cable bcm "},
    [vehicle_stimulus_glass_button] = {UNIT "glass "},
    [vehicle_stimulus_lid_force] = {LID "loom "},
    [vehicle_stimulus_lid_rock] = {LID "loom "},
    [vehicle_stimulus_feed_post] = {SUPPLY "bcm locking fuse_release "},
    [vehicle_stimulus_feed_battery] = {SUPPLY "bcm locking fuse_release "},
    [vehicle_stimulus_ignition] = {UNIT "fob gear "},
    [vehicle_stimulus_park] = {"gear "},
    [vehicle_stimulus_valet_off] = {"valet "},
    [vehicle_stimulus_menu_allow] = {"menu "},
    [vehicle_stimulus_unplug_trailer] = {"trailer "},
    [vehicle_stimulus_gate_switch_on] = {"power_gate "},
    [vehicle_stimulus_roof_settle] = {"roof "},
    [vehicle_stimulus_clear_lid] = {"lid "},
    [vehicle_stimulus_thaw] = {"latch seal actuator "},
    [vehicle_stimulus_lubricate] = {"latch actuator "},
    [vehicle_stimulus_fuse_new] = {SUPPLY "fuse_release fuse_button "},
    [vehicle_stimulus_charge] = {"battery "},
    [vehicle_stimulus_fob_cell_new] = {"fob "},
    [vehicle_stimulus_wait_s] = {"bcm locking winding gate_drive "},
    [vehicle_stimulus_door_pull] = {UNIT "doors "},
    [vehicle_stimulus_seat_fold] = {"seat "},
    [vehicle_stimulus_foot] = {RELEASE "foot_sensor fuse_button fob keyless shut_in_key receiver "},
    [vehicle_stimulus_soak] = {RELEASE "lid_switch fuse_button fob keyless shut_in_key "},
};

// What a sense shows beside what the strokes do.
static const reads_t by_sense[vehicle_sense_count] = {
    [vehicle_sense_release] = {""},
    [vehicle_sense_flashers] = {""},
    [vehicle_sense_doors] = {""},
    [vehicle_sense_dash] = {SUPPLY "fuse_release "},
    [vehicle_sense_lid_lamp] = {UNIT "cable latch "},
    [vehicle_sense_consumers] = {SUPPLY},
    [vehicle_sense_lid_key] = {"cylinder blade rod "},
    [vehicle_sense_handle] = {"handle "},
    [vehicle_sense_lever] = {""},
    [vehicle_sense_door] = {"doors locking "},
    [vehicle_sense_seat] = {SUPPLY "seat seat_release "},
    [vehicle_sense_glass] = {"glass "},
    [vehicle_sense_valet] = {"valet "},
    [vehicle_sense_menu] = {"menu "},
    [vehicle_sense_gear] = {"gear "},
    [vehicle_sense_trailer] = {"trailer "},
    [vehicle_sense_gate_switch] = {"power_gate "},
    [vehicle_sense_roof] = {"roof "},
    [vehicle_sense_battery_V] = {SUPPLY "fuse_release "},
    [vehicle_sense_fuses] = {"fuse_release fuse_shared fuse_button loom "},
    [vehicle_sense_fuse_new] = {SUPPLY "fuse_release fuse_button "},
    [vehicle_sense_button_V] = {"lid_switch loom fuse_button "},
    [vehicle_sense_drive_V] = {""},
    [vehicle_sense_drive_A] = {""},
    [vehicle_sense_lid_button_feel] = {"lid_switch "},
    [vehicle_sense_lid_gap] = {"seal lid latch "},
    [vehicle_sense_codes] = {RELEASE RADIO
                             "cabin_button button_wire fuse_button lid_switch keyless shut_in_key "},
    [vehicle_sense_alarm] = {UNIT "doors "},
    [vehicle_sense_trunk_lamp] = {UNIT "cable latch "},
    [vehicle_sense_ignition] = {"gear "},
    [vehicle_sense_by_itself] = {""},
};

// Is `part` one of the words of `parts`, each of which ends in a blank?
static bool lists(const char* const parts, const char* const part)
{
    const size_t length = strlen(part);
    for (const char* at = parts; *at != '\0'; at = strchr(at, ' ') + 1) {
        if ((strncmp(at, part, length) == 0) && (at[length] == ' ')) {
            return true;
        }
    }
    return false;
}

static bool move_lists(const vehicle_move_t* const move, const char* const part)
{
    if ((move->sense < vehicle_sense_count) && lists(by_sense[move->sense].parts, part)) {
        return true;
    }
    for (int k = 0; k < move->stroke_count; ++k) {
        const uint16_t stimulus = move->strokes[k].stimulus;
        if ((stimulus < vehicle_stimulus_count) && lists(by_stimulus[stimulus].parts, part)) {
            return true;
        }
    }
    return false;
}

bool car_reads(const vehicle_move_t* const move, const vehicle_mode_t* const mode)
{
    for (int k = 0; k < mode->override_count; ++k) {
        if (move_lists(move, part_of_param[mode->overrides[k].param])) {
            return true;
        }
    }
    return false;
}
