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

/// Reads a value that is no string; -1 where it is not what its member may have.
LANE_INLINE int64_t lane_word(
    const assay_lane_member *member, const uint8_t *bytes, int64_t at, int takes_lists) {
  if (member->kind == assay_lane_boolean) {
    if (!memcmp(bytes + at, "true", 4)) return at + 4;
    return memcmp(bytes + at, "false", 5) ? -1 : at + 5;
  }
  if (member->kind == assay_lane_empty_list)
    return takes_lists && bytes[at] == '[' && bytes[at + 1] == ']' ? at + 2 : -1;
  if (member->kind != assay_lane_integer) return -1;
  int64_t number;
  int length = lane_integer(bytes + at, &number);
  return length && number >= member->integer_min && number <= member->integer_max ? at + length : -1;
}

/// Goes back to the first of some members, whose values do not end where they seem to: takes from
/// `seen` and from the visits what stands behind it, and says behind which member it stands. Returns
/// where its name is.
static int64_t lane_back(
    const assay_lane_member *members, const assay_lane_span *spans, uint64_t unsure, uint64_t fresh,
    uint64_t *visits, uint64_t *seen, uint32_t *place) {
  int64_t at = INT64_MAX, last = -1;
  for (; unsure; unsure &= unsure - 1) {
    int64_t name = spans[__builtin_ctzll(unsure)].name;
    if (name < at) at = name;
  }
  for (; fresh; fresh &= fresh - 1) {
    uint32_t index = (uint32_t)__builtin_ctzll(fresh);
    if (spans[index].name >= at) {
      *seen &= ~(1ULL << index);
      visits[members[index].node]--;
    } else if (spans[index].name > last) {
      last = spans[index].name;
      *place = index + 1;
    }
  }
  return at;
}

/// Members whose value's last quotation mark may be an escaped one.
static uint64_t lane_unsure(
    const uint8_t *bytes, const assay_lane_span *spans, uint64_t wrong) {
  uint64_t unsure = 0;
  for (; wrong; wrong &= wrong - 1) {
    int index = __builtin_ctzll(wrong);
    if (bytes[spans[index].end - 1] == '\\') unsure |= 1ULL << index;
  }
  return unsure;
}

/// Hands the first of the members that are wrong to the caller.
static void lane_hand(
    const assay_lane_member *members, const assay_lane_memory *memory, uint64_t wrong,
    assay_lane_state *state) {
  const assay_lane_span *spans = memory->spans;
  uint32_t first = (uint32_t)__builtin_ctzll(wrong);
  for (uint64_t rest = wrong & (wrong - 1); rest; rest &= rest - 1) {
    uint32_t index = (uint32_t)__builtin_ctzll(rest);
    if (spans[index].name < spans[first].name) first = index;
  }
  // The caller counts the visit.
  memory->visits[members[first].node]--;
  state->member = first;
  state->name = (size_t)spans[first].name;
  state->value = (size_t)spans[first].start - 1;
  state->wrong = wrong & ~(1ULL << first);
  state->is_behind_value = 1;
}

static const uint8_t lane_white[16] = {' ', 0, 1, 1, 1, 1, 1, 1, 1, '\t', '\n', 1, 1, '\r', 1, 1};
static const uint8_t lane_bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0};
// Between these two, place by place, lies every date-time in UTC without its `Z`, and little else.
static const uint8_t lane_date_low[32] = "0000-00-00T00:00:00.00000000000";
static const uint8_t lane_date_high[32] = "9999-19-39T29:59:69.99999999999";

// MARK: - AVX2

#define AVX2 __attribute__((target("avx2,bmi,bmi2")))
typedef struct {
  __m256i a, b;
} lane_pair;

AVX2 static inline uint64_t mask_avx2(__m256i a, __m256i b) {
  return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

AVX2 static inline __m256i half_avx2(const uint8_t *bytes) {
  return _mm256_loadu_si256((const __m256i *)bytes);
}

AVX2 static inline lane_pair load_avx2(const uint8_t *bytes) {
  lane_pair v = {half_avx2(bytes), half_avx2(bytes + 32)};
  return v;
}

AVX2 static inline uint32_t unlike_half_avx2(__m256i h, const uint8_t *literal) {
  return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(h, half_avx2(literal)));
}

