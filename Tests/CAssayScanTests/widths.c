// Every function of every width that this processor has, held to the portable one on random and on
// hostile texts that lie against pages nobody may touch.
//
//     widths [rounds [seed]]

#include <time.h>

#include "assay_scan.h"
#include "assay_structure.h"
#include "texts.h"

static uint64_t seed;
static size_t failures;
static fence source, target;
static uint64_t members[ASSAY_CLASS_SCALARS / 64 + 16];

static void expect(int holds, const char *name, int level, const uint8_t *text, size_t count) {
  if (holds) return;
  failures++;
  printf("%s, level %d, seed %llu:", name, level, (unsigned long long)seed);
  for (size_t i = 0; i < count; i++) printf(" %02x", text[i]);
  printf("\n");
}

/// Puts text where the fence is behind it or before it.
static const uint8_t *place(const uint8_t *text, size_t count) {
  uint8_t *to = room(source, count, chance(30));
  memcpy(to, text, count);
  return to;
}

static void check_index(const assay_scan *scan, const assay_scan *plain) {
  uint8_t text[512];
  const size_t count = 1 + below(8);
  any_text(text, count * 64);
  const uint8_t *bytes = place(text, count * 64);
  assay_block found[8], wanted[8];
  uint64_t high = scan->index(bytes, count, found), high2 = plain->index(bytes, count, wanted);
  expect(
      high == high2 && memcmp(found, wanted, count * sizeof *found) == 0, "index",
      (int)scan->level, text, count * 64);
}

static void check_runs(const assay_scan *scan, const assay_scan *plain) {
  uint8_t text[longest], inside[128];
  const size_t count = below(longest), odd = below(4);
  assay_ascii_set set = {{0}};
  size_t size = 0;
  for (size_t c = 0; c < 128; c++) {
    if (chance(90)) {
      set.row[c & 15] |= (uint8_t)(1 << (c >> 4));
      inside[size++] = (uint8_t)c;
    }
  }
  for (size_t i = 0; i < count; i++) {
    text[i] = size == 0 || chance(odd) ? (uint8_t)random64() : inside[below(size)];
  }
  const uint8_t *bytes = place(text, count);
  expect(
      scan->span(bytes, count, &set) == plain->span(bytes, count, &set), "span",
      (int)scan->level, text, count);

  for (size_t i = 0; i < count; i++) {
    text[i] = chance(odd) ? (uint8_t)random64() : (uint8_t)(0x23 + below(0x39));
  }
  bytes = place(text, count);
  uint8_t *to = room(target, count, 0), wanted[longest];
  const size_t length = plain->copy_plain(wanted, bytes, count);
  expect(
      scan->copy_plain(to, bytes, count) == length && memcmp(to, wanted, length) == 0,
      "copy_plain", (int)scan->level, text, count);

  uint8_t *other = room(target, count, chance(30));
  memcpy(other, bytes, count);
  if (count && chance(50)) other[below(count)] ^= (uint8_t)(1 << below(8));
  expect(
      scan->equal(bytes, other, count) == (memcmp(bytes, other, count) == 0), "equal",
      (int)scan->level, text, count);
}

static void check_scalars(const assay_scan *scan, const assay_scan *plain) {
  uint8_t text[longest];
  const size_t most = any_length();
  size_t count = chance(30)   ? text_of_class(text, most, members, ASSAY_CLASS_SCALARS)
                 : chance(20) ? well_formed(text, most)
                 : chance(90) ? nearly_well_formed(text, most)
                              : any_text(text, most);
  const uint8_t *bytes = place(text, count);
  size_t scalars, scalars2;
  const size_t end = scan->utf8(bytes, count, &scalars);
  const size_t end2 = plain->utf8(bytes, count, &scalars2);
  expect(end == end2 && scalars == scalars2, "utf8", (int)scan->level, text, count);

  count = end2;
  bytes = place(text, count);
  // From some scalar on.
  size_t from = below(count + 1);
  while (from < count && (text[from] & 0xc0) == 0x80) from++;
  expect(
      scan->class_span(bytes, count, from, members) ==
          plain->class_span(bytes, count, from, members),
      "class_span", (int)scan->level, text, count);
}

/// A class with blocks of 64 scalars that are in it, out of it, and in part in it; of the last,
/// few scalars or many.
static void make_class(void) {
  const size_t whole = below(100), inside = chance(50) ? 99 : below(100);
  memset(members, 0, sizeof members);
  uint64_t *blocks = members + ASSAY_CLASS_SCALARS / 64;
  for (size_t i = 0; i < ASSAY_CLASS_SCALARS / 64; i++) {
    if (chance(whole)) {
      members[i] = ~0ULL;
    } else {
      for (size_t bit = 0; bit < 64; bit++) members[i] |= (uint64_t)chance(inside) << bit;
    }
    if (i < 1024 && members[i] == ~0ULL) blocks[i / 64] |= 1ULL << i % 64;
  }
}

