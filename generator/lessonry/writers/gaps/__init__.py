"""How each kind of gap is written between its brackets: one module a kind."""
