// All escapes of 64 bytes at once, by AVX-512 with VBMI and VBMI2. Included by structure.c alone.
#ifndef ASSAY_UNESCAPE_AVX512_H
#define ASSAY_UNESCAPE_AVX512_H

#include <immintrin.h>

#include "escapes.h"

#define AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

AVX512 static inline uint64_t feeds_avx512(const uint8_t *bytes) {
  return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(bytes), _mm512_set1_epi8('\n'));
}

AVX512 static inline marks marks_avx512(const uint8_t *bytes) {
  __m512i v = _mm512_loadu_si512(bytes);
  __m512i folded = _mm512_or_si512(v, _mm512_set1_epi8(0x20));
  marks m = {
      _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')),
      _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\')),
      _mm512_cmpeq_epi8_mask(folded, _mm512_set1_epi8('{')),
      _mm512_cmpeq_epi8_mask(folded, _mm512_set1_epi8('}'))};
  return m;
}

#define BYTES(value) _mm512_set1_epi8((char)(value))

/// (a & b) | c
#define AND_OR(a, b, c) _mm512_ternarylogic_epi32(a, b, c, 0xea)

/// The bytes moved up by some places; the lowest places hold what is not looked at.
#define MOVED_UP(v, places) \
  _mm512_permutexvar_epi8(_mm512_sub_epi8(_mm512_loadu_si512(places64), BYTES(places)), v)

static const uint8_t places64[64] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
    22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
    44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};

/// What becomes of 64 bytes; bit i stands for byte i.
typedef struct {
  __m512i bytes;
  /// Reverse solidi of sequences that are none, or do not end in this block.
  uint64_t stops;
  /// Bytes that are not written.
  uint64_t dropped;
  /// A bit for each byte that continues a scalar, at the `u` of the sequence that wrote it.
  uint64_t more, three, four;
  /// The `u` of surrogates that stand alone.
  uint64_t lone;
} decoded;

/// Surrogates: 110110ww wwzzzzyy 110111yy yyxxxxxx is 11110uuu 10uuzzzz 10yyyyyy 10xxxxxx with
/// u = w + 1. The bytes stand at C and D of the first and C and D of the second.
AVX512 static inline void decode_surrogates(decoded *out, __m512i pair, uint64_t surrogates) {
  const __m512i four = BYTES(0x0f), continues = BYTES(0x80);
  uint64_t trailing = surrogates & _mm512_test_epi8_mask(pair, BYTES(4)) >> 2;
  uint64_t leading = surrogates & ~trailing;
  uint64_t paired = leading & trailing >> 6, both = paired | paired << 6;
  // What belongs to the others may stand behind the block.
  out->stops |= (leading & ~paired & ~0ULL << 54) >> 1;
  out->three &= ~both;
  out->four = paired;
  out->lone = surrogates & ~both;
  __m512i plane = _mm512_add_epi8(_mm512_and_si512(pair, BYTES(0x3c)), BYTES(4));
  __m512i half = AND_OR(_mm512_srli_epi16(pair, 2), four, continues);
  __m512i second = AND_OR(_mm512_slli_epi16(MOVED_UP(plane, 1), 2), BYTES(0x30), half);
  __m512i third = AND_OR(_mm512_slli_epi16(MOVED_UP(pair, 5), 4), BYTES(0x30), half);
  __m512i v = out->bytes;
  v = _mm512_mask_mov_epi8(
      v, paired << 3, AND_OR(_mm512_srli_epi16(plane, 4), four, BYTES(0xf0)));
  v = _mm512_mask_mov_epi8(v, paired << 4, second);
  out->bytes = _mm512_mask_mov_epi8(v, paired << 9, third);
}

