"""QTI 2.1, 2.2 and 3.0: items, tests and packages, as TAO, Inspera, ONYX and others export them."""

from lessonry.importers.qti.reading import matches, read

__all__ = ["matches", "read"]