AVX2 static inline uint64_t unlike_avx2(lane_pair v, const uint8_t *literal) {
  lane_pair l = load_avx2(literal);
  return ~mask_avx2(_mm256_cmpeq_epi8(v.a, l.a), _mm256_cmpeq_epi8(v.b, l.b));
}

AVX2 static inline uint32_t quotes_half_avx2(__m256i h) {
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(h, _mm256_set1_epi8('"')));
}

AVX2 static inline uint64_t quotes_avx2(lane_pair v) {
  return quotes_half_avx2(v.a) | (uint64_t)quotes_half_avx2(v.b) << 32;
}

AVX2 static inline uint32_t out_half_avx2(__m256i h, const assay_ascii_set *set) {
  const __m256i rows = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->row));
  const __m256i bits = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)lane_bits));
  const __m256i low = _mm256_set1_epi8(15);
  __m256i row = _mm256_shuffle_epi8(rows, _mm256_and_si256(h, low));
  __m256i bit = _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(h, 4), low));
  return (uint32_t)_mm256_movemask_epi8(
      _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), _mm256_setzero_si256()));
}

AVX2 static inline uint64_t out_avx2(lane_pair v, const assay_ascii_set *set) {
  return out_half_avx2(v.a, set) | (uint64_t)out_half_avx2(v.b, set) << 32;
}

AVX2 static inline uint64_t dark_avx2(lane_pair v) {
  const __m256i white = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)lane_white));
  return ~mask_avx2(
      _mm256_cmpeq_epi8(_mm256_shuffle_epi8(white, v.a), v.a),
      _mm256_cmpeq_epi8(_mm256_shuffle_epi8(white, v.b), v.b));
}

AVX2 static inline uint32_t date_half_avx2(__m256i h) {
  __m256i clamped = _mm256_min_epu8(_mm256_max_epu8(h, half_avx2(lane_date_low)), half_avx2(lane_date_high));
  return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(clamped, h));
}

#define LANE lane_avx2
#define TARGET AVX2
#define BLOCK lane_pair
#define HALF __m256i
#define NAME(f) f##_avx2
#include "lane_loop.h"
#undef LANE
#undef TARGET
#undef BLOCK
#undef HALF
#undef NAME

// MARK: - AVX-512

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,bmi,bmi2")))

AVX512 static inline __m256i half_avx512(const uint8_t *bytes) {
  return _mm256_loadu_si256((const __m256i *)bytes);
}

AVX512 static inline __m512i load_avx512(const uint8_t *bytes) {
  return _mm512_loadu_si512(bytes);
}

AVX512 static inline uint32_t unlike_half_avx512(__m256i h, const uint8_t *literal) {
  return _mm256_cmpneq_epi8_mask(h, half_avx512(literal));
}

AVX512 static inline uint64_t unlike_avx512(__m512i v, const uint8_t *literal) {
  return _mm512_cmpneq_epi8_mask(v, _mm512_loadu_si512(literal));
}

AVX512 static inline uint32_t quotes_half_avx512(__m256i h) {
  return _mm256_cmpeq_epi8_mask(h, _mm256_set1_epi8('"'));
}

AVX512 static inline uint64_t quotes_avx512(__m512i v) {
  return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"'));
}

AVX512 static inline uint32_t out_half_avx512(__m256i h, const assay_ascii_set *set) {
  const __m256i rows = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->row));
  const __m256i bits = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)lane_bits));
  const __m256i low = _mm256_set1_epi8(15);
  __m256i row = _mm256_shuffle_epi8(rows, _mm256_and_si256(h, low));
  __m256i bit = _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(h, 4), low));
  return _mm256_testn_epi8_mask(row, bit);
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

AVX512 static inline uint32_t date_half_avx512(__m256i h) {
  return _mm256_cmplt_epu8_mask(h, half_avx512(lane_date_low)) |
         _mm256_cmpgt_epu8_mask(h, half_avx512(lane_date_high));
}

#define LANE lane_avx512
#define TARGET AVX512
#define BLOCK __m512i
#define HALF __m256i
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