static void check_nest(const assay_structure *structure, const assay_structure *plain) {
  uint8_t text[longest];
  const size_t count = nested_text(text, 1 + below(longest - 2));
  assay_nesting found = {0, 0, 0}, wanted = {0, 0, 0};
  for (size_t at = 0; at < count;) {
    // In pieces, which may end anywhere.
    size_t piece = chance(50) ? count - at : 1 + below(count - at);
    const uint8_t *bytes = place(text + at, piece);
    const size_t end = structure->nest(bytes, piece, &found);
    const size_t end2 = plain->nest(bytes, piece, &wanted);
    expect(
        end == end2 && found.depth == wanted.depth && found.in_string == wanted.in_string &&
            found.escaped == wanted.escaped,
        "nest", (int)structure->level, text, count);
    if (wanted.depth == 0) break;
    at += piece;
  }
}

static void check_lines(const assay_structure *structure, const assay_structure *plain) {
  uint8_t text[longest];
  size_t found[longest + 64], wanted[longest + 64], read, read2, expected = 0;
  const size_t count = any_length(), room = 64 + below(longest);
  any_text(text, count);
  for (size_t i = 0; i < count; i++) {
    if (chance(10)) text[i] = '\n';
  }
  const uint8_t *bytes = place(text, count);
  const size_t many = structure->lines(bytes, count, found, room, &read);
  const size_t many2 = plain->lines(bytes, count, wanted, room, &read2);
  int holds = many == many2 && read == read2 && memcmp(found, wanted, many * sizeof *found) == 0 &&
              (read == count || room - many < 64);
  for (size_t i = 0; i < read && holds; i++) {
    if (text[i] == '\n') holds = expected < many && found[expected++] == i;
  }
  expect(holds && expected == many, "lines", (int)structure->level, text, count);
}

static void check_unescape(const assay_structure *structure, const assay_structure *plain) {
  uint8_t text[longest];
  const size_t count = escaped_text(text, 24 + any_length() % (longest - 25));
  const uint8_t *bytes = place(text, count);
  uint8_t *to = room(target, count, 0), out[longest];
  assay_text found = {0}, wanted = {0};
  structure->unescape(to, bytes, count, &found);
  plain->unescape(out, bytes, count, &wanted);
  expect(
      found.read == wanted.read && found.written == wanted.written &&
          found.scalars == wanted.scalars && found.is_sound == wanted.is_sound &&
          found.status == wanted.status && memcmp(to, out, wanted.written) == 0,
      "unescape", (int)structure->level, text, count);
  // What it says of the text it wrote is true.
  size_t scalars, length = assay_utf8_prefix(out, wanted.written, &scalars);
  expect(
      !wanted.is_sound || (length == wanted.written && scalars == wanted.scalars),
      "unescape's own word", assay_level_portable, text, count);
}

int main(int argc, char **argv) {
  const size_t rounds = argc > 1 ? strtoul(argv[1], 0, 10) : 20000;
  const uint64_t first = argc > 2 ? strtoull(argv[2], 0, 10) : (uint64_t)time(0) << 20;
  const assay_scan *plain = assay_scan_at(assay_level_portable);
  const assay_structure *plain2 = assay_structure_at(assay_level_portable);
  source = make_fence(longest);
  target = make_fence(longest);
  size_t levels = 0;
  // The portable form too: to be held to the fences, and to what it says of itself.
  for (int level = assay_level_portable; level <= assay_level_neon; level++) {
    const assay_scan *scan = assay_scan_at((assay_level)level);
    const assay_structure *structure = assay_structure_at((assay_level)level);
    if (!scan != !structure) {
      printf("level %d has but one of its two tables\n", level);
      return 1;
    }
    if (!scan) continue;
    levels++;
    printf("level %d: %zu rounds from seed %llu on\n", level, rounds, (unsigned long long)first);
    for (size_t round = 0; round < rounds && failures < 10; round++) {
      random_state = seed = first + round;
      if (round % 500 == 0) make_class();
      check_index(scan, plain);
      check_runs(scan, plain);
      check_scalars(scan, plain);
      check_nest(structure, plain2);
      check_lines(structure, plain2);
      check_unescape(structure, plain2);
    }
  }
  printf("%zu widths, %zu failures\n", levels, failures);
  return failures != 0;
}
