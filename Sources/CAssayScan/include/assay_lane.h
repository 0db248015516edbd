// The fast lane: the members of objects whose values are plain strings, date-times, booleans,
// integers and empty lists, checked against a table in one pass over vectors of 64 bytes.
//
// The lane only ever says yes. It passes over a member when it has proved that the member holds. At
// a string that it cannot prove, for whatever reason (too long, not ASCII, escaped, no value of its
// enumeration), it asks the caller to look at that one, and goes on behind it. At anything else, as
// what is repeated, nested, unknown, or near the end of the text, it stops, and the caller reads
// that member in full and comes back. So the lane reports nothing, and what it does not know cannot
// make it wrong.
//
// It takes an object in two steps. The first finds where names and values begin and end, which is
// the same work for every string, so that a processor foresees it whatever the order of members;
// the second looks at the values, in the order of the contract.
#ifndef ASSAY_LANE_H
#define ASSAY_LANE_H

#include <stddef.h>
#include <stdint.h>

#include "assay_scan.h"

#ifdef __cplusplus
extern "C" {
#endif

/// What the lane can prove of a member's value.
enum {
  /// A string of a length: a prefix, then characters of a set.
  assay_lane_text = 0,
  /// One of some strings.
  assay_lane_enum = 1,
  /// An RFC 3339 date-time in UTC.
  assay_lane_date_time = 2,
  assay_lane_last_string = 2,
  assay_lane_boolean = 3,
  /// An integer of at most 18 digits.
  assay_lane_integer = 4,
  /// A list without items.
  assay_lane_empty_list = 5,
  /// Nothing.
  assay_lane_none = 6,
};

/// A member as the lane looks for it.
typedef struct {
  /// Which of the 64 bytes at `literal` belong to it.
  uint64_t literal_mask;
  /// The least length of a string, and by how much it may be longer.
  uint64_t length_min, length_room;
  /// Which of the 64 bytes at `prefix` belong to it.
  uint64_t prefix_mask;
  int64_t integer_min, integer_max;
  /// `"name":`, in the table's bytes; its length.
  uint32_t literal, literal_count;
  /// Where the visits of its values are counted.
  uint32_t node;
  /// The relation that looks at its values; negative for none.
  int32_t tap;
  /// One of assay_lane_none and its kin.
  uint32_t kind;
  /// The set, in the table's sets: of ASCII characters that stand for themselves in a string.
  uint32_t set;
  /// The prefix, in the table's bytes.
  uint32_t prefix;
  /// First slot of the values of an enumeration, and number of slots less one.
  uint32_t slot_start, slot_mask;
} assay_lane_member;

/// A value of an enumeration; `count` is -1 in a free slot and -2 where the lane leaves the value to
/// others.
typedef struct {
  /// In the table's bytes, the closing quotation mark behind it.
  uint32_t literal;
  int32_t count;
} assay_lane_slot;

/// The members of one structure.
typedef struct {
  /// Members that must be there, a bit each.
  uint64_t required;
  /// Members that relations look at, a bit each.
  uint64_t tapped;
  /// Behind the members stands one more, which is in no text: what is expected where nothing is.
  uint32_t member_start, member_count;
  /// Hash slots of the names.
  uint32_t slot_start, slot_mask;
  /// First of the places of the learned order.
  uint32_t order_start;
  /// 1 where the lane is worth trying.
  uint32_t is_useful;
} assay_lane_struct;

/// What is true of all structures of a plan.
typedef struct {
  const assay_lane_member *members;
  /// Index of a member plus one, 0 where free.
  const uint16_t *name_slots;
  const assay_lane_slot *enum_slots;
  /// Names, prefixes and values, each in 64 bytes of its own.
  const uint8_t *bytes;
  /// ASCII sets, sixteen bytes each.
  const uint8_t *sets;
} assay_lane_tables;

/// Where a value stands: its member's name, its first byte and the one behind its last; the quotation
/// marks of a string left out.
typedef struct {
  int64_t name, start, end;
} assay_lane_span;

/// What changes as the lane goes along; owned by one thread.
typedef struct {
  /// Learned order of members, as the engine keeps it.
  uint16_t *order;
  /// How often each node saw a value.
  uint64_t *visits;
  /// Room for the values of 64 members.
  assay_lane_span *spans;
  /// The relations that look at this message, a bit each.
  uint64_t watched;
  /// 1 where the order may be learned.
  int learns;
  /// 1 where a list may stand in the object without being nested too deep.
  int takes_lists;
} assay_lane_memory;

/// Where the lane stands.
typedef struct {
  /// Next byte to read.
  size_t position;
  /// Brace of the object that is being read.
  size_t object;
  /// Members seen in it, a bit each.
  uint64_t seen;
  /// Member behind which the next one is expected, plus one; 0 at the start.
  uint32_t place;
  /// Objects passed, in a list or on lines.
  uint32_t items;
  /// At a value: whose it is, and where its name and itself begin, quotation marks included.
  uint32_t member;
  size_t name, value;
  /// The lane's own, from a value to the next call: members still to be looked at, whether the object
  /// is at its end, and whether there was a value.
  uint64_t wrong;
  uint32_t is_closed, is_behind_value;
} assay_lane_state;

/// What the lane goes along.
typedef enum {
  /// One object.
  assay_lane_object = 0,
  /// Objects of a list, with commas between them.
  assay_lane_items = 1,
  /// Objects that are documents, each on a line of its own.
  assay_lane_lines = 2,
} assay_lane_way;

/// Why the lane stopped.
typedef enum {
  /// At the name of a member that it cannot prove.
  assay_lane_at_member = 0,
  /// At the brace that closes the object.
  assay_lane_at_close = 1,
  /// In a list, behind an object that no further one follows as expected. On lines, behind the last one
  /// that holds.
  assay_lane_behind_item = 2,
  /// At a string that it cannot prove. To be called again with the same state.
  assay_lane_at_value = 3,
} assay_lane_stop;

/// Goes on from the name of a member, in a list from object to object. Lines it takes from the brace of the
/// first object on, for as long as each is one object that holds, with a space here and there at most; what it
/// has seen of one that does not, it forgets. The text is `bytes[0 ..< count]`; what it loads, and makes
/// nothing of, ends before `bytes + readable`. Where no more is readable than the text, its last 72 bytes are
/// left to the caller.
typedef assay_lane_stop (*assay_lane)(
    const assay_lane_tables *tables, const assay_lane_struct *table, const uint8_t *bytes,
    size_t count, size_t readable, const assay_lane_memory *memory, assay_lane_way way,
    assay_lane_state *state);

/// The lane of a width, or NULL where there is none: then the caller does all of it.
assay_lane assay_lane_at(assay_level level);

#ifdef __cplusplus
}
#endif

#endif
