// The lane, once for each width. Included by lane.c, which defines before each inclusion:
//   LANE        name of the function
//   TARGET      the processor it is for
//   BLOCK       64 bytes
//   HALF        32 bytes
//   NAME(f)     the function f of this width:
//     load(p), half(p)           64 and 32 bytes
//     unlike(v, p)               mask of the bytes of 64 unlike those at p
//     quotes(v)                  mask of quotation marks
//     dark(v)                    mask of what is not white space
//     out(v, set)                mask of what is not in a set
//     unlike_half(h, p), quotes_half(h), out_half(h, set)  the same of 32 bytes
//     date_half(h)               mask of what no date-time has in its place

/// Skips white space, of which there is some; -1 where that leads too near to the end.
TARGET static __attribute__((noinline)) int64_t NAME(skip)(
    const uint8_t *bytes, int64_t at, int64_t safe) {
  while (at <= safe) {
    uint64_t dark = NAME(dark)(NAME(load)(bytes + at));
    if (dark) {
      at += (int64_t)__builtin_ctzll(dark);
      return at <= safe ? at : -1;
    }
    at += 64;
  }
  return -1;
}

/// The same with a short way for a single space, which is what most writers that use any write; more than that is
/// skipped as far as `white_safe`.
TARGET static inline int64_t NAME(space)(
    const uint8_t *bytes, int64_t at, int64_t safe, int64_t white_safe) {
  return at < safe && bytes[at] == ' ' && bytes[at + 1] > ' '
             ? at + 1
             : NAME(skip)(bytes, at, white_safe);
}

/// The member whose name stands at `name`, by its hash; -1 where it is none that the lane knows.
TARGET static inline __attribute__((always_inline)) int NAME(find)(
    const assay_lane_tables *tables, const assay_lane_struct *table, const uint8_t *name,
    BLOCK v, uint32_t end) {
  uint64_t slot = lane_hash(name + 1, end - 1);
  for (;; slot++) {
    uint32_t found = tables->name_slots[table->slot_start + (slot & table->slot_mask)];
    if (!found) return -1;
    const assay_lane_member *member = tables->members + table->member_start + found - 1;
    // The text goes on with a colon, or it is none of these.
    if (!(NAME(unlike)(v, tables->bytes + member->literal) & member->literal_mask))
      return (int)found - 1;
  }
}

/// Whether a value is what its member may have. `span->start` is its first byte, behind the
/// quotation mark of a string, and `span->end` the one behind its last.
TARGET static inline __attribute__((always_inline)) int NAME(holds)(
    const assay_lane_tables *tables, const assay_lane_member *member, const uint8_t *bytes,
    const assay_lane_span *span) {
  const uint8_t *text = bytes + span->start;
  uint64_t length = (uint64_t)(span->end - span->start);
  if (length - member->length_min > member->length_room) return 0;
  switch (member->kind) {
    case assay_lane_text: {
      const assay_ascii_set *set = (const assay_ascii_set *)(tables->sets + member->set);
      HALF h = NAME(half)(text);
      uint32_t prefix = (uint32_t)member->prefix_mask;
      if (prefix && (NAME(unlike_half)(h, tables->bytes + member->prefix) & prefix)) return 0;
      // What stands behind the value may be anything.
      uint32_t out = NAME(out_half)(h, set) & ~prefix;
      if (length <= 32) return !(out & (uint32_t)lane_low((uint32_t)length));
      if (out) return 0;
      for (text += 32, length -= 32; length > 64; text += 64, length -= 64) {
        if (NAME(out)(NAME(load)(text), set)) return 0;
      }
      return !(NAME(out)(NAME(load)(text), set) & lane_low((uint32_t)length));
    }
    case assay_lane_enum: {
      HALF h = NAME(half)(text);
      // The quotation mark behind the value stands in the table, too.
      uint32_t name = (uint32_t)lane_low((uint32_t)length + 1);
      uint64_t slot = lane_hash(text, (size_t)length);
      for (;; slot++) {
        const assay_lane_slot *entry =
            tables->enum_slots + member->slot_start + (slot & member->slot_mask);
        if (entry->count == -1) return 0;
        if (entry->count >= 0 && !(NAME(unlike_half)(h, tables->bytes + entry->literal) & name))
          return 1;
      }
    }
    case assay_lane_date_time: {
      // What stands in front of the `Z` is in its place, and a fraction has a digit.
      uint32_t front = (uint32_t)lane_low((uint32_t)length - 1);
      return !((NAME(date_half)(NAME(half)(text)) & front) | (uint32_t)(text[length - 1] ^ 'Z') |
               (uint32_t)(length == 21)) &&
             lane_is_date(text);
    }
    default: return 1;
  }
}

