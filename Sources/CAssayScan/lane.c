#include "assay_lane.h"

#include <string.h>

#if defined(__x86_64__)
#define LANE_INLINE static inline __attribute__((always_inline))
#include <immintrin.h>

// MARK: - What all widths share

/// A mask of the low bits, of which there may be 64.
LANE_INLINE uint64_t lane_low(uint32_t count) {
  return count >= 64 ? ~0ULL : (1ULL << count) - 1;
}

/// The hash of a name, as the plan has it: see NameHash in the engine.
LANE_INLINE uint64_t lane_hash(const uint8_t *name, size_t count) {
  uint64_t ends = 0;
  if (count >= 4) {
    uint32_t first, last;
    memcpy(&first, name, 4);
    memcpy(&last, name + count - 4, 4);
    ends = first | (uint64_t)last << 32;
  } else if (count > 0) {
    ends = name[0] | (uint64_t)name[count >> 1] << 8 | (uint64_t)name[count - 1] << 16;
  }
  uint64_t hash = (ends ^ (uint64_t)count * 0xD6E8FEB86659FD93ULL) * 0x9E3779B97F4A7C15ULL;
  return hash >> 32 ^ hash;
}

/// The greatest day of a month written as two nibbles, 0 where there is no such month.
static const uint8_t lane_days[32] = {0,  31, 29, 31, 30, 31, 30, 31, 31, 30, 0, 0, 0, 0, 0, 0,
                                      31, 30, 31, 0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 0};

/// Whether digits that stand where those of a date-time stand make a real date and time.
LANE_INLINE int lane_is_date(const uint8_t *text) {
  // Bytes 5 to 12: `MM-DDThh`.
  uint64_t word;
  memcpy(&word, text + 5, 8);
  unsigned month = (unsigned)(word & 15) << 4 | (unsigned)(word >> 8 & 15);
  unsigned day = (unsigned)(word >> 24 & 15) * 10 + (unsigned)(word >> 32 & 15);
  unsigned hour = (unsigned)(word >> 48 & 15) << 4 | (unsigned)(word >> 56 & 15);
  unsigned second = (unsigned)(text[17] & 15) << 4 | (text[18] & 15);
  if (day - 1 >= lane_days[month & 31] || hour > 0x23 || second > 0x60) return 0;
  if (month != 2 || day != 29) return 1;
  unsigned year = (text[0] & 15) * 1000u + (text[1] & 15) * 100u + (text[2] & 15) * 10u +
                  (text[3] & 15);
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// Reads an integer of at most 18 digits; 0 where there is none, or one with a fraction.
LANE_INLINE int lane_integer(const uint8_t *text, int64_t *number) {
  int sign = text[0] == '-', length = sign;
  int64_t value = 0;
  while (length < sign + 18 && (uint8_t)(text[length] - '0') < 10)
    value = value * 10 + (text[length++] - '0');
  if (length == sign || (text[sign] == '0' && length > sign + 1)) return 0;
  // Another digit, a fraction or an exponent: none of what may follow here.
  *number = sign ? -value : value;
  return length;
}

static const uint8_t lane_white[16] = {' ', 0, 1, 1, 1, 1, 1, 1, 1, '\t', '\n', 1, 1, '\r', 1, 1};
static const uint8_t lane_bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0};
// Between these two, place by place, lies every date-time, and little else.
static const uint8_t lane_date_low[64] = "0000-00-00T00:00:00";
static const uint8_t lane_date_high[64] = "9999-19-39T29:59:69";

// MARK: - AVX2

#define AVX2 __attribute__((target("avx2,bmi")))
typedef struct {
  __m256i a, b;
} lane_pair;

AVX2 static inline uint64_t mask_avx2(__m256i a, __m256i b) {
  return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

AVX2 static inline lane_pair load_avx2(const uint8_t *bytes) {
  lane_pair v = {
      _mm256_loadu_si256((const __m256i *)bytes),
      _mm256_loadu_si256((const __m256i *)(bytes + 32))};
  return v;
}

AVX2 static inline uint64_t unlike_avx2(lane_pair v, const uint8_t *literal) {
  lane_pair l = load_avx2(literal);
  return ~mask_avx2(_mm256_cmpeq_epi8(v.a, l.a), _mm256_cmpeq_epi8(v.b, l.b));
}

AVX2 static inline uint64_t equal_byte_avx2(lane_pair v, char byte) {
  __m256i all = _mm256_set1_epi8(byte);
  return mask_avx2(_mm256_cmpeq_epi8(v.a, all), _mm256_cmpeq_epi8(v.b, all));
}

AVX2 static inline __m256i stop_half_avx2(__m256i v) {
  __m256i s = _mm256_or_si256(
      _mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')), _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\\')));
  s = _mm256_or_si256(s, _mm256_cmpeq_epi8(_mm256_min_epu8(v, _mm256_set1_epi8(0x1f)), v));
  return _mm256_or_si256(s, v);
}

