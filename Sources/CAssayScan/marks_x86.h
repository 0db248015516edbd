// The marks of 64 bytes by SSE2 and AVX2. Included by structure.c alone.
#ifndef ASSAY_MARKS_X86_H
#define ASSAY_MARKS_X86_H

#include <immintrin.h>

#include "nesting.h"

// MARK: - SSE2

INLINE uint64_t equal16(__m128i v, char byte) {
  return (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(byte)));
}

INLINE marks marks_sse2(const uint8_t *bytes) {
  marks m = {0, 0, 0, 0};
  for (int part = 0; part < 4; part++) {
    __m128i v = _mm_loadu_si128((const __m128i *)(bytes + part * 16));
    __m128i folded = _mm_or_si128(v, _mm_set1_epi8(0x20));
    m.quote |= equal16(v, '"') << (part * 16);
    m.slash |= equal16(v, '\\') << (part * 16);
    m.open |= equal16(folded, '{') << (part * 16);
    m.close |= equal16(folded, '}') << (part * 16);
  }
  return m;
}

INLINE uint64_t feeds_sse2(const uint8_t *bytes) {
  uint64_t feeds = 0;
  for (int part = 0; part < 4; part++)
    feeds |= equal16(_mm_loadu_si128((const __m128i *)(bytes + part * 16)), '\n') << (part * 16);
  return feeds;
}

INLINE text_marks ends_sse2(const uint8_t *bytes) {
  text_marks m = {0, 0};
  for (int part = 0; part < 4; part++) {
    __m128i v = _mm_loadu_si128((const __m128i *)(bytes + part * 16));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
    m.end |= (equal16(v, '"') | equal16(v, '\\') |
              (uint64_t)(uint16_t)_mm_movemask_epi8(control))
             << (part * 16);
    m.high |= (uint64_t)(uint16_t)_mm_movemask_epi8(v) << (part * 16);
  }
  return m;
}

// MARK: - AVX2

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

AVX2 static inline uint64_t mask64(__m256i a, __m256i b) {
  return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

AVX2 static inline uint64_t equal32(__m256i a, __m256i b, char byte) {
  __m256i wanted = _mm256_set1_epi8(byte);
  return mask64(_mm256_cmpeq_epi8(a, wanted), _mm256_cmpeq_epi8(b, wanted));
}

AVX2 static inline marks marks_avx2(const uint8_t *bytes) {
  __m256i a = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  __m256i fold = _mm256_set1_epi8(0x20);
  __m256i c = _mm256_or_si256(a, fold), d = _mm256_or_si256(b, fold);
  marks m = {equal32(a, b, '"'), equal32(a, b, '\\'), equal32(c, d, '{'), equal32(c, d, '}')};
  return m;
}

AVX2 static inline uint64_t feeds_avx2(const uint8_t *bytes) {
  return equal32(
      _mm256_loadu_si256((const __m256i *)bytes), _mm256_loadu_si256((const __m256i *)(bytes + 32)),
      '\n');
}

AVX2 static inline text_marks ends_avx2(const uint8_t *bytes) {
  __m256i a = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  __m256i top = _mm256_set1_epi8(0x1f);
  __m256i quote = _mm256_set1_epi8('"'), slash = _mm256_set1_epi8('\\');
  // Joined before they become bits: one movement for each half.
  __m256i c = _mm256_or_si256(
      _mm256_or_si256(_mm256_cmpeq_epi8(a, quote), _mm256_cmpeq_epi8(a, slash)),
      _mm256_cmpeq_epi8(_mm256_min_epu8(a, top), a));
  __m256i d = _mm256_or_si256(
      _mm256_or_si256(_mm256_cmpeq_epi8(b, quote), _mm256_cmpeq_epi8(b, slash)),
      _mm256_cmpeq_epi8(_mm256_min_epu8(b, top), b));
  text_marks m = {mask64(c, d), mask64(a, b)};
  return m;
}

#endif
