// Threads that begin on processors of their own.
#ifndef ASSAY_THREADS_H
#define ASSAY_THREADS_H

#ifdef __cplusplus
extern "C" {
#endif

/// How many processors this thread may run on; 0 where the system does not say.
int assay_processor_count(void);

typedef struct assay_thread assay_thread;

/// Starts a thread that calls `work` with `argument`; NULL where there are no more to be had.
///
/// It begins on a processor that this thread is not on, another one for each `number`, where it may run on
/// several. From then on the system moves it as it likes. Left to itself, the system begins many a thread
/// where its maker runs, lets both take turns, and notices a dozen milliseconds later.
assay_thread *assay_thread_start(int number, void (*work)(void *argument), void *argument);

/// Waits for the end of a thread, and forgets it.
void assay_thread_join(assay_thread *thread);

#ifdef __cplusplus
}
#endif

#endif
