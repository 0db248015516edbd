// The forms of each scanning function. Included by scan.c alone.
#ifndef ASSAY_KERNELS_H
#define ASSAY_KERNELS_H

#include <string.h>

#include "assay_scan.h"

static inline int in_set(const assay_ascii_set *set, uint8_t byte) {
  return byte < 0x80 && (set->row[byte & 15] >> (byte >> 4) & 1);
}

static inline int is_plain(uint8_t byte) {
  return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

// MARK: - Portable

// Eight bytes at a time. The zero-byte test here is the exact one (no borrow between bytes):
// each byte's high bit is set if and only if that byte matches.
#define LOW7 0x7f7f7f7f7f7f7f7fULL
#define EACH(byte) (0x0101010101010101ULL * (uint8_t)(byte))

static inline uint64_t bytes_zero(uint64_t word) {
  return ~(((word & LOW7) + LOW7) | word | LOW7);
}

static inline uint64_t bytes_below_32(uint64_t word) {
  return bytes_zero(word & EACH(0xe0));
}

// Gathers the eight high bits into the low byte, byte 0 first.
static inline uint64_t gather(uint64_t highs) {
  return ((highs >> 7) * 0x0102040810204080ULL) >> 56;
}

static uint64_t index_portable(const uint8_t *bytes, size_t count, assay_block *blocks) {
  uint64_t all = 0;
  for (size_t i = 0; i < count; i++, bytes += 64) {
    uint64_t stop = 0, high = 0, dark = 0;
    for (int part = 0; part < 8; part++) {
      uint64_t word;
      memcpy(&word, bytes + part * 8, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
      word = __builtin_bswap64(word);
#endif
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

static size_t class_portable(
    const uint8_t *bytes, size_t count, size_t from, uint64_t *const *pages) {
  size_t at = from;
  while (at < count) {
    uint32_t scalar = bytes[at];
    size_t length = 1;
    if (scalar >= 0x80) {
      length = scalar < 0xe0 ? 2 : scalar < 0xf0 ? 3 : 4;
      if (count - at < length) return at;
      scalar &= 0x7fu >> length;
      for (size_t i = 1; i < length; i++) scalar = scalar << 6 | (bytes[at + i] & 0x3f);
      if (scalar > 0x10ffff) return at;
    }
    const uint64_t *page = pages[scalar >> 8];
    if (!page || !(page[scalar >> 6 & 3] >> (scalar & 63) & 1)) return at;
    at += length;
  }
  return at;
}

#if defined(__x86_64__)
#include <immintrin.h>

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

// MARK: - AVX2

__attribute__((target("avx2,bmi")))
static uint64_t index_avx2(const uint8_t *bytes, size_t count, assay_block *blocks) {
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

__attribute__((target("avx2,bmi")))
static size_t span_avx2(const uint8_t *bytes, size_t count, const assay_ascii_set *set) {
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

__attribute__((target("avx2,bmi")))
static size_t copy_avx2(uint8_t *to, const uint8_t *bytes, size_t count) {
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

// MARK: - AVX-512

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,bmi,bmi2,popcnt")))

AVX512
static uint64_t index_avx512(const uint8_t *bytes, size_t count, assay_block *blocks) {
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

AVX512
static size_t span_avx512(const uint8_t *bytes, size_t count, const assay_ascii_set *set) {
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

AVX512
static int equal_avx512(const uint8_t *left, const uint8_t *right, size_t count) {
  for (; count > 64; count -= 64, left += 64, right += 64) {
    if (_mm512_cmpneq_epi8_mask(_mm512_loadu_si512(left), _mm512_loadu_si512(right))) return 0;
  }
  __mmask64 here = _bzhi_u64(~0ULL, (unsigned)count);
  return _mm512_mask_cmpneq_epi8_mask(
             here, _mm512_maskz_loadu_epi8(here, left),
             _mm512_maskz_loadu_epi8(here, right)) == 0;
}

static inline uint64_t low_bits(int64_t count) {
  return count >= 64 ? ~0ULL : count <= 0 ? 0 : (1ULL << count) - 1;
}

/// UTF-8 by three lookups of nibbles for each pair of bytes: J. Keiser and D. Lemire, "Validating
/// UTF-8 In Less Than One Instruction Per Byte" (2020). Ill-formed text is read again, one by one,
/// for the length of its prefix.
AVX512
static size_t utf8_avx512(const uint8_t *bytes, size_t count, size_t *scalars) {
  enum {
    too_short = 1, too_long = 2, overlong_3 = 4, surrogate = 16, overlong_2 = 32, two_conts = 128,
    too_large = 8, too_large_1000 = 64, overlong_4 = 64, carry = too_short | too_long | two_conts,
  };
  const __m512i first_high = _mm512_broadcast_i32x4(_mm_setr_epi8(
      too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long,
      (char)two_conts, (char)two_conts, (char)two_conts, (char)two_conts,
      too_short | overlong_2, too_short, too_short | overlong_3 | surrogate,
      too_short | too_large | too_large_1000 | overlong_4));
  const __m512i first_low = _mm512_broadcast_i32x4(_mm_setr_epi8(
      (char)(carry | overlong_3 | overlong_2 | overlong_4), (char)(carry | overlong_2),
      (char)carry, (char)carry, (char)(carry | too_large),
      (char)(carry | too_large | too_large_1000), (char)(carry | too_large | too_large_1000),
      (char)(carry | too_large | too_large_1000), (char)(carry | too_large | too_large_1000),
      (char)(carry | too_large | too_large_1000), (char)(carry | too_large | too_large_1000),
      (char)(carry | too_large | too_large_1000), (char)(carry | too_large | too_large_1000),
      (char)(carry | too_large | too_large_1000 | surrogate),
      (char)(carry | too_large | too_large_1000), (char)(carry | too_large | too_large_1000)));
  const __m512i second_high = _mm512_broadcast_i32x4(_mm_setr_epi8(
      too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,
      (char)(too_long | overlong_2 | two_conts | overlong_3 | too_large_1000 | overlong_4),
      (char)(too_long | overlong_2 | two_conts | overlong_3 | too_large),
      (char)(too_long | overlong_2 | two_conts | surrogate | too_large),
      (char)(too_long | overlong_2 | two_conts | surrogate | too_large),
      too_short, too_short, too_short, too_short));
  const __m512i low = _mm512_set1_epi8(15);
  size_t seen = 0;
  __m512i wrong = _mm512_setzero_si512();
  // Three bytes further than the text, zeros, so that a sequence cut short at its end shows.
  for (size_t i = 0; i < count + 3; i += 64) {
    // Bytes of the text among the 64 from i on, and among those that begin one, two and three
    // before.
    int64_t rest = (int64_t)count - (int64_t)i;
    const int back = i == 0;
    __mmask64 here = low_bits(rest), here1 = low_bits(rest + 1);
    __mmask64 here2 = low_bits(rest + 2), here3 = low_bits(rest + 3);
    if (back) {
      here1 &= ~1ULL;
      here2 &= ~3ULL;
      here3 &= ~7ULL;
    }
    __m512i v = _mm512_maskz_loadu_epi8(here, bytes + i);
    seen += (size_t)__builtin_popcountll(
        _mm512_mask_cmpgt_epi8_mask(here, v, _mm512_set1_epi8((char)0xbf)));
    if (!_mm512_movepi8_mask(v) && back && rest <= 61) continue;
    __m512i v1 = _mm512_maskz_loadu_epi8(here1, bytes + i - 1);
    __m512i v2 = _mm512_maskz_loadu_epi8(here2, bytes + i - 2);
    __m512i v3 = _mm512_maskz_loadu_epi8(here3, bytes + i - 3);
    __m512i pair = _mm512_and_si512(
        _mm512_and_si512(
            _mm512_shuffle_epi8(first_high, _mm512_and_si512(_mm512_srli_epi16(v1, 4), low)),
            _mm512_shuffle_epi8(first_low, _mm512_and_si512(v1, low))),
        _mm512_shuffle_epi8(second_high, _mm512_and_si512(_mm512_srli_epi16(v, 4), low)));
    // The third byte of three and the third and fourth of four must be continuations.
    __m512i third = _mm512_or_si512(
        _mm512_subs_epu8(v2, _mm512_set1_epi8((char)(0xe0 - 0x80))),
        _mm512_subs_epu8(v3, _mm512_set1_epi8((char)(0xf0 - 0x80))));
    wrong = _mm512_or_si512(
        wrong,
        _mm512_xor_si512(_mm512_and_si512(third, _mm512_set1_epi8((char)0x80)), pair));
  }
  if (_mm512_test_epi8_mask(wrong, wrong)) return assay_utf8_prefix(bytes, count, scalars);
  *scalars = seen;
  return count;
}

/// Scalars are put together from whole words; `bytes` are well-formed.
AVX512
static size_t class_avx512(
    const uint8_t *bytes, size_t count, size_t from, uint64_t *const *pages) {
  size_t at = from;
  while (at + 4 <= count) {
    uint32_t word;
    memcpy(&word, bytes + at, 4);
    word = __builtin_bswap32(word);
    uint32_t scalar;
    size_t length;
    // Branches, not a table of lengths: a text is mostly of one script, and a length that is
    // predicted is not waited for.
    if (word >> 28 == 0xe) {
      scalar = _pext_u32(word, 0x0f3f3f00);
      length = 3;
    } else if (word >> 29 == 6) {
      scalar = _pext_u32(word, 0x1f3f0000);
      length = 2;
    } else if (word >> 31 == 0) {
      scalar = word >> 24;
      length = 1;
    } else {
      scalar = _pext_u32(word, 0x073f3f3f);
      length = 4;
    }
    if (scalar > 0x10ffff) return at;
    const uint64_t *page = pages[scalar >> 8];
    if (!page || !(page[scalar >> 6 & 3] >> (scalar & 63) & 1)) return at;
    at += length;
  }
  return class_portable(bytes, count, at, pages);
}

AVX512
static size_t copy_avx512(uint8_t *to, const uint8_t *bytes, size_t count) {
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

#if defined(__aarch64__)
#include <arm_neon.h>

// MARK: - NEON

static inline uint64_t mask64(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  const uint8x16_t weight = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t low = vpaddq_u8(vandq_u8(a, weight), vandq_u8(b, weight));
  uint8x16_t high = vpaddq_u8(vandq_u8(c, weight), vandq_u8(d, weight));
  low = vpaddq_u8(low, high);
  low = vpaddq_u8(low, low);
  return vgetq_lane_u64(vreinterpretq_u64_u8(low), 0);
}

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
#endif

#endif
