#include "assay_structure.h"

#include <string.h>

// MARK: - What all widths share

// Bits of the even and of the odd positions.
#define EVEN 0x5555555555555555ULL
#define ODD 0xaaaaaaaaaaaaaaaaULL

#define INLINE static inline __attribute__((always_inline))

/// The marks of 64 bytes, bit i standing for byte i.
typedef struct {
  uint64_t quote, slash, open, close;
} marks;

/// Bit i is set where an odd number of bits up to and including i are set.
INLINE uint64_t parity_prefix(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ bits << 32;
}

/// Bytes behind a run of reverse solidi of odd length, `escaped` carried from block to block.
///
/// Adding a run's first bit to the run moves it behind the run's last; a run that begins at an
/// even position and ends before an odd one has odd length, and the other way round.
INLINE uint64_t behind_odd_runs(uint64_t slash, size_t valid, uint64_t *escaped) {
  uint64_t carried = *escaped;
  if (slash == 0) {
    *escaped = 0;
    return carried;
  }
  slash &= ~carried;
  uint64_t first = slash & ~(slash << 1);
  uint64_t from_even = slash + (first & EVEN), from_odd;
  uint64_t out = __builtin_add_overflow(slash, first & ODD, &from_odd);
  uint64_t behind = ((from_even & ODD) | (from_odd & EVEN)) & ~slash;
  *escaped = valid == 64 ? out : behind >> valid & 1;
  return behind | carried;
}

/// Takes 64 bytes, of which `valid` count. Returns the position behind the bracket that closes
/// the last open one, or 0.
INLINE size_t nest_block(marks m, size_t valid, assay_nesting *state) {
  uint64_t quote = m.quote & ~behind_odd_runs(m.slash, valid, &state->escaped);
  uint64_t string = parity_prefix(quote) ^ state->in_string;
  state->in_string = (uint64_t)((int64_t)string >> 63);
  uint64_t open = m.open & ~string, close = m.close & ~string;
  int64_t closing = __builtin_popcountll(close);
  if (state->depth > closing) {
    state->depth += __builtin_popcountll(open) - closing;
    return 0;
  }
  for (uint64_t both = open | close; both; both &= both - 1) {
    uint64_t bit = both & -both;
    if (open & bit) {
      state->depth++;
    } else if (--state->depth <= 0) {
      state->depth = 0;
      state->in_string = 0;
      state->escaped = 0;
      return (size_t)__builtin_ctzll(bit) + 1;
    }
  }
  return 0;
}

INLINE int hex4(const uint8_t *bytes, size_t count, uint32_t *value) {
  *value = 0;
  for (size_t i = 0; i < 4; i++) {
    if (i >= count) return (int)i;
    uint8_t byte = bytes[i], digit = (uint8_t)(byte - '0');
    if (digit > 9) {
      digit = (uint8_t)((byte | 0x20) - 'a');
      if (digit > 5) return (int)i;
      digit += 10;
    }
    *value = *value << 4 | digit;
  }
  return 4;
}

