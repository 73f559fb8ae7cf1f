"""The readers of kinds: each finds what shows its kind in an item, and reads it."""
