// The marks of 64 bytes, sixteen at a time. Included by structure.c alone.
#ifndef ASSAY_MARKS_NEON_H
#define ASSAY_MARKS_NEON_H

#include "nesting.h"
#include "words.h"

INLINE uint64_t equal64(
    uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d, uint8_t byte) {
  uint8x16_t wanted = vdupq_n_u8(byte);
  return mask64(
      vceqq_u8(a, wanted), vceqq_u8(b, wanted), vceqq_u8(c, wanted), vceqq_u8(d, wanted));
}

INLINE marks marks_neon(const uint8_t *bytes) {
  uint8x16_t a = vld1q_u8(bytes), b = vld1q_u8(bytes + 16);
  uint8x16_t c = vld1q_u8(bytes + 32), d = vld1q_u8(bytes + 48);
  uint8x16_t fold = vdupq_n_u8(0x20);
  marks m;
  m.quote = equal64(a, b, c, d, '"');
  m.slash = equal64(a, b, c, d, '\\');
  a = vorrq_u8(a, fold);
  b = vorrq_u8(b, fold);
  c = vorrq_u8(c, fold);
  d = vorrq_u8(d, fold);
  m.open = equal64(a, b, c, d, '{');
  m.close = equal64(a, b, c, d, '}');
  return m;
}

INLINE uint64_t feeds_neon(const uint8_t *bytes) {
  return equal64(
      vld1q_u8(bytes), vld1q_u8(bytes + 16), vld1q_u8(bytes + 32), vld1q_u8(bytes + 48), '\n');
}

INLINE uint8x16_t end_neon(uint8x16_t v) {
  return vorrq_u8(
      vorrq_u8(vceqq_u8(v, vdupq_n_u8('"')), vceqq_u8(v, vdupq_n_u8('\\'))),
      vcltq_u8(v, vdupq_n_u8(0x20)));
}

INLINE text_marks ends_neon(const uint8_t *bytes) {
  uint8x16_t a = vld1q_u8(bytes), b = vld1q_u8(bytes + 16);
  uint8x16_t c = vld1q_u8(bytes + 32), d = vld1q_u8(bytes + 48);
  uint8x16_t top = vdupq_n_u8(0x80);
  text_marks m;
  m.end = mask64(end_neon(a), end_neon(b), end_neon(c), end_neon(d));
  m.high = mask64(vcgeq_u8(a, top), vcgeq_u8(b, top), vcgeq_u8(c, top), vcgeq_u8(d, top));
  return m;
}

#endif
