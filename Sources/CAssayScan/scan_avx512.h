// The scanning functions by AVX-512. Included by scan.c alone.
#ifndef ASSAY_SCAN_AVX512_H
#define ASSAY_SCAN_AVX512_H

#include <immintrin.h>

#include "scan_portable.h"

#define AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

AVX512 static uint64_t index_avx512(const uint8_t *bytes, size_t count, assay_block *blocks) {
  uint64_t all = 0;
  const __m512i quote = _mm512_set1_epi8('"'), slash = _mm512_set1_epi8('\\');
  const __m512i control = _mm512_set1_epi8(0x20);
  const __m512i white = _mm512_broadcast_i32x4(_mm_setr_epi8(
      ' ', 0, 1, 1, 1, 1, 1, 1, 1, '\t', '\n', 1, 1, '\r', 1, 1));
  for (size_t i = 0; i < count; i++, bytes += 64) {
    __m512i v = _mm512_loadu_si512(bytes);
    blocks[i].stop = _mm512_cmpeq_epi8_mask(v, quote) | _mm512_cmpeq_epi8_mask(v, slash) |
                     _mm512_cmplt_epu8_mask(v, control);
    blocks[i].high = _mm512_movepi8_mask(v);
    blocks[i].dark = _mm512_cmpneq_epi8_mask(_mm512_shuffle_epi8(white, v), v);
    all |= blocks[i].high;
  }
  return all;
}

AVX512 static size_t span_avx512(const uint8_t *bytes, size_t count, const assay_ascii_set *set) {
  const __m512i rows = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)set->row));
  const __m512i bits = _mm512_broadcast_i32x4(
      _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, (char)128, 0, 0, 0, 0, 0, 0, 0, 0));
  const __m512i low = _mm512_set1_epi8(15);
  for (size_t i = 0; i < count; i += 64) {
    size_t rest = count - i;
    __mmask64 here = rest >= 64 ? ~0ULL : _bzhi_u64(~0ULL, (unsigned)rest);
    __m512i v = _mm512_maskz_loadu_epi8(here, bytes + i);
    __m512i row = _mm512_shuffle_epi8(rows, _mm512_and_si512(v, low));
    __m512i bit = _mm512_shuffle_epi8(bits, _mm512_and_si512(_mm512_srli_epi16(v, 4), low));
    __mmask64 out = _mm512_mask_testn_epi8_mask(here, row, bit);
    if (out) return i + (size_t)__builtin_ctzll(out);
  }
  return count;
}

AVX512 static int equal_avx512(const uint8_t *left, const uint8_t *right, size_t count) {
  for (; count > 64; count -= 64, left += 64, right += 64) {
    if (_mm512_cmpneq_epi8_mask(_mm512_loadu_si512(left), _mm512_loadu_si512(right))) return 0;
  }
  __mmask64 here = _bzhi_u64(~0ULL, (unsigned)count);
  return _mm512_mask_cmpneq_epi8_mask(
             here, _mm512_maskz_loadu_epi8(here, left),
             _mm512_maskz_loadu_epi8(here, right)) == 0;
}

AVX512 static size_t copy_avx512(uint8_t *to, const uint8_t *bytes, size_t count) {
  const __m512i quote = _mm512_set1_epi8('"'), slash = _mm512_set1_epi8('\\');
  const __m512i control = _mm512_set1_epi8(0x20);
  for (size_t i = 0; i < count; i += 64) {
    size_t rest = count - i;
    __mmask64 here = rest >= 64 ? ~0ULL : _bzhi_u64(~0ULL, (unsigned)rest);
    __m512i v = _mm512_maskz_loadu_epi8(here, bytes + i);
    _mm512_mask_storeu_epi8(to + i, here, v);
    __mmask64 stop = _mm512_mask_cmpeq_epi8_mask(here, v, quote) |
                     _mm512_mask_cmpeq_epi8_mask(here, v, slash) |
                     _mm512_mask_cmplt_epu8_mask(here, v, control) |
                     (_mm512_movepi8_mask(v) & here);
    if (stop) return i + (size_t)__builtin_ctzll(stop);
  }
  return count;
}

#endif
