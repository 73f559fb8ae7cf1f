"""QTI in its three spellings: one tree of items and tests, written as 2.1, 2.2 or 3.0."""
