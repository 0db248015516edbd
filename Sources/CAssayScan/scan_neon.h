// The scanning functions by NEON. Included by scan.c alone.
#ifndef ASSAY_SCAN_NEON_H
#define ASSAY_SCAN_NEON_H

#include "scan_portable.h"

static inline uint8x16_t stop_neon(uint8x16_t v) {
  return vorrq_u8(
      vorrq_u8(vceqq_u8(v, vdupq_n_u8('"')), vceqq_u8(v, vdupq_n_u8('\\'))),
      vcltq_u8(v, vdupq_n_u8(0x20)));
}

static inline uint8x16_t dark_neon(uint8x16_t v) {
  return vmvnq_u8(vorrq_u8(
      vorrq_u8(vceqq_u8(v, vdupq_n_u8(' ')), vceqq_u8(v, vdupq_n_u8('\t'))),
      vorrq_u8(vceqq_u8(v, vdupq_n_u8('\n')), vceqq_u8(v, vdupq_n_u8('\r')))));
}

static inline uint8x16_t high_neon(uint8x16_t v) {
  return vcgeq_u8(v, vdupq_n_u8(0x80));
}

static uint64_t index_neon(const uint8_t *bytes, size_t count, assay_block *blocks) {
  uint64_t all = 0;
  for (size_t i = 0; i < count; i++, bytes += 64) {
    uint8x16_t a = vld1q_u8(bytes), b = vld1q_u8(bytes + 16);
    uint8x16_t c = vld1q_u8(bytes + 32), d = vld1q_u8(bytes + 48);
    blocks[i].stop = mask64(stop_neon(a), stop_neon(b), stop_neon(c), stop_neon(d));
    blocks[i].high = mask64(high_neon(a), high_neon(b), high_neon(c), high_neon(d));
    blocks[i].dark = mask64(dark_neon(a), dark_neon(b), dark_neon(c), dark_neon(d));
    all |= blocks[i].high;
  }
  return all;
}

static size_t span_neon(const uint8_t *bytes, size_t count, const assay_ascii_set *set) {
  const uint8x16_t rows = vld1q_u8(set->row);
  const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0};
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    uint8x16_t v = vld1q_u8(bytes + i);
    uint8x16_t row = vqtbl1q_u8(rows, vandq_u8(v, vdupq_n_u8(15)));
    uint8x16_t bit = vqtbl1q_u8(bits, vshrq_n_u8(v, 4));
    if (vminvq_u8(vtstq_u8(row, bit)) == 0) break;
  }
  return i + span_portable(bytes + i, count - i, set);
}

static size_t copy_neon(uint8_t *to, const uint8_t *bytes, size_t count) {
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    uint8x16_t v = vld1q_u8(bytes + i);
    if (vmaxvq_u8(vorrq_u8(stop_neon(v), high_neon(v))) != 0) break;
    vst1q_u8(to + i, v);
  }
  return i + copy_portable(to + i, bytes + i, count - i);
}

typedef uint8_t vector_neon __attribute__((vector_size(16)));

static inline vector_neon repeat_neon(const uint8_t *table) {
  return (vector_neon)vld1q_u8(table);
}

static inline vector_neon look_up_neon(vector_neon table, vector_neon index) {
  return (vector_neon)vqtbl1q_u8((uint8x16_t)table, (uint8x16_t)index);
}

static inline int any_neon(vector_neon v) { return vmaxvq_u8((uint8x16_t)v) != 0; }

static inline size_t count_neon(vector_neon v) {
  return vaddvq_u8(vandq_u8((uint8x16_t)v, vdupq_n_u8(1)));
}

static inline uint64_t starts_neon(const uint8_t *bytes) {
  const int8x16_t top = vdupq_n_s8((int8_t)0xbf);
  return mask64(
      vcgtq_s8(vreinterpretq_s8_u8(vld1q_u8(bytes)), top),
      vcgtq_s8(vreinterpretq_s8_u8(vld1q_u8(bytes + 16)), top),
      vcgtq_s8(vreinterpretq_s8_u8(vld1q_u8(bytes + 32)), top),
      vcgtq_s8(vreinterpretq_s8_u8(vld1q_u8(bytes + 48)), top));
}

#endif
