internal import CAssaySystem

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Seconds of a clock that only goes forward.
func monotonicSeconds() -> Double {
  var time = timespec()
  // SAFETY: the structure outlives the call.
  _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// How many processors this process may use at once; at least 1.
func processorCount() -> Int {
  let allowed = Int(assay_processor_count())
  return allowed > 0 ? allowed : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}

/// Milliseconds since 1970 of the clock on the wall.
func wallMilliseconds() -> Int64 {
  var time = timespec()
  // SAFETY: the structure outlives the call.
  _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
}

/// Lets the thread sleep; a signal may wake it early.
func sleepMilliseconds(_ milliseconds: UInt32) { _ = usleep(milliseconds * 1_000) }

/// Lets the process open as many files and sockets as the system allows it.
func raiseFileLimit() {
  #if !canImport(Darwin)
    var limit = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    // SAFETY: the structure outlives both calls.
    guard unsafe getrlimit(kind, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(kind, &limit)
  #endif
}
