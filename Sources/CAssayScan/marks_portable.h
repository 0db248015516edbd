// The marks of 64 bytes, eight at a time. Included by structure.c alone.
#ifndef ASSAY_MARKS_PORTABLE_H
#define ASSAY_MARKS_PORTABLE_H

#include "nesting.h"
#include "words.h"

/// Eight bits, bit i set where byte i is `byte`.
INLINE uint64_t equal8(uint64_t word, uint8_t byte) {
  return gather(bytes_zero(word ^ EACH(byte)));
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

INLINE uint64_t feeds_portable(const uint8_t *bytes) {
  uint64_t feeds = 0;
  for (int part = 0; part < 8; part++) feeds |= equal8(load8(bytes + part * 8), '\n') << (part * 8);
  return feeds;
}

INLINE text_marks ends_portable(const uint8_t *bytes) {
  text_marks m = {0, 0};
  for (int part = 0; part < 8; part++) {
    uint64_t word = load8(bytes + part * 8);
    m.end |= (equal8(word, '"') | equal8(word, '\\') | equal8(word & EACH(0xe0), 0))
             << (part * 8);
    m.high |= gather(word & ~LOW7) << (part * 8);
  }
  return m;
}

#endif
