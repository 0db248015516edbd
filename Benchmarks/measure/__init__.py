"""Running programs and reading what they cost."""
