/// How a call ended. Negative is failure, zero or more is success; nothing else is ever returned as one.
#pragma once

typedef enum {
    base_result_ok = 0,
    base_result_invalid = -1, ///< the caller's mistake: a value outside the stated range
    base_result_full = -2,    ///< no room left in memory that the caller gave
    base_result_short = -3,   ///< fewer bytes than the format needs
    base_result_damaged = -4, ///< a checksum or a fixed field is wrong
    base_result_absent = -5,  ///< what was asked for is not there
} base_result_t;
