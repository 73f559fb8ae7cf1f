"""The answer lock, as far as it is arithmetic: which responses count, for how much, how strongly."""
