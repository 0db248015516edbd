// The loops over 64 bytes at a time, for one width: the includer defines NAME, TARGET, and the
// functions NAME(marks), NAME(feeds) and NAME(ends), or instead of the last ESCAPES_AT_ONCE. Included by
// structure.c alone, once a width.

TARGET static size_t NAME(nest)(const uint8_t *bytes, size_t count, assay_nesting *state) {
  size_t at = 0;
  // A copy stays in registers; the caller's may be written through `bytes` for all C knows.
  assay_nesting here = *state;
  for (; count - at >= 64; at += 64) {
    size_t end = nest_block(NAME(marks)(bytes + at), 64, &here);
    if (end) {
      *state = here;
      return at + end;
    }
  }
  size_t rest = count - at, end = 0;
  if (rest) {
    uint8_t last[64] = {0};
    memcpy(last, bytes + at, rest);
    end = nest_block(NAME(marks)(last), rest, &here);
  }
  *state = here;
  return end ? at + end : count;
}

TARGET static size_t NAME(lines)(
    const uint8_t *bytes, size_t count, size_t *ends, size_t room, size_t *read) {
  size_t found = 0, at = 0;
  for (; count - at >= 64 && room - found >= 64; at += 64) {
    for (uint64_t feeds = NAME(feeds)(bytes + at); feeds; feeds &= feeds - 1)
      ends[found++] = at + (size_t)__builtin_ctzll(feeds);
  }
  if (count - at < 64 && room - found >= 64) {
    for (; at < count; at++) {
      if (bytes[at] == '\n') ends[found++] = at;
    }
  }
  *read = at;
  return found;
}

#ifndef ESCAPES_AT_ONCE
/// Takes runs of plain text and escapes in turn.
TARGET static void NAME(unescape)(
    uint8_t *to, const uint8_t *bytes, size_t count, assay_text *text) {
  progress at = {0, 0, 0, 0};
  while (count - at.read >= 64) {
    const size_t block = at.read;
    text_marks m = NAME(ends)(bytes + block);
    for (uint64_t ends = m.end; ends;) {
      const size_t run = (size_t)__builtin_ctzll(ends) - (at.read - block);
      copy_run(to, bytes, run, count, &at);
      const uint8_t byte = bytes[at.read];
      if (byte != '\\' || !unescape_one(to, bytes, count, &at)) {
        at.doubtful |= m.high & ((ends & -ends) - 1);
        if (byte == '\\') {
          finish_broken(bytes, count, &at, text);
        } else {
          finish(text, &at, byte == '"' ? assay_text_closed : assay_text_control);
        }
        return;
      }
      if (at.read - block >= 64) break;
      ends &= ~0ULL << (at.read - block);
    }
    at.doubtful |= m.high;
    if (at.read - block < 64) copy_run(to, bytes, 64 - (at.read - block), count, &at);
  }
  unescape_rest(to, bytes, count, &at, text);
}
#endif
