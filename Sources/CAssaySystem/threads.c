#ifdef __linux__
#define _GNU_SOURCE
#include <sched.h>
#endif
#include <pthread.h>
#include <stdlib.h>

#include "assay_threads.h"

struct assay_thread {
  pthread_t thread;
  void (*work)(void *argument);
  void *argument;
#ifdef __GLIBC__
  /// Where its maker may run, and so may it.
  cpu_set_t all;
  int is_placed;
#endif
};

static void *run(void *argument) {
  assay_thread *thread = argument;
#ifdef __GLIBC__
  if (thread->is_placed) sched_setaffinity(0, sizeof thread->all, &thread->all);
#endif
  thread->work(thread->argument);
  return 0;
}

#ifdef __GLIBC__
/// Places a thread: on one of the processors that its maker is not on.
static int place(assay_thread *thread, int number, pthread_attr_t *attributes) {
  if (sched_getaffinity(0, sizeof thread->all, &thread->all)) return 0;
  const int own = sched_getcpu();
  cpu_set_t others = thread->all;
  if (own >= 0 && own < CPU_SETSIZE) CPU_CLR(own, &others);
  const int count = CPU_COUNT(&others);
  if (count == 0) return 0;
  int skipped = number % count;
  for (int processor = 0; processor < CPU_SETSIZE; processor++) {
    if (!CPU_ISSET(processor, &others) || skipped-- > 0) continue;
    CPU_ZERO(&others);
    CPU_SET(processor, &others);
    return !pthread_attr_setaffinity_np(attributes, sizeof others, &others);
  }
  return 0;
}
#endif

assay_thread *assay_thread_start(int number, void (*work)(void *argument), void *argument) {
  assay_thread *thread = calloc(1, sizeof *thread);
  if (!thread) return 0;
  thread->work = work;
  thread->argument = argument;
#ifdef __GLIBC__
  pthread_attr_t attributes;
  if (!pthread_attr_init(&attributes)) {
    thread->is_placed = place(thread, number, &attributes);
    const int failure = !thread->is_placed || pthread_create(&thread->thread, &attributes, run, thread);
    pthread_attr_destroy(&attributes);
    if (!failure) return thread;
    // The processor may be gone by now.
    thread->is_placed = 0;
  }
#else
  (void)number;
#endif
  if (!pthread_create(&thread->thread, 0, run, thread)) return thread;
  free(thread);
  return 0;
}

void assay_thread_join(assay_thread *thread) {
  pthread_join(thread->thread, 0);
  free(thread);
}

int assay_processor_count(void) {
#ifdef __linux__
  cpu_set_t all;
  return sched_getaffinity(0, sizeof all, &all) ? 0 : CPU_COUNT(&all);
#else
  return 0;
#endif
}
