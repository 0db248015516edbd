#include "assay_scan.h"

#include "kernels.h"

static const assay_scan portable = {
    assay_level_portable, index_portable, span_portable, copy_portable, equal_portable, assay_utf8_prefix, class_portable};

#if defined(__x86_64__)
static const assay_scan sse2 = {assay_level_sse2, index_sse2, span_portable, copy_sse2, equal_portable,
    assay_utf8_prefix, class_portable};
static const assay_scan avx2 = {assay_level_avx2, index_avx2, span_avx2, copy_avx2, equal_portable,
    assay_utf8_prefix, class_portable};
static const assay_scan avx512 = {assay_level_avx512, index_avx512, span_avx512, copy_avx512, equal_avx512,
    utf8_avx512, class_avx512};

const assay_scan *assay_scan_at(assay_level level) {
  switch (level) {
    case assay_level_portable:
      return &portable;
    case assay_level_sse2:
      return &sse2;
    case assay_level_avx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") ? &avx2 : 0;
    case assay_level_avx512:
      return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                     __builtin_cpu_supports("bmi2")
                 ? &avx512
                 : 0;
    default:
      return 0;
  }
}

const assay_scan *assay_scan_best(void) {
  const assay_scan *found = assay_scan_at(assay_level_avx512);
  if (!found) found = assay_scan_at(assay_level_avx2);
  return found ? found : &sse2;
}
#elif defined(__aarch64__)
static const assay_scan neon = {assay_level_neon, index_neon, span_neon, copy_neon, equal_portable,
    assay_utf8_prefix, class_portable};

const assay_scan *assay_scan_at(assay_level level) {
  if (level == assay_level_neon) return &neon;
  return level == assay_level_portable ? &portable : 0;
}

const assay_scan *assay_scan_best(void) { return &neon; }
#else
const assay_scan *assay_scan_at(assay_level level) {
  return level == assay_level_portable ? &portable : 0;
}

const assay_scan *assay_scan_best(void) { return &portable; }
#endif

size_t assay_utf8_prefix(const uint8_t *bytes, size_t count, size_t *scalars) {
  size_t i = 0, seen = 0;
  while (i < count) {
    uint8_t lead = bytes[i];
    if (lead < 0x80) {
      // Plain runs go eight bytes at a time.
      while (i + 8 <= count) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        if (word & ~LOW7) break;
        i += 8;
        seen += 8;
      }
      while (i < count && bytes[i] < 0x80) {
        i++;
        seen++;
      }
      continue;
    }
    size_t rest = count - i;
    if (lead < 0xe0) {
      if (lead < 0xc2 || rest < 2 || (bytes[i + 1] & 0xc0) != 0x80) break;
      i += 2;
    } else if (lead < 0xf0) {
      if (rest < 3 || (bytes[i + 1] & 0xc0) != 0x80 || (bytes[i + 2] & 0xc0) != 0x80) break;
      if (lead == 0xe0 && bytes[i + 1] < 0xa0) break;
      if (lead == 0xed && bytes[i + 1] > 0x9f) break;
      i += 3;
    } else {
      if (lead > 0xf4 || rest < 4 || (bytes[i + 1] & 0xc0) != 0x80 ||
          (bytes[i + 2] & 0xc0) != 0x80 || (bytes[i + 3] & 0xc0) != 0x80)
        break;
      if (lead == 0xf0 && bytes[i + 1] < 0x90) break;
      if (lead == 0xf4 && bytes[i + 1] > 0x8f) break;
      i += 4;
    }
    seen++;
  }
  *scalars = seen;
  return i;
}
