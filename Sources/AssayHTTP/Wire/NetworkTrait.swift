#if !Network
  #error("this needs the trait Network of the package: no `traits:`, or `.defaults` among them")
#endif
