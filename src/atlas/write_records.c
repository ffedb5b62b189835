#include "atlas/writer.h"

void write_head(writer_t* self, const atlas_draft_t* draft)
{
    const atlas_head_t* const head = &draft->head;
    const char* const texts[] = {head->id,       head->name,       head->body,
                                 head->word_lid, head->word_space, head->market};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        writer_text(self, texts[k]);
    }
    writer_f64(self, head->nothing_wrong);
    writer_f64(self, head->coexistence);
    writer_f64(self, head->left_out);
    writer_u16(self, head->mode_count);
    writer_u16(self, head->fact_count);
    writer_u16(self, head->move_count);
    writer_u16(self, head->circumstance_count);
    writer_u16(self, head->axis_count);
    writer_u32(self, head->set_count);
}

void write_modes(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned k = 0; k < draft->head.mode_count; k++) {
        const atlas_mode_t* const mode = &draft->mode[k];
        const char* const texts[] = {mode->id,          mode->name,       mode->why,
                                     mode->repair_text, mode->repair_who, mode->repair_currency,
                                     mode->sources};
        for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
            writer_text(self, texts[t]);
        }
        writer_f64(self, mode->repair_minutes);
        writer_f64(self, mode->repair_money);
        writer_f64(self, mode->odds);
        writer_u8(self, mode->is);
        writer_u8(self, mode->axis);
        writer_u8(self, (mode->is_cause ? 1U : 0U) | (mode->intermittent ? 2U : 0U) |
                            (mode->needs_frost ? 4U : 0U) | (mode->is_grave ? 8U : 0U));
    }
}

void write_facts(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned k = 0; k < draft->head.fact_count; k++) {
        const atlas_fact_t* const fact = &draft->fact[k];
        writer_text(self, fact->id);
        writer_text(self, fact->ask);
        writer_text(self, fact->text);
        writer_text(self, fact->kind);
        writer_f64(self, fact->p);
        writer_u8(self, fact->from_car);
        writer_u16(self, fact->ask_move);
        writer_u8(self, fact->lapses ? 1U : 0U);
    }
}

static void put_move(writer_t* self, const atlas_move_t* move, const uint32_t first[3])
{
    const char* const texts[] = {move->id,   move->text, move->watch,   move->never,
                                 move->warn, move->uses, move->sources, move->currency};
    const double numbers[] = {move->minutes,     move->wait_minutes, move->money,    move->damage_p,
                              move->damage_size, move->error,        move->cant_tell};
    const unsigned bytes[] = {move->does,          move->phase, move->reading_count,
                              move->opens_reading, move->group, move->asks_fact ? 1U : 0U};
    const unsigned counts[] = {move->need_count, move->give_count, move->take_count, move->mend_count,
                               move->confuse_count};
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        writer_text(self, texts[k]);
    }
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        writer_f64(self, numbers[k]);
    }
    for (size_t k = 0; k < sizeof bytes / sizeof bytes[0]; k++) {
        writer_u8(self, bytes[k]);
    }
    for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
        writer_u16(self, counts[k]);
    }
    for (size_t k = 0; k < 3; k++) {
        writer_u32(self, first[k]);
    }
}

void write_moves(writer_t* self, const atlas_draft_t* draft)
{
    uint32_t first[3] = {0, 0, 0};
    for (unsigned k = 0; k < draft->head.move_count; k++) {
        const atlas_move_t* const move = &draft->move[k].move;
        put_move(self, move, first);
        first[0] += (uint32_t)move->need_count + move->give_count + move->take_count + move->mend_count;
        first[1] += move->confuse_count;
        first[2] += move->reading_count;
    }
}

static void put_effect_list(writer_t* self, const atlas_effect_t* effect, uint16_t count)
{
    for (uint16_t k = 0; k < count; k++) {
        writer_u8(self, effect[k].reading);
        writer_u16(self, effect[k].target);
    }
}

void write_effects(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        const atlas_draft_move_t* const move = &draft->move[m];
        for (uint16_t k = 0; k < move->move.need_count; k++) {
            put_effect_list(self, &(atlas_effect_t){.reading = 0, .target = move->need[k]}, 1);
        }
        put_effect_list(self, move->give, move->move.give_count);
        put_effect_list(self, move->take, move->move.take_count);
        put_effect_list(self, move->mend, move->move.mend_count);
    }
}

void write_confusions(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        for (uint16_t k = 0; k < draft->move[m].move.confuse_count; k++) {
            writer_u8(self, draft->move[m].confuse[k].truth);
            writer_u8(self, draft->move[m].confuse[k].report);
            writer_f64(self, draft->move[m].confuse[k].p);
        }
    }
}

void write_readings(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned m = 0; m < draft->head.move_count; m++) {
        for (int k = 0; k < draft->move[m].move.reading_count; k++) {
            writer_text(self, draft->move[m].move.reading_id[k]);
            writer_text(self, draft->move[m].move.reading_text[k]);
        }
    }
}

void write_circumstances(writer_t* self, const atlas_draft_t* draft)
{
    uint32_t label = 0;
    uint32_t factor = 0;
    uint32_t follow = 0;
    for (unsigned k = 0; k < draft->head.circumstance_count; k++) {
        const atlas_draft_circumstance_t* const one = &draft->circumstance[k];
        writer_text(self, one->circumstance.name);
        writer_text(self, one->circumstance.ask);
        writer_u8(self, one->circumstance.bucket_count);
        writer_u8(self, one->circumstance.numeric ? 1U : 0U);
        writer_u32(self, label);
        writer_u32(self, factor);
        writer_u16(self, one->factor_count);
        writer_u32(self, follow);
        writer_u16(self, one->follow_count);
        label += one->circumstance.bucket_count;
        factor += one->factor_count;
        follow += one->follow_count;
    }
}

void write_labels(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned k = 0; k < draft->head.circumstance_count; k++) {
        const atlas_circumstance_t* const one = &draft->circumstance[k].circumstance;
        for (int b = 0; b < one->bucket_count; b++) {
            writer_text(self, one->label[b]);
            writer_f64(self, one->bound[b]);
        }
    }
}

void write_factors(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned k = 0; k < draft->head.circumstance_count; k++) {
        const atlas_draft_circumstance_t* const one = &draft->circumstance[k];
        for (unsigned f = 0; f < one->factor_count; f++) {
            writer_u8(self, one->factor[f].bucket);
            writer_u16(self, one->factor[f].mode);
            writer_f64(self, one->factor[f].factor);
        }
    }
}

void write_follows(writer_t* self, const atlas_draft_t* draft)
{
    for (unsigned k = 0; k < draft->head.circumstance_count; k++) {
        const atlas_draft_circumstance_t* const one = &draft->circumstance[k];
        for (unsigned f = 0; f < one->follow_count; f++) {
            writer_u8(self, one->follow[f].bucket);
            writer_u16(self, one->follow[f].fact);
        }
    }
}
