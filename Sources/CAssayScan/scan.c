#include "assay_scan.h"

#include "classes.h"
#include "scan_portable.h"

static const assay_scan portable = {
    assay_level_portable, index_portable,    span_portable, copy_portable,
    equal_portable,       assay_utf8_prefix, class_portable};

#if defined(__x86_64__)
#include "class_avx512.h"
#include "scan_avx512.h"
#include "scan_x86.h"
#include "utf8.h"
#include "utf8_avx512.h"

#define TARGET
#define NAME(name) name##_sse2
#include "class_loop.h"
#undef TARGET
#undef NAME

#define TARGET AVX2
#define NAME(name) name##_avx2
#include "class_loop.h"
#include "utf8_loop.h"

static const assay_scan sse2 = {
    assay_level_sse2, index_sse2,        span_portable, copy_sse2,
    equal_portable,   assay_utf8_prefix, class_sse2};
static const assay_scan avx2 = {
    assay_level_avx2, index_avx2, span_avx2, copy_avx2, equal_portable, utf8_avx2, class_avx2};
static const assay_scan avx512 = {
    assay_level_avx512, index_avx512, span_avx512, copy_avx512,
    equal_avx512,       utf8_avx512,  class_avx512};

const assay_scan *assay_scan_at(assay_level level) {
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

const assay_scan *assay_scan_best(void) {
  const assay_scan *found = assay_scan_at(assay_level_avx512);
  if (!found) found = assay_scan_at(assay_level_avx2);
  return found ? found : &sse2;
}
#elif defined(__AARCH64EL__)
#include "scan_neon.h"
#include "utf8.h"

#define TARGET
#define NAME(name) name##_neon
#include "class_loop.h"
#include "utf8_loop.h"

static const assay_scan neon = {
    assay_level_neon, index_neon, span_neon, copy_neon, equal_portable, utf8_neon, class_neon};

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
