"""GIFT, the text format of Moodle, read as Moodle's own importer reads it."""

from lessonry.importers.gift.reading import matches, read

__all__ = ["matches", "read"]
