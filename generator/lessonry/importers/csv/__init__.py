"""CSV: a question a row, under a header whose words say what each column is."""

from lessonry.importers.csv.reading import matches, read

__all__ = ["matches", "read"]
