// The scanning functions by SSE2 and AVX2. Included by scan.c alone.
#ifndef ASSAY_SCAN_X86_H
#define ASSAY_SCAN_X86_H

#include <immintrin.h>

#include "scan_portable.h"

// MARK: - SSE2

static uint64_t index_sse2(const uint8_t *bytes, size_t count, assay_block *blocks) {
  uint64_t all = 0;
  const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
  const __m128i top = _mm_set1_epi8(0x1f), space = _mm_set1_epi8(' '), tab = _mm_set1_epi8('\t');
  const __m128i lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r');
  for (size_t i = 0; i < count; i++, bytes += 64) {
    uint64_t stop = 0, high = 0, white = 0;
    for (int part = 0; part < 4; part++) {
      __m128i v = _mm_loadu_si128((const __m128i *)(bytes + part * 16));
      __m128i s = _mm_or_si128(
          _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)),
          _mm_cmpeq_epi8(_mm_min_epu8(v, top), v));
      __m128i w = _mm_or_si128(
          _mm_or_si128(_mm_cmpeq_epi8(v, space), _mm_cmpeq_epi8(v, tab)),
          _mm_or_si128(_mm_cmpeq_epi8(v, lf), _mm_cmpeq_epi8(v, cr)));
      stop |= (uint64_t)(uint16_t)_mm_movemask_epi8(s) << (part * 16);
      high |= (uint64_t)(uint16_t)_mm_movemask_epi8(v) << (part * 16);
      white |= (uint64_t)(uint16_t)_mm_movemask_epi8(w) << (part * 16);
    }
    blocks[i].stop = stop;
    blocks[i].high = high;
    blocks[i].dark = ~white;
    all |= blocks[i].high;
  }
  return all;
}

static size_t copy_sse2(uint8_t *to, const uint8_t *bytes, size_t count) {
  const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
  const __m128i top = _mm_set1_epi8(0x1f);
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    __m128i v = _mm_loadu_si128((const __m128i *)(bytes + i));
    _mm_storeu_si128((__m128i *)(to + i), v);
    __m128i s = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)),
        _mm_cmpeq_epi8(_mm_min_epu8(v, top), v));
    unsigned mask = (unsigned)_mm_movemask_epi8(_mm_or_si128(s, v));
    if (mask) return i + (size_t)__builtin_ctz(mask);
  }
  return i + copy_portable(to + i, bytes + i, count - i);
}

typedef uint8_t vector_sse2 __attribute__((vector_size(16)));

static inline uint64_t starts_sse2(const uint8_t *bytes) {
  uint64_t starts = 0;
  for (int part = 0; part < 4; part++) {
    __m128i v = _mm_loadu_si128((const __m128i *)(bytes + part * 16));
    __m128i s = _mm_cmpgt_epi8(v, _mm_set1_epi8((char)0xbf));
    starts |= (uint64_t)(uint16_t)_mm_movemask_epi8(s) << (part * 16);
  }
  return starts;
}

// MARK: - AVX2

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

AVX2 static uint64_t index_avx2(const uint8_t *bytes, size_t count, assay_block *blocks) {
  uint64_t all = 0;
  const __m256i quote = _mm256_set1_epi8('"'), slash = _mm256_set1_epi8('\\');
  const __m256i top = _mm256_set1_epi8(0x1f);
  // A white character looks itself up; everything else finds a byte with other low bits.
  const __m256i white = _mm256_setr_epi8(
      ' ', 0, 1, 1, 1, 1, 1, 1, 1, '\t', '\n', 1, 1, '\r', 1, 1,
      ' ', 0, 1, 1, 1, 1, 1, 1, 1, '\t', '\n', 1, 1, '\r', 1, 1);
  for (size_t i = 0; i < count; i++, bytes += 64) {
    __m256i a = _mm256_loadu_si256((const __m256i *)bytes);
    __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
    __m256i sa = _mm256_or_si256(
        _mm256_or_si256(_mm256_cmpeq_epi8(a, quote), _mm256_cmpeq_epi8(a, slash)),
        _mm256_cmpeq_epi8(_mm256_min_epu8(a, top), a));
    __m256i sb = _mm256_or_si256(
        _mm256_or_si256(_mm256_cmpeq_epi8(b, quote), _mm256_cmpeq_epi8(b, slash)),
        _mm256_cmpeq_epi8(_mm256_min_epu8(b, top), b));
    __m256i wa = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(white, a), a);
    __m256i wb = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(white, b), b);
    blocks[i].stop = (uint32_t)_mm256_movemask_epi8(sa) |
                     (uint64_t)(uint32_t)_mm256_movemask_epi8(sb) << 32;
    blocks[i].high = (uint32_t)_mm256_movemask_epi8(a) |
                     (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
    blocks[i].dark = ~((uint32_t)_mm256_movemask_epi8(wa) |
                       (uint64_t)(uint32_t)_mm256_movemask_epi8(wb) << 32);
    all |= blocks[i].high;
  }
  return all;
}