/// The lane, once for lines and once for all else.
TARGET static inline __attribute__((always_inline)) assay_lane_stop NAME(go)(
    const assay_lane_tables *tables, const assay_lane_struct *table, const uint8_t *bytes,
    size_t count, size_t readable, const assay_lane_memory *memory, assay_lane_way way,
    const int is_lines, assay_lane_state *state) {
  // Every load is of 64 bytes, and a few single ones follow: none begins behind `safe`. Nor does
  // what is read begin behind the last byte of the text, where the object's brace may be at best.
  const int64_t text_end = (int64_t)count - 1, room = (int64_t)readable - 72;
  const int64_t safe = text_end < room ? text_end : room;
  const assay_lane_member *const members = tables->members + table->member_start;
  const uint8_t *const literals = tables->bytes;
  uint16_t *const order = memory->order + table->order_start;
  // On lines there are single spaces at most: what is behind a line feed is another document.
  const int64_t white_safe = is_lines ? -1 : safe;
  // Members that relations may look at, as if they had been seen.
  const uint64_t tapped = memory->watched ? table->tapped : 0;

  int64_t at = (int64_t)state->position;
  int64_t object = (int64_t)state->object;
  uint64_t seen = state->seen;
  uint32_t place = state->place;
  uint32_t items = state->items;
  assay_lane_stop reason = assay_lane_behind_item;
  // Rises with members that come in no order, falls with every object.
  uint32_t strange = 0;
  assay_lane_span *const spans = memory->spans;
  uint64_t wrong = state->wrong;
  int is_closed = (int)state->is_closed;
  int is_behind = (int)state->is_behind_value;
  int is_empty = 0;
  int64_t next = at, first, behind = at;
  if (is_lines) goto object;

  for (;;) {
    uint64_t fresh = 0;
    uint32_t start_place = place;
    if (is_behind) goto behind_values;
    // Where the values of an object begin and end: the next position waits for little, and all
    // values go the same way.
    is_closed = is_empty;
    while (!is_closed && at <= safe) {
      BLOCK v = NAME(load)(bytes + at);
      uint32_t index = order[place];
      const assay_lane_member *member = members + index;
      int64_t value;
      if (__builtin_expect(
              strange <= 8 && !(NAME(unlike)(v, literals + member->literal) & member->literal_mask),
              1)) {
        value = at + member->literal_count;
      } else {
        // The one that came before that, or any, by its name. Where that happens all the time, the
        // order is no guide.
        const uint32_t expected = index;
        index = order[place + table->member_count + 1];
        member = members + index;
        if (strange <= 8 && !(NAME(unlike)(v, literals + member->literal) & member->literal_mask)) {
          value = at + member->literal_count;
        } else {
          uint64_t quotes = NAME(quotes)(v) & ~1ULL;
          if (bytes[at] != '"' || !quotes) break;
          uint32_t end = (uint32_t)__builtin_ctzll(quotes);
          int found = NAME(find)(tables, table, bytes + at, v, end);
          if (found < 0) break;
          index = (uint32_t)found;
          member = members + index;
          if (index != expected && strange < 64) strange++;
          value = at + end + 2;
        }
        if (memory->learns && strange <= 8) {
          order[place + table->member_count + 1] = (uint16_t)expected;
          order[place] = (uint16_t)index;
        }
      }
      if (__builtin_expect((seen | tapped) >> index & 1, 0)) {
        if (seen >> index & 1) break;
        if (member->tap >= 0 && memory->watched >> (member->tap & 63) & 1) break;
      }
      if (bytes[value] <= ' ') {
        value = NAME(space)(bytes, value, safe, white_safe);
        if (value < 0) break;
      }
      if (value >= safe) break;
      int64_t end;
      if (__builtin_expect(bytes[value] == '"', 1)) {
        if (member->kind > assay_lane_last_string) break;
        value++;
        uint64_t quotes = NAME(quotes_half)(NAME(half)(bytes + value));
        end = value;
        if (__builtin_expect(!quotes, 0)) {
          end += 32;
          while (end <= safe && !(quotes = NAME(quotes)(NAME(load)(bytes + end)))) end += 64;
          if (!quotes) break;
        }
        end += __builtin_ctzll(quotes);
        spans[index].name = at;
        spans[index].start = value;
        spans[index].end = end++;
      } else {
        end = lane_word(member, bytes, value, memory->takes_lists);
        if (end < 0) break;
        spans[index].name = at;
        spans[index].start = value;
        spans[index].end = end;
      }
      if (end > safe) break;
      if (bytes[end] <= ' ') {
        end = NAME(skip)(bytes, end, white_safe);
        if (end < 0) break;
      }
      if (bytes[end] == ',') {
        next = end + 1;
        if (bytes[next] <= ' ') next = NAME(space)(bytes, next, safe, white_safe);
        if (next < 0) break;
        at = next;
      } else if (bytes[end] == '}') {
        at = end;
        is_closed = 1;
      } else {
        break;
      }
      seen |= 1ULL << index;
      fresh |= 1ULL << index;
      place = index + 1;
    }

    // What the values are, in the order of the contract.
    for (uint64_t rest = fresh; rest; rest &= rest - 1) {
      uint32_t index = (uint32_t)__builtin_ctzll(rest);
      const assay_lane_member *member = members + index;
      memory->visits[member->node]++;
      wrong |= (uint64_t)!NAME(holds)(tables, member, bytes, spans + index) << index;
    }
    if (__builtin_expect(wrong != 0, 0)) {
      uint64_t unsure = lane_unsure(bytes, spans, wrong);
      if (unsure) {
        at = lane_back(members, spans, unsure, fresh, memory->visits, &seen, &start_place);
        place = start_place;
        is_closed = 0;
        wrong &= seen;
      }
    }
  behind_values:
    is_behind = 0;
    if (is_lines &&
        (wrong || !is_closed || (table->required & ~seen) ||
         (at != text_end && bytes[at + 1] != '\n'))) {
      // The caller begins with the line anew.
      for (; seen; seen &= seen - 1) memory->visits[members[__builtin_ctzll(seen)].node]--;
      wrong = 0;
      break;
    }
    if (__builtin_expect(wrong != 0, 0)) {
      lane_hand(members, memory, wrong, state);
      reason = assay_lane_at_value;
      break;
    }
    if (!is_closed) {
      reason = assay_lane_at_member;
      break;
    }
    if (way == assay_lane_object || (table->required & ~seen)) {
      reason = assay_lane_at_close;
      break;
    }
    // The object holds. Another one may follow.
    items++;
    strange -= strange > 0;
    behind = ++at;
    reason = assay_lane_behind_item;
    next = at;
    if (is_lines) {
      if (next++ > text_end) break;
    } else {
      if (bytes[next] <= ' ') next = NAME(skip)(bytes, next, safe);
      if (next < 0 || bytes[next] != ',') break;
      next++;
      if (bytes[next] <= ' ') next = NAME(space)(bytes, next, safe, safe);
    }
  object:
    if (next < 0 || bytes[next] != '{') break;
    first = next + 1;
    if (bytes[first] <= ' ') first = NAME(skip)(bytes, first, white_safe);
    if (first < 0 || first > safe) break;
    is_empty = bytes[first] == '}';
    object = next;
    at = first;
    seen = 0;
    place = 0;
  }
  if (is_lines) at = behind;
  state->position = (size_t)at;
  state->object = (size_t)object;
  state->seen = seen;
  state->place = place;
  state->items = items;
  state->is_closed = (uint32_t)is_closed;
  if (reason != assay_lane_at_value) {
    state->wrong = 0;
    state->is_behind_value = 0;
  }
  return reason;
}

TARGET static assay_lane_stop LANE(
    const assay_lane_tables *tables, const assay_lane_struct *table, const uint8_t *bytes,
    size_t count, size_t readable, const assay_lane_memory *memory, assay_lane_way way,
    assay_lane_state *state) {
  return way == assay_lane_lines
             ? NAME(go)(tables, table, bytes, count, readable, memory, way, 1, state)
             : NAME(go)(tables, table, bytes, count, readable, memory, way, 0, state);
}
