// The loops over 64 bytes at a time, for one width: the includer defines NAME, TARGET, and the
// functions NAME(marks) and NAME(ends). Included by structure.c alone, once a width.

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

__attribute__((unused)) TARGET static void NAME(unescape)(
    uint8_t *to, const uint8_t *bytes, size_t count, assay_text *text) {
  size_t read = 0, written = 0;
  while (count - read >= 64) {
    // All of the block goes over; what follows an escape goes over again, moved up. Copies have
    // a fixed size where there is room, which is one or two instructions.
    memcpy(to + written, bytes + read, 64);
    uint64_t ends = NAME(ends)(bytes + read);
    size_t from = 0;
    while (ends) {
      size_t at = (size_t)__builtin_ctzll(ends);
      uint8_t byte = bytes[read + at];
      if (byte != '\\') {
        text->read = read + at;
        text->written = written + (at - from);
        text->status = byte == '"' ? assay_text_closed : assay_text_control;
        return;
      }
      text->read = read + at;
      text->written = written + (at - from);
      if (!unescape_one(to, bytes, count, text)) return;
      written = text->written;
      from = text->read - read;
      if (from >= 64) break;
      if (count - read - from >= 64) {
        memcpy(to + written, bytes + read + from, 64);
      } else {
        memcpy(to + written, bytes + read + from, 64 - from);
      }
      ends &= ~0ULL << from;
    }
    if (from < 64) {
      written += 64 - from;
      from = 64;
    }
    read += from;
  }
  text->read = read;
  text->written = written;
  unescape_rest(to, bytes, count, text);
}
