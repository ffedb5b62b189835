/// The glovebox card: one page per car, made from the guide's own plan while there is light and signal, for a
/// person without either. First the emergency (the fixed script), then numbered steps with the step that
/// follows each reading and the share of cases that they open, then whom to call, what never to do, and what
/// to do before the lid is shut again.
#pragma once
#include "session/card_page.h"
#include "session/session.h"

/// The page for this session's circumstances, tools, rate and "can't do this"; its answers are left out. In
/// an emergency no step is on it (invariant I1). Owned by the session, valid until it changes. `progress`
/// (may be NULL) hears of every step planned: the first call takes some seconds, later ones none. NULL if
/// memory ends.
const session_page_t* session_card_page(session_t* self, void (*progress)(void* context, int steps),
                                        void* context);
