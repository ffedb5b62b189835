#include "cli/case.h"
#include <string.h>

typedef struct {
    const char* word;
    session_emergency_t answer;
} answer_t;

/// Not knowing whether somebody is shut in counts as yes; so does "don't know" without more.
static const answer_t answers[] = {
    {"fire", session_emergency_fire},
    {"smoke", session_emergency_fire},
    {"smell", session_emergency_fire},
    {"1", session_emergency_fire},
    {"person", session_emergency_person},
    {"animal", session_emergency_person},
    {"child", session_emergency_person},
    {"2", session_emergency_person},
    {"dont-know", session_emergency_person},
    {"don't", session_emergency_person},
    {"dont", session_emergency_person},
    {"unsure", session_emergency_person},
    {"cant-tell", session_emergency_person},
    {"c", session_emergency_person},
    {"?", session_emergency_person},
    {"not", session_emergency_person},
    {"maybe", session_emergency_person},
    {"not-sure", session_emergency_person},
    {"traffic", session_emergency_traffic},
    {"3", session_emergency_traffic},
    {"inside", session_emergency_inside},
    {"me", session_emergency_inside},
    {"4", session_emergency_inside},
    {"no", session_emergency_no},
    {"none", session_emergency_no},
    {"n", session_emergency_no},
    {"0", session_emergency_no},
    {"over", session_emergency_no},
};

static session_emergency_t meaning(const char* const word, const size_t size)
{
    for (size_t k = 0; k < sizeof answers / sizeof answers[0]; k++) {
        if (strlen(answers[k].word) == size && strncmp(answers[k].word, word, size) == 0) {
            return answers[k].answer;
        }
    }
    return session_emergency_ask;
}

/// Of two answers the one whose script comes first: whoever is shut in themselves, then fire, person,
/// traffic, no.
static int rank(const session_emergency_t answer)
{
    static const int ranks[] = {
        [session_emergency_ask] = 0,    [session_emergency_no] = 1,      [session_emergency_fire] = 4,
        [session_emergency_person] = 3, [session_emergency_traffic] = 2, [session_emergency_inside] = 5};
    return ranks[answer];
}

/// All words of the line together; session_emergency_ask if none of them is an answer.
static session_emergency_t understand(const char* const line)
{
    session_emergency_t best = session_emergency_ask;
    for (const char* at = line; *(at += strspn(at, " ,;.)"));) {
        const size_t size = strcspn(at, " ,;.)");
        const session_emergency_t answer = meaning(at, size);
        best = rank(answer) > rank(best) ? answer : best;
        at += size;
    }
    return best;
}

static void show_questions(const case_t* const self)
{
    case_say(self, "\n", "Before anything else:", 0);
    for (int k = 0; session_emergency_question(k); k++) {
        char head[16];
        (void)snprintf(head, sizeof head, "  %d) ", k + 1);
        case_say(self, head, session_emergency_question(k), 5);
    }
    case_say(self, "  ",
             "no = none of these. Otherwise the numbers or the words in brackets; ? = I don't know.", 2);
}

static void show_script(const case_t* const self, const session_emergency_t answer)
{
    char number[120];
    (void)snprintf(number, sizeof number,
                   "\n%s: ", session_say(self->options->language, SAY("EMERGENCY NUMBER")));
    case_say(self, number, session_emergency_numbers(self->options->country), 2);
    for (int k = 0; session_emergency_step(answer, k); k++) {
        char head[16];
        (void)snprintf(head, sizeof head, "%2d. ", k + 1);
        case_say(self, head, session_emergency_step(answer, k), 4);
    }
    case_say(self, "\n", "When this is over and everybody is safe, answer again:", 0);
}

/// Keeps the answer in the session, if there is one; the script is shown whatever becomes of that.
static void keep(const case_t* const self, const session_emergency_t answer)
{
    if (self->session && session_emergency_state(self->session) != answer) {
        (void)session_emergency(self->session, answer);
    }
}

bool case_ask_emergency(case_t* const self, session_emergency_t* const answer)
{
    show_questions(self);
    while (case_read(self)) {
        if (strcmp(self->line, "stop") == 0) {
            return false;
        }
        const session_emergency_t heard = understand(self->line);
        if (heard == session_emergency_ask) {
            case_say(self, "",
                     "Please answer no, fire, person, traffic, inside, their numbers, or ?; or stop.", 2);
            continue;
        }
        *answer = heard;
        keep(self, heard);
        if (heard == session_emergency_no) {
            return true;
        }
        show_script(self, heard);
        show_questions(self);
    }
    return false;
}

void case_heed_emergency(case_t* const self)
{
    session_emergency_t answer = session_emergency_state(self->session);
    if (answer == session_emergency_no || self->result != case_goes_on) {
        return;
    }
    if (answer > session_emergency_no) {
        show_script(self, answer);
    }
    if (!case_ask_emergency(self, &answer)) {
        self->result = case_ended;
    }
    self->again = true;
}

bool case_hear_emergency(case_t* const self)
{
    const bool bang = self->line[0] == '!';
    if (!bang && strncmp(self->line, "emergency", 9) != 0 && strcmp(self->line, "sos") != 0) {
        return false;
    }
    const char* const rest = self->line + (bang ? 1 : self->line[0] == 's' ? 3 : 9);
    const session_emergency_t answer = understand(rest);
    // Re-entered: whatever was answered before no longer holds until it is answered again.
    keep(self, answer == session_emergency_no ? session_emergency_ask : answer);
    case_heed_emergency(self);
    return true;
}
