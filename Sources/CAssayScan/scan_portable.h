// The scanning functions, eight bytes at a time or one. Included by scan.c alone.
#ifndef ASSAY_SCAN_PORTABLE_H
#define ASSAY_SCAN_PORTABLE_H

#include "assay_scan.h"
#include "words.h"

static inline int in_set(const assay_ascii_set *set, uint8_t byte) {
  return byte < 0x80 && (set->row[byte & 15] >> (byte >> 4) & 1);
}

static inline int is_plain(uint8_t byte) {
  return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

static inline uint64_t bytes_below_32(uint64_t word) {
  return bytes_zero(word & EACH(0xe0));
}

static uint64_t index_portable(const uint8_t *bytes, size_t count, assay_block *blocks) {
  uint64_t all = 0;
  for (size_t i = 0; i < count; i++, bytes += 64) {
    uint64_t stop = 0, high = 0, dark = 0;
    for (int part = 0; part < 8; part++) {
      uint64_t word = load8(bytes + part * 8);
      uint64_t s = bytes_zero(word ^ EACH('"')) | bytes_zero(word ^ EACH('\\')) |
                   bytes_below_32(word);
      uint64_t w = bytes_zero(word ^ EACH(' ')) | bytes_zero(word ^ EACH('\t')) |
                   bytes_zero(word ^ EACH('\n')) | bytes_zero(word ^ EACH('\r'));
      stop |= gather(s) << (part * 8);
      high |= gather(word & ~LOW7) << (part * 8);
      dark |= gather(~w & ~LOW7) << (part * 8);
    }
    blocks[i].stop = stop;
    blocks[i].high = high;
    blocks[i].dark = dark;
    all |= blocks[i].high;
  }
  return all;
}

static size_t span_portable(const uint8_t *bytes, size_t count, const assay_ascii_set *set) {
  size_t i = 0;
  while (i < count && in_set(set, bytes[i])) i++;
  return i;
}

static size_t copy_portable(uint8_t *to, const uint8_t *bytes, size_t count) {
  size_t i = 0;
  while (i < count && is_plain(bytes[i])) {
    to[i] = bytes[i];
    i++;
  }
  return i;
}

static int equal_portable(const uint8_t *left, const uint8_t *right, size_t count) {
  return memcmp(left, right, count) == 0;
}

#endif
