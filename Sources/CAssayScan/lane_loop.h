// The lane, once for each width. Included by lane.c, which defines before each inclusion:
//   LANE        name of the function
//   TARGET      the processor it is for
//   VECTOR      64 bytes
//   NAME(f)     the function f of this width:
//     load(p)            64 bytes
//     unlike(v, p)       mask of the bytes unlike those at p
//     equal(v, byte)     mask of the bytes equal to one
//     stop(v)            mask of quotation marks, backslashes, controls and what is not ASCII
//     out(v, set)        mask of what is not in a set
//     dark(v)            mask of what is not white space
//     date(v)            mask of what a date-time may have in its place, of the first 19
//     digit(v)           mask of digits

/// Skips white space, of which there is some; -1 where that leads too near to the end.
TARGET static inline int64_t NAME(skip)(const uint8_t *bytes, int64_t at, int64_t safe) {
  // One space behind a colon or comma is what most writers that use any write.
  if (bytes[at] == ' ' && bytes[at + 1] > ' ') return at + 1;
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

TARGET static assay_lane_stop LANE(
    const assay_lane_tables *tables, const assay_lane_struct *table, const uint8_t *bytes,
    size_t count, const assay_lane_memory *memory, int is_list, assay_lane_state *state) {
  // Every load is of 64 bytes, and a few single ones follow: none begins behind `safe`.
  const int64_t safe = (int64_t)count - 72;
  const assay_lane_member *const members = tables->members + table->member_start;
  const uint32_t member_count = table->member_count;
  const uint8_t *const literals = tables->bytes;
  uint16_t *const order = memory->order + table->order_start;
  uint64_t *const visits = memory->visits;
  const uint64_t watched = memory->watched;

  int64_t at = (int64_t)state->position;
  int64_t object = (int64_t)state->object;
  uint64_t seen = state->seen;
  uint32_t place = state->place;
  uint32_t items = 0;
  assay_lane_stop reason = assay_lane_at_member;
  // Rises with members that come in no order, falls with those that were expected.
  uint32_t strange = 0;

  for (;;) {
    if (at > safe) break;
    VECTOR v = NAME(load)(bytes + at);
    uint32_t index = order[place];
    const assay_lane_member *member = members + index;
    if (__builtin_expect(
            strange > 8 || index >= member_count ||
                (NAME(unlike)(v, literals + member->literal) & member->literal_mask), 0)) {
      index = order[place + member_count + 1];
      member = members + index;
      if (strange > 8 || index >= member_count ||
          (NAME(unlike)(v, literals + member->literal) & member->literal_mask)) {
        // Any member, by its name. Where that happens all the time, the order is no guide.
        strange += strange < 64 ? 2 : 0;
        uint64_t stop = NAME(stop)(v) & ~1ULL;
        if (bytes[at] != '"' || !stop) break;
        uint32_t end = (uint32_t)__builtin_ctzll(stop);
        if (bytes[at + end] != '"' || !member_count) break;
        uint64_t slot = lane_hash(bytes + at + 1, end - 1);
        for (;; slot++) {
          index = tables->name_slots[table->slot_start + (slot & table->slot_mask)];
          if (!index) goto stop;
          member = members + --index;
          // The text goes on with a colon, or it is none of these.
          if (!(NAME(unlike)(v, literals + member->literal) & member->literal_mask)) break;
        }
      }
      if (memory->learns && strange <= 8) {
        order[place + member_count + 1] = order[place];
        order[place] = (uint16_t)index;
      }
    } else if (strange) {
      strange--;
    }
    if (seen >> index & 1) break;
    if (member->tap >= 0 && watched >> (member->tap & 63) & 1) break;
    int64_t value = at + member->literal_count;
    if (bytes[value] <= ' ') value = NAME(skip)(bytes, value, safe);
    if (value < 0 || value > safe - 1) break;

    int64_t end;
    switch (member->kind) {
      case assay_lane_text:
      case assay_lane_plain_set:
      case assay_lane_set: {
        if (bytes[value] != '"') goto stop;
        const uint8_t *text = bytes + value + 1;
        const assay_ascii_set *set = (const assay_ascii_set *)(tables->sets + member->set);
        const int is_text = member->kind == assay_lane_text;
        const int stops = member->kind != assay_lane_plain_set;
        const uint64_t prefix = lane_low(member->prefix_count);
        v = NAME(load)(text);
        if (prefix && (NAME(unlike)(v, literals + member->prefix) & prefix)) goto stop;
        uint64_t found =
            ((is_text ? 0 : NAME(out)(v, set)) | (stops ? NAME(stop)(v) : 0)) & ~prefix;
        int64_t length = 0;
        while (!found) {
          length += 64;
          if (value + 1 + length > safe) goto stop;
          v = NAME(load)(text + length);
          found = (is_text ? 0 : NAME(out)(v, set)) | (stops ? NAME(stop)(v) : 0);
        }
        length += __builtin_ctzll(found);
        if (text[length] != '"' || (uint64_t)length < member->length_min ||
            (uint64_t)length > member->length_max)
          goto stop;
        uint64_t rest = (uint64_t)length - member->prefix_count;
        if (!is_text && (rest < member->rest_min || rest > member->rest_max)) goto stop;
        end = value + length + 2;
        break;
      }
      case assay_lane_enum: {
        if (bytes[value] != '"') goto stop;
        const uint8_t *text = bytes + value + 1;
        v = NAME(load)(text);
        uint64_t stop = NAME(stop)(v);
        if (!stop) goto stop;
        int length = __builtin_ctzll(stop);
        if (text[length] != '"' || (uint64_t)length < member->length_min ||
            (uint64_t)length > member->length_max)
          goto stop;
        uint64_t name = lane_low((uint32_t)length);
        uint64_t slot = lane_hash(text, (size_t)length);
        for (;; slot++) {
          const assay_lane_slot *entry =
              tables->enum_slots + member->slot_start + (slot & member->slot_mask);
          if (entry->count == -1) goto stop;
          if (entry->count == length && !(NAME(unlike)(v, literals + entry->literal) & name))
            break;
        }
        end = value + length + 2;
        break;
      }
      case assay_lane_date_time: {
        if (bytes[value] != '"') goto stop;
        const uint8_t *text = bytes + value + 1;
        v = NAME(load)(text);
        uint64_t quote = NAME(equal)(v, '"');
        if (!quote) goto stop;
        int length = __builtin_ctzll(quote);
        if (length < 20) goto stop;
        // A fraction has its point, at least one digit, and only digits up to the `Z`.
        uint64_t fraction = ~NAME(digit)(v) & lane_low((uint32_t)length - 1) & ~lane_low(20);
        uint64_t wrong = (~NAME(date)(v) & lane_low(19)) | fraction |
                         (uint64_t)(text[19] ^ (length == 20 ? 'Z' : '.')) |
                         (uint64_t)(text[length - 1] ^ 'Z') | (uint64_t)(length == 21);
        if (wrong || !lane_is_date(text)) goto stop;
        end = value + length + 2;
        break;
      }
      case assay_lane_boolean:
        if (!memcmp(bytes + value, "true", 4)) {
          end = value + 4;
        } else if (!memcmp(bytes + value, "false", 5)) {
          end = value + 5;
        } else {
          goto stop;
        }
        break;
      case assay_lane_integer: {
        int64_t number;
        int length = lane_integer(bytes + value, &number);
        if (!length || number < member->integer_min || number > member->integer_max) goto stop;
        end = value + length;
        break;
      }
      default:
        goto stop;
    }

    if (bytes[end] <= ' ') {
      end = NAME(skip)(bytes, end, safe);
      if (end < 0) break;
    }
    if (bytes[end] == ',') {
      int64_t next = end + 1;
      if (bytes[next] <= ' ') next = NAME(skip)(bytes, next, safe);
      if (next < 0) break;
      seen |= 1ULL << index;
      visits[member->node]++;
      place = index + 1;
      at = next;
      continue;
    }
    if (bytes[end] != '}') break;
    seen |= 1ULL << index;
    visits[member->node]++;
    place = index + 1;
    at = end;
    if (!is_list || (table->required & ~seen)) {
      reason = assay_lane_at_close;
      break;
    }
    // The object holds. Another one may follow.
    items++;
    at = end + 1;
    reason = assay_lane_behind_item;
    int64_t next = at;
    if (bytes[next] <= ' ') next = NAME(skip)(bytes, next, safe);
    if (next < 0 || bytes[next] != ',') break;
    next++;
    if (bytes[next] <= ' ') next = NAME(skip)(bytes, next, safe);
    if (next < 0 || bytes[next] != '{') break;
    int64_t first = next + 1;
    if (bytes[first] <= ' ') first = NAME(skip)(bytes, first, safe);
    if (first < 0 || bytes[first] == '}') break;
    object = next;
    at = first;
    seen = 0;
    place = 0;
    reason = assay_lane_at_member;
  }
stop:
  state->position = (size_t)at;
  state->object = (size_t)object;
  state->seen = seen;
  state->place = place;
  state->items = items;
  return reason;
}
