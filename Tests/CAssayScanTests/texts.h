// Texts for the functions to read: such as they meet, and such as should trip them.
#ifndef TEXTS_H
#define TEXTS_H

#include "fence.h"

enum { longest = 700 };

/// Lengths of which half lie about the ends of one block or two.
static size_t any_length(void) { return chance(50) ? below(140) : below(longest); }

/// Bytes of which some share matters to JSON.
static size_t any_text(uint8_t *to, size_t count) {
  static const uint8_t telling[] = "\"\\ \t\n\r{}[]:,ubnft/\x01\x1f\x7f\x80\xbf\xc3\xe2\xf0\xff";
  const size_t dense = below(101);
  for (size_t i = 0; i < count; i++) {
    to[i] = chance(dense) ? telling[below(sizeof telling - 1)] : (uint8_t)random64();
  }
  return count;
}

static size_t put_scalar(uint8_t *to, uint32_t scalar) {
  if (scalar < 0x80) {
    to[0] = (uint8_t)scalar;
    return 1;
  }
  if (scalar < 0x800) {
    to[0] = (uint8_t)(0xc0 | scalar >> 6);
    to[1] = (uint8_t)(0x80 | (scalar & 0x3f));
    return 2;
  }
  if (scalar < 0x10000) {
    to[0] = (uint8_t)(0xe0 | scalar >> 12);
    to[1] = (uint8_t)(0x80 | (scalar >> 6 & 0x3f));
    to[2] = (uint8_t)(0x80 | (scalar & 0x3f));
    return 3;
  }
  to[0] = (uint8_t)(0xf0 | scalar >> 18);
  to[1] = (uint8_t)(0x80 | (scalar >> 12 & 0x3f));
  to[2] = (uint8_t)(0x80 | (scalar >> 6 & 0x3f));
  to[3] = (uint8_t)(0x80 | (scalar & 0x3f));
  return 4;
}

/// A scalar of a given length in UTF-8, the first and the last of them often.
static uint32_t any_scalar(size_t length) {
  static const uint32_t first[] = {0, 0x80, 0x800, 0x10000, 0x110000};
  const uint32_t span = first[length] - first[length - 1];
  uint32_t scalar = first[length - 1] +
                    (uint32_t)(chance(10) ? below(3) : chance(10) ? span - 1 - below(3)
                                                                  : below(span));
  if (chance(5) && length == 3) scalar = chance(50) ? 0xd7ff : 0xe000;
  return (scalar & 0xfffff800) == 0xd800 ? scalar - 0x1000 : scalar;
}

/// Well-formed text of one script, or of scalars of all lengths.
static size_t well_formed(uint8_t *to, size_t room_for) {
  size_t count = 0;
  const size_t script = below(6);
  while (count + 4 <= room_for) {
    const size_t length = script < 4 && chance(95) ? script + 1 : 1 + below(4);
    count += put_scalar(to + count, any_scalar(length));
  }
  return count;
}

/// Well-formed text most of whose scalars are in a class.
static size_t text_of_class(uint8_t *to, size_t room_for, const uint64_t *members, size_t known) {
  size_t count = 0;
  const size_t script = below(5), odd = below(3);
  while (count + 4 <= room_for) {
    uint32_t scalar = 0;
    for (int tries = 0; tries < 100; tries++) {
      scalar = any_scalar(script < 4 ? script + 1 : 1 + below(4));
      if (scalar >= 0x10000 && chance(95)) scalar &= (uint32_t)known - 1;
      if (chance(odd)) break;
      if (scalar < known && members[scalar >> 6] >> (scalar & 63) & 1) break;
    }
    count += put_scalar(to + count, scalar);
  }
  return count;
}

/// Well-formed text that was spoilt in one place, often where a block ends, or cut.
static size_t nearly_well_formed(uint8_t *to, size_t room_for) {
  size_t count = well_formed(to, room_for);
  if (count && chance(60)) {
    const size_t end = 64 * (1 + below(3)), place = end - 3 + below(7);
    to[place < count && chance(50) ? place : below(count)] ^= (uint8_t)(1 << below(8));
  }
  if (count && chance(10)) to[below(count)] = (uint8_t)random64();
  if (count && chance(30)) count -= 1 + below(count < 3 ? count : 3);
  return count;
}

static size_t put_text(uint8_t *to, const char *text) {
  const size_t length = strlen(text);
  memcpy(to, text, length);
  return length;
}

static size_t put_unit(uint8_t *to, uint32_t unit) {
  char digits[8];
  snprintf(digits, sizeof digits, chance(50) ? "\\u%04x" : "\\u%04X", (unsigned)unit);
  if (chance(10)) digits[2 + below(4)] ^= 0x20;
  return put_text(to, digits);
}

/// A string behind its opening quotation mark: plain, escaped by some share, often broken, and
/// mostly closed and followed by something.
static size_t escaped_text(uint8_t *to, size_t room_for) {
  static const char *const simple[] = {
      "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"};
  static const char *const wrong[] = {
      "\\x", "\\u12", "\\uD83D\\u12", "\n", "\"", "\\", "\\\n", "\\\xc3\xa9", "\\u123g", "\\U0041",
      "\\u00:0", "\\u0@00", "\\u\xb0\xb0\xb0\xb0", "\\u00/0", "\\uD83D\\uD83D\\uDE00", "\x1f",
      "\\u", "\\u\"", "\\\x80", "\\\xa2", "\\\xee", "\\\xf5"};
  static const size_t shares[] = {0, 3, 20, 50, 95, 100};
  const size_t share = shares[below(6)], form = below(7), odd = chance(30) ? 2 : 0;
  size_t count = 0;
  while (count + 24 <= room_for) {
    if (chance(odd)) {
      count += put_text(to + count, wrong[below(sizeof wrong / sizeof *wrong)]);
    } else if (!chance(share)) {
      if (chance(3)) {
        count += put_scalar(to + count, any_scalar(1 + below(4)));
      } else {
        to[count++] = (uint8_t)"abcdefu0123456789 {}[]"[below(22)];
      }
    } else if (form == 0 || (form > 4 && chance(40))) {
      count += put_text(to + count, simple[below(8)]);
    } else if (form < 4) {
      count += put_unit(to + count, any_scalar(form));
    } else {
      const uint32_t far = any_scalar(4) - 0x10000;
      if (chance(90)) count += put_unit(to + count, 0xd800 + (far >> 10));
      if (chance(90)) count += put_unit(to + count, 0xdc00 + (far & 0x3ff));
      if (form > 4) count += put_unit(to + count, any_scalar(1 + below(3)));
    }
  }
  if (chance(70)) to[count++] = '"';
  return count;
}

/// Objects and arrays in one another, with strings full of what looks like them.
static size_t nested_text(uint8_t *to, size_t room_for) {
  size_t count = 0;
  const size_t strings = below(80);
  to[count++] = '{';
  while (count < room_for) {
    if (!chance(strings)) {
      to[count++] = (uint8_t)"{[]}{[]}, :1"[below(12)];
      continue;
    }
    to[count++] = '"';
    for (size_t i = below(20); i > 0 && count + 1 < room_for; i--) {
      const char c = "{}[]ab\\\\\\\""[below(10)];
      to[count++] = (uint8_t)c;
      if (c == '\\' || c == '"') {
        to[count - 1] = '\\';
        to[count++] = (uint8_t)"\\\"u"[below(3)];
      }
    }
    if (count < room_for) to[count++] = '"';
  }
  return count;
}

#endif
