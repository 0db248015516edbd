// Where brackets and strings stand in 64 bytes. Included by structure.c alone.
#ifndef ASSAY_NESTING_H
#define ASSAY_NESTING_H

#include "assay_structure.h"

// Bits of the even and of the odd positions.
#define EVEN 0x5555555555555555ULL
#define ODD 0xaaaaaaaaaaaaaaaaULL

#define INLINE static inline __attribute__((always_inline))

/// The marks of 64 bytes, bit i standing for byte i.
typedef struct {
  uint64_t quote, slash, open, close;
} marks;

/// What ends a run of plain text (quotation mark, reverse solidus, control), and what is not ASCII.
typedef struct {
  uint64_t end, high;
} text_marks;

/// Bit i is set where an odd number of bits up to and including i are set.
INLINE uint64_t parity_prefix(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ bits << 32;
}

/// Bytes behind a run of reverse solidi of odd length, `escaped` carried from block to block.
///
/// Adding a run's first bit to the run moves it behind the run's last; a run that begins at an
/// even position and ends before an odd one has odd length, and the other way round.
INLINE uint64_t behind_odd_runs(uint64_t slash, size_t valid, uint64_t *escaped) {
  uint64_t carried = *escaped;
  if (slash == 0) {
    *escaped = 0;
    return carried;
  }
  slash &= ~carried;
  uint64_t first = slash & ~(slash << 1);
  uint64_t from_even = slash + (first & EVEN), from_odd;
  uint64_t out = __builtin_add_overflow(slash, first & ODD, &from_odd);
  uint64_t behind = ((from_even & ODD) | (from_odd & EVEN)) & ~slash;
  *escaped = valid == 64 ? out : behind >> valid & 1;
  return behind | carried;
}

/// Takes 64 bytes, of which `valid` count. Returns the position behind the bracket that closes
/// the last open one, or 0.
INLINE size_t nest_block(marks m, size_t valid, assay_nesting *state) {
  uint64_t quote = m.quote & ~behind_odd_runs(m.slash, valid, &state->escaped);
  uint64_t string = parity_prefix(quote) ^ state->in_string;
  state->in_string = (uint64_t)((int64_t)string >> 63);
  uint64_t open = m.open & ~string, close = m.close & ~string;
  int64_t closing = __builtin_popcountll(close);
  if (state->depth > closing) {
    state->depth += __builtin_popcountll(open) - closing;
    return 0;
  }
  for (uint64_t both = open | close; both; both &= both - 1) {
    uint64_t bit = both & -both;
    if (open & bit) {
      state->depth++;
    } else if (--state->depth <= 0) {
      state->depth = 0;
      state->in_string = 0;
      state->escaped = 0;
      return (size_t)__builtin_ctzll(bit) + 1;
    }
  }
  return 0;
}

#endif
