// Scalars of well-formed text held to a class, by AVX-512. Included by scan.c alone.
#ifndef ASSAY_CLASS_AVX512_H
#define ASSAY_CLASS_AVX512_H

#include "classes.h"
#include "scan_avx512.h"

/// (a & m) | (b & ~m)
#define CHOSEN(m, a, b) _mm512_ternarylogic_epi32(m, a, b, 0xca)

static const uint8_t places64[64] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
    22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
    44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};

/// The scalars at some of 64 bytes, sixteen at most, put together and looked up one by one.
/// Returns those that are not known to be in the class.
AVX512 static inline uint64_t not_members(__m512i v, uint64_t some, const uint64_t *members) {
  const unsigned count = (unsigned)__builtin_popcountll(some);
  const __mmask16 taken = count >= 16 ? 0xffff : (__mmask16)((1u << count) - 1);
  __m512i place = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(
      _mm512_maskz_compress_epi8(some, _mm512_loadu_si512(places64))));
  // Four bytes each, the first one highest.
  __m512i word = _mm512_permutexvar_epi8(
      _mm512_add_epi32(
          _mm512_shuffle_epi8(
              place, _mm512_broadcast_i32x4(
                         _mm_setr_epi8(0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12))),
          _mm512_set1_epi32(0x00010203)),
      v);
  // Six bits of each; by the first byte, some of them are not the scalar's.
  __m512i bits = _mm512_madd_epi16(
      _mm512_maddubs_epi16(
          _mm512_and_si512(word, _mm512_set1_epi8(0x3f)), _mm512_set1_epi16(0x4001)),
      _mm512_set1_epi32(0x10000001));
  __m512i lead = _mm512_srli_epi32(word, 28);
  __m512i shifts =
      _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)scalar_shifts));
  __m512i scalar = _mm512_and_si512(
      _mm512_srlv_epi32(bits, _mm512_permutexvar_epi32(lead, shifts)),
      _mm512_permutexvar_epi32(lead, _mm512_loadu_si512(scalar_masks)));
  __mmask16 known =
      _mm512_mask_cmplt_epu32_mask(taken, scalar, _mm512_set1_epi32(ASSAY_CLASS_SCALARS));
  __m512i found = _mm512_mask_i32gather_epi32(
      _mm512_setzero_si512(), known, _mm512_srli_epi32(scalar, 5), (const int *)members, 4);
  __m512i bit = _mm512_sllv_epi32(
      _mm512_set1_epi32(1), _mm512_and_si512(scalar, _mm512_set1_epi32(31)));
  __mmask16 missing = taken & ~_mm512_mask_test_epi32_mask(known, found, bit);
  return _pdep_u64(missing, some);
}

/// Some bits of each byte, moved down.
AVX512 static inline __m512i bits_of(__m512i v, int shift, char mask) {
  return _mm512_and_si512(_mm512_srli_epi16(v, (unsigned)shift), _mm512_set1_epi8(mask));
}

/// Most scalars are decided by their first two bytes alone, where all 64 scalars that begin so are
/// in the class; the others are looked up sixteen at a time.
AVX512 static size_t class_avx512(
    const uint8_t *bytes, size_t count, size_t from, const uint64_t *members) {
  const __m512i seven = _mm512_set1_epi8(7);
  const __m512i powers = _mm512_broadcast_i32x4(
      _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, (char)128, 0, 0, 0, 0, 0, 0, 0, 0));
  const __m512i next_places =
      _mm512_add_epi8(_mm512_loadu_si512(places64), _mm512_set1_epi8(1));
  const __m512i ascii = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)members));
  const uint8_t *blocks = (const uint8_t *)(members + ASSAY_CLASS_SCALARS / 64);
  const __m512i low = _mm512_loadu_si512(blocks), high = _mm512_loadu_si512(blocks + 64);
  size_t at = from;
  while (at < count) {
    const size_t rest = count - at;
    const __mmask64 here = rest >= 64 ? ~0ULL : _bzhi_u64(~0ULL, (unsigned)rest);
    __m512i v = _mm512_maskz_loadu_epi8(here, bytes + at);
    uint64_t starts = _mm512_mask_cmpgt_epi8_mask(here, v, _mm512_set1_epi8((char)0xbf));
    uint64_t from2 = _mm512_cmpge_epu8_mask(v, _mm512_set1_epi8((char)0xc0));
    uint64_t from3 = _mm512_cmpge_epu8_mask(v, _mm512_set1_epi8((char)0xe0));
    uint64_t from4 = _mm512_cmpge_epu8_mask(v, _mm512_set1_epi8((char)0xf0));
    size_t length = 64;
    if (rest > 64) {
      // A scalar that goes on behind the 64 bytes begins the next ones.
      uint64_t cut = (from2 & 1ULL << 63) | (from3 & 3ULL << 62) | (from4 & 7ULL << 61);
      if (cut) {
        length = (size_t)__builtin_ctzll(cut);
        starts &= (cut & -cut) - 1;
      }
    }
    uint64_t plain = _mm512_mask_testn_epi8_mask(
        starts & ~from2, _mm512_shuffle_epi8(ascii, bits_of(v, 3, 15)),
        _mm512_shuffle_epi8(powers, _mm512_and_si512(v, seven)));
    uint64_t wrong = plain;
    uint64_t left = starts & from2;
    if (left) {
      // A bit for each 64 scalars: of two bytes, five bits of the first one; of three, four of
      // the first one and six of the second.
      uint64_t of2 = from2 & ~from3;
      __m512i next = _mm512_permutexvar_epi8(next_places, v);
      __m512i place = _mm512_mask_mov_epi8(
          CHOSEN(_mm512_set1_epi8(0x78), _mm512_slli_epi16(v, 3), _mm512_srli_epi16(next, 3)),
          of2, bits_of(v, 3, 3));
      __m512i bit = _mm512_and_si512(_mm512_mask_mov_epi8(next, of2, v), seven);
      left &= from4 | ~_mm512_test_epi8_mask(
                          _mm512_permutex2var_epi8(low, place, high),
                          _mm512_shuffle_epi8(powers, bit));
      while (left) {
        uint64_t missing = not_members(v, left, members);
        if (missing) {
          wrong |= missing;
          break;
        }
        // The lowest sixteen of them are done.
        left &= ~_pdep_u64(0xffff, left);
      }
    }
    if (wrong) return at + (size_t)__builtin_ctzll(wrong);
    at += length;
  }
  return count;
}

#endif