/// One escape sequence, whose reverse solidus stands at text->read. Returns 0 where it is none.
static int unescape_one(uint8_t *to, const uint8_t *bytes, size_t count, assay_text *text) {
  size_t at = text->read;
  uint8_t *out = to + text->written;
  if (count - at < 2) {
    text->read = count;
    text->status = assay_text_short;
    return 0;
  }
  uint8_t plain;
  switch (bytes[at + 1]) {
    case '"': case '\\': case '/': plain = bytes[at + 1]; break;
    case 'b': plain = '\b'; break;
    case 'f': plain = '\f'; break;
    case 'n': plain = '\n'; break;
    case 'r': plain = '\r'; break;
    case 't': plain = '\t'; break;
    case 'u': plain = 0; break;
    default:
      text->read = at + 1;
      text->status = assay_text_escape;
      return 0;
  }
  if (bytes[at + 1] != 'u') {
    *out = plain;
    text->read = at + 2;
    text->written++;
    return 1;
  }
  uint32_t scalar, low;
  int digits = hex4(bytes + at + 2, count - at - 2, &scalar);
  if (digits < 4) {
    text->read = at + 2 + (size_t)digits;
    text->status = text->read == count ? assay_text_short : assay_text_escape;
    return 0;
  }
  text->read = at + 6;
  if (scalar < 0x80) {
    out[0] = (uint8_t)scalar;
    text->written += 1;
  } else if (scalar < 0x800) {
    out[0] = (uint8_t)(0xc0 | scalar >> 6);
    out[1] = (uint8_t)(0x80 | (scalar & 0x3f));
    text->written += 2;
  } else if ((scalar & 0xfc00) == 0xd800 && count - at >= 12 && bytes[at + 6] == '\\' &&
             bytes[at + 7] == 'u' && hex4(bytes + at + 8, 4, &low) == 4 &&
             (low & 0xfc00) == 0xdc00) {
    scalar = 0x10000 + ((scalar & 0x3ff) << 10) + (low & 0x3ff);
    out[0] = (uint8_t)(0xf0 | scalar >> 18);
    out[1] = (uint8_t)(0x80 | (scalar >> 12 & 0x3f));
    out[2] = (uint8_t)(0x80 | (scalar >> 6 & 0x3f));
    out[3] = (uint8_t)(0x80 | (scalar & 0x3f));
    text->read = at + 12;
    text->written += 4;
  } else {
    out[0] = (uint8_t)(0xe0 | scalar >> 12);
    out[1] = (uint8_t)(0x80 | (scalar >> 6 & 0x3f));
    out[2] = (uint8_t)(0x80 | (scalar & 0x3f));
    text->written += 3;
  }
  return 1;
}

/// The rest of a string, one byte at a time.
static void unescape_rest(uint8_t *to, const uint8_t *bytes, size_t count, assay_text *text) {
  while (text->read < count) {
    uint8_t byte = bytes[text->read];
    if (byte == '\\') {
      if (!unescape_one(to, bytes, count, text)) return;
      continue;
    }
    if (byte == '"') {
      text->status = assay_text_closed;
      return;
    }
    if (byte < 0x20) {
      text->status = assay_text_control;
      return;
    }
    to[text->written++] = byte;
    text->read++;
  }
  text->status = assay_text_short;
}

// MARK: - Portable

#define LOW7 0x7f7f7f7f7f7f7f7fULL
#define EACH(byte) (0x0101010101010101ULL * (uint8_t)(byte))

INLINE uint64_t load8(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// Eight bits, bit i set where byte i is `byte`.
INLINE uint64_t equal8(uint64_t word, uint8_t byte) {
  word ^= EACH(byte);
  uint64_t zero = ~(((word & LOW7) + LOW7) | word | LOW7);
  return ((zero >> 7) * 0x0102040810204080ULL) >> 56;
}

INLINE marks marks_portable(const uint8_t *bytes) {
  marks m = {0, 0, 0, 0};
  for (int part = 0; part < 8; part++) {
    uint64_t word = load8(bytes + part * 8), folded = word | EACH(0x20);
    m.quote |= equal8(word, '"') << (part * 8);
    m.slash |= equal8(word, '\\') << (part * 8);
    m.open |= equal8(folded, '{') << (part * 8);
    m.close |= equal8(folded, '}') << (part * 8);
  }
  return m;
}

/// Bit i is set where byte i of 64 ends a run: quotation mark, reverse solidus or control.
INLINE uint64_t ends_portable(const uint8_t *bytes) {
  uint64_t ends = 0;
  for (int part = 0; part < 8; part++) {
    uint64_t word = load8(bytes + part * 8);
    ends |= (equal8(word, '"') | equal8(word, '\\') | equal8(word & EACH(0xe0), 0))
            << (part * 8);
  }
  return ends;
}

#define TARGET
#define NAME(name) name##_portable
#include "structure_loops.h"
#undef TARGET
#undef NAME

static const assay_structure portable = {
    assay_level_portable, nest_portable, unescape_portable};

#if defined(__x86_64__)
#include <immintrin.h>

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

INLINE uint64_t ends_sse2(const uint8_t *bytes) {
  uint64_t ends = 0;
  for (int part = 0; part < 4; part++) {
    __m128i v = _mm_loadu_si128((const __m128i *)(bytes + part * 16));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
    ends |= (equal16(v, '"') | equal16(v, '\\') |
             (uint64_t)(uint16_t)_mm_movemask_epi8(control))
            << (part * 16);
  }
  return ends;
}

#define TARGET
#define NAME(name) name##_sse2
#include "structure_loops.h"
#undef TARGET
#undef NAME

// MARK: - AVX2

#define TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))

TARGET static inline uint64_t equal32(__m256i a, __m256i b, char byte) {
  __m256i wanted = _mm256_set1_epi8(byte);
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, wanted)) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, wanted)) << 32;
}

