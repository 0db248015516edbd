// What all widths need to validate UTF-8. Included by scan.c alone.
//
// Three lookups of nibbles for each pair of bytes say what may be wrong with it: J. Keiser and
// D. Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte" (2020). Ill-formed text is
// read again, one by one, for the length of its prefix.
#ifndef ASSAY_UTF8_H
#define ASSAY_UTF8_H

#include "scan_portable.h"

// What is wrong with a pair whose three nibbles all say so.
enum {
  too_short = 1, too_long = 2, overlong_3 = 4, too_large = 8, surrogate = 16, overlong_2 = 32,
  too_large_1000 = 64, overlong_4 = 64, two_conts = 128,
  carry = too_short | too_long | two_conts,
};

/// By the high half of the first byte.
static const uint8_t first_high[16] = {
    too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long,
    two_conts, two_conts, two_conts, two_conts,
    too_short | overlong_2, too_short, too_short | overlong_3 | surrogate,
    too_short | too_large | too_large_1000 | overlong_4};

/// By the low half of the first byte.
static const uint8_t first_low[16] = {
    carry | overlong_3 | overlong_2 | overlong_4, carry | overlong_2, carry, carry,
    carry | too_large, carry | too_large | too_large_1000, carry | too_large | too_large_1000,
    carry | too_large | too_large_1000, carry | too_large | too_large_1000,
    carry | too_large | too_large_1000, carry | too_large | too_large_1000,
    carry | too_large | too_large_1000, carry | too_large | too_large_1000,
    carry | too_large | too_large_1000 | surrogate, carry | too_large | too_large_1000,
    carry | too_large | too_large_1000};

/// By the high half of the second byte.
static const uint8_t second_high[16] = {
    too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,
    too_long | overlong_2 | two_conts | overlong_3 | too_large_1000 | overlong_4,
    too_long | overlong_2 | two_conts | overlong_3 | too_large,
    too_long | overlong_2 | two_conts | surrogate | too_large,
    too_long | overlong_2 | two_conts | surrogate | too_large,
    too_short, too_short, too_short, too_short};

/// Whether text ends in a sequence that should go on.
static inline int ends_early(const uint8_t *bytes, size_t count) {
  return count > 0 && (bytes[count - 1] >= 0xc0 || (count > 1 && bytes[count - 2] >= 0xe0) ||
                       (count > 2 && bytes[count - 3] >= 0xf0));
}

#endif
