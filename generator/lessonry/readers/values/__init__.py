"""Random values of an item: the block that assigns them, and the variants that they make."""