TARGET static inline marks marks_avx2(const uint8_t *bytes) {
  __m256i a = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  __m256i fold = _mm256_set1_epi8(0x20);
  __m256i c = _mm256_or_si256(a, fold), d = _mm256_or_si256(b, fold);
  marks m = {equal32(a, b, '"'), equal32(a, b, '\\'), equal32(c, d, '{'), equal32(c, d, '}')};
  return m;
}

TARGET static inline uint64_t ends_avx2(const uint8_t *bytes) {
  __m256i a = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  __m256i top = _mm256_set1_epi8(0x1f);
  uint64_t control =
      (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(a, top), a)) |
      (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(b, top), b))
          << 32;
  return equal32(a, b, '"') | equal32(a, b, '\\') | control;
}

#define NAME(name) name##_avx2
#include "structure_loops.h"
#undef TARGET
#undef NAME

// MARK: - AVX-512

#define TARGET \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

TARGET static inline marks marks_avx512(const uint8_t *bytes) {
  __m512i v = _mm512_loadu_si512(bytes);
  __m512i folded = _mm512_or_si512(v, _mm512_set1_epi8(0x20));
  marks m = {
      _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')),
      _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\')),
      _mm512_cmpeq_epi8_mask(folded, _mm512_set1_epi8('{')),
      _mm512_cmpeq_epi8_mask(folded, _mm512_set1_epi8('}'))};
  return m;
}

TARGET static inline uint64_t ends_avx512(const uint8_t *bytes) {
  __m512i v = _mm512_loadu_si512(bytes);
  return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')) |
         _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\')) |
         _mm512_cmplt_epu8_mask(v, _mm512_set1_epi8(0x20));
}

#define NAME(name) name##_avx512
#include "structure_loops.h"
#undef NAME

// What stands behind a reverse solidus, for each ASCII byte; 0xff where it is not one byte.
static const uint8_t simple_escapes[128] = {
#define NONE8 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff
    NONE8, NONE8, NONE8, NONE8,
    0xff, 0xff, '"', 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, '/',
    NONE8, NONE8, NONE8, NONE8, NONE8,
    0xff, 0xff, 0xff, 0xff, '\\', 0xff, 0xff, 0xff,
    0xff, 0xff, '\b', 0xff, 0xff, 0xff, '\f', 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, '\n', 0xff,
    0xff, 0xff, '\r', 0xff, '\t', 0xff, 0xff, 0xff, NONE8,
};

