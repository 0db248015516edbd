// Validation of UTF-8 by AVX-512. Included by scan.c alone.
#ifndef ASSAY_UTF8_AVX512_H
#define ASSAY_UTF8_AVX512_H

#include "scan_avx512.h"
#include "utf8.h"

AVX512 static inline __m512i repeat_avx512(const uint8_t *table) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)table));
}

/// What is wrong with the pairs that end in 64 bytes; the others begin one to three bytes before.
AVX512 static inline __m512i wrong_pairs_avx512(__m512i v, __m512i v1, __m512i v2, __m512i v3) {
  const __m512i low = _mm512_set1_epi8(15);
  __m512i high = _mm512_shuffle_epi8(
      repeat_avx512(first_high), _mm512_and_si512(_mm512_srli_epi16(v1, 4), low));
  __m512i rest = _mm512_shuffle_epi8(repeat_avx512(first_low), _mm512_and_si512(v1, low));
  __m512i second = _mm512_shuffle_epi8(
      repeat_avx512(second_high), _mm512_and_si512(_mm512_srli_epi16(v, 4), low));
  // The third byte of three and the third and fourth of four must be continuations.
  __m512i third = _mm512_or_si512(
      _mm512_subs_epu8(v2, _mm512_set1_epi8((char)(0xe0 - 0x80))),
      _mm512_subs_epu8(v3, _mm512_set1_epi8((char)(0xf0 - 0x80))));
  third = _mm512_and_si512(third, _mm512_set1_epi8((char)0x80));
  // third ^ (high & rest & second)
  return _mm512_ternarylogic_epi32(third, _mm512_and_si512(high, rest), second, 0x78);
}

AVX512 static size_t utf8_avx512(const uint8_t *bytes, size_t count, size_t *scalars) {
  const __m512i top = _mm512_set1_epi8((char)0xbf);
  // What is not read is zero: what precedes the text, and what follows it.
  const __mmask64 here = count >= 64 ? ~0ULL : _bzhi_u64(~0ULL, (unsigned)count);
  __m512i v = _mm512_maskz_loadu_epi8(here, bytes);
  size_t seen = (size_t)__builtin_popcountll(_mm512_mask_cmpgt_epi8_mask(here, v, top));
  __m512i wrong = _mm512_setzero_si512();
  if (count > 64 || _mm512_movepi8_mask(v)) {
    wrong = wrong_pairs_avx512(
        v, _mm512_maskz_loadu_epi8(here << 1, bytes - 1),
        _mm512_maskz_loadu_epi8(here << 2, bytes - 2),
        _mm512_maskz_loadu_epi8(here << 3, bytes - 3));
  }
  for (size_t at = 64; at < count; at += 64) {
    const size_t rest = count - at;
    const uint8_t *text = bytes + at;
    if (rest >= 64) {
      v = _mm512_loadu_si512(text);
      seen += (size_t)__builtin_popcountll(_mm512_cmpgt_epi8_mask(v, top));
      wrong = _mm512_or_si512(
          wrong, wrong_pairs_avx512(
                     v, _mm512_loadu_si512(text - 1), _mm512_loadu_si512(text - 2),
                     _mm512_loadu_si512(text - 3)));
    } else {
      const __mmask64 last = _bzhi_u64(~0ULL, (unsigned)rest);
      v = _mm512_maskz_loadu_epi8(last, text);
      seen += (size_t)__builtin_popcountll(_mm512_mask_cmpgt_epi8_mask(last, v, top));
      wrong = _mm512_or_si512(
          wrong, wrong_pairs_avx512(
                     v, _mm512_maskz_loadu_epi8(last << 1 | 1, text - 1),
                     _mm512_maskz_loadu_epi8(last << 2 | 3, text - 2),
                     _mm512_maskz_loadu_epi8(last << 3 | 7, text - 3)));
    }
  }
  if (_mm512_test_epi8_mask(wrong, wrong) || ends_early(bytes, count)) {
    return assay_utf8_prefix(bytes, count, scalars);
  }
  *scalars = seen;
  return count;
}

#endif
