// What all widths need to put scalars together. Included by scan.c alone.
#ifndef ASSAY_CLASSES_H
#define ASSAY_CLASSES_H

#include "scan_portable.h"

/// Four bytes, the first one highest.
static inline uint32_t load_reversed(const uint8_t *bytes) {
  uint32_t word;
  memcpy(&word, bytes, 4);
#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  word = __builtin_bswap32(word);
#endif
  return word;
}

// By the high half of the first byte: how many of 25 bits stand behind the scalar, and which of
// the rest are its own.
static const uint8_t scalar_shifts[16] = {
    18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 12, 12, 6, 0};
static const uint32_t scalar_masks[16] = {
    0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f,
    0x7ff, 0x7ff, 0xffff, 0x1fffff};

/// The scalar that four bytes of well-formed text begin with.
static inline uint32_t scalar_of(uint32_t word) {
  uint32_t bits = (word & 0x7f000000) >> 6 | (word & 0x3f0000) >> 4 | (word & 0x3f00) >> 2 |
                  (word & 0x3f);
  return bits >> scalar_shifts[word >> 28] & scalar_masks[word >> 28];
}

/// Bytes of 64 that begin a scalar: all but 10xxxxxx.
static inline uint64_t starts_portable(const uint8_t *bytes) {
  uint64_t starts = 0;
  for (int part = 0; part < 8; part++) {
    uint64_t word = load8(bytes + part * 8);
    starts |= gather((~word | word << 1) & ~LOW7) << (part * 8);
  }
  return starts;
}

static size_t class_portable(
    const uint8_t *bytes, size_t count, size_t from, const uint64_t *members) {
  // Up to three bytes behind 64 are read, so the last ones are read from a copy.
  uint8_t last[136] = {0};
  const uint8_t *text = bytes + from;
  for (size_t at = from; at < count; at += 64, text += 64) {
    const size_t rest = count - at;
    if (rest < 67 && text == bytes + at) {
      memcpy(last, text, rest);
      text = last;
    }
    uint64_t starts = starts_portable(text);
    if (rest < 64) starts &= (1ULL << rest) - 1;
    for (; starts; starts &= starts - 1) {
      const size_t place = (size_t)__builtin_ctzll(starts);
      // No branch on the length: scripts may change from scalar to scalar.
      const uint32_t scalar = scalar_of(load_reversed(text + place));
      if (scalar >= ASSAY_CLASS_SCALARS) return at + place;
      if (!(members[scalar >> 6] >> (scalar & 63) & 1)) return at + place;
    }
  }
  return count;
}

#endif
