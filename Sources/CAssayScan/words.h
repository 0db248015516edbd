// Eight bytes at a time in a word, and bits gathered from vectors that have no instruction for it:
// what scan.c and structure.c both need.
#ifndef ASSAY_WORDS_H
#define ASSAY_WORDS_H

#include <stdint.h>
#include <string.h>

#define LOW7 0x7f7f7f7f7f7f7f7fULL
#define EACH(byte) (0x0101010101010101ULL * (uint8_t)(byte))

/// Eight bytes, the first one lowest.
static inline uint64_t load8(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// The high bit of each byte that is zero, and of no other: no borrow goes from byte to byte.
static inline uint64_t bytes_zero(uint64_t word) {
  return ~(((word & LOW7) + LOW7) | word | LOW7);
}

/// Gathers the eight high bits into the low byte, byte 0 first.
static inline uint64_t gather(uint64_t highs) {
  return ((highs >> 7) * 0x0102040810204080ULL) >> 56;
}

#if defined(__aarch64__)
#include <arm_neon.h>

/// A bit for each byte of 64, which is all ones or zero.
static inline uint64_t mask64(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  const uint8x16_t weight = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t low = vpaddq_u8(vandq_u8(a, weight), vandq_u8(b, weight));
  uint8x16_t high = vpaddq_u8(vandq_u8(c, weight), vandq_u8(d, weight));
  low = vpaddq_u8(low, high);
  low = vpaddq_u8(low, low);
  return vgetq_lane_u64(vreinterpretq_u64_u8(low), 0);
}
#endif

#endif
