import AssayCLI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// All that was to be written is: nothing is left for others to do at the end.
_exit(AssayTool.main())
