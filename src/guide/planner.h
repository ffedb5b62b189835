/// The planner's own view: the heaviest sets of the belief ("cars"), each with a weight, and what may be done
/// to them. For the files of guide/ only. Values are not normalised: a value is the sum over cars of weight
/// times cost, so that branches add up without dividing.
#pragma once
#include "guide/inner.h"

enum {
    planner_chain_max = 14,
    planner_options_max = 64,
    planner_short_list = 12,
    planner_default_nodes = 700,
    planner_offers_max = 6,
    planner_failed = 0xfe ///< reading of a link: whatever was read, the lid stayed shut
};

typedef struct {
    double cost, minutes, money;
} planner_value_t;

/// A move made since the root, newest first.
typedef struct planner_link {
    const struct planner_link* before;
    inner_modes_t mended;
    uint32_t stamp;
    uint16_t twin;
    uint8_t reading;
} planner_link_t;

typedef struct {
    inner_facts_t yes, no;
    inner_modes_t mended;
    uint32_t stamp;
    const planner_link_t* done;
    uint64_t made[(atlas_moves_max + 63) / 64]; ///< the twins in `done`
    const uint16_t* car;                        ///< [cars] which of the plan's cars are still thought of
    const uint16_t* cell;                       ///< [cars + 1]: what each is now
    int cars;                                   ///< weights are [cars + 1], the last: something not modelled
} planner_node_t;

/// The cars that mending changes: as they are, as they would be then, and what each weighs.
typedef struct {
    planner_node_t before, after;
    double* weight; ///< [before.cars + 1]
} planner_changed_t;

typedef struct {
    double cost[atlas_facts_max]; ///< below 0: cannot be had
    uint16_t via[atlas_facts_max];
} planner_reach_t;

/// Moves to make one after the other; the last is what they are made for.
typedef struct {
    uint16_t move[planner_chain_max];
    int count;
} planner_chain_t;

/// Prices of ways in for one set of modes, each with the chance that it can be had; for the lower bound.
typedef struct {
    float value[planner_offers_max + 1], chance[planner_offers_max + 1];
    float sure; ///< the cheapest that can be had for certain
    int count;
} planner_offers_t;

struct inner_plan {
    guide_t* guide;
    double outside;   ///< share of the belief whose sets are no cars of their own
    int cars;         ///< weights [cars] and, last, something not modelled
    uint32_t* set;    ///< [cars] the set that each was in the beginning
    uint32_t* chosen; ///< [n] 1 + car of a set, 0 if it has none
    uint32_t* heap;
    uint32_t* cell_set;       ///< [cells]; cell 0 is something not modelled
    inner_modes_t* cell_mask; ///< [cells] the set's modes
    uint16_t* set_cell;       ///< [n] 0: none
    uint16_t* root_cell;      ///< [cars + 1]
    uint16_t* root_car;       ///< [cars]
    bool* restless;           ///< [cells] intermittent
    uint32_t cells;
    float* p;       ///< chance of each reading: at p_at[move] + reading * inner_plan_cells + cell
    size_t* p_at;   ///< [moves]
    bool* p_ready;  ///< [moves]
    double* give_p; ///< [moves] chance to bring what it brings, at the root
    bool* usable;   ///< [moves] phase, cannot, worth considering
    uint16_t *opening, *bringing, *mending, *follow; ///< lists; follow: the try after mending
    int openings, bringings, mendings;
    double *best, *per_chance, *once; ///< [n] for the lower bound
    planner_offers_t* offers;         ///< [n]
    unsigned char* scratch;
    size_t scratch_used;
    uint16_t short_list[planner_short_list];
    int short_count;
    uint16_t banned;
    uint32_t nodes, budget;
    double give_up;
    bool flicker; ///< intermittent faults are likely enough to ask again
    bool exhausted;
};

static inline planner_value_t planner_plus(planner_value_t a, planner_value_t b)
{
    return (planner_value_t){a.cost + b.cost, a.minutes + b.minutes, a.money + b.money};
}

// cars.c: weights and readings.
/// Picks the cars of the present belief and fills `weight` [inner_plan_sets + 1]. Sets without a car are
/// added to the heaviest subset that has one, or, if `strict`, to "something not modelled"; their share is
/// put into `outside`.
void planner_pick(inner_plan_t* self, double* weight, bool strict);
/// Sum of the weights of a node, in four lanes and one fixed order.
double planner_mass(const planner_node_t* node, const double* weight);
/// Mass of `weight` that reads this.
double planner_share(inner_plan_t* self, const planner_node_t* node, const double* weight,
                     guide_event_t event);
