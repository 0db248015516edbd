// Counts what a program allocates. Linked into an executable, its `malloc` and kin stand before those of
// the C library, for every library that the program loads.
#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

#include <stdint.h>

/// How many blocks were asked for since the program started, by all threads.
uint64_t allocations(void);

#endif