AVX2 static size_t span_avx2(const uint8_t *bytes, size_t count, const assay_ascii_set *set) {
  const __m128i rows = _mm_loadu_si128((const __m128i *)set->row);
  const __m128i bits = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, (char)128, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m128i low = _mm_set1_epi8(15), zero = _mm_setzero_si128();
  size_t i = 0;
  if (count >= 32) {
    const __m256i rows2 = _mm256_broadcastsi128_si256(rows);
    const __m256i bits2 = _mm256_broadcastsi128_si256(bits);
    const __m256i low2 = _mm256_set1_epi8(15), zero2 = _mm256_setzero_si256();
    for (; i + 32 <= count; i += 32) {
      __m256i v = _mm256_loadu_si256((const __m256i *)(bytes + i));
      __m256i row = _mm256_shuffle_epi8(rows2, _mm256_and_si256(v, low2));
      __m256i bit = _mm256_shuffle_epi8(
          bits2, _mm256_and_si256(_mm256_srli_epi16(v, 4), low2));
      unsigned out = (unsigned)_mm256_movemask_epi8(
          _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), zero2));
      if (out) return i + (size_t)__builtin_ctz(out);
    }
  }
  while (i < count) {
    size_t rest = count - i;
    __m128i v;
    if (rest >= 16) {
      v = _mm_loadu_si128((const __m128i *)(bytes + i));
    } else if (count >= 16) {
      // The last 16 bytes again: those before i are known to be in the set.
      i = count - 16;
      v = _mm_loadu_si128((const __m128i *)(bytes + i));
    } else {
      uint8_t last[16] = {0};
      memcpy(last, bytes + i, rest);
      v = _mm_loadu_si128((const __m128i *)last);
    }
    __m128i row = _mm_shuffle_epi8(rows, _mm_and_si128(v, low));
    __m128i bit = _mm_shuffle_epi8(bits, _mm_and_si128(_mm_srli_epi16(v, 4), low));
    unsigned out = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_and_si128(row, bit), zero));
    if (rest < 16 && count < 16) out &= (1u << rest) - 1;
    if (out) return i + (size_t)__builtin_ctz(out);
    i += 16;
  }
  return count;
}

AVX2 static size_t copy_avx2(uint8_t *to, const uint8_t *bytes, size_t count) {
  const __m256i quote = _mm256_set1_epi8('"'), slash = _mm256_set1_epi8('\\');
  const __m256i top = _mm256_set1_epi8(0x1f);
  size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    __m256i v = _mm256_loadu_si256((const __m256i *)(bytes + i));
    _mm256_storeu_si256((__m256i *)(to + i), v);
    __m256i s = _mm256_or_si256(
        _mm256_or_si256(_mm256_cmpeq_epi8(v, quote), _mm256_cmpeq_epi8(v, slash)),
        _mm256_cmpeq_epi8(_mm256_min_epu8(v, top), v));
    unsigned mask = (unsigned)_mm256_movemask_epi8(_mm256_or_si256(s, v));
    if (mask) return i + (size_t)__builtin_ctz(mask);
  }
  return i + copy_portable(to + i, bytes + i, count - i);
}

typedef uint8_t vector_avx2 __attribute__((vector_size(32)));

AVX2 static inline vector_avx2 repeat_avx2(const uint8_t *table) {
  return (vector_avx2)_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table));
}

AVX2 static inline vector_avx2 look_up_avx2(vector_avx2 table, vector_avx2 index) {
  return (vector_avx2)_mm256_shuffle_epi8((__m256i)table, (__m256i)index);
}

AVX2 static inline int any_avx2(vector_avx2 v) {
  return !_mm256_testz_si256((__m256i)v, (__m256i)v);
}

AVX2 static inline size_t count_avx2(vector_avx2 v) {
  return (size_t)__builtin_popcount((unsigned)_mm256_movemask_epi8((__m256i)v));
}

AVX2 static inline uint64_t starts_avx2(const uint8_t *bytes) {
  const __m256i top = _mm256_set1_epi8((char)0xbf);
  __m256i a = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(a, top)) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(b, top)) << 32;
}

#endif
