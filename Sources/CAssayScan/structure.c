#include "assay_structure.h"

#include "escapes.h"
#include "marks_portable.h"
#include "nesting.h"

// Each width is the loops over its own marks.

#define TARGET
#define NAME(name) name##_portable
#include "structure_loops.h"
#undef NAME

static const assay_structure portable = {
    assay_level_portable, nest_portable, lines_portable, unescape_portable};

#if defined(__x86_64__)
#include "marks_x86.h"
#include "unescape_avx512.h"

#define NAME(name) name##_sse2
#include "structure_loops.h"
#undef TARGET
#undef NAME

#define TARGET AVX2
#define NAME(name) name##_avx2
#include "structure_loops.h"
#undef TARGET
#undef NAME

#define TARGET AVX512
#define NAME(name) name##_avx512
#define ESCAPES_AT_ONCE
#include "structure_loops.h"

static const assay_structure sse2 = {assay_level_sse2, nest_sse2, lines_sse2, unescape_sse2};
static const assay_structure avx2 = {assay_level_avx2, nest_avx2, lines_avx2, unescape_avx2};
static const assay_structure avx512 = {
    assay_level_avx512, nest_avx512, lines_avx512, unescape_avx512};

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
#elif defined(__AARCH64EL__)
#include "marks_neon.h"

#define NAME(name) name##_neon
#include "structure_loops.h"

static const assay_structure neon = {assay_level_neon, nest_neon, lines_neon, unescape_neon};

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
