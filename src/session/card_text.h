/// The words of the glovebox card: every part of it as one paragraph in the caller's buffer, with bold marks
/// (session_page_bold_mark), in the language of the writer. Private to this room.
#pragma once
#include "session/card_tree.h"
#include "session/writer.h"

enum { session_card_text_max = 6000 };

/// Turns every `*` from byte `from` of the text on into a bold mark: in the card's own sentences `*` is what
/// a translator sees.
void session_card_mark(const session_writer_t* out, size_t from);
/// What a step says: what to do, what holds it back, what never.
void session_card_put_move(session_writer_t* out, const atlas_t* atlas, const session_card_tree_t* tree,
                           int step);
/// The conditions of the step and where one goes if they are not all so. Nothing if there are none.
void session_card_put_conditions(session_writer_t* out, const atlas_t* atlas,
                                 const session_card_step_t* step);
/// Branch `turn` of a step in the order of saying, the widest last: "One click / a hum -> 7". Nothing for the
/// opened lid, of which the card speaks once.
void session_card_put_branch(session_writer_t* out, const atlas_t* atlas, const session_card_step_t* step,
                             int turn);
/// Line `k` of the warnings that several steps share, or nothing.
bool session_card_put_shared_never(session_writer_t* out, const atlas_t* atlas,
                                   const session_card_tree_t* tree, int k);