AVX2 static inline uint64_t stop_avx2(lane_pair v) {
  return mask_avx2(stop_half_avx2(v.a), stop_half_avx2(v.b));
}

AVX2 static inline __m256i out_half_avx2(__m256i v, __m256i rows) {
  const __m256i bits = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)lane_bits));
  const __m256i low = _mm256_set1_epi8(15);
  __m256i row = _mm256_shuffle_epi8(rows, _mm256_and_si256(v, low));
  __m256i bit = _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
  return _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), _mm256_setzero_si256());
}

AVX2 static inline uint64_t out_avx2(lane_pair v, const assay_ascii_set *set) {
  const __m256i rows = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->row));
  return mask_avx2(out_half_avx2(v.a, rows), out_half_avx2(v.b, rows));
}

AVX2 static inline uint64_t dark_avx2(lane_pair v) {
  const __m256i white = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)lane_white));
  return ~mask_avx2(
      _mm256_cmpeq_epi8(_mm256_shuffle_epi8(white, v.a), v.a),
      _mm256_cmpeq_epi8(_mm256_shuffle_epi8(white, v.b), v.b));
}

/// A date-time's 19 places lie in the first half.
AVX2 static inline uint64_t date_avx2(lane_pair v) {
  __m256i low = _mm256_loadu_si256((const __m256i *)lane_date_low);
  __m256i high = _mm256_loadu_si256((const __m256i *)lane_date_high);
  __m256i clamped = _mm256_min_epu8(_mm256_max_epu8(v.a, low), high);
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(clamped, v.a));
}

AVX2 static inline uint64_t digit_avx2(lane_pair v) {
  __m256i low = _mm256_set1_epi8('0'), high = _mm256_set1_epi8('9');
  return mask_avx2(
      _mm256_cmpeq_epi8(_mm256_min_epu8(_mm256_max_epu8(v.a, low), high), v.a),
      _mm256_cmpeq_epi8(_mm256_min_epu8(_mm256_max_epu8(v.b, low), high), v.b));
}

#define equal_avx2 equal_byte_avx2
#define LANE lane_avx2
#define TARGET AVX2
#define VECTOR lane_pair
#define NAME(f) f##_avx2
#include "lane_loop.h"
#undef LANE
#undef TARGET
#undef VECTOR
#undef NAME

// MARK: - AVX-512

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,bmi,bmi2")))

AVX512 static inline __m512i load_avx512(const uint8_t *bytes) {
  return _mm512_loadu_si512(bytes);
}

AVX512 static inline uint64_t unlike_avx512(__m512i v, const uint8_t *literal) {
  return _mm512_cmpneq_epi8_mask(v, _mm512_loadu_si512(literal));
}

AVX512 static inline uint64_t equal_byte_avx512(__m512i v, char byte) {
  return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(byte));
}

AVX512 static inline uint64_t stop_avx512(__m512i v) {
  return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')) |
         _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\')) |
         // Below 0x20 or not ASCII: either way less than 0x20 when read as signed.
         _mm512_cmplt_epi8_mask(v, _mm512_set1_epi8(0x20));
}

AVX512 static inline uint64_t out_avx512(__m512i v, const assay_ascii_set *set) {
  const __m512i rows = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)set->row));
  const __m512i bits = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)lane_bits));
  const __m512i low = _mm512_set1_epi8(15);
  __m512i row = _mm512_shuffle_epi8(rows, _mm512_and_si512(v, low));
  __m512i bit = _mm512_shuffle_epi8(bits, _mm512_and_si512(_mm512_srli_epi16(v, 4), low));
  return _mm512_testn_epi8_mask(row, bit);
}

AVX512 static inline uint64_t dark_avx512(__m512i v) {
  const __m512i white = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)lane_white));
  return _mm512_cmpneq_epi8_mask(_mm512_shuffle_epi8(white, v), v);
}

AVX512 static inline uint64_t date_avx512(__m512i v) {
  return _mm512_cmpge_epu8_mask(v, _mm512_loadu_si512(lane_date_low)) &
         _mm512_cmple_epu8_mask(v, _mm512_loadu_si512(lane_date_high));
}

AVX512 static inline uint64_t digit_avx512(__m512i v) {
  return _mm512_cmplt_epu8_mask(
      _mm512_sub_epi8(v, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
}

#define equal_avx512 equal_byte_avx512
#define LANE lane_avx512
#define TARGET AVX512
#define VECTOR __m512i
#define NAME(f) f##_avx512
#include "lane_loop.h"

assay_lane assay_lane_at(assay_level level) {
  // The processor has what the level says, or the scanning functions would not be of that level.
  switch (level) {
    case assay_level_avx2: return lane_avx2;
    case assay_level_avx512: return lane_avx512;
    default: return 0;
  }
}
#else
assay_lane assay_lane_at(assay_level level) {
  (void)level;
  return 0;
}
#endif
