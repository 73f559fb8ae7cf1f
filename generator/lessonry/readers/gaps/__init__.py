"""The readers of gaps: each finds whether a gap is of its kind, and reads what stands inside."""
