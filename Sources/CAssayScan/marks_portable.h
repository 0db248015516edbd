// The marks of 64 bytes, eight at a time. Included by structure.c alone.
#ifndef ASSAY_MARKS_PORTABLE_H
#define ASSAY_MARKS_PORTABLE_H

#include <string.h>

#include "nesting.h"

#define LOW7 0x7f7f7f7f7f7f7f7fULL
#define EACH(byte) (0x0101010101010101ULL * (uint8_t)(byte))

INLINE uint64_t load8(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// Eight bits, bit i set where byte i is `byte`.
INLINE uint64_t equal8(uint64_t word, uint8_t byte) {
  word ^= EACH(byte);
  uint64_t zero = ~(((word & LOW7) + LOW7) | word | LOW7);
  return ((zero >> 7) * 0x0102040810204080ULL) >> 56;
}

INLINE marks marks_portable(const uint8_t *bytes) {
  marks m = {0, 0, 0, 0};
  for (int part = 0; part < 8; part++) {
    uint64_t word = load8(bytes + part * 8), folded = word | EACH(0x20);
    m.quote |= equal8(word, '"') << (part * 8);
    m.slash |= equal8(word, '\\') << (part * 8);
    m.open |= equal8(folded, '{') << (part * 8);
    m.close |= equal8(folded, '}') << (part * 8);
  }
  return m;
}

INLINE text_marks ends_portable(const uint8_t *bytes) {
  text_marks m = {0, 0};
  for (int part = 0; part < 8; part++) {
    uint64_t word = load8(bytes + part * 8);
    m.end |= (equal8(word, '"') | equal8(word, '\\') | equal8(word & EACH(0xe0), 0))
             << (part * 8);
    m.high |= (((word & ~LOW7) >> 7) * 0x0102040810204080ULL) >> 56 << (part * 8);
  }
  return m;
}

#endif
