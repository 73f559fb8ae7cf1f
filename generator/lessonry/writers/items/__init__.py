"""How each kind of item is written: one module a kind."""