/// Whole blocks: the reverse solidi that escape are squeezed out of 64 bytes at once, and what
/// they escape is looked up, however many there are.
TARGET static void squeeze_avx512(
    uint8_t *to, const uint8_t *bytes, size_t count, assay_text *text) {
  const __m512i quote = _mm512_set1_epi8('"'), slash = _mm512_set1_epi8('\\');
  const __m512i control = _mm512_set1_epi8(0x20), none = _mm512_set1_epi8((char)0xff);
  const __m512i low = _mm512_loadu_si512(simple_escapes);
  const __m512i high = _mm512_loadu_si512(simple_escapes + 64);
  text->read = 0;
  text->written = 0;
  while (count - text->read >= 64) {
    __m512i v = _mm512_loadu_si512(bytes + text->read);
    uint64_t slashes = _mm512_cmpeq_epi8_mask(v, slash);
    uint64_t stops = _mm512_cmplt_epu8_mask(v, control);
    uint64_t quotes = _mm512_cmpeq_epi8_mask(v, quote);
    if (!(slashes | stops | quotes)) {
      _mm512_storeu_si512(to + text->written, v);
      text->read += 64;
      text->written += 64;
      continue;
    }
    // Of a run of reverse solidi the first, third, … escape what follows.
    uint64_t first = slashes & ~(slashes << 1);
    uint64_t even = slashes & ~(slashes + (first & EVEN));
    uint64_t escaping = (even & EVEN) | (slashes & ~even & ODD);
    uint64_t escaped = escaping << 1;
    __m512i meant = _mm512_permutex2var_epi8(low, v, high);
    uint64_t odd = escaped & (_mm512_cmpeq_epi8_mask(meant, none) | _mm512_movepi8_mask(v));
    stops |= (quotes & ~escaped) | odd >> 1 | (escaping & 1ULL << 63);
    uint64_t taken = stops ? (stops & -stops) - 1 : ~0ULL;
    uint64_t kept = taken & ~escaping;
    v = _mm512_mask_mov_epi8(v, escaped, meant);
    _mm512_storeu_si512(to + text->written, _mm512_maskz_compress_epi8(kept, v));
    size_t length = (size_t)__builtin_popcountll(taken);
    text->read += length;
    text->written += (size_t)__builtin_popcountll(kept);
    if (length == 64) continue;
    uint8_t byte = bytes[text->read];
    if (byte == '\\') {
      if (!unescape_one(to, bytes, count, text)) return;
    } else {
      text->status = byte == '"' ? assay_text_closed : assay_text_control;
      return;
    }
  }
  unescape_rest(to, bytes, count, text);
}
#undef TARGET

static const assay_structure sse2 = {assay_level_sse2, nest_sse2, unescape_sse2};
static const assay_structure avx2 = {assay_level_avx2, nest_avx2, unescape_avx2};
static const assay_structure avx512 = {assay_level_avx512, nest_avx512, squeeze_avx512};

const assay_structure *assay_structure_at(assay_level level) {
  switch (level) {
    case assay_level_portable:
      return &portable;
    case assay_level_sse2:
      return &sse2;
    case assay_level_avx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                     __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt")
                 ? &avx2
                 : 0;
    case assay_level_avx512:
      return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                     __builtin_cpu_supports("avx512vbmi") &&
                     __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi2")
                 ? &avx512
                 : 0;
    default:
      return 0;
  }
}

const assay_structure *assay_structure_best(void) {
  const assay_structure *found = assay_structure_at(assay_level_avx512);
  if (!found) found = assay_structure_at(assay_level_avx2);
  return found ? found : &sse2;
}
#elif defined(__aarch64__)
#include <arm_neon.h>

// MARK: - NEON

INLINE uint64_t gather64(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  const uint8x16_t weight = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t low = vpaddq_u8(vandq_u8(a, weight), vandq_u8(b, weight));
  uint8x16_t high = vpaddq_u8(vandq_u8(c, weight), vandq_u8(d, weight));
  low = vpaddq_u8(low, high);
  low = vpaddq_u8(low, low);
  return vgetq_lane_u64(vreinterpretq_u64_u8(low), 0);
}

INLINE uint64_t equal64(
    uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d, uint8_t byte) {
  uint8x16_t wanted = vdupq_n_u8(byte);
  return gather64(
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

INLINE uint64_t ends_neon(const uint8_t *bytes) {
  uint8x16_t a = vld1q_u8(bytes), b = vld1q_u8(bytes + 16);
  uint8x16_t c = vld1q_u8(bytes + 32), d = vld1q_u8(bytes + 48);
  uint8x16_t top = vdupq_n_u8(0x20);
  return equal64(a, b, c, d, '"') | equal64(a, b, c, d, '\\') |
         gather64(vcltq_u8(a, top), vcltq_u8(b, top), vcltq_u8(c, top), vcltq_u8(d, top));
}

#define TARGET
#define NAME(name) name##_neon
#include "structure_loops.h"
#undef TARGET
#undef NAME

static const assay_structure neon = {assay_level_neon, nest_neon, unescape_neon};

const assay_structure *assay_structure_at(assay_level level) {
  if (level == assay_level_neon) return &neon;
  return level == assay_level_portable ? &portable : 0;
}

const assay_structure *assay_structure_best(void) { return &neon; }
#else
const assay_structure *assay_structure_at(assay_level level) {
  return level == assay_level_portable ? &portable : 0;
}

const assay_structure *assay_structure_best(void) { return &portable; }
#endif
