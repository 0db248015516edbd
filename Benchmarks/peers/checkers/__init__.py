"""One module a Python peer; each has `make()`, which gives a function from the bytes of one
body to whether it is sound, and `versions()`, the packages whose work that is."""
