// Validation of UTF-8 and its length in scalars, for one width: the includer defines NAME, TARGET,
// NAME(vector), whose elements are unsigned bytes, NAME(repeat), NAME(look_up), NAME(any) and
// NAME(count), which counts the elements that are all ones. Included by scan.c alone, once a width.

TARGET static inline NAME(vector) NAME(load)(const uint8_t *bytes) {
  NAME(vector) v;
  memcpy(&v, bytes, sizeof v);
  return v;
}

/// What is wrong with the pairs that end in a vector's worth of bytes, three of which precede it.
TARGET static inline NAME(vector) NAME(wrong_pairs)(const uint8_t *bytes) {
  const NAME(vector) v = NAME(load)(bytes), v1 = NAME(load)(bytes - 1);
  const NAME(vector) v2 = NAME(load)(bytes - 2), v3 = NAME(load)(bytes - 3);
  // The third byte of three and the third and fourth of four must be continuations.
  const NAME(vector) third = (NAME(vector))((v2 >= 0xe0) | (v3 >= 0xf0)) & 0x80;
  return third ^ (NAME(look_up)(NAME(repeat)(first_high), v1 >> 4) &
                  NAME(look_up)(NAME(repeat)(first_low), v1 & 15) &
                  NAME(look_up)(NAME(repeat)(second_high), v >> 4));
}

TARGET static inline size_t NAME(starting)(const uint8_t *bytes) {
  const NAME(vector) v = NAME(load)(bytes);
  return NAME(count)((NAME(vector))((v < 0x80) | (v >= 0xc0)));
}

TARGET static size_t NAME(utf8)(const uint8_t *bytes, size_t count, size_t *scalars) {
  enum { width = sizeof(NAME(vector)) };
  // The first bytes have none before them, so they are read from a copy; so are the last ones.
  uint8_t copy[3 + width] = {0};
  const size_t first = count < width ? count : width;
  memcpy(copy + 3, bytes, first);
  NAME(vector) wrong = NAME(wrong_pairs)(copy + 3);
  size_t seen = NAME(starting)(copy + 3), at = width;
  for (; at + width <= count; at += width) {
    wrong |= NAME(wrong_pairs)(bytes + at);
    seen += NAME(starting)(bytes + at);
  }
  if (at < count) {
    memset(copy, 0, sizeof copy);
    memcpy(copy, bytes + at - 3, count - at + 3);
    wrong |= NAME(wrong_pairs)(copy + 3);
    seen += NAME(starting)(copy + 3);
    at += width;
  }
  if (NAME(any)(wrong) || ends_early(bytes, count)) {
    return assay_utf8_prefix(bytes, count, scalars);
  }
  // The zeros behind the text were counted too.
  *scalars = seen - (at - count);
  return count;
}
