// Scalars of well-formed text held to a class, for one width: the includer defines NAME, TARGET,
// NAME(vector), whose elements are unsigned bytes, and NAME(starts), the bytes of 64 that begin a
// scalar. Included by scan.c alone, once a width.

/// For the scalars that begin in a vector's worth of bytes, their number less its lowest six bits,
/// in two halves.
TARGET static inline void NAME(upper_parts)(const uint8_t *text, uint8_t *low, uint8_t *high) {
  NAME(vector) v, second, third;
  memcpy(&v, text, sizeof v);
  memcpy(&second, text + 1, sizeof second);
  memcpy(&third, text + 2, sizeof third);
  const NAME(vector) of4 = (NAME(vector))(v >= 0xf0), of3 = (NAME(vector))(v >= 0xe0);
  const NAME(vector) of2 = (NAME(vector))(v >= 0xc0);
  // The two bytes before the last one, and the one before those.
  const NAME(vector) b = (of4 & third) | (~of4 & second), a = (of4 & second) | (~of4 & v & 15);
  const NAME(vector) short_ = (of2 & v & 31) | (~of2 & v >> 6);
  const NAME(vector) lower = (of3 & (a << 6 | (b & 63))) | (~of3 & short_);
  const NAME(vector) upper = (of3 & (a & 63) >> 2) | (of4 & (v & 7) << 4);
  memcpy(low, &lower, sizeof lower);
  memcpy(high, &upper, sizeof upper);
}

TARGET static size_t NAME(class)(
    const uint8_t *bytes, size_t count, size_t from, const uint64_t *members) {
  // Up to three bytes behind 64 are read, so the last ones are read from a copy.
  uint8_t last[136] = {0}, low[64], high[64];
  const uint8_t *text = bytes + from;
  for (size_t at = from; at < count; at += 64, text += 64) {
    const size_t rest = count - at;
    if (rest < 67 && text == bytes + at) {
      memcpy(last, text, rest);
      text = last;
    }
    uint64_t starts = NAME(starts)(text);
    if (rest < 64) starts &= (1ULL << rest) - 1;
    if (!starts) continue;
    for (size_t i = 0; i < 64; i += sizeof(NAME(vector))) {
      NAME(upper_parts)(text + i, low + i, high + i);
    }
    size_t place = (size_t)__builtin_ctzll(starts);
    // No branch on the length: scripts may change from scalar to scalar. The last byte of each,
    // which stands in front of the next, has its lowest six bits.
    for (starts &= starts - 1; starts; starts &= starts - 1) {
      const size_t end = (size_t)__builtin_ctzll(starts);
      const size_t upper = low[place] | (size_t)high[place] << 8;
      if (upper >= ASSAY_CLASS_SCALARS / 64) return at + place;
      if (!(members[upper] >> (text[end - 1] & 63) & 1)) return at + place;
      place = end;
    }
    const uint32_t scalar = scalar_of(load_reversed(text + place));
    if (scalar >= ASSAY_CLASS_SCALARS) return at + place;
    if (!(members[scalar >> 6] >> (scalar & 63) & 1)) return at + place;
  }
  return count;
}