/// Decodes the `\uXXXX` whose `u` are given, each over its own six bytes:
/// ```
/// \ u    A        B    C        D        digits, as numbers
///        1110AAAA      10BBBBCC 10CCDDDD
///                      110BBBCC 10CCDDDD
///                               0CCCDDDD
/// ```
AVX512 static inline decoded decode(__m512i v, uint64_t units) {
  const __m512i six = BYTES(0x3f), continues = BYTES(0x80);
  __m512i digits = _mm512_permutex2var_epi8(
      _mm512_loadu_si512(digit_values), v, _mm512_loadu_si512(digit_values + 64));
  uint64_t good = ~_mm512_movepi8_mask(_mm512_or_si512(digits, v));
  uint64_t whole = units & good >> 1 & good >> 2 & good >> 3 & good >> 4;
  // Each digit with the one before it. What a byte that is no digit spills into its neighbour
  // stands where nobody looks.
  __m512i pair = AND_OR(_mm512_slli_epi16(MOVED_UP(digits, 1), 4), BYTES(0xf0), digits);
  uint64_t above7 = _mm512_cmpge_epu8_mask(pair, BYTES(8));
  uint64_t above0 = _mm512_test_epi8_mask(pair, pair);
  decoded out;
  out.stops = (units & ~whole) >> 1;
  out.three = whole & above7 >> 2;
  out.more = whole & (above0 >> 2 | _mm512_movepi8_mask(pair) >> 4);
  out.four = 0;
  out.lone = 0;
  __m512i upper = _mm512_and_si512(_mm512_srli_epi16(pair, 2), six);
  v = _mm512_mask_add_epi8(v, out.three << 1, digits, BYTES(0xe0));
  v = _mm512_mask_add_epi8(v, out.more << 3, upper, BYTES(0xc0));
  v = _mm512_mask_add_epi8(v, out.three << 3, upper, continues);
  v = _mm512_mask_mov_epi8(v, whole << 4, pair);
  out.bytes = _mm512_mask_mov_epi8(v, out.more << 4, AND_OR(pair, six, continues));
  uint64_t surrogates =
      whole & _mm512_cmpeq_epi8_mask(_mm512_and_si512(pair, BYTES(0xf8)), BYTES(0xd8)) >> 2;
  if (surrogates) decode_surrogates(&out, pair, surrogates);
  out.dropped = whole | (whole & ~out.three) << 1 | whole << 2 | (whole & ~out.more) << 3;
  return out;
}

AVX512 static inline size_t continuations(uint64_t more, uint64_t three, uint64_t four) {
  return (size_t)(__builtin_popcountll(more) + __builtin_popcountll(three) +
                  __builtin_popcountll(four));
}

/// Whole blocks: what escapes is squeezed out of 64 bytes at once, and what it escapes is looked
/// up, however much there is. A sequence that the block cuts begins the next one.
AVX512 static void unescape_avx512(
    uint8_t *to, const uint8_t *bytes, size_t count, assay_text *text) {
  progress at = {0, 0, 0, 0};
  while (count - at.read >= 64) {
    __m512i v = _mm512_loadu_si512(bytes + at.read);
    uint64_t slashes = _mm512_cmpeq_epi8_mask(v, BYTES('\\'));
    uint64_t quotes = _mm512_cmpeq_epi8_mask(v, BYTES('"'));
    uint64_t stops = _mm512_cmplt_epu8_mask(v, BYTES(0x20));
    uint64_t high = _mm512_movepi8_mask(v);
    if (!(slashes | stops | quotes)) {
      _mm512_storeu_si512(to + at.written, v);
      at.read += 64;
      at.written += 64;
      at.doubtful |= high;
      continue;
    }
    // Of a run of reverse solidi the first, third, … escape what follows.
    uint64_t first = slashes & ~(slashes << 1);
    uint64_t even = slashes & ~(slashes + (first & EVEN));
    uint64_t escaping = (even & EVEN) | (slashes & ~even & ODD);
    uint64_t escaped = escaping << 1;
    uint64_t units = escaped & _mm512_cmpeq_epi8_mask(v, BYTES('u'));
    v = _mm512_mask2_permutex2var_epi8(
        _mm512_loadu_si512(escape_values), v, escaped, _mm512_loadu_si512(escape_values + 64));
    uint64_t odd = escaped & (high | _mm512_movepi8_mask(v));
    stops |= (quotes & ~escaped) | odd >> 1 | (escaping & 1ULL << 63);
    uint64_t dropped = escaping, more = 0, three = 0, four = 0, lone = 0;
    if (units) {
      decoded d = decode(v, units);
      v = d.bytes;
      stops |= d.stops;
      dropped |= d.dropped;
      more = d.more;
      three = d.three;
      four = d.four;
      lone = d.lone;
    }
    if (!stops) {
      // Apart, so that the next block need not wait for what stops this one.
      uint64_t kept = ~dropped;
      _mm512_storeu_si512(to + at.written, _mm512_maskz_compress_epi8(kept, v));
      at.read += 64;
      at.written += (size_t)__builtin_popcountll(kept);
      at.continuations += continuations(more, three, four);
      at.doubtful |= high | lone;
      continue;
    }
    uint64_t taken = (stops & -stops) - 1, kept = taken & ~dropped;
    _mm512_storeu_si512(to + at.written, _mm512_maskz_compress_epi8(kept, v));
    size_t length = (size_t)__builtin_popcountll(taken);
    at.read += length;
    at.written += (size_t)__builtin_popcountll(kept);
    at.continuations += continuations(more & taken, three & taken, four & taken);
    at.doubtful |= (high | lone) & taken;
    uint8_t byte = bytes[at.read];
    if (byte != '\\') {
      finish(text, &at, byte == '"' ? assay_text_closed : assay_text_control);
      return;
    }
    // At the block's end it goes on in the next; before that, it is none.
    if (length < 48 && !unescape_one(to, bytes, count, &at)) {
      finish_broken(bytes, count, &at, text);
      return;
    }
  }
  unescape_rest(to, bytes, count, &at, text);
}

#endif
