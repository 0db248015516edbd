// Random numbers by a seed, and memory that ends where a page begins that nobody may touch.
#ifndef FENCE_H
#define FENCE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static uint64_t random_state;

/// SplitMix64: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
static uint64_t random64(void) {
  uint64_t z = random_state += 0x9e3779b97f4a7c15ULL;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
  return z ^ z >> 31;
}

static size_t below(size_t bound) { return (size_t)(random64() % bound); }

static int chance(size_t percent) { return below(100) < percent; }

/// Memory between two pages that nobody may touch.
typedef struct {
  uint8_t *start, *end;
} fence;

static fence make_fence(size_t capacity) {
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  const size_t inside = (capacity + page - 1) / page * page;
  uint8_t *all = mmap(
      0, inside + 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (all == MAP_FAILED || mprotect(all, page, PROT_NONE) ||
      mprotect(all + page + inside, page, PROT_NONE)) {
    perror("mmap");
    exit(2);
  }
  fence made = {all + page, all + page + inside};
  return made;
}

/// Room that ends at the fence's end, or begins at its start.
static uint8_t *room(fence in, size_t count, int at_start) {
  return at_start ? in.start : in.end - count;
}

#endif
