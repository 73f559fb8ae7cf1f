"""`python -m lessonry` is `lessonry`."""

from lessonry.cli import main

main()
