// Escape sequences of JSON strings, one at a time. Included by structure.c alone.
#ifndef ASSAY_ESCAPES_H
#define ASSAY_ESCAPES_H

#include <string.h>

#include "nesting.h"

#define NONE4 0xff, 0xff, 0xff, 0xff
#define NONE8 NONE4, NONE4
#define NONE16 NONE8, NONE8

// What stands behind a reverse solidus, for each ASCII byte; `u` is itself, 0xff is nothing.
static const uint8_t escape_values[128] = {
    NONE16, NONE16,
    0xff, 0xff, '"', 0xff, NONE8, 0xff, 0xff, 0xff, '/',
    NONE16, NONE16,
    NONE8, NONE4, '\\', 0xff, 0xff, 0xff,
    0xff, 0xff, '\b', 0xff, 0xff, 0xff, '\f', 0xff, NONE4, 0xff, 0xff, '\n', 0xff,
    0xff, 0xff, '\r', 0xff, '\t', 'u', 0xff, 0xff, NONE8,
};

// The value of a hexadecimal digit, for each ASCII byte; 0x80 where it is none.
#define BAD4 0x80, 0x80, 0x80, 0x80
#define BAD16 BAD4, BAD4, BAD4, BAD4
static const uint8_t digit_values[128] = {
    BAD16, BAD16, BAD16,
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x80, 0x80, BAD4,
    0x80, 10, 11, 12, 13, 14, 15, 0x80, BAD4, BAD4, BAD16,
    0x80, 10, 11, 12, 13, 14, 15, 0x80, BAD4, BAD4, BAD16,
};
#undef NONE4
#undef NONE8
#undef NONE16
#undef BAD4
#undef BAD16

INLINE uint32_t digit(uint8_t byte) {
  return digit_values[byte & 0x7f] | (byte & 0x80);
}

/// The number that four hexadecimal digits write; beyond 0xffff where one of them is none.
INLINE uint32_t hex4(const uint8_t *bytes) {
  uint32_t a = digit(bytes[0]), b = digit(bytes[1]), c = digit(bytes[2]), d = digit(bytes[3]);
  return a << 12 | b << 8 | c << 4 | d | ((a | b | c | d) & 0x80) << 12;
}

/// What the reading of a string keeps in registers.
typedef struct {
  size_t read, written;
  /// Bytes written that continue a scalar.
  size_t continuations;
  /// Not zero where bytes that are not ASCII were copied, or a surrogate stands alone.
  uint64_t doubtful;
} progress;

INLINE void finish(assay_text *text, const progress *at, assay_text_status status) {
  text->read = at->read;
  text->written = at->written;
  text->scalars = at->written - at->continuations;
  text->is_sound = at->doubtful == 0;
  text->status = status;
}

/// Ends a string at an escape sequence that is none, or is cut short.
static void finish_broken(
    const uint8_t *bytes, size_t count, progress *at, assay_text *text) {
  size_t place = at->read + 1;
  if (place < count && bytes[place] == 'u') {
    do place++; while (place < count && place < at->read + 6 && digit(bytes[place]) < 16);
  }
  at->read = place;
  finish(text, at, place == count ? assay_text_short : assay_text_escape);
}

/// One escape sequence, whose reverse solidus stands at `at->read`. Returns 0 where it is none.
INLINE int unescape_one(uint8_t *to, const uint8_t *bytes, size_t count, progress *at) {
  const uint8_t *from = bytes + at->read;
  size_t rest = count - at->read;
  uint8_t *out = to + at->written;
  if (rest < 2) return 0;
  uint8_t byte = from[1];
  if (byte != 'u') {
    if (byte >= 0x80 || escape_values[byte] == 0xff) return 0;
    *out = escape_values[byte];
    at->read += 2;
    at->written += 1;
    return 1;
  }
  if (rest < 6) return 0;
  uint32_t scalar = hex4(from + 2), low;
  if (scalar > 0xffff) return 0;
  at->read += 6;
  if (scalar < 0x80) {
    out[0] = (uint8_t)scalar;
    at->written += 1;
  } else if (scalar < 0x800) {
    out[0] = (uint8_t)(0xc0 | scalar >> 6);
    out[1] = (uint8_t)(0x80 | (scalar & 0x3f));
    at->written += 2;
    at->continuations += 1;
  } else if ((scalar & 0xfc00) == 0xd800 && rest >= 12 && from[6] == '\\' && from[7] == 'u' &&
             ((low = hex4(from + 8)) & ~0x3ffU) == 0xdc00) {
    scalar = 0x10000 + ((scalar & 0x3ff) << 10) + (low & 0x3ff);
    out[0] = (uint8_t)(0xf0 | scalar >> 18);
    out[1] = (uint8_t)(0x80 | (scalar >> 12 & 0x3f));
    out[2] = (uint8_t)(0x80 | (scalar >> 6 & 0x3f));
    out[3] = (uint8_t)(0x80 | (scalar & 0x3f));
    at->read += 6;
    at->written += 4;
    at->continuations += 3;
  } else {
    out[0] = (uint8_t)(0xe0 | scalar >> 12);
    out[1] = (uint8_t)(0x80 | (scalar >> 6 & 0x3f));
    out[2] = (uint8_t)(0x80 | (scalar & 0x3f));
    at->written += 3;
    at->continuations += 2;
    at->doubtful |= (scalar & 0xf800) == 0xd800;
  }
  return 1;
}

/// Copies 64 bytes at most; at a fixed size where there is room, which is one or two instructions.
INLINE void copy_run(
    uint8_t *to, const uint8_t *bytes, size_t run, size_t count, progress *at) {
  const size_t room = count - at->read;
  if (run <= 16 && room >= 16) {
    memcpy(to + at->written, bytes + at->read, 16);
  } else if (room >= 64) {
    memcpy(to + at->written, bytes + at->read, 64);
  } else {
    memcpy(to + at->written, bytes + at->read, run);
  }
  at->read += run;
  at->written += run;
}

/// The rest of a string, one byte at a time.
static void unescape_rest(
    uint8_t *to, const uint8_t *bytes, size_t count, progress *at, assay_text *text) {
  while (at->read < count) {
    uint8_t byte = bytes[at->read];
    if (byte == '\\') {
      if (!unescape_one(to, bytes, count, at)) {
        finish_broken(bytes, count, at, text);
        return;
      }
      continue;
    }
    if (byte == '"' || byte < 0x20) {
      finish(text, at, byte == '"' ? assay_text_closed : assay_text_control);
      return;
    }
    at->doubtful |= byte & 0x80;
    to[at->written++] = byte;
    at->read++;
  }
  finish(text, at, assay_text_short);
}

#endif
