// Memory that can be given back to the system.
#ifndef ASSAY_MEMORY_H
#define ASSAY_MEMORY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Takes the pages of the program's own code out of its memory. Those that run are back at their next
/// use, from the page cache; those of the start, which are most, are not needed again. Does nothing
/// where the system has no such call.
void assay_give_back_code(void);

/// Has blocks of this many bytes and more given back to the system as soon as they are freed, whatever came
/// before. Left to itself, glibc keeps blocks of up to 32 MiB once it has seen one freed.
void assay_keep_blocks_below(size_t bytes);

/// Takes the whole pages of a range of anonymous memory out of it, if there are any: they read as zeros
/// from now on.
void assay_give_back(void *start, size_t count);

#ifdef __cplusplus
}
#endif

#endif
