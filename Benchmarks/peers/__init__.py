"""Other programs over the same bytes, each set up and run the way that serves it best."""