/// Forgets cars that hardly weigh anything, so that the rest is quicker; the others are scaled up to the same
/// mass. `kept` and the new node's lists live in the scratch.
planner_node_t planner_narrow(inner_plan_t* self, const planner_node_t* node, const double* weight,
                              double* kept);
/// out = weight x P(reading).
void planner_read(inner_plan_t* self, const planner_node_t* node, const double* weight, guide_event_t event,
                  double* out);
/// The node after a reading; `link` and `cell` [cars + 1] are the caller's and live as long as the node.
planner_node_t planner_after(inner_plan_t* self, const planner_node_t* node, guide_event_t event,
                             planner_link_t* link, uint16_t* cell);
/// What each car is without these modes; true if any changes.
bool planner_mend(inner_plan_t* self, const planner_node_t* node, const inner_modes_t* modes, uint16_t* to);
/// Only the cars that change without these modes, with their weights; lists and weights live in the scratch.
/// Something not modelled weighs nothing here.
planner_changed_t planner_changed(inner_plan_t* self, const planner_node_t* node, const double* weight,
                                  const inner_modes_t* modes);
bool planner_usable(const inner_plan_t* self, const planner_node_t* node, uint16_t move);
planner_value_t planner_price(const inner_plan_t* self, uint16_t move, double mass);
double* planner_vector(inner_plan_t* self);
uint16_t* planner_cells(inner_plan_t* self);
planner_link_t* planner_new_link(inner_plan_t* self);

// reach.c: how to come by a fact.
void planner_find_reach(inner_plan_t* self, const planner_node_t* node, planner_reach_t* reach);
/// The chain of moves that ends with `move`; false if some need cannot be met.
bool planner_chain(const inner_plan_t* self, const planner_node_t* node, const planner_reach_t* reach,
                   uint16_t move, planner_chain_t* chain);

/// What the move costs with all it needs, counted apart; below 0 if it cannot be had.
double planner_chain_cost(const inner_plan_t* self, const planner_node_t* node, const planner_reach_t* reach,
                          uint16_t move);

// options.c: ways in, by chance per cost.
typedef struct {
    uint16_t move;   ///< a try, or a mending move
    uint16_t follow; ///< the try after mending, or atlas_none
    double ratio;
} planner_option_t;

typedef struct {
    planner_option_t item[planner_options_max];
    int count;
} planner_options_t;

void planner_list_options(inner_plan_t* self, const planner_node_t* node, const double* weight,
                          const planner_reach_t* reach, planner_options_t* options);
void planner_keep_calls(const inner_plan_t* self, planner_options_t* options);
/// Left shut: half of the price is money, half a day lost.
planner_value_t planner_surrender(const inner_plan_t* self, double mass);

// tail.c: the value of trying the ways in one after the other, each with what it needs. Which needed facts
// could be had is tracked for each fact by itself, so the value is close, not exact; it is what the search
// builds on.
planner_value_t planner_tail(inner_plan_t* self, const planner_node_t* from, const double* from_weight,
                             uint16_t* first);

// certify.c: the same order of ways in, followed through every success and failure of what it needs.
/// Expected cost of a policy that a person can follow: an upper bound on the least. Branches of little mass
/// are settled at the price of giving up.
planner_value_t planner_certified(inner_plan_t* self, const planner_node_t* node, const double* weight);

// fix.c: the same after opening: repairs in order of probability over cost, a workshop as the cap.
planner_value_t planner_fix_tail(inner_plan_t* self, const planner_node_t* node, const double* weight);

/// Lower bound after opening: the repairs of each set as if it were known. O(sets).
double planner_fix_low(const inner_plan_t* self);

// candidates.c
/// What is worth being valued with the tail behind it: ways in by chance over cost, and looks by how much
/// they part the cars over their cost; after opening every usable move. Returns their number. O(moves x
/// readings x cars).
int planner_candidates(inner_plan_t* self, const planner_node_t* node, const double* weight,
                       const planner_reach_t* reach, uint16_t moves[atlas_moves_max]);

// search.c: looks ahead over moves and readings, with the tail at the leaves.
planner_value_t planner_leaf(inner_plan_t* self, const planner_node_t* node, const double* weight,
                             uint16_t* first);
/// Value of making this chain and then going on as well as `depth` more rounds of search find.
planner_value_t planner_run(inner_plan_t* self, const planner_node_t* node, const double* weight,
                            const planner_chain_t* chain, int depth);

// bound.c
/// Lower bound on the expected cost of any policy, over the whole belief: what it would cost if the fault and
/// the tools at hand were revealed, but not whether a way in works. O(sets x opening moves).
double planner_low(inner_plan_t* self);
