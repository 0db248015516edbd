#if defined(__linux__)
#define _GNU_SOURCE
#include <limits.h>
#include <link.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "assay_memory.h"

/// The whole pages of a range.
static void drop(uintptr_t start, size_t count) {
  const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  const uintptr_t first = (start + page - 1) & ~(page - 1), end = (start + count) & ~(page - 1);
  if (first < end) madvise((void *)first, end - first, MADV_DONTNEED);
}

static int drop_code(struct dl_phdr_info *info, size_t size, void *nothing) {
  (void)size, (void)nothing;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = info->dlpi_phdr + i;
    // What nobody may write to is as it is in the file.
    if (part->p_type == PT_LOAD && !(part->p_flags & PF_W)) {
      drop((uintptr_t)(info->dlpi_addr + part->p_vaddr), part->p_memsz);
    }
  }
  return 0;
}

void assay_give_back_code(void) { dl_iterate_phdr(drop_code, 0); }

void assay_give_back(void *start, size_t count) { drop((uintptr_t)start, count); }

void assay_keep_blocks_below(size_t bytes) {
#ifdef __GLIBC__
  const int limit = bytes < INT_MAX ? (int)bytes : INT_MAX;
  mallopt(M_MMAP_THRESHOLD, limit);
  mallopt(M_TRIM_THRESHOLD, limit);
#else
  (void)bytes;
#endif
}
#else
#include "assay_memory.h"

void assay_give_back_code(void) {}

void assay_keep_blocks_below(size_t bytes) { (void)bytes; }

void assay_give_back(void *start, size_t count) { (void)start, (void)count; }
#endif
