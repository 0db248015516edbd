// The structure of a JSON text without its values: where lines end, where an object or array ends,
// and what a string says. Same widths and same rule as in assay_scan.h: every form gives the same answers.
#ifndef ASSAY_STRUCTURE_H
#define ASSAY_STRUCTURE_H

#include <stddef.h>
#include <stdint.h>

#include "assay_scan.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Where a search for the end of an object or array stands between two pieces of its text.
typedef struct {
  /// Brackets that are open.
  int64_t depth;
  /// All ones inside a string, else zero.
  uint64_t in_string;
  /// One where the next byte is escaped, else zero.
  uint64_t escaped;
} assay_nesting;

/// How the reading of a string ended.
typedef enum {
  /// At its closing quotation mark.
  assay_text_closed = 0,
  /// At the end of the bytes.
  assay_text_short = 1,
  /// At a control character.
  assay_text_control = 2,
  /// At a byte that no escape sequence has there.
  assay_text_escape = 3,
} assay_text_status;

/// What was read of a string.
typedef struct {
  /// Bytes read: up to the closing quotation mark, or to the byte that is wrong.
  size_t read;
  /// Bytes written.
  size_t written;
  /// Unicode scalar values written, where `is_sound`.
  size_t scalars;
  /// Not zero where what was written is known to be well-formed: no byte was copied that is not
  /// ASCII, and no surrogate stands alone.
  int is_sound;
  assay_text_status status;
} assay_text;

/// The functions of one width.
typedef struct {
  assay_level level;
  /// Goes on until no bracket is open and returns the position behind the last one, or `count`
  /// where some still are. Brackets are counted, not paired. Reads exactly `count` bytes.
  size_t (*nest)(const uint8_t *bytes, size_t count, assay_nesting *state);
  /// Finds line feeds and writes where they are to `ends`, which has room for `room` of them, 64 at
  /// least. Returns how many there are in `bytes[0 ..< *read]`; `*read` is `count`, or less where
  /// room for 64 more is not left.
  size_t (*lines)(const uint8_t *bytes, size_t count, size_t *ends, size_t room, size_t *read);
  /// Undoes the escapes of a string whose first byte is behind its opening quotation mark. Lone
  /// surrogates take their three-byte form; bytes that are not ASCII are copied as they are.
  /// Reads `count` bytes at most; `to` has room for as many.
  void (*unescape)(uint8_t *to, const uint8_t *bytes, size_t count, assay_text *text);
} assay_structure;

/// The widest functions that this processor has.
const assay_structure *assay_structure_best(void);

/// The functions of a given width, or NULL where this processor does not have them.
const assay_structure *assay_structure_at(assay_level level);

#ifdef __cplusplus
}
#endif

#endif
