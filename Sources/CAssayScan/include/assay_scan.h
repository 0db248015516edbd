// Scanning many bytes at a time: what a checker of JSON needs to know of 64 bytes, as bit masks.
//
// Every function has a portable form and, where the processor has them, SSE2, AVX2, AVX-512 and
// NEON forms that give the same answers. `assay_scan_best` picks the widest at run time; tests
// force each.
#ifndef ASSAY_SCAN_H
#define ASSAY_SCAN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What 64 bytes hold, bit i standing for byte i.
typedef struct {
  /// Quotation mark, reverse solidus or a control character below 0x20: ends a run of plain text.
  uint64_t stop;
  /// Not ASCII.
  uint64_t high;
  /// Anything but space, tab, line feed and carriage return.
  uint64_t dark;
} assay_block;

/// A set of ASCII characters as a nibble table: bit (c >> 4) of row[c & 15].
typedef struct {
  uint8_t row[16];
} assay_ascii_set;

/// Widths of the same functions.
typedef enum {
  assay_level_portable = 0,
  assay_level_sse2 = 1,
  assay_level_avx2 = 2,
  assay_level_avx512 = 3,
  assay_level_neon = 4,
} assay_level;

/// Scalars below this one can be known to be in a class. What a class has of them are
/// ASSAY_CLASS_SCALARS / 64 words with a bit for each, from the lowest bit of the first word on,
/// set where the scalar is in the class for certain; and behind those sixteen words with a bit for
/// each 64 scalars of the first 65,536, set where all 64 are.
#define ASSAY_CLASS_SCALARS 0x40000

/// The functions of one width.
typedef struct {
  assay_level level;
  /// Fills one block for each 64 bytes. Reads exactly 64 * count bytes. Returns the union of the
  /// blocks' `high`.
  uint64_t (*index)(const uint8_t *bytes, size_t count, assay_block *blocks);
  /// Index of the first byte that is not in the set, or `count`. Reads exactly `count` bytes.
  size_t (*span)(const uint8_t *bytes, size_t count, const assay_ascii_set *set);
  /// Index of the first quotation mark, reverse solidus, control or non-ASCII byte, or `count`,
  /// copying what precedes it to `to`. May write up to `count` bytes of `to`, reads `count` bytes.
  size_t (*copy_plain)(uint8_t *to, const uint8_t *bytes, size_t count);
  /// Whether two runs of `count` bytes are the same; up to 64 bytes without a branch on the length
  /// where the processor can. Reads exactly `count` bytes of each.
  int (*equal)(const uint8_t *left, const uint8_t *right, size_t count);
  /// As assay_utf8_prefix. Reads exactly `count` bytes.
  size_t (*utf8)(const uint8_t *bytes, size_t count, size_t *scalars);
  /// Position, from `from` on, of the first scalar of well-formed text that is not known to be in a
  /// class, or `count`. Reads exactly `count` bytes.
  size_t (*class_span)(
      const uint8_t *bytes, size_t count, size_t from, const uint64_t *members);
} assay_scan;

/// The widest functions that this processor has.
const assay_scan *assay_scan_best(void);

/// The functions of a given width, or NULL where this processor does not have them.
const assay_scan *assay_scan_at(assay_level level);

/// Length of the well-formed UTF-8 prefix (Unicode 15, table 3-7), and how many scalars it has.
size_t assay_utf8_prefix(const uint8_t *bytes, size_t count, size_t *scalars);

#ifdef __cplusplus
}
#endif

#endif
